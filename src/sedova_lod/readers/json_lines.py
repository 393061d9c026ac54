"""Read JSON Lines: one record a line, each parsed alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import CELL_TOO_LONG, UNDECODABLE_BYTES, UNREADABLE_RECORD
from sedova_lod.readers.headers import clean_key
from sedova_lod.readers.model import Table, TableInfo, Tree, TreeLeaf, TreeList, TreeValue, Withheld
from sedova_lod.readers.tables import NestedTable
from sedova_lod.readers.text_encoding import TextEncoding, detect_encoding, guessed_encoding
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

__all__ = ["MOST_DEPTH", "open_json_lines"]

MOST_DEPTH = 40
_MOST_LINE = 20_000_000
_MOST_DIGITS = 18
_FAULTS = {
    "Expecting property name": "a key in double quotation marks is missing",
    "Illegal trailing comma": "a comma stands before the closing bracket",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Expecting value": "a value is missing, or a text without quotation marks",
    "Extra data": "more follows after the record",
    "Unterminated string": "the text that begins here is never closed",
    "Invalid control character": "the text has a tab or another control sign",
    "Invalid \\escape": "the text has a backslash before a sign that needs none",
    "Invalid \\uXXXX": "the text has \\u without four hexadecimal digits after it",
}


def open_json_lines(path: Path, spec: TableSpec) -> Table:
    """Open a file of JSON Lines.

    Args:
        path: The file.
        spec: What the project says of it.

    Raises:
        InputError: The file is no text.
    """
    encoding = detect_encoding(path, spec.encoding, spec.file)
    info = TableInfo(spec.file, format="jsonl", encoding=encoding.name, notes=(encoding.note,))
    return NestedTable(info, _JsonLines(path, encoding, info).read)


class _JsonLines:
    def __init__(self, path: Path, encoding: TextEncoding, info: TableInfo) -> None:
        self._path = path
        self._encoding = encoding
        self._info = info

    def read(self, findings: list[Finding]) -> Iterator[Tree | Withheld]:
        """Give one tree a line; what is no record becomes a finding."""
        number, is_whole = 0, False
        encoding = self._encoding
        if encoding.sample:
            findings.append(guessed_encoding(self._info.file, encoding))
        with self._path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="") as stream:
            while line := stream.readline(_MOST_LINE):
                number += 1
                found = self._line(line, number)
                if isinstance(found, Finding):
                    if not is_whole:
                        findings.append(found)
                    is_whole = is_whole or (number == 1 and line.strip() in _OPENINGS)
                    yield Withheld(number, raw=line if len(line) < _MOST_LINE else "")
                elif found is not None:
                    yield found
                while len(line) >= _MOST_LINE and not line.endswith("\n"):
                    line = stream.readline(_MOST_LINE)

    def _line(self, line: str, number: int) -> Tree | Finding | None:
        where = CellRef(self._info.file, number)
        text = line.rstrip("\r\n")
        if not text.strip():
            return None
        if len(line) >= _MOST_LINE:
            what = f"the line is longer than {_MOST_LINE // 1_000_000} million signs"
            return CELL_TOO_LONG.finding(what, hint="write one record a line", where=where)
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            what = f"the line has bytes that are no {self._info.encoding}"
            return UNDECODABLE_BYTES.finding(what, hint="save the file as UTF-8", where=where)
        try:
            return _record(text, number)
        except _NotARecordError as error:
            return UNREADABLE_RECORD.finding(error.what, hint=error.hint, where=where, value=text[:200])


class _NotARecordError(ValueError):
    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def _record(text: str, number: int) -> Tree:
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        told = next((plain for usual, plain in _FAULTS.items() if error.msg.startswith(usual)), error.msg)
        raise _NotARecordError(f"no JSON: {told} (column {error.colno})", _advice(text)) from error
    except RecursionError as error:
        raise _NotARecordError("the record is nested too deeply", "check the brackets") from error
    if not isinstance(value, dict):
        raise _NotARecordError("the line is no record", 'write an object: {"id": "...", "name": "..."}')
    return Tree(number, {key: _tree(inner, number, 2) for key, inner in value.items()})


_OPENINGS = ("[", "{", "[{")
"""A first line that begins one JSON text over many lines: it is told once."""


def _advice(text: str) -> str:
    if text.lstrip()[:1] in ("[", "]") or text.strip() in ("{", "}", "},"):
        return "JSON Lines holds one whole record a line, without brackets or commas around them"
    return "check quotation marks, commas and brackets there"


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        usual = clean_key(key)
        if usual in found:
            raise _NotARecordError(
                f"the key '{usual[:80]}' stands twice in one object", "give a list of values instead"
            )
        found[usual] = value
    return found


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= _MOST_DIGITS else text


def _constant(text: str) -> object:
    raise _NotARecordError(f"'{text}' is no JSON", "leave the key out if nothing is known")


# Decimals stay as written, so that 50.750 does not become 50.75.
_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_integer, parse_float=str, parse_constant=_constant)


def _tree(value: object, line: int, depth: int) -> TreeValue:
    if depth > MOST_DEPTH:
        raise _NotARecordError(f"the record is nested more than {MOST_DEPTH} deep", "check the brackets")
    if isinstance(value, dict):
        return Tree(line, {key: _tree(inner, line, depth + 1) for key, inner in value.items()})
    if isinstance(value, list):
        return TreeList(tuple(_tree(item, line, depth + 1) for item in value), line)
    return TreeLeaf(_scalar(value), line)


def _scalar(value: object) -> CellValue:
    return value if isinstance(value, str | int | bool) and value != "" else None
