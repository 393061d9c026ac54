"""What the data set of the repository proposes, compared with items made up for this test; expected files are kept.

`pytest tests/contribution --update-golden` rewrites them; review the difference like code. The items are examples in
the form of Wikidata's, and no copies of its content.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import Dialect, ItemFiles, ProposalReport, Statement, commands_of, write_quickstatements
from sedova_lod.contribution.value_json import statement_json
from sedova_lod.pipeline.proposing import propose_statements
from sedova_lod.settings import load_project
from tests.contribution.conftest import unseen
from tests.contribution.quickstatements_grammar import read_commands

HERE = Path(__file__).parent / "bundled"
CITED = '\n[contribution]\nstated_in = "Q110000000"\n'


@pytest.fixture(scope="module", params=["as_it_is", "citing_the_data_set"])
def case(
    request: pytest.FixtureRequest, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, ProposalReport]:
    """Propose what the data set says; once with the data set itself as a source, so that nothing lacks one."""
    root = tmp_path_factory.mktemp("contribution") / "data"
    shutil.copytree(data, root, ignore=shutil.ignore_patterns("dist", "queries"))
    if request.param == "citing_the_data_set":
        toml = root / "sedova.toml"
        toml.write_text(toml.read_text(encoding="utf-8") + CITED, encoding="utf-8")
    run = propose_statements(load_project(root), ItemFiles(HERE / "items"), unseen())
    return request.param, run.report


def outcomes(report: ProposalReport) -> list[dict[str, Any]]:
    """List the proposals without rows, which change whenever a table does."""
    found = []
    for one in report.comparisons:
        content = one.proposal.content
        said: Any = statement_json(content) if isinstance(content, Statement) else str(content)
        found.append({"item": one.proposal.item, "says": said, "outcome": one.outcome.value, "detail": one.detail})
    return found


def kept(report: ProposalReport) -> dict[str, str]:
    commands = commands_of(report.comparisons)
    texts = {f"{one.value}.txt": write_quickstatements(commands, one).text for one in Dialect}
    texts["proposals.json"] = json.dumps(outcomes(report), ensure_ascii=False, indent=1) + "\n"
    return texts


def test_proposals_are_as_expected(case: tuple[str, ProposalReport], request: pytest.FixtureRequest) -> None:
    name, report = case
    for file, text in kept(report).items():
        path = HERE / name / file
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, file


def test_commands_can_be_read(case: tuple[str, ProposalReport]) -> None:
    commands = commands_of(case[1].comparisons)
    for dialect in Dialect:
        written = write_quickstatements(commands, dialect)
        assert written.refused == ()
        assert read_commands(written.text, dialect.value)


def test_nothing_is_proposed_without_a_source(case: tuple[str, ProposalReport]) -> None:
    statements = [one.proposal.content for one in case[1].comparisons if isinstance(one.proposal.content, Statement)]
    assert statements
    assert [one for one in statements if not one.references] == []


def test_what_is_proposed_comes_from_linked_records_only(case: tuple[str, ProposalReport]) -> None:
    assert {one.proposal.item for one in case[1].comparisons} <= {"Q262376", "Q543149", "Q1456019", "Q33391"}
    assert len(case[1].missing) > 30


def test_russian_days_without_a_calendar_are_not_days(case: tuple[str, ProposalReport]) -> None:
    """The birthday of Sedova has no calendar in the source: what is proposed must leave both readings open."""
    name, report = case
    births = [
        one.proposal.content
        for one in report.comparisons
        if one.proposal.item == "Q262376" and isinstance(one.proposal.content, Statement)
        if one.proposal.content.property == "P569"
    ]
    shown = [str(one) for one in births]
    assert shown == ([] if name == "as_it_is" else ["P569 1882-04; P1319 1882-04-05; P1326 1882-04-17"])
