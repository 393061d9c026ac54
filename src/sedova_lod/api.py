"""The public verbs as Python functions, the same as on the command line."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sedova_lod.pipeline import (
    BuildOptions,
    BuildResult,
    Explanation,
    ValidationResult,
    build_project,
    explain_node,
    validate_file,
)
from sedova_lod.pipeline.link_sources import SourceChoice, choice_for_project, open_source
from sedova_lod.pipeline.linking import LinkOptions, LinkResult, LinkRun
from sedova_lod.progress import Countdown, Progress
from sedova_lod.settings import load_project
from sedova_lod.triplestore import load_store
from sedova_lod.triplestore.querying import QueryOptions, answer_rows

__all__ = ["build", "check", "explain", "link", "load", "query", "validate"]

_Place = str | Path


def _unseen() -> Progress:
    return Progress(io.StringIO(), {})


def build(
    project: _Place = ".",
    output: _Place | None = None,
    *,
    profile: str = "both",
    shapes: Sequence[_Place] = (),
    jobs: int = 1,
    keep_going: bool = False,
) -> BuildResult:
    """Make linked data from a project's tables.

    Args:
        project: Folder with `sedova.toml`, or that file.
        output: Folder for the result; `dist` in the project's folder if None.
        profile: `schema_org`, `cidoc_crm`, `both`, or a folder of queries.
        shapes: Files or folders of further SHACL shapes.
        jobs: Processes that work side by side; the bytes are the same for any number.
        keep_going: Whether faulty records are set aside in `rejects/` and the others built.

    Returns:
        What was built, and everything that is wrong; `has_failed` says whether the outputs were withheld
        (or, with `keep_going`, are incomplete).

    Raises:
        SedovaError: Something that is no finding stops the run: a missing file, a full disk.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     result = build("data", folder)
    ...     sorted(file.name for file in result.files)[:4]
    ['context.jsonld', 'dataset.jsonld', 'dataset.nq', 'dataset.nt']
    """
    loaded = load_project(Path(project))
    target = Path(output) if output is not None else loaded.root / "dist"
    options = BuildOptions(profile, target, tuple(map(Path, shapes)), jobs=jobs, keep_going=keep_going)
    return build_project(loaded, options, _unseen())


def check(project: _Place = ".", *, profile: str = "both", shapes: Sequence[_Place] = (), jobs: int = 1) -> BuildResult:
    """Check a project completely, and write nothing.

    Args:
        project: Folder with `sedova.toml`, or that file.
        profile: As for `build`.
        shapes: As for `build`.
        jobs: As for `build`.

    >>> check("data").has_failed
    False
    """
    options = BuildOptions(profile, None, tuple(map(Path, shapes)), jobs=jobs)
    return build_project(load_project(Path(project)), options, _unseen())


def explain(project: _Place, node: str, *, profile: str = "both") -> list[Explanation]:
    """Tell which cell and which query line made each triple of a node.

    Args:
        project: Folder with `sedova.toml`, or that file.
        node: IRI of a record or part, or its short form.
        profile: As for `build`.

    >>> explain("data", "person/natalia-sedova#birth")[0].query
    'profiles/cidoc_crm/person.rq'
    """
    return explain_node(load_project(Path(project)), node, profile, _unseen())


def link(
    project: _Place, source: SourceChoice | _Place, *, kinds: Sequence[str] = (), limit: int = 5, is_again: bool = False
) -> LinkResult:
    """Look for records elsewhere that nobody has decided about yet.

    Args:
        project: Folder with `sedova.toml`, or that file.
        source: Where to look: an index, or a `SourceChoice` that names Wikidata or a service.
        kinds: Kinds of record to look for; all if empty.
        limit: Most candidates for a record.
        is_again: Whether records are looked for again that an earlier run has looked for.

    Returns:
        How many records were linked, have candidates, or were not found; `files` are the tables written.

    Raises:
        SedovaError: A service failed, an index cannot be read: what was found before is saved.

    >>> link("data", "no.index")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: no.index: cannot be read: No such file or directory
    """
    loaded = load_project(Path(project))
    choice = source if isinstance(source, SourceChoice) else SourceChoice(index=Path(source))
    options = LinkOptions(tuple(kinds), limit, is_again)
    run = LinkRun(loaded, options, _unseen(), Countdown(io.StringIO(), {}, "records"))
    with open_source(choice_for_project(choice, loaded), lambda why, seconds: None) as opened:
        return run.run(opened)


def load(sources: _Place | Sequence[_Place], store: _Place) -> int:
    """Load linked data into an embedded store on disk, in the place of what it holds.

    Args:
        sources: RDF files of any format, and folders that `build` wrote.
        store: Folder of the store; made if it is not there.

    Returns:
        How many quads the store holds now.

    Raises:
        SedovaError: A file cannot be read or understood: the store stays as it was.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load("shapes/person.ttl", folder) > 10
    True
    """
    places = [sources] if isinstance(sources, str | Path) else sources
    return load_store(list(map(Path, places)), Path(store)).n_quads


def query(
    source: _Place, text: str, *, parameters: Mapping[str, str] | None = None, limit: int = 0, timeout_s: float = 60.0
) -> bool | list[dict[str, Any]] | str:
    """Put a SPARQL query to files, a store or an endpoint.

    Args:
        source: RDF file, folder that `build` wrote, store that `load` made, or web address of an endpoint.
        text: The query, the path of a file `.rq`, or the name of a query saved beside the source.
        parameters: Values of variables, each written as for `--set`: `<IRI>`, `schema:Person`, `1905`, or a text.
        limit: Most rows or triples; 0 for all.
        timeout_s: Seconds that it may take; 0 for any number.

    Returns:
        Rows of terms (of the library pyoxigraph) by variable, None where there is no value; true or false for ASK;
        N-Triples for CONSTRUCT and DESCRIBE.

    Raises:
        SedovaError: The source or the query cannot be understood, or it took too long.

    >>> rows = query("shapes/person.ttl", "SELECT ?s { ?s a <http://www.w3.org/ns/shacl#NodeShape> }", limit=1)
    >>> list(rows[0])
    ['s']
    """
    settings = tuple(f"{name}={value}" for name, value in (parameters or {}).items())
    options = QueryOptions(parameters=settings, limit=limit, timeout_s=timeout_s, credentials=os.environ)
    return answer_rows(str(source), text, options)


def validate(data: _Place, shapes: Sequence[_Place]) -> ValidationResult:
    """Check any RDF file against SHACL shapes.

    Args:
        data: The file; the end of its name tells the format.
        shapes: Files or folders of shapes.
    """
    return validate_file(Path(data), [Path(s) for s in shapes])
