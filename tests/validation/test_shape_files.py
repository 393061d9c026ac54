"""Shapes are read completely, and every fault in them is told before anything is validated."""

from __future__ import annotations

import pytest

from sedova_lod.errors import InputError, ShapesError
from sedova_lod.validation import default_shape_files, load_shapes, shape_files

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <http://example.org/> .\n"


def write(tmp_path, text, name="a.ttl"):
    path = tmp_path / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_misspelt_shacl_term_is_told_with_line_and_nearest(tmp_path):
    path = write(tmp_path, "ex:S a sh:NodeShape ;\n  sh:targetClas ex:P .\n")
    with pytest.raises(ShapesError) as caught:
        load_shapes([path])
    assert str(caught.value) == "a.ttl:4: SHACL has no term 'sh:targetClas'\n  hint: did you mean 'sh:targetClass'?"


def test_syntax_error_is_told_with_line(tmp_path):
    path = write(tmp_path, "ex:S a sh:NodeShape ;\n  sh:targetClass .\n")
    with pytest.raises(ShapesError) as caught:
        load_shapes([path])
    assert str(caught.value).startswith("a.ttl:4:")
    assert "not well-formed" in str(caught.value)


def test_faults_of_several_files_are_told_at_once(tmp_path):
    paths = [write(tmp_path, "ex:S sh:minKount 1 ."), write(tmp_path, "ex:S sh:maxKount 1 .", "b.ttl")]
    with pytest.raises(ShapesError) as caught:
        load_shapes(paths)
    assert [f.where for f in caught.value.faults] == ["a.ttl:3", "b.ttl:3"]


def test_missing_file_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        load_shapes([tmp_path / "no.ttl"])
    assert "cannot be read: No such file or directory" in str(caught.value)


def test_sparql_constraints_become_rules(tmp_path):
    path = write(
        tmp_path,
        """ex:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:S a sh:NodeShape ; sh:targetClass ex:P ; sh:severity sh:Warning ;
  sh:sparql [ sh:prefixes ex:prefixes ; sh:message "older {?value}"@en ;
    sh:select "SELECT $this ?value WHERE { $this ex:q ?value }" ] .
""",
    )
    shapes = load_shapes([path])
    (rule,) = shapes.rules
    assert rule.target_classes == ("http://example.org/P",)
    assert rule.messages == (("older {?value}", "en"),)
    assert rule.severity == "http://www.w3.org/ns/shacl#Warning"
    assert "sparql" not in shapes.core


def test_an_installation_without_shapes_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(shape_files.resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(shape_files, "__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(InputError) as found:
        default_shape_files()
    assert str(found.value) == (
        f"{tmp_path / 'shapes'}: the shapes that come with sedova-lod are not there\n"
        "  hint: install sedova-lod again, whole"
    )
