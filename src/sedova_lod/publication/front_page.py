"""The front page and the page of disputed matters: what a first visitor sees."""

from __future__ import annotations

from html import escape

from sedova_lod.publication.claims_shown import dispute_summary
from sedova_lod.publication.dates_told import years_told
from sedova_lod.publication.markup import Frame, json_in_script, safe, safe_whole
from sedova_lod.publication.phrases import number_text
from sedova_lod.publication.structured_data import dataset_json

__all__ = ["disputed_page", "front_page", "missing_page", "search_form"]

_MOST_DISPUTES = 6
_MOST_CENTRAL = 12
_MOST_ON_PAGE = 500
_KINDS = ("person", "event", "place", "group", "work", "quotation", "object", "concept", "claim")


def search_form(frame: Frame, kind: str = "") -> str:
    """Write the search form; it works as a link to the search page."""
    phrases = frame.phrases
    hidden = f'<input type="hidden" name="kind" value="{kind}">' if kind else ""
    return (
        f'<form class="search" action="{frame.home}search.html" method="get" role="search">{hidden}'
        f'<label for="q">{phrases["front.search"]}</label><div class="row"><input id="q" name="q" type="search" '
        f'autocomplete="off" placeholder="{phrases["front.search-hint"]}"><button>'
        f"{phrases['search.go']}</button></div></form>\n"
    )


def front_page(frame: Frame, counts: dict[str, int], downloads: list[tuple[str, str, int]]) -> bytes:
    """Write the front page.

    Args:
        frame: Frame of the page.
        counts: Records by kind.
        downloads: Address, media type and size of each dump.
    """
    spec = frame.spec
    body = (
        f'<header class="hero"><h1>{safe(spec.title(frame.language))}</h1>\n'
        f'<p class="lead">{safe_whole(spec.description(frame.language))}</p>\n{search_form(frame)}</header>\n'
        f"{_disputed(frame)}{_central(frame)}{_browse(frame, counts)}{_ways(frame)}"
    )
    described = f'<link rel="describedby" type="text/turtle" href="{frame.root}data/void.ttl">\n' if downloads else ""
    head = (
        f'<meta name="description" content="{escape(spec.description(frame.language)[:300])}">\n'
        f'<link rel="cite-as" href="{escape(spec.dataset.base)}">\n'
        + described
        + '<link rel="type" href="https://schema.org/Dataset">\n'
        + "".join(f'<link rel="item" type="{media}" href="{escape(url)}">\n' for url, media, _ in downloads)
        + f'<script type="application/ld+json">{json_in_script(dataset_json(frame, downloads))}</script>\n'
    )
    return frame.page("index.html", spec.title(frame.language), body, head=head)


def _disputed(frame: Frame) -> str:
    phrases = frame.phrases
    shown = "".join(dispute_summary(one, frame) for one in frame.neighbours.disputes(_MOST_DISPUTES))
    if not shown:
        return ""
    number = frame.neighbours.n_disputes()
    more = phrases.say("front.all-disputes", number=number)
    return (
        f'<section class="disputes" id="disputed"><h2>{phrases["front.disputed"]}</h2>\n<p class="soft">'
        f'{phrases["front.disputed-lead"]}</p>\n<ul class="cards" role="list">{shown}</ul>\n'
        f'<p class="onward"><a href="{frame.home}disputed.html">{more}</a></p></section>\n'
    )


def _central(frame: Frame) -> str:
    found = frame.neighbours.most_mentioned("person", _MOST_CENTRAL)
    items = []
    for iri in found:
        digest = frame.neighbours.digest(iri)
        if digest is not None:
            years = years_told(digest.moment("birth"), digest.moment("death"), frame.phrases)
            small = f' <span class="soft">{years}</span>' if years else ""
            items.append(f"<li>{frame.link(iri)}{small}</li>")
    if not items:
        return ""
    listed = f'<ul class="columns" role="list">{"".join(items)}</ul>'
    return f"<section><h2>{frame.phrases['front.centre']}</h2>\n{listed}</section>\n"


def _browse(frame: Frame, counts: dict[str, int]) -> str:
    phrases = frame.phrases
    tiles = "".join(
        f'<li><a href="{frame.home}lists/{kind}.html"><span class="number">{number_text(counts[kind])}</span> '
        f'<span class="name">{phrases[f"kinds.{kind}"]}</span></a></li>'
        for kind in _KINDS
        if counts.get(kind)
    )
    heading = f'<h2 id="browse">{phrases["front.browse"]}</h2>'
    return f'<section>{heading}\n<ul class="tiles" role="list">{tiles}</ul></section>\n'


def _ways(frame: Frame) -> str:
    phrases = frame.phrases
    ways = "".join(
        f'<li><a href="{frame.home}{name}.html">{phrases[f"nav.{name}"]}</a>'
        f'<p class="soft">{phrases.say(f"front.{name}", number=frame.spec.n_examples)}</p></li>'
        for name in ("timeline", "map", "graph", "query", "data")
    )
    return f'<section><h2>{phrases["front.ways"]}</h2>\n<ul class="ways" role="list">{ways}</ul></section>\n'


def disputed_page(frame: Frame) -> bytes:
    """Write the page of all disputed matters."""
    phrases = frame.phrases
    shown = "".join(dispute_summary(one, frame, most=8) for one in frame.neighbours.disputes(_MOST_ON_PAGE))
    number = frame.neighbours.n_disputes()
    more = number - _MOST_ON_PAGE
    body = f"<h1>{phrases['disputed.title']}</h1>\n"
    if shown:
        body += f'<p class="lead">{phrases["disputed.lead"]}</p>\n<ul class="cards" role="list">{shown}</ul>\n'
        body += f"<p>{phrases.say('record.more', number=more)}</p>\n" if more > 0 else ""
    else:
        body += f"<p>{phrases['disputed.none']}</p>\n"
    body = body.replace("<h3>", '<h2 class="small">').replace("</h3>", "</h2>")
    return frame.page("disputed.html", phrases["disputed.title"], body)


def missing_page(frame: Frame) -> bytes:
    """Write the page that a host shows where there is none; its frame is for anywhere."""
    phrases = frame.phrases
    body = f'<h1>{phrases["missing.title"]}</h1>\n<p class="lead">{phrases["missing.lead"]}</p>\n{search_form(frame)}'
    return frame.page("404.html", phrases["missing.title"], body)
