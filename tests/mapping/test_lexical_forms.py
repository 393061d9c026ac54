"""The texts that datatypes of XML Schema have."""

from __future__ import annotations

import pytest

from sedova_lod.mapping import CHECKED_DATATYPES, is_lexical_form

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SOUND = {
    "boolean": "true false 1 0",
    "integer": "0 -12 +12 007",
    "long": "12",
    "int": "-12",
    "nonNegativeInteger": "0 -0 +7",
    "positiveInteger": "1 +007",
    "decimal": "0 -1.50 .5 5. 12345678901234567890.1",
    "double": "1 1.5E3 -1e-7 INF -INF NaN",
    "float": "1 INF",
    "gYear": "1882 0000 -0043 12000 1882Z 1882+03:00",
    "gYearMonth": "1882-04 -0043-03",
    "date": "1882-04-05 2000-02-29 -0043-03-15 0000-02-29 1882-04-05Z 1882-04-05-14:00",
    "dateTime": "1882-04-05T00:00:00 1882-04-05T24:00:00Z 1882-04-05T23:59:59.5+03:00",
    "time": "23:59:59 24:00:00 00:00:00.5Z",
}
_BROKEN = {
    "boolean": ["TRUE", "yes", ""],
    "integer": ["1.0", "1 000", "1e5", "", "１２"],
    "long": ["1.0"],
    "int": ["x"],
    "nonNegativeInteger": ["-1"],
    "positiveInteger": ["0", "-1"],
    "decimal": ["1e5", "1,5", ".", "INF", ""],
    "double": ["1,5", "inf", "+NaN"],
    "float": ["e5"],
    "gYear": ["82", "c. 1882", "1882~", "012000", "188X", "1882-04"],
    "gYearMonth": ["1882-13", "1882-4", "1882"],
    "date": ["21st March 1908", "1900-02-29", "1882-04-31", "1882-4-5", "1882", "1882-04-05T00:00:00", " 1882-04-05"],
    "dateTime": ["1882-04-05", "1882-04-05 00:00:00", "1882-04-05T24:00:01", "1882-02-30T00:00:00"],
    "time": ["12:30", "24:00:01", "25:00:00"],
}


def test_each_datatype_that_is_checked_has_examples():
    assert {f"{_XSD}{name}" for name in _SOUND} == {f"{_XSD}{name}" for name in _BROKEN} == CHECKED_DATATYPES


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in _SOUND.items() for text in texts.split(" ")]
)
def test_text_that_a_datatype_has(name, text):
    assert is_lexical_form(text, _XSD + name)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in _BROKEN.items() for text in texts])
def test_text_that_a_datatype_does_not_have(name, text):
    assert not is_lexical_form(text, _XSD + name)
