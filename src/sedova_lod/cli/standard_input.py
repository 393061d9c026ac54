"""What comes by the standard input, for which `-` stands: RDF, or a query."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from sedova_lod.errors import Fault, InputError, SedovaError, UsageError
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.serializers.writing import translate_faults

__all__ = ["INPUT", "data_at", "data_format_option", "read_text"]

INPUT = "-"
"""Name of the standard input among arguments."""

_FORMS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")
_MARKS = ((b"\x1f\x8b", ".gz"), (b"\x28\xb5\x2f\xfd", ".zst"))
_PIECE_BYTES = 1 << 20

data_format_option = click.option(
    "--data-format", type=click.Choice(_FORMS), default=_FORMS[0], show_default=True,
    help="Format of data that - brings from the input, plain or packed; of files, the end of their names tells it. "
         "N-Triples are Turtle, too.",
)  # fmt: skip


@contextmanager
def data_at(place: Path, form: str) -> Iterator[Path]:
    """Give the file or folder that an argument names; what comes by the input stands in a passing file, `stdin.ttl`.

    Args:
        place: The argument.
        form: Format of what comes by the input, as the end of a file's name.

    Raises:
        UsageError: The input is closed.
        OutputError: There is no room for the passing file.

    >>> with data_at(Path("shapes/person.ttl"), "nt") as file:
    ...     file.name
    'person.ttl'
    """
    if str(place) != INPUT:
        yield place
        return
    source = _open()
    with PassingFolder("input") as folder:
        piece = source.read(_PIECE_BYTES)
        packed = next((ending for mark, ending in _MARKS if piece.startswith(mark)), "")
        file = folder / f"stdin.{form}{packed}"
        with translate_faults(file.name), file.open("wb") as out:
            while piece:
                out.write(piece)
                piece = source.read(_PIECE_BYTES)
        try:
            yield file
        except SedovaError as error:
            error.faults = tuple(
                Fault(fault.where.replace(f"{folder}/", ""), fault.what.replace(f"{folder}/", ""), fault.hint)
                for fault in error.faults
            )
            raise


def read_text() -> str:
    """Read a query from the input.

    Raises:
        UsageError: The input is closed.
        InputError: What comes is no text.
    """
    try:
        return _open().read().decode("utf-8-sig") + "\n"  # a line of its own is no name
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", where=INPUT, hint="send it as UTF-8") from error


def _open() -> BinaryIO:
    if sys.stdin is None:
        raise UsageError("the input is closed", where=INPUT, hint="send something to it, or write an argument")
    return sys.stdin.buffer
