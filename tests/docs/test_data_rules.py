"""Each rule of sound data is held by the shapes and tests that the reference names."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT

PAGE = Path(__file__).with_name("data_rules.md").read_text(encoding="utf-8")
ROWS = {int(number): row for number, row in re.findall(r"^\| (\d+) (\|.*)$", PAGE, flags=re.MULTILINE)}
SHAPES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "shapes").glob("*.ttl")))
NOT_YET = {16}


def test_all_rules_are_listed() -> None:
    assert list(ROWS) == list(range(1, 26))


@pytest.mark.parametrize("number", ROWS)
def test_rule_is_held(number: int) -> None:
    shapes = re.findall(r"`shape:(\w+)`", ROWS[number])
    tests = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", ROWS[number])
    assert [
        name for name in shapes if not re.search(rf"^shape:{name} a sh:(Node|Property)Shape", SHAPES, re.MULTILINE)
    ] == []
    assert [(file, name) for file, name in tests if name not in functions_of(ROOT / file)] == []
    assert bool(shapes or tests) == (number not in NOT_YET)


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module(body=[], type_ignores=[])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_profiles_and_shapes_know_one_namespace_of_schema_org() -> None:
    profiles = (ROOT / "src" / "sedova_lod" / "mapping" / "profiles").rglob("*.rq")
    texts = [SHAPES, *(path.read_text(encoding="utf-8") for path in profiles)]
    assert {iri for text in texts for iri in re.findall(r"<(https?://schema\.org/)", text)} == {"http://schema.org/"}


def test_the_stated_number_of_triples_is_true(
    make_project: Callable[..., Path], build: Callable[..., object], tmp_path: Path
) -> None:
    build(make_project(place="id,name\nromny,Romny\n"), tmp_path / "dist")
    description = (tmp_path / "dist" / "void.ttl").read_text(encoding="utf-8")
    lines = (tmp_path / "dist" / "dataset.nt").read_text(encoding="utf-8").splitlines()
    assert re.findall(r"\n    void:triples (\d+) ;", description)[0] == str(len(set(lines)))
