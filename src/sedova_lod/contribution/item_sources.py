"""Where items come from: nowhere, or a Wikibase whose answers are kept in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sedova_lod.contribution.items import Item
from sedova_lod.contribution.wikibase_api import WikibaseApi
from sedova_lod.serializers import write_file

__all__ = ["KeptItems", "NoItems"]


class NoItems:
    """Give no items: none are at hand.

    >>> NoItems().load_items(["Q1"])
    {}
    """

    def load_items(self, ids: Sequence[str]) -> dict[str, Item]:
        """Give nothing."""
        return {}


class KeptItems:
    """Ask a Wikibase for items, and keep each as a file that `ItemFiles` reads.

    Args:
        api: The Wikibase.
        folder: Where the items are kept; it is made when the first one comes.
    """

    def __init__(self, api: WikibaseApi, folder: Path) -> None:
        self._api = api
        self._folder = folder

    def load_items(self, ids: Sequence[str]) -> dict[str, Item]:
        """Give the items that are there, by the QID asked for."""
        found = self._api.load_json(ids)
        for qid, (_, content) in found.items():
            self._folder.mkdir(parents=True, exist_ok=True)
            with write_file(self._folder / f"{qid}.json") as file:
                file.write(f"{json.dumps({'entities': {qid: content}}, ensure_ascii=False, indent=1)}\n".encode())
        return {qid: item for qid, (item, _) in found.items()}
