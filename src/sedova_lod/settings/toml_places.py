"""Where each key of a TOML file stands: the positions that Python's own parser does not give."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

__all__ = ["TomlPath", "find_lines"]

TomlPath = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SIMPLE_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"{_SIMPLE_KEY}(?:[ \t]*\.[ \t]*{_SIMPLE_KEY})*")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def find_lines(text: str) -> dict[TomlPath, int]:
    r"""Find the line of every key, table and array item of a well-formed TOML text.

    Args:
        text: A text that `tomllib` accepts.

    Returns:
        Line, 1 for the first, by path; items of arrays and of `[[arrays of tables]]` are numbered from 0.

    >>> lines = find_lines('[[tables]]\nfile = "a.csv"\n[tables.fields]\nborn = {column = "Born"}\n')
    >>> lines["tables", 0, "file"], lines["tables", 0, "fields", "born", "column"]
    (2, 4)
    """
    return _Scanner(text).scan()


class _Scanner:
    """Walk over a TOML text once, keeping the line of each key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[TomlPath, int] = {}
        self.counts: dict[TomlPath, int] = {}
        self._line, self._counted = 1, 0

    def scan(self) -> dict[TomlPath, int]:
        """Read the whole text."""
        table: TomlPath = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()
        return self.lines

    def _header(self) -> TomlPath:
        line, is_array = self._line_here(), self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        self._skip()
        keys = self._keys()
        self._skip()
        self.at += 2 if is_array else 1
        path: TomlPath = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            self.lines.setdefault(path, line)
            if is_array and position == len(keys) - 1:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
                self.lines.setdefault(path, line)
        return path

    def _pair(self, table: TomlPath) -> None:
        line = self._line_here()
        path = table
        for key in self._keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._skip()
        self.at += 1  # the sign '='
        self._skip()
        self._value(path)

    def _value(self, path: TomlPath) -> None:
        start = self.text[self.at : self.at + 1]
        if start == "[":
            for index in self._members("]"):
                self.lines[*path, index] = self._line_here()
                self._value((*path, index))
        elif start == "{":
            for _ in self._members("}"):
                self._pair(path)
        else:
            found = (_STRING if start in ("'", '"') else _SCALAR).match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _members(self, end: str) -> Iterator[int]:
        self.at += 1
        self._skip()
        index = 0
        while self.at < len(self.text) and self.text[self.at] != end:
            yield index
            index += 1
            self._skip()
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                self._skip()
        self.at += 1

    def _keys(self) -> list[str]:
        found = _KEY.match(self.text, self.at)
        if found is None:  # not reached for a text that tomllib accepts
            self.at = len(self.text)
            return []
        self.at = found.end()
        return _decode_key(found.group())

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line


def _decode_key(written: str) -> list[str]:
    """Split a dotted key and resolve its quotation marks and escapes."""
    keys: list[str] = []
    value: object = tomllib.loads(f"{written} = 0")
    while isinstance(value, dict):
        key, value = next(iter(value.items()))
        keys.append(key)
    return keys
