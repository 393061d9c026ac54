"""Items as they stand on Wikidata: their terms and statements, read from JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sedova_lod.contribution.statements import Statement
from sedova_lod.contribution.value_json import Json, statement_from_json
from sedova_lod.errors import InputError

__all__ = ["HeldStatement", "Item", "ItemFiles", "ItemSource", "item_from_json"]

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class HeldStatement:
    """Hold a statement that an item has.

    Args:
        id: Its id, by which it is changed or removed.
        statement: The statement; None if its value is of a kind that we do not read.
        json: All of it, as it was read.
    """

    id: str
    statement: Statement | None
    json: Json = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """Hold an item as far as we look at it.

    Args:
        id: QID.
        revision: Number of its last change; 0 if that is not known.
        labels: Label by language code.
        descriptions: Description by language code.
        aliases: Aliases by language code.
        statements: Statements by PID.
        redirected_from: QID that was asked for, where the item was merged into another.
    """

    id: str
    revision: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: Mapping[str, tuple[HeldStatement, ...]] = field(default_factory=dict)
    redirected_from: str = ""


class ItemSource(Protocol):
    """Give items: from files, or from a Wikibase."""

    def load_items(self, ids: Sequence[str]) -> dict[str, Item]:
        """Give the items that are there, by the QID asked for."""
        ...


def item_from_json(found: Json, asked: str = "") -> Item | None:
    """Read an item; None if the JSON says that it is missing, or is no item at all.

    Args:
        found: The item, in the JSON of the API, of `Special:EntityData` or of a dump.
        asked: QID that was asked for; another one means that the item was merged.

    >>> item = item_from_json({"id": "Q262376", "labels": {"en": {"language": "en", "value": "Natalia Sedova"}}})
    >>> item.labels["en"], item_from_json({"id": "Q1", "missing": ""})
    ('Natalia Sedova', None)
    """
    if "missing" in found or not isinstance(found.get("id"), str) or not found["id"].startswith("Q"):
        return None
    revision = found.get("lastrevid")
    return Item(
        found["id"],
        revision if isinstance(revision, int) else 0,
        _terms(found.get("labels")),
        _terms(found.get("descriptions")),
        {code: tuple(texts) for code, texts in _aliases(found.get("aliases"))},
        {name: tuple(_held(group)) for name, group in _mapping(found.get("claims")).items()},
        asked if asked and asked != found["id"] else "",
    )


def _mapping(value: object) -> Json:
    """Give a JSON object; Wikibase writes an empty one as an empty list."""
    return value if isinstance(value, Mapping) else {}


def _terms(found: object) -> dict[str, str]:
    terms = {code: _mapping(term).get("value") for code, term in _mapping(found).items()}
    return {code: _usual(text) for code, text in terms.items() if isinstance(text, str)}


def _aliases(found: object) -> Iterator[tuple[str, list[str]]]:
    for code, terms in _mapping(found).items():
        texts = [_mapping(term).get("value") for term in terms] if isinstance(terms, list) else []
        yield code, [_usual(text) for text in texts if isinstance(text, str)]


def _usual(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _held(group: object) -> Iterator[HeldStatement]:
    for found in group if isinstance(group, list) else []:
        if isinstance(found, Mapping):
            yield HeldStatement(str(found.get("id", "")), statement_from_json(found), found)


class ItemFiles:
    """Read items from files: one JSON file, or a folder of them.

    A file holds one item, a list of them, or the answer of `wbgetentities` or `Special:EntityData`. In a folder
    the file of an item may be called by its QID, and then only the files that are needed are read.

    Args:
        path: The file or folder.

    Raises:
        InputError: It is not there, or a file in it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise InputError("no such file or folder of items", where=str(path), hint="check the name")
        self._path = path
        self._read: dict[str, Item] | None = None

    def load_items(self, ids: Sequence[str]) -> dict[str, Item]:
        """Give the items that the files have, by the QID asked for."""
        found = {}
        for qid in ids:
            item = self._item(qid)
            if item is not None:
                found[qid] = item
        return found

    def _item(self, qid: str) -> Item | None:
        named = self._path / f"{qid}.json"
        if self._path.is_dir() and named.exists():
            return dict(_items_of(named)).get(qid)
        if self._read is None:
            files = sorted(self._path.glob("*.json")) if self._path.is_dir() else [self._path]
            others = [file for file in files if self._path == file or not _is_qid(file.stem)]
            self._read = {asked: item for file in others for asked, item in _items_of(file)}
        return self._read.get(qid)


def _is_qid(name: str) -> bool:
    return name[:1] == "Q" and name[1:].isdigit()


def _items_of(file: Path) -> Iterator[tuple[str, Item]]:
    content = _load(file)
    if isinstance(content, dict) and isinstance(content.get("entities"), dict):
        pairs = list(content["entities"].items())
    elif isinstance(content, dict):
        pairs = [(str(content.get("id", "")), content)]
    elif isinstance(content, list):
        pairs = [(str(_mapping(one).get("id", "")), one) for one in content]
    else:
        raise InputError("this is no JSON of items", where=str(file), hint="save what Special:EntityData gives")
    for asked, found in pairs:
        item = item_from_json(_mapping(found), _redirected(found) or asked)
        if item is not None:
            yield item.redirected_from or item.id, item


def _redirected(found: object) -> str:
    redirects = _mapping(_mapping(found).get("redirects"))
    return str(redirects.get("from", ""))


def _load(file: Path) -> Any:
    try:
        if file.stat().st_size > _MOST_BYTES:
            hint = "save the items that are needed, one a file"
            raise InputError(f"the file is larger than {_MOST_BYTES // 1_000_000} MB", where=str(file), hint=hint)
        return json.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(file)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is no JSON: {error}", where=str(file), hint="save the file anew") from error
