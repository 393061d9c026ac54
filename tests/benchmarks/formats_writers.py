"""Times one writer inside its process: `python -m tests.benchmarks.formats_writers WRITER FOLDER SOURCE [CONTEXT]`."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def ours(folder: Path, project: str) -> dict[str, float]:
    """Build once to get the mapped records, then write them in each format."""
    from sedova_lod.cli import main
    from sedova_lod.serializers import open_serializer
    from sedova_lod.serializers.turtle import Turtle

    shutil.rmtree(folder / "remembered", ignore_errors=True)  # a build maps no record that it finds built
    seen: list[tuple[Turtle, Any]] = []
    write = Turtle.record

    def remember(serializer: Turtle, record: Any) -> bytes:
        seen.append((serializer, record))
        return write(serializer, record)

    Turtle.record = remember  # type: ignore[method-assign]
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        main(["build", project, "-o", str(folder / "remembered"), "--formats", "ttl", "--jobs", "1"])
    Turtle.record = write  # type: ignore[method-assign]
    first = seen[0][0]  # the description of the data set is written by another
    settings, records = first.settings, [record for serializer, record in seen if serializer is first]
    taken = {}
    for name in ("ttl", "jsonld"):
        begun = time.process_time()
        serializer = open_serializer(name, settings)
        with (folder / f"ours.{name}").open("wb") as file:
            file.write(serializer.header())
            for start in range(0, len(records), 1000):
                file.write(b"".join([serializer.record(record) for record in records[start : start + 1000]]))
            file.write(serializer.footer())
        taken[name] = time.process_time() - begun
    return taken


def rdflib_writer(syntax: str) -> Callable[[Path, str, str], dict[str, float]]:
    """Load N-Triples and write them with rdflib."""

    def write(folder: Path, source: str, context: str) -> dict[str, float]:
        import rdflib

        rdflib.NORMALIZE_LITERALS = False
        begun = time.process_time()
        graph = rdflib.Graph().parse(source, format="nt")
        loaded = time.process_time()
        form, extra = ("turtle", {}) if syntax == "ttl" else ("json-ld", {"context": _context(context)})
        graph.serialize(folder / f"rdflib.{syntax}", format=form, encoding="utf-8", **extra)
        return {"load": loaded - begun, "write": time.process_time() - loaded}

    return write


def pyoxigraph_turtle(folder: Path, source: str) -> dict[str, float]:
    """Load N-Triples into a store, and dump it as Turtle."""
    import pyoxigraph as ox

    begun = time.process_time()
    store = ox.Store()
    store.bulk_load(path=source, format=ox.RdfFormat.N_TRIPLES)
    loaded = time.process_time()
    store.dump(folder / "pyoxigraph.ttl", ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    return {"load": loaded - begun, "write": time.process_time() - loaded}


def _context(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))["@context"]
    return found


WRITERS: dict[str, Callable[..., dict[str, float]]] = {
    "ours": ours,
    "rdflib-ttl": rdflib_writer("ttl"),
    "rdflib-jsonld": rdflib_writer("jsonld"),
    "pyoxigraph-ttl": pyoxigraph_turtle,
}

if __name__ == "__main__":
    print(json.dumps(WRITERS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
