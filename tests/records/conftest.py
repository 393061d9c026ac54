"""A small data set's context, and rows read without files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from sedova_lod.findings import Finding
from sedova_lod.records import KINDS, DataSetContext, Reading, RowReader, TableLayout
from sedova_lod.settings import FieldSpec

UNKNOWN_BEFORE = 2421639  # 14 February 1918, as a Julian day number


@dataclass
class ReadResult:
    """What reading some rows gave."""

    layout: TableLayout
    readings: list[Reading | None]
    findings: list[Finding]

    def messages(self) -> list[str]:
        return [str(f) for f in self.findings]

    def value(self, prop: str, row: int = 0) -> object:
        reading = self.readings[row]
        assert reading is not None
        assert reading.node is not None
        return reading.node[self.layout.kind.schema.slot(prop)]


@pytest.fixture
def context() -> DataSetContext:
    return DataSetContext(
        "https://example.org/",
        ("en", "ru"),
        unknown_before=UNKNOWN_BEFORE,
        language_concepts=frozenset({"language-en", "language-ru"}),
    )


@pytest.fixture
def read(context: DataSetContext) -> Callable[..., ReadResult]:
    """Read rows of a table: kind, header, rows."""

    def run(
        kind: str,
        header: Sequence[str],
        *rows: Sequence[object],
        fields: Sequence[FieldSpec] = (),
        ignore: Sequence[str] = (),
        is_distinct: bool = False,
    ) -> ReadResult:
        kind_name, _, part = kind.partition(".")
        layout = TableLayout(0, KINDS[kind_name], KINDS[kind_name].parts.get(part), "t.csv", is_distinct=is_distinct)
        findings = list(layout.arrange(header, fields, ignore))
        reader = RowReader(layout, context)
        readings = [reader.read_row(number, row) for number, row in enumerate(rows, start=2)]  # type: ignore[arg-type]
        return ReadResult(layout, readings, findings + reader.findings)

    return run
