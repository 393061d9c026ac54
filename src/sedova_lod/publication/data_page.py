"""The page of the data set: what it holds, its files, what the checks found, its licence and how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from sedova_lod.findings import Finding
from sedova_lod.publication.markup import Frame, json_in_script, licence_name, outward, safe
from sedova_lod.publication.phrases import number_text
from sedova_lod.publication.structured_data import dataset_json
from sedova_lod.records.retirement import Retirement
from sedova_lod.serializers import WrittenFile

__all__ = ["Release", "data_page", "size_text"]

_MOST_FINDINGS = 500


class Release(NamedTuple):
    """Hold what is told of a release as a whole.

    Args:
        counts: Records by kind.
        n_triples: Triples.
        files: Dumps, in `data/`.
        findings: What the checks report.
        folder: Folder in which the dumps stand.
        retired: What became of retired identifiers, ordered by id.
        changes: Feed of what has changed since an earlier release, in the same folder; None if there is none.
    """

    counts: dict[str, int]
    n_triples: int
    files: tuple[WrittenFile, ...]
    findings: Sequence[Finding]
    folder: Path
    retired: tuple[Retirement, ...] = ()
    changes: WrittenFile | None = None


def size_text(size_bytes: int) -> str:
    """Write a size.

    >>> size_text(443663), size_text(6610692)
    ('444 kB', '6.6 MB')
    """
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e6 else f"{max(1, round(size_bytes / 1e3))} kB"


def data_page(frame: Frame, release: Release, downloads: list[tuple[str, str, int]]) -> bytes:
    """Write the page of the data set."""
    phrases = frame.phrases
    body = (
        f'<p class="kicker">{phrases["data.title"]}</p><h1>{safe(frame.spec.title(frame.language))}</h1>\n'
        f'<p class="lead">{safe(frame.spec.description(frame.language), 3000)}</p>\n'
        f"{_about(frame)}{_counts(frame, release)}{_files(frame, release)}{_cite(frame)}{_findings(frame, release)}"
    )
    head = f'<script type="application/ld+json">{json_in_script(dataset_json(frame, downloads))}</script>\n'
    return frame.page("data.html", phrases["data.title"], body, head=head)


def _about(frame: Frame) -> str:
    phrases, dataset = frame.phrases, frame.spec.dataset
    rows = [
        ("data.version", safe(dataset.version)),
        ("data.issued", dataset.issued.isoformat()),
        ("data.modified", dataset.modified.isoformat() if dataset.modified else ""),
        ("data.creators", safe(", ".join(dataset.creators))),
        (
            "data.license",
            f'<a href="{escape(dataset.license)}" rel="license noopener">{safe(licence_name(dataset.license))}</a>',
        ),
        ("data.languages", safe(", ".join(dataset.languages))),
        ("data.keywords", safe("; ".join(dataset.keywords))),
        ("data.address", outward(dataset.base)),
        ("data.contact", outward(dataset.contact) if dataset.contact else ""),
    ]
    listed = "".join(f"<div><dt>{phrases[name]}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<dl class="facts">{listed}</dl>\n'


def _counts(frame: Frame, release: Release) -> str:
    phrases = frame.phrases
    most = max(release.counts.values(), default=1)
    rows = "".join(
        f'<tr><th scope="row"><a href="{frame.home}lists/{kind}.html">{phrases[f"kinds.{kind}"]}</a></th>'
        f'<td class="number">{number_text(number)}</td><td class="bar"><svg width="100%" height="10" '
        f'aria-hidden="true">'
        f'<rect width="{100 * number / most:.1f}%" height="10"/></svg></td></tr>'
        for kind, number in sorted(release.counts.items(), key=lambda one: (-one[1], one[0]))
    )
    total = number_text(sum(release.counts.values()))
    gone = phrases.say("data.retired", number=len(release.retired))
    retired = f'<p><a href="{frame.home}retired.html">{gone}</a></p>\n' if release.retired else ""
    changed = ""
    if release.changes is not None:
        changed = f'<p><a href="{frame.root}{release.changes.name}">{phrases["data.changes"]}</a></p>\n'
    return (
        f'<h2>{phrases["data.counts"]}</h2>\n<table class="counts"><thead><tr><th scope="col">'
        f"{phrases['data.kind']}</th>"
        f'<th scope="col" class="number">{phrases["data.number"]}</th><td></td></tr></thead><tbody>'
        f"{rows}</tbody></table>\n"
        f"<p>{phrases['data.records']}: {total}. {phrases['data.triples']}: {number_text(release.n_triples)}.</p>\n"
        f"{retired}{changed}"
    )


def _files(frame: Frame, release: Release) -> str:
    phrases = frame.phrases
    rows = []
    for file in release.files:
        href = f"{frame.root}data/{escape(file.name)}"
        rows.append(
            f'<tr><th scope="row"><a href="{href}">{safe(file.name)}</a></th><td class="number">'
            f"{size_text(file.size_bytes)}"
            f'</td><td><code class="hash">{file.sha256}</code></td></tr>'
        )
    heads = (
        f'<th scope="col">{phrases["data.file"]}</th><th scope="col" class="number">{phrases["data.size"]}</th>'
        f'<th scope="col">{phrases["data.hash"]}</th>'
    )
    return (
        f'<h2 id="downloads">{phrases["data.downloads"]}</h2>\n<div class="scroll" tabindex="0" role="region" '
        f'aria-labelledby="downloads"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>\n'
        f'<p class="soft">{phrases["data.reuse-lead"]}</p>\n'
    )


def _cite(frame: Frame) -> str:
    phrases, spec = frame.phrases, frame.spec
    dataset = spec.dataset
    year = (dataset.modified or dataset.issued).year
    cited = (
        f"{safe(', '.join(dataset.creators))} ({year}): <cite>{safe(spec.title(frame.language))}</cite>, "
        f"{phrases['data.version'].lower()} {safe(dataset.version)}. {outward(dataset.base)}"
    )
    return (
        f'<h2>{phrases["data.cite"]}</h2>\n<p class="cited-as">{cited}</p>\n'
        f'<p class="actions"><a href="{frame.root}CITATION.cff">CITATION.cff</a></p>\n'
    )


def _findings(frame: Frame, release: Release) -> str:
    phrases = frame.phrases
    shown = f"<h2>{phrases['data.findings']}</h2>\n"
    if not release.findings:
        return f"{shown}<p>{phrases['data.no-findings']}</p>\n"
    items = []
    for finding in release.findings[:_MOST_FINDINGS]:
        word = phrases.get(f"data.{finding.severity.label}", finding.severity.label)
        where = finding.where
        place = ":".join(filter(None, (where.file, str(where.row or ""))))
        waived = phrases.say("data.waived", reason=finding.waiver) if finding.waiver else ""
        items.append(
            f'<li><span class="badge">{word}</span> {safe(finding.message, 800)} <span class="soft">'
            f"{safe(place)}</span>"
            f"{f'<p class={chr(34)}soft{chr(34)}>{safe(waived, 800)}</p>' if waived else ''}</li>"
        )
    more = len(release.findings) - _MOST_FINDINGS
    if more > 0:
        items.append(f"<li>{phrases.say('record.more', number=more)}</li>")
    listed = f'<ul class="records" role="list">{"".join(items)}</ul>\n'
    return f'{shown}<p class="soft">{phrases["data.findings-lead"]}</p>\n{listed}'
