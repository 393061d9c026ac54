"""What runs in a process of a pool: it takes works and batches from a connection, and answers each batch."""

from __future__ import annotations

import gc
import pickle
import signal
import traceback
from multiprocessing.connection import Connection
from typing import Any

from sedova_lod.engines.work import Worker, unpack

__all__ = ["BATCH", "BEGUN", "SELDOM", "WORK", "answer_to", "result_of", "serve"]

WORK, BATCH = b"w", b"b"
"""What a message to the process holds: the work to be done from now on, or a batch of it."""

SELDOM = (100_000, 50, 100)
"""How seldom unused circles of objects are looked for: records make none, and the search takes a tenth of the time."""

BEGUN, RESULT, FAULT = b"s", b"r", b"f"
"""What an answer holds: that the process is there, the result of a batch, or why there is none."""


def serve(connection: Connection) -> None:
    """Work until the other end of the connection is closed, or gone.

    Args:
        connection: Where messages come from and answers go.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started the process ends it
    gc.set_threshold(*SELDOM)
    try:
        connection.send_bytes(BEGUN)
        _serve(connection)
    except (EOFError, ConnectionError):
        pass  # whoever wanted the results has ended


def _serve(connection: Connection) -> None:
    worker: Worker[Any, Any] | None = None
    fault: Exception | None = None
    while True:
        message = connection.recv_bytes()
        body = message[1:]
        if message[:1] == WORK:
            worker, fault = None, None
            try:
                worker = pickle.loads(body).start()  # noqa: S301 - written by the process that started this one
            except Exception as error:  # noqa: BLE001 - told when the first batch is asked for
                fault = error
        elif worker is None:
            connection.send_bytes(_told(fault or RuntimeError("a batch came before its work")))
        else:
            connection.send_bytes(answer_to(worker, body))


def answer_to(worker: Worker[Any, Any], packed: bytes) -> bytes:
    """Work on a packed batch; the answer holds the result, or what was raised.

    >>> from sedova_lod.engines.work import pack
    >>> class Adder:
    ...     def process(self, batch):
    ...         return sum(batch)
    >>> result_of(answer_to(Adder(), pack([1, 2])))
    3
    """
    try:
        return RESULT + pickle.dumps(worker.process(unpack(packed)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - raised again by `result_of`
        return _told(error)


def result_of(answer: bytes) -> Any:
    """Give the result that an answer holds.

    Raises:
        Exception: What was raised instead.
    """
    found = pickle.loads(memoryview(answer)[1:])  # noqa: S301 - written by a process that was sent our work
    if answer[:1] == FAULT:
        raise found
    return found


def _told(error: Exception) -> bytes:
    """Pack an exception with where it was raised; one that cannot be packed is told as text."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)  # noqa: S301 - packed on the line above
    except Exception:  # noqa: BLE001 - any class of exceptions may be unable to be packed or unpacked
        packed = pickle.dumps(RuntimeError("".join(traceback.format_exception(error))))
    return FAULT + packed
