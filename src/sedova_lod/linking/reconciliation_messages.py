"""The messages of the Reconciliation API, versions 0.1 and 0.2: which there are, and what each must look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sedova_lod.linking.message_forms import AnyOf, Flag, Form, FormFault, Keyed, Listed, Named, Number, Text, Words

__all__ = ["MESSAGES", "VERSIONS", "find_form_faults"]

VERSIONS = ("0.1", "0.2")
"""Versions of the API whose messages are known here."""

_TEXT, _NUMBER, _FLAG = Text(), Number(), Flag()
_ID_IN_BRACES = Text(re.compile(r"\{\{id\}\}"), "must hold {{id}}")
_DATE_AND_TIME = Text(
    re.compile(
        r"^-?(?:[1-9][0-9]*)?[0-9]{4}-(?:1[0-2]|0[1-9])-(?:3[01]|0[1-9]|[12][0-9])"
        r"T(?:2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?$"
    ),
    "must be a date and time like 1906-02-24T00:00:00",
)


class _Type:
    """A type of version 0.2, that may have broader ones."""

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        more: dict[str, Form] = {"description": _TEXT, "broader": Listed(self)}
        yield from Keyed({"id": _TEXT, "name": _TEXT}, more).faults(value, where)


_TYPE = _Type()
_OLD_TYPE = Keyed({"id": _TEXT, "name": _TEXT}, {"description": _TEXT})
_TYPE_OR_ID = AnyOf("the id of a type, or an object with one", (_TEXT, Keyed({"id": _TEXT}, {"name": _TEXT})))
_ITEM = Keyed({"id": _TEXT, "name": _TEXT}, {"description": _TEXT})


def _suggested(item: Form) -> Keyed:
    return Keyed({"result": Listed(item)})


_ENTITY_SUGGESTIONS = _suggested(
    Keyed({"id": _TEXT, "name": _TEXT}, {"description": _TEXT, "notable": Listed(_TYPE_OR_ID)})
)

_VALUE = AnyOf("a text, a number, true, false or an object with an id",
               (_TEXT, _NUMBER, _FLAG, Keyed({"id": _TEXT}, {"name": _TEXT})))  # fmt: skip
_CONDITION = Keyed({"pid": _TEXT, "v": AnyOf("a value or a list of values", (_VALUE, Listed(_VALUE)))})
_QUERY_PARTS: dict[str, Form] = {
    "query": _TEXT,
    "type": AnyOf("a text or a list of texts", (_TEXT, Listed(_TEXT))),
    "limit": _NUMBER,
    "properties": Listed(_CONDITION),
    "type_strict": Words(("any", "should", "all")),
}
_OLD_QUERY = Keyed({"query": _TEXT}, _QUERY_PARTS, is_closed=True)


class _Query:
    """A query of version 0.2, that asks for a name, or for values."""

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        yield from Keyed({}, _QUERY_PARTS, is_closed=True).faults(value, where)
        if isinstance(value, Mapping) and "query" not in value and not value.get("properties"):
            yield FormFault(where, "lacks 'query', and has no 'properties' in its place")


_FEATURE = Keyed({}, {"id": _TEXT, "value": AnyOf("a number, true or false", (_NUMBER, _FLAG))})
_OLD_CANDIDATE = Keyed({"id": _TEXT, "name": _TEXT, "score": _NUMBER}, {"match": _FLAG, "type": Listed(_TYPE_OR_ID)})
_CANDIDATE = Keyed(_OLD_CANDIDATE.needed,
                   {**_OLD_CANDIDATE.more, "description": _TEXT, "features": Listed(_FEATURE)})  # fmt: skip

_SUGGEST = Keyed({}, {
    "service_url": _TEXT, "service_path": _TEXT, "flyout_service_url": _TEXT,
    "flyout_service_path": Text(re.compile(r"\$\{id\}"), "must hold ${id}"),
})  # fmt: skip
_PREVIEW = Keyed({"url": _ID_IN_BRACES, "width": Number(is_whole=True), "height": Number(is_whole=True)})
_VIEW = Keyed({"url": _ID_IN_BRACES})


def _setting(name: str, default: Form, **more: Form) -> Keyed:
    return Keyed(
        {"type": Words((name,)), "label": _TEXT, "name": _TEXT, **more}, {"default": default, "help_text": _TEXT}
    )


_SETTING = AnyOf(
    "a setting of the type number, text, checkbox or select, with label and name",
    (
        _setting("number", _NUMBER),
        _setting("text", _TEXT),
        _setting("checkbox", _FLAG),
        _setting("select", _TEXT, choices=Listed(Keyed({"value": _TEXT, "name": _TEXT}))),
    ),
)
_EXTENSION = Keyed({}, {
    "propose_properties": Keyed({}, {"service_url": _TEXT, "service_path": _TEXT}),
    "property_settings": Listed(_SETTING),
})  # fmt: skip
_SECURITY = AnyOf(
    "a security scheme of OpenAPI",
    (
        Keyed({"type": Words(("apiKey",)), "name": _TEXT, "in": Words(("header", "query", "cookie"))}),
        Keyed({"type": Words(("http",)), "scheme": _TEXT}),
        Keyed({"type": Words(("basic",))}),
        Keyed({"type": Words(("oauth2",)), "flow": _TEXT}),
        Keyed({"type": Words(("oauth2",)), "flows": Named(Keyed())}),
        Keyed({"type": Words(("openIdConnect",)), "openIdConnectUrl": _TEXT}),
    ),
)
_SPACES: dict[str, Form] = {"name": _TEXT, "identifierSpace": _TEXT, "schemaSpace": _TEXT}
_OFFERS: dict[str, Form] = {
    "view": _VIEW,
    "suggest": Keyed({}, dict.fromkeys(("entity", "property", "type"), _SUGGEST)),
    "preview": _PREVIEW,
    "extend": _EXTENSION,
}
_OLD_MANIFEST = Keyed(_SPACES, {**_OFFERS, "defaultTypes": Listed(_OLD_TYPE)})
_MANIFEST = Keyed(
    {"versions": Listed(_TEXT, one="0.2"), **_SPACES},
    {**_OFFERS, "defaultTypes": Listed(_TYPE), "documentation": _TEXT, "serviceVersion": _TEXT, "logo": _TEXT,
     "authentication": _SECURITY, "feature_view": _VIEW, "batchSize": Number(is_whole=True)},
)  # fmt: skip

_EXTENSION_QUERY = Keyed({"ids": Listed(_TEXT), "properties": Listed(Keyed({"id": _TEXT}, {"settings": Keyed()}))})
_PROPERTY_META: dict[str, Form] = {"id": _TEXT, "name": _TEXT}
_TYPE_META = {"type": Keyed({"id": _TEXT}, {"name": _TEXT})}
_SERVICE_META = {"service": Text(re.compile("^https?://"), "must be a web address")}


def _rows(entity_more: dict[str, Form]) -> Named:
    closed: tuple[tuple[dict[str, Form], dict[str, Form]], ...] = (
        ({}, {}),
        ({"id": _TEXT, "name": _TEXT}, entity_more),
        ({"str": _TEXT}, {}),
        ({"float": _NUMBER}, {}),
        ({"int": Number(is_whole=True)}, {}),
        ({"date": _DATE_AND_TIME}, {}),
    )
    value = AnyOf(
        "an object with nothing but str, float, int, date, or id and name",
        tuple(Keyed(needed, more, is_closed=True) for needed, more in closed),
    )
    return Named(Named(Listed(value)))


_PROPOSAL = Keyed({"properties": Listed(_ITEM)}, {"type": _TEXT, "limit": _NUMBER})
_BOTH: dict[str, Form] = {
    "suggest-entities-response": _ENTITY_SUGGESTIONS,
    "suggest-properties-response": _suggested(_ITEM),
    "data-extension-query": _EXTENSION_QUERY,
    "data-extension-metadata": _EXTENSION,
    "data-extension-property-proposal": _PROPOSAL,
    "suggest-metadata": _SUGGEST,
    "preview-metadata": _PREVIEW,
    "flyout-response": Keyed({"id": _TEXT, "html": _TEXT}),
}
MESSAGES: dict[str, dict[str, Form]] = {
    "0.1": {
        **_BOTH,
        "manifest": _OLD_MANIFEST,
        "reconciliation-query-batch": Named(_OLD_QUERY),
        "reconciliation-result-batch": Named(Keyed({"result": Listed(_OLD_CANDIDATE)})),
        "suggest-types-response": _suggested(_OLD_TYPE),
        "data-extension-response": Keyed({"meta": Listed(Keyed(_PROPERTY_META, _TYPE_META)), "rows": _rows({})}),
    },
    "0.2": {
        **_BOTH,
        "manifest": _MANIFEST,
        "reconciliation-query-batch": Named(_Query()),
        "reconciliation-result-batch": Named(Keyed({"result": Listed(_CANDIDATE)})),
        "reconciliation-candidate": _CANDIDATE,
        "security-scheme": _SECURITY,
        "suggest-types-response": _suggested(_TYPE),
        "data-extension-response": Keyed(
            {"meta": Listed(Keyed(_PROPERTY_META, {**_TYPE_META, **_SERVICE_META})),
             "rows": _rows({"description": _TEXT})}
        ),
    },
}  # fmt: skip
"""What each message must look like, by version of the API and name of the message in its specification."""


def find_form_faults(message: str, value: Any, version: str = "0.2") -> list[FormFault]:
    """Tell what is wrong with a message.

    Args:
        message: Its name in the specification: `manifest`, `reconciliation-query-batch`.
        value: The message, as JSON was read.
        version: Version of the API.

    Returns:
        What is wrong, in the order of the message; empty if nothing is.

    Source:
        Reconciliation Service API, W3C Entity Reconciliation Community Group,
        https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/

    >>> [str(fault) for fault in find_form_faults("reconciliation-query-batch", {"q0": {"limit": 1}})]
    ["q0 lacks 'query', and has no 'properties' in its place"]
    """
    try:
        return list(MESSAGES[version][message].faults(value, ""))
    except RecursionError:
        return [FormFault("", "is nested too deeply")]
