"""Every public name is explained, and what a package offers is shown by an example or held by a test."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.parent.joinpath("tests").rglob("*.py")))
PACKAGES = [
    ".".join(path.relative_to(SOURCE).parent.parts)
    for path in sorted(SOURCE.joinpath("sedova_lod").rglob("__init__.py"))
]


def offered(package: str) -> dict[str, object]:
    """Give the functions and classes that a package offers."""
    module = importlib.import_module(package)
    names = {name: getattr(module, name) for name in module.__all__}
    return {name: value for name, value in names.items() if inspect.isfunction(value) or inspect.isclass(value)}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_offers_has_a_docstring(package: str) -> None:
    assert [name for name, value in offered(package).items() if not inspect.getdoc(value)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_of_a_package_have_an_example_or_a_test(package: str) -> None:
    functions = {name: value for name, value in offered(package).items() if inspect.isfunction(value)}
    shown = {name for name, value in functions.items() if ">>>" in (value.__doc__ or "") or name in TESTS}
    assert set(functions) - shown == set()
