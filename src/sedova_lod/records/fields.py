"""How each type of field is read into the record graph: one function for each `FieldType`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sedova_lod.findings.values import BAD_CHOICE, BAD_COORDINATE, NORMALISED_VALUE, SEVERAL_VALUES
from sedova_lod.records.draft import Draft, Owner, Value, Values
from sedova_lod.records.fragments import slug
from sedova_lod.records.model import Field, FieldType
from sedova_lod.records.nodes import DURATION_NODE, IDENTIFIER_NODE, NAME_NODE
from sedova_lod.records.timespans import read_date
from sedova_lod.records.values import (
    ValueFault,
    read_choice,
    read_decimal,
    read_integer,
    read_iri,
    read_language,
    read_qid,
    script_fault,
)

__all__ = ["READERS", "WIKIDATA"]

WIKIDATA = "http://www.wikidata.org/entity/"
Roles = dict[str, list[Values]]
_DURATION = re.compile(r"P(?=[0-9T])(?:([0-9]+(?:\.[0-9]+)?)([YMWD]))?(?:T([0-9]+(?:\.[0-9]+)?)H)?")
_OTHER_COORDINATE = {"latitude": "longitude", "longitude": "latitude"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def _values(roles: Roles) -> Iterator[tuple[Value, int | str]]:
    for values in roles.get("", ()):
        for item in values.items:
            yield item, values.column


def _read_name(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    seen: dict[str, str] = {}
    for value, column in _values(roles):
        if value.language in seen:
            draft.report(SEVERAL_VALUES, f"two primary names in '{value.language}'", column=column, value=value.text)
            continue
        seen[value.language] = value.text
        fragment = f"name-{slug(value.language)}"
        _add_name(draft, owner, value, column, (fragment, "primary-name"))
        owner.add("label", (value.text, value.language))
    languages = (*draft.context.languages, *seen)
    owner.values["title"] = next((seen[tag] for tag in languages if tag in seen), None)


def _read_alias(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        fragment = f"name-{slug(value.language)}-{slug(value.text)}"
        _add_name(draft, owner, value, column, (fragment, "alias"))
        owner.add("altLabel", (value.text, value.language))


def _add_name(draft: Draft, owner: Owner, value: Value, column: int | str, what: tuple[str, str]) -> None:
    fragment, name_type = what
    _check_script(draft, value, column)
    node = NAME_NODE.make(
        f"{owner.iri}#{fragment}",
        draft.origin(column),
        content=value.text,
        text=(value.text, value.language),
        language=_language_concept(draft, value.language),
        type=draft.concept(name_type),
    )
    draft.unique(owner, "name", node, column, f"the name '{value.text}'")


def _check_script(draft: Draft, value: Value, column: int | str) -> None:
    fault = script_fault(value.text, value.language)
    if fault:
        draft.report_fault(fault, column, value.text)


def _language_concept(draft: Draft, tag: str) -> str | None:
    concept_id = f"language-{tag.partition('-')[0].lower()}"
    if concept_id not in draft.context.language_concepts:
        return None
    return draft.concept(concept_id)


def _read_text(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    seen: set[str] = set()
    for value, column in _values(roles):
        if value.language in seen and not item.many:
            draft.report(SEVERAL_VALUES, f"two texts in '{value.language}'", column=column, value=value.text[:80])
        seen.add(value.language)
        _check_script(draft, value, column)
        owner.add(item.rec, (value.text, value.language))


def _read_string(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, _column in _values(roles):
        owner.add(item.rec, value.text)


def _parsed(read: Callable[[str, Field], str]) -> Callable[[Draft, Owner, Field, Roles], None]:
    def reader(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
        for value, column in _values(roles):
            try:
                owner.add(item.rec, read(value.text, item))
            except ValueFault as fault:
                draft.report_fault(fault, column, value.text)

    return reader


def _read_decimal(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        try:
            owner.add(item.rec, read_decimal(value.text, item.name))
        except ValueFault as fault:
            hint = _swapped(draft, item.name, value.text) if fault.rule is BAD_COORDINATE else ""
            draft.report(fault.rule, fault.message, hint=hint or fault.hint, column=column, value=value.text)
            continue
        other = _OTHER_COORDINATE.get(item.name)
        if other and not draft.said(other):
            message = f"there is a {item.name}, but no {other}"
            draft.report(BAD_COORDINATE, message, hint=f"fill in the {other}", column=column, value=value.text)


def _swapped(draft: Draft, name: str, text: str) -> str:
    """Say so if a latitude and a longitude would both be right the other way round."""
    other = draft.said("longitude") if name == "latitude" else ""
    try:
        read_decimal(other, "latitude")
        read_decimal(text, "longitude")
    except ValueFault:
        return ""
    return f"latitude and longitude look swapped: {other} would be the latitude, {text} the longitude"


def _read_reference(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        iri = draft.refer(value.text, item, column, owner, item.rec)
        if iri:
            owner.add(item.rec, iri)


def _read_language_field(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        try:
            tag = read_language(value.text)
        except ValueFault as fault:
            draft.report_fault(fault, column, value.text)
            continue
        concept = _language_concept(draft, tag)
        if concept:
            owner.add(item.rec, concept)
        owner.add(f"{item.rec}Tag", tag)


def _read_wikidata(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        try:
            qid = read_qid(value.text)
        except ValueFault as fault:
            draft.report_fault(fault, column, value.text)
            continue
        if qid != value.text:
            draft.report(NORMALISED_VALUE, f"'{value.text}' was read as {qid}", column=column, value=value.text)
        owner.add("sameAs", WIKIDATA + qid)
        _add_identifier(draft, owner, column, ("wikidata", qid, "wikidata-id"))


def _read_identifier(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        _add_identifier(draft, owner, column, (slug(value.text), value.text, "identifier"))


def _add_identifier(draft: Draft, owner: Owner, column: int | str, what: tuple[str, str, str]) -> None:
    fragment, content, concept = what
    node = IDENTIFIER_NODE.make(
        f"{owner.iri}#identifier-{fragment}",
        draft.origin(column),
        content=content,
        type=draft.concept(concept),
    )
    draft.unique(owner, "identifier", node, column, f"the identifier '{content}'")


def _read_citation(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        draft.cite_text(owner, "", value.text, column)


def _read_duration(draft: Draft, owner: Owner, item: Field, roles: Roles) -> None:
    for value, column in _values(roles):
        low, _, high = value.text.partition("/")
        first, last = _DURATION.fullmatch(low), _DURATION.fullmatch(high or low)
        if not (first and last and _unit(first) == _unit(last)):
            message = f"'{value.text}' is not a duration"
            draft.report(BAD_CHOICE, message, hint="write P6M, P10D, PT3H, or a range such as P5M/P7M", column=column)
            continue
        unit, least, most = _unit(first), _amount(first), _amount(last)
        plural = "" if least == most == "1" else "s"
        span = least if least == most else f"{least} to {most}"
        owner.values[item.rec] = DURATION_NODE.make(
            owner.sub("duration"),
            draft.origin(column),
            label=(f"{span} {_UNITS[unit]}{plural}", "en"),
            iso=None if high else low,
            low=read_decimal(least),
            high=read_decimal(most),
            unit=draft.concept(_UNITS[unit]),
        )


def _unit(found: re.Match[str]) -> str:
    return found[2] or "H"


def _amount(found: re.Match[str]) -> str:
    return str(found[1] or found[3])


READERS: dict[FieldType, Callable[[Draft, Owner, Field, Roles], None]] = {
    FieldType.NAME: _read_name,
    FieldType.ALIAS: _read_alias,
    FieldType.TEXT: _read_text,
    FieldType.STRING: _read_string,
    FieldType.DATE: read_date,
    FieldType.REFERENCE: _read_reference,
    FieldType.SUBJECT: _read_reference,
    FieldType.IRI: _parsed(lambda text, _: read_iri(text)),
    FieldType.QID: _read_wikidata,
    FieldType.IDENTIFIER: _read_identifier,
    FieldType.INTEGER: _parsed(lambda text, _: read_integer(text)),
    FieldType.DECIMAL: _read_decimal,
    FieldType.LANGUAGE: _read_language_field,
    FieldType.CHOICE: _parsed(read_choice),
    FieldType.CITATION: _read_citation,
    FieldType.DURATION: _read_duration,
}
