"""Which reader opens which file: ours and those of plugins, by the file's ending."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath

from sedova_lod.errors import InputError
from sedova_lod.readers.model import OpenReader, Table
from sedova_lod.settings import TableSpec
from sedova_lod.settings.project_files import FileFault, inside, present

__all__ = ["READER_GROUP", "open_table", "reader_names"]

READER_GROUP = "sedova_lod.readers"
_OURS = {
    "csv_table:open_csv": ("csv", "tsv", "tab", "txt"),
    "json_lines:open_json_lines": ("jsonl", "ndjson"),
    "yaml_records:open_yaml": ("yaml", "yml"),
    "workbook:open_workbook": ("xlsx", "xlsm", "ods"),
    "parquet_table:open_parquet": ("parquet",),
    "sqlite_table:open_sqlite": ("sqlite", "sqlite3", "db"),
}
_BUILT_IN = {
    name: EntryPoint(name, f"{READER_GROUP}.{function}", READER_GROUP)
    for function, names in _OURS.items()
    for name in names
}
_ADVICE = {
    "xls": "save it as .xlsx",
    "numbers": "export it as .xlsx or .csv",
    "json": "write one record a line and call the file .jsonl",
    "docx": "copy the table into a spreadsheet and save it as .xlsx",
    "gz": "unpack it",
    "zip": "unpack it",
    "xml": "export the records as a table",
}


def reader_names() -> tuple[str, ...]:
    """List the endings of files that can be read, without the full stop.

    >>> [name for name in ("csv", "xlsx", "yaml") if name in reader_names()]
    ['csv', 'xlsx', 'yaml']
    """
    return tuple(sorted({*_BUILT_IN, *(found.name for found in _plugins())}))


def open_table(project_root: Path, spec: TableSpec) -> Table:
    """Open the file of one table.

    Args:
        project_root: Project folder.
        spec: What the project says of the table; its file must lie inside the folder.

    Returns:
        The table; nothing stays open between calls of its `rows`.

    Raises:
        InputError: The file is not there, cannot be read, or is no file of its format.
        MissingExtraError: Its format needs a package that is not installed.

    >>> open_table(Path("."), TableSpec("person", "people.docx"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: people.docx: no file 'people.docx'
      hint: check the name
    """
    try:
        file = inside(project_root, spec.file)
        present(project_root, file)
    except FileFault as fault:
        raise InputError(fault.what, where=spec.file, hint=fault.hint) from fault
    open_file = _reader_for(spec.file)
    try:
        return open_file(project_root / file, spec)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=spec.file) from error


def _reader_for(file: str) -> OpenReader:
    name = PurePosixPath(file).suffix.lower().lstrip(".")
    found = _BUILT_IN.get(name) or next((plugin for plugin in _plugins() if plugin.name == name), None)
    if found is None:
        raise InputError(_unknown(name), where=file, hint=_advice(name))
    try:
        reader: OpenReader = found.load()
    except (ImportError, AttributeError) as error:
        what = f"the reader for '.{name}' files ({found.value}) cannot be loaded: {error}"
        raise InputError(what, where=file, hint="update or remove the package that brings it") from error
    return reader


def _unknown(name: str) -> str:
    return f"no reader for files '.{name}'" if name else "the file has no ending that tells its format"


def _advice(name: str) -> str:
    if name in _ADVICE:
        return _ADVICE[name]
    known = reader_names()
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean '.{close[0]}'?" if close else f"these can be read: {', '.join(known)}"


def _plugins() -> Iterator[EntryPoint]:
    """Give the readers of other packages; for an ending that we read ourselves ours is used."""
    found = sorted(entry_points(group=READER_GROUP), key=lambda plugin: (plugin.name, plugin.value))
    return (plugin for plugin in found if plugin.name not in _BUILT_IN)
