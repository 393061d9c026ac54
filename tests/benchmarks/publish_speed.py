"""Measure how many records a second become a site, how much memory that takes, and what publishing again takes.

    python -m tests.benchmarks.publish_speed --records 10000 --rounds 3
    python -m tests.benchmarks.publish_speed --languages en

A made-up collection of people, works, events, places and claims, with names in two languages: four files a record (a
page in each of two languages, Turtle, JSON-LD) and what the site has as a whole. Each run is a process of its own, so
that its memory is its own. "Site" is the CPU time after the build, and what the build spends on keeping records for the
site. How much other work slows the machine down is told by a plain loop: its CPU time as often measured beside the
runs, compared with its least. No folder is removed before the last run: a file system that has just removed many files
makes new ones several times slower.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.machine import machine_line
from tests.benchmarks.timed_runs import environment_of_runs

PROJECT = """\
[dataset]
base = "https://data.example.org/"
title = "Made-up letters"
description = "People, works, events and places that nobody knows of, made up to measure how quickly a site is written."
creator = "Nobody"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
languages = {languages}
"""
TABLES = {"person": 0.5, "work": 0.3, "event": 0.14, "place": 0.04, "claim": 0.02}
_YEARS = 200
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_CYRILLIC = str.maketrans("abdefgiklmnoprstuvz", "абдефгиклмнопрстувз")
FIRST_PAGE = ("index.html", "assets/site.css", "assets/icon.svg")

Row = dict[str, str]


@dataclass(frozen=True)
class Run:
    """Hold what one run took.

    Args:
        build_s: CPU time of start, reading, checks and dumps.
        site_s: CPU time of the site.
        files_s: The part of it that the system spends, which is on files.
        wall_s: Time of both.
        memory_mb: Most memory held.
        n_written: Files written.
    """

    build_s: float
    site_s: float
    files_s: float
    wall_s: float
    memory_mb: float
    n_written: int


def write_project(folder: Path, n_records: int, languages: tuple[str, ...] = ("en", "ru")) -> None:
    """Write a project of about so many records, whose pages are in some languages.

    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_project(Path(place), 100)
    ...     len((Path(place) / "person.csv").read_text(encoding="utf-8").splitlines())
    51
    """
    tables = "".join(f'\n[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n' for kind in TABLES)
    text = PROJECT.format(languages=json.dumps(languages)) + tables
    (folder / "sedova.toml").write_text(text, encoding="utf-8")
    counts = {kind: max(2, round(share * n_records)) for kind, share in TABLES.items()}
    for kind in TABLES:
        chance = random.Random(kind)
        rows = [dict(_row(kind, number, counts, chance)) for number in range(counts[kind])]
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{kind}.csv").write_text(stream.getvalue(), encoding="utf-8")


def _row(kind: str, number: int, counts: dict[str, int], chance: random.Random) -> Iterator[tuple[str, str]]:
    def some(of: str) -> str:
        return f"{of}/{of[0]}{chance.randrange(counts[of])}"

    def alive(when: int) -> str:
        """Choose somebody who was thirty then: a history that breaks no rule."""
        ages = counts["person"] // _YEARS
        return f"person/p{(when - 1730) % _YEARS + _YEARS * chance.randrange(ages)}" if ages else ""

    yield "id", f"{kind[0]}{number}"
    name = f"{_word(chance)} {_word(chance)}"
    yield "name", name
    year = 1730 + chance.randrange(_YEARS)
    if kind != "claim":
        yield "name@ru", name.lower().translate(_CYRILLIC).title()
        yield (
            "description",
            f"{_word(chance)} {_word(chance)} of {_word(chance)}, known from letters of {_word(chance)}.",
        )
    if kind == "person":
        born = 1700 + number % _YEARS
        yield from (("born", f"{born}-{chance.randrange(1, 13):02d}"), ("born.place", some("place")))
        yield from (("died", str(born + chance.randrange(50, 90))), ("wikidata", f"Q{900_000_000 + number}"))
    elif kind == "work":
        yield from (("authors", alive(year)), ("created", str(year)))
    elif kind == "event":
        yield from (("date", f"{year}-05-{chance.randrange(1, 29):02d}"), ("place", some("place")))
        yield "actors", ";".join(filter(None, dict.fromkeys((alive(year), alive(year)))))
    elif kind == "place":
        yield from (("latitude", f"{chance.uniform(-60, 70):.4f}"), ("longitude", f"{chance.uniform(-180, 180):.4f}"))
    else:
        yield from (("subject", f"person/p{number // 2}#death"), ("property", "date"))
        yield from (("value.date", str(1950 + number % 2)), ("asserted_by", some("person")), ("work", some("work")))
        yield "contradicts", f"claim/c{number + 1}" if number % 2 == 0 and number + 1 < counts["claim"] else ""


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()


def publish_here(project: Path, site: Path) -> None:
    """Publish in this process, and print what it took as JSON."""
    from sedova_lod.engines.kept_records import RecordPacker
    from sedova_lod.pipeline import BuildOptions, publish_project, publishing
    from sedova_lod.pipeline.record_shelf import RecordShelf
    from sedova_lod.progress import Progress
    from sedova_lod.settings import load_project

    keeping_s: list[float] = []
    ends: list[os.times_result] = []

    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: object) -> Any:
            begun_s = time.process_time()
            given = function(*args)
            keeping_s.append(time.process_time() - begun_s)
            return given

        return call

    def watched_build(*args: Any) -> Any:
        built = build(*args)
        ends.append(os.times())
        return built

    build = publishing.build_project  # type: ignore[attr-defined]
    RecordPacker.pack = watched(RecordPacker.pack)  # type: ignore[method-assign]
    RecordShelf.add = watched(RecordShelf.add)  # type: ignore[method-assign]
    publishing.build_project = watched_build  # type: ignore[assignment, attr-defined]
    begun_s = time.perf_counter()
    found = publish_project(load_project(project), site, "", BuildOptions(), Progress(io.StringIO(), {}))
    assert found.site is not None, found.build.findings[:3]
    now = os.times()
    built_s = ends[0].user + ends[0].system
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    run = Run(
        build_s=built_s - sum(keeping_s),
        site_s=now.user + now.system - built_s + sum(keeping_s),
        files_s=now.system - ends[0].system,
        wall_s=time.perf_counter() - begun_s,
        memory_mb=memory_mb,
        n_written=found.site.n_written,
    )
    print(json.dumps([*vars(run).values(), found.site.n_records]))


def measure(project: Path, site: Path) -> tuple[Run, int]:
    """Publish in a process of its own; give what it took and the number of records."""
    command = [sys.executable, "-m", "tests.benchmarks.publish_speed", "--here", str(project), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment_of_runs())
    if done.returncode:
        raise SystemExit(done.stderr)
    *values, n_records = json.loads(done.stdout)
    return Run(*values), n_records


def loop_s() -> float:
    """Give the CPU time of a plain loop."""
    begun_s = time.process_time()
    found: dict[int, str] = {}
    for number in range(60_000):
        found[number % 5000] = str(number)
    return time.process_time() - begun_s


def report(name: str, runs: list[Run], n_records: int) -> None:
    """Print the medians of some runs."""
    build_s, site_s, files_s, wall_s, memory_mb = (
        statistics.median(getattr(run, what) for run in runs)
        for what in ("build_s", "site_s", "files_s", "wall_s", "memory_mb")
    )
    rates = sorted(n_records / run.site_s for run in runs)
    print(
        f"{name:8} build {build_s:6.1f} s, site {site_s:6.1f} s of CPU ({files_s:.1f} s in the system, on files), "
        f"{wall_s:6.1f} s in all, {memory_mb:4.0f} MB; {n_records / site_s:5.0f} records/s "
        f"({rates[0]:.0f} to {rates[-1]:.0f}), {runs[0].n_written} files written"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--languages", default="en,ru", help="languages of the pages (default en,ru)")
    parser.add_argument("--here", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        publish_here(*options.here)
        return
    fresh: list[Run] = []
    again: list[Run] = []
    loops: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        for number in range(options.rounds):
            project, site = Path(place) / f"project-{number}", Path(place) / f"site-{number}"
            project.mkdir()
            write_project(project, options.records, tuple(options.languages.split(",")))
            run, n_records = measure(project, site)
            fresh.append(run)
            loops += [loop_s() for _ in range(20)]
            again.append(measure(project, site)[0])
            loops += [loop_s() for _ in range(20)]
            first_page = sum((site / name).stat().st_size for name in FIRST_PAGE)
    slowness = statistics.median(loops) / min(loops)
    print(machine_line(), f"Load average {os.getloadavg()[0]:.1f}; a plain loop took {slowness:.1f} times its least.")
    print(f"{n_records} records in {options.languages}, {options.rounds} rounds")
    print(f"the first page with styles and icon has {first_page} bytes")
    report("fresh", fresh, n_records)
    report("again", again, n_records)


if __name__ == "__main__":
    main()
