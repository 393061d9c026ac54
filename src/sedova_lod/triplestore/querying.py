"""Querying: a query is put to files, a store or an endpoint, and its answer written as it comes."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sedova_lod.errors import InputError, SedovaError, ServiceError, UsageError
from sedova_lod.namespaces import PREFIXES
from sedova_lod.triplestore.endpoint_access import Endpoint
from sedova_lod.triplestore.parameters import read_parameters
from sedova_lod.triplestore.query_process import Job, QueryError, QueryProcess, Source, Summary
from sedova_lod.triplestore.query_text import bind_variables
from sedova_lod.triplestore.rdf_files import data_files
from sedova_lod.triplestore.saved_queries import Query, find_query
from sedova_lod.triplestore.store_folder import is_plain_store, is_store
from sedova_lod.web import Surroundings

__all__ = ["FORMS", "QueryOptions", "answer_query", "answer_rows", "query_folders", "source_of"]

FORMS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml")
"""Forms of an answer; the first five are for SELECT and ASK, the others for CONSTRUCT and DESCRIBE."""

_N_ROW_FORMS = 5
_MOST_ROWS = 10**18
_MOST_S = 1e6  # no system waits for more than some weeks at a time
_STORE_FAILS = ("timeout", "memory", "killed")


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """Say how a query is put, and its answer given.

    Args:
        form: One of `FORMS`; empty for a table, or Turtle.
        parameters: Texts `name=value` that set variables.
        limit: Most rows or triples; 0 for all.
        timeout_s: Seconds that it may take; 0 for any number.
        width: Columns of the terminal; 0 if cells of a table are not cut.
        is_union: Whether the default graph is all graphs together.
        queries: Folders with saved queries; empty for those beside what is asked.
        contact: Mail or web address of whoever asks, for an endpoint elsewhere.
        credentials: Environment with `SEDOVA_ENDPOINT_TOKEN`, or `SEDOVA_ENDPOINT_USER` and `..._PASSWORD`.
        surroundings: Clock and sleep, for an endpoint elsewhere.

    >>> QueryOptions("csv").limit
    0
    """

    form: str = ""
    parameters: tuple[str, ...] = ()
    limit: int = 0
    timeout_s: float = 60.0
    width: int = 0
    is_union: bool = True
    queries: tuple[Path, ...] = ()
    contact: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict)
    surroundings: Surroundings = field(default_factory=Surroundings)


def answer_query(source: str, query: str, options: QueryOptions, write: Callable[[bytes], object]) -> Summary:
    """Put a query, and hand on its answer part by part.

    Args:
        source: RDF file, folder of a build, store, or web address of an endpoint.
        query: The query itself, a file `.rq`, or the name of a saved query.
        options: How.
        write: Takes the parts.

    Raises:
        InputError: What is asked, or the query, cannot be read or understood.
        ServiceError: It took too long, or an endpoint failed.

    >>> answer_query("shapes/person.ttl", "ASK { ?s a sh:NodeShape }", QueryOptions(parameters=()), print)
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: query:1:12: the prefix 'sh:' is not declared
      hint: add PREFIX sh: <https://...>
    """
    return _ask(source, query, options, _forms(options.form), write)


def _ask(
    source: str, query: str, options: QueryOptions, forms: Mapping[str, str], write: Callable[[bytes], object]
) -> Summary:
    options = replace(options, timeout_s=_seconds(options.timeout_s))
    found = find_query(query, options.queries or query_folders(source))
    text = bind_variables(found.text, read_parameters(options.parameters, PREFIXES))
    job = _job(text, options, forms)
    if source.startswith(("http://", "https://")):
        from sedova_lod.triplestore.remote_query import ask_endpoint  # noqa: PLC0415 - loads the web, when it is needed

        return ask_endpoint(open_endpoint(source, options), job, write)
    try:
        with QueryProcess(source_of(source), options.timeout_s) as process:
            return process.ask(job, write)
    except QueryError as error:
        raise _told(error, found, options) from error


def _seconds(timeout_s: float) -> float:
    if math.isnan(timeout_s) or timeout_s < 0:
        raise UsageError(f"{timeout_s:g} is no number of seconds", where="--timeout", hint="0 stands for any time")
    return min(timeout_s, _MOST_S)


def answer_rows(source: str, query: str, options: QueryOptions) -> bool | list[dict[str, Any]] | str:
    """Put a query, and give its answer as Python values.

    Args:
        source: As for `answer_query`.
        query: As for `answer_query`.
        options: How; its form is not looked at.

    Returns:
        Rows of terms by variable; true or false for ASK; N-Triples for a graph.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - only where terms are wanted

    output = io.BytesIO()
    forms = {"bindings": "json", "boolean": "json", "graph": "ntriples"}
    found = _ask(source, query, options, forms, output.write)
    if found.kind == "graph":
        return output.getvalue().decode()
    results = ox.parse_query_results(output.getvalue(), ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return [dict(zip(names, row, strict=True)) for row in results]


def open_endpoint(url: str, options: QueryOptions) -> Endpoint:
    """Make ready to ask an endpoint elsewhere."""
    return Endpoint(url, options.contact, options.credentials, options.surroundings, options.timeout_s or _MOST_S)


def _forms(form: str) -> dict[str, str]:
    if not form:
        return {"bindings": "table", "boolean": "table", "graph": "turtle"}
    return {"bindings": form, "boolean": form} if form in FORMS[:_N_ROW_FORMS] else {"graph": form}


def _job(text: str, options: QueryOptions, forms: Mapping[str, str]) -> Job:
    return Job(
        text,
        forms,
        prefixes=PREFIXES,
        shown_prefixes=PREFIXES,
        is_union=options.is_union,
        limit=min(options.limit, _MOST_ROWS),
        width=options.width,
        timeout_s=options.timeout_s,
    )


def source_of(source: str) -> Source:
    """Tell a store on disk from files to be read.

    Args:
        source: RDF file, folder of a build, or store.

    Raises:
        InputError: It is not there.

    >>> source_of("shapes/person.ttl").files
    (PosixPath('shapes/person.ttl'),)
    """
    place = Path(source)
    if place.is_dir() and (is_store(place) or is_plain_store(place)):
        return Source(store=place)
    return Source(files=tuple(data_files([place])))


def query_folders(source: str) -> tuple[Path, ...]:
    """Say where saved queries are looked for: in `queries` beside what is asked, and in the current folder.

    >>> [path.as_posix() for path in query_folders("data/dist")]
    ['data/queries', 'queries']
    """
    is_place = not source.startswith(("http://", "https://"))
    places = [Path(source).parent / "queries"] if is_place else []
    return tuple(dict.fromkeys([*places, Path("queries")]))


def _told(error: QueryError, query: Query, options: QueryOptions) -> SedovaError:
    """Say what went wrong as a command says it."""
    fault = error.faults[0]
    if error.sort in _STORE_FAILS:
        return ServiceError(fault.what, hint=fault.hint)
    if error.sort == "form":
        rows = ", ".join(FORMS[:_N_ROW_FORMS])
        kinds = {"graph": f"a graph, which has no form {options.form}", "boolean": "yes or no, which is no graph"}
        what = f"the answer is {kinds.get(fault.what, 'rows, which are no graph')}"
        hint = f"use one of {', '.join(FORMS[_N_ROW_FORMS:])}" if fault.what == "graph" else f"use one of {rows}"
        return UsageError(what, where="--format", hint=hint)
    where = fault.where.replace("query:", f"{query.where}:", 1) if fault.where.startswith("query:") else fault.where
    return InputError(fault.what, where=where, hint=fault.hint)
