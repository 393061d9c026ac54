"""What every record's triples must be like: official terms that fit, own subjects, names, sound by the shapes."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import shacl

from sedova_lod.namespaces import PREFIXES, domain_range_faults, term_fault
from sedova_lod.records.kinds import KINDS

from .conftest import Mapper
from .neighbours import neighbour_triples, neighbour_types, types_of
from .record_graph import PROFILES, RDF_TYPE, Triples, ntriples
from .rich_records import rich_record, small_record

SHAPES = Path(__file__).parents[2] / "shapes"
CATEGORIES = [
    (kind, choice)
    for kind in KINDS
    if "category" in KINDS[kind].columns
    for choice in KINDS[kind].columns["category"][1].choices
]


def term_faults(triples: Triples) -> set[str]:
    faults = {term_fault(t.predicate.value, "property") for t in triples}
    faults |= {term_fault(t.object.value, "class") for t in triples if t.predicate.value == RDF_TYPE}
    faults |= {term_fault(t.object.datatype.value, "datatype") for t in triples if isinstance(t.object, ox.Literal)}
    return faults - {""}


def fit_faults(triples: Triples) -> Iterator[str]:
    types = neighbour_types(triples) | types_of(triples)
    for subject, predicate, value in triples:
        if predicate.value != RDF_TYPE:
            is_literal = isinstance(value, ox.Literal)
            fitting = value.datatype.value if is_literal else types.get(value.value, frozenset())
            yield from domain_range_faults(predicate.value, types.get(subject.value, frozenset()), fitting)


@pytest.fixture(scope="session")
def core_shapes() -> shacl.Shapes:
    files = sorted(path for path in SHAPES.glob("*.ttl") if not path.stem.startswith("history"))
    triples = "".join(ntriples(q.triple for q in ox.parse(path=f, rename_blank_nodes=True)) for f in files)
    return shacl.Shapes.from_text(triples, format="ntriples")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", KINDS)
def test_terms_are_official_and_fit(kind: str, profile: str, map_record: Mapper) -> None:
    triples = map_record(kind, rich_record(kind), profile)
    assert term_faults(triples) == set()
    assert set(fit_faults(triples)) == set()


@pytest.mark.parametrize(("kind", "category"), CATEGORIES)
def test_terms_fit_whatever_the_category(kind: str, category: str, map_record: Mapper) -> None:
    changes = {"actor": (), "used": (), "about": (), "participation": ()} if category == "event" else {}
    triples = map_record(kind, rich_record(kind, category=category, **changes), "both")
    assert set(fit_faults(triples)) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_subject_is_the_record_or_a_part_of_it(kind: str, map_record: Mapper) -> None:
    record = rich_record(kind)
    subjects = {t.subject for t in map_record(kind, record, "both")}
    assert all(isinstance(s, ox.NamedNode) for s in subjects)
    assert {s.value.partition("#")[0] for s in subjects} == {record[0]}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_node_has_a_class_and_a_label(kind: str, profile: str, map_record: Mapper) -> None:
    triples = map_record(kind, rich_record(kind), profile)
    subjects = {t.subject.value for t in triples}
    labelled = {t.subject.value for t in triples if t.predicate.value == f"{PREFIXES['rdfs']}label"}
    assert subjects == set(types_of(triples)) == labelled


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_record_is_sound(kind: str, profile: str, map_record: Mapper, core_shapes: shacl.Shapes) -> None:
    record = rich_record(kind)
    triples = map_record(kind, record, profile)
    report = core_shapes.validate_text(ntriples(triples | neighbour_triples(triples, profile)), format="ntriples")
    own = [r for r in report.results if r.focus_node[1:-1].partition("#")[0] == record[0]]
    assert [(r.focus_node, r.path, r.messages) for r in own] == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", ["person", "group", "place", "event", "work", "object"])
def test_a_record_with_nothing_but_a_name_is_sound(
    kind: str, profile: str, map_record: Mapper, core_shapes: shacl.Shapes
) -> None:
    triples = map_record(kind, small_record(kind), profile)
    report = core_shapes.validate_text(ntriples(triples), format="ntriples")
    assert [(r.focus_node, r.path, r.messages) for r in report.results] == []
