"""Official terms: which classes and properties a vocabulary has, and what they may be said of."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from sedova_lod.namespaces.prefixes import PREFIXES

__all__ = ["domain_range_faults", "inverse_of", "is_known_namespace", "short_name", "superclasses", "term_fault"]

_MORE_PREFIXES = {
    "crmact": "http://www.cidoc-crm.org/extensions/crmact/",
    "crmdig": "http://www.cidoc-crm.org/extensions/crmdig/",
    "crmgeo": "http://www.cidoc-crm.org/extensions/crmgeo/",
    "crmsci": "http://www.cidoc-crm.org/extensions/crmsci/",
    "la": "https://linked.art/ns/terms/",
}
_SCHEMA = PREFIXES["schema"]
_CRM = PREFIXES["crm"]
_XSD = PREFIXES["xsd"]
_ROOTS = frozenset((f"{_SCHEMA}Thing", f"{_CRM}E1_CRM_Entity", f"{PREFIXES['rdfs']}Resource"))
_ROLE = f"{_SCHEMA}Role"
_TEXTS = frozenset((f"{_XSD}string", f"{PREFIXES['rdf']}langString"))
_SCHEMA_VALUES = {
    "Text": _TEXTS,
    "URL": _TEXTS | {f"{_XSD}anyURI"},
    "Date": frozenset(_XSD + name for name in ("date", "gYearMonth", "gYear", "dateTime")),
    "DateTime": frozenset((f"{_XSD}dateTime",)),
    "Time": frozenset((f"{_XSD}time",)),
    "Boolean": frozenset((f"{_XSD}boolean",)),
    "Number": frozenset(_XSD + name for name in ("integer", "decimal", "double", "float")),
    "Integer": frozenset((f"{_XSD}integer",)),
    "Float": frozenset(_XSD + name for name in ("decimal", "double", "float")),
    "Duration": frozenset((f"{_XSD}duration",)),
}
_ADDRESSES = frozenset((f"{_SCHEMA}URL", f"{_XSD}anyURI"))


class _Term(NamedTuple):
    kind: str
    domain: frozenset[str]
    range: frozenset[str]
    parents: tuple[str, ...]
    inverse: tuple[str, ...]
    superseded_by: tuple[str, ...]


def is_known_namespace(iri: str) -> bool:
    """Say whether a term belongs to a vocabulary whose official list is bundled.

    >>> is_known_namespace("http://schema.org/anything"), is_known_namespace("https://example.org/x")
    (True, False)
    """
    return _namespace(iri) in _names_by_namespace()


def term_fault(iri: str, kind: str = "") -> str:
    """Say what is wrong with a class, property or datatype; empty if nothing is known to be.

    A term of a vocabulary whose list is not bundled is never at fault.

    Args:
        iri: The term.
        kind: What it is used as: `class`, `property` or `datatype`; empty for anything.

    >>> term_fault("http://schema.org/birthDate")
    ''
    >>> term_fault("http://schema.org/birthdate")
    "there is no term 'schema:birthdate'; did you mean 'schema:birthDate'?"
    >>> term_fault("http://schema.org/containedIn")
    "'schema:containedIn' is superseded by 'schema:containedInPlace'"
    """
    term = _terms().get(iri)
    if term is None:
        if not is_known_namespace(iri):
            return ""
        nearest = _nearest(iri)
        hint = f"; did you mean '{short_name(nearest)}'?" if nearest else ""
        return f"there is no term '{short_name(iri)}'{hint}"
    if term.superseded_by:
        better = " or ".join(f"'{short_name(name)}'" for name in term.superseded_by)
        return f"'{short_name(iri)}' is superseded by {better}"
    if kind and kind != term.kind:
        return f"'{short_name(iri)}' is a {term.kind}, not a {kind}"
    return ""


def short_name(iri: str) -> str:
    """Write an IRI with the prefix of its namespace, if that has one.

    >>> short_name("http://www.cidoc-crm.org/cidoc-crm/E21_Person"), short_name("urn:x")
    ('crm:E21_Person', 'urn:x')
    """
    prefix = _prefix_of(_namespace(iri))
    return f"{prefix}:{iri[len(_namespace(iri)) :]}" if prefix else iri


def inverse_of(prop: str) -> str:
    """Give the property that says the same from the other end; empty if there is none.

    >>> short_name(inverse_of("http://www.cidoc-crm.org/cidoc-crm/P152_has_parent"))
    'crm:P152i_is_parent_of'
    """
    term = _terms().get(prop)
    return term.inverse[0] if term and term.inverse else ""


@lru_cache(maxsize=4096)
def superclasses(iri: str) -> frozenset[str]:
    """List a class and all classes above it.

    >>> sorted(short_name(c) for c in superclasses("http://www.cidoc-crm.org/cidoc-crm/E66_Formation"))[:3]
    ['crm:E1_CRM_Entity', 'crm:E2_Temporal_Entity', 'crm:E4_Period']
    """
    found = {iri}
    waiting = [iri]
    while waiting:
        term = _terms().get(waiting.pop())
        new = set(term.parents) - found if term else set()
        found |= new
        waiting.extend(new)
    return frozenset(found)


@lru_cache(maxsize=65536)
def domain_range_faults(prop: str, subject_types: frozenset[str], value: frozenset[str] | str) -> tuple[str, ...]:
    """Say how the types of a subject and a value do not fit the property between them.

    Only types of the property's own family of vocabularies count, so a CIDOC-CRM node may have a schema.org
    property. A node without such a type, or with the most general one alone, is not judged. Around a
    `schema:Role` everything fits, as schema.org puts roles in the middle of any property.

    Args:
        prop: The property.
        subject_types: Classes of the subject.
        value: Classes of an IRI value, empty if they are not known; or the datatype of a literal.

    >>> crm = "http://www.cidoc-crm.org/cidoc-crm/"
    >>> domain_range_faults(f"{crm}P14_carried_out_by", frozenset([f"{crm}E5_Event"]), frozenset())
    ('crm:P14_carried_out_by is said of crm:E7_Activity, not of crm:E5_Event',)
    >>> domain_range_faults(f"{crm}P2_has_type", frozenset(), "http://www.w3.org/2001/XMLSchema#string")
    ('crm:P2_has_type leads to crm:E55_Type, not to a literal of xsd:string',)
    """
    term = _terms().get(prop)
    if term is None:
        return ()
    value_types = value if isinstance(value, frozenset) else frozenset()
    if any(_ROLE in superclasses(one) for one in (*subject_types, *value_types)):
        return ()
    name = short_name(prop)
    faults = []
    if not _fits(subject_types, term.domain):
        faults.append(f"{name} is said of {_listed(term.domain)}, not of {_listed(subject_types)}")
    if isinstance(value, str):
        if term.range and not _literal_fits(value, term.range):
            faults.append(f"{name} leads to {_listed(term.range)}, not to a literal of {short_name(value)}")
    elif _only_literals(term.range):
        faults.append(f"{name} leads to {_listed(term.range)}, not to an IRI")
    elif not term.range & _ADDRESSES and not _fits(value_types, term.range):
        faults.append(f"{name} leads to {_listed(term.range)}, not to {_listed(value_types)}")
    return tuple(faults)


def _fits(types: Iterable[str], wanted: frozenset[str]) -> bool:
    families = {_family(_namespace(one)) for one in wanted}
    known = [above for above in map(superclasses, types) if any(_family(_namespace(c)) in families for c in above)]
    telling = [above for above in known if not above <= _ROOTS]
    return not wanted or not telling or any(wanted & above for above in telling)


def _family(namespace: str) -> str:
    return "crm" if "cidoc-crm.org" in namespace else namespace


def _literal_fits(datatype: str, wanted: frozenset[str]) -> bool:
    if f"{PREFIXES['rdfs']}Literal" in wanted or datatype in wanted:
        return True
    schema = {one.removeprefix(_SCHEMA) for one in wanted if one.startswith(_SCHEMA)}
    return any(datatype in _SCHEMA_VALUES.get(name, ()) for name in schema)


def _only_literals(wanted: frozenset[str]) -> bool:
    return bool(wanted) and all(
        one == f"{PREFIXES['rdfs']}Literal" or one.startswith(_XSD) or _is_value_class(one) for one in wanted
    )


def _is_value_class(iri: str) -> bool:
    name = iri.removeprefix(_SCHEMA)
    return iri.startswith(_SCHEMA) and name in _SCHEMA_VALUES and name not in ("URL", "Duration")


def _listed(iris: Iterable[str]) -> str:
    return " or ".join(sorted(map(short_name, iris)))


def _nearest(iri: str) -> str:
    namespace = _namespace(iri)
    names = _names_by_namespace()[namespace]
    wanted = iri[len(namespace) :]
    same = [name for name in names if name.lower() == wanted.lower()]
    close = same or difflib.get_close_matches(wanted, names, n=1)
    return namespace + close[0] if close else ""


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


@cache
def _prefixes() -> dict[str, str]:
    return PREFIXES | _MORE_PREFIXES


@cache
def _prefix_of(namespace: str) -> str:
    return next((prefix for prefix, known in _prefixes().items() if known == namespace), "")


@cache
def _names_by_namespace() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri in _terms():
        namespace = _namespace(iri)
        found.setdefault(namespace, []).append(iri[len(namespace) :])
    return found


@cache
def _terms() -> dict[str, _Term]:
    text = (resources.files(__package__) / "official_terms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        _full(row["term"]): _Term(
            row["kind"],
            frozenset(_all_full(row["domain"])),
            frozenset(_all_full(row["range"])),
            tuple(_all_full(row["super"])),
            tuple(_all_full(row["inverse"])),
            tuple(_all_full(row["superseded_by"])),
        )
        for row in rows
    }


def _all_full(text: str) -> list[str]:
    return [_full(name) for name in text.split("|") if name]


def _full(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _prefixes()[prefix] + name
