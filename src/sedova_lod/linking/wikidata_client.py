"""Wikidata as a place to look for records: its searches find items, our scorer judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sedova_lod.linking.entities import Candidate, Entity, EntityName
from sedova_lod.linking.scoring import rank_candidates
from sedova_lod.linking.wikidata_api import WikidataApi
from sedova_lod.linking.wikidata_items import entity_from_json, is_item, referenced_items
from sedova_lod.namespaces import AUTHORITIES

__all__ = ["WikidataMatcher"]

_MOST_NAMES = 3
_MOST_HITS = 10
_SCRIPTS = (
    (re.compile(r"[а-яё]", re.IGNORECASE), "ru"),
    (re.compile(r"[α-ω]", re.IGNORECASE), "el"),
    (re.compile(r"[֐-׿]"), "he"),
    (re.compile(r"[؀-ۿ]"), "ar"),
    (re.compile(r"[ऀ-ॿ]"), "hi"),
    (re.compile(r"[぀-ヿ]"), "ja"),
    (re.compile(r"[가-힯]"), "ko"),
    (re.compile(r"[一-鿿]"), "zh"),
    (re.compile(r"[Ա-֏]"), "hy"),
    (re.compile(r"[ა-ჿ]"), "ka"),
)
_LANGUAGES = frozenset((
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "ky", "la", "lb", "lt",
    "lv", "mk", "mn", "ms", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tg", "th",
    "tk", "tr", "tt", "uk", "ur", "uz", "vi", "yi", "zh",
))  # fmt: skip


class WikidataMatcher:
    """Find candidates in Wikidata.

    An item is found by an identifier that it has, by its label or an alias in the language of the record's name, or
    by the words of its text. All items found are read whole, and judged as those of an index are.

    Args:
        api: Asks Wikidata.
        languages: Languages in which items are named and described, the first one first.
    """

    batch_size = 25

    def __init__(self, api: WikidataApi, languages: Sequence[str] = ("en",)) -> None:
        self._api = api
        self._languages = tuple(languages)
        self._names: dict[str, str] = {}

    @property
    def snapshot(self) -> str:
        """Say when the oldest answer of the last batch was given: an ISO date."""
        return min(self._api.moments, default="")[:10]

    def find(self, query: Entity, limit: int = 10) -> list[Candidate]:
        """Give at most `limit` candidates, the likeliest first."""
        return self.find_many([query], limit)[0]

    def find_many(self, queries: Sequence[Entity], limit: int = 10) -> list[list[Candidate]]:
        """Give candidates for each of several records; their items are fetched together.

        Raises:
            ServiceError: Wikidata failed.
        """
        self._api.moments.clear()
        hits = [self._search(query) for query in queries]
        items = {
            qid: item
            for qid, item in self._api.items([qid for found in hits for qid in found]).items()
            if is_item(item)
        }
        self._learn_names(items)
        entities = {qid: entity_from_json(item, self._languages, self._name) for qid, item in items.items()}
        return [
            rank_candidates(
                query, {entities[qid].id: entities[qid] for qid in found if qid in entities}.values(), limit
            )
            for query, found in zip(queries, hits, strict=True)
        ]

    def _search(self, query: Entity) -> list[str]:
        """Give the QIDs of all that may be meant, each once."""
        return list(dict.fromkeys(self._hits(query)))

    def _hits(self, query: Entity) -> Iterator[str]:
        properties = (
            (AUTHORITIES[scheme].property, value) for scheme, value in query.identifiers if scheme in AUTHORITIES
        )
        yield from self._api.search_identifiers([pair for pair in properties if pair[0]], _MOST_HITS)
        names = query.names[:_MOST_NAMES]
        for name in names:
            yield from self._api.search_names(name.text, _language(name), _MOST_HITS)
        if names:
            yield from self._api.search_texts(names[0].text, _MOST_HITS)

    def _learn_names(self, items: Mapping[str, Mapping[str, Any]]) -> None:
        """Ask for the names of places, occupations and countries that are not known yet."""
        needed = dict.fromkeys(qid for item in items.values() for qid in referenced_items(item))
        self._names.update(self._api.names([qid for qid in needed if qid not in self._names], self._languages))

    def _name(self, qid: str) -> str:
        return self._names.get(qid, "")


def _language(name: EntityName) -> str:
    """Choose the language in which a name is looked for: its own, else one of its script."""
    stated = name.language.partition("-")[0].lower()
    is_romanised = "-latn" in name.language.lower()
    if stated in _LANGUAGES and not is_romanised:
        return stated
    return next((language for signs, language in _SCRIPTS if signs.search(name.text)), "en")
