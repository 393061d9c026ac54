"""The table of decided conflicts `conflicts.tsv`: read, and changed safely while others change it too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.linking.table_files import locked, read_text, replace_text
from sedova_lod.review.conflicts import ConflictAnswer, ConflictDecision

__all__ = ["ConflictTable"]

_COLUMNS = ("record", "item", "property", "ours", "theirs", "answer", "author", "date", "comment", "key")
_ORDER = ("record", "property", "ours", "key")
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConflictTable:
    """Keep decisions about conflicts, one a row; rows are sorted, and columns that are not ours stay.

    Every change locks the file, reads it anew, and puts the new one in its place whole: nothing is lost when a
    process dies, nor when two people decide at once.

    Args:
        path: The table; it need not exist.

    >>> import tempfile
    >>> said = ("1", "person/p1", "Q1", "P570 date of death", "1938", "1937")
    >>> decision = ConflictDecision(*said, ConflictAnswer.ADD, "A. Archivist", "2026-01-31")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = ConflictTable(Path(folder) / "conflicts.tsv")
    ...     table.add_if(lambda known: known is None, decision)
    ...     table.read()["1"] == decision, table.withdraw(decision), table.read()
    True
    (True, True, {})
    """

    path: Path

    def read(self) -> dict[str, ConflictDecision]:
        """Read all decisions, by what they are about.

        Raises:
            InputError: The file is no such table, or decides the same thing in two ways.
        """
        return {key: self._decision(row, number) for key, (number, row) in self._by_key(self._parse()[1]).items()}

    def add_if(self, condition: Callable[[ConflictDecision | None], bool], decision: ConflictDecision) -> bool:
        """Write a decision if a condition holds at that moment, when nobody else can change the table.

        Args:
            condition: Looks at the decision that is there about the same.
            decision: The decision; it takes the place of that one.

        Returns:
            Whether the condition held, and the decision is written.

        Raises:
            InputError: The file is no such table.
            OutputError: It cannot be written.
        """
        with locked(self.path):
            columns, rows = self._parse()
            known = self._by_key(rows).get(decision.key)
            if not condition(None if known is None else self._decision(known[1], known[0])):
                return False
            kept = {} if known is None else known[1]
            self._write(columns, [*(row for _, row in rows if row is not kept), {**kept, **_row(decision)}])
        return True

    def withdraw(self, decision: ConflictDecision) -> bool:
        """Take a decision back.

        Returns:
            Whether it was still there.

        Raises:
            InputError: The file is no such table.
            OutputError: It cannot be written.
        """
        with locked(self.path):
            columns, rows = self._parse()
            known = self._by_key(rows).get(decision.key)
            if known is None or self._decision(known[1], known[0]) != _as_written(decision):
                return False
            self._write(columns, [row for _, row in rows if row is not known[1]])
        return True

    def _parse(self) -> tuple[list[str], list[tuple[int, _Row]]]:
        """Give the columns, and the rows with the numbers of their lines."""
        reader = csv.reader(io.StringIO(read_text(self.path)), delimiter="\t")
        columns = next(reader, list(_COLUMNS))
        missing = [name for name in _COLUMNS if name not in columns]
        if missing:
            hint = "take the file away, or put the column back"
            raise InputError(f"the table of conflicts has no column '{missing[0]}'", where=self._where(1), hint=hint)
        rows: list[tuple[int, _Row]] = []
        for cells in reader:
            if len(cells) > len(columns):
                what = f"the row has {len(cells)} cells, the table {len(columns)} columns"
                raise InputError(what, where=self._where(reader.line_num), hint="look for a tab inside a text")
            if any(cells):
                filled = [*cells, *[""] * (len(columns) - len(cells))]
                rows.append((reader.line_num, dict(zip(columns, filled, strict=True))))
        return columns, rows

    def _by_key(self, rows: list[tuple[int, _Row]]) -> dict[str, tuple[int, _Row]]:
        found: dict[str, tuple[int, _Row]] = {}
        for number, row in rows:
            known = found.setdefault(row["key"], (number, row))
            if known[1] is not row:
                what = f"this row and line {known[0]} decide about the same conflict"
                raise InputError(what, where=self._where(number), hint="take one of the two out")
        return found

    def _decision(self, row: _Row, number: int) -> ConflictDecision:
        known = {answer.value: answer for answer in ConflictAnswer}
        if row["answer"] not in known:
            hint = f"write {', '.join(known)}"
            raise InputError(f"'{row['answer']}' is no answer to a conflict", where=self._where(number), hint=hint)
        values = {name: row[name] for name in _COLUMNS if name != "answer"}
        return ConflictDecision(answer=known[row["answer"]], **values)

    def _where(self, number: int) -> str:
        return f"{self.path.name}:{number}"

    def _write(self, columns: list[str], rows: list[_Row]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        writer.writerow(columns)
        for row in sorted(rows, key=lambda one: [one[name] for name in _ORDER]):
            writer.writerow([row.get(name, "") for name in columns])
        replace_text(self.path, text.getvalue())


def _row(decision: ConflictDecision) -> dict[str, str]:
    written = _as_written(decision)
    return {name: getattr(written, name) for name in _COLUMNS if name != "answer"} | {"answer": written.answer.value}


def _as_written(decision: ConflictDecision) -> ConflictDecision:
    """Give a decision as it is read again: each text in one line."""
    values = {name: " ".join(getattr(decision, name).split()) for name in _COLUMNS if name != "answer"}
    return ConflictDecision(answer=decision.answer, **values)
