"""Which form of an answer a client wants: `Accept` with its q-values, read as HTTP has it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["MEDIA_TYPES", "choose", "choose_forms"]

MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "html": ("text/html", "application/xhtml+xml"),
}
"""Media types by form; answers carry the first."""

_ROW_FORMS = ("json", "xml", "csv", "tsv")
_BOOLEAN_FORMS = ("json", "xml", "csv", "tsv")
_GRAPH_FORMS = ("turtle", "ntriples", "jsonld", "rdfxml")
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_MOST_RANGES = 50


def choose(accept: str, forms: Sequence[str]) -> str:
    """Choose the form that a client likes best; empty if it likes none.

    Args:
        accept: Header `Accept`; empty if there is none: then the first form is chosen.
        forms: Forms that can be given, the best first.

    Source:
        HTTP Semantics (RFC 9110), section 12.5.1, https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", ("json", "xml", "csv"))
    'xml'
    >>> choose("image/png", ("json", "xml")), choose("*/*", ("json", "xml"))
    ('', 'json')
    """
    if not accept.strip():
        return forms[0]
    ranges = _ranges(accept)
    best = max(forms, key=lambda form: (_liking(form, ranges), -forms.index(form)))
    return best if _liking(best, ranges) > 0 else ""


def choose_forms(accept: str) -> dict[str, str]:
    """Choose a form for each kind of answer; a kind that the client cannot take is left out.

    >>> choose_forms("text/turtle"), choose_forms("")["bindings"]
    ({'graph': 'turtle'}, 'json')
    """
    kinds = {"bindings": _ROW_FORMS, "boolean": _BOOLEAN_FORMS, "graph": _GRAPH_FORMS}
    chosen = {kind: choose(accept, forms) for kind, forms in kinds.items()}
    return {kind: form for kind, form in chosen.items() if form}


def _ranges(accept: str) -> dict[str, float]:
    ranges: dict[str, float] = {}
    for part in accept.split(",")[:_MOST_RANGES]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        stated = next((found[1] for piece in parameters if (found := _QUALITY.fullmatch(piece))), "1")
        ranges[name.lower()] = float(stated)
    return ranges


def _liking(form: str, ranges: Mapping[str, float]) -> float:
    first, *others = MEDIA_TYPES[form]
    return max([_liking_of_type(first, ranges), *(ranges.get(kind, 0.0) for kind in others)])


def _liking_of_type(kind: str, ranges: Mapping[str, float]) -> float:
    """Find the range that fits best: the type itself, its family, anything."""
    family = f"{kind.partition('/')[0]}/*"
    return next((ranges[name] for name in (kind, family, "*/*") if name in ranges), 0.0)
