"""The list of problems of the source names lines and records that exist."""

import csv
import re

import pytest

from sedova_lod.findings.catalogue import RULES

from .conftest import DATA, words

_RUN = 8


@pytest.fixture(scope="module")
def problems():
    with (DATA / "problems.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_problems_stand_in_the_order_of_their_ids(problems):
    ids = [row["id"] for row in problems]
    assert ids == sorted(set(ids))


def test_every_problem_is_told_in_full(problems):
    assert [row["id"] for row in problems if not all(row.values())] == []


def test_every_problem_cites_lines_of_the_text(problems):
    lines = {row["id"]: [int(line) for line in row["lines"].split(";")] for row in problems}
    assert [
        key for key, cited in lines.items() if cited != sorted(set(cited)) or not 1 <= cited[0] <= cited[-1] <= 388
    ] == []


def test_a_problem_is_found_by_a_known_finding_or_by_reading(problems):
    known = set(RULES) | {"human"}
    assert [row["id"] for row in problems if not set(row["found_by"].split(";")) <= known] == []


def test_records_named_in_a_problem_exist(problems, dataset):
    ids = {row["id"] for rows in dataset.rows.values() for row in rows if "id" in row}
    named = {name for row in problems for name in re.findall(r"\b[a-z]\w*(?:-\w+)+", row["records"])}
    assert sorted(named - ids) == []


def test_no_problem_shares_a_run_of_words_with_the_biography(problems, biography):
    text = words(" ".join(biography))
    runs = {tuple(text[i : i + _RUN]) for i in range(len(text) - _RUN + 1)}
    shared = []
    for row in problems:
        for cell in row.values():
            own = words(cell)
            shared += [row["id"] for i in range(len(own) - _RUN + 1) if tuple(own[i : i + _RUN]) in runs]
    assert shared == []
