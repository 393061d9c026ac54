"""What all random inputs share: what a build compiles once is compiled once for all of them."""

from __future__ import annotations

import functools
import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def compiled_once():
    """Compile queries and shapes once, and spare the disk; thousands of builds run here."""
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


def compile_once(patch: pytest.MonkeyPatch) -> None:
    from sedova_lod.engines import batch, running
    from sedova_lod.pipeline import building
    from sedova_lod.readers import registry as readers
    from sedova_lod.serializers import registry as serializers

    patch.setattr(os, "fsync", lambda number: None)
    for name in ("load_mapping", "NeighbourTypes"):
        cached = functools.cache(getattr(batch, name))
        patch.setattr(batch, name, cached)
        patch.setattr(building, name, cached)
    for module in (running, readers, serializers):
        patch.setattr(module, "entry_points", functools.cache(module.entry_points))
    shapes, validators = {}, {}
    load, make = building.load_shapes, batch.FastValidator

    def load_once(files):
        key = tuple(files)
        if key not in shapes:
            shapes[key] = load(files)
        return shapes[key]

    def make_once(wanted):
        if id(wanted) not in validators:
            validators[id(wanted)] = make(wanted)
        return validators[id(wanted)]

    patch.setattr(building, "load_shapes", load_once)
    patch.setattr(batch, "FastValidator", make_once)
    patch.setattr(building, "FastValidator", make_once)
