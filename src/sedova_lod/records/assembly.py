"""How the cells of a row become the nodes of a record: one `RowReader` for each table."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sedova_lod.findings import FindingList, Rule, Severity
from sedova_lod.findings.tables import DUPLICATE_ID, MISSING_ID, UNKNOWN_COLUMN
from sedova_lod.findings.values import (
    BAD_ID,
    BAD_IRI,
    BAD_TEXT,
    DATE_MADE,
    LINE_BREAK,
    LOOKALIKE_ID,
    LOOKUP_MISS,
    MISSING_VALUE,
    NORMALISED_VALUE,
    SEVERAL_VALUES,
)
from sedova_lod.records.cell_memos import Marks, UnusualCell
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.draft import Draft, Found, Owner, Value, Values
from sedova_lod.records.fields import READERS
from sedova_lod.records.fragments import MAX_ID_LENGTH, id_fault, slug
from sedova_lod.records.layout import PARENT, Column, TableLayout, field_names, find_column, nearest_name
from sedova_lod.records.model import Field, FieldType, Kind, Part
from sedova_lod.records.odd_texts import id_oddity, odd_text, without_hidden_signs
from sedova_lod.records.record import Reading, Reference
from sedova_lod.records.rejected_cells import plain_cell
from sedova_lod.records.row_code import QuickReader, compile_row_reader, is_no_date
from sedova_lod.records.schema import NodeType
from sedova_lod.records.values import CellValue, ValueFault, cell_text, read_language
from sedova_lod.terms import bad_character, is_address

__all__ = ["NamedCell", "RowReader"]

NamedCell = tuple[str, Sequence[CellValue], int]
"""A field of a nested file: our name of it, its values, its line."""


_MOST_SHOWN = 60
_CODES = frozenset((FieldType.ID, FieldType.IDENTIFIER, FieldType.STRING))
_TEXTS = frozenset((FieldType.NAME, FieldType.ALIAS, FieldType.TEXT, FieldType.STRING, FieldType.IDENTIFIER))
_VALUE_ROLES = frozenset(("", "earliest", "latest"))
_ALSO_BIRTH = ("mother", "father")
"""Fields of a person that take part in the birth, which is there for them too."""

_NEVER_WITH_SEPARATOR = frozenset((FieldType.REFERENCE, FieldType.QID, FieldType.CHOICE, FieldType.DATE))


_LOST_LETTER = "a letter was lost when the file was converted; look it up in the source or in an older copy"


class RowReader:
    """Read the rows of one table into records, or into parts of records.

    Args:
        layout: What the table's columns stand for.
        context: The data set's settings.

    Findings of a row are added to `findings`; a row with an error gives a reading without a node. Values that had
    blanks around them are counted in `n_trimmed`. Rows of plain values are read by a function made for the table, and
    counted in `n_quick`; `reads_quickly` can be turned off. With `is_lean`, a `NodeMaker` is needed for their nodes.
    `was_plain` says whether the last row was read so, and nothing was to be told of it. `first_lines` tells of each
    field of a nested file where it stood first.
    """

    def __init__(self, layout: TableLayout, context: DataSetContext) -> None:
        self.layout = layout
        self.context = context
        self.findings: FindingList = []
        self.n_trimmed = 0
        self.n_quick = 0
        self.was_plain = False
        self.reads_quickly = True
        self.is_lean = False
        self._schema = _row_schema(layout.kind, layout.part)
        self._required = tuple(_required(layout.kind, layout.part))
        members = () if layout.part else layout.kind.members
        self._defaults = tuple(m for m in members if isinstance(m, Field) and m.default)
        self.first_lines: dict[str, int] = {}
        self._columns: dict[str, Column | None] = {c.name: c for c in layout.columns}
        self._marks = Marks()
        self._quick: QuickReader | None = None
        self._is_id_refused = False

    def read_row(self, row: int, values: Sequence[CellValue]) -> Reading | None:
        """Read one row of a table; None for a row that says nothing.

        Args:
            row: Row number, as a spreadsheet shows it.
            values: Its cells, by column of the header.
        """
        if self._quick is None and self.reads_quickly:
            self._quick = compile_row_reader(self.layout, self.context, self._marks)
            self.reads_quickly = self._quick is not None
        if self._quick is not None:
            try:
                reading = self._quick.read(row, values)
            except UnusualCell:
                self._marks.clear()
            else:
                self.n_quick += 1
                self.was_plain = not self._marks.is_set
                if self._marks.is_set:
                    self._tell_marks(row, reading.id)
                return reading if self.is_lean else _whole(reading, self._quick)
        self.was_plain = False
        draft = self._draft(row)
        return self._read(draft, self._cells(draft, values))

    def _tell_marks(self, row: int, record_id: str) -> None:
        """Count and report what is no fault, of a row that was read quickly."""
        self.n_trimmed += self._marks.n_trimmed
        columns = self.layout.columns
        id_position = next(i for i, column in enumerate(columns) if column.field.type is FieldType.ID)
        for position, text in self._marks.breaks:
            draft = self._draft(row)
            draft.id = record_id if id_position < position else ""
            self._report_break(draft, columns[position].index, text)
        for _first, position, text in sorted(self._marks.lone):
            draft = self._draft(row)
            draft.id = record_id
            column = columns[position]
            roles = {"written": [Values((Value(text, ""),), column.index, "")]}
            draft.report_lone(column.name.removesuffix(".written"), "written", roles)
        self._marks.clear()

    @staticmethod
    def _report_break(draft: Draft, place: int | str, text: str) -> None:
        draft.report(LINE_BREAK, "the cell has a line break", column=place, value=text[:80])

    def read_fields(self, line: int, items: Iterable[NamedCell]) -> Reading | None:
        """Read one record of a nested file.

        Args:
            line: Line at which the record begins.
            items: Its fields: our name, values, line.
        """
        draft = self._draft(line)
        return self._read(draft, self._named_cells(draft, items))

    def read_withheld(self, row: int, values: Sequence[CellValue]) -> Reading | None:
        """Learn of a row that cannot be read which record it is of; None if that cannot be known for certain.

        References to the record then do not seem to lead nowhere.
        """
        column = self.layout.column_of(PARENT if self.layout.part else "id")
        if column is None or self.layout.is_distinct or column.rule.lookup is not None:
            return None
        raw = column.rule.constant if column.index < 0 else values[column.index] if column.index < len(values) else ""
        text = cell_text(raw)
        record_id = column.rule.prefix + (slug(text) if column.rule.is_slug else text)
        if not text or id_fault(record_id):
            return None
        draft = self._draft(row)
        draft.id = record_id
        return draft.reading(None)

    def _draft(self, row: int) -> Draft:
        return Draft(self.layout, self.context, row, self.findings)

    def _read(self, draft: Draft, cells: Iterable[tuple[Column, Values]]) -> Reading | None:
        found: Found = {}
        self._is_id_refused = False
        for column, values in cells:
            if column.field.type is FieldType.ID:
                draft.id, draft.id_column = values.items[0].text, values.column
            else:
                key = (column.part.name if column.part else "", column.field.name)
                found.setdefault(key, {}).setdefault(column.companion, []).append(values)
        if not found and not draft.id and not draft.has_error:
            return None
        if not self._name(draft, found):
            return draft.reading(None)
        self._fill(draft, found)
        is_sound = not draft.has_error  # else a value may be missing because it could not be read
        for part_name, item in self._required:
            if (part_name, item.name) not in found and is_sound:
                name = item.name or part_name
                if name in self.layout.missing:
                    draft.has_error = True  # said of the header already
                else:
                    draft.report(MISSING_VALUE, f"the {self.layout.what} has no '{name}'", column=name)
        node = None if draft.has_error else draft.node(self._schema)
        return draft.reading(None if draft.has_error else node)

    def _name(self, draft: Draft, found: Found) -> bool:
        """Settle the id; say whether the row can be read further."""
        name = PARENT if self.layout.part else "id"
        if not draft.id:
            is_told = self._is_id_refused or name in self.layout.missing
            if not is_told and not (self.layout.is_distinct and not found):
                self._report_no_id(draft, found, name)
            return False
        fault = id_fault(draft.id)
        if fault:
            draft.report(
                BAD_ID,
                f"'{_shown(draft.id)}' cannot be an id: {fault}",
                hint=_id_hint(draft.id),
                column=draft.id_column,
                value=draft.id,
            )
            return False
        self._check_looks(draft)
        if self.layout.part is None and self.layout.kind.name == "concept" and draft.id in self.context.clashes:
            hint = "give one of them another address, or make one record of the two"
            draft.report(DUPLICATE_ID, self.context.clashes[draft.id], hint=hint, column="iri", value=draft.said("iri"))
        draft.begin(found)
        return True

    @staticmethod
    def _check_looks(draft: Draft) -> None:
        oddity = "" if draft.id.isascii() else id_oddity(draft.id)
        if oddity:
            message = f"the id '{_shown(draft.id)}' looks like another one: {oddity}"
            usual = unicodedata.normalize("NFKC", draft.id)
            hint = f"did you mean '{usual}'?" if usual != draft.id else ""
            draft.report(LOOKALIKE_ID, message, hint=hint, column=draft.id_column, value=draft.id)

    def _report_no_id(self, draft: Draft, found: Found, name: str) -> None:
        if self.layout.part:
            kind = self.layout.kind.name
            message, hint = f"the row does not say which {kind} it belongs to", f"write the id of the {kind}"
        else:
            names = found.get(("", "name"), {}).get("")
            likely = slug(names[0].items[0].text)[:_MOST_SHOWN].rstrip("-") if names else ""
            message = "the row has no id"
            hint = f"give it an id of its own, such as '{likely}'" if likely else "give it an id of its own"
        draft.report(MISSING_ID, message, hint=hint, column=name)

    def _fill(self, draft: Draft, found: Found) -> None:
        for (part_name, field_name), roles in found.items():
            part, item = self._member(part_name, field_name)
            if part is None and item is not None and item.name == "key" and self.layout.part:
                continue
            owner = draft.owner(part)
            if item is not None:
                READERS[item.type](draft, owner, item, roles)
            is_single = owner.part is not None and not owner.part.many
            name = f"{part_name}.{field_name}" if is_single and field_name else field_name or part_name
            if _is_there(owner, part_name, roles, found):
                draft.cite(owner, name, roles)
            else:
                draft.report_lone(name, "source", roles)
                draft.report_lone(name, "certainty", roles)
        for item in self._defaults:
            is_scheme = draft.root.values.get("category") == ["scheme"]  # a list of concepts stands in none itself
            if ("", item.name) not in found and not is_scheme:
                draft.root.add(item.rec, draft.concept(item.default))

    def _member(self, part_name: str, field_name: str) -> tuple[Part | None, Field | None]:
        if self.layout.part:
            item = next((f for f in self.layout.part.fields if f.name == field_name and field_name), None)
            return self.layout.part if part_name else None, item
        name = ".".join(filter(None, (part_name, field_name)))
        return self.layout.kind.columns[name]

    def _cells(self, draft: Draft, values: Sequence[CellValue]) -> Iterator[tuple[Column, Values]]:
        is_rejects = self.layout.is_rejects
        for column in self.layout.columns:
            raw = column.rule.constant if column.index < 0 else values[column.index]
            text = cell_text(raw)
            if text is not raw and isinstance(raw, str) and (raw[:1].isspace() or raw[-1:].isspace()):
                self.n_trimmed += bool(text)
            if isinstance(raw, datetime.date) and is_no_date(column):
                what = f"the cell holds the date {text}, where another text belongs"
                draft.report(DATE_MADE, what, hint=DATE_MADE.advice, column=column.index, value=text)
            if is_rejects:
                text = plain_cell(text).strip()
            if text and text not in column.rule.empty:
                checked = self._checked(draft, column, column.index, [text])
                if checked is not None:
                    yield column, checked

    def _named_cells(self, draft: Draft, items: Iterable[NamedCell]) -> Iterator[tuple[Column, Values]]:
        for name, raw, line in items:
            if name not in self._columns:
                self._columns[name] = find_column(self.layout.kind, self.layout.part, name)
                self.first_lines[name] = line
            column = self._columns[name]
            draft.lines[name] = line
            if column is not None and column.language and not self._knows_language(draft, column, name):
                continue
            texts = [t for t in map(cell_text, raw) if t]
            if column is None:
                known = field_names(self.layout.kind, self.layout.part)
                hint = nearest_name(name, known, "use a field of the record reference")
                draft.report(
                    UNKNOWN_COLUMN,
                    f"no field '{name}' in a {self.layout.what}",
                    hint=hint,
                    column=name,
                )
            elif texts:
                checked = self._checked(draft, column, name, texts)
                if checked is not None:
                    yield column, checked

    @staticmethod
    def _knows_language(draft: Draft, column: Column, name: str) -> bool:
        """Check the language tag of a key; that of a header is checked once for all rows."""
        try:
            read_language(column.language)
        except ValueFault as fault:
            draft.report_fault(fault, name, column.language)
            return False
        return True

    def _checked(self, draft: Draft, column: Column, place: int | str, texts: list[str]) -> Values | None:
        """Split, look up and check the texts of one cell; None if nothing is left of them."""
        texts = [self._cleaned(draft, column, place, text) for text in texts]
        if any(self._is_faulty(draft, column, place, text) for text in texts):
            self._refuse(column)
            return None
        language = column.language or self.layout.language or self.context.languages[0]
        pieces = [piece for text in texts for piece in _split(text, column)]
        items = tuple(Value(text, language) for text in self._translated(draft, column, place, pieces))
        found = [v.text for v in items]
        if len(found) == 1 and column.field.type in _NEVER_WITH_SEPARATOR and not column.companion:
            found = [piece.strip() for piece in found[0].split(";")]
        if len(found) > 1 and not _takes_several(column):
            listed = ", ".join(f"'{text}'" for text in found)
            message = f"'{column.name}' takes one value, and here are {len(found)}: {listed}"
            draft.report(SEVERAL_VALUES, message, column=place)
            self._refuse(column)
            return None
        return Values(items, place, column.rule.calendar) if items else None

    def _is_faulty(self, draft: Draft, column: Column, place: int | str, text: str) -> bool:
        """Report what keeps a text from being read, and what is odd about one that is read."""
        fault = bad_character(text)
        if fault:
            message = f"the text has a character that no text may hold: {fault}"
            hint = _LOST_LETTER if fault.startswith("U+FFFD") else ""
            draft.report(BAD_TEXT, message, hint=hint, column=place, value=text[:80])
            return True
        if "\n" in text and not column.companion:
            self._report_break(draft, place, text)
        oddity = odd_text(text)
        if oddity is None or not _is_told(oddity.rule, column):
            return False
        draft.report(oddity.rule, oddity.message, hint=oddity.hint, column=place, value=text[:80])
        return oddity.rule.severity is Severity.ERROR

    def _refuse(self, column: Column) -> None:
        """Take note that a cell is faulty: an id that was there is not missing."""
        self._is_id_refused |= column.field.type is FieldType.ID

    @staticmethod
    def _cleaned(draft: Draft, column: Column, place: int | str, text: str) -> str:
        """Leave signs that nobody sees out of values that are no texts; of ids they are told."""
        if text.isascii() or _is_text(column) or column.field.type is FieldType.ID:
            return text
        cleaned = without_hidden_signs(text)
        if cleaned != text and cleaned:
            draft.report(NORMALISED_VALUE, f"'{text}' was read as {cleaned}", column=place, value=text[:80])
        return cleaned or text

    def _translated(self, draft: Draft, column: Column, place: int | str, pieces: list[str]) -> Iterator[str]:
        rule = column.rule
        for piece in pieces:
            text = piece
            if rule.lookup is not None:
                if text not in rule.lookup:
                    message = f"'{text}' is not in the lookup of '{column.name}'"
                    draft.report(
                        LOOKUP_MISS,
                        message,
                        hint=f"add it in line {rule.line} of sedova.toml",
                        column=place,
                        value=text,
                    )
                    continue
                text = rule.lookup[text]
            text = slug(text) if rule.is_slug else text
            if rule.prefix and is_address(text):
                message = f"'{text}' is a whole address, and sedova.toml puts '{rule.prefix}' before it"
                draft.report(BAD_IRI, message, hint="write what follows the prefix alone", column=place, value=text)
            elif text:
                yield rule.prefix + text


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _id_hint(text: str) -> str:
    likely = slug(text)
    if len(likely) > MAX_ID_LENGTH:
        return "write a shorter one"
    return f"did you mean '{likely}'?" if likely else "use letters, digits and hyphens"


class _Required(NamedTuple):
    part: str
    field: Field


def _required(kind: Kind, part: Part | None) -> Iterator[_Required]:
    if part:
        yield from (_Required(part.name, f) for f in part.fields if f.required)
        return
    for own_part, item in kind.columns.values():
        if item.required and item.type is not FieldType.ID:
            yield _Required(own_part.name if own_part else "", item)


def _whole(reading: Reading, quick: QuickReader) -> Reading:
    """Make the node and the references of a lean reading."""
    row, node = reading.row, reading.node
    assert node is not None  # noqa: S101 - a row that is faulty is not read quickly
    references = (
        Reference(kind, key, fragment, (table, row, column), inverse, own_kind, reading.id, prop)
        for kind, key, fragment, inverse, prop, own_kind, table, column in reading.references
    )
    return reading._replace(node=quick.make_node(row, node), references=tuple(references))


def _row_schema(kind: Kind, part: Part | None) -> NodeType:
    if part is None:
        return kind.schema
    found = kind.schema.property(part.rec)
    if found is None or found.node is None:
        raise KeyError(part.rec)
    return found.node


def _is_text(column: Column) -> bool:
    """Say whether the cells of a column are for people to read."""
    return column.companion == "written" or (not column.companion and column.field.type in _TEXTS)


def _is_told(rule: Rule, column: Column) -> bool:
    """Say whether something odd is told of the cells of a column."""
    if rule is DATE_MADE:
        return not column.companion and column.field.type in _CODES
    return _is_text(column) or rule.severity is Severity.ERROR


def _is_there(owner: Owner, part_name: str, roles: Mapping[str, object], found: Found) -> bool:
    """Say whether a row has what its `.source` or `.certainty` is about: a value, or a part that can be cited for."""
    if owner.part is None:
        return bool(roles.keys() & _VALUE_ROLES)
    if owner.part.many:
        return True
    alike = _ALSO_BIRTH if part_name == "born" else ()
    named = (others for (part, field), others in found.items() if (part or field) in (part_name, *alike))
    return any(others.keys() & _VALUE_ROLES for others in named)


def _takes_several(column: Column) -> bool:
    return column.field.many or column.companion == "source" or column.field.type is FieldType.CITATION


def _split(text: str, column: Column) -> list[str]:
    separator = column.rule.split or (";" if _takes_several(column) else "")
    if not separator or separator not in text:
        return [text]
    return [piece for piece in (p.strip() for p in text.split(separator)) if piece]
