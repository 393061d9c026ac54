"""A record beside a candidate, field by field, as a reviewer reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sedova_lod.linking import DayRange, Entity
from sedova_lod.reports.safe_text import visible
from sedova_lod.review.days import Verdict, compare_days, write_days

__all__ = ["ComparedField", "ShownValue", "compare_fields", "shown_text"]

_JOINERS = re.compile("([\u200c\u200d])")
_WORD = re.compile(r"\w+")
_NO_VERDICT = Verdict("")
_BEGINS = {"person": "Born", "group": "Founded", "work": "Made", "object": "Made", "quotation": "Said"}
_ENDS = {"person": "Died"}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """Hold one value of a field as it is shown.

    Args:
        text: The value; hidden signs in it are written as codes.
        also: The same in another form: a date in the other calendar.
        language: BCP 47 tag of the text; empty if unknown.
        is_shared: Whether the other side has it too.
    """

    text: str
    also: str = ""
    language: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class ComparedField:
    """Hold what a record and a candidate say about one thing.

    Args:
        label: Name of the field for people.
        mine: What the record says.
        theirs: What the candidate says.
        verdict: How the two agree.
    """

    label: str
    mine: tuple[ShownValue, ...]
    theirs: tuple[ShownValue, ...]
    verdict: Verdict = _NO_VERDICT


_NOTHING = ComparedField("", (), ())


def compare_fields(record: Entity, candidate: Entity) -> list[ComparedField]:
    """Set a record and a candidate side by side; fields that neither has are left out.

    Args:
        record: The record.
        candidate: What it may be.

    >>> from sedova_lod.linking import EntityName
    >>> record = Entity("person/p1", "person", (EntityName("Lev Sedov"),), born=DayRange(2417631, 2417631))
    >>> found = compare_fields(record, Entity("Q1", "person", (EntityName("Sedov, Lev"),)))
    >>> [(field.label, field.verdict.tone) for field in found]
    [('Names', 'same'), ('Born', '')]
    """
    kind = record.kind or candidate.kind
    found = (
        _names(record, candidate),
        _kinds(record.kind, candidate.kind),
        _dates(_BEGINS.get(kind, "Begins"), record.born, candidate.born),
        _dates(_ENDS.get(kind, "Ends"), record.died, candidate.died),
        _words("Gender", (record.gender,), (candidate.gender,), is_one=True),
        _words("Roles", record.occupations, candidate.occupations),
        _words("Places", record.places, candidate.places),
        _words("Countries", record.nationalities, candidate.nationalities),
        _identifiers(record, candidate),
        _words("Described as", (record.description,), (candidate.description,)),
    )
    return [field for field in found if (field.mine or field.theirs)]


def shown_text(text: str) -> str:
    r"""Write signs that hide or turn text as codes; those that join letters in Persian or Hindi stay.

    >>> shown_text("abc\u202ecba"), shown_text("می\u200cخواهم") == "می\u200cخواهم"
    ('abc\\u202ecba', True)
    """
    if text.isprintable():
        return text
    return "".join(part if _JOINERS.fullmatch(part) else visible(part) for part in _JOINERS.split(text))


def _names(record: Entity, candidate: Entity) -> ComparedField:
    mine, theirs = (_keys(name.text for name in one.names) for one in (record, candidate))
    shown = [
        tuple(
            ShownValue(shown_text(name.text), "", name.language, not others.isdisjoint(_keys((name.text,))))
            for name in one.names
        )
        for one, others in ((record, theirs), (candidate, mine))
    ]
    is_same = not mine.isdisjoint(theirs)
    return ComparedField("Names", shown[0], shown[1], Verdict("same") if is_same else _NO_VERDICT)


def _keys(names: Iterable[str]) -> set[str]:
    """Give the names without case, marks between their words, and order."""
    folded = (unicodedata.normalize("NFKC", name).casefold() for name in names)
    return {" ".join(sorted(_WORD.findall(name))) or name for name in folded}


def _kinds(mine: str, theirs: str) -> ComparedField:
    """Compare kinds; only different ones are worth a line."""
    return _words("Kind", (mine,), (theirs,), is_one=True) if mine and theirs and mine != theirs else _NOTHING


def _words(label: str, mine: Sequence[str], theirs: Sequence[str], *, is_one: bool = False) -> ComparedField:
    """Compare words; of which there can be only one, others are against it."""
    keys = [{word.casefold() for word in words if word} for words in (mine, theirs)]
    shown = [
        tuple(ShownValue(shown_text(word), is_shared=word.casefold() in others) for word in words if word)
        for words, others in ((mine, keys[1]), (theirs, keys[0]))
    ]
    if keys[0] & keys[1]:
        return ComparedField(label, shown[0], shown[1], Verdict("same"))
    is_apart = is_one and bool(keys[0]) and bool(keys[1])
    return ComparedField(label, shown[0], shown[1], Verdict("apart") if is_apart else _NO_VERDICT)


def _dates(label: str, mine: DayRange | None, theirs: DayRange | None) -> ComparedField:
    shown = [
        (ShownValue(written.text, written.also),) if written.text else () for written in map(write_days, (mine, theirs))
    ]
    return ComparedField(label, shown[0], shown[1], compare_days(mine, theirs))


def _identifiers(record: Entity, candidate: Entity) -> ComparedField:
    mine, theirs = set(record.identifiers), set(candidate.identifiers)
    shown = [
        tuple(ShownValue(shown_text(f"{pair[0]} {pair[1]}"), is_shared=pair in others) for pair in own.identifiers)
        for own, others in ((record, theirs), (candidate, mine))
    ]
    agreed = {scheme for scheme, _ in mine & theirs}
    differing = ({scheme for scheme, _ in mine} & {scheme for scheme, _ in theirs}) - agreed
    verdict = Verdict("same") if agreed else _NO_VERDICT
    if differing:
        verdict = Verdict("apart", f"other identifier of {', '.join(sorted(differing))}")
    return ComparedField("Identifiers", shown[0], shown[1], verdict)
