"""A question as text for a terminal: the candidates, and the chosen one beside the record."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from sedova_lod.linking import Candidate
from sedova_lod.reports.safe_text import shorten
from sedova_lod.review.comparison import ComparedField, ShownValue, compare_fields, shown_text
from sedova_lod.review.conflict_session import ConflictQuestion
from sedova_lod.review.messages import say_percent
from sedova_lod.review.session import Question

__all__ = ["write_conflict", "write_question"]

_MOST_SIGNS = 160
_MOST_VALUES = 6
_LABEL = 13
_TONES = {"same": "agrees", "near": "may agree", "apart": "differs"}
_MARKS = {"same": "✓", "near": "≈", "apart": "≠"}
_LEAST_WIDTH = 40


def write_question(question: Question, chosen: int, width: int, *, is_whole: bool = False) -> str:
    """Write a question with one of its candidates beside the record.

    Args:
        question: The question.
        chosen: Place of the candidate, from 0.
        width: Columns of the terminal.
        is_whole: Whether long texts and lists are shown whole.
    """
    most = (10**9, 10**9) if is_whole else (_MOST_SIGNS, _MOST_VALUES)
    return "\n".join(_lines(question, chosen, max(width, _LEAST_WIDTH), most))


def write_conflict(question: ConflictQuestion, width: int, *, is_whole: bool = False) -> str:
    """Write a conflict: the value of the record beside that of the item.

    Args:
        question: The question.
        width: Columns of the terminal.
        is_whole: Whether long texts and lists are shown whole.
    """
    most = (10**9, 10**9) if is_whole else (_MOST_SIGNS, _MOST_VALUES)
    return "\n".join(_conflict_lines(question, max(width, _LEAST_WIDTH), most))


def _conflict_lines(question: ConflictQuestion, width: int, most: tuple[int, int]) -> Iterator[str]:
    conflict = question.conflict
    yield shorten(f"{shown_text(conflict.name)}  ({shown_text(conflict.record)})", most[0])
    if question.decision is not None:
        yield "  is decided already"
    yield ""
    item = shown_text(f"{conflict.item} {conflict.item_name}".rstrip())
    yield shorten(f"Conflict with {item}: {shown_text(conflict.property)}", most[0])
    if conflict.reason:
        reason = shorten(shown_text(conflict.reason), most[0])
        yield textwrap.fill(reason, width, initial_indent="  - ", subsequent_indent="    ")
    yield ""
    yield from _table(conflict.fields, "the item", width, most)


def _lines(question: Question, chosen: int, width: int, most: tuple[int, int]) -> Iterator[str]:
    proposal = question.proposal
    yield shorten(f"{shown_text(question.record.name)}  ({shown_text(proposal.subject)})", most[0])
    if question.is_settled:
        yield "  is decided already"
    yield ""
    of = f" of {proposal.snapshot}" if proposal.snapshot else ""
    yield f"Candidates from {shown_text(proposal.source)}{of}:"
    for place, candidate in enumerate(proposal.candidates):
        is_rejected = proposal.targets[place] in question.rejected
        yield _candidate_line(place, candidate, is_rejected=is_rejected, is_chosen=place == chosen, width=width)
    candidate = proposal.candidates[chosen]
    yield ""
    yield from _table(compare_fields(question.record, candidate.entity), f"candidate {chosen + 1}", width, most)
    yield ""
    yield f"Why {say_percent(candidate.probability)}:"
    for reason in candidate.reasons:
        yield textwrap.fill(
            shorten(shown_text(reason), most[0]), width, initial_indent="  - ", subsequent_indent="    "
        )


def _candidate_line(place: int, candidate: Candidate, *, is_rejected: bool, is_chosen: bool, width: int) -> str:
    entity = candidate.entity
    told = "rejected" if is_rejected else say_percent(candidate.probability)
    about = f": {shown_text(entity.description)}" if entity.description else ""
    line = (
        f"{'>' if is_chosen else ' '} {place + 1}  {told:>8}  {shown_text(entity.id)} {shown_text(entity.name)}{about}"
    )
    return line if _width(line) <= width else f"{_cut(line, width - 1)}…"


def _table(fields: Sequence[ComparedField], theirs: str, width: int, most: tuple[int, int]) -> Iterator[str]:
    column = (width - _LABEL - 2) // 2
    yield _row("", "your record", theirs, column)
    for field in fields:
        left_lines, right_lines = (_cell(values, column, most) for values in (field.mine, field.theirs))
        if field.verdict.tone:
            right_lines += _wrapped(
                f"{_MARKS[field.verdict.tone]} {field.verdict.note or _TONES[field.verdict.tone]}", column
            )
        for place in range(max(len(left_lines), len(right_lines))):
            left, right = (lines[place] if place < len(lines) else "" for lines in (left_lines, right_lines))
            yield _row("" if place else field.label, left, right, column)


def _row(label: str, left: str, right: str, column: int) -> str:
    blanks = " " * (column - _width(left))
    return f"{label:<{_LABEL}}{left}{blanks}  {right}".rstrip()


def _cell(values: Sequence[ShownValue], column: int, most: tuple[int, int]) -> list[str]:
    if not values:
        return ["not known"]
    lines: list[str] = []
    for value in values[: most[1]]:
        tongue = f" [{value.language}]" if value.language else ""
        lines += _wrapped(shorten(value.text, most[0]) + tongue, column)
        lines += [f"  {line}" for line in _wrapped(value.also, column - 2)] if value.also else []
    if len(values) > most[1]:
        lines.append(f"and {len(values) - most[1]} more")
    return lines


def _wrapped(text: str, column: int) -> list[str]:
    """Break a text into lines, by the columns that its signs take."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if _width(joined) <= column:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = _pieces(word, column)
    return lines


def _pieces(word: str, column: int) -> list[str]:
    """Cut a word that is wider than the column."""
    pieces: list[str] = []
    while _width(word) > column:
        pieces.append(_cut(word, column))
        word = word[len(pieces[-1]) :]
    return [*pieces, word]


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _cut(text: str, columns: int) -> str:
    taken = 0
    for place, sign in enumerate(text):
        taken += _columns(sign)
        if taken > columns:
            return text[:place] or text[:1]
    return text
