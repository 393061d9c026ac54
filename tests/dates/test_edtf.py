"""EDTF levels 0 to 2: bounds of every feature, and what is refused."""

import csv
from pathlib import Path

import pytest

from sedova_lod.dates import DateFault, EdtfBounds, day_number, parse_date, parse_edtf

from .spelling import day_or_end

TABLE = Path(__file__).with_name("edtf_cases.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines()))
VALID = [case for case in CASES if case["earliest"] != "INVALID"]
INVALID = [case["edtf"] for case in CASES if case["earliest"] == "INVALID"]


def bounds(text: str) -> str:
    found = parse_edtf(text)
    first = day_or_end(found.earliest, is_open=found.is_open_start)
    return f"{first}..{day_or_end(found.latest, is_open=found.is_open_end)}"


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["edtf"])
def test_bounds_are_those_of_the_table(case: dict[str, str]) -> None:
    assert bounds(case["edtf"]) == f"{case['earliest']}..{case['latest']}"


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["edtf"])
def test_parse_date_gives_the_same_bounds(case: dict[str, str]) -> None:
    date = parse_date(case["edtf"])
    assert (date.earliest, date.latest, date.is_open_start, date.is_open_end) == parse_edtf(case["edtf"])[:4]


@pytest.mark.parametrize("text", INVALID)
def test_the_table_calls_it_invalid(text: str) -> None:
    with pytest.raises(DateFault):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Level 0 and 1
        ("1985-04-12T23:20:30", "1985-04-12..1985-04-12"),
        ("1985-04-12T24:00:00+04:30", "1985-04-12..1985-04-12"),
        ("1964/2008", "1964-01-01..2008-12-31"),
        ("2004-02-01/2005", "2004-02-01..2005-12-31"),
        ("Y170000002", "170000002-01-01..170000002-12-31"),
        ("-1985", "-1985-01-01..-1985-12-31"),
        ("1985-04-12/..", "1985-04-12..inf"),
        ("1985-04-12/", "1985-04-12..unk"),
        ("/1985-04", "unk..1985-04-30"),
        ("1985-XX-XX", "1985-01-01..1985-12-31"),
        ("201X", "2010-01-01..2019-12-31"),
        ("-00XX", "-0099-01-01..0000-12-31"),
        ("XXXX", "0000-01-01..9999-12-31"),
        # Level 2: exponents and significant digits
        ("Y-17E7", "-170000000-01-01..-170000000-12-31"),
        ("1950S2", "1900-01-01..1999-12-31"),
        ("1950S4", "1950-01-01..1950-12-31"),
        ("Y171010000S3", "171000000-01-01..171999999-12-31"),
        ("Y3388E2S3", "338000-01-01..338999-12-31"),
        ("Y-17101S2", "-17999-01-01..-17000-12-31"),
        ("-1950S2", "-1999-01-01..-1900-12-31"),
        # Level 2: parts of the year
        ("2001-21", "2001-03-01..2001-05-31"),
        ("2001-22", "2001-06-01..2001-08-31"),
        ("2001-23", "2001-09-01..2001-11-30"),
        ("2003-24", "2003-12-01..2004-02-29"),
        ("2001-25", "2001-03-01..2001-05-31"),
        ("2001-28", "2001-12-01..2002-02-28"),
        ("2001-29", "2001-09-01..2001-11-30"),
        ("2001-30", "2001-12-01..2002-02-28"),
        ("2001-31", "2001-03-01..2001-05-31"),
        ("2001-32", "2001-06-01..2001-08-31"),
        ("2001-33", "2001-01-01..2001-03-31"),
        ("2001-34", "2001-04-01..2001-06-30"),
        ("2001-35", "2001-07-01..2001-09-30"),
        ("2001-36", "2001-10-01..2001-12-31"),
        ("2001-37", "2001-01-01..2001-04-30"),
        ("2001-38", "2001-05-01..2001-08-31"),
        ("2001-39", "2001-09-01..2001-12-31"),
        ("2001-40", "2001-01-01..2001-06-30"),
        ("2001-41", "2001-07-01..2001-12-31"),
        ("188X-22", "1880-06-01..1889-08-31"),
        # Level 2: sets
        ("[1667,1668,1670..1672]", "1667-01-01..1672-12-31"),
        ("[1667, 1760-12]", "1667-01-01..1760-12-31"),
        ("[..1760-12-03]", "inf..1760-12-03"),
        ("[1760-12..]", "1760-12-01..inf"),
        ("[1760-01,1760-02,1760-12..]", "1760-01-01..inf"),
        ("[..1667,1670]", "inf..1670-12-31"),
        ("{1667,1668,1670..1672}", "1667-01-01..1672-12-31"),
        ("{..1983-12-31,1984-10-10,1984-11-01..1984-11-05}", "inf..1984-11-05"),
        # Level 2: unspecified digits anywhere
        ("156X-12-25", "1560-12-25..1569-12-25"),
        ("15XX-12-XX", "1500-12-01..1599-12-31"),
        ("XXXX-12-XX", "0000-12-01..9999-12-31"),
        ("1XXX-XX", "1000-01-01..1999-12-31"),
        ("1984-1X", "1984-10-01..1984-12-31"),
        ("1984-X1", "1984-01-01..1984-11-30"),
        ("1984-XX-31", "1984-01-31..1984-12-31"),
        ("1XXX-02-29", "1004-02-29..1996-02-29"),
        ("1X00-02-29", "1200-02-29..1600-02-29"),
        ("-1XX0-02-29", "-1980-02-29..-1020-02-29"),
        # Level 2: qualified components
        ("2004-06-~11", "2004-06-11..2004-06-11"),
        ("2004?-%06-~11", "2004-06-11..2004-06-11"),
        ("2004-06-XX/2004-07-03", "2004-06-01..2004-07-03"),
    ],
)
def test_bounds_of_each_feature(text: str, expected: str) -> None:
    assert bounds(text) == expected


def test_inner_bounds_of_an_interval() -> None:
    assert parse_edtf("1905-01/1907-06") == EdtfBounds(
        day_number(1905, 1, 1),
        day_number(1907, 6, 30),
        begin_latest=day_number(1905, 1, 31),
        end_earliest=day_number(1907, 6, 1),
    )


def test_the_ends_of_an_interval_narrow_each_other() -> None:
    found = parse_edtf("1905/1905-03")
    assert (found.begin_latest, found.end_earliest) == (day_number(1905, 3, 31), day_number(1905, 3, 1))


def test_a_day_is_exact_and_has_no_inner_bound() -> None:
    assert parse_edtf("1905-01-01/1905-02-03")[4:] == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "", "5 April 1882", "82", "882", "18820405", "1882-4-5", "-0000", "1905-00", "1905-14",
        "1905-05-00", "1905-02-29", "1905-04-31", "1905-21-05", "1905-2X", "1775-80", "/", "../..", "/..",
        "1905/1906/1907", "1905//", "1884/1882", "[]", "{}", "[..]", "[1905", "[1905}", "[1905..,1906]",
        "[1906,..1905]", "[1884..1882]", "[[1905],1906]", "[1905,]", "[foo..1905]", "[1905..foo]", "Y1985",
        "Y17000-05", "1950S2-05", "1950S0", "1950S5", "Y1E99", "Y99999999999999999", "1905-05-05T25:00:00",
        "1905-05-05T10", "1905~~", "1905-02-3X", "1905-XX-00", "19xx",
    ],
)  # fmt: skip
def test_what_is_not_edtf_is_a_fault(text: str) -> None:
    with pytest.raises(DateFault):
        parse_edtf(text)


def test_the_fault_quotes_the_text_and_gives_a_hint() -> None:
    with pytest.raises(DateFault) as caught:
        parse_edtf("5 April 1882")
    assert str(caught.value) == (
        "'5 April 1882' is not a date: it is not EDTF\n"
        "  hint: write it in EDTF, as 1882-04-05, 1882-04, 1882~ (about), 188X or 1882/1884, "
        "or in English, as 'c. 1882'"
    )
