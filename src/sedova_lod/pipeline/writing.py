"""The files of a data set: dumps, description, context, findings and manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import islice

from sedova_lod.engines import BatchWorker, WorkSpec
from sedova_lod.findings import Finding
from sedova_lod.pipeline.dump_statements import LINE_FORMATS
from sedova_lod.pipeline.options import BuildOptions
from sedova_lod.records.retirement import Retirement, retirements_to_csv
from sedova_lod.reports import RunSummary, write_json, write_text
from sedova_lod.serializers import (
    STEM,
    DumpParts,
    OutputFile,
    OutputFolder,
    Serializer,
    Tally,
    byte_versions,
    compute_context,
    describe_dataset,
    write_context,
    write_manifest,
)
from sedova_lod.serializers.tombstones import describe_retired
from sedova_lod.settings import UNSPLIT, Project

__all__ = ["DESCRIPTION", "DataSetWriter"]

DESCRIPTION = "void.ttl"
"""File that describes the data set; each build has it."""

_SUFFIXES = {"none": "", "gzip": ".gz", "zstd": ".zst"}
_PIECES = 1000


class DataSetWriter:
    """Write a data set into an output folder; without one, write nothing.

    Args:
        folder: The folder, open.
        spec: What is done with every batch.
        project: The project.
        options: How the dumps are compressed and split, and where they can be fetched.

    Attributes:
        files: The dumps, by format, unless they are split.
        parts: The dumps in parts, by format, if they are.
    """

    def __init__(self, folder: OutputFolder | None, spec: WorkSpec, project: Project, options: BuildOptions) -> None:
        self._folder = folder
        self._project = project
        self._dumps_at = options.dumps_at
        self.files: dict[str, OutputFile] = {}
        self.parts: dict[str, DumpParts] = {}
        self._serializers: dict[str, Serializer] = {}
        if folder is None:
            return
        worker = BatchWorker(replace(spec, shapes=None))  # nothing is checked here
        self._serializers = worker.serializers
        self._write("context.jsonld", write_context(compute_context(worker.serializing)))
        self._begin(folder, options)

    def _begin(self, folder: OutputFolder, options: BuildOptions) -> None:
        """Begin the dumps; a format of lines says in its header what holds for all records, and so says it once."""
        ending = _SUFFIXES[options.compress]
        for name, serializer in self._serializers.items():
            if options.split == UNSPLIT:
                self.files[name] = folder.create(f"{STEM}{serializer.suffix}{ending}")
                self.files[name].write(serializer.header())
            else:
                is_once = name in LINE_FORMATS
                self.parts[name] = DumpParts(folder.create, serializer, options.split, ending, is_header_once=is_once)

    def write_retired(self, retired: Sequence[Retirement]) -> None:
        """Write the tombstones of retired identifiers, if there are any: as RDF, and as a table."""
        if retired:
            self._write("retired.ttl", describe_retired(self._project.dataset, retired))
            self._write("retired.csv", retirements_to_csv(retired).encode())

    def finish(self, tally: Tally, findings: Sequence[Finding], summary: RunSummary) -> None:
        """Write what stands after the last record, and the files that describe the data set."""
        if self._folder is None:
            return
        for name, file in self.files.items():
            if not file.is_taken_over:
                file.write(self._serializers[name].footer())
            file.close()
        dumps = [file.written for file in self.files.values()]
        for parts in self.parts.values():
            parts.finish()
            dumps += parts.written
        described = describe_dataset(
            self._project.dataset,
            tally,
            dumps,
            tables=tuple(spec.file for spec in self._project.tables),
            tool_version=version("sedova-lod"),
            dumps_at=self._dumps_at,
        )
        self._write(DESCRIPTION, described)
        for name, write in (("findings.json", write_json), ("findings.txt", write_text)):
            with self._folder.create(name) as file:
                for pieces in _batched(write(findings, summary), _PIECES):
                    file.write("".join(pieces).encode())
        names = [file.name for file in self._folder.files]
        versions = byte_versions(version("sedova-lod"), names)
        self._write("manifest.json", write_manifest(self._folder.files, tally, versions))

    def _write(self, name: str, content: bytes) -> None:
        if self._folder is not None:
            with self._folder.create(name) as file:
                file.write(content)


def _batched(pieces: Iterable[str], number: int) -> Iterator[list[str]]:
    """Take some pieces at a time.

    >>> list(_batched("abc", 2))
    [['a', 'b'], ['c']]
    """
    waiting = iter(pieces)
    while taken := list(islice(waiting, number)):
        yield taken
