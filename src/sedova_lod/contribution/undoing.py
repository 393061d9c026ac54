"""Undoing: what edits brought is taken away again, as far as it still stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sedova_lod.contribution.commands import Command, RemoveById, RemoveTerm
from sedova_lod.contribution.items import Item
from sedova_lod.contribution.ledger import Ledger, SavedEdit, Unanswered
from sedova_lod.contribution.statements import Term, TermKind
from sedova_lod.contribution.uploading import Pace
from sedova_lod.contribution.wikibase_api import ApiError, WikibaseApi

__all__ = ["UndoReport", "Undoer", "unanswered_lines", "undo_commands"]


@dataclass(frozen=True, slots=True)
class UndoReport:
    """Tell what was taken back of one edit.

    Args:
        edit: The edit.
        n_statements: Statements that were taken away.
        n_references: References that were taken away.
        n_terms: Terms that were taken away.
        told: What could not be done, and why; empty if all was.
    """

    edit: SavedEdit
    n_statements: int = 0
    n_references: int = 0
    n_terms: int = 0
    told: str = ""


def undo_commands(edits: Iterable[SavedEdit]) -> list[Command]:
    """Give the commands that take statements and terms of edits away; for references there is none that all know.

    >>> from sedova_lod.contribution.ledger import MadeStatements
    >>> undo_commands([SavedEdit(1, "person/lev", "Q1", 7, MadeStatements(("Q1$a",)))])
    [RemoveById(id='Q1$a')]
    """
    found: list[Command] = []
    for edit in reversed(list(edits)):
        found.extend(RemoveById(one) for one in edit.made.statements)
        found.extend(RemoveTerm(edit.item, _term(one)) for one in edit.made.terms)
    return found


def _term(found: tuple[str, str, str]) -> Term:
    kind, language, text = found
    return Term(TermKind(kind), language, text)


def unanswered_lines(edits: Iterable[Unanswered], ledger: str, items: Mapping[str, Item] | None = None) -> list[str]:
    """Tell of each edit without an answer where its fate can be seen.

    That a later revision is ours could only be guessed, so that such an edit is not undone; but an item that still is
    as it was before shows that it was not made.

    Args:
        edits: The edits.
        ledger: Name of the ledger's file.
        items: The items as they are now; None if nobody looked.

    >>> edits = [Unanswered(3, "person/lev", "Q2", 102)]
    >>> print(*unanswered_lines(edits, "ledger.jsonl"))
    Q2: sent, and no answer came (line 3 of ledger.jsonl); look into its history after revision 102
    >>> print(*unanswered_lines(edits, "ledger.jsonl", {"Q2": Item("Q2", 102)}))
    Q2: sent, and no answer came (line 3 of ledger.jsonl); it is still at revision 102, so nothing was changed
    """
    lines = []
    for edit in edits:
        item = items.get(edit.item) if items and edit.item else None
        if edit.before and item is not None and item.revision == edit.before:
            told = f"it is still at revision {edit.before}, so nothing was changed"
        else:
            told = "look into its history" + (f" after revision {edit.before}" if edit.before else "")
        lines.append(f"{edit.name}: sent, and no answer came (line {edit.line} of {ledger}); {told}")
    return lines


class Undoer:
    """Undo edits, the last one first.

    Args:
        api: The Wikibase, logged in.
        ledger: Where the edits are written down.
        pace: Keeps a distance between edits.
    """

    def __init__(self, api: WikibaseApi, ledger: Ledger, pace: Pace) -> None:
        self._api = api
        self._ledger = ledger
        self._pace = pace

    def undo(self, edits: Sequence[SavedEdit]) -> Iterator[UndoReport]:
        """Take back what the edits brought.

        Raises:
            ServiceError: The Wikibase cannot be asked any more, or lets nobody edit.
        """
        for edit in reversed(edits):
            found = self._api.load_json([edit.item]).get(edit.item)
            if found is None:
                yield UndoReport(edit, told="the item is not there any more")
                continue
            try:
                yield self._undo_one(edit, *found)
            except ApiError as error:
                if error.is_final:
                    raise
                yield UndoReport(edit, told=f"{error.info} [{error.code}]")

    def _undo_one(self, edit: SavedEdit, item: Item, json: Mapping[str, Any]) -> UndoReport:
        there = {one.id: one for group in item.statements.values() for one in group}
        statements = [one for one in edit.made.statements if one in there]
        revision = edit.revision
        if statements:
            self._pace.wait()
            revision = self._api.remove_statements(statements)
        n_references = 0
        for name, hashes in edit.made.references.items():
            held = there[name].json.get("references", ()) if name in there else ()
            left = [one for one in hashes if one in {found.get("hash") for found in held}]
            if left:
                self._pace.wait()
                revision = self._api.remove_references(name, left)
                n_references += len(left)
        data, n_terms = _without_terms(edit, item)
        if n_terms:
            self._pace.wait()
            revision = self._api.edit_item(edit.item, data).revision
        self._ledger.undo(edit.number, revision)
        told = "the item itself stays: ask for its deletion on the Wikibase" if edit.made.is_new_item else ""
        return UndoReport(edit, len(statements), n_references, n_terms, told)


def _without_terms(edit: SavedEdit, item: Item) -> tuple[dict[str, Any], int]:
    """Take away those terms that still are as we set them."""
    data: dict[str, Any] = {}
    n_terms = 0
    held = {"label": item.labels, "description": item.descriptions}
    for kind, language, text in edit.made.terms:
        if kind == "alias" and text in item.aliases.get(language, ()):
            removed = {"language": language, "value": text, "remove": ""}
            data.setdefault("aliases", {}).setdefault(language, []).append(removed)
        elif kind != "alias" and held[kind].get(language) == text:
            data.setdefault(f"{kind}s", {})[language] = {"language": language, "remove": ""}
        else:
            continue
        n_terms += 1
    return data, n_terms
