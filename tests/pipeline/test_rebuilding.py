"""A rebuild maps changed records only, and its files are those of a full build, byte for byte, the state file too."""

from __future__ import annotations

import copy
import csv
import io
import json
import os
import random
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sedova_lod.engines import batch as batches
from sedova_lod.pipeline import BuildResult, earlier_build, rule_changes
from sedova_lod.serializers import STATE_FILE
from sedova_lod.validation import RuleStore
from tests.conftest import DATASET

PEOPLE = "".join(f"p{n},Person {n:02},{1850 + n},{1920 + n},c{n % 3},p{(n + 1) % 12}\n" for n in range(12))
TABLES = {
    "person": "id,name,born,died,born.place,spouses\n" + PEOPLE,
    "place": "id,name,category,part_of\nland,Land,country,\n" + "".join(f"c{n},City {n},city,land\n" for n in range(3)),
    "event": "id,name,date,place,participants\n"
    + "".join(f"e{n},Event {n:02},190{n}-05-0{n + 1},c{n % 3},p{n}\n" for n in range(6)),
    "work": "id,name,category,authors\n" + "".join(f"w{n},Work {n:02},letter,p{n}\n" for n in range(6)),
    "person__names": "of,form\np1,Pet\np2,Pit\np2,Pat\n",
}
QUICK = {"profile": "schema_org", "builtin_shapes": False}
NICE_SHAPE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <http://schema.org/> .
<urn:dated> a sh:NodeShape ; sh:targetClass schema:Person ; sh:severity sh:Warning ;
  sh:property [ sh:path schema:deathDate ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no death" ] .
"""
FAR_SHAPE = '''\
<urn:far> a sh:NodeShape ; sh:targetClass schema:Person ; sh:severity sh:Info ; sh:sparql [ sh:message "born late" ;
  sh:select """SELECT $this ?value WHERE {
    $this <http://schema.org/birthDate> ?value . ?other <http://schema.org/birthDate> ?first
    FILTER(STR(?value) > STR(?first)) FILTER NOT EXISTS { ?third <http://schema.org/birthDate> ?date
      FILTER(STR(?date) > STR(?value)) } }""" ] .
'''


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    left, right = bytes_of(one), bytes_of(other)
    return [name for name in sorted(left.keys() | right.keys()) if left.get(name) != right.get(name)]


class Tables:
    """Hold a small project whose tables are edited again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows = {name: list(csv.reader(io.StringIO(text))) for name, text in TABLES.items()}
        self.dataset = DATASET
        root.mkdir(parents=True)
        self.write()

    def write(self) -> Path:
        sections = []
        for name, rows in self.rows.items():
            with (self.root / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(rows)
            sections.append(f'[[tables]]\nkind = "{name.replace("__", ".")}"\nfile = "{name}.csv"\n')
        (self.root / "sedova.toml").write_text(self.dataset + "".join(sections), encoding="utf-8")
        return self.root

    def cell(self, table: str, record: str, column: str, value: str) -> None:
        rows = self.rows[table]
        next(row for row in rows if row[0] == record)[rows[0].index(column)] = value

    def rename(self, old: str, new: str) -> None:
        self.rows = {name: [[new if cell == old else cell for cell in row] for row in rows]
                     for name, rows in self.rows.items()}  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path / "project")


@pytest.fixture(scope="module")
def full_build(tmp_path_factory, build):
    """Give full builds; one for all tests that ask for the same."""
    known: dict[str, tuple[BuildResult, Path]] = {}

    def run(tables: Tables, options: dict[str, Any]) -> tuple[BuildResult, Path]:
        texts = [path.read_text() for path in options.get("shapes", ())]
        key = repr((tables.rows, tables.dataset, options, texts))
        if key not in known or "/" in str(options.get("profile")):
            folder = tmp_path_factory.mktemp("full")
            known[key] = build(tables.root, folder, **options, fresh=True), folder
        return known[key]

    return run


@pytest.fixture
def rebuilt(tables: Tables, tmp_path: Path, build, full_build):
    """Rebuild the project; the result must be that of a full build."""

    def run(**options):
        result = build(tables.write(), tmp_path / "dist", **options)
        full, folder = full_build(tables, options)
        assert result.findings == full.findings
        assert (result.n_records, result.n_triples) == (full.n_records, full.n_triples)
        assert result.n_rejected == full.n_rejected
        assert differing(tmp_path / "dist", folder) == []
        return result.n_mapped, result.n_kept, result.lost

    return run


@pytest.fixture
def quickly_rebuilt(rebuilt):
    """Rebuild without shapes, where they do not matter."""

    def run(**options):
        return rebuilt(**{**QUICK, **options})

    return run


def test_what_has_not_changed_is_kept(tables, quickly_rebuilt, tmp_path):
    n_records, n_kept, lost = quickly_rebuilt()
    assert (n_kept, lost) == (0, "")
    before = (tmp_path / "dist/dataset.nt").stat().st_ino
    assert quickly_rebuilt() == (0, n_records, "")
    assert (tmp_path / "dist/dataset.nt").stat().st_ino == before, "the dump was copied"
    tables.cell("work", "w3", "name", "Letter to Lev")
    assert quickly_rebuilt() == (1, n_records - 1, "")


def test_records_that_only_move_are_kept(tables, quickly_rebuilt):
    n_records = quickly_rebuilt()[0]
    tables.rows["person"].insert(1, ["new", "Somebody New", "1900", "", "", ""])
    assert quickly_rebuilt() == (1, n_records, "")
    del tables.rows["person"][1]
    assert quickly_rebuilt() == (0, n_records, "")
    tables.rows["work"].reverse()
    tables.rows["work"].insert(0, tables.rows["work"].pop())
    assert quickly_rebuilt() == (0, n_records, "")


def test_a_reference_changes_the_records_at_both_its_ends(tables, rebuilt):
    rebuilt()
    tables.cell("person", "p0", "spouses", "p5")
    n_mapped, _n_kept, _lost = rebuilt()
    assert 2 <= n_mapped <= 4


def test_a_renamed_record_is_followed_by_those_that_name_it(tables, rebuilt):
    rebuilt()
    tables.rename("c1", "city-one")
    n_mapped, n_kept, _lost = rebuilt()
    assert n_mapped == 2 + 4 + 2  # the city, the country that it lies in, those born there, the events there
    assert n_kept > 0


def test_a_place_that_becomes_a_country_is_judged_with_those_that_name_it(tables, rebuilt):
    rebuilt()
    tables.cell("place", "c2", "category", "country")
    n_mapped, _n_kept, _lost = rebuilt()
    assert n_mapped == 2 + 4 + 2


def test_rules_across_records_hold_for_kept_records_too(tables, rebuilt):
    rebuilt(keep_going=True)
    tables.cell("person", "p3", "died", "1890")
    tables.cell("event", "e3", "date", "1903")
    tables.cell("person", "p4", "name", "Person 05")
    rebuilt(keep_going=True)
    tables.cell("person", "p4", "born", "31 Feb 1900")
    rebuilt(keep_going=True)
    tables.cell("person", "p4", "born", "1854")
    rebuilt(keep_going=True)


@pytest.fixture
def nothing_is_run_over_everything(monkeypatch):
    """Make it a fault to run rules over all triples."""

    def begin() -> None:
        def run(*_: object) -> None:
            raise AssertionError("rules were run over everything")

        monkeypatch.setattr(RuleStore, "run", run)

    yield begin
    monkeypatch.undo()


def test_rules_across_records_are_run_for_what_leads_to_a_change_alone(
    tables, tmp_path, build, nothing_is_run_over_everything
):
    tables.cell("person", "p9", "died", "1990")
    folder = tmp_path / "dist"
    build(tables.write(), folder)
    nothing_is_run_over_everything()
    for edit, found in (
        (lambda: tables.cell("work", "w3", "name", "Letter to Lev"), {"person/p9"}),
        (lambda: tables.cell("person", "p3", "died", "1890"), {"person/p9", "event/e3"}),
        (lambda: tables.cell("person", "p9", "died", "1930"), {"event/e3"}),
        (lambda: tables.cell("event", "e3", "participants", "p4"), set()),
    ):
        edit()
        result = build(tables.write(), folder)
        assert result.n_kept > 25
        assert {finding.record for finding in result.findings} == found


@pytest.mark.slow
def test_rules_that_may_look_anywhere_are_run_over_everything(tables, rebuilt, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(NICE_SHAPE + FAR_SHAPE)
    tables.cell("person", "p9", "died", "1990")
    rebuilt(shapes=(shapes,))
    tables.cell("person", "p2", "born", "1862")
    assert rebuilt(shapes=(shapes,))[1] > 25
    tables.cell("event", "e3", "participants", "p9")
    assert rebuilt(shapes=(shapes,))[1] > 25


@pytest.mark.parametrize("most_bytes", [0, 2000])
def test_rules_are_run_over_everything_if_too_much_leads_to_a_change(tables, rebuilt, monkeypatch, most_bytes):
    monkeypatch.setattr(rule_changes, "_MOST_BYTES", most_bytes)
    rebuilt()
    tables.cell("person", "p3", "died", "1890")
    assert rebuilt()[1] > 25


@pytest.mark.slow
def test_findings_of_kept_records_stay_and_follow_their_rows(tables, rebuilt, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(NICE_SHAPE)
    tables.cell("person", "p7", "died", "")
    n_records = rebuilt(shapes=(shapes,))[0]
    tables.cell("work", "w3", "name", "Letter to Lev")
    assert rebuilt(shapes=(shapes,)) == (1, n_records - 1, "")
    tables.rows["person"].insert(1, ["new", "Somebody New", "1900", "1950", "", ""])
    assert rebuilt(shapes=(shapes,)) == (2, n_records - 1, "")
    tables.rows["person"][0][3] = "died"
    tables.rows["person"] = [[*row[:1], *row[2:], row[1]] for row in tables.rows["person"]]
    rebuilt(shapes=(shapes,))


_CHANGED = "the profile, the shapes, the settings or the tool have changed"


def test_other_profiles_shapes_and_settings_build_everything_anew(tables, rebuilt, tmp_path, monkeypatch):
    n_records = rebuilt()[0]
    assert rebuilt(profile="schema_org") == (n_records, 0, _CHANGED)
    assert rebuilt(profile="schema_org", formats=("nt",)) == (n_records, 0, _CHANGED)
    shapes = tmp_path / "own.ttl"
    shapes.write_text(NICE_SHAPE)
    assert rebuilt(profile="schema_org", formats=("nt",), shapes=(shapes,))[1:] == (0, _CHANGED)
    shapes.write_text(NICE_SHAPE.replace("minCount 1", "minCount 0"))
    assert rebuilt(profile="schema_org", formats=("nt",), shapes=(shapes,))[1:] == (0, _CHANGED)
    tables.dataset = DATASET.replace('version = "1.0"', 'version = "1.1"')
    assert rebuilt(profile="schema_org", formats=("nt",))[1:] == (0, _CHANGED)
    assert rebuilt(profile="schema_org", formats=("nt",))[0] == 0


def test_an_own_profile_is_looked_at_itself(tables, rebuilt, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    query = "PREFIX rec: <https://w3id.org/sedova-lod/record#>\nCONSTRUCT { ?p <http://schema.org/name> ?l }\n"
    for kind in ("person", "place", "event", "work", "concept"):
        (folder / f"{kind}.rq").write_text(
            f"{query}WHERE {{ ?p a rec:{kind.title()} . OPTIONAL {{ ?p rec:label ?l }} }}"
        )
    options = {"profile": str(folder), "builtin_shapes": False, "formats": ("nt", "nq")}
    n_records = rebuilt(**options)[0]
    assert rebuilt(**options) == (0, n_records, "")
    work = folder / "work.rq"
    work.write_text(work.read_text().replace("schema.org/name", "schema.org/headline"))
    assert rebuilt(**options) == (n_records, 0, _CHANGED)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flip(path: Path) -> None:
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


def _other_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"state 2", b"state 1", 1))


@pytest.mark.parametrize(
    ("name", "spoil", "told"),
    [
        (STATE_FILE, _cut, "the state file is damaged"),
        (STATE_FILE, _flip, "the state file is damaged"),
        (STATE_FILE, _other_version, "the state file is of another version"),
        (STATE_FILE, lambda path: path.write_bytes(b"sedova-lod state 2\n"), "the state file is cut off"),
        (STATE_FILE, Path.unlink, ""),
        ("dataset.ttl", _flip, "dataset.ttl is not as it was written"),
        ("dataset.nt", _cut, "dataset.nt is not as it was written"),
        ("dataset.nq", Path.unlink, "dataset.nq is not as it was written"),
    ],
)
def test_whatever_is_spoilt_is_built_anew(tables, quickly_rebuilt, tmp_path, name, spoil, told):
    n_records = quickly_rebuilt()[0]
    spoil(tmp_path / "dist" / name)
    assert quickly_rebuilt() == (n_records, 0, told)
    assert quickly_rebuilt() == (0, n_records, "")


def test_dumps_with_other_times_are_hashed(tables, quickly_rebuilt, tmp_path):
    n_records = quickly_rebuilt()[0]
    for path in (tmp_path / "dist").iterdir():
        os.utime(path, (path.stat().st_size, path.stat().st_size))
    assert quickly_rebuilt() == (0, n_records, "")


def test_a_state_that_does_not_fit_the_dumps_is_noticed_on_the_way(tables, quickly_rebuilt, tmp_path, monkeypatch):
    n_records = quickly_rebuilt()[0]
    nt = tmp_path / "dist/dataset.nt"
    nt.write_bytes(nt.read_bytes().replace(b"schema.org/name>", b"schema.org/nome>"))
    monkeypatch.setattr(earlier_build, "_sha256", lambda path: earlier_build_hash(tmp_path, path))
    tables.cell("work", "w3", "name", "Letter to Lev")
    assert quickly_rebuilt() == (n_records, 0, "the state file does not fit the dumps")


def earlier_build_hash(tmp_path: Path, path: Path) -> str:
    """Say of every file that it is as it was."""
    files = json.loads((tmp_path / path.parent.name / "manifest.json").read_bytes())["files"]
    return next(file["sha256"] for file in files if file["name"] == path.name)


def test_a_build_that_is_broken_off_leaves_old_state_and_dumps_together(
    tables, quickly_rebuilt, tmp_path, monkeypatch, build
):
    n_records = quickly_rebuilt()[0]
    before = bytes_of(tmp_path / "dist")
    tables.cell("work", "w3", "name", "Letter to Lev")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(batches.BatchWorker, "process_records", stop)
        with pytest.raises(KeyboardInterrupt):
            build(tables.write(), tmp_path / "dist", **QUICK)
    assert bytes_of(tmp_path / "dist") == before
    assert quickly_rebuilt() == (1, n_records - 1, "")


def test_faulty_tables_leave_the_last_build_to_be_gone_on_from(tables, quickly_rebuilt, tmp_path, build):
    n_records = quickly_rebuilt()[0]
    tables.cell("work", "w3", "authors", "nobody")
    assert build(tables.write(), tmp_path / "dist", **QUICK).has_failed
    tables.cell("work", "w3", "authors", "p1")
    assert quickly_rebuilt()[1] >= n_records - 3


@pytest.mark.parametrize("options", [{"compress": "gzip"}, {"formats": ("ttl", "jsonld")}, {"keeps_state": False}])
def test_no_state_is_kept_of_what_could_not_be_read_back(tables, quickly_rebuilt, tmp_path, options):
    quickly_rebuilt()
    assert quickly_rebuilt(**options)[1:] == (0, "")
    assert not (tmp_path / "dist" / STATE_FILE).exists()


@pytest.mark.slow
def test_several_processes_and_small_batches_write_the_same_state(tables, quickly_rebuilt, tmp_path, build):
    quickly_rebuilt()
    build(tables.root, tmp_path / "other", jobs=2, batch_records=3, **QUICK)
    assert differing(tmp_path / "other", tmp_path / "dist") == []
    tables.cell("work", "w3", "name", "Letter to Lev")
    tables.cell("person", "p1", "name", "Pjotr")
    assert build(tables.write(), tmp_path / "other", jobs=2, batch_records=3, **QUICK).n_mapped == 2
    quickly_rebuilt()
    assert differing(tmp_path / "other", tmp_path / "dist") == []


def test_a_state_is_kept_where_it_is_worth_while(tables, tmp_path, build):
    plain = {**QUICK, "formats": ("nt",)}
    state = tmp_path / "dist" / STATE_FILE
    for options, is_kept in (({}, False), ({"keeps_state": True}, True), ({}, True), ({"keeps_state": False}, False)):
        build(tables.root, tmp_path / "dist", **plain, **options)
        assert state.exists() is is_kept


class _Editor:
    """Edit a project by chance."""

    def __init__(self, tables: Tables, chance: random.Random) -> None:
        self.tables, self.chance = tables, chance
        own = tables.root.parent / "own.ttl"
        self.options: dict[str, object] = {"keep_going": True, "shapes": chance.choice(((), (own,)))}
        tables.cell("person", "p9", "died", "1990")
        tables.cell("person", "p3", "died", "1890")
        self.n_new = 0
        self.most_bytes = 16_000_000

    def step(self) -> None:
        edits = [self.edit, self.edit, self.edit, self.delete, self.insert, self.rename, self.shuffle, self.settings]
        for _ in range(self.chance.randrange(1, 4)):
            self.chance.choice(edits)()
        self.most_bytes = self.chance.choice((16_000_000, 16_000_000, 16_000_000, 20_000, 0))

    def _row(self) -> tuple[str, list[list[str]], int]:
        name = self.chance.choice(sorted(self.tables.rows))
        rows = self.tables.rows[name]
        return name, rows, self.chance.randrange(1, len(rows)) if len(rows) > 1 else 0

    def edit(self) -> None:
        _name, rows, number = self._row()
        if number:
            column = self.chance.randrange(1, len(rows[0]))
            others = [row[column] for row in rows[1:]]
            rows[number][column] = self.chance.choice(
                [*others, *others, "", "1890", "1990", "31 Feb 1911", "Lev", "p3", "x;y"]
            )

    def delete(self) -> None:
        _name, rows, number = self._row()
        if number:
            del rows[number]

    def insert(self) -> None:
        name, rows, number = self._row()
        if number:
            self.n_new += 1
            row = copy.copy(rows[number])
            row[0] = row[0] if name == "person__names" else f"new{self.n_new}"
            rows.insert(self.chance.randrange(1, len(rows) + 1), row)

    def rename(self) -> None:
        _name, rows, number = self._row()
        if number:
            self.n_new += 1
            self.tables.rename(rows[number][0], f"{self.chance.choice('amz')}{self.n_new}")

    def shuffle(self) -> None:
        name, rows, _number = self._row()
        rest = rows[1:]
        self.chance.shuffle(rest)
        self.tables.rows[name] = [rows[0], *rest]

    def settings(self) -> None:
        name, values = self.chance.choice(
            [
                ("profile", ("both", "schema_org", "cidoc_crm")),
                ("shapes", ((), (self.tables.root.parent / "own.ttl",))),
                ("formats", (("ttl", "jsonld", "nt", "nq"), ("nq", "ttl"), ("nt",))),
                ("batch_records", (2, 7, 1000)),
                ("language", ("en", "ru")),
                ("builtin_shapes", (True, False)),
            ]
        )
        self.options[name] = self.chance.choice(values)


def _edited_again_and_again(seed: int, n_steps: int, folder: Path, build) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    tables = Tables(folder / "project")
    (folder / "own.ttl").write_text(NICE_SHAPE + FAR_SHAPE)
    editor = _Editor(tables, random.Random(seed))
    for _ in range(n_steps):
        root = tables.write()
        with patch.object(rule_changes, "_MOST_BYTES", editor.most_bytes):
            result = build(root, folder / "dist", **editor.options)
        full = build(root, folder / "full", **editor.options, fresh=True)
        assert result.findings == full.findings
        assert differing(folder / "dist", folder / "full") == []
        editor.step()


@pytest.mark.slow
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_edits_give_the_bytes_of_a_full_build(seed, tmp_path, build):
    _edited_again_and_again(seed, 4, tmp_path / "edited", build)


@pytest.mark.long
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_many_edits_give_the_bytes_of_a_full_build(seed, tmp_path, build):
    _edited_again_and_again(seed, 12, tmp_path / "edited", build)
