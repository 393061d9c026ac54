"""Questions and outcomes as plain data: what the page is told and what it may say."""

from __future__ import annotations

from typing import Any

from sedova_lod.errors import UsageError
from sedova_lod.linking import Candidate
from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement
from sedova_lod.review.comparison import ComparedField, ShownValue, compare_fields, shown_text
from sedova_lod.review.conflict_session import ConflictQuestion
from sedova_lod.review.conflicts import ConflictAnswer, ConflictDecision
from sedova_lod.review.joint_session import Answer, JointSession, say_any
from sedova_lod.review.session import Outcome, Question

__all__ = ["ANSWERS", "asked", "outcome_told", "say_percent", "state_told"]

ANSWERS: dict[str, Answer] = {
    "accept": Judgement.SAME,
    "similar": Judgement.SIMILAR,
    "reject": Judgement.DIFFERENT,
    "none": Judgement.NOTHING,
    "unsure": Judgement.UNSURE,
    "add": ConflictAnswer.ADD,
    "leave": ConflictAnswer.LEAVE,
    "doubt": ConflictAnswer.UNSURE,
}
"""What a reviewer may answer, about a candidate or a conflict."""

_LONGEST_COMMENT = 2000


def state_told(session: JointSession, title: str, key: str = "") -> dict[str, Any]:
    """Tell what a reviewer sees: one question, and where it stands among the others.

    Args:
        session: The session.
        title: Title of the data set.
        key: The question wanted; the first one that waits if empty.
    """
    key = key or session.first()
    state = {
        "title": title,
        "reviewer": session.reviewer,
        "n_waiting": session.n_waiting,
        "n_decided": session.n_decided,
        "undo": session.last,
    }
    if not key:
        return {**state, "question": None}
    before, after = session.neighbours(key)
    place, asked_now = session.position(key), session.question(key)
    question = _conflict(asked_now) if isinstance(asked_now, ConflictQuestion) else _question(asked_now)
    return {**state, "question": question, "place": place, "before": before, "after": after}


def outcome_told(outcome: Outcome, source: str = "") -> dict[str, Any]:
    """Tell what became of a decision.

    >>> outcome_told(Outcome("", "there is nothing to take back", False))["is_done"]
    False
    """
    others = [_decision(one, source) for one in outcome.others]
    return {"key": outcome.key, "message": outcome.message, "is_done": outcome.is_done, "others": others}


def asked(message: object) -> tuple[str, Answer, str, str, str]:
    """Read a decision that the page sends.

    Returns:
        Question, answer, target, stamp and remark.

    Raises:
        UsageError: It is none.

    >>> asked({"key": "person/p1 X", "answer": "none", "stamp": "1", "target": "", "comment": ""})[1].name
    'NOTHING'
    """
    if isinstance(message, dict):
        texts = [message.get(name) for name in ("key", "answer", "target", "stamp", "comment")]
        if all(isinstance(text, str) for text in texts) and texts[1] in ANSWERS:
            key, answer, target, stamp, comment = map(str, texts)
            if len(comment) > _LONGEST_COMMENT:
                raise UsageError(f"the remark is longer than {_LONGEST_COMMENT} signs", hint="shorten it")
            return key, ANSWERS[answer], target, stamp, comment
    raise UsageError("this is no decision", hint="load the page anew")


def say_percent(probability: float) -> str:
    """Write a probability; nothing is certain.

    >>> say_percent(0.9996), say_percent(0.431), say_percent(0.0004)
    ('> 99 %', '43 %', '< 1 %')
    """
    if probability > 0.99:
        return "> 99 %"
    return "< 1 %" if probability < 0.01 else f"{round(100 * probability)} %"


def _question(question: Question) -> dict[str, Any]:
    proposal, record = question.proposal, question.record
    pairs = zip(proposal.candidates, proposal.targets, strict=True)
    return {
        "sort": "candidates",
        "key": question.key,
        "stamp": question.stamp,
        "subject": shown_text(proposal.subject),
        "kind": record.kind,
        "name": shown_text(record.name),
        "source": shown_text(proposal.source),
        "snapshot": proposal.snapshot,
        "is_settled": question.is_settled,
        "decisions": [_decision(one, proposal.source) for one in question.decisions],
        "candidates": [_candidate(question, one, target) for one, target in pairs],
    }


def _candidate(question: Question, candidate: Candidate, target: str) -> dict[str, Any]:
    entity = candidate.entity
    return {
        "target": target,
        "link": target if target.startswith(("http://", "https://")) else "",
        "id": shown_text(entity.id),
        "name": shown_text(entity.name),
        "description": shown_text(entity.description),
        "probability": candidate.probability,
        "percent": say_percent(candidate.probability),
        "is_rejected": target in question.rejected,
        "reasons": [shown_text(reason) for reason in candidate.reasons],
        "fields": [_field(field) for field in compare_fields(question.record, entity)],
    }


def _conflict(question: ConflictQuestion) -> dict[str, Any]:
    conflict = question.conflict
    return {
        "sort": "conflict",
        "key": question.key,
        "stamp": question.stamp,
        "subject": shown_text(conflict.record),
        "name": shown_text(conflict.name),
        "item": shown_text(conflict.item),
        "item_name": shown_text(conflict.item_name),
        "link": conflict.link if conflict.link.startswith(("http://", "https://")) else "",
        "property": shown_text(conflict.property),
        "reason": shown_text(conflict.reason),
        "is_settled": question.is_settled,
        "decisions": [_decision(question.decision, "")] if question.decision else [],
        "fields": [_field(field) for field in conflict.fields],
    }


def _field(field: ComparedField) -> dict[str, Any]:
    return {
        "label": field.label,
        "mine": [_value(value) for value in field.mine],
        "theirs": [_value(value) for value in field.theirs],
        "tone": field.verdict.tone,
        "note": field.verdict.note,
    }


def _value(value: ShownValue) -> dict[str, Any]:
    return {"text": value.text, "also": value.also, "language": value.language, "is_shared": value.is_shared}


def _decision(decision: Decision | ConflictDecision, source: str) -> dict[str, str]:
    who = shown_text(decision.author) or "a shared identifier"
    said = say_any(decision, source)
    return {"who": who, "date": decision.date, "said": said, "comment": shown_text(decision.comment)}
