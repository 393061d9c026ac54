"""Packages whose parts are loaded when they are asked for, so that a command loads only what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["late_imports"]


def late_imports(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """Make the function `__getattr__` of a package (PEP 562).

    What the package offers is imported there for type checkers alone, below `if TYPE_CHECKING`.

    Args:
        package: Name of the package.
        places: The module of the package that holds each name.

    >>> find = late_imports("sedova_lod", {"SedovaError": "errors"})
    >>> find("SedovaError").__name__
    'SedovaError'
    >>> find("nothing")
    Traceback (most recent call last):
    AttributeError: module 'sedova_lod' has no attribute 'nothing'
    """

    def find(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return find
