"""How fast SHACL core shapes are checked, beside pyshacl: `python -m tests.benchmarks shapes`.

The project's own shapes without SPARQL, over builds of the museum tables with the standard profiles; one triple in 499
is taken out, so that there is something to find. Both tools must tell the same: focus nodes, paths, components.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.speed import our_build
from tests.benchmarks.timed_runs import Tool, ratios, run_in_turns

_SHAPES = Path(__file__).resolve().parents[2] / "shapes"
_SIZES = {1_000: (200, 700), 10_000: (1_900, 7_700), 100_000: (19_000, 77_000)}
_LARGE = 100_000
_TAKEN_OUT = 499
_LONGEST_S = 3600.0


def measure(options: Options) -> Part:
    """Measure and prove; what was measured before with 100 000 records is kept, if they are not measured now."""
    shapes = _core_shapes(options.folder)
    earlier = Part.load(options.folder, "shapes")
    part = Part("shapes", options.command("shapes"), _build_share(options, shapes), {}, {}, conditions())
    part.texts["versions"] = f"pyshacl {version('pyshacl')}, rdflib {version('rdflib')}"
    for n_records, rows in _SIZES.items():
        if n_records < _LARGE or options.is_large:
            _compare_tools(options, part, shapes, n_records, rows)
        elif earlier is not None:
            part.rows.extend(row for row in earlier.rows if row.facts.get("records") == n_records)
            part.texts.update({name: text for name, text in earlier.texts.items() if name.endswith(f" {n_records}")})
    return part


def _compare_tools(options: Options, part: Part, shapes: Path, n_records: int, rows: tuple[int, int]) -> None:
    """Run both tools: with few records in turns as often as asked, with more pyshacl once, for an hour at most."""
    print(f"  {n_records} records", file=sys.stderr)
    data, facts = _data(options, n_records, rows)
    ours, theirs = _ours(data, shapes), _pyshacl(data, shapes)
    if n_records == min(_SIZES):
        run_in_turns([ours, theirs], options.runs)
        is_done = True
    else:
        run_in_turns([ours], 1 if n_records == _LARGE else options.runs)
        is_done = theirs.run(_LONGEST_S if n_records == _LARGE else None)
        print(f"  {theirs.name}: {theirs.cpu_s or 'too long'}", file=sys.stderr)
    ours.note = theirs.note = conditions() if n_records == _LARGE else ""
    part.rows.append(Row.of(ours, **facts, **({} if is_done else {"pyshacl_ended_cpu_s": theirs.ended_cpu_s})))
    if is_done:
        found = ratios(theirs, ours) if len(theirs.cpu_s) == len(ours.cpu_s) else [theirs.cpu / ours.cpu]
        part.rows.append(Row.of(theirs, found, **facts))
        part.texts[f"equal {n_records}"] = _compare(data, shapes, theirs.output)


def _core_shapes(folder: Path) -> Path:
    """Copy the shapes without SPARQL; those of the description of a data set have no records to check."""
    place = folder / "core-shapes"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path in sorted(_SHAPES.glob("*.ttl")):
        if "sh:select" not in path.read_text(encoding="utf-8") and path.name != "dataset.ttl":
            shutil.copy(path, place)
    return place


def _data(options: Options, n_records: int, rows: tuple[int, int]) -> tuple[Path, dict[str, float]]:
    """Build so many records with the standard profiles, and take triples out."""
    project = _project(options, n_records, rows)
    build = our_build(project, options.folder / "shapes-build")
    build.run()
    data = options.folder / f"shapes-{n_records}.nt"
    n_triples = 0
    with build.output.open("rb") as source, data.open("wb") as target:
        for number, line in enumerate(source):
            if number % _TAKEN_OUT:
                target.write(line)
                n_triples += 1
    return data, {"records": n_records, "triples": n_triples}


def _project(options: Options, n_records: int, rows: tuple[int, int]) -> Path:
    project = options.folder / f"museum-shapes-{n_records}"
    write_tables(project, options.tables, 1 if n_records < _LARGE else 2, n_rows=rows)
    settings = project / "sedova.toml"
    text = settings.read_text(encoding="utf-8").replace('profile = "./profile"', 'profile = "both"')
    settings.write_text(text, encoding="utf-8")
    return project


def _build_share(options: Options, shapes: Path) -> list[Row]:
    """Build 10 000 records without shapes, with those that a build checks, and with core shapes as a user's own."""
    project = _project(options, 10_000, _SIZES[10_000])
    checked = options.folder / "museum-shapes-checked"
    shutil.rmtree(checked, ignore_errors=True)
    shutil.copytree(project, checked)
    settings = checked / "sedova.toml"
    text = settings.read_text(encoding="utf-8").replace("builtin_shapes = false", "builtin_shapes = true")
    settings.write_text(text, encoding="utf-8")
    output = options.folder / "shapes-build"
    tools = [
        our_build(project, output),
        our_build(checked, output),
        our_build(project, output, "--shapes", str(shapes)),
    ]
    for tool, name in zip(tools, ("without shapes", "with its own shapes", "with core shapes of a user"), strict=True):
        tool.name = f"build {name}"
    run_in_turns(tools, options.runs)
    return [Row.of(tool, ratios(tool, tools[0]), records=10_000) for tool in tools]


def _ours(data: Path, shapes: Path) -> Tool:
    program = str(Path(sys.executable).with_name("sedova-lod"))
    command = [program, "validate", str(data), "--shapes", str(shapes)]
    return Tool(f"sedova-lod {version('sedova-lod')}", command, data, good_codes=(0, 1))


def _pyshacl(data: Path, shapes: Path) -> Tool:
    output = data.with_suffix(".pyshacl.json")
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.shapes_validators",
        "pyshacl",
        str(data),
        str(shapes),
        str(output),
    ]
    return Tool(f"pyshacl {version('pyshacl')}", command, output)


def _compare(data: Path, shapes: Path, theirs: Path) -> str:
    """Compare what both tell; return the number of results, or how they differ."""
    output = data.with_suffix(".ours.json")
    module = "tests.benchmarks.shapes_validators"
    Tool("ours", [sys.executable, "-m", module, "ours", str(data), str(shapes), str(output)], output).run()
    told = [set(map(tuple, read_results(path))) for path in (output, theirs)]
    if told[0] == told[1]:
        return f"the same {len(told[0])} results"
    return f"{len(told[0] - told[1])} results only of ours, {len(told[1] - told[0])} only of pyshacl"


def read_results(path: Path) -> list[list[str]]:
    """Read focus node, path and component of each result."""
    found: list[list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found
