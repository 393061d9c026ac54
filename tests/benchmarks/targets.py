"""What was to be reached, and what was measured of it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.benchmarks.results import Part, Row

Parts = dict[str, Part]


@dataclass(frozen=True)
class Target:
    """Hold one line of the table.

    Args:
        what: What is measured.
        against: What it is compared with.
        wanted: Least or greatest value, in words.
        measured: What was measured, in words; empty if nothing was.
        is_reached: Whether that is enough.
        bound: What keeps it from more; told if it is not reached.
    """

    what: str
    against: str
    wanted: str
    measured: str = ""
    is_reached: bool = False
    bound: str = ""


_BOUNDS = {
    "speed": "Reading and checking a cell, mapping it, and packing a record for the sort are a few Python operations "
    "for each cell and triple, in code that is generated and takes no detour. The other tools check, sort and join "
    "nothing; mapping and writing alone are three tenths of our time. A compiled form of the generated functions that "
    "is ten times as quick would take more than a third away.",
    "bytes": "Copying bytes looks at none of them; every cell is read, checked, typed and written, by Python.",
    "memory": "What grows is what must be known of records that were set aside, and what is read of each sorted run.",
    "growth": "Files are sorted in more runs and merged, and more of what was seen before is forgotten again.",
    "jobs": "The start, judging names and writing reports cannot be divided; what is sent is packed, and each process "
    "learns for itself what comes again; two builds side by side show what two cores of this machine give.",
    "formats": "A record is written by a few string operations for each statement, in Python.",
    "shapes": "The shapes themselves are compiled code. What bounds us is that code, which parses what shapes look at, "
    "and a few Python operations for each line, which part lines by node and property.",
}


def targets(parts: Parts) -> Iterator[Target]:
    """Give all lines, measured or not."""
    yield from _of_tables(parts.get("tables"))
    yield from _of_growth(parts.get("growth"))
    yield from _of_jobs(parts.get("jobs"))
    yield from _of_formats(parts.get("formats"))
    yield from _of_shapes(parts.get("shapes"))


def _of_tables(part: Part | None) -> Iterator[Target]:
    what = "table to N-Triples, CPU, 1 process"
    for peer, least in (("morph-kgc", 6.0), ("maplib", 6.0), ("tarka-rdf", 1.5)):
        row = part.row(peer) if part else None
        yield _at_least(what, peer, least, row.ratios if row else [], "speed")
    row = part.row("reading and writing") if part else None
    times = [1 / ratio for ratio in row.ratios] if row else []
    yield _at_most(what, "writing the same bytes", 12.0, times, "bytes")


def _of_growth(part: Part | None) -> Iterator[Target]:
    rows = {row.facts["factor"]: row for row in part.rows} if part else {}
    for factor, triples, limit in ((1, "1.8 M", 150), (10, "18 M", 200), (120, "200 M", 300)):
        row = rows.get(factor)
        peak = max(row.peak_mb) if row else 0.0
        measured = f"{peak:.0f} MB" if row else ""
        yield Target(
            f"peak memory at {triples} triples", "itself", f"{limit} MB", measured, peak <= limit, _BOUNDS["memory"]
        )
    wanted, what = "within 1.2 times", "cost per row from 100 k to 10 M rows"
    if len(rows) < 2:
        yield Target(what, "itself", wanted)
        return
    small, large = rows[min(rows)], rows[max(rows)]
    ratio = cost_per_row(large) / cost_per_row(small)
    measured = f"{ratio:.2f} times, from {_thousands(small.facts['rows'])} to {_thousands(large.facts['rows'])} rows"
    is_reached = ratio <= 1.2 and large.facts["rows"] >= 10_000_000
    yield Target(
        what,
        "itself",
        wanted,
        measured,
        is_reached,
        _BOUNDS["growth"] if ratio > 1.2 else "It was not measured further.",
    )


def cost_per_row(row: Row) -> float:
    """Give CPU seconds for a row of the tables."""
    return statistics.median(row.cpu_s) / row.facts["rows"]


def _of_jobs(part: Part | None) -> Iterator[Target]:
    for formats in ("N-Triples", "four formats"):
        row = part.row(f"--jobs 2, {formats}") if part else None
        what, wanted = f"two processes on two cores, from 200 k rows up, {formats}", "1.7 times sooner"
        ratios = row.ratios if row else []
        yield _judged(what, "one process", wanted, ratios, lambda middle: middle >= 1.7, "jobs")


def _of_formats(part: Part | None) -> Iterator[Target]:
    for name, syntax, least in (("grouped, sorted Turtle", "ttl", 40.0), ("compact JSON-LD", "jsonld", 15.0)):
        row = part.row(f"rdflib {syntax}") if part else None
        yield _at_least(name, "rdflib load and write at 100 k triples", least, row.ratios if row else [], "formats")
    for name in ("nq", "ttl", "jsonld"):
        row = part.row(f"build {name}") if part else None
        yield _at_most(
            f"a build that writes {name} only",
            "one that writes N-Triples only",
            2.0,
            row.ratios if row else [],
            "formats",
        )


def _of_shapes(part: Part | None) -> Iterator[Target]:
    for n_records in (10_000, 100_000):
        theirs = (
            [r for r in part.rows if r.name.startswith("pyshacl") and r.facts["records"] == n_records] if part else []
        )
        what = f"SHACL, core shapes, {_thousands(n_records)} records"
        if theirs:
            yield _at_least(what, "pyshacl", 40.0, theirs[0].ratios, "shapes")
        else:
            yield from _extrapolated(part, what, n_records)


def _extrapolated(part: Part | None, what: str, n_records: int) -> Iterator[Target]:
    """Compare with ten times what pyshacl took for a tenth of the records."""
    times = (
        {(r.name.partition(" ")[0], r.facts.get("records")): statistics.median(r.cpu_s) for r in part.rows}
        if part
        else {}
    )
    theirs, ours = times.get(("pyshacl", n_records / 10)), times.get(("sedova-lod", n_records))
    if not theirs or not ours:
        yield Target(what, "pyshacl", "40 times")
        return
    ratio = 10 * theirs / ours
    said = f"about {ratio:.0f} times, if pyshacl takes ten times what it took for a tenth of the records"
    if ended := max((r.facts.get("pyshacl_ended_cpu_s", 0.0) for r in (part.rows if part else ())), default=0.0):
        said = f"more than {ended / ours:.0f} times, when pyshacl was ended; {said}"
    yield Target(what, "pyshacl", "40 times", said, ratio >= 40, _BOUNDS["shapes"])


def _at_least(what: str, against: str, least: float, ratios: list[float], bound: str) -> Target:
    return _judged(what, against, f"{least:g} times quicker", ratios, lambda middle: middle >= least, bound)


def _at_most(what: str, against: str, most: float, ratios: list[float], bound: str) -> Target:
    return _judged(what, against, f"within {most:g} times", ratios, lambda middle: middle <= most, bound)


def _judged(
    what: str, against: str, wanted: str, ratios: list[float], is_enough: Callable[[float], bool], bound: str
) -> Target:
    if not ratios:
        return Target(what, against, wanted)
    middle = statistics.median(ratios)
    measured = f"{middle:.3g} times" + (f" ({min(ratios):.3g} to {max(ratios):.3g})" if len(ratios) > 1 else "")
    return Target(what, against, wanted, measured, is_enough(middle), _BOUNDS[bound])


def _thousands(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")
