"""The curated data set, read with the standard library alone."""

import csv
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
BIOGRAPHY = ROOT.parent / "shared" / "seed" / "biography.txt"


@dataclass(frozen=True)
class Cell:
    """One filled cell: its table's kind, its file, the record it belongs to, its column and text."""

    kind: str
    file: str
    record: str
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}, {self.record}, '{self.column}': {self.text}"

    def values(self) -> list[str]:
        return [value.strip() for value in self.text.split(";") if value.strip()]


class DataSet:
    """All tables of the project file: rows by kind and by file, and every filled cell."""

    def __init__(self, project: Path) -> None:
        settings = tomllib.loads(project.read_text(encoding="utf-8"))
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.rows_of_files: dict[Path, list[dict[str, str]]] = {}
        self.cells: list[Cell] = []
        for table in settings["tables"]:
            for path in sorted(project.parent.glob(table["file"])):
                rows = _read(path)
                self.rows.setdefault(table["kind"], []).extend(rows)
                self.rows_of_files[path] = rows
                self.cells += _cells(table["kind"], path.relative_to(project.parent).as_posix(), rows)

    def ids(self, kind: str) -> set[str]:
        return {row["id"] for row in self.rows[kind]}

    def record(self, kind: str, record_id: str) -> dict[str, str]:
        return next(row for row in self.rows[kind] if row["id"] == record_id)


def _cells(kind: str, file: str, rows: list[dict[str, str]]) -> list[Cell]:
    return [
        Cell(kind, file, row.get("id") or row.get("of", ""), column, text)
        for row in rows
        for column, text in row.items()
        if text
    ]


def _read(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    records = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return [{key: _text(value) for key, value in record.items()} for record in records]


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.fixture(scope="session")
def dataset() -> DataSet:
    return DataSet(DATA / "sedova.toml")


@pytest.fixture(scope="session")
def biography() -> list[str]:
    """The lines of the biography, for checks of the curators; the product does not need it."""
    if not BIOGRAPHY.is_file():
        pytest.skip("the biography is in copyright and not part of the repository")
    return BIOGRAPHY.read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="session")
def links() -> list[dict[str, str]]:
    with (DATA / "links.sssom.tsv").open(encoding="utf-8", newline="") as file:
        table = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(table, delimiter="\t", strict=True))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
