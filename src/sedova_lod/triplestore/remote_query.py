"""Asking an endpoint elsewhere by the SPARQL protocol, and writing its answer in our forms."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from itertools import islice, pairwise
from typing import IO, Any, cast

import pyoxigraph as ox

from sedova_lod.errors import ServiceError, UsageError
from sedova_lod.triplestore.endpoint_access import Endpoint
from sedova_lod.triplestore.query_process import Job, Summary
from sedova_lod.triplestore.query_text import in_order_of_query, iter_words
from sedova_lod.triplestore.results import write_boolean, write_rows, write_triples
from sedova_lod.web import LATER, Answer, Request

__all__ = ["ask_endpoint"]

_RESULTS = "application/sparql-results+json"
_GRAPHS = "text/turtle, application/n-triples;q=0.9"
_PARTIAL, _BROKEN_OFF = 206, "S1TAT"
_LATER = "run the same command again later, or allow more time with --timeout"
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class _Writer:
    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write

    def write(self, content: bytes) -> int:
        self._write(content)
        return len(content)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""


def ask_endpoint(endpoint: Endpoint, job: Job, write: Callable[[bytes], object]) -> Summary:
    """Put a query to an endpoint, and write its answer.

    The prefixes of the job are declared in the query that is sent, as far as it uses them and does not itself.

    Args:
        endpoint: The endpoint.
        job: The query, and the form of the answer.
        write: Takes the parts of the answer.

    Raises:
        ServiceError: The endpoint failed, its answer cannot be understood, or it is not the whole answer.
        UsageError: The form does not go with the query.
    """
    is_graph = _form_of(job.text) in ("CONSTRUCT", "DESCRIBE")
    kind = "graph" if is_graph else "bindings"
    if kind not in job.forms:
        what = "a graph" if is_graph else "rows or yes and no"
        raise UsageError(f"the answer is {what}, which this form cannot show", where="--format")
    text = _with_prefixes(job)
    request = Request(endpoint.url, form=(("query", text),), accept=_GRAPHS if is_graph else _RESULTS)
    client = endpoint.open()
    try:
        answer = client.fetch(request)
    except ServiceError as error:
        raise _with_timeout(error) from error
    finally:
        client.close()
    try:
        summary = _write_graph(answer, job, write) if is_graph else _write_results(answer, job, write)
    except (SyntaxError, ValueError) as error:
        hint = f"check the address of the endpoint ({endpoint.url})"
        raise ServiceError("the endpoint gave an answer that is none to this query", hint=hint) from error
    why = _why_partial(answer, summary)
    if why:
        hint = "ask for less, or for one part after the other with ORDER BY, LIMIT and OFFSET"
        raise ServiceError(f"the endpoint gave only a part of the answer ({why})", hint=hint, status=answer.status)
    return summary


def _why_partial(answer: Answer, summary: Summary) -> str:
    """Say why an answer is only a part; empty if it is whole. Virtuoso ends queries that take long, and long results.

    Source:
        https://github.com/openlink/virtuoso-opensource/blob/develop/7/README.ANYTIME.md
    """
    most = answer.headers.get("x-sparql-maxrows", "")
    if most.isascii() and most.isdecimal() and summary.n_rows >= int(most):
        return f"it gives at most {most} rows"
    if answer.status == _PARTIAL or answer.headers.get("x-sql-state", "") == _BROKEN_OFF:
        return "it has no more time for the query"
    return ""


def _with_timeout(error: ServiceError) -> ServiceError:
    """Tell also how to wait longer, where waiting may help: a query keeps no answers."""
    fault = error.faults[0]
    hint = _LATER if fault.hint == LATER else fault.hint
    return ServiceError(fault.what, where=fault.where, hint=hint, status=error.status)


def _form_of(text: str) -> str:
    return next((word.text.upper() for word in iter_words(text) if word.says(*_FORMS)), "")


def _with_prefixes(job: Job) -> str:
    """Declare the prefixes that the query uses, on its first line so that places in messages stay true."""
    words = list(iter_words(job.text))
    declared = {after.text for before, after in pairwise(words) if before.says("PREFIX")}
    used = {word.text.partition(":")[0] for word in words if word.sort == "name"}
    wanted = [prefix for prefix in sorted(used & set(job.prefixes)) if f"{prefix}:" not in declared]
    return "".join(f"PREFIX {prefix}: <{job.prefixes[prefix]}> " for prefix in wanted) + job.text


def _write_results(answer: Answer, job: Job, write: Callable[[bytes], object]) -> Summary:
    found: Any = ox.parse_query_results(io.BytesIO(answer.body), ox.QueryResultsFormat.JSON)
    output = cast(IO[bytes], _Writer(write))
    if isinstance(found, ox.QueryBoolean):
        write_boolean(job.forms["boolean"], bool(found), output)
        return Summary("boolean", job.forms["boolean"], 1)
    variables = [variable.value for variable in found.variables]
    columns = in_order_of_query(job.text, variables)
    places = [variables.index(name) for name in columns]
    taken = (tuple(row) for row in (islice(found, job.limit) if job.limit else found))
    rows: Iterable[Any] = ([row[place] for place in places] for row in taken)
    form = job.forms["bindings"]
    n_rows = write_rows(form, columns, rows, output, width=job.width, prefixes=job.shown_prefixes)
    is_cut = bool(job.limit) and n_rows == job.limit and next(found, None) is not None
    return Summary("bindings", form, n_rows, is_cut)


def _write_graph(answer: Answer, job: Job, write: Callable[[bytes], object]) -> Summary:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    chosen = ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.TURTLE
    quads = ox.parse(io.BytesIO(answer.body), chosen)
    triples = (quad.triple for quad in quads)
    form = job.forms["graph"]
    n_seen = write_triples(form, triples, cast(IO[bytes], _Writer(write)), job.shown_prefixes, job.limit)
    return Summary("graph", form, min(n_seen, job.limit or n_seen), bool(job.limit) and n_seen > job.limit)
