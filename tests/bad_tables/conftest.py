"""What all bad tables share: mappings and shapes are compiled once."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture(autouse=True, scope="session")
def _compiled_once():
    """Compile each set of queries once, as one build does; hundreds of builds run here."""
    from sedova_lod.engines import batch
    from sedova_lod.pipeline import building

    with pytest.MonkeyPatch.context() as patch:
        load_mapping = functools.cache(batch.load_mapping)
        patch.setattr(batch, "load_mapping", load_mapping)
        patch.setattr(building, "load_mapping", load_mapping)
        yield
