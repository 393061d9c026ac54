"""The text of a query or an update: its words, what it asks for, and what may not be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sedova_lod.errors import UsageError

__all__ = [
    "Word",
    "bind_variables",
    "in_order_of_query",
    "iter_words",
    "place_of",
    "reaches_out",
    "selects_all",
    "states_dataset",
    "update_word",
    "variables_of",
    "with_dataset",
    "with_variables",
]

_WORD = re.compile(
    r"(?P<comment>\#[^\r\n]*)"
    r'|(?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)'
    r'|(?P<string>"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*')"
    r"|(?P<escape>\\.)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)"
    r"|(?P<word>@?[A-Za-z_][\w-]*)"
    r"|(?P<sign>\S)",
    re.DOTALL,
)
_REACHES_OUT = re.compile("SERVICE|LOAD", re.IGNORECASE)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")


class Word(NamedTuple):
    """Hold one word of a query.

    Args:
        sort: `iri`, `string`, `variable`, `name` (a CURIE), `word` or `sign`.
        text: As it is written.
        start: Where it begins, counted from 0.
        depth: How many braces are open before it.
    """

    sort: str
    text: str
    start: int
    depth: int

    def says(self, *words: str) -> bool:
        """Say whether it is one of some keywords, in any case."""
        return self.sort == "word" and self.text.upper() in words


def iter_words(text: str) -> Iterator[Word]:
    """Split a query or update into words; comments are left out, and nothing is checked.

    >>> [word.text for word in iter_words('ASK { ?s ?p "SERVICE" } # end')]
    ['ASK', '{', '?s', '?p', '"SERVICE"', '}']
    """
    depth = 0
    for found in _WORD.finditer(text):
        sort = found.lastgroup or ""
        if sort == "comment":
            continue
        word = Word(sort, found.group(), found.start(), depth)
        depth += {"{": 1, "}": -1}.get(word.text, 0) if sort == "sign" else 0
        yield word


def reaches_out(text: str) -> str:
    """Tell which keyword makes the store ask other machines: SERVICE or LOAD; empty if there is none.

    Keywords need no blank around them (`trueSERVICE:x`), so a word that merely holds one counts too, and so does the
    prefix of a CURIE: rather a harmless query is refused than a stranger's request sent.

    >>> reaches_out("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    'SERVICE'
    >>> reaches_out("SELECT * { ?s ?p 'secret service' }")
    ''
    """
    for word in iter_words(text):
        if word.sort in ("word", "name"):
            found = _REACHES_OUT.search(word.text.partition(":")[0])
            if found:
                return found.group().upper()
    return ""


def states_dataset(text: str) -> bool:
    """Say whether a query itself states which graphs it asks, by FROM; that needs no blank around it (`FROM:graph`).

    >>> states_dataset("ASK FROM <http://example.org/g> { ?s ?p ?o }"), states_dataset("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    before, declared = "", set()
    for word in iter_words(text):
        prefix = word.text.partition(":")[0].upper()
        if before == "PREFIX":
            declared.add(prefix)
        elif word.sort in ("word", "name") and not word.depth and prefix.endswith("FROM") and prefix not in declared:
            return True
        before = prefix
    return False


def update_word(text: str) -> Word | None:
    """Give the word by which a text is an update and no query; None if it is none.

    >>> update_word("PREFIX x: <x:> INSERT DATA { x:a x:b x:c }").text, update_word("ASK { ?insert ?p 'DELETE' }")
    ('INSERT', None)
    """
    first = next((word for word in iter_words(text) if word.says(*_FORMS, *_UPDATES)), None)
    return first if first is not None and first.says(*_UPDATES) else None


def variables_of(text: str) -> list[str]:
    """List the variables of a query, each once, in order.

    >>> variables_of("SELECT ?b { ?a ?b $a }")
    ['b', 'a']
    """
    return list(dict.fromkeys(word.text[1:] for word in iter_words(text) if word.sort == "variable"))


def selects_all(text: str) -> bool:
    """Say whether a query asks for all its variables: `SELECT *`.

    >>> selects_all("SELECT DISTINCT * { ?s ?p ?o }"), selects_all("SELECT (?a * 2 AS ?b) { ?s ?p ?a }")
    (True, False)
    """
    return _star(text) is not None


def _star(text: str) -> Word | None:
    """Find the sign that asks for all variables of the query itself, and not of a query within it."""
    words = iter_words(text)
    form = next((word for word in words if word.says(*_FORMS)), None)
    if form is None or not form.says("SELECT"):
        return None
    first = next((word for word in words if not word.says("DISTINCT", "REDUCED")), None)
    return first if first is not None and first.sort == "sign" and first.text == "*" else None


def in_order_of_query(text: str, variables: Sequence[str]) -> list[str]:
    """Put the variables of an answer in order: for `SELECT *` as they come in the query, else as they are selected.

    >>> in_order_of_query("SELECT * { ?c ?a ?b }", ["a", "b", "c"])
    ['c', 'a', 'b']
    """
    if not selects_all(text):
        return list(variables)
    named = {name: place for place, name in enumerate(variables_of(text))}
    return sorted(variables, key=lambda name: named.get(name, len(named)))


def with_variables(text: str, variables: Sequence[str]) -> str:
    """Write the names of variables where a query says `SELECT *`.

    Args:
        text: The query.
        variables: All its variables, in the order of the columns.

    >>> with_variables("SELECT DISTINCT*{ ?c ?a ?b }", ["c", "a", "b"])
    'SELECT DISTINCT ?c ?a ?b { ?c ?a ?b }'
    """
    star = _star(text)
    if star is None or not variables:
        return text
    names = "".join(f" ?{name}" for name in variables)
    return f"{text[: star.start].rstrip(' ')}{names} {text[star.start + 1 :]}"


def bind_variables(text: str, terms: Mapping[str, str]) -> str:
    """Give variables of a query their values before it runs.

    The values are put as a VALUES block at the beginning of the query's own WHERE group, on the same line, so that the
    places in messages stay true. A variable of a subquery is another one, unless the subquery hands it out.

    Args:
        text: The query.
        terms: Terms by variable, as SPARQL writes them: checked and escaped.

    Raises:
        UsageError: The query has no such variable, or no WHERE group.

    >>> bind_variables("SELECT ?p { ?s ?p ?o }", {"s": "<http://example.org/a>"})
    'SELECT ?p { VALUES ?s { <http://example.org/a> }  ?s ?p ?o }'
    """
    known = variables_of(text)
    for name in terms:
        if name not in known:
            there = ", ".join(f"?{one}" for one in known) or "none"
            raise UsageError(f"the query has no variable ?{name}", where="--set", hint=f"its variables: {there}")
    if not terms:
        return text
    brace = _main_brace(text)
    if brace < 0:
        raise UsageError("the query has no WHERE group in which a variable could be set", where="--set")
    values = "".join(f" VALUES ?{name} {{ {term} }} " for name, term in terms.items())
    return text[: brace + 1] + values + text[brace + 1 :]


def _main_brace(text: str) -> int:
    """Find the brace with which the outermost WHERE group begins; -1 if there is none."""
    form, n_groups, saw_where = "", 0, False
    for word in iter_words(text):
        if word.depth:
            continue
        if not form and word.says(*_FORMS):
            form = word.text.upper()
        saw_where = saw_where or bool(form and word.says("WHERE"))
        if form and word.text == "{" and word.sort == "sign":
            n_groups += 1
            if form != "CONSTRUCT" or saw_where or n_groups == 2:
                return word.start
    return -1


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Write the data set that a request states into an update, as USING clauses.

    Args:
        text: The update.
        default: IRIs of the graphs that make the default graph.
        named: IRIs of the named graphs.

    Raises:
        UsageError: The update itself states a data set, or is a DELETE WHERE, which cannot state one.

    >>> with_dataset("INSERT { ?s a ?c } WHERE { ?s a ?c }", ["http://example.org/g"], [])
    'INSERT { ?s a ?c } USING <http://example.org/g> WHERE { ?s a ?c }'
    """
    if not default and not named:
        return text
    clauses = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    parts, end, before = [], 0, ""
    for word in iter_words(text):
        if word.depth:
            continue
        if word.says("USING", "WITH"):
            says = word.text.upper()
            raise UsageError(
                f"{says} stands in the update, and the request states a data set too",
                where="using-graph-uri",
                hint="state the data set in one place",
            )
        if word.says("WHERE"):
            if before == "DELETE":
                hint = "write DELETE { ... } WHERE { ... }"
                raise UsageError("DELETE WHERE cannot have a data set", where="using-graph-uri", hint=hint)
            parts += [text[end : word.start], clauses]
            end = word.start
        before = word.text.upper()
    return "".join([*parts, text[end:]])


def place_of(text: str, line: int, column: int) -> int:
    r"""Turn a line and a column, both from 1, into a position counted from 0.

    >>> place_of("ASK {\n  ?s", 2, 3)
    8
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1 or len(text)
    return min(start + column - 1, len(text))
