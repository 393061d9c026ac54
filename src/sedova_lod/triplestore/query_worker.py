"""The process that asks a store: it may be killed at any time, and ends by itself when nobody waits any more."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from sedova_lod.errors import SedovaError
from sedova_lod.triplestore.frames import DATA, END, FAULT, HEAD, READY, read_object, write_frame, write_object
from sedova_lod.triplestore.query_errors import explain_fault
from sedova_lod.triplestore.query_text import in_order_of_query, selects_all, states_dataset, with_variables
from sedova_lod.triplestore.rdf_files import load_files
from sedova_lod.triplestore.results import write_boolean, write_rows, write_triples
from sedova_lod.triplestore.store_folder import open_release

__all__ = ["main"]

_PART_BYTES = 65_536
_GRACE_S = 2
_QUICK_FORMS = {"json": ox.QueryResultsFormat.JSON, "csv": ox.QueryResultsFormat.CSV}
_UNION_ONLY = "use_default_graph_as_union"


class _TooLargeError(Exception):
    """The answer is larger than it may be."""


class _RefusedError(Exception):
    """The answer cannot be given in a form that is asked for."""


class _Output:
    """Send what is written in frames, as far as it may be."""

    def __init__(self, stream: IO[bytes], most_bytes: int) -> None:
        self._stream = stream
        self._left = most_bytes
        self._is_limited = most_bytes > 0
        self._buffer = bytearray()
        self.is_too_large = False

    def write(self, content: bytes) -> int:
        self._left -= len(content)
        if self._is_limited and self._left < 0:
            self.is_too_large = True
            raise _TooLargeError
        self._buffer += content
        if len(self._buffer) >= _PART_BYTES:
            self.flush()
        return len(content)

    def flush(self) -> None:
        if self._buffer:
            write_frame(self._stream, DATA, bytes(self._buffer))
            self._buffer.clear()


class _Worker:
    def __init__(self, source: Mapping[str, Any], answers: IO[bytes]) -> None:
        self._answers = answers
        self._source = source
        self._held = contextlib.ExitStack()
        self._place: Path | None = None
        self._store = self._open()

    def _open(self) -> ox.Store:
        if self._source.get("files"):
            store = ox.Store()
            load_files(store, [Path(name) for name in self._source["files"]])
            return store
        self._place = self._held.enter_context(open_release(Path(self._source["store"])))
        return ox.Store(str(self._place)) if self._source.get("writable") else ox.Store.read_only(str(self._place))

    def answer(self, job: Mapping[str, Any]) -> None:
        output = _Output(self._answers, int(job.get("most_bytes") or 0))
        try:
            told = self._update(job) if job.get("update") else self._query(job, output)
            output.flush()
            write_object(self._answers, END, told)
        except SyntaxError as error:
            fault = explain_fault(str(job["text"]), str(error), is_update=bool(job.get("update")))
            self._fail("syntax", fault.what, fault.hint, line=fault.line, column=fault.column)
        except _RefusedError as error:
            self._fail("form", str(error))
        except MemoryError:
            self._fail("memory", "the query needs more memory than it may have")
        except Exception as error:  # noqa: BLE001 - whatever the store says is told to whoever asks, without a traceback
            if output.is_too_large:
                self._fail("size", "the answer is larger than it may be", "ask for less: LIMIT")
            else:
                self._fail("store", " ".join(str(error).split())[:300] or type(error).__name__)

    def _fail(self, sort: str, what: str, hint: str = "", *, line: int = 0, column: int = 0) -> None:
        fault = {"sort": sort, "what": what, "hint": hint, "line": line, "column": column}
        write_object(self._answers, FAULT, fault)

    def _update(self, job: Mapping[str, Any]) -> dict[str, Any]:
        self._store.update(job["text"], base_iri=job.get("base") or None, prefixes=job.get("prefixes") or None)
        self._store.flush()
        write_object(self._answers, HEAD, {"kind": "update", "form": ""})
        return {"rows": 0}

    def _query(self, job: Mapping[str, Any], output: _Output) -> dict[str, Any]:
        found = self._store.query(_with_columns(job), **_options(job))
        forms = job["forms"]
        if isinstance(found, ox.QueryBoolean):
            write_boolean(self._begin("boolean", forms), bool(found), cast(IO[bytes], output))
            return {"rows": 1}
        limit, prefixes = int(job.get("limit") or 0), job.get("shown_prefixes") or {}
        if isinstance(found, ox.QueryTriples):
            n_triples = write_triples(self._begin("graph", forms), found, cast(IO[bytes], output), prefixes, limit)
            return {"rows": min(n_triples, limit or n_triples), "is_cut": bool(limit) and n_triples > limit}
        variables = [variable.value for variable in found.variables]
        form = self._begin("bindings", forms)
        if form in _QUICK_FORMS and not limit:
            found.serialize(cast(IO[bytes], output), _QUICK_FORMS[form])
            return {"rows": -1}
        rows = (tuple(solution) for solution in (islice(found, limit) if limit else found))
        n_rows = write_rows(
            form, variables, rows, cast(IO[bytes], output), width=int(job.get("width") or 0), prefixes=prefixes
        )
        is_cut = bool(limit) and n_rows == limit and next(found, None) is not None
        return {"rows": n_rows, "is_cut": is_cut}

    def _begin(self, kind: str, forms: Mapping[str, str]) -> str:
        form = forms.get(kind) or ""
        if not form:
            raise _RefusedError(kind)
        write_object(self._answers, HEAD, {"kind": kind, "form": form})
        return form


def _with_columns(job: Mapping[str, Any]) -> str:
    """Name the columns of `SELECT *` in the order of the query, as a store without data knows them at once."""
    text: str = job["text"]
    if not selects_all(text):
        return text
    found = ox.Store().query(text, **_options(job))
    known = [variable.value for variable in found.variables] if isinstance(found, ox.QuerySolutions) else []
    return with_variables(text, in_order_of_query(text, known))


def _options(job: Mapping[str, Any]) -> dict[str, Any]:
    """Say which graphs a query sees; without a data set its default graph is all graphs together."""
    options: dict[str, Any] = {"base_iri": job.get("base") or None, "prefixes": job.get("prefixes") or None}
    default, named = job.get("default_graphs"), job.get("named_graphs")
    if default is None and named is None:
        is_union = bool(job.get("union", True)) and not states_dataset(job["text"])  # the store would prefer the union
        return {**options, _UNION_ONLY: is_union}
    options["default_graph"] = [ox.NamedNode(iri) for iri in default or ()]
    options["named_graphs"] = [ox.NamedNode(iri) for iri in named or ()]
    return options


def _limit_memory(size_bytes: int) -> None:
    if size_bytes and os.name == "posix":
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_DATA, (size_bytes, size_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _end_after(seconds: float) -> Iterator[None]:
    """Let the system end this process when nobody can be waiting any more, whatever it does then."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, math.ceil(seconds) + _GRACE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    """Answer the jobs that come by stdin, until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    jobs = sys.stdin.buffer
    source = read_object(jobs)
    if source is None:
        return
    _limit_memory(int(source.get("memory_bytes") or 0))
    try:
        with _end_after(float(source.get("timeout_s") or 0)):
            worker = _Worker(source, answers)
    except SedovaError as error:
        fault = error.faults[0]
        write_object(answers, FAULT, {"sort": "input", "where": fault.where, "what": fault.what, "hint": fault.hint})
        return
    except (OSError, MemoryError, ValueError, RuntimeError) as error:
        what = "it needs more memory than it may have" if isinstance(error, MemoryError) else str(error)
        write_object(answers, FAULT, {"sort": "input", "where": "", "what": " ".join(what.split())[:300], "hint": ""})
        return
    write_frame(answers, READY)
    while (job := read_object(jobs)) is not None:
        with _end_after(float(job.get("timeout_s") or 0)):
            worker.answer(job)


if __name__ == "__main__":
    main()
