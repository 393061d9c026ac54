"""Node marks: four bytes by which the records that speak of a node are found again, without their triples."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from zlib import crc32

__all__ = ["NodeMarks", "document_of", "marks_of_blocks", "object_mark", "subject_mark", "unpacked_marks"]

NodeMarks = bytes
"""Marks of the nodes that a record speaks of: numbers of four bytes, the lowest byte first, in order."""


def document_of(iri: str) -> str:
    """Give the part of an IRI that a node shares with the record that it is a part of.

    >>> document_of("http://e/person/a#birth")
    'http://e/person/a'
    """
    return iri.partition("#")[0]


def subject_mark(document: str) -> int:
    """Mark a record that says something of a node.

    Args:
        document: IRI of the node, without its fragment.

    >>> subject_mark("http://e/a") == subject_mark("http://e/b")
    False
    """
    return crc32(document.encode())


def object_mark(predicate: str, document: str) -> int:
    """Mark a record that refers to a node by a property.

    Args:
        predicate: IRI of the property.
        document: IRI of the node, without its fragment.

    >>> object_mark("x:p", "http://e/a") == object_mark("x:q", "http://e/a")
    False
    """
    return crc32(f"{predicate} {document}".encode())


def marks_of_blocks(
    blocks: Sequence[tuple[str, Iterable[tuple[str, Iterable[str]]]]], predicates: frozenset[str]
) -> NodeMarks:
    """Mark the nodes that a record speaks of, or refers to by some properties.

    What it says of itself, or what refers to a node that it speaks of as well, needs no mark as an object.

    Args:
        blocks: Its triples: subjects, each with properties and their objects in N-Triples form.
        predicates: The properties.

    >>> own = marks_of_blocks([("x:a", [("x:p", ["<x:b>", "<x:a#c>"]), ("x:q", ["<x:d>"])])], frozenset(["x:p"]))
    >>> sorted(unpacked_marks(own)) == sorted([subject_mark("x:a"), object_mark("x:p", "x:b")])
    True
    """
    documents = {subject.partition("#")[0] for subject, _ in blocks}
    marks = {crc32(document.encode()) for document in documents}
    for _, pairs in blocks:
        for predicate, objects in pairs:
            if predicate not in predicates:
                continue
            for term in objects:
                if term[0] != '"' and (document := term.strip("<>").partition("#")[0]) not in documents:
                    marks.add(crc32(f"{predicate} {document}".encode()))
    return _in_order(array("I", sorted(marks))).tobytes()


def unpacked_marks(marks: NodeMarks) -> array[int]:
    """Read marks, of one record or of many in a row.

    >>> unpacked_marks(bytes((1, 0, 0, 0, 2, 0, 0, 0))).tolist()
    [1, 2]
    """
    numbers = array("I")
    numbers.frombytes(marks)
    return _in_order(numbers)


def _in_order(numbers: array[int]) -> array[int]:
    """Turn the bytes of each number to or from the lowest first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
