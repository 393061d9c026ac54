"""A user's own shapes give the results of the whole graph, however far they look and however the work is divided."""

from __future__ import annotations

from random import Random

import pytest

from sedova_lod.engines import load_mapping
from sedova_lod.pipeline.options import profile_names
from sedova_lod.validation import (
    ReferenceValidator,
    default_shape_files,
    divide_by_reach,
    load_shapes,
    reach_of,
    tell_term,
)
from tests.conftest import DATASET
from tests.validation.random_shapes import random_shapes

BASE = "https://data.example.org/"
TABLES = {
    "person": "id,name,born,born.place,mother,father,spouses,residence,gender\n"
    "a,Anna,1850,romny,,,b,romny,\n"
    "b,Boris,1848,paris,,,a,,male\n"
    "c,Clara,1880,romny,a,b,d;e,paris;romny,\n"
    "d,Dmitri,1879,,,,c,,male\n"
    "e,Elena,1905,paris,c,d,c,,\n"
    "f,Fyodor,1931,berlin,e,,,berlin,\n",
    "place": "id,name,category,part_of\nromny,Romny,city,ukraine\nukraine,Ukraine,country,\nparis,Paris,city,france\n"
    "france,France,country,\nberlin,Berlin,,\n",
}  # fmt: skip
WORDS = {
    "ex:p": "schema:parent", "ex:q": "schema:spouse", "ex:r": "schema:birthPlace",
    "ex:C": "schema:Person", "ex:D": "schema:Place", "ex:E": "schema:City",
    "ex:a": f"<{BASE}person/a>", "ex:b": f"<{BASE}person/c>", "ex:c": f"<{BASE}place/romny>", "ex:d": "<urn:nobody>",
}  # fmt: skip
NAMESPACES = {
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "ex": "http://example.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rec": "https://w3id.org/sedova-lod/record#",
}
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in NAMESPACES.items())


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    """Fetch what wide shapes ask for of few nodes, and read few records, at a time, so that nodes are parted."""
    monkeypatch.setattr("sedova_lod.validation.wide._BATCH_NODES", 2)
    monkeypatch.setattr("sedova_lod.validation.classes_referred_to._PIECE_BYTES", 20)


@pytest.fixture(scope="module")
def project(tmp_path_factory, build):
    """Write a small project, and build it without shapes of its own."""
    root = tmp_path_factory.mktemp("wide") / "project"
    root.mkdir()
    sections = []
    for kind, text in TABLES.items():
        (root / f"{kind}.csv").write_text(text, encoding="utf-8")
        sections.append(f'[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n')
    (root / "sedova.toml").write_text(DATASET + "".join(sections), encoding="utf-8")
    assert not build(root, root / "dist").has_failed
    return root


@pytest.fixture
def compare(project, build, tmp_path):
    """Compare the findings of a check with the results of pySHACL for the whole graph."""

    def run(shapes, project=project, **options):
        path = tmp_path / "own.ttl"
        path.write_text(PREFIXES + shapes, encoding="utf-8")
        graph = (project / "dist" / "dataset.nt").read_text(encoding="utf-8")
        results = ReferenceValidator(load_shapes([path])).validate_graph(graph)
        wanted = {(r.focus.strip("<>"), r.path, tell_term(r.value), r.severity, r.shape) for r in results}
        findings = build(project, shapes=(path,), **options).findings
        own = [f for f in findings if f.shape.startswith("http://example.org/")]
        found = {(f.focus, f.path, f.value, f.severity, f.shape) for f in own}
        assert (found - wanted, wanted - found) == (set(), set())
        return own

    return run


def many_shapes(seed):
    """Write shapes over the people and places of the project."""
    random = Random(seed)
    texts = []
    for number in range(8):
        text = random_shapes(random).partition("ex: <http://example.org/> .\n")[2]
        for root in range(3):
            text = text.replace(f"ex:S{root} ", f"ex:S{number}x{root} ")
        texts.append(text)
    shapes = "".join(texts).replace("_:x", "ex:a").replace("_:y", "ex:b")
    for word, meant in WORDS.items():
        shapes = shapes.replace(f"{word} ", f"{meant} ")
    return shapes


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_random_shapes_give_the_results_of_the_whole_graph(seed, compare):
    compare(many_shapes(seed), batch_records=1 + seed % 3)


DEEP = {
    "a class of the next record": (
        """sh:targetSubjectsOf schema:birthPlace ; sh:property [ sh:path schema:birthPlace ; sh:class schema:City ;
        sh:severity sh:Warning ; sh:message "people are born in cities" ]""",
        "person.csv:7 column D 'born.place': person/f: people are born in cities: place/berlin",
    ),
    "a path into the next record": (
        """sh:targetClass schema:Person ; sh:property [ sh:path ( schema:parent schema:birthDate ) ;
        sh:minCount 1 ; sh:severity sh:Warning ; sh:message "a birth date is known of no parent" ]""",
        "person.csv:2 column E 'mother': person/a: a birth date is known of no parent",
        "person.csv:3 column E 'mother': person/b: a birth date is known of no parent",
        "person.csv:5 column E 'mother': person/d: a birth date is known of no parent",
    ),
    "a shape of the next record": (
        """sh:targetClass schema:Person ; sh:property [ sh:path schema:birthPlace ; sh:node [ sh:property [
        sh:path schema:containedInPlace ; sh:minCount 1 ; sh:message "it lies in no country" ] ] ;
        sh:severity sh:Warning ; sh:message "the place of birth is incomplete" ]""",
        "person.csv:7 column D 'born.place': person/f: the place of birth is incomplete: it lies in no country: "
        "place/berlin",
    ),
    "who refers to a record": (
        """sh:targetClass schema:City ; sh:property [ sh:path [ sh:inversePath schema:birthPlace ] ;
        sh:maxCount 1 ; sh:severity sh:Warning ; sh:message "more than one person was born here" ]""",
        "place.csv:2: place/romny: more than one person was born here",
        "place.csv:4: place/paris: more than one person was born here",
    ),
    "all that is above": (
        """sh:targetClass schema:Person ; sh:property [ sh:path [ sh:oneOrMorePath schema:parent ] ;
        sh:maxCount 3 ; sh:severity sh:Warning ; sh:message "more than three ancestors are known" ]""",
        "person.csv:6: person/e: more than three ancestors are known",
        "person.csv:7: person/f: more than three ancestors are known",
    ),
    "values of a property": (
        """sh:targetObjectsOf schema:gender ; sh:pattern "female" ; sh:severity sh:Warning ;
        sh:message "only women are expected" """,
        "person.csv:3 column I 'gender': person/b: male: only women are expected",
    ),
    "a node of no record": (
        """sh:targetNode <https://data.example.org/place/rome> ; sh:property [ sh:path schema:name ; sh:minCount 1 ;
        sh:severity sh:Warning ; sh:message "the place must be described" ]""",
        "https://data.example.org/place/rome: the place must be described",
    ),
    "a query of any property": (
        """sh:targetClass schema:Country ; sh:severity sh:Warning ; sh:sparql [
        sh:message "{?other} says so" ; sh:select "SELECT $this ?other { ?other ?any $this . ?other a schema:City }" ;
        sh:prefixes [ sh:declare [ sh:prefix "schema" ; sh:namespace "http://schema.org/"^^xsd:anyURI ] ] ]""",
        "place.csv:3: place/ukraine: place/romny says so",
        "place.csv:5: place/france: place/paris says so",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP)
def test_what_lies_further_than_one_record_is_told_in_its_cell(name, compare):
    text, *told = DEEP[name]
    findings = compare(f"ex:S a sh:NodeShape ; {text} .", batch_records=1)
    assert [str(f).partition(" [shape-violated]")[0] for f in findings] == told


@pytest.mark.slow
def test_engines_agree_on_shapes_that_look_far(compare):
    shapes = "".join(f"ex:S{n} a sh:NodeShape ; {text} .\n" for n, (text, *_) in enumerate(DEEP.values()))
    assert compare(shapes, batch_records=1) == compare(shapes, engine="processes", jobs=2, batch_records=3)


def test_our_own_shapes_need_no_more_than_one_record_and_the_classes_of_its_neighbours():
    shapes = load_shapes(default_shape_files())
    for profile in ("schema_org", "cidoc_crm", "both"):
        assert divide_by_reach(shapes, reach_of(load_mapping(profile_names(profile)))) == (shapes, None)


def test_shapes_that_ask_for_classes_alone_are_told_from_those_that_look_further(tmp_path):
    path = tmp_path / "own.ttl"
    classes, steps = (DEEP[name][0] for name in ("a class of the next record", "a path into the next record"))
    path.write_text(f"{PREFIXES}ex:C a sh:NodeShape ; {classes} . ex:S a sh:NodeShape ; {steps} .", encoding="utf-8")
    near, wide = divide_by_reach(load_shapes([path]), reach_of(load_mapping(profile_names("both"))))
    assert wide is not None
    assert (wide.of_classes, wide.tops) == (("<http://example.org/C>",), ("<http://example.org/S>",))
    assert "targetSubjectsOf" not in near.core


OWN_PROFILE = {
    "concept": """CONSTRUCT { ?concept rdfs:subClassOf ?broader }
        WHERE { ?concept a rec:Concept . OPTIONAL { ?concept rec:broader ?broader } }""",
    "object": """CONSTRUCT { ?object a ?type ; schema:isPartOf ?whole ; schema:name ?label }
        WHERE { ?object a rec:Object . OPTIONAL { ?object rec:type ?type } OPTIONAL { ?object rec:partOf ?whole }
                OPTIONAL { ?object rec:label ?label } }""",
}
OBJECTS = {
    "concept": "id,name,broader\nartwork,Artwork,\nsculpture,Sculpture,artwork\nbust,Bust,sculpture\ntool,Tool,\n",
    "object": "id,name,type,part_of\nhead,Head of Lev,bust,group\ngroup,The family,sculpture,box\nbox,Box,tool,\n",
}


def test_classes_that_lie_below_others_in_the_data_are_known(make_project, build, tmp_path, compare):
    folder = tmp_path / "mine"
    folder.mkdir()
    prefixes = "".join(f"PREFIX {p}: <{n}>\n" for p, n in NAMESPACES.items())
    for kind, text in OWN_PROFILE.items():
        (folder / f"{kind}.rq").write_text(prefixes + text, encoding="utf-8")
    root = make_project(**OBJECTS)
    build(root, root / "dist", profile=str(folder))
    shapes = f"""ex:S a sh:NodeShape ; sh:targetClass <{BASE}concept/artwork> ; sh:property [
        sh:path schema:isPartOf ; sh:class <{BASE}concept/artwork> ; sh:severity sh:Warning ;
        sh:message "a part of a work of art must belong to one" ] ."""
    findings = compare(shapes, profile=str(folder), project=root, batch_records=1)
    assert [str(f) for f in findings] == [
        "object.csv:3 column D 'part_of': object/group: a part of a work of art must belong to one: object/box "
        "[shape-violated]"
    ]
