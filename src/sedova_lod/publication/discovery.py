"""Discovery: what crawlers and harvesters read: site map, feed, robots, linkset, citation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from sedova_lod.publication.markup import SiteSpec

__all__ = ["citation", "feed", "linkset", "robots", "site_map_names", "site_maps"]

_IN_MAP = 40_000


def site_maps(spec: SiteSpec, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give the site map: an index, and parts of at most 40 000 addresses.

    Args:
        spec: The site.
        paths: Paths of pages, already fit for addresses.
    """
    start = f"<url><loc>{escape(spec.url)}"
    day = (spec.dataset.modified or spec.dataset.issued).isoformat()
    waiting = iter(paths)
    names: list[str] = []
    while part := list(islice(waiting, _IN_MAP)):
        name = _part_name(len(names) + 1)
        urls = "".join([f"{start}{path}</loc><lastmod>{day}</lastmod></url>\n" for path in part])
        names.append(name)
        yield name, _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n')
    listed = "".join(
        f"<sitemap><loc>{escape(spec.url + name)}</loc><lastmod>{day}</lastmod></sitemap>\n" for name in names
    )
    yield (
        "sitemap.xml",
        _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</sitemapindex>\n'),
    )


def site_map_names(n_pages: int) -> list[str]:
    """Give the paths of the parts of a site map.

    >>> site_map_names(40_001)
    ['sitemap-1.xml', 'sitemap-2.xml']
    """
    return [_part_name(number) for number in range(1, -(-n_pages // _IN_MAP) + 1)]


def _part_name(number: int) -> str:
    return f"sitemap-{number}.xml"


def _xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def robots(spec: SiteSpec) -> bytes:
    """Let everybody in, and name the site map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {spec.url}sitemap.xml\n".encode()


def feed(spec: SiteSpec, files: Iterable[tuple[str, str, int]], changes: str = "") -> bytes:
    """Tell of this release as an Atom feed.

    Args:
        spec: The site.
        files: Address, media type and size of each dump.
        changes: Name of the feed that tells what has changed, if there is one.

    Source:
        The Atom Syndication Format, https://www.rfc-editor.org/info/rfc4287
    """
    dataset = spec.dataset
    language = spec.languages[0]
    moment = f"{(dataset.modified or dataset.issued).isoformat()}T00:00:00Z"
    title, described = escape(spec.title(language)), escape(spec.description(language))
    authors = "".join(f"<author><name>{escape(name)}</name></author>\n" for name in dataset.creators)
    links = "".join(
        f'<link rel="enclosure" type="{escape(media)}" length="{size}" href="{escape(url)}"/>\n'
        for url, media, size in files
    )
    if changes:
        links += f'<link rel="related" type="application/atom+xml" href="{escape(spec.url)}{escape(changes)}"/>\n'
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n<id>{escape(dataset.base)}</id>\n'
        f"<title>{title}</title>\n<updated>{moment}</updated>\n{authors}"
        f'<link rel="self" href="{escape(spec.url)}feed.xml"/>\n<link href="{escape(spec.url)}"/>\n'
        f"<entry>\n<id>{escape(dataset.base)}#release-{escape(dataset.version)}</id>\n"
        f"<title>{title}, {escape(dataset.version)}</title>\n<updated>{moment}</updated>\n"
        f'<link href="{escape(spec.url)}data.html"/>\n{links}<summary>{described}</summary>\n</entry>\n</feed>\n'
    )


def linkset(spec: SiteSpec, files: Iterable[tuple[str, str, int]]) -> bytes:
    """Describe the data set by typed links, as FAIR Signposting has it.

    Source:
        RFC 9264, https://www.rfc-editor.org/info/rfc9264; https://signposting.org/FAIR/
    """
    dataset = spec.dataset
    about: dict[str, object] = {
        "anchor": spec.url,
        "cite-as": [{"href": dataset.base}],
        "type": [{"href": "https://schema.org/Dataset"}],
        "license": [{"href": dataset.license}],
        "describedby": [{"href": f"{spec.url}data/void.ttl", "type": "text/turtle"}],
        "item": [{"href": url, "type": media} for url, media, _ in files],
    }
    return (json.dumps({"linkset": [about]}, ensure_ascii=False, indent=2) + "\n").encode()


def citation(spec: SiteSpec) -> bytes:
    """Write the CITATION.cff of the data set.

    Source:
        Citation File Format 1.2.0, https://citation-file-format.github.io/
    """
    dataset = spec.dataset
    lines = ["cff-version: 1.2.0", f"title: {_quoted(spec.title(spec.languages[0]))}", "type: dataset"]
    lines += [f"message: {_quoted('Please cite this data set as given here.')}", "authors:"]
    lines += [f"  - name: {_quoted(name)}" for name in dataset.creators]
    lines += [f"version: {_quoted(dataset.version)}"]
    lines += [f"date-released: {(dataset.modified or dataset.issued).isoformat()}", f"url: {_quoted(spec.url)}"]
    lines += [
        "identifiers:",
        "  - type: url",
        f"    value: {_quoted(dataset.base)}",
        f"license-url: {_quoted(dataset.license)}",
    ]
    lines += [f"abstract: {_quoted(spec.description(spec.languages[0]))}"]
    if dataset.keywords:
        lines += ["keywords:", *(f"  - {_quoted(word)}" for word in dataset.keywords)]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
