"""Which RDF format the end of a file's name stands for."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from sedova_lod.errors import InputError

__all__ = ["COMPRESSIONS", "ENDINGS", "format_of"]

ENDINGS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}
"""Formats by the end of a file's name, without that of its compression."""

COMPRESSIONS = (".gz", ".zst")
"""Ends of the names of files that are compressed."""


def format_of(path: Path) -> ox.RdfFormat:
    """Tell the format of a file by the end of its name.

    Raises:
        InputError: The end says nothing.

    >>> format_of(Path("people.ttl.gz")).name
    'Turtle'
    """
    name = path.with_suffix("") if path.suffix.lower() in COMPRESSIONS else path
    found = ENDINGS.get(name.suffix.lower())
    if found is None:
        hint = f"name it with one of {', '.join(ENDINGS)}, and .gz or .zst if it is compressed"
        raise InputError("the end of the name tells no RDF format", where=str(path), hint=hint)
    return found
