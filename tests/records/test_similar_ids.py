"""Ids that few readers can tell apart."""

from __future__ import annotations

import pytest

from sedova_lod.findings import CellRef
from sedova_lod.records.similar_ids import SimilarIds


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("Lev", "lev", "capitals"),
        ("007", "7", "leading zeros"),
        ("0012", "012", "leading zeros"),
        ("00A1", "A1", "leading zeros"),
        ("0", "00", "leading zeros"),
    ],
)
def test_ids_that_differ_in_what_programs_change_are_told(first, second, what):
    similar = SimilarIds(lambda table, row: CellRef("people.csv", row, "id", "A"))
    found = [similar.see("person", one, (0, row)) for row, one in enumerate(sorted((first, second)), 2)]
    earlier, later = sorted((first, second))
    assert [str(one) for one in found if one] == [
        f"people.csv:3 column A 'id': the id '{later}' differs from '{earlier}' at people.csv:2 in {what} only "
        "[similar-id]\n  hint: write both ids alike if one record is meant; else give one of them another id"
    ]


@pytest.mark.parametrize("ids", [("007", "70"), ("0", "1"), ("10", "100"), ("a07", "a7")])
def test_ids_that_differ_otherwise_are_not_told(ids):
    similar = SimilarIds(lambda table, row: CellRef("people.csv", row, "id", "A"))
    assert [similar.see("person", one, (0, 2)) for one in sorted(ids)] == [None, None]
