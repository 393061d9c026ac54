"""Settling conflicts: what becomes of a value that contradicts its item when somebody has decided about it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.ledger import proposal_key
from sedova_lod.contribution.statements import Statement
from sedova_lod.contribution.value_json import statement_json

__all__ = ["conflict_key", "settle_conflict"]


def conflict_key(one: Comparison) -> str:
    """Give a conflict a name that stays the same as long as both sides say the same; sources are left aside.

    >>> from sedova_lod.contribution.statements import Proposal
    >>> from sedova_lod.contribution.values import TimeValue
    >>> from sedova_lod.findings import CellRef
    >>> ours = Proposal("person/anna", "Q1", Statement("P570", TimeValue(1938)), CellRef("people.csv", 2))
    >>> conflict_key(Comparison(ours, Outcome.CONFLICT, "our own records give several values"))
    '0d6d63a5ebf350e0'
    """
    theirs = one.held.statement if one.held else None
    if theirs is not None:
        said = json.dumps(statement_json(replace(theirs, references=())), sort_keys=True, ensure_ascii=False)
    else:
        said = one.detail
    return hashlib.sha256(f"{proposal_key(one.proposal)} {said}".encode()).hexdigest()[:16]


def settle_conflict(one: Comparison, *, is_added: bool, told: str) -> Comparison:
    """Settle a conflict: our value is added as a further statement, or left out; what the item has is not touched.

    Args:
        one: The conflict.
        is_added: Whether our value is added.
        told: Who decided, and what.

    >>> from sedova_lod.contribution.statements import Proposal
    >>> from sedova_lod.contribution.values import TimeValue
    >>> from sedova_lod.findings import CellRef
    >>> ours = Proposal("person/anna", "Q1", Statement("P570", TimeValue(1938)), CellRef("people.csv", 2))
    >>> found = settle_conflict(Comparison(ours, Outcome.CONFLICT), is_added=True, told="A. Archivist: add ours")
    >>> found.outcome, found.outcome.is_sent
    (<Outcome.BESIDE: 'ours, beside theirs'>, True)
    """
    detail = f"{one.detail}; {told}" if one.detail else told
    if not is_added:
        return replace(one, outcome=Outcome.LEFT, detail=detail)
    ours, theirs = one.proposal.content, one.held.statement if one.held else None
    is_beside = isinstance(ours, Statement) and theirs is not None and ours.value == theirs.value
    return replace(one, outcome=Outcome.BESIDE, detail=detail, is_beside=is_beside)
