"""What tests of validation share."""

from __future__ import annotations

import pytest

from sedova_lod.validation import load_shapes, read_rdf


@pytest.fixture
def read(tmp_path):
    """Read a graph and shapes, each given as Turtle."""

    def read_texts(graph, shapes):
        (tmp_path / "graph.ttl").write_text(graph, encoding="utf-8")
        (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
        return read_rdf(tmp_path / "graph.ttl")[0], load_shapes([tmp_path / "shapes.ttl"])

    return read_texts
