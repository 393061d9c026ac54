"""A small record kind with every type of value, one record of it, and short ways to write queries."""

from __future__ import annotations

from sedova_lod.errors import ProfileError
from sedova_lod.mapping import Mapping, QuerySource, compile_queries
from sedova_lod.records import NodeType, Property, ValueType

__all__ = ["HEAD", "IRI", "PERSON", "SCHEMAS", "compiled", "mapped", "messages", "query"]

XSD = "http://www.w3.org/2001/XMLSchema#"
IRI = "https://example.org/person/ana"
TIMESPAN = NodeType("Timespan", (Property("label", ValueType.TEXT), Property("value", ValueType.DATED)))
BIRTH = NodeType(
    "Birth",
    (
        Property("label", ValueType.TEXT),
        Property("place", ValueType.IRI),
        Property("date", ValueType.NODE, node=TIMESPAN),
        Property("note", ValueType.TEXT, many=True),
    ),
)
NAME = NodeType("Name", (Property("content", ValueType.STRING), Property("text", ValueType.TEXT)))
PERSON = NodeType(
    "Person",
    (
        Property("title", ValueType.STRING),
        Property("label", ValueType.TEXT, many=True),
        Property("name", ValueType.NODE, many=True, node=NAME),
        Property("birth", ValueType.NODE, node=BIRTH),
        Property("parent", ValueType.IRI, many=True),
        Property("mother", ValueType.IRI),
        Property("height", ValueType.TYPED, datatype=f"{XSD}decimal"),
        Property("children", ValueType.TYPED, datatype=f"{XSD}integer"),
        Property("seen", ValueType.TYPED, datatype=f"{XSD}dateTime"),
        Property("code", ValueType.TYPED, datatype=f"{XSD}string"),
    ),
)
SCHEMAS = {"person": PERSON}
HEAD = """PREFIX rec: <https://w3id.org/sedova-lod/record#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX s: <http://schema.org/>
PREFIX sl: <https://w3id.org/sedova-lod/function#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def query(template: str, where: str) -> str:
    """Write a query: the template stands in line 6, the WHERE part begins in line 7, its own text in line 8."""
    return f"{HEAD}CONSTRUCT {{ {template} }}\nWHERE {{ ?p a rec:Person .\n{where}\n}}\n"


def compiled(template: str, where: str) -> Mapping:
    """Compile a query."""
    return compile_queries([QuerySource("q.rq", query(template, where))], SCHEMAS)


def mapped(template: str, where: str, **values: object) -> dict[str, dict[str, list[str]]]:
    """Map one person; give the objects by subject and predicate, with short names."""
    blocks = compiled(template, where).map_record("person", PERSON.make(IRI, **values))
    return {_short(s): {_short(p): list(objects) for p, objects in statements} for s, statements in blocks}


def _short(iri: str) -> str:
    for prefix, namespace in (("s:", "http://schema.org/"), ("rdfs:", "http://www.w3.org/2000/01/rdf-schema#")):
        iri = iri.replace(namespace, prefix)
    return iri.replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a").replace(IRI, "ana")


def messages(text: str) -> list[str]:
    """List the faults of a query text."""
    try:
        compile_queries([QuerySource("q.rq", text)], SCHEMAS)
    except ProfileError as error:
        return [str(fault) for fault in error.faults]
    return []
