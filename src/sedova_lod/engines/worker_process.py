"""What runs in a process of a pool: it takes works and batches from a connection, and answers each batch."""

from __future__ import annotations

import gc
import pickle
import signal
import traceback
from multiprocessing.connection import Connection
from typing import Any

from sedova_lod.engines.work import Worker, unpack

__all__ = ["BATCH", "BEGUN", "FAULT", "RESULT", "SELDOM", "WORK", "serve"]

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
        body = memoryview(message)[1:]
        try:
            if message[:1] == WORK:
                worker, fault = None, None
                worker = pickle.loads(body).start()  # noqa: S301 - written by the process that started this one
                continue
            if worker is None:
                raise fault or RuntimeError("a batch came before its work")
            answer = RESULT + pickle.dumps(worker.process(unpack(bytes(body))), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - told by the process that wanted the results
            if message[:1] == WORK:
                fault = error  # told when the first batch is asked for
                continue
            answer = FAULT + _packed(error)
        connection.send_bytes(answer)


def _packed(error: Exception) -> bytes:
    """Pack an exception with where it was raised; one that cannot be packed is told as text."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)  # noqa: S301 - packed on the line above
    except Exception:  # noqa: BLE001 - any class of exceptions may be unable to be packed or unpacked
        packed = pickle.dumps(RuntimeError("".join(traceback.format_exception(error))))
    return packed
