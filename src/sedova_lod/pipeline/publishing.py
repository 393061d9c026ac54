"""Publishing: a project is built and checked, and then written as a site."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from sedova_lod.engines import BatchWorker, WorkSpec
from sedova_lod.pipeline.building import build_project
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.options import BuildOptions, BuildResult, profile_names
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.publication import (
    Example,
    RecordDocument,
    Release,
    SiteReport,
    SiteSpec,
    check_site_folder,
    phrase_languages,
    publish_site,
)
from sedova_lod.records import ExternalSorter, Joiner, Record
from sedova_lod.records.retirement import Retirement, retirements_from_csv
from sedova_lod.serializers import SerializerSettings, record_documents
from sedova_lod.settings import Project

__all__ = ["PublishResult", "publish_project", "read_examples"]


@dataclass(slots=True)
class PublishResult:
    """Tell what publishing did.

    Args:
        build: What the build of the data set gave.
        site: What was written; None if findings stopped it.
    """

    build: BuildResult = field(default_factory=BuildResult)
    site: SiteReport | None = None


def publish_project(project: Project, site: Path, url: str, options: BuildOptions, progress: Progress) -> PublishResult:
    """Build a project and write its site; nothing is written if the build is stopped by findings.

    Args:
        project: The project.
        site: Folder of the site.
        url: Address of the site; empty for the base of the records' addresses.
        options: How the data set is built.
        progress: Shows how far the work is.

    Raises:
        SedovaError: Something that is no finding stops the run.
    """
    check_site_folder(site)  # before the work of a build is done for nothing
    with tempfile.TemporaryDirectory(prefix="sedova-lod-dumps-") as place:
        dumps = Path(place) / "data"
        address = url or project.dataset.base
        address = address if address.endswith("/") else f"{address}/"
        wanted = replace(options, output=dumps, keep_going=False, dumps_at=f"{address}data/", keeps_state=False)
        build = build_project(project, wanted, progress)
        if build.has_failed or build.output is None:
            return PublishResult(build)
        examples = read_examples(project)
        dataset = project.dataset
        spec = SiteSpec(
            dataset,
            address,
            phrase_languages(dataset.languages),
            version("sedova-lod"),
            len(examples),
            tuple(build.n_records),
        )
        retired = _retired_in(dumps)
        release = Release(build.n_records, build.n_triples, build.files, build.findings, dumps, retired)
        with ExternalSorter() as sorter:
            collection = collect_records(project, sorter, progress)
            records, documents = _records_of(collection, progress), _documents_of(project, collection, options)
            written = publish_site(spec, site, records, documents, release=release, examples=examples)
    return PublishResult(build, written)


def _retired_in(dumps: Path) -> tuple[Retirement, ...]:
    """Read the retired identifiers that a build tells of."""
    file = dumps / "retired.csv"
    return tuple(retirements_from_csv(file.read_text(encoding="utf-8"))) if file.is_file() else ()


def read_examples(project: Project) -> list[Example]:
    """Read the questions of a project: files `queries/*.rq` that begin with `# Question: ...`.

    >>> from sedova_lod.settings import load_project
    >>> len(read_examples(load_project(Path("data")))) > 30
    True
    """
    found = []
    for file in sorted((project.root / "queries").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        question: list[str] = []
        for line in text.splitlines():
            if line.startswith("# Question:"):
                question = [line.removeprefix("# Question:").strip()]
            elif line.startswith("# ") and question and not line.startswith("# Answer:"):
                question.append(line[2:].strip())
            else:
                break
        found.append(Example(" ".join(question) or file.stem, text))
    return found


def _records_of(collection: Collection, progress: Progress) -> Callable[[], Iterator[Record]]:
    def records() -> Iterator[Record]:
        joiner = Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)
        for record in joiner.join_records(collection.sorter):
            yield record
            progress.advance(records=1)

    return records


def _documents_of(project: Project, collection: Collection, options: BuildOptions) -> RecordDocument:
    dataset = project.dataset
    serializing = SerializerSettings(dataset.base, license=dataset.license, version=dataset.version)
    spec = WorkSpec(
        profile_names(options.profile),
        None,
        collection.context,
        tuple(collection.layouts),
        serializing,
        ("ttl", "jsonld"),
    )
    worker = BatchWorker(spec)
    write = record_documents(worker.serializing)

    def documents(record: Record) -> Iterable[tuple[str, bytes]]:
        return write(worker.map_record(record))

    return documents
