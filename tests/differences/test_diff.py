"""Two builds compared: what is told, the patch applied, the version, the forms, and hostile texts."""

from __future__ import annotations

import gzip
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard
from click.testing import CliRunner, Result

from sedova_lod.cli.main import cli
from sedova_lod.differences import compare_builds
from sedova_lod.errors import InputError
from sedova_lod.records import ExternalSorter

PEOPLE = "id,name,name@ru,born,born.place\nlev,Lev,Лев,1906-02-24,romny\nnatalia,Natalia,,1882,romny\n"
PLACES = "id,name,latitude,longitude\nromny,Romny,50.75,33.47\nparis,Paris,48.85,2.35\n"
CLAIMS = "id,name,subject,property,value.text,asserted_by\nc1,Lev was ill,person/lev,health,ill,person/lev\n"
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@pytest.fixture
def make(make_project, build, tmp_path):
    """Build a project, under a name of its own."""

    def make_build(name: str, *, people=PEOPLE, places=PLACES, claims=CLAIMS, version="1.0", **options) -> Path:
        project = make_project(person=people, place=places, claim=claims, concept="id,name\nhealth,Health\n")
        file = project / "sedova.toml"
        file.write_text(file.read_text("utf-8").replace('version = "1.0"', f'version = "{version}"'), "utf-8")
        target = tmp_path / name
        result = build(project, target, **options)
        assert not result.has_failed, result.findings
        return target

    return make_build


@pytest.fixture
def pair(make) -> tuple[Path, Path]:
    people = PEOPLE.replace("1906-02-24", "1906-02-25").replace("natalia,Natalia", "natasha,Natalia")
    return make("old"), make("new", people=people, places=PLACES.replace("48.85", "48.86"), version="2.0")


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], standalone_mode=False)


def quads_of(folder: Path) -> set[ox.Quad]:
    return set(ox.parse(path=folder / "dataset.nq", format=ox.RdfFormat.N_QUADS))


def apply(patch: str, quads: set[ox.Quad]) -> set[ox.Quad]:
    """Apply an RDF Patch as a store does: in the order of its rows."""
    store = ox.Store()
    store.extend(quads)
    rows = patch.splitlines()
    assert re.fullmatch(r"H id <uuid:[0-9a-f-]{36}> \.", rows[0])
    assert (rows[1], rows[-1]) == ("TX .", "TC .")
    for row in rows[2:-1]:
        sign, _, text = row.partition(" ")
        (quad,) = ox.parse(text, format=ox.RdfFormat.N_QUADS)
        {"A": store.add, "D": store.remove}[sign](quad)
    return set(store)


def test_what_changed_is_told_in_words(pair):
    assert diff(*pair).stdout == (
        "version 1.0 and version 2.0: 59 quads added, 59 quads removed; of 11 other documents only the note of how it"
        " was made differs\n"
        "  version: major, 2.0.0 or later, because 1 record is gone\n"
        "  1 record is gone without a word: list person/natalia in retired.csv\n"
        "\nRecords removed (1)\n  person/natalia  Natalia\n"
        "\nRecords added (1)\n  person/natasha  Natalia\n"
        "\nRecords changed (2)\n"
        "  person/lev  Lev\n"
        "    birth date: 1906-02-24 → 1906-02-25\n"
        "    birth, date: 24 February 1906 (en) → 25 February 1906 (en)\n"
        "  place/paris  Paris\n"
        "    geo, latitude: 48.85 → 48.86\n"
        "    place is defined by: POINT(2.35 48.85) → POINT(2.35 48.86)\n"
    )


def test_the_patch_turns_the_old_quads_into_the_new_ones(pair):
    old, new = pair
    assert apply(diff(old, new, "--format", "patch").stdout, quads_of(old)) == quads_of(new)


def test_the_patch_of_a_new_build_and_an_old_one_goes_back(pair):
    old, new = pair
    assert apply(diff(new, old, "--format", "patch").stdout, quads_of(new)) == quads_of(old)


def test_the_same_pair_gives_the_same_bytes(pair):
    for form in ("text", "markdown", "html", "json", "patch", "atom"):
        first = diff(*pair, "--format", form)
        assert first.return_value == 0
        assert first.stdout == diff(*pair, "--format", form).stdout


def test_a_build_and_itself_hold_the_same(pair):
    assert diff(pair[0], pair[0]).stdout == "two builds of version 1.0: the two hold the same\n"


def test_claims_are_told_apart_from_records(make):
    old, new = (
        make("old"),
        make("new", claims=CLAIMS.replace(",ill,", ",well,") + "c2,Another,person/lev,health,x,person/lev\n"),
    )
    text = diff(old, new).stdout
    assert "\nClaims added (1)\n  claim/c2  Another\n" in text
    assert "\nClaims changed (1)\n  claim/c1  Lev was ill\n    text: ill (en) → well (en)\n" in text
    assert "Records" not in text


@pytest.mark.parametrize("compress", ["gzip", "zstd"])
def test_compressed_dumps_are_read(make, compress):
    assert "latitude" in diff(make("old"), make("new", places=PLACES.replace("48.85", "1"), compress=compress)).stdout


def test_a_dump_in_any_order_is_compared_as_well(pair, tmp_path):
    old, new = pair
    lines = (new / "dataset.nq").read_bytes().splitlines(keepends=True)
    mixed = tmp_path / "mixed.nq"
    mixed.write_bytes(b"# any order\n\n" + b"".join(sorted(lines, key=lambda line: line[::-1])))
    assert diff(old, mixed, "--format", "patch").stdout == diff(old, new, "--format", "patch").stdout
    assert diff(old, mixed).stdout == diff(old, new).stdout


def test_a_large_difference_waits_on_disk(pair, monkeypatch):
    wanted = diff(*pair).stdout
    monkeypatch.setattr(ExternalSorter.__init__, "__defaults__", (1, None))
    assert diff(*pair).stdout == wanted


@pytest.mark.parametrize(
    ("change", "level"),
    [
        (
            {"people": PEOPLE.replace("natalia,Natalia,,1882,romny\n", "")},
            "major, 2.0.0 or later, because 1 record is gone",
        ),
        ({"places": PLACES + "kiev,Kiev,,\n"}, "minor, 1.1.0 or later, because 1 record is new"),
        ({"places": PLACES.replace("Paris", "Paris!")}, "patch, 1.0.1 or later, because 1 record is corrected"),
    ],
)
def test_the_version_follows_from_what_became_of_the_records(make, change, level):
    told = diff(make("old"), make("new", **change)).stdout
    assert f"  version: {level}; but the new build calls itself 1.0\n" in told


def test_strict_ends_with_1_where_a_record_is_gone_without_a_word_or_the_version_is_too_low(make, pair):
    old = pair[0]
    assert diff(*pair, "--strict").return_value == 1
    more = PLACES + "kiev,Kiev,,\n"
    assert diff(old, make("low", places=more), "--strict").return_value == 1
    assert diff(old, make("fine", places=more, version="1.1"), "--strict").return_value == 0
    assert diff(old, old, "--strict").return_value == 0


def test_json_holds_each_statement(pair):
    found = json.loads(diff(*pair, "--format", "json").stdout)
    assert found["counts"] == {"added": 1, "changed": 2, "noted": 11, "removed": 1}
    assert found["version_hint"]["level"] == "major"
    (lev,) = [change for change in found["changes"] if change["record"] == "person/lev"]
    assert lev["fields"][0] == {"part": "", "field": "birth date", "old": ["1906-02-24"], "new": ["1906-02-25"]}
    assert any("1906-02-24" in quad for quad in lev["removed"])
    assert [change["what"] for change in found["changes"]] == ["changed", "removed", "added", "changed"]


def test_the_feed_names_what_to_fetch_and_what_to_delete(pair):
    feed = ET.fromstring(diff(*pair, "--format", "atom").stdout)
    base = "https://data.example.org/"
    entries = [(e.findtext(f"{ATOM}id"), e.find(f"{ATOM}category").get("term")) for e in feed.iter(f"{ATOM}entry")]
    assert entries == [
        (f"{base}person/lev", "changed"),
        (f"{base}person/natasha", "added"),
        (f"{base}place/paris", "changed"),
    ]
    assert [gone.get("ref") for gone in feed.iter(DELETED)] == [f"{base}person/natalia"]
    assert feed.findtext(f"{ATOM}updated") == "2026-01-31T00:00:00Z"


HOSTILE = '<script>alert(1)</script>"&\u202e*[x](javascript:1) ]]>'


def test_hostile_texts_are_shown_as_texts(make):
    quoted = HOSTILE.replace('"', '""')
    old = make("old")
    new = make("new", places=PLACES.replace("Romny", f'"{quoted}"'))
    page = diff(old, new, "--format", "html").stdout
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;\\u202e" in page
    feed = ET.fromstring(diff(old, new, "--format", "atom").stdout)
    assert [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")] == [HOSTILE]
    markdown = diff(old, new, "--format", "markdown").stdout
    assert "<script>" not in markdown.replace("\\<script\\>", "")
    assert "](javascript" not in markdown.replace("\\]\\(", "")
    assert "\u202e" not in diff(old, new).stdout
    found = json.loads(diff(old, new, "--format", "json").stdout)
    assert found["changes"][0]["label"] == HOSTILE
    assert apply(diff(old, new, "--format", "patch").stdout, quads_of(old)) == quads_of(new)


def test_reports_take_the_form_of_their_ending(pair, tmp_path):
    names = ["d.txt", "d.md", "d.html", "d.json", "d.rdfp.gz", "d.atom"]
    options = [part for name in names for part in ("--report", tmp_path / name)]
    done = diff(*pair, *options)
    assert (done.return_value, done.stdout) == (0, "")
    assert (tmp_path / "d.txt").read_text("utf-8") == diff(*pair).stdout
    assert gzip.decompress((tmp_path / "d.rdfp.gz").read_bytes()).startswith(b"H id <uuid:")


def fault_of(*arguments: object) -> str:
    with pytest.raises(InputError) as found:
        compare_builds(*map(Path, arguments))
    return str(found.value)


def test_what_cannot_be_compared_is_told(tmp_path, pair):
    old, _ = pair
    (tmp_path / "a.ttl").touch()
    (tmp_path / "empty").mkdir()
    hint = "\n  hint: name a folder that sedova-lod build wrote, or its dataset.nq"
    assert fault_of(old, tmp_path / "none") == f"{tmp_path}/none: there is no such file or folder{hint}"
    assert fault_of(old, tmp_path / "empty") == f"{tmp_path}/empty: there is no dataset.nq in this folder{hint}"
    assert fault_of(old, tmp_path / "a.ttl") == (
        f"{tmp_path}/a.ttl: only N-Quads can be compared: they name the record of each triple{hint}"
    )


def test_a_line_that_is_no_quad_is_told_with_its_number(tmp_path, pair):
    damaged = tmp_path / "damaged.nq"
    damaged.write_bytes(b'# fine\n<x:/a/b> <x:p> "open .\n')
    assert fault_of(pair[0], damaged) == (
        f'{damaged}:2: this is no line of N-Quads: <x:/a/b> <x:p> "open .\n  hint: copy or make the file again'
    )
    damaged.write_bytes(b'_:b <x:p> "x" <x:/a/b.ttl> .\n')
    assert fault_of(pair[0], damaged) == (
        f"{damaged}:1: a blank node has no name by which it could be compared\n"
        "  hint: compare dumps that sedova-lod build wrote: they have none"
    )
    damaged.write_bytes(b'<x:/a/b> <x:p> <<( <x:s> <x:p> "x" )>> <x:/a/b.ttl> .\n')
    assert fault_of(pair[0], damaged) == (
        f"{damaged}:1: a triple term (RDF 1.2) cannot be compared\n"
        "  hint: compare dumps that sedova-lod build wrote: they have none"
    )
    damaged.write_bytes(b'# fine\n<x:/a/b> <x:p> "\xff" <x:/a/b.ttl> .\n')
    assert fault_of(pair[0], damaged) == f"{damaged}:2: this line is not UTF-8\n  hint: copy or make the file again"
    damaged.write_bytes(b'\xef\xbb\xbf<x:/a/b> <x:p> "x" <x:/a/b.ttl> .\n')
    assert fault_of(pair[0], damaged) == (
        f"{damaged}:1: begins with a byte order mark (BOM), which its format does not allow\n"
        "  hint: save it as UTF-8 without a byte order mark; it is the first three bytes: tail -c +4 leaves them out"
    )


def test_a_dump_that_was_cut_off_is_told(tmp_path, pair):
    whole = (pair[0] / "dataset.nq").read_bytes()
    for ending, packed in ((".gz", gzip.compress(whole)), (".zst", zstandard.compress(whole))):
        cut = tmp_path / f"cut.nq{ending}"
        cut.write_bytes(packed[: len(packed) // 2])
        assert re.fullmatch(
            f"{re.escape(str(cut))}: the file is damaged after line \\d+: it cannot be unpacked\n"
            "  hint: copy or make it again",
            fault_of(pair[0], cut),
        )


def test_a_report_never_replaces_a_build(pair):
    old, new = (folder / "dataset.nq" for folder in pair)
    link = old.with_name("link.json")
    link.symlink_to(old)
    done = diff(old, new, "--report", link)
    assert str(done.exception) == f"{link}: the report would replace a build\n  hint: choose another name"
    manifest = pair[1] / "manifest.json"
    done = diff(*pair, "--report", manifest)
    assert str(done.exception) == f"{manifest}: the report would replace a build\n  hint: choose another name"


def test_another_base_is_told(pair, tmp_path):
    moved = tmp_path / "moved.nq"
    text = (
        (pair[0] / "dataset.nq").read_text("utf-8").replace("https://data.example.org/", "https://other.example.org/")
    )
    moved.write_text(text, "utf-8")
    told = diff(pair[0], moved).stdout
    assert (
        "  all addresses differ: they begin with https://data.example.org/ in the old build, with"
        " https://other.example.org/ in the new one\n"
    ) in told


def test_each_field_is_told_also_if_others_change_in_the_same_way(make):
    columns = "id,name,born,born.place,died,died.place,mother,spouses,gender,note\n"
    others = "lev,Lev,1870,,,,,,,\nada,Ada,1871,,,,,,,\n"
    old = make("old", people=f"{columns}anna,Anna,1900,romny,1900,romny,lev,lev,x,x\n{others}")
    new = make("new", people=f"{columns}anna,Anna,1901,paris,1901,paris,ada,ada,y,y\n{others}")
    assert (
        "  person/anna  Anna\n"
        "    birth date: 1900 → 1901\n"
        "    birth place: place/romny → place/paris\n"
        "    death date: 1900 → 1901\n"
        "    death place: place/romny → place/paris\n"
        "    gender: x (en) → y (en)\n"
        "    parent: person/lev → person/ada\n"
        "    spouse: person/lev → person/ada\n"
        "    editorial note: x (en) → y (en)\n"
        "    birth, by mother: person/lev → person/ada\n"
    ) in diff(old, new).stdout


def test_values_that_differ_in_their_datatype_alone_are_told_with_it(tmp_path):
    old, new = tmp_path / "old.nq", tmp_path / "new.nq"
    old.write_text('<x:/a/b> <x:p> "5"^^<x:integer> <x:/a/b.ttl> .\n')
    new.write_text('<x:/a/b> <x:p> "5"^^<x:decimal> <x:/a/b.ttl> .\n')
    assert diff(old, new).stdout.endswith("\n  a/b\n    p: 5 (x:integer) → 5 (x:decimal)\n")


def test_graphs_of_any_name_are_told(tmp_path):
    old, new = tmp_path / "old.nq", tmp_path / "new.nq"
    old.write_text('<x:a> <x:p> "A" <x:g> .\n<x:/k/b> <x:p> "B"^^<x:d> .\n')
    new.write_text('<x:a> <x:p> "A" <x:g> .\n<x:/k/b> <x:p> "C"^^<x:d> .\n<x:c> <x:p> <x:d> <x:h> .\n')
    assert diff(old, new).stdout == (
        "the old build and the new build: 2 quads added, 1 quad removed\n"
        "  version: minor, because 1 record is new\n"
        "\nRecords added (1)\n  document/x:h\n"
        "\nRecords changed (1)\n  k/b\n    p: B → C\n"
    )
