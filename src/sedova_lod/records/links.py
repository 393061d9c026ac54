"""Links as data: the SSSOM table of decisions, read into links of records."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.links import BAD_LINK, IDLE_LINK
from sedova_lod.namespaces import PREFIXES, authority_prefixes
from sedova_lod.records.judgements import MATCHES, Judgement, is_decided, judge_row, predicate_of
from sedova_lod.records.kinds import KINDS
from sedova_lod.terms import iri_fault

__all__ = ["Link", "LinkTable"]

_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_PREDICATES = {"skos:exactMatch": "exactMatch", "skos:closeMatch": "closeMatch"}
_DECIDED = frozenset((Judgement.SAME, Judgement.SIMILAR))
_CURIE_LINE = re.compile(r"#\s+\"?([\w.-]*)\"?\s*:\s*\"?(\S+?)\"?\s*$")
_UNDECODED = re.compile("[\ud800-\udfff]")
_HEADERS_HINT = f"begin the table with the headers {', '.join(_REQUIRED)}"
_MOST_CHARACTERS = 131_072


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one decided link.

    Args:
        kind: Kind of the record.
        id: Its id.
        predicate: `exactMatch` or `closeMatch`.
        target: IRI of the same, or a similar, thing elsewhere.
        row: Line of the table.
        column: Column of the target.
    """

    kind: str
    id: str
    predicate: str
    target: str
    row: int
    column: int


@dataclass(slots=True)
class LinkTable:
    """Read an SSSOM table of links.

    Only decisions of a person or of a shared identifier count; "no match", undecided, unsure and foreign rows are
    kept in the table and give no link.

    Args:
        path: The table: tab-separated, with the set's metadata in lines that begin with `#`.
        file: Its name, for messages.
        base: Beginning of the data set's IRIs.

    Source:
        SSSOM, A Simple Standard for Sharing Ontological Mappings, https://mapping-commons.github.io/sssom/
    """

    path: Path
    file: str
    base: str
    findings: list[Finding] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    n_rows: int = 0
    _prefixes: dict[str, str] = field(default_factory=lambda: authority_prefixes(PREFIXES))

    def iter_links(self) -> Iterator[Link]:
        """Yield the links that were decided, in the order of the table."""
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            for number, line in enumerate(file, start=1):
                text = line.rstrip("\r\n")
                if not text.isascii() and _UNDECODED.search(text):
                    self._report(number, "the line has bytes that are no UTF-8", "save the table as UTF-8")
                    if not self.header:
                        return
                    continue
                if text.startswith("#"):
                    self._metadata(text)
                elif not self.header:
                    self.header = next(csv.reader([text], delimiter="\t"))
                    if not self._has_columns(number):
                        return
                elif text.strip():
                    link = self._link(number, text)
                    if link is not None:
                        yield link

    def _metadata(self, line: str) -> None:
        found = _CURIE_LINE.match(line)
        if found and "://" in found[2]:
            self._prefixes[found[1]] = found[2]

    def _has_columns(self, number: int) -> bool:
        missing = [name for name in _REQUIRED if name not in self.header]
        if len(missing) == len(_REQUIRED):
            hint = "divide its cells by tabs" if "subject_id" in "".join(self.header) else _HEADERS_HINT
            self._report(number, "the line is no header of a table of links", hint)
            return False
        for name in missing:
            self._report(number, f"the table of links has no column '{name}'", "add it, as SSSOM asks")
        return not missing

    def _link(self, number: int, line: str) -> Link | None:
        self.n_rows += 1
        if len(line) > _MOST_CHARACTERS:
            self._report(number, "the line is too long to be a link", "look for a missing line break")
            return None
        cells = _cells(line, len(self.header))
        cells += [""] * (len(self.header) - len(cells))
        row = dict(zip(self.header, cells, strict=False))
        empty = [name for name in _REQUIRED if not row[name].strip()]
        if empty:
            named = " and no ".join(f"'{name}'" for name in empty)
            self._report(number, f"the row has no {named}", "fill the cell, or delete the row", empty[0])
            return None
        predicate = _PREDICATES.get(predicate_of(row))
        judgement = judge_row(row)
        if judgement is None and is_decided(row):
            self._report_predicate(number, row["predicate_id"])
        if predicate is None or judgement not in _DECIDED:
            return None
        subject = self._expanded(number, row, "subject_id")
        target = self._expanded(number, row, "object_id")
        if not subject or not target:
            return None
        kind, slash, record_id = subject.removeprefix(self.base).partition("/")
        if not subject.startswith(self.base) or not slash or kind not in KINDS:
            hint = f"the addresses of records begin with {self.base} and a kind, such as {self.base}person/"
            self._report(number, f"'{row['subject_id']}' is no record of this data set", hint, "subject_id")
            return None
        return Link(kind, record_id, predicate, target, number, self.header.index("object_id"))

    def _report_predicate(self, number: int, predicate: str) -> None:
        close = difflib.get_close_matches(predicate, MATCHES, n=1)
        hint = f"did you mean '{close[0]}'?" if close else IDLE_LINK.advice
        where = CellRef(self.file, number, "predicate_id", column_letter(self.header.index("predicate_id")))
        message = f"the row makes no link: its predicate '{predicate}' is none of SKOS's matches"
        self.findings.append(IDLE_LINK.finding(message, hint=hint, where=where, value=predicate))

    def _expanded(self, number: int, row: dict[str, str], column: str) -> str:
        prefix, colon, name = row[column].partition(":")
        if not name.startswith("//") and (not colon or prefix not in self._prefixes):
            hint = "declare the prefix under curie_map in the head of the table"
            self._report(number, f"'{row[column]}' is neither an address nor a prefixed name", hint, column)
            return ""
        iri = row[column] if name.startswith("//") else self._prefixes[prefix] + name
        fault = iri_fault(iri)
        if fault:
            hint = "write the whole address, or a prefix and a name, without blanks"
            self._report(number, f"'{row[column]}' is no address: {fault}", hint, column)
        return "" if fault else iri

    def _report(self, number: int, message: str, hint: str, column: str = "") -> None:
        letter = column_letter(self.header.index(column)) if column in self.header else ""
        where = CellRef(self.file, number, column, letter)
        self.findings.append(BAD_LINK.finding(message, hint=hint, where=where))


def _cells(line: str, n_columns: int) -> list[str]:
    """Split a line; some programs put cells in quotation marks, in others they are part of the text."""
    plain = line.split("\t")
    if '"' not in line:
        return plain
    cells = next(csv.reader([line], delimiter="\t"))
    return cells if len(cells) == n_columns else plain
