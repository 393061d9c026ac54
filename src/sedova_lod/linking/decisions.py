"""Decisions about links: what they say, and how they stand in a row of an SSSOM table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sedova_lod.records.judgements import IDENTIFIER_CHAIN, NO_MATCH, TOOL, Judgement, judge_row

__all__ = ["COLUMNS", "Decision", "decision_of_row", "row_of_decision"]

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_label", "reviewer_label", "object_source", "object_source_version",
    "mapping_tool", "mapping_tool_version", "mapping_date", "review_date", "confidence", "reviewer_agreement",
    "comment",
)  # fmt: skip
_CURATION = "semapv:ManualMappingCuration"
_PROPOSAL = "semapv:CompositeMatching"
_DOUBT = "0.0"


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one decision about a record.

    Args:
        subject: The record: `person/lev-sedov`.
        judgement: What was decided.
        target: IRI of the thing it was compared with; for `Judgement.NOTHING` the beginning of the IRIs of the
            authority that has no such thing.
        subject_label: Name of the record.
        target_label: Name of the thing.
        author: Who decided; empty if a shared identifier did.
        date: Day of the decision, ISO 8601.
        confidence: How likely the tool took it to be, from 0 to 1; None if it was not asked.
        tool_version: Version of this program, if it took part.
        snapshot: Of when the knowledge about the thing was: an ISO date.
        comment: A remark.

    >>> Decision("person/p1", Judgement.SAME, "http://www.wikidata.org/entity/Q1", author="A. Archivist").is_settling
    True
    """

    subject: str
    judgement: Judgement
    target: str
    subject_label: str = ""
    target_label: str = ""
    author: str = ""
    date: str = ""
    confidence: float | None = None
    tool_version: str = ""
    snapshot: str = ""
    comment: str = ""

    @property
    def is_settling(self) -> bool:
        """Say whether the record need not be looked for any more; that it is not one thing leaves others."""
        return self.judgement is not Judgement.DIFFERENT


def row_of_decision(decision: Decision, shorten: Callable[[str], str]) -> dict[str, str]:
    """Write a decision as a row; cells without a value are left out.

    Args:
        decision: The decision; its subject is written as given.
        shorten: Turns an IRI into a CURIE.

    >>> decision = Decision("person/p1", Judgement.UNSURE, "http://www.wikidata.org/entity/Q1", author="A. Archivist")
    >>> row = row_of_decision(decision, lambda iri: iri.replace("http://www.wikidata.org/entity/", "wd:"))
    >>> row["object_id"], row["mapping_justification"], row["reviewer_agreement"]
    ('wd:Q1', 'semapv:CompositeMatching', '0.0')
    """
    is_unsure, is_nothing = decision.judgement is Judgement.UNSURE, decision.judgement is Judgement.NOTHING
    justification = _PROPOSAL if is_unsure else _CURATION if decision.author else IDENTIFIER_CHAIN
    row = {
        "subject_id": shorten(decision.subject),
        "subject_label": decision.subject_label,
        "predicate_id": "skos:closeMatch" if decision.judgement is Judgement.SIMILAR else "skos:exactMatch",
        "predicate_modifier": "Not" if decision.judgement is Judgement.DIFFERENT else "",
        "object_id": NO_MATCH if is_nothing else shorten(decision.target),
        "object_label": decision.target_label,
        "mapping_justification": justification,
        "reviewer_label" if is_unsure else "author_label": decision.author,
        "object_source": shorten(decision.target) if is_nothing else "",
        "object_source_version": decision.snapshot,
        "mapping_tool": TOOL if decision.tool_version or not decision.author else "",
        "mapping_tool_version": decision.tool_version,
        "review_date" if is_unsure else "mapping_date": decision.date,
        "confidence": "" if decision.confidence is None else f"{decision.confidence:.3g}",
        "reviewer_agreement": _DOUBT if is_unsure else "",
        "comment": decision.comment,
    }
    return {name: _one_line(value) for name, value in row.items() if value}


def decision_of_row(row: Mapping[str, str], expand: Callable[[str], str]) -> Decision | None:
    """Read the decision in a row; None if nobody has decided.

    Args:
        row: The row, by column.
        expand: Turns a CURIE into an IRI, and the subject into the short form of a record.

    >>> row = {"subject_id": "person/p1", "predicate_id": "skos:exactMatch", "object_id": "wd:Q1",
    ...        "mapping_justification": "semapv:ManualMappingCuration"}
    >>> decision_of_row(row, lambda curie: curie.replace("wd:", "http://www.wikidata.org/entity/")).judgement.value
    'same'
    """
    judgement = judge_row(row)
    if judgement is None:
        return None
    target = row.get("object_source", "") if judgement is Judgement.NOTHING else row["object_id"]
    return Decision(
        expand(row["subject_id"]),
        judgement,
        expand(target) if target else "",
        row.get("subject_label", ""),
        row.get("object_label", ""),
        row.get("reviewer_label") or row.get("author_label", ""),
        row.get("review_date") or row.get("mapping_date", ""),
        _confidence(row.get("confidence", "")),
        row.get("mapping_tool_version", "") if row.get("mapping_tool") == TOOL else "",
        row.get("object_source_version", ""),
        row.get("comment", ""),
    )


def _confidence(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
