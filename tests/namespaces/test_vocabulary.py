"""Official terms: unknown and superseded ones are named, and types are compared with domains and ranges."""

import subprocess
import sys

import pytest

from sedova_lod.namespaces import PREFIXES, domain_range_faults, is_known_namespace, superclasses, term_fault
from sedova_lod.namespaces.prefixes import REC

CRM, SCHEMA, XSD, SKOS = (PREFIXES[p] for p in ("crm", "schema", "xsd", "skos"))
NONE: frozenset[str] = frozenset()


def classes(*names: str) -> frozenset[str]:
    return frozenset(PREFIXES[name.partition(":")[0]] + name.partition(":")[2] for name in names)


@pytest.mark.parametrize(
    "iri",
    [
        f"{CRM}E52_Time-Span", f"{CRM}P14.1_in_the_role_of", f"{SCHEMA}birthDate", f"{SKOS}prefLabel",
        f"{PREFIXES['lrmoo']}F1_Work", f"{PREFIXES['rdfs']}label", f"{XSD}gYearMonth", f"{PREFIXES['geo']}wktLiteral",
        "https://example.org/own#term", f"{REC}birth",
    ],
)  # fmt: skip
def test_official_terms_and_those_of_unknown_vocabularies_have_no_fault(iri: str) -> None:
    assert term_fault(iri) == ""


@pytest.mark.parametrize(
    ("iri", "fault"),
    [
        (f"{SCHEMA}birthdate", "there is no term 'schema:birthdate'; did you mean 'schema:birthDate'?"),
        (f"{CRM}P98_was_born", "there is no term 'crm:P98_was_born'; did you mean 'crm:P98i_was_born'?"),
        (f"{XSD}datetime", "there is no term 'xsd:datetime'; did you mean 'xsd:dateTime'?"),
        (f"{SKOS}zzz", "there is no term 'skos:zzz'"),
        (f"{SCHEMA}containedIn", "'schema:containedIn' is superseded by 'schema:containedInPlace'"),
    ],
)
def test_faulty_terms_are_told_with_a_better_one(iri: str, fault: str) -> None:
    assert term_fault(iri) == fault


def test_a_class_used_as_a_property_is_told() -> None:
    assert term_fault(f"{CRM}E21_Person", "property") == "'crm:E21_Person' is a class, not a property"


def test_known_namespaces() -> None:
    assert is_known_namespace("https://linked.art/ns/terms/equivalent")
    assert not is_known_namespace(f"{REC}birth")


def test_superclasses_cross_vocabularies() -> None:
    assert f"{CRM}E65_Creation" in superclasses(f"{PREFIXES['lrmoo']}F27_Work_Creation")
    assert superclasses("https://example.org/own") == {"https://example.org/own"}


@pytest.mark.parametrize(
    ("prop", "subject", "value"),
    [
        ("crm:P14_carried_out_by", classes("crm:E65_Creation"), classes("crm:E21_Person")),
        ("crm:P14_carried_out_by", NONE, NONE),
        ("crm:P190_has_symbolic_content", classes("crm:E35_Title"), f"{XSD}string"),
        ("schema:spouse", classes("crm:E21_Person"), classes("crm:E21_Person")),
        ("schema:member", classes("schema:Thing"), classes("schema:Person")),
        ("schema:memberOf", classes("schema:Person"), classes("schema:OrganizationRole")),
        ("schema:memberOf", classes("schema:OrganizationRole"), classes("schema:Organization")),
        ("schema:birthDate", classes("schema:Person"), f"{XSD}gYear"),
        ("schema:additionalType", classes("schema:Person"), classes("schema:DefinedTerm")),
        ("schema:duration", classes("schema:Event"), f"{XSD}duration"),
        ("skos:prefLabel", classes("skos:Concept"), f"{XSD}string"),
        ("rec:birth", classes("crm:E21_Person"), NONE),
    ],
)
def test_what_fits(prop: str, subject: frozenset[str], value: frozenset[str] | str) -> None:
    iri = REC + "birth" if prop == "rec:birth" else next(iter(classes(prop)))
    assert domain_range_faults(iri, subject, value) == ()


@pytest.mark.parametrize(
    ("prop", "subject", "value", "fault"),
    [
        (
            "crm:P14_carried_out_by", classes("crm:E5_Event"), classes("crm:E21_Person"),
            "crm:P14_carried_out_by is said of crm:E7_Activity, not of crm:E5_Event",
        ),
        (
            "crm:P25_moved", classes("crm:E9_Move"), classes("crm:E74_Group"),
            "crm:P25_moved leads to crm:E19_Physical_Object, not to crm:E74_Group",
        ),
        (
            "crm:P190_has_symbolic_content", classes("crm:E35_Title"), NONE,
            "crm:P190_has_symbolic_content leads to rdfs:Literal, not to an IRI",
        ),
        (
            "crm:P2_has_type", classes("crm:E21_Person"), f"{XSD}string",
            "crm:P2_has_type leads to crm:E55_Type, not to a literal of xsd:string",
        ),
        (
            "schema:birthDate", classes("schema:Person"), f"{XSD}string",
            "schema:birthDate leads to schema:Date, not to a literal of xsd:string",
        ),
        (
            "schema:nationality", classes("schema:Person"), f"{XSD}string",
            "schema:nationality leads to schema:Country, not to a literal of xsd:string",
        ),
        (
            "schema:hasOccupation", classes("schema:Person"), classes("schema:DefinedTerm"),
            "schema:hasOccupation leads to schema:Occupation, not to schema:DefinedTerm",
        ),
        (
            "schema:text", classes("schema:Quotation"), classes("schema:Person"),
            "schema:text leads to schema:Text, not to an IRI",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit(prop: str, subject: frozenset[str], value: frozenset[str] | str, fault: str) -> None:
    assert domain_range_faults(next(iter(classes(prop))), subject, value) == (fault,)


def test_the_list_is_read_only_when_it_is_asked_for() -> None:
    code = "import sedova_lod.namespaces.vocabulary as v; print(v._terms.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
