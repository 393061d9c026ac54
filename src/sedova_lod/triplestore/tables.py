"""Rows as an aligned table for a terminal; long cells are cut, and it is said that they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import IO

import pyoxigraph as ox

__all__ = ["cell_text", "write_table"]

_Row = Sequence["ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"]
_PAGE_ROWS = 1000
_LEAST_CELL = 12
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_table(
    variables: Sequence[str], rows: Iterable[_Row], output: IO[bytes], width: int, prefixes: Mapping[str, str]
) -> int:
    """Write rows as a table; of more than a thousand rows each thousand is aligned by itself.

    Args:
        variables: Names of the columns.
        rows: The rows.
        output: Where to.
        width: Columns of the terminal; 0 if cells are not cut.
        prefixes: Namespaces to be shortened.

    Returns:
        How many rows were written.

    >>> import io
    >>> output = io.BytesIO()
    >>> _ = write_table(["name", "n"], [[ox.Literal("Sedov", language="en"), ox.Literal(1)]], output, 0, {})
    >>> print(output.getvalue().decode(), end="")
    name      n
    --------  -
    Sedov@en  1
    """
    iterator = iter(rows)
    n_rows = n_cut = 0
    while True:
        page = [[cell_text(term, prefixes) for term in row] for row in islice(iterator, _PAGE_ROWS)]
        if n_rows and not page:
            break
        n_rows += len(page)
        n_cut += _write_page(variables, page, output, width, is_first=n_rows == len(page))
        if len(page) < _PAGE_ROWS:
            break
    if n_cut:
        cells = "1 cell is" if n_cut == 1 else f"{n_cut} cells are"
        output.write(f"({cells} cut: --format csv shows all)\n".encode())
    return n_rows


def cell_text(term: object, prefixes: Mapping[str, str]) -> str:
    r"""Write a term as briefly as it can be understood; signs that would disturb a terminal are shown as codes.

    >>> cell_text(ox.NamedNode("http://schema.org/name"), {"schema": "http://schema.org/"})
    'schema:name'
    >>> cell_text(ox.Literal("a\u202eb"), {})
    'a<U+202E>b'
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _visible(_short(term.value, prefixes))
    if isinstance(term, ox.Literal):
        return _visible(term.value) + (f"@{term.language}" if term.language else "")
    return _visible(str(term))


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    fitting = [(space, prefix) for prefix, space in prefixes.items() if iri.startswith(space) and len(iri) > len(space)]
    if not fitting:
        return iri
    space, prefix = max(fitting)
    local = iri[len(space) :]
    return iri if any(sign in local for sign in "/#?&") else f"{prefix}:{local}"


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown = {"\n": "⏎", "\t": " ", "\r": ""}
    return "".join(
        shown.get(sign, f"<U+{ord(sign):04X}>" if unicodedata.category(sign) in _HIDDEN else sign) for sign in text
    )


def _write_page(
    variables: Sequence[str], page: list[list[str]], output: IO[bytes], width: int, *, is_first: bool
) -> int:
    sizes = [max(map(_columns, column)) for column in zip(variables, *page, strict=True)]
    most = _fit(sizes, width)
    n_cut = 0
    head = [list(variables), ["-" * min(size, limit) for size, limit in zip(sizes, most, strict=True)]]
    for row in [*(head if is_first else []), *page]:
        cells = []
        for cell, size, limit in zip(row, sizes, most, strict=True):
            n_cut += _columns(cell) > limit
            shown = _cut(cell, limit)
            cells.append(shown + " " * (min(size, limit) - _columns(shown)))
        output.write(("  ".join(cells).rstrip() + "\n").encode())
    return n_cut


def _fit(sizes: list[int], width: int) -> list[int]:
    """Choose how wide each column may be, the widest giving way first."""
    most = list(sizes)
    gaps = 2 * (len(sizes) - 1)
    while width and sum(most) + gaps > width and max(most, default=0) > _LEAST_CELL:
        widest = max(most)
        next_widest = max((size for size in most if size < widest), default=_LEAST_CELL)
        n_widest = most.count(widest)
        spare = -(-(sum(most) + gaps - width) // n_widest)
        target = max(widest - spare, next_widest, _LEAST_CELL)
        most = [min(size, target) for size in most]
    return most


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(bool(unicodedata.combining(sign)) for sign in text)


def _cut(text: str, limit: int) -> str:
    if _columns(text) <= limit:
        return text
    shown = text[: limit - 1]
    while _columns(shown) > limit - 1:
        shown = shown[:-1]
    return shown + "…"
