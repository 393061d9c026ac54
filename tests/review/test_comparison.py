"""What a record and a candidate say is set side by side, and what speaks against is marked."""

from __future__ import annotations

import pytest

from sedova_lod.linking import Entity, EntityName
from sedova_lod.review import ComparedField, ShownValue, Verdict, compare_fields
from sedova_lod.review.comparison import shown_text
from tests.review.conftest import LEV, NATALIA, PROPOSALS, day, entity


def fields(record: Entity, candidate: Entity) -> dict[str, ComparedField]:
    return {field.label: field for field in compare_fields(record, candidate)}


def test_a_date_in_the_other_calendar_is_shown_in_both() -> None:
    born = fields(NATALIA, PROPOSALS[0].candidates[0].entity)["Born"]
    assert born.mine == (ShownValue("17 April 1882", "5 April 1882 in the Julian calendar"),)
    assert born.theirs == (ShownValue("5 April 1882", "24 March 1882 in the Julian calendar"),)
    assert born.verdict == Verdict("near", "12 days apart: one date read in two calendars")


def test_names_agree_in_any_order_and_case_and_say_their_language() -> None:
    theirs = Entity("Q1", names=(EntityName("SEDOV, Lev", "de"), EntityName("Леон Седов", "ru")))
    names = fields(LEV, theirs)["Names"]
    assert names.mine == (ShownValue("Lev Sedov", "", "en", True),)
    assert names.theirs == (ShownValue("SEDOV, Lev", "", "de", True), ShownValue("Леон Седов", "", "ru", False))
    assert names.verdict == Verdict("same")


def test_names_without_letters_are_compared_as_they_are() -> None:
    assert fields(entity("a", "***"), entity("b", "***"))["Names"].verdict == Verdict("same")
    assert fields(entity("a", "***"), entity("b", "---"))["Names"].verdict == Verdict("")


def test_of_what_there_is_only_one_another_speaks_against() -> None:
    mine, theirs = (
        entity("a", "A", gender="male", places=("Romny",)),
        entity("b", "A", gender="female", places=("Paris",)),
    )
    found = fields(mine, theirs)
    assert found["Gender"].verdict == Verdict("apart")
    assert found["Places"].verdict == Verdict("")
    assert found["Places"].mine == (ShownValue("Romny"),)


def test_kinds_are_told_only_if_they_differ() -> None:
    assert "Kind" not in fields(entity("a", "A"), entity("b", "A"))
    assert "Kind" not in fields(entity("a", "A"), entity("b", "A", kind=""))
    assert fields(entity("a", "A"), entity("b", "A", kind="place"))["Kind"].verdict == Verdict("apart")


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("person", ["Born", "Died"]),
        ("group", ["Founded", "Ends"]),
        ("work", ["Made", "Ends"]),
        ("event", ["Begins", "Ends"]),
    ],
)
def test_dates_are_called_by_what_they_are_of(kind: str, labels: list[str]) -> None:
    one = entity("a", born=day(1900, 1, 1), died=day(1950, 1, 1), kind=kind)
    assert list(fields(one, one)) == labels


def test_identifiers_agree_or_speak_against() -> None:
    assert fields(LEV, entity("b", identifiers=(("viaf", "1"),)))["Identifiers"].verdict == (
        Verdict("apart", "other identifier of viaf")
    )
    both = entity("b", identifiers=(("viaf", "27869437"), ("gnd", "1")))
    assert fields(LEV, both)["Identifiers"].verdict == Verdict("same")
    assert fields(LEV, entity("b", identifiers=(("gnd", "1"),)))["Identifiers"].verdict == Verdict("")


def test_signs_that_hide_or_turn_text_are_written_as_codes() -> None:
    assert shown_text("a\u202eb\x1b[31m\u200bc\nd") == "a\\u202eb\\x1b[31m\\u200bc⏎d"
    assert shown_text("می\u200cخواهم क्\u200dष 🏳️\u200d🌈") == "می\u200cخواهم क्\u200dष 🏳️\u200d🌈"
