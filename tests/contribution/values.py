"""Strategies that make any value, statement and term, for tests with random examples."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from sedova_lod.contribution import Rank, Reference, Snak, Statement, Term, TermKind
from sedova_lod.contribution.values import (
    CENTURY,
    DAY,
    DECADE,
    MILLENNIUM,
    MONTH,
    NO_VALUE,
    SOME_VALUE,
    YEAR,
    Coordinates,
    ItemValue,
    LanguageText,
    Quantity,
    TextValue,
    TimeValue,
)
from sedova_lod.dates import Calendar, days_in_month

LANGUAGES = ("en", "ru", "he", "ar", "zh-hans", "be-tarask", "pt-br")
WORDS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet='ab"|\\/*\t\n -:+“”', max_size=12),
    st.sampled_from(
        ("Наталья Седова", "נטליה סדובה", "نتاليا", 'say "no"', "a | b || c", "/* no remark */", "Q5", '"')
    ),
)

items = st.integers(1, 10**9).map(lambda number: ItemValue(f"Q{number}"))
pids = st.integers(1, 20_000).map(lambda number: f"P{number}")
calendars = st.sampled_from((Calendar.GREGORIAN, Calendar.JULIAN))


@st.composite
def times(draw: st.DrawFn, *, first_year: int = -4000, last_year: int = 2100) -> TimeValue:
    precision = draw(st.sampled_from((DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM)))
    calendar = draw(calendars)
    year = draw(st.integers(first_year, last_year))
    if precision < YEAR:
        length = {DECADE: 10, CENTURY: 100, MILLENNIUM: 1000}[precision]
        return TimeValue(abs(year) // length * length + length, precision=precision, calendar=calendar)
    month = draw(st.integers(1, 12)) if precision >= MONTH else 0
    day = draw(st.integers(1, days_in_month(year, month, calendar))) if precision == DAY else 0
    return TimeValue(year, month, day, precision, calendar)


def _degrees(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-most * 10**6, most * 10**6).map(lambda number: Decimal(number).scaleb(-6))


coordinates = st.builds(
    Coordinates,
    _degrees(90),
    _degrees(180),
    st.sampled_from([Decimal(1).scaleb(-places) for places in (0, 1, 2, 3, 4, 5, 6)]),
)
numbers = st.integers(-(10**9), 10**9).map(lambda number: Decimal(number).scaleb(-3))


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    amount = draw(numbers)
    unit = draw(st.sampled_from(("", "Q573", "Q11573")))
    if draw(st.booleans()):
        return Quantity(amount, unit)
    below = draw(st.integers(0, 1000)) / Decimal(10)
    above = draw(st.sampled_from((below, below + 1)))
    return Quantity(amount, unit, amount - below, amount + above)


texts = WORDS.map(TextValue)
language_texts = st.builds(LanguageText, WORDS, st.sampled_from(LANGUAGES))
values = st.one_of(
    items, texts, language_texts, times(), coordinates, quantities(), st.sampled_from((SOME_VALUE, NO_VALUE))
)
snaks = st.builds(Snak, pids, values)
references = st.lists(snaks, min_size=1, max_size=3).map(lambda found: Reference(tuple(found)))
ranks = st.sampled_from((Rank.NORMAL, Rank.NORMAL, Rank.PREFERRED, Rank.DEPRECATED))
statements = st.builds(
    Statement,
    pids,
    values,
    st.lists(snaks, max_size=3).map(tuple),
    st.lists(references, max_size=3).map(tuple),
    ranks,
)
terms = st.builds(Term, st.sampled_from(TermKind), st.sampled_from(LANGUAGES), WORDS)
