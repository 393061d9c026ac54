"""No file and no function is longer than a reader can hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "sedova_lod").rglob("*.py"))
FILES = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
MOST_LINES = 500
MOST_FUNCTION_LINES = 40
LONG_FUNCTIONS: dict[str, str] = {}
"""Functions of the package that may be longer, each with the reason."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Give each function with the number of its lines, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            text = node.body[0] if ast.get_docstring(node) else None
            docstring = (text.end_lineno or 0) - text.lineno + 1 if text else 0
            yield f"{name_of(path)}::{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_files_are_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_functions_are_short() -> None:
    lengths = dict(pair for path in SOURCES for pair in functions_of(path))
    long = {name: lines for name, lines in lengths.items() if lines > MOST_FUNCTION_LINES}
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) - set(long) == set(), "an exception that is not needed any more"


def test_files_begin_with_a_sentence() -> None:
    first_lines = {
        name_of(path): (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
        for path in FILES
    }
    assert {name: line for name, line in first_lines.items() if not line.endswith((".", "?"))} == {}


def test_files_are_named_for_what_they_hold() -> None:
    empty_words = {"utils", "helpers", "common", "misc", "manager", "base_classes"}
    assert [name_of(path) for path in FILES if path.stem in empty_words] == []
