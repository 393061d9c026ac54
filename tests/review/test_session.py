"""Decisions are written at once, are asked for once, overwrite nobody's, and can be taken back."""

from __future__ import annotations

import contextlib
import datetime
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sedova_lod.errors import UsageError
from sedova_lod.linking.candidates import CandidateTable
from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.linking.stored_proposals import StoredProposals
from sedova_lod.records import Judgement
from sedova_lod.review import Outcome, ReviewSession
from tests.review.conftest import BASE, LEV, PROPOSALS, RECORDS, WD, OpenSession, candidate, entity, proposal

NATALIA_KEY, LEV_KEY, STRANGE_KEY = (f"{one.subject} Wikidata" for one in PROPOSALS[:3])


def answer(session: ReviewSession, key: str, judgement: Judgement, qid: str = "", comment: str = "") -> Outcome:
    """Look at a question and answer it."""
    stamp = session.question(key).stamp
    return session.decide(key, judgement, f"{WD}{qid}" if qid else "", stamp=stamp, comment=comment)


def rows(table: DecisionTable) -> list[dict[str, str]]:
    """Read the rows of the table as a spreadsheet would."""
    lines = [line for line in table.path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *others = (line.split("\t") for line in lines)
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in others]


def test_records_with_candidates_wait_in_the_order_of_the_table(open_session: OpenSession) -> None:
    session = open_session()
    assert session.waiting() == [NATALIA_KEY, LEV_KEY, STRANGE_KEY]
    assert session.neighbours(NATALIA_KEY) == ("", LEV_KEY)
    assert session.neighbours(STRANGE_KEY) == (LEV_KEY, "")


def test_an_accepted_candidate_is_written_at_once(open_session: OpenSession, table: DecisionTable) -> None:
    session = open_session()
    told = answer(session, NATALIA_KEY, Judgement.SAME, "Q262376", "dates\tand\nnames agree")
    assert told == Outcome(NATALIA_KEY, "written: 'Natalia Sedova' is Q262376", True)
    assert rows(table) == [
        {
            "subject_id": "data:person/natalia-sedova",
            "subject_label": "Natalia Sedova",
            "predicate_id": "skos:exactMatch",
            "object_id": "wd:Q262376",
            "object_label": "Natalia Sedova",
            "mapping_justification": "semapv:ManualMappingCuration",
            "author_label": "A. Archivist",
            "object_source_version": "2026-01-31",
            "mapping_tool": "sedova-lod",
            "mapping_tool_version": "0.1.0",
            "mapping_date": "2026-02-01",
            "confidence": "0.97",
            "comment": "dates and names agree",
        }
    ]
    assert session.waiting() == [LEV_KEY, STRANGE_KEY]
    assert session.n_decided == 1


def test_what_is_decided_is_not_asked_again(open_session: OpenSession) -> None:
    answer(open_session(), NATALIA_KEY, Judgement.SAME, "Q262376")
    answer(open_session(), LEV_KEY, Judgement.NOTHING)
    answer(open_session(), STRANGE_KEY, Judgement.UNSURE, "Q66")
    assert open_session().waiting() == []
    assert open_session().question(LEV_KEY).is_settled


def test_a_rejected_candidate_leaves_the_others(open_session: OpenSession, table: DecisionTable) -> None:
    session = open_session()
    told = answer(session, LEV_KEY, Judgement.DIFFERENT, "Q1456019")
    assert told.message == "written: 'Lev Sedov' is not Q1456019"
    assert rows(table)[0]["predicate_modifier"] == "Not"
    assert "confidence" not in rows(table)[0]
    question = open_session().question(LEV_KEY)
    assert (question.rejected, question.n_open, question.is_settled) == ({f"{WD}Q1456019"}, 1, False)
    assert LEV_KEY in open_session().waiting()
    answer(session, LEV_KEY, Judgement.DIFFERENT, "Q543149")
    assert LEV_KEY not in open_session().waiting()


def test_that_nothing_matches_is_a_row(open_session: OpenSession, table: DecisionTable) -> None:
    told = answer(open_session(), LEV_KEY, Judgement.NOTHING)
    assert told.message == "written: 'Lev Sedov' has no match in Wikidata"
    row = rows(table)[0]
    assert (row["object_id"], row["object_source"]) == ("sssom:NoTermFound", "wd:")
    assert "object_label" not in row


def test_doubt_is_a_row_that_makes_no_link(open_session: OpenSession, table: DecisionTable) -> None:
    told = answer(open_session(), LEV_KEY, Judgement.UNSURE, "Q543149")
    assert told.message == "written: it is not sure whether 'Lev Sedov' is Q543149"
    row = rows(table)[0]
    assert (row["mapping_justification"], row["reviewer_label"]) == ("semapv:CompositeMatching", "A. Archivist")
    assert (row["reviewer_agreement"], row["review_date"], row["confidence"]) == ("0.0", "2026-02-01", "0.99")


def test_what_somebody_else_decided_meanwhile_is_told_and_not_overwritten(
    open_session: OpenSession, table: DecisionTable
) -> None:
    first, second = open_session("A. Archivist"), open_session("B. Historian")
    shown = second.question(LEV_KEY)
    answer(first, LEV_KEY, Judgement.SAME, "Q543149")
    before = table.path.read_bytes()
    told = second.decide(LEV_KEY, Judgement.NOTHING, "", stamp=shown.stamp)
    assert (told.message, told.is_done) == ("somebody has decided meanwhile; your decision was not written", False)
    assert [(one.author, one.judgement) for one in told.others] == [("A. Archivist", Judgement.SAME)]
    assert table.path.read_bytes() == before
    assert second.waiting() == [NATALIA_KEY, STRANGE_KEY]
    assert (second.n_decided, second.last) == (0, "")


def test_who_has_seen_the_other_decision_may_decide_anew(open_session: OpenSession, table: DecisionTable) -> None:
    first, second = open_session("A. Archivist"), open_session("B. Historian")
    answer(first, LEV_KEY, Judgement.DIFFERENT, "Q1456019")
    assert answer(second, LEV_KEY, Judgement.SAME, "Q543149").is_done
    assert [row["author_label"] for row in rows(table)] == ["A. Archivist", "B. Historian"]


def test_decisions_about_other_authorities_are_no_obstacle(open_session: OpenSession, table: DecisionTable) -> None:
    other = proposal(LEV, candidate(entity("118", "Sedov, Lev"), 0.9), source="GND", start="https://d-nb.info/gnd/")
    session = open_session(proposals=(*PROPOSALS, other))
    shown = session.question("person/lev-sedov GND")
    answer(session, LEV_KEY, Judgement.SAME, "Q543149")
    assert "person/lev-sedov GND" in session.waiting()
    told = session.decide("person/lev-sedov GND", Judgement.NOTHING, "", stamp=shown.stamp)
    assert told.message == "written: 'Lev Sedov' has no match in GND"
    assert {row["object_id"] for row in rows(table)} == {"wd:Q543149", "sssom:NoTermFound"}


def test_undo_takes_back_one_decision_after_the_other(open_session: OpenSession, table: DecisionTable) -> None:
    session = open_session()
    answer(session, NATALIA_KEY, Judgement.DIFFERENT, "Q262376")
    before = rows(table)
    answer(session, NATALIA_KEY, Judgement.SAME, "Q262376")
    answer(session, LEV_KEY, Judgement.NOTHING)
    assert session.last == "'Lev Sedov' has no match in Wikidata"
    assert session.undo() == Outcome(LEV_KEY, "taken back: 'Lev Sedov' has no match in Wikidata", True)
    assert session.undo() == Outcome(NATALIA_KEY, "taken back: 'Natalia Sedova' is Q262376", True)
    assert rows(table) == before
    assert session.undo().message == "taken back: 'Natalia Sedova' is not Q262376"
    assert session.undo() == Outcome("", "there is nothing to take back", False)
    assert session.waiting() == [NATALIA_KEY, LEV_KEY, STRANGE_KEY]
    assert session.n_decided == 0


def test_undo_leaves_what_somebody_else_has_changed_since(open_session: OpenSession, table: DecisionTable) -> None:
    session = open_session()
    answer(session, LEV_KEY, Judgement.SAME, "Q543149")
    theirs = Decision(LEV.id, Judgement.SAME, f"{WD}Q1456019", author="B. Historian", date="2026-02-01")
    table.add([theirs])
    told = session.undo()
    assert (told.message, told.is_done) == ("somebody has changed it meanwhile; it stays as it is", False)
    assert [one.author for one in told.others] == ["B. Historian"]
    assert [row["object_id"] for row in rows(table)] == ["wd:Q1456019"]


def test_what_is_no_question_or_no_candidate_of_it_is_refused(open_session: OpenSession) -> None:
    session = open_session()
    with pytest.raises(UsageError) as caught:
        session.question("person/nobody Wikidata")
    assert str(caught.value) == "this record is not among the candidates\n  hint: start the review anew"
    with pytest.raises(UsageError) as caught:
        session.decide(LEV_KEY, Judgement.SAME, f"{WD}Q262376", stamp=session.question(LEV_KEY).stamp)
    assert str(caught.value) == "this candidate is not among those of the record\n  hint: start the review anew"


def test_a_record_that_is_gone_is_shown_by_its_name(open_session: OpenSession) -> None:
    gone = proposal(entity("person/gone", "Somebody"), candidate(entity("Q7", "Somebody"), 0.5))
    record = open_session(proposals=(gone,)).question("person/gone Wikidata").record
    assert (record.id, record.kind, record.name) == ("person/gone", "person", "Somebody")


def _decide_all(folder: Path, ready: multiprocessing.synchronize.Event) -> None:
    with _many(folder) as session:
        for number, key in enumerate(session.waiting()):
            answer(session, key, Judgement.SAME, f"Q{key.split()[0].rpartition('-')[2]}")
            if number == 5:
                ready.set()


@contextlib.contextmanager
def _many(folder: Path) -> Iterator[ReviewSession]:
    candidates = CandidateTable(folder / "candidates.tsv")
    if not candidates.path.exists():
        candidates.append(
            proposal(entity(f"person/p-{n}", f"Name {n}"), candidate(entity(f"Q{n}", f"Name {n}"), 0.9))
            for n in range(1, 2001)
        )
    table = DecisionTable(folder / "links.sssom.tsv", BASE)
    day = datetime.date(2026, 2, 1)
    with StoredProposals(candidates.path) as stored:
        yield ReviewSession(stored, RECORDS, table, "A. Archivist", "0.1.0", lambda: day)


def test_a_killed_review_loses_nothing_that_it_had_told(tmp_path: Path) -> None:
    with _many(tmp_path) as session:
        assert session.n_waiting == 2000
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_decide_all, args=(tmp_path, ready))
    process.start()
    assert ready.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with _many(tmp_path) as session:
        found = rows(session.table)
        assert [row["subject_id"] for row in found] == sorted(f"data:person/p-{n}" for n in range(1, len(found) + 1))
        assert all(row["object_id"] == "wd:Q" + row["subject_id"].rpartition("-")[2] for row in found)
        assert 6 <= len(found) < 2000
        assert session.n_waiting == 2000 - len(found)
        assert answer(session, session.first(), Judgement.NOTHING).is_done


def test_own_decisions_are_taken_up_without_reading_the_table_again(
    open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_read = []
    read = DecisionTable.read
    monkeypatch.setattr(DecisionTable, "read", lambda table: n_read.append(1) or read(table))
    mine, theirs = open_session(), open_session("B. Historian")
    answer(mine, NATALIA_KEY, Judgement.DIFFERENT, "Q262376")
    n_read.clear()
    answer(mine, NATALIA_KEY, Judgement.DIFFERENT, "Q900", " a  remark ")
    answer(mine, NATALIA_KEY, Judgement.SAME, "Q4413040")
    assert (mine.n_waiting, mine.first(), mine.position(LEV_KEY), mine.position(NATALIA_KEY)) == (2, LEV_KEY, 1, 0)
    assert n_read == []
    answer(theirs, LEV_KEY, Judgement.NOTHING)
    assert mine.waiting() == theirs.waiting() == [STRANGE_KEY]
    assert len(n_read) >= 2
