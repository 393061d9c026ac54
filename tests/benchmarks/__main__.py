"""Measure everything, and write what was found: `python -m tests.benchmarks [PART...]`.

    python -m tests.benchmarks                            all parts, about twelve minutes on a machine at rest
    python -m tests.benchmarks growth --factors 1,10      ten times the rows as well, three minutes more
    python -m tests.benchmarks growth --factors 50,120    up to ten million rows, an hour
    python -m tests.benchmarks formats shapes --large     rdflib as often as all others, pyshacl with 100 000 records
    python -m tests.benchmarks page                       only the page and its plot, from what was measured

Parts: `tables` (beside other tools), `growth` (more rows), `jobs` (two processes), `formats` (Turtle, JSON-LD beside
rdflib), `shapes` (beside pyshacl). Results are kept in the working folder; the page is written from the latest of
each part, and of each size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import formats_speed, growth, jobs_speed, shapes_speed, speed
from tests.benchmarks.options import Options
from tests.benchmarks.page import PAGE, write_page

PARTS = {
    "tables": speed.measure,
    "growth": growth.measure,
    "jobs": jobs_speed.measure,
    "formats": formats_speed.measure,
    "shapes": shapes_speed.measure,
}


def main(arguments: list[str]) -> None:
    """Measure the parts that are asked for, one after another, and write the page."""
    wanted = _parser().parse_args(arguments)
    options = Options(
        wanted.folder.resolve(),
        wanted.tables and wanted.tables.resolve(),
        wanted.runs,
        tuple(int(factor) for factor in wanted.factors.split(",")),
        wanted.large,
        tuple(name for name in wanted.peers.split(",") if name),
    )
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in wanted.parts or PARTS:
        if name != "page":
            print(f"== {name}", file=sys.stderr)
            PARTS[name](options).save(options.folder)
    print(write_page(options.folder, wanted.page))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; all if nothing is said")
    parser.add_argument(
        "--tables", type=Path, help="folder with moma_artists.csv and tate_artworks.csv; made up if not given"
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "sedova-lod-benchmarks",
                        help="where to work; kept, with the peers' environments and the results")  # fmt: skip
    parser.add_argument("--runs", type=int, default=5, help="runs of each tool (default 5)")
    parser.add_argument("--factors", default="1", help="sizes of `growth`, in times of the museum tables (default 1)")
    parser.add_argument(
        "--large", action="store_true", help="the slowest too: pyshacl with 100 000 records, for an hour at most"
    )
    parser.add_argument("--peers", default=",".join(speed.PEERS), help="tools of `tables`; empty for none")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write (default docs/benchmarks.md)")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
