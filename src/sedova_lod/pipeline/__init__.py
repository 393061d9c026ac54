"""The pipeline: the verbs of the tool, each a function over plain data."""

from sedova_lod.pipeline.building import build_project
from sedova_lod.pipeline.explaining import Explanation, explain_node
from sedova_lod.pipeline.options import FORMATS, BuildOptions, BuildResult, profile_names
from sedova_lod.pipeline.reading import Collection, TableCount, collect_records
from sedova_lod.pipeline.validating import ValidationResult, validate_file
from sedova_lod.pipeline.writing import findings_json, findings_text

__all__ = [
    "FORMATS",
    "BuildOptions",
    "BuildResult",
    "Collection",
    "Explanation",
    "TableCount",
    "ValidationResult",
    "build_project",
    "collect_records",
    "explain_node",
    "findings_json",
    "findings_text",
    "profile_names",
    "validate_file",
]
