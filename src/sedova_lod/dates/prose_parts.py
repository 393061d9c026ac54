"""One date in English prose: a day, month, year, season, decade, century or part of one."""

import re
from collections.abc import Callable
from typing import Final

from .calendars import MONTHS, WEEKDAYS, days_in_month
from .canonical import year_text
from .edtf import read_edtf_part
from .expressions import DatePart, DateSet, Span
from .faults import Unreadable
from .labels import label_of_part
from .part_days import year_span

MONTH_CODES: Final = {
    spelling: f"{number:02d}"
    for number, name in enumerate(MONTHS, start=1)
    for spelling in (name.lower(), name[:3].lower(), *(("sept",) if number == 9 else ()))
}
SEASON_CODES: Final = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_WEEKDAY_NUMBERS: Final = {
    spelling: number
    for number, name in enumerate(WEEKDAYS)
    for spelling in (name.lower(), name[:3].lower(), *({1: ("tues",), 3: ("thur", "thurs")}.get(number, ())))
}
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip

_MONTH: Final = rf"({'|'.join(sorted(MONTH_CODES, key=len, reverse=True))})\.?"
_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_ERA: Final = r"bce?|b\.c\.(?:e\.)?|ad|a\.d\.|ce|c\.e\."
_YEAR: Final = rf"((?:ad |a\.d\. ?)?)(\d+)(?: ?({_ERA}))?"

_BARE_YEAR: Final = re.compile(_YEAR, re.ASCII)
_DAY_MONTH_YEAR: Final = re.compile(rf"{_DAY}(?: day)?(?: of)? {_MONTH} (?:of )?{_YEAR}", re.ASCII)
_MONTH_DAY_YEAR: Final = re.compile(rf"{_MONTH} {_DAY} {_YEAR}", re.ASCII)
_MONTH_YEAR: Final = re.compile(rf"{_MONTH} (?:of )?{_YEAR}", re.ASCII)
_SEASON_YEAR: Final = re.compile(rf"((?:early|mid|late)[ -])?({'|'.join(SEASON_CODES)}) (?:of )?{_YEAR}", re.ASCII)
_TWO_YEAR_WINTER: Final = re.compile(r"winter (?:of )?(\d{4})[-–/](\d{1,2}|\d{4})", re.ASCII)
_DOTTED: Final = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d+)", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d+)", re.ASCII)
_LOOSE_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_DECADE: Final = re.compile(r"(\d+)0'?s", re.ASCII)
_CENTURY: Final = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)|({'|'.join(_ORDINALS)}))[ -](?:century|cent\.|c\.?)(?: ({_ERA}))?",
    re.ASCII,
)
_WEEKDAY: Final = rf"({'|'.join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))})"
_WEEKDAY_FIRST: Final = re.compile(rf"{_WEEKDAY}\.? (?:the )?(.+)")
_WEEKDAY_LAST: Final = re.compile(rf"(.+) \({_WEEKDAY}\)")
_FRACTION: Final = re.compile(
    r"(early|mid|middle|late|beginning|start|end|first half|second half|"
    r"(?:first|second|third|fourth|last) quarter)(?: part)?[ -](?:in |of )?(?:the )?(.+)"
)

# The n-th of m equal parts of a year, month, decade or century.
_SHARES: Final = {
    "early": (0, 3), "beginning": (0, 3), "start": (0, 3), "mid": (1, 3), "middle": (1, 3), "late": (2, 3),
    "end": (2, 3), "first half": (0, 2), "second half": (1, 2), "first quarter": (0, 4),
    "second quarter": (1, 4), "third quarter": (2, 4), "fourth quarter": (3, 4), "last quarter": (3, 4),
}  # fmt: skip
_FIRST_SHARE_CODES: Final = {2: 40, 3: 37, 4: 33}

FOUR_DIGITS_HINT: Final = "write the year with four digits"


def read_prose_part(text: str) -> DatePart | DateSet[DatePart] | None:
    """Read one date in English.

    Args:
        text: Lower case, single spaces, no commas.

    Returns:
        The date, or a set for a part of a month, decade or century; None if the text is something else.

    Raises:
        Unreadable: The text has the form of a date, but can be read in two ways or is incomplete.

    >>> read_prose_part("5th april 1882")[:3]
    ('1882', '04', '05')
    >>> read_prose_part("the next day") is None
    True
    """
    for form, read in _NUMERIC_FORMS if text[:1].isdigit() else _WORD_FORMS:
        if found := form.fullmatch(text):
            return read(found)
    return read_edtf_part(text.upper())


def expanded_year(begin: str, end: str) -> str:
    """Write in full a year that leaves out the digits it shares with the one before.

    Args:
        begin: Four digits.
        end: One or two digits.

    >>> expanded_year("1882", "4"), expanded_year("1775", "80")
    ('1884', '1780')
    """
    return begin[: len(begin) - len(end)] + end


def _read_year(found: re.Match[str]) -> DatePart:
    return DatePart(_year(found, 1))


def _read_day_month_year(found: re.Match[str]) -> DatePart:
    return DatePart(_year(found, 3), MONTH_CODES[found[2]], found[1].zfill(2))


def _read_month_day_year(found: re.Match[str]) -> DatePart:
    return DatePart(_year(found, 3), MONTH_CODES[found[1]], found[2].zfill(2))


def _read_month_year(found: re.Match[str]) -> DatePart:
    return DatePart(_year(found, 2), MONTH_CODES[found[1]])


def _read_dotted(found: re.Match[str]) -> DatePart:
    day, month, year = found.groups()
    return DatePart(_year_of_digits(year), month.zfill(2), day.zfill(2))


def _read_season(found: re.Match[str]) -> DatePart:
    season = DatePart(_year(found, 3), SEASON_CODES[found[2]])
    return season._replace(wording=f"{found[1]}{label_of_part(season)}") if found[1] else season


def _year(found: re.Match[str], group: int) -> str:
    """Give the EDTF year of the three groups of `_YEAR`, the first of which is `group`."""
    before, digits, after = found[group], found[group + 1], found[group + 2]
    if not before and not after:
        return _year_of_digits(digits)
    if before and after:
        raise Unreadable("it names the era twice", "write 44 BC, -0043 or AD 79")
    if not int(digits):
        raise Unreadable("there is no year 0 before or after Christ", "the year before AD 1 is 1 BC")
    is_before_christ = after is not None and after[0] == "b"
    return year_text(1 - int(digits) if is_before_christ else int(digits))


def _year_of_digits(digits: str) -> str:
    if len(digits) == 4:
        return digits
    if len(digits) == 2:
        raise Unreadable(f"the year '{digits}' has two digits, the century is missing", FOUR_DIGITS_HINT)
    example = f": {digits.zfill(4)} or AD {digits}" if len(digits) == 3 else ""
    raise Unreadable(f"the year '{digits}' does not have four digits", FOUR_DIGITS_HINT + example)


def _read_slashed(found: re.Match[str]) -> DatePart:
    first, second, year = found[1], found[3], _year_of_digits(found[4])
    one, other = int(first), int(second)
    if one == other or (one > 12) != (other > 12):
        day, month = (second, first) if other > 12 else (first, second)
        return DatePart(year, month.zfill(2), day.zfill(2))
    if one > 12:
        raise Unreadable(f"neither {one} nor {other} is a month", f"write {year}-MM-DD, with the month first")
    if not one or not other:
        raise Unreadable("there is no month or day 0", f"write what is known: {year} or {year}-MM")
    raise Unreadable(
        f"it can be read as {one} {MONTHS[other - 1]} {year} or as {other} {MONTHS[one - 1]} {year}",
        f"write {year}-{other:02d}-{one:02d} or {year}-{one:02d}-{other:02d}",
    )


def _read_iso(found: re.Match[str]) -> DatePart | None:
    """Read what looks like ISO 8601 inside prose, where 1805-10 may also stand for 1805 to 1810."""
    year, hyphen, month, day = found.groups()
    if day is not None:
        part = read_edtf_part(found[0])
        if part is None:
            raise Unreadable("", f"write {year}-{month.zfill(2)}-{day.zfill(2)}")
        return part
    code = int(month)
    if hyphen != "-" or not (1 <= code <= 12 or 21 <= code <= 41):
        return None
    part = DatePart(year, month.zfill(2))
    end = expanded_year(year, month)
    if end > year:
        raise Unreadable(
            f"it can be read as {label_of_part(part)} or as {year} to {end}",
            f"write {year}-{part.month} or {year}/{end}",
        )
    if len(month) == 1:
        raise Unreadable("", f"write {year}-{part.month}")
    return part


def _read_decade(found: re.Match[str]) -> DatePart:
    tens = found[1]
    if len(tens) != 3:
        raise Unreadable(f"'{tens}0s' does not name ten years", "write the decade as 1880s or 188X")
    if tens.endswith("0"):
        hint = f"write {tens}X for the decade or {tens[:2]}XX for the century"
        raise Unreadable(f"'{tens}0s' may be ten or a hundred years", hint)
    return DatePart(f"{tens}X")


def _read_century(found: re.Match[str]) -> DatePart:
    digits, ordinal, era = found.groups()
    number = int(digits) if digits else _ORDINALS.index(ordinal) + 1
    if not number:
        raise Unreadable("there is no century 0", "the first century is 00XX")
    is_before_christ = bool(era) and era[0] == "b"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    wording = f"{number}{ending} century{' BC' if is_before_christ else ''}"
    return DatePart(f"{'-' if is_before_christ else ''}{number - 1:02d}XX", wording=wording)


def _read_winter(found: re.Match[str]) -> DatePart | None:
    year, end = found.groups()
    last = end if len(end) == 4 else expanded_year(year, end)
    # 1899/00 and 1909/0 carry over into digits that are left out.
    if int(last) - int(year) not in (1, 1 - 10 ** len(end)):
        return None
    return DatePart(year, "24", wording=f"winter {year}/{int(year) + 1}")


def _read_weekday_day(found: re.Match[str]) -> DatePart | None:
    return _with_weekday(found[2], found[1])


def _read_day_weekday(found: re.Match[str]) -> DatePart | None:
    return _with_weekday(found[1], found[2])


def _with_weekday(text: str, day_name: str) -> DatePart | None:
    part = read_prose_part(text)
    if not isinstance(part, DatePart) or not part.day:
        return None
    return part._replace(weekday=_WEEKDAY_NUMBERS[day_name])


def _read_fraction(found: re.Match[str]) -> DatePart | DateSet[DatePart] | None:
    whole = read_prose_part(found[2])
    if not isinstance(whole, DatePart) or whole.day or whole.is_season or any(whole.marks):
        return None
    index, n_shares = _SHARES[found[1]]
    wording = found[0][: found.start(2)] + label_of_part(whole).removeprefix("the ")
    if whole.month:
        return _part_of_month(whole, index, n_shares, wording)
    first, last = year_span(whole.year)
    if first == last:
        return whole._replace(month=str(_FIRST_SHARE_CODES[n_shares] + index), wording=wording)
    n_years = last - first + 1
    if n_years == 10 and n_shares == 4:
        return None
    begin, stop = (first - (-n_years * cut // n_shares) for cut in (index, index + 1))
    return DateSet((Span(DatePart(year_text(begin)), DatePart(year_text(stop - 1))),), wording=wording)


def _part_of_month(whole: DatePart, index: int, n_shares: int, wording: str) -> DateSet[DatePart] | None:
    if n_shares == 4 or "X" in whole.month:
        return None
    length = 15 if n_shares == 2 else 10
    first = whole._replace(day=f"{length * index + 1:02d}")
    if index < n_shares - 1:
        last = whole._replace(day=f"{length * (index + 1):02d}")
    else:
        # Which day ends February depends on the calendar, so the month itself is the end.
        n_days = days_in_month(int(whole.year), int(whole.month))
        last = whole if whole.month == "02" else whole._replace(day=f"{n_days:02d}")
    return DateSet((Span(first, last),), wording=wording)


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], DatePart | DateSet[DatePart] | None]]
# The first form that fits reads the text; the most frequent ones come first.
_NUMERIC_FORMS: Final[tuple[_Form, ...]] = (
    (_BARE_YEAR, _read_year),
    (_DAY_MONTH_YEAR, _read_day_month_year),
    (_DOTTED, _read_dotted),
    (_SLASHED, _read_slashed),
    (_DECADE, _read_decade),
    (_CENTURY, _read_century),
    (_LOOSE_ISO, _read_iso),
    (_WEEKDAY_LAST, _read_day_weekday),
)
_WORD_FORMS: Final[tuple[_Form, ...]] = (
    (_MONTH_YEAR, _read_month_year),
    (_MONTH_DAY_YEAR, _read_month_day_year),
    (_SEASON_YEAR, _read_season),
    (_TWO_YEAR_WINTER, _read_winter),
    (_WEEKDAY_FIRST, _read_weekday_day),
    (_CENTURY, _read_century),
    (_FRACTION, _read_fraction),
    (_BARE_YEAR, _read_year),
)
