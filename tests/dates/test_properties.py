"""What holds for every date: order of bounds, one canonical form, values that claim no more."""

import calendar as standard_calendar

from hypothesis import given, reject
from hypothesis import strategies as st

from sedova_lod.dates import (
    MONTHS,
    Calendar,
    DateFault,
    HistoricalDate,
    civil_date,
    day_number,
    parse_date,
    parse_edtf,
)
from sedova_lod.dates.plain_dates import read_plain_date

CALENDARS = st.sampled_from([None, *Calendar])
SWITCH_OVERS = st.sampled_from([None, day_number(1918, 2, 14)])
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def edtf_parts(draw: st.DrawFn) -> str:
    """Make one EDTF date, most of which exist."""
    year = draw(st.integers(-9000, 9000))
    digits = f"{'-' if year < 0 else ''}{abs(year):04d}"
    kind = draw(st.sampled_from(["year", "month", "day", "season", "unspecified", "marked"]))
    month, day = f"{draw(st.integers(1, 12)):02d}", f"{draw(st.integers(1, 31)):02d}"
    if kind == "year":
        return digits + draw(MARKS)
    if kind == "month":
        return f"{digits}-{month}{draw(MARKS)}"
    if kind == "season":
        return f"{digits}-{draw(st.integers(21, 41))}{draw(MARKS)}"
    if kind == "unspecified":
        pattern = draw(st.sampled_from(["{0}X", "{0}X-{2}", "{1}-XX", "{1}-{2}-XX", "{1}-XX-{3}", "{1}-{2}-1X"]))
        return pattern.format(digits[:-1], digits, month, day)
    if kind == "marked":
        return f"{draw(MARKS)}{digits}-{draw(MARKS)}{month}-{draw(MARKS)}{day}"
    return f"{digits}-{month}-{day}{draw(MARKS)}"


PARTS = edtf_parts()
INTERVALS = st.tuples(PARTS | st.sampled_from(["", ".."]), PARTS | st.sampled_from(["", ".."])).map("/".join)
SETS = st.tuples(st.sampled_from(["[{}]", "{{{}}}"]), st.lists(PARTS, min_size=1, max_size=3)).map(
    lambda made: made[0].format(",".join(made[1]))
)
RUNS = st.tuples(st.sampled_from(["[{}..{}]", "{{{}..{}}}"]), PARTS | st.just(""), PARTS).map(
    lambda made: made[0].format(*made[1:])
)
PROSE = st.tuples(
    st.sampled_from(["before {}", "after {}", "c. {}", "by {}", "since {}", "until {}", "probably {}"]),
    st.tuples(st.integers(1, 28), st.sampled_from(MONTHS), st.integers(1000, 2500)).map(
        lambda day: f"{day[0]} {day[1]} {day[2]}"
    )
    | st.integers(1000, 2500).map(str),
).map(lambda made: made[0].format(made[1]))
TEXTS = PARTS | INTERVALS | SETS | RUNS | PROSE


def parsed(text: str, calendar: Calendar | None, unknown_before: int | None) -> HistoricalDate:
    try:
        return parse_date(text, calendar=calendar, unknown_before=unknown_before)
    except DateFault:
        reject()


def days_of_value(value: tuple[str, str]) -> tuple[int, int]:
    lexical, kind = value
    sign, digits = (-1, lexical[1:]) if lexical.startswith("-") else (1, lexical)
    year, *rest = (int(number) for number in digits.split("-"))
    year *= sign
    month, last_month = (rest[0], rest[0]) if rest else (1, 12)
    if kind == "date":
        number = day_number(year, month, rest[1])
        return number, number
    length = 29 if last_month == 2 and standard_calendar.isleap(year) else (28 if last_month == 2 else None)
    last_day = length or (30 if last_month in (4, 6, 9, 11) else 31)
    return day_number(year, month, 1), day_number(year, last_month, last_day)


@given(TEXTS, CALENDARS, SWITCH_OVERS)
def test_canonical_edtf_has_the_same_bounds(text: str, calendar: Calendar | None, unknown_before: int | None) -> None:
    date = parsed(text, calendar, unknown_before)
    again = parse_edtf(date.edtf)
    assert again[:4] == (date.earliest, date.latest, date.is_open_start, date.is_open_end)


@given(TEXTS)
def test_canonical_edtf_is_canonical(text: str) -> None:
    date = parsed(text, None, None)
    again = parse_date(date.edtf)
    assert (again.edtf, again.value, again.begin_latest) == (date.edtf, date.value, date.begin_latest)
    assert (again.is_approximate, again.is_uncertain) == (date.is_approximate, date.is_uncertain)


@given(TEXTS, CALENDARS, SWITCH_OVERS)
def test_bounds_are_in_order(text: str, calendar: Calendar | None, unknown_before: int | None) -> None:
    date = parsed(text, calendar, unknown_before)
    first = float("-inf") if date.earliest is None else date.earliest
    last = float("inf") if date.latest is None else date.latest
    assert first <= last
    for inner in (date.begin_latest, date.end_earliest):
        assert inner is None or first <= inner <= last
    assert not (date.is_open_start and date.earliest is not None)
    assert not (date.is_open_end and date.latest is not None)


@given(TEXTS, CALENDARS, SWITCH_OVERS)
def test_a_value_claims_no_more_than_the_bounds(
    text: str, calendar: Calendar | None, unknown_before: int | None
) -> None:
    date = parsed(text, calendar, unknown_before)
    for value, first, last in (
        (date.value, date.earliest, date.latest),
        (date.start, date.earliest, date.begin_latest if date.is_interval else date.latest),
        (date.end, date.end_earliest if date.is_interval else date.earliest, date.latest),
    ):
        if value is not None:
            begin, end = days_of_value(value)
            assert first is None or begin <= first
            assert last is None or end >= last


@given(TEXTS, st.sampled_from([Calendar.GREGORIAN, Calendar.JULIAN]))
def test_an_unknown_calendar_includes_each_known_one(text: str, calendar: Calendar) -> None:
    known = parsed(text, calendar, None)
    either = parsed(text, Calendar.NOT_STATED, None)
    for bound, wider, sign in ((known.earliest, either.earliest, 1), (known.latest, either.latest, -1)):
        assert (bound is None) == (wider is None)
        assert bound is None or wider is None or sign * wider <= sign * bound


@given(PARTS, CALENDARS, SWITCH_OVERS)
def test_the_wording_is_kept(text: str, calendar: Calendar | None, unknown_before: int | None) -> None:
    padded = f" {text}  "
    assert parsed(padded, calendar, unknown_before).written == padded


@given(st.integers(day_number(1000, 1, 1), day_number(2500, 12, 31)), MARKS, st.integers(1, 3))
def test_the_short_way_and_the_long_way_agree(number: int, mark: str, length: int) -> None:
    year, month, day = civil_date(number)
    edtf = "-".join([f"{year:04d}", f"{month:02d}", f"{day:02d}"][:length]) + mark
    quick = read_plain_date(edtf, edtf, None)
    # A set of one date goes the long way.
    slow = parse_date(f"[{edtf}]")
    assert quick is not None
    assert (quick.earliest, quick.latest, quick.value, quick.label) == (
        slow.earliest,
        slow.latest,
        slow.value,
        slow.label,
    )
    assert (quick.is_approximate, quick.is_uncertain) == (slow.is_approximate, slow.is_uncertain)


ANY_TEXT = st.text(max_size=30) | st.text("0123456789XYES?~%/.,-[]{}:TZ+ ", max_size=14)


def fault_of(text: str) -> DateFault | None:
    try:
        parse_date(text)
    except DateFault as fault:
        return fault
    return None


@given(ANY_TEXT)
def test_any_text_is_a_date_or_a_fault_with_a_hint(text: str) -> None:
    fault = fault_of(text)
    assert fault is None or (fault.reason.startswith("'") and fault.hint)
