"""The JSON-LD context: short names of terms, and how the values of each property are written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE
from sedova_lod.serializers.protocol import SerializerSettings

__all__ = ["Context", "Term", "ValueForm", "compute_context", "write_context"]

ValueForm = str
"""How values are written: `@id`, `@type`, `@language`, `@string`, a datatype IRI, or `@value`: each says what it is."""

_XSD = PREFIXES["xsd"]
_DATED = tuple(f"{_XSD}{name}" for name in ("date", "gYear", "gYearMonth"))
_UNPREFIXED = ("schema", "crm")
_LABEL = f"{PREFIXES['rdfs']}label"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_KEYWORDS = {"id": "@id", "type": "@type"}


@dataclass(frozen=True, slots=True)
class Term:
    """Name a property in JSON-LD.

    Args:
        name: Key in JSON.
        iri: IRI of the property.
        form: How its values are written.

    >>> Term("birthPlace", "http://schema.org/birthPlace", "@id").form
    '@id'
    """

    name: str
    iri: str
    form: ValueForm


@dataclass(frozen=True, slots=True)
class Context:
    """Hold the names that the JSON-LD of a data set uses.

    Args:
        properties: Terms by predicate IRI; a predicate without one is written as its whole IRI.
        types: Names of classes and datatypes by IRI.
    """

    properties: Mapping[str, Term]
    types: Mapping[str, str]

    def to_json(self) -> dict[str, object]:
        """Give the context as JSON-LD defines it, terms by name.

        >>> Context({"x:p": Term("p", "x:p", "@id")}, {"x:C": "C"}).to_json()
        {'@version': 1.1, 'id': '@id', 'type': '@type', 'C': 'x:C', 'p': {'@id': 'x:p', '@type': '@id'}}
        """
        terms: dict[str, object] = {name: iri for iri, name in self.types.items()}
        terms |= {term.name: _definition(term) for iri, term in self.properties.items() if iri != RDF_TYPE}
        return {"@version": 1.1, **_KEYWORDS, **dict(sorted(terms.items()))}


def _definition(term: Term) -> dict[str, str]:
    if term.form == "@language":
        return {"@id": term.iri, "@container": "@language"}
    if term.form in ("@string", "@value"):
        return {"@id": term.iri}
    return {"@id": term.iri, "@type": term.form}


def compute_context(settings: SerializerSettings) -> Context:
    """Name all terms of a data set.

    schema.org and CIDOC-CRM terms go by their local names (`birthDate`, `P98i_was_born`), `rdfs:label` by `label`,
    those of other known vocabularies by prefix and local name (`skos_prefLabel`), unknown ones by their local names.
    Of terms that would share a name, all get their prefix; those without a prefix are left as whole IRIs. So the name
    of a term of a known vocabulary does not depend on what else is in the data, save for the rare clash.

    >>> settings = SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})})
    >>> compute_context(settings).properties["http://schema.org/name"]
    Term(name='name', iri='http://schema.org/name', form='@language')
    """
    predicates = {iri: kinds for iri, kinds in settings.predicates.items() if iri != RDF_TYPE}
    datatypes = {iri for kinds in predicates.values() for iri in _named_datatypes(kinds)}
    names = _choose_names({*predicates, *settings.classes, *datatypes})
    properties = {iri: Term(names[iri], iri, _form(kinds)) for iri, kinds in sorted(predicates.items()) if iri in names}
    properties[RDF_TYPE] = Term("type", RDF_TYPE, "@type")
    types = {
        iri: names[iri] for iri in sorted({*settings.classes, *datatypes}) if iri in names and iri not in properties
    }
    return Context(properties, types)


def write_context(context: Context) -> bytes:
    """Write the context as a document of its own, one term a line.

    >>> print(write_context(Context({}, {"x:C": "C"})).decode(), end="")
    {
      "@context": {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "C": "x:C"
      }
    }
    """
    terms = [
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in context.to_json().items()
    ]
    return ('{\n  "@context": {\n    ' + ",\n    ".join(terms) + "\n  }\n}\n").encode()


def _named_datatypes(kinds: frozenset[str]) -> Iterable[str]:
    """List the datatypes that values name themselves, as their property does not fix one."""
    if len(kinds) > 1 or "dated" in kinds:
        for kind in kinds:
            if kind == "dated":
                yield from _DATED
            elif ":" in kind:
                yield kind


def _form(kinds: frozenset[str]) -> ValueForm:
    if kinds == {"iri"}:
        return "@id"
    if "text" in kinds and kinds <= {"text", "string"}:
        return "@language"
    if kinds == {"string"}:
        return "@string"
    (only,) = kinds if len(kinds) == 1 else ("",)
    return only if ":" in only else "@value"


def _choose_names(iris: Iterable[str]) -> dict[str, str]:
    places = {iri: _split(iri) for iri in iris}
    wished = {iri: _wished(iri, *place) for iri, place in places.items()}
    counts = Counter(wished.values())
    names: dict[str, str] = {}
    for iri, (prefix, local) in places.items():
        name = wished[iri]
        if counts[name] > 1 or name in _KEYWORDS:
            name = f"{prefix}_{local}" if prefix else ""
            name = "" if name in counts else name
        if _NAME.fullmatch(name):
            names[iri] = name
    return names


def _split(iri: str) -> tuple[str, str]:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return prefix, iri[len(namespace) :]
    return "", re.split(r"[/#:]", iri)[-1]


def _wished(iri: str, prefix: str, local: str) -> str:
    if iri == _LABEL:
        return "label"
    return f"{prefix}_{local}" if prefix and prefix not in _UNPREFIXED else local
