"""Build keys: fingerprints of all that the result of a record depends on, but for the record."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from sedova_lod.engines import WorkSpec
from sedova_lod.mapping.profiles import read_profiles
from sedova_lod.records import TableLayout
from sedova_lod.validation import WideShapes

__all__ = ["BuildKeys", "build_keys", "fingerprint_of", "tool_fingerprint"]

_PACKAGE = Path(__file__).parents[1]
_ENGINES = ("pyoxigraph", "shacl")
_DIGEST_BYTES = 16
_OURS = frozenset((".py", ".rq", ".csv", ".json", ".js", ".css", ".svg"))


class BuildKeys(NamedTuple):
    """Hold the fingerprints of what results depend on.

    Args:
        outputs: Of the triples of records, and of whether they break shapes: the tool, profiles, shapes, settings.
        findings: Of how findings are told: headers of the tables, language, waivers.
        history: Of what rules of history see beside the records.
    """

    outputs: str
    findings: str
    history: str


def build_keys(spec: WorkSpec, wide: WideShapes | None, rules: Sequence[object]) -> BuildKeys:
    """Fingerprint what a build does with records.

    Args:
        spec: What is done with every batch.
        wide: Shapes that look further than one record.
        rules: Rules across records.

    Raises:
        ProfileError: A query cannot be read.
    """
    context, shapes, serializing = spec.context, spec.shapes, spec.serializing
    layouts = [_layout(layout) for layout in spec.layouts]
    outputs = (
        tool_fingerprint(),
        [(source.file, source.text) for source in read_profiles(spec.profiles)],
        (shapes.core, shapes.rules, shapes.general, shapes.everything, sorted(shapes.ours)) if shapes else None,
        (wide.shapes.core, wide.tops, wide.of_classes, sorted(wide.terms), wide.is_whole) if wide else None,
        tuple(rules),
        (sorted(spec.rule_terms), spec.is_whole, spec.formats),
        (serializing.base, serializing.license, serializing.version, serializing.modified, serializing.tables),
        (context.base, context.languages, context.calendar, context.unknown_before, context.last_day),
        (sorted(context.language_concepts), context.is_calendar_stated),
        [(layout.number, layout.file, layout.sheet) for layout in spec.layouts],
    )
    findings = (layouts, spec.language, spec.waivers.rows)
    history = (layouts, sorted(context.own_iris.items()))
    return BuildKeys(fingerprint_of(outputs), fingerprint_of(findings), fingerprint_of(history))


def _layout(layout: TableLayout) -> tuple[object, ...]:
    """Give what the cells of a table are told by."""
    part = layout.part.name if layout.part else ""
    columns = [(column.index, column.name, column.companion, column.language) for column in layout.columns]
    return (layout.number, layout.kind.name, part, layout.file, layout.sheet, layout.header, columns,
            layout.is_nested, layout.is_distinct, layout.language)  # fmt: skip


def fingerprint_of(told: object) -> str:
    """Fingerprint plain values, or what tells of them as they do.

    >>> fingerprint_of((1, "a")) == fingerprint_of((1, "a")), fingerprint_of((1, "a")) == fingerprint_of((1, "b"))
    (True, False)
    """
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


@lru_cache(maxsize=1)
def tool_fingerprint() -> str:
    """Fingerprint the tool itself, and what it runs on: whoever works on it must not get what it made before.

    >>> tool_fingerprint() == tool_fingerprint()
    True
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for name in ("sedova-lod", *_ENGINES):
        digest.update(f"{name} {_version(name)}\n".encode())
    digest.update(f"{sys.version_info[:2]} {unicodedata.unidata_version}\n".encode())
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _OURS):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
