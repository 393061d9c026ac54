"""Pieces of a file that other processes read: what they find is that of rows read one by one, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.engines.work import pack, unpack
from sedova_lod.pipeline import building
from sedova_lod.pipeline.row_work import RowWork
from sedova_lod.readers import RowPiece, parquet_pieces, parquet_table, record_bytes
from sedova_lod.readers.csv_pieces import CsvPiece
from sedova_lod.records import KINDS, DataSetContext, TableLayout

QUICK = {"profile": "schema_org", "builtin_shapes": False, "formats": ("nt",), "keep_going": True}
PEOPLE = [f'p{n},"Person, {n}",{1800 + n}\n' for n in range(40)]
ODD = {
    "blank row": "\n",
    "blanks": " , ,\n",
    "ragged row": "x,X\n",
    "open quotation mark": 'x,"X,1900\n',
    "mark within a cell": 'x,X "the 2nd,1900\ny,Y",1901\n',
    "mark after a cell": 'x,"X" Y,1900\n',
    "lines within a cell": 'x,"X\n\n\nY",1900\n',
    "zero byte": "x,X\0,1900\n",
    "repeated id": "p3,Other,1900\n",
}


class Apart:
    """Work as other processes do, each batch packed, with batches asked for before their results are taken."""

    reads_rows = True

    def __init__(self) -> None:
        self.n_pieces = self.n_rows = 0

    def run(self, work: Any, batches: Iterable[list[Any]]) -> Iterator[Any]:
        worker = work.start()
        waiting: list[bytes] = []
        for batch in batches:
            self.n_pieces += isinstance(batch[0], RowPiece)
            self.n_rows += isinstance(work, RowWork) and not isinstance(batch[0], RowPiece)
            waiting.append(pack(batch))
            if len(waiting) > 3:
                yield worker.process(unpack(waiting.pop(0)))
        yield from (worker.process(unpack(packed)) for packed in waiting)

    def close(self) -> None:
        pass


def work() -> RowWork:
    layout = TableLayout(0, KINDS["person"], None, "t.csv")
    list(layout.arrange(["id", "name"], (), ()))
    return RowWork(DataSetContext("https://example.org/"), (layout,), frozenset(), frozenset())


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", [0, 20, 40])
def test_an_odd_row_anywhere_is_told_as_if_rows_were_read_one_by_one(
    odd, place, tmp_path, make_project, build, monkeypatch
):
    project = make_project(person="id,name,born\n" + "".join([*PEOPLE[:place], ODD[odd], *PEOPLE[place:]]))
    plain = build(project, tmp_path / "plain", **QUICK)
    monkeypatch.setattr(record_bytes, "_PIECE_BYTES", 100)
    apart = Apart()
    monkeypatch.setattr(building, "open_engine", lambda *_: apart)
    result = build(project, tmp_path / "apart", **QUICK)
    assert apart.n_pieces > 0 or (odd, place) == ("open quotation mark", 0)
    assert (result.findings, result.tables, result.n_records) == (plain.findings, plain.tables, plain.n_records)
    names = sorted(path.relative_to(tmp_path / "plain") for path in (tmp_path / "plain").rglob("*") if path.is_file())
    assert [n for n in names if (tmp_path / "plain" / n).read_bytes() != (tmp_path / "apart" / n).read_bytes()] == []


def test_a_sound_file_is_read_in_pieces_alone(make_project, build, monkeypatch):
    monkeypatch.setattr(record_bytes, "_PIECE_BYTES", 100)
    apart = Apart()
    monkeypatch.setattr(building, "open_engine", lambda *_: apart)
    build(make_project(person="id,name,born\n" + "".join(PEOPLE)), **QUICK)
    assert (apart.n_pieces > 5, apart.n_rows) == (True, 0)


ODD_CELLS: dict[str, list[tuple[Any, ...]]] = {
    "blank row": [(None, None, None, None)],
    "blanks": [("", "", None, None)],
    "bytes": [("x", "X", 1900, b"\xff")],
    "no id": [(None, "X", 1900, None)],
    "repeated id": [("p3", "Other", 1900, None)],
    "nothing odd": [],
}


@pytest.fixture
def make_parquet(make_project, monkeypatch):
    """Make a project of a Parquet file with row groups of 15 rows, which are read seven at a time."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    for module in (parquet_pieces, parquet_table):
        monkeypatch.setattr(module, "BATCH_ROWS", 7)

    def make(rows: list[tuple[Any, ...]]) -> Path:
        root = make_project(person="")
        (root / "person.csv").unlink()
        names = {"id": pa.string(), "name": pa.string(), "born": pa.int32(), "raw": pa.binary()}
        columns = [pa.array(values, sort) for values, sort in zip(zip(*rows, strict=True), names.values(), strict=True)]
        pq.write_table(pa.table(columns, [*names]), root / "person.parquet", row_group_size=15)
        settings = root / "sedova.toml"
        text = settings.read_text().replace('"person.csv"', '"person.parquet"\nignore = ["raw"]')
        settings.write_text(text)
        return root

    return make


@pytest.mark.parametrize("odd", ODD_CELLS)
@pytest.mark.parametrize("place", [0, 20, 40])
def test_odd_rows_of_parquet_anywhere_are_told_as_if_rows_were_read_one_by_one(
    odd, place, tmp_path, make_parquet, build, monkeypatch
):
    people = [(f"p{n}", f"Person {n}", 1800 + n, None) for n in range(40)]
    project = make_parquet([*people[:place], *ODD_CELLS[odd], *people[place:]])
    plain = build(project, tmp_path / "plain", **QUICK)
    apart = Apart()
    monkeypatch.setattr(building, "open_engine", lambda *_: apart)
    result = build(project, tmp_path / "apart", **QUICK)
    assert apart.n_pieces > 0
    assert (apart.n_rows == 0) == (odd in ("no id", "repeated id", "nothing odd"))
    assert (result.findings, result.tables, result.n_records) == (plain.findings, plain.tables, plain.n_records)
    names = sorted(path.relative_to(tmp_path / "plain") for path in (tmp_path / "plain").rglob("*") if path.is_file())
    assert [n for n in names if (tmp_path / "plain" / n).read_bytes() != (tmp_path / "apart" / n).read_bytes()] == []


def test_a_piece_before_one_that_was_read_is_not_read():
    pieces = [CsvPiece(2, 1, b"a,A\n", ",", 2), CsvPiece(3, 1, b"b,B\n", ",", 2)]
    worker = work().start()
    assert [worker.process([piece]).is_odd for piece in (pieces[1], pieces[0])] == [False, True]


def test_a_piece_that_no_process_can_read_is_left_to_the_first():
    assert work().lost(CsvPiece(2, 1, b"a,A\n", ",", 2)).is_odd
