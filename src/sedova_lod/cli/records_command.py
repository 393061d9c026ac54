"""`sedova-lod records`: templates, JSON Schema and reference of the record kinds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from sedova_lod.errors import OutputError, UsageError
from sedova_lod.records import KINDS, nearest_name
from sedova_lod.records.documentation import records_reference
from sedova_lod.records.templates import csv_template, json_schema, template_columns, xlsx_template
from sedova_lod.serializers import write_file

__all__ = ["command"]


@click.group("records")
def command() -> None:
    """Empty tables, JSON Schema and reference of the record kinds.

    \b
    Example:  sedova-lod records template person -o people.csv
    """


@command.command("template")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("-"),
              help="File to write, .csv (one kind) or .xlsx (a sheet for each); - for stdout (default).")  # fmt: skip
def template(kinds: tuple[str, ...], output: Path) -> int:
    """Write empty tables: a header row, explained in comments in a workbook. A file that is there is left alone.

    KIND is a kind such as person, or a child table such as person.names; all kinds if none is named.

    \b
    Example:  sedova-lod records template person place -o records.xlsx
    """
    wanted = list(kinds) or [table for name in KINDS for table in _tables_of(name)]
    for kind in wanted:
        _check_kind(kind)
    if output.is_file() and output.stat().st_size:
        hint = "choose another name, or move the file away"
        raise OutputError("there is a file of this name, which may be filled in", where=str(output), hint=hint)
    if output.suffix == ".xlsx":
        _write(output, xlsx_template(wanted))
        return 0
    if len(wanted) != 1:
        raise UsageError("a CSV file holds one kind", hint="name one kind, or write a workbook with -o records.xlsx")
    _write(output, csv_template(wanted[0]).encode())
    return 0


def _tables_of(kind: str) -> list[str]:
    return [kind, *(f"{kind}.{part.name}" for part in KINDS[kind].parts.values() if part.many)]


def _check_kind(kind: str) -> None:
    try:
        template_columns(kind)
    except KeyError as error:
        known = [table for name in KINDS for table in _tables_of(name)]
        hint = nearest_name(kind, known, f"use one of: {', '.join(known)}")
        raise UsageError(f"there is no kind of record '{kind}'", hint=hint) from error


@command.command("schema")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("-"), help="File; - for stdout (default)."
)
def schema(output: Path) -> int:
    """Write the JSON Schema of records in YAML and JSON Lines files.

    \b
    Example:  sedova-lod records schema -o records.schema.json
    """
    _write(output, (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode())
    return 0


@command.command("reference")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("-"), help="File; - for stdout (default)."
)
def reference(output: Path) -> int:
    """Write the reference of all kinds and fields as Markdown.

    \b
    Example:  sedova-lod records reference
    """
    _write(output, records_reference().encode())
    return 0


def _write(output: Path, content: bytes) -> None:
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        return
    with write_file(output) as file:
        file.write(content)
