"""Conflicts with items from end to end: proposed, reviewed, and settled in the next run and in an upload."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import (
    ItemFiles,
    Outcome,
    Rank,
    Statement,
    commands_of,
    edits_of,
    item_from_json,
    settle_conflict,
)
from sedova_lod.contribution.commands import AddStatement
from sedova_lod.pipeline.conflicts import conflict_table
from sedova_lod.pipeline.proposing import ProposalRun, propose_statements
from sedova_lod.pipeline.reviewing import find_conflicts, open_review, open_stored
from sedova_lod.review import Conflict, ConflictAnswer
from sedova_lod.settings import Project, load_project
from tests.contribution.conftest import WORKS, item, told, unseen, write_items
from tests.contribution.test_command_line import YEAR
from tests.contribution.test_comparing import born, compared
from tests.contribution.test_comparing import item as made_item

PEOPLE = (
    "id,name,wikidata,born,born.calendar,born.source,died,died.source\n"
    'anna,Anna,Q1,1882-04-05,julian,"letters, p. 5",1938,letters\n'
    "boris,Boris,Q2,1879,,letters,,\n"
)


def claim(pid: str, year: int, month: int = 0, day: int = 0, **more: Any) -> dict[str, Any]:
    value = {**YEAR, "time": f"+{year}-{month:02d}-{day:02d}T00:00:00Z", "precision": 11 if day else 9}
    snak = {"snaktype": "value", "property": pid, "datavalue": {"type": "time", "value": value}}
    return {"id": f"Q1${pid}{year}", "rank": "normal", "mainsnak": snak, **more}


THEIRS = (
    item(
        "Q1",
        labels={"en": {"language": "en", "value": "Anna R."}},
        descriptions={"en": {"language": "en", "value": "Russian printer"}},
        claims={"P569": [claim("P569", 1882, 4, 5)], "P570": [claim("P570", 1937), claim("P570", 1936)]},
    ),
    item("Q2", claims={"P569": [claim("P569", 1880)]}),
)


@pytest.fixture
def project(make_project: Callable[..., Path]) -> Project:
    root = make_project(person=PEOPLE, work=WORKS)
    write_items(root / "items", *THEIRS)
    return load_project(root)


def proposed(project: Project) -> ProposalRun:
    return propose_statements(project, ItemFiles(project.root / "items"), unseen())


def conflicts(project: Project) -> tuple[Conflict, ...]:
    return find_conflicts(project, ItemFiles(project.root / "items"), unseen())


def review(project: Project, *answers: ConflictAnswer) -> None:
    """Answer the conflicts in order."""
    found = conflicts(project)
    with open_stored(project) as stored:
        today = datetime.date(2026, 2, 1)
        session = open_review(project, stored, "A. Archivist", unseen(), conflicts=found, today=lambda: today)
        for one, answer in zip(found, answers, strict=False):
            assert session.decide(one.key, answer, "", stamp="").is_done


def test_a_conflict_is_shown_with_days_sources_and_what_else_is_there(project: Project) -> None:
    first, second, third = conflicts(project)
    assert (first.record, first.name, first.item, first.item_name, first.property) == (
        "person/anna", "Anna", "Q1", "Anna R., Russian printer", "P569 date of birth",
    )  # fmt: skip
    assert first.link == "https://www.wikidata.org/wiki/Q1"
    assert first.where == "person.csv:2 column D 'born'"
    shown = [
        (field.label, [value.text for value in field.mine], [value.text for value in field.theirs], field.verdict.note)
        for field in first.fields
    ]
    assert shown == [
        ("Value", ["1882-04-05 (Julian)"], ["1882-04-05"], ""),
        ("Days", ["17 April 1882"], ["5 April 1882"], "12 days apart: one date read in two calendars"),
        ("Sources", ['stated in: Letters (Q900), page(s): "5"'], ["no source"], ""),
        ("From", ["person.csv:2 column D 'born'"], ["–"], ""),
    ]
    also = next(field for field in second.fields if field.label == "Also there")
    assert [value.text for value in also.theirs] == ["1936"]
    assert (third.ours, third.theirs) == ("1879", "1880")


def test_what_is_decided_is_settled_in_the_next_run_and_not_asked_again(project: Project) -> None:
    review(project, ConflictAnswer.ADD, ConflictAnswer.LEAVE, ConflictAnswer.UNSURE)
    found = proposed(project).report
    assert told(found) == [
        'Q1 P569 1882-04-05 (Julian) <- P248 Q900, P304 "5" (ours, beside theirs)',
        "Q1 P570 1938 <- P248 Q900 (left as it is)",
        "Q2 P569 1879 <- P248 Q900 (left as it is)",
    ]
    details = [one.detail for one in found.comparisons if isinstance(one.proposal.content, Statement)]
    assert details == [
        "the item has 1882-04-05: the same date as Julian here and Gregorian there, 12 days apart; "
        "add ours, says A. Archivist on 2026-02-01",
        "the item has 1937; leave theirs, says A. Archivist on 2026-02-01",
        "the item has 1880; unsure, says A. Archivist on 2026-02-01",
    ]
    assert (found.conflicts, conflicts(project)) == ([], ())
    edit = next(one for one in edits_of(found.comparisons) if one.item == "Q1")
    assert [one["mainsnak"]["property"] for one in edit.data["claims"]] == ["P569"]
    assert "id" not in edit.data["claims"][0]


def test_whoever_changes_a_side_is_asked_anew(project: Project) -> None:
    review(project, *[ConflictAnswer.LEAVE] * 3)
    changed = {**THEIRS[1], "claims": {"P569": [claim("P569", 1881)]}}
    with_reference = claim("P569", 1882, 4, 5, references=[{"snaks": {}}])
    referenced = {**THEIRS[0], "claims": {**THEIRS[0]["claims"], "P569": [with_reference]}}
    write_items(project.root / "items", changed, referenced)
    assert [(one.record, one.theirs) for one in conflicts(project)] == [("person/boris", "1881")]


def test_only_kinds_that_are_wanted_are_asked_about(project: Project) -> None:
    assert find_conflicts(project, ItemFiles(project.root / "items"), unseen(), ("place",)) == ()


def test_an_upload_compares_once_more_by_the_same_decisions(project: Project) -> None:
    review(project, ConflictAnswer.ADD)
    run = proposed(project)
    one = next(one for one in run.report.comparisons if one.outcome is Outcome.BESIDE)
    there = item_from_json(THEIRS[0])
    assert there is not None
    assert run.comparer.compare(one.proposal, there).outcome is Outcome.BESIDE
    later = item_from_json({**THEIRS[0], "claims": {"P569": [claim("P569", 1882, 4, 6)]}})
    assert later is not None
    assert run.comparer.compare(one.proposal, later).outcome is Outcome.CONFLICT


def test_several_values_of_our_own_are_settled_one_by_one(make_project: Callable[..., Path]) -> None:
    people = PEOPLE.splitlines()[0] + "\nanna,Anna,Q1,1882,,letters,,\nboris,Boris,Q1,1883,,letters,,\n"
    project = load_project(make_project(person=people, work=WORKS))
    write_items(project.root / "items", item("Q1"))
    assert [one.reason for one in conflicts(project)] == ["our own records give several values"] * 2
    review(project, ConflictAnswer.LEAVE, ConflictAnswer.ADD)
    assert [line.rpartition(" (")[2] for line in told(proposed(project).report)] == [
        "left as it is)", "ours, beside theirs)",
    ]  # fmt: skip


def test_the_same_value_stands_beside_itself() -> None:
    one = compared(born(1882), made_item(born(1882, rank=Rank.DEPRECATED)))
    assert one.outcome is Outcome.CONFLICT
    command = commands_of([settle_conflict(one, is_added=True, told="A")])[0]
    assert isinstance(command, AddStatement)
    assert command.is_beside


def test_the_table_is_named_for_the_project(project: Project) -> None:
    assert conflict_table(project).path == project.root / "conflicts.tsv"
