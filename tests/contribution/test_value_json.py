"""Values and statements in the JSON of Wikibase, both ways."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given

from sedova_lod.contribution import Rank, Reference, Snak, Statement
from sedova_lod.contribution.value_json import (
    datavalue_json,
    snak_from_json,
    snak_json,
    statement_from_json,
    statement_json,
)
from sedova_lod.contribution.values import (
    CENTURY,
    DAY,
    DECADE,
    SOME_VALUE,
    Coordinates,
    ItemValue,
    Quantity,
    TextValue,
    TimeValue,
)
from sedova_lod.dates import Calendar
from tests.contribution.values import statements


def grouped(statement: Statement) -> Statement:
    """Put snaks of one property side by side, as JSON does."""

    def order(snaks: tuple[Snak, ...]) -> tuple[Snak, ...]:
        names = dict.fromkeys(snak.property for snak in snaks)
        return tuple(snak for name in names for snak in snaks if snak.property == name)

    references = tuple(Reference(order(one.snaks)) for one in statement.references)
    return Statement(statement.property, statement.value, order(statement.qualifiers), references, statement.rank)


@given(statements)
def test_what_is_written_is_read_as_it_was(statement: Statement) -> None:
    written = json.loads(json.dumps(statement_json(statement)))
    assert statement_from_json(written) == grouped(statement)


def test_a_julian_day_is_written_in_its_own_calendar() -> None:
    assert datavalue_json(TimeValue(1882, 4, 5, DAY, Calendar.JULIAN)) == {
        "value": {
            "time": "+1882-04-05T00:00:00Z",
            "timezone": 0,
            "before": 0,
            "after": 0,
            "precision": 11,
            "calendarmodel": "http://www.wikidata.org/entity/Q1985786",
        },
        "type": "time",
    }


def test_numbers_are_signed_texts() -> None:
    assert datavalue_json(Quantity(Decimal(6), "Q5151", Decimal(5), Decimal(7)))["value"] == {
        "amount": "+6",
        "unit": "http://www.wikidata.org/entity/Q5151",
        "upperBound": "+7",
        "lowerBound": "+5",
    }


def test_points_are_on_the_earth() -> None:
    point = Coordinates(Decimal("50.75"), Decimal("33.4667"), Decimal("0.0001"))
    assert datavalue_json(point)["value"] == {
        "latitude": 50.75,
        "longitude": 33.4667,
        "altitude": None,
        "precision": 0.0001,
        "globe": "http://www.wikidata.org/entity/Q2",
    }


def test_a_statement_as_a_whole() -> None:
    statement = Statement(
        "P463",
        ItemValue("Q204911"),
        (Snak("P580", TimeValue(1902)),),
        (Reference((Snak("P248", ItemValue("Q3273600")), Snak("P304", TextValue("12")))),),
        Rank.PREFERRED,
    )
    found = statement_json(statement)
    assert found["mainsnak"]["datavalue"]["value"]["id"] == "Q204911"
    assert (found["rank"], found["qualifiers-order"]) == ("preferred", ["P580"])
    assert [one["snaks-order"] for one in found["references"]] == [["P248", "P304"]]


@pytest.mark.parametrize(
    ("time", "precision", "expected"),
    [
        ("+00000001882-04-17T00:00:00Z", 11, TimeValue(1882, 4, 17, DAY)),
        ("-0044-03-15T00:00:00Z", 11, TimeValue(-43, 3, 15, DAY)),
        ("+1905-01-01T00:00:00Z", 9, TimeValue(1905)),
        ("+1905-00-00T00:00:00Z", 8, TimeValue(1900, precision=DECADE)),
        ("+1882-00-00T00:00:00Z", 7, TimeValue(1900, precision=CENTURY)),
        ("+1900-00-00T00:00:00Z", 7, TimeValue(1900, precision=CENTURY)),
    ],
)
def test_forms_in_which_times_are_met(time: str, precision: int, expected: TimeValue) -> None:
    value = {"time": time, "precision": precision, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    found = snak_from_json({"snaktype": "value", "property": "P569", "datavalue": {"type": "time", "value": value}})
    assert found == Snak("P569", expected)


@pytest.mark.parametrize(
    "data",
    [
        {"type": "time", "value": {"time": "+1712-02-31T00:00:00Z", "precision": 11}},
        {"type": "time", "value": {"time": "+0000-00-00T00:00:00Z", "precision": 9}},
        {"type": "time", "value": {"time": "+1882-00-00T00:00:00Z", "precision": 11}},
        {"type": "time", "value": {"time": "+1882-04-00T00:00:00Z", "precision": 11}},
        {"type": "time", "value": {"time": "+1882-00-00T00:00:00Z", "precision": 10}},
        {"type": "time", "value": {"time": "-13798000000-00-00T00:00:00Z", "precision": 3}},
        {"type": "globecoordinate", "value": {"latitude": 1, "longitude": 1, "globe": "http://x/Q111"}},
        {"type": "globecoordinate", "value": {"latitude": 1, "longitude": 1, "precision": None}},
        {"type": "wikibase-entityid", "value": {}},
        {"type": "musical-notation", "value": "c"},
        {"type": "string", "value": 1},
        {},
    ],
)
def test_values_of_other_kinds_are_not_read(data: dict[str, object]) -> None:
    assert snak_from_json({"snaktype": "value", "property": "P1", "datavalue": data}) is None


def test_an_unknown_value_has_no_data() -> None:
    assert snak_json(Snak("P570", SOME_VALUE)) == {"snaktype": "somevalue", "property": "P570"}
    with pytest.raises(ValueError, match="a value that is not known has no data value"):
        datavalue_json(SOME_VALUE)


def test_a_statement_that_is_damaged_is_not_read() -> None:
    assert statement_from_json({"mainsnak": {"property": 5}}) is None
    assert statement_from_json({}) is None
    main = {"snaktype": "somevalue", "property": "P570"}
    odd = {"mainsnak": main, "rank": {}, "qualifiers": {"P1": 14, "P2": [main]}, "qualifiers-order": [{}, "P2"]}
    assert statement_from_json(odd) == Statement("P570", SOME_VALUE, (Snak("P570", SOME_VALUE),))
