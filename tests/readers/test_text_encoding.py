"""Encodings of text files: stated, marked, or detected and told."""

import pytest

from sedova_lod.errors import InputError

_PEOPLE = {
    "cp1252": "Zoë Müller,Kraków\n2,José Peña,Málaga\n3,René d’Orléans,Orléans",
    "cp1251": "Наталья Седова,Ромны\n2,Лев Троцкий,Яновка",
    "koi8_r": "Наталья Седова,Ромны\n2,Лев Троцкий,Яновка",
    "cp1250": "Łódź,Wrocław\n2,Żółć gęślą jaźń,Kraków",
    "cp866": "Наталья Седова,Ромны\n2,Лев Троцкий,Яновка",
    "utf-8": "Наталья Седова,Kraków\n2,José,Łódź",
}
_USUAL = {
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "cp1250": "windows-1250",
    "cp866": "ibm866",
    "utf-8": "utf-8",
}


@pytest.mark.parametrize("codec", _PEOPLE)
def test_encoding_is_detected(files, codec):
    table = files.open("a.csv", f"id,name,place\n1,{_PEOPLE[codec]}\n".encode(codec))
    first = next(iter(table.rows()))
    assert table.info.encoding == _USUAL[codec]
    assert list(first.values[1:]) == _PEOPLE[codec].split("\n")[0].split(",")


def test_what_was_detected_is_told_with_a_sample(files):
    info = files.open("a.csv", "id,name\n1,Kraków\n".encode("cp1252")).info
    assert info.notes[0] == "encoding detected: windows-1252 (sample: 'Kraków')"


def test_an_encoding_that_only_signs_tell_is_told_too(files):
    table = files.open("a.csv", "id,name\na,Tom’s\nb,1918–28\n".encode("windows-1252"))
    assert table.info.notes[0] == "encoding detected: windows-1252 (sample: 'Tom’s', '1918–28')"
    assert [row.values for row in table.rows()] == [("a", "Tom’s"), ("b", "1918–28")]
    assert [finding.code for finding in table.findings] == ["encoding-guessed"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_mark_at_the_beginning_tells_the_encoding(files, codec):
    table = files.open("a.csv", "id,name\n1,Łódź\n".encode(codec))
    name = codec.removesuffix("-sig")
    assert table.info.notes[0] == f"encoding {name}, marked at the beginning of the file"
    assert [row.values for row in table.rows()] == [("1", "Łódź")]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(files, codec):
    table = files.open("a.csv", "id,name\n1,José\n".encode(codec))
    assert table.info.notes[0] == f"encoding detected: {codec}"
    assert [row.values for row in table.rows()] == [("1", "José")]


def test_stated_encoding_is_used(files):
    table = files.open("a.csv", "id,name\n1,José\n".encode("mac_roman"), encoding="macintosh")
    assert [row.values for row in table.rows()] == [("1", "José")]
    assert table.info.notes[0] == "encoding macintosh, stated in the project file"


def test_stated_utf_8_with_a_byte_order_mark(files):
    assert files.open("a.csv", "\ufeffid,name\n1,a\n", encoding="UTF-8").info.header == ("id", "name")


def test_stated_encoding_that_does_not_fit_names_the_row(files):
    findings = files.findings("a.csv", "id,name\n1,a\n2,José\n".encode("cp1252"), encoding="utf-8")
    assert findings == [
        "a.csv:3 column B 'name': the row has bytes that are no utf-8 [undecodable-bytes]\n"
        "  hint: save the file as UTF-8, or state its encoding under [[tables]]"
    ]


def test_letter_far_down_the_file_still_counts(files):
    content = b"id,name\n" + b"1,abcdefghijklmnop\n" * 100_000 + "2,Málaga José\n".encode("cp1252")
    assert files.open("a.csv", content).info.encoding == "windows-1252"


def test_letter_on_the_border_of_two_chunks_is_no_fault(files):
    content = "id,name\n1," + "x" * ((1 << 20) - 11) + "é\n"
    assert files.open("a.csv", content).info.encoding == "utf-8"


def test_zero_bytes_are_no_text(files):
    with pytest.raises(InputError) as caught:
        files.open("a.csv", b"\x00\x00\x01\x02" * 100)
    assert str(caught.value) == (
        "a.csv: this is no text file: it has zero bytes\n"
        "  hint: save it as text in UTF-8, or give it the ending of its format"
    )
