"""`sedova-lod explain`: from a triple back to the cell."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from sedova_lod.cli.options import load_settings, open_progress, print_json
from sedova_lod.namespaces import PREFIXES
from sedova_lod.pipeline import Explanation, explain_node
from sedova_lod.serializers.turtle import ShortNames

__all__ = ["command"]


@click.command("explain")
@click.argument("node")
@click.argument("project", type=click.Path(path_type=Path), default=Path(), required=False, metavar="[PROJECT]")
@click.option("--profile", help="schema_org, cidoc_crm, both (default), or a folder of queries.")
@click.option("--format", type=click.Choice(["text", "json"]), help="Form of the report (default text).")
def command(node: str, project: Path, **options: object) -> int:
    """Tell which cell and which query line made each triple of NODE.

    NODE is the address of a record or of a part of one, or its short form.

    \b
    Example:  sedova-lod explain person/natalia-sedova#birth data
    """
    loaded, settings = load_settings(project, options)
    with open_progress() as progress:
        found = explain_node(loaded, node, settings.profile, progress)
    if settings.format == "json":
        print_json([_plain(one) for one in found])
        return 0
    short = ShortNames(PREFIXES)
    subject = ""
    for one in found:
        if one.subject != subject:
            subject = one.subject
            click.echo(subject)
        click.echo(f"  {short[f'<{one.predicate}>']} {_object_text(one.object, short)}")
        click.echo(f"      from {', '.join(map(str, one.cells))}")
        click.echo(f"      by {one.query}:{one.line}")
    return 0


def _object_text(form: str, short: ShortNames) -> str:
    return short[form] if form.endswith(">") else form


def _plain(one: Explanation) -> dict[str, object]:
    return {**asdict(one), "cells": [str(cell) for cell in one.cells]}
