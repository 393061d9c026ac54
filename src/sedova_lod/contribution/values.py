"""Values of Wikidata: what a statement, a qualifier or a reference says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sedova_lod.dates import Calendar

__all__ = [
    "CENTURY",
    "DAY",
    "DECADE",
    "MILLENNIUM",
    "MONTH",
    "NO_VALUE",
    "SOME_VALUE",
    "YEAR",
    "Coordinates",
    "ItemValue",
    "LanguageText",
    "NotKnown",
    "Quantity",
    "TextValue",
    "TimeValue",
    "Value",
]

MILLENNIUM = 6
CENTURY = 7
DECADE = 8
YEAR = 9
MONTH = 10
DAY = 11
"""How exact a time is, by the numbers of Wikibase."""


@dataclass(frozen=True, slots=True)
class ItemValue:
    """Point to an item, or to another entity.

    Args:
        id: QID.
    """

    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class TextValue:
    """Hold a text without a language: a string, an address, an identifier.

    Args:
        text: The text.
    """

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class LanguageText:
    """Hold a text in a language.

    Args:
        text: The text.
        language: Language code of Wikidata, in lower case.
    """

    text: str
    language: str

    def __str__(self) -> str:
        return f'{self.language}:"{self.text}"'


@dataclass(frozen=True, slots=True)
class TimeValue:
    """Hold a time as Wikidata does: a date in the calendar that it names, and how exact it is.

    Args:
        year: Astronomical year: 0 is 1 BC. Of a decade its first year, of a century or millennium its last.
        month: 1 to 12; 0 where the time is no more exact than a year.
        day: 1 to 31; 0 where it is no more exact than a month.
        precision: 11 for a day, 10 month, 9 year, 8 decade, 7 century, 6 millennium.
        calendar: The calendar in which it is written, Gregorian or Julian.

    >>> print(TimeValue(1882, 4, 5, DAY, Calendar.JULIAN), TimeValue(1905), TimeValue(1900, precision=DECADE))
    1882-04-05 (Julian) 1905 1900s
    """

    year: int
    month: int = 0
    day: int = 0
    precision: int = YEAR
    calendar: Calendar = Calendar.GREGORIAN

    def __str__(self) -> str:
        era = f"{1 - self.year} BC" if self.year < 1 else str(self.year)
        if self.precision == DECADE:
            text = f"{self.year}s"
        elif self.precision < DECADE:
            length, name = (100, "century") if self.precision == CENTURY else (1000, "millennium")
            text = f"{name} {-(-self.year // length)}"
        else:
            text = "-".join([era, *(f"{part:02d}" for part in (self.month, self.day) if part)])
        return f"{text} (Julian)" if self.calendar is Calendar.JULIAN else text


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Hold a point on the Earth.

    Args:
        latitude: Degrees north, WGS 84.
        longitude: Degrees east.
        precision: In degrees.
    """

    latitude: Decimal
    longitude: Decimal
    precision: Decimal

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude} (±{self.precision}°)"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number, with its unit and limits.

    Args:
        amount: The number.
        unit: QID of the unit; empty for a mere count.
        lower: Lower limit; None if nothing is said of it.
        upper: Upper limit.
    """

    amount: Decimal
    unit: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None

    def __str__(self) -> str:
        limits = "" if self.lower is None else f" ({self.lower} to {self.upper})"
        return f"{self.amount}{limits}{' ' if self.unit else ''}{self.unit}"


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Say that there is a value, which nobody knows, or that there is none.

    Args:
        is_none: There is none.

    >>> print(SOME_VALUE), print(NO_VALUE)
    unknown value
    no value
    (None, None)
    """

    is_none: bool = False

    def __str__(self) -> str:
        return "no value" if self.is_none else "unknown value"


SOME_VALUE = NotKnown()
NO_VALUE = NotKnown(is_none=True)

Value = ItemValue | TextValue | LanguageText | TimeValue | Coordinates | Quantity | NotKnown
