"""The page and the plot of the benchmark are written from results, and say what is missed and what is not known."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.benchmarks.graph_proof import difference, graph_hash, whole_hash
from tests.benchmarks.options import Options
from tests.benchmarks.page import write_page
from tests.benchmarks.results import Part, Row
from tests.benchmarks.timed_runs import Tool, run_in_turns


def row(name: str, cpu_s: float, ratio: float, **facts: float) -> Row:
    return Row(name, [cpu_s, cpu_s * 1.1], [cpu_s * 2, cpu_s], [100.0, 160.0], [ratio], facts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    peers = [
        row("sedova-lod 1", 10, 1, triples=9),
        row("morph-kgc 2", 70, 7, triples=9),
        row("tarka-rdf 3", 8, 0.8, triples=9),
    ]
    facts = {"rows": 84_026, "triples": 9, "bytes": 2e8}
    Part("tables", "python -m tests.benchmarks tables", peers, facts, {"graph": "abc"}, "Measured here.").save(tmp_path)
    sizes = [
        row(f"x{f}", f * cost, 1, factor=f, rows=84_026 * f, triples=1.8e6 * f, bytes=2e8 * f, findings=9)
        for f, cost in ((1, 10), (10, 11))
    ]
    Part("growth", "python -m tests.benchmarks growth", sizes, {"dirt": 0.02}, {}, "Measured here.").save(tmp_path)
    figures = {"--jobs 1": (30, 1), "--jobs 2": (34, 1.75), "two builds side by side": (61, 1.9)}
    jobs = [row(f"{name}, N-Triples", *figure) for name, figure in figures.items()]
    jobs.append(row("--jobs 2, four formats", 90, 1.65))
    facts = {"rows": 252_078, "bytes, N-Triples": 6e8, "bytes, four formats": 2e9}
    Part("jobs", "python -m tests.benchmarks jobs", jobs, facts, {}, "Measured here.").save(tmp_path)
    return tmp_path


def test_page_tells_what_is_reached_missed_and_not_measured(folder: Path):
    page = write_page(folder, folder / "benchmarks.md").read_text(encoding="utf-8")
    assert "fewer than five runs" in page
    told = "| table to N-Triples, CPU, 1 process |"
    assert f"{told} morph-kgc | 6 times quicker | 7 times | yes |" in page
    assert f"{told} tarka-rdf | 1.5 times quicker | 0.8 times | **no** |" in page
    assert f"{told} maplib | 6 times quicker | not measured |  |" in page
    assert "| peak memory at 1.8 M triples | itself | 150 MB | 160 MB | **no** |" in page
    assert "| within 1.2 times | 1.10 times, from 84 026 to 840 260 rows | **no** |" in page
    assert "from 200 k rows up, N-Triples | one process | 1.7 times sooner | 1.75 times | yes |" in page
    assert "from 200 k rows up, four formats | one process | 1.7 times sooner | 1.65 times | **no** |" in page
    assert "252 078 rows, written as N-Triples (600 MB) and four formats (2000 MB): the same bytes each time." in page
    assert "| --jobs 2, N-Triples | 51.0 (34.0 to 68.0) | 35.7 (34.0 to 37.4) | 160 | 1.75 | 2 |" in page
    assert "- table to N-Triples, CPU, 1 process (tarka-rdf): Reading and checking a cell" in page


def test_plot_is_sound_and_has_a_point_for_each_run(folder: Path):
    write_page(folder, folder / "benchmarks.md")
    root = ET.fromstring((folder / "benchmarks.svg").read_text(encoding="utf-8"))
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names.count("polyline") == 3
    assert names.count("circle") == 3 * (2 + 3) + 4


def test_a_run_that_was_ended_is_told_as_a_least_ratio(folder: Path):
    facts = {"records": 100_000.0, "triples": 9.0}
    rows = [
        row("pyshacl 1", 135, 60, records=10_000, triples=9),
        Row("sedova-lod 1", [20.0], [20.0], [300.0], facts={**facts, "pyshacl_ended_cpu_s": 590.0}),
    ]
    texts = {"versions": "pyshacl 1", "equal 10000": "the same 145 results"}
    Part("shapes", "python -m tests.benchmarks shapes --large", rows, {}, texts, "Measured here.").save(folder)
    page = write_page(folder, folder / "benchmarks.md").read_text(encoding="utf-8")
    assert (
        "- pyshacl, 100 000 records: it was ended after an hour, when it had used 590 s of CPU time, "
        "more than 30 times ours; its results were not compared."
    ) in page
    told = "more than 30 times, when pyshacl was ended; about 71 times, if pyshacl takes ten times what it took"
    assert f"| SHACL, core shapes, 100 000 records | pyshacl | 40 times | {told} for a tenth" in page


def test_graphs_are_equal_whatever_the_order_and_the_way_a_time_zone_is_written(tmp_path: Path):
    a, b, ttl = (tmp_path / name for name in ("a.nt", "b.nt", "a.ttl"))
    date = '<http://example.org/person/1> <x:at> "1900-01-01T00:00:00{}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    other = "<http://example.org/object/1> <x:p> <x:o>"
    a.write_text(f"{date.format('Z')} .\n{other} .\n<x:left-out> <x:p> <x:o> .\n", encoding="utf-8")
    b.write_text(f"{other}.\n{date.format('+00:00')} .\n{other} .\n", encoding="utf-8")
    assert graph_hash(a) == graph_hash(b)
    b.write_text(f"{other.replace('<x:o>', '<x:other>')} .\n{date.format('Z')} .\n", encoding="utf-8")
    assert difference(a, b) == ({"<x:p>": 1}, {"<x:p>": 1})
    ttl.write_text(a.read_text(encoding="utf-8"), encoding="utf-8")
    assert whole_hash(a) == whole_hash(ttl)
    assert whole_hash(a)[0] == 3


def test_tools_run_in_turns_and_a_long_one_is_ended(tmp_path: Path):
    tools = [Tool(name, ["true"], tmp_path, runs=runs) for name, runs in (("a", 0), ("b", 1))]
    run_in_turns(tools, 2)
    assert [len(tool.cpu_s) for tool in tools] == [2, 1]
    long = Tool("c", ["sh", "-c", "while :; do :; done"], tmp_path)
    assert not long.run(timeout_s=0.1)
    assert 0 < long.ended_cpu_s < 60
    assert long.cpu_s == []
    with pytest.raises(SystemExit, match="d ended with 1: false"):
        Tool("d", ["false"], tmp_path).run()


def test_command_of_a_part_names_its_options():
    options = Options(Path("f"), Path("t"), 3, (1, 50), True, ())
    assert options.command("growth") == "python -m tests.benchmarks growth --tables FOLDER --runs 3 --factors 1,50"
    assert options.command("shapes") == "python -m tests.benchmarks shapes --tables FOLDER --runs 3 --large"
