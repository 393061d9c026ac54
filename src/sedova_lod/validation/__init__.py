"""Validation: shapes over the RDF that was made, each result told at the cell that caused it."""

from sedova_lod.validation.fast import FastValidator
from sedova_lod.validation.outside_data import read_rdf, validate_rdf
from sedova_lod.validation.results import SHACL, Result, Validator
from sedova_lod.validation.rules import RuleStore, mentioned_iris
from sedova_lod.validation.shape_files import ShapeSet, SparqlRule, default_shape_files, load_shapes
from sedova_lod.validation.tracing import Tracer

__all__ = [
    "SHACL",
    "FastValidator",
    "Result",
    "RuleStore",
    "ShapeSet",
    "SparqlRule",
    "Tracer",
    "Validator",
    "default_shape_files",
    "load_shapes",
    "mentioned_iris",
    "read_rdf",
    "validate_rdf",
]
