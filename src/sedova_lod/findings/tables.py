"""Rules about files, rows and columns, checked while a table is read."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = [
    "BROKEN_QUOTES",
    "CELL_TOO_LONG",
    "DUPLICATE_HEADER",
    "DUPLICATE_ID",
    "EARLY_DATE_CELL",
    "EMPTY_FILE",
    "EMPTY_TABLE",
    "ENCODING_GUESSED",
    "ERROR_CELL",
    "LOST_DIGITS",
    "MERGED_CELLS",
    "MISSING_COLUMN",
    "MISSING_ID",
    "ORPHAN_ROW",
    "RAGGED_ROW",
    "SHOWN_OTHERWISE",
    "SIMILAR_ID",
    "TABLE_RULES",
    "UNDECODABLE_BYTES",
    "UNKNOWN_COLUMN",
    "UNREADABLE_RECORD",
    "UNUSED_COLUMN",
]

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

EMPTY_TABLE = Rule(
    "empty-table",
    _WARNING,
    "a table without rows",
    "The file is there but holds no record, so nothing is made from it.",
    "Add rows, or take the table out of sedova.toml.",
)
EMPTY_FILE = Rule(
    "empty-file",
    _ERROR,
    "a file without a single row",
    "Not even headers are there; most often the file was cut off when it was copied or saved.",
    "Restore the file from a copy, or take it out of sedova.toml.",
)
ENCODING_GUESSED = Rule(
    "encoding-guessed",
    _WARNING,
    "a file whose encoding had to be guessed",
    "The file is no UTF-8 and does not say what else it is; letters with accents or of other scripts may be wrong.",
    "Look at the sample; state the encoding in sedova.toml, or save the file as UTF-8.",
)
UNDECODABLE_BYTES = Rule(
    "undecodable-bytes",
    _ERROR,
    "bytes that are no text in the stated encoding",
    "The row cannot be read for certain: letters may be wrong.",
    "Save the file as UTF-8, or state the encoding in sedova.toml.",
)
RAGGED_ROW = Rule(
    "ragged-row",
    _ERROR,
    "a row with too many or too few cells",
    "Values may stand under the wrong header, most often after a comma that is not in quotation marks.",
    "Put the cell with the comma in quotation marks, or add the missing cells.",
    "id,name,born\n7,Vienna, Austria,1907",
)
DUPLICATE_HEADER = Rule(
    "duplicate-header",
    _ERROR,
    "two columns with one header",
    "It is not known which of the two columns is meant.",
    "Give each column a header of its own.",
)
MISSING_COLUMN = Rule(
    "missing-column",
    _ERROR,
    "a column that is expected but not there",
    "The project file names a header that the table does not have, or the table has no 'id'.",
    "Correct the header in the table or in sedova.toml.",
)
UNKNOWN_COLUMN = Rule(
    "unknown-column",
    _ERROR,
    "a column that no field takes",
    "Values of this column would be lost without a word.",
    "Correct the header, map it under [tables.fields], or list it under 'ignore'.",
)
MISSING_ID = Rule(
    "missing-id",
    _ERROR,
    "a row without an id",
    "Without an id the record has no address, and cannot be told from others.",
    "Give the row an id of its own.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    _ERROR,
    "two rows with one id",
    "Two different things under one address would be merged into one.",
    "Give one of them another id; where several rows describe one record on purpose, set distinct = true.",
)
ORPHAN_ROW = Rule(
    "orphan-row",
    _ERROR,
    "a row that belongs to a record that does not exist",
    "The row adds to a record (a name, a membership), but no table has that record.",
    "Correct the id, or add the record.",
)
UNREADABLE_RECORD = Rule(
    "unreadable-record",
    _ERROR,
    "a record that cannot be parsed",
    "The line or document is not well-formed JSON or YAML, or not a record.",
    "Correct the syntax at the line named.",
)
UNUSED_COLUMN = Rule(
    "unused-column",
    _WARNING,
    "a column that the project file leaves out",
    "Its values are not in the output.",
    "Map the column under [tables.fields], or list it under 'ignore' to say that it is left out on purpose.",
)
BROKEN_QUOTES = Rule(
    "broken-quotes",
    _ERROR,
    "quotation marks that do not pair",
    "It is not certain where the cell ends, so the row is left out.",
    'Put the whole cell in quotation marks, and write those inside it twice: "the ""Rose"" of Romny".',
    '7,"Rose" of Romny,1907',
)
CELL_TOO_LONG = Rule(
    "cell-too-long",
    _ERROR,
    "a cell longer than any text",
    "A cell of millions of signs is most often the rest of a file after a quotation mark that is never closed.",
    "Close the quotation mark at the row named.",
)
SIMILAR_ID = Rule(
    "similar-id",
    _WARNING,
    "two ids that differ in capitals or in leading zeros only",
    "They are two records for us, but with capitals one file on many computers, and one word for most readers; leading "
    "zeros are lost where a spreadsheet takes an id for a number.",
    "Write both ids alike if one record is meant; else give one of them another id.",
    "Lev and lev",
)
ERROR_CELL = Rule(
    "error-cell",
    _ERROR,
    "a cell that shows an error of the spreadsheet",
    "The value was never there, or its formula was not computed when the workbook was saved.",
    "Correct the formula, or replace it by its value, and save the workbook.",
    "#REF!",
)
EARLY_DATE_CELL = Rule(
    "early-date-cell",
    _ERROR,
    "a date cell before March 1900",
    "Excel counts a 29 February 1900, which never was, so programs read earlier date cells a day apart.",
    "Format the cell as text and write the date as 1900-02-28.",
    "29/02/1900",
)
SHOWN_OTHERWISE = Rule(
    "shown-otherwise",
    _WARNING,
    "a cell that shows something else than it holds",
    "The format of a cell can show 1 April 1905 as 'April 1905', 7 as '007' and 0.5 as '50%'. Programs store the first "
    "of the month where only a month was typed, so of such a day the month alone is read; of numbers what is stored.",
    "Format the cell as text, and write into it what it shows, or what is known.",
    "Apr-05",
)
LOST_DIGITS = Rule(
    "lost-digits",
    _WARNING,
    "a long number of which a spreadsheet has kept a part",
    "Spreadsheets keep the first 15 digits of a number and write long ones as 1.23E+17; the others are lost.",
    "Take the number from where it came from, into a cell that is formatted as text.",
    "1.23457E+17",
)
MERGED_CELLS = Rule(
    "merged-cells",
    _WARNING,
    "cells that are merged",
    "Only the first cell of a merged block holds the value; the others are read as empty.",
    "Unmerge the cells and repeat the value in each row that it holds for.",
)
TABLE_RULES = (
    EMPTY_FILE,
    EMPTY_TABLE,
    ENCODING_GUESSED,
    UNDECODABLE_BYTES,
    RAGGED_ROW,
    DUPLICATE_HEADER,
    MISSING_COLUMN,
    UNKNOWN_COLUMN,
    MISSING_ID,
    DUPLICATE_ID,
    ORPHAN_ROW,
    UNREADABLE_RECORD,
    UNUSED_COLUMN,
    BROKEN_QUOTES,
    CELL_TOO_LONG,
    SIMILAR_ID,
    ERROR_CELL,
    EARLY_DATE_CELL,
    MERGED_CELLS,
    SHOWN_OTHERWISE,
    LOST_DIGITS,
)
