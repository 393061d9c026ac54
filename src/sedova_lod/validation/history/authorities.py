"""Links to authorities: one person, place or work has one entry in each."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.findings import Finding
from sedova_lod.findings.history import SEVERAL_ENTRIES
from sedova_lod.namespaces import authority_name, identifier_of
from sedova_lod.validation.history.view import RecordView

__all__ = ["find_several_entries"]


def find_several_entries(view: RecordView) -> Iterator[Finding]:
    """Report a record that is linked as the same thing to two entries of one authority."""
    links = view.get("sameAs")
    if len(links) < 2:
        return
    held: dict[str, str] = {}
    for iri in links:
        scheme, value = identifier_of(iri) or ("", "")
        other = held.setdefault(scheme, value)
        if scheme and value != other:
            message = f"it is linked to two {authority_name(scheme)} entries: {other} and {value}"
            yield view.finding(SEVERAL_ENTRIES, message, view.cell("sameAs", iri), iri)
