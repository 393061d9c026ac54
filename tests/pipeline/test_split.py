"""Split builds: each part a whole document, together the very data set; the same bytes however they are made."""

from __future__ import annotations

import gzip
import hashlib
import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard

from sedova_lod import api
from sedova_lod.errors import UsageError
from sedova_lod.serializers import STATE_FILE, registry
from sedova_lod.settings import Split
from tests.conftest import DATASET
from tests.pipeline.canonical import by_oxigraph, by_pyld, by_rdflib, nodes_of

SIZE = 40_000
SPLITS = {"kind": Split("kind"), "size": Split("size", SIZE)}
FORMATS = ("ttl", "jsonld", "nt", "nq")
TABLES = {
    "person": "id,name,born,born.place\n" + "".join(f"p{n:03},Person {n},{1850 + n},t{n % 9}\n" for n in range(60)),
    "place": "id,name,category\n" + "".join(f"t{n},Town {n},city\n" for n in range(9)),
    "event": "id,name,date,place\n" + "".join(f"e{n},Event {n},190{n},t{n}\n" for n in range(6)),
}
KINDS = ("concept", "event", "person", "place")
"""Kinds of the records: concepts are those of the tool that others refer to."""


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def unzstd(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def parts_of(folder: Path, form: str, ending: str = "") -> list[Path]:
    return [path for path in sorted(folder.glob(f"*.{form}{ending}")) if path.name.startswith(("dataset", "part-"))]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("split") / "project"
    root.mkdir()
    for kind, text in TABLES.items():
        (root / f"{kind}.csv").write_text(text, encoding="utf-8")
    tables = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n' for kind in TABLES)
    (root / "sedova.toml").write_text(DATASET + tables, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def whole(project, build, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "dist"
    assert not build(project, folder).has_failed
    return folder


@pytest.fixture(scope="module", params=SPLITS)
def split(request, project, build, tmp_path_factory):
    """Build the project in parts."""
    folder = tmp_path_factory.mktemp(request.param) / "dist"
    result = build(project, folder, split=SPLITS[request.param])
    assert not result.has_failed
    return request.param, folder, result


def test_names_tell_the_kind_or_the_number(split):
    by, folder, _ = split
    for form in FORMATS:
        names = [path.name for path in parts_of(folder, form)]
        if by == "kind":
            assert names == [f"dataset-{kind}.{form}" for kind in KINDS]
        else:
            assert names == [f"part-{index:05}.{form}" for index in range(1, len(names) + 1)]
            assert len(names) > 1
    assert not list(folder.glob("dataset.*"))
    assert not (folder / STATE_FILE).exists()


@pytest.mark.parametrize("form", ["nt", "nq"])
def test_lines_of_all_parts_are_those_of_the_whole(form, split, whole):
    together = b"".join(path.read_bytes() for path in parts_of(split[1], form))
    assert together == (whole / f"dataset.{form}").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_each_part_is_a_document_and_all_are_the_same_graph(form, split, whole):
    graphs = [by_oxigraph(path) for path in parts_of(split[1], form)]
    assert set.union(*graphs) == by_oxigraph(whole / f"dataset.{form}")
    assert sum(map(len, graphs)) == len(set.union(*graphs))


def test_other_parsers_read_the_parts_as_well(split, whole):
    wanted = by_oxigraph(whole / "dataset.nt")
    assert set.union(*(by_rdflib(path, "turtle") for path in parts_of(split[1], "ttl"))) == wanted
    documents = [json.loads(path.read_text("utf-8")) for path in parts_of(split[1], "jsonld")]
    assert set.union(*map(by_pyld, documents)) == wanted


def test_no_record_is_cut_in_two_and_their_order_is_kept(split, whole):
    seen: list[str] = []
    for path in parts_of(split[1], "jsonld"):
        _context, (home, *records) = nodes_of(path)
        assert home == {"id": "https://data.example.org/"}
        seen += [str(record["id"]) for record in records]
    assert seen == [str(record["id"]) for record in nodes_of(whole / "dataset.jsonld")[1][1:]]
    assert len(seen) == 81


def test_parts_are_as_large_as_they_may_be(split):
    by, folder, _ = split
    if by == "kind":
        return
    for form in ("nt", "nq"):
        sizes = [path.stat().st_size for path in parts_of(folder, form)]
        assert all(SIZE * 0.8 < size <= SIZE for size in sizes[:-1])


def test_the_manifest_lists_every_part(split):
    _by, folder, result = split
    listed = {one["name"]: one for one in json.loads((folder / "manifest.json").read_bytes())["files"]}
    found = files_of(folder)
    assert listed.keys() == found.keys() - {"manifest.json"}
    assert {file.name for file in result.files} == found.keys()
    for name, one in listed.items():
        assert (one["size_bytes"], one["sha256"]) == (len(found[name]), hashlib.sha256(found[name]).hexdigest())
    assert {listed[name]["media_type"] for name in listed if name.endswith(".nt")} == {"application/n-triples"}


def test_the_description_names_every_part_and_says_that_it_is_one(split, whole):
    by, folder, _ = split
    store = ox.Store()
    store.load(path=folder / "void.ttl", format=ox.RdfFormat.TURTLE)
    home = ox.NamedNode("https://data.example.org/")
    dumps = {
        quad.object.value
        for quad in store.quads_for_pattern(home, ox.NamedNode("http://rdfs.org/ns/void#dataDump"), None)
    }
    names = [path.name for form in FORMATS for path in parts_of(folder, form)]
    assert dumps == {f"https://data.example.org/{name}" for name in names}
    noted = ox.NamedNode("http://purl.org/dc/terms/description")
    first = "dataset-person" if by == "kind" else "part-00001"
    node = ox.NamedNode(f"https://data.example.org/#file-{first}.ttl")
    (note,) = store.quads_for_pattern(node, noted, None)
    told = "The records of the kind person." if by == "kind" else f"Part 1 of {len(parts_of(folder, 'ttl'))}."
    assert note.object == ox.Literal(f"{told} All parts together hold the data set.", language="en")
    counts = [line for line in (folder / "void.ttl").read_text("utf-8").splitlines() if "void:triples" in line]
    assert counts == [line for line in (whole / "void.ttl").read_text("utf-8").splitlines() if "void:triples" in line]


@pytest.mark.parametrize("batch_records", [1, 7])
def test_the_bytes_do_not_depend_on_batches(batch_records, split, project, build, tmp_path):
    by, folder, _ = split
    build(project, tmp_path / "dist", split=SPLITS[by], batch_records=batch_records)
    assert files_of(tmp_path / "dist") == files_of(folder)


@pytest.mark.parametrize(
    ("compress", "ending", "unpack"),
    [("gzip", ".gz", gzip.decompress), ("zstd", ".zst", unzstd)],
)
def test_compression_leaves_the_parts_as_they_are(compress, ending, unpack, split, project, build, tmp_path):
    by, folder, _ = split
    for batch_records in (7, 1000):
        build(project, tmp_path / f"{batch_records}", split=SPLITS[by], compress=compress, batch_records=batch_records)
    assert files_of(tmp_path / "7") == files_of(tmp_path / "1000")
    for form in FORMATS:
        found = {path.name: unpack(path.read_bytes()) for path in parts_of(tmp_path / "7", form, ending)}
        assert found == {f"{path.name}{ending}": path.read_bytes() for path in parts_of(folder, form)}


@pytest.mark.parametrize("by", SPLITS)
def test_n_triples_alone_are_split_alike(by, project, build, tmp_path, whole):
    build(project, tmp_path / "dist", split=SPLITS[by], formats=("nt",), builtin_shapes=False)
    together = b"".join(path.read_bytes() for path in parts_of(tmp_path / "dist", "nt"))
    assert together == (whole / "dataset.nt").read_bytes()


def test_faulty_records_are_left_out_as_ever(make_project, build, tmp_path):
    people = TABLES["person"].replace("p003,Person 3,1853", "p003,Person 3,31 Feb 1929")
    project = make_project(**{**TABLES, "person": people})
    plain = build(project, tmp_path / "plain", keep_going=True, formats=("nq",))
    result = build(project, tmp_path / "dist", keep_going=True, formats=("nq",), split=SPLITS["size"], batch_records=9)
    assert (result.n_rejected, result.findings) == (1, plain.findings)
    together = b"".join(path.read_bytes() for path in parts_of(tmp_path / "dist", "nq"))
    assert together == (tmp_path / "plain" / "dataset.nq").read_bytes()


def test_parts_of_an_earlier_build_never_stay(make_project, build, tmp_path):
    target = tmp_path / "dist"
    project = make_project(**TABLES)
    (target / "more").mkdir(parents=True)
    (target / "part-00001.txt").write_text("mine")

    def names(**how) -> set[str]:
        build(project, target, formats=("nt", "ttl"), **how)
        return {path.name for path in target.iterdir()} - {"context.jsonld", "findings.json", "findings.txt"}

    others = {"more", "part-00001.txt", "void.ttl", "manifest.json"}
    assert names() - others == {"dataset.nt", "dataset.ttl", STATE_FILE}
    assert names(split=Split("kind")) - others == {f"dataset-{kind}.{form}" for kind in KINDS for form in ("nt", "ttl")}
    many = names(split=SPLITS["size"]) - others
    assert {name.partition("-")[0] for name in many} == {"part"}
    (project / "person.csv").write_text("id,name\np1,One\n")
    (project / "event.csv").write_text("id,name\ne1,One\n")
    assert names(split=SPLITS["size"]) - others == {"part-00001.nt", "part-00001.ttl"}
    assert len(many) > 2
    assert names() - others == {"dataset.nt", "dataset.ttl", STATE_FILE}
    assert (target / "part-00001.txt").read_text() == "mine"


@pytest.mark.parametrize(("by", "stem"), [("kind", "dataset-concept"), ("size", "part-00001")])
def test_a_project_without_rows_has_the_concepts_of_the_tool(by, stem, make_project, build, tmp_path):
    build(make_project(person="id,name\n"), tmp_path / "dist", split=SPLITS[by])
    assert [path.name for form in FORMATS for path in parts_of(tmp_path / "dist", form)] == [
        f"{stem}.{form}" for form in FORMATS
    ]


class Names:
    """A format of a plug-in: a document of a title, a line for each record, and an end."""

    suffix, media_type = ".names", "text/plain"

    def __init__(self, settings):
        self.settings = settings

    def header(self):
        return b"names\n"

    def record(self, record):
        return f"{record.kind} {record.id}\n".encode()

    def footer(self):
        return b"end\n"


def test_the_format_of_a_plug_in_is_split_as_well(project, build, tmp_path, monkeypatch):
    door = EntryPoint("names", f"{__name__}:Names", registry.GROUP)
    load = EntryPoint.load
    monkeypatch.setattr(EntryPoint, "load", lambda self: Names if self.name == "names" else load(self))
    monkeypatch.setattr(registry, "entry_points", lambda group, **_: [door] if group == registry.GROUP else [])
    build(project, tmp_path / "dist", formats=("names",), split=Split("kind"))
    places = "".join(f"place t{n}\n" for n in range(9))
    assert (tmp_path / "dist" / "dataset-place.names").read_text() == f"names\n{places}end\n"


def test_python_splits_as_the_command_line_does(project, tmp_path, whole):
    api.build(project, tmp_path / "dist", formats=["nt"], compress="gzip", split="1 MB")
    (part,) = parts_of(tmp_path / "dist", "nt", ".gz")
    assert (part.name, gzip.decompress(part.read_bytes())) == ("part-00001.nt.gz", (whole / "dataset.nt").read_bytes())
    with pytest.raises(UsageError) as caught:
        api.build(project, tmp_path / "none", split="12 parsecs")
    assert str(caught.value) == (
        "--split: '12 parsecs' is neither 'kind' nor a size\n"
        "  hint: write kind, or a size such as 200MB; units are B, kB, MB and GB"
    )
    assert not (tmp_path / "none").exists()
