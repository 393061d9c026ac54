"""The command `sedova-lod`: its verbs, loaded when used, and the one place where errors become exit codes."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from sedova_lod.cli.standard_streams import discard_output, open_missing_streams, unwritable
from sedova_lod.errors import SedovaError

__all__ = ["cli", "main", "report_fault"]

REFUSED = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
OUR_FAULT = 70

_MEMORY_RAN_OUT = """\
memory ran out
  hint: close other programs, or allow this one more memory (ulimit -v; the limit of a container)"""

_COMMANDS = {
    "build": "Make linked data from a project's tables: the main job.",
    "check": "Check a project's tables and shapes; write nothing.",
    "diff": "Tell what changed between two builds, in records and claims.",
    "explain": "Tell which cell and which query line made each triple of a node.",
    "link": "Look for records in Wikidata, another authority, or an index of one.",
    "load": "Load linked data into a triplestore.",
    "propose": "Compare what the records say with Wikidata, and plan what to add.",
    "query": "Put a SPARQL query to files, a store or an endpoint.",
    "publish": "Write a website of static files: pages, search, timeline, map, graph, SPARQL.",
    "reconcile-service": "Serve records, or an index, to OpenRefine and other clients.",
    "records": "Empty tables, JSON Schema and reference of the record kinds.",
    "review": "Decide which candidates are the same as the records.",
    "serve": "Serve a SPARQL endpoint and pages of records.",
    "settings": "Show each setting, its value and where it came from.",
    "tables": "Write the records as CSV and Parquet tables with a data dictionary.",
    "upload": "Send what the records propose to a Wikibase; a dry run until --apply.",
    "validate": "Check any RDF file against SHACL shapes.",
}


class _LazyGroup(click.Group):
    """A group whose commands are imported only when one is run or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"sedova_lod.cli.{name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib  # noqa: PLC0415 - only after a slip

            close = difflib.get_close_matches(args[0], _COMMANDS, n=1) if args else []
            hint = f" Did you mean '{close[0]}'?" if close else ""
            raise click.UsageError(error.format_message() + hint, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "--version", "-V", package_name="sedova-lod", prog_name="sedova-lod")
def cli() -> None:
    """Curated tables in; linked data that experts accept out; and never silently wrong.

    PROJECT is a folder with a file sedova.toml; the current folder if none is named.

    \b
    Example:  sedova-lod build data -o dist
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; end the process with its exit code."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    open_missing_streams()
    code = 0
    try:
        result = cli.main(arguments, prog_name="sedova-lod", standalone_mode=False)
        code = result if isinstance(result, int) else 0
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was changed", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = REFUSED
    except SedovaError as error:
        click.echo(str(error), err=True)
        code = error.exit_code
    except BrokenPipeError:  # whoever read our output has enough of it; all is done
        discard_output()
    except SystemExit:  # click ends us where they have enough before all is done, with the code for findings
        discard_output()
        code = PIPE_CLOSED
    except MemoryError:
        click.echo(_MEMORY_RAN_OUT, err=True)
        code = REFUSED
    except Exception as error:  # noqa: BLE001 - the one place where a fault of ours is told
        code = _told(error)
    return code


def _told(error: Exception) -> int:
    """Tell that the output cannot be written, or a fault of ours."""
    message = unwritable(error) if isinstance(error, OSError) else None
    if message is None:
        report_fault(error)
        return OUR_FAULT
    discard_output()
    click.echo(message, err=True)
    return REFUSED


def report_fault(error: Exception) -> None:
    """Tell a fault of ours in one line, and put what it was into a file."""
    import tempfile  # noqa: PLC0415 - only after a fault
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(
        "w", prefix="sedova-lod-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as report:
        report.write("".join(traceback.format_exception(error)))
    message = (
        f"a fault of sedova-lod itself ({type(error).__name__}); nothing was changed; the report is in {report.name}"
    )
    click.echo(message, err=True)
