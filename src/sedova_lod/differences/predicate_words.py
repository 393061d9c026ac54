"""Words for properties: what a reader of a report is told instead of an IRI."""

from __future__ import annotations

import re

from sedova_lod.namespaces import PREFIXES

__all__ = ["field_words", "is_bound", "rank_of"]

_CRM, _SCHEMA, _SKOS = PREFIXES["crm"], PREFIXES["schema"], PREFIXES["skos"]
_WORDS = {
    f"{_SCHEMA}about": "subject",
    f"{_SCHEMA}additionalType": "type",
    f"{_SCHEMA}alternateName": "other name",
    f"{_SCHEMA}appearance": "work",
    f"{_SCHEMA}author": "author",
    f"{_SCHEMA}containedInPlace": "lies in",
    f"{_SCHEMA}position": "locator",
    f"{_SCHEMA}sameAs": "same as",
    f"{_SCHEMA}subjectOf": "source",
    f"{_SCHEMA}text": "text",
    f"{_CRM}P106i_forms_part_of": "work",
    f"{_CRM}P1_is_identified_by": "identified by",
    f"{_CRM}P2_has_type": "type",
    f"{_CRM}P3_has_note": "note",
    f"{_CRM}P4_has_time-span": "date",
    f"{_CRM}P67i_is_referred_to_by": "citation",
    f"{_CRM}P70i_is_documented_in": "source",
    f"{_CRM}P7_took_place_at": "place",
    f"{_CRM}P14_carried_out_by": "carried out by",
    f"{_CRM}P140_assigned_attribute_to": "subject",
    f"{_CRM}P141_assigned": "value",
    f"{_CRM}P177_assigned_property_of_type": "property",
    f"{_CRM}P190_has_symbolic_content": "wording",
    f"{_SKOS}altLabel": "other name",
    f"{_SKOS}definition": "definition",
    f"{_SKOS}prefLabel": "name",
    f"{PREFIXES['rdfs']}label": "name",
    f"{PREFIXES['rdf']}type": "class",
}
_BOUNDS = tuple(f"{_CRM}{name}" for name in ("P79", "P80", "P81", "P82", "P4_has"))
_CODE = re.compile(r"^[A-Z]{1,2}\d+(?:\.\d+)?[a-z]?_")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RANKS = (_SCHEMA, PREFIXES["rdfs"], _SKOS)


def field_words(predicate: str) -> str:
    """Say what a property is called in plain words.

    >>> field_words("http://schema.org/birthDate"), field_words("http://www.cidoc-crm.org/cidoc-crm/P97_from_father")
    ('birth date', 'from father')
    >>> field_words("http://schema.org/alternateName"), field_words("https://example.org/terms#shelf_mark")
    ('other name', 'shelf mark')
    """
    known = _WORDS.get(predicate)
    if known:
        return known
    local = re.split(r"[/#:]", predicate.rstrip("/#"))[-1]
    return _CAPITAL.sub(" ", _CODE.sub("", local)).replace("_", " ").replace("-", " ").lower().strip() or predicate


def is_bound(predicate: str) -> bool:
    """Say whether a property states the bounds of a date, which follow from the date itself.

    >>> is_bound("http://www.cidoc-crm.org/cidoc-crm/P82a_begin_of_the_begin")
    True
    """
    return predicate.startswith(_BOUNDS)


def rank_of(predicate: str) -> int:
    """Order vocabularies by how plainly they speak: schema.org before labels, and these before CIDOC-CRM.

    >>> rank_of("http://schema.org/name") < rank_of("http://www.cidoc-crm.org/cidoc-crm/P2_has_type")
    True
    """
    return next((rank for rank, space in enumerate(_RANKS) if predicate.startswith(space)), len(_RANKS))
