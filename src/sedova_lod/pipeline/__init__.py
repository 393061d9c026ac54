"""The pipeline: the verbs of the tool, each a function over plain data."""

from sedova_lod.pipeline.building import build_project
from sedova_lod.pipeline.collection import Collection, TableCount
from sedova_lod.pipeline.explaining import Explanation, explain_node
from sedova_lod.pipeline.options import FORMATS, BuildOptions, BuildResult, profile_names
from sedova_lod.pipeline.publishing import PublishResult, publish_project
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.pipeline.summary import summarise
from sedova_lod.pipeline.validating import ValidationResult, validate_file

__all__ = [
    "FORMATS",
    "BuildOptions",
    "BuildResult",
    "Collection",
    "Explanation",
    "PublishResult",
    "TableCount",
    "ValidationResult",
    "build_project",
    "collect_records",
    "explain_node",
    "profile_names",
    "publish_project",
    "summarise",
    "validate_file",
]
