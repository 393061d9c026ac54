"""Suggestions while somebody types: entities, types and properties, and a few words about each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from sedova_lod.reconciliation.answering import describe
from sedova_lod.reconciliation.served_entities import ServedEntities
from sedova_lod.reconciliation.vocabulary import ServedProperty, ServedType, type_of_kind
from sedova_lod.reports.safe_text import visible

__all__ = ["flyout", "suggest", "suggested_entities"]

_Described = ServedType | ServedProperty


def suggested_entities(served: ServedEntities, typed: str, limit: int, skipped: int) -> dict[str, Any]:
    """Suggest the entity that an id names, then those whose names begin like what was typed.

    Args:
        served: What is served.
        typed: What was typed.
        limit: Most suggestions wanted.
        skipped: How many to leave out at the beginning.
    """
    named = served.entity(typed.strip()) if typed.strip() else None
    first = [named.id] if named is not None else []
    ids = [*first, *(one for one in served.names.find(typed, limit + skipped) if one not in first)]
    found = filter(None, map(served.index.entity, ids[skipped : skipped + limit]))
    return {
        "result": [
            {
                "id": entity.id,
                "name": entity.name,
                "description": describe(entity),
                "notable": [type_of_kind(entity.kind).short] if entity.kind else [],
            }
            for entity in found
        ]
    }


def suggest(things: Iterable[_Described], typed: str, limit: int, skipped: int) -> dict[str, Any]:
    """Suggest types or properties whose ids, or words of whose names, begin with what was typed; all if nothing was.

    Args:
        things: The types or properties.
        typed: What was typed.
        limit: Most suggestions wanted.
        skipped: How many to leave out at the beginning.

    >>> [one["id"] for one in suggest([type_of_kind("person"), type_of_kind("place")], "pe", 10, 0)["result"]]
    ['person']
    """
    begin = typed.strip().casefold()
    found = [
        {**one.short, "description": one.description}
        for one in things
        if any(word.startswith(begin) for word in _beginnings(one))
    ]
    return {"result": found[skipped : skipped + limit]}


def flyout(served: ServedEntities, what: str, identity: str) -> dict[str, str] | None:
    """Give a few words about an entity, a type or a property, as a piece of HTML; None if there is no such thing.

    Args:
        served: What is served.
        what: `entity`, `type` or `property`.
        identity: Its id.
    """
    if what == "entity":
        entity = served.entity(identity)
        if entity is None:
            return None
        return {"id": identity, "html": _html(entity.name, describe(entity))}
    things: dict[str, Any] = dict(served.types if what == "type" else served.properties)
    one: _Described | None = things.get(identity)
    return None if one is None else {"id": identity, "html": _html(one.name, one.description)}


def _beginnings(one: _Described) -> list[str]:
    words = one.name.casefold().split(" ")
    return [one.id.casefold(), *(" ".join(words[place:]) for place in range(len(words)))]


def _html(name: str, text: str) -> str:
    told = f"<p>{escape(visible(text))}</p>" if text else ""
    return f"<p><strong><bdi>{escape(visible(name))}</bdi></strong></p>{told}"
