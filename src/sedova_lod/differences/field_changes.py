"""What changed in a record, field by field: in words, with the old and the new values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sedova_lod.differences.dump_reading import Quad, parse_quad
from sedova_lod.differences.predicate_words import field_words, is_bound, rank_of
from sedova_lod.namespaces import PREFIXES

__all__ = ["FieldChange", "field_changes", "label_of", "value_words"]

_LABEL_IRI = f"{PREFIXES['rdfs']}label"
_NAMING = (_LABEL_IRI, f"{PREFIXES['crm']}P190_has_symbolic_content")
_LABEL = f"<{PREFIXES['rdfs']}label>".encode()
_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_PROVENANCE = b"provenance>"
_VOCABULARY = re.compile(r"[^/#]*$")
_TOLD_ALONE = (
    f"{PREFIXES['skos']}editorialNote",
    f"{PREFIXES['crm']}P96_by_mother",
    f"{PREFIXES['crm']}P97_from_father",
)
"""Properties that say what no other vocabulary says, whatever has the same values."""

_Place = tuple[int, str, str]
_Values = tuple[tuple[str, ...], tuple[str, ...]]


class FieldChange(NamedTuple):
    """Tell what became of one field.

    Args:
        part: Part of the record that has the field: `birth`; empty for the record itself.
        field: The field, in words.
        old: Values that are gone.
        new: Values that are new.

    >>> str(FieldChange("birth", "place", ("place/romny",), ("place/kiev",)))
    'birth, place: place/romny → place/kiev'
    """

    part: str
    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        name = f"{self.part.replace('-', ' ')}, {self.field}" if self.part else self.field
        old, new = " | ".join(self.old), " | ".join(self.new)
        if self.old and self.new:
            return f"{name}: {old} → {new}"
        return f"{name}: {new} (new)" if new else f"{name}: {old} (gone)"


def field_changes(iri: str, base: str, removed: Iterable[bytes], added: Iterable[bytes]) -> list[FieldChange]:
    """Tell in words what changed in a record.

    Two vocabularies often say the same: a change is told once, in the plainest. Bounds of dates, links to the record's
    own parts, and the details of a part that is new or gone as a whole follow from what they stand for, and are left
    out where anything else tells of the change.

    Args:
        iri: The record.
        base: Beginning of addresses, left out of values.
        removed: Quads that are gone.
        added: Quads that are new.

    >>> old = b'<x:person/a#birth> <http://www.w3.org/2000/01/rdf-schema#label> "1882"@en <x:person/a.ttl>'
    >>> new = old.replace(b"1882", b"1883")
    >>> [str(change) for change in field_changes("x:person/a", "x:", [old], [new])]
    ['birth, name: 1882 (en) → 1883 (en)']
    """
    removed, added = tuple(removed), tuple(added)
    own = iri.encode()
    told, silent = _collect(own, base, removed, added)
    return _tell(told) or _tell(silent)


def _collect(
    own: bytes, base: str, removed: Iterable[bytes], added: Iterable[bytes]
) -> tuple[dict[_Place, _Values], dict[_Place, _Values]]:
    whole = {line.partition(b" ")[0] for line in (*removed, *added) if line.split(b" ", 2)[1] == _TYPE}
    found: dict[tuple[_Place, bool], tuple[list[bytes], list[bytes]]] = defaultdict(lambda: ([], []))
    for side, quads in enumerate((removed, added)):
        for line in sorted(quads):
            quad = parse_quad(line + b" .")
            if quad is None or quad.graph.endswith(_PROVENANCE):
                continue
            predicate = quad.predicate[1:-1].decode()
            subject = quad.subject[1:-1].decode()
            text = own.decode()
            part = subject.removeprefix(f"{text}#") if subject.startswith(f"{text}#") else ""
            if subject != text and not part:
                part = subject.removeprefix(base)
            place = (rank_of(predicate), part, predicate)
            is_silent = _is_silent(own, quad, predicate) or (
                part and quad.subject in whole and predicate not in _NAMING
            )
            found[place, bool(is_silent)][side].append(quad.value)
    told: dict[_Place, _Values] = {}
    silent: dict[_Place, _Values] = {}
    for (place, is_silent), (old, new) in found.items():
        (silent if is_silent else told)[place] = _in_words(old, new, base)
    return told, silent


def _in_words(old: list[bytes], new: list[bytes], base: str) -> _Values:
    """Show old and new values; with their datatypes where they differ in nothing else."""
    before, after = (tuple(value_words(term, base) for term in terms) for terms in (old, new))
    if before != after:
        return before, after
    return tuple(map(_with_datatype, old)), tuple(map(_with_datatype, new))


def _with_datatype(term: bytes) -> str:
    content, mark, datatype = term.decode().rpartition("^^<")
    return f"{value_words(content.encode(), '')} ({datatype[:-1]})" if mark else value_words(term, "")


def _is_silent(own: bytes, quad: Quad, predicate: str) -> bool:
    """Say whether a quad only follows from what others say."""
    is_part = quad.subject != b"<%s>" % own
    return (
        is_bound(predicate)
        or quad.value.startswith(b"<%s#" % own)
        or quad.value == b"<%s>" % own
        or (is_part and quad.predicate == _TYPE)
    )


def _tell(found: dict[_Place, _Values]) -> list[FieldChange]:
    """Name the changes; one that another vocabulary has told in the same values is no other change."""
    said: dict[_Values, str] = {}
    changes: list[FieldChange] = []
    for (_, part, predicate), (old, new) in sorted(found.items()):
        same = ({_bare(value) for value in old}, {_bare(value) for value in new})
        likeness = (tuple(sorted(same[0])), tuple(sorted(same[1])))
        if predicate not in _TOLD_ALONE:
            vocabulary = _VOCABULARY.sub("", predicate)
            if said.setdefault(likeness, vocabulary) != vocabulary:
                continue
        changes.append(_named(part, predicate, old, new))
    return changes


def _named(part: str, predicate: str, old: tuple[str, ...], new: tuple[str, ...]) -> FieldChange:
    """Name a change; what a time-span is called is the date of what it belongs to."""
    if part.endswith("timespan") and predicate == _LABEL_IRI:
        return FieldChange(part.removesuffix("timespan").rstrip("-"), "date", old, new)
    return FieldChange(part, field_words(predicate), old, new)


def _bare(value: str) -> str:
    """Take away what vocabularies differ in: the language after a text."""
    return re.sub(r" \([A-Za-z0-9-]+\)$", "", value)


def value_words(term: bytes, base: str) -> str:
    r"""Show a term to a reader.

    >>> value_words(b"<x:person/a>", "x:"), value_words(b'"\\u0420\\"b\\""@ru', "x:"), value_words(b'"5"^^<x:i>', "x:")
    ('person/a', 'Р"b" (ru)', '5')
    """
    text = term.decode()
    if text.startswith("<"):
        return text[1:-1].removeprefix(base)
    end = text.rindex('"')
    content, rest = _ESCAPE.sub(_sign, text[1:end]), text[end + 1 :]
    return f"{content} ({rest[1:]})" if rest.startswith("@") else content


def _sign(found: re.Match[str]) -> str:
    if found[3]:
        return _SIGNS.get(found[3], found[3])
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def label_of(iri: str, quads: Iterable[bytes]) -> str:
    """Find what a record is called: its English label, or else the first.

    >>> label_of("x:a", [b'<x:a> <http://www.w3.org/2000/01/rdf-schema#label> "Lev"@en <x:g>'])
    'Lev'
    """
    start = b"<%s> %s " % (iri.encode(), _LABEL)
    parsed = [parse_quad(line + b" .") for line in sorted(quads) if line.startswith(start)]
    labels = [quad.value for quad in parsed if quad is not None]
    best = next((label for label in labels if label.endswith(b"@en")), labels[0] if labels else b'""')
    return re.sub(r" \([A-Za-z0-9-]+\)$", "", value_words(best, ""))
