"""Validation: shapes over the RDF that was made, each result told at the cell that caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sedova_lod.late_imports import late_imports

if TYPE_CHECKING:
    from sedova_lod.validation.fast import FastValidator, compiled_validator
    from sedova_lod.validation.history import HistoryAcross, HistoryWatch, Pair, Sighted, namesakes_in
    from sedova_lod.validation.idle_targets import idle_shapes
    from sedova_lod.validation.judging_again import Changes, far_rules, judge_again
    from sedova_lod.validation.locality import (
        SUBCLASS_OF,
        Reach,
        ShapeVocabulary,
        WideShapes,
        divide_by_reach,
        reach_of,
        vocabulary_of,
    )
    from sedova_lod.validation.near_graph import FarError
    from sedova_lod.validation.node_marks import NodeMarks, marks_of_blocks, unpacked_marks
    from sedova_lod.validation.outside_data import read_rdf, validate_rdf
    from sedova_lod.validation.piecewise import validate_by_pieces
    from sedova_lod.validation.reference import ReferenceValidator
    from sedova_lod.validation.report import report_turtle
    from sedova_lod.validation.results import SHACL, Alternative, Result, Validator, leaves_of
    from sedova_lod.validation.rules import RuleStore, StoredLoad, asks_any_triple, mentioned_iris, run_load
    from sedova_lod.validation.shape_files import ShapeSet, default_shape_files, load_shapes
    from sedova_lod.validation.shape_graph import ShapeGraph
    from sedova_lod.validation.sparql_rules import SparqlRule, is_set_query
    from sedova_lod.validation.telling import tell, tell_term
    from sedova_lod.validation.tracing import Tracer, placeless_finding
    from sedova_lod.validation.waivers import Waivers, read_waivers, write_waivers

__all__ = [
    "SHACL",
    "SUBCLASS_OF",
    "Alternative",
    "Changes",
    "FarError",
    "FastValidator",
    "HistoryAcross",
    "HistoryWatch",
    "NodeMarks",
    "Pair",
    "Reach",
    "ReferenceValidator",
    "Result",
    "RuleStore",
    "ShapeGraph",
    "ShapeSet",
    "ShapeVocabulary",
    "Sighted",
    "SparqlRule",
    "StoredLoad",
    "Tracer",
    "Validator",
    "Waivers",
    "WideShapes",
    "asks_any_triple",
    "compiled_validator",
    "default_shape_files",
    "divide_by_reach",
    "far_rules",
    "idle_shapes",
    "is_set_query",
    "judge_again",
    "leaves_of",
    "load_shapes",
    "marks_of_blocks",
    "mentioned_iris",
    "namesakes_in",
    "placeless_finding",
    "reach_of",
    "read_rdf",
    "read_waivers",
    "report_turtle",
    "run_load",
    "tell",
    "tell_term",
    "unpacked_marks",
    "validate_by_pieces",
    "validate_rdf",
    "vocabulary_of",
    "write_waivers",
]

# to check any RDF needs nothing that knows records and tables
__getattr__ = late_imports(
    __name__,
    {
        "Alternative": "results",
        "Changes": "judging_again",
        "FarError": "near_graph",
        "FastValidator": "fast",
        "HistoryAcross": "history",
        "HistoryWatch": "history",
        "NodeMarks": "node_marks",
        "Pair": "history",
        "Reach": "locality",
        "ReferenceValidator": "reference",
        "Result": "results",
        "RuleStore": "rules",
        "SHACL": "results",
        "SUBCLASS_OF": "locality",
        "ShapeGraph": "shape_graph",
        "ShapeSet": "shape_files",
        "ShapeVocabulary": "locality",
        "Sighted": "history",
        "SparqlRule": "sparql_rules",
        "StoredLoad": "rules",
        "Tracer": "tracing",
        "Validator": "results",
        "Waivers": "waivers",
        "WideShapes": "locality",
        "asks_any_triple": "rules",
        "compiled_validator": "fast",
        "default_shape_files": "shape_files",
        "divide_by_reach": "locality",
        "far_rules": "judging_again",
        "idle_shapes": "idle_targets",
        "is_set_query": "sparql_rules",
        "judge_again": "judging_again",
        "leaves_of": "results",
        "load_shapes": "shape_files",
        "marks_of_blocks": "node_marks",
        "mentioned_iris": "rules",
        "namesakes_in": "history",
        "placeless_finding": "tracing",
        "reach_of": "locality",
        "read_rdf": "outside_data",
        "read_waivers": "waivers",
        "report_turtle": "report",
        "run_load": "rules",
        "tell": "telling",
        "tell_term": "telling",
        "unpacked_marks": "node_marks",
        "validate_by_pieces": "piecewise",
        "validate_rdf": "outside_data",
        "vocabulary_of": "locality",
        "write_waivers": "waivers",
    },
)
