"""Candidates are read in any order, as they were when the table was opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.errors import InputError
from sedova_lod.linking import Entity, EntityName
from sedova_lod.linking.candidates import CandidateTable
from sedova_lod.linking.stored_proposals import StoredProposals
from tests.linking.test_candidates import FULL, WD, proposal

OTHER = Entity("Q2", names=(EntityName("Lev Lvovich"),))


@pytest.fixture
def table(tmp_path: Path) -> CandidateTable:
    return CandidateTable(tmp_path / "candidates.tsv")


def test_what_is_loaded_is_what_the_table_yields(table: CandidateTable) -> None:
    table.append(
        [proposal("person/a", FULL, OTHER), proposal("person/b"), proposal("person/c", OTHER, source='"A" of B')]
    )
    table.append([proposal("person/a", OTHER, snapshot="2026-02-01"), proposal('person/"d"', FULL)])
    with StoredProposals(table.path) as stored:
        wanted = [one for one in table.iter_proposals() if not one.is_empty]
        assert [stored.load(place) for place in range(len(stored.found))] == wanted
        assert [(one.subject, one.source, one.target) for one in stored.found] == [
            (one.subject, one.source, one.targets[0]) for one in wanted
        ]
        assert stored.load(1) == wanted[1]


def test_only_what_is_wanted_is_found(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL), proposal("place/b", OTHER)])
    with StoredProposals(table.path, lambda subject: subject.startswith("place/")) as stored:
        assert [stored.load(place).targets for place in range(len(stored.found))] == [(f"{WD}Q2",)]


def test_a_table_that_is_replaced_or_grows_stays_as_it_was(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL), proposal("person/b", OTHER)])
    with StoredProposals(table.path) as stored:
        table.append([proposal("person/0", OTHER)])
        table.tidy(lambda subject, source: subject != "person/a")
        assert [stored.load(place).subject for place in range(len(stored.found))] == ["person/a", "person/b"]


@pytest.mark.slow
def test_rows_that_were_cut_off_are_left_out(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL, OTHER), proposal("person/b", FULL, OTHER)])
    whole = table.path.read_bytes()
    for length in range(len(whole)):
        table.path.write_bytes(whole[:length])
        with StoredProposals(table.path) as stored:
            assert [one.subject for one in stored.found] in ([], ["person/a"])
            assert all(len(stored.load(place).candidates) == 2 for place in range(len(stored.found)))
    table.path.write_bytes(whole.replace(b"\t1\t2\t", b"\tx\t2\t", 1))
    with StoredProposals(table.path) as stored:
        assert [one.subject for one in stored.found] == ["person/b"]


def test_a_table_of_another_kind_and_one_that_cannot_be_read(table: CandidateTable, tmp_path: Path) -> None:
    table.path.write_text("id\tname\n")
    with pytest.raises(InputError) as failed:
        StoredProposals(table.path)
    assert str(failed.value) == (
        f"{table.path}:1: this is no table of candidates of this version\n  hint: move it away: it is written anew"
    )
    with pytest.raises(InputError) as failed:
        StoredProposals(tmp_path)
    assert str(failed.value) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_damaged_row_is_told_when_it_is_loaded(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL)])
    table.path.write_text(table.path.read_text().replace("0.9000", "high"))
    with StoredProposals(table.path) as stored, pytest.raises(InputError) as failed:
        stored.load(0)
    assert str(failed.value) == (
        f"{table.path}: the candidates of 'person/a' cannot be read\n"
        "  hint: delete its rows: it is then looked for again"
    )
