"""Serving: files or a store made ready to be asked by many at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sedova_lod.errors import InputError, UsageError
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.triplestore.loading import load_store
from sedova_lod.triplestore.query_pool import PoolLimits, QueryPool
from sedova_lod.triplestore.query_process import Job, QueryError, Source
from sedova_lod.triplestore.querying import source_of

__all__ = ["find_base", "open_service"]

_PROVENANCE = "provenance"
_BASE_QUERY = f'SELECT ?g {{ GRAPH ?g {{}} FILTER(STRENDS(STR(?g), "/{_PROVENANCE}")) }} LIMIT 2'


@contextlib.contextmanager
def open_service(
    source: str, limits: PoolLimits, memory_bytes: int, *, is_writable: bool = False
) -> Iterator[QueryPool]:
    """Make a source ready to be asked.

    Files are loaded into a store that is gone at the end, so that several processes can read it.

    Args:
        source: RDF file, folder of a build, or store.
        limits: How much may be done at once.
        memory_bytes: Most memory of each process; 0 for any.
        is_writable: Whether updates are made.

    Raises:
        InputError: The source cannot be read.
        UsageError: Updates are wanted, and the source is no store.
    """
    found = source_of(source)
    with contextlib.ExitStack() as stack:
        if found.store is None:
            if is_writable:
                hint = f"make one: sedova-lod load {source} --store DIR"
                raise UsageError("updates need a store", where="--writable", hint=hint)
            folder = stack.enter_context(PassingFolder("store")) / "store"
            load_store(found.files, folder)
            found = Source(store=folder)
        pool = QueryPool(Source((), found.store, is_writable, memory_bytes), limits)
        stack.callback(pool.close)
        try:
            pool.warm()
        except QueryError as error:
            fault = error.faults[0]
            raise InputError(fault.what, where=fault.where or source, hint=fault.hint) from error
        yield pool


def find_base(pool: QueryPool) -> str:
    """Tell how the addresses of the records begin, by the graph of provenance that `build` writes; empty if unknown.

    Args:
        pool: What is asked.
    """
    parts: list[bytes] = []
    try:
        pool.ask_now(Job(_BASE_QUERY, {"bindings": "csv"}, timeout_s=10), parts.append)
    except QueryError:
        return ""
    graphs = b"".join(parts).decode().split()[1:]
    return graphs[0].removesuffix(_PROVENANCE) if len(graphs) == 1 else ""
