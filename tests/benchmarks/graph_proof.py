"""Counts and hashes the triples of files, whatever their order: `python -m tests.benchmarks.graph_proof WHAT FILE...`.

It is run as a process of its own, since it holds a digest of each triple. `tables` is for the graphs of the museum
tables; `whole` reads any RDF, and takes its triples as an independent parser gives them; `differ` compares two files.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

_OF_TABLES = tuple(f"<http://example.org/{kind}/".encode() for kind in ("person", "object", "type"))
_UTC = b'+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


def graph_hash(path: Path) -> tuple[int, str]:
    """Count the distinct triples about records of the tables, and hash them whatever their order.

    What a tool says of its own concepts, and of the one keeper, is left out: other tools say nothing of them.
    """
    return _hash(_of_tables(path))


def _of_tables(path: Path) -> Iterator[bytes]:
    """Give the triples; `+00:00` and `Z` are two ways to write one time zone, and some tools change the one."""
    with path.open("rb") as file:
        for line in file:
            if line.startswith(_OF_TABLES):
                yield line.rstrip(b" .\n").replace(_UTC, b'Z"' + _UTC[7:])


def whole_hash(path: Path) -> tuple[int, str]:
    """Count and hash the triples of any RDF file without blank nodes, as a parser gives them.

    The graph of N-Quads that tells where the records come from is left out: the other formats do not have it.
    """
    import pyoxigraph as ox

    syntax = {".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS, ".ttl": ox.RdfFormat.TURTLE,
              ".jsonld": ox.RdfFormat.JSON_LD}[path.suffix]  # fmt: skip
    quads = ox.parse(path=str(path), format=syntax)
    return _hash(str(quad.triple).encode() for quad in quads if not str(quad.graph_name).endswith("/provenance>"))


def _hash(triples: Iterable[bytes]) -> tuple[int, str]:
    seen = {hashlib.blake2b(triple, digest_size=16).digest() for triple in triples}
    total = sum(int.from_bytes(digest, "little") for digest in seen) % (1 << 128)
    return len(seen), f"{total:032x}"


def difference(ours: Path, theirs: Path) -> tuple[Counter[str], Counter[str]]:
    """Count by predicate the triples that only one of two files has: ours, theirs."""
    own, other = (set(_of_tables(path)) for path in (ours, theirs))
    return tuple(Counter(line.split(b" ", 2)[1].decode() for line in one) for one in (own - other, other - own))  # type: ignore[return-value]


def prove(what: str, *files: Path) -> list:  # type: ignore[type-arg]
    """Do it in another process, whose memory is given back."""
    command = [sys.executable, "-m", "tests.benchmarks.graph_proof", what, *map(str, files)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)


def main(what: str, *names: str) -> None:
    """Print it as JSON."""
    files = [Path(name) for name in names]
    if what == "differ":
        print(json.dumps([dict(one) for one in difference(*files)]))
    else:
        print(json.dumps([{"tables": graph_hash, "whole": whole_hash}[what](file) for file in files]))


if __name__ == "__main__":
    main(*sys.argv[1:])
