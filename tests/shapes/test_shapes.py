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


def test_pyshacl_tells_the_same_of_bad_records() -> None:
    text, found = together(CORE)
    assert by_pyshacl(text) == found


def test_every_message_is_tried() -> None:
    tried = {found.message for case in CORE for found in expected(case)}
    messages = {str(m) for m in shapes_graph(is_history=False).objects(None, SH.message) if not is_cyrillic(m)}
    assert messages - tried == set()


@pytest.mark.parametrize("is_history", [False, True])
def test_every_condition_has_an_english_and_a_russian_message_and_a_severity(is_history: bool) -> None:
    graph = shapes_graph(is_history=is_history)
    for node in set(graph.subjects(SH.message)):
        assert sorted(m.language for m in graph.objects(node, SH.message)) == ["en", "ru"]
        owners = [node, *graph.subjects(SH.sparql, node)]
        assert [o for owner in owners for o in graph.objects(owner, SH.severity)] != []


def test_shapes_of_single_records_look_no_further_than_their_neighbours() -> None:
    graph = shapes_graph(is_history=False)
    assert list(graph.subject_objects(SH.inversePath)) == []
    assert list(graph.subject_objects(SH.zeroOrMorePath)) == []
    assert list(graph.subject_objects(SH.sparql)) == []
