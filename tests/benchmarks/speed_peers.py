"""Runs one peer on the museum tables, in the peer's own environment: `python speed_peers.py PEER FOLDER OUTPUT`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ALL_STATEMENTS = 10_000_000
"""Statements that tarka-rdf remembers, so that none is written twice."""

_MORPH = """\
[CONFIGURATION]
output_file={output}
output_format=N-TRIPLES
number_of_processes=1
logging_level=ERROR
[museum]
mappings={mapping}
"""


def tarka_rdf(folder: Path, output: Path) -> None:
    """Run two TARQL queries, one after the other; the file is theirs joined."""
    import tarka_rdf as tarka

    with output.open("wb") as joined:
        for name in ("artists", "artworks"):
            part = output.with_name(f"{name}.nt")
            mapping = tarka.Mapping.tarql_file(str(folder / "peers" / f"{name}.rq"))
            mapping.run_csv(f"{folder / name}.csv", output=str(part), format="ntriples", dedup=_ALL_STATEMENTS)
            with part.open("rb") as file:
                while piece := file.read(1 << 20):
                    joined.write(piece)


def morph_kgc(folder: Path, output: Path) -> None:
    """Run the RML mapping in one process."""
    settings = output.with_suffix(".ini")
    settings.write_text(_MORPH.format(output=output, mapping=folder / "peers" / "mapping.rml.ttl"))
    subprocess.run([sys.executable, "-m", "morph_kgc", str(settings)], check=True, cwd=folder)


if __name__ == "__main__":
    {"tarka-rdf": tarka_rdf, "morph-kgc": morph_kgc}[sys.argv[1]](
        Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    )
