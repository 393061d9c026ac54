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


def test_the_two_fields_that_link_to_the_same_thing_are_told_apart(read):
    item, other, shelf = (f"http://www.wikidata.org/entity/{name}" for name in ("Q1", "Q2", "Q3"))
    cells = ["a", "A", "Q1", f"{other};https://viaf.org/viaf/12", "Q3"]
    found = read("person", ["id", "name", "wikidata", "same_as", "identifier"], cells)
    iri = "https://example.org/person/a"
    record = Record("person", "a", iri, iri, found.readings[0].node, ((0, 2),), {})
    cells_of = [str(locate(record, [found.layout], prop="sameAs", value=one)) for one in (item, other, shelf)]
    same_as = "t.csv:2 column D 'same_as'"
    assert cells_of == ["t.csv:2 column C 'wikidata'", same_as, same_as]
    assert str(locate(record, [found.layout], prop="sameAs", value="https://viaf.org/viaf/12")) == same_as


@pytest.mark.parametrize(
    ("text", "language", "cell"), [("Nan", "en", "D 'name.alias'"), ("Аня", "ru", "E 'name.alias@ru'")]
)
def test_other_names_are_found_in_their_own_column(read, text, language, cell):
    header = ["id", "name", "name@ru", "name.alias", "name.alias@ru"]
    found = read("person", header, ["anna", "Anna", "Анна", "Annie;Nan", "Аня"])
    iri = "https://example.org/person/anna"
    record = Record("person", "anna", iri, iri, found.readings[0].node, ((0, 2),), {})
    assert str(locate(record, [found.layout], prop="altLabel", value=(text, language))) == f"t.csv:2 column {cell}"
