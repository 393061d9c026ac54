"""The text report stays readable, however much is wrong and whatever the texts hold."""

from __future__ import annotations

import re

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.reports import RunSummary, TextLayout, write_text
from tests.reports.conftest import finding_of


def written(findings: list[Finding], layout: TextLayout | None = None) -> str:
    return "".join(write_text(findings, RunSummary(), layout))


def test_no_sign_steers_the_terminal(hostile: list[Finding]) -> None:
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", written(hostile)) is None


def test_a_line_break_in_a_value_makes_no_line() -> None:
    assert written([finding_of("two\nlines")]).splitlines() == [
        "error: people.csv:2 column C 'born': 'two⏎lines' is not a date [bad-date]",
        "  hint: not two⏎lines",
    ]


def test_a_long_message_is_cut_and_its_length_told() -> None:
    first = written([finding_of("x" * 100_000)]).splitlines()[0]
    assert first.endswith("xxx… (100 016 signs) [bad-date]")
    assert len(first) < 1100


def test_ten_thousand_findings_fit_a_screen_or_two(many: list[Finding]) -> None:
    assert len(written(many, TextLayout.for_terminal(100)).splitlines()) < 60


def test_what_is_not_shown_is_counted(many: list[Finding]) -> None:
    text = written(many, TextLayout.for_terminal(100))
    shown = len(re.findall(r"^(?:error|warning|info): ", text, re.MULTILINE))
    rest = [int(found.replace(" ", "")) for found in re.findall(r"^\.\.\. and ([\d ]+) more", text, re.MULTILINE)]
    assert shown + sum(rest) == len(many)


def test_a_report_in_a_file_shows_all(many: list[Finding]) -> None:
    assert len(re.findall(r"^(?:error|warning|info): ", written(many), re.MULTILINE)) == len(many)


def test_lines_are_folded_at_the_width_of_the_terminal() -> None:
    finding = Finding("bad-date", Severity.ERROR, "word " * 40 + "end", "hint " * 40 + "end", CellRef("a.csv", 2))
    assert max(map(len, written([finding], TextLayout(width=60)).splitlines())) <= 60


def test_a_hint_is_given_once_in_a_file() -> None:
    found = [Finding("bad-date", Severity.ERROR, "no", "write 1929", CellRef(f, r)) for f in "ab" for r in (2, 3)]
    assert written(found).count("hint: write 1929") == 2


def test_colours_are_used_only_when_wanted() -> None:
    assert "\x1b[31merror\x1b[0m: " in written([finding_of("x")], TextLayout(is_coloured=True))
    assert "\x1b" not in written([finding_of("x")])


def test_each_file_is_named_with_its_counts_when_there_are_several() -> None:
    found = [Finding("bad-date", Severity.ERROR, "no", where=CellRef(file, 2)) for file in ("a.csv", "b.csv")]
    assert written(found) == (
        "a.csv: 1 error\nerror: a.csv:2: no [bad-date]\n\nb.csv: 1 error\nerror: b.csv:2: no [bad-date]\n"
    )
