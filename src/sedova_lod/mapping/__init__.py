"""Mapping: records become RDF by SPARQL queries, compiled to Python."""

from sedova_lod.mapping.lexical_forms import CHECKED_DATATYPES, is_lexical_form
from sedova_lod.mapping.mapping import Mapping, QuerySource, compile_queries
from sedova_lod.mapping.profiles import BUILT_IN, load_profiles, read_profiles
from sedova_lod.mapping.record_graph import record_graph
from sedova_lod.mapping.runtime import Block, Statements
from sedova_lod.mapping.statics import ConstantUse
from sedova_lod.mapping.text_code import SITE_BITS, Statement, WriteRecord
from sedova_lod.mapping.trace import Input, TracedTriple
from sedova_lod.mapping.verification import verify_with_engines

__all__ = [
    "BUILT_IN",
    "CHECKED_DATATYPES",
    "SITE_BITS",
    "Block",
    "ConstantUse",
    "Input",
    "Mapping",
    "QuerySource",
    "Statement",
    "Statements",
    "TracedTriple",
    "WriteRecord",
    "compile_queries",
    "is_lexical_form",
    "load_profiles",
    "read_profiles",
    "record_graph",
    "verify_with_engines",
]
