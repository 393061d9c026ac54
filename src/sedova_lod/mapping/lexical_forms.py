"""Which texts a datatype of XML Schema has: what STRDT() can make of a text, another program may refuse."""

from __future__ import annotations

import re
from collections.abc import Callable

from sedova_lod.dates import days_in_month

__all__ = ["CHECKED_DATATYPES", "is_lexical_form"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))"
_MONTH = r"-(0[1-9]|1[0-2])"
_DAY = r"-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_INTEGER = r"[+-]?[0-9]+"
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOAT = rf"{_DECIMAL}(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN"
_NOT_BELOW_0 = r"\+?[0-9]+|-0+"
_PATTERNS = {
    "boolean": "true|false|1|0",
    "integer": _INTEGER,
    "long": _INTEGER,
    "int": _INTEGER,
    "nonNegativeInteger": _NOT_BELOW_0,
    "positiveInteger": r"\+?0*[1-9][0-9]*",
    "decimal": _DECIMAL,
    "double": _FLOAT,
    "float": _FLOAT,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": _YEAR + _MONTH + _ZONE,
    "date": _YEAR + _MONTH + _DAY + _ZONE,
    "dateTime": f"{_YEAR}{_MONTH}{_DAY}T{_TIME}{_ZONE}",
    "time": _TIME + _ZONE,
}
_WITH_DAYS = ("date", "dateTime")


def is_lexical_form(text: str, datatype: str) -> bool:
    """Say whether a datatype has a text; of datatypes that are not known it is taken for granted.

    Args:
        text: The text of a literal.
        datatype: IRI of its datatype.

    >>> xsd = "http://www.w3.org/2001/XMLSchema#"
    >>> is_lexical_form("1882-04-05", f"{xsd}date"), is_lexical_form("1900-02-29", f"{xsd}date")
    (True, False)
    >>> is_lexical_form("c. 1882", f"{xsd}gYear"), is_lexical_form("c. 1882", "https://example.org/wording")
    (False, True)
    """
    check = _CHECKS.get(datatype)
    return check is None or check(text)


def _check(name: str) -> Callable[[str], bool]:
    pattern = re.compile(_PATTERNS[name], re.ASCII)
    if name not in _WITH_DAYS:
        return lambda text: pattern.fullmatch(text) is not None
    return lambda text: _is_day(pattern.fullmatch(text))


def _is_day(found: re.Match[str] | None) -> bool:
    return found is not None and int(found[3]) <= days_in_month(int(found[1]), int(found[2]))


_CHECKS = {f"{_XSD}{name}": _check(name) for name in _PATTERNS}
CHECKED_DATATYPES = frozenset(_CHECKS)
"""IRIs of the datatypes whose texts are known."""
