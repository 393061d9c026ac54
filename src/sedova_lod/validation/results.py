"""What a shape reports: one `Result` for each condition that a node does not meet."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sedova_lod.findings import Severity

__all__ = ["SEVERITIES", "SHACL", "Result", "Validator"]

SHACL = "http://www.w3.org/ns/shacl#"
SEVERITIES = {
    f"{SHACL}Violation": Severity.ERROR,
    f"{SHACL}Warning": Severity.WARNING,
    f"{SHACL}Info": Severity.INFO,
}


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
    """

    focus: str
    path: str
    value: str
    component: str
    severity: Severity
    shape: str
    messages: tuple[tuple[str, str], ...]

    def message(self, language: str = "en") -> str:
        """Give the message in a language, or else untagged, or else any.

        >>> Result("<x>", "", "", "", Severity.ERROR, "", (("нужно имя", "ru"), ("needs a name", "en"))).message()
        'needs a name'
        """
        by_language = {tag.partition("-")[0].lower(): text for text, tag in reversed(self.messages)}
        return by_language.get(language) or by_language.get("") or next(iter(by_language.values()), "")


class Validator(Protocol):
    """Check an RDF graph against shapes that were read before."""

    def validate_graph(self, ntriples: str) -> list[Result]:
        """Return the results for a graph given as N-Triples."""
        ...
