"""Answers written row by row: a table for people, CSV, TSV, JSON and XML for programs, graphs in any RDF format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from sedova_lod.triplestore.tables import write_table

__all__ = ["GRAPH_FORMS", "ROW_FORMS", "write_boolean", "write_rows", "write_triples"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Sequence[Term | None]

ROW_FORMS = ("table", "csv", "tsv", "json", "xml")
"""Forms of the rows that SELECT gives, and of the yes or no of ASK."""

GRAPH_FORMS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""Forms of the graphs that CONSTRUCT and DESCRIBE give."""

_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_rows(
    form: str, variables: Sequence[str], rows: Iterable[Row], output: IO[bytes], *, width: int = 0,
    prefixes: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    r"""Write rows, one after the other.

    Args:
        form: One of `ROW_FORMS`.
        variables: Names of the columns.
        rows: The rows; None where a variable has no value.
        output: Where to.
        width: Columns of the terminal, for a table; 0 if cells are not cut.
        prefixes: Namespaces that a table shortens.

    Returns:
        How many rows were written.

    >>> output = io.BytesIO()
    >>> write_rows("csv", ["a"], [[ox.Literal("x, y")], [None]], output), output.getvalue()
    (2, b'a\r\n"x, y"\r\n\r\n')
    """
    if form == "table":
        return write_table(variables, rows, output, width, prefixes or {})
    parts = {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}[form]
    counter = _Counter(rows)
    for part in parts(variables, counter):
        output.write(part.encode())
    return counter.n_rows


class _Counter:
    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.n_rows = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.n_rows += 1
            yield row


def _csv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")

    def line(cells: list[str]) -> str:
        if cells == [""]:
            return "\r\n"  # one empty cell is an empty line in SPARQL's CSV
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield line(list(variables))
    for row in rows:
        yield line(["" if term is None else _plain(term) for term in row])


def _plain(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _tsv(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


def _json(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    yield '{"head":{"vars":' + json.dumps(list(variables)) + '},"results":{"bindings":['
    before = "\n"
    for row in rows:
        bound = {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        yield before + json.dumps(bound, ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    names = "".join(f"<variable name={_quoted(name)}/>" for name in variables)
    yield f"{_XML_HEAD}<head>{names}</head><results>\n"
    for row in rows:
        cells = "".join(
            f"<binding name={_quoted(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        yield f"<result>{cells}</result>\n"
    yield "</results></sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_escaped(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_escaped(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return "<triple>" + "".join(f"<{n}>{_xml_term(part)}</{n}>" for n, part in parts.items()) + "</triple>"
    mark = ""
    if term.language:
        mark = f" xml:lang={_quoted(term.language)}"
    elif term.datatype.value != _XSD_STRING:
        mark = f" datatype={_quoted(term.datatype.value)}"
    return f"<literal{mark}>{_escaped(term.value)}</literal>"


_XML_SIGNS = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("\r"): "&#13;"}
_XML_SIGNS |= dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")  # XML has none of these


def _escaped(text: str) -> str:
    return text.translate(_XML_SIGNS)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def write_boolean(form: str, is_true: bool, output: IO[bytes]) -> None:
    r"""Write the answer to ASK.

    >>> output = io.BytesIO()
    >>> write_boolean("table", True, output)
    >>> output.getvalue()
    b'yes\n'
    """
    word = "true" if is_true else "false"
    texts = {
        "table": "yes\n" if is_true else "no\n",
        "csv": f"{word}\r\n",
        "tsv": f"{word}\n",
        "json": f'{{"head":{{}},"boolean":{word}}}\n',
        "xml": f"{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>\n",
    }
    output.write(texts[form].encode())


def write_triples(
    form: str, triples: Iterable[ox.Triple], output: IO[bytes], prefixes: Mapping[str, str], limit: int = 0
) -> int:
    r"""Write a graph.

    Args:
        form: One of `GRAPH_FORMS`.
        triples: The triples.
        output: Where to.
        prefixes: Namespaces that Turtle and RDF/XML shorten.
        limit: Most triples; 0 for all.

    Returns:
        How many triples were written; one more than `limit` if there are more.

    >>> output = io.BytesIO()
    >>> triple = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c"))
    >>> write_triples("turtle", [triple], output, {}), output.getvalue()
    (1, b'<x:a> <x:b> "c" .\n')
    """
    chosen = GRAPH_FORMS[form]
    counted = _Triples(triples, limit)
    if chosen in (ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML):
        head = _SortedHead(output)
        ox.serialize(counted, cast(IO[bytes], head), chosen, prefixes=dict(prefixes))
        head.flush()
    else:
        ox.serialize(counted, output, chosen)
    return counted.n_seen


class _SortedHead:
    """Put the prefixes in order, which the serialiser writes in any: the same answer is the same bytes."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._head: bytearray | None = bytearray()

    def write(self, content: bytes) -> int:
        if self._head is None:
            self._output.write(content)
            return len(content)
        self._head += content
        last = self._head.rpartition(b"\n")[0].rpartition(b"\n")[2]
        if last and not last.startswith(b"@prefix "):
            self.flush()
        return len(content)

    def flush(self) -> None:
        if self._head is not None:
            lines = bytes(self._head).splitlines(keepends=True)
            prefixes = [line for line in lines if line.startswith(b"@prefix ")]
            self._output.write(b"".join([*sorted(prefixes), *lines[len(prefixes) :]]))
            self._head = None


class _Triples:
    def __init__(self, triples: Iterable[ox.Triple], limit: int) -> None:
        self._triples = triples
        self._limit = limit
        self.n_seen = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        iterator = iter(self._triples)
        for triple in islice(iterator, self._limit) if self._limit else iterator:
            self.n_seen += 1
            yield triple
        if self._limit and self.n_seen == self._limit:
            self.n_seen += sum(1 for _ in islice(iterator, 1))
