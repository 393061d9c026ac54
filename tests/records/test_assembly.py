"""Cells of a row become the nodes of a record."""

from __future__ import annotations

import pytest

from sedova_lod.records import KINDS
from sedova_lod.settings import FieldSpec

BASE = "https://example.org/person/x"


def test_names_in_languages_become_labels_and_nodes(read):
    result = read(
        "person", ["id", "name", "name@ru", "name.alias"], ["x", "Natalia Sedova", "Наталья Седова", "Natasha;Natalya"]
    )
    assert result.value("title") == "Natalia Sedova"
    assert result.value("label") == (("Natalia Sedova", "en"), ("Наталья Седова", "ru"))
    assert result.value("altLabel") == (("Natasha", "en"), ("Natalya", "en"))
    assert [n[0] for n in result.value("name")] == [
        f"{BASE}#name-en",
        f"{BASE}#name-ru",
        f"{BASE}#name-en-natasha",
        f"{BASE}#name-en-natalya",
    ]


def test_birth_has_date_place_and_label(read):
    result = read("person", ["id", "name", "born", "born.place"], ["x", "Natalia", "1962-01-23", "romny"])
    birth = result.value("birth")
    node_type = KINDS["person"].schema.property("birth").node
    assert birth[0] == f"{BASE}#birth"
    assert birth[node_type.slot("label")] == ("Birth of Natalia", "en")
    assert birth[node_type.slot("place")] == "https://example.org/place/romny"
    assert birth[node_type.slot("date")][0] == f"{BASE}#birth-timespan"


def test_unknown_calendar_covers_both_readings_and_warns(read):
    result = read("person", ["id", "name", "born"], ["x", "Natalia", "5th April, 1882"])
    span = result.value("birth")[3]
    assert span[3] == "[1882-04-05..1882-04-17]"
    assert span[-1][2:] == ("5th April, 1882", "https://example.org/concept/calendar-not-stated")
    assert [f.code for f in result.findings] == ["calendar-not-stated"]


def test_stated_calendar_is_converted_by_day(read):
    header = ["id", "name", "born", "born.calendar", "born.written"]
    result = read("person", header, ["x", "Natalia", "1882-04-05", "julian", "5th April, 1882"])
    span = result.value("birth")[3]
    assert span[3] == "1882-04-17"
    assert span[-1][2:] == ("5th April, 1882", "https://example.org/concept/julian")
    assert result.findings == []


def test_earliest_and_latest_make_one_date(read):
    header = ["id", "name", "created.earliest", "created.latest", "created.written"]
    result = read("object", header, ["x", "Drawing", "1785", "1790", "c.1785-90"])
    production = result.value("production")
    assert production[3][3] == "[1785..1790]"


@pytest.mark.parametrize(("name", "prop"), [("born", "birth"), ("died", "death")])
def test_a_birth_or_death_lasts_through_no_part_of_an_interval(read, name, prop):
    birth = read("person", ["id", "name", name], ["x", "Natalia", "1879/1881"]).value(prop)
    span = KINDS["person"].schema.property(prop).node.property("date").node
    date = birth[3]
    assert date[span.slot("edtf")] == "1879/1881"
    assert (date[span.slot("beginLatest")], date[span.slot("endEarliest")]) == (None, None)


def test_what_lasts_has_four_points(read):
    production = read("object", ["id", "name", "created"], ["x", "Drawing", "1879/1881"]).value("production")
    span = KINDS["object"].schema.property("production").node.property("date").node
    assert production[3][span.slot("beginLatest")] == "1879-12-31T23:59:59Z"


def test_references_carry_what_they_complete(read):
    result = read("person", ["id", "name", "parents"], ["x", "Lev", "a;b"])
    assert [(r.kind, r.id, r.inverse) for r in result.readings[0].references] == [
        ("person", "a", "child"),
        ("person", "b", "child"),
    ]


def test_actor_and_participant_complete_different_relations(read):
    header = ["of", "agent", "part"]
    result = read("event.participations", header, ["e", "a", "actor"], ["e", "group/b", None])
    assert [r.references[0].inverse for r in result.readings] == ["performed", "participated"]


def test_source_makes_a_citation_about_the_part(read):
    header = ["id", "name", "born", "born.source"]
    result = read("person", header, ["x", "Natalia", "1962", "spartacus, line 5"])
    (citation,) = result.value("citation")
    assert citation[0] == f"{BASE}#citation-born-spartacus-line-5"
    assert citation[3:] == ("https://example.org/work/spartacus", "line 5", f"{BASE}#birth", None)


def test_the_same_passage_is_cited_apart_for_each_field(read):
    header = ["id", "name", "born", "born.place.source", "died", "died.place.source", "source"]
    result = read("person", header, ["a", "A", "1882", "w, line 1", "1962", "w, line 1", "w, line 1"])
    assert sorted(node[0] for node in result.value("citation")) == [
        f"https://example.org/person/a#citation-{field}w-line-1" for field in ("born-place-", "died-place-", "")
    ]


def test_certainty_without_source_is_kept(read):
    header = ["id", "name", "born", "born.certainty"]
    result = read("person", header, ["x", "Natalia", "1962", "probable"])
    (citation,) = result.value("citation")
    assert citation[-1] == "https://example.org/concept/probable"


def test_a_wording_of_no_date_is_told(read):
    result = read("person", ["id", "name", "born", "born.written"], ["x", "Natalia", "", "nobody knows"])
    (finding,) = result.findings
    assert (finding.code, finding.message, finding.hint) == (
        "lone-companion",
        "'nobody knows' is the wording of 'born', which is empty: it goes into no output",
        "fill in 'born', or put it into 'note'",
    )


def test_a_wording_that_stands_in_another_field_is_not_lost(read):
    fields = [
        FieldSpec(name, column)
        for name, column in (
            ("id", "id"),
            ("name", "name"),
            ("born.earliest", "from"),
            ("born.written", "told"),
            ("note", "told"),
        )
    ]
    result = read("person", ["id", "name", "from", "told"], ["x", "Natalia", "", "nobody knows"], fields=fields)
    assert result.findings == []
    assert result.value("note") == (("nobody knows", "en"),)


def test_a_source_or_certainty_of_nothing_is_told_and_cites_nothing(read):
    header = ["id", "name", "born", "born.source", "died.place", "died.place.certainty"]
    result = read("person", header, ["x", "Natalia", "", "spartacus, line 5", "", "probable"])
    assert result.value("citation") == ()
    assert [(finding.code, finding.message, finding.hint) for finding in result.findings] == [
        (
            "lone-companion",
            "'spartacus, line 5' is the source of 'born', which is empty: it goes into no output",
            "fill in 'born', or name it in the column 'source', for the whole record",
        ),
        (
            "lone-companion",
            "'probable' is the certainty of 'died.place', which is empty: it goes into no output",
            "fill in 'died.place', or leave it out",
        ),
    ]


def test_a_certainty_of_no_father_is_told(read):
    result = read("person", ["id", "name", "father", "father.certainty"], ["x", "Natalia", "", "probable"])
    assert result.value("citation") == ()
    assert [finding.message for finding in result.findings] == [
        "'probable' is the certainty of 'father', which is empty: it goes into no output"
    ]


def test_a_row_of_a_child_table_can_be_cited_for(read):
    result = read("person.memberships", ["of", "group", "source"], ["x", "party", "w, line 5"])
    assert result.findings == []


@pytest.mark.parametrize(("name", "text"), [("born.place", "romny"), ("mother", "ada"), ("father", "leo")])
def test_a_birth_that_is_there_for_another_reason_can_be_cited_for(read, name, text):
    result = read("person", ["id", "name", "born", "born.source", name], ["x", "Natalia", "", "w, line 5", text])
    (citation,) = result.value("citation")
    assert citation[5] == f"{BASE}#birth"
    assert result.findings == []


def test_whole_address_has_no_prefix_put_before_it(read):
    fields = (
        FieldSpec("id", "id"),
        FieldSpec("name", "name"),
        FieldSpec("url", "page", prefix="https://example.org/", split=" "),
    )
    result = read(
        "person", ["id", "name", "page"], ["a", "A", "x y"], ["b", "B", "x https://example.org/y"], fields=fields
    )
    assert result.messages() == [
        "t.csv:3 column C 'page': 'https://example.org/y' is a whole address, and sedova.toml puts "
        "'https://example.org/' before it [bad-iri]\n  hint: write what follows the prefix alone"
    ]
    assert [reading.node is None for reading in result.readings] == [False, True]


def test_a_constant_source_is_meant_for_rows_with_a_value(read):
    fields = (FieldSpec("id", "id"), FieldSpec("name", "name"), FieldSpec("born", "born"))
    constant = FieldSpec("born.source", constant="census")
    result = read("person", ["id", "name", "born"], ["x", "Natalia", ""], fields=(*fields, constant))
    assert result.value("citation") == ()
    assert result.findings == []


def test_child_row_of_names_gives_an_alias(read):
    result = read("person.names", ["of", "form", "language"], ["x", "Vikentiyev", "ru-Latn"])
    reading = result.readings[0]
    assert reading.node[0] == f"{BASE}#name-ru-latn-vikentiyev"
    assert reading.extras["altLabel"] == [("Vikentiyev", "ru-Latn")]


def test_project_file_can_split_look_up_and_prefix(read):
    fields = [
        FieldSpec("id", "nr"),
        FieldSpec("name", "Name"),
        FieldSpec("gender", "Sex", lookup={"M": "male"}),
        FieldSpec("same_as", "ulan", prefix="http://vocab.getty.edu/ulan/"),
        FieldSpec("type", constant="artist"),
        FieldSpec("occupation", "Job", split="|", is_slug=True),
    ]
    header = ["nr", "Name", "Sex", "ulan", "Job"]
    result = read("person", header, [7, "Robert", "M", 500, "Oil painter|Poet"], fields=fields)
    assert result.messages() == []
    assert result.value("gender") == (("male", "en"),)
    assert result.value("sameAs") == ("http://vocab.getty.edu/ulan/500",)
    assert result.value("type") == ("https://example.org/concept/artist",)
    assert result.value("occupation") == (
        "https://example.org/concept/oil-painter",
        "https://example.org/concept/poet",
    )


def test_value_missing_in_the_lookup_is_told(read):
    fields = [
        FieldSpec("id", "nr"),
        FieldSpec("name", "Name"),
        FieldSpec("gender", "Sex", lookup={"M": "male"}, line=9),
    ]
    result = read("person", ["nr", "Name", "Sex"], [7, "Robert", "F"], fields=fields)
    assert result.messages() == [
        "t.csv:2 column C 'Sex': 'F' is not in the lookup of 'gender' [lookup-miss]\n"
        "  hint: add it in line 9 of sedova.toml"
    ]


def test_words_for_nothing_are_empty(read):
    fields = [FieldSpec("id", "nr"), FieldSpec("name", "Name"), FieldSpec("born", "Year", empty=("n/a",))]
    result = read("person", ["nr", "Name", "Year"], [7, "Robert", "n/a"], fields=fields)
    assert result.messages() == []
    assert result.value("birth") is None


def test_same_name_twice_is_told(read):
    result = read("person", ["id", "name", "name.alias"], ["x", "Lev", "Leon;Leon"])
    assert result.messages() == [
        "t.csv:2 column C 'name.alias': the name 'Leon' stands here twice [duplicate-part]\n"
        "  hint: give one of them a 'key' of its own, or delete it"
    ]


def test_row_that_says_nothing_gives_nothing(read):
    assert read("person", ["id", "name"], [None, None]).readings == [None]
