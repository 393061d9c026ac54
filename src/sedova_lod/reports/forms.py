"""Which forms of report there are, and which one a file's name asks for."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sedova_lod.errors import UsageError
from sedova_lod.reports.as_csv import write_csv
from sedova_lod.reports.as_html import write_html
from sedova_lod.reports.as_json import write_json
from sedova_lod.reports.as_junit import write_junit
from sedova_lod.reports.as_sarif import write_sarif
from sedova_lod.reports.as_text import write_text
from sedova_lod.reports.model import Report

__all__ = ["REPORTS", "form_of_file"]

REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "text": write_text,
        "json": write_json,
        "csv": write_csv,
        "sarif": write_sarif,
        "junit": write_junit,
        "html": write_html,
    }
)
"""The forms of text, by the word of `--format`."""

_BY_ENDING = {
    ".txt": "text",
    ".json": "json",
    ".csv": "csv",
    ".sarif": "sarif",
    ".xml": "junit",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "workbook",
}


def form_of_file(path: Path) -> str:
    """Tell the form of a report from the ending of its file.

    Raises:
        UsageError: The ending stands for no form.

    >>> form_of_file(Path("findings.sarif")), form_of_file(Path("report.sarif.json"))
    ('sarif', 'sarif')
    """
    ending = path.suffix.lower()
    if path.name.lower().endswith(".sarif.json"):
        return "sarif"
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    close = difflib.get_close_matches(ending, _BY_ENDING, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"end its name in one of: {', '.join(_BY_ENDING)}"
    what = f"no report has the ending '{ending}'" if ending else "the file has no ending that tells the form"
    raise UsageError(what, where=str(path), hint=hint)
