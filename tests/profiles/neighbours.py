"""Types of the nodes that a mapped record refers to, as batches are validated with them."""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from sedova_lod.namespaces import PREFIXES

from .record_graph import RDF_TYPE, Triples
from .rich_records import BASE

CRM, SCHEMA, SKOS, AAT = (PREFIXES[p] for p in ("crm", "schema", "skos", "aat"))
_LANGUAGES = (f"{AAT}300388277", f"{AAT}300389168")
_CRM_CLASSES = {
    "person": ("E21_Person",),
    "group": ("E74_Group",),
    "place": ("E53_Place",),
    "event": ("E7_Activity",),
    "work": ("E31_Document", "E33_Linguistic_Object"),
    "object": ("E22_Human-Made_Object",),
    "concept": ("E55_Type",),
    "quotation": ("E33_Linguistic_Object",),
    "claim": ("E13_Attribute_Assignment",),
}
_SCHEMA_CLASSES = {
    "person": "Person",
    "group": "Organization",
    "place": "Place",
    "event": "Event",
    "work": "CreativeWork",
    "object": "CreativeWork",
    "concept": "DefinedTerm",
    "quotation": "Quotation",
    "claim": "Claim",
}


def types_of(triples: Iterable[ox.Triple]) -> dict[str, frozenset[str]]:
    """Collect the classes of each subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate.value == RDF_TYPE:
            found[subject.value].add(value.value)
    return {subject: frozenset(classes) for subject, classes in found.items()}


def neighbour_types(triples: Triples, profile: str = "both") -> dict[str, frozenset[str]]:
    """Give the classes of the records that a record refers to, by the kind that their IRIs tell."""
    own = types_of(triples)
    referred = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)}
    found = {iri: frozenset(_classes(iri, profile)) for iri in referred - own.keys()}
    return {iri: classes for iri, classes in found.items() if classes}


def neighbour_triples(triples: Triples, profile: str = "both") -> Triples:
    """Give `neighbour_types` as triples."""
    return frozenset(
        ox.Triple(ox.NamedNode(iri), ox.NamedNode(RDF_TYPE), ox.NamedNode(each))
        for iri, classes in neighbour_types(triples, profile).items()
        for each in classes
    )


def _classes(iri: str, profile: str) -> Iterable[str]:
    kind = iri.removeprefix(BASE).partition("/")[0]
    if iri in _LANGUAGES:
        crm, schema, kind = ("E56_Language",), "DefinedTerm", "concept"
    elif iri.startswith(AAT):
        crm, schema, kind = ("E55_Type",), "DefinedTerm", "concept"
    elif iri == f"{BASE}concept/month":
        crm, schema = ("E58_Measurement_Unit",), "DefinedTerm"
    elif iri == f"{BASE}concept/types":
        crm, schema = ("E32_Authority_Document",), "DefinedTermSet"
    elif iri.startswith(BASE) and kind in _CRM_CLASSES and "#" not in iri:
        crm, schema = _CRM_CLASSES[kind], _SCHEMA_CLASSES[kind]
    else:
        return
    if profile != "schema_org":
        yield from (CRM + name for name in crm)
    if profile != "cidoc_crm":
        yield SCHEMA + schema
    if kind == "concept":
        yield SKOS + ("ConceptScheme" if schema == "DefinedTermSet" else "Concept")
