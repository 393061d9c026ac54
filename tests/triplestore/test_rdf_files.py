"""Files of lines are loaded in pieces: the same triples as at once, faults told at their own lines."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from sedova_lod.errors import InputError
from sedova_lod.triplestore import rdf_files
from sedova_lod.triplestore.rdf_files import load_files


def _canonical(store):
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, dataset))


@pytest.mark.parametrize("seed", range(12))
def test_pieces_give_the_triples_of_the_whole(tmp_path, monkeypatch, seed):
    chance = random.Random(seed)
    lines = [f'<x:s{n}> <x:p> "{"é" * chance.randrange(9)}{n}" .\n' for n in range(chance.randrange(60))]
    if seed % 3:
        lines[40:] = [f"_:b{n % 3} <x:q> _:b{n % 5} .\n" for n in range(9)]
    text = "".join(lines)
    path = tmp_path / "data.nt"
    path.write_text(text.removesuffix("\n") if seed % 2 else text, encoding="utf-8")
    whole = ox.Store()
    whole.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    monkeypatch.setattr(rdf_files, "_PIECE_BYTES", chance.randrange(1, 90))
    store = ox.Store()
    load_files(store, [path])
    assert _canonical(store) == _canonical(whole)


@pytest.mark.parametrize("start", ["", "_:b <x:p> <x:o> .\n"])
def test_a_fault_is_told_at_its_own_line(tmp_path, monkeypatch, start):
    path = tmp_path / "data.nq"
    path.write_text(start + "<x:s> <x:p> <x:o> .\n" * 50 + "<x:s> <x:p> zz .\n" + "<x:s> <x:p> <x:o> .\n" * 50)
    monkeypatch.setattr(rdf_files, "_PIECE_BYTES", 100)
    with pytest.raises(InputError) as caught:
        load_files(ox.Store(), [path])
    number = 52 if start else 51
    what = "the object of a triple must be an IRI, a blank node or a literal"
    assert str(caught.value).startswith(f"{path}: cannot be loaded: ")
    assert f"line {number}" in str(caught.value)
    assert what in str(caught.value).lower().replace("iri", "IRI")
