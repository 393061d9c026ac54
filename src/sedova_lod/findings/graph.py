"""Rules about the RDF that is made: what cannot be made, shapes, cross-record rules and outside data."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = [
    "CRASHING_RECORD",
    "GRAPH_RULES",
    "ILL_TYPED",
    "SHAPE_VIOLATED",
    "UNKNOWN_TERM",
    "UNSAID_COLUMN",
    "UNSAID_VALUE",
]

CRASHING_RECORD = Rule(
    "crashing-record",
    Severity.ERROR,
    "a record or row that ends the process which works on it",
    "The system ended each process that worked on it, most often because it asked for more memory than there is.",
    "Look whether a cell of the row is very long; or build with --keep-going, which sets the record aside.",
)
SHAPE_VIOLATED = Rule(
    "shape-violated",
    Severity.ERROR,
    "a record that breaks a shape",
    "The RDF made from the record does not satisfy a SHACL shape; the message says which condition.",
    "Mend the cell named; the shape's own message says how.",
)
ILL_TYPED = Rule(
    "ill-typed",
    Severity.ERROR,
    "a value that its datatype does not have",
    "A query of your own profile gives a text a datatype with STRDT(), and the datatype has no such value: other "
    "programs refuse it, or take it for another.",
    "Mend the cell, or leave such values out in the query.",
    '"c. 1882"^^xsd:date',
)
UNKNOWN_TERM = Rule(
    "unknown-term",
    Severity.ERROR,
    "a class or property that its vocabulary does not have",
    "Readers of the data will not understand the term: it is misspelt, superseded or made up.",
    "Use a term of the vocabulary's official list.",
    "schema:birthdate",
)
UNSAID_COLUMN = Rule(
    "unsaid-column",
    Severity.INFO,
    "a column that the profile says nothing of",
    "No query of the profile makes anything of this field: CIDOC-CRM and schema.org each have no word for some fields, "
    "and a query of your own may have left it out. The values are checked, but go into no output.",
    "Build with the profile 'both', say it in a query of your own, or list the column under 'ignore' in sedova.toml.",
)
UNSAID_VALUE = Rule(
    "unsaid-value",
    Severity.WARNING,
    "a value that goes into no output",
    "A concept with an address of its own belongs to another vocabulary. Its labels are given, but no addresses are "
    "made under its own for what is said of one of its names, or for a passage that is cited for it.",
    "Leave the value out, or describe a concept of your own, with 'exact_match' to the other one.",
)
GRAPH_RULES = (CRASHING_RECORD, SHAPE_VIOLATED, ILL_TYPED, UNKNOWN_TERM, UNSAID_COLUMN, UNSAID_VALUE)
