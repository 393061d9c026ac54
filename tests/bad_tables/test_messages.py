"""Every bad table: all that its user is told, held in one reviewed file, `messages.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_tables import (
    cases_of_damage,
    cases_of_files,
    cases_of_layouts,
    cases_of_projects,
    cases_of_shapes,
    cases_of_tables,
    cases_of_values,
    cases_of_workbooks,
)
from tests.bad_tables.project import told

MESSAGES = Path(__file__).parent / "messages.txt"
_CASES = {
    name: (case, getattr(module, "told", told))
    for module in (
        cases_of_values,
        cases_of_damage,
        cases_of_tables,
        cases_of_layouts,
        cases_of_projects,
        cases_of_files,
        cases_of_workbooks,
        cases_of_shapes,
    )
    for name, case in module.CASES.items()
}
_HEAD = "# What users are told of bad tables. Written by test_messages.py; review every change as prose.\n\n"


def _sections() -> dict[str, str]:
    text = MESSAGES.read_text(encoding="utf-8") if MESSAGES.exists() else ""
    pieces = (piece.partition("\n") for piece in text.split("## ")[1:])
    return {name: body.strip("\n") + "\n" for name, _, body in pieces}


def _rewrite(name: str, body: str) -> None:
    sections = {**_sections(), name: body}
    kept = (f"## {known}\n{sections[known]}\n" for known in _CASES if known in sections)
    MESSAGES.write_text(_HEAD + "".join(kept), encoding="utf-8")


@pytest.mark.parametrize("name", _CASES)
def test_user_is_told_what_is_wrong_and_how_to_mend_it(name, tmp_path, request):
    case, tell = _CASES[name]
    root = tmp_path / "project"
    root.mkdir()
    case(root)
    found = tell(root)
    if request.config.getoption("--update-golden"):
        _rewrite(name, found)
    assert found == _sections()[name]


def test_messages_hold_no_case_that_is_gone():
    assert set(_sections()) <= set(_CASES)


def test_every_finding_says_where_and_every_error_how_to_mend_it():
    for name, body in _sections().items():
        for line in body.splitlines():
            assert "Traceback" not in line
            if line.startswith(("error: ", "warning: ", "info: ")):
                assert line.split(": ", 1)[1].split(":")[0].split("[")[0].endswith(_ENDINGS), (name, line)


_ENDINGS = (".csv", ".xlsx", ".ods", ".yaml", ".jsonl", ".tsv")
