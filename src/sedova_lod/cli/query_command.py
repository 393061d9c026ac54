"""`sedova-lod query`: a SPARQL query put to files, a store or an endpoint."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.standard_input import INPUT, data_at, data_format_option, read_text
from sedova_lod.errors import UsageError
from sedova_lod.namespaces import PREFIXES
from sedova_lod.triplestore.querying import FORMS, QueryOptions, answer_query, query_folders
from sedova_lod.triplestore.saved_queries import list_queries

__all__ = ["command"]

_USUAL_SOURCE = "dist"


@click.command("query")
@click.argument("arguments", nargs=-1, metavar="[SOURCE] QUERY")
@click.option("--set", "parameters", multiple=True, metavar="NAME=VALUE",
              help="Give a variable of the query a value: <IRI>, schema:Person, 1905, 1905-01-22, true, "
                   "\"text\"@en, or text; may be repeated.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMS),
              help="Form of the answer (default: table; turtle for CONSTRUCT and DESCRIBE).")  # fmt: skip
@data_format_option
@click.option("--limit", type=click.IntRange(0), default=0, metavar="NUMBER",
              help="Most rows or triples; 0 for all (default).")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0), default=60, show_default=True, metavar="SECONDS",
              help="Longest time for reading the source, and again for the answer; for all tries together at an "
                   "endpoint; 0 for any.")  # fmt: skip
@click.option("--no-union", is_flag=True, help="Do not see all graphs together where the query names none.")
@click.option("--queries", type=click.Path(path_type=Path, file_okay=False), multiple=True, metavar="DIR",
              help="Folder with saved queries (default: queries beside SOURCE, and here).")  # fmt: skip
@click.option("--list", "is_list", is_flag=True, help="List the saved queries, and what they ask.")
@click.option("--prefixes", "is_prefixes", is_flag=True, help="List the prefixes that need not be declared.")
@click.option("--contact", default="", envvar="SEDOVA_CONTACT", metavar="ADDRESS",
              help="Mail or web address of yours, told to an endpoint elsewhere.")  # fmt: skip
def command(arguments: tuple[str, ...], **options: Any) -> int:
    """Put a SPARQL query to files, a store or an endpoint.

    SOURCE is an RDF file of any format, a folder that `build` wrote, a store that `load` made, or the web address of an
    endpoint (default: dist). QUERY is the query itself, a file .rq, or the name of a saved query. One of the two may be
    -, for what comes by the input.

    \b
    Example:  sedova-lod query dist "SELECT ?p { ?p a schema:Person } LIMIT 3"
    """
    if options["is_prefixes"]:
        for prefix, space in PREFIXES.items():
            click.echo(f"PREFIX {prefix}: <{space}>")
        return 0
    if options["is_list"]:
        return _list_queries(arguments[0] if arguments else _USUAL_SOURCE, options["queries"])
    if not 1 <= len(arguments) <= 2:
        raise UsageError("a source and a query are wanted", hint='write sedova-lod query SOURCE "SELECT ..."')
    source = arguments[0] if len(arguments) == 2 else _USUAL_SOURCE
    output = sys.stdout.buffer
    is_input = [argument == INPUT for argument in arguments]
    if all(is_input) and len(is_input) > 1:
        raise UsageError("the input cannot be both data and query", where=INPUT, hint="write the query as an argument")
    query = read_text() if is_input[-1] else arguments[-1]
    with data_at(Path(source), options["data_format"]) as given:
        found = answer_query(str(given) if source == INPUT else source, query, _options(options), output.write)
    output.flush()
    if found.kind == "bindings" and found.form == "table" and not found.n_rows:
        click.echo("no rows", err=True)
    if found.is_cut:
        click.echo(f"there are more than these {found.n_rows}: --limit", err=True)
    return 0


def _options(options: dict[str, Any]) -> QueryOptions:
    return QueryOptions(
        options["form"] or "",
        options["parameters"],
        options["limit"],
        options["timeout"],
        shutil.get_terminal_size().columns if sys.stdout.isatty() else 0,
        not options["no_union"],
        options["queries"],
        options["contact"],
        os.environ,
    )


def _list_queries(source: str, queries: tuple[Path, ...]) -> int:
    from sedova_lod.reports.safe_text import visible  # noqa: PLC0415 - loads much that a query does not need

    folders = queries or query_folders(source)
    found = list_queries(folders)
    if not found:
        raise UsageError("there are no saved queries", where="--list", hint="name their folder with --queries")
    widest = max(len(query.name) for query in found)
    for query in found:
        click.echo(f"{query.name:{widest}}  {visible(query.question)}".rstrip())
    return 0
