"""Validation: shapes over the RDF that was made, each result told at the cell that caused it."""

from sedova_lod.validation.fast import FastValidator, compiled_validator
from sedova_lod.validation.history import HistoryAcross, HistoryWatch, Sighted
from sedova_lod.validation.judging_again import Changes, far_rules, judge_again
from sedova_lod.validation.locality import Reach, WideShapes, divide_by_reach, reach_of
from sedova_lod.validation.near_graph import FarError
from sedova_lod.validation.node_marks import NodeMarks, marks_of_blocks, unpacked_marks
from sedova_lod.validation.outside_data import read_rdf, validate_rdf
from sedova_lod.validation.piecewise import validate_by_pieces
from sedova_lod.validation.reference import ReferenceValidator
from sedova_lod.validation.report import report_turtle
from sedova_lod.validation.results import SHACL, Alternative, Result, Validator, leaves_of
from sedova_lod.validation.rules import RuleStore, asks_any_triple, mentioned_iris
from sedova_lod.validation.shape_files import ShapeSet, default_shape_files, load_shapes
from sedova_lod.validation.sparql_rules import SparqlRule, is_set_query
from sedova_lod.validation.telling import tell, tell_term
from sedova_lod.validation.tracing import Tracer, placeless_finding
from sedova_lod.validation.waivers import Waivers, read_waivers, write_waivers

__all__ = [
    "SHACL",
    "Alternative",
    "Changes",
    "FarError",
    "FastValidator",
    "HistoryAcross",
    "HistoryWatch",
    "NodeMarks",
    "Reach",
    "ReferenceValidator",
    "Result",
    "RuleStore",
    "ShapeSet",
    "Sighted",
    "SparqlRule",
    "Tracer",
    "Validator",
    "Waivers",
    "WideShapes",
    "asks_any_triple",
    "compiled_validator",
    "default_shape_files",
    "divide_by_reach",
    "far_rules",
    "is_set_query",
    "judge_again",
    "leaves_of",
    "load_shapes",
    "marks_of_blocks",
    "mentioned_iris",
    "placeless_finding",
    "reach_of",
    "read_rdf",
    "read_waivers",
    "report_turtle",
    "tell",
    "tell_term",
    "unpacked_marks",
    "validate_by_pieces",
    "validate_rdf",
    "write_waivers",
]
