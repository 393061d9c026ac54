"""Plain rows are read many at once: rows, withheld rows and findings are those of reading line by line."""

from __future__ import annotations

import contextlib
import tempfile
from collections import deque
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.errors import InputError
from sedova_lod.readers import OddPieceError, Withheld, csv_lines, csv_table, record_bytes
from sedova_lod.readers.csv_lines import CsvLines
from sedova_lod.readers.csv_pieces import CsvPiece
from sedova_lod.readers.csv_table import open_csv
from sedova_lod.settings import TableSpec

_CELL = st.sampled_from(["", " ", "a", "ä", '"a,b"', '"a\nb"', '"a""b"', '"open', 'x"y', "\x00", "long" * 5, '"\r\n"'])
_ROW = st.lists(_CELL, min_size=1, max_size=4).map(",".join)
_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


def _read(path: Path) -> tuple[list[Any], list[str], int]:
    table = open_csv(path, TableSpec("person", "t.csv", encoding="utf-8", delimiter=","))
    withheld: list[Withheld] = []
    table.on_withheld = withheld.append
    rows: list[Any] = [*table.rows()]
    return [*rows, *withheld], [str(finding) for finding in table.findings], table.n_blank_rows


def _read_elsewhere(path: Path, n_ahead: int) -> tuple[list[Any], list[str], int]:
    """Read a file as an engine does: pieces are parsed when others have been asked for, and an odd one ends them."""
    table = open_csv(path, TableSpec("person", "t.csv", encoding="utf-8", delimiter=","))
    withheld: list[Withheld] = []
    table.on_withheld = withheld.append
    rows: list[Any] = []
    with table.in_pieces() as in_pieces:
        pieces = iter(in_pieces)
        given = deque(islice(pieces, n_ahead))
        with contextlib.suppress(OddPieceError):
            while given:
                rows += list(given.popleft().rows())
                in_pieces.confirm()
                given.extend(islice(pieces, 1))
        rows += [(row.number, row.values) for row in in_pieces.rest()]
    return [*rows, *withheld], [str(finding) for finding in table.findings], table.n_blank_rows


def _without_lines(found: tuple[list[Any], list[str], int]) -> tuple[list[Any], list[str], int]:
    rows, *others = found
    return [row if isinstance(row, Withheld) else (row.number, row.values) for row in rows], *others


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    rows=st.lists(st.tuples(_ROW | st.just("1,a,b"), _ENDS), max_size=12),
    piece=st.sampled_from([1, 7, 64, 1 << 16]),
    n_careful=st.sampled_from([1, 3]),
)
def test_pieces_and_lines_give_the_same(rows, piece, n_careful):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        text = "id,name,note\n" + "".join(row + end for row, end in rows)
        path.write_text(text, "utf-8", newline="")
        with mock.patch.object(CsvLines, "take_piece", return_value=""):
            by_lines = _read(path)
        with mock.patch.object(csv_lines, "_PIECE", piece), mock.patch.object(csv_table, "_CAREFUL_ROWS", n_careful):
            assert _read(path) == by_lines
        with mock.patch.object(record_bytes, "_PIECE_BYTES", piece):
            assert _read_elsewhere(path, n_careful) == _without_lines(by_lines)


def test_pieces_end_where_records_end(tmp_path, monkeypatch):
    monkeypatch.setattr(record_bytes, "_PIECE_BYTES", 8)
    path = tmp_path / "t.csv"
    path.write_text('id,name\n1,"a\n\nb"\n2,"c ""d"""\n3,e\n\n4,f\n', "utf-8")
    with open_csv(path, TableSpec("person", "t.csv")).in_pieces() as pieces:
        given = list(pieces)
        assert [(piece.first_row, piece.n_rows, piece.data) for piece in given] == [
            (2, 1, b'1,"a\n\nb"\n'),
            (3, 1, b'2,"c ""d"""\n'),
            (4, 3, b"3,e\n\n4,f\n"),
        ]
        assert list(given[1].rows()) == [(3, ("2", 'c "d"'))]
        with pytest.raises(OddPieceError):
            list(given[2].rows())
        pieces.confirm()
        pieces.confirm()
        assert [tuple(row) for row in pieces.rest()] == [(4, ("3", "e"), 6), (6, ("4", "f"), 8)]


def test_a_piece_that_holds_other_rows_than_it_says_is_odd():
    odd = [
        (b"1,a\n2,b\n", 1),
        (b"1,a\n", 2),
        (b'1,"a\n', 1),
        (b"1\n", 1),
        (b"1,a\n\n", 1),
        (b"1,\xff", 1),
        (b"1,\0", 1),
    ]
    for data, n_rows in odd:
        with pytest.raises(OddPieceError):
            list(CsvPiece(2, n_rows, data, ",", 2).rows())


def test_files_in_other_encodings_give_no_pieces(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,name\n1,Zoë\n", "latin-1")
    with open_csv(path, TableSpec("person", "t.csv", encoding="latin-1")).in_pieces() as pieces:
        assert list(pieces) == []
        assert [tuple(row) for row in pieces.rest()] == [(2, ("1", "Zoë"), 2)]


def test_a_mark_of_the_encoding_belongs_to_no_piece(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,name\n1,Zoë\n\n2,b\n", "utf-8-sig")
    with open_csv(path, TableSpec("person", "t.csv")).in_pieces() as pieces:
        assert [piece.data for piece in pieces] == ["1,Zoë\n\n2,b\n".encode()]
        assert [tuple(row) for row in pieces.rest()] == [(2, ("1", "Zoë"), 2), (4, ("2", "b"), 4)]


@pytest.mark.parametrize("header", ["id,,note", "id,name"])
def test_files_whose_columns_are_odd_give_no_pieces(header, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n" + "1,a,\n" * 9, "utf-8")
    table = open_csv(path, TableSpec("person", "t.csv"))
    with table.in_pieces() as pieces:
        assert list(pieces) == []
        rows = [tuple(row) for row in pieces.rest()]
    assert rows == [tuple(row) for row in table.rows()] != []


def test_a_file_that_is_gone_is_told_when_pieces_are_asked_for(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id\n1\n", "utf-8")
    table = open_csv(path, TableSpec("person", "t.csv"))
    path.unlink()
    with pytest.raises(InputError) as caught, table.in_pieces():
        pass
    assert str(caught.value) == "t.csv: cannot be read: No such file or directory"


def test_a_row_of_blanks_is_blank_among_many_too(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,name\n" + "1,a\n" * 99 + " ,\n" + "2,b\n" * 99, "utf-8")
    rows, findings, n_blank = _read(path)
    assert (len(rows), findings, n_blank) == (198, [], 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_their_ends(end, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(end.join(["id,name", "1,a", f'2,"b{end}c"', "3,d", "4", "5,e"]), "utf-8", newline="")
    (*rows, withheld), _findings, _blank = _read(path)
    assert [(row.number, row.line) for row in rows] == [(2, 2), (3, 3), (4, 5), (6, 7)]
    assert withheld.number == 5
