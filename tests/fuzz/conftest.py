"""What all random inputs share: what a build reads once is read once for all of them."""

from __future__ import annotations

import functools
import os

import pytest

_shapes: dict[tuple[object, ...], object] = {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read shapes once, and spare the disk; thousands of builds run here."""
    read_shapes_once(monkeypatch)


def read_shapes_once(patch: pytest.MonkeyPatch) -> None:
    from sedova_lod.engines import running
    from sedova_lod.pipeline import building
    from sedova_lod.readers import registry as readers
    from sedova_lod.serializers import registry as serializers

    patch.setattr(os, "fsync", lambda number: None)
    for module in (running, readers, serializers):
        patch.setattr(module, "entry_points", functools.cache(module.entry_points))
    load = building.load_shapes

    def load_once(files):
        key = tuple(files)
        if key not in _shapes:
            _shapes[key] = load(files)
        return _shapes[key]

    patch.setattr(building, "load_shapes", load_once)
