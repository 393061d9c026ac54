"""The bundled data set, built once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from sedova_lod.pipeline import BuildResult
from tests.made_once import BundledBuild
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
def built(bundled_build: BundledBuild) -> Built:
    """Read what was built of `data/`."""
    return Built(*bundled_build, by_oxigraph(bundled_build.folder / "dataset.nt"))
