"""Uploading: edits are compared with the item as it is at that moment, written down, sent, and written down again."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sedova_lod.contribution.comparing import Comparer, Comparison, Outcome
from sedova_lod.contribution.items import Item, item_from_json
from sedova_lod.contribution.ledger import Ledger, MadeStatements
from sedova_lod.contribution.statements import Proposal, Term
from sedova_lod.contribution.wikibase_api import ApiError, Saved, WikibaseApi
from sedova_lod.contribution.wikibase_json import ItemEdit, edits_of
from sedova_lod.errors import ServiceError

__all__ = ["EditReport", "EditState", "Pace", "Uploader"]

_MOST_CONFLICTS = 3
_CONFLICT = "editconflict"


class EditState(enum.Enum):
    """Say what came of an edit."""

    SAVED = "saved"
    THERE = "already there"
    CHANGED = "changed meanwhile"
    REFUSED = "refused"
    UNKNOWN = "no answer"


@dataclass(frozen=True, slots=True)
class EditReport:
    """Tell what came of one edit.

    Args:
        state: What came of it.
        item: QID; empty for an item that was not made.
        record: The record that it was about.
        rows: Cells that it rests on.
        n_proposals: How many proposals it held.
        revision: Revision that it made.
        told: Words of the Wikibase, or ours.
    """

    state: EditState
    item: str
    record: str
    rows: tuple[str, ...]
    n_proposals: int
    revision: int = 0
    told: str = ""


class Pace:
    """Keep a distance between edits.

    Args:
        per_minute: How many edits are made a minute at most.
        clock: Seconds, from any beginning.
        sleep: Waits some seconds.

    >>> seconds = [0.0]
    >>> pace = Pace(30, lambda: seconds[0], lambda wait: seconds.append(wait))
    >>> pace.wait(), pace.wait(), seconds[1:]
    (None, None, [2.0])
    """

    def __init__(self, per_minute: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._distance_s = 60 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._last_s: float | None = None

    def wait(self) -> None:
        """Wait until the next edit may be made."""
        if self._last_s is not None:
            left_s = self._last_s + self._distance_s - self._clock()
            if left_s > 0:
                self._sleep(left_s)
        self._last_s = self._clock()


class Uploader:
    """Send edits, one item at a time.

    Args:
        api: The Wikibase, logged in.
        ledger: Where edits are written down.
        comparer: Compares each proposal with the item anew, at the last moment.
        pace: Keeps a distance between edits.
    """

    def __init__(self, api: WikibaseApi, ledger: Ledger, comparer: Comparer, pace: Pace) -> None:
        self._api = api
        self._ledger = ledger
        self._comparer = comparer
        self._pace = pace

    def upload(self, edits: Iterable[ItemEdit]) -> Iterator[EditReport]:
        """Send the edits; stop where no further one has a chance.

        Raises:
            ServiceError: The Wikibase cannot be asked any more, or lets nobody edit; what was done is in the ledger.
        """
        unsettled = self._ledger.unsettled()
        for edit in edits:
            if edit.item:
                yield self._change(edit)
            elif edit.record in unsettled:
                line = unsettled[edit.record]
                told = (
                    f"an item was sent for it before, and no answer came: see line {line} of {self._ledger.path.name}"
                )
                yield self._report(EditState.UNKNOWN, edit, told=told)
            else:
                yield self._create(edit)

    def _change(self, edit: ItemEdit) -> EditReport:
        proposals = [one.proposal for one in edit.comparisons]
        for _ in range(_MOST_CONFLICTS):
            found = self._api.load_json([edit.item]).get(edit.item)
            if found is None or found[0].redirected_from:
                what = "the item is not there" if found is None else f"the item was merged into {found[0].id}"
                return self._report(EditState.REFUSED, edit, told=what)
            item = found[0]
            left, report = self._left(edit, proposals, item)
            if left is None:
                return report
            try:
                return self._send(left, item)
            except ApiError as error:
                if error.code != _CONFLICT:
                    raise
        return self._report(EditState.REFUSED, edit, told="the item was changed by others each time we tried")

    def _left(self, edit: ItemEdit, proposals: Sequence[Proposal], item: Item) -> tuple[ItemEdit | None, EditReport]:
        """Compare once more: what is there by now is not sent, nor what by now contradicts."""
        compared = [self._comparer.compare(one, item) for one in proposals]
        conflicts = [one for one in compared if one.outcome is Outcome.CONFLICT]
        edits = edits_of(compared)
        if edits:
            return edits[0], self._report(EditState.SAVED, edits[0])
        if conflicts:
            return None, self._report(EditState.CHANGED, edit, told=conflicts[0].detail)
        return None, self._report(EditState.THERE, edit)

    def _send(self, edit: ItemEdit, item: Item) -> EditReport:
        """Send one edit; if no answer comes, look whether it was made, and send it once more if not."""
        for is_last in (False, True):
            self._pace.wait()
            sent = [one.proposal for one in edit.comparisons]
            number = self._ledger.send(edit.item, edit.record, sent, before=item.revision)
            try:
                saved = self._api.edit_item(edit.item, edit.data, base_revision=item.revision)
            except ApiError as error:
                self._ledger.refuse(number, error.code, error.info)
                if error.is_final or error.code == _CONFLICT:
                    raise
                return self._report(EditState.REFUSED, edit, told=f"{error.info} [{error.code}]")
            except ServiceError:
                found = self._api.load_json([edit.item]).get(edit.item)
                if found is None or self._is_missing(edit, found[0]):
                    self._ledger.refuse(number, "no-answer", "no answer came, and the edit was not made")
                    if is_last:
                        raise
                    continue
                saved = Saved(edit.item, found[0].revision, found[1])
            made = _made(edit, item, saved.json)
            self._ledger.save(number, edit.item, saved.revision, made)
            return self._report(EditState.SAVED, edit, revision=saved.revision)
        raise AssertionError("the last try returns or raises")

    def _is_missing(self, edit: ItemEdit, item: Item) -> bool:
        return any(self._comparer.compare(one.proposal, item).outcome.is_sent for one in edit.comparisons)

    def _create(self, edit: ItemEdit) -> EditReport:
        """Make an item; without an answer it is left open, as a second try might make it twice."""
        self._pace.wait()
        number = self._ledger.send("", edit.record, [one.proposal for one in edit.comparisons])
        try:
            saved = self._api.edit_item("", edit.data)
        except ApiError as error:
            self._ledger.refuse(number, error.code, error.info)
            if error.is_final:
                raise
            return self._report(EditState.REFUSED, edit, told=f"{error.info} [{error.code}]")
        self._ledger.save(number, saved.item, saved.revision, _made(edit, Item(""), saved.json))
        return self._report(EditState.SAVED, edit, item=saved.item, revision=saved.revision)

    @staticmethod
    def _report(state: EditState, edit: ItemEdit, *, item: str = "", revision: int = 0, told: str = "") -> EditReport:
        rows = tuple(dict.fromkeys(str(one.proposal.where) for one in edit.comparisons))
        return EditReport(state, item or edit.item, edit.record, rows, len(edit.comparisons), revision, told)


def _made(edit: ItemEdit, before: Item, after: Mapping[str, Any]) -> MadeStatements:
    """Find what an edit brought, by comparing the item before and after."""
    now = item_from_json({**after, "id": after.get("id") or edit.item or "Q0"}) or Item("")
    old_ids = {one.id for group in before.statements.values() for one in group}
    statements = [one.id for group in now.statements.values() for one in group if one.id not in old_ids]
    held = {one.held.id: one.held.json for one in edit.comparisons if one.outcome is Outcome.REFERENCE and one.held}
    references = {}
    for group in now.statements.values():
        for one in group:
            if one.id in held:
                known = _hashes(held[one.id])
                references[one.id] = tuple(hash_ for hash_ in _hashes(one.json) if hash_ not in known)
    return MadeStatements(tuple(statements), references, tuple(_terms(edit.comparisons)), not edit.item)


def _hashes(statement: Mapping[str, Any]) -> list[str]:
    return [str(one.get("hash", "")) for one in statement.get("references", ())]


def _terms(comparisons: Iterable[Comparison]) -> Iterator[tuple[str, str, str]]:
    for one in comparisons:
        content = one.proposal.content
        if isinstance(content, Term):
            yield content.kind.value, content.language, content.text
