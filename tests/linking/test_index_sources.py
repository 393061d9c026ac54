"""Dumps and tables become an index; what cannot be used is told with its place, and nothing is half written."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from sedova_lod.dates import Calendar, day_number
from sedova_lod.errors import InputError, OutputError
from sedova_lod.linking import DayRange, EntityName, IndexReport, build_index, open_index

JULIAN = "http://www.wikidata.org/entity/Q1985786"


def item(identity: str, label: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "item", "id": identity, "labels": {"en": {"language": "en", "value": label}},
        "modified": "2026-01-04T10:00:00Z", **more,
    }  # fmt: skip


def claim(name: str, value: Any, kind: str) -> dict[str, list[dict[str, Any]]]:
    snak = {"snaktype": "value", "property": name, "datavalue": {"type": kind, "value": value}}
    return {name: [{"rank": "normal", "mainsnak": snak}]}


LEV = item(
    "Q1", "Lev Sedov",
    aliases={"fr": [{"language": "fr", "value": "Léon Sedov"}]},
    modified="2026-01-05T10:00:00Z",
    claims={
        **claim("P31", {"id": "Q5"}, "wikibase-entityid"),
        **claim("P569", {"time": "+1906-02-11T00:00:00Z", "precision": 11, "calendarmodel": JULIAN}, "time"),
        **claim("P20", {"id": "Q90"}, "wikibase-entityid"),
        **claim("P214", "54151571", "string"),
    },
)  # fmt: skip
PARIS = item("Q90", "Paris", claims=claim("P31", {"id": "Q515"}, "wikibase-entityid"))
PAGE = item("Q8", "Sedov", claims=claim("P31", {"id": "Q4167410"}, "wikibase-entityid"))
PROPERTY = {"type": "property", "id": "P31"}
Build = Callable[..., IndexReport]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dump(*items: dict[str, Any]) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(one, ensure_ascii=False).encode() for one in items) + b"\n]\n"


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_a_dump_becomes_an_index(ending: str) -> None:
    Path(f"dump.json{ending}").write_bytes(COMPRESSIONS[ending](dump(LEV, PAGE, PARIS, PROPERTY)))
    told: list[int] = []
    report = build_index(f"dump.json{ending}", "dump.index", advance=told.append)
    assert report[:4] == (2, 3, {"page": 1, "property or lexeme": 1}, {})
    assert (report.snapshot, report.findings, sum(told)) == ("2026-01-05", (), 2)
    with open_index("dump.index") as index:
        found = index.entity("Q1")
        assert found is not None
        day = day_number(1906, 2, 11, Calendar.JULIAN)
        assert (found.kind, found.born, found.places) == ("person", DayRange(day, day), ("Paris",))
        assert found.names == (EntityName("Lev Sedov", "en"), EntityName("Léon Sedov", "fr"))
        assert ("viaf", "54151571") in found.identifiers
        assert (index.snapshot, index.source, report.size_bytes) == (
            "2026-01-05", f"dump.json{ending}", Path("dump.index").stat().st_size,
        )  # fmt: skip


def test_kinds_can_be_chosen_and_a_snapshot_stated() -> None:
    Path("dump.ndjson").write_bytes(b"\n".join(json.dumps(one).encode() for one in (LEV, PARIS)))
    report = build_index("dump.ndjson", "dump.index", kinds=("person",), snapshot="2025-12-31")
    assert (report.n_entities, report.n_passed_over, report.snapshot) == (1, {"place": 1}, "2025-12-31")


def test_an_answer_of_the_api_is_a_dump_too() -> None:
    answer = {"entities": {"Q1": LEV, "Q90": PARIS, "Q7": {"id": "Q7", "missing": ""}}}
    Path("items.json").write_text(json.dumps(answer), encoding="utf-8")
    report = build_index("items.json", "items.index")
    assert (report.n_entities, report.n_passed_over) == (2, {"missing item": 1})


def test_damaged_lines_are_told_one_by_one() -> None:
    lines = [
        b"[", json.dumps(LEV).encode() + b",", b'{"id": "Q2", "labels": {', b'{"id": "Q3", "labels": "\xff"},',
        b'"Q4"', b'{"labels": {}}', b"[" * 100_000, json.dumps(PARIS).encode(), b"]",
    ]  # fmt: skip
    Path("dump.json").write_bytes(b"\n".join(lines))
    report = build_index("dump.json", "dump.index")
    hint = "[unreadable-record]\n  hint: fetch the dump again, or mend the line"
    assert [str(finding) for finding in report.findings] == [
        "dump.json:3: the line is no JSON: expecting property name enclosed in double quotes at column 25 " + hint,
        f"dump.json:4: the line is no JSON: its bytes are no UTF-8 {hint}",
        f"dump.json:5: the line is no item: it has no id {hint}",
        f"dump.json:6: the line is no item: it has no id {hint}",
        f"dump.json:7: the line is no JSON: it is nested too deeply {hint}",
    ]
    assert (report.n_entities, report.n_findings) == (2, {"unreadable-record": 5})


def test_items_of_any_shape_are_read_or_told() -> None:
    shapes = [
        item("Q2", "x", claims=[]), item("Q3", "x", aliases=[], claims={"P569": None}),
        item("Q4", "x", claims={"P569": [{"mainsnak": {"datavalue": {"value": {"time": 5}}}}]}),
        {"id": "Q5", "type": "item", "labels": []}, item("Q6", ""),
    ]  # fmt: skip
    Path("dump.json").write_bytes(dump(*shapes))
    assert build_index("dump.json", "dump.index").n_entities == len(shapes)


def test_a_line_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sedova_lod.linking.wikidata_dump._MOST_LINE", 1 << 20)
    huge = item("Q2", "x" * (3 << 20))
    Path("dump.json").write_bytes(dump(LEV, huge, PARIS))
    report = build_index("dump.json", "dump.index")
    assert [str(finding) for finding in report.findings] == [
        "dump.json:3: the line is longer than 1 MiB, and was left out [cell-too-long]\n  hint: write one item a line"
    ]
    assert report.n_entities == 2


def test_a_name_too_long_is_left_out() -> None:
    Path("dump.json").write_bytes(dump(item("Q2", "x" * 501), LEV))
    report = build_index("dump.json", "dump.index")
    assert [str(finding) for finding in report.findings] == [
        "dump.json: a name of Q2 has 501 signs, and was left out [cell-too-long]"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_a_dump_cut_off_makes_no_index(ending: str) -> None:
    whole = COMPRESSIONS[ending](dump(*(item(f"Q{number}", f"Name {number * 7919}") for number in range(1, 9000))))
    Path(f"dump.json{ending}").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(InputError) as fault:
        build_index(f"dump.json{ending}", "dump.index")
    message = str(fault.value)
    assert message.startswith(f"dump.json{ending}: the file is damaged or was cut off after line ")
    assert message.endswith("\n  hint: fetch it again, and compare its checksum")
    assert not Path("dump.index").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("dump.json", None, "dump.json: cannot be read: No such file or directory"),
        ("dump.json.gz", b"no gzip", "dump.json.gz: cannot be read: Not a gzipped file (b'no')"),
        (
            "dump.json", b"[\n]\n",
            "dump.json: there is no entry to be indexed\n  hint: give a dump of Wikidata, one item a line, or a table",
        ),
        (
            "dump.json", b"{\n",
            "dump.json: there is no entry to be indexed; the first of 1 faults: dump.json:1: the line is no "
            "JSON: expecting property name enclosed in double quotes at column 2\n"
            "  hint: give a dump of Wikidata, one item a line, or a table",
        ),
        ("people.csv", None, "people.csv: no file 'people.csv'\n  hint: check the name"),
        (
            "people.csv", b"name,born\nLev,1906\n",
            "people.csv:1: there is no column 'id'\n"
            "  hint: an authority's table has at least the columns 'id' and 'name'",
        ),
        ("people.yaml", b"id: a\n", "people.yaml: this is no table\n  hint: give a table or a dump of Wikidata"),
        (
            "people.doc", b"x",
            "people.doc: no reader for files '.doc'\n  hint: these can be read: csv, db, jsonl, ndjson, ods, parquet, "
            "sqlite, sqlite3, tab, tsv, txt, xlsm, xlsx, yaml, yml",
        ),
    ],
)  # fmt: skip
def test_a_source_that_is_none_is_told(name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    with pytest.raises(InputError) as fault:
        build_index(name, "people.index")
    assert str(fault.value) == message
    assert not Path("people.index").exists()


TABLE = """\
id,name,name@ru,aliases,born,died,nationality,gender,occupation,place,viaf,same_as,shelf
Q1,Lev Sedov,Лев Седов,"Sedov, Lev|Liova",24 February 1906 N.S.,1938-02-16,Russian,male,revolutionary|editor,\
Paris;Odessa,54151571,http://d-nb.info/gnd/118642979,A 1
viaf:2,Xenophon,,,-430,-354,,,,,,,
"""


def test_a_table_becomes_an_index() -> None:
    Path("people.csv").write_text(TABLE, encoding="utf-8")
    report = build_index("people.csv", "people.index", kinds=("person",), snapshot="2026-01-05")
    assert [str(finding) for finding in report.findings] == [
        "people.csv:1 column M 'shelf': column 'shelf' is not used [unused-column]"
    ]
    with open_index("people.index") as index:
        lev, xenophon = index.entities()
    assert lev.names == tuple(
        EntityName(*name) for name in (("Lev Sedov",), ("Лев Седов", "ru"), ("Sedov, Lev",), ("Liova",))
    )
    assert lev.born == DayRange(day_number(1906, 2, 24), day_number(1906, 2, 24))
    assert (lev.kind, lev.nationalities, lev.gender) == ("person", ("Russian",), "male")
    assert (lev.occupations, lev.places) == (("revolutionary", "editor"), ("Paris", "Odessa"))
    assert lev.identifiers == (("wd", "Q1"), ("viaf", "54151571"), ("gnd", "118642979"))
    assert xenophon.born == DayRange(day_number(-429, 1, 1), day_number(-429, 12, 31))


def test_a_day_without_a_calendar_is_in_either() -> None:
    Path("people.csv").write_text("id,name,born\nQ1,Natalia Sedova,1882-04-05\n", encoding="utf-8")
    build_index("people.csv", "people.index")
    with open_index("people.index") as index:
        found = index.entity("Q1")
        assert found is not None
        assert found.born == DayRange(day_number(1882, 4, 5), day_number(1882, 4, 5, Calendar.JULIAN))


def test_faulty_rows_are_told_with_their_cells() -> None:
    huge = "x" * 600
    rows = [
        "id,name,birth_year,aliases", "Q1,Lev Sedov,circa the war,", ",Nobody,1900,", "Q3,,1900,",
        f"Q4,Natalia,1882,{huge}", "Q1,Another Lev,1906,", "Q6,too,many,cells,here",
    ]  # fmt: skip
    Path("people.csv").write_text("\n".join(rows), encoding="utf-8")
    report = build_index("people.csv", "people.index")
    told = [str(finding).partition("\n")[0] for finding in report.findings]
    assert told == [
        "people.csv:2 column C 'birth_year': 'circa the war' is not a date, and was left out [bad-date]",
        "people.csv:3 column A 'id': the row has no id, and was left out [missing-id]",
        "people.csv:4 column B 'name': the row has no name, and was left out [missing-value]",
        "people.csv:5 column D 'aliases': a name of 600 signs is none, and was left out [cell-too-long]",
        "people.csv:7: row 7 has 5 cells, but there are 4 headers [ragged-row]",
        "people.csv: 2 entries have the id 'Q1'; all are in the index [duplicate-id]",
    ]
    assert report.n_entities == 3


def test_the_same_source_gives_the_same_bytes() -> None:
    Path("people.csv").write_text(TABLE, encoding="utf-8")
    for name in ("one.index", "other.index"):
        build_index("people.csv", name)
    assert Path("one.index").read_bytes() == Path("other.index").read_bytes()


def test_a_target_that_cannot_be_written_is_told_before_anything_is_read() -> None:
    Path("people.csv").write_text(TABLE, encoding="utf-8")
    with pytest.raises(OutputError) as fault:
        build_index("people.csv", "missing/people.index")
    assert str(fault.value).startswith("missing/people.index: the index cannot be written: No such file or directory")
