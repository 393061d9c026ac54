"""sedova-lod: curated tables in; linked data that experts accept out; and never silently wrong.

The verbs of the command line, as functions: `build`, `check`, `explain`, `link`, `load`, `query`,
`validate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sedova_lod.api import build, check, explain, link, load, query, validate
    from sedova_lod.errors import SedovaError
    from sedova_lod.findings import CellRef, Finding, Severity
    from sedova_lod.pipeline.link_sources import SourceChoice

__all__ = [
    "CellRef",
    "Finding",
    "SedovaError",
    "Severity",
    "SourceChoice",
    "build",
    "check",
    "explain",
    "link",
    "load",
    "query",
    "validate",
]

_PLACES = {
    "CellRef": "sedova_lod.findings",
    "Finding": "sedova_lod.findings",
    "SedovaError": "sedova_lod.errors",
    "Severity": "sedova_lod.findings",
    "SourceChoice": "sedova_lod.pipeline.link_sources",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for: the command line must start at once."""
    if name not in __all__:
        raise AttributeError(f"module 'sedova_lod' has no attribute {name!r}")
    import importlib  # noqa: PLC0415 - see above

    return getattr(importlib.import_module(_PLACES.get(name, "sedova_lod.api")), name)
