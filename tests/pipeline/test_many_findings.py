"""More findings than are kept in memory are told as the same findings in memory are: in order, once, with waivers."""

from __future__ import annotations

import copy
import errno
import gc
import os
import pickle
import tempfile
import tracemalloc
from collections import deque
from pathlib import Path

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.findings import CellRef, Finding, FindingPile, Severity
from sedova_lod.pipeline import BuildResult, finding_order, summarise
from sedova_lod.pipeline.finding_order import FindingOrder
from sedova_lod.progress import Progress
from sedova_lod.reports import REPORTS, RunSummary, TextLayout, annotate_tables, write_text
from sedova_lod.reports.as_workbook import write_workbook
from sedova_lod.settings import load_project
from sedova_lod.validation import Waivers

from .test_same_bytes import bytes_of

FEW = 3


def table(header: str, *rows: str) -> str:
    return "\n".join((header, *rows, ""))


PEOPLE = table(
    "id,name,born,died,spouses",
    *(f"p{n},Person of many names {n},31 Feb 19{n:02d},,nobody{n % 3}" for n in range(12)),
    *(f"q{n}, Anna Number {n} ,1900,1850,p{n}" for n in range(12)),
    *(f"q{n},Anna Number {n},1901,,q{n + 1}" for n in range(3)),
    "r1,Old Woman,1700,1990,r2",
    "r2,Leonid Nikolayev,1900,,r1,too,many",
    ",Nobody,,,",
    *(f"s{n},Leonid Nikola{'y' * (n + 1)}ev,1904,,q4" for n in range(4)),
)
EVENTS = table("id,name,date,actors", *(f"e{n},Event {n},1849-0{n % 9 + 1},q{n % 12};q2" for n in range(20)))
WAIVERS = table(
    "code,record,field,reason,who,until",
    "death-before-birth,person/q5,,seen in the register,N. N.,",
    "death-before-birth,person/q5,died,seen once more,N. N.,",
    "long-life,person/r9,,there is no such person,N. N.,",
    "similar-name,person/s1,,brothers,N. N.,",
    "bad-date,person/p1,,cannot be,N. N.,",
)


@pytest.fixture
def project(make_project) -> Path:
    """Give a project with faults of all kinds, and with waivers."""
    root = make_project(person=PEOPLE, event=EVENTS)
    (root / "waivers.csv").write_text(WAIVERS, encoding="utf-8")
    return root


def reports(project: Path, result: BuildResult) -> dict[str, bytes]:
    """Write all reports there are."""
    loaded = load_project(project)
    findings, summary = result.findings, summarise(loaded, result, Severity.ERROR)
    told = {name: "".join(write(findings, summary)).encode() for name, write in REPORTS.items()}
    told["terminal"] = "".join(write_text(findings, summary, TextLayout.for_terminal(80))).encode()
    told["workbook"] = b"".join(write_workbook(findings, summary))
    return told | {copied.name: b"".join(copied.chunks) for copied in annotate_tables(loaded, findings)}


@pytest.mark.parametrize("options", [{"keep_going": True}, {}], ids=["keep going", "stop"])
def test_reports_and_outputs_are_the_same_however_many_findings_are_held(project, build, tmp_path, options):
    held = build(project, tmp_path / "held", **options)
    piled = build(project, tmp_path / "piled", most_held=FEW, **options)
    assert isinstance(held.findings, list)
    assert isinstance(piled.findings, FindingPile)
    assert len(piled.findings) > 10 * FEW
    assert (piled.findings, piled.n_rejected, piled.has_failed) == (held.findings, held.n_rejected, True)
    assert {f.code for f in held.findings if f.waiver} == {"death-before-birth", "similar-name"}
    assert [f.code for f in held.findings if f.where.file == "waivers.csv"] == ["unused-waiver"] * 2 + ["bad-waiver"]
    assert reports(project, piled) == reports(project, held)
    if options:
        assert bytes_of(tmp_path / "piled") == bytes_of(tmp_path / "held")


@pytest.mark.slow
def test_other_processes_and_a_second_build_tell_the_same(project, build, tmp_path):
    options = {"keep_going": True, "most_held": FEW}
    first = build(project, tmp_path / "out", keeps_state=True, **options)
    again = build(project, tmp_path / "out", keeps_state=True, **options)
    divided = build(project, engine="processes", jobs=2, **options)
    assert (again.n_kept > 0, again.findings, divided.findings) == (True, first.findings, first.findings)


def open_files() -> list[str]:
    return os.listdir("/proc/self/fd")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files as Linux shows them")
@pytest.mark.parametrize("error", [None, KeyboardInterrupt, OSError])
def test_nothing_is_left_of_the_passing_files(project, build, tmp_path, monkeypatch, error):
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    gc.collect()
    before = open_files()
    if error is None:
        build(project, keep_going=True, most_held=1)
    else:

        def stop(self: Progress, *, records: int = 0, **_others: int) -> None:
            if records:
                raise error

        monkeypatch.setattr(Progress, "advance", stop)
        with pytest.raises(error):
            build(project, keep_going=True, most_held=1)
    gc.collect()
    assert (open_files(), list(folder.iterdir())) == (before, [])


def peak_of_telling(number: int) -> int:
    """Measure the memory that it takes to put findings in order and to write all reports."""
    tracemalloc.start()
    told = FindingOrder(Waivers(), most_held=200).told([numbered(number, 200)])
    for write in REPORTS.values():
        deque(write(told, RunSummary()), maxlen=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_findings(monkeypatch):
    monkeypatch.setattr(finding_order, "_MEMORY_BYTES", 200_000)
    peak_of_telling(201)  # loads what is loaded once
    assert peak_of_telling(2400) < peak_of_telling(800) + 300_000  # a list of the others would take a megabyte


def test_a_pile_with_findings_in_a_file_holds_next_to_none():
    tracemalloc.start()
    pile = numbered(5000, most_held=4000)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(pile) == 5000
    assert held < 600_000  # all would take two megabytes


def test_a_full_disk_is_told(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(OutputError) as told:
        numbered(5, most_held=1)
    assert str(told.value) == (
        f"{tempfile.gettempdir()}: findings cannot be kept here: No space left on device\n"
        "  hint: set TMPDIR to a folder on a disk with more space"
    )


def numbered(number: int, most_held: int) -> FindingPile:
    pile = FindingPile(most_held)
    pile.extend(Finding("bad-id", Severity.WARNING, f"no {n}", where=CellRef("a.csv", n)) for n in range(number))
    return pile


@pytest.mark.parametrize("most_held", [1, 7, 200, 1000])
def test_a_pile_reads_like_a_list(most_held):
    pile, plain = numbered(500, most_held), numbered(500, 500).as_held()
    assert isinstance(plain, list)
    assert (len(pile), list(pile), pile, pile == plain[:-1]) == (500, plain, plain, False)
    assert [pile[place] for place in (0, 499, -1, -500, 250)] == [plain[place] for place in (0, 499, -1, -500, 250)]
    assert (pile[490:], pile[:5:2], pile.index(plain[300])) == (plain[490:], plain[:5:2], 300)
    assert [(one, other) for one, other in zip(pile, pile, strict=True) if one != other] == []
    assert (pickle.loads(pickle.dumps(pile)), copy.deepcopy(pile)) == (plain, plain)
    with pytest.raises(IndexError):
        pile[500]
    assert (pile.take(), len(pile), pile.worst) == (plain, 0, None)


def test_the_worst_severity_is_that_of_what_nobody_waived():
    pile = FindingPile(1)
    pile.append(Finding("a", Severity.ERROR, "", waiver="as found"))
    assert pile.worst is None
    pile.extend([Finding("b", Severity.WARNING, ""), Finding("c", Severity.INFO, "")])
    assert pile.worst is Severity.WARNING


def test_of_findings_that_say_the_same_the_first_is_told_in_the_place_of_the_last():
    where = CellRef("a.csv", 2)
    ours = [Finding("a", Severity.INFO, "", where=where, shape=shape, path=shape) for shape in ("x:o", "x:p")]
    hints = [Finding("a", Severity.INFO, "", hint, where) for hint in "xyx"]
    for most_held in (1, 10):
        told = FindingOrder(Waivers(), {"<x:o>", "<x:p>"}, most_held=most_held).told([ours, hints])
        assert list(told) == [hints[0], hints[1], ours[0]]
