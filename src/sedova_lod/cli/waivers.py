"""Starting a table of waivers from what a check found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.errors import UsageError
from sedova_lod.findings import Finding
from sedova_lod.serializers import write_file
from sedova_lod.validation import write_waivers

__all__ = ["WaiverFile", "waiver_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def waiver_options(command: _Command) -> _Command:
    """Add the options that start a table of waivers."""
    options = (
        click.option("--write-waivers", "waiver_file", type=click.Path(path_type=Path), metavar="FILE",
                     help="Accept the errors and warnings found as they are: write a table of waivers."),
        click.option("--who", help="Who accepts them; needed with --write-waivers."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


class WaiverFile:
    """Write a new table of waivers; what cannot work is told before the run.

    Args:
        path: The table; None if none is wanted.
        who: Who accepts the findings.

    Raises:
        UsageError: The table is there already, or nobody is named.

    >>> WaiverFile(Path("waivers.csv"), "")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.UsageError: nobody is named who accepts the findings
      hint: add --who NAME
    """

    def __init__(self, path: Path | None, who: str | None) -> None:
        self._path = path
        self._who = (who or "").strip()
        if path is None:
            return
        if not self._who:
            raise UsageError("nobody is named who accepts the findings", hint="add --who NAME")
        if path.exists():
            hint = "name a new file; findings that are waived already are left out, so its rows can be added to yours"
            raise UsageError("the file exists, and would be replaced", where=str(path), hint=hint)

    def write(self, findings: Sequence[Finding]) -> None:
        """Write the table, and say on stderr what stands in it."""
        if self._path is None:
            return
        text, n_waivers, n_refused = write_waivers(findings, self._who)
        with write_file(self._path) as file:
            file.write(text.encode())
        noun = "waiver" if n_waivers == 1 else "waivers"
        click.echo(f"{n_waivers} {noun} in {self._path}", err=True)
        if n_refused:
            told = "1 finding" if n_refused == 1 else f"{n_refused} findings"
            click.echo(f"{told} cannot be waived: mend the cells that keep records from being read", err=True)
