"""Posts that one person holds at a time: two holders are told with both rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sedova_lod.findings import Finding
from sedova_lod.findings.history import POST_HELD_TWICE
from sedova_lod.records import KINDS, ExternalSorter
from sedova_lod.validation.history.view import RecordView, cell_of, plain_cell

__all__ = ["Posts", "is_single_post"]

_SINGLE = re.compile(
    r"\b(?:(?:prime )?minister|(?:people's )?commissar|president|chair(?:man|woman|person)?|head|director|chief|"
    r"(?:general|first) secretary|secretary[ -]general|editor[ -]in[ -]chief|headmaster|rector|mayor|governor|king|"
    r"queen|emperor|empress|tsar|tsarina|pope|bishop|abbot|министр|нарком|председатель|директор|глава|президент)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:deputy|vice|assistant|former|co|joint|honorary|acting|заместитель)\b", re.IGNORECASE)
_PERSON = KINDS["person"].schema


def is_single_post(role: str) -> bool:
    """Say whether a role is one that a person holds alone.

    >>> [is_single_post(role) for role in ("commissar for justice", "deputy head", "member", "editor")]
    [True, False, False, False]
    """
    return bool(_SINGLE.search(role)) and not _SEVERAL.search(role)


class Posts:
    """Collect the dated holders of posts, and find two at one time.

    Args:
        sorter: Takes the memberships; empty.
    """

    kinds = frozenset(("concept", "person"))

    def __init__(self, sorter: ExternalSorter) -> None:
        self._sorter = sorter
        self._single: dict[str, str] = {}
        self._n_seen = 0

    @staticmethod
    def sight(view: RecordView) -> Iterator[tuple[Any, ...]]:
        """Look at a record: at a concept for whether it is a post, at a person for the roles held."""
        if view.kind == "concept":
            if is_single_post(view.get("title") or ""):
                yield view.record.iri, view.get("title")
            return
        if not view.get("membership"):
            return
        node_type = _PERSON.properties[_PERSON.slot("membership") - 2].node
        if node_type is None:
            return
        for node in view.get("membership"):
            group, role, date = node[node_type.slot("group")], node[node_type.slot("role")], view.date(node, node_type)
            if not role or not group or date is None or date.begin_latest is None:
                continue
            end = date.end_earliest if date.end_earliest is not None else date.begin_latest
            if end >= date.begin_latest:
                cell = view.cell("", node=node[node_type.slot("date")])
                payload = (view.name, view.get("title"), date.edtf, plain_cell(cell))
                yield (group, role, date.begin_latest, end), payload

    def add(self, sighting: tuple[Any, ...]) -> None:
        """Take what was sighted; concepts come before persons, so that it is known which roles are posts."""
        first, second = sighting
        if isinstance(first, str):
            self._single[first] = second
        elif first[1] in self._single:
            self._n_seen += 1
            self._sorter.add((*first, self._n_seen), second)

    def findings(self) -> Iterator[Finding]:
        """Report each holder of a post whose time overlaps with that of an earlier one."""
        for (_group, role), entries in groupby(self._sorter, key=lambda entry: entry[0][:2]):
            last: tuple[int, int, tuple[str, str, str]] | None = None
            for key, (name, title, edtf, cell) in entries:
                begin, end = key[2], key[3]
                if last is not None and last[2][0] != name and (begin < last[1] or begin == last[0]):
                    post, other = self._single[role], last[2]
                    message = f"{name}: {title} is {post} ({edtf}) while {other[1]} is ({other[2]}, {other[0]})"
                    yield POST_HELD_TWICE.finding(
                        message, hint=POST_HELD_TWICE.advice, where=cell_of(cell), value=edtf, record=name
                    )
                if last is None or end >= last[1]:
                    last = (begin, end, (name, title, edtf))
