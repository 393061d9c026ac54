"""What the bundled data set, once built, must satisfy: official terms that fit, shapes, dates, scripts."""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from sedova_lod.dates import Calendar, parse_date
from sedova_lod.namespaces import PREFIXES, domain_range_faults, term_fault
from sedova_lod.pipeline import validate_file

CRM, XSD = PREFIXES["crm"], PREFIXES["xsd"]
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SHAPES = Path(__file__).parents[2] / "shapes"
_SAMPLE_OF_KIND = 2


@pytest.fixture(scope="module")
def statements(built) -> list[ox.Triple]:
    return [q.triple for q in ox.parse(path=built.folder / "dataset.nt", format=ox.RdfFormat.N_TRIPLES)]


@pytest.fixture(scope="module")
def types(statements) -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    for subject, predicate, value in statements:
        if predicate.value == RDF_TYPE:
            found[subject.value].add(value.value)
    return {iri: frozenset(classes) for iri, classes in found.items()}


@pytest.mark.parametrize("name", ["dataset.nt", "void.ttl", "dataset.nq"])
def test_every_term_is_official_and_not_superseded(name, built):
    suffix = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    used = set()
    for quad in ox.parse(path=built.folder / name, format=suffix):
        used.add((quad.predicate.value, "property"))
        if quad.predicate.value == RDF_TYPE:
            used.add((quad.object.value, "class"))
        if isinstance(quad.object, ox.Literal):
            used.add((quad.object.datatype.value, "datatype"))
    assert {fault for fault in (term_fault(*one) for one in used) if fault} == set()


def test_every_property_is_said_of_fitting_things(statements, types):
    faults = set()
    for subject, predicate, value in statements:
        if predicate.value == RDF_TYPE:
            continue
        fitting = value.datatype.value if isinstance(value, ox.Literal) else types.get(value.value, frozenset())
        faults.update(domain_range_faults(predicate.value, types.get(subject.value, frozenset()), fitting))
    assert faults == set()


def test_every_node_of_the_data_set_that_is_named_is_described(statements, types):
    base = "https://w3id.org/sedova-lod/data/"
    named = {v.value for _, p, v in statements if isinstance(v, ox.NamedNode) and v.value.startswith(base)}
    assert {iri for iri in named - types.keys() if not iri.endswith(".ttl")} <= {base}


def _graph(statements) -> rdflib.Graph:
    text = ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")


def _shapes(*, is_history: bool) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        if path.stem.startswith("history") is is_history:
            graph.parse(path)
    return graph


def _sample(statements, types) -> list[ox.Triple]:
    """Take some records of each class with their parts, and the classes of all that they refer to."""
    chosen, taken = set(), defaultdict(int)
    for iri, classes in sorted(types.items()):
        if "#" not in iri and any(taken[c] < _SAMPLE_OF_KIND for c in classes):
            chosen.add(iri)
            for one in classes:
                taken[one] += 1
    own = [t for t in statements if t.subject.value.partition("#")[0] in chosen]
    around = {t.object.value for t in own if isinstance(t.object, ox.NamedNode)}
    more = [t for t in statements if t.subject.value in around and t.predicate.value == RDF_TYPE and t not in set(own)]
    return own + more


def _focus_results(report: rdflib.Graph, chosen: set[str]) -> list[str]:
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    found = report.subject_objects(shacl.focusNode)
    return [f"{focus}: {report.value(result, shacl.resultMessage)}" for result, focus in found if str(focus) in chosen]


def test_an_independent_engine_finds_a_sample_of_each_class_conforming(statements, types):
    sample = _sample(statements, types)
    described = {t.subject.value for t in sample if t.predicate.value != RDF_TYPE}
    _, report, _ = pyshacl.validate(_graph(sample), shacl_graph=_shapes(is_history=False))
    assert len(described) > 100
    assert _focus_results(report, described) == []


@pytest.mark.long
@pytest.mark.parametrize("is_history", [False, True])
def test_an_independent_engine_finds_the_whole_dump_conforming(is_history, statements):
    conforms, _, text = pyshacl.validate(_graph(statements), shacl_graph=_shapes(is_history=is_history))
    assert conforms, text


def test_the_description_of_the_data_set_satisfies_its_shape(built):
    data = rdflib.Graph().parse(built.folder / "void.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES / "dataset.ttl"))
    assert conforms, text
    assert validate_file(built.folder / "void.ttl", [SHAPES]).findings == []


def _days(statements, name) -> dict[str, datetime.datetime]:
    found = {}
    for subject, predicate, value in statements:
        if predicate.value == CRM + name:
            assert value.datatype.value == f"{XSD}dateTime"
            found[subject.value] = datetime.datetime.fromisoformat(value.value)
    return found


def _edtf(statements):
    for subject, predicate, value in statements:
        if predicate.value == f"{CRM}P82_at_some_time_within":
            yield subject.value, value.value


def test_every_edtf_date_is_read_back(statements):
    dates = dict(_edtf(statements))
    assert len(dates) > 100
    assert [text for text in dates.values() if parse_date(text).edtf != text] == []


def test_the_bounds_of_a_date_are_never_tighter_than_its_edtf(statements):
    begins, ends = _days(statements, "P82a_begin_of_the_begin"), _days(statements, "P82b_end_of_the_end")
    tighter = []
    for span, text in _edtf(statements):
        date = parse_date(text, calendar=Calendar.GREGORIAN)
        first, last = date.earliest_xsd, date.latest_xsd
        if span in begins and (not first or begins[span] > datetime.datetime.fromisoformat(first)):
            tighter.append((span, text, "begin"))
        if span in ends and (not last or ends[span] < datetime.datetime.fromisoformat(last)):
            tighter.append((span, text, "end"))
    assert tighter == []


@pytest.mark.parametrize(("tag", "script"), [("ru", "CYRILLIC"), ("en", "LATIN"), ("ru-latn", "LATIN")])
def test_the_script_of_every_text_is_that_of_its_tag(tag, script, statements):
    texts = {v.value for _, _, v in statements if isinstance(v, ox.Literal) and (v.language or "").lower() == tag}
    wrong = {t for t in texts if not any(script in unicodedata.name(sign, "") for sign in t if sign.isalpha())}
    assert {t for t in wrong if any(map(str.isalpha, t))} == set()
    assert texts or tag == "ru-latn"
