"""Each condition of the shapes holds for a good record, fails for a bad one, and says so in whole sentences."""

import pytest
import rdflib
from rdflib.namespace import SH

from .cases import CORE, GOOD, Case
from .engines import BASE, Found, by_pyshacl, by_shacl, is_cyrillic, shapes_graph, turtle

GOOD_FILES = sorted(path.stem for path in GOOD.glob("*.ttl"))


@pytest.fixture(autouse=True)
def _literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def bad(case: Case) -> str:
    good = (GOOD / f"{case.file}.ttl").read_text(encoding="utf-8")
    assert good.count(case.old) >= 1
    return good.replace(case.old, case.new, 1)


def expected(case: Case) -> list[Found]:
    return sorted(Found(*text.split(" | ")) for text in case.expected)


@pytest.mark.parametrize("name", GOOD_FILES)
def test_good_record_passes_all_shapes(name: str) -> None:
    text = turtle((GOOD / f"{name}.ttl").read_text(encoding="utf-8"))
    assert by_shacl(text) == []


@pytest.mark.parametrize("case", CORE, ids=lambda case: case.name)
def test_bad_record_is_told(case: Case) -> None:
    assert by_shacl(turtle(bad(case))) == expected(case)


def test_dates_before_our_era_are_compared_too() -> None:
    good = (GOOD / "timespan.ttl").read_text(encoding="utf-8")
    caesar = good.replace("1905-01-01", "-0043-01-01").replace("1905-12-31", "-0043-03-31")
    assert by_shacl(turtle(caesar)) == []
    late = by_shacl(turtle(caesar.replace("-0043-03-31", "-0044-03-31")))
    assert late == [Found("event/revolution#timespan", "the beginning of a date cannot end before it begins")]


def together(cases: list[Case]) -> tuple[str, list[Found]]:
    """Put all bad records into one graph, each under a base of its own."""
    graph = rdflib.Graph()
    found = []
    for number, case in enumerate(cases):
        graph.parse(data=turtle(bad(case), f"{BASE}{number}/"), format="turtle")
        found += [Found(f"{number}/{f.focus}", f.message) for f in expected(case)]
    return graph.serialize(format="turtle"), sorted(found)


@pytest.mark.slow
def test_pyshacl_tells_the_same_of_bad_records() -> None:
    text, found = together(CORE)
    assert by_pyshacl(text) == found


def alternatives(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    """List the shapes that `sh:or` and `sh:xone` name, or their property shapes: what tells why each failed."""
    members = [m for name in (SH["or"], SH.xone) for head in graph.objects(None, name) for m in graph.items(head)]
    return [one for member in members for one in list(graph.objects(member, SH.property)) or [member]]


def test_every_message_is_tried() -> None:
    graph = shapes_graph(is_history=False)
    tried = {found.message for case in CORE for found in expected(case)}
    inner = {m for one in alternatives(graph) for m in graph.objects(one, SH.message)}
    messages = {str(m) for m in set(graph.objects(None, SH.message)) - inner if not is_cyrillic(m)}
    assert messages - tried == set()


def test_every_alternative_says_in_both_languages_why_it_failed() -> None:
    graph = shapes_graph(is_history=False)
    assert len(alternatives(graph)) > 50
    for one in alternatives(graph):
        assert sorted(m.language for m in graph.objects(one, SH.message)) == ["en", "ru"]


@pytest.mark.parametrize("is_history", [False, True])
def test_every_condition_has_an_english_and_a_russian_message_and_a_severity(is_history: bool) -> None:
    graph = shapes_graph(is_history=is_history)
    for node in set(graph.subjects(SH.message)) - set(alternatives(graph)):
        assert sorted(m.language for m in graph.objects(node, SH.message)) == ["en", "ru"]
        owners = [node, *graph.subjects(SH.sparql, node)]
        assert [o for owner in owners for o in graph.objects(owner, SH.severity)] != []


@pytest.mark.parametrize("is_history", [False, True])
def test_no_condition_is_without_a_message(is_history: bool) -> None:
    graph = shapes_graph(is_history=is_history)
    inner = {node for one in alternatives(graph) for node in (one, *graph.subjects(SH.property, one))}
    inner |= {value for name in (SH["not"], SH.qualifiedValueShape) for value in graph.objects(None, name)}
    for shape in set(graph.subjects(SH.path)) | set(graph.subjects(SH["class"])) | set(graph.subjects(SH["or"])):
        holders = [shape, *graph.objects(shape, SH.sparql)]
        assert shape in inner or [m for holder in holders for m in graph.objects(holder, SH.message)], shape


def test_shapes_of_single_records_look_no_further_than_their_neighbours() -> None:
    graph = shapes_graph(is_history=False)
    assert list(graph.subject_objects(SH.inversePath)) == []
    assert list(graph.subject_objects(SH.zeroOrMorePath)) == []
    assert list(graph.subject_objects(SH.sparql)) == []
