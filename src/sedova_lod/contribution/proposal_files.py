"""The files of a run of `propose`: pages and tables to read, and the same edits in each form that can be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sedova_lod.contribution.commands import commands_of
from sedova_lod.contribution.proposal_reports import conflicts_csv, proposals_json, refused_csv, withheld_csv
from sedova_lod.contribution.proposals_html import proposals_html
from sedova_lod.contribution.quickstatements import Dialect, Refused, write_quickstatements
from sedova_lod.contribution.quickstatements_csv import write_csv_files
from sedova_lod.contribution.report import ProposalReport
from sedova_lod.contribution.wikibase_json import edits_of

__all__ = ["proposal_files"]

_TABLES = "quickstatements-*.csv"


def proposal_files(report: ProposalReport, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Give name and text of each file.

    Args:
        report: What was found.
        dialect: Version of QuickStatements that is to read the commands.

    >>> sorted(name for name, _ in proposal_files(ProposalReport("Letters"), Dialect.CLASSIC))[:3]
    ['conflicts.csv', 'edits.jsonl', 'proposals.html']
    """
    commands = commands_of(report.comparisons)
    lines = write_quickstatements(commands, dialect)
    tables, not_in_tables = write_csv_files(commands, dialect)
    yield "proposals.html", "".join(proposals_html(report))
    yield "proposals.json", f"{json.dumps(proposals_json(report), ensure_ascii=False, indent=1)}\n"
    yield "conflicts.csv", conflicts_csv(report)
    yield "withheld.csv", withheld_csv(report)
    yield "quickstatements.txt", lines.text
    yield from tables.items()
    refused: list[tuple[str, Refused]] = [("quickstatements.txt", one) for one in lines.refused]
    yield "refused.csv", refused_csv([*refused, *((_TABLES, one) for one in not_in_tables)])
    yield "edits.jsonl", "".join(f"{_edit_line(*pair)}\n" for pair in _edits(report))


def _edits(report: ProposalReport) -> Iterator[tuple[str, str, object]]:
    return ((one.item, one.record, one.data) for one in edits_of(report.comparisons))


def _edit_line(item: str, record: str, data: object) -> str:
    return json.dumps({"item": item or None, "record": record, "data": data}, ensure_ascii=False)
