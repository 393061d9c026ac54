"""A thousand statements, the same on every machine: every kind of value, scripts, signs, references and qualifiers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from sedova_lod.contribution import Rank, Reference, Snak, Statement
from sedova_lod.contribution.values import (
    DAY,
    DECADE,
    MONTH,
    NO_VALUE,
    SOME_VALUE,
    Coordinates,
    ItemValue,
    LanguageText,
    Quantity,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar, days_in_month

TEXTS = (
    "Natalia Sedova", "Наталья Седова", "נטליה סדובה", "ناتاليا سيدوفا", "a, b; c", "a | b", 'a "quoted" word',
    "https://example.org/a?b=c&d=%20", "12–14", "en:note", "Q5", "somevalue", "+1905", "O'Neill", "日本語", "e\u0301",
)  # fmt: skip
LANGUAGES = ("en", "ru", "he", "ar", "zh-hans", "pt-br")


def thousand_statements(
    *, seed: int = 1882, plain: bool = False, ranked: bool = False
) -> Iterator[tuple[str, Statement]]:
    """Give item and statement, a thousand times.

    Args:
        seed: Makes the same statements each time.
        plain: Leave out what `quickstatements-to-wikibase-edit` does not know: Julian dates, points, years of other
            than four digits, and more than one reference.
        ranked: Give some of them another rank than the normal one.
    """
    chance = random.Random(seed)
    for number in range(1000):
        qualifiers = tuple(
            Snak(f"P{chance.randint(1, 9999)}", _value(chance, plain)) for _ in range(chance.choice((0, 0, 1, 2)))
        )
        n_references = chance.choice((0, 1)) if plain else chance.choice((0, 1, 1, 2))
        references = tuple(_reference(chance, plain) for _ in range(n_references))
        rank = chance.choice(tuple(Rank)) if ranked else Rank.NORMAL
        yield (
            f"Q{number + 1}",
            Statement(f"P{chance.randint(1, 9999)}", _value(chance, plain), qualifiers, references, rank),
        )


def _reference(chance: random.Random, plain: bool) -> Reference:
    snaks = [Snak("P248", ItemValue(f"Q{chance.randint(1, 10**6)}"))]
    if chance.random() < 0.5:
        snaks.append(Snak("P304", TextValue(chance.choice(TEXTS))))
    if chance.random() < 0.5:
        snaks.append(Snak("P813", _time(chance, plain)))
    return Reference(tuple(snaks))


def _value(chance: random.Random, plain: bool) -> Value:
    kinds = ["item", "text", "language text", "time", "time", "number", "not known"]
    kind = chance.choice(kinds if plain else [*kinds, "point"])
    if kind == "item":
        return ItemValue(f"Q{chance.randint(1, 10**8)}")
    if kind == "text":
        return TextValue(chance.choice(TEXTS))
    if kind == "language text":
        return LanguageText(chance.choice(TEXTS), chance.choice(LANGUAGES))
    if kind == "time":
        return _time(chance, plain)
    if kind == "number":
        return _number(chance, plain)
    if kind == "point":
        latitude, longitude = (Decimal(chance.randint(-most, most)).scaleb(-6) for most in (90 * 10**6, 180 * 10**6))
        return Coordinates(latitude, longitude, Decimal("0.000001"))
    return chance.choice((SOME_VALUE, NO_VALUE))


def _time(chance: random.Random, plain: bool) -> TimeValue:
    year = chance.randint(1000, 2030) if plain else chance.choice((chance.randint(1, 2030), -chance.randint(0, 3000)))
    calendar = Calendar.GREGORIAN if plain else chance.choice((Calendar.GREGORIAN, Calendar.JULIAN))
    shape = chance.choice(("day", "month", "year", "decade"))
    if shape == "decade":
        return TimeValue(abs(year) // 10 * 10 + 10, precision=DECADE, calendar=calendar)
    month = chance.randint(1, 12)
    if shape == "day":
        return TimeValue(year, month, chance.randint(1, days_in_month(year, month, calendar)), DAY, calendar)
    if shape == "month":
        return TimeValue(year, month, precision=MONTH, calendar=calendar)
    return TimeValue(year, calendar=calendar)


def _number(chance: random.Random, plain: bool) -> Quantity:
    amount = Decimal(chance.randint(-(10**6), 10**6)).scaleb(-chance.choice((0, 1, 2)))
    unit = chance.choice(("", "Q573", "Q11573"))
    if chance.random() < 0.5:
        return Quantity(amount, unit)
    error = Decimal(chance.randint(1, 100))
    return Quantity(amount, unit, amount - error, amount + error)
