"""Cells read once: for each column a memo from the raw cell to what its field makes of it, if it is a plain value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sedova_lod.records.context import DataSetContext
from sedova_lod.records.draft import Draft, Owner, Value, Values
from sedova_lod.records.fragments import MAX_ID_LENGTH, id_fault, slug
from sedova_lod.records.layout import Column, TableLayout
from sedova_lod.records.model import FieldType
from sedova_lod.records.odd_texts import id_oddity, odd_text, without_hidden_signs
from sedova_lod.records.record import Way
from sedova_lod.records.timespans import read_date
from sedova_lod.records.values import (
    CellValue,
    ValueFault,
    cell_text,
    read_choice,
    read_decimal,
    read_integer,
    read_iri,
    read_qid,
    script_fault,
)
from sedova_lod.terms import bad_character, is_address

__all__ = ["PLAIN_URL", "CellMemo", "DateMemo", "Marks", "Target", "UnusualCell", "read_pairs"]

_MOST_HELD = 4096
_LONGEST_HELD = 200
_ONE_VALUE = frozenset((FieldType.REFERENCE, FieldType.QID, FieldType.CHOICE, FieldType.DATE))
PLAIN_URL = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/[A-Za-z0-9._~/?=&+,:@!$'()*-]*")
"""Matches the usual form of a single address; others are looked at more closely."""


class UnusualCell(Exception):  # noqa: N818 - no error: the row is read with all care instead
    """Say that a cell is no plain value: there is something to report, or to think about."""


class Target(NamedTuple):
    """Hold where the references of one cell lead.

    Args:
        iris: IRIs that they lead to.
        ways: What they share with others.
    """

    iris: tuple[str, ...]
    ways: tuple[Way, ...]


class Marks:
    """Note what is no fault, but is told of a row once it is read: blanks, line breaks, wordings without a date."""

    def __init__(self) -> None:
        self.n_trimmed = 0
        self.breaks: list[tuple[int, str]] = []
        self.lone: list[tuple[int, int, str]] = []
        self.is_set = False

    def clear(self) -> None:
        """Forget what was noted."""
        if self.is_set:
            self.n_trimmed = 0
            self.breaks.clear()
            self.lone.clear()
            self.is_set = False


class CellMemo(dict[str, Any]):
    """Read the cells of one column; plain values that come again are read once.

    At most 4096 are held; then all are forgotten, so that those that come again later on in a large table are held too.

    What is given depends on the type of the column's field: the values as the record graph holds them, for names and
    identifiers what their nodes are made of; None for a cell that says nothing.

    Args:
        layout: The table.
        context: The data set's settings.
        position: Position of the column in the layout.
        marks: Takes what is noted besides.

    Raises:
        UnusualCell: The cell must be read with all care.
    """

    def __init__(self, layout: TableLayout, context: DataSetContext, position: int, marks: Marks) -> None:
        super().__init__()
        self._layout = layout
        self._context = context
        self._column: Column = layout.columns[position]
        self._position = position
        self._marks = marks
        column = self._column
        self._language = column.language or layout.language or context.languages[0]
        self._is_one = column.field.type in _ONE_VALUE and not column.companion and not _takes_several(column)
        self._separator = column.rule.split or (";" if _takes_several(column) or self._is_one else "")
        is_simple = not (column.rule.lookup is not None or column.rule.is_slug or column.rule.prefix)
        self._is_simple = is_simple and not self._separator
        self._make: Callable[[list[str]], Any] = self._maker()

    def __missing__(self, raw: str) -> Any:
        text, is_held = self._text(raw)
        value = None
        if text:
            value = self._make([text] if self._is_simple else list(self._pieces(text)))
        if is_held and len(raw) < _LONGEST_HELD:
            if len(self) >= _MOST_HELD:
                self.clear()
            self[raw] = value
        return value

    def _text(self, raw: str) -> tuple[str, bool]:
        """Give the text of a cell, and whether it may be held: not if something is noted each time it comes."""
        if raw.isascii() and raw.isprintable():
            text = raw.strip(" ")
        else:
            text = cell_text(raw)
            if bad_character(text):
                raise UnusualCell
        if odd_text(text) is not None or (not text.isascii() and text != without_hidden_signs(text)):
            raise UnusualCell
        if not text or text in self._column.rule.empty:
            self._note_blanks(raw, text)
            return "", len(text) == len(raw)
        is_held = not self._note_blanks(raw, text)
        if "\n" in text and not self._column.companion:
            self._marks.breaks.append((self._position, text[:80]))
            self._marks.is_set = True
            is_held = False
        return text, is_held

    def _note_blanks(self, raw: str, text: str) -> bool:
        is_trimmed = raw[:1].isspace() or raw[-1:].isspace()
        if is_trimmed and text:
            self._marks.n_trimmed += 1
            self._marks.is_set = True
        return is_trimmed

    def _pieces(self, text: str) -> Iterator[str]:
        column, rule = self._column, self._column.rule
        pieces = [text]
        if self._separator and self._separator in text:
            if not _takes_several(column):
                raise UnusualCell
            pieces = [piece for piece in (p.strip() for p in text.split(self._separator)) if piece]
        for piece in pieces:
            value = piece
            if rule.lookup is not None:
                if piece not in rule.lookup:
                    raise UnusualCell
                value = rule.lookup[piece]
            value = slug(value) if rule.is_slug else value
            if rule.prefix and is_address(value):
                raise UnusualCell
            value = rule.prefix + value
            if len(value) == len(rule.prefix) or (self._is_one and ";" in value):
                raise UnusualCell
            yield value

    def _maker(self) -> Callable[[list[str]], Any]:
        if self._column.companion:
            return lambda texts: texts[0]
        item = self._column.field
        many = {
            FieldType.STRING: lambda text: text,
            FieldType.INTEGER: _read(read_integer),
            FieldType.DECIMAL: _read(lambda text: read_decimal(text, item.name)),
            FieldType.CHOICE: _read(lambda text: read_choice(text, item)),
            FieldType.IRI: _iri,
            FieldType.TEXT: self._tagged,
        }.get(item.type)
        if many is not None:
            read = many
            return lambda texts: tuple(dict.fromkeys(map(read, texts)))
        return {
            FieldType.ID: self._id,
            FieldType.NAME: lambda texts: self._tagged(texts[0]),
            FieldType.QID: self._item,
            FieldType.IDENTIFIER: _identifiers,
            FieldType.REFERENCE: self._target,
            FieldType.SUBJECT: self._target,
            FieldType.DATE: lambda texts: texts[0],
        }[item.type]

    def _id(self, texts: list[str]) -> str:
        text = texts[0]
        if not (text.isalnum() and len(text) <= MAX_ID_LENGTH) and id_fault(text):
            raise UnusualCell
        if not text.isascii() and id_oddity(text):
            raise UnusualCell
        return text

    def _tagged(self, text: str) -> tuple[str, str]:
        if script_fault(text, self._language):
            raise UnusualCell
        return text, self._language

    def _item(self, texts: list[str]) -> str:
        try:
            qid = read_qid(texts[0])
        except ValueFault as fault:
            raise UnusualCell from fault
        if qid != texts[0]:
            raise UnusualCell
        return qid

    def _target(self, texts: list[str]) -> Target:
        draft = Draft(self._layout, self._context, 0, [])
        item = self._column.field
        iris = [draft.refer(text, item, self._column.index, draft.root, item.rec) for text in texts]
        if draft.findings:
            raise UnusualCell
        own = (self._layout.kind.name, self._layout.number, self._column.index)
        ways = tuple((ref.kind, ref.id, ref.fragment, ref.inverse, ref.prop, *own) for ref in draft.references)
        return Target(tuple(dict.fromkeys(iris)), ways)


def read_pairs(
    layout: TableLayout, context: DataSetContext, names: tuple[str, str]
) -> Callable[[Sequence[CellValue]], Iterator[tuple[str, str]]] | None:
    """Make a function that reads two fields of each row, as the project says; None if one of them has no column.

    It gives nothing for a row in which one of them is empty or odd.

    >>> from sedova_lod.records import KINDS
    >>> layout = TableLayout(0, KINDS["concept"], None, "types.csv")
    >>> list(layout.arrange(["id", "iri"], (), ()))[1:]
    []
    >>> read = read_pairs(layout, DataSetContext("https://example.org/"), ("id", "iri"))
    >>> list(read(["print", "http://vocab.getty.edu/aat/300041273"])), list(read(["print", "a b"]))
    ([('print', 'http://vocab.getty.edu/aat/300041273')], [])
    """
    columns = [layout.by_name.get(name) for name in names]
    memos = [(column, CellMemo(layout, context, layout.columns.index(column), Marks())) for column in columns if column]
    if len(memos) < len(names):
        return None

    def read(values: Sequence[CellValue]) -> Iterator[tuple[str, str]]:
        try:
            found = [
                memo[cell_text(values[column.index] if column.index >= 0 else column.rule.constant)]
                for column, memo in memos
            ]
        except UnusualCell:
            return
        first, second = (value[0] if isinstance(value, tuple) else value for value in found)
        if first and second:
            yield first, second

    return read


def _takes_several(column: Column) -> bool:
    return column.field.many or column.companion == "source" or column.field.type is FieldType.CITATION


def _read(read: Callable[[str], str]) -> Callable[[str], str]:
    def reader(text: str) -> str:
        try:
            return read(text)
        except ValueFault as fault:
            raise UnusualCell from fault

    return reader


def _iri(text: str) -> str:
    return text if PLAIN_URL.fullmatch(text) else _checked_iri(text)


_checked_iri = _read(read_iri)


def _identifiers(texts: list[str]) -> tuple[tuple[str, str], ...]:
    """Give the fragment and the text of each identifier."""
    found = {text.lower() if text.isascii() and text.isalnum() else slug(text): text for text in texts}
    if len(found) < len(texts):
        raise UnusualCell
    return tuple(found.items())


class DateMemo(dict[tuple[str | None, ...], Any]):
    """Read a date with its companions; those that come again are read once, and at most 4096 are held, as of cells.

    What is given: the values of the time-span but for its `written` part, the wording and calendar of that part (None
    without one), and the column; None for cells that make no date.

    Args:
        layout: The table.
        context: The data set's settings.
        columns: The date's columns: its own and those of its companions.
        marks: Takes wordings that have no date.
    """

    def __init__(self, layout: TableLayout, context: DataSetContext, columns: tuple[Column, ...], marks: Marks) -> None:
        super().__init__()
        self._layout = layout
        self._context = context
        self._columns = columns
        self._marks = marks
        places = {id(column): place for place, column in enumerate(layout.columns)}
        self._places = [places[id(column)] for column in columns]
        self._valued = [place for place, column in enumerate(columns) if column.companion in ("", "earliest", "latest")]
        self._wording = next((place for place, column in enumerate(columns) if column.companion == "written"), None)

    def __missing__(self, texts: tuple[str | None, ...]) -> Any:
        wording = self._wording
        if wording is None or texts[wording] is None or any(texts[place] is not None for place in self._valued):
            return self._made(texts)
        return self._note_lone(texts, wording)

    def _note_lone(self, texts: tuple[str | None, ...], wording: int) -> None:
        """Note a wording that has no date; nothing is held, so that it is noted of each row."""
        index = self._columns[wording].index
        if index >= 0 and not self._layout.is_value(index):
            first = min(place for place, text in zip(self._places, texts, strict=True) if text is not None)
            self._marks.lone.append((first, self._places[wording], str(texts[wording])))
            self._marks.is_set = True

    def _made(self, texts: tuple[str | None, ...]) -> Any:
        draft = Draft(self._layout, self._context, 0, [])
        owner = Owner("", self._columns[0].part)
        roles = {
            column.companion: [Values((Value(text, ""),), column.index, column.rule.calendar)]
            for column, text in zip(self._columns, texts, strict=True)
            if text is not None
        }
        item = self._columns[0].field
        read_date(draft, owner, item, roles)
        if draft.findings:
            raise UnusualCell
        node = owner.values.get(item.rec)
        value = None
        if node is not None:
            written = node[-1]
            value = (node[2:-1], written and written[2:], node[1][2])
        if len(self) >= _MOST_HELD:
            self.clear()
        self[texts] = value
        return value
