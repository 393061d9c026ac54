"""From a value of a record back to the cell of the user's table."""

from __future__ import annotations

import pytest

from sedova_lod.records import KINDS, Record, locate


@pytest.fixture
def record(read):
    """Give a record read from one row, with the layout of its table."""
    header = ["id", "name", "name@ru", "born", "born.place"]
    found = read("person", header, ["natalia", "Natalia", "Наталья", "1882", "romny"])
    reading = found.readings[0]
    iri = "https://example.org/person/natalia"
    return Record("person", "natalia", iri, iri, reading.node, ((0, 2),), {}), [found.layout]


@pytest.mark.parametrize(
    ("path", "prop", "value", "cell"),
    [
        ((), "title", None, "t.csv:2 column B 'name'"),
        ((), "label", ("Наталья", "ru"), "t.csv:2 column C 'name@ru'"),
        (("birth",), "place", None, "t.csv:2 column E 'born.place'"),
        (("birth", "date"), "edtf", None, "t.csv:2 column D 'born'"),
        ((), "", None, "t.csv:2"),
    ],
)
def test_value_is_found_in_its_cell(record, path, prop, value, cell):
    one, layouts = record
    assert str(locate(one, layouts, path=path, prop=prop, value=value)) == cell


def test_value_completed_from_elsewhere_is_found_there(record):
    one, layouts = record
    child = "https://example.org/person/lev"
    completed = one._replace(derived={("child", child): (0, 7, 3)})
    assert KINDS["person"].schema.property("child") is not None
    assert str(locate(completed, layouts, prop="child", value=child)) == "t.csv:7 column D 'born'"
