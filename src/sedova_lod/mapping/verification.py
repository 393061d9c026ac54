"""A second opinion on queries: a SPARQL engine parses them too."""

from __future__ import annotations

from collections.abc import Iterable

from sedova_lod.errors import Fault
from sedova_lod.mapping.mapping import QuerySource

__all__ = ["verify_with_engines"]


def verify_with_engines(sources: Iterable[QuerySource]) -> list[Fault]:
    """Let pyoxigraph parse queries, and list what it refuses.

    Args:
        sources: The queries: `Mapping.sources`.

    >>> verify_with_engines([QuerySource("x.rq", "CONSTRUCT { ?x ?p ?y } WHERE { ?x ?p ?y }")])
    []
    """
    import pyoxigraph  # noqa: PLC0415 - heavy, and only needed when a profile is checked

    store = pyoxigraph.Store()
    faults = []
    for source in sources:
        try:
            store.query(source.text)
        except (SyntaxError, ValueError) as error:
            faults.append(Fault(source.file, f"pyoxigraph cannot read the query: {error}"))
    return faults
