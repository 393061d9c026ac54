"""Pages about records, for people and for programs, made from the graph of one record."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from sedova_lod.namespaces import PREFIXES
from sedova_lod.triplestore.tables import cell_text

__all__ = [
    "DOCUMENT_ENDING",
    "STYLE",
    "front_page",
    "record_page",
    "record_queries",
    "refusal_page",
    "tombstone_query",
]

DOCUMENT_ENDING = ".ttl"
"""What the name of a record's graph adds to the address of the record."""

_LABELS = (
    f"{PREFIXES['schema']}name",
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['schema']}headline",
)
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #ccc}"
    "th{font-weight:normal;width:34%}"
)
"""Style sheet of the pages."""

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def record_queries(iri: str) -> tuple[str, str]:
    """Give the queries for the triples about a record: those of its own graph, else those that it is the subject of.

    Args:
        iri: The record, a sound IRI.

    >>> record_queries("https://example.org/person/a")[1]
    'CONSTRUCT { <https://example.org/person/a> ?p ?o } WHERE { <https://example.org/person/a> ?p ?o }'
    """
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}{DOCUMENT_ENDING}> {{ ?s ?p ?o }} }}",
        f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}",
    )


def tombstone_query(iri: str) -> str:
    """Give the query for what stands for a retired record now; a row without a value says that nothing does.

    Args:
        iri: The record, a sound IRI.

    >>> tombstone_query("x:a").partition("{")[0]
    'SELECT ?by '
    """
    deprecated, replaced = f"{PREFIXES['owl']}deprecated", f"{PREFIXES['dcterms']}isReplacedBy"
    return f"SELECT ?by {{ <{iri}> <{deprecated}> true OPTIONAL {{ <{iri}> <{replaced}> ?by }} }} ORDER BY ?by LIMIT 2"


def front_page(title: str, endpoint: str, base: str) -> str:
    """Write the page that says what a service has.

    Args:
        title: Its title.
        endpoint: Address of its endpoint.
        base: How the addresses of the records begin; empty if it has no pages of records.

    >>> "<h1>Letters</h1>" in front_page("Letters", "http://localhost:8000/sparql", "")
    True
    """
    records = (
        f"<p>Records: addresses below <code>{html.escape(base)}</code> are answered here, too.</p>\n" if base else ""
    )
    shown = html.escape(endpoint)
    body = f'<p>SPARQL 1.1 endpoint: <a href="/sparql"><code>{shown}</code></a></p>\n{records}'
    return _page(title, body)


def refusal_page(what: str) -> str:
    """Write the page that says why there is no other.

    Args:
        what: Why, one clause.

    >>> "<h1>there is nothing at &#x27;/&lt;b&gt;&#x27;</h1>" in refusal_page("there is nothing at '/<b>'")
    True
    """
    return _page(what, '<p><a href="/">What is here</a></p>\n')


def record_page(iri: str, triples: Iterable[ox.Triple], base: str) -> str:
    """Write a plain page about a record.

    Args:
        iri: The record.
        triples: What is said of it.
        base: How the addresses of records begin; links to them stay on this server.

    >>> name = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("http://schema.org/name"), ox.Literal("<b>"))
    >>> "<h1>&lt;b&gt;</h1>" in record_page("x:a", [name], "x:")
    True
    """
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(_name(triple.subject), []).append(triple)
    others = sorted(subject for subject in by_subject if subject != iri)
    parts = [_part(subject, by_subject[subject], base, is_own=subject == iri) for subject in [iri, *others]
             if subject in by_subject]  # fmt: skip
    return _page(_title(by_subject.get(iri, [])) or iri, f"<p><code>{html.escape(iri)}</code></p>\n{''.join(parts)}")


def _page(title: str, body: str) -> str:
    shown = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{shown}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="/style.css"></head>\n<body><main><h1>{shown}</h1>\n{body}</main></body></html>\n'
    )


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)


def _title(triples: list[ox.Triple]) -> str:
    for prop in _LABELS:
        names = [t.object for t in triples if t.predicate.value == prop and isinstance(t.object, ox.Literal)]
        if names:
            return min(names, key=lambda name: (name.language != "en", name.language or "", name.value)).value
    return ""


def _part(subject: str, triples: list[ox.Triple], base: str, *, is_own: bool) -> str:
    mark = html.escape(subject.partition("#")[2])
    head = "" if is_own else f'<h2 id="{mark}"><code>{html.escape(subject.removeprefix(base))}</code></h2>\n'
    ordered = sorted(triples, key=lambda t: (_short(t.predicate), str(t.object)))
    rows = "".join(f"<tr><th scope=row>{_link(t.predicate, base)}</th><td>{_link(t.object, base)}</td></tr>\n"
                   for t in ordered)  # fmt: skip
    return f"{head}<table>\n{rows}</table>\n"


def _link(term: _Term, base: str) -> str:
    if isinstance(term, ox.Literal):
        language = f' lang="{html.escape(term.language)}"' if term.language else ""
        return f"<bdi{language}>{html.escape(term.value)}</bdi>"
    if not isinstance(term, ox.NamedNode):
        return html.escape(str(term))
    iri = term.value
    if base and iri.startswith(base):
        return f'<a href="{html.escape("/" + iri.removeprefix(base))}">{html.escape(iri.removeprefix(base))}</a>'
    if iri.startswith(("http://", "https://")):
        return f'<a href="{html.escape(iri)}">{html.escape(_short(term))}</a>'
    return html.escape(iri)


def _short(term: ox.NamedNode, prefixes: Mapping[str, str] = PREFIXES) -> str:
    return cell_text(term, prefixes)
