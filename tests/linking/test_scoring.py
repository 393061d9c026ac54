"""The score says how likely two things are the same, and why, in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking import Candidate, DayRange, Entity, EntityName, rank_candidates, score, suggest_match
from sedova_lod.linking.scoring import load_weights
from sedova_lod.linking.words_agreement import agreement_of_nations, agreement_of_words
from tests.benchmarks.linking_weights import PRIORS, as_toml, fit


def year(number: int) -> DayRange:
    return DayRange(day_number(number, 1, 1), day_number(number, 12, 31))


def person(identity: str, *names: str, born: int = 0, died: int = 0) -> Entity:
    days = (year(number) if number else None for number in (born, died))
    return Entity(identity, "person", tuple(map(EntityName, names)), *days)


LEV = person("person/lev", "Lev Sedov", born=1906, died=1938)


def test_reasons_stand_in_the_order_of_their_weight() -> None:
    theirs = replace(
        person("Q1", "Лев Львович Седов", born=1905, died=1938),
        places=("Paris", "Saint Petersburg"), nationalities=("Soviet Union",), gender="male",
    )  # fmt: skip
    ours = replace(LEV, places=("Paris",), nationalities=("Russian",), gender="male")
    found = score(ours, theirs)
    assert found.reasons == (
        "the names share words: 'Lev Sedov', 'Лев Львович Седов'",
        "died at the same time: 1938",
        "one name lacks 'lvovich'",
        "tied to Paris",
        "born about a year apart: 1906 against 1905",
        "of one country: Russian against Soviet Union",
    )
    assert found.probability > 0.9


def test_what_speaks_against_is_told() -> None:
    theirs = replace(person("Q2", "Sergei Sedov Jr.", born=1908, died=1880), nationalities=("French",), gender="female")
    ours = replace(
        person("person/lev", "Lev Sedov Sr.", born=1906, died=1938), nationalities=("Russian",), gender="male"
    )
    found = score(ours, theirs)
    assert set(found.reasons) == {
        "'lev' stands against 'sergei'",
        "the names share words: 'Lev Sedov Sr.', 'Sergei Sedov Jr.'",
        "died at different times: 1938 against 1880",
        "one was born after the other had died",
        "one is the elder, the other the younger",
        "of different genders",
        "of different countries: Russian against French",
        "born at different times: 1906 against 1908",
    }
    assert found.probability < 0.001


def test_days_in_two_calendars_are_told_apart_from_different_days() -> None:
    julian, gregorian = day_number(1882, 4, 5, Calendar.GREGORIAN), day_number(1882, 4, 5, Calendar.JULIAN)
    ours = replace(person("a", "Natalia Sedova"), born=DayRange(julian, julian))
    theirs = replace(person("b", "Natalia Sedova"), born=DayRange(gregorian, gregorian))
    assert score(ours, theirs).reasons == (
        "the names agree: 'Natalia Sedova'",
        "born on one day, if the calendars differ: 1882-04-05 against 1882-04-17",
    )
    other = replace(theirs, born=DayRange(gregorian + 90, gregorian + 90))
    assert score(ours, other).reasons[1] == "born within a year, on different days: 1882-04-05 against 1882-07-16"
    either = replace(ours, born=DayRange(julian, gregorian))
    assert score(either, theirs).reasons[1] == "born at times that fit: 1882-04-05 to 1882-04-17 against 1882-04-17"


def test_words_written_otherwise_are_named() -> None:
    found = score(person("a", "Лев Троцкий"), person("b", "Leo Trotzki"))
    assert found.reasons == (
        "the names agree: 'Лев Троцкий', 'Leo Trotzki'",
        "words are written differently: 'trotskiy' for 'trotzki', 'lev' for 'leo'",
    )


def test_a_shared_identifier_decides() -> None:
    theirs = replace(person("Q3", "Quite Another", born=1700), identifiers=(("viaf", "2518"), ("wd", "Q3")))
    found = score(replace(LEV, identifiers=(("viaf", "2518"),)), theirs)
    assert (found.probability, found.features["identifier"]) == (0.999, 1.0)
    assert found.reasons[0] == "both have the identifier viaf 2518"


def test_different_identifiers_of_one_authority_veto() -> None:
    ours, theirs = replace(LEV, identifiers=(("viaf", "1"),)), replace(LEV, id="Q4", identifiers=(("viaf", "2"),))
    found = score(ours, theirs)
    assert (found.probability, found.features["identifier"]) == (0.001, -1.0)
    assert found.reasons[0] == "viaf gave them different identifiers: 1, 2"


def test_identifiers_that_contradict_each_other_leave_it_open() -> None:
    ours = replace(LEV, identifiers=(("viaf", "1"), ("gnd", "118642979")))
    theirs = replace(LEV, id="Q5", identifiers=(("viaf", "2"), ("gnd", "118642979")))
    found = score(ours, theirs)
    assert (found.probability, found.features["identifier"]) == (0.5, 0.0)
    assert found.reasons[:2] == (
        "both have the identifier gnd 118642979",
        "viaf gave them different identifiers: 1, 2",
    )


def test_things_of_different_kinds_are_not_the_same() -> None:
    found = score(Entity("a", "person", (EntityName("Odessa"),)), Entity("b", "event", (EntityName("Odessa"),)))
    assert found.probability < 0.01
    assert "one is a person, the other an event" in found.reasons


def test_a_work_may_be_an_object() -> None:
    assert score(Entity("a", "work"), Entity("b", "object")).features["kind"] == 0.0


def test_nothing_known_is_nothing_likely() -> None:
    found = score(Entity("a"), Entity("b"))
    assert found.reasons == ()
    assert found.probability < 0.05


def test_a_name_alone_is_not_enough_for_a_suggestion() -> None:
    assert 0.5 < score(person("a", "Lev Sedov"), person("b", "Lev Sedov")).probability < load_weights().threshold


def test_the_wife_is_not_the_husband() -> None:
    husband = replace(person("a", "Thomas M. Evans"), gender="male")
    assert score(husband, person("b", "Mrs. Thomas M. Evans")).probability < 0.5


def test_equal_candidates_stand_in_the_order_of_their_ids() -> None:
    entities = [person(identity, "Lev Sedov") for identity in ("tate:9", "Q10", "Q9", "nga:1")]
    assert [one.entity.id for one in rank_candidates(LEV, entities)] == ["Q9", "Q10", "nga:1", "tate:9"]
    assert rank_candidates(LEV, entities, least=0.99) == []


def test_nothing_is_suggested_if_it_may_be_one_of_two() -> None:
    twice = [Candidate(person(name, "Lev Sedov", born=1906), 0.98) for name in ("Q1", "viaf:1")]
    others = [Candidate(person("Q1", "Lev Sedov"), 0.98), Candidate(person("Q2", "Lev Sedov"), 0.97)]
    found = suggest_match(twice)
    assert found is not None
    assert found.entity.id == "Q1"
    assert suggest_match(others) is None
    assert suggest_match([]) is None
    assert suggest_match(twice, threshold=0.99) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "agreement"),
    [
        (("English",), ("United Kingdom",), 1.0),
        (("Flemish",), ("Belgium",), 1.0),
        (("Austria-Hungary",), ("Hungarian",), 1.0),
        (("German (?)",), ("Germany",), 1.0),
        (("Swiss or German",), ("German",), 1.0),
        (("French",), ("German",), -1.0),
        (("Martian",), ("German",), 0.0),
        ((), ("German",), 0.0),
    ],
)
def test_nations(mine: tuple[str, ...], theirs: tuple[str, ...], agreement: float) -> None:
    assert agreement_of_nations(mine, theirs) == agreement


def test_places_in_two_scripts_agree() -> None:
    assert agreement_of_words(("Одесса", "Ялта"), ("Yalta",)) == 1.0
    assert agreement_of_words(("Paris",), ("Odessa",)) == 0.0


TEXTS = st.text(alphabet="abcdeлевсд .-", max_size=12)
WORDS = st.lists(TEXTS, max_size=2).map(tuple)
DAY_RANGES = st.one_of(st.none(), st.integers(1700, 1950).map(year))
ENTITIES = st.builds(
    Entity,
    id=st.sampled_from(["Q1", "Q2"]),
    kind=st.sampled_from(["", "person", "work", "object"]),
    names=st.lists(st.builds(EntityName, TEXTS), max_size=3).map(tuple),
    born=DAY_RANGES,
    died=DAY_RANGES,
    places=WORDS,
    occupations=WORDS,
    nationalities=st.lists(st.sampled_from(["French", "Russian", "German", "?"]), max_size=2).map(tuple),
    gender=st.sampled_from(["", "male", "female"]),
    identifiers=st.lists(st.tuples(st.sampled_from(["viaf", "gnd"]), st.sampled_from("12")), max_size=2).map(tuple),
)


@given(ENTITIES, ENTITIES)
def test_the_score_is_symmetric_and_a_probability(one: Entity, other: Entity) -> None:
    there, back = score(one, other), score(other, one)
    assert there.probability == pytest.approx(back.probability)
    assert 0.0 <= there.probability <= 1.0
    assert all(-1.0 <= value <= 1.0 for value in there.features.values())
    assert set(there.features) - {"identifier"} == {
        name for name in PRIORS if name != "bias" and (there.features.keys() & {name} or not name.startswith("name."))
    }


@given(ENTITIES)
def test_an_entity_is_never_less_likely_itself_than_with_another_date(one: Entity) -> None:
    plain = replace(one, identifiers=())
    assert score(plain, plain).probability >= score(plain, replace(plain, born=year(1500))).probability


def test_the_file_of_weights_has_what_is_fitted() -> None:
    weights = load_weights()
    assert set(weights.weights) | {"bias"} == set(PRIORS)
    assert 0.5 < weights.threshold < 1.0


def test_fitting_learns_from_pairs_and_keeps_priors_elsewhere() -> None:
    pairs = [({"born": 1.0, "name.shared": 0.7}, True)] * 50 + [({"born": -1.0, "name.shared": 0.7}, False)] * 50
    weights = fit(pairs, {"bias": 0.0, "name.shared": 0.0, "born": 0.0, "kind": 8.0})
    assert weights["born"] > 2.0
    assert weights["kind"] == 8.0
    assert '"born" = 1.50' in as_toml({"bias": 0.0, "born": 1.5}, 0.95)
