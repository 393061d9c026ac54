"""Rules about the RDF that was made: shapes, cross-record rules and outside data."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = ["GRAPH_RULES", "SHAPE_VIOLATED", "UNKNOWN_TERM"]

SHAPE_VIOLATED = Rule(
    "shape-violated",
    Severity.ERROR,
    "a record that breaks a shape",
    "The RDF made from the record does not satisfy a SHACL shape; the message says which condition.",
    "Mend the cell named; the shape's own message says how.",
)
UNKNOWN_TERM = Rule(
    "unknown-term",
    Severity.ERROR,
    "a class or property that its vocabulary does not have",
    "Readers of the data will not understand the term: it is misspelt, superseded or made up.",
    "Use a term of the vocabulary's official list.",
    "schema:birthdate",
)
GRAPH_RULES = (SHAPE_VIOLATED, UNKNOWN_TERM)
