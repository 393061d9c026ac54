"""The review in a terminal: a question is written, a key is read, a decision is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement
from sedova_lod.review.comparison import shown_text
from sedova_lod.review.session import Question, ReviewSession, say_decision
from sedova_lod.review.terminal_text import write_question

__all__ = ["TerminalReview"]

_ANSWERS = {"a": Judgement.SAME, "r": Judgement.DIFFERENT, "n": Judgement.NOTHING, "u": Judgement.UNSURE}
_HELP = (
    "a accept   r reject   n no match   u unsure   z undo   1-9 choose a candidate\n"
    "> next   < previous   c remark   l long texts whole   q quit"
)
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

    session: ReviewSession
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

    def _show(self, question: Question) -> None:
        place = self.session.position(self._key)
        self.write("")
        self._tell()
        width = self.width()
        self.write("─" * min(width, 100))
        self.write(f"{place} of {self.session.n_waiting} waiting" if place else "")
        self.write(write_question(question, self._chosen, min(width, 140), is_whole=self._is_whole))
        self.write("")
        self.write(_HELP)
        self._is_whole = False

    def _tell(self) -> None:
        for line in self._message:
            self.write(line)
        self._message = []

    def _press(self, pressed: str, question: Question) -> None:
        key = pressed if pressed.startswith("\x1b") else pressed[:1].lower()
        if key in _ANSWERS:
            self._decide(_ANSWERS[key], question)
        elif key == "z":
            outcome = self.session.undo()
            self._message = [outcome.message, *self._others(outcome.others)]
            self._go(outcome.key or self._key)
        elif key in _NEXT or key in _PREVIOUS:
            before, after = self.session.neighbours(self._key)
            wanted = after if key in _NEXT else before
            self._message = [] if wanted else ["there is none"]
            self._go(wanted or self._key)
        elif key.isdecimal() and 0 < int(key) <= len(question.proposal.candidates):
            self._chosen = int(key) - 1
        elif key == "c":
            self._comment = self.read_line("Remark: ").strip()
            self._message = [f"remark for the next decision: {self._comment}"] if self._comment else []
        elif key == "l":
            self._is_whole = True
        elif pressed.strip():
            self._message = [f"no meaning has the key '{shown_text(pressed)[:10]}'"]

    def _decide(self, judgement: Judgement, question: Question) -> None:
        target = "" if judgement is Judgement.NOTHING else question.proposal.targets[self._chosen]
        before, after = self.session.neighbours(question.key)
        outcome = self.session.decide(question.key, judgement, target, stamp=question.stamp, comment=self._comment)
        self._message = [outcome.message, *self._others(outcome.others)]
        if not outcome.is_done:
            return
        self._comment = ""
        stays = judgement is Judgement.DIFFERENT and self.session.question(question.key).n_open > 0
        self._go(question.key if stays else after or before)

    def _others(self, others: tuple[Decision, ...]) -> list[str]:
        return [
            f"  {shown_text(one.author) or 'a shared identifier'}, {one.date}: {say_decision(one, '')}"
            for one in others
        ]

    def _go(self, key: str) -> None:
        """Turn to a question; to the first that waits if none is named."""
        self._key = key or self.session.first()
        self._chosen = 0
        if self._key:
            question = self.session.question(self._key)
            targets = question.proposal.targets
            self._chosen = next((n for n, one in enumerate(targets) if one not in question.rejected), 0)
