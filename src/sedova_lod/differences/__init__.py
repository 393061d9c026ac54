"""Differences: what changed between two builds, in records and claims, and what follows for the release."""

from sedova_lod.differences.as_feed import write_feed
from sedova_lod.differences.comparing import Change, Difference, ReleaseFacts, compare_builds
from sedova_lod.differences.dump_reading import find_dump
from sedova_lod.differences.field_changes import FieldChange
from sedova_lod.differences.forms import FORMS, form_of_report
from sedova_lod.differences.version_hint import VersionHint, hint_version

__all__ = [
    "FORMS",
    "Change",
    "Difference",
    "FieldChange",
    "ReleaseFacts",
    "VersionHint",
    "compare_builds",
    "find_dump",
    "form_of_report",
    "hint_version",
    "write_feed",
]
