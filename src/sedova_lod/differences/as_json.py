"""The difference as JSON, complete: fields in words, and each statement that is gone or new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sedova_lod.differences.comparing import ADDED, CHANGED, NOTED, REMOVED, Change, Difference
from sedova_lod.differences.report_lines import remarks

__all__ = ["write_json"]


def write_json(difference: Difference) -> Iterator[str]:
    """Write the difference as one JSON object, change by change.

    >>> with Difference() as nothing:
    ...     json.loads("".join(write_json(nothing)))["counts"]
    {'added': 0, 'changed': 0, 'noted': 0, 'removed': 0}
    """
    hint = difference.hint()
    head: dict[str, Any] = {
        "old": _facts(difference.old),
        "new": _facts(difference.new),
        "counts": {what: difference.count(what) for what in (ADDED, CHANGED, NOTED, REMOVED)},
        "quads": {"added": difference.n_added_quads, "removed": difference.n_removed_quads},
        "version_hint": {"level": hint.level, "number": hint.number, "reason": hint.reason, "is_met": hint.is_met},
        "remarks": list(remarks(difference)),
    }
    yield json.dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "changes": ['
    is_first = True
    for change in difference.changes(REMOVED, ADDED, CHANGED):
        yield ("\n    " if is_first else ",\n    ") + json.dumps(_change(change, difference), ensure_ascii=False)
        is_first = False
    yield "]\n}\n" if is_first else "\n  ]\n}\n"


def _facts(facts: Any) -> dict[str, str]:
    return {"base": facts.base, "version": facts.version, "modified": facts.modified}


def _change(change: Change, difference: Difference) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": change.what,
        "record": change.name,
        "iri": change.iri,
        "document": change.document,
        "label": change.label,
    }
    if change.retirement is not None:
        found["retired"] = change.retirement._asdict()
    if change.what == CHANGED:
        found["fields"] = [field._asdict() for field in change.fields(difference.new.base)]
        found["removed"] = [quad.decode() for quad in change.removed]
        found["added"] = [quad.decode() for quad in change.added]
    return found
