"""The ledger: a file that keeps every edit that was sent, with its rows and what came of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sedova_lod.contribution.statements import Proposal, Statement
from sedova_lod.contribution.value_json import statement_json
from sedova_lod.errors import InputError, OutputError

__all__ = ["Ledger", "MadeStatements", "SavedEdit", "Unanswered", "proposal_key"]


@dataclass(frozen=True, slots=True)
class MadeStatements:
    """Hold what an edit brought, as far as it can be taken back.

    Args:
        statements: Ids of statements that it made.
        references: Hashes of references that it added, by id of the statement.
        terms: Terms that it set: kind, language, text.
        is_new_item: Whether it made the item.
    """

    statements: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[tuple[str, str, str], ...] = ()
    is_new_item: bool = False


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """Hold an edit that the ledger knows to be saved.

    Args:
        number: Its number in the ledger.
        record: The record that it was about.
        item: QID.
        revision: Revision that it made.
        made: What it brought.
    """

    number: int
    record: str
    item: str
    revision: int
    made: MadeStatements


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Hold an edit that was sent, and of which it is not known whether it was made.

    Args:
        line: Line of the ledger that says so.
        record: The record that it was about.
        item: QID; empty for an item that was to be made.
        before: Revision of the item when it was sent; 0 if it is not known.

    >>> Unanswered(3, "person/lev", "Q2", 102).name
    'Q2'
    """

    line: int
    record: str
    item: str = ""
    before: int = 0

    @property
    def name(self) -> str:
        """Name the item; the record, if there was no item."""
        return self.item or self.record


def proposal_key(proposal: Proposal) -> str:
    """Give a proposal a name that stays the same from run to run: of its item and what is said, without sources.

    >>> from sedova_lod.contribution.statements import Term, TermKind
    >>> from sedova_lod.findings import CellRef
    >>> label = Term(TermKind.LABEL, "en", "Lev Sedov")
    >>> proposal_key(Proposal("person/lev-sedov", "Q543149", label, CellRef("people.csv", 65)))
    '3118c0ea4d8faf7e'
    """
    content = proposal.content
    if isinstance(content, Statement):
        said: Any = {name: part for name, part in statement_json(content).items() if name != "references"}
    else:
        said = [content.kind.value, content.language, content.text]
    text = json.dumps([proposal.item or proposal.record, said], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Ledger:
    """Write edits down before they are sent and after; read what earlier runs did. Lines are only ever added.

    Each event is one line of JSON, on the disk before the next step is taken. A line that was cut off when a run was
    killed is left as it is and not counted.

    Args:
        path: The file; it need not exist.
        api: Address of the API; edits of another Wikibase are not looked at.
        now: Gives the present moment.

    Raises:
        InputError: The file cannot be read, or is no ledger.
    """

    def __init__(self, path: Path, api: str, now: Callable[[], datetime.datetime]) -> None:
        self.path = path
        self._api = api
        self._now = now
        self._events: list[dict[str, Any]] = []
        self._needs_break = False
        self._size_bytes = 0
        if path.exists():
            self._events = list(self._read())

    def created(self) -> dict[str, str]:
        """Give the QIDs of items that were made, by record."""
        return {one.record: one.item for one in self.saved() if one.made.is_new_item}

    def unsettled(self) -> dict[str, int]:
        """Give the records for which an item was sent and no answer ever came, with the line that says so."""
        waiting: dict[int, dict[str, Any]] = {}
        for event in self._mine():
            if event["event"] == "sent" and not event["item"]:
                waiting[event["edit"]] = event
            elif event["event"] in ("saved", "refused"):
                waiting.pop(event["edit"], None)
        return {event["record"]: event["line"] for event in waiting.values()}

    def unanswered(self) -> list[Unanswered]:
        """List edits that were sent and of which it is not known whether they were made."""
        waiting: dict[int, Unanswered] = {}
        for event in self._mine():
            if event["event"] == "sent":
                before = event.get("before", 0)
                waiting[event["edit"]] = Unanswered(event["line"], event["record"], event["item"], before)
            elif event["event"] in ("saved", "refused"):
                waiting.pop(event["edit"], None)
        return list(waiting.values())

    def saved(self) -> list[SavedEdit]:
        """List the edits that were saved and not undone, in their order."""
        sent: dict[int, dict[str, Any]] = {}
        found: dict[int, SavedEdit] = {}
        for event in self._mine():
            number = event["edit"]
            if event["event"] == "sent":
                sent[number] = event
            elif event["event"] == "saved" and number in sent:
                made = _made(event.get("made", {}))
                record = sent[number]["record"]
                found[number] = SavedEdit(number, record, event["item"], event["revision"], made)
            elif event["event"] == "undone":
                found.pop(number, None)
        return list(found.values())

    def send(self, item: str, record: str, proposals: Sequence[Proposal], *, before: int = 0) -> int:
        """Write down that an edit is about to be sent; give its number.

        Args:
            item: QID; empty for an item that is to be made.
            record: The record that it is about.
            proposals: What it says.
            before: Revision that the item has now.

        Raises:
            OutputError: The file cannot be written, or another run has written to it.
        """
        self._require_alone()
        number = max((event["edit"] for event in self._events), default=0) + 1
        rows = list(dict.fromkeys(str(one.where) for one in proposals))
        keys = [proposal_key(one) for one in proposals]
        sent = {"event": "sent", "edit": number, "item": item, "record": record, "rows": rows, "keys": keys}
        self._write({**sent, "before": before} if before else sent)
        return number

    def save(self, number: int, item: str, revision: int, made: MadeStatements) -> None:
        """Write down that an edit was saved."""
        brought = {
            "statements": list(made.statements),
            "references": {name: list(hashes) for name, hashes in made.references.items()},
            "terms": [list(term) for term in made.terms],
            "new_item": made.is_new_item,
        }
        self._write({"event": "saved", "edit": number, "item": item, "revision": revision, "made": brought})

    def refuse(self, number: int, code: str, info: str) -> None:
        """Write down that an edit was refused, in the words of the Wikibase."""
        self._write({"event": "refused", "edit": number, "code": code, "info": info})

    def undo(self, number: int, revision: int) -> None:
        """Write down that an edit was undone."""
        self._write({"event": "undone", "edit": number, "revision": revision})

    def _require_alone(self) -> None:
        """Refuse to send what another run may be sending as well: an item would be made twice."""
        size_bytes = self.path.stat().st_size if self.path.exists() else 0
        if size_bytes != self._size_bytes:
            hint = "wait until it has ended, and run the same command again; nothing more was sent"
            raise OutputError("another run has written to this ledger meanwhile", where=str(self.path), hint=hint)

    def _mine(self) -> Iterator[dict[str, Any]]:
        return (event for event in self._events if event["api"] == self._api)

    def _write(self, event: dict[str, Any]) -> None:
        moment = self._now().isoformat(timespec="seconds")
        full = {"at": moment, "api": self._api, **event}
        line = json.dumps(full, ensure_ascii=False) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            content = ("\n" + line if self._needs_break else line).encode()
            with self.path.open("ab") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            what = f"the ledger cannot be written: {error.strerror}"
            raise OutputError(what, where=str(self.path), hint="nothing more was sent") from error
        self._needs_break = False
        self._size_bytes += len(content)
        self._events.append({**full, "line": 0})

    def _read(self) -> Iterator[dict[str, Any]]:
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise InputError(f"the ledger cannot be read: {error.strerror}", where=str(self.path)) from error
        self._size_bytes = len(content)
        lines = content.decode("utf-8", "replace").split("\n")
        self._needs_break = bool(lines[-1])
        for number, line in enumerate(lines, start=1):
            event = _event(line)
            if event is not None:
                yield {**event, "line": number}
            elif line.strip() and number < len(lines) and not line.startswith("{"):
                hint = "name another file under [contribution] ledger in sedova.toml"
                raise InputError("this is no line of a ledger", where=f"{self.path}:{number}", hint=hint)


def _event(line: str) -> dict[str, Any] | None:
    """Read a line; None for one that was cut off."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    is_event = isinstance(found, dict) and {"event", "edit", "api"} <= found.keys()
    return found if is_event else None


def _made(found: Mapping[str, Any]) -> MadeStatements:
    return MadeStatements(
        tuple(found.get("statements", ())),
        {name: tuple(hashes) for name, hashes in found.get("references", {}).items()},
        tuple(_term(term) for term in found.get("terms", ())),
        bool(found.get("new_item")),
    )


def _term(found: Iterable[str]) -> tuple[str, str, str]:
    kind, language, text = found
    return kind, language, text
