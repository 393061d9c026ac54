"""Headers become fields, or findings that name the nearest one."""

from __future__ import annotations

import pytest

from sedova_lod.records import KINDS, field_names, find_column
from sedova_lod.settings import FieldSpec


def test_unknown_header_is_told_with_the_nearest_field(read):
    result = read("person", ["id", "nmae"])
    assert result.messages() == [
        "t.csv:1 column B 'nmae': no field 'nmae' in a person [unknown-column]\n  hint: did you mean 'name'?"
    ]


def test_header_in_another_case_is_not_guessed_but_suggested(read):
    result = read("person", ["id", "Name"])
    assert result.messages() == [
        "t.csv:1 column B 'Name': no field 'Name' in a person [unknown-column]\n  hint: did you mean 'name'?"
    ]


def test_two_equal_headers_are_named_by_letter(read):
    result = read("person", ["id", "name", "name"])
    assert result.messages() == [
        "t.csv:1 column C 'name': columns B and C are both called 'name' [duplicate-header]\n"
        "  hint: give each column a header of its own"
    ]


def test_table_without_id_column_is_told(read):
    result = read("person", ["name"])
    assert result.messages() == [
        "t.csv:1: the table has no column 'id', which every person needs [missing-column]\n"
        "  hint: call a column 'id', or map one in sedova.toml: id = \"header of the column\""
    ]


def test_ignored_header_is_no_finding(read):
    assert read("person", ["id", "name", "shelf"], ignore=["shelf"]).messages() == []


def test_mapped_header_that_is_absent_is_told(read):
    result = read("person", ["nr", "Name"], fields=[FieldSpec("id", "nr"), FieldSpec("name", "Nmae")])
    assert result.messages()[0] == (
        "t.csv:1: no column 'Nmae', which sedova.toml maps to 'name' [missing-column]\n  hint: did you mean 'Name'?"
    )


def test_headers_below_a_title_are_told(read):
    result = read("person", ["Fund 12", ""], fields=[FieldSpec("id", "nr"), FieldSpec("name", "Name")])
    hint = "the headers must stand in the first row: delete what stands above them, or correct them in sedova.toml"
    assert result.messages()[:2] == [
        f"t.csv:1: no column 'nr', which sedova.toml maps to 'id' [missing-column]\n  hint: {hint}",
        f"t.csv:1: no column 'Name', which sedova.toml maps to 'name' [missing-column]\n  hint: {hint}",
    ]


def test_unmapped_header_is_a_warning(read):
    result = read("person", ["nr", "Name", "x"], fields=[FieldSpec("id", "nr"), FieldSpec("name", "Name")])
    assert result.messages() == [
        "t.csv:1 column C 'x': column 'x' is not mapped to a field [unused-column]\n"
        "  hint: map it under [tables.fields], or list it under 'ignore'"
    ]


@pytest.mark.parametrize(
    ("name", "field", "companion", "language"),
    [
        ("born", "", "", ""),
        ("born.place", "place", "", ""),
        ("born.place.source", "place", "source", ""),
        ("born.calendar", "", "calendar", ""),
        ("name.alias@ru", "name.alias", "", "ru"),
        ("name@ru.source", "name", "source", "ru"),
    ],
)
def test_column_names_are_taken_apart(name, field, companion, language):
    column = find_column(KINDS["person"], None, name)
    assert column is not None
    assert (column.field.name, column.companion, column.language) == (field, companion, language)


@pytest.mark.parametrize("name", ["born@ru", "gender.calendar", "nothing", "born.place.place", ".source", "id@en"])
def test_names_that_are_no_column(name):
    assert find_column(KINDS["person"], None, name) is None


def test_every_kind_has_id_and_name():
    assert all({"id", "name"} <= set(field_names(kind)) for kind in KINDS.values())


def test_language_of_a_header_is_checked(read):
    assert read("person", ["id", "name", "name@xx-invalid"]).messages() == [
        "t.csv:1 column C 'name@xx-invalid': 'xx-invalid' is not a language tag [bad-language]\n"
        "  hint: use a registered tag such as en, ru or ru-Latn"
    ]
