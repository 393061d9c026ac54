"""Namespaces: prefixes, and the official terms of each vocabulary."""

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
    "PREFIXES",
    "REC",
    "SL",
    "domain_range_faults",
    "inverse_of",
    "is_known_namespace",
    "short_name",
    "superclasses",
    "term_fault",
]
