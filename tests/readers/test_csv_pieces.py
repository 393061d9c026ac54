"""Plain rows are read many at once: rows, withheld rows and findings are those of reading line by line."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.readers import Withheld, csv_lines, csv_table
from sedova_lod.readers.csv_lines import CsvLines
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


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_their_ends(end, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(end.join(["id,name", "1,a", f'2,"b{end}c"', "3,d", "4", "5,e"]), "utf-8", newline="")
    (*rows, withheld), _findings, _blank = _read(path)
    assert [(row.number, row.line) for row in rows] == [(2, 2), (3, 3), (4, 5), (6, 7)]
    assert withheld.number == 5
