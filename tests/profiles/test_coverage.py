"""Every field of a record is said in both vocabularies, or it is known why not."""

from collections.abc import Iterator

import pytest

from sedova_lod.mapping import load_profiles
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.schema import Node, NodeType, iter_nodes

from .rich_records import rich_record

SHARED = ("Name", "Timespan", "WrittenDate", "Identifier", "Citation", "Duration")
SCHEMAS = {name: kind.schema for name, kind in KINDS.items()}

NOT_IN_CRM = {
    "id": "the IRI holds it",
    "value": "the bounds of the date say it",
    "start": "the bounds of the date say it",
    "end": "the bounds of the date say it",
    "iso": "limits and unit say it",
    "languageTag": "the language's concept says it",
    "Group.category": "CIDOC-CRM has one class for all groups",
    "Place.category": "CIDOC-CRM has one class for all places",
    "Object.category": "CIDOC-CRM has one class for all objects",
    "Work.category": "CIDOC-CRM has one class for all works",
    "Concept.category": "a type, as when it is absent",
    "Concept.title": "only labels of parts are made of it",
    "Event.title": "only labels of parts are made of it",
    "Group.title": "only labels of parts are made of it",
    "Birth.label": "made of the title too, for the mother's sake",
    "Creation.label": "made of the title too, for the author's sake",
    "Production.label": "made of the title too, for the maker's sake",
}
NOT_IN_SCHEMA = {
    "id": "the IRI holds it",
    "title": "only labels of CIDOC-CRM are made of it",
    "name": "labels say the names",
    "citation": "the works cited are what the record is the subject of",
    "label": "most parts are no nodes of schema.org",
    "Group.category": "an organization, as when it is absent",
    "Concept.category": "a type, as when it is absent",
    "Event.category": "the places left and reached say that it is a move",
    "Dissolution.place": "no property",
    "Publication.place": "no property",
    "Death.type": "no property",
    "Person.nationality": "schema.org wants a country, and the source gives an adjective",
    "Event.produced": "no property",
    "Event.used": "no property",
    "Event.after": "no property",
    "Event.before": "no property",
    "language": "the tag says it",
    "Object.keeper": "schema.org knows keepers of archives only",
    "Quotation.addressee": "only a message has a recipient",
    "Concept.broader": "SKOS says it",
    "Timespan.value": "events have a start and an end",
    "Claim.property": "no property",
    "Claim.value": "no property",
    "Claim.valueDate": "no property",
    "Claim.reportedBy": "no property",
    "Claim.certainty": "no property",
    "Claim.hedge": "no property",
    "Claim.rank": "no property",
    **{
        f"Timespan.{name}": "schema.org knows one value for a date"
        for name in ("edtf", "earliest", "latest", "beginLatest", "endEarliest", "calendarNote", "written")
    },
    **{f"Duration.{name}": "the ISO duration says it" for name in ("low", "high", "unit")},
    **{f"WrittenDate.{name}": "schema.org knows one value for a date" for name in ("content", "calendar")},
    **{f"Name.{name}": "labels say the names" for name in ("content", "text", "type", "date", "note")},
    **{f"Citation.{name}": "see citation" for name in ("work", "locator", "about", "certainty")},
}


def filled(kind: str) -> Iterator[tuple[str, str]]:
    """List the node types and properties that a rich record fills; nodes that all kinds share for events only."""
    found = {
        (node_type.name, prop.name)
        for node, node_type in iter_nodes(rich_record(kind), KINDS[kind].schema)
        for position, prop in enumerate(node_type.properties, start=2)
        if node[position] not in (None, ()) and (kind == "event" or node_type.name not in SHARED)
    }
    return iter(sorted(found))


def without(node: Node, node_type: NodeType, owner: str, name: str) -> Node:
    """Copy a node without one property of its own or of the nodes below it."""
    values = list(node)
    for position, prop in enumerate(node_type.properties, start=2):
        if (node_type.name, prop.name) == (owner, name):
            values[position] = () if prop.many else None
        elif prop.node is not None and prop.many:
            values[position] = tuple(without(child, prop.node, owner, name) for child in node[position])
        elif prop.node is not None and node[position] is not None:
            values[position] = without(node[position], prop.node, owner, name)
    return tuple(values)


def unsaid(kind: str, profile: str) -> set[str]:
    """Name the properties without which a rich record gives the same triples."""
    mapping = load_profiles([profile], SCHEMAS)
    record = rich_record(kind)
    whole = mapping.map_record(kind, record)
    return {
        f"{owner}.{name}"
        for owner, name in filled(kind)
        if mapping.map_record(kind, without(record, SCHEMAS[kind], owner, name)) == whole
    }


def unexplained(found: set[str], known: dict[str, str]) -> set[str]:
    return {each for each in found if each not in known and each.partition(".")[2] not in known}


@pytest.mark.parametrize("kind", KINDS)
def test_cidoc_crm_says_every_field(kind: str) -> None:
    assert unexplained(unsaid(kind, "cidoc_crm"), NOT_IN_CRM) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_schema_org_says_every_field_that_it_can(kind: str) -> None:
    assert unexplained(unsaid(kind, "schema_org"), NOT_IN_SCHEMA) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_records_of_these_tests_fill_every_field_of_their_own(kind: str) -> None:
    names = {prop.name for prop in KINDS[kind].schema.properties}
    found = {name for owner, name in filled(kind) if owner == KINDS[kind].node}
    assert names - found == ({"iri"} if kind == "concept" else set())
