"""The page about dates says what is true."""

import doctest
from pathlib import Path

from sedova_lod.dates import parse_date

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "dates.md"


def test_its_examples_run() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_its_table_is_right() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and "`" in line
    ]
    assert len(rows) > 15
    for written, edtf, _ in rows:
        forms = [form.strip("` ") for form in edtf.split(";")]
        texts = written.split("; ")
        if len(forms) == 1:
            texts = [text for alternatives in texts for text in alternatives_of(alternatives)]
            forms = forms * len(texts)
        assert [parse_date(text).edtf for text in texts] == forms


def alternatives_of(written: str) -> list[str]:
    """Split at the commas that do not stand inside a date."""
    found: list[str] = []
    for piece in written.split(", "):
        if found and piece.isdecimal():
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found
