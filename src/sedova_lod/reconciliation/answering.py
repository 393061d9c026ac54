"""Answers to queries: what is asked is looked for by our own scorer, and written as candidates of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sedova_lod.linking import Candidate, Entity, EntityName
from sedova_lod.linking.name_forms import forms_of_names
from sedova_lod.linking.scoring import judge_entities, load_weights, ranked
from sedova_lod.namespaces import AUTHORITIES, identifier_of
from sedova_lod.reconciliation.dates import life_text, read_days
from sedova_lod.reconciliation.questions import MOST_CANDIDATES, Query, Value
from sedova_lod.reconciliation.served_entities import ServedEntities
from sedova_lod.reconciliation.vocabulary import type_of_kind

__all__ = ["Answerer", "describe", "entity_of_query"]

_SURE, _LEAST = 1.0, 0.01
_NAMED_BY_ID = "the query is its id"


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answer queries from what is served; may be used by several threads.

    Args:
        served: What is served.
        on_unknown: Is told of each property and type that a query states and that is not known here.
    """

    served: ServedEntities
    on_unknown: Callable[[str], None]

    def answer(self, query: Query) -> dict[str, Any]:
        """Give the candidates for a query, the likeliest first.

        A candidate is said to match if it is likely enough, and no other is.
        """
        asked, n_ignored = entity_of_query(query, self.on_unknown)
        found = self._find(query, asked)
        by_id = self.served.entity(query.text) if query.text else None
        if by_id is not None:
            others = [one for one in found if one.entity.id != by_id.id]
            found = [Candidate(by_id, _SURE, {"id": 1.0}, (_NAMED_BY_ID,)), *others]
        matching = found[0].entity.id if found and (by_id is not None or _is_alone(found)) else ""
        return {"result": [_written(one, n_ignored, matching) for one in found[: query.limit]]}

    def _find(self, query: Query, asked: Entity) -> list[Candidate]:
        """Look for candidates, and leave out those of other types where only these are wanted."""
        known = [kind for kind in query.types if kind in self.served.types]
        for kind in query.types:
            if kind not in self.served.types:
                self.on_unknown(f"type '{kind}'")
        if query.strictness == "should":
            return self._best(asked, known)
        if query.types and not known:
            return []
        if query.strictness == "all" and len(query.types) > 1:
            return []
        found = self._best(asked, known)
        return [one for one in found if one.entity.kind in known] if query.types else found

    def _best(self, asked: Entity, kinds: list[str]) -> list[Candidate]:
        """Look for something of any of some kinds; each candidate is judged by the kind that suits it best."""
        best: dict[str, Candidate] = {}
        for kind in kinds or [asked.kind]:
            for one in self._candidates(replace(asked, kind=kind)):
                before = best.get(one.entity.id)
                if before is None or before.probability < one.probability:
                    best[one.entity.id] = one
        return sorted(best.values(), key=lambda one: -one.probability)

    def _candidates(self, asked: Entity) -> list[Candidate]:
        """Look in the index; for a single word, as a surname alone, also among the words of all names."""
        index = self.served.index
        found = index.find(asked, MOST_CANDIDATES)
        forms = forms_of_names(name.text for name in asked.names)
        if not forms or any(len(form.words) > 1 for form in forms):
            return found
        named = [one for name in asked.names for one in self.served.names.find(name.text, MOST_CANDIDATES)]
        further = dict.fromkeys(named).keys() - {one.entity.id for one in found}
        entities = filter(None, map(index.entity, sorted(further)))
        return [*found, *ranked(judge_entities(asked, forms, entities, _LEAST), MOST_CANDIDATES)]


def entity_of_query(query: Query, on_unknown: Callable[[str], None]) -> tuple[Entity, int]:
    """Write a query as the thing that it looks for.

    Args:
        query: The query.
        on_unknown: Is told of each property that cannot be compared.

    Returns:
        The thing, and how many of the stated properties say nothing of it.

    >>> query = Query("Lev Sedov", values=(("born", (Value("1906"),)), ("shoe size", (Value("42"),))))
    >>> asked, n_ignored = entity_of_query(query, print)
    property 'shoe size'
    >>> asked.born, n_ignored
    (DayRange(first=2417212, last=2417576), 1)
    """
    values: dict[str, tuple[Value, ...]] = {}
    identifiers: list[tuple[str, str]] = []
    n_ignored = 0
    for name, given in query.values:
        if name in _COMPARED:
            values[name] = given
        elif name == "same_as" or name in AUTHORITIES:
            identifiers.extend(_identifiers(name, given))
        else:
            n_ignored += 1
            on_unknown(f"property '{name}'")
    named = identifier_of(query.text)
    names = [*([query.text] if query.text else []), *(one.text for one in values.get("name", ()))]
    texts = {name: tuple(one.text for one in given) for name, given in values.items()}
    entity = Entity(
        id="",
        kind=next(iter(texts.get("kind", ())), "").lower(),
        names=tuple(map(EntityName, dict.fromkeys(names))),
        born=read_days(texts.get("born", ())),
        died=read_days(texts.get("died", ())),
        places=texts.get("place", ()),
        occupations=texts.get("occupation", ()),
        nationalities=texts.get("nationality", ()),
        gender=next(iter(texts.get("gender", ())), ""),
        identifiers=tuple(dict.fromkeys([*([named] if named else []), *identifiers])),
    )
    return entity, n_ignored


_COMPARED = frozenset(("name", "kind", "born", "died", "place", "occupation", "nationality", "gender"))


def _identifiers(scheme: str, values: Iterable[Value]) -> Iterable[tuple[str, str]]:
    """Read identifiers: addresses of any authority, or plain ones of the one that the property names."""
    for value in values:
        known = identifier_of(value.id or value.text)
        if known is not None:
            yield known
        elif scheme != "same_as":
            yield scheme, value.id or value.text


def describe(entity: Entity) -> str:
    """Describe an entity in a line that tells it from its namesakes.

    >>> describe(Entity("a", "person", description="Soviet engineer", born=read_days(["1906"]), places=("Paris",)))
    'Soviet engineer; 1906–'
    """
    what = (
        entity.description.strip().rstrip(".")
        or ", ".join(entity.occupations[:3])
        or ", ".join(entity.nationalities[:2])
    )
    life = life_text(entity.born, entity.died)
    where = "" if what else ", ".join(entity.places[:2])
    return "; ".join(filter(None, (what, "" if life and life in what else life, where)))


def _is_alone(found: list[Candidate]) -> bool:
    """Say whether the first candidate is likely enough to be the one, and no other is."""
    threshold = load_weights().threshold
    return found[0].probability >= threshold and all(one.probability < threshold for one in found[1:])


def _written(candidate: Candidate, n_ignored: int, matching: str) -> dict[str, Any]:
    entity = candidate.entity
    features: list[dict[str, Any]] = [
        {"id": name, "value": round(value, 4) + 0.0} for name, value in candidate.features.items()
    ]
    if n_ignored:
        features.append({"id": "ignored", "value": n_ignored})
    return {
        "id": entity.id,
        "name": entity.name,
        "description": describe(entity),
        "type": [type_of_kind(entity.kind).short] if entity.kind else [],
        "score": round(100 * candidate.probability, 2),
        "match": entity.id == matching,
        "features": features,
    }
