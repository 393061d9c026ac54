"""Writing a site: two passes over the records, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable
from urllib.parse import quote

from sedova_lod.errors import AddressesError, Fault
from sedova_lod.publication.data_page import Release, data_page, size_text
from sedova_lod.publication.digests import digest_of
from sedova_lod.publication.discovery import citation, feed, linkset, robots, site_maps
from sedova_lod.publication.front_page import disputed_page, front_page, missing_page
from sedova_lod.publication.hosting import hosting_files
from sedova_lod.publication.lists import list_pages
from sedova_lod.publication.markup import Frame, SiteSpec, page_address, page_stem
from sedova_lod.publication.names_in_data import NamesInData
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.planned_files import PAGES, asset_files, planned_files
from sedova_lod.publication.record_page import RecordPages
from sedova_lod.publication.search_index import SearchIndex
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.site_folder import SiteFolder
from sedova_lod.publication.subject import Subject, subject_of
from sedova_lod.publication.tombstones import retired_page, tombstone_documents, tombstone_page
from sedova_lod.publication.tool_pages import Example, graph_page, map_page, query_page, search_page, timeline_page
from sedova_lod.publication.view_data import (
    GraphShards,
    graph_entry,
    graph_shard,
    map_data,
    n_graph_shards,
    timeline_parts,
)
from sedova_lod.records import Record
from sedova_lod.serializers import content_type
from sedova_lod.triplestore.built_dumps import is_dump

__all__ = ["RecordWithDocuments", "SiteReport", "publish_site"]

_ASKED = "text/turtle"
_TOGETHER = 50
"""Records that go through each step together: done again at once, a step is quicker than if others come between."""
_FILES = (".html", ".ttl", ".jsonld")
"""Ends of the names of a record's files; the rest is its id."""
RecordWithDocuments = tuple[Record, Mapping[str, bytes]]
"""A record, and its documents by ending."""


@runtime_checkable
class Shelved(Protocol):
    """Records with their documents, which can be had without these more quickly."""

    def __iter__(self) -> Iterator[RecordWithDocuments]:
        """Give the records, sorted, with their documents."""

    def bare(self) -> Iterator[Record]:
        """Give the records alone, in the same order."""


class SiteReport(NamedTuple):
    """Tell what publishing did.

    Args:
        n_records: Records with a page.
        n_written: Files that are new or have changed.
        n_unchanged: Files that were left alone.
        n_removed: Files of the former site that are no more.
    """

    n_records: int
    n_written: int
    n_unchanged: int
    n_removed: int


class SiteWriter:
    """Write one site; see `publish_site`."""

    def __init__(self, spec: SiteSpec, folder: SiteFolder, neighbours: Neighbours, release: Release) -> None:
        self._spec = spec
        self._folder = folder
        self._neighbours = neighbours
        self._release = release
        self._downloads = [
            (f"{spec.url}data/{quote(file.name)}", content_type(file.name)[0], file.size_bytes)
            for file in release.files
            if is_dump(file.name)
        ]
        self._frames = [Frame(spec, language, 0, neighbours) for language in spec.languages]
        self._frames_anywhere = [Frame(spec, language, 0, neighbours, is_anywhere=True) for language in spec.languages]
        self._inner_frames = [Frame(spec, language, 1, neighbours) for language in spec.languages]
        self._shared = SharedFrame(self._inner_frames)
        self._names = NamesInData(spec.languages, neighbours)

    def write_site(self, records: Iterable[RecordWithDocuments], examples: Sequence[Example]) -> int:
        """Write the whole site, and count the records."""
        n_records = self.write_records(records)
        self.write_pages(examples)
        self.write_assets()
        return n_records

    def write_records(self, records: Iterable[RecordWithDocuments]) -> int:
        """Write pages and documents of all records, and collect what the views need."""
        n_shards = n_graph_shards(sum(self._release.counts.values()))
        pages, number = RecordPages(self._shared), 0
        waiting = iter(records)
        with SearchIndex(self._names) as index, GraphShards(n_shards) as shards:
            while some := list(islice(waiting, _TOGETHER)):
                subjects = [self._subject(record) for record, _ in some]
                self._folder.write_all(pages.of(subjects))
                self._folder.write_all(
                    [
                        (f"{subject.record.kind}/{subject.stem}{ending}", content)
                        for subject, (_, documents) in zip(subjects, some, strict=True)
                        for ending, content in documents.items()
                    ]
                )
                self._write_all(index.add(subjects))
                for subject in subjects:
                    if subject.record.kind != "claim":
                        shard = graph_shard(subject.record.kind, subject.stem, n_shards)
                        shards.add(shard, graph_entry(subject, self._names))
                number += len(some)
            self._write_all(index.parts())
            self._write_all(shards.parts())
        return number

    def _subject(self, record: Record) -> Subject:
        return subject_of(record, self._neighbours.digest(record.iri) or digest_of(record), self._shared)

    def write_pages(self, examples: Sequence[Example]) -> None:
        """Write the pages that are about more than one record, and what crawlers and hosts read."""
        neighbours, counts, spec = self._neighbours, self._release.counts, self._spec
        spans = []
        for path, content, span in timeline_parts(neighbours, self._names):
            self._folder.write(path, content)
            spans.append(span)
        places, n_places = map_data(neighbours, self._names)
        self._folder.write("views/places.js", places)
        start = self._start()
        n_shards = n_graph_shards(sum(counts.values()))
        for frame in self._frames:
            pages = {
                "index": front_page(frame, counts, self._downloads),
                "disputed": disputed_page(frame),
                "search": search_page(frame),
                "timeline": timeline_page(frame, spans),
                "map": map_page(frame, n_places),
                "graph": graph_page(frame, start, n_shards),
                "query": query_page(frame, examples, self._asked()),
                "data": data_page(frame, self._release, self._downloads),
            }
            for name, page in pages.items():
                self._folder.write(f"{frame.folder}{name}.html", page)
        for frame in self._frames_anywhere:
            self._folder.write(f"{frame.folder}404.html", missing_page(frame))
        for kind, number in counts.items():
            self._write_all(list_pages(kind, number, self._shared))
        self._write_all(site_maps(spec, self._page_paths()))
        self._write_tombstones()
        changes = self._release.changes
        found = {
            "robots.txt": robots(spec),
            "feed.xml": feed(spec, self._downloads, changes.name if changes else ""),
            "linkset.json": linkset(spec, self._downloads),
            "CITATION.cff": citation(spec),
            **hosting_files(spec, self._release.retired),
        }
        self._write_all(found.items())

    def _write_tombstones(self) -> None:
        retired = self._release.retired
        for one in retired:
            kind, _, record_id = one.id.partition("/")
            for frame in self._inner_frames:
                path = f"{frame.folder}{kind}/{page_stem(record_id)}.html"
                self._folder.write(path, tombstone_page(one, frame))
            self._write_all(tombstone_documents(one, self._spec.dataset))
        for frame in (*self._frames, *self._frames_anywhere) if retired else ():
            name = "410" if frame.is_anywhere else "retired"
            self._folder.write(f"{frame.folder}{name}.html", retired_page(retired, frame))

    def write_assets(self) -> None:
        """Write styles, scripts, what comes from elsewhere, and the dumps."""
        package = resources.files("sedova_lod.publication")
        for name in asset_files():
            self._folder.write(name, (package / name).read_bytes())
        land = (package / "vendor" / "land-50m.json").read_text(encoding="utf-8")
        self._folder.write("views/land.js", f'sedova.take("land",{land.strip()});\n'.encode())
        for written in self._release.files:
            self._folder.take_over(f"data/{written.name}", self._release.folder / written.name)
        changes = self._release.changes
        if changes is not None:
            self._folder.take_over(changes.name, self._release.folder / changes.name)

    def _asked(self) -> tuple[list[str], str]:
        """Give the paths of what the query page loads, and the size of it with the engine."""
        dumps = [f for f in self._release.files if is_dump(f.name) and content_type(f.name)[0] == _ASKED]
        engine = (resources.files("sedova_lod.publication") / "vendor" / "oxigraph.wasm").read_bytes()
        size_bytes = sum(dump.size_bytes for dump in dumps) + len(engine)
        return [f"data/{dump.name}" for dump in dumps] or ["data/"], size_text(size_bytes)

    def _start(self) -> str:
        for kind in ("person", "group", "place", "object", "work"):
            for iri in self._neighbours.most_mentioned(kind, 1):
                digest = self._neighbours.digest(iri)
                if digest is not None:
                    return f"{kind}/{page_stem(digest.id)}"
        return ""

    def _page_paths(self) -> Iterator[str]:
        for frame in self._frames:
            for name in PAGES:
                yield f"{frame.folder}{name}.html"
            for kind in self._release.counts:
                for record_id in self._neighbours.ids(kind):
                    yield f"{frame.folder}{page_address(kind, record_id)}"

    def _write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            self._folder.write(path, content)


def publish_site(
    spec: SiteSpec,
    target: Path,
    records: Iterable[RecordWithDocuments],
    *,
    release: Release,
    examples: Sequence[Example] = (),
    made_of: str = "",
) -> SiteReport:
    """Write a site.

    Args:
        spec: What the site is.
        target: Its folder.
        records: All records with their documents, sorted; they are gone through several times.
        release: What is told of the release as a whole; its files become those of the site, and nobody may change
            them afterwards.
        examples: Example queries.
        made_of: Fingerprint of all these and of the tool: a site that was made of the same, and is whole, is left
            alone. Empty if that is not known.

    Raises:
        OutputError: The folder cannot be written, or files of somebody else stand where those of the site should.
        AddressesError: Records have the addresses of other records' pages.
    """
    with Neighbours() as neighbours, SiteFolder(target, made_of) as folder:
        if folder.keep_all():
            return SiteReport(sum(release.counts.values()), 0, folder.n_unchanged, 0)
        neighbours.add(records.bare() if isinstance(records, Shelved) else (record for record, _ in records))
        neighbours.finish()
        _check_addresses(neighbours)
        writer = SiteWriter(spec, folder, neighbours, release)
        if folder.holds_strange(planned_files(spec, neighbours, release)):
            with folder.rehearsing():
                writer.write_site(records, examples)
        n_records = writer.write_site(records, examples)
    return SiteReport(n_records, folder.n_written, folder.n_unchanged, folder.n_removed)


def _check_addresses(neighbours: Neighbours) -> None:
    """Refuse records whose address is that of a file of another record."""
    faults = [
        Fault(
            f"{kind}/{record_id}",
            f"the site cannot have both: its address is also that of a file of {kind}/{record_id.removesuffix(ending)}",
            "give one of the two another id",
        )
        for ending in _FILES
        for kind, record_id in neighbours.with_ending(ending)
    ]
    if faults:
        raise AddressesError(faults)
