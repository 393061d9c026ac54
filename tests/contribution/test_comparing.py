"""Proposals compared with items: nothing is sent that is there, and nothing that contradicts it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from sedova_lod.contribution import (
    Comparer,
    Comparison,
    Outcome,
    Proposal,
    Rank,
    Reference,
    Snak,
    Statement,
    Term,
    TermKind,
    item_from_json,
    load_property_map,
)
from sedova_lod.contribution.time_comparing import TimeComparer, Verdict
from sedova_lod.contribution.times import days_of
from sedova_lod.contribution.value_json import statement_json
from sedova_lod.contribution.values import (
    CENTURY,
    DAY,
    DECADE,
    MONTH,
    NO_VALUE,
    SOME_VALUE,
    ItemValue,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar
from sedova_lod.findings import CellRef
from tests.contribution.values import times

MAP = load_property_map()
JULIAN = Calendar.JULIAN
LETTERS = Reference((Snak("P248", ItemValue("Q900")), Snak("P304", TextValue("5"))))
PAGE = Reference((Snak("P854", TextValue("https://notes.example.org/1")), Snak("P813", TimeValue(2026, 1, 31, DAY))))
CIRCA = Snak("P1480", ItemValue("Q5727902"))
INSIDE = {"Q2": {"Q3"}}


def item(*statements: Statement, **more: Any) -> Any:
    """Make an item that has some statements."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for number, one in enumerate(statements):
        claims.setdefault(one.property, []).append({"id": f"Q1${number}", **statement_json(one)})
    found = item_from_json({"id": "Q1", "lastrevid": 7, "claims": claims, **more})
    assert found is not None
    return found


def compared(content: Any, there: Any) -> Comparison:
    proposal = Proposal("person/anna", "Q1", content, CellRef("people.csv", 2, "born", "C"))
    return Comparer(MAP, lambda qid: INSIDE.get(qid, set())).compare(proposal, there)


def outcome(ours: Statement, *theirs: Statement) -> tuple[str, str]:
    found = compared(ours, item(*theirs))
    return found.outcome.value, found.detail


def born(*parts: Any, calendar: Calendar = Calendar.GREGORIAN, **more: Any) -> Statement:
    precision = {1: 9, 2: MONTH, 3: DAY}[len(parts)]
    return Statement("P569", TimeValue(*parts, precision=precision, calendar=calendar), **more)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (born(1882, 4, 17), born(1882, 4, 17), ("same", "")),
        (born(1882, 4, 5, calendar=JULIAN), born(1882, 4, 17),
         ("same day, other calendar", "the item has 1882-04-17")),
        (born(1882), born(1882, 4, 17), ("ours is coarser", "the item has 1882-04-17")),
        (born(1882, 4), born(1882, 4, 17), ("ours is coarser", "the item has 1882-04-17")),
        (born(1882, 4, 17), born(1882), ("ours is finer", "the item has 1882")),
        (born(1882, 4, 5, calendar=JULIAN), born(1882), ("ours is finer", "the item has 1882")),
        (born(1882, 12, 31, calendar=JULIAN), born(1883), ("ours is finer", "the item has 1883")),
        (born(1882), Statement("P569", TimeValue(1880, precision=DECADE)),
         ("ours is finer", "the item has 1880s")),
        (born(1882), Statement("P569", TimeValue(1900, precision=CENTURY)),
         ("ours is finer", "the item has century 19")),
        (born(1882, 4, 17), born(1882, 4, 18), ("conflict", "the item has 1882-04-18")),
        (born(1882, 4, 5, calendar=JULIAN), born(1882, 4, 5),
         ("conflict", "the item has 1882-04-05: the same date as Julian here and Gregorian there, 12 days apart")),
        (born(1882), born(1884), ("conflict", "the item has 1884")),
        (born(1882, calendar=JULIAN), born(1882),
         ("same day, other calendar", "the item has 1882: the same year, in another calendar")),
        (born(1905, 5, calendar=JULIAN), born(1905, 5),
         ("conflict", "the item has 1905-05: the two overlap, and neither holds the other")),
        (born(1882), Statement("P569", SOME_VALUE),
         ("ours is finer", "the item has unknown value: it does not know the date")),
        (born(1882), Statement("P569", NO_VALUE),
         ("conflict", "the item has no value: it says that there is none")),
        (born(1882, qualifiers=(CIRCA,)), born(1882),
         ("ours is coarser", "the item has 1882: it says the same without our doubt")),
        (born(1882), born(1882, qualifiers=(CIRCA,)),
         ("conflict", "the item has 1882; sourcing circumstances Q5727902: it is less sure than we are")),
        (born(1882, 4, 17, qualifiers=(CIRCA,)), born(1882),
         ("conflict", "the item has 1882: ours is finer, but not certain")),
    ],
)  # fmt: skip
def test_dates_are_compared_as_days(ours: Statement, theirs: Statement, expected: tuple[str, str]) -> None:
    assert outcome(ours, theirs) == expected


def bounded(year: int, first: int, last: int) -> Statement:
    bounds = (Snak("P1319", TimeValue(1882, 4, first, DAY)), Snak("P1326", TimeValue(1882, 4, last, DAY)))
    return Statement("P569", TimeValue(year, 4, precision=MONTH), bounds)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (bounded(1882, 5, 17), born(1882, 4, 17), "ours is coarser"),
        (bounded(1882, 5, 17), born(1882, 4, 5), "ours is coarser"),
        (bounded(1882, 5, 17), born(1882, 4, 5, calendar=JULIAN), "ours is coarser"),
        (bounded(1882, 5, 17), born(1882, 4, 18), "conflict"),
        (bounded(1882, 5, 17), bounded(1882, 5, 17), "same"),
        (bounded(1882, 5, 17), bounded(1882, 1, 20), "ours is finer"),
        (bounded(1882, 5, 17), bounded(1882, 10, 20), "conflict"),
        (bounded(1882, 5, 17), born(1882, 4), "ours is finer"),
    ],
)
def test_bounds_in_qualifiers_count(ours: Statement, theirs: Statement, expected: str) -> None:
    assert outcome(ours, theirs)[0] == expected


def test_open_bounds_are_compared_too() -> None:
    died = Statement("P570", SOME_VALUE, (Snak("P1319", TimeValue(1917)),))
    assert outcome(died, Statement("P570", TimeValue(1938)))[0] == "ours is coarser"
    assert outcome(died, Statement("P570", TimeValue(1916)))[0] == "conflict"
    assert outcome(Statement("P570", TimeValue(1938)), died)[0] == "ours is finer"
    assert outcome(died, Statement("P570", SOME_VALUE)) == (
        "ours is finer",
        "the item has unknown value: it does not know the date",
    )


@given(ours=times(), theirs=times())
def test_a_verdict_is_about_days(ours: TimeValue, theirs: TimeValue) -> None:
    verdict = TimeComparer(MAP).judge_values(ours, theirs)
    (first, last), (other_first, other_last) = days_of(ours), days_of(theirs)
    if verdict is Verdict.SAME:
        assert (first, last) == (other_first, other_last)
    elif verdict is Verdict.SAME_DAY:
        is_year = (ours.year, ours.precision) == (theirs.year, theirs.precision) and ours.precision <= 9
        assert ours.calendar != theirs.calendar
        assert is_year or (first, last) == (other_first, other_last)
    elif verdict is Verdict.COARSER:
        assert first <= other_first <= other_last <= last
    elif verdict is Verdict.FINER:
        assert other_first <= first <= last <= other_last
    elif verdict is Verdict.OVERLAP:
        assert max(first, other_first) <= min(last, other_last)
    else:
        assert last < other_first or other_last < first


@given(ours=times(), theirs=times())
def test_two_times_stand_to_each_other_as_seen_from_either(ours: TimeValue, theirs: TimeValue) -> None:
    times = TimeComparer(MAP)
    mirrored = {Verdict.COARSER: Verdict.FINER, Verdict.FINER: Verdict.COARSER}
    found = times.judge_values(ours, theirs)
    assert times.judge_values(theirs, ours) is mirrored.get(found, found)


OCCUPATION = Statement("P106", ItemValue("Q36180"))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (OCCUPATION, Statement("P106", ItemValue("Q82955")), ("new", "")),
        (OCCUPATION, OCCUPATION, ("same", "")),
        (Statement("P19", ItemValue("Q1")), Statement("P19", ItemValue("Q2")), ("conflict", "the item has Q2")),
        (Statement("P19", ItemValue("Q2")), Statement("P19", ItemValue("Q3")),
         ("ours is finer", "the item has Q3: our place lies in that one")),
        (Statement("P19", ItemValue("Q3")), Statement("P19", ItemValue("Q2")),
         ("ours is coarser", "the item has Q2: that place lies in ours")),
        (Statement("P22", ItemValue("Q2")), Statement("P22", SOME_VALUE),
         ("ours is finer", "the item has unknown value: it does not know the value")),
        (Statement("P214", TextValue("2518")), Statement("P214", TextValue("2519")),
         ("conflict", 'the item has "2519"')),
        (Statement("P214", TextValue("2518")), Statement("P214", TextValue("2518")), ("same", "")),
    ],
)  # fmt: skip
def test_other_values(ours: Statement, theirs: Statement, expected: tuple[str, str]) -> None:
    assert outcome(ours, theirs) == expected


def member(*qualifiers: tuple[str, Value]) -> Statement:
    return Statement("P463", ItemValue("Q10"), tuple(Snak(*one) for one in qualifiers))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (member(("P580", TimeValue(1902))), member(("P580", TimeValue(1902))), ("same", "")),
        (member(("P580", TimeValue(1902))), member(("P580", TimeValue(1902, 5, precision=MONTH))), ("same", "")),
        (member(), member(("P580", TimeValue(1902))), ("same", "")),
        (member(("P580", TimeValue(1902))), member(),
         ("conflict", "the item has Q10: the same value without start time")),
        (member(("P580", TimeValue(1902))), member(("P580", TimeValue(1904))),
         ("conflict", "the item has Q10; start time 1904: the same value with another start time")),
        (member(("P5102", ItemValue("Q56644435"))), member(),
         ("ours is coarser", "the item has Q10: it says the same without our doubt")),
    ],
)  # fmt: skip
def test_qualifiers_of_one_value(ours: Statement, theirs: Statement, expected: tuple[str, str]) -> None:
    assert outcome(ours, theirs) == expected


def test_a_second_statement_that_fits_counts_more_than_one_that_does_not() -> None:
    theirs = (born(1884), born(1882, 4, 17))
    assert outcome(born(1882, 4, 17), *theirs) == ("same", "")
    assert outcome(member(("P580", TimeValue(1902))), member(("P580", TimeValue(1904))),
                   member(("P580", TimeValue(1902)))) == ("same", "")  # fmt: skip


def test_only_missing_references_are_added() -> None:
    ours = replace(OCCUPATION, references=(LETTERS, PAGE))
    found = compared(ours, item(replace(OCCUPATION, references=(LETTERS,))))
    assert found.outcome is Outcome.REFERENCE
    assert found.held is not None
    assert found.held.id == "Q1$0"
    assert isinstance(found.proposal.content, Statement)
    assert found.proposal.content.references == (PAGE,)


@pytest.mark.parametrize(
    "there",
    [
        Reference((Snak("P248", ItemValue("Q900")),)),
        Reference((Snak("P248", ItemValue("Q900")), Snak("P304", TextValue("9")))),
    ],
)
def test_a_work_that_is_named_is_not_named_again(there: Reference) -> None:
    ours = replace(OCCUPATION, references=(LETTERS,))
    assert outcome(ours, replace(OCCUPATION, references=(there,))) == ("same", "")


def test_an_address_is_the_same_with_another_scheme_and_another_day() -> None:
    there = Reference((Snak("P854", TextValue("http://notes.example.org/1/")), Snak("P813", TimeValue(2020))))
    ours = replace(OCCUPATION, references=(PAGE,))
    assert outcome(ours, replace(OCCUPATION, references=(there,))) == ("same", "")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (born(1882), born(1882, rank=Rank.DEPRECATED),
         ("conflict", "the item has 1882, and holds it to be wrong")),
        (born(1882), born(1884, rank=Rank.DEPRECATED), ("new", "")),
        (born(1882), born(1882, 4, 17, rank=Rank.DEPRECATED), ("new", "")),
        (born(1882, rank=Rank.DEPRECATED), born(1882, rank=Rank.DEPRECATED), ("same", "")),
        (born(1882, rank=Rank.DEPRECATED), born(1884), ("new", "")),
    ],
)  # fmt: skip
def test_what_an_item_holds_to_be_wrong(ours: Statement, theirs: Statement, expected: tuple[str, str]) -> None:
    assert outcome(ours, theirs) == expected


def test_a_deprecated_value_does_not_hide_a_conflict() -> None:
    assert outcome(born(1882), born(1882, 4, 17, rank=Rank.DEPRECATED), born(1884))[0] == "conflict"


def test_a_value_that_we_cannot_read_is_no_room_for_another() -> None:
    unread = {"id": "Q1$x", "mainsnak": {"snaktype": "value", "property": "P569", "datavalue": {"type": "time",
              "value": {"time": "-13000000000-00-00T00:00:00Z", "precision": 3}}}, "rank": "normal"}  # fmt: skip
    found = item_from_json({"id": "Q1", "claims": {"P569": [unread]}})
    assert found is not None
    assert compared(born(1882), found).detail == "the item has a value that we cannot read"


LABELS = {
    "labels": {"en": {"language": "en", "value": "Natalia Sedova"}, "mul": {"language": "mul", "value": "Sedova"}},
    "descriptions": {"en": {"language": "en", "value": "revolutionary"}},
    "aliases": {"en": [{"language": "en", "value": "Natalya Sedova"}]},
}


@pytest.mark.parametrize(
    ("term", "expected", "sent"),
    [
        (Term(TermKind.LABEL, "en", "Natalia Sedova"), ("same", ""), "label"),
        (Term(TermKind.LABEL, "en", "Natalya Sedova"), ("same", "the item has it as an alias"), "label"),
        (Term(TermKind.LABEL, "en", "N. I. Sedova"), ("new", "as an alias: the label is 'Natalia Sedova'"), "alias"),
        (Term(TermKind.LABEL, "fr", "Sedova"), ("same", ""), "label"),
        (Term(TermKind.LABEL, "ru", "Наталья Седова"), ("new", ""), "label"),
        (Term(TermKind.ALIAS, "en", "Natalya Sedova"), ("same", ""), "alias"),
        (Term(TermKind.ALIAS, "en", "Natalia Sedova"), ("same", ""), "alias"),
        (Term(TermKind.ALIAS, "en", "Natasha"), ("new", ""), "alias"),
        (Term(TermKind.DESCRIPTION, "en", "revolutionary"), ("same", ""), "description"),
        (Term(TermKind.DESCRIPTION, "en", "revolutionary."), ("same", ""), "description"),
        (Term(TermKind.DESCRIPTION, "en", "wife"),
         ("left as it is", "the item is described as 'revolutionary'"), "description"),
        (Term(TermKind.DESCRIPTION, "fr", "révolutionnaire"), ("new", ""), "description"),
    ],
)  # fmt: skip
def test_terms(term: Term, expected: tuple[str, str], sent: str) -> None:
    found = compared(term, item(**LABELS))
    assert isinstance(found.proposal.content, Term)
    assert ((found.outcome.value, found.detail), found.proposal.content.kind.value) == (expected, sent)


def test_a_description_does_not_repeat_the_label() -> None:
    there = item(labels={"en": {"language": "en", "value": "Romny"}})
    found = compared(Term(TermKind.DESCRIPTION, "en", "Romny"), there)
    assert (found.outcome.value, found.detail) == ("left as it is", "a description must not repeat the label")


def test_blanks_and_forms_of_unicode_make_no_difference() -> None:
    there = item(labels={"fr": {"language": "fr", "value": "Ne\u0301\u00a0e"}})
    assert compared(Term(TermKind.LABEL, "fr", "Né e"), there).outcome is Outcome.SAME


def test_only_what_is_new_finer_or_a_reference_is_sent() -> None:
    sent = [one.value for one in Outcome if one.is_sent]
    assert sent == ["new", "ours is finer", "ours, beside theirs", "only a reference to add"]
