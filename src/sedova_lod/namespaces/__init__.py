"""Namespaces: prefixes, and the official terms of each vocabulary."""

from sedova_lod.namespaces.authorities import (
    AUTHORITIES,
    Authority,
    authority_name,
    authority_prefixes,
    identifier_of,
    iri_of,
)
from sedova_lod.namespaces.prefixes import PREFIXES, REC, SL
from sedova_lod.namespaces.vocabulary import (
    domain_range_faults,
    inverse_of,
    is_known_namespace,
    short_name,
    superclasses,
    term_fault,
)

__all__ = [
    "AUTHORITIES",
    "PREFIXES",
    "REC",
    "SL",
    "Authority",
    "authority_name",
    "authority_prefixes",
    "domain_range_faults",
    "identifier_of",
    "inverse_of",
    "iri_of",
    "is_known_namespace",
    "short_name",
    "superclasses",
    "term_fault",
]
