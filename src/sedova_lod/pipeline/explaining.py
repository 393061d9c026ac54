"""Explaining: which cell and which query line made each triple of a node."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from sedova_lod.engines import load_mapping
from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef
from sedova_lod.mapping import Input
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.options import profile_names
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter, Joiner, Record, locate
from sedova_lod.settings import Project

__all__ = ["Explanation", "explain_node"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Tell how one triple came to be.

    Args:
        subject: IRI of the subject.
        predicate: IRI of the predicate.
        object: Object, in N-Triples form.
        query: Query file that made it.
        line: Line of the query's template.
        cells: Cells whose values stand in the triple, or without which it would not be there.
    """

    subject: str
    predicate: str
    object: str
    query: str
    line: int
    cells: tuple[CellRef, ...]


def explain_node(project: Project, node: str, profile: str, progress: Progress) -> list[Explanation]:
    """Explain all triples of a record, or of one of its parts.

    Args:
        project: The project.
        node: IRI of the record or part, or its short form: `person/lev-sedov`, `person/lev-sedov#death`.
        profile: `schema_org`, `cidoc_crm`, `both`, or a folder of queries.
        progress: Shows how far the work is.

    Raises:
        InputError: The project has no such node.

    >>> import io
    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> project = load_project(Path("data"))
    >>> birth = explain_node(project, "person/natalia-sedova#birth", "cidoc_crm", Progress(io.StringIO(), {}))
    >>> birth[0].object
    '<http://www.cidoc-crm.org/cidoc-crm/E67_Birth>'
    """
    iri = node if "://" in node else project.dataset.base + node
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)
        record = _find(collection, iri, node)
    mapping = load_mapping(profile_names(profile))
    traced = [t for t in mapping.explain(record.kind, record.node) if iri in {record.iri, t.subject}]
    if not traced:
        raise InputError(f"{record.kind}/{record.id} has no part '#{iri.partition('#')[2]}'", where=node)
    return [
        Explanation(t.subject, t.predicate, t.object, t.query, t.line, tuple(_cells(record, collection, t.inputs)))
        for t in traced
    ]


def _find(collection: Collection, iri: str, node: str) -> Record:
    wanted = iri.partition("#")[0]
    own = {own_iri: key for key, own_iri in collection.context.own_iris.items()}
    joiner = Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)
    known: list[str] = []
    for record in joiner.join_records(collection.sorter):
        if record.iri in (iri, wanted) and (record.iri == iri or record.iri not in own):
            return record
        known.append(f"{record.kind}/{record.id}")
    close = difflib.get_close_matches(node.partition("#")[0].rpartition("data/")[2], known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else "name a record as kind/id, such as person/natalia-sedova"
    raise InputError("there is no sound record of this name", where=node, hint=hint)


def _cells(record: Record, collection: Collection, inputs: tuple[Input, ...]) -> Iterator[CellRef]:
    seen: set[CellRef] = set()
    for item in sorted(inputs, key=lambda one: one.is_guard):
        where = locate(record, collection.layouts, item.node, path=item.path, prop=item.prop, value=item.value)
        if where.column and where not in seen:
            seen.add(where)
            yield where
    if not seen:
        yield locate(record, collection.layouts)
