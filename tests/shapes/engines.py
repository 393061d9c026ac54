"""The shapes, run by three engines: the package `shacl`, pyshacl, and pyoxigraph for conditions across records."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import rdflib
import shacl
from rdflib.namespace import RDF, SH

from sedova_lod.namespaces import PREFIXES

SHAPES = Path(__file__).parents[2] / "shapes"
BASE = "https://data.example.org/"


class Found(NamedTuple):
    """Hold a result as all engines tell it.

    Args:
        focus: Focus node, relative to the base.
        message: The English message.
    """

    focus: str
    message: str


@cache
def shapes_graph(*, is_history: bool) -> rdflib.Graph:
    """Read the shapes that look across records, or all the others."""
    graph = rdflib.Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        if path.stem.startswith("history") is is_history:
            graph.parse(path)
    return graph


@cache
def _compiled() -> shacl.Shapes:
    return shacl.Shapes.from_text(shapes_graph(is_history=False).serialize(format="nt"), format="ntriples")


@cache
def english() -> dict[str, str]:
    """Give the language of each message text."""
    graph = shapes_graph(is_history=False) + shapes_graph(is_history=True)
    return {str(m): m.language or "" for m in graph.objects(None, SH.message) if isinstance(m, rdflib.Literal)}


def turtle(text: str, base: str = BASE) -> str:
    """Put the prefixes and a base before a record."""
    return f"@base <{base}> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items()) + text


def by_shacl(text: str) -> list[Found]:
    """Check a graph in Turtle with the package `shacl`."""
    triples = ox.serialize(
        (q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)), format=ox.RdfFormat.N_TRIPLES
    )
    assert triples is not None
    report = _compiled().validate_text(triples.decode(), format="ntriples")
    return sorted(
        Found(r.focus_node[1:-1].removeprefix(BASE), message)
        for r in report.results
        for message in r.messages
        if english()[message] == "en"
    )


def by_pyshacl(text: str, *, is_history: bool = False) -> list[Found]:
    """Check a graph in Turtle with pyshacl."""
    data = rdflib.Graph().parse(data=text, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph(is_history=is_history))
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode)).removeprefix(BASE)
        messages = [str(m) for m in report.objects(result, SH.resultMessage)]
        found += [Found(focus, _relative(m)) for m in messages if not is_cyrillic(m)]
    return sorted(found)


def is_cyrillic(text: str) -> bool:
    """Say whether a message is the Russian one."""
    return any("а" <= sign <= "я" for sign in text.lower())


def _relative(message: str) -> str:
    return message.replace(BASE, "")
