"""The profiles' own queries, run by SPARQL engines over record graphs."""

from collections.abc import Callable

import pytest

from sedova_lod.records.kinds import KINDS
from sedova_lod.records.schema import Node

from .record_graph import Triples, mapped_by_pyoxigraph

Mapper = Callable[[str, Node, str], Triples]


@pytest.fixture(scope="session")
def map_record() -> Mapper:
    """Map a record of a kind by the queries of a profile."""

    def run(kind: str, node: Node, profile: str = "both") -> Triples:
        return mapped_by_pyoxigraph(kind, node, KINDS[kind].schema, profile)

    return run
