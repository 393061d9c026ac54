"""Retiring: the retired identifiers of a project, held against the records that were read."""

from __future__ import annotations

from collections.abc import Iterable

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.retired import RETIRED_ID_USED
from sedova_lod.pipeline.collection import Collection
from sedova_lod.records import RecordKeys
from sedova_lod.records.entries import END_OF_ID, RECORD
from sedova_lod.records.retirement import Retirement
from sedova_lod.records.sorting import ExternalSorter
from sedova_lod.settings import Project
from sedova_lod.validation.retired import read_retired

__all__ = ["retired_of", "reused_ids"]


def retired_of(project: Project, collection: Collection) -> tuple[tuple[Retirement, ...], list[Finding]]:
    """Read the retired identifiers of a project, and find those that are used again.

    Args:
        project: The project.
        collection: What was read; its rows are looked through only if there is a table of retired identifiers.

    Raises:
        InputError: The table cannot be read.
    """
    return read_retired(project.root, lambda names: _find(collection, names))


def reused_ids(findings: Iterable[Finding]) -> RecordKeys:
    """List the records that have a retired identifier: they are faulty, whatever else they hold.

    Args:
        findings: What is wrong with retired identifiers.

    >>> len(reused_ids([]))
    0
    """
    names = (finding.record.partition("/") for finding in findings if finding.code == RETIRED_ID_USED.code)
    return RecordKeys((kind, record_id) for kind, _, record_id in names)


def _find(collection: Collection, names: frozenset[str]) -> dict[str, CellRef]:
    found: dict[str, CellRef] = {}
    for key, packed in collection.sorter.packed():
        kind, record_id, rest = key.split(END_OF_ID)
        name = f"{kind}/{record_id}"
        if name in names and rest[0] == RECORD and name not in found:
            number, row, _node = ExternalSorter.unpack(packed)
            layout = collection.layouts[number]
            found[name] = CellRef(layout.file, row, "id", sheet=layout.sheet)
    return found
