"""What SPARQL has and mapping queries have not, each with the reason and a way around it."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BLANK_NODE", "COLLECTION", "FUNCTIONS", "GROUP_WORDS", "PATH", "QUERY_FORMS", "SOLUTION_WORDS", "Refusal"]


class Refusal(NamedTuple):
    """Say what is refused, and what to write instead."""

    what: str
    hint: str


BLANK_NODE = Refusal(
    "a blank node cannot be named, linked or traced",
    'make an IRI: BIND(IRI(CONCAT(STR(?record), "#part")) AS ?part)',
)
COLLECTION = Refusal("an RDF collection consists of blank nodes", "give each member to the property itself")
PATH = Refusal(
    "property paths are not supported: each step needs a variable",
    "write one pattern a step, each in an OPTIONAL group",
)

GROUP_WORDS = {
    "UNION": Refusal(
        "UNION is not supported: each field is looked up once", "write an OPTIONAL group for each alternative"
    ),
    "VALUES": Refusal("VALUES is not supported: all data come from the record", "use BIND, or IF in a BIND"),
    "MINUS": Refusal("MINUS is not supported", "use OPTIONAL and FILTER(!BOUND(?variable))"),
    "GRAPH": Refusal("GRAPH is not supported: a record is one graph", "write its patterns without GRAPH"),
    "SERVICE": Refusal(
        "SERVICE is not supported: mapping asks no other server", "bring the data into the records first"
    ),
    "SELECT": Refusal("a sub-SELECT is not supported", "use OPTIONAL groups and BIND"),
}

SOLUTION_WORDS = {
    word: Refusal(
        f"{word} is not supported: triples have no order and no number",
        "end the query after the '}' of its WHERE part",
    )
    for word in ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
} | {"VALUES": GROUP_WORDS["VALUES"]}

QUERY_FORMS = {
    word: Refusal(f"a mapping query is a CONSTRUCT query, not {word}", "begin with CONSTRUCT { ... } WHERE { ... }")
    for word in ("SELECT", "ASK", "DESCRIBE", "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE")
}

_CHANGING = "{} is not supported: the same records must always give the same triples"
_AGGREGATE = "{} is not supported: a value is mapped by itself"

FUNCTIONS = {
    "NOW": Refusal(_CHANGING.format("NOW"), "keep the date in a field"),
    "RAND": Refusal(_CHANGING.format("RAND"), "make a value from a field of the record"),
    "UUID": Refusal(_CHANGING.format("UUID"), 'make an IRI from a field: IRI(CONCAT(STR(?record), "#part"))'),
    "STRUUID": Refusal(_CHANGING.format("STRUUID"), "make a text from a field of the record"),
    "BNODE": Refusal("BNODE is not supported: " + BLANK_NODE.what, BLANK_NODE.hint),
    "EXISTS": Refusal("EXISTS is not supported", "use OPTIONAL and BOUND(?variable)"),
    "NOT": Refusal("NOT EXISTS is not supported", "use OPTIONAL and !BOUND(?variable)"),
    **{
        name: Refusal(_AGGREGATE.format(name), "each value of a field gives triples of its own")
        for name in ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
    },
}
