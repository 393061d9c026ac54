"""The pipeline: the verbs of the tool, each a function over plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sedova_lod.late_imports import late_imports

if TYPE_CHECKING:
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

# `validate` needs nothing that reads tables or maps them
__getattr__ = late_imports(
    __name__,
    {
        "BuildOptions": "options",
        "BuildResult": "options",
        "Collection": "collection",
        "Explanation": "explaining",
        "FORMATS": "options",
        "PublishResult": "publishing",
        "TableCount": "collection",
        "ValidationResult": "validating",
        "build_project": "building",
        "collect_records": "reading",
        "explain_node": "explaining",
        "profile_names": "options",
        "publish_project": "publishing",
        "summarise": "summary",
        "validate_file": "validating",
    },
)
