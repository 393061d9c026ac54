"""Files to read, opened as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.readers import Row, Table, open_table
from sedova_lod.settings import TableSpec


class Files:
    """Write files into a folder and open them as tables."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.root / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def open(self, name: str, content: bytes | str | None = None, **options: str) -> Table:
        if content is not None:
            self.write(name, content)
        return open_table(self.root, TableSpec("person", name, **options))

    def values(self, name: str, content: bytes | str | None = None, **options: str) -> list[tuple[object, ...]]:
        table = self.open(name, content, **options)
        rows = list(table.rows())
        assert table.findings == []
        return [row.values for row in rows if isinstance(row, Row)]

    def findings(self, name: str, content: bytes | str | None = None, **options: str) -> list[str]:
        """Give the findings as text; the rows that are read are in `numbers`."""
        table = self.open(name, content, **options)
        self.numbers = [row.number if isinstance(row, Row) else row.line for row in table.rows()]
        return [str(finding) for finding in table.findings]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def workbook():
    """Give an empty workbook with the sheet 'People', made by another program."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "People"
    return book
