"""Pieces of a Parquet file: whoever reads them gets the rows of the file, or is told that they are not those."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import OddPieceError, Row, open_table
from sedova_lod.readers.parquet_pieces import BATCH_ROWS
from sedova_lod.settings import TableSpec

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SIZES = (BATCH_ROWS + 1, 1, 2 * BATCH_ROWS)


def write(path: Path, names: list[str]) -> None:
    """Write a file with a row group for each of the sizes."""
    with pq.ParquetWriter(path, pa.schema({"id": pa.string(), "born": pa.int64()})) as writer:
        for size in SIZES:
            ids, names = names[:size], names[size:]
            writer.write_table(pa.table({"id": ids, "born": [1800 + n % 200 for n in range(len(ids))]}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "a.parquet", [f"p{n}" for n in range(sum(SIZES))])
    return tmp_path / "a.parquet"


@pytest.fixture
def table(path: Path) -> Any:
    return open_table(path.parent, TableSpec("person", path.name))


def pieces_of(table: Any) -> list[Any]:
    with table.in_pieces() as pieces:
        return list(pieces)


def test_the_pieces_hold_all_rows_in_order(table):
    pieces = pieces_of(table)
    assert [(piece.group, piece.start, piece.n_rows) for piece in pieces] == [
        (0, 0, BATCH_ROWS), (0, BATCH_ROWS, 1), (1, 0, 1), (2, 0, BATCH_ROWS), (2, BATCH_ROWS, BATCH_ROWS),
    ]  # fmt: skip
    rows = [(row.number, row.values) for row in table.rows()]
    assert [row for piece in pieces for row in piece.rows()] == rows
    assert rows[-1] == (sum(SIZES) + 1, (f"p{sum(SIZES) - 1}", 1800 + (2 * BATCH_ROWS - 1) % 200))


def test_pieces_are_read_in_any_order(table):
    rows = {row.number: row.values for row in table.rows()}
    pieces = pieces_of(table)
    for piece in (*reversed(pieces), pieces[1], pieces[4]):
        assert dict(piece.rows()) == {n: rows[n] for n in range(piece.first_row, piece.first_row + piece.n_rows)}


def test_what_pieces_have_left_is_read_row_by_row(table):
    with table.in_pieces() as in_pieces:
        first, *_others = list(in_pieces)
        read = list(first.rows())
        in_pieces.confirm()
        read += [(row.number, row.values) for row in in_pieces.rest()]
    assert read == [(row.number, row.values) for row in table.rows()]


def test_another_file_in_the_place_is_not_read(path, table):
    first, *_others = pieces_of(table)
    write(path, [f"q{n}" for n in range(sum(SIZES))])
    with pytest.raises(OddPieceError):
        list(first.rows())
    path.unlink()
    with pytest.raises(OddPieceError):
        list(first.rows())


def test_damage_in_a_piece_is_told_by_who_reads_the_file_row_by_row(path, table):
    data = bytearray(path.read_bytes())
    data[200:3000] = bytes(2800)
    path.write_bytes(data)
    first, *_others = pieces_of(table)
    with pytest.raises(OddPieceError):
        list(first.rows())
    with pytest.raises(InputError) as error, table.in_pieces() as in_pieces:
        list(in_pieces.rest())
    assert str(error.value) == "a.parquet: the file is damaged, or no Parquet file\n  hint: write it again"


def test_a_file_with_columns_that_have_no_name_is_not_read_in_pieces(path):
    pq.write_table(pa.table([["a"], ["b"]], ["id", ""]), path)
    table: Any = open_table(path.parent, TableSpec("person", path.name))
    assert pieces_of(table) == []
    with contextlib.closing(table.rows()) as rows:
        assert next(rows) == Row(2, ("a", "b"), 2)
