"""Columns: how the tree of a record becomes cells, with what each of them means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sedova_lod.records import KINDS, Kind, Node, NodeType, Property, Record, ValueType

__all__ = ["MANY", "Column", "NameOf", "Row", "TablePlan", "plan_tables", "rows_of"]

MANY = " | "
"""What stands between several values in one cell; a bar in a value is written `\\|`."""

NameOf = Callable[[str], str]
"""Gives the name of a record, `person/lev`, for its address; other addresses stay as they are."""

_NAMES = {
    "sameAs": "same_as",
    "identifier": "identifier",
    "altLabel": "name.alias",
    "languageTag": "language",
    "content": "form",
}
_DECIMAL = "decimal"
_KINDS_OF_SHARED = {
    ("Name", "language"): ("concept",),
    ("Name", "type"): ("concept",),
    ("Citation", "work"): ("work",),
    ("Citation", "certainty"): ("concept",),
}
_KEY = "record"
_OWN = ("record", "id", "iri")
_PASSED_OVER = frozenset(("id", "label", "title"))


class Column(NamedTuple):
    """Describe a column.

    Args:
        name: Its header.
        doc: What it means.
        kinds: Kinds of record that its values name; empty if it names none.
        is_many: Whether a cell may hold several values.
        is_number: Whether its values are numbers.
        is_required: Whether every row has it.
    """

    name: str
    doc: str
    kinds: tuple[str, ...] = ()
    is_many: bool = False
    is_number: bool = False
    is_required: bool = False


Row = tuple[str, dict[str, str]]
"""Name of a table, and its cells by column; a column without a value is left out."""


@dataclass(slots=True)
class TablePlan:
    """Hold the columns of a table that are in use, in the order of the fields.

    Args:
        name: `person`, or a child table: `person.memberships`.
        doc: What a row of it stands for.
        columns: Its columns by header.
        n_rows: Number of its rows.
    """

    name: str
    doc: str
    columns: dict[str, Column] = field(default_factory=dict)
    n_rows: int = 0


class _Place(NamedTuple):
    """Where values of a property go."""

    slot: int
    prop: Property
    column: str
    node: NodeType | None


def plan_tables() -> dict[str, tuple[str, dict[str, Column]]]:
    """List all tables and columns that there may be: what a row of each stands for, and its columns by header.

    A column of texts stands for one column a language: `description` for `description@ru` too.

    >>> doc, columns = plan_tables()["person.memberships"]
    >>> doc, list(columns)[:3]
    ('Memberships and posts, one a row.', ['of', 'group', 'role'])
    """
    found: dict[str, tuple[str, dict[str, Column]]] = {}
    for kind in KINDS.values():
        found[kind.name] = (kind.doc, {column.name: column for column in _root_columns(kind)})
        for prop in kind.schema.properties:
            if prop.node is not None and prop.many and prop.name != "identifier":
                name, doc = _child_name(kind, prop)
                of = Column("of", "The record that the row belongs to.", (kind.name,), is_required=True)
                columns = [of, *_node_columns(kind, prop, prop.node, "")]
                found[name] = (doc, {column.name: column for column in columns})
    return found


def _root_columns(kind: Kind) -> Iterator[Column]:
    yield Column(_KEY, "Kind and id of the record: what other tables call it by.", is_required=True)
    yield Column("id", "Its id, without the kind.", is_required=True)
    yield Column("iri", "Its permanent address.", is_required=True)
    yield Column("name", "Its name in the first language of the data set; `name@ru` in Russian, and so on.")
    for prop in kind.schema.properties:
        if prop.node is not None and prop.many and prop.name != "identifier":
            continue
        if prop.name not in _PASSED_OVER and not _is_shadowed(kind.schema, prop):
            yield from _columns(kind, prop, "")


def _is_shadowed(schema: NodeType, prop: Property) -> bool:
    """Say whether another column says the same more plainly."""
    return (prop.name == "language" and schema.property("languageTag") is not None) or prop.name == "iri"


def _child_name(kind: Kind, prop: Property) -> tuple[str, str]:
    if prop.name == "name":
        return f"{kind.name}.names", "All names, one a row, with language and kind of name."
    if prop.name == "citation":
        return f"{kind.name}.sources", "The passages that a record or a part of it rests on, one a row."
    return f"{kind.name}.{prop.field}", prop.doc


def _column_name(prop: Property, prefix: str) -> str:
    own = _NAMES.get(prop.name) or prop.field or prop.name
    return f"{prefix}.{own}" if prefix and own != prefix else own


def _columns(kind: Kind, prop: Property, prefix: str) -> Iterator[Column]:
    name = _column_name(prop, prefix)
    if prop.node is None:
        known = kind.columns.get(name)
        kinds = known[1].kinds if known and prop.type is ValueType.IRI else ()
        yield Column(name, _doc(prop), kinds, prop.many, prop.datatype.endswith(_DECIMAL))
    elif prop.node.name == "Timespan":
        yield from _date_columns(prefix if prop.name == "date" and prefix and not prop.field else name, prop.doc)
    elif prop.node.name == "Identifier":
        yield Column(name, "Identifiers given by others, that of Wikidata too.", is_many=True)
    elif prop.node.name == "Duration":
        yield Column(name, "How long, ISO 8601, or in plain English if it is a range.")
    else:
        yield from _node_columns(kind, prop, prop.node, name)


def _node_columns(kind: Kind, prop: Property, node: NodeType, prefix: str) -> Iterator[Column]:
    for inner in node.properties:
        if inner.name == "date" and inner.node is not None:
            yield from _date_columns(prefix or "date", prop.doc if prefix else inner.doc)
        elif inner.name == "text" and node.name == "Name":
            continue
        elif not (inner.name == "label" and node.name != "Citation"):
            kinds = _kinds(kind, prop, node, inner)
            yield from (c._replace(kinds=c.kinds or kinds) for c in _columns(kind, inner, prefix))


def _date_columns(name: str, doc: str) -> Iterator[Column]:
    yield Column(name, f"{doc.rstrip('.')}: the date in EDTF, Gregorian." if doc else "The date in EDTF, Gregorian.")
    yield Column(f"{name}.label", "The date in plain English.")
    yield Column(f"{name}.earliest", "First possible day, Gregorian; empty if open or unknown.")
    yield Column(f"{name}.latest", "Last possible day, Gregorian; empty if open or unknown.")
    yield Column(f"{name}.written", "The date as the source wrote it.")
    yield Column(f"{name}.calendar", "Calendar in which it was written.", ("concept",))


def _doc(prop: Property) -> str:
    return f"{prop.doc[:1].upper()}{prop.doc[1:].rstrip('.')}." if prop.doc else ""


def _kinds(kind: Kind, prop: Property, node: NodeType, inner: Property) -> tuple[str, ...]:
    """Tell which kinds of record a property of a part may name."""
    part = kind.parts.get(prop.field)
    fields = part.fields if part else ()
    shared = _KINDS_OF_SHARED.get((node.name, inner.name), ())
    return next((item.kinds for item in fields if item.name == inner.field and inner.type is ValueType.IRI), shared)


@cache
def _many_columns(table: str) -> frozenset[str]:
    return frozenset(column.name for column in plan_tables()[table][1].values() if column.is_many)


def rows_of(record: Record, name_of: NameOf) -> Iterator[Row]:
    """Give the rows of a record: that of its own table, then those of child tables.

    >>> node = KINDS["place"].schema.make("x:place/r", id="r", title="Romny", latitude="50.75")
    >>> dict(rows_of(Record("place", "r", "x:place/r", "", node, (), {}), str))["place"]["latitude"]
    '50.75'
    """
    kind = KINDS[record.kind]
    own = dict(zip(_OWN, (f"{record.kind}/{record.id}", record.id, record.iri), strict=True))
    cells: dict[str, list[str]] = {}
    children: list[Row] = []
    for slot, prop in enumerate(kind.schema.properties, start=2):
        value = record.node[slot]
        if not value:
            continue
        if prop.node is not None and prop.many and prop.name != "identifier":
            table, _ = _child_name(kind, prop)
            for node in value:
                inner: dict[str, list[str]] = {}
                _fill_node(inner, prop.node, node, "", name_of)
                children.append((table, {"of": own[_KEY], **_joined(table, inner)}))
        elif prop.name == "title":
            cells["name"] = [value]
        elif prop.name == "label":
            _fill_texts(cells, "name", value)
        elif prop.name not in _PASSED_OVER and not _is_shadowed(kind.schema, prop):
            _fill(cells, prop, value, "", name_of)
    yield record.kind, {**own, **_joined(record.kind, cells)}
    yield from children


def _joined(table: str, cells: dict[str, list[str]]) -> dict[str, str]:
    many = _many_columns(table)
    return {
        name: values[0] if len(values) == 1 and name.partition("@")[0] not in many else _list(values)
        for name, values in cells.items()
        if values
    }


def _list(values: list[str]) -> str:
    return MANY.join(value.replace("|", "\\|") for value in values)


def _fill(cells: dict[str, list[str]], prop: Property, value: Any, prefix: str, name_of: NameOf) -> None:
    name = _column_name(prop, prefix)
    values = value if prop.many else (value,)
    if prop.node is None:
        if prop.type is ValueType.TEXT and prop.name != "altLabel":
            _fill_texts(cells, name, values)
        else:
            cells.setdefault(name, []).extend(_leaf(prop, one, name_of) for one in values)
    elif prop.node.name == "Timespan":
        own = prefix if prop.name == "date" and prefix and not prop.field else name
        for one in values:
            _fill_date(cells, own, prop.node, one, name_of)
    elif prop.node.name == "Identifier":
        cells.setdefault(name, []).extend(one[prop.node.slot("content")] for one in values)
    elif prop.node.name == "Duration":
        cells.setdefault(name, []).extend(_duration(prop.node, one) for one in values)
    else:
        for one in values:
            _fill_node(cells, prop.node, one, name, name_of)


def _leaf(prop: Property, value: Any, name_of: NameOf) -> str:
    if prop.type is ValueType.IRI:
        return name_of(value)
    return str(value[0]) if prop.type in (ValueType.TEXT, ValueType.DATED) else str(value)


def _fill_texts(cells: dict[str, list[str]], name: str, values: Any) -> None:
    for text, language in values:
        cells.setdefault(f"{name}@{language}" if language else name, []).append(text)


def _fill_node(cells: dict[str, list[str]], node_type: NodeType, node: Node, prefix: str, name_of: NameOf) -> None:
    for slot, inner in enumerate(node_type.properties, start=2):
        value = node[slot]
        if not value or (inner.name == "label" and node_type.name != "Citation"):
            continue
        if inner.name == "date" and inner.node is not None:
            _fill_date(cells, prefix or "date", inner.node, value, name_of)
        elif inner.name != "text" or node_type.name != "Name":
            _fill(cells, inner, value, prefix, name_of)


def _fill_date(cells: dict[str, list[str]], name: str, span: NodeType, node: Node, name_of: NameOf) -> None:
    def of(prop: str) -> Any:
        return node[span.slot(prop)]

    label, written = of("label"), of("written")
    said = {
        name: of("edtf"),
        f"{name}.label": label[0] if label else None,
        f"{name}.earliest": _day(of("earliest")),
        f"{name}.latest": _day(of("latest")),
    }
    prop = span.property("written")
    if written and prop is not None and prop.node is not None:
        said[f"{name}.written"] = written[prop.node.slot("content")]
        calendar = written[prop.node.slot("calendar")]
        said[f"{name}.calendar"] = name_of(calendar) if calendar else None
    for column, value in said.items():
        if value:
            cells.setdefault(column, []).append(value)


def _day(moment: str | None) -> str | None:
    return moment.partition("T")[0] if moment else None


def _duration(node_type: NodeType, node: Node) -> str:
    iso, label = node[node_type.slot("iso")], node[node_type.slot("label")]
    return str(iso or (label[0] if label else ""))
