"""What SARIF 2.1.0 demands of those parts of a log that we write, as a JSON Schema that allows nothing else.

Source:
    SARIF Version 2.1.0, sections 3.11, 3.13, 3.14, 3.18, 3.19, 3.20, 3.24, 3.27 to 3.30, 3.33, 3.35 and 3.49,
    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from typing import Any

__all__ = ["SARIF_SHAPE"]

_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_TEXT = {"type": "string", "minLength": 1}
_POSITIVE = {"type": "integer", "minimum": 1}
_INDEX = {"type": "integer", "minimum": 0}
_URI = {"type": "string", "pattern": r"^(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$"}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any], *, unique: bool = True) -> dict[str, Any]:
    return {"type": "array", "items": of, "uniqueItems": unique}


_MESSAGE = _object({"text": {"type": "string", "pattern": r"^(?:[^{}]|\{\{|\}\})*$"}})
_RULE = _object(
    {"id": _TEXT}, shortDescription=_MESSAGE, fullDescription=_MESSAGE, help=_MESSAGE,
    defaultConfiguration=_object({"level": _LEVEL}),
)  # fmt: skip
_LOCATION = _object(
    {
        "physicalLocation": _object(
            {"artifactLocation": _object({"uri": _URI}, index=_INDEX)},
            region=_object({"startLine": _POSITIVE}, startColumn=_POSITIVE),
        )
    },
    logicalLocations=_list(_object({"name": _TEXT})),
)
_RESULT = _object(
    {"message": _MESSAGE, "ruleId": _TEXT, "ruleIndex": _INDEX, "level": _LEVEL},
    locations=_list(_LOCATION, unique=False),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    suppressions=_list(_object({"kind": {"enum": ["inSource", "external"]}}, justification=_TEXT)),
    properties={"type": "object"},
)
_RUN = _object(
    {"tool": _object({"driver": _object({"name": _TEXT}, semanticVersion=_TEXT, rules=_list(_RULE))})},
    invocations=_list(_object({"executionSuccessful": {"type": "boolean"}}), unique=False),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    artifacts=_list(_object({"location": _object({"uri": _URI})})),
    results=_list(_RESULT, unique=False),
)
SARIF_SHAPE = _object({"version": {"const": "2.1.0"}, "runs": _list(_RUN, unique=False)}, **{"$schema": _URI})
