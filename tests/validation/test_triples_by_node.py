"""Triples that are read node by node are those that the parser reads, and only what is wanted is kept."""

from __future__ import annotations

from random import Random

import pytest

from sedova_lod.errors import InputError
from sedova_lod.validation import read_rdf, triples_by_node
from sedova_lod.validation.shape_graph import RDF
from sedova_lod.validation.triples_by_node import TriplesByNode, UnsortedError, Wanted

EX = "http://example.org/"
NOTHING = Wanted(frozenset(), frozenset(), {}, frozenset())
NODES = [f"<{EX}a>", f"<{EX}b%20c>", "<urn:x:y>", "<x:z>", f"<{EX}я>", "_:x", "_:b0"]
NAMES = [f"<{EX}p>", f"<{EX}q#r>", f"<{RDF}type>", "<x:p>"]
VALUES = [*NODES, '"a"', '"a \\"b\\" \\\\ c"@en', '"ё"@ru', '"1"^^<x:t>', f'"1"^^<{EX}t>', '"tab\\tbed"', '"a"@zh-hant']
ODD = ['"a"@EN', '"\\u0041"', '"raw\ttab"', '"a"^^<http://www.w3.org/2001/XMLSchema#string>', "<http:\\u002f/e/>"]
WRONG = ["<a>", '"a"@e', "<http://e/a b>", '"open', f"<{EX}%zz>"]


def random_lines(random: Random, values: list[str]) -> list[str]:
    """Write lines node by node, some in unusual ways, some twice."""
    lines = []
    for node in random.sample(NODES, random.randint(1, len(NODES))):
        for _ in range(random.randint(1, 4)):
            parts = (node, random.choice(NAMES), random.choice(values))
            space = random.choice([" ", " ", " ", " ", "  ", "\t"])
            lines.append(f"{space.join(parts)}{random.choice([' .', ' .', ' .', '.', ' . # said'])}\n")
            if random.random() < 0.2:
                lines.append(lines[-1])
    return lines


@pytest.mark.parametrize("values", [VALUES, VALUES + ODD, VALUES + ODD + WRONG], ids=["usual", "odd", "wrong"])
@pytest.mark.parametrize("size", [1, 200, 1 << 20])
def test_all_triples_are_those_that_the_parser_reads(tmp_path, monkeypatch, values, size):
    monkeypatch.setattr(triples_by_node, "_PIECE_BYTES", size)
    n_read = 0
    for seed in range(150):
        path = tmp_path / "graph.nt"
        path.write_text("".join(random_lines(Random(f"lines {seed}"), values)), encoding="utf-8")
        kept: list[bytes] = []
        data = TriplesByNode(NOTHING, tmp_path, kept.append)
        try:
            with path.open("rb") as file:
                data.read(file)
        except UnsortedError:
            continue
        n_read += 1
        assert (b"".join(kept).decode(), data.n_triples) == read_rdf(path), seed
    assert n_read > 10


def test_what_the_parser_refuses_is_not_read(tmp_path):
    for seed in range(150):
        path = tmp_path / "graph.nt"
        path.write_text("".join(random_lines(Random(f"wrong {seed}"), VALUES + 3 * WRONG)), encoding="utf-8")
        try:
            read_rdf(path)
        except InputError:
            with path.open("rb") as file, pytest.raises(UnsortedError):
                TriplesByNode(NOTHING, tmp_path).read(file)


def test_only_what_is_wanted_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(triples_by_node, "_PIECE_BYTES", 1)
    path = tmp_path / "graph.nt"
    lines = [
        f"<{EX}a> <{RDF}type> <{EX}C> .\n",
        f"<{EX}a> <{RDF}type> <{EX}D> .\n",
        f"<{EX}a> <{EX}near> <{EX}b> .\n",
        f"<{EX}a> <{EX}far> <{EX}c> .\n",
        f"<{EX}b> <{RDF}type> <{EX}C> .\n",
        f"<{EX}b> <{EX}other> <{EX}a> .\n",
    ]
    path.write_text("".join(lines), encoding="utf-8")
    wanted = Wanted(
        frozenset([f"{EX}near", f"{EX}C"]),
        frozenset([f"{EX}far"]),
        {f"{EX}C": "<x:is> <x:C> .\n"},
        frozenset([f"{EX}near"]),
    )
    data = TriplesByNode(wanted, tmp_path)
    with path.open("rb") as file:
        data.read(file)
    assert [sorted(piece.path.read_text().splitlines(keepends=True)) for piece in data.pieces] == [
        sorted([lines[0], lines[2]]),
        [lines[4]],
    ]
    assert data.far.read_text() == lines[3]
    assert [data.classes_of(piece) for piece in data.pieces] == [f"<{EX}b> <x:is> <x:C> .\n".encode(), b""]
