"""Waivers: findings that somebody has accepted, with the reason; they stay visible, but fail nothing."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sedova_lod.findings import RULES, CellRef, Finding, Severity, column_letter
from sedova_lod.findings.graph import GRAPH_RULES
from sedova_lod.findings.history import HISTORY_RULES
from sedova_lod.findings.tables import EMPTY_TABLE
from sedova_lod.findings.waivers import BAD_WAIVER, EXPIRED_WAIVER, UNUSED_WAIVER, WAIVER_RULES
from sedova_lod.readers import Row, open_table
from sedova_lod.records import KINDS, nearest_name
from sedova_lod.records.values import cell_text
from sedova_lod.settings import TableSpec

__all__ = ["ACCEPTED_AS_FOUND", "Waiver", "Waivers", "can_be_waived", "read_waivers", "write_waivers"]

ACCEPTED_AS_FOUND = "accepted as found"
_COLUMNS = ("code", "record", "field", "reason", "who", "until")
_NEEDED = ("code", "reason", "who")
_ABOUT_DATA = frozenset(rule.code for rule in (*GRAPH_RULES, *HISTORY_RULES))
_ABOUT_WAIVERS = frozenset(rule.code for rule in WAIVER_RULES)
_UNREADABLE = "mend the table: a record that cannot be read cannot be accepted"


def can_be_waived(code: str) -> bool:
    """Say whether findings of a code may be accepted: not those of records that cannot be read.

    >>> [can_be_waived(code) for code in ("act-after-death", "calendar-not-stated", "missing-id", "bad-date")]
    [True, True, False, False]
    """
    rule = RULES.get(code)
    if rule is None or code in _ABOUT_WAIVERS:
        return False
    return code in _ABOUT_DATA or rule.severity < Severity.ERROR


class Waiver(NamedTuple):
    """Hold one row of the table of waivers.

    Args:
        code: Code of the finding.
        record: Record concerned: `person/lev-sedov`; empty for findings about no record.
        field: Header of the column concerned; empty for all of the record.
        reason: Why the finding is accepted.
        who: Who decided.
        until: Last day on which it holds; empty for ever.
        where: Its row.
    """

    code: str
    record: str
    field: str
    reason: str
    who: str
    until: str = ""
    where: CellRef = CellRef("")

    def covers(self, finding: Finding) -> bool:
        """Say whether it waives a finding.

        >>> finding = Finding("long-life", Severity.WARNING, "...", record="person/a")
        >>> Waiver("long-life", "person/a", "", "seen in the register", "N. N.").covers(finding)
        True
        """
        is_meant = (self.code, self.record) == (finding.code, finding.record)
        return is_meant and self.field in ("", finding.where.column)


@dataclass(slots=True)
class Waivers:
    """Hold the waivers that are in force.

    Args:
        rows: The waivers.

    >>> finding = Finding("long-life", Severity.WARNING, "...", record="person/a")
    >>> waivers = Waivers((Waiver("long-life", "person/a", "", "seen in the register", "N. N."),))
    >>> next(waivers.applied([finding])).waiver
    'seen in the register (N. N.)'
    """

    rows: tuple[Waiver, ...] = ()
    _by_record: dict[tuple[str, str], list[Waiver]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._by_record.setdefault((row.code, row.record), []).append(row)

    def find(self, finding: Finding) -> Waiver | None:
        """Give the waiver of a finding; None if nobody has accepted it."""
        rows = self._by_record.get((finding.code, finding.record), ())
        return next((row for row in rows if row.covers(finding)), None)

    def is_fault(self, finding: Finding) -> bool:
        """Say whether a finding makes its record faulty: an error that nobody has accepted."""
        return finding.severity is Severity.ERROR and self.find(finding) is None

    def applied(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Mark the findings that are waived."""
        return map(self._marked, findings) if self.rows else iter(findings)

    def _marked(self, finding: Finding) -> Finding:
        row = self.find(finding)
        return finding._replace(waiver=f"{row.reason} ({row.who})") if row else finding

    def unused(self, findings: Iterable[Finding], unread: frozenset[str]) -> Iterator[Finding]:
        """Report the waivers that waive nothing.

        Args:
            findings: All findings.
            unread: Records that were set aside, so that they were not checked to the end.
        """
        first_of = self._first_of(findings) if self.rows else {}
        for row in self.rows:
            first = first_of.get(row)
            if first != row and row.record not in unread:
                if first is not None:
                    message = f"the same is waived in row {first.where.row} already"
                    yield UNUSED_WAIVER.finding(message, hint="delete one of them", where=row.where, value=row.code)
                    continue
                what = f"{row.code} of {row.record or 'no record'}" + (f", field '{row.field}'" if row.field else "")
                message = f"nothing is waived: there is no finding {what}"
                yield UNUSED_WAIVER.finding(message, hint=UNUSED_WAIVER.advice, where=row.where, value=row.code)

    def _first_of(self, findings: Iterable[Finding]) -> dict[Waiver, Waiver]:
        """Give, for each waiver that covers a finding, the one that waives it: the first of those that do."""
        first_of: dict[Waiver, Waiver] = {}
        for finding in findings:
            rows = self._by_record.get((finding.code, finding.record), ())
            covering = [row for row in rows if row.covers(finding)]
            for row in covering[1:]:
                first_of.setdefault(row, covering[0])
            first_of.update((row, row) for row in covering[:1])
        return first_of


def read_waivers(root: Path, file: str, today: datetime.date) -> tuple[Waivers, list[Finding]]:
    """Read the table of waivers.

    Args:
        root: Project folder.
        file: Name of the table; it need not exist.
        today: Day at which waivers may have run out.

    Returns:
        The waivers in force, and what is wrong with the others.

    Raises:
        InputError: The table cannot be read.

    >>> read_waivers(Path("docs"), "waivers.csv", datetime.date(2026, 1, 31))
    (Waivers(rows=()), [])
    """
    if not (root / file).exists():
        return Waivers(), []
    table = open_table(root, TableSpec("waiver", file))
    reader = _Reader(file, table.info.header, today)
    header_row = table.info.header_row or 1
    if not reader.check_header(header_row):
        return Waivers(), reader.findings
    rows = [reader.read(row) for row in table.rows() if isinstance(row, Row)]
    told = [finding for finding in table.findings if finding.code != EMPTY_TABLE.code]  # nothing need be waived
    return Waivers(tuple(row for row in rows if row is not None)), [*told, *reader.findings]


class _Reader:
    """Read rows of the table of waivers."""

    def __init__(self, file: str, header: Sequence[str], today: datetime.date) -> None:
        self._file = file
        self._header = tuple(header)
        self._today = today
        self.findings: list[Finding] = []

    def check_header(self, row: int) -> bool:
        """Report columns that are missing or unknown."""
        missing = [name for name in _NEEDED if name not in self._header]
        if not self._header:
            self._report(0, "the table of waivers is empty", f"begin it with the headers {', '.join(_COLUMNS)}")
            return False
        for name in missing:
            self._report(
                row, f"the table of waivers has no column '{name}'", nearest_name(name, self._header, "add it")
            )
        for name in self._header:
            if name and name not in _COLUMNS:
                hint = nearest_name(name, _COLUMNS, f"the columns are {', '.join(_COLUMNS)}")
                self._report(row, f"the table of waivers knows no column '{name}'", hint, name)
        return not missing

    def read(self, row: Row) -> Waiver | None:
        """Read one row; None if it cannot hold, or has run out."""
        cells = {name: cell_text(value).strip() for name, value in zip(self._header, row.values, strict=False)}
        code, record, column, reason, who, until = (cells.get(name, "") for name in _COLUMNS)
        waiver = Waiver(code, record, column, reason, who, until, self._cell(row.number, "code"))
        is_sound = self._check_code(row.number, waiver.code) & self._check_record(row.number, waiver.record)
        for name in ("reason", "who"):
            if not cells.get(name):
                hint = "say why it is accepted" if name == "reason" else "name who decided"
                self._report(row.number, f"the waiver of {waiver.code or 'nothing'} has no '{name}'", hint, name)
                is_sound = False
        return waiver if is_sound and not self._is_over(row.number, waiver) else None

    def _check_code(self, row: int, code: str) -> bool:
        if can_be_waived(code):
            return True
        if code in RULES:
            self._report(row, f"findings of the code '{code}' cannot be waived", _UNREADABLE, "code")
        else:
            hint = nearest_name(code, RULES, "sedova-lod check shows the code of each finding in square brackets")
            self._report(row, f"there is no finding code '{code}'", hint, "code")
        return False

    def _check_record(self, row: int, record: str) -> bool:
        kind, slash, record_id = record.partition("/")
        if not record or (kind in KINDS and slash and record_id):
            return True
        hint = "write kind/id, such as person/lev-sedov, as findings do"
        self._report(row, f"'{record}' names no record", hint, "record")
        return False

    def _is_over(self, row: int, waiver: Waiver) -> bool:
        if not waiver.until:
            return False
        try:
            until = datetime.date.fromisoformat(waiver.until)
        except ValueError:
            self._report(row, f"'{waiver.until}' is no day", "write it like 2027-01-31", "until")
            return True
        if until >= self._today:
            return False
        message = f"the waiver of {waiver.code} of {waiver.record or 'no record'} held until {waiver.until}"
        where = self._cell(row, "until")
        self.findings.append(EXPIRED_WAIVER.finding(message, hint=EXPIRED_WAIVER.advice, where=where))
        return True

    def _cell(self, row: int, column: str) -> CellRef:
        if column not in self._header:
            return CellRef(self._file, row)
        return CellRef(self._file, row, column, column_letter(self._header.index(column)))

    def _report(self, row: int, message: str, hint: str, column: str = "") -> None:
        self.findings.append(BAD_WAIVER.finding(message, hint=hint, where=self._cell(row, column)))


def write_waivers(findings: Iterable[Finding], who: str) -> tuple[str, int, int]:
    """Write a table that accepts findings as they are: errors and warnings, each once.

    Args:
        findings: The findings; those that are waived already are left out.
        who: Who accepts them.

    Returns:
        The table, the number of its waivers, and the number of findings that cannot be waived.

    >>> finding = Finding("long-life", Severity.WARNING, "...", where=CellRef("a.csv", 2, "born"), record="person/a")
    >>> print(write_waivers([finding], "N. N.")[0], end="")
    code,record,field,reason,who,until
    long-life,person/a,born,accepted as found,N. N.,
    """
    n_refused = 0
    rows: dict[tuple[str, str, str], None] = {}
    for finding in findings:
        if finding.waiver or finding.severity < Severity.WARNING or finding.code in _ABOUT_WAIVERS:
            continue
        if can_be_waived(finding.code):
            rows[finding.code, finding.record, finding.where.column] = None
        else:
            n_refused += 1
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((*row, ACCEPTED_AS_FOUND, who, "") for row in rows)
    return stream.getvalue(), len(rows), n_refused
