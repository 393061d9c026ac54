"""Node types that all kinds share: names, time-spans, identifiers, citations, durations."""

from __future__ import annotations

from sedova_lod.records.schema import NodeType, Property, ValueType

__all__ = [
    "CITATION_NODE",
    "DURATION_NODE",
    "EDTF",
    "IDENTIFIER_NODE",
    "NAME_NODE",
    "TIMESPAN_NODE",
    "WRITTEN_NODE",
    "XSD",
]

XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_DATE_TIME = f"{XSD}dateTime"


def _typed(name: str, datatype: str, doc: str) -> Property:
    return Property(name, ValueType.TYPED, datatype=datatype, doc=doc)


WRITTEN_NODE = NodeType(
    "WrittenDate",
    (
        Property("content", ValueType.STRING, doc="the date as the source wrote it"),
        Property("calendar", ValueType.IRI, doc="concept of the calendar in which it was written"),
    ),
)
TIMESPAN_NODE = NodeType(
    "Timespan",
    (
        Property("label", ValueType.TEXT, doc="the date in plain English"),
        _typed("edtf", EDTF, "the date in EDTF, proleptic Gregorian"),
        _typed("earliest", _DATE_TIME, "first possible moment; absent if open or unknown"),
        _typed("latest", _DATE_TIME, "last possible moment, inclusive"),
        _typed("beginLatest", _DATE_TIME, "last possible moment of the beginning"),
        _typed("endEarliest", _DATE_TIME, "first possible moment of the end"),
        Property("value", ValueType.DATED, doc="the date as one ISO 8601 value, where that is true"),
        Property("start", ValueType.DATED, doc="its beginning as an ISO 8601 value"),
        Property("end", ValueType.DATED, doc="its end as an ISO 8601 value"),
        Property("calendarNote", ValueType.TEXT, doc="says that the calendar is not stated"),
        Property("written", ValueType.NODE, node=WRITTEN_NODE, doc="the date as the source wrote it"),
    ),
)
NAME_NODE = NodeType(
    "Name",
    (
        Property("content", ValueType.STRING, doc="the name, without a language tag"),
        Property("text", ValueType.TEXT, doc="the name with its language tag"),
        Property("language", ValueType.IRI, doc="concept of the language"),
        Property("type", ValueType.IRI, doc="concept of the kind of name: primary name, alias ..."),
        Property("date", ValueType.NODE, node=TIMESPAN_NODE, doc="when the name was used"),
        Property("note", ValueType.TEXT, many=True, doc="a remark on the name"),
    ),
)
IDENTIFIER_NODE = NodeType(
    "Identifier",
    (
        Property("content", ValueType.STRING, doc="the identifier as written"),
        Property("type", ValueType.IRI, doc="concept of the kind of identifier"),
    ),
)
CITATION_NODE = NodeType(
    "Citation",
    (
        Property("label", ValueType.TEXT, doc="what the passage is, in English"),
        Property("work", ValueType.IRI, doc="work cited"),
        Property("locator", ValueType.STRING, doc="place in the work: 'line 5', 'p. 12'"),
        Property("about", ValueType.IRI, doc="the record or part that it supports"),
        Property("certainty", ValueType.IRI, doc="concept of how sure the curator is"),
    ),
)
DURATION_NODE = NodeType(
    "Duration",
    (
        Property("label", ValueType.TEXT, doc="the duration in plain English"),
        Property("iso", ValueType.STRING, doc="ISO 8601 duration, when it is one value"),
        _typed("low", f"{XSD}decimal", "lower limit"),
        _typed("high", f"{XSD}decimal", "upper limit"),
        Property("unit", ValueType.IRI, doc="concept of the unit"),
    ),
)
