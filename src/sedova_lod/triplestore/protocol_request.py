"""A request of the SPARQL protocol, understood: what is asked, of which graphs, or why it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sedova_lod.errors import UsageError
from sedova_lod.http_serving import Refusal
from sedova_lod.terms import iri_fault
from sedova_lod.triplestore.query_text import reaches_out, with_dataset

__all__ = ["Operation", "read_operation"]

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_MOST_FIELDS = 1000
_UTF8 = ("", "utf-8", "utf8", "us-ascii")
_Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """Describe what a request asks.

    Args:
        text: The query or update; empty for the description of the service.
        is_update: Whether it is an update.
        default_graphs: Graphs that make the default graph; None if nothing is stated.
        named_graphs: Graphs that GRAPH can name; None if nothing is stated.

    >>> Operation().text
    ''
    """

    text: str = ""
    is_update: bool = False
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def read_operation(method: str, query_string: str, content_type: str, body: bytes) -> Operation | Refusal:
    """Understand a request.

    Args:
        method: Method of HTTP.
        query_string: What follows `?` in the address, as it came.
        content_type: Header `Content-Type`; empty if there is none.
        body: Content of the request.

    Source:
        SPARQL 1.1 Protocol, section 2, https://www.w3.org/TR/sparql11-protocol/#protocol

    >>> read_operation("GET", "query=ASK%20%7B%7D", "", b"").text
    'ASK {}'
    >>> read_operation("GET", "update=CLEAR%20ALL", "", b"")
    Refusal(status=400, what='an update is sent by POST', hint='send it as application/sparql-update')
    """
    try:
        pairs = _pairs(query_string)
        if method in ("GET", "HEAD"):
            return _from_pairs(pairs, is_get=True)
        if method != "POST":
            return Refusal(405, f"{method[:20]} is not answered here", "use GET or POST")
        return _posted(pairs, content_type, body)
    except UsageError as error:
        fault = error.faults[0]
        return Refusal(400, fault.what, fault.hint)
    except ValueError:
        return Refusal(400, "the request is no text in UTF-8", "send it in UTF-8")


def _posted(pairs: _Pairs, content_type: str, body: bytes) -> Operation | Refusal:
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if kind not in (_FORM, _QUERY, _UPDATE):
        what = f"the request is '{kind[:100]}'" if kind else "the request does not say what it is"
        return Refusal(415, what, f"send it as {_FORM}, {_QUERY} or {_UPDATE}")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"') if "charset" in parameters.lower() else ""
    if charset not in _UTF8:
        return Refusal(415, f"the request is in {charset[:50]}", "send it in UTF-8")
    if kind == _FORM:
        return _from_pairs([*pairs, *_pairs(body.decode("ascii"))], is_get=False)
    if any(name in ("query", "update") for name, _ in pairs):
        return Refusal(400, "a query stands in the address, and another in the request", "send one")
    return _operation(body.decode("utf-8"), pairs, is_update=kind == _UPDATE)


def _pairs(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")


def _from_pairs(pairs: _Pairs, *, is_get: bool) -> Operation | Refusal:
    texts = [(name, value) for name, value in pairs if name in ("query", "update")]
    if len(texts) > 1:
        return Refusal(400, "there is more than one query or update", "send one")
    if not texts:
        return Operation() if is_get else Refusal(400, "there is no query", "send it as 'query'")
    name, text = texts[0]
    if name == "update" and is_get:
        return Refusal(400, "an update is sent by POST", f"send it as {_UPDATE}")
    return _operation(text, pairs, is_update=name == "update")


def _operation(text: str, pairs: _Pairs, *, is_update: bool) -> Operation | Refusal:
    if not text.strip():
        return Refusal(400, "the query is empty")
    word = reaches_out(text)
    if word:
        return Refusal(400, f"{word} is not answered here: this service asks no others")
    prefix = "using-" if is_update else ""
    default_name, named_name = ("using-graph-uri" if is_update else "default-graph-uri"), f"{prefix}named-graph-uri"
    default = tuple(value for name, value in pairs if name == default_name)
    named = tuple(value for name, value in pairs if name == named_name)
    for iri in (*default, *named):
        fault = iri_fault(iri)
        if fault:
            return Refusal(400, f"'{iri[:200]}' is no IRI of a graph: {fault}")
    if is_update:
        return Operation(with_dataset(text, default, named), is_update=True)
    if not default and not named:
        return Operation(text)
    return Operation(text, default_graphs=default, named_graphs=named)
