"""The files of a site whose names are known before any is written."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from sedova_lod.publication.data_page import Release
from sedova_lod.publication.discovery import site_map_names
from sedova_lod.publication.hosting import hosting_files
from sedova_lod.publication.lists import list_names
from sedova_lod.publication.markup import SiteSpec, page_stem
from sedova_lod.publication.neighbours import Neighbours

__all__ = ["PAGES", "asset_files", "planned_files"]

PAGES = ("index", "disputed", "search", "timeline", "map", "graph", "query", "data")
"""Pages about more than one record, one a language, without `.html`."""

_ONCE = ("robots.txt", "feed.xml", "linkset.json", "CITATION.cff", "sitemap.xml", "views/places.js", "views/land.js")
_DOCUMENTS = (".ttl", ".jsonld")


def planned_files(spec: SiteSpec, neighbours: Neighbours, release: Release) -> Iterator[str]:
    """Give the paths of all files of a site but the parts of its search index, timeline and graph.

    Args:
        spec: The site.
        neighbours: Knows the ids of all records.
        release: What is told of the release as a whole.
    """
    folders = ["", *(f"{language}/" for language in spec.languages[1:])]
    yield from _ONCE
    yield from hosting_files(spec, release.retired)
    yield from asset_files()
    yield from (f"data/{file.name}" for file in release.files)
    yield from (release.changes.name,) if release.changes else ()
    yield from site_map_names(len(folders) * (len(PAGES) + sum(release.counts.values())))
    for folder in folders:
        yield from (f"{folder}{name}.html" for name in _single_pages(release))
        yield from (f"{folder}{name}" for kind, number in release.counts.items() for name in list_names(kind, number))
    for stem in _stems(neighbours, release):
        yield from (f"{folder}{stem}.html" for folder in folders)
        yield from (f"{stem}{ending}" for ending in _DOCUMENTS)


def asset_files() -> list[str]:
    """List the styles, the scripts and what comes from elsewhere.

    >>> [name for name in asset_files() if name.endswith(".wasm")]
    ['vendor/oxigraph.wasm']
    """
    package = resources.files("sedova_lod.publication")
    found = ((folder, file) for folder in ("assets", "vendor") for file in (package / folder).iterdir())
    return sorted(f"{folder}/{file.name}" for folder, file in found if file.is_file() and file.name[-4:] != ".csv")


def _single_pages(release: Release) -> tuple[str, ...]:
    return (*PAGES, "404", *(("410", "retired") if release.retired else ()))


def _stems(neighbours: Neighbours, release: Release) -> Iterator[str]:
    """Give the paths of the pages of records and of tombstones, without their ends."""
    for kind in release.counts:
        yield from (f"{kind}/{page_stem(record_id)}" for record_id in neighbours.ids(kind))
    for one in release.retired:
        kind, _, record_id = one.id.partition("/")
        yield f"{kind}/{page_stem(record_id)}"
