"""Entities as short JSON texts: what a reviewer needs to see of a candidate, kept beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sedova_lod.linking.entities import DayRange, Entity, EntityName

__all__ = ["entity_from_text", "entity_to_text"]

_WORDS = ("places", "occupations", "nationalities")
_TEXTS = ("kind", "gender", "description")


def entity_to_text(entity: Entity, most_names: int = 12) -> str:
    """Write an entity as JSON; what is unknown is left out.

    Args:
        entity: The entity.
        most_names: Names that are kept at most; some things have hundreds, one a language.

    >>> entity_to_text(Entity("Q1", "person", born=DayRange(2408553, 2408553)))
    '{"id":"Q1","kind":"person","born":[2408553,2408553]}'
    """
    values: dict[str, Any] = {"id": entity.id}
    values.update({name: getattr(entity, name) for name in _TEXTS if getattr(entity, name)})
    if entity.names:
        values["names"] = [list(name) if name.language else [name.text] for name in entity.names[:most_names]]
    for name in ("born", "died"):
        if getattr(entity, name) is not None:
            values[name] = list(getattr(entity, name))
    values.update({name: list(getattr(entity, name)) for name in _WORDS if getattr(entity, name)})
    if entity.identifiers:
        values["identifiers"] = [list(pair) for pair in entity.identifiers]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def entity_from_text(text: str) -> Entity:
    """Read an entity that `entity_to_text` wrote.

    Raises:
        ValueError: The text is none.

    >>> entity_from_text('{"id":"Q1","names":[["Lev Sedov","en"]]}').names
    (EntityName(text='Lev Sedov', language='en'),)
    """
    values = json.loads(text)
    if not isinstance(values, Mapping) or not isinstance(values.get("id"), str):
        raise ValueError("no entity")
    try:
        return Entity(
            id=values["id"],
            names=tuple(EntityName(*name) for name in values.get("names", ())),
            born=_days(values.get("born")),
            died=_days(values.get("died")),
            identifiers=tuple((scheme, value) for scheme, value in values.get("identifiers", ())),
            places=tuple(values.get("places", ())),
            occupations=tuple(values.get("occupations", ())),
            nationalities=tuple(values.get("nationalities", ())),
            kind=values.get("kind", ""),
            gender=values.get("gender", ""),
            description=values.get("description", ""),
        )
    except TypeError as error:
        raise ValueError("no entity") from error


def _days(value: Any) -> DayRange | None:
    return None if value is None else DayRange(*value)
