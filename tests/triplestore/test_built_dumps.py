"""What reads the folder of a build reads what that build wrote: all parts of a split one, and nothing of another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sedova_lod import api
from sedova_lod.differences.dump_reading import find_dump
from sedova_lod.errors import InputError
from sedova_lod.settings import Split
from sedova_lod.triplestore import data_files, load_store
from sedova_lod.triplestore.built_dumps import dumps_in
from sedova_lod.triplestore.loader_scripts import write_loader_files
from tests.conftest import DATASET

TABLES = {
    "person": "id,name,born.place\n" + "".join(f"p{n},Person {n},t{n % 3}\n" for n in range(30)),
    "place": "id,name,category\n" + "".join(f"t{n},Town {n},city\n" for n in range(3)),
}
SPLITS = {"kind": Split("kind"), "size": Split("size", 20_000)}
HINT = "\n  hint: copy the whole folder again, or build again; single parts can be read if you name them as files"


@pytest.fixture(scope="module")
def made(tmp_path_factory, build):
    """Build a project whole and in parts, by name."""
    root = tmp_path_factory.mktemp("parts")
    for kind, text in TABLES.items():
        (root / f"{kind}.csv").write_text(text, encoding="utf-8")
    tables = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n' for kind in TABLES)
    (root / "sedova.toml").write_text(DATASET + tables, encoding="utf-8")
    quick = {"formats": ("nt", "nq", "ttl"), "builtin_shapes": False}
    build(root, root / "whole", **quick)
    for name, split in SPLITS.items():
        build(root, root / name, split=split, **quick)
    build(root, root / "zstd", split=SPLITS["size"], compress="zstd", **quick)
    return root


@pytest.fixture
def folder(made, tmp_path):
    """Copy the build that is split by size."""
    return Path(shutil.copytree(made / "size", tmp_path / "dist"))


def n_quads(place: Path) -> int:
    (row,) = api.query(place, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    return int(row["n"].value)


@pytest.fixture
def whole(made, tmp_path):
    """Copy the build that is whole."""
    return Path(shutil.copytree(made / "whole", tmp_path / "whole"))


@pytest.mark.parametrize("change", [lambda text: text[: text.rindex(b"\n", 0, -1) + 1], lambda text: text.upper()])
def test_a_whole_dump_is_held_against_the_manifest(change, whole):
    dump = whole / "dataset.nq"
    dump.write_bytes(change(dump.read_bytes()))
    for read in (lambda: data_files([whole]), lambda: find_dump(whole)):
        with pytest.raises(InputError) as caught:
            read()
        assert str(caught.value) == (
            f"{dump}: this file is not the one that manifest.json lists\n"
            "  hint: copy the whole folder again, or build again; name it as a file to read it as it is"
        )
    assert data_files([dump]) == [dump]


def test_dumps_that_the_manifest_does_not_list_are_not_of_the_data_set(made, whole):
    (whole / "dataset.nq").rename(whole / "dataset.nq.gz")
    assert [path.name for path in data_files([whole])] == ["dataset.nt"]
    (whole / "manifest.json").unlink()
    assert [path.name for path in data_files([whole])] == ["dataset.nq.gz"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["kind", "size", "zstd"])
def test_a_query_and_a_store_have_all_parts(name, made, tmp_path):
    assert len(data_files([made / name])) > 2
    assert n_quads(made / name) == n_quads(made / "whole")
    release = load_store([made / name], tmp_path / "store")
    assert release.n_quads == n_quads(made / "whole")
    assert release.files == tuple(path.name for path in data_files([made / name]))


def test_files_for_loaders_hold_the_quads_of_all_parts(made, tmp_path):
    for name in ("whole", "size"):
        write_loader_files(data_files([made / name]), tmp_path / name, part_quads=100)
    found, wanted = ({p.name: p.read_bytes() for p in (tmp_path / n / "data").iterdir()} for n in ("size", "whole"))
    assert len(found) > 5
    assert found == wanted


def test_the_richest_form_is_taken_and_its_parts_stand_in_order(made, tmp_path):
    assert {path.suffix for path in data_files([made / "size"])} == {".nq"}
    numbers = (2, 100_000, 1, 99_999)
    listed = []
    for number in numbers:
        (tmp_path / f"part-{number:05}.nt").touch()
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        listed.append({"name": f"part-{number:05}.nt", "size_bytes": 0, "sha256": empty})
    (tmp_path / "manifest.json").write_text(json.dumps({"files": listed}))
    names = [path.name for path in dumps_in(tmp_path, (".nq", ".nt"))]
    assert names == ["part-00001.nt", "part-00002.nt", "part-99999.nt", "part-100000.nt"]


def refused(place: Path) -> str:
    with pytest.raises(InputError) as caught:
        data_files([place])
    return str(caught.value)


def test_a_part_that_is_missing_is_told(folder):
    (folder / "part-00002.nq").unlink()
    told = f"{folder}/part-00002.nq: a part of the data set is missing: manifest.json lists it{HINT}"
    assert refused(folder) == told
    with pytest.raises(InputError) as caught:
        api.diff(folder, folder)
    assert str(caught.value) == told


@pytest.mark.parametrize("change", [lambda data: data + b"\n", lambda data: data.replace(b"Person", b"Nobody")])
def test_a_part_of_another_build_is_told(change, folder):
    part = folder / "part-00002.nq"
    part.write_bytes(change(part.read_bytes()))
    assert refused(folder) == f"{part}: this part of the data set is not the one that manifest.json lists{HINT}"
    assert data_files([part]) == [part]


def test_parts_that_no_manifest_lists_are_told(folder):
    told = f"{folder}: the data set is in parts, and no manifest.json says which belong to it{HINT}"
    (folder / "manifest.json").unlink()
    assert refused(folder) == told
    (folder / "manifest.json").write_text('{"files": [{"name": "dataset.nq", "size_bytes": 1, "sha256": ""}]}')
    assert refused(folder) == told


def test_a_dump_that_is_whole_is_taken_though_parts_of_others_lie_beside_it(made, tmp_path):
    folder = Path(shutil.copytree(made / "whole", tmp_path / "dist"))
    (folder / "part-00001.nq").write_text("nonsense")
    assert data_files([folder]) == [folder / "dataset.nq"]


def test_parts_are_taken_though_a_whole_dump_of_somebody_lies_beside_them(folder):
    (folder / "dataset.nq").write_text("nonsense")
    assert data_files([folder])[0] == folder / "part-00001.nq"


@pytest.mark.parametrize("names", [("whole", "size"), ("kind", "whole"), ("size", "zstd")], ids="-".join)
def test_a_comparison_reads_all_parts(names, made):
    with api.diff(*(made / name for name in names)) as found:
        assert list(found.changes()) == []
        assert (found.old.version, found.new.version) == ("1.0", "1.0")


def test_a_comparison_tells_what_changed_in_any_part(made, build, tmp_path):
    root = Path(shutil.copytree(made, tmp_path / "later"))
    (root / "person.csv").write_text(TABLES["person"].replace("p29,Person 29", "p29,Else"))
    build(root, root / "size", split=SPLITS["size"], formats=("nq",), builtin_shapes=False)
    with api.diff(made / "kind", root / "size") as found:
        assert [(change.what, change.name) for change in found.changes()] == [("changed", "person/p29")]


def test_shapes_judge_all_parts_together(made, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix schema: <http://schema.org/> .\n"
        "<urn:s> a sh:NodeShape ; sh:targetClass schema:Person ;\n"
        "  sh:property [ sh:path schema:birthPlace ; sh:class schema:City ] .\n"
    )
    n_triples = api.validate(made / "whole" / "dataset.ttl", [shapes]).n_triples
    for name in ("whole", "kind", "size", "zstd"):
        found = api.validate(made / name, [shapes])
        assert (found.findings, found.n_triples) == ([], n_triples)  # not what N-Quads say of the sources
    assert len(api.validate(made / "kind" / "dataset-person.ttl", [shapes]).findings) == 30
