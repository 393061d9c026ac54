"""Files and scripts for the loaders of other stores: Virtuoso, Fuseki, QLever and GraphDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from sedova_lod.errors import InputError, OutputError
from sedova_lod.triplestore.rdf_files import format_of, open_rdf

__all__ = ["write_loader_files"]

_PART_QUADS = 1_000_000
_BATCH_QUADS = 10_000

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


def write_loader_files(files: Sequence[Path], folder: Path, part_quads: int = _PART_QUADS) -> list[str]:
    """Write N-Quads in parts, and a script for each loader.

    Args:
        files: RDF files.
        folder: Where to; it must be empty, or not be there yet.
        part_quads: Quads of a part.

    Returns:
        Names of the files written.

    Raises:
        InputError: A file cannot be read or understood.
        OutputError: The folder cannot be written, or holds something.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_loader_files([Path("shapes/person.ttl")], Path(place) / "bulk")
    ['data/part-0001.nq', 'Qleverfile', 'fuseki.sh', 'graphdb.sh', 'virtuoso.sh']
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise OutputError("this folder holds something", where=str(folder), hint="choose an empty one")
        (folder / "data").mkdir(parents=True)
        parts = _Parts(folder / "data", part_quads)
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
    """Write quads into files of a size; a blank node keeps its name in all of them."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder = folder
        self._most = most
        self._n_in_part = most
        self._file: IO[bytes] | None = None
        self.names: list[str] = []

    def add(self, quads: list[ox.Quad]) -> None:
        if self._n_in_part >= self._most:
            self.close()
            name = f"part-{len(self.names) + 1:04}.nq"
            self._file = (self._folder / name).open("wb")
            self.names.append(name)
            self._n_in_part = 0
        if self._file is not None:
            self._file.write(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        self._n_in_part += len(quads)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


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
        except (SyntaxError, EOFError) as error:
            raise InputError(f"cannot be loaded: {' '.join(str(error).split())[:300]}", where=str(path)) from error
