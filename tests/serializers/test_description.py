"""The description of the data set: VoID, DCAT and schema.org with true counts."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pyshacl
import pytest
import rdflib

from sedova_lod.serializers import Tally, WrittenFile, describe_dataset
from sedova_lod.settings import Dataset

BASE = "https://data.example.org/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
FOAF = rdflib.Namespace("http://xmlns.com/foaf/0.1/")
SCHEMA = rdflib.Namespace("http://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
HOME = rdflib.URIRef(BASE)


@pytest.fixture(scope="module")
def dataset():
    return Dataset(
        BASE,
        {"en": "Natalia Sedova and her circle", "ru": "Наталья Седова и её круг"},
        {"en": "Curated records of people, places, events and works around Natalia Sedova (1882-1962)."},
        ("The Sedova Archive",),
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "1.0",
        datetime.date(2026, 11, 23),
        datetime.date(2026, 11, 24),
        languages=("en", "ru"),
        contact="mailto:archive@example.org",
        keywords=("exile", "museums"),
    )


@pytest.fixture(scope="module")
def tally(sedova, romny):
    found = Tally()
    found.add(sedova)
    found.add(romny)
    return found


DUMPS = (WrittenFile("dataset.ttl", 1234, "ab" * 32), WrittenFile("dataset.nt.gz", 567, "cd" * 32))


BUILT_FROM = {"tables": ("records/people.csv",), "tool_version": "0.1.0"}


PARTS = (
    WrittenFile("part-00001.nt.zst", 99, "ab" * 32, "Part 1 of 2."),
    WrittenFile("part-00002.nt.zst", 9, "cd" * 32),
)


def graph_of(dataset, tally, dumps=DUMPS):
    return rdflib.Graph().parse(data=describe_dataset(dataset, tally, dumps, **BUILT_FROM), format="turtle")


def test_bytes_are_the_golden_ones(dataset, tally, request):
    golden = Path(__file__).parent / "golden" / "void.ttl"
    text = describe_dataset(dataset, tally, DUMPS, **BUILT_FROM).decode()
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text("utf-8")


def test_no_node_is_blank(dataset, tally):
    assert not any(isinstance(term, rdflib.BNode) for triple in graph_of(dataset, tally) for term in triple)


def test_counts_are_those_of_the_tally(dataset, tally):
    graph = graph_of(dataset, tally)
    assert graph.value(HOME, VOID.triples).toPython() == 26
    assert graph.value(HOME, VOID.entities).toPython() == 2
    parts = {
        str(graph.value(part, VOID.property)): graph.value(part, VOID.triples).toPython()
        for part in graph.objects(HOME, VOID.propertyPartition)
    }
    assert parts == dict(tally.properties)
    classes = {
        str(graph.value(part, VOID["class"])): graph.value(part, VOID.entities).toPython()
        for part in graph.objects(HOME, VOID.classPartition)
    }
    assert classes == dict(tally.classes)


def test_links_are_told_with_their_target(dataset, tally):
    graph = graph_of(dataset, tally)
    links = graph.value(HOME, VOID.subset)
    assert graph.value(links, VOID.triples).toPython() == 1
    assert graph.value(links, VOID.linkPredicate) == SCHEMA.sameAs
    target = graph.value(links, VOID.objectsTarget)
    assert str(graph.value(target, VOID.uriSpace)) == "http://www.wikidata.org/entity/"


def test_each_dump_is_told_with_address_size_and_checksum(dataset, tally):
    graph = graph_of(dataset, tally)
    found = {
        (str(graph.value(node, DCAT.downloadURL)), graph.value(node, DCAT.byteSize).toPython())
        for node in graph.objects(HOME, DCAT.distribution)
    }
    assert found == {(f"{BASE}dataset.ttl", 1234), (f"{BASE}dataset.nt.gz", 567)}


def test_a_file_of_another_format_has_no_feature(dataset, tally):
    graph = graph_of(dataset, tally, [WrittenFile("dataset.parquet", 1, "ab" * 32)])
    node = graph.value(HOME, DCAT.distribution)
    assert graph.value(node, DCAT.mediaType) is None
    assert graph.value(HOME, VOID.feature) is None


def test_what_the_project_does_not_say_is_left_out(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, modified=None, contact=""), tally)
    assert graph.value(HOME, DCTERMS.modified) is None
    assert graph.value(HOME, DCAT.contactPoint) is None


def test_a_contact_may_be_a_page(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, contact="https://example.org/contact"), tally)
    contact = graph.value(HOME, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasURL) == rdflib.URIRef("https://example.org/contact")


def test_a_creator_may_be_an_address(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, creators=("https://orcid.org/0000-0002-1825-0097",)), tally)
    assert graph.value(HOME, DCTERMS.creator) == rdflib.URIRef("https://orcid.org/0000-0002-1825-0097")


def test_two_creators_never_become_one(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, creators=("A. B", "A B", "sedova-lod", "!!", "http://a b")), tally)
    names = {str(agent): str(graph.value(agent, FOAF.name)) for agent in graph.objects(HOME, DCTERMS.creator)}
    assert names == {
        f"{BASE}agent/a-b": "A. B",
        f"{BASE}agent/A%20B": "A B",
        f"{BASE}agent/{'sedova-lod'}": "sedova-lod",
        f"{BASE}agent/%21%21": "!!",
        f"{BASE}agent/http-a-b": "http://a b",
    }


def test_languages_have_their_address_where_one_is_known(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, languages=("ru-Latn", "chu", "x-mine")), tally)
    assert {str(language) for language in graph.objects(HOME, DCTERMS.language)} == {
        "http://id.loc.gov/vocabulary/iso639-1/ru",
        "http://id.loc.gov/vocabulary/iso639-2/chu",
    }


def test_terms_of_unknown_vocabularies_are_counted_too(dataset, sedova):
    tally = Tally()
    tally.add(sedova)
    tally.properties["https://own.example.net/terms#shelfmark"] = 1
    part = rdflib.URIRef(f"{BASE}#property-https%3A%2F%2Fown.example.net%2Fterms%23shelfmark")
    graph = graph_of(dataset, tally)
    assert graph.value(part, VOID.triples).toPython() == 1


def test_a_base_that_ends_in_a_hash_gives_no_second_one(dataset, tally):
    graph = graph_of(dataclasses.replace(dataset, base="https://example.org/data#"), tally)
    assert all(str(term).count("#") < 2 for triple in graph for term in triple if isinstance(term, rdflib.URIRef))
    home = rdflib.URIRef("https://example.org/data#")
    assert rdflib.URIRef("https://example.org/dataset.ttl") in set(graph.objects(home, VOID.dataDump))


def test_the_build_is_told_with_its_tables_and_the_tool(dataset, tally):
    graph = graph_of(dataset, tally)
    build, table = graph.value(HOME, PROV.wasGeneratedBy), graph.value(HOME, PROV.wasDerivedFrom)
    assert str(build) == f"{BASE}build/1.0"
    assert list(graph.objects(build, PROV.used)) == [table]
    tool = graph.value(build, PROV.wasAssociatedWith)
    assert str(graph.value(tool, SCHEMA.softwareVersion)) == "0.1.0"
    assert not list(graph.triples((None, PROV.endedAtTime, None)))


def test_the_version_of_the_tool_may_be_left_out(dataset, tally):
    assert b"softwareVersion" not in describe_dataset(dataset, tally, DUMPS)


def test_each_file_has_the_licence(dataset, tally):
    graph = graph_of(dataset, tally)
    files = list(graph.objects(HOME, DCAT.distribution))
    assert len(files) == 2
    assert {str(graph.value(file, DCTERMS.license)) for file in files} == {dataset.license}


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("https://opendatacommons.org/licenses/pddl/1-0/", True),
        ("http://rightsstatements.org/vocab/InC/1.0/", False),
    ],
)
def test_only_a_known_open_licence_is_said_to_be_free(dataset, tally, licence, is_open):
    graph = graph_of(dataclasses.replace(dataset, license=licence), tally)
    assert (graph.value(HOME, SCHEMA.isAccessibleForFree) is not None) is is_open
    assert (graph.value(HOME, DCTERMS.accessRights) is not None) is is_open


def test_an_address_of_a_registry_tells_a_person_from_an_organization(dataset, tally):
    creators = ("https://orcid.org/0000-0002-1825-0097", "https://ror.org/05dxps055", "Somebody")
    graph = graph_of(dataclasses.replace(dataset, creators=creators), tally)
    types = {str(a): set(graph.objects(a, rdflib.RDF.type)) for a in graph.objects(HOME, DCTERMS.creator)}
    assert types == {
        creators[0]: {FOAF.Agent, FOAF.Person, SCHEMA.Person},
        creators[1]: {FOAF.Agent, FOAF.Organization, SCHEMA.Organization},
        f"{BASE}agent/somebody": {FOAF.Agent},
    }


def test_what_search_engines_ask_for_is_there(dataset, tally):
    graph = graph_of(dataset, tally)
    said = {str(p).removeprefix(str(SCHEMA)) for p in graph.predicates(HOME) if str(p).startswith(str(SCHEMA))}
    assert said >= {
        "creator", "dateModified", "datePublished", "description", "distribution", "identifier", "inLanguage",
        "isAccessibleForFree", "keywords", "license", "name", "url", "version",
    }  # fmt: skip
    file = graph.value(HOME, SCHEMA.distribution)
    assert graph.value(file, SCHEMA.contentUrl)
    assert graph.value(file, SCHEMA.encodingFormat)


@pytest.mark.parametrize("dumps", [DUMPS, PARTS], ids=["whole", "parts"])
def test_the_description_fits_the_shapes_of_dcat_ap(dumps, dataset, tally):
    shapes = Path(__file__).parents[3] / "shared" / "conformance" / "dcat-ap" / "dcat-ap-3.0.1-SHACL.ttl"
    if not shapes.exists():
        pytest.skip("the shapes of DCAT-AP 3.0.1 are not here")
    conforms, _, told = pyshacl.validate(graph_of(dataset, tally, dumps), shacl_graph=rdflib.Graph().parse(shapes))
    assert conforms, told
