"""The report on proposals as one HTML page that needs nothing else: no network, no other file, no script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.report import ProposalReport
from sedova_lod.contribution.statements import Statement
from sedova_lod.reports.html_page import html_safe, page_start

__all__ = ["proposals_html"]

_WIKIDATA = "https://www.wikidata.org/wiki/"


def proposals_html(report: ProposalReport) -> Iterator[str]:
    """Write the page.

    >>> "<p>Nothing is proposed.</p>" in "".join(proposals_html(ProposalReport("Letters")))
    True
    """
    style = (resources.files("sedova_lod.contribution") / "proposals.css").read_text(encoding="utf-8")
    title = f"Proposals of {report.title}" if report.title else "Proposals"
    yield page_start(title, style)
    yield f"<h1><bdi>{html_safe(title)}</bdi></h1>\n"
    yield from _totals(report)
    if not report.comparisons:
        yield "<p>Nothing is proposed.</p>\n"
    for name, group in report.by_item():
        yield from _item(report, name, group)
    yield from _withheld(report)
    yield "</body>\n</html>\n"


def _totals(report: ProposalReport) -> Iterator[str]:
    told = f"{report.n_records} records and {report.n_claims} claims; {report.n_unlinked} records are no items."
    yield f'<p class="soft">{told}</p>\n'
    if report.n_faulty:
        verb = "record with errors proposes" if report.n_faulty == 1 else "records with errors propose"
        yield f"<p>{report.n_faulty} {verb} nothing: see <code>sedova-lod check</code>.</p>\n"
    if report.missing:
        yield f"<p>Items not at hand: {html_safe(', '.join(report.missing))}.</p>\n"
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
    shown = f'<a href="{html_safe(address)}">{html_safe(item)}</a>' if item else html_safe(name)
    yield f"<h2>{shown} <bdi>{html_safe(title)}</bdi></h2>\n"
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
    told = f"<bdi>{html_safe(value)}</bdi>"
    told += "".join(f'<br><span class="soft">{html_safe(report.reference_text(ref))}</span>' for ref in references)
    told += "".join(f'<br><span class="soft">{html_safe(note)}</span>' for note in one.proposal.notes)
    cell = f'<span class="soft"><bdi>{html_safe(str(one.proposal.where))}</bdi></span>'
    return (
        f'<tr class="{_kind(one.outcome)}"><td class="outcome">{one.outcome.value}</td><td>{html_safe(prop)}</td>'
        f"<td>{told}</td><td><bdi>{html_safe(one.detail)}</bdi></td><td>{cell}</td></tr>\n"
    )


def _withheld(report: ProposalReport) -> Iterator[str]:
    if not report.withheld:
        return
    yield '<h2>Withheld</h2>\n<div class="scroll">\n<table>\n<thead><tr><th scope="col">Record</th>'
    yield '<th scope="col">Field</th><th scope="col">Why</th><th scope="col">Cell</th></tr></thead>\n<tbody>\n'
    for one in report.withheld:
        cells = (one.record, one.what, one.reason, str(one.where))
        yield "<tr>" + "".join(f"<td><bdi>{html_safe(cell)}</bdi></td>" for cell in cells) + "</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
