"""Records that refer to themselves: wives of themselves, parts of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.findings import Finding
from sedova_lod.findings.history import SELF_REFERENCE
from sedova_lod.records import KINDS
from sedova_lod.validation.history.view import RecordView

__all__ = ["SELF_REFERRING", "find_self_references"]

_NEVER_ITSELF = {
    "person": ("spouse",),
    "group": ("member", "partOf"),
    "place": ("partOf",),
    "event": ("partOf",),
    "work": ("partOf", "translationOf", "replyTo"),
    "concept": ("broader",),
    "claim": ("contradicts",),
}
"""Properties that never lead back, by kind; parents and events in a circle have rules of their own."""

SELF_REFERRING = frozenset(_NEVER_ITSELF)
"""Kinds whose records are looked at."""


def find_self_references(view: RecordView) -> Iterator[Finding]:
    """Report what a record says that it is to itself."""
    iri = view.record.iri
    schema = KINDS[view.kind].schema
    for name in _NEVER_ITSELF[view.kind]:
        value = view.get(name)
        prop = schema.property(name)
        if prop is not None and (value == iri or (prop.many and iri in value)):
            message = f"its own '{prop.field}' is the record itself"
            yield view.finding(SELF_REFERENCE, message, view.cell(name, iri), iri)
    if view.kind == "person":
        for relation in view.get("relation"):
            if iri in relation[2:]:
                message = "a relation leads to the person themselves"
                yield view.finding(SELF_REFERENCE, message, view.cell(node=relation), iri)
