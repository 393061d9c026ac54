"""How date cells become time-span nodes, with bounds, calendar and the wording of the source."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Any

from sedova_lod.dates import Calendar, DateFault, HistoricalDate, day_number, parse_date
from sedova_lod.findings import RULES
from sedova_lod.findings.values import (
    BAD_CHOICE,
    BAD_DATE,
    CALENDAR_NOT_STATED,
    END_BEFORE_BEGIN,
    FUTURE_DATE,
    SEVERAL_VALUES,
    TWO_READINGS,
)
from sedova_lod.records.draft import Draft, Owner, Values
from sedova_lod.records.model import Field
from sedova_lod.records.nodes import TIMESPAN_NODE, WRITTEN_NODE, XSD
from sedova_lod.records.schema import Node

__all__ = ["CALENDAR_CONCEPTS", "read_date", "timespan_fragment"]

CALENDAR_CONCEPTS = {
    Calendar.JULIAN: "julian",
    Calendar.GREGORIAN: "gregorian",
    Calendar.NOT_STATED: "calendar-not-stated",
}
_MOMENTS = frozenset(("born", "died"))
"""Parts that do not last: an interval is the time within which they were, and they went on throughout no part of it."""

_FIRST_GREGORIAN = day_number(1582, 10, 15)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# codes of EDTF for parts of a year that few know: quarters, halves, seasons of a hemisphere
_PARTS_OR_YEARS = re.compile(r"([0-9]{4})-(2[5-9]|3[0-9]|4[01])")
_FIRST_SERIAL_DAY = datetime.date(1899, 12, 30)
_NO_DATES = frozenset(("0000", "0000-00-00", "0000-01-01", "0001-01-01", "0001-01-01T00:00:00"))
_CALENDARS = {calendar.value: calendar for calendar in Calendar}


def read_date(draft: Draft, owner: Owner, item: Field, roles: dict[str, list[Values]]) -> None:
    """Read a date cell with its companions `.calendar`, `.written`, `.earliest` and `.latest`."""
    text, column = _date_text(draft, roles)
    if not text:
        if not any(roles.get(name) for name in ("", "earliest", "latest")):
            part = owner.part.name if owner.part is not None and not owner.part.many else ""
            draft.report_lone(".".join(filter(None, (part, item.name))), "written", roles)
        return
    if text in _NO_DATES:
        message = f"'{text}' is not a date: databases write it where they have none"
        hint = "leave the cell empty; the year itself is written 1 BC or AD 1"
        draft.report(BAD_DATE, message, hint=hint, column=column, value=text)
        return
    stated = _stated_calendar(draft, roles)
    try:
        date = parse_date(text, calendar=stated or _default(draft), unknown_before=draft.context.unknown_before)
    except DateFault as fault:
        draft.report(RULES[fault.code], fault.reason, hint=fault.hint, column=column, value=text)
        return
    last_day = draft.context.last_day
    if last_day is not None and date.earliest is not None and date.earliest > last_day:
        message = f"'{text}' lies more than a hundred years after the data set itself"
        draft.report(BAD_DATE, message, hint=_future_hint(text), column=column, value=text)
        return
    _report_doubts(draft, text, date, stated, column)
    written = _first(roles, "written") or (text if text != date.edtf else "")
    if date.is_interval and owner.part is not None and owner.part.name in _MOMENTS:
        date = date._replace(begin_latest=None, end_earliest=None)
    node = _timespan(draft, owner.sub(timespan_fragment(item)), date, (written, stated), column)
    owner.values[item.rec] = node


def _report_doubts(draft: Draft, text: str, date: HistoricalDate, stated: Calendar | None, column: int | str) -> None:
    """Report what is doubtful about a date that is read nevertheless: its calendar, or that it has not come yet."""
    context = draft.context
    if date.calendar is Calendar.NOT_STATED and stated is None:
        message = f"'{text}' may be Julian or Gregorian: {date.label}"
        hint = "state julian or gregorian in the column '.calendar', or unknown if it cannot be known"
        draft.report(CALENDAR_NOT_STATED, message, hint=hint, column=column, value=text)
    elif stated is None and not context.is_calendar_stated and _is_before_gregorian(text, date):
        message = f"'{text}' was read as Gregorian, and no day before 15 October 1582 was counted so"
        hint = "state julian or gregorian in the column '.calendar', or for all dates in [dataset] calendar"
        draft.report(CALENDAR_NOT_STATED, message, hint=hint, column=column, value=text)
    years = _PARTS_OR_YEARS.fullmatch(text)
    if years is not None and years[2] > years[1][2:]:
        first, last = years[1], years[1][:2] + years[2]
        message = f"'{text}' was read as EDTF, {date.label}, and can also be read as {first} to {last}"
        hint = f"write {first}/{last} if years are meant; else name the months"
        draft.report(TWO_READINGS, message, hint=hint, column=column, value=text)
    if context.last_own_day is not None and date.earliest is not None and date.earliest > context.last_own_day:
        message = f"'{text}' lies after the year of the data set itself"
        draft.report(FUTURE_DATE, message, hint=FUTURE_DATE.advice, column=column, value=text)


def _is_before_gregorian(text: str, date: HistoricalDate) -> bool:
    """Say whether a date has a day that lies before the first Gregorian one, and its wording names no calendar."""
    if date.calendar is not Calendar.GREGORIAN or date.earliest is None or date.earliest >= _FIRST_GREGORIAN:
        return False
    if not _DAY.search(date.edtf):
        return False
    try:
        return parse_date(text, calendar=Calendar.JULIAN).calendar is Calendar.JULIAN
    except DateFault:  # it says itself that it is Gregorian
        return False


def timespan_fragment(item: Field) -> str:
    """Give the end of the IRI of a date's node.

    >>> from sedova_lod.records import FieldType
    >>> timespan_fragment(Field("date", FieldType.DATE, "", "date"))
    'timespan'
    >>> timespan_fragment(Field("value.date", FieldType.DATE, "", "valueDate"))
    'value-timespan'
    """
    return "timespan" if item.rec == "date" else f"{item.rec.removesuffix('Date')}-timespan"


def _future_hint(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", text):
        return "correct the year"
    day = _FIRST_SERIAL_DAY + datetime.timedelta(days=int(text))
    return f"correct the year; as the number by which a spreadsheet stores a day it is {day.isoformat()}"


def _date_text(draft: Draft, roles: dict[str, list[Values]]) -> tuple[str, int | str]:
    """Give the text of the date and its column; bounds are joined to one EDTF text."""
    main = roles.get("")
    earliest, latest = _first(roles, "earliest"), _first(roles, "latest")
    bounds = roles.get("earliest") or roles.get("latest")
    if main and bounds:
        message = "the date stands in its own column and as '.earliest' and '.latest' too"
        draft.report(SEVERAL_VALUES, message, hint="give one of them", column=bounds[0].column)
        return "", -1
    if main:
        return main[0].items[0].text, main[0].column
    if not bounds:
        return "", -1
    if earliest != latest and [name for name in ("earliest", "latest") if _is_faulty(draft, roles, name)]:
        return "", -1
    if earliest and latest and _is_reversed(draft, earliest, latest):
        message = f"the earliest date, {earliest}, lies after the latest, {latest}"
        hint = "swap them, or correct one of them"
        draft.report(END_BEFORE_BEGIN, message, hint=hint, column=bounds[0].column, value=earliest)
        return "", -1
    text = earliest if earliest == latest else f"[{earliest}..{latest}]"
    return text, bounds[0].column


def _is_faulty(draft: Draft, roles: dict[str, list[Values]], name: str) -> bool:
    """Report a bound that is no date, in its own cell."""
    text = _first(roles, name)
    try:
        if text:
            parse_date(text, calendar=_default(draft))
    except DateFault as fault:
        draft.report(RULES[fault.code], fault.reason, hint=fault.hint, column=roles[name][0].column, value=text)
        return True
    return False


def _is_reversed(draft: Draft, earliest: str, latest: str) -> bool:
    """Say whether two bounds, each a date of its own, stand the wrong way round."""
    try:
        first, last = (parse_date(text, calendar=_default(draft)) for text in (earliest, latest))
    except DateFault:
        return False
    return first.earliest is not None and last.latest is not None and first.earliest > last.latest


def _first(roles: dict[str, list[Values]], name: str) -> str:
    found = roles.get(name)
    return found[0].items[0].text if found else ""


def _stated_calendar(draft: Draft, roles: dict[str, list[Values]]) -> Calendar | None:
    for values in roles.get("calendar", ()):
        name = values.items[0].text.lower()
        if name in _CALENDARS:
            return _CALENDARS[name]
        message = f"'{values.items[0].text}' is not a calendar"
        draft.report(BAD_CHOICE, message, hint="use julian, gregorian or unknown", column=values.column)
    for name in ("", "earliest", "latest"):
        for values in roles.get(name, ()):
            if values.calendar:
                return _CALENDARS[values.calendar]
    return None


def _default(draft: Draft) -> Calendar | None:
    return _CALENDARS[draft.context.calendar] if draft.context.calendar else None


def _timespan(
    draft: Draft, iri: str, date: HistoricalDate, said: tuple[str, Calendar | None], column: int | str
) -> Node:
    written, stated = said
    values = _leaves(date)
    if written or stated is not None or date.calendar is Calendar.NOT_STATED:
        calendar = None
        if stated is not None or date.calendar is not Calendar.GREGORIAN:
            calendar = draft.concept(CALENDAR_CONCEPTS[date.calendar])
        values = {
            **values,
            "written": WRITTEN_NODE.make(
                f"{iri}-written", draft.origin(column), content=written or date.written, calendar=calendar
            ),
        }
    return TIMESPAN_NODE.make(iri, draft.origin(column), **values)


@lru_cache(maxsize=4096)
def _leaves(date: HistoricalDate) -> dict[str, Any]:
    not_stated = date.calendar is Calendar.NOT_STATED
    return {
        "label": (date.label, "en"),
        "edtf": date.edtf,
        "earliest": date.earliest_xsd,
        "latest": date.latest_xsd,
        "beginLatest": date.begin_latest_xsd,
        "endEarliest": date.end_earliest_xsd,
        "value": _typed(date.value),
        "start": _typed(date.start),
        "end": _typed(date.end),
        "calendarNote": ("calendar not stated", "en") if not_stated else None,
    }


def _typed(value: tuple[str, str] | None) -> tuple[str, str] | None:
    return (value[0], XSD + value[1]) if value else None
