"""The forms of a difference: by name, and by the end of a file's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sedova_lod.differences.as_feed import write_feed
from sedova_lod.differences.as_html import write_html
from sedova_lod.differences.as_json import write_json
from sedova_lod.differences.as_patch import write_patch
from sedova_lod.differences.as_text import write_markdown, write_text
from sedova_lod.differences.comparing import Difference
from sedova_lod.errors import UsageError

__all__ = ["FORMS", "form_of_report"]

FORMS: Mapping[str, Callable[[Difference], Iterator[str]]] = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_html,
    "json": write_json,
    "patch": write_patch,
    "atom": write_feed,
}
"""Writers of a difference by the name of the form."""

_ENDINGS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".json": "json",
    ".rdfp": "patch",
    ".atom": "atom",
    ".xml": "atom",
}


def form_of_report(path: Path) -> str:
    """Tell the form of a file by its ending; `.gz` and `.zst` may follow.

    Raises:
        UsageError: The ending stands for no form.

    >>> form_of_report(Path("changes.rdfp.gz"))
    'patch'
    """
    bare = path.with_suffix("") if path.suffix in (".gz", ".zst") else path
    form = _ENDINGS.get(bare.suffix)
    if form is None:
        raise UsageError("its ending stands for no form", where=str(path), hint=f"use one of {', '.join(_ENDINGS)}")
    return form
