"""Shapes that are about no node of the data are named: that the data conform to them says nothing."""

from __future__ import annotations

import pytest

from sedova_lod.cli import main
from sedova_lod.pipeline import validate_file

_HEAD = "@prefix ex: <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
_RDFS = "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_DATA = (
    "<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Cat> .\n"
    "<http://e/a>\t<http://e/p>\t<http://e/b> .\n"
    f"<http://e/Cat> {_SUBCLASS} <http://e/Pet> .\n<http://e/Pet> {_SUBCLASS} <http://e/Animal> .\n"
)


@pytest.mark.parametrize("data", ["graph.nt", "graph.ttl"])
@pytest.mark.parametrize(
    ("target", "is_idle"),
    [
        ("ex:S sh:targetClass ex:Cat", False),
        ("ex:S sh:targetClass ex:Animal", False),
        ("ex:S sh:targetClass ex:Dog", True),
        ("ex:S sh:targetClass ex:Dog, ex:Cat", False),
        ("ex:S sh:targetSubjectsOf ex:p", False),
        ("ex:S sh:targetSubjectsOf ex:a", True),
        ("ex:S sh:targetObjectsOf ex:p", False),
        ("ex:S sh:targetObjectsOf ex:q", True),
        ("ex:S sh:targetNode ex:nowhere", False),
        ("ex:Cat a rdfs:Class", False),
        ("ex:Cow a rdfs:Class", True),
    ],
)
def test_shapes_about_no_node_are_named(tmp_path, data, target, is_idle):
    (tmp_path / data).write_text(_DATA, encoding="utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{_HEAD}{_RDFS}{target} ; sh:nodeKind sh:IRI .", encoding="utf-8")
    result = validate_file(tmp_path / data, [shapes])
    assert (result.findings, result.idle) == ([], (shapes,) if is_idle else ())


@pytest.mark.parametrize(
    "target", ["ex:S sh:targetClass ex:Кот", "ex:S sh:targetSubjectsOf ex:é", "ex:S sh:targetClass ex:Зверь"]
)
def test_addresses_with_escapes_are_those_that_shapes_name(tmp_path, target):
    data = _DATA.replace("Cat", "\\u041A\\u043e\\U00000442").replace("/p>", "/\\u00E9>").replace("Animal", "Зверь")
    text = '<http://e/a> <http://e/q> "<\\\\UFFFFFFFF>" .\n'
    (tmp_path / "graph.nt").write_text(data + text, encoding="utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{_HEAD}{target} ; sh:nodeKind sh:IRI .", encoding="utf-8")
    assert validate_file(tmp_path / "graph.nt", [shapes]).idle == ()


def test_a_folder_of_shapes_is_named_if_none_of_its_files_is_about_a_node(tmp_path):
    (tmp_path / "graph.nt").write_text(_DATA, encoding="utf-8")
    for name, about in (("one", "Dog"), ("two", "Cow")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.ttl").write_text(f"{_HEAD}ex:{name} sh:targetClass ex:{about} ; sh:nodeKind sh:IRI .")
    (tmp_path / "one" / "b.ttl").write_text(f"{_HEAD}ex:S sh:targetClass ex:Cat ; sh:nodeKind sh:IRI .")
    found = validate_file(tmp_path / "graph.nt", [tmp_path / "one", tmp_path / "two"])
    assert found.idle == (tmp_path / "two",)


def test_idle_shapes_are_told_and_fail_nothing(tmp_path, capsys):
    (tmp_path / "graph.nt").write_text(_DATA, encoding="utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(f"{_HEAD}ex:S sh:targetClass ex:Dog ; sh:nodeKind sh:IRI .", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(tmp_path / "graph.nt"), "--shapes", str(shapes)])
    assert ended.value.code == 0
    told = capsys.readouterr().err
    assert told == (
        f"{shapes}: its shapes are about no node of the data: nothing was checked by them\n"
        "graph.nt: 4 triples, conforms\n"
    )
