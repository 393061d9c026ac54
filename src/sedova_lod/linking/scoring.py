"""The one scorer: how likely it is that two things are the same, and why."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from sedova_lod.linking.day_agreement import agreement_of_days
from sedova_lod.linking.entities import Candidate, DayRange, Entity
from sedova_lod.linking.name_comparison import NameAgreement, agreement_of_names
from sedova_lod.linking.name_forms import NameForm, forms_of_names
from sedova_lod.linking.reasons import Comparison, reason_for, reasons_of_identifiers
from sedova_lod.linking.words_agreement import agreement_of_nations, agreement_of_words

__all__ = [
    "Judged",
    "Weights",
    "compare",
    "judge_entities",
    "load_weights",
    "rank_candidates",
    "ranked",
    "score",
]

_SURE, _VETOED, _CONTRADICTORY = 0.999, 0.001, 0.5
_LARGEST_LOG_ODDS = 30.0
_SAYS_LITTLE = 0.1
_NEAR_KINDS = frozenset(("work", "object"))
_Identifiers = tuple[tuple[str, str], ...]
_PARTS = re.compile(r"(\D*)(\d*)")

Judged = tuple[float, Comparison]
"""How likely it is that a comparison is of one thing."""


class Weights(NamedTuple):
    """Hold what a score is computed with.

    Args:
        bias: Log-odds before anything is compared.
        weights: Log-odds of each feature at 1.
        threshold: Probability from which on a candidate is suggested as the same thing.

    >>> load_weights().weights["born"] > 0
    True
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights that come with the package.

    >>> load_weights().threshold
    0.95
    """
    table = tomllib.loads(files("sedova_lod.linking").joinpath("weights.toml").read_text(encoding="utf-8"))
    weights = dict(table["weights"])
    return Weights(weights.pop("bias"), weights, table["threshold"])


def score(query: Entity, candidate: Entity) -> Candidate:
    """Judge whether two things are the same.

    An identifier that both have decides: the same one speaks for them whatever else is said, different ones of one
    authority against them.

    Args:
        query: What is looked for.
        candidate: What it may be.

    Returns:
        The candidate with its probability, features and reasons; the probability is the same in both directions.

    >>> from sedova_lod.linking.entities import EntityName
    >>> year = DayRange(2417212, 2417576)
    >>> ours = Entity("person/lev-sedov", "person", (EntityName("Lev Sedov"),), born=year)
    >>> theirs = Entity("Q1", "person", (EntityName("Седов, Лев", "ru"),), born=year)
    >>> found = score(ours, theirs)
    >>> found.probability > 0.9, found.reasons[:2]
    (True, ("the names agree: 'Lev Sedov', 'Седов, Лев'", 'born at the same time: 1906'))
    """
    return rank_candidates(query, [candidate], limit=1)[0]


def rank_candidates(
    query: Entity, entities: Iterable[Entity], limit: int = 10, *, least: float = 0.0
) -> list[Candidate]:
    """Judge several things, the likeliest first; equal ones stand in the order of their ids.

    Args:
        query: What is looked for.
        entities: What it may be.
        limit: Most candidates to give.
        least: Least probability of a candidate that is given.

    >>> rank_candidates(Entity("a"), [Entity("c"), Entity("b")], limit=1)[0].entity.id
    'b'
    """
    return ranked(judge_entities(query, forms_of_names(name.text for name in query.names), entities, least), limit)


def judge_entities(query: Entity, forms: list[NameForm], entities: Iterable[Entity], least: float) -> list[Judged]:
    """Judge several things, and leave out those that are not likely enough.

    Args:
        query: What is looked for.
        forms: Its names, taken apart.
        entities: What it may be.
        least: Least probability.

    >>> judge_entities(Entity("a"), [], [Entity("b")], 0.5)
    []
    """
    judged = []
    for entity in entities:
        comparison = _compare(query, forms, entity)
        probability = _probability(comparison)
        if probability >= least:
            judged.append((probability, comparison))
    return judged


def ranked(judged: list[Judged], limit: int) -> list[Candidate]:
    """Put what was judged in order, the likeliest first, with reasons; equal ones stand in the order of their ids.

    Args:
        judged: What was judged; it is put in order itself.
        limit: Most candidates to give.

    >>> ranked([], 10)
    []
    """
    if len(judged) > 1:
        judged.sort(key=lambda one: (-one[0], _natural_order(one[1].candidate.id)))
    return [_candidate(probability, comparison) for probability, comparison in judged[:limit]]


def _candidate(probability: float, comparison: Comparison) -> Candidate:
    weights = load_weights().weights
    features = comparison.features
    told = [name for name, value in features.items() if value]
    told.sort(key=lambda name: -abs(features[name] * weights[name]))
    reasons = reasons_of_identifiers(comparison) if comparison.shared or comparison.differing else []
    reasons += [reason for name in told if (reason := reason_for(name, comparison))]
    identifier = float(bool(comparison.shared)) - float(bool(comparison.differing))
    return Candidate(comparison.candidate, probability, {**features, "identifier": identifier}, tuple(reasons))


def _natural_order(text: str) -> tuple[tuple[str, int], ...]:
    """Put `Q9` before `Q10`."""
    return tuple((word, int(number or 0)) for word, number in _PARTS.findall(text))


def compare(query: Entity, candidate: Entity) -> Comparison:
    """Compare two things feature by feature.

    Args:
        query: What is looked for.
        candidate: What it may be.

    >>> compare(Entity("a", "person"), Entity("b", "place")).features["kind"]
    -1.0
    """
    return _compare(query, forms_of_names(name.text for name in query.names), candidate)


def _compare(query: Entity, forms: list[NameForm], candidate: Entity) -> Comparison:
    agreement = agreement_of_names(forms, [name.text for name in candidate.names])
    features = {
        **_name_features(agreement),
        "born": agreement_of_days(query.born, candidate.born),
        "died": agreement_of_days(query.died, candidate.died),
        "lifetime": -float(_is_after(query.born, candidate.died) or _is_after(candidate.born, query.died)),
        "kind": _agreement_of_kinds(query.kind, candidate.kind),
        "place": agreement_of_words(query.places, candidate.places),
        "occupation": agreement_of_words(query.occupations, candidate.occupations),
        "nationality": agreement_of_nations(query.nationalities, candidate.nationalities),
        "gender": _agreement_of_genders(query, candidate, agreement),
    }
    shared, differing = _compare_identifiers(query.identifiers, candidate.identifiers)
    return Comparison(query, candidate, features, agreement, shared, differing)


def _name_features(agreement: NameAgreement | None) -> dict[str, float]:
    if agreement is None:
        return {}
    _, _, shared, inexact, conflicting, left_out, *_ = agreement
    return {
        "name.shared": min(shared, 3.0) / 3,
        "name.spelling": -min(inexact, 1.0),
        "name.conflict": -min(conflicting, 2.0) / 2,
        "name.omission": -min(left_out, 2.0) / 2,
        "name.generation": -float(agreement.are_of_two_generations),
    }


def _is_after(born: DayRange | None, died: DayRange | None) -> bool:
    """Tell whether one was surely born after the other had died."""
    if born is None or died is None or born.first is None or died.last is None:
        return False
    return born.first > died.last


def _agreement_of_kinds(mine: str, theirs: str) -> float:
    if not mine or not theirs or mine == theirs or _NEAR_KINDS.issuperset((mine, theirs)):
        return 0.0
    return -1.0


def _agreement_of_genders(query: Entity, candidate: Entity, agreement: NameAgreement | None) -> float:
    mine, theirs = query.gender, candidate.gender
    if agreement is not None:
        mine, theirs = mine or agreement.mine.gender, theirs or agreement.theirs.gender
    if not mine or not theirs:
        return 0.0
    return _SAYS_LITTLE if mine.lower() == theirs.lower() else -1.0


def _compare_identifiers(mine: _Identifiers, theirs: _Identifiers) -> tuple[_Identifiers, _Identifiers]:
    """Give the identifiers that both have, and theirs of the authorities that gave ours another one."""
    if not mine or not theirs:
        return (), ()
    shared = tuple(one for one in mine if one in theirs)
    decided = {scheme for scheme, _ in shared}
    open_schemes = {scheme for scheme, _ in mine} - decided
    return shared, tuple(one for one in theirs if one[0] in open_schemes)


def _probability(comparison: Comparison) -> float:
    """Let identifiers decide, and where they say nothing or contradict each other, the rest."""
    if comparison.shared and not comparison.differing:
        return _SURE
    if comparison.differing and not comparison.shared:
        return _VETOED
    bias, weights, _ = load_weights()
    said = 0.0
    for name, value in comparison.features.items():
        if value:
            said += weights[name] * value
    probability = 1 / (1 + math.exp(-max(-_LARGEST_LOG_ODDS, min(_LARGEST_LOG_ODDS, bias + said))))
    return min(probability, _CONTRADICTORY) if comparison.shared else probability
