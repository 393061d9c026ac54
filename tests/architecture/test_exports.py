"""What a package offers is what its `__all__` states."""

from __future__ import annotations

import ast
import importlib
import types
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MODULES = sorted(SOURCE.joinpath("sedova_lod").rglob("*.py"))
PACKAGES = [path for path in MODULES if path.name == "__init__.py"]


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def defined_names(tree: ast.Module) -> set[str]:
    """List the public names that a module itself defines."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in getattr(target, "elts", [target])]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def stated_names(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return list(ast.literal_eval(node.value))
    return []


@pytest.mark.parametrize("path", PACKAGES, ids=module_name)
def test_a_package_states_all_that_it_imports_for_others(path: Path) -> None:
    """What it imports for itself is the maker of its `__getattr__`."""
    tree = tree_of(path)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.level or (node.module or "").startswith("sedova_lod"))
        and node.module != "sedova_lod.late_imports"
        for alias in node.names
    }
    assert imported == set(stated_names(tree))


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_every_stated_name_is_there_and_sorted(path: Path) -> None:
    stated = stated_names(tree_of(path))
    module = importlib.import_module(module_name(path))
    missing = [name for name in stated if not hasattr(module, name)]
    assert missing == []
    assert len(stated) == len(set(stated))


@pytest.mark.parametrize("path", [p for p in MODULES if p.name != "__init__.py"], ids=module_name)
def test_a_module_states_only_what_it_defines(path: Path) -> None:
    tree = tree_of(path)
    assert set(stated_names(tree)) <= defined_names(tree)


def test_no_function_hides_a_module_of_its_name() -> None:
    package = importlib.import_module("sedova_lod")
    assert [name for name in package.__all__ if isinstance(getattr(package, name), types.ModuleType)] == []
