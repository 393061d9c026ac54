"""Messages between two processes: through memory that they share where they can, else through a connection."""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["MOST_AHEAD", "Exchange", "shared_slots"]

MOST_AHEAD = 4
"""Questions without an answer that may be sent at a time: one is worked on, and the others wait."""

_SLOT_BYTES = 32_000_000  # what nobody has written to takes no memory
_WITHIN, _SHARED = b"w", b"s"
_LENGTH_BYTES = 8

Slots = tuple[mmap.mmap, ...]


def shared_slots() -> Slots:
    """Ask for memory that is shared with processes forked from this one: `MOST_AHEAD` slots for each direction.

    If so much cannot be had, there is none: all messages go through the connection then.

    >>> len(shared_slots())
    8
    """
    try:
        return tuple(mmap.mmap(-1, _SLOT_BYTES) for _ in range(2 * MOST_AHEAD))
    except OSError:
        return ()


class Exchange:
    """Be at one end of a connection between two processes, of which one asks and the other answers in turn.

    With shared memory, a message that fits is written there, and the connection only tells its length. The slots
    take turns: whoever asks has had an answer to all but the last questions before, so that nobody reads the slot
    any more.

    Args:
        connection: Connects the processes.
        slots: Memory that they share; none if they cannot.
        is_asking: Whether this end asks.

    Attributes:
        most_ahead: Questions without an answer that may be sent at a time. One that does not `fit` into shared memory
            may only be sent when there is none: the other end might be sending an answer, and would not read.

    >>> from multiprocessing import Pipe
    >>> slots, (ours, theirs) = shared_slots(), Pipe()
    >>> here, there = Exchange(ours, slots, is_asking=True), Exchange(theirs, slots, is_asking=False)
    >>> here.send(b"q", b"question")
    >>> sign, question = there.receive()
    >>> sign, bytes(question)
    (b'q', b'question')
    >>> there.send_value(b"a", ["answer"])
    >>> sign, answer = here.receive()
    >>> sign, pickle.loads(answer)
    (b'a', ['answer'])
    """

    def __init__(self, connection: Connection, slots: Slots, *, is_asking: bool) -> None:
        self.connection = connection
        self.most_ahead = MOST_AHEAD if slots else 1
        questions, answers = slots[:MOST_AHEAD], slots[MOST_AHEAD:]
        self._to_fill, self._to_read = (questions, answers) if is_asking else (answers, questions)
        self._n_sent = self._n_received = 0

    def fits(self, content: bytes) -> bool:
        """Say whether a message can go through shared memory."""
        return bool(self._to_fill) and len(content) <= _SLOT_BYTES

    def tell(self, sign: bytes, content: bytes = b"") -> None:
        """Send a message that is no question or answer, through the connection.

        Args:
            sign: One byte that says what it is.
            content: Its bytes.
        """
        self.connection.send_bytes(sign + _WITHIN + content)

    def send(self, sign: bytes, content: bytes) -> None:
        """Send a question or an answer; see `tell`."""
        if not self._share(sign, lambda slot: slot.write(content)):
            self.tell(sign, content)

    def send_value(self, sign: bytes, value: Any) -> None:
        """Send a question or an answer that is a value, pickled."""
        if not self._share(sign, lambda slot: pickle.dump(value, slot, pickle.HIGHEST_PROTOCOL)):
            self.tell(sign, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def _share(self, sign: bytes, write: Callable[[mmap.mmap], object]) -> bool:
        """Write a message to the slot whose turn it is; false if there is none, or it is too small."""
        if not self._to_fill:
            return False
        slot = self._to_fill[self._n_sent % MOST_AHEAD]
        slot.seek(0)
        try:
            write(slot)
        except ValueError:  # beyond the end
            return False
        self._n_sent += 1
        self.connection.send_bytes(sign + _SHARED + slot.tell().to_bytes(_LENGTH_BYTES, "little"))
        return True

    def receive(self) -> tuple[bytes, memoryview]:
        """Take a message: its sign, and its bytes, which are to be used before the next message is received.

        Raises:
            EOFError, ConnectionError: The other end is gone.
        """
        message = self.connection.recv_bytes()
        sign, where, rest = message[:1], message[1:2], memoryview(message)[2:]
        if where == _WITHIN:
            return sign, rest
        slot = self._to_read[self._n_received % MOST_AHEAD]
        self._n_received += 1
        return sign, memoryview(slot)[: int.from_bytes(rest, "little")]
