"""What a row of an SSSOM table decides: that two things are the same, or not, or that nobody is sure."""

from __future__ import annotations

import enum
from collections.abc import Mapping

__all__ = ["IDENTIFIER_CHAIN", "MATCHES", "NO_MATCH", "TOOL", "Judgement", "is_decided", "judge_row", "predicate_of"]

NO_MATCH = "sssom:NoTermFound"
TOOL = "sedova-lod"
IDENTIFIER_CHAIN = "semapv:MappingChaining"
_OF_PEOPLE = frozenset(("semapv:ManualMappingCuration", "semapv:MappingReview"))
_SAME, *_SIMILAR = MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
                              "skos:relatedMatch")  # fmt: skip
"""Predicates that decide; others are told."""
_SKOS = "http://www.w3.org/2004/02/skos/core#"


class Judgement(enum.Enum):
    """Name what was decided about a record and a thing elsewhere.

    >>> Judgement("unsure").name
    'UNSURE'
    """

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    NOTHING = "nothing there"
    UNSURE = "unsure"


def judge_row(row: Mapping[str, str]) -> Judgement | None:
    """Tell what a row of an SSSOM table decides; None if nobody has decided yet.

    People decide: as authors, or as reviewers of what a tool has proposed, to the degree that they agree. A tool
    decides only where it found that both sides have the same identifier in a third place, and only ours is believed.

    Args:
        row: The row, by column.

    Source:
        SSSOM 1.1, slots `mapping_justification`, `predicate_modifier` and `reviewer_agreement`:
        https://mapping-commons.github.io/sssom/

    >>> row = {"predicate_id": "skos:exactMatch", "mapping_justification": "semapv:LexicalMatching"}
    >>> judge_row(row), judge_row({**row, "mapping_justification": "semapv:ManualMappingCuration"})
    (None, <Judgement.SAME: 'same'>)
    >>> judge_row({**row, "reviewer_label": "A. Archivist", "reviewer_agreement": "0.0"})
    <Judgement.UNSURE: 'unsure'>
    """
    if not is_decided(row):
        return None
    agreement = _number(row.get("reviewer_agreement", ""))
    if row.get("predicate_modifier") == "Not" or agreement < 0:
        return Judgement.DIFFERENT
    if agreement < 1:
        return Judgement.UNSURE
    if NO_MATCH in (row.get("object_id"), row.get("subject_id")):
        return Judgement.NOTHING
    predicate = predicate_of(row)
    if predicate == _SAME:
        return Judgement.SAME
    return Judgement.SIMILAR if predicate in _SIMILAR else None


def predicate_of(row: Mapping[str, str]) -> str:
    """Give the predicate of a row, its SKOS name shortened if it is written in full.

    >>> predicate_of({"predicate_id": "http://www.w3.org/2004/02/skos/core#exactMatch"})
    'skos:exactMatch'
    """
    predicate = row.get("predicate_id", "")
    return f"skos:{predicate.removeprefix(_SKOS)}" if predicate.startswith(_SKOS) else predicate


def is_decided(row: Mapping[str, str]) -> bool:
    """Say whether a person, or a shared identifier, has decided about a row.

    >>> is_decided({"mapping_justification": "semapv:LexicalMatching"})
    False
    """
    justification = row.get("mapping_justification", "")
    has_reviewer = bool(row.get("reviewer_label") or row.get("reviewer_id"))
    is_chain = justification == IDENTIFIER_CHAIN and row.get("mapping_tool") == TOOL
    return justification in _OF_PEOPLE or has_reviewer or is_chain


def _number(text: str) -> float:
    """Read a degree of agreement; full agreement if there is none, and doubt if it cannot be read."""
    if not text:
        return 1.0
    try:
        return float(text)
    except ValueError:
        return 0.0
