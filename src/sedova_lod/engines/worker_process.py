"""What runs in a process of a pool: it takes works and batches from a connection, and answers each batch."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import traceback
from typing import Any

from sedova_lod.engines.exchange import Exchange
from sedova_lod.engines.work import Worker, unpack

__all__ = ["BATCH", "BEGUN", "SELDOM", "WORK", "answer_to", "result_of", "serve", "serve_forked"]

_STANDARD = (0, 1, 2)
_OPEN_FILES = "/proc/self/fd"

WORK, BATCH = b"w", b"b"
"""What a message to the process holds: the work to be done from now on, or a batch of it."""

SELDOM = (100_000, 50, 100)
"""How seldom unused circles of objects are looked for: records make none, and the search takes a tenth of the time."""

BEGUN, RESULT, FAULT = b"s", b"r", b"f"
"""What an answer holds: that the process is there, the result of a batch, or why there is none."""


def serve(exchange: Exchange) -> None:
    """Work until the other end is closed, or gone.

    Args:
        exchange: Where messages come from and answers go.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the process ends it
    gc.set_threshold(*SELDOM)
    try:
        exchange.tell(BEGUN)
        _serve(exchange)
    except (EOFError, ConnectionError):
        pass  # whoever wanted the results has ended


def serve_forked(exchange: Exchange) -> None:
    """Work as `serve` does, in a process that was forked: of the files that were open there, none is used here.

    A connection that stayed open here would not end with the process that it belongs to; a number that became free
    would be used for another file, which whatever had the number would still write to or close.
    """
    gc.freeze()  # what is there already stays in memory that is shared
    own = exchange.connection.fileno()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir(_OPEN_FILES)):
        if number not in (*_STANDARD, own, nothing):
            with contextlib.suppress(OSError):  # what listed the files is closed
                os.fstat(number)
                os.dup2(nothing, number)
    serve(exchange)


def _serve(exchange: Exchange) -> None:
    worker: Worker[Any, Any] | None = None
    fault: Exception | None = None
    while True:
        sign, body = exchange.receive()
        if sign == WORK:
            worker, fault = None, None
            try:
                worker = pickle.loads(body).start()  # noqa: S301 - written by the process that started this one
            except Exception as error:  # noqa: BLE001 - told when the first batch is asked for
                fault = error
        elif worker is None:
            _send(exchange, FAULT, _told(fault or RuntimeError("a batch came before its work")))
        else:
            _send(exchange, *answer_to(worker, body))


def _send(exchange: Exchange, sign: bytes, found: Any) -> None:
    try:
        exchange.send_value(sign, found)
    except ConnectionError:
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be packed is told as a fault
        exchange.send_value(FAULT, _told(error))


def answer_to(worker: Worker[Any, Any], packed: bytes | memoryview) -> tuple[bytes, Any]:
    """Work on a packed batch; give the result, or what was raised, and a sign that says which.

    >>> from sedova_lod.engines.work import pack
    >>> class Adder:
    ...     def process(self, batch):
    ...         return sum(batch)
    >>> result_of(*answer_to(Adder(), pack([1, 2])))
    3
    """
    try:
        return RESULT, worker.process(unpack(packed))
    except Exception as error:  # noqa: BLE001 - raised again by `result_of`
        return FAULT, _told(error)


def result_of(sign: bytes, found: Any) -> Any:
    """Give the result that an answer holds.

    Raises:
        Exception: What was raised instead.
    """
    if sign == FAULT:
        raise found
    return found


def _told(error: Exception) -> Exception:
    """Add to an exception where it was raised; one that cannot be packed is told as text."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - packed here
    except Exception:  # noqa: BLE001 - any class of exceptions may be unable to be packed or unpacked
        return RuntimeError(told)
    return error
