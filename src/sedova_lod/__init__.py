"""sedova-lod: curated tables in; linked data that experts accept out; and never silently wrong.

The verbs of the command line, as functions: `build`, `check`, `diff`, `explain`, `link`, `link_index`, `load`,
`propose`, `publish`, `query`, `tables`, `upload`, `validate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sedova_lod.api import (
        build,
        check,
        diff,
        explain,
        link,
        link_index,
        load,
        propose,
        publish,
        query,
        tables,
        upload,
        validate,
    )
    from sedova_lod.contribution import Manners
    from sedova_lod.errors import SedovaError
    from sedova_lod.findings import CellRef, Finding, Severity
    from sedova_lod.pipeline.link_sources import SourceChoice
    from sedova_lod.pipeline.uploading import UploadOptions

__all__ = [
    "CellRef",
    "Finding",
    "Manners",
    "SedovaError",
    "Severity",
    "SourceChoice",
    "UploadOptions",
    "build",
    "check",
    "diff",
    "explain",
    "link",
    "link_index",
    "load",
    "propose",
    "publish",
    "query",
    "tables",
    "upload",
    "validate",
]

_PLACES = {
    "CellRef": "sedova_lod.findings",
    "Finding": "sedova_lod.findings",
    "Manners": "sedova_lod.contribution",
    "SedovaError": "sedova_lod.errors",
    "Severity": "sedova_lod.findings",
    "SourceChoice": "sedova_lod.pipeline.link_sources",
    "UploadOptions": "sedova_lod.pipeline.uploading",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: the command line must start at once."""
    if name not in __all__:
        raise AttributeError(f"module 'sedova_lod' has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - see above

    return getattr(importlib.import_module(_PLACES.get(name, "sedova_lod.api")), name)
