"""What clients ask: batches of queries and data extensions, read from the JSON that they send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

from sedova_lod.errors import UsageError
from sedova_lod.linking.reconciliation_messages import find_form_faults

__all__ = [
    "MOST_CANDIDATES",
    "MOST_IDS",
    "MOST_QUERIES",
    "ExtensionQuery",
    "Query",
    "TooManyError",
    "Value",
    "read_extension_query",
    "read_queries",
]

MOST_QUERIES = 100
"""Most queries in a batch."""

MOST_CANDIDATES = 100
"""Most candidates for a query."""

MOST_IDS = 5000
"""Most entities in a data extension."""

_MOST_PROPERTIES, _MOST_VALUES = 50, 50
_USUAL_CANDIDATES = 10
_MOST_TOLD = 3


class TooManyError(UsageError):
    """Report a request for more than is answered at once.

    >>> print(TooManyError("101 queries", "queries", 100))
    queries: 101 queries are more than are answered at once
      hint: send at most 100
    """

    def __init__(self, what: str, where: str, most: int) -> None:
        super().__init__(f"{what} are more than are answered at once", where=where, hint=f"send at most {most}")


class Value(NamedTuple):
    """Hold a value that a client states.

    Args:
        text: The value as text; of an entity, its name if the client tells it.
        id: Id of an entity; empty for other values.

    >>> Value("Romny", "place/romny").id
    'place/romny'
    """

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Hold one query for candidates.

    Args:
        text: Name or id that is looked for; empty if there is none.
        types: Ids of the types that candidates should or must have.
        strictness: `should`, `any` or `all`.
        limit: Most candidates wanted.
        values: Values by property.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    strictness: str = "should"
    limit: int = _USUAL_CANDIDATES
    values: tuple[tuple[str, tuple[Value, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionQuery:
    """Hold a query for values.

    Args:
        ids: Entities.
        properties: Ids of the properties, each with the most values wanted of it; 0 for all.
    """

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def read_queries(text: str) -> dict[str, Query]:
    """Read a batch of queries, as the form field `queries` holds it.

    Raises:
        UsageError: It is none.
        TooManyError: It holds too many queries.

    >>> read_queries('{"q0": {"query": "Lev Sedov", "type": "person", "limit": 3}}')["q0"].types
    ('person',)
    >>> read_queries('{"q0": {"limit": 1}}')
    Traceback (most recent call last):
    ...
    sedova_lod.errors.UsageError: queries: q0 lacks 'query', and has no 'properties' in its place
    """
    value = _read("queries", text, "reconciliation-query-batch", '{"q0": {"query": "Lev Sedov"}}')
    if len(value) > MOST_QUERIES:
        raise TooManyError(f"{len(value)} queries", "queries", MOST_QUERIES)
    return {key: _query(key, one) for key, one in value.items()}


def read_extension_query(text: str) -> ExtensionQuery:
    """Read a query for values, as the form field `extend` holds it.

    Raises:
        UsageError: It is none.
        TooManyError: It asks for too much.

    >>> read_extension_query('{"ids": ["person/lev-sedov"], "properties": [{"id": "born"}]}').properties
    (('born', 0),)
    """
    value = _read("extend", text, "data-extension-query", '{"ids": ["Q1"], "properties": [{"id": "born"}]}')
    for name, most in (("ids", MOST_IDS), ("properties", _MOST_PROPERTIES)):
        if len(value[name]) > most:
            raise TooManyError(f"{len(value[name])} {name}", "extend", most)
    wanted = {one["id"]: _most_values(f"properties[{place}]", one) for place, one in enumerate(value["properties"])}
    return ExtensionQuery(tuple(dict.fromkeys(value["ids"])), tuple(wanted.items()))


def _read(field: str, text: str, message: str, example: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UsageError("this is no JSON", where=field, hint=f"write it like {example}") from error
    faults = find_form_faults(message, value)
    if faults:
        told = "; ".join(map(str, faults[:_MOST_TOLD]))
        more = f"; and {len(faults) - _MOST_TOLD} faults more" if len(faults) > _MOST_TOLD else ""
        raise UsageError(f"{told}{more}", where=field)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _query(key: str, value: Mapping[str, Any]) -> Query:
    types = value.get("type", [])
    found: dict[str, tuple[Value, ...]] = {}
    for one in value.get("properties", ()):
        given = map(_value, one["v"] if isinstance(one["v"], list) else [one["v"]])
        found[one["pid"]] = (*found.get(one["pid"], ()), *(one for one in given if one.text))
        if len(found[one["pid"]]) > _MOST_VALUES:
            n_values = len(found[one["pid"]])
            raise TooManyError(f"the {n_values} values of '{one['pid'][:50]}' in {key[:50]}", "queries", _MOST_VALUES)
    if len(found) > _MOST_PROPERTIES:
        raise TooManyError(f"the {len(found)} properties of {key[:50]}", "queries", _MOST_PROPERTIES)
    return Query(
        value.get("query", "").strip(),
        tuple(dict.fromkeys(filter(None, [types] if isinstance(types, str) else types))),
        value.get("type_strict", "should"),
        _limit(f"{key[:50]}.limit", value.get("limit", _USUAL_CANDIDATES)),
        tuple(found.items()),
    )


def _limit(where: str, value: float) -> int:
    if value < 1 or value != int(value):
        raise UsageError(f"{where} is {value}, and must be a whole number of at least 1", where="queries")
    return min(int(value), MOST_CANDIDATES)


def _value(value: Any) -> Value:
    """Read a value; a whole number is written without a decimal point."""
    if isinstance(value, Mapping):
        identity = str(value["id"]).strip()
        return Value(str(value.get("name", "")).strip() or identity, identity)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Value(str(value).strip())


def _most_values(where: str, value: Mapping[str, Any]) -> int:
    given = value.get("settings", {}).get("limit", 0)
    try:
        most = int(given)
    except (TypeError, ValueError, OverflowError):
        most = -1
    if most < 0:
        raise UsageError(f"{where}.settings.limit must be a whole number, 0 for all values", where="extend")
    return most
