"""Values that are set from outside a query: read as RDF terms, so that nothing in them can change the query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sedova_lod.errors import UsageError
from sedova_lod.namespaces import PREFIXES
from sedova_lod.terms import iri_fault, is_language_tag, language_literal, literal, typed_literal

__all__ = ["read_parameters", "term_of"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):([\w.-]*)")
_TAGGED = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^(.+))?', re.DOTALL)
_XSD = PREFIXES["xsd"]
_NUMBERS = (
    (re.compile(r"[+-]?[0-9]+"), "integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), "decimal"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date"),
    (re.compile(r"true|false"), "boolean"),
)


def read_parameters(settings: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Read `name=value` as variables and terms.

    Args:
        settings: Texts `name=value`.
        prefixes: Namespaces of CURIEs.

    Raises:
        UsageError: One of them cannot be read.

    >>> read_parameters(["year=1905", "name=Sedov"], {})
    {'year': '"1905"^^<http://www.w3.org/2001/XMLSchema#integer>', 'name': '"Sedov"'}
    """
    terms: dict[str, str] = {}
    for setting in settings:
        name, sign, value = setting.partition("=")
        name = name.strip().lstrip("?$")
        if not sign or not _NAME.fullmatch(name):
            raise UsageError(f"'{setting}' sets no variable", where="--set", hint="write --set name=value")
        if name in terms:
            raise UsageError(f"?{name} is set twice", where="--set")
        terms[name] = term_of(value, prefixes)
    return terms


def term_of(value: str, prefixes: Mapping[str, str]) -> str:
    r"""Read a value as a term.

    It is `<IRI>`, a CURIE, a number, a day, true or false, `"text"@en`, `"text"^^xsd:gYear`; anything else is a text.

    Args:
        value: The value.
        prefixes: Namespaces of CURIEs.

    Raises:
        UsageError: It is a faulty IRI or language tag.

    >>> term_of("<http://example.org/a>", {}), term_of("schema:Person", {"schema": "http://schema.org/"})
    ('<http://example.org/a>', '<http://schema.org/Person>')
    >>> term_of('x" } DROP ALL #', {})
    '"x\\" } DROP ALL #"'
    """
    if value.startswith("<") and value.endswith(">"):
        return _iri(value[1:-1])
    curie = _CURIE.fullmatch(value)
    if curie and curie[1] in prefixes:
        return _iri(prefixes[curie[1]] + curie[2])
    if re.match(r"https?://\S+$", value):
        return _iri(value)
    for pattern, datatype in _NUMBERS:
        if pattern.fullmatch(value):
            return typed_literal(value, f"{_XSD}{datatype}")
    tagged = _TAGGED.fullmatch(value)
    return _literal(tagged[1], tagged[2] or "", tagged[3] or "", prefixes) if tagged else literal(value)


def _iri(iri: str) -> str:
    what = iri_fault(iri)
    if what:
        raise UsageError(f"'{iri}' is no IRI: {what}", where="--set", hint="write the whole address in < >")
    return f"<{iri}>"


def _literal(text: str, language: str, datatype: str, prefixes: Mapping[str, str]) -> str:
    if language:
        if not is_language_tag(language):
            raise UsageError(f"'{language}' is no language tag", where="--set", hint="use a tag such as en or ru-Latn")
        return language_literal(text, language)
    if not datatype:
        return literal(text)
    term = term_of(datatype, prefixes)
    if not term.startswith("<"):
        raise UsageError(f"'{datatype}' is no datatype", where="--set", hint='write "1905"^^xsd:gYear')
    return typed_literal(text, term[1:-1])
