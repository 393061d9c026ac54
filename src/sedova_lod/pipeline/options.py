"""What a build is asked to do, and what it tells in the end."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sedova_lod.findings import Finding, Severity
from sedova_lod.findings.pile import MOST_HELD
from sedova_lod.pipeline.collection import TableCount
from sedova_lod.serializers import WrittenFile
from sedova_lod.settings import UNSPLIT, Settings, Split, read_split

__all__ = ["FORMATS", "BuildOptions", "BuildResult", "profile_names"]

FORMATS = ("ttl", "jsonld", "nt", "nq")
"""Formats that are written if nothing else is said."""

_BOTH = ("schema_org", "cidoc_crm")


def profile_names(profile: str) -> tuple[str, ...]:
    """List the profiles that a word of the command line stands for.

    >>> profile_names("both"), profile_names("my/foaf")
    (('schema_org', 'cidoc_crm'), ('common', 'my/foaf'))
    """
    return _BOTH if profile == "both" else ("common", profile)


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Say what a build is to do.

    Args:
        profile: `schema_org`, `cidoc_crm`, `both`, or a folder of queries.
        output: Folder for the result; None to check only.
        shapes: Files or folders of further shapes.
        engine: `auto`, `local`, `processes`, `spark`, or that of a plug-in.
        jobs: Processes that work side by side.
        fail_on: Least severity of findings that stops a build.
        keep_going: Whether faulty records are set aside and the others built.
        compress: `none`, `gzip` or `zstd`.
        batch_records: Records that are worked on together.
        builtin_shapes: Whether the tool's own shapes are checked as well.
        formats: Formats of the dumps.
        language: Language in which shapes tell what is wrong.
        today: Day at which waivers may have run out; None for that of the data set.
        dumps_at: Address of the folder from which the dumps can be fetched; empty for the base of the data set.
        fresh: Whether all records are built anew, even those that have not changed since the last build.
        keeps_state: Whether a state file is written, by which the next build knows what it can keep; None to write one
            where that is worth while: if shapes are checked, several formats written, or there is one already.
        master: Address of the cluster, for an engine that has one.
        most_held: Findings that are kept in memory; if there are more, they wait in a passing file.
        split: Whether each dump is split by kind, or by size; what is split is built anew each time.
    """

    profile: str = "both"
    output: Path | None = None
    shapes: tuple[Path, ...] = ()
    engine: str = "auto"
    jobs: int = 1
    fail_on: Severity = Severity.ERROR
    keep_going: bool = False
    compress: str = "none"
    batch_records: int = 250
    builtin_shapes: bool = True
    formats: tuple[str, ...] = FORMATS
    language: str = "en"
    today: datetime.date | None = None
    dumps_at: str = ""
    fresh: bool = False
    keeps_state: bool | None = None
    master: str = ""
    most_held: int = MOST_HELD
    split: Split = UNSPLIT

    @classmethod
    def of(cls, settings: Settings, output: Path | None, today: datetime.date | None = None) -> BuildOptions:
        """Take what settings say.

        Args:
            settings: Settings of the run.
            output: Folder for the result; None to check only.
            today: Day at which waivers may have run out; None for that of the data set.

        >>> BuildOptions.of(Settings(jobs=4), None).jobs
        4
        """
        return cls(
            settings.profile,
            output,
            tuple(map(Path, settings.shapes)),
            settings.engine,
            settings.jobs,
            Severity.parse(settings.fail_on),
            settings.keep_going,
            settings.compress,
            builtin_shapes=settings.builtin_shapes,
            formats=settings.formats,
            language=settings.message_language,
            today=today,
            master=settings.master,
            split=read_split(settings.split),
        )


@dataclass(slots=True)
class BuildResult:
    """Tell what a build did.

    Args:
        findings: Everything that is wrong, sorted by file and row; a list, or if there are very many, read from a
            passing file that is removed when this is no longer in use.
        tables: What was read from each table.
        n_records: Records built, by kind.
        n_rejected: Records set aside.
        n_triples: Triples of the data set.
        output: Folder that was written; None if nothing was.
        files: Files written.
        has_failed: Whether findings reached the severity that stops a build.
        n_mapped: Records mapped by the last pass.
        n_kept: Records kept as the last build left them.
        lost: Why nothing of the last build could be kept; empty if something could, or there was none.
    """

    findings: Sequence[Finding] = field(default_factory=list)
    tables: list[TableCount] = field(default_factory=list)
    n_records: dict[str, int] = field(default_factory=dict)
    n_rejected: int = 0
    n_triples: int = 0
    output: Path | None = None
    files: tuple[WrittenFile, ...] = ()
    has_failed: bool = False
    n_mapped: int = 0
    n_kept: int = 0
    lost: str = ""
