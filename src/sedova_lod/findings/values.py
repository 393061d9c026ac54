"""Rules about single values and references, checked while records are made."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = [
    "BAD_CHOICE",
    "BAD_COORDINATE",
    "BAD_DATE",
    "BAD_ID",
    "BAD_IRI",
    "BAD_LANGUAGE",
    "BAD_NUMBER",
    "BAD_QID",
    "BAD_SOURCE",
    "BAD_TEXT",
    "CALENDAR_NOT_STATED",
    "DANGLING_REFERENCE",
    "DATE_MADE",
    "DUPLICATE_PART",
    "END_BEFORE_BEGIN",
    "FORMULA_TEXT",
    "FUTURE_DATE",
    "GARBLED_TEXT",
    "HIDDEN_SIGN",
    "LINE_BREAK",
    "LONE_COMPANION",
    "LOOKALIKE_ID",
    "LOOKUP_MISS",
    "MISSING_VALUE",
    "NORMALISED_VALUE",
    "PLACEHOLDER",
    "SET_ASIDE_REFERENCE",
    "SEVERAL_VALUES",
    "TWO_READINGS",
    "VALUE_RULES",
    "WEEKDAY_MISMATCH",
    "WRONG_KIND",
    "WRONG_SCRIPT",
]

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

BAD_ID = Rule(
    "bad-id",
    _ERROR,
    "an id that cannot be part of an address",
    "Ids become the last part of an address that lasts for decades: letters (any script), digits, '-', '_' "
    "and '.' only, no '.' first or last, at most 200 characters.",
    "Replace spaces and signs by a hyphen.",
    "Natalia Sedova",
)
MISSING_VALUE = Rule(
    "missing-value",
    _ERROR,
    "a required field without a value",
    "The record cannot be understood without it: a person without a name, a claim without a subject.",
    "Fill in the field.",
)
BAD_DATE = Rule(
    "bad-date",
    _ERROR,
    "not a date",
    "The wording is not understood as a date for certain, and a guess could be wrong.",
    "Write what is known: 1929, 1929-02, 1929-02~, 1929/1931 or '5 April 1882'; "
    "keep the source's wording in the '.written' column.",
    "31 Feb 1929",
)
WEEKDAY_MISMATCH = Rule(
    "weekday-mismatch",
    _ERROR,
    "a weekday that does not fit its date",
    "Either the weekday or the date is wrong; which one, only the source can tell.",
    "Look the date up; leave the weekday out if the source is wrong and keep its wording in '.written'.",
    "Monday, 5 May 1905",
)
END_BEFORE_BEGIN = Rule(
    "end-before-begin",
    _ERROR,
    "an end before its beginning",
    "No interval can end before it begins.",
    "Swap or correct the two dates.",
    "1938/1937",
)
CALENDAR_NOT_STATED = Rule(
    "calendar-not-stated",
    _WARNING,
    "a date whose calendar is not known",
    "Julian and Gregorian readings lie some days apart, 10 to 13 since 1582. Where [dataset] says from which day on "
    "dates are Gregorian, both readings are kept before it, so the bounds are wider; else the day is read as "
    "Gregorian, and one before 15 October 1582 is told, as nobody counted so.",
    "State 'julian' or 'gregorian' in the '.calendar' column, or 'unknown' if it cannot be known.",
    "5th April, 1882",
)
BAD_NUMBER = Rule(
    "bad-number",
    _ERROR,
    "not a number",
    "The field holds a number, with a point before decimals.",
    "Write digits only, such as 12 or 59.95.",
    "12 cm",
)
BAD_COORDINATE = Rule(
    "bad-coordinate",
    _ERROR,
    "a coordinate that is not on the globe",
    "Latitudes lie between -90 and 90, longitudes between -180 and 180.",
    "Check whether latitude and longitude were swapped, or a point is missing.",
    "200",
)
BAD_IRI = Rule(
    "bad-iri",
    _ERROR,
    "not a web address",
    "Links need a full address with a scheme, without spaces.",
    "Write the whole address, such as https://example.org/page.",
    "www.example.org/my page",
)
BAD_QID = Rule(
    "bad-qid",
    _ERROR,
    "not a Wikidata id",
    "A Wikidata item is named by Q and a number.",
    "Write the id alone, such as Q33391.",
    "33391",
)
BAD_SOURCE = Rule(
    "bad-source",
    _ERROR,
    "not a source",
    "A source is the id of a work; after a comma follows the place in it.",
    "Write work id, comma, place; several sources are separated by ';'.",
    "my-life, line 188",
)
FUTURE_DATE = Rule(
    "future-date",
    _WARNING,
    "a date after the year of the data set itself",
    "Most often a digit is wrong, or a spreadsheet has read 29 as 2029. The data set's own year is that of 'modified' "
    "or 'issued' in the project file.",
    "Correct the year, or the days 'issued' and 'modified' in sedova.toml.",
    "2082",
)
TWO_READINGS = Rule(
    "two-readings",
    _WARNING,
    "a date that EDTF reads otherwise than most people",
    "1902-33 is the first quarter of 1902 in EDTF, level 2; in most tables it means the years 1902 to 1933.",
    "Write 1902/1933 for the years, 1902-01/1902-03 for the months.",
    "1902-33",
)
DUPLICATE_PART = Rule(
    "duplicate-part",
    _ERROR,
    "two rows that would become one",
    "Two names, memberships or relations of a record cannot be told apart: what makes their address is the same.",
    "Give one of them a 'key' of its own, or delete it.",
)
LINE_BREAK = Rule(
    "line-break",
    _INFO,
    "a line break in a cell",
    "The text is kept as it is; a line break in a table is sometimes a slip.",
    "Nothing needs doing if the line break is meant.",
)
LONE_COMPANION = Rule(
    "lone-companion",
    _WARNING,
    "a wording, source or certainty of a value that is not there",
    "Columns such as 'born.written', 'born.source' and 'born.certainty' say more of a value. Where that value is "
    "empty, there is nothing they could be said of, and they go into no output.",
    "Fill in the value, or keep in 'note' or 'source' what holds for the record; a wording that only says that nothing "
    "is known can be listed under 'empty' of the column in sedova.toml.",
)
PLACEHOLDER = Rule(
    "placeholder",
    _WARNING,
    "a word that programs write for no value",
    "Databases and spreadsheets write NULL, N/A or a dash where they have nothing; readers would see it as a name.",
    "Leave the cell empty, or list the word under 'empty' of the column in sedova.toml.",
    "NULL",
)
FORMULA_TEXT = Rule(
    "formula-text",
    _WARNING,
    "a formula that stands as a text",
    "The table was saved with the formula in place of its value, and readers of the data would see the formula.",
    "Write the value of the formula into the cell.",
    '=HYPERLINK("https://example.org", "Lev")',
)
DATE_MADE = Rule(
    "date-made",
    _WARNING,
    "a date where a name, a number or an id belongs",
    "When 3-5 or MAR1 is typed, spreadsheets make a date of it: of page numbers, shelf marks and ids.",
    "Look up what was meant, and write it into a cell that is formatted as text.",
    "5-Mar",
)
GARBLED_TEXT = Rule(
    "garbled-text",
    _WARNING,
    "a text whose letters were damaged by another program",
    "Letters of one encoding were read as those of another, or signs stand as web pages write them.",
    "Write the letters that are meant, or export the table again, as UTF-8.",
    "ZoÃ« &amp; Co",
)
HIDDEN_SIGN = Rule(
    "hidden-sign",
    _WARNING,
    "a text with a sign that nobody sees",
    "Such signs come from web pages and word processors; the text looks right, but is not found, or is shown turned.",
    "Delete the sign, or type the text anew.",
)
LOOKALIKE_ID = Rule(
    "lookalike-id",
    _WARNING,
    "an id with signs that look like others",
    "The id cannot be told from another one by sight, and who types it gets the other.",
    "Type the id anew, with the letters of one script.",
    "sed\u043ev (with a Cyrillic letter)",
)
BAD_LANGUAGE = Rule(
    "bad-language",
    _ERROR,
    "not a language tag",
    "Languages are written as BCP 47 tags: en, ru, ru-Latn, ru-Latn-alalc97.",
    "Use a tag of the IANA registry.",
    "xx-invalid",
)
WRONG_SCRIPT = Rule(
    "wrong-script",
    _ERROR,
    "a text in another script than its language tag says",
    "A Latin text tagged 'ru' is a transliteration and would be shown as Russian.",
    "Tag transliterations with their script, such as ru-Latn.",
    "Natalia Sedova in column name@ru",
)
BAD_CHOICE = Rule(
    "bad-choice",
    _ERROR,
    "a value that is not in the field's list",
    "The field takes one of a fixed list of words.",
    "Use a word of the list, or a lookup in sedova.toml.",
)
BAD_TEXT = Rule(
    "bad-text",
    _ERROR,
    "a text with characters that no text may hold",
    "Control characters and broken letters come from damaged files and break readers of the data.",
    "Remove the character named.",
)
LOOKUP_MISS = Rule(
    "lookup-miss",
    _ERROR,
    "a value without an entry in the lookup",
    "The project file translates this column's values, but not this one.",
    "Add the value to the lookup in sedova.toml.",
)
SEVERAL_VALUES = Rule(
    "several-values",
    _ERROR,
    "several values in a field that takes one",
    "The field holds one value; a second account belongs in a claim.",
    "Keep one value and record the others as claims.",
)
DANGLING_REFERENCE = Rule(
    "dangling-reference",
    _ERROR,
    "a reference to a record that does not exist",
    "The link would lead nowhere.",
    "Correct the id, or add the record.",
    "place/romni",
)
WRONG_KIND = Rule(
    "wrong-kind",
    _ERROR,
    "a reference to a record of another kind",
    "A birth place must be a place, a parent a person.",
    "Refer to a record of the right kind.",
    "person/vienna",
)
SET_ASIDE_REFERENCE = Rule(
    "set-aside-reference",
    _WARNING,
    "a reference to a record that was set aside",
    "The record referred to is faulty and was not built (--keep-going), so the reference was left out.",
    "Mend the record referred to.",
)
NORMALISED_VALUE = Rule(
    "normalised-value",
    _INFO,
    "a value that was read in its usual form",
    "The value was understood, and written in the form that other tools expect.",
    "Nothing needs doing; write the usual form to silence the note.",
    "https://www.wikidata.org/wiki/Q33391",
)
VALUE_RULES = (
    BAD_ID,
    MISSING_VALUE,
    BAD_DATE,
    WEEKDAY_MISMATCH,
    END_BEFORE_BEGIN,
    CALENDAR_NOT_STATED,
    BAD_NUMBER,
    BAD_COORDINATE,
    BAD_IRI,
    BAD_LANGUAGE,
    WRONG_SCRIPT,
    BAD_CHOICE,
    BAD_QID,
    BAD_SOURCE,
    BAD_TEXT,
    LINE_BREAK,
    LONE_COMPANION,
    DUPLICATE_PART,
    LOOKUP_MISS,
    SEVERAL_VALUES,
    DANGLING_REFERENCE,
    WRONG_KIND,
    SET_ASIDE_REFERENCE,
    NORMALISED_VALUE,
    PLACEHOLDER,
    FORMULA_TEXT,
    GARBLED_TEXT,
    HIDDEN_SIGN,
    LOOKALIKE_ID,
    DATE_MADE,
    FUTURE_DATE,
    TWO_READINGS,
)
