"""The `[[tables]]` of a project file: which file holds which records, and how it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sedova_lod.settings.dataset_section import CALENDARS
from sedova_lod.settings.model import FieldSpec, TableSpec
from sedova_lod.settings.project_files import FileFault, expand_pattern, inside, is_pattern, present
from sedova_lod.settings.sections import FaultList, Section

__all__ = ["read_tables"]

_KEYS = (
    "kind", "file", "sheet", "encoding", "delimiter", "distinct", "ignore", "language", "fields",
)  # fmt: skip
_FIELD_KEYS = (
    "column", "constant", "split", "lookup", "calendar", "prefix", "slug", "language", "empty",
)  # fmt: skip
_KIND = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)?")
_TEXT_SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson", ".json", ".yaml", ".yml"))
_DATA_SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".sqlite", ".sqlite3", ".db"))
# Codecs of Python that are no encodings of files, or that give one byte several meanings.
_NO_ENCODINGS = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"))


def read_tables(value: object, faults: FaultList, root: Path) -> tuple[TableSpec, ...]:
    """Read all `[[tables]]`; a pattern of files becomes one table a file.

    >>> faults = FaultList("sedova.toml", {})
    >>> read_tables(None, faults, Path("/p"))
    ()
    >>> print(faults.faults[0])
    sedova.toml: no [[tables]]: there is nothing to read
      hint: add [[tables]] with a 'kind' and a 'file'
    """
    if isinstance(value, dict):
        faults.add(("tables",), "[tables] is a single table", "write [[tables]] in double brackets")
        return ()
    if not isinstance(value, list) or not value:
        what = "no [[tables]]: there is nothing to read"
        faults.add(("tables",), what, "add [[tables]] with a 'kind' and a 'file'")
        return ()
    found: list[TableSpec] = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            found.extend(_table(Section(faults, ("tables", index), "[[tables]]", item, _KEYS), root))
        else:
            faults.add(("tables", index), "a table must have keys", 'write it like kind = "person"')
    return tuple(found)


def _table(section: Section, root: Path) -> Iterator[TableSpec]:
    spec = TableSpec(
        kind=_kind(section),
        file="",
        sheet=section.text("sheet"),
        encoding=_encoding(section),
        delimiter=_delimiter(section),
        is_distinct=section.flag("distinct"),
        ignore=tuple(_header(name) for name in section.texts("ignore")),
        language=section.language("language"),
        fields=tuple(_fields(section)),
        line=section.line,
    )
    if not section.need("file", 'name the file: file = "records/people.csv"'):
        return
    file = section.text("file")
    if not file:
        return
    try:
        if is_pattern(root, file):
            yield from (replace(spec, file=name, pattern=file) for name in expand_pattern(root, file))
        else:
            usual = inside(root, file)
            present(root, usual)
            yield replace(spec, file=usual)
    except FileFault as fault:
        section.fault("file", fault.what, fault.hint)
    _check_format(section, PurePosixPath(file).suffix.lower())


def _check_format(section: Section, suffix: str) -> None:
    if suffix in _TEXT_SUFFIXES and "sheet" in section.values:
        section.fault("sheet", f"a file '{suffix}' has no sheets", "delete 'sheet'")
    for key in ("encoding", "delimiter"):
        if suffix in _DATA_SUFFIXES and key in section.values:
            section.fault(key, f"a file '{suffix}' has no {key}", f"delete '{key}'")


def _kind(section: Section) -> str:
    section.need("kind", 'say what its rows are: kind = "person"')
    kind = section.text("kind")
    if kind and not _KIND.fullmatch(kind):
        hint = "write one kind of record such as person, or a child table such as person.names"
        section.fault("kind", f"'{kind}' is no kind of record", hint)
    return kind


def _encoding(section: Section) -> str:
    encoding = section.text("encoding")
    if not encoding:
        return ""
    try:
        "a".encode(encoding)
        is_known = encoding.lower().replace("-", "_") not in _NO_ENCODINGS
    except (LookupError, UnicodeError, ValueError):
        is_known = False
    if not is_known:
        hint = "write utf-8, windows-1252, windows-1251, koi8-r, iso-8859-1, utf-16 ..."
        section.fault("encoding", f"'{encoding}' is no known encoding", hint)
    return encoding


def _delimiter(section: Section) -> str:
    delimiter = section.values.get("delimiter", "")
    if delimiter == "\t":
        return "\t"
    delimiter = section.text("delimiter")
    if delimiter.lower() == "tab":
        return "\t"
    if delimiter and (len(delimiter) > 1 or delimiter in '"\r\n\0' or delimiter.isalnum()):
        section.fault("delimiter", f"'{delimiter}' cannot be a delimiter", 'write one sign: ",", ";", "|" or "\\t"')
    return delimiter


def _fields(section: Section) -> Iterator[FieldSpec]:
    values = section.values.get("fields", {})
    if not isinstance(values, dict):
        section.wrong_type("fields", "a table", "write the section [tables.fields], or delete it")
        return
    path = (*section.path, "fields")
    for name, value in values.items():
        line = section.faults.line((*path, name))
        if isinstance(value, str):
            if value.strip():
                yield FieldSpec(name, _header(value), line=line)
            else:
                section.faults.add((*path, name), f"the column of '{name}' is empty", "name the header")
        elif isinstance(value, dict):
            yield _field(section.faults, (*path, name), name, value)
        else:
            what = f"'{name}' must be a header or a table"
            section.faults.add((*path, name), what, f'write "{name}" = "header of the column"')


def _field(faults: FaultList, path: tuple[str | int, ...], name: str, values: Mapping[str, object]) -> FieldSpec:
    if values and not any(key in _FIELD_KEYS for key in values):
        inner = f"{name}.{next(iter(values))}"
        what = f"'{inner}' is read as a table inside '{name}'"
        faults.add(path, what, f'put names with a full stop in quotation marks: "{inner}" = "..."')
        return FieldSpec(name)
    field = Section(faults, path, f"field '{name}'", values, _FIELD_KEYS)
    if ("column" in values) == ("constant" in values):
        has = "both a 'column' and a 'constant'" if "column" in values else "neither a 'column' nor a 'constant'"
        faults.add(path, f"field '{name}' has {has}", "give it one of the two")
    calendar = field.text("calendar")
    if calendar and calendar not in CALENDARS:
        field.fault("calendar", f"'{calendar}' is no calendar", "write gregorian, julian or unknown")
    return FieldSpec(
        name=name,
        column=_header(field.text("column")),
        constant=field.text("constant"),
        split=_split(field),
        lookup=field.text_table("lookup"),
        calendar=calendar,
        prefix=field.text("prefix"),
        is_slug=field.flag("slug"),
        language=field.language("language"),
        empty=field.texts("empty"),
        line=field.line,
    )


def _header(written: str) -> str:
    """Bring a header into the form in which readers give headers."""
    return unicodedata.normalize("NFC", written.strip())


def _split(field: Section) -> str:
    split = field.values.get("split", "")
    return split if isinstance(split, str) and split else field.text("split")
