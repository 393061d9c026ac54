"""The page about the data set gives the numbers that the tables have."""

import csv
import re

import pytest

from .conftest import DATA, ROOT

_PAGE = ROOT / "docs" / "explanation" / "data-set.md"
_ROW = re.compile(r"^\| `?([a-z]+)`? \| ([0-9]+) \| (.*) \|$", re.MULTILINE)


def _n_rows(name: str) -> int:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def told() -> dict[str, tuple[int, str]]:
    """The rows of the page's table: what is counted, how many, the remark."""
    return {what: (int(number), remark) for what, number, remark in _ROW.findall(_PAGE.read_text(encoding="utf-8"))}


def test_the_numbers_of_the_page_are_those_of_the_tables(told, dataset, links):
    real = {kind: len(dataset.rows[kind]) for kind in dataset.rows if "." not in kind and kind != "concept"}
    real |= {
        "problems": _n_rows("problems.csv"),
        "links": len(links),
        "questions": len(list((DATA / "queries").glob("*.rq"))),
    }
    assert {what: number for what, (number, _) in told.items()} == real


def test_the_numbers_in_the_remarks_are_those_of_the_tables(told, dataset):
    types = [row["type"] for row in dataset.rows["work"]]
    births = sum(bool(row["born"]) for row in dataset.rows["person"])
    own = len(list((DATA / "queries").glob("own-*.rq")))
    n_questions, n_cited = told["questions"][0], types.count("cited-source")
    assert told["work"][1].startswith(f"{types.count('numbered-source')} numbered sources, {n_cited} works")
    assert told["event"][1].startswith(f"beside them {births} births")
    assert told["links"][1].endswith(f"{_n_rows('undecided.csv')} more records stand in `undecided.csv`")
    assert told["questions"][1].endswith(f"{n_questions - own} that a historian asked, {own} of our own")
