"""The report on proposals as one HTML page that needs nothing else: no network, no other file, no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.report import ProposalReport
from sedova_lod.contribution.statements import Statement
from sedova_lod.reports.safe_text import shorten, to_xml, visible

__all__ = ["proposals_html"]

_MOST_SIGNS = 2000
_WIKIDATA = "https://www.wikidata.org/wiki/"


def proposals_html(report: ProposalReport) -> Iterator[str]:
    """Write the page.

    >>> "<p>Nothing is proposed.</p>" in "".join(proposals_html(ProposalReport("Letters")))
    True
    """
    style = (resources.files("sedova_lod.contribution") / "proposals.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    title = f"Proposals of {report.title}" if report.title else "Proposals"
    yield f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{_safe(title)}</title>
<style>{style}</style>
</head>
<body>
<h1><bdi>{_safe(title)}</bdi></h1>
"""
    yield from _totals(report)
    if not report.comparisons:
        yield "<p>Nothing is proposed.</p>\n"
    for name, group in report.by_item():
        yield from _item(report, name, group)
    yield from _withheld(report)
    yield "</body>\n</html>\n"


def _safe(text: str) -> str:
    return escape(to_xml(shorten(visible(text), _MOST_SIGNS)))


def _totals(report: ProposalReport) -> Iterator[str]:
    told = f"{report.n_records} records and {report.n_claims} claims; {report.n_unlinked} records are no items."
    yield f'<p class="soft">{told}</p>\n'
    if report.missing:
        yield f"<p>Items not at hand: {_safe(', '.join(report.missing))}.</p>\n"
    if not report.outcomes:
        return
    yield '<table>\n<thead><tr><th scope="col">Outcome</th><th scope="col" class="number">Proposals</th></tr></thead>\n'
    yield "<tbody>\n"
    for outcome, number in report.outcomes.items():
        kind = _kind(outcome)
        yield f'<tr class="{kind}"><td class="outcome">{outcome.value}</td><td class="number">{number}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _kind(outcome: Outcome) -> str:
    return "sent" if outcome.is_sent else "conflict" if outcome is Outcome.CONFLICT else "kept"


def _item(report: ProposalReport, name: str, group: list[Comparison]) -> Iterator[str]:
    item = group[0].proposal.item
    title = report.titles.get(item, "") if item else "new item"
    address = f"{report.entities or _WIKIDATA}{item}"
    shown = f'<a href="{_safe(address)}">{_safe(item)}</a>' if item else _safe(name)
    yield f"<h2>{shown} <bdi>{_safe(title)}</bdi></h2>\n"
    yield '<div class="scroll">\n<table>\n<thead><tr><th scope="col">Outcome</th><th scope="col">Property</th>'
    yield '<th scope="col">Ours</th><th scope="col">The item, and why</th><th scope="col">Cell</th></tr></thead>\n'
    yield "<tbody>\n"
    for one in group:
        yield _row(report, one)
    yield "</tbody>\n</table>\n</div>\n"


def _row(report: ProposalReport, one: Comparison) -> str:
    prop, value = report.content_texts(one)
    content = one.proposal.content
    references = content.references if isinstance(content, Statement) and one.outcome.is_sent else ()
    told = f"<bdi>{_safe(value)}</bdi>"
    told += "".join(f'<br><span class="soft">{_safe(report.reference_text(ref))}</span>' for ref in references)
    told += "".join(f'<br><span class="soft">{_safe(note)}</span>' for note in one.proposal.notes)
    cell = f'<span class="soft"><bdi>{_safe(str(one.proposal.where))}</bdi></span>'
    return (
        f'<tr class="{_kind(one.outcome)}"><td class="outcome">{one.outcome.value}</td><td>{_safe(prop)}</td>'
        f"<td>{told}</td><td><bdi>{_safe(one.detail)}</bdi></td><td>{cell}</td></tr>\n"
    )


def _withheld(report: ProposalReport) -> Iterator[str]:
    if not report.withheld:
        return
    yield '<h2>Withheld</h2>\n<div class="scroll">\n<table>\n<thead><tr><th scope="col">Record</th>'
    yield '<th scope="col">Field</th><th scope="col">Why</th><th scope="col">Cell</th></tr></thead>\n<tbody>\n'
    for one in report.withheld:
        cells = (one.record, one.what, one.reason, str(one.where))
        yield "<tr>" + "".join(f"<td><bdi>{_safe(cell)}</bdi></td>" for cell in cells) + "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
