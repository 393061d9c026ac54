"""The property map: which property of Wikidata says what one of our fields says. A table that users can edit."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_field
from importlib import resources
from pathlib import Path

from sedova_lod.errors import Fault, InputError, ProjectError
from sedova_lod.records import KINDS
from sedova_lod.records.model import FieldType

__all__ = ["DATATYPES", "PropertyMap", "PropertyRow", "bundled_map_text", "load_property_map", "read_property_map"]

DATATYPES = (
    "wikibase-item", "time", "string", "external-id", "url", "monolingualtext", "quantity", "globe-coordinate",
)  # fmt: skip
_FILE = "property_map.csv"
_COLUMNS = ("kind", "field", "property", "datatype", "values", "inverse", "only", "words", "claims", "label")
_PID = re.compile(r"P[1-9][0-9]*")
_QID = re.compile(r"Q[1-9][0-9]*")
_PARTS_OF_STATEMENTS = {
    "qualifier": ("start", "end", "at", "earliest", "latest", "circumstances", "nature", "disputed_by", "supported_by"),
    "reference": ("stated_in", "url", "retrieved", "page", "line", "folio", "chapter", "volume", "section"),
}
_ON_ANY_ITEM = ("identifier", "inverse")
_TYPES_OF_FIELDS = {
    FieldType.DATE: ("time",),
    FieldType.REFERENCE: ("wikibase-item",),
    FieldType.TEXT: ("wikibase-item", "monolingualtext"),
    FieldType.CHOICE: ("wikibase-item",),
    FieldType.STRING: ("string", "external-id"),
    FieldType.IDENTIFIER: ("string", "external-id"),
    FieldType.IRI: ("url",),
    FieldType.LANGUAGE: ("wikibase-item",),
    FieldType.DURATION: ("quantity",),
}


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """Hold one row of the map.

    Args:
        kind: Kind of record; or `identifier`, `inverse`, `qualifier`, `reference` for what stands on any item.
        field: Our name of the field: `born.place`, `memberships.group`.
        property: PID.
        datatype: Datatype of the property.
        is_single: Whether an item has one value of it at most, so that another one is a conflict.
        inverse: PID of the property that says the same on the other item; empty for none.
        only: Roles, relations or categories for which the row holds; empty for all.
        words: QID by word, for fields whose values are words.
        claims: Properties of claims that mean the field, as `birth:date`, or `occupation` for the record itself.
        label: What the property is called.
        line: Line of the table.
    """

    kind: str
    field: str
    property: str
    datatype: str
    is_single: bool = False
    inverse: str = ""
    only: tuple[str, ...] = ()
    words: Mapping[str, str] = made_field(default_factory=dict)
    claims: tuple[str, ...] = ()
    label: str = ""
    line: int = 0


class PropertyMap:
    """Hold the map, and answer what is asked of it.

    Args:
        rows: Its rows.

    >>> map = load_property_map()
    >>> map.of("person", "born")[0].property, map.qualifier("start"), map.word("circumstances", "circa")
    ('P569', 'P580', 'Q5727902')
    """

    def __init__(self, rows: tuple[PropertyRow, ...]) -> None:
        self.rows = rows
        self._by_field: dict[tuple[str, str], list[PropertyRow]] = {}
        self._by_property: dict[str, PropertyRow] = {}
        for row in rows:
            self._by_field.setdefault((row.kind, row.field), []).append(row)
            self._by_property.setdefault(row.property, row)
        self._single = {row.property for row in rows if row.is_single}

    def of(self, kind: str, field_name: str) -> list[PropertyRow]:
        """Give the rows of a field, in the order of the table."""
        return self._by_field.get((kind, field_name), [])

    def fields(self, kind: str) -> list[str]:
        """List the fields of a kind that are mapped, in the order of the table."""
        return [name for of_kind, name in self._by_field if of_kind == kind]

    def identifier(self, scheme: str) -> PropertyRow | None:
        """Give the row of an authority; None if it has none."""
        return next(iter(self.of("identifier", scheme)), None)

    def qualifier(self, name: str) -> str:
        """Give the property of a kind of qualifier; empty if there is none."""
        return next((row.property for row in self.of("qualifier", name)), "")

    def reference(self, name: str) -> str:
        """Give the property of a part of a reference; empty if there is none."""
        return next((row.property for row in self.of("reference", name)), "")

    def word(self, qualifier: str, name: str) -> str:
        """Give the item that stands for a word in a qualifier; empty if there is none."""
        return next((row.words.get(name, "") for row in self.of("qualifier", qualifier)), "")

    def is_single(self, pid: str) -> bool:
        """Say whether an item has one value of a property at most."""
        return pid in self._single

    def is_doubt(self, pid: str) -> bool:
        """Say whether a property tells, as a qualifier, that a statement is not certain."""
        return pid in {self.qualifier("circumstances"), self.qualifier("nature")}

    def label(self, pid: str) -> str:
        """Say what a property is called; empty if the map does not."""
        row = self._by_property.get(pid)
        return row.label if row else ""


def bundled_map_text() -> str:
    """Give the map that comes with the tool, to begin one's own with.

    >>> bundled_map_text().splitlines()[2]
    'person,born,P569,time,one,,,,birth:date;date-of-birth,date of birth'
    """
    return (resources.files("sedova_lod.contribution") / _FILE).read_text(encoding="utf-8")


def load_property_map(path: Path | None = None, name: str = "") -> PropertyMap:
    """Read a map from a file; the one that comes with the tool if none is named.

    Args:
        path: The table.
        name: Its name in messages; empty for the path itself.

    Raises:
        InputError: The file cannot be read.
        ProjectError: It has faults; all of them are reported.
    """
    if path is None:
        return read_property_map(bundled_map_text(), _FILE)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        hint = "write one with: sedova-lod propose --show-map > property_map.csv"
        what = f"the property map cannot be read: {error.strerror}"
        raise InputError(what, where=name or str(path), hint=hint) from error
    except UnicodeDecodeError as error:
        raise InputError("bytes that are no UTF-8", where=name or str(path), hint="save the file as UTF-8") from error
    return read_property_map(text, name or str(path))


def read_property_map(text: str, name: str) -> PropertyMap:
    r"""Read a map from the text of its table, and check it completely.

    Raises:
        ProjectError: It has faults; all of them are reported.

    >>> read_property_map("kind,field,property,datatype\nperson,born,Q569,time\n", "map.csv")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.ProjectError: map.csv:2: 'Q569' is no property
      hint: write P and a number, such as P569
    """
    reader = csv.DictReader(io.StringIO(text))
    faults = [*_header_faults(name, list(reader.fieldnames or ()))]
    rows: list[PropertyRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for cells in [] if faults else reader:
        if not any(cells.values()):
            continue
        plain = {key: (value or "").strip() for key, value in cells.items() if isinstance(key, str)}
        row = _row(plain, reader.line_num)
        found = [Fault(f"{name}:{row.line}", what, hint) for what, hint in _row_faults(row, cells)]
        key = (row.kind, row.field, row.property, ";".join(row.only))
        if not found and key in seen:
            found = [Fault(f"{name}:{row.line}", f"the row says the same as row {seen[key]}", "delete one of them")]
        seen.setdefault(key, row.line)
        faults += found
        rows.append(row)
    if faults:
        raise ProjectError(faults)
    return PropertyMap(tuple(rows))


def _header_faults(name: str, header: list[str]) -> Iterator[Fault]:
    for needed in _COLUMNS[:4]:
        if needed not in header:
            yield Fault(f"{name}:1", f"the table has no column '{needed}'", f"its columns are: {', '.join(_COLUMNS)}")
    for column in header:
        if column not in _COLUMNS:
            yield Fault(f"{name}:1", f"unknown column '{column}'", _nearest(column, _COLUMNS))


def _row(cells: Mapping[str, str], line: int) -> PropertyRow:
    words = dict(pair.partition("=")[::2] for pair in _listed(cells.get("words", "")))
    return PropertyRow(
        cells["kind"],
        cells["field"],
        cells["property"],
        cells["datatype"],
        cells.get("values", "") == "one",
        cells.get("inverse", ""),
        tuple(_listed(cells.get("only", ""))),
        words,
        tuple(_listed(cells.get("claims", ""))),
        cells.get("label", ""),
        line,
    )


def _listed(text: str) -> list[str]:
    return [one for one in (part.strip() for part in text.split(";")) if one]


def _row_faults(row: PropertyRow, cells: Mapping[str | None, object]) -> Iterator[tuple[str, str]]:
    if None in cells:
        yield "the row has more cells than the header", "put a text with a comma in quotation marks"
    for pid in filter(None, dict.fromkeys((row.property or "''", row.inverse))):
        if not _PID.fullmatch(pid):
            yield f"'{pid.strip(chr(39))}' is no property", "write P and a number, such as P569"
    if row.datatype not in DATATYPES:
        yield f"'{row.datatype}' is no datatype", _nearest(row.datatype, DATATYPES)
    if cells.get("values") not in ("one", "many", "", None):
        yield f"'{cells['values']}' is neither 'one' nor 'many'", "write how many values an item may have"
    for word, qid in row.words.items():
        if not _QID.fullmatch(qid):
            yield f"'{qid}' is no item", f"write it like {word or 'female'}=Q6581072"
    yield from _field_faults(row)


def _field_faults(row: PropertyRow) -> Iterator[tuple[str, str]]:
    if row.kind in _ON_ANY_ITEM:
        return
    known = _PARTS_OF_STATEMENTS.get(row.kind)
    if known is not None:
        if row.field not in known:
            yield f"there is no {row.kind} '{row.field}'", _nearest(row.field, known)
        return
    kinds = (*KINDS, *_PARTS_OF_STATEMENTS, *_ON_ANY_ITEM)
    if row.kind not in KINDS:
        yield f"there is no kind of record '{row.kind}'", _nearest(row.kind, kinds)
        return
    types = field_types(row.kind)
    if row.field not in types:
        yield f"a {row.kind} has no field '{row.field}' that can be proposed", _nearest(row.field, list(types))
    elif row.datatype in DATATYPES and row.datatype not in types[row.field]:
        yield f"'{row.field}' cannot be a value of datatype '{row.datatype}'", f"use {' or '.join(types[row.field])}"


def field_types(kind: str) -> dict[str, tuple[str, ...]]:
    """List the fields of a kind that can be proposed, with the datatypes that fit them.

    >>> field_types("person")["born.place"], field_types("person")["memberships.role"]
    (('wikibase-item',), ('wikibase-item',))
    """
    found: dict[str, tuple[str, ...]] = {"kind": ("wikibase-item",)}
    for name, (_, item) in KINDS[kind].columns.items():
        if item.type in _TYPES_OF_FIELDS and name not in ("name", "name.alias", "description", "id", "wikidata"):
            found[name] = _TYPES_OF_FIELDS[item.type]
    for part in KINDS[kind].parts.values():
        for item in part.fields if part.many and part.node != "Name" else ():
            if item.type in _TYPES_OF_FIELDS:
                found[f"{part.name}.{item.name}"] = _TYPES_OF_FIELDS[item.type]
    if {"latitude", "longitude"} <= KINDS[kind].columns.keys():
        found["coordinates"] = ("globe-coordinate",)
    return found


def _nearest(name: str, known: tuple[str, ...] | list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"use one of: {', '.join(known)}"
