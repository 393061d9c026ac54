"""The review in a terminal: the whole text of a question, and what the keys do."""

from __future__ import annotations

from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.records import Judgement
from sedova_lod.review import JointSession, ReviewSession, TerminalReview
from sedova_lod.review.terminal_text import _width, _wrapped, write_question
from tests.review.conftest import LEV, LONG, OpenSession, candidate, entity, proposal
from tests.review.test_session import NATALIA_KEY, STRANGE_KEY, rows

QUESTION = """\
Natalia Sedova  (person/natalia-sedova)

Candidates from Wikidata of 2026-01-31:
> 1      97 %  Q262376 Natalia Sedova: Russian revolutionary
  2      34 %  Q4413040 Natalia Sedova: actress
  3     < 1 %  Q900 Natalya Sedykh: figure skater

             your record                        candidate 1
Names        Natalia Sedova [en]                Natalia Sedova [en]
                                                ✓ agrees
Born         17 April 1882                      5 April 1882
               5 April 1882 in the Julian         24 March 1882 in the Julian
               calendar                           calendar
                                                ≈ 12 days apart: one date read in
                                                two calendars
Described as not known                          Russian revolutionary

Why 97 %:
  - the names agree
  - born on one day, if the calendars differ"""


def typed(session: ReviewSession | JointSession, *keys: str, remark: str = "") -> list[str]:
    """Review with some keys; gives what was written, without the questions."""
    waiting = iter(keys)
    written: list[str] = []
    joint = session if isinstance(session, JointSession) else JointSession(session)
    TerminalReview(joint, lambda: next(waiting, ""), lambda _: remark, written.append, lambda: 80).run()
    return [text for text in written if text and "\n" not in text and not text.startswith("─")]


def test_a_question_shows_the_candidate_beside_the_record(open_session: OpenSession) -> None:
    assert write_question(open_session().question(NATALIA_KEY), 0, 82) == QUESTION


def test_long_and_hostile_texts_are_cut_and_can_be_seen_whole(open_session: OpenSession) -> None:
    question = open_session().question(STRANGE_KEY)
    short, whole = (write_question(question, 0, 80, is_whole=is_whole) for is_whole in (False, True))
    assert "(100 000 signs)" in short
    assert len(short) < 4000
    assert "\u202e" not in whole
    assert "\\u202egnp.exe" in short
    assert "".join(whole.split()).count(LONG[:30_000]) >= 1
    assert max(len(line) for line in whole.splitlines()[1:]) <= 80


def test_wide_signs_keep_the_columns() -> None:
    assert _width("ナターリヤ") == 10
    assert _width("e\u0301a") == 2
    assert _wrapped("ナターリヤ・セドーヴァ", 10) == ["ナターリヤ", "・セドーヴ", "ァ"]
    assert _wrapped("", 10) == [""]


def test_keys_decide_and_go_on(open_session: OpenSession, table: DecisionTable) -> None:
    told = typed(open_session(), "a", "2", "r", "a", "u")
    assert told == [
        "1 of 3 waiting",
        "written: 'Natalia Sedova' is Q262376",
        "1 of 2 waiting",
        "1 of 2 waiting",
        "written: 'Lev Sedov' is not Q1456019",
        "1 of 2 waiting",
        "written: 'Lev Sedov' is Q543149",
        "1 of 1 waiting",
        told[8],
        "nothing waits",
    ]
    assert told[8].startswith("written: it is not sure whether '<script>")
    assert len(rows(table)) == 4


def test_keys_move_undo_and_end(open_session: OpenSession, table: DecisionTable) -> None:
    told = typed(open_session(), ">", "n", "z", "<", "<", "x", "q")
    assert told == [
        "1 of 3 waiting",
        "2 of 3 waiting",
        "written: 'Lev Sedov' has no match in Wikidata",
        "2 of 2 waiting",
        "taken back: 'Lev Sedov' has no match in Wikidata",
        "2 of 3 waiting",
        "1 of 3 waiting",
        "there is none",
        "1 of 3 waiting",
        "no meaning has the key 'x'",
        "1 of 3 waiting",
        "0 decided now, 3 waiting",
    ]
    assert rows(table) == []


def test_a_remark_goes_with_the_next_decision_only(open_session: OpenSession, table: DecisionTable) -> None:
    told = typed(open_session(), "c", "a", "a", remark=" seen in the register ")
    assert "remark for the next decision: seen in the register" in told
    assert [row.get("comment") for row in rows(table)] == [None, "seen in the register"]


def test_long_texts_are_shown_whole_when_asked_for(open_session: OpenSession) -> None:
    written: list[str] = []
    keys = iter([">", ">", "l"])
    TerminalReview(JointSession(open_session()), lambda: next(keys, ""), lambda _: "", written.append, lambda: 30).run()
    shown = [text for text in written if text.startswith("<script>")]
    assert len(shown) == 2
    assert len(shown[0]) < 4000
    assert len(shown[1]) > 200_000


def test_many_names_are_counted_and_what_is_settled_is_said(open_session: OpenSession) -> None:
    many = entity("Q5", *(f"Name {number}" for number in range(9)))
    session = open_session(proposals=(proposal(LEV, candidate(many, 0.5)),))
    key = session.first()
    assert "and 3 more" in write_question(session.question(key), 0, 80)
    session.decide(key, Judgement.NOTHING, "", stamp=session.question(key).stamp)
    assert write_question(session.question(key), 0, 80).splitlines()[1] == "  is decided already"


def test_a_rejected_candidate_cannot_be_chosen_by_mistake(open_session: OpenSession) -> None:
    session = open_session()
    typed(session, "r")
    question = session.question(NATALIA_KEY)
    assert "  1  rejected  Q262376" in write_question(question, 1, 82)


def test_what_somebody_else_decided_meanwhile_is_told(open_session: OpenSession) -> None:
    mine, theirs = open_session(), open_session("B. Historian")
    keys = iter(["n"])

    def read_key() -> str:
        question = theirs.question(NATALIA_KEY)
        theirs.decide(NATALIA_KEY, Judgement.DIFFERENT, question.proposal.targets[2], stamp=question.stamp)
        return next(keys, "")

    written: list[str] = []
    TerminalReview(JointSession(mine), read_key, lambda _: "", written.append, lambda: 80).run()
    place = written.index("somebody has decided meanwhile; your decision was not written")
    assert written[place + 1] == "  B. Historian, 2026-02-01: 'Natalia Sedova' is not Q900"


def test_nothing_is_asked_if_nothing_waits(open_session: OpenSession) -> None:
    assert typed(open_session(proposals=()), "a") == ["nothing waits"]
