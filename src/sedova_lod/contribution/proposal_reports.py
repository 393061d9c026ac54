"""Reports on proposals as text for a terminal, as JSON, and as tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sedova_lod.contribution.commands import AddStatement, Command, SetTerm
from sedova_lod.contribution.comparing import Comparison
from sedova_lod.contribution.quickstatements import Refused
from sedova_lod.contribution.report import ProposalReport
from sedova_lod.contribution.statements import Statement, Withheld
from sedova_lod.contribution.value_json import statement_json
from sedova_lod.reports.safe_text import guard_cell, shorten, visible

__all__ = ["conflicts_csv", "proposals_json", "refused_csv", "summary_lines", "text_report", "withheld_csv"]

_MOST_SIGNS = 160
_MOST_REASONS = 8


def text_report(report: ProposalReport) -> Iterator[str]:
    """Write the proposals for a terminal, item by item; each line ends the report's line.

    >>> list(text_report(ProposalReport("Letters")))
    []
    """
    for name, group in report.by_item():
        first = group[0].proposal
        title = report.titles.get(first.item, "")
        head = " ".join(filter(None, (name if first.item else f"new item for {name}", _shown(title))))
        yield f"{head}\n"
        rows = [(one.outcome.value, *map(_shown, report.content_texts(one))) for one in group]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        for one, row in zip(group, rows, strict=True):
            yield f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}\n"
            yield from (f"  {'':<{widths[0]}}    {line}\n" for line in _more(report, one))


def _more(report: ProposalReport, one: Comparison) -> Iterator[str]:
    if one.detail:
        yield _shown(one.detail)
    yield from map(_shown, one.proposal.notes)
    content = one.proposal.content
    if one.outcome.is_sent and isinstance(content, Statement):
        yield from (f"source: {_shown(report.reference_text(reference))}" for reference in content.references)
    yield f"from {one.proposal.where}"


def _shown(text: str) -> str:
    return shorten(visible(text), _MOST_SIGNS)


def summary_lines(report: ProposalReport) -> Iterator[str]:
    """Sum up the report, one line a fact.

    >>> list(summary_lines(ProposalReport("Letters", n_records=3, n_unlinked=3)))
    ['3 records and 0 claims; 3 records are no items and propose nothing', '0 proposals']
    """
    records, claims = _count(report.n_records, "record"), _count(report.n_claims, "claim")
    unlinked = _count(report.n_unlinked, "record")
    verbs = "is no item and proposes" if report.n_unlinked == 1 else "are no items and propose"
    yield f"{records} and {claims}; {unlinked} {verbs} nothing"
    if report.n_faulty:
        verb = "proposes" if report.n_faulty == 1 else "propose"
        yield f"{_count(report.n_faulty, 'record')} with errors {verb} nothing: see sedova-lod check"
    told = "".join(f"; {number} {outcome.value}" for outcome, number in report.outcomes.items())
    yield f"{_count(len(report.comparisons), 'proposal')}{told}"
    if report.missing:
        named = ", ".join(report.missing[:5]) + (" ..." if len(report.missing) > 5 else "")
        yield f"{_count(len(report.missing), 'item')} not at hand: {named}"
    if report.withheld:
        yield f"{_count(len(report.withheld), 'value')} withheld:"
        for reason, number in report.reasons[:_MOST_REASONS]:
            yield f"  {number}: {_shown(reason)}"
        rest = sum(number for _, number in report.reasons[_MOST_REASONS:])
        if rest:
            yield f"  {rest}: other reasons"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}".replace(",", " ")


def proposals_json(report: ProposalReport) -> dict[str, Any]:
    """Give the report as plain values.

    >>> proposals_json(ProposalReport("Letters"))["outcomes"]
    {}
    """
    return {
        "title": report.title,
        "records": report.n_records,
        "claims": report.n_claims,
        "unlinked": report.n_unlinked,
        "faulty": report.n_faulty,
        "missing_items": list(report.missing),
        "outcomes": {outcome.value: number for outcome, number in report.outcomes.items()},
        "proposals": [_comparison_json(one) for one in report.comparisons],
        "withheld": [_withheld_json(one) for one in report.withheld],
    }


def _comparison_json(one: Comparison) -> dict[str, Any]:
    proposal, content = one.proposal, one.proposal.content
    if isinstance(content, Statement):
        said: dict[str, Any] = {"statement": statement_json(content)}
    else:
        said = {"term": {"kind": content.kind.value, "language": content.language, "text": content.text}}
    return {
        "record": proposal.record,
        "item": proposal.item or None,
        **said,
        "outcome": one.outcome.value,
        "detail": one.detail,
        "held": one.held.id if one.held else None,
        "notes": list(proposal.notes),
        "where": str(proposal.where),
    }


def _withheld_json(one: Withheld) -> dict[str, Any]:
    return {"record": one.record, "what": one.what, "reason": one.reason, "where": str(one.where)}


def conflicts_csv(report: ProposalReport) -> str:
    """Write what contradicts an item, as a table for review.

    >>> conflicts_csv(ProposalReport("Letters")).strip()
    'record,item,property,ours,theirs,statement,cell'
    """
    rows = []
    for one in report.conflicts:
        prop, value = report.content_texts(one)
        held = one.held.id if one.held else ""
        rows.append((one.proposal.record, one.proposal.item, prop, value, one.detail, held, str(one.proposal.where)))
    return _table(("record", "item", "property", "ours", "theirs", "statement", "cell"), rows)


def withheld_csv(report: ProposalReport) -> str:
    """Write what is not proposed, as a table.

    >>> withheld_csv(ProposalReport("Letters")).strip()
    'record,field,reason,cell'
    """
    rows = [(one.record, one.what, one.reason, str(one.where)) for one in report.withheld]
    return _table(("record", "field", "reason", "cell"), rows)


def refused_csv(refused: Iterable[tuple[str, Refused]]) -> str:
    """Write what a form cannot say, as a table: the file it is missing from, the command and why.

    >>> refused_csv([]).strip()
    'file,command,reason'
    """
    rows = [(file, _command_text(one.command), one.reason) for file, one in refused]
    return _table(("file", "command", "reason"), rows)


def _command_text(command: Command) -> str:
    if isinstance(command, AddStatement):
        return f"{command.item} {command.statement}"
    if isinstance(command, SetTerm):
        return f"{command.item} {command.term}"
    return type(command).__name__


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guard_cell(visible(cell)) for cell in row] for row in rows)
    return text.getvalue()
