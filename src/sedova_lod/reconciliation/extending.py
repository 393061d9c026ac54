"""Data extension: values of entities, by property, and which properties there are for a type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sedova_lod.reconciliation.questions import ExtensionQuery
from sedova_lod.reconciliation.served_entities import ServedEntities

__all__ = ["extend", "propose_properties"]


def extend(served: ServedEntities, query: ExtensionQuery, on_unknown: Callable[[str], None]) -> dict[str, Any]:
    """Give the values of some properties for some entities.

    Entities and properties that are not known have no values; the name that is given back of such a property says so:
    clients show it over the column.

    Args:
        served: What is served.
        query: What is asked for.
        on_unknown: Is told of each property that is not known here.
    """
    meta, rows = [], {}
    for name, _ in query.properties:
        known = served.properties.get(name)
        meta.append(known.short if known else {"id": name, "name": f"{name} (not known here)"})
        if known is None:
            on_unknown(f"property '{name}'")
    for identity in query.ids:
        entity = served.entity(identity)
        values = {}
        for name, most in query.properties:
            known = served.properties.get(name)
            found = known.values(entity) if known and entity else []
            values[name] = found[:most] if most else found
        rows[identity] = values
    return {"meta": meta, "rows": rows}


def propose_properties(served: ServedEntities, kind: str, limit: int) -> dict[str, Any]:
    """Propose the properties that entities of a type may have.

    Args:
        served: What is served.
        kind: Id of the type; of any, if it is empty or not known.
        limit: Most properties wanted; 0 for all.
    """
    found = [one.short for one in served.properties.values() if kind not in one.without]
    answer: dict[str, Any] = {"properties": found[:limit] if limit else found, "type": kind}
    return {**answer, "limit": limit} if limit else answer
