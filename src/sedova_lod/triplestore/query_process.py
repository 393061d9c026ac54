"""Asking a store in a process of its own, which is killed when it takes too long."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sedova_lod.errors import SedovaError
from sedova_lod.triplestore.frames import DATA, END, FAULT, HEAD, READY, read_frame, write_object

__all__ = ["Job", "QueryError", "QueryProcess", "Source", "Summary"]


class QueryError(SedovaError):
    """Report a query that got no answer.

    Args:
        sort: `syntax`, `form`, `size`, `memory`, `timeout`, `store`, `input` or `killed`.
        what: What is wrong.
        where: Place in the query, or the file concerned.
        hint: What can be done.

    >>> QueryError("timeout", "the query took longer than 1 s").sort
    'timeout'
    """

    def __init__(self, sort: str, what: str, where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.sort = sort


@dataclass(frozen=True, slots=True)
class Source:
    """Say what is asked: files, read into memory, or a store on disk.

    Args:
        files: RDF files.
        store: Folder of a store, if there are no files.
        is_writable: Whether updates are made in the store.
        memory_bytes: Most memory that the process may take; 0 for any.

    >>> Source(store=Path("store")).is_writable
    False
    """

    files: tuple[Path, ...] = ()
    store: Path | None = None
    is_writable: bool = False
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Describe one query or update.

    Args:
        text: The query.
        forms: Form of the answer by its kind: `bindings`, `boolean`, `graph`; a kind that is left out is refused.
        is_update: Whether it is an update.
        prefixes: Prefixes that need not be declared.
        shown_prefixes: Prefixes that the answer may use.
        base: IRI that relative IRIs are resolved against; empty for none.
        default_graphs: Graphs that make the default graph; None if nothing is stated.
        named_graphs: Graphs that GRAPH can name; None if nothing is stated.
        is_union: Whether, if nothing is stated, the default graph is all graphs together.
        limit: Most rows or triples; 0 for all.
        most_bytes: Size that the answer may have; 0 for any.
        width: Columns of the terminal; 0 if cells are not cut.
        timeout_s: Seconds that it may take; 0 for any number.

    >>> Job("ASK {}", {"boolean": "json"}).is_union
    True
    """

    text: str
    forms: Mapping[str, str]
    is_update: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)
    shown_prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    is_union: bool = True
    limit: int = 0
    most_bytes: int = 0
    width: int = 0
    timeout_s: float = 0.0

    def message(self) -> dict[str, Any]:
        """Write it as the process reads it."""
        return {
            "text": self.text, "forms": dict(self.forms), "update": self.is_update, "prefixes": dict(self.prefixes),
            "shown_prefixes": dict(self.shown_prefixes), "base": self.base, "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs, "union": self.is_union, "limit": self.limit,
            "most_bytes": self.most_bytes, "width": self.width, "timeout_s": self.timeout_s,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """Tell what an answer was.

    Args:
        kind: `bindings`, `boolean`, `graph` or `update`.
        form: Form in which it was written.
        n_rows: Rows or triples; -1 for rows that were not counted.
        is_cut: Whether there are more of them.

    >>> Summary("bindings", "csv", 3).is_cut
    False
    """

    kind: str
    form: str
    n_rows: int
    is_cut: bool = False


class QueryProcess:
    r"""Ask a store in a process that can be killed; use it from one thread at a time.

    Args:
        source: What is asked.
        timeout_s: Seconds that opening it, or reading the files, may take; 0 for any number.

    Raises:
        QueryError: The source cannot be opened.

    >>> with QueryProcess(Source(files=(Path("shapes/person.ttl"),))) as process:
    ...     process.ask(Job("ASK {}", {"boolean": "table"}), print)
    b'yes\n'
    Summary(kind='boolean', form='table', n_rows=1, is_cut=False)
    """

    def __init__(self, source: Source, timeout_s: float = 0.0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sedova_lod.triplestore.query_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        self._is_late = False
        try:
            self._start(source, timeout_s)
        except BaseException:
            self.kill()
            raise

    def __enter__(self) -> QueryProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def is_alive(self) -> bool:
        """Say whether it can be asked."""
        return self._process.poll() is None

    def ask(
        self, job: Job, write: Callable[[bytes], object], on_head: Callable[[str, str], None] | None = None
    ) -> Summary:
        """Give a job to the process, and hand on its answer part by part.

        Args:
            job: The job.
            write: Takes the parts of the answer.
            on_head: Is told kind and form before the first part.

        Raises:
            QueryError: There is no answer, or not the whole of it.
        """
        kind = form = ""
        with self._within(job.timeout_s):
            self._send(job.message())
            while True:
                frame = read_frame(self._stdout)
                if frame is None:
                    raise self._gone(job.timeout_s)
                if frame.sort == HEAD:
                    kind, form = frame.read()["kind"], frame.read()["form"]
                    if on_head is not None:
                        on_head(kind, form)
                elif frame.sort == DATA:
                    write(frame.content)
                elif frame.sort == FAULT:
                    raise _error_of(frame.read())
                elif frame.sort == END:
                    told = frame.read()
                    return Summary(kind, form, told["rows"], bool(told.get("is_cut")))

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(OSError):
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()

    @property
    def _stdout(self) -> Any:
        return self._process.stdout

    def _start(self, source: Source, timeout_s: float) -> None:
        with self._within(timeout_s):
            self._send({
                "files": [str(path) for path in source.files], "store": str(source.store or ""),
                "writable": source.is_writable, "memory_bytes": source.memory_bytes, "timeout_s": timeout_s,
            })  # fmt: skip
            frame = read_frame(self._stdout)
        if frame is None:
            raise self._gone(timeout_s)
        if frame.sort != READY:
            raise _error_of(frame.read())

    def _send(self, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):  # told when the answer is read
            write_object(self._process.stdin, b"J", message)  # type: ignore[arg-type]

    @contextlib.contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Kill the process if what is done takes too long, or is broken off."""
        timer = threading.Timer(seconds, self._be_late) if seconds else None
        try:
            if timer:
                timer.daemon = True
                timer.start()
            yield
        except QueryError:
            raise
        except BaseException:
            self._process.kill()
            raise
        finally:
            if timer:
                timer.cancel()

    def _be_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _gone(self, timeout_s: float) -> QueryError:
        code = self._process.wait()
        if self._is_late:
            hint = "ask for less, or allow more with --timeout"
            return QueryError("timeout", f"there was no answer within {timeout_s:g} s", hint=hint)
        if code < 0 and -code in (6, 4, 11):
            return QueryError("memory", "the query needs more memory than it may have", hint="ask for less")
        return QueryError("killed", "the process that asks the store has ended", hint="ask again")


def _error_of(told: Mapping[str, Any]) -> QueryError:
    where = str(told.get("where") or "")
    if told.get("line"):
        where = f"query:{told['line']}:{told['column']}"
    return QueryError(str(told["sort"]), str(told["what"]), where, str(told.get("hint") or ""))
