"""Pages with a tool in them: search, timeline, map, graph and query; each says what it is without scripts, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sedova_lod.publication.markup import Frame, json_in_script, safe
from sedova_lod.publication.view_data import MOST_PLACES

__all__ = ["Example", "graph_page", "map_page", "query_page", "search_page", "timeline_page"]

_KINDS = ("person", "event", "place", "group", "work", "quotation", "object", "concept", "claim")


class Example(NamedTuple):
    """Hold an example query.

    Args:
        question: What it asks, in words.
        query: SPARQL.
    """

    question: str
    query: str


def _settings(frame: Frame, prefix: str, **more: object) -> str:
    """Give a page's script the texts it needs, as data."""
    texts = {name: text for name, text in frame.phrases.items() if name.startswith((prefix, "kind", "load", "years"))}
    value = {"root": frame.root, "home": frame.home, "language": frame.language, "texts": texts, **more}
    return f'<script type="application/json" id="settings">{json_in_script(value)}</script>\n'


def _kinds(frame: Frame) -> list[str]:
    return [kind for kind in _KINDS if kind in frame.spec.kinds]


def _no_script(text: str, frame: Frame) -> str:
    links = "".join(
        f'<li><a href="{frame.home}lists/{k}.html">{frame.phrases[f"kinds.{k}"]}</a></li>' for k in _kinds(frame)
    )
    return f"<noscript><p>{text}</p><ul>{links}</ul></noscript>\n"


def search_page(frame: Frame) -> bytes:
    """Write the search page."""
    phrases = frame.phrases
    options = "".join(f'<option value="{kind}">{phrases[f"kinds.{kind}"]}</option>' for kind in _kinds(frame))
    body = (
        f'<h1>{phrases["search.title"]}</h1>\n<form class="search" id="form" role="search">'
        f'<label for="q">{phrases["search.label"]}</label><div class="row"><input id="q" name="q" type="search" '
        f'autocomplete="off" spellcheck="false"><select name="kind" aria-label="{phrases["search.kind"]}">'
        f'<option value="">{phrases["list.all"]}</option>{options}</select><button>'
        f"{phrases['search.go']}</button></div>"
        f'<p class="soft">{phrases["search.hint"]}</p></form>\n'
        f'<p role="status" id="status"></p>\n<ol class="records" id="results" role="list"></ol>\n'
        f"{_no_script(phrases['search.needs-script'], frame)}{_settings(frame, 'search')}"
    )
    return frame.page("search.html", phrases["search.title"], body, scripts=("site.js", "search.js"))


def timeline_page(frame: Frame, shards: Sequence[tuple[int, int]]) -> bytes:
    """Write the timeline page.

    Args:
        frame: Frame of the page.
        shards: First and last year of each part of the data.
    """
    phrases = frame.phrases
    first, last = (min(s[0] for s in shards), max(s[1] for s in shards)) if shards else (None, None)
    kinds = "".join(
        f'<label class="check"><input type="checkbox" name="kind" value="{kind}" checked> '
        f"{phrases[f'kinds.{kind}']}</label>"
        for kind in ("person", "event", "group", "work", "object", "quotation")
    )
    signs = {
        "certain": '<rect class="sure" y="2" width="34" height="8"/>',
        "within": '<rect class="within" y="2" width="34" height="8"/>',
        "open": '<path class="open" d="M2 6h24m-6-4 6 4-6 4"/>',
    }
    legend = " ".join(
        f'<span><svg width="34" height="12" aria-hidden="true">{sign}</svg> {phrases[f"timeline.{name}"]}</span>'
        for name, sign in signs.items()
    )
    body = (
        f'<h1>{phrases["timeline.title"]}</h1>\n<p class="lead">{phrases["timeline.lead"]}</p>\n'
        f'<p class="legend">{legend}</p>\n'
        f'<form class="filters" id="filters"><fieldset><legend>{phrases["list.filter"]}</legend>'
        f'<label>{phrases["timeline.from"]} <input name="from" type="number" inputmode="numeric" '
        f'value="{_with_no_year_0(first)}"></label>'
        f'<label>{phrases["timeline.to"]} <input name="to" type="number" inputmode="numeric" '
        f'value="{_with_no_year_0(last)}"></label>'
        f'<label>{phrases["list.filter-text"]} <input name="text" type="search" autocomplete="off"></label>'
        f'<span class="checks">{kinds}</span></fieldset></form>\n'
        f'<p role="status" id="status"></p>\n<div class="overview" id="overview"></div>\n'
        f'<ol class="timeline" id="rows" role="list"></ol>\n{_no_script(phrases["search.needs-script"], frame)}'
        f"{_settings(frame, 'timeline', shards=[list(shard) for shard in shards])}"
    )
    return frame.page("timeline.html", phrases["timeline.title"], body, scripts=("site.js", "timeline.js"))


def _with_no_year_0(year: int | None) -> str:
    """Write a year as people do: -44 is 44 BC."""
    return "" if year is None else str(year if year > 0 else year - 1)


def map_page(frame: Frame, n_places: int) -> bytes:
    """Write the map page.

    Args:
        frame: Frame of the page.
        n_places: Places that have coordinates.
    """
    phrases = frame.phrases
    body = f"<h1>{phrases['map.title']}</h1>\n"
    if n_places:
        buttons = "".join(
            f'<button type="button" id="{name}">{phrases[f"map.{name}"]}</button>' for name in ("in", "out", "whole")
        )
        body += (
            f'<p class="lead">{phrases["map.lead"]}</p>\n<div class="controls">{buttons}</div>\n'
            f'<div class="map" id="map"></div>\n<p role="status" id="status"></p>\n<h2>{phrases["map.list"]}</h2>\n'
            '<ul class="columns" id="places" role="list"></ul>\n'
        )
        if n_places > MOST_PLACES:
            most = phrases.say("map.most", number=MOST_PLACES, total=n_places)
            body += f'<p>{most} <a href="{frame.home}lists/place.html">{phrases["kinds.place"]}</a></p>\n'
    else:
        link = (
            f'<a href="{frame.home}lists/place.html">{phrases["kinds.place"]}</a>'
            if "place" in frame.spec.kinds
            else ""
        )
        body += f'<p class="lead">{phrases["map.none"]} {link}</p>\n'
        return frame.page("map.html", phrases["map.title"], body)
    body += _no_script(phrases["search.needs-script"], frame) + _settings(frame, "map", places=n_places)
    return frame.page("map.html", phrases["map.title"], body, scripts=("site.js", "map.js"))


def graph_page(frame: Frame, start: str, n_shards: int) -> bytes:
    """Write the graph page.

    Args:
        frame: Frame of the page.
        start: Record in the centre at first, as kind and stem.
        n_shards: Parts of the data.
    """
    phrases = frame.phrases
    body = (
        f'<h1>{phrases["graph.title"]}</h1>\n<p class="lead">{phrases["graph.lead"]}</p>\n'
        '<p class="centre" role="status" id="status"></p>\n<div class="graph" id="graph"></div>\n'
        '<p class="soft" id="drawn"></p>\n'
        f'<h2>{phrases["graph.list"]}</h2>\n<div id="connections"></div>\n'
        f"{_no_script(phrases['search.needs-script'], frame)}{_settings(frame, '', start=start, shards=n_shards)}"
    )
    return frame.page("graph.html", phrases["graph.title"], body, scripts=("site.js", "graph.js"))


def query_page(frame: Frame, examples: Sequence[Example], dump: tuple[Sequence[str], str]) -> bytes:
    """Write the query page.

    Args:
        frame: Frame of the page.
        examples: Example queries.
        dump: Paths of the dump's parts, one if it is whole, and size of all that is loaded.
    """
    phrases = frame.phrases
    chosen = "".join(
        f'<option value="{number}">{safe(one.question, 140)}</option>' for number, one in enumerate(examples)
    )
    picker = (
        f'<label for="example">{phrases["query.examples"]}</label> <select id="example"><option value="">'
        f"{phrases['query.choose']}</option>{chosen}</select>"
    )
    asked = [list(one) for one in examples]
    body = (
        f'<h1>{phrases["query.title"]}</h1>\n<p class="lead">{phrases["query.lead"]}</p>\n'
        f'<form class="query" id="form">{picker if examples else ""}<label for="query">{phrases["query.query"]}</label>'
        '<textarea id="query" rows="14" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea>'
        f'<p class="actions"><button id="run">{phrases["query.run"]}</button> <button type="button" id="stop" disabled>'
        f'{phrases["query.stop"]}</button> <span class="soft">{phrases["query.keys"]}</span></p></form>\n'
        f'<p role="status" id="status"></p>\n<h2 id="result-title" hidden>{phrases["query.result"]}</h2>'
        f'<p class="actions"><a id="csv" hidden>{phrases["query.csv"]}</a></p>'
        '<div class="scroll" id="result" tabindex="0" role="region" aria-labelledby="result-title" hidden></div>\n'
        f"{_no_script(phrases['query.needs-script'], frame)}"
        f"{_settings(frame, 'query', examples=asked, dump=list(dump), base=frame.spec.dataset.base)}"
    )
    return frame.page("query.html", phrases["query.title"], body, scripts=("site.js", "query.js"))
