"""Dates in the language of a page, with both readings where the calendar is not stated."""

from __future__ import annotations

import re
from functools import lru_cache

from sedova_lod.dates.calendars import MONTHS
from sedova_lod.publication.digests import Moment
from sedova_lod.publication.phrases import Phrases, phrases_in
from sedova_lod.publication.russian_dates import RUSSIAN_MONTHS_OF, in_russian

__all__ = ["day_told", "label_told", "labels_told", "readings_told", "years_told"]

_MOMENT = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)T")
_ABOUT = re.compile(r"\b(?:about|estimate)\b|\(year\b[^,)]*\bapproximate")
_DOUBT = re.compile(r"\bpossibly\b|\(year\b[^,)]*\buncertain")


def label_told(label: str, phrases: Phrases) -> str:
    """Say a date in the language of a page.

    >>> from sedova_lod.publication.phrases import phrases_in
    >>> label_told("between 5 April 1882 and May 1882, calendar not stated", phrases_in("ru"))
    'между 5 апреля 1882 и маем 1882, календарь не указан'
    """
    return in_russian(label) if phrases.language == "ru" else label


def labels_told(label: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Say a date in all languages of a site; under the empty tag as the first language has it.

    >>> labels_told("May 1882", ("en", "ru"))
    {'': 'May 1882', 'ru': 'май 1882'}
    """
    told = {tag: label_told(label, phrases_in(tag)) for tag in languages}
    first = told[languages[0]]
    return {"": first, **{tag: text for tag, text in told.items() if text != first}}


def day_told(moment: str, phrases: Phrases) -> str:
    """Say the day of a moment.

    >>> from sedova_lod.publication.phrases import phrases_in
    >>> day_told("1882-04-17T23:59:59Z", phrases_in("en"))
    '17 April 1882'
    """
    found = _MOMENT.match(moment)
    if not found:
        return moment
    names = RUSSIAN_MONTHS_OF if phrases.language == "ru" else MONTHS
    year = int(found[1])
    return f"{int(found[3])} {names[int(found[2]) - 1]} {_with_era(year, phrases)}"


def readings_told(moment: Moment, calendar_note: str, phrases: Phrases) -> str:
    """Say what a date means in today's calendar, where its label alone does not.

    >>> from sedova_lod.publication.phrases import phrases_in
    >>> birth = Moment("5 April 1882, calendar not stated", "1882-04-05T00:00:00Z", "1882-04-17T23:59:59Z")
    >>> readings_told(birth, "calendar not stated", phrases_in("en"))
    "in today's calendar: 5 April 1882 if it is Gregorian, 17 April 1882 if it is Julian"
    """
    first, last = moment.earliest, moment.latest
    if not calendar_note:
        return ""
    if first and last:
        is_day = re.match(r"\d+ \w+ \d+, calendar", moment.label) is not None
        name = "record.both" if is_day else "record.between"
        told = phrases.say(name, first=day_told(first, phrases), last=day_told(last, phrases))
    elif first or last:
        name = "record.not-before" if first else "record.not-after"
        told = phrases.say(name, first=day_told(first, phrases), last=day_told(last, phrases))
    else:
        return ""
    return f"{phrases['record.today']}: {told}"


def years_told(first: Moment | None, last: Moment | None, phrases: Phrases) -> str:
    """Say in which years something began and ended, as lists have it beside a name.

    >>> from sedova_lod.publication.phrases import phrases_in
    >>> birth, english = Moment("1906", "1906-01-01T00:00:00Z", "1906-12-31T23:59:59Z"), phrases_in("en")
    >>> years_told(birth, None, english), years_told(None, birth, english), years_told(birth, birth, english)
    ('1906–', '–1906', '1906')
    """
    begin = _year(first, phrases.language) if first else ""
    end = _year(last, phrases.language) if last else ""
    if begin and begin == end:
        return begin
    return f"{begin}–{end}" if begin or end else ""


@lru_cache(maxsize=20_000)
def _year(moment: Moment, language: str) -> str:
    """Give the year, or the years between which a date lies, and how sure that is; empty if it is open to one side."""
    first, last = _MOMENT.match(moment.earliest), _MOMENT.match(moment.latest)
    if not first or not last:
        return ""
    phrases = phrases_in(language)
    told = "/".join(dict.fromkeys(_with_era(int(found[1]), phrases) for found in (first, last)))
    if _ABOUT.search(moment.label):
        told = phrases.say("years.about", year=told)
    return f"{told}?" if _DOUBT.search(moment.label) else told


def _with_era(year: int, phrases: Phrases) -> str:
    return str(year) if year > 0 else phrases.say("years.before-christ", year=str(1 - year))
