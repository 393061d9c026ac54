"""Items from files: in every form in which they are met, merged, missing and damaged ones among them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import ItemFiles, NoItems, item_from_json
from sedova_lod.errors import InputError

LABEL = {"labels": {"en": {"language": "en", "value": "Anna"}}}


def write(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        {"id": "Q1", **LABEL},
        [{"id": "Q1", **LABEL}, {"id": "Q2"}],
        {"entities": {"Q1": {"id": "Q1", **LABEL}}},
        {"entities": {"Q1": {"id": "Q1", **LABEL}}, "success": 1},
    ],
)
def test_forms_of_files(tmp_path: Path, content: Any) -> None:
    found = ItemFiles(write(tmp_path / "items.json", content)).load_items(["Q1", "Q5"])
    assert {qid: dict(item.labels) for qid, item in found.items()} == {"Q1": {"en": "Anna"}}


def test_a_folder_with_a_file_for_each_item(tmp_path: Path) -> None:
    write(tmp_path / "Q1.json", {"id": "Q1", **LABEL})
    write(tmp_path / "others.json", [{"id": "Q2"}, {"id": "Q3"}])
    (tmp_path / "Q9.json").write_text("never read", encoding="utf-8")
    assert sorted(ItemFiles(tmp_path).load_items(["Q1", "Q3", "Q4"])) == ["Q1", "Q3"]


def test_an_item_that_was_merged(tmp_path: Path) -> None:
    write(tmp_path / "Q1.json", {"entities": {"Q1": {"id": "Q2", **LABEL}}})
    item = ItemFiles(tmp_path).load_items(["Q1"])["Q1"]
    assert (item.id, item.redirected_from) == ("Q2", "Q1")


def test_an_item_that_is_missing(tmp_path: Path) -> None:
    write(tmp_path / "Q1.json", {"entities": {"Q1": {"id": "Q1", "missing": ""}}})
    assert ItemFiles(tmp_path).load_items(["Q1"]) == {}


def test_empty_parts_are_lists() -> None:
    item = item_from_json({"id": "Q1", "labels": [], "descriptions": [], "aliases": [], "claims": []})
    assert item is not None
    assert (item.labels, item.aliases, item.statements) == ({}, {}, {})


@pytest.mark.parametrize("damaged", [{"id": 5}, {"id": "P5"}, {}, {"id": "Q1", "missing": True}])
def test_what_is_no_item(damaged: dict[str, Any]) -> None:
    assert item_from_json(damaged) is None


def test_damaged_parts_are_passed_over() -> None:
    item = item_from_json(
        {"id": "Q1", "labels": {"en": None, "ru": {"value": 5}}, "aliases": {"en": "x"}, "claims": {"P1": [None, {}]}}
    )
    assert item is not None
    assert (item.labels, item.aliases["en"]) == ({}, ())
    assert [one.statement for one in item.statements["P1"]] == [None]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        ItemFiles(tmp_path / "items")
    assert str(caught.value) == f"{tmp_path}/items: no such file or folder of items\n  hint: check the name"


@pytest.mark.parametrize(
    ("content", "what", "hint"),
    [
        ("<html>", "this is no JSON: Expecting value: line 1 column 1 (char 0)", "save the file anew"),
        ("5", "this is no JSON of items", "save what Special:EntityData gives"),
    ],
)
def test_files_that_are_no_items(tmp_path: Path, content: str, what: str, hint: str) -> None:
    (tmp_path / "Q1.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        ItemFiles(tmp_path).load_items(["Q1"])
    assert str(caught.value) == f"{tmp_path}/Q1.json: {what}\n  hint: {hint}"


def test_no_items_are_at_hand() -> None:
    assert NoItems().load_items(["Q1"]) == {}
