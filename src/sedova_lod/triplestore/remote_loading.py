"""Loading into a store elsewhere, in batches that can be repeated and gone on with after a break."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from sedova_lod.errors import InputError, OutputError, ServiceError
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.triplestore.endpoint_access import Endpoint
from sedova_lod.triplestore.rdf_files import load_files, open_rdf
from sedova_lod.web import Request, WebClient

__all__ = ["Batch", "LoadLedger", "iter_batches", "send_batches"]

_BATCH_QUADS = 5000
_TOO_LARGE = 413
_UPDATE, _NTRIPLES = "application/sparql-update", "application/n-triples"


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold triples of one graph that are sent together.

    Args:
        graph: IRI of the graph; empty for the default graph.
        lines: The triples, as N-Triples.
        is_first: Whether it is the first of its graph: it takes the place of what the graph held.

    >>> print(Batch("https://example.org/g", ("<x:a> <x:b> <x:c> .",), True).update())
    DROP SILENT GRAPH <https://example.org/g> ;
    INSERT DATA { GRAPH <https://example.org/g> {
    <x:a> <x:b> <x:c> .
    } }
    """

    graph: str
    lines: tuple[str, ...]
    is_first: bool

    @property
    def has_blank_nodes(self) -> bool:
        """Say whether some of the triples may have blank nodes: a text with the same signs is taken for one."""
        return any("_:" in line for line in self.lines)

    def update(self) -> str:
        """Write it as a SPARQL update."""
        place = f"GRAPH <{self.graph}>" if self.graph else "DEFAULT"
        drop = f"DROP SILENT {place} ;\n" if self.is_first else ""
        data = "\n".join(self.lines)
        return f"{drop}INSERT DATA {{ {place} {{\n{data}\n}} }}" if self.graph else f"{drop}INSERT DATA {{\n{data}\n}}"

    def request(self, endpoint: str, *, is_graph_store: bool) -> Request:
        """Write it as a request to an endpoint for updates, or to a graph store."""
        if not is_graph_store:
            return Request(endpoint, content=self.update().encode(), content_type=_UPDATE, accept="*/*")
        where = (("graph", self.graph),) if self.graph else (("default", ""),)
        content = ("\n".join(self.lines) + "\n").encode()
        verb = "PUT" if self.is_first else "POST"
        return Request(endpoint, where, content=content, content_type=_NTRIPLES, accept="*/*", verb=verb)


def iter_batches(files: Sequence[Path], batch_quads: int = _BATCH_QUADS) -> Generator[Batch, None, None]:
    """Read files, and give their triples graph by graph, in the same order each time.

    Args:
        files: RDF files.
        batch_quads: Most triples of a batch.

    Raises:
        InputError: A file cannot be read, or a graph with blank nodes is too large for one batch: they would be torn.
    """
    with PassingFolder("store") as folder:
        store = ox.Store(str(folder))
        load_files(store, files)
        graphs = sorted((graph for graph in store.named_graphs()), key=str)
        _require_separate_blank_nodes(store, graphs)
        for graph in (ox.DefaultGraph(), *graphs):
            yield from _of_graph(store, graph, batch_quads)


def _of_graph(
    store: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph, most: int
) -> Generator[Batch, None, None]:
    name = "" if isinstance(graph, ox.DefaultGraph) else graph.value
    lines: list[str] = []
    is_first, has_blank = True, False
    for quad in store.quads_for_pattern(None, None, None, graph):
        lines.append(f"{quad.triple} .")
        has_blank = has_blank or isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
        if len(lines) > most:
            if has_blank:
                what = f"the graph '{name}' has blank nodes, and more than {most} triples"
                raise InputError(what, hint="it cannot be sent in parts: use --scripts")
            yield Batch(name, tuple(sorted(lines[:most])), is_first)
            lines, is_first = lines[most:], False
    if lines:
        yield Batch(name, tuple(sorted(lines)), is_first)


def _require_separate_blank_nodes(store: ox.Store, graphs: Sequence[ox.NamedNode | ox.BlankNode]) -> None:
    if any(isinstance(graph, ox.BlankNode) for graph in graphs):
        raise InputError("a graph has no IRI, so that it cannot be sent", hint="name it, or use --scripts")
    query = (
        "ASK { GRAPH ?g { { ?n ?p ?o } UNION { ?s ?p ?n } FILTER isBlank(?n) } "
        "GRAPH ?h { { ?n ?q ?x } UNION { ?y ?q ?n } } FILTER(?g != ?h) }"
    )
    if len(graphs) > 1 and bool(store.query(query)):
        raise InputError("a blank node stands in two graphs, which are sent apart", hint="use --scripts")


class LoadLedger:
    """Keep how far a run has come, so that the next one goes on from there.

    Args:
        path: The file.
        endpoint: Where the batches go.
        files: What is sent.
        is_graph_store: How it is sent.

    Raises:
        OutputError: The file is something else, which would be replaced.
    """

    def __init__(self, path: Path, endpoint: str, files: Sequence[Path], *, is_graph_store: bool) -> None:
        self._path = path
        self._run = _run_of(endpoint, files, is_graph_store)
        self.n_done = self._read()

    def advance(self) -> None:
        """Write down that one more batch is done."""
        self.n_done += 1
        self._write({"run": self._run, "done": self.n_done})

    def finish(self) -> None:
        """Forget the run, which is whole."""
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _read(self) -> int:
        try:
            content = json.loads(self._path.read_bytes())
            return int(content["done"]) if content["run"] == self._run else 0
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, LookupError, TypeError) as error:
            what, hint = "this is no ledger of an earlier run, and would be replaced", "name another file with --ledger"
            raise OutputError(what, where=str(self._path), hint=hint) from error

    def _write(self, content: dict[str, object]) -> None:
        draft = self._path.with_name(f"{self._path.name}.partial")
        try:
            draft.write_text(json.dumps(content), encoding="utf-8")
            os.replace(draft, self._path)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._path)) from error


def _run_of(endpoint: str, files: Sequence[Path], is_graph_store: bool) -> str:
    digest = hashlib.sha256(json.dumps([endpoint, is_graph_store, _BATCH_QUADS]).encode())
    for path in files:
        with open_rdf(path) as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
    return digest.hexdigest()


def send_batches(
    batches: Generator[Batch, None, None], endpoint: Endpoint, ledger: LoadLedger, on_sent: Callable[[Batch], None],
    *, is_graph_store: bool,
) -> int:  # fmt: skip
    """Send batches, those left out that an earlier run has sent.

    Args:
        batches: All batches, in the same order each time.
        endpoint: Where to.
        ledger: Keeps how far it has come.
        on_sent: Is told of each batch.
        is_graph_store: Whether the endpoint is a graph store, and not one for updates.

    Returns:
        How many batches were sent.

    Raises:
        ServiceError: The endpoint failed; what was sent is in the ledger.
    """
    n_before = ledger.n_done
    client = endpoint.open()
    try:
        for number, batch in enumerate(batches):
            if number < n_before:
                continue
            _send(batch, client, endpoint.url, is_graph_store=is_graph_store)
            ledger.advance()
            on_sent(batch)
    finally:
        client.close()
        batches.close()
    n_sent = ledger.n_done - n_before
    ledger.finish()
    return n_sent


def _send(batch: Batch, client: WebClient, url: str, *, is_graph_store: bool) -> None:
    """Send a batch; in halves, if the endpoint does not take so much at once and no blank node would be torn."""
    try:
        client.fetch(batch.request(url, is_graph_store=is_graph_store))
    except ServiceError as error:
        half = len(batch.lines) // 2
        if error.status != _TOO_LARGE or not half or batch.has_blank_nodes:
            raise
        _send(replace(batch, lines=batch.lines[:half]), client, url, is_graph_store=is_graph_store)
        _send(replace(batch, lines=batch.lines[half:], is_first=False), client, url, is_graph_store=is_graph_store)
