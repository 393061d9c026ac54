"""Single decisions of the profiles: which class, which property, and what is left out."""

from typing import Any

import pyoxigraph as ox
import pytest

from sedova_lod.namespaces import PREFIXES, inverse_of
from sedova_lod.records.kinds import KINDS

from .conftest import Mapper
from .neighbours import CRM, SCHEMA, types_of
from .record_graph import Triples
from .rich_records import concept, iri, rich_record, small_record

LABEL = f"{PREFIXES['rdfs']}label"


def classes(triples: Triples, node: str) -> set[str]:
    return {c.replace(CRM, "crm:").replace(SCHEMA, "schema:") for c in types_of(triples).get(node, ())}


def values(triples: Triples, subject: str, prop: str) -> set[str]:
    found = (t.object for t in triples if t.subject.value == subject and t.predicate.value == prop)
    return {value.value for value in found}


def part(kind: str, prop: str, node_iri: str, **more: Any) -> Any:
    found = KINDS[kind].schema.property(prop)
    assert found is not None
    assert found.node is not None
    return found.node.make(node_iri, **more)


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        (None, {"crm:E7_Activity", "schema:Event"}),
        ("activity", {"crm:E7_Activity", "schema:Event"}),
        ("event", {"crm:E5_Event", "schema:Event"}),
        ("move", {"crm:E9_Move", "schema:Event", "schema:MoveAction"}),
        ("joining", {"crm:E85_Joining", "schema:Event"}),
        ("leaving", {"crm:E86_Leaving", "schema:Event"}),
        ("formation", {"crm:E66_Formation", "schema:Event"}),
        ("dissolution", {"crm:E68_Dissolution", "crm:E7_Activity", "schema:Event"}),
    ],
)
def test_class_of_an_event(category: str | None, expected: set[str], map_record: Mapper) -> None:
    record = small_record("event", category=category)
    assert classes(map_record("event", record, "both"), record[0]) == expected


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        (None, "CreativeWork"), ("work", "CreativeWork"), ("book", "Book"), ("article", "Article"),
        ("letter", "Message"), ("newspaper", "Newspaper"), ("periodical", "Periodical"), ("report", "Report"),
        ("webpage", "WebPage"), ("play", "Play"), ("manuscript", "Manuscript"), ("legislation", "Legislation"),
    ],
)  # fmt: skip
def test_class_of_a_work(category: str | None, expected: str, map_record: Mapper) -> None:
    record = small_record("work", category=category)
    found = classes(map_record("work", record, "both"), record[0])
    assert found == {"crm:E31_Document", "crm:E33_Linguistic_Object", f"schema:{expected}"}


@pytest.mark.parametrize(
    ("kind", "category", "expected"),
    [
        ("group", None, {"crm:E74_Group", "schema:Organization"}),
        ("group", "organization", {"crm:E74_Group", "schema:Organization"}),
        ("group", "couple", {"crm:E74_Group", "schema:Thing"}),
        ("group", "family", {"crm:E74_Group", "schema:Thing"}),
        ("group", "people", {"crm:E74_Group", "schema:Thing"}),
        ("place", None, {"crm:E53_Place", "schema:Place"}),
        ("place", "country", {"crm:E53_Place", "schema:Country"}),
        ("place", "city", {"crm:E53_Place", "schema:City"}),
        ("object", None, {"crm:E22_Human-Made_Object", "schema:CreativeWork"}),
        ("object", "artwork", {"crm:E22_Human-Made_Object", "schema:VisualArtwork"}),
    ],
)
def test_class_by_category(kind: str, category: str | None, expected: set[str], map_record: Mapper) -> None:
    record = small_record(kind, category=category)
    assert classes(map_record(kind, record, "both"), record[0]) == expected


@pytest.mark.parametrize(
    ("category", "crm", "skos", "schema"),
    [
        (None, "E55_Type", "Concept", "DefinedTerm"),
        ("type", "E55_Type", "Concept", "DefinedTerm"),
        ("property", "E55_Type", "Concept", "DefinedTerm"),
        ("language", "E56_Language", "Concept", "DefinedTerm"),
        ("unit", "E58_Measurement_Unit", "Concept", "DefinedTerm"),
        ("scheme", "E32_Authority_Document", "ConceptScheme", "DefinedTermSet"),
    ],
)
def test_class_of_a_concept(category: str | None, crm: str, skos: str, schema: str, map_record: Mapper) -> None:
    record = small_record("concept", category=category)
    found = classes(map_record("concept", record, "both"), record[0])
    assert found == {f"crm:{crm}", f"{PREFIXES['skos']}{skos}", f"schema:{schema}"}


def test_a_list_of_concepts_has_no_place_among_concepts(map_record: Mapper) -> None:
    triples = map_record("concept", rich_record("concept", category="scheme"), "both")
    placing = ("inScheme", "broader", "broader_term", "narrower", "inDefinedTermSet", "is_listed_in", "Match")
    assert [t for t in triples if t.predicate.value.endswith(placing)] == []


def test_a_concept_of_another_vocabulary_gets_no_sub_nodes(map_record: Mapper) -> None:
    own = f"{PREFIXES['aat']}300404670"
    triples = map_record("concept", rich_record("concept", iri=own), "both")
    assert {t.subject.value for t in triples} == {own}


@pytest.mark.parametrize("parent", ["mother", "father"])
def test_a_parent_by_birth_makes_the_birth_even_without_date_and_place(parent: str, map_record: Mapper) -> None:
    record = small_record("person", **{parent: iri("person", "somebody")})
    triples = map_record("person", record, "cidoc_crm")
    birth = f"{record[0]}#birth"
    role = {"mother": "P96_by_mother", "father": "P97_from_father"}[parent]
    assert values(triples, record[0], f"{CRM}P98i_was_born") == {birth}
    assert classes(triples, birth) == {"crm:E67_Birth"}
    assert values(triples, birth, LABEL) == {"Birth of Natalia Sedova"}
    assert values(triples, birth, CRM + role) == {iri("person", "somebody")}
    assert values(triples, record[0], f"{CRM}P152_has_parent") == {iri("person", "somebody")}


def test_a_birth_with_a_date_and_both_parents_is_one_birth(map_record: Mapper) -> None:
    record = rich_record("person")
    triples = map_record("person", record, "cidoc_crm")
    assert values(triples, record[0], f"{CRM}P98i_was_born") == {f"{record[0]}#birth"}
    assert values(triples, f"{record[0]}#birth", LABEL) == {"Birth of Natalia Sedova"}


def test_a_person_who_is_no_child_in_the_data_has_no_birth(map_record: Mapper) -> None:
    assert [t for t in map_record("person", small_record("person"), "both") if "#birth" in str(t)] == []


def test_a_membership_without_a_role_has_no_property_class(map_record: Mapper) -> None:
    root = iri("person", "natalia-sedova")
    row = part("person", "membership", f"{root}#membership-x", group=iri("group", "x"))
    triples = map_record("person", small_record("person", membership=(row,)), "cidoc_crm")
    assert values(triples, root, f"{CRM}P107i_is_current_or_former_member_of") == {iri("group", "x")}
    assert [t for t in triples if "PC14" in str(t)] == []


def test_a_property_class_never_stands_without_its_property(map_record: Mapper) -> None:
    for kind in ("person", "event"):
        triples = map_record(kind, rich_record(kind), "cidoc_crm")
        roles = [n for n, found in types_of(triples).items() if f"{CRM}PC14_carried_out_by" in found]
        assert len(roles) == 1
        (domain,) = values(triples, roles[0], f"{CRM}P01_has_domain")
        (agent,) = values(triples, roles[0], f"{CRM}P02_has_range")
        assert agent in values(triples, domain, f"{CRM}P14_carried_out_by")


def test_who_suffers_an_event_does_not_carry_it_out(map_record: Mapper) -> None:
    victim, police = iri("person", "natalia-sedova"), iri("group", "police")
    record = small_record("event", actor=(police,), participant=(victim,))
    triples = map_record("event", record, "both")
    assert values(triples, record[0], f"{CRM}P14_carried_out_by") == {police}
    assert values(triples, record[0], f"{CRM}P11_had_participant") == {victim}
    assert values(triples, record[0], f"{SCHEMA}agent") == {police}
    assert values(triples, record[0], f"{SCHEMA}attendee") == {victim}
    assert "schema:Action" in classes(triples, record[0])


@pytest.mark.parametrize(
    ("category", "prop"), [("move", "P25_moved"), ("joining", "P143_joined"), ("leaving", "P145_separated")]
)
def test_participants_move_join_or_leave(category: str, prop: str, map_record: Mapper) -> None:
    record = rich_record("event", category=category)
    found = values(map_record("event", record, "cidoc_crm"), record[0], CRM + prop)
    assert found == {iri("person", "natalia-sedova"), iri("person", "cell-mate")}


@pytest.mark.parametrize(
    ("category", "prop"),
    [
        (None, "P11_had_participant"),
        ("event", "P11_had_participant"),
        ("move", "P11_had_participant"),
        ("formation", "P95_has_formed"),
        ("dissolution", "P99_dissolved"),
        ("joining", "P144_joined_with"),
        ("leaving", "P146_separated_from"),
    ],
)
def test_what_an_event_does_to_its_group(category: str | None, prop: str, map_record: Mapper) -> None:
    group = iri("group", "couple")
    record = small_record("event", category=category, group=(group,))
    triples = map_record("event", record, "cidoc_crm")
    assert {t.predicate.value for t in triples if t.object == ox.NamedNode(group)} == {CRM + prop}


@pytest.mark.parametrize(
    ("category", "prop"), [(None, "P15_was_influenced_by"), ("event", "P12_occurred_in_the_presence_of")]
)
def test_what_an_event_is_about(category: str | None, prop: str, map_record: Mapper) -> None:
    thing = iri("object", "hand-car")
    record = small_record("event", category=category, about=(thing,))
    triples = map_record("event", record, "cidoc_crm")
    assert {t.predicate.value for t in triples if t.object == ox.NamedNode(thing)} == {CRM + prop}


def test_a_duration_without_a_date_becomes_a_note(map_record: Mapper) -> None:
    record = rich_record("event", date=None)
    triples = map_record("event", record, "cidoc_crm")
    assert "6 months" in values(triples, record[0], f"{CRM}P3_has_note")
    assert [t for t in triples if t.subject.value.endswith("#duration") or "#timespan" in str(t)] == []


def test_only_a_letter_has_a_recipient_in_schema_org(map_record: Mapper) -> None:
    for category, expected in (("letter", {iri("person", "romain-rolland")}), ("book", set())):
        record = rich_record("work", category=category)
        assert values(map_record("work", record, "schema_org"), record[0], f"{SCHEMA}recipient") == expected


@pytest.mark.parametrize(("category", "prop"), [("artwork", "artMedium"), ("object", "material"), (None, "material")])
def test_medium_of_an_object_in_schema_org(category: str | None, prop: str, map_record: Mapper) -> None:
    record = rich_record("object", category=category)
    triples = map_record("object", record, "schema_org")
    said = {t.predicate.value for t in triples if getattr(t.object, "value", "") == "Oil paint on canvas"}
    assert said == {SCHEMA + prop}


def test_longitude_comes_first_and_equals_the_one_of_schema_org(map_record: Mapper) -> None:
    triples = map_record("place", rich_record("place"), "both")
    root = iri("place", "romny")
    point = {"POINT(33.4667 50.75)"}
    assert values(triples, root, f"{CRM}P168_place_is_defined_by") == point
    assert values(triples, f"{root}#geometry", f"{PREFIXES['geo']}asWKT") == point
    assert values(triples, f"{root}#geo", f"{SCHEMA}longitude") == {"33.4667"}
    assert values(triples, f"{root}#geo", f"{SCHEMA}latitude") == {"50.75"}


def test_a_latitude_alone_makes_no_position(map_record: Mapper) -> None:
    triples = map_record("place", small_record("place", latitude="50.75"), "both")
    assert [t for t in triples if "#ge" in t.subject.value or "POINT" in str(t)] == []


def test_a_date_is_no_more_precise_than_it_is_known(map_record: Mapper) -> None:
    record = rich_record("person")
    triples = map_record("person", record, "schema_org")
    (birth,) = [t.object for t in triples if t.predicate.value == f"{SCHEMA}birthDate"]
    assert str(birth) == '"1882-04"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'


def test_a_claim_asserts_nothing_on_its_subject(map_record: Mapper) -> None:
    record = rich_record("claim")
    triples = map_record("claim", record, "both")
    assert {t.subject.value.partition("#")[0] for t in triples} == {record[0]}
    assert values(triples, record[0], f"{CRM}P141_assigned") == {
        concept("homicide"), f"{record[0]}#value", f"{record[0]}#value-timespan",
    }  # fmt: skip


def test_relations_between_records_are_said_by_inverse_properties() -> None:
    pairs = [
        ("P152_has_parent", "P152i_is_parent_of"),
        ("P107_has_current_or_former_member", "P107i_is_current_or_former_member_of"),
        ("P14_carried_out_by", "P14i_performed"),
        ("P11_had_participant", "P11i_participated_in"),
        ("P9_consists_of", "P9i_forms_part_of"),
        ("P89_falls_within", "P89i_contains"),
        ("P46_is_composed_of", "P46i_forms_part_of"),
        ("P106_is_composed_of", "P106i_forms_part_of"),
        ("P127_has_broader_term", "P127i_has_narrower_term"),
        ("P183_ends_before_the_start_of", "P183i_starts_after_the_end_of"),
    ]
    assert [inverse_of(CRM + here) for here, _ in pairs] == [CRM + there for _, there in pairs]
