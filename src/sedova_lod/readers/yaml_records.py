"""Read YAML records: one mapping, a list of them, or several documents a file, each value with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.reader import ReaderError

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import UNDECODABLE_BYTES, UNREADABLE_RECORD
from sedova_lod.readers.headers import clean_key
from sedova_lod.readers.model import Table, TableInfo, Tree, TreeLeaf, TreeList, TreeValue, Withheld
from sedova_lod.readers.tables import NestedTable
from sedova_lod.readers.text_encoding import TextEncoding, detect_encoding, guessed_encoding
from sedova_lod.readers.yaml_faults import tell_fault
from sedova_lod.settings import TableSpec

__all__ = ["open_yaml"]

_MOST_BYTES = 100_000_000
_MOST_DEPTH = 40
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled parser is thirty times as fast
_IS_PURE = _LOADER is yaml.SafeLoader
_NO_BLANK = re.compile(r"[\w.@-]+:\S")
_FRAME = (StreamStartEvent, StreamEndEvent, DocumentStartEvent, DocumentEndEvent)


def open_yaml(path: Path, spec: TableSpec) -> Table:
    """Open a YAML file; scalars stay texts as written, so that no date or number is changed.

    Args:
        path: The file.
        spec: What the project says of it.

    Raises:
        InputError: The file is no text, or too large to be read as a whole.
    """
    if path.stat().st_size > _MOST_BYTES:
        what = f"the YAML file is larger than {_MOST_BYTES // 1_000_000} MB"
        raise InputError(what, where=spec.file, hint="split it into one file a record, or use JSON Lines")
    encoding = detect_encoding(path, spec.encoding, spec.file)
    info = TableInfo(spec.file, format="yaml", encoding=encoding.name, notes=(encoding.note,))
    return NestedTable(info, _YamlFile(path, encoding, info).read)


class _NotARecordError(ValueError):
    def __init__(self, what: str, line: int, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.hint = hint


class _YamlFile:
    def __init__(self, path: Path, encoding: TextEncoding, info: TableInfo) -> None:
        self._path = path
        self._encoding = encoding
        self._file = info.file

    def read(self, findings: list[Finding]) -> Iterator[Tree | Withheld]:
        """Give one tree a record; what is no record becomes a finding."""
        if self._encoding.sample:
            findings.append(guessed_encoding(self._file, self._encoding))
        text = self._text(findings)
        if text is None:
            yield Withheld(findings[-1].where.row)
            return
        try:
            yield from _Builder(yaml.parse(text, Loader=_LOADER), self._file, findings).trees()
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            findings.append(self._syntax(error, text))
            yield Withheld(findings[-1].where.row)

    def _text(self, findings: list[Finding]) -> str | None:
        content = self._path.read_bytes()
        try:
            return content.decode(self._encoding.codec)
        except UnicodeDecodeError as error:
            where = CellRef(self._file, content.count(b"\n", 0, error.start) + 1)
            what = f"the line has bytes that are no {self._encoding.name}; the file was not read"
            findings.append(UNDECODABLE_BYTES.finding(what, hint="save the file as UTF-8", where=where))
            return None

    def _syntax(self, error: Exception, text: str) -> Finding:
        line, what = 0, "the file is no YAML"
        if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
            line, what = tell_fault(error, text)
        elif isinstance(error, ReaderError):
            position = error.position if _IS_PURE else len(text.encode()[: error.position].decode(errors="ignore"))
            line = text.count("\n", 0, position) + 1
            sign = ord(text[position])  # the error tells it as one byte or as a sign, as the parser works
            what = f"the line has the sign U+{sign:04X}, which no YAML file can have"
        return UNREADABLE_RECORD.finding(
            f"{what}; the file was not read from there on",
            hint="check the indentation, and put texts with ': ' or '#' in quotation marks",
            where=CellRef(self._file, line),
        )


class _Builder:
    """Build trees from parser events, without recursion and without what YAML can do besides."""

    def __init__(self, events: Iterator[Event], file: str, findings: list[Finding]) -> None:
        self._events = events
        self._file = file
        self._findings = findings
        self._depth = 0

    def trees(self) -> Iterator[Tree | Withheld]:
        """Give the records of all documents; a list at the top of a document is a list of records."""
        for event in self._events:
            if isinstance(event, _FRAME) or _is_nothing(event):
                continue
            if isinstance(event, SequenceStartEvent) and event.anchor is None and event.tag is None:
                yield from self._items()
            else:
                yield from self._record(event)

    def _items(self) -> Iterator[Tree | Withheld]:
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                return
            yield from self._record(event)

    def _record(self, event: Event) -> Iterator[Tree | Withheld]:
        self._depth = 0
        try:
            tree = self._value(event)
            if not isinstance(tree, Tree):
                hint = "write 'key: value' lines; several records stand in a list or are divided by '---'"
                if isinstance(tree, TreeLeaf) and _NO_BLANK.match(str(tree.value)):
                    hint = "a blank must follow the colon: 'key: value'"
                raise _NotARecordError("this is no record", _line(event), hint)
        except _NotARecordError as error:
            where = CellRef(self._file, error.line)
            self._findings.append(UNREADABLE_RECORD.finding(error.what, hint=error.hint, where=where))
            self._pass_over()
            yield Withheld(error.line)
        else:
            yield tree

    def _pass_over(self) -> None:
        """Skip the rest of a faulty record, up to the end of its outermost mapping or list."""
        while self._depth > 0:
            event = next(self._events)
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._depth += 1
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._depth -= 1

    def _value(self, event: Event) -> TreeValue:
        is_branch = isinstance(event, MappingStartEvent | SequenceStartEvent)
        self._depth += is_branch
        _refuse(event)
        if isinstance(event, ScalarEvent):
            return TreeLeaf(None if _is_nothing(event) else event.value or None, _line(event))
        if self._depth > _MOST_DEPTH:
            what = f"the record is nested more than {_MOST_DEPTH} deep"
            raise _NotARecordError(what, _line(event), "check the brackets")
        if isinstance(event, MappingStartEvent):
            return Tree(_line(event), dict(self._pairs()))
        return TreeList(tuple(self._members()), _line(event))

    def _members(self) -> Iterator[TreeValue]:
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                self._depth -= 1
                return
            yield self._value(event)

    def _pairs(self) -> Iterator[tuple[str, TreeValue]]:
        seen: set[str] = set()
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                self._depth -= 1
                return
            key = self._value(event)
            if not isinstance(key, TreeLeaf) or not isinstance(key.value, str):
                raise _NotARecordError("a key must be a text", _line(event), "write 'key: value'")
            name = clean_key(key.value)
            if name == "<<":
                raise _NotARecordError("merge keys ('<<') are not read", key.line, "write the values out")
            if name in seen:
                what = f"the key '{name[:80]}' stands twice"
                raise _NotARecordError(what, key.line, "give a list of values instead")
            seen.add(name)
            yield name, self._value(next(self._events))


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _is_nothing(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and not event.style and event.value in _NOTHING


def _refuse(event: Event) -> None:
    """Refuse aliases, which can swell a small file without limit, and tags, which make it a program."""
    if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
        what = "anchors and aliases ('&name', '*name') are not read"
        hint = "write the value out, or put it in quotation marks if the sign belongs to it"
        raise _NotARecordError(what, _line(event), hint)
    if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent) and event.tag is not None:
        hint = "delete it, or put the value in quotation marks if the sign belongs to it"
        shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")[:40]
        raise _NotARecordError(f"tags ('{shown}') are not read", _line(event), hint)
