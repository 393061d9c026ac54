"""Tell where the time goes, step by step: `python -m tests.benchmarks.time_shares build|site`.

    python -m tests.benchmarks.time_shares build --tables FOLDER
    python -m tests.benchmarks.time_shares site --records 10000

The stack is looked at every few milliseconds of CPU time; each look counts for the step whose module is at work.
`build` reads the museums' tables and writes N-Triples, `site` publishes a made-up collection in two languages.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from sedova_lod.cli import main as run_command
from tests.benchmarks.machine import machine_line
from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.publish_speed import write_project

INTERVAL_S = 0.004
BUILD_STEPS = {
    "parsing CSV": ("readers/",),
    "reading rows: types, findings, ids, references": (
        "<rows of", "records/assembly", "records/cell_memos", "records/row_code", "records/values", "records/draft",
        "records/odd_texts", "records/timespans", "pipeline/row_taker", "pipeline/table_rows", "dates/",
    ),
    "packing, sorting, joining: duplicates, dangling references; making nodes": (
        "records/", "block_files", "heapq", "pipeline/collection", "engines/running",
    ),
    "rules of history: names that are alike, years, calendars": ("validation/",),
    "mapping and N-Triples": ("<text of", "mapping/", "engines/", "sedova_lod/terms"),
    "hashing and writing": ("serializers/", "pipeline/record_writing"),
}  # fmt: skip
SITE_STEPS = {
    "pages of records": ("publication/record_page", "publication/subject"),
    "writing files, their check sums, their list": ("publication/site_folder",),
    "search": ("publication/search_index",),
    "graph, timeline, map": ("publication/view_data",),
    "names, digests and references": ("publication/neighbours", "publication/digests", "publication/names_in_data"),
    "lists": ("publication/lists",),
    "taking records from the shelf": ("pipeline/record_shelf", "engines/kept_records"),
}
OTHERS = "the rest: start, reports, other pages"
_SITE = "publication/writing.py"


def step_of(files: Sequence[str], steps: dict[str, tuple[str, ...]]) -> str:
    """Give the step that the innermost known file belongs to.

    Args:
        files: Files of a stack, the innermost first.
        steps: For each step, what the names of its files hold; earlier steps go first.

    >>> step_of(["/lib/heapq.py", "/a/sedova_lod/records/sorting.py"], BUILD_STEPS)[:7]
    'packing'
    """
    for file in files:
        for step, parts in steps.items():
            if any(part in file for part in parts):
                return step
    return OTHERS


def site_files(files: Sequence[str]) -> list[str]:
    """Give the file that the writer of a site has called, of a stack with the innermost file first; nothing before it.

    >>> site_files(["/p/publication/markup.py", "/p/publication/record_page.py", "/p/publication/writing.py"])
    ['/p/publication/record_page.py']
    """
    place = next((number for number, file in enumerate(files) if _SITE in file), 0)
    return list(files[place - 1 : place]) if place else []


class Sampler:
    """Look at the stack, again and again; a context manager.

    Args:
        choose: Gives the files of a stack, the innermost first, that tell the step; None where the look does not count.
        steps: The steps.
    """

    def __init__(self, choose: Callable[[list[str]], Sequence[str] | None], steps: dict[str, tuple[str, ...]]) -> None:
        self._choose, self._steps = choose, steps
        self.looks: Counter[str] = Counter()

    def __enter__(self) -> Sampler:
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL_S, INTERVAL_S)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        files = []
        while frame is not None:
            files.append(frame.f_code.co_filename)
            frame = frame.f_back
        chosen = self._choose(files)
        if chosen is not None:
            self.looks[step_of(chosen, self._steps)] += 1

    def table(self) -> str:
        """Write the shares as a table."""
        whole = self.looks.total()
        rows = [(step, self.looks[step]) for step in (*self._steps, OTHERS)]
        lines = [f"| {step} | {100 * number / whole:.0f} % |" for step, number in rows]
        return "\n".join(["| step | share |", "|---|---|", *lines, "", f"{whole} looks"])


def _run(*arguments: str) -> None:
    quiet = contextlib.redirect_stdout(io.StringIO())
    with quiet, contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
        run_command(list(arguments))


def main() -> None:
    """Run what is asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("build", "site"))
    parser.add_argument("--tables", type=Path, help="folder with moma_artists.csv and tate_artworks.csv")
    parser.add_argument("--records", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        project, output = Path(place) / "project", str(Path(place) / "output")
        if options.what == "build":
            write_tables(project, options.tables, 1)
            with Sampler(lambda files: files, BUILD_STEPS) as sampler:
                _run("build", str(project), "-o", output)
        else:
            project.mkdir()
            write_project(project, options.records)
            with Sampler(lambda files: site_files(files) if _has_site(files) else None, SITE_STEPS) as sampler:
                _run("publish", str(project), "-o", output)
    print(machine_line())
    print(sampler.table())


def _has_site(files: Sequence[str]) -> bool:
    return any(_SITE in file for file in files)


if __name__ == "__main__":
    main()
