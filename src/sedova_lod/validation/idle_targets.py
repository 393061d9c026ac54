"""Shapes whose targets are nowhere in the data: they check nothing, and the data conform to them all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import RDF

__all__ = ["idle_shapes"]

_SUBCLASSES = re.compile(r"(<[^>]*>)\s*<http://www\.w3\.org/2000/01/rdf-schema#subClassOf>\s*(<[^>]*>)")
_ESCAPED_IRI = re.compile(r"<[^<>\s]*\\[uU][^<>\s]*>")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
_PREDICATES = (f"{SHACL}targetSubjectsOf", f"{SHACL}targetObjectsOf")
_CLASSES = (f"{SHACL}targetClass", f"{RDF}type")
Blocks = Callable[[], Iterable[str]]


def idle_shapes(shapes: ShapeSet, places: Sequence[Path], blocks: Blocks) -> list[Path]:
    """List the files and folders of shapes that say which nodes they are about, none of which the data have.

    A node that a shape names, and a target told by a query, are taken to be there.

    Args:
        shapes: The shapes.
        places: The files and folders that they were read from.
        blocks: Gives the data, as N-Triples, in blocks of whole lines; called again for classes below others.
    """
    waiting = {place: _targets_below(place, shapes) for place in places}
    asked = {target for targets in waiting.values() for target in targets}

    def plain() -> Iterator[str]:
        return map(_plainly, blocks())

    missed = asked - _found(asked, plain)
    if missed:
        missed -= _found_below(missed, plain)
    return [place for place, targets in waiting.items() if targets and targets <= missed]


def _plainly(block: str) -> str:
    """Write addresses without the escapes that N-Triples allow, as shapes name them."""
    if "\\u" not in block and "\\U" not in block:
        return block
    return _ESCAPED_IRI.sub(lambda iri: _ESCAPE.sub(_sign, iri[0]), block)


def _sign(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


def _targets_below(place: Path, shapes: ShapeSet) -> set[tuple[str, str]]:
    return {one for path, targets in shapes.targets.items() if place in (path, path.parent) for one in targets}


def _found(asked: Iterable[tuple[str, str]], blocks: Blocks) -> set[tuple[str, str]]:
    """Look for each target until it is found."""
    patterns = {target: pattern for target in asked if (pattern := _pattern(target)) is not None}
    found = set(asked).difference(patterns)
    if patterns:
        for block in blocks():
            for target in [target for target, pattern in patterns.items() if pattern.search(block)]:
                del patterns[target]
                found.add(target)
            if not patterns:
                break
    return found


def _pattern(target: tuple[str, str]) -> re.Pattern[str] | None:
    kind, value = target
    if kind in _CLASSES:
        return re.compile(rf"<{re.escape(RDF)}type>\s*{re.escape(value)}[ \t]*\.")
    return re.compile(rf"^[ \t]*[<_][^\s>]*>?\s*{re.escape(value)}", re.MULTILINE) if kind in _PREDICATES else None


def _found_below(missed: set[tuple[str, str]], blocks: Blocks) -> set[tuple[str, str]]:
    """Look for nodes of classes that the data say to be below those that are asked for."""
    pairs: dict[str, set[str]] = {}
    for block in blocks():
        for one, above in _SUBCLASSES.findall(block) if "subClassOf>" in block else ():
            pairs.setdefault(above, set()).add(one)
    below = {target: _classes_below(target[1], pairs) for target in missed if target[0] in _CLASSES}
    asked = {(_CLASSES[0], name) for names in below.values() for name in names}
    found = _found(asked, blocks) if asked else set()
    return {target for target, names in below.items() if any((_CLASSES[0], name) in found for name in names)}


def _classes_below(top: str, below: Mapping[str, set[str]]) -> set[str]:
    known, front = {top}, [top]
    while front:
        lower = below.get(front.pop(), set()) - known
        known |= lower
        front.extend(lower)
    return known - {top}
