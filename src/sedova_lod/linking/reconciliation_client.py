"""A client of the Reconciliation API: services of other people as places to look for records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sedova_lod.dates import civil_date
from sedova_lod.errors import ServiceError
from sedova_lod.linking.entities import Candidate, DayRange, Entity
from sedova_lod.linking.reconciliation_manifest import DRAFT, ServiceManifest
from sedova_lod.linking.reconciliation_results import add_details, entity_of_result, service_points
from sedova_lod.linking.scoring import score
from sedova_lod.web import Request, Trouble, WebClient

__all__ = ["ReconciliationMatcher"]

_Json = Mapping[str, Any]
_TOO_LARGE = frozenset((413, 414))
_LONGEST_SURE_DAYS = 366
_SHAPE_HINT = "it does not keep to the Reconciliation API: tell those who run it"


class ReconciliationMatcher:
    """Find candidates by a service of the Reconciliation API, versions 0.1, 0.2 and the draft of 1.0.

    Candidates are judged by our own scorer, with what the service tells: name, type, years in the description, and
    dates where it can be asked for them. Its own points are kept beside that, as the feature `service`.

    Args:
        client: Asks the web.
        manifest: The service.
    """

    def __init__(self, client: WebClient, manifest: ServiceManifest) -> None:
        self._client = client
        self._manifest = manifest
        self._moments: list[str] = []

    @property
    def batch_size(self) -> int:
        """Say how many records are looked for at once."""
        return self._manifest.batch_size

    @property
    def snapshot(self) -> str:
        """Say when the oldest answer of the last batch was given: an ISO date."""
        return min(self._moments, default="")[:10]

    def find(self, query: Entity, limit: int = 10) -> list[Candidate]:
        """Give at most `limit` candidates, the likeliest first."""
        return self.find_many([query], limit)[0]

    def find_many(self, queries: Sequence[Entity], limit: int = 10) -> list[list[Candidate]]:
        """Give candidates for each of several records.

        Raises:
            ServiceError: The service failed.
        """
        self._moments.clear()
        questions = [(number, name) for number, query in enumerate(queries) for name in _names_to_ask(query)]
        asked = [self._question(queries[number], name, limit) for number, name in questions]
        results: list[dict[str, _Json]] = [{} for _ in queries]
        for (number, _), found in zip(questions, self._ask_all(asked), strict=True):
            for result in found:
                results[number].setdefault(str(result["id"]), result)
        entities = self._entities([result for found in results for result in found.values()])
        return [self._judge(query, found, entities, limit) for query, found in zip(queries, results, strict=True)]

    def _judge(
        self, query: Entity, results: Mapping[str, _Json], entities: Mapping[str, Entity], limit: int
    ) -> list[Candidate]:
        found = []
        for name, result in results.items():
            candidate = score(query, entities[name])
            features, reasons = service_points(result)
            found.append(
                replace(
                    candidate,
                    features={**candidate.features, **features},
                    reasons=(*candidate.reasons, *reasons),
                )
            )
        return sorted(found, key=lambda one: (-one.probability, -one.features.get("service", 0.0)))[:limit]

    def _question(self, query: Entity, name: str, limit: int) -> _Json:
        """Write the question in the form of the service's version."""
        kind = self._manifest.type_of(query.kind)
        values = [(pid, value) for key, value in _values(query) if (pid := self._manifest.properties.get(key))]
        if self._manifest.version == DRAFT:
            conditions: list[_Json] = [{"matchType": "name", "propertyValue": name}]
            conditions += [
                {"matchType": "property", "propertyId": pid, "propertyValue": value, "required": False}
                for pid, value in values
            ]
            return {**({"type": kind} if kind else {}), "limit": limit, "conditions": conditions}
        question: dict[str, Any] = {"query": name, "limit": limit}
        if kind:
            question.update(type=kind, type_strict="should")
        if values:
            question["properties"] = [{"pid": pid, "v": value} for pid, value in values]
        return question

    def _ask_all(self, questions: Sequence[_Json]) -> list[list[_Json]]:
        size = self._manifest.batch_size
        batches = (questions[start : start + size] for start in range(0, len(questions), size))
        return [found for batch in batches for found in self._ask(batch)]

    def _ask(self, questions: Sequence[_Json]) -> list[list[_Json]]:
        """Ask some questions at once; in halves, if the service takes fewer than it says."""
        try:
            return self._ask_once(questions)
        except ServiceError as error:
            if error.status not in _TOO_LARGE or len(questions) == 1:
                raise
        middle = len(questions) // 2
        return [*self._ask(questions[:middle]), *self._ask(questions[middle:])]

    def _ask_once(self, questions: Sequence[_Json]) -> list[list[_Json]]:
        keys = [f"q{number}" for number in range(len(questions))]
        if self._manifest.version == DRAFT:
            url = self._manifest.url.rstrip("/") + "/match"
            request = Request.post_json(url, {"queries": list(questions)})
        else:
            batch = json.dumps(dict(zip(keys, questions, strict=True)), ensure_ascii=False, separators=(",", ":"))
            request = Request.post_form(self._manifest.url, {"queries": batch})

        def trouble_of(value: Any, asked_s: float | None) -> Trouble | None:
            return _trouble_of_results(value, asked_s, keys, is_draft=self._manifest.version == DRAFT)

        answer = self._client.ask(request, trouble_of)
        self._moments.append(answer.retrieved)
        if self._manifest.version == DRAFT:
            return [list(one["candidates"]) for one in answer.value["results"]]
        return [list(answer.value[key]["result"]) for key in keys]

    def _entities(self, results: Sequence[_Json]) -> dict[str, Entity]:
        entities = {str(result["id"]): entity_of_result(result, self._manifest) for result in results}
        wanted = [pid for key, pid in self._manifest.properties.items() if key in ("born", "died")]
        if not (entities and wanted and self._manifest.can_extend and self._manifest.version != DRAFT):
            return entities
        ask = {"ids": list(entities), "properties": [{"id": pid} for pid in wanted]}
        request = Request.post_form(self._manifest.url, {"extend": json.dumps(ask, separators=(",", ":"))})
        answer = self._client.ask(request, _trouble_of_extension)
        self._moments.append(answer.retrieved)
        rows = answer.value["rows"]
        return {name: add_details(one, rows.get(name), self._manifest) for name, one in entities.items()}


def _names_to_ask(query: Entity) -> list[str]:
    """Choose the names to ask for: the primary one, and the first in another script."""
    if not query.names:
        return []
    first = query.names[0].text
    other = next((name.text for name in query.names if name.text.isascii() != first.isascii()), "")
    return [first, *([other] if other and _letters(other) != _letters(first) else [])]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _values(query: Entity) -> Iterator[tuple[str, str]]:
    """Give the dates that are sure to the year, and identifiers."""
    for key, days in (("born", query.born), ("died", query.died)):
        text = _date_text(days)
        if text:
            yield key, text
    yield from query.identifiers


def _date_text(days: DayRange | None) -> str:
    if days is None or days.first is None or days.last is None or days.last - days.first > _LONGEST_SURE_DAYS:
        return ""
    first, last = civil_date(days.first), civil_date(days.last)
    if first[0] != last[0] or not 0 < first[0] < 10_000:
        return ""
    return f"{first[0]:04d}-{first[1]:02d}-{first[2]:02d}" if first == last else f"{first[0]:04d}"


def _trouble_of_results(value: Any, asked_s: float | None, keys: Sequence[str], *, is_draft: bool) -> Trouble | None:
    """Tell whether an answer lacks results: that is a failure, and not 'nothing found'."""
    error = _error_of(value, asked_s)
    if error is not None:
        return error
    if is_draft:
        results = value.get("results") if isinstance(value, Mapping) else None
        lists = [_list_of(one, "candidates") for one in results] if isinstance(results, list) else []
    else:
        lists = [_list_of(value.get(key), "result") for key in keys] if isinstance(value, Mapping) else []
    n_missing = len(keys) - sum(one is not None for one in lists)
    if n_missing:
        what = f"an answer that lacks the results of {n_missing} of {len(keys)} questions"
        return Trouble(what, _SHAPE_HINT, is_passing=False, is_form=True)
    if not all(_is_result(result) for one in lists for result in one or ()):
        return Trouble("results without id or name", _SHAPE_HINT, is_passing=False, is_form=True)
    return None


def _trouble_of_extension(value: Any, asked_s: float | None) -> Trouble | None:
    error = _error_of(value, asked_s)
    if error is not None or (isinstance(value, Mapping) and isinstance(value.get("rows"), Mapping)):
        return error
    return Trouble("an answer without 'rows'", _SHAPE_HINT, is_passing=False, is_form=True)


def _error_of(value: Any, asked_s: float | None) -> Trouble | None:
    """Read the error that many services put into their answer, although the API does not say how."""
    if not isinstance(value, Mapping) or not (value.get("status") == "error" or isinstance(value.get("error"), str)):
        return None
    said = value.get("message") or value.get("error") or value.get("details") or "no reason given"
    return Trouble(f"error: {said}", retry_after_s=asked_s)


def _list_of(value: object, name: str) -> list[Any] | None:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else None


def _is_result(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.get("id")) and isinstance(value.get("name"), str)
