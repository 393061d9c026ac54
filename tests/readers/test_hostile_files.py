"""Whatever the bytes: an InputError or findings, never another exception."""

from __future__ import annotations

import random
import sqlite3
import zipfile

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import open_table
from sedova_lod.settings import TableSpec
from tests.readers.workbooks import ods_bytes, ods_cell, ods_row, ods_text

_CSV = 'id,name,born,note\n1,"Natalia ""Natasha"" Sedova",1882,"a\nb"\n2,Лев,1879,\n3,Zoë,"1,5",x\n'.encode()
_YAML = (
    "- id: natalia\n  name: 'Natalia'\n  born: {date: 1882-04-05, place: romny}\n  names:\n  - form: \"Наталья\"\n"
    "    language: ru\n- id: lev\n  text: |\n    two\n    lines\n---\nid: x # remark\n"
).encode()
_JSON = '{"id": "a", "born": {"date": "1882", "n": [1, 2.50, true, null]}}\n{"id": "Лев"}\n'.encode()


def _xlsx(tmp_path, workbook):
    sheet = workbook.active
    sheet.append(["id", "name", "born"])
    sheet.append(["a", "Natalia", 1882])
    sheet.append(["b", "Лев", "=1+1"])
    sheet.merge_cells("A4:B4")
    workbook.create_sheet("Other")["C7"] = 1.5
    workbook.save(tmp_path / "valid.xlsx")
    return (tmp_path / "valid.xlsx").read_bytes()


def _ods(tmp_path):
    rows = (
        ods_row(ods_text("id"), ods_text("born"))
        + ods_row(ods_text("a"), ods_cell("date", "date-value", "1882-04-05"), repeated=3)
        + ods_row(ods_cell("float", "value", "1905"), '<table:table-cell table:number-columns-repeated="9"/>')
    )
    return ods_bytes(tmp_path / "valid.ods", {"People": rows, "Other": rows}).read_bytes()


def _sqlite(tmp_path):
    path = tmp_path / "valid.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE people (id TEXT, name TEXT)")
        connection.executemany("INSERT INTO people VALUES (?, ?)", [(str(i), "Лев" * 50) for i in range(200)])
    connection.close()
    return path.read_bytes()


def _parquet(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["a", "b"] * 50, "n": [1, None] * 50}), tmp_path / "valid.parquet")
    return (tmp_path / "valid.parquet").read_bytes()


def _damaged(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(5)
        if kind == 0:
            data[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 1:
            del data[at : at + dice.randint(1, 30)]
        elif kind == 2:
            data[at:at] = dice.choice(
                [b'"', b"\0", b"\n", b"\r", b",", b"\xff", b"\xe9", b"&a", b"*a", b"{", b"[", b"- ", b"\t"]
            )
        elif kind == 3:
            other = dice.randrange(len(data) + 1)
            data[at:at] = data[other : other + dice.randint(1, 60)]
        else:
            data[at:] = data[at:][: dice.randint(0, len(data))]
    return bytes(data) or b"\n"


def _damaged_part(content: bytes, dice: random.Random, path) -> bytes:
    """Damage one part of a workbook, and pack it soundly again."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = dice.choice(sorted(name for name in parts if name.endswith((".xml", ".rels"))))
    parts[chosen] = _damaged(parts[chosen], dice)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path.read_bytes()


def _read(root, name, content):
    """Read a file to its end and give the number of rows and findings; an InputError gives none."""
    (root / name).write_bytes(content)
    try:
        table = open_table(root, TableSpec("person", name))
        n_rows = sum(1 for _ in table.rows())
        again = sum(1 for _ in table.rows())
    except InputError:
        return None
    assert n_rows == again
    return n_rows, [str(finding) for finding in table.findings]


@pytest.mark.parametrize(("name", "content"), [("a.csv", _CSV), ("a.tsv", _CSV), ("a.yaml", _YAML), ("a.jsonl", _JSON)])
@pytest.mark.parametrize("seed", range(4))
def test_damaged_text_files(tmp_path, name, content, seed):
    dice = random.Random(f"{name}{seed}")
    results = [_read(tmp_path, name, _damaged(content, dice)) for _ in range(100)]
    assert any(result and result[1] for result in results)


@pytest.mark.parametrize("seed", range(3))
def test_damaged_xlsx(tmp_path, workbook, seed):
    content, dice = _xlsx(tmp_path, workbook), random.Random(f"xlsx{seed}")
    for turn in range(60):
        data = _damaged_part(content, dice, tmp_path / "t.zip") if turn % 3 else _damaged(content, dice)
        _read(tmp_path, "a.xlsx", data)


@pytest.mark.parametrize("seed", range(3))
def test_damaged_ods(tmp_path, seed):
    content, dice = _ods(tmp_path), random.Random(f"ods{seed}")
    for turn in range(60):
        data = _damaged_part(content, dice, tmp_path / "t.zip") if turn % 3 else _damaged(content, dice)
        _read(tmp_path, "a.ods", data)


@pytest.mark.parametrize(("name", "make"), [("a.db", _sqlite), ("a.parquet", _parquet)])
def test_damaged_databases(tmp_path, name, make):
    content, dice = make(tmp_path), random.Random(name)
    for _ in range(100):
        _read(tmp_path, name, _damaged(content, dice))


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "ods", "jsonl", "yaml", "db", "parquet"])
@pytest.mark.parametrize("seed", range(2))
def test_noise(tmp_path, suffix, seed):
    dice = random.Random(f"noise{suffix}{seed}")
    for _ in range(15):
        _read(tmp_path, f"a.{suffix}", dice.randbytes(dice.randint(0, 400)))
