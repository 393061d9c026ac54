"""How a table's columns stand for fields: `TableLayout`, made once for each table."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import DUPLICATE_HEADER, MISSING_COLUMN, UNKNOWN_COLUMN, UNUSED_COLUMN
from sedova_lod.records.model import Field, FieldType, Kind, Part
from sedova_lod.records.values import ValueFault, read_language
from sedova_lod.settings import FieldSpec
from sedova_lod.terms import usual_language_tag

__all__ = [
    "COMPANIONS",
    "PARENT",
    "REASON",
    "Column",
    "TableLayout",
    "field_names",
    "find_column",
    "nearest_name",
]

PARENT = "of"
REASON = "reason"
"""Column of a rejects file that says why a row was set aside; ignored when it is read again."""

COMPANIONS = ("source", "certainty", "calendar", "written", "earliest", "latest")
_DATE_COMPANIONS = frozenset(("calendar", "written", "earliest", "latest"))
_TAGGED = frozenset((FieldType.NAME, FieldType.ALIAS, FieldType.TEXT))
_AS_NAMED = FieldSpec("")
_HEADERS_FIRST = (
    "the headers must stand in the first row: delete what stands above them, or correct them in sedova.toml"
)
_ROW_COMPANIONS = ("source", "certainty")
_ID = Field(PARENT, FieldType.ID, "Id of the record that the row belongs to.", required=True)
_KEY = Field("key", FieldType.STRING, "Tells rows apart that would otherwise become one.")


@dataclass(frozen=True, slots=True)
class Column:
    """Say what one column of a table holds.

    Args:
        index: Position in the row; -1 for a constant.
        name: Our name of it: `born.place`, `name@ru`, `born.source`.
        part: Part that the field belongs to; None for the record's own fields.
        field: The field.
        companion: `source`, `certainty`, `calendar`, `written`, `earliest` or `latest`; empty for the value itself.
        language: Language tag of its texts; empty for the data set's first.
        rule: How the project file reads it.
    """

    index: int
    name: str
    part: Part | None
    field: Field
    companion: str = ""
    language: str = ""
    rule: FieldSpec = _AS_NAMED


@dataclass(slots=True)
class TableLayout:
    """Hold what is known of a table before its first row is read.

    Args:
        number: Position of the table in the project.
        kind: Kind of its records, or of the records its rows belong to.
        part: Part that each row is, in a child table.
        file: File, as the project names it.
        sheet: Sheet of a workbook.
        header: The user's headers.
        columns: Columns in use.
        is_distinct: Whether several equal rows may describe one record.
        is_nested: Whether its records are trees (YAML, JSON) without columns.
        language: Language tag of its texts; empty for the data set's first.
        header_row: Row of the headers.
        missing: Required fields without a column, reported once for the whole table.
        is_rejects: Whether it is a rejects file, whose last column is the reason.
    """

    number: int
    kind: Kind
    part: Part | None
    file: str
    sheet: str = ""
    header: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    is_distinct: bool = False
    is_nested: bool = False
    by_name: dict[str, Column] = field(default_factory=dict)
    language: str = ""
    header_row: int = 1
    missing: frozenset[str] = frozenset()
    is_rejects: bool = False

    def cell(self, row: int, column: int | str = -1) -> CellRef:
        """Point at a cell of this table; without a column at the whole row."""
        if isinstance(column, str):
            return CellRef(self.file, row, column, "", self.sheet)
        if 0 <= column < len(self.header):
            letter = "" if self.is_nested else column_letter(column)
            return CellRef(self.file, row, self.header[column], letter, self.sheet)
        return CellRef(self.file, row, sheet=self.sheet)

    def column_of(self, name: str) -> Column | None:
        """Find the column that holds a field, by our name of it; any language serves."""
        found = self.by_name.get(name)
        if found is None:
            found = next((c for c in self.columns if c.name.partition("@")[0] == name), None)
        return found

    def is_value(self, index: int) -> bool:
        """Say whether the cells of a column are read as values of a field, whatever else they are read as."""
        return any(column.index == index and not column.companion for column in self.columns)

    def arrange(self, header: Sequence[str], rules: Sequence[FieldSpec], ignore: Collection[str]) -> Iterator[Finding]:
        """Match the headers with fields; report those that match nothing.

        Args:
            header: The user's headers, as read.
            rules: How each of our fields is read; empty if the headers are field names.
            ignore: Headers that are left out on purpose.
        """
        self.header = tuple(header)
        self.is_rejects = self.header[-1:] == (REASON,) and not any(rule.column == REASON for rule in rules)
        where = {name: i for i, name in reversed(list(enumerate(header)))}
        yield from self._duplicates(header)
        columns: list[Column] = []
        found = self._mapped(rules, where, ignore, columns) if rules else self._own(header, ignore, columns)
        told = list(found)
        yield from told
        self.columns = tuple(columns)
        self.by_name = {c.name: c for c in columns}
        self.missing = frozenset(self._missing())
        if any(header):
            suggested = {name for name in self.missing if any(f.hint == f"did you mean '{name}'?" for f in told)}
            yield from self._missing_columns(header, {rule.name for rule in rules} | suggested)

    def _missing(self) -> Iterator[str]:
        """Name the fields that every row needs and that no column or constant fills."""
        yield from (name for name in (PARENT if self.part else "id",) if name not in self.by_name)
        if self.part:
            required = [(self.part.name, f) for f in self.part.fields if f.required]
        else:
            required = [(p.name if p else "", f) for p, f in self.kind.columns.values() if f.required]
        filled = {(c.part.name if c.part else "", c.field.name) for c in self.columns if not c.companion}
        for part_name, item in required:
            if item.type is not FieldType.ID and (part_name, item.name) not in filled:
                yield item.name or part_name

    def _missing_columns(self, header: Sequence[str], told: Collection[str]) -> Iterator[Finding]:
        known = field_names(self.kind, self.part)
        if not (self.columns or told or any(nearest_name(name, known, "") for name in header if name)):
            yield self._no_header(header)
            return
        for name in sorted(self.missing.difference(told)):
            hint = f"call a column '{name}', or map one in sedova.toml: {name} = \"header of the column\""
            what = f"the table has no column '{name}', which every {self.what} needs"
            near = nearest_name(name, [h for h in header if h and h not in self.by_name], "")
            yield MISSING_COLUMN.finding(what, hint=near or hint, where=self.cell(self.header_row), value=name)

    def _no_header(self, header: Sequence[str]) -> Finding:
        """Report a table without any header that we know: most often the headers are not where they should be."""
        written = [name for name in header if name]
        shown = ", ".join(f"'{name[:40]}'" for name in written[:4]) + (" ..." if len(written) > 4 else "")
        sign = next((sign for sign in ";\t|," if len(written) == 1 and sign in written[0]), "")
        if sign:
            name = {"\t": "tab"}.get(sign, sign)
            hint = f"is '{name}' the sign between the columns? Then state it in sedova.toml: delimiter = \"{name}\""
        else:
            hint = "the headers must stand in the first row; or map the columns in sedova.toml"
        what = f"no header of the table is a field of a {self.what}: {shown}"
        return MISSING_COLUMN.finding(what, hint=hint, where=self.cell(self.header_row))

    def _duplicates(self, header: Sequence[str]) -> Iterator[Finding]:
        for index, name in enumerate(header):
            first = header.index(name)
            if name and first != index:
                yield DUPLICATE_HEADER.finding(
                    f"columns {column_letter(first)} and {column_letter(index)} are both called '{name}'",
                    hint="give each column a header of its own",
                    where=self.cell(self.header_row, index),
                    value=name,
                )

    def _own(self, header: Sequence[str], ignore: Collection[str], columns: list[Column]) -> Iterator[Finding]:
        unknown: list[Finding] = []
        for index, name in enumerate(header):
            if not name or name == REASON or name in ignore or name in header[:index]:
                continue
            column = find_column(self.kind, self.part, name)
            if column is not None:
                faults = list(self._language_fault(column, index))
                yield from faults
                if not faults:  # else its texts would be tagged with what is no language
                    columns.append(replace(column, index=index))
                continue
            known = field_names(self.kind, self.part)
            unknown.append(
                UNKNOWN_COLUMN.finding(
                    f"no field '{name}' in a {self.what}",
                    hint=nearest_name(name, known, "map the column in sedova.toml, or list it under 'ignore'"),
                    where=self.cell(self.header_row, index),
                    value=name,
                )
            )
        if columns or any("did you mean" in finding.hint for finding in unknown):
            yield from unknown  # else the one finding on the whole header says it better

    def _language_fault(self, column: Column, index: int) -> Iterator[Finding]:
        if not column.language:
            return
        try:
            read_language(column.language)
        except ValueFault as fault:
            where = self.cell(self.header_row, index)
            yield fault.rule.finding(fault.message, hint=fault.hint, where=where, value=column.language)

    def _mapped(
        self,
        rules: Sequence[FieldSpec],
        where: Mapping[str, int],
        ignore: Collection[str],
        columns: list[Column],
    ) -> Iterator[Finding]:
        is_any_there = any(rule.column in where for rule in rules)
        advice = "correct the header in sedova.toml" if is_any_there else _HEADERS_FIRST
        for rule in rules:
            column = find_column(self.kind, self.part, rule.name)
            if column is None:
                continue  # reported with the project file
            if rule.column and rule.column not in where:
                yield MISSING_COLUMN.finding(
                    f"no column '{rule.column}', which sedova.toml maps to '{rule.name}'",
                    hint=nearest_name(rule.column, where, advice),
                    where=self.cell(self.header_row),
                    value=rule.column,
                )
                continue
            index = where[rule.column] if rule.column else -1
            tagged = replace(column, index=index, rule=rule, language=rule.language or column.language)
            faults = list(self._language_fault(tagged, index))
            yield from faults
            if not faults:
                columns.append(tagged)
        used = {rule.column for rule in rules}
        for name, index in where.items():
            if name and name != REASON and name not in used and name not in ignore:
                yield UNUSED_COLUMN.finding(
                    f"column '{name}' is not mapped to a field",
                    hint="map it under [tables.fields], or list it under 'ignore'",
                    where=self.cell(self.header_row, index),
                    value=name,
                )

    @property
    def what(self) -> str:
        """Name what a row is: `person`, `person.memberships`."""
        return f"{self.kind.name}.{self.part.name}" if self.part else self.kind.name


def find_column(kind: Kind, part: Part | None, name: str) -> Column | None:
    """Find the field that a column name stands for.

    >>> from sedova_lod.records import KINDS
    >>> column = find_column(KINDS["person"], None, "born.place.source")
    >>> column.part.name, column.field.name, column.companion
    ('born', 'place', 'source')
    >>> find_column(KINDS["person"], None, "name@ru").language
    'ru'
    >>> find_column(KINDS["person"], None, "nmae") is None
    True
    """
    base, _, companion = name.rpartition(".")
    if companion in COMPANIONS and _plain(kind, part, name) is None:
        column = _plain(kind, part, base) if base else None
        if column and (companion not in _DATE_COMPANIONS or column.field.type is FieldType.DATE):
            return replace(column, name=name, companion=companion)
    return _plain(kind, part, name)


def _plain(kind: Kind, part: Part | None, name: str) -> Column | None:
    base, _, language = name.partition("@")
    known = _part_fields(part) if part else kind.columns
    found = known.get(base)
    if found is None and part and base in _ROW_COMPANIONS and not language:
        return Column(-1, name, part, Field("", FieldType.STRING, ""), base)
    if found is None or "." in language or (language and found[1].type not in _TAGGED):
        return None
    return Column(-1, name, found[0], found[1], "", usual_language_tag(language))


def _part_fields(part: Part) -> dict[str, tuple[Part | None, Field]]:
    fields: dict[str, tuple[Part | None, Field]] = {PARENT: (None, _ID), "key": (None, _KEY)}
    fields.update({item.name: (part, item) for item in part.fields})
    return fields


def field_names(kind: Kind, part: Part | None = None) -> list[str]:
    """List the names of a kind's or a child table's columns, without companions.

    >>> from sedova_lod.records import KINDS
    >>> field_names(KINDS["person"], KINDS["person"].parts["memberships"])
    ['of', 'key', 'group', 'role', 'date', 'note', 'source', 'certainty']
    """
    return [*_part_fields(part), *_ROW_COMPANIONS] if part else list(kind.columns)


def nearest_name(name: str, known: Collection[str], otherwise: str) -> str:
    """Write a hint with the known name nearest to a wrong one.

    >>> nearest_name("nmae", ["name", "note"], "correct it")
    "did you mean 'name'?"
    """
    lowered: dict[str, str] = {k.lower(): k for k in known}
    close = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.7)
    return f"did you mean '{lowered[close[0]]}'?" if close else otherwise
