"""Reports: what a run found, written for a reader or for a machine."""

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
