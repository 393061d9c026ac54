"""The public verbs as Python functions, the same as on the command line."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sedova_lod.contribution import ProposalReport, edits_of
from sedova_lod.differences import Difference, compare_builds
from sedova_lod.linking import IndexReport, build_index
from sedova_lod.pipeline import (
    BuildOptions,
    BuildResult,
    Explanation,
    PublishResult,
    ValidationResult,
    build_project,
    explain_node,
    publish_project,
    validate_file,
)
from sedova_lod.pipeline.link_sources import SourceChoice, choice_for_project, open_source
from sedova_lod.pipeline.linking import LinkOptions, LinkResult, LinkRun
from sedova_lod.pipeline.proposing import ProposalRun, ProposeOptions, propose_statements
from sedova_lod.pipeline.tabulating import TablesResult, tabulate_project
from sedova_lod.pipeline.uploading import (
    UploadOptions,
    UploadResult,
    apply_edits,
    open_items,
    open_ledger,
    open_wikibase,
    summary_of,
)
from sedova_lod.progress import Countdown, Progress
from sedova_lod.settings import Project, Settings, load_project, resolve_settings
from sedova_lod.triplestore import load_store
from sedova_lod.triplestore.querying import QueryOptions, answer_rows

__all__ = [
    "build",
    "check",
    "diff",
    "explain",
    "link",
    "link_index",
    "load",
    "propose",
    "publish",
    "query",
    "tables",
    "upload",
    "validate",
]

_Place = str | Path


def _unseen() -> Progress:
    return Progress(io.StringIO(), {})


def build(  # noqa: PLR0913 - the options of the command line that make sense from Python
    project: _Place = ".",
    output: _Place | None = None,
    *,
    profile: str | None = None,
    shapes: Sequence[_Place] | None = None,
    jobs: int | None = None,
    keep_going: bool | None = None,
    engine: str | None = None,
    master: str | None = None,
    formats: Sequence[str] | None = None,
    compress: str | None = None,
    split: str | None = None,
) -> BuildResult:
    """Make linked data from a project's tables.

    What is None is as the project file says under `[build]`, or else as on the command line. The environment is not
    asked.

    Args:
        project: Folder with `sedova.toml`, or that file.
        output: Folder for the result; `dist` in the project's folder if nothing is said anywhere.
        profile: `schema_org`, `cidoc_crm`, `both`, or a folder of queries.
        shapes: Files or folders of further SHACL shapes.
        jobs: Processes that work side by side; the bytes are the same for any number.
        keep_going: Whether faulty records are set aside in `rejects/` and the others built.
        engine: Who does the work: `auto` (processes for several jobs), `local`, `processes`, `spark`, or a plug-in's.
        master: Address of the cluster, for the engine `spark`; empty for that of the environment.
        formats: Formats of the dumps.
        compress: Compression of the dumps: `none`, `gzip` or `zstd`.
        split: Whether each dump is split: `none`, `kind`, or the most bytes of a file, such as `200MB`.

    Returns:
        What was built, and everything that is wrong; `has_failed` says whether the outputs were withheld
        (or, with `keep_going`, are incomplete). More than 10 000 findings are read from a passing file.

    Raises:
        SedovaError: Something that is no finding stops the run: a missing file, a full disk, an unknown engine or
            format.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     result = build("data", folder)
    ...     sorted(file.name for file in result.files)[:4]
    ['context.jsonld', 'dataset.jsonld', 'dataset.nq', 'dataset.nt']
    """
    options = {
        "profile": profile, "jobs": jobs, "keep_going": keep_going, "engine": engine, "master": master,
        "formats": formats, "compress": compress, "split": split,
    }  # fmt: skip
    loaded, settings = _settings(project, shapes, **options)
    stated = Path(settings.output) if settings.sources["output"] != "default" else loaded.root / "dist"
    return build_project(loaded, BuildOptions.of(settings, Path(output) if output else stated), _unseen())


def _settings(project: _Place, shapes: Sequence[_Place] | None = None, **options: object) -> tuple[Project, Settings]:
    """Read a project, and find what holds for one run: what was given, then what the project file says."""
    loaded = load_project(Path(project))
    options["shapes"] = None if shapes is None else tuple(map(str, shapes))
    return loaded, resolve_settings(loaded, {}, options)


def check(
    project: _Place = ".",
    *,
    profile: str | None = None,
    shapes: Sequence[_Place] | None = None,
    jobs: int | None = None,
) -> BuildResult:
    """Check a project completely, and write nothing.

    Args:
        project: Folder with `sedova.toml`, or that file.
        profile: As for `build`.
        shapes: As for `build`.
        jobs: As for `build`.

    >>> check("data").has_failed
    False
    """
    loaded, settings = _settings(project, shapes, profile=profile, jobs=jobs)
    return build_project(loaded, BuildOptions.of(settings, None), _unseen())


def diff(old: _Place, new: _Place) -> Difference:
    """Tell what changed between two builds, in records and claims.

    Args:
        old: Folder that `build` wrote, or its N-Quads, plain or compressed.
        new: The same of the later build.

    Returns:
        What differs; it must be closed, or used as a context manager.

    Raises:
        SedovaError: A dump is not there, or no N-Quads.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     old, new = Path(folder) / "old.nq", Path(folder) / "new.nq"
    ...     _ = old.write_text(""), new.write_text('<x:/person/a> <x:p> "B" <x:/person/a.ttl> .')
    ...     with diff(old, new) as found:
    ...         [(change.what, change.name) for change in found.changes()]
    [('added', 'person/a')]
    """
    return compare_builds(Path(old), Path(new))


def explain(project: _Place, node: str, *, profile: str | None = None) -> list[Explanation]:
    """Tell which cell and which query line made each triple of a node.

    Args:
        project: Folder with `sedova.toml`, or that file.
        node: IRI of a record or part, or its short form.
        profile: As for `build`.

    >>> explain("data", "person/natalia-sedova#birth")[0].query
    'profiles/cidoc_crm/person.rq'
    """
    loaded, settings = _settings(project, profile=profile)
    return explain_node(loaded, node, settings.profile, _unseen())


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


def link_index(
    dump: _Place,
    output: _Place,
    *,
    snapshot: str = "",
    kinds: Sequence[str] = (),
    languages: Sequence[str] = ("en",),
) -> IndexReport:
    """Make an index, in which `link` looks without a connection.

    Args:
        dump: Wikidata's dump in JSON or a part of it, or a table with the columns `id` and `name`; it is streamed.
        output: File to make.
        snapshot: Day of which it is; of a dump, that of its last change if empty.
        kinds: Kinds of thing to keep; all if empty.
        languages: Languages in which items are called.

    Raises:
        SedovaError: The source cannot be read or holds nothing, or the file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     link_index("data/records/people.csv", Path(folder) / "people.index", kinds=["person"]).n_entities > 50
    True
    """
    return build_index(dump, output, snapshot=snapshot, kinds=tuple(kinds), languages=tuple(languages))


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


def propose(
    project: _Place = ".",
    *,
    items: _Place | None = None,
    is_online: bool = False,
    contact: str = "",
    new_kinds: Sequence[str] = (),
) -> ProposalReport:
    """Compare what the records say with their items on Wikidata, and plan what to add; nothing is sent.

    Args:
        project: Folder with `sedova.toml`, or that file.
        items: File or folder of items as JSON; `items` in the project's folder if None.
        is_online: Whether items are read from the Wikibase, and kept in that folder.
        contact: Your mail or web address, for the service; that of the data set if empty.
        new_kinds: Kinds of record that are proposed as new items where they have none.

    Returns:
        What is new, there already, or contradicts; what is withheld, with reasons; which items were not at hand.

    Raises:
        SedovaError: The property map has faults, or items cannot be had.

    >>> report = propose("data")
    >>> report.n_sent, "Q262376" in report.missing
    (0, True)
    """
    loaded = load_project(Path(project))
    return _proposed(loaded, items, _contact(loaded, contact) if is_online else None, new_kinds).report


def _contact(project: Project, contact: str) -> str:
    return contact or os.environ.get("SEDOVA_CONTACT", "") or project.dataset.contact


def _proposed(project: Project, items: _Place | None, contact: str | None, new_kinds: Sequence[str]) -> ProposalRun:
    url = project.contribution.api
    api = open_wikibase(url, contact) if contact is not None else None
    source = open_items(project, Path(items) if items is not None else None, api)
    options = ProposeOptions(tuple(new_kinds), open_ledger(project, url).created())
    return propose_statements(project, source, _unseen(), options)


def publish(  # noqa: PLR0913 - the options of the command line that make sense from Python
    project: _Place = ".",
    site: _Place | None = None,
    *,
    url: str = "",
    since: _Place | None = None,
    profile: str | None = None,
    shapes: Sequence[_Place] | None = None,
    jobs: int | None = None,
) -> PublishResult:
    """Write a website of static files from a project; if anything is wrong, nothing is written.

    Args:
        project: Folder with `sedova.toml`, or that file.
        site: Folder of the site; `site` in the project's folder if None.
        url: Address at which it will stand; the base of the data set if empty.
        since: An earlier release, as a folder that `build` wrote: a feed tells what has changed.
        profile: As for `build`.
        shapes: As for `build`.
        jobs: As for `build`.

    Raises:
        SedovaError: Something that is no finding stops the run.

    >>> publish("data", "data")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.OutputError: data: the folder holds 'README.md', which no earlier 'publish' made
      hint: choose a new or empty folder; publish removes only what it made itself
    """
    loaded, settings = _settings(project, shapes, profile=profile, jobs=jobs, compress="gzip")
    options = BuildOptions.of(settings, None)
    target = Path(site) if site is not None else loaded.root / "site"
    former = Path(since) if since is not None else None
    return publish_project(loaded, target, url, options, _unseen(), former)


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


def tables(
    project: _Place,
    output: _Place,
    *,
    is_parquet: bool = False,
    profile: str | None = None,
    shapes: Sequence[_Place] | None = None,
    jobs: int | None = None,
) -> TablesResult:
    """Write the records as tables with a data dictionary; if anything is wrong, nothing is written.

    Args:
        project: Folder with `sedova.toml`, or that file.
        output: Folder for the tables.
        is_parquet: Whether each is written as Parquet too.
        profile: As for `build`.
        shapes: As for `build`.
        jobs: As for `build`.

    Raises:
        SedovaError: Something that is no finding stops the run.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [table.name for table in tables("data", folder).tables][:2]
    ['person', 'person.names']
    """
    loaded, settings = _settings(project, shapes, profile=profile, jobs=jobs)
    return tabulate_project(loaded, Path(output), BuildOptions.of(settings, None), _unseen(), is_parquet=is_parquet)


def upload(
    project: _Place = ".",
    *,
    items: _Place | None = None,
    contact: str = "",
    options: UploadOptions | None = None,
    is_applied: bool = False,
    new_kinds: Sequence[str] = (),
) -> UploadResult:
    """Send what the records propose to Wikidata, or to any Wikibase; a dry run unless it is applied.

    Who edits is read from the environment, as by the command line: SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD,
    or SEDOVA_WIKIBASE_TOKEN. Each edit stands in the project's ledger before it is sent and after.

    Args:
        project: Folder with `sedova.toml`, or that file.
        items: As for `propose`.
        contact: As for `propose`.
        options: How edits are sent: at what rate, how many at most, with what summary.
        is_applied: Whether the edits are really sent; the items are then read from the Wikibase.
        new_kinds: As for `propose`.

    Returns:
        What is to be sent, and what came of it.

    Raises:
        SedovaError: Nobody is named who edits, or the Wikibase cannot be asked; what was sent is in the ledger.

    >>> upload("data")
    UploadResult(planned=(), reports=())
    """
    loaded = load_project(Path(project))
    options = options or UploadOptions()
    if not options.manners.summary:
        options = replace(options, manners=replace(options.manners, summary=summary_of(loaded)))
    run = _proposed(loaded, items, _contact(loaded, contact) if is_applied else None, new_kinds)
    planned = tuple(edits_of(run.report.comparisons))
    if not is_applied:
        return UploadResult(planned)
    return UploadResult(planned, apply_edits(loaded, run, _contact(loaded, contact), options, os.environ))


def validate(data: _Place, shapes: Sequence[_Place]) -> ValidationResult:
    """Check any RDF file, or the result of a build, against SHACL shapes.

    Args:
        data: The file; the end of its name tells the format. Or a folder that `build` wrote, whole or in parts.
        shapes: Files or folders of shapes.
    """
    return validate_file(Path(data), [Path(s) for s in shapes])
