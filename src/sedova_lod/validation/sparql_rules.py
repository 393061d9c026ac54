"""SPARQL constraints that need no engine of shapes: each is one query for all its focus nodes at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shape_graph import RDF, ShapeGraph

__all__ = ["SparqlRule", "bare_query", "is_set_query", "rule_of"]

_PROLOGUE = re.compile(r"^\s*(?:PREFIX\s+[\w.-]*:\s*<[^>]*>\s*)*", re.IGNORECASE)
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', re.DOTALL
)
_IRI_OR_COMMENT = re.compile(r"<[^<>\s]*>|#[^\n]*")
_BEYOND = re.compile(
    r"\b(?:MINUS|VALUES|SERVICE|GRAPH|FROM|GROUP|HAVING|ORDER|LIMIT|OFFSET|REDUCED|COUNT|SUM|AVG|MIN|MAX|SAMPLE"
    r"|GROUP_CONCAT|CONSTRUCT|ASK|DESCRIBE)\b"
    r"|[?$](?:(?-i:PATH)|currentShape|shapesGraph)\b|\bAS\s+[?$]this\b",
    re.IGNORECASE,
)
_OWN_FUNCTION = re.compile(r"(?<![\w])(?!xsd:)[A-Za-z][\w-]*:[\w-]+\s*\(")
_SELECT = re.compile(r"\bSELECT\b(.*?)(?:\bWHERE\b)?\s*\{", re.IGNORECASE | re.DOTALL)
_THIS = re.compile(r"[?$]this\b")
_EXPRESSION = re.compile(r"\b(FILTER|BIND)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SparqlRule:
    """Hold one condition that looks across records: a SPARQL constraint, run once for all its focus nodes.

    Args:
        shape: IRI of the shape.
        target_classes: Classes whose instances are checked.
        select: The query, with its prefixes; `$this` is the focus node.
        severity: IRI of the severity.
        messages: Messages with language tags; `{?value}` stands for a variable of the query.
        path: Result path, if the shape is a property shape.
        constraint: The constraint in N-Triples form.
    """

    shape: str
    target_classes: tuple[str, ...]
    select: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    path: str = ""
    constraint: str = ""


def rule_of(graph: ShapeGraph, shape: str, constraint: str) -> SparqlRule | None:
    """Make a rule of a SPARQL constraint; None if it means more than one query for all focus nodes can say.

    Args:
        graph: The shapes, with complete queries.
        shape: The shape in N-Triples form.
        constraint: The constraint in N-Triples form.
    """
    selects = graph.objects(constraint, "select")
    path = graph.path(shape)
    is_off = any(o.value == "true" for o in graph.objects(constraint, "deactivated"))
    if is_off or len(selects) != 1 or not isinstance(path, ox.NamedNode | None) or not _has_plain_targets(graph, shape):
        return None
    if not is_set_query(selects[0].value):
        return None
    severity = graph.objects(shape, "severity") or graph.objects(constraint, "severity")
    return SparqlRule(
        shape[1:-1],
        _targets(graph, shape),
        selects[0].value,
        severity[0].value if severity else f"{SHACL}Violation",
        graph.messages(constraint) or graph.messages(shape),
        path.value if path is not None else "",
        constraint,
    )


def is_set_query(select: str) -> bool:
    """Say whether a query gives the same for all focus nodes at once as for each of them.

    A focus node is put into every place of a query, even where SPARQL's own rules would not let a value in: into
    filters of inner groups. A query passes if no such place is left unbound, and nothing counts or cuts solutions.

    >>> is_set_query("SELECT $this WHERE { $this <x:p> ?v FILTER(?v > 1) }")
    True
    >>> is_set_query("SELECT $this WHERE { { FILTER($this = <x:a>) } UNION { $this <x:p> ?v } }")
    False
    >>> is_set_query("SELECT $this WHERE { $this <x:p> ?v . { ?v <x:q> ?w OPTIONAL { $this <x:r> ?w } } }")
    False
    """
    text = bare_query(select)
    heads = _SELECT.findall(text)
    if len(heads) != 1 or "*" in heads[0] or not _THIS.search(heads[0]):
        return False
    if _BEYOND.search(text) or _OWN_FUNCTION.search(text):
        return False
    return all(_binds_focus(kind, own) and (is_known or not _THIS.search(own)) for kind, own, is_known in _groups(text))


def bare_query(select: str) -> str:
    """Take prefixes, texts, IRIs and comments out of a query: what is left are its words and variables.

    >>> bare_query('PREFIX ex: <http://e/> SELECT $this { $this <http://e/p> "VALUES" }').split()
    ['SELECT', '$this', '{', '$this', '}']
    """
    return _IRI_OR_COMMENT.sub(" ", _TEXT.sub(" ", _PROLOGUE.sub("", select)))


def _groups(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the inner groups: the word before each, its own text without that of groups inside it, and a claim.

    The claim is whether the focus node is the same inside as outside. OPTIONAL and EXISTS take any other for it, if the
    group around them does not have it: then they are matched before it is known.
    """
    open_groups: list[tuple[str, list[str], bool]] = []
    before: list[str] = []
    for piece in re.split(r"([{}])", text):
        if piece == "{":
            words = "".join(before).split()
            kind = words[-1].upper() if words else ""
            open_groups.append((kind, [], _is_known(kind, open_groups)))
            before = []
        elif piece == "}":
            if not open_groups:
                return
            kind, own, is_known = open_groups.pop()
            if open_groups:
                yield kind, "".join(own), is_known
            before = []
        else:
            before = [piece]
            if open_groups:
                open_groups[-1][1].append(piece)


def _is_known(kind: str, around: list[tuple[str, list[str], bool]]) -> bool:
    """Say whether the focus node is known in a group, by the groups around it: the outermost has it from the target."""
    if not around:
        return True
    outer_kind, outer_own, is_known = around[-1]
    has_focus = len(around) == 1 or (outer_kind == "EXISTS" and is_known) or _has_focus(outer_own)
    return is_known and (has_focus or kind not in ("OPTIONAL", "EXISTS"))


def _has_focus(own: list[str]) -> bool:
    """Say whether a pattern in a group, as far as it was read, surely binds the focus node."""
    text = "".join(own)
    expressions = _EXPRESSION.search(text)
    return bool(_THIS.search(text[: expressions.start()] if expressions else text))


def _binds_focus(kind: str, own: str) -> bool:
    if kind == "EXISTS" or not _THIS.search(own):
        return True
    if _has_focus([own]):
        return True
    return kind == "OPTIONAL" and "BIND" not in own.upper()


def _has_plain_targets(graph: ShapeGraph, shape: str) -> bool:
    others = ("targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
    is_off = any(o.value == "true" for o in graph.objects(shape, "deactivated"))
    is_named = graph.named_shape(shape) == shape[1:-1]
    return (
        is_named
        and not is_off
        and not graph.is_inner(shape)
        and not any(graph.objects(shape, name) for name in others)
        and bool(_targets(graph, shape))
    )


def _targets(graph: ShapeGraph, shape: str) -> tuple[str, ...]:
    found = {t.value for t in graph.objects(shape, "targetClass")}
    if any(graph.is_target(f"{RDF}type", str(t)) for t in graph.objects(shape, f"{RDF}type")):
        found.add(shape[1:-1])
    return tuple(sorted(found))
