"""The code of quick row readers: for each table two Python functions, for the rows of plain values.

The first looks each cell up in the memo of its column, and gives a lean node: the values alone. The second puts them
into node tuples whose form is known beforehand; that waits until rows have been sorted, as lean nodes are packed and
unpacked in half the time. Both together give the same as `RowReader` would; where there is anything to report the
first raises `UnusualCell`, and the row is read with all care instead. `tests/records/test_row_code.py` reads many rows
in both ways.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sedova_lod.records.cell_memos import PLAIN_URL, CellMemo, DateMemo, Marks, UnusualCell
from sedova_lod.records.cell_shortcuts import shortcut_code
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.fragments import slug
from sedova_lod.records.layout import Column, TableLayout
from sedova_lod.records.model import Field, FieldType, Part
from sedova_lod.records.nodes import IDENTIFIER_NODE, NAME_NODE, WRITTEN_NODE
from sedova_lod.records.odd_texts import is_plain_latin
from sedova_lod.records.record import Reading
from sedova_lod.records.schema import Node, NodeType
from sedova_lod.records.timespans import timespan_fragment
from sedova_lod.records.values import CellValue, cell_text

__all__ = ["NodeMaker", "QuickReader", "compile_row_reader", "is_no_date"]


class QuickReader(NamedTuple):
    """Hold the functions of one table.

    Args:
        read: Reads a row, its number and its cells; the node of the reading is lean, and its references are ways.
        make_node: Makes of the number of a row and its lean node the whole node.
    """

    read: Callable[[int, Any], Reading]
    make_node: Callable[[int, Node], Node]


class NodeMaker:
    """Make whole nodes of lean ones, which begin with None, of any table.

    Args:
        context: The data set's settings.
        layouts: The tables, by number.

    >>> NodeMaker(DataSetContext("https://example.org/"), ()).whole(0, 2, ("https://example.org/place/romny", None))
    ('https://example.org/place/romny', None)
    """

    def __init__(self, context: DataSetContext, layouts: Sequence[TableLayout]) -> None:
        self._context, self._layouts = context, layouts
        self._makers: dict[int, Callable[[int, Node], Node]] = {}

    def whole(self, table: int, row: int, node: Node) -> Node:
        """Give the whole node of a row."""
        if node[0] is not None:
            return node
        if table not in self._makers:
            quick = compile_row_reader(self._layouts[table], self._context, Marks())
            assert quick is not None  # noqa: S101 - a lean node was made by such a reader
            self._makers[table] = quick.make_node
        return self._makers[table](row, node)


_WIKIDATA = "http://www.wikidata.org/entity/"
_REFERENCES = (FieldType.REFERENCE, FieldType.SUBJECT)
_LEAVES = (FieldType.TEXT, FieldType.STRING, FieldType.INTEGER, FieldType.DECIMAL, FieldType.CHOICE, FieldType.IRI)
_NO_DATES = frozenset((FieldType.ID, FieldType.NAME, FieldType.ALIAS, FieldType.IDENTIFIER, FieldType.STRING))
_READ = frozenset((FieldType.ID, FieldType.NAME, FieldType.DATE, FieldType.QID, FieldType.IDENTIFIER,
                   *_REFERENCES, *_LEAVES))  # fmt: skip
_TAGGED = (FieldType.NAME, FieldType.TEXT)
_COORDINATES = {"latitude": "longitude", "longitude": "latitude"}
_SEVERAL = "tuple(dict.fromkeys(({})))"


def compile_row_reader(layout: TableLayout, context: DataSetContext, marks: Marks) -> QuickReader | None:
    """Make the functions of a table; None if none of its rows can be read so.

    Args:
        layout: The table.
        context: The data set's settings, the concepts' own addresses among them.
        marks: Takes what is noted besides, row by row.
    """
    writer = _Writer(layout, context, marks)
    if not writer.is_possible:
        return None
    code = compile(writer.source(), f"<rows of {layout.file}>", "exec")
    exec(code, writer.names)  # noqa: S102 - the text is made from the layout only, its values are names
    return QuickReader(writer.names["read_row"], writer.names["make_node"])


class _Writer:
    """Write the functions of one table."""

    def __init__(self, layout: TableLayout, context: DataSetContext, marks: Marks) -> None:
        self._layout = layout
        self._context = context
        self._marks = marks
        self._schema = layout.kind.schema
        self._lines: list[str] = []
        self._node_lines: list[str] = []
        self._read: list[str] = []
        self._positions = {id(column): position for position, column in enumerate(layout.columns)}
        self._slots: dict[str, list[tuple[str, str]]] = {}
        self._slots_of: dict[Part | None, dict[str, list[tuple[str, str]]]] = {None: self._slots}
        self.names: dict[str, Any] = {
            "UnusualCell": UnusualCell, "Reading": Reading, "cell_text": cell_text, "no_date": _no_date,
            "new": tuple.__new__, "plain_url": PLAIN_URL.fullmatch, "use": context.used_concepts.add,
            "own_iris": context.own_iris, "clashes": context.clashes, "is_plain_latin": is_plain_latin,
        }  # fmt: skip

    @property
    def is_possible(self) -> bool:
        """Say whether rows of this table can be read quickly at all."""
        layout = self._layout
        if layout.is_nested or layout.is_rejects or layout.part is not None or layout.missing:
            return False
        said: set[tuple[Part | None, str, str, str]] = set()
        for column in layout.columns:
            language = slug(self._language(column)) if column.field.type in _TAGGED else column.language
            key = (column.part, column.field.name, column.companion, language)
            if key in said:
                return False
            said.add(key)
        return True

    def source(self) -> str:
        """Write the text of the functions."""
        self._lines, self._node_lines, self._read = ["def read_row(row, values):"], [], []
        for column in self._layout.columns:
            self._cell(column)
        self._identity()
        self._line("ways = []")
        for part, item, columns in self._fields():
            self._slots = self._slots_of.setdefault(part, {})
            self._field(part, item, columns)
        self._slots = self._slots_of.pop(None)
        self._defaults()
        for owner, slots in self._slots_of.items():
            if owner is not None:
                self._part(owner, slots)
        self._node_line(f"return {self._node(self._schema, 'iri', 'None', self._slots)}")
        used = set(re.findall(r"\w+", "\n".join(self._node_lines)))
        lean = ", ".join(("id", *(name for name in self._read if name in used)))
        number, kind = self._layout.number, self._layout.kind.name
        self._line(f"return new(Reading, ({kind!r}, id, '', {number}, row, (None, {lean}), {{}}, tuple(ways)))")
        heads = ("def make_node(row, lean):", f"    _, {lean} = lean")
        return "\n".join((*self._lines, *heads, *self._node_lines)) + "\n"

    def _position(self, column: Column) -> int:
        return self._positions[id(column)]

    def _line(self, text: str) -> None:
        self._lines.append(f"    {text}")

    def _node_line(self, text: str) -> None:
        """Write a line of the function that makes nodes."""
        self._node_lines.append(f"    {text}")

    def _language(self, column: Column) -> str:
        return column.language or self._layout.language or self._context.languages[0]

    # cells

    def _cell(self, column: Column) -> None:
        """Read one cell into a local variable; None if it says nothing."""
        name = self._local(column)
        raw = "None" if column.index < 0 else f"values[{column.index}]"
        if not _is_read(column):
            self._line("raise UnusualCell" if column.index < 0 else f"if {raw} is not None: raise UnusualCell")
            return
        self._read.append(name)
        memo = f"m{self._position(column)}"
        self.names[memo] = CellMemo(self._layout, self._context, self._position(column), self._marks)
        if column.index < 0:
            self._line(f"{name} = {memo}[{column.rule.constant!r}]")
            return
        self._line(f"{name} = {raw}")
        self._line(f"if {name} is not None:")
        to_text = "no_date" if is_no_date(column) else "cell_text"
        self._line(f"    if {name}.__class__ is not str: {name} = {to_text}({name})")
        shortcut = shortcut_code(column, self._language(column), name)
        if shortcut:
            test, value = shortcut
            self._line(f"    {name} = {value} if {test} else {memo}[{name}]")
        else:
            self._line(f"    {name} = {memo}[{name}]")

    def _local(self, column: Column) -> str:
        return f"c{self._position(column)}"

    def _identity(self) -> None:
        """Settle id and IRI; without an id, or without a required value, nothing can be made."""
        column = next(column for column in self._layout.columns if column.field.type is FieldType.ID)
        self._line(f"id = {self._local(column)}")
        wanted = ["id is None"]
        for part, item in self._layout.kind.columns.values():
            if item.required and item.type is not FieldType.ID:
                found = [c for c in self._columns(part, item) if not c.companion]
                wanted.append(f"({' and '.join(f'{self._local(c)} is None' for c in found)})")
        self._line(f"if {' or '.join(wanted)}: raise UnusualCell")
        kind = self._layout.kind.name
        prefix = f"{self._context.base}{kind}/"
        self._node_line(f"iri = {prefix!r} + id")
        if kind == "concept":
            self._line("if id in clashes: raise UnusualCell")
            self._node_line("iri = own_iris.get(id) or iri")
        if self._schema.property("id") is not None:
            self._add("id", "id")

    def _columns(self, part: Part | None, item: Field) -> list[Column]:
        return [c for c in self._layout.columns if c.part is part and c.field is item and _is_read(c)]

    def _fields(self) -> Iterator[tuple[Part | None, Field, list[Column]]]:
        """List the fields of the record and its parts in the order of their first columns."""
        wanted = [c for c in self._layout.columns if _is_read(c) and c.field.type is not FieldType.ID]
        for part, item in dict.fromkeys((column.part, column.field) for column in wanted):
            yield part, item, self._columns(part, item)

    # values

    def _add(self, prop: str, value: str, test: str = "") -> None:
        """Note that a property gets a value; of one with several, a tuple of them."""
        self._slots.setdefault(prop, []).append((value, test))

    def _field(self, part: Part | None, item: Field, columns: list[Column]) -> None:
        if item.type is FieldType.DATE:
            self._date(part, item, columns)
            return
        for column in columns:
            local = self._local(column)
            if item.type in _REFERENCES:
                self._reference(item, column)
            elif item.type in _LEAVES:
                self._add(item.rec, local, local)
                self._coordinate(item, local)
            elif item.type is FieldType.QID:
                self._item(column)
            elif item.type is FieldType.IDENTIFIER:
                self._identifiers(column)
        if item.type is FieldType.NAME:
            self._names(columns)

    def _coordinate(self, item: Field, local: str) -> None:
        other = _COORDINATES.get(item.name) if item.type is FieldType.DECIMAL else None
        if other:
            column = self._layout.by_name.get(other)
            missing = f" and {self._local(column)} is None" if column is not None and _is_read(column) else ""
            self._line(f"if {local} is not None{missing}: raise UnusualCell")

    def _reference(self, item: Field, column: Column) -> None:
        local = self._local(column)
        self._line(f"if {local} is not None:")
        self._line(f"    ways += {local}[1]")
        self._line(f"    {local} = {local}[:1]")
        self._add(item.rec, f"{local}[0]", local)

    def _item(self, column: Column) -> None:
        local = self._local(column)
        self._line(f"if {local} is not None: use('wikidata-id')")
        node = self._identifier("'#identifier-wikidata'", local, "wikidata-id", column)
        self._add("sameAs", f"({_WIKIDATA!r} + {local},)", local)
        self._add("identifier", f"({node},)", local)

    def _identifiers(self, column: Column) -> None:
        local = self._local(column)
        self._line(f"if {local} is not None:")
        self._line("    use('identifier')")
        has_item = any(c.field.type is FieldType.QID for c in self._layout.columns)
        if has_item:
            self._line(f"    if 'wikidata' in dict({local}): raise UnusualCell")
        node = self._identifier("'#identifier-' + key", "text", "identifier", column)
        self._node_line(f"n{local} = {local} and tuple([{node} for key, text in {local}])")
        self._add("identifier", f"n{local}", local)

    def _identifier(self, fragment: str, content: str, concept: str, column: Column) -> str:
        values = {"content": content, "type": repr(self._context.iri("concept", concept))}
        return self._tuple(IDENTIFIER_NODE, f"iri + {fragment}", self._origin(repr(column.index)), values)

    def _origin(self, column: str) -> str:
        return f"({self._layout.number}, row, {column})"

    def _names(self, columns: list[Column]) -> None:
        """Write the primary names, one a language, and the title: that in the first language of the data set."""
        by_language = {self._language(column): column for column in columns}
        for language, column in by_language.items():
            local, concept = self._local(column), f"language-{language.partition('-')[0].lower()}"
            is_known = concept in self._context.language_concepts
            used = f"use({concept!r}); use('primary-name')" if is_known else "use('primary-name')"
            self._line(f"if {local} is not None: {used}")
            values = {
                "content": f"{local}[0]",
                "text": local,
                "language": repr(self._context.iri("concept", concept)) if is_known else "None",
                "type": repr(self._context.iri("concept", "primary-name")),
            }
            fragment = f"#name-{slug(language)}"
            node = self._tuple(NAME_NODE, f"iri + {fragment!r}", self._origin(repr(column.index)), values)
            self._add("name", f"({node},)", local)
            self._add("label", f"({local},)", local)
        order = [tag for tag in dict.fromkeys((*self._context.languages, *by_language)) if tag in by_language]
        title = "None"
        for language in reversed(order):
            local = self._local(by_language[language])
            title = f"{local}[0]" if title == "None" else f"({local}[0] if {local} is not None else {title})"
        self._node_line(f"title = {title}")
        self._add("title", "title")

    def _date(self, part: Part | None, item: Field, columns: list[Column]) -> None:
        local = f"d{self._position(columns[0])}"
        memo = f"m_{local}"
        self.names[memo] = DateMemo(self._layout, self._context, tuple(columns), self._marks)
        texts = [self._local(column) for column in columns]
        self._line(f"{local} = None")
        self._line(f"if {' or '.join(f'{text} is not None' for text in texts)}:")
        self._line(f"    {local} = {memo}[{', '.join(texts)},]")
        self._read.append(local)
        self._node_line(f"if {local} is not None:")
        self._node_line(f"    leaves, written, column = {local}")
        self._node_line(f"    origin = {self._origin('column')}")
        fragment = timespan_fragment(item)
        start = f"#{part.fragment}-{fragment}" if part else f"#{fragment}"
        written = self._tuple(
            WRITTEN_NODE, f"iri + {f'{start}-written'!r}", "origin", {"content": "written[0]", "calendar": "written[1]"}
        )
        self._node_line(f"    {local} = (iri + {start!r}, origin, *leaves, {written} if written is not None else None)")
        self._add(item.rec, f"({local},)", local)

    def _defaults(self) -> None:
        """Write what is meant where a field is empty: the data set's own list, for concepts."""
        for item in self._layout.kind.members:
            if not isinstance(item, Field) or not item.default:
                continue
            columns = self._columns(None, item)
            tests = [f"{self._local(c)} is None" for c in columns]
            category = next((c for c in self._layout.columns if c.name == "category" and c.part is None), None)
            if category is not None:
                tests.append(f"{self._local(category)} != ('scheme',)")
            test = " and ".join(tests) or "True"
            self._line(f"if {test}: use({item.default!r})")
            self._node_line(f"default = ({self._context.iri('concept', item.default)!r},) if {test} else None")
            self._add(item.rec, "default", "default")

    def _part(self, part: Part, slots: dict[str, list[tuple[str, str]]]) -> None:
        """Write the node of a part that a record has once; it is there if any of its fields has a value."""
        prop = self._schema.property(part.rec)
        assert prop is not None  # noqa: S101 - the schema is made of the parts
        assert prop.node is not None  # noqa: S101
        tests = dict.fromkeys(test for values in slots.values() for _, test in values)
        label = f"(({f'{part.label} of '!r} + (title or id), 'en'),)"
        name = f"p_{part.fragment.replace('-', '_')}"
        node = self._node(prop.node, f"iri + {f'#{part.fragment}'!r}", "None", {"label": [(label, "")], **slots})
        self._node_line(f"{name} = {node} if {' or '.join(f'{t} is not None' for t in tests)} else None")
        self._add(part.rec, f"({name},)", name)

    # nodes

    def _node(self, node_type: NodeType, iri: str, origin: str, slots: dict[str, list[tuple[str, str]]]) -> str:
        """Write the tuple of a node whose properties are noted as tuples of values."""
        values: dict[str, str] = {}
        for prop in node_type.properties:
            found = slots.get(prop.name)
            if not found:
                continue
            if prop.name in ("id", "title") and found[0][1] == "":
                values[prop.name] = found[0][0]
            elif prop.many:
                pieces = [f"({value} if {test} is not None else ())" if test else value for value, test in found]
                several = _SEVERAL.format(", ".join(f"*{piece}" for piece in pieces))
                values[prop.name] = pieces[0] if len(pieces) == 1 else several
            else:
                values[prop.name] = _first(found)
        return self._tuple(node_type, iri, origin, values)

    @staticmethod
    def _tuple(node_type: NodeType, iri: str, origin: str, values: dict[str, str]) -> str:
        parts = [values.get(prop.name, "()" if prop.many else "None") for prop in node_type.properties]
        return f"({', '.join((iri, origin, *parts))})"


def _first(found: list[tuple[str, str]]) -> str:
    """Write the first value that is there."""
    code = "None"
    for value, test in reversed(found):
        first = value[1:-2] if value.startswith("(") and value.endswith(",)") else f"{value}[0]"
        code = f"({first} if {test} is not None else {code})" if test else first
    return code


def _is_read(column: Column) -> bool:
    """Say whether the values of a column can be read quickly; if not, a row without one can."""
    if column.companion:
        return column.field.type is FieldType.DATE and column.companion not in ("source", "certainty")
    return column.field.type in _READ


def is_no_date(column: Column) -> bool:
    """Say whether a cell of a column is a name, a number or an id: a date there is one that a program has made.

    >>> from sedova_lod.records import KINDS, find_column
    >>> [is_no_date(find_column(KINDS["work"], None, name)) for name in ("identifier", "created", "note")]
    [True, False, False]
    """
    return not column.companion and column.field.type in _NO_DATES


def _no_date(value: CellValue) -> str:
    if isinstance(value, datetime.date):
        raise UnusualCell
    return cell_text(value)
