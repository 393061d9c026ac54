"""What all bad tables share: mappings and shapes are compiled once."""

from __future__ import annotations

import functools

import pytest

from sedova_lod.engines import batch
from sedova_lod.pipeline import building

_load_once = functools.cache(batch.load_mapping)


@pytest.fixture(autouse=True)
def _compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile each set of queries once, as one build does; hundreds of builds run here."""
    monkeypatch.setattr(batch, "load_mapping", _load_once)
    monkeypatch.setattr(building, "load_mapping", _load_once)
