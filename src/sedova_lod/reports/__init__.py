"""Reports: what a run found, written for a reader or for a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sedova_lod.late_imports import late_imports

if TYPE_CHECKING:
    from sedova_lod.reports.annotation import AnnotatedCopy, annotate_tables, copy_names
    from sedova_lod.reports.as_json import write_json
    from sedova_lod.reports.as_text import TextLayout, write_text
    from sedova_lod.reports.forms import REPORTS, form_of_file
    from sedova_lod.reports.model import Report, RunSummary, TableSummary

__all__ = [
    "REPORTS",
    "AnnotatedCopy",
    "Report",
    "RunSummary",
    "TableSummary",
    "TextLayout",
    "annotate_tables",
    "copy_names",
    "form_of_file",
    "write_json",
    "write_text",
]

# only copies of tables need what reads tables
__getattr__ = late_imports(
    __name__,
    {
        "AnnotatedCopy": "annotation",
        "REPORTS": "forms",
        "Report": "model",
        "RunSummary": "model",
        "TableSummary": "model",
        "TextLayout": "as_text",
        "annotate_tables": "annotation",
        "copy_names": "annotation",
        "form_of_file": "forms",
        "write_json": "as_json",
        "write_text": "as_text",
    },
)
