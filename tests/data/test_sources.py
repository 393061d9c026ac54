"""Every record rests on a passage, and no passage is copied."""

import re

import pytest

from .conftest import words

_LAST_LINE = 388
_LONGEST_CELL = 300
_RUN = 8
_NAMES = re.compile(r"name(@.*)?|name\.alias(@.*)?|form|id|of")
_NUMBERED = {
    "my-life-extract-1": (167, 169),
    "my-life-extract-2": (172, 183),
    "my-life-extract-3": (186, 188),
    "my-life-extract-4": (190, 194),
    "my-life-extract-5": (196, 204),
    "my-life-extract-6": (206, 222),
    "my-life-extract-7": (224, 228),
    "father-and-son": (230, 238),
    "how-it-happened": (240, 336),
    "fourth-international-may-1947": (338, 350),
    "resignation-letter-1951": (352, 378),
    "france-soir-complaint": (380, 388),
    "spartacus-sedova": (1, 163),
}


def _citations(dataset):
    for cell in dataset.cells:
        if cell.column.rpartition(".")[2] == "source":
            for value in cell.values():
                work, _, locator = (text.strip() for text in value.partition(","))
                yield cell, work, locator
    for kind, work in (("claim", "work"), ("quotation", "quoted_in")):
        for row in dataset.rows[kind]:
            yield f"{kind}/{row['id']}", row[work], row["locator"]


def test_every_citation_names_a_work_of_the_data_set(dataset):
    works = dataset.ids("work")
    assert [str(cell) for cell, work, _ in _citations(dataset) if work not in works] == []


def test_every_locator_is_a_line_of_the_work_it_is_given_for(dataset):
    faults = []
    for cell, work, locator in _citations(dataset):
        found = re.fullmatch(r"line ([0-9]+)", locator)
        first, last = _NUMBERED[work]
        if not found or not first <= int(found[1]) <= last:
            faults.append(f"{cell}: {work}, {locator}")
    assert faults == []


def test_the_numbered_sources_lie_within_the_text(biography):
    assert len(biography) == _LAST_LINE == max(last for _, last in _NUMBERED.values())


def test_every_record_but_concepts_rests_on_a_passage(dataset):
    kinds = ("person", "group", "place", "event", "work", "object")
    bare = [f"{kind}/{row['id']}" for kind in kinds for row in dataset.rows[kind] if not row["source"]]
    assert bare == []


def test_every_row_of_a_child_table_rests_on_a_passage(dataset):
    bare = [
        f"{kind}: {row['of']}"
        for kind, rows in dataset.rows.items()
        if "." in kind
        for row in rows
        if not row["source"]
    ]
    assert bare == []


def test_every_claim_and_quotation_has_work_and_locator(dataset):
    bare = [row["id"] for row in dataset.rows["claim"] if not (row.get("work") and row.get("locator"))]
    bare += [row["id"] for row in dataset.rows["quotation"] if not (row["quoted_in"] and row["locator"])]
    assert bare == []


def test_a_quotation_is_summed_up_and_never_copied(dataset):
    faults = [row["id"] for row in dataset.rows["quotation"] if row.get("text") or not row["summary"]]
    assert faults == []


def test_no_cell_is_long_enough_to_hold_a_copied_passage(dataset):
    assert [str(cell) for cell in dataset.cells if len(cell.text) > _LONGEST_CELL] == []


@pytest.mark.slow
def test_no_cell_shares_a_run_of_words_with_the_biography(dataset, biography):
    text = words(" ".join(biography))
    runs = {tuple(text[i : i + _RUN]) for i in range(len(text) - _RUN + 1)}
    shared = []
    for cell in dataset.cells:
        if _NAMES.fullmatch(cell.column):
            continue
        own = words(cell.text)
        if any(tuple(own[i : i + _RUN]) in runs for i in range(len(own) - _RUN + 1)):
            shared.append(str(cell))
    assert shared == []


def test_no_hedge_or_date_is_worded_otherwise_than_in_its_line(dataset, biography):
    """A hedge is quoted exactly, so that it can be found again."""
    faults = []
    for row in dataset.rows["claim"]:
        line = " ".join(words(biography[int(row["locator"].split()[1]) - 1]))
        for column in ("hedge", "value.date.written"):
            if row.get(column) and " ".join(words(row[column])) not in line:
                faults.append(f"{row['id']}: {column} '{row[column]}'")
    assert faults == []


def test_every_date_wording_stands_in_a_cited_line(dataset, biography):
    faults = []
    for cell in dataset.cells:
        if not cell.column.endswith(".written") or cell.kind == "claim":
            continue
        kind = cell.kind
        rows = [
            r for r in dataset.rows[kind] if cell.record in (r.get("id"), r.get("of")) and r[cell.column] == cell.text
        ]
        cited = " ".join(r.get("source", "") + " " + r.get(cell.column.replace("written", "source"), "") for r in rows)
        cited += " " + " ".join(r.get("locator", "") for r in rows)
        lines = [" ".join(words(biography[int(n) - 1])) for n in re.findall(r"line ([0-9]+)", cited)]
        if not any(" ".join(words(cell.text)) in line for line in lines):
            faults.append(str(cell))
    assert faults == []
