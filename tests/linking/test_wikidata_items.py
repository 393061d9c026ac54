"""Items of Wikidata become entities: names, days in their calendars, identifiers, kinds."""

from __future__ import annotations

from typing import Any

import pytest

from sedova_lod.dates import Calendar, civil_date
from sedova_lod.linking import DayRange, EntityName
from sedova_lod.linking.wikidata_items import entity_from_json, is_item, referenced_items
from sedova_lod.linking.wikidata_kinds import kind_of_item
from sedova_lod.linking.wikidata_times import GREGORIAN_MODEL, JULIAN_MODEL, day_range_of, days_of_time

Json = dict[str, Any]


def snak(value: Any, kind: str = "string", datatype: str = "") -> Json:
    return {"snaktype": "value", "datatype": datatype, "datavalue": {"value": value, "type": kind}}


def statement(value: Any, *, rank: str = "normal", datatype: str = "", **more: Any) -> Json:
    return {"mainsnak": snak(value, datatype=datatype), "rank": rank, **more}


def time(text: str, precision: int = 11, model: str = GREGORIAN_MODEL) -> Json:
    return {"time": text, "precision": precision, "calendarmodel": model, "before": 0, "after": 0, "timezone": 0}


def texts(**by_language: str) -> Json:
    return {tag.replace("_", "-"): {"language": tag.replace("_", "-"), "value": v} for tag, v in by_language.items()}


def item(**claims: list[Json]) -> Json:
    return {"id": "Q7", "type": "item", "claims": claims}


def years(days: DayRange | None) -> tuple[int, int]:
    assert days is not None
    assert days.first is not None
    assert days.last is not None
    return civil_date(days.first)[0], civil_date(days.last)[0]


def test_names_come_once_each_with_the_language_that_is_asked_for_first() -> None:
    value = {
        "id": "Q7",
        "labels": texts(de="Lew Sedow", en="Lev Sedov", nl="Lev Sedov", ru="Лев Седов", zh_hant="列夫·謝多夫"),
        "aliases": {"en": [{"language": "en", "value": "Leon Sedov"}, {"language": "en", "value": "Lev Sedov"}]},
        "claims": {"P1559": [statement({"text": "Лев Львович Седов", "language": "ru"})], "P742": [statement("N. M.")]},
    }
    assert entity_from_json(value, ("ru", "en")).names == (
        EntityName("Лев Седов", "ru"),
        EntityName("Lev Sedov", "en"),
        EntityName("Lew Sedow", "de"),
        EntityName("列夫·謝多夫", "zh-Hant"),
        EntityName("Leon Sedov", "en"),
        EntityName("Лев Львович Седов", "ru"),
        EntityName("N. M.", ""),
    )


def test_empty_maps_may_be_written_as_lists() -> None:
    entity = entity_from_json({"id": "Q7", "labels": [], "aliases": [], "descriptions": [], "claims": []})
    assert (entity.id, entity.name, entity.names, entity.kind) == ("Q7", "Q7", (), "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (time("+1882-04-05T00:00:00Z", model=JULIAN_MODEL), ((1882, 4, 17), (1882, 4, 17))),
        (time("+1882-04-05T00:00:00Z"), ((1882, 4, 5), (1882, 4, 5))),
        (time("+1882-04-00T00:00:00Z", 10, JULIAN_MODEL), ((1882, 4, 13), (1882, 5, 12))),
        (time("+1882-04-00T00:00:00Z", 10), ((1882, 4, 1), (1882, 4, 30))),
        (time("+1882-00-00T00:00:00Z", 9), ((1882, 1, 1), (1882, 12, 31))),
        (time("+1882-04-05T00:00:00Z", 9), ((1882, 1, 1), (1882, 12, 31))),
        (time("+1883-00-00T00:00:00Z", 8), ((1880, 1, 1), (1889, 12, 31))),
        (time("+1801-00-00T00:00:00Z", 7), ((1801, 1, 1), (1900, 12, 31))),
        (time("+1850-00-00T00:00:00Z", 7), ((1801, 1, 1), (1900, 12, 31))),
        (time("+1900-00-00T00:00:00Z", 7), ((1801, 1, 1), (1999, 12, 31))),
        (time("+1500-00-00T00:00:00Z", 6), ((1001, 1, 1), (2000, 12, 31))),
        (time("+1900-02-29T00:00:00Z", model=JULIAN_MODEL), ((1900, 3, 13), (1900, 3, 13))),
        (time("+1900-02-30T00:00:00Z"), ((1900, 2, 1), (1900, 2, 28))),
        (time("+1900-00-00T00:00:00Z", 11), ((1900, 1, 1), (1900, 12, 31))),
        (time("-0044-03-15T00:00:00Z", model=JULIAN_MODEL), ((-43, 3, 13), (-43, 3, 13))),
        (time("-0001-00-00T00:00:00Z", 9), ((0, 1, 1), (0, 12, 31))),
        (time("-0044-00-00T00:00:00Z", 7), ((-99, 1, 1), (0, 12, 31))),
        (time("+00000001882-04-05T00:00:00Z"), ((1882, 4, 5), (1882, 4, 5))),
        (time("+1882-04-05T12:30:00Z", 12), ((1882, 4, 5), (1882, 4, 5))),
    ],
)
def test_times_become_days(value: Json, expected: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    days = days_of_time(value)
    assert days is not None
    assert days.first is not None
    assert days.last is not None
    assert (civil_date(days.first, Calendar.GREGORIAN), civil_date(days.last, Calendar.GREGORIAN)) == expected


@pytest.mark.parametrize(
    "value",
    [
        time("-13798000000-00-00T00:00:00Z", 3),
        time("+2000-00-00T00:00:00Z", 5),
        {"time": "soon", "precision": 11},
        {"time": "+1882-04-05T00:00:00Z"},
        {"time": "+1882-04-05T00:00:00Z", "precision": True},
        {},
    ],
)
def test_times_of_no_use_are_unknown(value: Json) -> None:
    assert days_of_time(value) is None


def test_only_the_best_rank_counts_and_several_values_make_one_range() -> None:
    old = statement(time("+1870-00-00T00:00:00Z", 9), rank="deprecated")
    one, other = (statement(time(f"+{year}-00-00T00:00:00Z", 9)) for year in (1881, 1883))
    best = statement(time("+1882-00-00T00:00:00Z", 9), rank="preferred")
    assert years(entity_from_json(item(P569=[old, one, other])).born) == (1881, 1883)
    assert years(entity_from_json(item(P569=[old, one, other, best])).born) == (1882, 1882)
    assert entity_from_json(item(P569=[old])).born is None


def test_an_unknown_birth_is_bounded_by_its_qualifiers() -> None:
    unknown = {"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"}
    earliest, latest = ([snak(time(f"+{year}-00-00T00:00:00Z", 9))] for year in (1880, 1885))
    both = {**unknown, "qualifiers": {"P1319": earliest, "P1326": latest}}
    assert years(day_range_of(both)) == (1880, 1885)
    only = day_range_of({**unknown, "qualifiers": {"P1319": earliest}})
    assert only is not None
    assert only.last is None
    assert day_range_of(unknown) is None
    century = statement(time("+1850-00-00T00:00:00Z", 7), qualifiers={"P1326": latest})
    assert years(day_range_of(century)) == (1801, 1885)
    wrong = statement(time("+1850-00-00T00:00:00Z", 9), qualifiers={"P1319": earliest})
    assert years(day_range_of(wrong)) == (1850, 1850)


def test_identifiers_come_by_authority_and_by_property_for_others() -> None:
    found = entity_from_json(
        item(
            P214=[statement("2518", datatype="external-id")],
            P213=[statement("0000 0001 2277 9913")],
            P650=[statement("123", datatype="external-id")],
            P373=[statement("Lev Sedov", datatype="string")],
        )
    ).identifiers
    assert found == (("wd", "Q7"), ("viaf", "2518"), ("isni", "0000000122779913"), ("P650", "123"))


def test_other_items_are_named_by_whoever_knows_them() -> None:
    value = item(
        P31=[statement({"id": "Q5"})],
        P19=[statement({"id": "Q656"})],
        P106=[statement({"id": "Q82955"}), statement({"id": "Q1"})],
        P27=[statement({"id": "Q34266"})],
        P21=[statement({"id": "Q6581097"})],
    )
    assert referenced_items(value) == ["Q656", "Q82955", "Q1", "Q34266"]
    names = {"Q656": "Saint Petersburg", "Q82955": "politician", "Q34266": "Russian Empire"}
    entity = entity_from_json(value, name_of=lambda qid: names.get(qid, ""))
    assert (entity.places, entity.occupations, entity.nationalities, entity.gender) == (
        ("Saint Petersburg",),
        ("politician",),
        ("Russian Empire",),
        "male",
    )
    assert entity_from_json(value).places == ()


def test_kinds_are_told_by_class_then_by_properties() -> None:
    assert entity_from_json(item(P31=[statement({"id": "Q515"})])).kind == "place"
    assert entity_from_json(item(P31=[statement({"id": "Q99999999"})], P106=[statement({"id": "Q1"})])).kind == "person"
    assert kind_of_item(("Q99999999",), frozenset()) == ""


@pytest.mark.parametrize(
    "value",
    [
        {"id": "Q9", "missing": ""},
        {"id": "P31", "type": "property"},
        {"id": "L1", "type": "lexeme"},
        {"id": 7},
        {"labels": {}},
        [],
        None,
        item(P31=[statement({"id": "Q4167410"})]),
        item(P31=[statement({"id": "Q4167836"})]),
    ],
)
def test_what_is_no_item_about_a_thing(value: object) -> None:
    assert not is_item(value)
