"""Cells become typed values, or findings with a hint; each message is for an archivist."""

from __future__ import annotations

import datetime

import pytest

from sedova_lod.records import KINDS
from sedova_lod.records.odd_texts import is_plain_latin, odd_text, without_hidden_signs
from sedova_lod.records.values import cell_text, script_fault
from sedova_lod.terms import bad_character

HEAD = ["id", "name"]


@pytest.mark.parametrize(
    ("kind", "column", "cell", "message"),
    [
        (
            "person",
            "wikidata",
            "33391",
            "'33391' is not a Wikidata id [bad-qid]\n  hint: did you mean 'Q33391'?",
        ),
        (
            "person",
            "wikidata",
            "Q33391abc",
            "'Q33391abc' is not a Wikidata id [bad-qid]\n  hint: did you mean 'Q33391'?",
        ),
        (
            "person",
            "born",
            "31 Feb 1929",
            "'31 Feb 1929' is not a date: February 1929 has 28 days [bad-date]\n"
            "  hint: write what is known: 1929, 1929-02 or 1929-02~",
        ),
        (
            "place",
            "latitude",
            "200",
            "latitude 200 is not between -90 and 90 [bad-coordinate]\n  hint: check the decimal point",
        ),
        (
            "place",
            "latitude",
            "100.5",
            "latitude 100.5 is not between -90 and 90 [bad-coordinate]\n"
            "  hint: check whether latitude and longitude were swapped",
        ),
        ("place", "longitude", "30,5", "'30,5' is not a number [bad-number]\n  hint: did you mean '30.5'?"),
        (
            "person",
            "url",
            "www.example.org",
            "'www.example.org' is not a web address: no scheme such as 'https:' [bad-iri]\n"
            "  hint: did you mean 'https://www.example.org'?",
        ),
        (
            "place",
            "latitude",
            "50.1234567890123456789",
            "'50.1234567890123456789' has 19 decimals, and programs read 18 [bad-number]\n"
            "  hint: write those that were measured: the sixth of a degree is 11 cm",
        ),
        (
            "person",
            "url",
            "https://example.org/a b",
            "'https://example.org/a b' is not a web address: a blank at position 22 [bad-iri]\n"
            "  hint: write the whole address",
        ),
        (
            "person",
            "same_as",
            "wd:Q42",
            "'wd:Q42' is not a web address: 'wd:' is no scheme of addresses [bad-iri]\n"
            "  hint: did you mean 'http://www.wikidata.org/entity/Q42'?",
        ),
        (
            "person",
            "image",
            "C:/photos/lev.jpg",
            "'C:/photos/lev.jpg' is not a web address: 'C:' is no scheme of addresses [bad-iri]\n"
            "  hint: write the whole address",
        ),
        (
            "person",
            "url",
            "javascript:alert(1)",
            "'javascript:alert(1)' is not a web address: 'javascript:' is no scheme of addresses [bad-iri]\n"
            "  hint: write the whole address",
        ),
        (
            "event",
            "category",
            "mvoe",
            "'mvoe' is not in the list of words for 'category' [bad-choice]\n  hint: did you mean 'move'?",
        ),
        (
            "work",
            "language",
            "xx-invalid",
            "'xx-invalid' is not a language tag [bad-language]\n  hint: use a registered tag such as en, ru or ru-Latn",
        ),
        (
            "person",
            "name@ru",
            "Natalia Sedova",
            "'Natalia Sedova' is tagged 'ru' but has no Cyrillic letter [wrong-script]\n"
            "  hint: use 'ru-Latn' for a transliteration",
        ),
        (
            "person",
            "born.place",
            "person/vienna",
            "'person/vienna' is a person, and here a place is expected [wrong-kind]\n  hint: write the id of a place",
        ),
        (
            "person",
            "born.place",
            "St Petersburg",
            "'St Petersburg' cannot be the id of a place: a blank at position 3 [wrong-kind]\n"
            "  hint: did you mean 'st-petersburg'?",
        ),
        (
            "person",
            "source",
            "my life, line 188",
            "'my life' cannot be the id of a work: a blank at position 3 [bad-source]\n"
            "  hint: did you mean 'my-life, line 188'?",
        ),
        (
            "person",
            "born.calendar",
            "French",
            "'French' is not a calendar [bad-choice]\n  hint: use julian, gregorian or unknown",
        ),
        (
            "event",
            "duration",
            "6 months",
            "'6 months' is not a duration [bad-choice]\n  hint: write P6M, P10D, PT3H, or a range such as P5M/P7M",
        ),
        (
            "person",
            "description",
            "a\x00b",
            "the text has a character that no text may hold: U+0000 at position 2 [bad-text]\n"
            "  hint: remove the character named",
        ),
        (
            "person",
            "mother",
            "a;b",
            "'mother' takes one value, and here are 2: 'a', 'b' [several-values]\n"
            "  hint: keep one value and record the others as claims",
        ),
    ],
)
def test_bad_value_is_told_at_its_cell(read, kind, column, cell, message):
    extra = [("born", "1900")] if column == "born.calendar" else []
    header = [*HEAD, column, *(name for name, _ in extra)]
    result = read(kind, header, ["x", "Name", cell, *(value for _, value in extra)])
    assert result.messages() == [f"t.csv:2 column C '{column}': {message}"]


def test_capitals_of_language_tags_mean_nothing(read):
    result = read("work", [*HEAD, "note@EN", "note@en-gb", "note@en", "language"], ["x", "X", "a", "b", "c", "RU-LATN"])
    assert result.messages() == [
        "t.csv:2 column E 'note@en': two texts in 'en' [several-values]\n"
        "  hint: keep one value and record the others as claims"
    ]
    result = read("work", [*HEAD, "note@EN", "note@en-gb", "language"], ["x", "X", "a", "b", "RU-LATN"])
    node, schema = result.readings[0].node, KINDS["work"].schema
    assert node[schema.slot("note")] == (("a", "en"), ("b", "en-GB"))
    assert node[schema.slot("languageTag")] == ("ru-Latn",)


def test_bad_row_gives_no_node(read):
    result = read("person", [*HEAD, "wikidata"], ["x", "Name", "33391"])
    assert result.readings[0].node is None


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("Natalia Sedova", "'Natalia Sedova' cannot be an id: a blank at position 8"),
        ("a/b", "'a/b' cannot be an id: '/' at position 2"),
        ("..", "'..' cannot be an id: '.' at its beginning"),
        ("x😀", "'x😀' cannot be an id: '😀' at position 2"),
    ],
)
def test_bad_id_is_told(read, cell, where):
    assert read("person", HEAD, [cell, "Name"]).messages()[0].startswith(f"t.csv:2 column A 'id': {where} [bad-id]")


@pytest.mark.parametrize("cell", ["natalia-sedova", "Седова", "T01234.1", "_x", 1905.0])
def test_good_ids(read, cell):
    assert read("person", HEAD, [cell, "Name"]).messages() == []


def test_row_without_id_is_told(read):
    assert read("person", HEAD, [None, "Name"]).messages() == [
        "t.csv:2 column A 'id': the row has no id [missing-id]\n  hint: give it an id of its own, such as 'name'"
    ]


def test_missing_required_field_is_told_at_its_column(read):
    assert read("person", HEAD, ["x", None]).messages() == [
        "t.csv:2 column B 'name': the person has no 'name' [missing-value]\n  hint: fill in the field"
    ]


def test_qid_address_is_normalised_and_stated(read):
    result = read("person", [*HEAD, "wikidata"], ["x", "Name", "https://www.wikidata.org/wiki/Q33391"])
    assert result.value("sameAs") == ("http://www.wikidata.org/entity/Q33391",)
    assert [f.code for f in result.findings] == ["normalised-value"]


def test_blanks_around_values_are_no_fault(read):
    result = read("person", [*HEAD, "wikidata"], ["x", " Name ", "Q33391 "])
    assert result.messages() == []
    assert result.value("title") == "Name"


def test_real_spreadsheet_date_is_a_date(read):
    result = read("person", [*HEAD, "died"], ["x", "Name", datetime.date(1962, 1, 23)])
    death = result.value("death")
    assert death[3][3] == "1962-01-23"


def test_line_break_in_a_cell_is_kept_and_noted(read):
    result = read("person", [*HEAD, "description"], ["x", "Name", "one\ntwo"])
    assert result.value("description") == (("one\ntwo", "en"),)
    assert [f.code for f in result.findings] == ["line-break"]


@pytest.mark.parametrize(
    ("cell", "found"), [("1.23457E+17", 1), ("-1,2E+05", 1), ("1.23457E17", 0), ("No. 1.2E+05", 0), ("E+17", 0)]
)
@pytest.mark.parametrize("column", ["identifier", "note"])
def test_long_number_as_spreadsheets_shorten_it_is_told(read, column, cell, found):
    told = [
        f"t.csv:2 column C '{column}': '{cell}' is a long number as spreadsheets shorten it [lost-digits]\n"
        "  hint: take the number from where it came from, into a cell that is formatted as text"
    ]
    assert read("person", [*HEAD, column], ["a", "A", cell]).messages() == told[:found]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("identifier", "5-Mar", "'5-Mar' is how spreadsheets write a date"),
        ("locator", "Mar-05", "'Mar-05' is how spreadsheets write a date"),
        ("locator", datetime.date(2024, 5, 3), "the cell holds the date 2024-05-03, where another text belongs"),
        ("identifier", datetime.datetime(2024, 5, 3), "the cell holds the date 2024-05-03, where another text belongs"),
        ("note", "5-Mar", ""),
        ("note", datetime.date(2024, 5, 3), ""),
        ("identifier", "MS-Mar", ""),
        ("identifier", "5-March", ""),
    ],
)
def test_date_that_a_spreadsheet_made_of_another_text_is_told(read, column, cell, message):
    told = [
        f"t.csv:2 column E '{column}': {message} [date-made]\n"
        "  hint: look up what was meant, and write it into a cell that is formatted as text"
    ]
    result = read("claim", [*HEAD, "subject", "property", column], ["x", "X", "person/a", "date", cell])
    assert result.messages() == (told if message else [])


@pytest.mark.parametrize("cell", ["2-Mar", datetime.date(2024, 3, 2)])
def test_id_of_which_a_spreadsheet_made_a_date_is_told(read, cell):
    (message,) = read("person", HEAD, [cell, "X"]).messages()
    assert "column A 'id'" in message
    assert "[date-made]" in message


@pytest.mark.parametrize("text", ["Na\u200dtalia", "На\u200cталья", "Natalia\u200e", "\u200fНаталья"])
def test_sign_that_nobody_sees_is_told_where_it_does_not_belong(read, text):
    result = read("person", [*HEAD, "note@und"], ["x", "X", text])
    place = next(index for index, sign in enumerate(text, 1) if sign in "\u200c\u200d\u200e\u200f")
    assert result.messages() == [
        "t.csv:2 column C 'note@und': the text has a sign that nobody sees: "
        f"U+{ord(text[place - 1]):04X} at position {place} [hidden-sign]\n"
        "  hint: delete the sign, or type the text anew"
    ]


@pytest.mark.parametrize("text", ["می\u200cخواهم", "\u200fשרה (Sarah)\u200e", "\U0001f469\u200d\U0001f52c", "क्\u200dष"])
def test_joiners_and_marks_of_direction_may_stand_where_scripts_need_them(read, text):
    assert read("person", [*HEAD, "note@und"], ["x", "X", text]).messages() == []


def test_plain_latin_texts_are_those_of_which_nothing_is_to_be_told() -> None:
    signs = [chr(point) for point in range(0x20, 0x2100)]
    texts = [f"Axxx{sign}x" for sign in signs] + [f"{sign}xxxxx" for sign in signs] + [f"xxxx{sign}" for sign in signs]
    plain = [text for text in texts if is_plain_latin(text)]
    assert len(plain) > 500
    for text in plain:
        assert cell_text(text) == text
        assert not bad_character(text)
        assert odd_text(text) is None
        assert without_hidden_signs(text) == text
        assert script_fault(text, "en") is None
