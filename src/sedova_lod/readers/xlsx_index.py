"""The index of an XLSX workbook: which part holds which sheet, and which formats its cells can have."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree

from sedova_lod.readers.number_formats import is_plain_format

__all__ = ["formats_of", "part_of_sheet"]

_MOST_INDEX = 16 << 20
_BUILT_IN = {"9": "0%", "10": "0.00%", "16": "d-mmm", "17": "mmm-yy"}
"""Formats that no workbook writes out, as far as they show less than a cell holds, or more."""


def part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Follow the workbook's own index from the name of a sheet to the part that holds it."""
    try:
        index = _index(archive)
        folder, name = posixpath.split(index)
        targets = {key: target for key, _, target in _relations(archive, f"{folder}/_rels/{name}.rels", folder)}
        for element in _tree(archive, index).iter():
            if element.tag.endswith("}sheet") and element.get("name") == sheet:
                key = next(value for name, value in element.attrib.items() if name.endswith("}id"))
                return targets[key] if targets[key] in archive.namelist() else None
    except (KeyError, StopIteration, ElementTree.ParseError, OverflowError):
        return None
    return None


def formats_of(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """List the formats that may show another text than the value, by the number of the style as cells name it."""
    try:
        index = _index(archive)
        folder, name = posixpath.split(index)
        relations = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
        styles = _tree(archive, next(target for _, kind, target in relations if kind.endswith("/styles")))
    except (KeyError, StopIteration, ElementTree.ParseError, OverflowError):
        return {}
    codes = dict(_BUILT_IN)
    found: dict[bytes, str] = {}
    for element in styles.iter():
        if element.tag.endswith("}numFmt"):
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif element.tag.endswith("}cellXfs"):
            for number, style in enumerate(element):
                code = codes.get(style.get("numFmtId", ""), "")
                if code and not is_plain_format(code):
                    found[b"%d" % number] = code
    return found


def _index(archive: zipfile.ZipFile) -> str:
    top = _relations(archive, "_rels/.rels")
    return next(target for _, kind, target in top if kind.endswith("/officeDocument"))


def _relations(archive: zipfile.ZipFile, part: str, folder: str = "") -> list[tuple[str, str, str]]:
    return [
        (element.get("Id", ""), element.get("Type", ""), _resolve(folder, element.get("Target", "")))
        for element in _tree(archive, part)
    ]


def _resolve(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if archive.getinfo(part).file_size > _MOST_INDEX:
        raise OverflowError(part)
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 - document types were refused before
