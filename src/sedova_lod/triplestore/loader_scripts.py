"""Files and scripts for the loaders of other stores: Virtuoso, Fuseki, QLever and GraphDB."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from sedova_lod.errors import InputError, OutputError
from sedova_lod.rdf_formats import format_of
from sedova_lod.triplestore.rdf_files import open_rdf

__all__ = ["write_loader_files"]

_PART_QUADS = 1_000_000
_BATCH_QUADS = 10_000
_MOST_FILES = 200
_KIND = re.compile(r"[^?#]*/([A-Za-z][\w-]{0,40})/[^/?#]+(?:#.*)?")
_NO_KIND, _BLANK = "other", "with-blank-nodes"

_VIRTUOSO = """\
#!/bin/sh
# Loads data/*.nq into Virtuoso. Its server must see this folder under the same path, and name it in DirsAllowed.
# Triples of no graph go into the graph urn:x-default.
set -eu
cd "$(dirname "$0")"
run() {
  "${ISQL:-isql}" "${VIRTUOSO_PORT:-1111}" "${VIRTUOSO_USER:-dba}" "${VIRTUOSO_PASSWORD:?set it}" exec="$1"
}
run "ld_dir('$(pwd)/data', '*.nq', 'urn:x-default');"
run "rdf_loader_run();"
run "checkpoint;"
run "SELECT ll_file, ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;"
"""

_FUSEKI = """\
#!/bin/sh
# Loads data/*.nq into a TDB2 database for Fuseki, which must not run meanwhile. Usage: ./fuseki.sh DATABASE_FOLDER
set -eu
cd "$(dirname "$0")"
database=${1:-database}
"${TDBLOADER:-tdb2.tdbloader}" --loc "$database" data/*.nq
echo "now run: fuseki-server --tdb2 --loc $database /dataset"
"""

_GRAPHDB = """\
#!/bin/sh
# Loads data/*.nq into an existing repository of GraphDB, in the place of what it holds; GraphDB must not run meanwhile.
# Usage: ./graphdb.sh REPOSITORY
set -eu
cd "$(dirname "$0")"
"${IMPORTRDF:-importrdf}" preload --force --id "${1:?name the repository}" data/*.nq
"""

_QLEVER = """\
# For the command qlever, in this folder: qlever index, then qlever start.
[data]
NAME        = dataset
DESCRIPTION = RDF data set
FORMAT      = nq

[index]
INPUT_FILES     = data/*.nq
CAT_INPUT_FILES = cat ${INPUT_FILES}

[server]
PORT         = 7019
ACCESS_TOKEN = ${data:NAME}

[runtime]
SYSTEM = docker
IMAGE  = docker.io/adfreiburg/qlever:latest
"""

_SCRIPTS = {"virtuoso.sh": _VIRTUOSO, "fuseki.sh": _FUSEKI, "graphdb.sh": _GRAPHDB, "Qleverfile": _QLEVER}


def write_loader_files(
    files: Sequence[Path], folder: Path, part_quads: int = _PART_QUADS, *, by_kind: bool = False
) -> list[str]:
    """Write N-Quads in parts, and a script for each loader.

    Args:
        files: RDF files.
        folder: Where to; it must be empty, or not be there yet.
        part_quads: Quads of a part.
        by_kind: Whether each kind of record has parts of its own. The kind is the last folder in the address of a
            quad's graph, or of its subject if it is in no graph: `person` for `https://example.org/person/a`.

    Returns:
        Names of the files written.

    Raises:
        InputError: A file cannot be read or understood.
        OutputError: The folder cannot be written, or holds something.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_loader_files([Path("shapes/person.ttl")], Path(place) / "bulk")
    ['data/part-0001.nq', 'data/with-blank-nodes-0001.nq', 'Qleverfile', 'fuseki.sh', 'graphdb.sh', 'virtuoso.sh']
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise OutputError("this folder holds something", where=str(folder), hint="choose an empty one")
        (folder / "data").mkdir(parents=True)
        parts = _Parts(folder / "data", part_quads, by_kind=by_kind)
        for path in files:
            _read(path, parts)
        parts.close()
        for name, text in sorted(_SCRIPTS.items()):
            script = folder / name
            script.write_text(text, encoding="utf-8")
            script.chmod(0o755 if name.endswith(".sh") else 0o644)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(folder)) from error
    return [*(f"data/{name}" for name in parts.names), *sorted(_SCRIPTS)]


class _Parts:
    """Write quads into files of a size.

    Loaders take equal names of blank nodes in two files for two nodes, so all quads that have one stay in one file.
    """

    def __init__(self, folder: Path, most: int, *, by_kind: bool) -> None:
        self._folder = folder
        self._most = most
        self._by_kind = by_kind
        self._n_quads: dict[str, int] = {}
        self._files: dict[str, IO[bytes]] = {}
        self.names: list[str] = []

    def add(self, quads: list[ox.Quad]) -> None:
        for kind, some in groupby(quads, key=self._kind):
            for piece in self._pieces(kind, list(some)):
                self._file(kind).write(ox.serialize(piece, format=ox.RdfFormat.N_QUADS) or b"")
                self._n_quads[kind] += len(piece)

    def _pieces(self, kind: str, quads: list[ox.Quad]) -> Iterator[list[ox.Quad]]:
        """Cut quads where a part is full."""
        while quads and kind != _BLANK:
            room = self._most - self._n_quads.get(kind, 0) % self._most
            yield quads[:room]
            quads = quads[room:]
        if quads:
            yield quads

    def _kind(self, quad: ox.Quad) -> str:
        if any(isinstance(term, ox.BlankNode) for term in quad):
            return _BLANK
        if not self._by_kind:
            return "part"
        term = quad.subject if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
        found = _KIND.fullmatch(term.value) if isinstance(term, ox.NamedNode) else None
        kind = found[1].lower() if found else _NO_KIND
        return kind if kind in self._n_quads or len(self._n_quads) < _MOST_FILES else _NO_KIND

    def _file(self, kind: str) -> IO[bytes]:
        """Give the file of a kind that has room."""
        number, n_in_part = divmod(self._n_quads.setdefault(kind, 0), self._most)
        if kind not in self._files or (not n_in_part and kind != _BLANK):
            if kind in self._files:
                self._files[kind].close()
            name = f"{kind}-{number + 1:04}.nq"
            self._files[kind] = (self._folder / name).open("wb")
            self.names.append(name)
        return self._files[kind]

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self.names.sort()


def _read(path: Path, parts: _Parts) -> None:
    with open_rdf(path) as stream:
        try:
            batch: list[ox.Quad] = []
            for quad in ox.parse(stream, format_of(path), base_iri=path.resolve().as_uri(), rename_blank_nodes=True):
                batch.append(quad)
                if len(batch) == _BATCH_QUADS:
                    parts.add(batch)
                    batch = []
            if batch:
                parts.add(batch)
        except (SyntaxError, EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"cannot be loaded: {' '.join(str(error).split())[:300]}", where=str(path)) from error
