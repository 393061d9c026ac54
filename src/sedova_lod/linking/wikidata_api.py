"""What Wikidata's API is asked: searches by name, text and identifier, and items in batches of 50."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sedova_lod.web import JsonAnswer, Request, Trouble, WebClient

__all__ = ["API_URL", "WikidataApi", "trouble_of_wikibase"]

API_URL = "https://www.wikidata.org/w/api.php"
_MOST_IDS = 50
_MOST_LAG_S = 5
_MOST_CHARACTERS = 250
_COMMON = {"format": "json", "formatversion": 2, "maxlag": _MOST_LAG_S}
_PASSING = re.compile(r"maxlag|ratelimited|readonly|internal_api_error.*|cirrussearch-.*|search-error|timeout.*")
_REFUSALS = frozenset(("ratelimited", "blocked", "readapidenied", "permissiondenied"))
_NOT_WORDS = re.compile(r"[^\w\s.'’-]|(?<!\w)-|_")
_QID = re.compile(r"Q[1-9][0-9]*")
_IDENTIFIER = re.compile(r"[\w.-]+")
_SHAPE_HINT = "it may have changed; tell the makers of sedova-lod"


class WikidataApi:
    """Ask Wikidata, or another Wikibase, for items.

    Args:
        client: Asks the web.
        url: Address of the API.
    """

    def __init__(self, client: WebClient, url: str = API_URL) -> None:
        self._client = client
        self._url = url
        self.moments: list[str] = []

    def search_names(self, name: str, language: str, limit: int) -> list[str]:
        """Search labels and aliases, as the search box does.

        Args:
            name: The name, or its beginning.
            language: Language of Wikimedia in which it is looked for.
            limit: Most items to give.

        Returns:
            QIDs, the best first.
        """
        more = {"action": "wbsearchentities", "search": name[:_MOST_CHARACTERS], "language": language,
                "uselang": language, "type": "item", "limit": limit}  # fmt: skip
        found = self._ask(more, ("search",)).value["search"]
        return [qid for qid in (_text(item, "id") for item in found) if _QID.fullmatch(qid)]

    def search_texts(self, text: str, limit: int) -> list[str]:
        """Search whole items for words, in any order and language.

        Args:
            text: Words; signs that mean something to the search are left out.
            limit: Most items to give.
        """
        words = " ".join(_NOT_WORDS.sub(" ", text).split())[:_MOST_CHARACTERS]
        return self._search(words, limit) if words else []

    def search_identifiers(self, identifiers: Iterable[tuple[str, str]], limit: int) -> list[str]:
        """Search for items that have one of some identifiers.

        Args:
            identifiers: Pairs of Wikidata's property and the identifier.
            limit: Most items to give.
        """
        pairs = [f"{name}={value}" for name, value in identifiers if _IDENTIFIER.fullmatch(value)]
        return self._search("haswbstatement:" + "|".join(pairs), limit) if pairs else []

    def items(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Give the JSON of items, by the id that was asked for; of those that are gone it says so."""
        return self._entities(ids, {"props": "labels|aliases|descriptions|claims"})

    def names(self, ids: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
        """Give the names of items in the first of some languages that has one."""
        more = {"props": "labels", "languages": "|".join(dict.fromkeys((*languages, "en", "mul")))}
        found = self._entities(ids, more)
        return {qid: _name(item, (*languages, "en", "mul")) for qid, item in found.items()}

    def _search(self, text: str, limit: int) -> list[str]:
        more = {"action": "query", "list": "search", "srsearch": text, "srlimit": limit, "srprop": ""}
        found = self._ask(more, ("query", "search")).value["query"]["search"]
        names = (_text(item, "title").rpartition(":")[2] for item in found)
        return [qid for qid in names if _QID.fullmatch(qid)]

    def _entities(self, ids: Sequence[str], more: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
        """Give entities from the cache, one by one, and the others from the service, fifty at a time."""
        wanted = {qid: self._request({"action": "wbgetentities", "ids": qid, **more}) for qid in dict.fromkeys(ids)}
        found: dict[str, Mapping[str, Any]] = {}
        for qid, request in wanted.items():
            known = self._client.recall(request)
            if known is not None:
                found[qid] = known.value
                self.moments.append(known.retrieved)
        missing = [qid for qid in wanted if qid not in found]
        for batch in _batches(missing, _MOST_IDS):
            query = {"action": "wbgetentities", "ids": "|".join(batch), **more}
            answer = self._ask(query, ("entities",), is_kept=False)
            for qid, entity in zip(batch, self._match(batch, answer.value["entities"]), strict=True):
                self._client.keep(wanted[qid], JsonAnswer(entity, answer.retrieved, is_cached=False))
                found[qid] = entity
        return found

    def _match(self, ids: Sequence[str], entities: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Give the entity for each id; one that the answer does not mention is gone."""
        for qid in ids:
            entity = entities.get(qid)
            yield entity if isinstance(entity, Mapping) else {"id": qid, "missing": True}

    def _ask(self, more: Mapping[str, object], path: tuple[str, ...], *, is_kept: bool = True) -> JsonAnswer:
        def trouble_of(value: Any, asked_s: float | None) -> Trouble | None:
            return trouble_of_wikibase(value, asked_s) or _trouble_of_shape(value, path)

        answer = self._client.ask(self._request(more), trouble_of, is_kept=is_kept)
        self.moments.append(answer.retrieved)
        return answer

    def _request(self, more: Mapping[str, object]) -> Request:
        return Request.get(self._url, {**_COMMON, **more})


def trouble_of_wikibase(value: Any, asked_s: float | None) -> Trouble | None:
    """Tell what the error in an answer of MediaWiki means for us; None if there is none.

    Args:
        value: The JSON value.
        asked_s: Seconds that the service asks us to wait.

    Source:
        MediaWiki, Manual: Maxlag parameter, https://www.mediawiki.org/wiki/Manual:Maxlag_parameter

    >>> trouble_of_wikibase({"error": {"code": "maxlag", "lag": 7.25}}, None).what
    'its servers are 7 s behind'
    >>> trouble_of_wikibase({"search": []}, None)
    """
    error = value.get("error") if isinstance(value, Mapping) else None
    if not isinstance(error, Mapping):
        return None
    code, lag = str(error.get("code", "")), error.get("lag")
    what = f"{code}: {error.get('info', 'no reason given')}"
    if code == "maxlag":
        what = f"its servers are {lag:.0f} s behind" if isinstance(lag, int | float) else "its servers are behind"
        return Trouble(what, retry_after_s=max(asked_s or 0.0, float(_MOST_LAG_S)))
    if _PASSING.fullmatch(code):
        return Trouble(what, is_refusal=code in _REFUSALS, retry_after_s=asked_s)
    return Trouble(what, "check what was asked", is_passing=False, is_refusal=code in _REFUSALS)


def _trouble_of_shape(value: Any, path: tuple[str, ...]) -> Trouble | None:
    """Tell whether an answer lacks what was asked for."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    wanted = Mapping if path == ("entities",) else list
    if isinstance(value, wanted):
        return None
    return Trouble(f"an answer without '{'.'.join(path)}'", _SHAPE_HINT, is_passing=False, is_form=True)


def _text(value: object, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _name(item: Mapping[str, Any], languages: Iterable[str]) -> str:
    labels = item.get("labels")
    if not isinstance(labels, Mapping):
        return ""
    found = (labels[language] for language in languages if language in labels)
    return next((str(label.get("value", "")) for label in found if isinstance(label, Mapping)), "")


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
