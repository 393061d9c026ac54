"""The extension functions of mapping queries, `sl:`: plain Python functions of strings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sedova_lod.namespaces import SL
from sedova_lod.records.fragments import slug

__all__ = ["FUNCTIONS", "Function", "year"]

_YEAR = re.compile(r"(-?[0-9]{4,})(?:-[0-9]{2}){0,2}(?:T[0-9:.]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Function:
    """Describe one extension function; it takes strings and gives a string.

    Args:
        name: Local name in the `sl:` namespace.
        call: The function; it gives None where SPARQL has an error.
        doc: What it does, for the reference.
        n_args: How many strings it takes.
        is_iri_safe: Whether its result can stand in an IRI as it is.
        can_fail: Whether it may give None.

    >>> FUNCTIONS[f"{SL}slug"].call("Natalia Sedova")
    'natalia-sedova'
    """

    name: str
    call: Callable[..., str | None]
    doc: str
    n_args: int = 1
    is_iri_safe: bool = False
    can_fail: bool = False


@lru_cache(maxsize=4096)  # the same days come again and again
def year(text: str) -> str | None:
    """Give the year of an ISO 8601 date or moment; None if the text is none.

    >>> year("1882-04-05T00:00:00"), year("-0043-03"), year("spring")
    ('1882', '-0043', None)
    """
    found = _YEAR.fullmatch(text)
    return found[1] if found else None


FUNCTIONS: dict[str, Function] = {
    SL + function.name: function
    for function in (
        Function("slug", slug, "Lower-case letters and digits of any script, joined by hyphens.", is_iri_safe=True),
        Function(
            "year",
            year,
            "The year of an ISO 8601 date or moment; unbound for any other text.",
            is_iri_safe=True,
            can_fail=True,
        ),
    )
}
