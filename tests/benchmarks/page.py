"""The page of the benchmark: targets, what was measured, on what, and how to measure it again."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.plot import draw
from tests.benchmarks.results import Part
from tests.benchmarks.targets import Parts, Target, cost_per_row, targets
from tests.benchmarks.timed_runs import spread

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"

_HEAD = """# Benchmarks

<!-- Written by `python -m tests.benchmarks`; do not edit. -->

```sh
python -m tests.benchmarks
```

installs other tools in environments of their own, makes tables of the form of two museums' published ones (or takes
those: `--tables FOLDER`), runs all tools in turns, one process each, proves that they made the same, and writes this
page. Times are seconds of CPU time of the whole process, its start included, unless said otherwise: medians, with the
least and the most in brackets. Other work on the machine makes CPU time grow, which the load average tells of. What
bounds the speed is told in [performance](explanation/performance.md).
"""
_FEW_RUNS = """
Some figures are from fewer than five runs; they are a first look, not a measurement.
"""


def write_page(folder: Path, page: Path = PAGE) -> Path:
    """Write the page and its plot from what was kept in the working folder."""
    parts = {name: part for name in _SECTIONS if (part := Part.load(folder, name))}
    picture = page.with_suffix(".svg")
    picture.write_text(draw(parts), encoding="utf-8")
    page.write_text("\n".join(_text(parts, picture.name)).rstrip() + "\n", encoding="utf-8")
    return page


def _text(parts: Parts, picture: str) -> Iterator[str]:
    yield _HEAD
    if any(len(part.rows[0].cpu_s) < 5 for part in parts.values()):
        yield _FEW_RUNS.lstrip()
    yield from _targets(list(targets(parts)))
    for name, section in _SECTIONS.items():
        if name in parts:
            yield from section(parts[name])
            if name == "growth":
                yield f"\n![CPU time, time and memory against rows]({picture})"
            yield f"\n`{parts[name].command}`. {parts[name].machine}\n"


def _targets(told: list[Target]) -> Iterator[str]:
    yield "## What was to be reached\n"
    yield _header("", "against", "wanted", "measured", "reached")
    for one in told:
        reached = ("yes" if one.is_reached else "**no**") if one.measured else ""
        yield _line(one.what, one.against, one.wanted, one.measured or "not measured", reached)
    missed: dict[str, list[str]] = {}
    for one in told:
        if one.measured and not one.is_reached:
            missed.setdefault(one.bound, []).append(f"{one.what} ({one.against})")
    if missed:
        yield "\nWhat is not reached, and what bounds it:\n"
        yield from (f"- {'; '.join(dict.fromkeys(lines))}: {bound}" for bound, lines in missed.items())
    yield ""


def _tables(part: Part) -> Iterator[str]:
    rows, triples, size = (part.facts[name] for name in ("rows", "triples", "bytes"))
    yield "## Tables to N-Triples, beside other tools\n"
    yield (
        f"{_number(rows)} rows become {_number(triples)} triples about records, {size / 1e6:.0f} MB. Ours reads, "
        "checks, sorts and joins the tables with the command of the README; the others check nothing.\n"
    )
    yield _header("tool", "CPU s", "s", "memory MB", "CPU, times ours", "runs", "triples")
    for row in part.rows:
        peak, triples = f"{max(row.peak_mb):.0f}", _number(row.facts["triples"])
        times = (spread(row.cpu_s), spread(row.wall_s), peak, spread(row.ratios, 2))
        yield _line(row.name, *times, str(len(row.cpu_s)), triples)
    yield ""
    yield from (f"- {row.name}: {row.note}." for row in part.rows if row.note)
    yield f"\nAll others have the graph with the hash `{part.texts['graph']}`."


def _growth(part: Part) -> Iterator[str]:
    yield "## More rows\n"
    yield (
        f"The tables again and again under other ids and names, {part.facts['dirt']:.0%} of the rows with a fault: "
        "blanks around values, odd dates and what is no date, doubled QIDs, missing names; so the command has "
        "`--keep-going`.\n"
    )
    yield _header("rows", "triples", "MB written", "findings", "CPU s", "s", "memory MB", "CPU ms for a row", "runs")
    for row in part.rows:
        facts = row.facts
        sizes = (_number(facts["rows"]), _number(facts["triples"]), f"{facts['bytes'] / 1e6:.0f}")
        times = (spread(row.cpu_s), spread(row.wall_s), f"{max(row.peak_mb):.0f}", f"{1000 * cost_per_row(row):.3f}")
        yield _line(*sizes, _number(facts["findings"]), *times, str(len(row.cpu_s)))
    yield ""
    yield from (f"- {_number(row.facts['rows'])} rows: {row.note}" for row in part.rows if row.note)


def _jobs(part: Part) -> Iterator[str]:
    sizes = {key.removeprefix("bytes, "): size for key, size in part.facts.items() if key.startswith("bytes, ")}
    told = " and ".join(f"{name} ({size / 1e6:.0f} MB)" for name, size in sizes.items())
    yield "## Two processes\n"
    yield (
        f"{_number(part.facts['rows'])} rows, written as {told}: the same bytes each time. N-Triples alone are the "
        "least that a build can write, the four formats what it writes if nothing else is said. Two builds of one "
        "process each, side by side, tell what the machine gives two processes that have nothing to do with each "
        "other.\n"
    )
    yield _header("", "s", "CPU s", "memory of the largest process, MB", "times sooner than one after another", "runs")
    for row in part.rows:
        peak = f"{max(row.peak_mb):.0f}"
        yield _line(row.name, spread(row.wall_s), spread(row.cpu_s), peak, spread(row.ratios, 2), str(len(row.cpu_s)))


def _formats(part: Part) -> Iterator[str]:
    wrong = part.texts["equal"]
    said = (
        f"**these differ: {wrong}**"
        if wrong
        else "all files hold the same triples, as an independent parser reads them"
    )
    yield "## Turtle and JSON-LD, beside rdflib\n"
    yield (
        f"{_number(part.facts['triples'])} triples; {said}. rdflib and pyoxigraph load N-Triples and write them; ours "
        "writes the records as a build has mapped them, grouped and in the order of their identifiers. Start and "
        "imports are left out, for all. rdflib looks for a prefix for every IRI when it writes Turtle, which grows "
        f"faster than the triples. {part.texts['versions']}.\n"
    )
    yield _header("writer", "CPU s", "of it to load", "of it to write", "CPU, times ours", "runs")
    for row in part.rows:
        if not row.name.startswith("build"):
            load, write = (f"{row.facts[key]:.2f}" if row.facts else "" for key in ("load", "write"))
            ratio = spread(row.ratios) if row.ratios else "1"
            yield _line(row.name, spread(row.cpu_s, 2), load, write, ratio, str(len(row.cpu_s)))
    yield "\nWhole builds from tables to files, all checks and the start included:\n"
    yield _header("formats", "CPU s", "compared with N-Triples alone")
    for row in part.rows:
        if row.name.startswith("build"):
            yield _line(f"`{row.name.removeprefix('build ')}`", spread(row.cpu_s, 2), spread(row.ratios, 2))


def _shapes(part: Part) -> Iterator[str]:
    yield "## SHACL core shapes, beside pyshacl\n"
    yield (
        "The project's own shapes without SPARQL over museum records as the standard profiles map them; one triple in "
        "499 was taken out. `sedova-lod validate` and pyshacl, each with all it does: loading, checking, telling. "
        f"{part.texts['versions']}.\n"
    )
    yield _header("tool", "records", "triples", "CPU s", "s", "memory MB", "CPU, times ours", "runs")
    for row in part.rows:
        if not row.name.startswith("build"):
            sizes = (_number(row.facts["records"]), _number(row.facts["triples"]))
            times = (spread(row.cpu_s), spread(row.wall_s), f"{max(row.peak_mb):.0f}")
            yield _line(row.name, *sizes, *times, spread(row.ratios) if row.ratios else "1", str(len(row.cpu_s)))
    proofs = {name.partition(" ")[2]: text for name, text in part.texts.items() if name.startswith("equal")}
    told = "; ".join(f"{text} for {_number(int(number))} records" for number, text in proofs.items())
    yield ""
    yield from (f"- {row.name}, {_number(row.facts['records'])} records: {row.note}" for row in part.rows if row.note)
    for row in part.rows:
        if ended := row.facts.get("pyshacl_ended_cpu_s"):
            ratio = ended / statistics.median(row.cpu_s)
            yield (
                f"- pyshacl, {_number(row.facts['records'])} records: it was ended after an hour, when it had used "
                f"{ended:.0f} s of CPU time, more than {ratio:.0f} times ours; its results were not compared."
            )
    yield f"\nFocus nodes, paths and components were compared: {told}."
    yield (
        "\nWhat shapes add to a build of 10 000 records. Its own, with the SPARQL rules of history, run batch by "
        "batch; of a user's shapes, those that look at other records are run over all data.\n"
    )
    yield _header("", "CPU s", "times")
    for row in part.rows:
        if row.name.startswith("build"):
            yield _line(row.name, spread(row.cpu_s), spread(row.ratios, 2))


_SECTIONS: dict[str, Callable[[Part], Iterator[str]]] = {
    "tables": _tables,
    "growth": _growth,
    "jobs": _jobs,
    "formats": _formats,
    "shapes": _shapes,
}


def _header(*names: str) -> str:
    return f"{_line(*names)}\n{'|---' * len(names)}|"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _number(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")
