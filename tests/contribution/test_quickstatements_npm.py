"""What is written for QuickStatements is understood by a reader of others: npm `quickstatements-to-wikibase-edit`.

It does not know Julian dates, points, removals, ranks, years of other than four digits, and more than one reference:
those are left to the grammar of `quickstatements_grammar`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import Dialect, Snak, Statement, Term, TermKind, write_quickstatements
from sedova_lod.contribution.commands import AddStatement, Command, CreateItem, SetTerm
from sedova_lod.contribution.value_json import time_text
from sedova_lod.contribution.values import ItemValue, LanguageText, NotKnown, Quantity, TextValue, TimeValue, Value
from tests.contribution.thousand import thousand_statements

pytestmark = pytest.mark.slow

_READER = Path(__file__).parent / "node" / "read.cjs"


def understood(commands: list[Command]) -> dict[str, Any]:
    """Give what the reader makes of commands."""
    folder, node = os.environ.get("QUICKSTATEMENTS_HOME", ""), shutil.which("node")
    if not folder or node is None:
        pytest.skip("needs Node.js, and QUICKSTATEMENTS_HOME with the packages of tests/contribution/node/package.json")
    written = write_quickstatements(commands, Dialect.CLASSIC)
    assert written.refused == ()
    done = subprocess.run(
        [node, str(_READER), folder], input=written.text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def meant(value: Value) -> Any:
    """Say what a value means, as the reader writes it."""
    if isinstance(value, ItemValue):
        return value.id
    if isinstance(value, TextValue):
        return value.text
    if isinstance(value, LanguageText):
        return {"text": value.text, "language": value.language}
    if isinstance(value, TimeValue):
        return {"time": time_text(value), "precision": value.precision}
    if isinstance(value, NotKnown):
        return {"snaktype": "novalue" if value.is_none else "somevalue"}
    assert isinstance(value, Quantity)
    found = {"amount": float(value.amount), "unit": value.unit or "1"}
    if value.lower is not None and value.upper is not None:
        found |= {"lowerBound": float(value.lower), "upperBound": float(value.upper)}
    return found


def rounded(value: Any) -> Any:
    """Forget what floating-point sums are off by."""
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 6) if isinstance(value, int | float) and not isinstance(value, bool) else value


def by_property(snaks: tuple[Snak, ...]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for snak in snaks:
        found.setdefault(snak.property, []).append(meant(snak.value))
    return found


def claim(statement: Statement) -> Any:
    value = meant(statement.value)
    if not statement.qualifiers and not statement.references:
        return value
    found = {"value": value}
    if statement.qualifiers:
        found["qualifiers"] = by_property(statement.qualifiers)
    if statement.references:
        found["references"] = by_property(statement.references[0].snaks)
    return found


def test_a_thousand_statements_are_understood_as_they_were_meant() -> None:
    said = list(thousand_statements(plain=True))
    found = understood([AddStatement(item, statement) for item, statement in said])
    assert (len(found["edits"]), found["creations"], found["merges"]) == (1000, [], [])
    for edit, (item, statement) in zip(found["edits"], said, strict=True):
        assert edit["id"] == item
        assert rounded(edit["claims"]) == rounded({statement.property: [claim(statement)]})


def test_terms_are_understood_as_they_were_meant() -> None:
    said: list[Command] = [
        SetTerm("Q262376", Term(TermKind.LABEL, "ru", "Наталья Седова")),
        SetTerm("Q262376", Term(TermKind.DESCRIPTION, "en", 'called "Natasha"')),
        SetTerm("Q262376", Term(TermKind.ALIAS, "he", "נטליה סדובה")),
        CreateItem(),
        SetTerm("LAST", Term(TermKind.LABEL, "en", "Olga Greber")),
        AddStatement("LAST", Statement("P31", ItemValue("Q5"))),
    ]
    found = understood(said)
    assert [{name: edit[name] for name in ("id", "labels", "descriptions", "aliases")} for edit in found["edits"]] == [
        {
            "id": "Q262376",
            "labels": {"ru": "Наталья Седова"},
            "descriptions": {"en": 'called "Natasha"'},
            "aliases": {"he": ["נטליה סדובה"]},
        }
    ]
    assert found["creations"] == [{"labels": {"en": "Olga Greber"}, "claims": {"P31": ["Q5"]}}]
