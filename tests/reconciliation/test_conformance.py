"""The published examples behave as they are labelled, and our own forms say what the published schemas say."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

from sedova_lod.linking.reconciliation_messages import MESSAGES, VERSIONS, find_form_faults
from tests.reconciliation.served import Served
from tests.reconciliation.specification import EXAMPLES, FOLDER, PUBLISHED, Example, needs_specification, validator_of

VALID = [one for one in EXAMPLES if one.is_valid]
INVALID = [one for one in EXAMPLES if not one.is_valid]
WITH_SCHEMA = [one for one in EXAMPLES if (FOLDER / one.version / "schemas" / f"{one.message}.json").exists()]
FAULTS = {
    ("data-extension-response", "wrong-properties"):
        "rows.10662041X.variantName[0] must be an object with nothing but str, float, int, date, or id and name",
    ("manifest", "bad-authentication"): "authentication must be a security scheme of OpenAPI",
    ("manifest", "feature-view"): "feature_view.url must hold {{id}}",
    ("manifest", "godot-missing-identifierSpace"): "the message lacks 'identifierSpace'",
    ("manifest", "invalid-documentation"): "documentation must be a text",
    ("manifest", "missing-version"): "the message lacks 'versions'",
    ("manifest", "old-version"): "versions must hold '0.2'",
    ("manifest", "opencorporates"): "suggest.entity.flyout_service_path must hold ${id}",
    ("manifest", "ror-invalid-view-pattern"): "view.url must hold {{id}}",
    ("manifest", "slub-invalid-property-setting"):
        "extend.property_settings[1] must be a setting of the type number, text, checkbox or select, "
        "with label and name",
    ("reconciliation-query-batch", "empty-properties"): "q1 lacks 'query', and has no 'properties' in its place",
    ("reconciliation-query-batch", "empty-query"): "q1 lacks 'query', and has no 'properties' in its place",
    ("reconciliation-query-batch", "missing-query"): "q1 lacks 'query'",
    ("reconciliation-query-batch", "misnamed-property"):
        "q0 has 'props', which is none of query, type, limit, properties, type_strict",
    ("reconciliation-result-batch", "missing-id"): "q1.result[0] lacks 'id'",
    ("reconciliation-result-batch", "no-result"): "q0 lacks 'result'",
    ("reconciliation-result-batch", "root-array"): "q1 must be an object",
}  # fmt: skip


def name_of(example: Example) -> str:
    return f"{example.version} {example.message} {example.name}"


@needs_specification
def test_there_are_examples_of_both_versions() -> None:
    assert {one.version for one in VALID} == {one.version for one in INVALID} == set(PUBLISHED) == set(VERSIONS)
    assert {one.message for one in EXAMPLES} <= {name for version in VERSIONS for name in MESSAGES[version]}


@pytest.mark.parametrize("example", VALID, ids=name_of)
def test_examples_labelled_valid_have_no_fault(example: Example) -> None:
    assert find_form_faults(example.message, example.value, example.version) == []


@pytest.mark.parametrize("example", INVALID, ids=name_of)
def test_examples_labelled_invalid_are_refused_with_their_fault(example: Example) -> None:
    faults = [str(fault) for fault in find_form_faults(example.message, example.value, example.version)]
    assert FAULTS[example.message, example.name] in faults


def answer(served: Served, example: Example) -> tuple[int, Any]:
    field = {"reconciliation-query-batch": "queries", "data-extension-query": "extend"}[example.message]
    return served.post(**{field: example.value})


@pytest.mark.parametrize(
    "example", [one for one in VALID if one.message.endswith(("query", "query-batch"))], ids=name_of
)
def test_queries_labelled_valid_are_answered_over_a_socket(served: Served, example: Example) -> None:
    status, found = answer(served, example)
    assert status == 200
    if example.message == "reconciliation-query-batch":
        assert list(found) == list(example.value)
    else:
        assert list(found["rows"]) == example.value["ids"]


@pytest.mark.parametrize("example", [one for one in INVALID if one.message.endswith("query-batch")], ids=name_of)
def test_queries_labelled_invalid_are_refused_over_a_socket(served: Served, example: Example) -> None:
    status, found = answer(served, example)
    fault = FAULTS[example.message, example.name if example.name != "missing-query" else "empty-query"]
    assert (status, found["status"]) == (400, "error")
    assert found["message"].startswith(f"queries: {fault}")


VALUES: list[Any] = [None, True, 0, -1, 2.5, "", "text", "1906-02-24T00:00:00", [], ["x"], {}, {"id": "a"}]


def places_of(value: Any) -> list[list[Any]]:
    """List the ways to all values inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for key, one in inside for way in ([key], *([key, *rest] for rest in places_of(one)))]


def changed(value: Any, chance: random.Random) -> Any:
    """Change one value inside a message: leave it out, put another in its place, or add one."""
    new = copy.deepcopy(value)
    ways = places_of(new)
    if not ways:
        return chance.choice(VALUES)
    *way, last = chance.choice(ways)
    inside = new
    for key in way:
        inside = inside[key]
    how = chance.randrange(3)
    if how == 0:
        del inside[last]
    elif how == 1:
        inside[last] = chance.choice(VALUES)
    elif isinstance(inside, list):
        inside.append(chance.choice(VALUES))
    else:
        inside[chance.choice(["extra", "id", "name", "limit", "v", "str", "date"])] = chance.choice(VALUES)
    return new


@pytest.mark.parametrize("example", WITH_SCHEMA, ids=name_of)
def test_forms_and_schemas_judge_changed_messages_alike(example: Example) -> None:
    validator = validator_of(example.version, example.message)
    chance = random.Random(name_of(example))
    for _ in range(25):
        message = changed(example.value, chance)
        if chance.random() < 0.5:
            message = changed(message, chance)
        if isinstance(message, dict):  # the schemas lag behind the text of the specification in these two
            message.pop("authentication", None)
            message.pop("batchSize", None)
        is_valid = validator.is_valid(message)
        faults = find_form_faults(example.message, message, example.version)
        assert is_valid == (not faults), f"{json.dumps(message)}\n{faults}\n{list(validator.iter_errors(message))}"


def test_what_is_nested_too_deeply_is_a_fault_and_not_a_crash() -> None:
    message: Any = {"id": "a", "name": "A"}
    for _ in range(900):
        message = {"id": "a", "name": "A", "broader": [message]}
    manifest = {"name": "A", "identifierSpace": "a", "schemaSpace": "a", "versions": ["0.2"], "defaultTypes": [message]}
    assert [str(fault) for fault in find_form_faults("manifest", manifest)] == ["the message is nested too deeply"]


@pytest.mark.parametrize(
    ("message", "value", "fault"),
    [
        ("data-extension-response", {"meta": [], "rows": {"a": []}}, "rows.a must be an object"),
        ("data-extension-response", {"meta": [{"id": "a", "name": "A", "service": "ftp://x"}], "rows": {}},
         "meta[0].service must be a web address"),
        ("data-extension-response", {"meta": [], "rows": {"a": {"b": [{"date": "1906"}]}}},
         "rows.a.b[0] must be an object with nothing but str, float, int, date, or id and name"),
        ("preview-metadata", {"url": "{{id}}", "width": True, "height": 1.5}, "width must be a whole number"),
        ("reconciliation-query-batch", {"x" * 99: 7}, f"{'x' * 50} must be an object"),
        ("reconciliation-query-batch", 7, "the message must be an object"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(message: str, value: Any, fault: str) -> None:
    assert str(find_form_faults(message, value)[0]) == fault
