"""Turtle: a layout that people read and that version control compares line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings

if TYPE_CHECKING:
    from sedova_lod.mapping import Statements

__all__ = ["ShortNames", "Turtle", "used_prefixes"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_MOST_NAMES = 65_536
_IDENTIFIERS = ("aat", "wd")
_XSD = PREFIXES["xsd"]
_BARE = {
    f"{_XSD}integer": re.compile(r"0|-?[1-9][0-9]*"),
    f"{_XSD}decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]*[1-9])"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}


class Turtle:
    """Write Turtle: subjects grouped, one predicate a line, one object a line where there are several.

    A statement ends in `;` and a subject in `.` on a line of its own, so that a new statement changes no other line.
    Types stand beside the subject. Integers, decimals and booleans in canonical form are bare; all other typed
    literals are quoted. A prefixed name is used where the local part needs no escape, else the whole IRI; the data
    set's own addresses are always whole.

    Args:
        settings: What is known of the data set.
        prefixes: Namespaces by prefix; if not given, those of the terms that the settings name.

    Source:
        RDF 1.1 Turtle, https://www.w3.org/TR/turtle/

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [
    ...     ("x:a", ((RDF_TYPE, ("<http://schema.org/Person>",)), ("http://schema.org/name", ('"A"@en', '"B"@ru'))))])
    >>> settings = SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})})
    >>> print(Turtle(settings).record(record).decode())
    <BLANKLINE>
    <x:a> a schema:Person ;
        schema:name
            "A"@en ,
            "B"@ru ;
    .
    <BLANKLINE>
    """

    suffix = ".ttl"
    media_type = "text/turtle"

    def __init__(self, settings: SerializerSettings, prefixes: Mapping[str, str] | None = None) -> None:
        self.settings = settings
        self.prefixes = used_prefixes(settings, PREFIXES) if prefixes is None else dict(prefixes)
        self._own = f"<{settings.base}"
        self._names = ShortNames(self.prefixes)
        self._predicates = _PredicateNames(self._names)

    def __reduce__(self) -> tuple[type[Turtle], tuple[SerializerSettings, dict[str, str]]]:
        """Leave the names behind when sent to another process."""
        return Turtle, (self.settings, self.prefixes)

    def header(self) -> bytes:
        """Write the prefixes."""
        lines = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.prefixes.items()]
        return "".join(lines).encode()

    def record(self, record: MappedRecord) -> bytes:
        """Write one record, a blank line before it."""
        lines = ["\n"]
        for subject, statements in record.blocks:
            self._write_block(subject, statements, lines)
        return "".join(lines).encode()

    def footer(self) -> bytes:
        """Write nothing."""
        return b""

    def _write_block(self, subject: str, statements: Statements, lines: list[str]) -> None:
        if not statements:
            return
        own, names, predicates = self._own, self._names, self._predicates
        form = f"<{subject}>"
        lines.append(form if form.startswith(own) else names[form])
        if statements[0][0] == RDF_TYPE:
            types = ", ".join([names[value] for value in statements[0][1]])
            lines.append(f" a {types} ;\n")
            statements = statements[1:]
        else:
            lines.append("\n")
        for predicate, objects in statements:
            values = [value if value[-1] != ">" or value.startswith(own) else names[value] for value in objects]
            if len(values) == 1:
                lines.append(f"    {predicates[predicate]} {values[0]} ;\n")
            else:
                several = " ,\n        ".join(values)
                lines.append(f"    {predicates[predicate]}\n        {several} ;\n")
        lines.append(".\n")


class _PredicateNames(dict[str, str]):
    """Map predicate IRIs to their Turtle form; there are few of them."""

    def __init__(self, names: ShortNames) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, iri: str) -> str:
        name = self[iri] = self._names[f"<{iri}>"]
        return name


class ShortNames(dict[str, str]):
    """Map IRIs and typed literals in N-Triples form to their shortest Turtle form, remembering the names used.

    Only names that begin with a prefix are remembered, and at most 65 536 of them.

    >>> names = ShortNames({"schema": "http://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"})
    >>> names["<http://schema.org/name>"], names["<http://schema.org/a/b>"]
    ('schema:name', '<http://schema.org/a/b>')
    >>> names['"1906"^^<http://www.w3.org/2001/XMLSchema#gYear>']
    '"1906"^^xsd:gYear'
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {f"<{namespace}": prefix for prefix, namespace in prefixes.items()}
        longest_first = sorted(self._prefixes, key=len, reverse=True)
        self._start = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def __missing__(self, form: str) -> str:
        if form[0] == '"':
            return self._typed(form)
        found = self._start.match(form)
        if found is None:
            return form
        local = form[found.end() : -1]
        name = f"{self._prefixes[found.group()]}:{local}" if _LOCAL.fullmatch(local) else form
        if len(self) < _MOST_NAMES:
            self[form] = name
        return name

    def _typed(self, form: str) -> str:
        cut = form.rindex('"^^<')
        datatype = form[cut + 4 : -1]
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(form, 1, cut):
            return form[1:cut]
        return f"{form[: cut + 3]}{self[form[cut + 3 :]]}"


def used_prefixes(settings: SerializerSettings, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Choose the prefixes that the data may use: those of its terms, and of the identifiers records link to.

    Args:
        settings: Names the predicates, datatypes and classes.
        prefixes: Namespaces by prefix.

    >>> settings = SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})})
    >>> list(used_prefixes(settings, PREFIXES))
    ['aat', 'schema', 'wd']
    """
    terms = set(_terms(settings))
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if prefix in _IDENTIFIERS or any(term.startswith(namespace) for term in terms)
    }


def _terms(settings: SerializerSettings) -> Iterable[str]:
    yield from settings.classes
    for predicate, kinds in settings.predicates.items():
        if predicate != RDF_TYPE:
            yield predicate
        yield from (f"{_XSD}date" if kind == "dated" else kind for kind in kinds)
