"""The shapes of history on RDF from elsewhere; pyshacl, an independent engine, finds the same."""

import functools
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from sedova_lod.findings import rule_for_shape
from sedova_lod.findings.history import HISTORY_RULES
from sedova_lod.namespaces import PREFIXES
from sedova_lod.validation import load_shapes, validate_rdf

FILES = sorted((Path(__file__).parents[2] / "shapes").glob("history*.ttl"))
GOOD = Path(__file__).parents[1] / "shapes" / "good"
BASE = "https://data.example.org/"
NATALIA, ROLE = "person/natalia", "event/arrest#participation-police-captor"

CASES = [
    ("event", "1905-01-01T00:00:00Z", "1971-01-01T00:00:00Z", {("event/arrest", "presence-outside-life")}),
    ("event", "crm:P02_has_range <group/police>", "crm:P02_has_range <person/natalia>", {(ROLE, "role-without-act")}),
    ("person", "1900-12-31T23:59:59Z", "1881-12-31T23:59:59Z", {("person/natalia#birth", "act-after-death")}),
    ("person", '"1962-01-23"^^xsd:date', '"1961"^^xsd:gYear', {(NATALIA, "date-not-of-event")}),
    ("person", "schema:spouse <person/natalia> ;", "", {(NATALIA, "spouse-not-mutual")}),
    ("person", '"Father"@en ; crm:P152i_is_parent_of <person/natalia> ;', '"Father"@en ;',
     {(NATALIA, "parent-without-child")}),
    ("person", 'rdfs:label "Father"@en', 'rdfs:label "Father"@en ; schema:parent <person/natalia>',
     {(NATALIA, "own-ancestor"), ("person/father", "own-ancestor"), ("person/father", "parent-without-child")}),
    ("person", "Q33391", "Q262376", {(NATALIA, "shared-item"), ("person/leon", "shared-item")}),
    ("claim", 'rdfs:label "Death of Lev"@en', 'rdfs:label "Death of Lev"@en ; crm:P2_has_type <concept/homicide>',
     {("claim/orlov", "conjecture-asserted")}),
]  # fmt: skip


def turtle(name: str) -> str:
    prefixes = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    return f"@base <{BASE}> .\n{prefixes}" + (GOOD / f"{name}.ttl").read_text(encoding="utf-8")


def by_us(text: str) -> set[tuple[str, str]]:
    triples = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    ntriples = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert ntriples is not None
    results = validate_rdf(ntriples.decode(), load_shapes(FILES))
    return {(r.focus.strip("<>").removeprefix(BASE), rule_for_shape(r.shape).code) for r in results}


@functools.cache
def read_by_rdflib(file: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(file)


def by_pyshacl(text: str, codes: set[str] | None = None) -> set[tuple[str, str]]:
    """Run the shapes of all files, or of those files that have shapes with some codes: pyshacl takes its time."""
    shapes = rdflib.Graph()
    for file in FILES:
        of_file = read_by_rdflib(file)
        own = set(of_file.subjects(SH.sparql))
        shapes += of_file
        if codes is not None and not codes & {rule_for_shape(str(shape)).code for shape in own}:
            for shape in own:
                shapes.add((shape, SH.deactivated, rdflib.Literal(True)))
    _, report, _ = pyshacl.validate(rdflib.Graph().parse(data=text, format="turtle"), shacl_graph=shapes)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape))
        found.add((str(report.value(result, SH.focusNode)).removeprefix(BASE), rule_for_shape(shape).code))
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in GOOD.glob("*.ttl")))
def test_good_records_are_sound(name):
    assert by_us(turtle(name)) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    CASES,
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:40],
)
def test_one_thing_changed_is_found_by_us_and_by_pyshacl(monkeypatch, name, old, new, expected):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    text = turtle(name)
    assert old in text
    bad = text.replace(old, new, 1)
    assert by_us(bad) == expected
    assert by_pyshacl(bad, {code for _, code in expected}) == expected


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: sorted(case[3])[0][1])
def test_pyshacl_finds_the_same_with_all_shapes(monkeypatch, case):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    name, old, new, expected = case
    assert by_pyshacl(turtle(name).replace(old, new, 1)) == expected


def test_every_shape_has_a_rule_of_its_own_and_its_severity():
    codes = {rule.code: rule for rule in HISTORY_RULES}
    severities = {"Violation": "error", "Warning": "warning", "Info": "info"}
    for rule in load_shapes(FILES).rules:
        found = codes[rule_for_shape(rule.shape).code]
        assert severities[rule.severity.rpartition("#")[2]] == found.severity.label


def test_all_shapes_run_as_one_query_each():
    shapes = load_shapes(FILES)
    assert shapes.beyond == ()
    assert len(shapes.rules) == sum(file.read_text(encoding="utf-8").count("sh:sparql [") for file in FILES)
