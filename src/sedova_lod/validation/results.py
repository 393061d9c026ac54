"""What a shape reports: one `Result` for each condition that a node does not meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from sedova_lod.findings import Severity

__all__ = ["SEVERITIES", "SHACL", "Alternative", "Result", "Validator", "leaves_of"]

SHACL = "http://www.w3.org/ns/shacl#"
SEVERITIES = {
    f"{SHACL}Violation": Severity.ERROR,
    f"{SHACL}Warning": Severity.WARNING,
    f"{SHACL}Info": Severity.INFO,
}


class Alternative(NamedTuple):
    """Hold how a node fares with a shape that a condition names: a member of `sh:or`, the shape of `sh:node`.

    Args:
        name: The shape's name for people.
        node: The node that was checked, in N-Triples form.
        results: What the node lacks; none if it meets the shape.
    """

    name: str
    node: str
    results: tuple[Result, ...]


class Result(NamedTuple):
    """Hold one SHACL validation result.

    Args:
        focus: Focus node, in N-Triples form.
        path: Result path: an IRI, a path in SPARQL syntax, or empty.
        value: Offending value, in N-Triples form; empty if the result has none.
        component: IRI of the constraint component.
        severity: Severity.
        shape: IRI of the nearest shape that has one; empty if none has.
        messages: Texts of `sh:message`, with their language tags.
        source: Source shape in N-Triples form; a blank node of the shapes stands as an IRI of the tool's own.
        constraint: Source constraint, written like `source`; empty if the result has none.
        plain: What is wrong, in plain English, for shapes without messages.
        details: What a condition on whole shapes comes from.
    """

    focus: str
    path: str
    value: str
    component: str
    severity: Severity
    shape: str
    messages: tuple[tuple[str, str], ...]
    source: str = ""
    constraint: str = ""
    plain: str = ""
    details: tuple[Alternative, ...] = ()

    def message(self, language: str = "en") -> str:
        """Give the message in a language, or else untagged, in English, or any; a plain statement if there is none.

        >>> Result("<x>", "", "", "", Severity.ERROR, "", (("нужно имя", "ru"), ("needs a name", "en"))).message()
        'needs a name'
        """
        by_language = {tag.partition("-")[0].lower(): text for text, tag in reversed(self.messages)}
        wanted = (by_language.get(tag) for tag in (language.partition("-")[0].lower(), "", "en"))
        return next(filter(None, wanted), "") or next(iter(by_language.values()), "") or self.plain


class Validator(Protocol):
    """Check an RDF graph against shapes that were read before."""

    def validate_graph(self, ntriples: str, is_wanted: Callable[[str], bool] | None = None) -> list[Result]:
        """Return the results for a graph given as N-Triples; with `is_wanted`, for the focus nodes it accepts."""
        ...


def leaves_of(result: Result) -> list[Result]:
    """List the innermost results that a result comes from; itself, if it has no details.

    >>> inner = Result("<x>", "http://e/p", "", "", Severity.ERROR, "", ())
    >>> outer = inner._replace(path="", details=(Alternative("A", "<x>", (inner,)),))
    >>> leaves_of(outer) == [inner], leaves_of(inner) == [inner]
    (True, True)
    """
    inner = [leaf for alternative in result.details for one in alternative.results for leaf in leaves_of(one)]
    return inner or [result]
