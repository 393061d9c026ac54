"""The fast validator reports each condition that is not met, with shape, path, value and messages."""

from __future__ import annotations

import pytest

from sedova_lod.errors import ShapesError
from sedova_lod.findings import Severity
from sedova_lod.validation import FastValidator, Result, load_shapes

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:Person a sh:NodeShape ; sh:targetClass ex:P ;
  sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:message "a person needs a name"@en , "нужно имя"@ru ] ;
  sh:property [ sh:path ex:age ; sh:maxCount 1 ; sh:severity sh:Warning ] .
"""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture
def validator(tmp_path):
    path = tmp_path / "s.ttl"
    path.write_text(SHAPES, encoding="utf-8")
    return FastValidator(load_shapes([path]))


def test_sound_graph_has_no_results(validator):
    graph = f'<http://x/a> {TYPE} <http://example.org/P> .\n<http://x/a> <http://example.org/name> "A" .\n'
    assert validator.validate_graph(graph) == []


def test_missing_value_is_reported_with_messages_by_language(validator):
    graph = f"<http://x/a> {TYPE} <http://example.org/P> .\n"
    (result,) = validator.validate_graph(graph)
    assert result._replace(messages=(), source="", plain="") == Result(
        "<http://x/a>",
        "http://example.org/name",
        "",
        f"{SH}MinCountConstraintComponent",
        Severity.ERROR,
        "http://example.org/Person",
        (),
    )
    assert (result.message("en"), result.message("ru")) == ("a person needs a name", "нужно имя")


def test_severity_of_the_shape_is_kept(validator):
    graph = (
        f'<http://x/a> {TYPE} <http://example.org/P> .\n<http://x/a> <http://example.org/name> "A" .\n'
        '<http://x/a> <http://example.org/age> "1" .\n<http://x/a> <http://example.org/age> "2" .\n'
    )
    assert [r.severity for r in validator.validate_graph(graph)] == [Severity.WARNING]


def test_ill_formed_shapes_are_told(tmp_path):
    path = tmp_path / "s.ttl"
    path.write_text(SHAPES.replace("sh:minCount 1", 'sh:minCount "one"'), encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        FastValidator(load_shapes([path]))
    assert str(caught.value) == "s.ttl: invalid shapes graph: sh:minCount is not a non-negative integer"
