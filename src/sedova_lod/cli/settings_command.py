"""`sedova-lod settings`: each setting, its value, and where it came from."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sedova_lod.cli.options import print_json, project_argument
from sedova_lod.errors import InputError
from sedova_lod.settings import load_project, resolve_settings, settings_table

__all__ = ["command"]


@click.command("settings")
@project_argument
@click.option("--format", type=click.Choice(["text", "json"]), help="Form of the report (default text).")
def command(project: Path, **options: object) -> int:
    """Show each setting, its value and where it came from.

    Defaults are overruled by [build] in sedova.toml, that by SEDOVA_ variables of the environment, those by options.

    \b
    Example:  sedova-lod settings data
    """
    try:
        loaded = load_project(project)
    except InputError:
        if project != Path():
            raise
        loaded = None
    settings = resolve_settings(loaded, os.environ, options)
    rows = settings_table(settings)
    if settings.format == "json":
        print_json([{"setting": name, "value": value, "source": source} for name, value, source in rows])
        return 0
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, value, source in rows:
        click.echo(f"{name:{widths[0]}}  {value:{widths[1]}}  {source}".rstrip())
    return 0
