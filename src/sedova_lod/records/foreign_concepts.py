"""Concepts of other vocabularies: what is said of their names and sources, which has no address and is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.graph import UNSAID_VALUE
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.layout import TableLayout
from sedova_lod.records.nodes import CITATION_NODE, NAME_NODE
from sedova_lod.records.record import Origin, Record
from sedova_lod.records.schema import Node

__all__ = ["values_left_out"]

_CONCEPT = KINDS["concept"].schema
_IRI, _NAMES, _CITATIONS = (_CONCEPT.slot(name) for name in ("iri", "name", "citation"))
_CONTENT, _LABEL = NAME_NODE.slot("content"), CITATION_NODE.slot("label")
_OF_NAMES = {"type": "the kind of the name", "date": "the date of the name", "note": "the remark on the name"}
_OF_CITATIONS = {"locator": "the place in the work", "certainty": "the certainty"}
_LABELLED = ("alias", "primary-name")
"""Kinds of name that labels tell apart."""


def values_left_out(record: Record, context: DataSetContext, layouts: Sequence[TableLayout]) -> Iterator[Finding]:
    """Report what no profile can say of a concept, as its address belongs to another vocabulary.

    Args:
        record: A concept.
        context: The data set's settings.
        layouts: The tables, by number.

    >>> node = _CONCEPT.make("http://vocab.getty.edu/aat/300404670", title="name")
    >>> list(values_left_out(Record("concept", "name", node[0], "", node, ((0, 2),), {}), DataSetContext(""), ()))
    []
    """
    if record.node[_IRI] is None:
        return
    labelled = {context.iri("concept", name) for name in _LABELLED}
    for name in record.node[_NAMES]:
        for prop, what in _OF_NAMES.items():
            value = name[NAME_NODE.slot(prop)]
            if value and value not in labelled:
                yield _left_out(record, f"{what} '{name[_CONTENT]}'", _cell(name, prop, layouts))
    for passage in record.node[_CITATIONS]:
        for prop, what in _OF_CITATIONS.items():
            if passage[CITATION_NODE.slot(prop)]:
                yield _left_out(record, f"{what} of '{passage[_LABEL][0]}'", _cell(passage, "", layouts))


def _left_out(record: Record, what: str, where: CellRef) -> Finding:
    message = f"{what} goes into no output: {record.kind}/{record.id} has an address in another vocabulary"
    return UNSAID_VALUE.finding(message, hint=UNSAID_VALUE.advice, where=where, record=f"{record.kind}/{record.id}")


def _cell(node: Node, name: str, layouts: Sequence[TableLayout]) -> CellRef:
    """Point at the cell in the row of a node."""
    table, row, place = cast(Origin, node[1])
    layout = layouts[table]
    if name and layout.is_nested:
        return layout.cell(row, name)
    column = layout.column_of(name) if name else None
    return layout.cell(row, column.index if column else place)
