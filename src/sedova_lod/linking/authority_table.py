"""Tables of an authority, one entry a row, read as entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from sedova_lod.dates import DateFault, day_number, parse_date
from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding, Rule, column_letter
from sedova_lod.findings.tables import CELL_TOO_LONG, MISSING_ID, UNUSED_COLUMN
from sedova_lod.findings.values import BAD_DATE, MISSING_VALUE
from sedova_lod.linking.entities import DayRange, Entity, EntityName
from sedova_lod.namespaces import AUTHORITIES, identifier_of
from sedova_lod.readers import Row, Table, TableInfo, open_table
from sedova_lod.settings import TableSpec

__all__ = ["MOST_NAME", "iter_authority_rows"]

MOST_NAME = 500
"""Signs that a name may have; a longer text is no name."""

_FIELDS = {
    "id": "id", "qid": "id",
    "name": "name", "label": "name",
    "aliases": "aliases", "alias": "aliases", "name.alias": "aliases", "other_names": "aliases",
    "kind": "kind",
    "born": "born", "birth_year": "born", "birth_date": "born", "founded": "born",
    "died": "died", "death_year": "died", "death_date": "died", "dissolved": "died",
    "nationality": "nationalities", "nationalities": "nationalities", "country": "nationalities",
    "gender": "gender",
    "occupation": "occupations", "occupations": "occupations",
    "place": "places", "places": "places", "birth_place": "places", "death_place": "places",
    "description": "description",
    "same_as": "addresses",
}  # fmt: skip
_SCHEMES = {"wikidata": "wd", **{scheme: scheme for scheme in AUTHORITIES}}
_YEAR = re.compile(r"(-?)([0-9]{1,4})")
_QID = re.compile(r"Q[1-9][0-9]*")
_CALENDARS_AGREE = day_number(1923, 3, 1)  # Greece was the last country of Europe to leave the Julian calendar.


def iter_authority_rows(path: Path, report: Callable[[Finding], None], kind: str = "") -> Iterator[Entity]:
    """Read the rows of a table as entities; the table is streamed.

    Columns are known by their headers: `id` and `name` must be there; `aliases`, `born` or `birth_year`, `died` or
    `death_year`, `nationality`, `gender`, `occupation`, `place`, `kind`, `description`, `name@ru`, and those named
    after an authority, such as `viaf`, may be. Several values in a cell stand between `|` or `;`.

    Args:
        path: The table, in any format that can be read.
        report: Is told what is wrong; a row without an id or a name is left out, a date that is none too.
        kind: Kind of the entries, where the table has no column for it.

    Raises:
        InputError: The file cannot be read, or has no column `id` or `name`.
    """
    table = open_table(path.parent, TableSpec("authority", path.name))
    if table.is_nested:
        raise InputError("this is no table", where=str(path), hint="give a table or a dump of Wikidata")
    columns = _Columns(table.info, report)
    n_told = 0
    for row in table.rows():
        n_told = _pass_on(table, report, n_told)
        entity = columns.entity(row, kind) if isinstance(row, Row) else None
        if entity is not None:
            yield entity
    _pass_on(table, report, n_told)


def _pass_on(table: Table, report: Callable[[Finding], None], n_told: int) -> int:
    for finding in table.findings[n_told:]:
        report(finding)
    return len(table.findings)


class _Columns:
    """Read the cells of a row by what the headers say."""

    def __init__(self, info: TableInfo, report: Callable[[Finding], None]) -> None:
        self._info, self._report = info, report
        self._places: dict[str, list[int]] = {}
        self._languages: dict[int, str] = {}
        self._schemes: dict[int, str] = {}
        for place, header in enumerate(info.header):
            self._learn(place, header)
        for name in ("id", "name"):
            if name not in self._places:
                raise InputError(
                    f"there is no column '{name}'",
                    where=f"{info.file}:{info.header_row}",
                    hint="an authority's table has at least the columns 'id' and 'name'",
                )

    def _learn(self, place: int, header: str) -> None:
        name, _, language = header.strip().lower().partition("@")
        if name in _SCHEMES:
            self._schemes[place] = _SCHEMES[name]
        elif name in _FIELDS:
            self._places.setdefault(_FIELDS[name] if not language else "aliases", []).append(place)
            self._languages[place] = header.partition("@")[2]
        elif header:
            self._tell(UNUSED_COLUMN, f"column '{header}' is not used", self._info.header_row, place)

    def entity(self, row: Row, kind: str) -> Entity | None:
        """Read a row; None if it has no id or no name."""
        identity = self._first(row, "id")
        names = tuple(self._names(row))
        if not identity:
            self._tell(MISSING_ID, "the row has no id, and was left out", row.number, self._places["id"][0])
            return None
        if not names:
            self._tell(MISSING_VALUE, "the row has no name, and was left out", row.number, self._places["name"][0])
            return None
        return Entity(
            identity,
            self._first(row, "kind") or kind,
            names,
            self._days(row, "born"),
            self._days(row, "died"),
            self._words(row, "places"),
            self._words(row, "occupations"),
            self._words(row, "nationalities"),
            self._first(row, "gender"),
            tuple(dict.fromkeys(self._identifiers(row, identity))),
            self._first(row, "description"),
        )

    def _cells(self, row: Row, field: str) -> Iterator[tuple[int, str]]:
        for place in self._places.get(field, ()):
            value = row.values[place]
            text = " ".join(str(value).split()) if value is not None else ""
            if text:
                yield place, text

    def _first(self, row: Row, field: str) -> str:
        return next((text for _, text in self._cells(row, field)), "")

    def _words(self, row: Row, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for _, text in self._cells(row, field) for word in _split(text)))

    def _names(self, row: Row) -> Iterator[EntityName]:
        for field, split in (("name", _whole), ("aliases", _split)):
            for place, cell in self._cells(row, field):
                for text in split(cell):
                    if len(text) > MOST_NAME:
                        what = f"a name of {len(text)} signs is none, and was left out"
                        self._tell(CELL_TOO_LONG, what, row.number, place, text[:MOST_NAME])
                    else:
                        yield EntityName(text, self._languages[place])

    def _days(self, row: Row, field: str) -> DayRange | None:
        for place, text in self._cells(row, field):
            try:
                date = parse_date(_as_edtf(text), unknown_before=_CALENDARS_AGREE)
            except DateFault as fault:
                self._tell(BAD_DATE, f"{fault.reason}, and was left out", row.number, place, text, fault.hint)
            else:
                if date.earliest is not None or date.latest is not None:
                    return DayRange(date.earliest, date.latest)
        return None

    def _identifiers(self, row: Row, identity: str) -> Iterator[tuple[str, str]]:
        if _QID.fullmatch(identity):
            yield "wd", identity
        for place, scheme in self._schemes.items():
            value = row.values[place]
            if value is not None:
                yield from ((scheme, one) for one in _split(str(value)))
        found = (identifier_of(address) for _, text in self._cells(row, "addresses") for address in _split(text))
        yield from (one for one in found if one is not None)

    def _tell(self, rule: Rule, what: str, row: int, place: int, value: str = "", hint: str = "") -> None:
        where = CellRef(self._info.file, row, self._info.header[place], column_letter(place))
        self._report(rule.finding(what, hint=hint, where=where, value=value))


def _as_edtf(text: str) -> str:
    """Write a bare year as EDTF does; -44 is 44 BC, as people mean it, and -0043 in EDTF."""
    found = _YEAR.fullmatch(text)
    if not found:
        return text
    year = int(found[2])
    return f"-{year - 1:04d}" if found[1] and year > 1 else f"{0 if found[1] else year:04d}"


def _whole(text: str) -> list[str]:
    return [text]


def _split(text: str) -> list[str]:
    parts = text.split("|" if "|" in text else ";")
    return [word for part in parts if (word := part.strip())]
