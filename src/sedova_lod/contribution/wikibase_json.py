"""Edits in the JSON of Wikibase: one for each item, as `wbeditentity` takes them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.statements import Statement, Term, TermKind
from sedova_lod.contribution.value_json import reference_json, statement_json

__all__ = ["ItemEdit", "edits_of"]

_GROUPS = {TermKind.LABEL: "labels", TermKind.DESCRIPTION: "descriptions"}


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """Hold all that is to be done to one item.

    Args:
        item: QID; empty for an item that is to be made.
        record: The record that it is about.
        data: The parameter `data` of `wbeditentity`.
        comparisons: What it does.
    """

    item: str
    record: str
    data: Mapping[str, Any]
    comparisons: tuple[Comparison, ...] = field(repr=False)


def edits_of(comparisons: Iterable[Comparison]) -> list[ItemEdit]:
    """Give the edits for all that is to be sent, one for each item, in the order of the proposals.

    >>> edits_of([])
    []
    """
    groups: dict[str, list[Comparison]] = {}
    for one in comparisons:
        if one.outcome.is_sent:
            groups.setdefault(one.proposal.item or f"new {one.proposal.record}", []).append(one)
    return [_edit(group) for group in groups.values()]


def _edit(group: list[Comparison]) -> ItemEdit:
    data: dict[str, Any] = {}
    changed: dict[str, dict[str, Any]] = {}
    for one in group:
        content = one.proposal.content
        if isinstance(content, Term):
            _add_term(data, content)
        elif one.outcome is Outcome.REFERENCE and one.held is not None:
            if one.held.id not in changed:
                changed[one.held.id] = copy.deepcopy(dict(one.held.json))
            _add_references(changed[one.held.id], content)
        else:
            data.setdefault("claims", []).append(statement_json(content))
    if changed:
        data.setdefault("claims", []).extend(changed.values())
    first = group[0].proposal
    return ItemEdit(first.item, first.record, data, tuple(group))


def _add_term(data: dict[str, Any], term: Term) -> None:
    said = {"language": term.language, "value": term.text}
    if term.kind is TermKind.ALIAS:
        data.setdefault("aliases", {}).setdefault(term.language, []).append({**said, "add": ""})
    else:
        data.setdefault(_GROUPS[term.kind], {})[term.language] = said


def _add_references(held: dict[str, Any], statement: Statement) -> None:
    """Put references to those that are there; a statement is always sent as a whole."""
    there = list(held.get("references", ()))
    known = [one.get("snaks") for one in there]
    held["references"] = there + [one for one in map(reference_json, statement.references) if one["snaks"] not in known]
