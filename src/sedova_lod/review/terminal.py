"""The review in a terminal: a question is written, a key is read, a decision is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sedova_lod.records import Judgement
from sedova_lod.review.comparison import shown_text
from sedova_lod.review.conflict_session import ConflictQuestion
from sedova_lod.review.conflicts import ConflictAnswer
from sedova_lod.review.joint_session import Answer, JointSession, say_any
from sedova_lod.review.session import Outcome, Question
from sedova_lod.review.terminal_text import write_conflict, write_question

__all__ = ["TerminalReview"]

_ANSWERS: dict[str, Answer] = {
    "a": Judgement.SAME,
    "s": Judgement.SIMILAR,
    "r": Judgement.DIFFERENT,
    "n": Judgement.NOTHING,
    "u": Judgement.UNSURE,
}
_CONFLICT_ANSWERS: dict[str, Answer] = {
    "b": ConflictAnswer.ADD,
    "t": ConflictAnswer.LEAVE,
    "u": ConflictAnswer.UNSURE,
}
_MOVES = "> next   < previous   c remark   l long texts whole   q quit"
_HELP = f"a accept   s similar   r reject   n no match   u unsure   z undo   1-9 choose a candidate\n{_MOVES}"
_CONFLICT_HELP = f"b both: add ours beside theirs   t leave theirs as it is   u unsure   z undo\n{_MOVES}"
_NEXT, _PREVIOUS = (">", ".", "\x1b[C"), ("<", ",", "\x1b[D")


@dataclass(slots=True)
class TerminalReview:
    """Ask questions until none waits or the reviewer ends it.

    Args:
        session: The session.
        read_key: Reads one key, or a line that begins with one; empty at the end of the input.
        read_line: Reads a remark; is given what to ask for.
        write: Writes a text and a line end.
        width: Gives the columns of the terminal.
    """

    session: JointSession
    read_key: Callable[[], str]
    read_line: Callable[[str], str]
    write: Callable[[str], None]
    width: Callable[[], int]
    _key: str = ""
    _chosen: int = 0
    _comment: str = ""
    _is_whole: bool = False
    _message: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Ask, and write each decision at once.

        Raises:
            OutputError: A decision cannot be written.
        """
        self._go("")
        while self._key:
            question = self.session.question(self._key)
            self._show(question)
            pressed = self.read_key()
            if pressed[:1] in ("", "q", "\x04"):
                break
            self._press(pressed, question)
        self._tell()
        n_waiting = self.session.n_waiting
        self.write(f"{self.session.n_decided} decided now, {n_waiting} waiting" if n_waiting else "nothing waits")

    def _show(self, question: Question | ConflictQuestion) -> None:
        place = self.session.position(self._key)
        self.write("")
        self._tell()
        width = self.width()
        self.write("─" * min(width, 100))
        self.write(f"{place} of {self.session.n_waiting} waiting" if place else "")
        self.write(self._text(question, min(width, 140)))
        self.write("")
        self.write(_CONFLICT_HELP if isinstance(question, ConflictQuestion) else _HELP)
        self._is_whole = False

    def _text(self, question: Question | ConflictQuestion, width: int) -> str:
        if isinstance(question, ConflictQuestion):
            return write_conflict(question, width, is_whole=self._is_whole)
        return write_question(question, self._chosen, width, is_whole=self._is_whole)

    def _tell(self) -> None:
        for line in self._message:
            self.write(line)
        self._message = []

    def _press(self, pressed: str, question: Question | ConflictQuestion) -> None:
        key = pressed if pressed.startswith("\x1b") else pressed[:1].lower()
        n_candidates = len(question.proposal.candidates) if isinstance(question, Question) else 0
        answers = _ANSWERS if isinstance(question, Question) else _CONFLICT_ANSWERS
        if key in answers:
            self._decide(answers[key], question)
        elif key == "z":
            outcome = self.session.undo()
            self._message = [outcome.message, *self._others(outcome)]
            self._go(outcome.key or self._key)
        elif key in _NEXT or key in _PREVIOUS:
            before, after = self.session.neighbours(self._key)
            wanted = after if key in _NEXT else before
            self._message = [] if wanted else ["there is none"]
            self._go(wanted or self._key)
        elif key.isdecimal() and 0 < int(key) <= n_candidates:
            self._chosen = int(key) - 1
        elif key == "c":
            self._comment = self.read_line("Remark: ").strip()
            self._message = [f"remark for the next decision: {self._comment}"] if self._comment else []
        elif key == "l":
            self._is_whole = True
        elif pressed.strip():
            self._message = [f"no meaning has the key '{shown_text(pressed)[:10]}'"]

    def _decide(self, answer: Answer, question: Question | ConflictQuestion) -> None:
        target = ""
        if isinstance(question, Question) and answer is not Judgement.NOTHING:
            target = question.proposal.targets[self._chosen]
        before, after = self.session.neighbours(question.key)
        outcome = self.session.decide(question.key, answer, target, stamp=question.stamp, comment=self._comment)
        self._message = [outcome.message, *self._others(outcome)]
        if not outcome.is_done:
            return
        self._comment = ""
        now = self.session.question(question.key)
        stays = answer is Judgement.DIFFERENT and isinstance(now, Question) and now.n_open > 0
        self._go(question.key if stays else after or before)

    def _others(self, outcome: Outcome) -> list[str]:
        return [
            f"  {shown_text(one.author) or 'a shared identifier'}, {one.date}: {say_any(one, '')}"
            for one in outcome.others
        ]

    def _go(self, key: str) -> None:
        """Turn to a question; to the first that waits if none is named."""
        self._key = key or self.session.first()
        self._chosen = 0
        question = self.session.question(self._key) if self._key else None
        if isinstance(question, Question):
            targets = question.proposal.targets
            self._chosen = next((n for n, one in enumerate(targets) if one not in question.rejected), 0)
