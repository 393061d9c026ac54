"""What an archivist reads when a text is not a date: whole sentences."""

import pickle

import pytest

from sedova_lod.dates import Calendar, DateFault, day_number, parse_date

FORMS = "write it in EDTF, as 1882-04-05, 1882-04, 1882~ (about), 188X or 1882/1884, or in English, as 'c. 1882'"
FOUR = "write the year with four digits"
NO_DATE = "leave the cell empty; the wording can stand in a column 'note'"
WEEKDAY = "check day, year and calendar in the source; leave the weekday out if it cannot be checked"


def fault_of(text: str, **options: Calendar | int) -> DateFault:
    with pytest.raises(DateFault) as caught:
        parse_date(text, **options)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("Christmas", "", FORMS),
        ("31 Feb 1929", ": February 1929 has 28 days", "write what is known: 1929, 1929-02 or 1929-02~"),
        ("1900-02-29", ": February 1900 has 28 days", "write what is known: 1900, 1900-02 or 1900-02~"),
        ("1905-02-3X", ": no day fits it", "write what is known: 1905 or 1905-XX"),
        (
            "1905-13",
            ": there is no month 13",
            "months are 01 to 12; 21 to 24 are spring, summer, autumn and winter; for two years write 1905/1913",
        ),
        (
            "5.13.1905",
            ": there is no month 13",
            "months are 01 to 12; 21 to 24 are spring, summer, autumn and winter",
        ),
        ("1905-2X", ": there is no month 2X", "months are 01 to 12, 0X, 1X or XX"),
        ("1905-21-05", ": a season or another part of a year has no days", "write 1905-21"),
        (
            "5/4/1882",
            ": it can be read as 5 April 1882 or as 4 May 1882",
            "write 1882-04-05 or 1882-05-04",
        ),
        ("25/13/1882", ": neither 25 nor 13 is a month", "write 1882-MM-DD, with the month first"),
        ("0/4/1882", ": there is no month or day 0", "write what is known: 1882 or 1882-MM"),
        ("1882-4", ": it can be read as April 1882 or as 1882 to 1884", "write 1882-04 or 1882/1884"),
        ("c.1805-10", ": it can be read as October 1805 or as 1805 to 1810", "write 1805-10 or 1805/1810"),
        ("c. 1905-24", ": it can be read as winter 1905 or as 1905 to 1924", "write 1905-24 or 1905/1924"),
        ("1905-2", "", "write 1905-02"),
        ("1882-4-5", "", "write 1882-04-05"),
        ("1882/04/05", "", "write 1882-04-05"),
        ("12/1905", "", "write 1905-12"),
        (
            "1902/3",
            "",
            "write 1902/1903 for all the time from the one to the other, [1902,1903] for one of them",
        ),
        ("1907–", "", "write 1907/.. if it goes on, 1907/ if the end is not known"),
        ("5 Apr 82", ": the year '82' has two digits, the century is missing", FOUR),
        ("82", ": the year '82' has two digits, the century is missing", FOUR),
        ("987", ": the year '987' does not have four digits", f"{FOUR}: 0987 or AD 987"),
        ("5.4.18820", ": the year '18820' does not have four digits", FOUR),
        ("AD 44 BC", ": it names the era twice", "write 44 BC, -0043 or AD 79"),
        ("0 BC", ": there is no year 0 before or after Christ", "the year before AD 1 is 1 BC"),
        ("0th century", ": there is no century 0", "the first century is 00XX"),
        (
            "1800s",
            ": '1800s' may be ten or a hundred years",
            "write 180X for the decade or 18XX for the century",
        ),
        ("80s", ": '80s' does not name ten years", "write the decade as 1880s or 188X"),
        ("undated", ": it says that the date is not known", NO_DATE),
        ("n.d.", ": it says that the date is not known", NO_DATE),
        ("date not known", ": it says that the date is not known", NO_DATE),
        ("Unknown", ": it says that the date is not known", NO_DATE),
        ("no date", ": it says that the date is not known", NO_DATE),
        (
            "45441.0",
            ": it looks like the number by which a spreadsheet stores a day",
            "show the column as dates, yyyy-mm-dd; counted from 1900 the number is 2024-05-29",
        ),
        ("1882.0", ": it is a number with decimals", "write 1882"),
        ("18820405", ": the hyphens are missing", "write 1882-04-05"),
        ("1882.5", "", FORMS),
        ("1234567", ": the year '1234567' does not have four digits", FOUR),
        ("   ", ": there is no text", "leave out what has no date"),
        ("1905/..x", "", FORMS),
        (
            "/",
            ": an interval needs a begin or an end",
            "write 1905/.. or ../1905, or leave the cell empty",
        ),
        (
            "1950S5",
            ": the year has 4 digits, of which 5 cannot be sure",
            "write 1950S2 for a year of which two digits are sure",
        ),
        ("Y1E99", ": the year has more than 15 digits", "check the year"),
        (
            "9999-12-31 (Julian)",
            ": its Gregorian day is 10000-03-13",
            "EDTF has days for the years -9999 to 9999 only",
        ),
    ],
)
def test_bad_dates(text: str, reason: str, hint: str) -> None:
    fault = fault_of(text)
    assert (fault.reason, fault.hint, fault.code) == (f"'{text}' is not a date{reason}", hint, "bad-date")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1884/1882", "it ends (1882) before it begins (1884)"),
        ("[1884..1882]", "it ends (1882) before it begins (1884)"),
        ("6 June 1905 to 5 May 1905", "it ends (1905-05-05) before it begins (1905-06-06)"),
    ],
)
def test_ends_before_begins(text: str, reason: str) -> None:
    fault = fault_of(text)
    assert fault.reason == f"'{text}' is not a date: {reason}"
    assert fault.hint == "put the earlier date first, or correct one of them"
    assert fault.code == "end-before-begin"


def test_an_unknown_calendar_does_not_hide_that_the_end_comes_first() -> None:
    fault = fault_of("1905-05-14/1905-05-05", calendar=Calendar.NOT_STATED)
    assert fault.code == "end-before-begin"


def test_a_short_year_is_later() -> None:
    fault = fault_of("1899–02")
    assert str(fault) == (
        "'1899–02' is not a date: '02' is not a later year in short: 1802 is not after 1899\n"
        "  hint: write the year with four digits"
    )
    assert fault.code == "end-before-begin"


def test_a_wrong_weekday_names_the_right_ones() -> None:
    fault = fault_of("Monday 22 January 1905", calendar=Calendar.NOT_STATED)
    assert str(fault) == (
        "'Monday 22 January 1905' is not a date: 22 January 1905 was not a Monday but a Sunday in the "
        f"Gregorian calendar and a Saturday in the Julian calendar\n  hint: {WEEKDAY}"
    )
    assert fault.code == "weekday-mismatch"


def test_a_weekday_is_checked_in_the_stated_calendar() -> None:
    assert parse_date("Sunday 9 January 1905 (Julian)").edtf == "1905-01-22"
    fault = fault_of("Sunday 9 January 1905", calendar=Calendar.GREGORIAN)
    assert fault.reason == (
        "'Sunday 9 January 1905' is not a date: 9 January 1905 was not a Sunday but a Monday in the "
        "Gregorian calendar and a Sunday in the Julian calendar; it was read as Gregorian"
    )
    fault = fault_of("Monday 29 February 1900 OS")
    assert fault.reason == (
        "'Monday 29 February 1900 OS' is not a date: 29 February 1900 was not a Monday but a Tuesday in the "
        "Julian calendar; it was read as Julian"
    )


@pytest.mark.parametrize("text", ["Sunday 22 January 1905", "Sunday 9 January 1905"])
def test_a_weekday_never_decides_the_calendar(text: str) -> None:
    assert parse_date(text, calendar=Calendar.NOT_STATED).calendar is Calendar.NOT_STATED


def test_a_calendar_named_twice_must_be_the_same() -> None:
    fault = fault_of("5 April 1882 O.S.", calendar=Calendar.GREGORIAN)
    assert str(fault) == (
        "'5 April 1882 O.S.' is not a date: it names the Julian calendar, the record the Gregorian\n"
        "  hint: correct one of the two"
    )
    assert parse_date("5 April 1882 O.S.", calendar=Calendar.JULIAN).calendar is Calendar.JULIAN
    assert parse_date("5 April 1882 O.S.", calendar=Calendar.NOT_STATED).calendar is Calendar.JULIAN


def test_a_day_that_no_calendar_has() -> None:
    before = day_number(1918, 2, 14)
    assert fault_of("30 Feb 1900", unknown_before=before).reason == (
        "'30 Feb 1900' is not a date: February 1900 has 28 days"
    )
    assert fault_of("30 Feb 1900 OS").reason == (
        "'30 Feb 1900 OS' is not a date: February 1900 has 29 days in the Julian calendar"
    )


def test_long_texts_are_cut_in_the_message() -> None:
    fault = fault_of("word " * 100)
    assert fault.reason == f"'{('word ' * 16)[:79]}…' is not a date: it has more than 250 characters"
    assert fault.hint == "put the date alone into the cell"


def test_a_fault_survives_a_process_boundary() -> None:
    fault = fault_of("31 Feb 1929")
    copy = pickle.loads(pickle.dumps(fault))
    assert (str(copy), copy.reason, copy.hint, copy.code) == (str(fault), fault.reason, fault.hint, fault.code)


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("5 мая 1882 г.", "", "write 1882-05-05"),
        ("5. Mai 1882", "", "write 1882-05-05"),
        ("1er janvier 1900", "", "write 1900-01-01"),
        ("15 de mayo de 1882", "", "write 1882-05-15"),
        ("März 1882", "", "write 1882-03"),
        ("5.V.1882", "", "write 1882-05-05"),
        ("1882年5月5日", "", "write 1882-05-05"),
        ("32 мая 1882", "", FORMS),
        ("мая 1882 или 1883", "", FORMS),
        ("1882-04-05 12:30", "", "write 1882-04-05"),
        ("188-", "", "write 188X"),
        ("18--", "", "write 18XX"),
        ("'82", "", FOUR),
        ("1882-00-00", ": it has zeros for what is not known", "write 1882"),
        ("1882-04-00", ": it has zeros for what is not known", "write 1882-04"),
        ("NULL", ": it says that the date is not known", NO_DATE),
    ],
)
def test_dates_of_other_languages_and_programs_are_understood_for_the_hint(text: str, reason: str, hint: str) -> None:
    fault = fault_of(text)
    assert (fault.reason, fault.hint) == (f"'{text}' is not a date{reason}", hint)


@pytest.mark.parametrize("text", ["?-1882", "? - 1882", "?–1882"])
def test_a_begin_that_is_not_known_is_no_year_before_christ(text: str) -> None:
    fault = fault_of(text)
    assert (fault.reason, fault.hint) == (
        f"'{text}' is not a date: it can be read as until 1882 or as 1883 BC",
        "write /1882 if the beginning is not known, -1882? for the year before Christ",
    )


@pytest.mark.parametrize("text", ["1882-", "1882–?", "1882 - ?"])
def test_an_end_that_is_not_known_is_understood_for_the_hint(text: str) -> None:
    assert fault_of(text).hint == "write 1882/.. if it goes on, 1882/ if the end is not known"
