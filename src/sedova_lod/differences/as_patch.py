"""The difference as RDF Patch: what a store that holds the old build deletes and adds to hold the new one."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator

from sedova_lod.differences.comparing import Difference

__all__ = ["write_patch"]


def write_patch(difference: Difference) -> Iterator[str]:
    """Write one transaction that turns the old quads into the new ones.

    Its id is made of its content, so the same two builds give the same patch.

    Source:
        RDF Patch, https://jena.apache.org/documentation/rdf-patch/

    >>> with Difference() as nothing:
    ...     print("".join(write_patch(nothing)), end="")
    H id <uuid:80440758-37c2-5ab0-acbb-6da4cf6cef1b> .
    TX .
    TC .
    """
    digest = hashlib.sha256()
    for row in _rows(difference):
        digest.update(row.encode())
    yield f"H id <uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest.hexdigest())}> .\nTX .\n"
    yield from _rows(difference)
    yield "TC .\n"


def _rows(difference: Difference) -> Iterator[str]:
    for change in difference.changes():
        for sign, quads in (("D", change.removed), ("A", change.added)):
            for quad in quads:
                yield f"{sign} {quad.decode()} .\n"
