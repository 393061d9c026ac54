"""Reasons of a score in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sedova_lod.linking.day_agreement import OTHER_CALENDAR, OTHER_DAY, say_days
from sedova_lod.linking.entities import DayRange, Entity
from sedova_lod.linking.name_comparison import NameAgreement

__all__ = ["Comparison", "reason_for", "reasons_of_identifiers"]

_MOST_SHOWN = 3


class Comparison(NamedTuple):
    """Hold two things that were compared.

    Args:
        query: What is looked for.
        candidate: What it may be.
        features: What was compared, by name, each from -1 to 1.
        names: How their names agree; None if one has no name.
        shared: Identifiers that both have.
        differing: Identifiers of the candidate from authorities that gave the query another one.

    >>> Comparison(Entity("a"), Entity("b"), {}).names
    """

    query: Entity
    candidate: Entity
    features: Mapping[str, float]
    names: NameAgreement | None = None
    shared: tuple[tuple[str, str], ...] = ()
    differing: tuple[tuple[str, str], ...] = ()


def reason_for(feature: str, comparison: Comparison) -> str:
    """Say in a clause what a feature means; empty if another one says it already.

    Args:
        feature: Name of the feature; its value is not 0.
        comparison: What was compared.

    >>> reason_for("kind", Comparison(Entity("a", "person"), Entity("b", "place"), {"kind": -1.0}))
    'one is a person, the other a place'
    """
    if comparison.names is not None and feature in _REASONS_OF_NAMES:
        return _REASONS_OF_NAMES[feature](comparison.names)
    return _REASONS[feature](comparison.features[feature], comparison) if feature in _REASONS else ""


def reasons_of_identifiers(comparison: Comparison) -> list[str]:
    """Say which identifiers agree and which differ.

    >>> reasons_of_identifiers(Comparison(Entity("a"), Entity("b"), {}, shared=(("viaf", "2518"),)))
    ['both have the identifier viaf 2518']
    """
    mine = dict(comparison.query.identifiers)
    return [
        *(f"both have the identifier {scheme} {value}" for scheme, value in comparison.shared),
        *(
            f"{scheme} gave them different identifiers: {mine[scheme]}, {value}"
            for scheme, value in comparison.differing
        ),
    ]


def _words_shared(names: NameAgreement) -> str:
    written = dict.fromkeys((names.mine.written, names.theirs.written))
    shown = ", ".join(f"'{name}'" for name in written)
    return f"the names {'share words' if names.conflicting or names.left_out else 'agree'}: {shown}"


def _words_alike(names: NameAgreement) -> str:
    shown = ", ".join(f"'{one}' for '{other}'" for one, other in names.pairs[:_MOST_SHOWN])
    return f"words are written differently: {shown}" if shown else "other characters are read alike"


def _words_against(names: NameAgreement) -> str:
    mine, theirs = (" ".join(words) for words in names.against)
    return f"'{mine}' stands against '{theirs}'"


def _words_missing(names: NameAgreement) -> str:
    return f"one name lacks '{' '.join(names.missing)}'" if names.missing else ""


def _generations(names: NameAgreement) -> str:
    return f"one is the {names.mine.generation}, the other the {names.theirs.generation}"


def _born(value: float, comparison: Comparison) -> str:
    verb = "born" if "person" in (comparison.query.kind, comparison.candidate.kind) else "begun"
    return _say_days(verb, value, comparison.query.born, comparison.candidate.born)


def _died(value: float, comparison: Comparison) -> str:
    verb = "died" if "person" in (comparison.query.kind, comparison.candidate.kind) else "ended"
    return _say_days(verb, value, comparison.query.died, comparison.candidate.died)


def _say_days(verb: str, value: float, mine: DayRange | None, theirs: DayRange | None) -> str:
    if mine is None or theirs is None:
        return ""
    ours, others = say_days(mine), say_days(theirs)
    if ours == others:
        return f"{verb} at the same time: {ours}"
    return f"{verb} {_how_near(value, mine, theirs)}: {ours} against {others}"


def _how_near(value: float, mine: DayRange, theirs: DayRange) -> str:
    if mine.overlaps(theirs) and value > 0:
        return "at times that fit"
    if value == OTHER_CALENDAR:
        return "on one day, if the calendars differ"
    if value == OTHER_DAY:
        return "within a year, on different days"
    return "about a year apart" if value > 0 else "at different times"


def _lifetime(value: float, comparison: Comparison) -> str:
    return "one was born after the other had died"


def _kind(value: float, comparison: Comparison) -> str:
    mine, theirs = (_with_article(one.kind) for one in (comparison.query, comparison.candidate))
    return f"one is {mine}, the other {theirs}"


def _with_article(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _place(value: float, comparison: Comparison) -> str:
    return _say_words("tied to", comparison.query.places, comparison.candidate.places)


def _occupation(value: float, comparison: Comparison) -> str:
    return _say_words("occupied as", comparison.query.occupations, comparison.candidate.occupations)


def _nationality(value: float, comparison: Comparison) -> str:
    mine, theirs = comparison.query.nationalities, comparison.candidate.nationalities
    return _say_words("of one country:" if value > 0 else "of different countries:", mine, theirs)


def _say_words(begin: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    common = [word for word in mine if word in theirs]
    if common:
        return f"{begin} {', '.join(common[:_MOST_SHOWN])}"
    return f"{begin} {', '.join(mine[:_MOST_SHOWN])} against {', '.join(theirs[:_MOST_SHOWN])}"


def _gender(value: float, comparison: Comparison) -> str:
    return "of different genders" if value < 0 else ""


_REASONS_OF_NAMES: dict[str, Callable[[NameAgreement], str]] = {
    "name.shared": _words_shared,
    "name.spelling": _words_alike,
    "name.conflict": _words_against,
    "name.omission": _words_missing,
    "name.generation": _generations,
}
_REASONS: dict[str, Callable[[float, Comparison], str]] = {
    "born": _born,
    "died": _died,
    "lifetime": _lifetime,
    "kind": _kind,
    "place": _place,
    "occupation": _occupation,
    "nationality": _nationality,
    "gender": _gender,
}
