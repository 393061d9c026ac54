"""The shapes as a graph that can be asked: parameters, paths, names, and which shape stands inside which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from sedova_lod.namespaces import PREFIXES
from sedova_lod.validation.results import SHACL

__all__ = ["BLANK", "RDF", "ShapeGraph", "Term", "term_of", "written_term"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal
BLANK = "urn:sedova-lod:blank:"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_LISTS = ("and", "or", "xone")
_SINGLES = ("node", "not", "qualifiedValueShape", "property")
_LONGEST = 60
_CLASSES = ("<http://www.w3.org/2000/01/rdf-schema#Class>", "<http://www.w3.org/2002/07/owl#Class>")
_SUBCLASS_OF = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_TARGETS = {f"{SHACL}{n}" for n in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")}


def term_of(text: str) -> Term:
    """Read a term from its N-Triples form.

    >>> term_of("<http://e/a>").value
    'http://e/a'
    """
    quad = next(iter(ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)))
    term = quad.object
    if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal):
        return term
    raise TypeError("a triple is no term of a result")


def written_term(text: str) -> str:
    """Write a term of the data in the one way that we write it; a triple, which may be a value in RDF 1.2, as it is.

    >>> written_term('"a"^^<http://www.w3.org/2001/XMLSchema#string>'), written_term("<<( <x:a> <x:b> <x:c> )>>")
    ('"a"', '<<( <x:a> <x:b> <x:c> )>>')
    """
    return text if text.startswith("<<") else str(term_of(text))


class ShapeGraph:
    """Answer questions about shapes.

    Args:
        ntriples: The shapes; blank nodes but those of paths are written as IRIs that begin with `BLANK`.
        prefixes: Prefixes for names, before the tool's own.
    """

    def __init__(self, ntriples: str, prefixes: Mapping[str, str] | None = None) -> None:
        self._forward: dict[str, dict[str, list[Term]]] = {}
        self._parents: dict[str, set[str]] = {}
        self._prefixes = {**(prefixes or {}), **{p: n for p, n in PREFIXES.items() if p not in (prefixes or {})}}
        for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES):
            if isinstance(quad.object, ox.Triple):
                continue
            subject = str(quad.subject)
            self._forward.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
            self._parents.setdefault(str(quad.object), set()).add(subject)

    def objects(self, subject: str, name: str) -> list[Term]:
        """List the objects of a property; `name` is a term of SHACL or an IRI.

        >>> ShapeGraph("<x:S> <http://www.w3.org/ns/shacl#path> <x:p> .").objects("<x:S>", "path")[0].value
        'x:p'
        """
        return self._forward.get(subject, {}).get(name if ":" in name else SHACL + name, [])

    def holders(self, value: str, name: str) -> list[str]:
        """List the subjects that have a value for a property of SHACL.

        >>> ShapeGraph("<x:S> <http://www.w3.org/ns/shacl#node> <x:T> .").holders("<x:T>", "node")
        ['<x:S>']
        """
        return [s for s in sorted(self._parents.get(value, ())) if any(str(o) == value for o in self.objects(s, name))]

    def subjects(self) -> Iterable[str]:
        """List all subjects, in N-Triples form."""
        return self._forward

    def predicates(self, subject: str) -> Iterable[str]:
        """List the IRIs of the properties of a subject."""
        return self._forward.get(subject, {})

    def is_target(self, predicate: str, value: str) -> bool:
        """Say whether a statement gives a shape its focus nodes; to be typed as a class does so, too.

        Args:
            predicate: IRI of the property.
            value: Object in N-Triples form.
        """
        if predicate in _TARGETS:
            return True
        if predicate != f"{RDF}type":
            return False
        front, seen = [value], set()
        while front:
            one = front.pop()
            if one in _CLASSES:
                return True
            if one not in seen:
                seen.add(one)
                front.extend(str(o) for o in self.objects(one, _SUBCLASS_OF))
        return False

    def has_targets(self) -> bool:
        """Say whether any shape says which nodes it is about; a class that is a shape says it by itself.

        >>> text = "<x:S> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> ."
        >>> ShapeGraph(text).has_targets()
        False
        """
        for values in self._forward.values():
            is_shape = any(predicate.startswith(SHACL) for predicate in values)
            said = ((predicate, str(value)) for predicate, objects in values.items() for value in objects)
            if is_shape and any(self.is_target(predicate, value) for predicate, value in said):
                return True
        return False

    def members(self, head: Term) -> list[Term]:
        """List the members of an RDF list."""
        found: list[Term] = []
        seen: set[str] = set()
        node = str(head)
        while node not in seen and (first := self.objects(node, f"{RDF}first")):
            seen.add(node)
            found.append(first[0])
            rest = self.objects(node, f"{RDF}rest")
            node = str(rest[0]) if rest else ""
        return found

    def path(self, shape: str) -> Term | None:
        """Return the node that states a property shape's path; None for a node shape."""
        found = self.objects(shape, "path")
        return found[0] if found else None

    def messages(self, shape: str) -> tuple[tuple[str, str], ...]:
        """List the messages of a shape or constraint with their language tags."""
        found = [m for m in self.objects(shape, "message") if isinstance(m, ox.Literal)]
        return tuple(sorted((m.value, m.language or "") for m in found))

    def named_shape(self, source: str) -> str:
        """Return the IRI of the nearest shape that has one, going outwards; empty if none has."""
        front, seen = [source], {source}
        while front:
            for shape in front:
                if shape.startswith("<") and not shape.startswith(f"<{BLANK}"):
                    return shape[1:-1]
            outer = {p for shape in front for p in self._parents.get(shape, ())} - seen
            seen |= outer
            front = sorted(outer)
        return ""

    def reaching(self, starts: Iterable[str]) -> set[str]:
        """List all nodes from which one of the nodes can be reached, with the nodes themselves."""
        found = set(starts)
        front = list(found)
        while front:
            for parent in self._parents.get(front.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    front.append(parent)
        return found

    def inner_shapes(self) -> list[str]:
        """List the shapes that conditions of other shapes name, but for property shapes."""
        found: set[str] = set()
        for subject in self._forward:
            for name in _LISTS:
                found.update(str(m) for head in self.objects(subject, name) for m in self.members(head))
            for name in _SINGLES[:-1]:
                found.update(str(o) for o in self.objects(subject, name))
        return sorted(found)

    def is_inner(self, shape: str) -> bool:
        """Say whether another shape names this one."""
        return any(
            str(o) == shape
            for parent in self._parents.get(shape, ())
            for name in (*_SINGLES, f"{RDF}first")
            for o in self.objects(parent, name)
        )

    def shown(self, term: Term | str) -> str:
        """Write a term for people: IRIs by their prefixes, literals as quoted text, long ones cut.

        >>> ShapeGraph("").shown("<http://schema.org/name>"), ShapeGraph("").shown('"a"@en')
        ('schema:name', "'a'@en")
        """
        known = term_of(term) if isinstance(term, str) else term
        if isinstance(known, ox.NamedNode):
            return self._short(known.value)
        if isinstance(known, ox.BlankNode):
            return "a node without address"
        text = known.value if len(known.value) <= _LONGEST else f"{known.value[: _LONGEST - 3]}..."
        is_plain = known.datatype.value.rpartition("#")[2] in {
            "integer",
            "decimal",
            "double",
            "boolean",
            "date",
            "gYear",
        }
        return text if is_plain else f"'{text}'" + (f"@{known.language}" if known.language else "")

    def name_of(self, shape: str) -> str:
        """Name a shape for people; empty for one without a name."""
        labels = [*self.objects(shape, "name"), *self.objects(shape, _RDFS_LABEL)]
        english = [x.value for x in labels if isinstance(x, ox.Literal) and (x.language or "en").startswith("en")]
        if english:
            return f"'{english[0]}'"
        return "" if shape.startswith((f"<{BLANK}", "_:")) else self.shown(shape)

    def path_text(self, path: Term, *, is_full: bool = False) -> str:
        """Write a path in SPARQL syntax, with prefixed names for people or with full IRIs."""
        node = str(path)
        if isinstance(path, ox.NamedNode):
            return f"<{path.value}>" if is_full else self._short(path.value)
        if self.objects(node, f"{RDF}first"):
            return "/".join(self._part(p, is_full=is_full) for p in self.members(path))
        if found := self.objects(node, "alternativePath"):
            return "|".join(self._part(p, is_full=is_full) for p in self.members(found[0]))
        if found := self.objects(node, "inversePath"):
            return f"^{self._part(found[0], is_full=is_full)}"
        for name, sign in (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?")):
            if found := self.objects(node, name):
                return self._part(found[0], is_full=is_full) + sign
        return ""

    def result_path(self, shape: str) -> str:
        """Write the path of a property shape as results hold it: an IRI, or SPARQL syntax; empty for a node shape."""
        path = self.path(shape)
        if path is None:
            return ""
        return path.value if isinstance(path, ox.NamedNode) else self.path_text(path, is_full=True)

    def _part(self, path: Term, *, is_full: bool) -> str:
        text = self.path_text(path, is_full=is_full)
        return text if isinstance(path, ox.NamedNode) else f"({text})"

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if namespace and iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri
