"""Retired identifiers read from the table `retired.csv` of a project, and held against its records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.retired import BAD_RETIREMENT, RETIRED_ID_USED
from sedova_lod.findings.tables import EMPTY_TABLE
from sedova_lod.readers import Row, open_table
from sedova_lod.records import KINDS, nearest_name
from sedova_lod.records.fragments import id_fault
from sedova_lod.records.retirement import RETIREMENT_COLUMNS, Retirement
from sedova_lod.records.values import cell_text
from sedova_lod.settings import TableSpec

__all__ = ["RETIRED_FILE", "read_retired"]

RETIRED_FILE = "retired.csv"
"""Table of retired identifiers, beside the project file; it need not exist."""

_NEEDED = ("id", "reason", "date")

FindRecords = Callable[[frozenset[str]], Mapping[str, CellRef]]
"""Finds the records of some names, as kind and id, with the cell of their id."""


def read_retired(root: Path, find: FindRecords) -> tuple[tuple[Retirement, ...], list[Finding]]:
    """Read the table of retired identifiers, and look whether one of them is used again.

    Args:
        root: Project folder.
        find: Finds records of the project; it is asked once, and only if there is a table.

    Returns:
        The retirements that hold, ordered by id, and all that is wrong.

    Raises:
        InputError: The table cannot be read.

    >>> read_retired(Path("docs"), lambda names: {})
    ((), [])
    """
    if not (root / RETIRED_FILE).exists():
        return (), []
    table = open_table(root, TableSpec("retired", RETIRED_FILE))
    reader = _Reader(table.info.header)
    if not reader.check_header(table.info.header_row or 1):
        return (), reader.findings
    read = [reader.read(row) for row in table.rows() if isinstance(row, Row)]
    told = [finding for finding in table.findings if finding.code != EMPTY_TABLE.code]
    retired = {one.id: (row, one) for row, one in filter(None, read)}
    found = find(frozenset(_names(one for _, one in retired.values())))
    reader.check_successors(retired, found)
    reader.check_use(retired, found)
    return tuple(sorted(one for _, one in retired.values())), [*told, *reader.findings]


def _names(retired: Iterable[Retirement]) -> Iterator[str]:
    for one in retired:
        yield one.id
        yield from one.replaced_by


class _Reader:
    """Read rows of the table of retired identifiers."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = tuple(header)
        self._rows: dict[str, int] = {}
        self.findings: list[Finding] = []

    def check_header(self, row: int) -> bool:
        """Report columns that are missing or unknown."""
        missing = [name for name in _NEEDED if name not in self._header]
        for name in missing:
            hint = nearest_name(name, self._header, "add it")
            self._report(row, f"the table of retired identifiers has no column '{name}'", hint)
        for name in self._header:
            if name and name not in RETIREMENT_COLUMNS:
                hint = nearest_name(name, RETIREMENT_COLUMNS, f"the columns are {', '.join(RETIREMENT_COLUMNS)}")
                self._report(row, f"the table of retired identifiers knows no column '{name}'", hint, name)
        return not missing

    def read(self, row: Row) -> tuple[int, Retirement] | None:
        """Read one row; None if it does not hold."""
        cells = {name: cell_text(value).strip() for name, value in zip(self._header, row.values, strict=False)}
        key, reason, by, day = (cells.get(name, "") for name in RETIREMENT_COLUMNS)
        is_sound = self._check_id(row.number, key)
        if not reason:
            hint = "say why, for who follows the old address"
            self._report(row.number, f"the retirement of {key or 'nothing'} has no 'reason'", hint, "reason")
            is_sound = False
        is_sound &= self._check_day(row.number, day)
        successors = tuple(dict.fromkeys(name.strip() for name in by.split(";") if name.strip()))
        return (row.number, Retirement(key, reason, successors, day)) if is_sound else None

    def _check_id(self, row: int, key: str) -> bool:
        kind, _, record_id = key.partition("/")
        if kind not in KINDS or not record_id or id_fault(record_id):
            hint = nearest_name(kind, KINDS, f"the kinds are {', '.join(KINDS)}")
            hint = "write the kind and the id, such as person/lev-sedov" if kind in KINDS or "/" not in key else hint
            self._report(row, f"'{key}' names no record", hint, "id")
            return False
        first = self._rows.setdefault(key, row)
        if first != row:
            self._report(row, f"{key} is retired in row {first} already", "delete one of the rows", "id")
        return first == row

    def _check_day(self, row: int, day: str) -> bool:
        try:
            is_day = len(day) == len("2027-01-31") and bool(datetime.date.fromisoformat(day))
        except ValueError:
            is_day = False
        if not is_day:
            self._report(row, f"'{day}' is no day" if day else "there is no day", "write it like 2027-01-31", "date")
        return is_day

    def check_successors(self, retired: Mapping[str, tuple[int, Retirement]], found: Mapping[str, CellRef]) -> None:
        """Report successors that are not there, and circles of them."""
        for row, one in retired.values():
            for name in one.replaced_by:
                if name not in found and name not in retired:
                    hint = nearest_name(name, found, "name a record that is there, or leave it empty")
                    self._report(row, f"{one.id} is replaced by {name}, which is not there", hint, "replaced_by")
            if self._returns(one, retired):
                hint = "name the record that stands for it in the end"
                self._report(row, f"{one.id} is replaced by itself", hint, "replaced_by")

    def _returns(self, start: Retirement, retired: Mapping[str, tuple[int, Retirement]]) -> bool:
        waiting, seen = list(start.replaced_by), set[str]()
        while waiting:
            name = waiting.pop()
            if name == start.id:
                return True
            if name not in seen and name in retired:
                seen.add(name)
                waiting += retired[name][1].replaced_by
        return False

    def check_use(self, retired: Mapping[str, tuple[int, Retirement]], found: Mapping[str, CellRef]) -> None:
        """Report records whose ids are retired."""
        for name, (row, one) in retired.items():
            if name in found:
                message = f"{name} is retired since {one.date} ({RETIRED_FILE}, row {row}): {one.reason}"
                told = RETIRED_ID_USED.finding(
                    message, hint=RETIRED_ID_USED.advice, where=found[name], value=name.partition("/")[2], record=name
                )
                self.findings.append(told)

    def _report(self, row: int, message: str, hint: str, column: str = "") -> None:
        is_there = column in self._header
        letter = column_letter(self._header.index(column)) if is_there else ""
        where = CellRef(RETIRED_FILE, row, column if is_there else "", letter)
        self.findings.append(BAD_RETIREMENT.finding(message, hint=hint, where=where))
