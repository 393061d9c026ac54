"""Publishing: a project is built and checked, and then written as a site."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from sedova_lod.differences import compare_builds, find_dump, write_feed
from sedova_lod.errors import InputError
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.pipeline.build_keys import fingerprint_of, tool_fingerprint
from sedova_lod.pipeline.building import build_project, seldom_collecting
from sedova_lod.pipeline.options import BuildOptions, BuildResult
from sedova_lod.pipeline.record_shelf import RecordShelf
from sedova_lod.progress import Progress
from sedova_lod.publication import (
    Example,
    Release,
    SiteReport,
    SiteSpec,
    check_site_folder,
    phrase_languages,
    publish_site,
)
from sedova_lod.records.retirement import Retirement, retirements_from_csv
from sedova_lod.serializers import WrittenFile, write_file
from sedova_lod.settings import Project

__all__ = ["PublishResult", "publish_project", "read_examples"]

_CHANGES = "changes.xml"
"""The feed of what has changed, in the site."""

_MOST_OBJECTS = 5_000_000  # a site holds digests, names and links of many records, and makes no circles of objects


@dataclass(slots=True)
class PublishResult:
    """Tell what publishing did.

    Args:
        build: What the build of the data set gave.
        site: What was written; None if findings stopped it.
    """

    build: BuildResult = field(default_factory=BuildResult)
    site: SiteReport | None = None


def publish_project(
    project: Project, site: Path, url: str, options: BuildOptions, progress: Progress, since: Path | None = None
) -> PublishResult:
    """Build a project and write its site; nothing is written if the build is stopped by findings.

    Args:
        project: The project.
        site: Folder of the site.
        url: Address of the site; empty for the base of the records' addresses.
        options: How the data set is built.
        progress: Shows how far the work is.
        since: An earlier release, as a folder that `build` wrote or its N-Quads: what has changed becomes a feed.

    Raises:
        SedovaError: Something that is no finding stops the run.
    """
    check_site_folder(site)  # before the work of a build is done for nothing
    if since is not None:
        find_dump(since)
    with PassingFolder("dumps") as place, RecordShelf(progress) as shelf:
        dumps = place / "data"
        address = url or project.dataset.base
        address = address if address.endswith("/") else f"{address}/"
        wanted = replace(options, output=dumps, keep_going=False, dumps_at=f"{address}data/", keeps_state=False)
        build = build_project(project, wanted, progress, shelf)
        if build.has_failed or build.output is None:
            return PublishResult(build)
        examples = read_examples(project)
        dataset = project.dataset
        spec = SiteSpec(
            dataset,
            address,
            phrase_languages(dataset.languages),
            version("sedova-lod"),
            len(examples),
            tuple(build.n_records),
        )
        retired = _retired_in(dumps)
        changes = _changes(since, dumps, address) if since is not None else None
        release = Release(build.n_records, build.n_triples, build.files, build.findings, dumps, retired, changes)
        made_of = _fingerprint(spec, release, examples, shelf)
        with seldom_collecting(_MOST_OBJECTS):
            written = publish_site(spec, site, shelf, release=release, examples=examples, made_of=made_of)
    return PublishResult(build, written)


def _changes(since: Path, dumps: Path, address: str) -> WrittenFile:
    """Write the feed of what has changed, beside the dumps."""
    with compare_builds(since, dumps) as difference, write_file(dumps / _CHANGES) as file:
        for text in write_feed(difference, f"{address}{_CHANGES}"):
            file.write(text.encode())
    return file.written


def _fingerprint(spec: SiteSpec, release: Release, examples: list[Example], shelf: RecordShelf) -> str:
    """Fingerprint all that a site is made of: tool, records (of their documents the dumps tell), and the rest."""
    told = release._replace(folder=Path(), findings=())  # the folder is another one each time
    findings = [fingerprint_of(finding) for finding in release.findings]
    return fingerprint_of((tool_fingerprint(), shelf.fingerprint, spec, told, findings, examples))


def _retired_in(dumps: Path) -> tuple[Retirement, ...]:
    """Read the retired identifiers that a build tells of."""
    file = dumps / "retired.csv"
    return tuple(retirements_from_csv(file.read_text(encoding="utf-8"))) if file.is_file() else ()


def read_examples(project: Project) -> list[Example]:
    """Read the questions of a project: files `queries/*.rq` that begin with `# Question: ...`.

    Raises:
        InputError: A file cannot be read.

    >>> from sedova_lod.settings import load_project
    >>> len(read_examples(load_project(Path("data")))) > 30
    True
    """
    found = []
    for file in sorted((project.root / "queries").glob("*.rq")):
        text = _text_of(file)
        question: list[str] = []
        for line in text.splitlines():
            if line.startswith("# Question:"):
                question = [line.removeprefix("# Question:").strip()]
            elif line.startswith("# ") and question and not line.startswith("# Answer:"):
                question.append(line[2:].strip())
            else:
                break
        found.append(Example(" ".join(question) or file.stem, text))
    return found


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", where=str(file), hint="save it as UTF-8") from error
