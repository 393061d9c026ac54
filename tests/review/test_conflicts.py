"""Conflicts in a review: asked after the candidates, decided, taken back, and safe against others and a bad table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sedova_lod.errors import InputError, UsageError
from sedova_lod.records import Judgement
from sedova_lod.review import ConflictAnswer, ConflictDecision, ConflictTable, JointSession, Outcome, TerminalReview
from sedova_lod.review.terminal_text import write_conflict
from tests.review.conftest import CONFLICTS, OpenJoint
from tests.review.test_session import LEV_KEY
from tests.review.test_terminal import typed

FIRST, SECOND = (one.key for one in CONFLICTS)
HEAD = "record\titem\tproperty\tours\ttheirs\tanswer\tauthor\tdate\tcomment\tkey\n"
ROW = (
    "person/natalia-sedova\tQ262376\tP569 date of birth\t1882-04-05 (Julian)\t1882-04-05\t"
    "add ours\tA. Archivist\t2026-02-01\tby the register\t1111aaaa1111aaaa\n"
)
ADDED = "'1882-04-05 (Julian)' is added beside '1882-04-05' (P569 date of birth of Q262376)"
QUESTION = """\
Natalia Sedova  (person/natalia-sedova)

Conflict with Q262376 Natalia Sedova, revolutionary: P569 date of birth
  - the same date as Julian here and Gregorian there, 12 days apart

             your record                        the item
Value        1882-04-05 (Julian)                1882-04-05
Days         17 April 1882                      5 April 1882
               5 April 1882 in the Julian         24 March 1882 in the Julian
               calendar                           calendar
                                                ≈ 12 days apart: one date read in
                                                two calendars
Sources      stated in: Letters (Q900),         no source
             page(s): "5\""""


def answer(session: JointSession, key: str, said: ConflictAnswer, comment: str = "") -> Outcome:
    return session.decide(key, said, "", stamp=session.question(key).stamp, comment=comment)


def decided(key: str = FIRST, said: ConflictAnswer = ConflictAnswer.LEAVE, author: str = "B") -> ConflictDecision:
    return ConflictDecision(key, "person/x", "Q1", "P569", "1882", "1881", said, author, "2026-01-01")


def test_conflicts_are_asked_after_the_candidates(open_joint: OpenJoint) -> None:
    session = open_joint()
    assert (session.first(), session.n_waiting) == (LEV_KEY, 3)
    assert session.neighbours(LEV_KEY) == ("", FIRST)
    assert session.neighbours(FIRST) == (LEV_KEY, SECOND)
    assert session.neighbours(SECOND) == (FIRST, "")
    assert [session.position(key) for key in (LEV_KEY, FIRST, SECOND)] == [1, 2, 3]
    assert (session.source(LEV_KEY), session.source(FIRST)) == ("Wikidata", "")
    assert open_joint(proposals=()).links.n_waiting == 1


def test_a_decision_is_a_row_written_at_once_and_not_asked_again(
    open_joint: OpenJoint, conflict_table: ConflictTable
) -> None:
    session = open_joint()
    assert answer(session, FIRST, ConflictAnswer.ADD, " by  the\nregister") == Outcome(FIRST, f"written: {ADDED}", True)
    assert conflict_table.path.read_text(encoding="utf-8") == HEAD + ROW
    again = open_joint("B. Historian")
    assert (again.position(FIRST), again.neighbours(LEV_KEY)) == (0, ("", SECOND))
    assert again.question(FIRST).is_settled


def test_each_answer_is_told_in_a_clause(open_joint: OpenJoint) -> None:
    session = open_joint()
    told = [answer(session, FIRST, said).message for said in (ConflictAnswer.LEAVE, ConflictAnswer.UNSURE)]
    about = "(P569 date of birth of Q262376)"
    assert told == [
        f"written: '1882-04-05 (Julian)' is not added, and '1882-04-05' stays {about}",
        f"written: it is not sure whether '1882-04-05 (Julian)' is to be added beside '1882-04-05' {about}",
    ]
    assert len(answer(session, SECOND, ConflictAnswer.LEAVE).message) < 300


def test_undo_takes_back_across_both_sorts_and_restores(open_joint: OpenJoint, conflict_table: ConflictTable) -> None:
    session = open_joint()
    answer(session, FIRST, ConflictAnswer.LEAVE)
    before = conflict_table.read()
    answer(session, FIRST, ConflictAnswer.ADD)
    session.decide(LEV_KEY, Judgement.NOTHING, "", stamp=session.question(LEV_KEY).stamp)
    assert session.last == "'Lev Sedov' has no match in Wikidata"
    assert session.undo() == Outcome(LEV_KEY, "taken back: 'Lev Sedov' has no match in Wikidata", True)
    assert session.last == ADDED
    assert session.undo() == Outcome(FIRST, f"taken back: {ADDED}", True)
    assert conflict_table.read() == before
    assert session.undo().is_done
    assert session.undo() == Outcome("", "there is nothing to take back", False)
    assert (conflict_table.read(), session.n_decided, session.n_waiting) == ({}, 0, 3)


def test_what_somebody_else_decided_meanwhile_is_told_and_not_overwritten(
    open_joint: OpenJoint, conflict_table: ConflictTable
) -> None:
    mine, theirs = open_joint(), open_joint("B. Historian")
    shown = mine.question(FIRST)
    answer(theirs, FIRST, ConflictAnswer.LEAVE)
    before = conflict_table.path.read_bytes()
    told = mine.decide(FIRST, ConflictAnswer.ADD, "", stamp=shown.stamp)
    assert (told.message, told.is_done) == ("somebody has decided meanwhile; your decision was not written", False)
    assert [one.author for one in told.others] == ["B. Historian"]
    assert conflict_table.path.read_bytes() == before
    assert mine.last == ""
    assert answer(mine, FIRST, ConflictAnswer.ADD).is_done
    told = theirs.undo()
    assert (told.message, told.is_done) == ("somebody has changed it meanwhile; it stays as it is", False)
    assert [one.author for one in told.others] == ["A. Archivist"]


def test_answers_and_questions_must_fit(open_joint: OpenJoint) -> None:
    session = open_joint()
    refused = "this is no answer to this question\n  hint: load the page anew"
    for key, said in ((FIRST, Judgement.SAME), (LEV_KEY, ConflictAnswer.ADD)):
        with pytest.raises(UsageError) as caught:
            session.decide(key, said, "", stamp="")
        assert str(caught.value) == refused
    assert session.conflicts is not None
    with pytest.raises(UsageError) as caught:
        session.conflicts.question("no such key")
    assert str(caught.value) == "this conflict is not among those that were found\n  hint: start the review anew"


def test_rows_stay_sorted_and_other_columns_stay(conflict_table: ConflictTable) -> None:
    conflict_table.path.write_text("seen\t" + HEAD + "yes\t" + ROW + "\n", encoding="utf-8")
    assert conflict_table.add_if(lambda known: known is None, replace(decided("3333"), record="person/a"))
    assert conflict_table.add_if(lambda known: known is not None, decided(FIRST))
    lines = conflict_table.path.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["seen", "record"], ["", "person/a"], ["yes", "person/x"]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("record\tanswer\n", "conflicts.tsv:1: the table of conflicts has no column 'item'\n"
         "  hint: take the file away, or put the column back"),
        (HEAD + ROW.replace("add ours", "ours"), "conflicts.tsv:2: 'ours' is no answer to a conflict\n"
         "  hint: write add ours, leave theirs, unsure"),
        (HEAD + ROW + ROW, "conflicts.tsv:3: this row and line 2 decide about the same conflict\n"
         "  hint: take one of the two out"),
        (HEAD + ROW.replace("\n", "\tmore\n"), "conflicts.tsv:2: the row has 11 cells, the table 10 columns\n"
         "  hint: look for a tab inside a text"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_with_its_line(conflict_table: ConflictTable, text: str, message: str) -> None:
    conflict_table.path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        conflict_table.read()
    assert str(caught.value) == message


def test_texts_with_quotation_marks_are_read_as_written(conflict_table: ConflictTable) -> None:
    one = replace(decided(), ours='"5" =1+1', comment="a 'b' \"c\"")
    assert conflict_table.add_if(lambda _: True, one)
    assert conflict_table.read() == {FIRST: one}
    assert conflict_table.withdraw(one)
    assert not conflict_table.withdraw(one)


def test_the_terminal_shows_both_sides_and_takes_its_own_keys(
    open_joint: OpenJoint, conflict_table: ConflictTable
) -> None:
    assert write_conflict(open_joint().conflicts.question(FIRST), 82) == QUESTION  # type: ignore[union-attr]
    told = typed(open_joint(), ">", "a", "1", "b", "t", "z", "u", "q")
    assert told == [
        "1 of 3 waiting",
        "2 of 3 waiting",
        "no meaning has the key 'a'",
        "2 of 3 waiting",
        "no meaning has the key '1'",
        "2 of 3 waiting",
        f"written: {ADDED}",
        "2 of 2 waiting",
        told[8],
        "1 of 1 waiting",
        told[10],
        "2 of 2 waiting",
        told[12],
        "1 of 1 waiting",
        "2 decided now, 1 waiting",
    ]
    assert told[8].startswith("written: 'AAAA")
    assert told[10].startswith("taken back: 'AAAA")
    assert told[12].startswith("written: it is not sure whether 'AAAA")
    assert [one.answer.name for one in conflict_table.read().values()] == ["ADD", "UNSURE"]


def test_long_and_hostile_texts_of_a_conflict_are_cut(open_joint: OpenJoint) -> None:
    written: list[str] = []
    keys = iter([">", ">"])
    TerminalReview(open_joint(), lambda: next(keys, ""), lambda _: "", written.append, lambda: 80).run()
    assert max(map(len, written)) < 4000
    assert not any("\u202e" in text for text in written)


def test_similar_settles_a_record_and_makes_no_exact_match(open_joint: OpenJoint) -> None:
    session = open_joint()
    told = typed(session, "s", "q")
    assert told[1] == "written: 'Lev Sedov' is like Q543149"
    text = session.links.table.path.read_text(encoding="utf-8")
    assert "skos:closeMatch" in text
    assert "skos:exactMatch" not in text
    assert session.links.n_waiting == 0
