"""The files of a data set: dumps, description, context, findings and manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import islice

from sedova_lod.engines import BatchWorker, WorkSpec
from sedova_lod.findings import Finding
from sedova_lod.records.retirement import Retirement, retirements_to_csv
from sedova_lod.reports import RunSummary, write_json, write_text
from sedova_lod.serializers import (
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
from sedova_lod.settings import Project

__all__ = ["DataSetWriter"]

_SUFFIXES = {"none": "", "gzip": ".gz", "zstd": ".zst"}
_STEM = "dataset"
_PIECES = 1000


class DataSetWriter:
    """Write a data set into an output folder; without one, write nothing.

    Args:
        folder: The folder, open.
        spec: What is done with every batch.
        project: The project.
        compress: `none`, `gzip` or `zstd`.
        dumps_at: Address of the folder from which the files can be fetched; empty for the base of the data set.
    """

    def __init__(
        self, folder: OutputFolder | None, spec: WorkSpec, project: Project, compress: str, dumps_at: str = ""
    ) -> None:
        self._folder = folder
        self._project = project
        self._dumps_at = dumps_at
        self.files: dict[str, OutputFile] = {}
        self._serializers: dict[str, Serializer] = {}
        if folder is None:
            return
        worker = BatchWorker(replace(spec, shapes=None))  # nothing is checked here
        self._serializers = worker.serializers
        self._write("context.jsonld", write_context(compute_context(worker.serializing)))
        for name, serializer in self._serializers.items():
            file = folder.create(f"{_STEM}{serializer.suffix}{_SUFFIXES[compress]}")
            file.write(serializer.header())
            self.files[name] = file

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
        described = describe_dataset(
            self._project.dataset,
            tally,
            dumps,
            tables=tuple(spec.file for spec in self._project.tables),
            tool_version=version("sedova-lod"),
            dumps_at=self._dumps_at,
        )
        self._write("void.ttl", described)
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
