"""Formats of the cells of an ODS workbook, written as other workbooks write them: `mmm-yy`, `000`, `0%`."""

from __future__ import annotations

from sedova_lod.readers.number_formats import is_plain_format

__all__ = ["OdsFormats"]

_DATA_STYLES = ("date", "number", "percentage", "currency", "time")
_PARTS = {"day": "d", "year": "yy", "era": "g", "hours": "h", "minutes": "m", "seconds": "s", "day-of-week": "ddd"}


class OdsFormats:
    """Follow the styles of a workbook: which cell style has which format.

    >>> formats = OdsFormats()
    >>> formats.start("number:date-style", {"style:name": "N1"})
    >>> formats.start("number:month", {"number:textual": "true"})
    >>> formats.start("number:year", {})
    >>> formats.end("number:date-style")
    >>> formats.start("style:style", {"style:name": "ce1", "style:data-style-name": "N1"})
    >>> formats.of("ce1"), formats.of("ce2")
    ('mmmyy', '')
    """

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._of_cells: dict[str, str] = {}
        self._name = ""
        self._code = self._positive = ""
        self._is_text = False

    def has_any(self) -> bool:
        """Say whether any cell style has such a format."""
        return bool(self._of_cells)

    def of(self, style: str) -> str:
        """Give the format of a cell style that may show another text than the value; empty for all others."""
        return self._of_cells.get(style, "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        prefix, _, local = name.partition(":")
        if name == "style:style":
            code = self._codes.get(attributes.get("style:data-style-name", ""), "")
            if code and not is_plain_format(code):
                self._of_cells[attributes.get("style:name", "")] = code
        elif prefix == "number" and local.removesuffix("-style") in _DATA_STYLES and local.endswith("-style"):
            self._name, self._code, self._positive = attributes.get("style:name", ""), "", ""
        elif name == "style:map" and attributes.get("style:condition", "").startswith("value()>"):
            self._positive = self._codes.get(attributes.get("style:apply-style-name", ""), "")
        elif prefix == "number" and self._name:
            self._add(local, attributes)

    def _add(self, local: str, attributes: dict[str, str]) -> None:
        self._is_text = local in ("text", "currency-symbol")
        if local == "month":
            self._code += "mmm" if attributes.get("number:textual") == "true" else "m"
        elif local == "number":
            digits, decimals = (_count(attributes, f"number:{key}") for key in ("min-integer-digits", "decimal-places"))
            is_grouped = attributes.get("number:grouping") == "true"
            self._code += "#,##" * is_grouped + "0" * max(digits, 1) + ("." + "0" * decimals if decimals else "")
        else:
            self._code += _PARTS.get(local, "")

    def text(self, text: str) -> None:
        """Take a text within an element."""
        if self._is_text:
            self._code += '"' + text.replace('"', "") + '"' if text != "%" else "%"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._is_text = False
        if name.startswith("number:") and name.endswith("-style") and self._name:
            self._codes[self._name] = self._positive or self._code  # the style itself may be that of negative numbers
            self._name = ""


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return min(int(text), 30) if text.isascii() and text.isdigit() and len(text) < 3 else 0
