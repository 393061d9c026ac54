"""The public verbs as Python functions, the same as on the command line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from sedova_lod.pipeline import (
    BuildOptions,
    BuildResult,
    Explanation,
    ValidationResult,
    build_project,
    explain_node,
    validate_file,
)
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

__all__ = ["build", "check", "explain", "validate"]

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


def validate(data: _Place, shapes: Sequence[_Place]) -> ValidationResult:
    """Check any RDF file against SHACL shapes.

    Args:
        data: The file; the end of its name tells the format.
        shapes: Files or folders of shapes.
    """
    return validate_file(Path(data), [Path(s) for s in shapes])
