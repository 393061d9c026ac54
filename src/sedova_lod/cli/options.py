"""Options and output habits that several commands share."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.findings import Finding, Severity

__all__ = ["format_option", "print_findings", "project_argument", "use_colour"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

project_argument = click.argument(
    "project", type=click.Path(path_type=Path), default=Path(), required=False, metavar="[PROJECT]"
)
format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the report of findings.",
)


def use_colour(stream: Any) -> bool:
    """Say whether a stream is a terminal whose user has not refused colours."""
    return bool(stream.isatty()) and "NO_COLOR" not in os.environ


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MOST_PER_CODE = 20


def print_findings(findings: Iterable[Finding], report_format: str) -> None:
    """Write a report of findings: text on stderr, JSON on stdout.

    Args:
        findings: The findings, sorted.
        report_format: `text` or `json`.
    """
    if report_format == "json":
        click.echo(json.dumps([_plain(f) for f in findings], ensure_ascii=False, indent=2))
        return
    shown: dict[str, int] = {}
    for finding in findings:
        shown[finding.code] = shown.get(finding.code, 0) + 1
        if shown[finding.code] <= _MOST_PER_CODE:
            click.echo(_coloured(finding), err=True)
    for code, number in shown.items():
        if number > _MOST_PER_CODE:
            rest = number - _MOST_PER_CODE
            click.echo(f"... and {rest} more of [{code}]; --format json lists all", err=True)


def _coloured(finding: Finding) -> str:
    text = str(finding)
    if not use_colour(sys.stderr):
        return f"{finding.severity.label}: {text}"
    return f"{click.style(finding.severity.label, fg=_COLOURS[finding.severity])}: {text}"


def _plain(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "severity": finding.severity.label}
