"""The bundled data set, built once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from sedova_lod.pipeline import BuildResult
from tests.pipeline.canonical import Triple, by_oxigraph


class Built(NamedTuple):
    """Hold a built data set.

    Args:
        folder: Its files.
        result: What the build told.
        triples: Its triples, as read by pyoxigraph from the N-Triples.
    """

    folder: Path
    result: BuildResult
    triples: set[Triple]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, data: Path, build) -> Built:
    """Build `data/`."""
    folder = tmp_path_factory.mktemp("built") / "dist"
    result = build(data, folder)
    assert not result.has_failed
    return Built(folder, result, by_oxigraph(folder / "dataset.nt"))
