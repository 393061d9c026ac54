"""Dates as curators write them in English, read to the same expressions as EDTF."""

import re
from collections.abc import Callable
from typing import Final

from .calendars import Calendar, iso_day
from .edtf import HINT
from .expressions import DatePart, DateSet, End, Expression, Interval, Span, joined_mark, marked, marked_part
from .faults import Unreadable
from .other_forms import meant_date
from .prose_parts import FOUR_DIGITS_HINT, MONTH_CODES, SEASON_CODES, expanded_year, read_prose_part

_NO_DATE: Final = frozenset(
    ("undated", "not dated", "n.d.", "n.d", "nd", "s.d.", "s.d", "no date", "date not known", "date unknown",
     "unknown date", "unknown", "not known", "n/a", "?", "-", "–", "…", "...", "null", "none", "nan")
)  # fmt: skip

_CALENDAR_NAME: Final = re.compile(
    r"(?:[ ,;]+|(?=\())\(?"
    r"(?:(o\.? ?s\.?|old style|(?:in the )?julian(?: calendar)?)|"
    r"(n\.? ?s\.?|new style|(?:in the )?gregorian(?: calendar)?))\)?$",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(r"^(?:some ?time )?(?:(?:in|on|at) (?!or ))?(?:the (?:year )?|year )?")
_APPROXIMATE: Final = r"c\.|ca\.|c(?=[ \d])|ca(?=[ \d])|~|(?:circa|about|around|approximately|approx\.?|roughly)(?= )"
_UNCERTAIN: Final = r"\?|(?:probably|possibly|perhaps|maybe|presumably|likely)(?= )"
_HEDGE: Final = re.compile(rf"(?:({_APPROXIMATE})|({_UNCERTAIN})) *")
_HEDGE_LAST: Final = re.compile(
    r"(.+?) *(?:(~|\((?:about|approximately|approximate|approx\.|circa|c\.)\))|"
    r"(\?|\((?:\?|uncertain|possibly|probably|perhaps)\)))"
)

_FROM_TO: Final = re.compile(r"from (.+?)(?: (?:to|until|till|through) | ?– ?| - )(.+)")
_RANGE_WORD: Final = re.compile(r"(.+?) (?:to|until|till|through) (.+)")
_NOW: Final = frozenset(("present", "the present", "now", "today", "ongoing"))

_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH_NAMES: Final = "|".join(sorted(MONTH_CODES, key=len, reverse=True))
_DAY_ONLY: Final = re.compile(_DAY, re.ASCII)
_DAY_MONTH: Final = re.compile(rf"{_DAY}(?: of)? ({_MONTH_NAMES})\.?", re.ASCII)
_MONTH_DAY: Final = re.compile(rf"({_MONTH_NAMES})\.? {_DAY}", re.ASCII)
_MONTH_OR_SEASON: Final = re.compile(rf"({_MONTH_NAMES}|{'|'.join(SEASON_CODES)})\.?")
_DAY_YEAR: Final = re.compile(rf"{_DAY} (\d{{4}})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}", re.ASCII)
_FULL_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_SLASHED_YEARS: Final = re.compile(r"(\d{4})/(\d{1,2})", re.ASCII)
_MONTH_SLASH_YEAR: Final = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
_ERA_LAST: Final = re.compile(r".*\d ?(bce?|ad|ce)")
_NUMBER: Final = re.compile(r"(\d+)(?:\.(\d+))?", re.ASCII)
# Day 0 of the spreadsheet programs' numbering, for dates after February 1900.
_SERIAL_ZERO: Final = 2415019


def take_calendar(text: str) -> tuple[str, Calendar | None]:
    """Take the name of a calendar from the end of a text.

    Args:
        text: A date, single spaces.

    Returns:
        The text without it, and the calendar; None if it names none.

    >>> take_calendar("5 April 1882 (Old Style)")
    ('5 April 1882', <Calendar.JULIAN: 'julian'>)
    """
    if text[-1:].isdigit():
        return text, None
    found = _CALENDAR_NAME.search(text)
    if found is None:
        return text, None
    return text[: found.start()], Calendar.JULIAN if found[1] else Calendar.GREGORIAN


def read_prose(text: str) -> Expression:
    """Read a date, an interval or a set of dates in English.

    Args:
        text: The wording, single spaces, in any case, without the name of a calendar.

    Raises:
        Unreadable: The text is not understood completely, or can be read in two ways.

    >>> read_prose("from 1907 to August 1914").end[:2]
    ('1914', '08')
    >>> read_prose("before 1917").members[0].is_strict
    True
    """
    text = text.lower()
    _refuse_what_is_no_date(text)
    expression = _read_phrase(text.replace(",", " ").replace("  ", " "))
    if expression is None:
        raise Unreadable("", _hint_for(text))
    return expression


def _refuse_what_is_no_date(text: str) -> None:
    if text in _NO_DATE:
        raise Unreadable(
            "it says that the date is not known",
            "leave the cell empty; the wording can stand in a column 'note'",
        )
    found = _NUMBER.fullmatch(text)
    if found is None or (len(found[1]) == 4 and found[2] is None):
        return
    digits, fraction = found.groups()
    if len(digits) == 5:
        day = iso_day(_SERIAL_ZERO + int(digits))
        raise Unreadable(
            "it looks like the number by which a spreadsheet stores a day",
            f"show the column as dates, yyyy-mm-dd; counted from 1900 the number is {day}",
        )
    if len(digits) == 4 and not int(fraction or 0):
        raise Unreadable("it is a number with decimals", f"write {digits}")
    if len(digits) == 8 and fraction is None:
        raise Unreadable("the hyphens are missing", f"write {digits[:4]}-{digits[4:6]}-{digits[6:]}")


def _hint_for(text: str) -> str:
    year = text.rstrip("-–? ")
    if year != text and _FULL_YEAR.fullmatch(year):
        return f"write {year}/.. if it goes on, {year}/ if the end is not known"
    if found := _SLASHED_YEARS.fullmatch(text):
        year, end = found[1], expanded_year(found[1], found[2])
        return f"write {year}/{end} for all the time from the one to the other, [{year},{end}] for one of them"
    if found := _MONTH_SLASH_YEAR.fullmatch(text):
        return f"write {found[2]}-{found[1].zfill(2)}"
    return meant_date(text) or HINT


def _read_phrase(text: str) -> Expression | None:
    mark, text = _take_hedges(text)
    expression = _read_relation(text) or read_prose_part(text) or _read_several(text)
    return expression and marked(expression, mark)


def _take_hedges(text: str) -> tuple[str, str]:
    """Take "about", "probably" and their like from both ends, and give the EDTF qualifier for them."""
    mark = ""
    while not text[:1].isdigit():
        text = _FILLER.sub("", text, count=1)
        found = _HEDGE.match(text)
        if found is None:
            break
        mark = joined_mark(mark, "~" if found[1] else "?")
        text = text[found.end() :]
    while text[-1:] in ("?", ")", "~") and (found := _HEDGE_LAST.fullmatch(text)):
        mark = joined_mark(mark, "~" if found[2] else "?")
        text = found[1]
    return mark, text


def _read_one(text: str) -> DatePart | None:
    mark, text = _take_hedges(text)
    part = read_prose_part(text)
    return marked_part(part, mark) if isinstance(part, DatePart) else None


def _read_relation(text: str) -> Expression | None:
    """Read a date with words that say how the time lies to it: before, since, between."""
    # Most dates end in a digit: that is quicker to see than a search for words in vain.
    if found := _RELATION_FIRST.fullmatch(text):
        relation, date_text = found.groups()
    elif not text[-1:].isdigit() and (found := _RELATION_LAST.fullmatch(text)):
        date_text, relation = found.groups()
    else:
        return None
    if relation == "between":
        first_text, _, last_text = date_text.partition(" and ")
        first, last = _read_pair(first_text, last_text)
        return first and last and DateSet((Span(first, last),))
    if relation == "from" and (found := _FROM_TO.fullmatch(text)):
        return _read_interval(found[1], found[2])
    part = _read_one(date_text)
    return part and _RELATIONS[relation](part)


def _before(part: DatePart) -> Expression:
    return DateSet((Span(None, part, _is_excluded(part)),))


def _after(part: DatePart) -> Expression:
    return DateSet((Span(part, None, _is_excluded(part)),))


def _is_excluded(part: DatePart) -> bool:
    """Tell whether "before" a date leaves out all of it: "before the end of 1937" does not."""
    return not (part.is_season and part.wording)


def _at_latest(part: DatePart) -> Expression:
    return DateSet((Span(None, part),))


def _at_earliest(part: DatePart) -> Expression:
    return DateSet((Span(part, None),))


def _from(part: DatePart) -> Expression:
    return Interval(part, End.UNKNOWN)


def _since(part: DatePart) -> Expression:
    return Interval(part, End.OPEN)


def _until(part: DatePart) -> Expression:
    return Interval(End.UNKNOWN, part)


def _read_several(text: str) -> Expression | None:
    """Read dates joined by "or", "and", "to" or a dash."""
    if " or " in text:
        return _read_alternatives(text)
    if found := _RANGE_WORD.fullmatch(text):
        return _read_interval(found[1], found[2])
    if " and " in text:
        first, last = _read_pair(*text.split(" and ", 1))
        return first and last and DateSet((Span(first, first), Span(last, last)), is_all=True)
    for dash in ("–", " - ", "-"):
        if text.count(dash) == 1:
            begin, end = text.split(dash)
            return _read_interval(begin.strip(), end.strip())
    return None


def _read_alternatives(text: str) -> Expression | None:
    *others, last_text = text.split(" or ")
    members = _members(last_text)
    if len(others) == 1 and members is None:
        first, last = _read_pair(others[0], last_text)
        return first and last and DateSet((Span(first, first), Span(last, last)))
    for other in reversed(others):
        following = members[0].first if members else None
        first = _completed(other, following) if following else None
        found = (Span(first, first),) if first else _members(other)
        if members is None or found is None:
            return None
        members = (*found, *members)
    return DateSet(members) if members else None


def _members(text: str) -> tuple[Span[DatePart], ...] | None:
    mark, text = _take_hedges(text)
    if _SHORT_YEAR.fullmatch(text) or _DAY_YEAR.fullmatch(text):
        return None
    found = read_prose_part(text)
    if isinstance(found, DatePart):
        part = marked_part(found, mark)
        return (Span(part, part),)
    return found.members if found else None


def _read_interval(begin_text: str, end_text: str) -> Expression | None:
    if end_text in _NOW:
        begin = _read_one(begin_text)
        return begin and Interval(begin, End.OPEN)
    begin, end = _read_pair(begin_text, end_text)
    return begin and end and Interval(begin, end)


def _read_pair(first_text: str, last_text: str) -> tuple[DatePart | None, DatePart | None]:
    """Read two dates of which one may leave out what the other says: "5 to 7 May 1905", "1882–4"."""
    first_mark, first_text = _take_hedges(first_text)
    last_mark, last_text = _take_hedges(last_text)
    if _FULL_YEAR.fullmatch(first_text) and _SHORT_YEAR.fullmatch(last_text):
        last_text = _checked_expansion(first_text, last_text)
    if (found := _MONTH_DAY.fullmatch(first_text)) and (after := _DAY_YEAR.fullmatch(last_text)):
        first_text, last_text = f"{first_text} {after[2]}", f"{found[1]} {last_text}"
    elif first_text.isdecimal() and (found := _ERA_LAST.fullmatch(last_text)):
        first_text = f"{first_text} {found[1]}"
    last = read_prose_part(last_text)
    if not isinstance(last, DatePart):
        return None, None
    first = _completed(first_text, last) or read_prose_part(first_text)
    if not isinstance(first, DatePart):
        return None, None
    return marked_part(first, first_mark), marked_part(last, last_mark)


def _checked_expansion(year: str, short: str) -> str:
    end = expanded_year(year, short)
    if end <= year:
        problem = f"'{short}' is not a later year in short: {end} is not after {year}"
        raise Unreadable(problem, FOUR_DIGITS_HINT, "end-before-begin")
    return end


def _completed(text: str, following: DatePart) -> DatePart | None:
    """Read a date that takes its year, and perhaps its month, from the date that follows."""
    year, month = following.year, following.month
    if following.day and (found := _DAY_ONLY.fullmatch(text)):
        return DatePart(year, month, found[1].zfill(2))
    if found := _DAY_MONTH.fullmatch(text):
        return DatePart(year, MONTH_CODES[found[2]], found[1].zfill(2))
    if found := _MONTH_DAY.fullmatch(text):
        return DatePart(year, MONTH_CODES[found[1]], found[2].zfill(2))
    if month and (found := _MONTH_OR_SEASON.fullmatch(text)):
        return DatePart(year, MONTH_CODES.get(found[1]) or SEASON_CODES[found[1]])
    return None


_WORDS_BEFORE_DATE: Final[dict[str, Callable[[DatePart], Expression]]] = {
    "before": _before, "prior to": _before, "earlier than": _before,
    "after": _after, "later than": _after,
    "by": _at_latest, "on or before": _at_latest, "not after": _at_latest,
    "no later than": _at_latest, "not later than": _at_latest,
    "on or after": _at_earliest, "not before": _at_earliest,
    "no earlier than": _at_earliest, "not earlier than": _at_earliest,
    "from": _from, "since": _since, "until": _until, "till": _until, "up to": _until,
}  # fmt: skip
_WORDS_AFTER_DATE: Final[dict[str, Callable[[DatePart], Expression]]] = {
    "or earlier": _at_latest, "or before": _at_latest, "and earlier": _at_latest, "and before": _at_latest,
    "or later": _at_earliest, "or after": _at_earliest,
    "onward": _since, "onwards": _since, "to present": _since, "to the present": _since, "to date": _since,
}  # fmt: skip
_RELATIONS: Final = _WORDS_BEFORE_DATE | _WORDS_AFTER_DATE
_RELATION_FIRST: Final = re.compile(rf"({'|'.join(_WORDS_BEFORE_DATE)}|between) (.+)")
_RELATION_LAST: Final = re.compile(rf"(.+?) ({'|'.join(_WORDS_AFTER_DATE)})")
