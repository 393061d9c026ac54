"""Texts of all languages are complete, and what comes from elsewhere is what the table says."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import pytest

from sedova_lod.publication import phrase_languages
from sedova_lod.publication.digests import references_of
from sedova_lod.publication.facts import Facts
from sedova_lod.publication.phrases import phrases_in
from sedova_lod.publication.search_index import folded, shard_name
from sedova_lod.records import KINDS, NodeType, ValueType

PACKAGE = Path(str(resources.files("sedova_lod.publication")))
LANGUAGES = [path.stem for path in sorted((PACKAGE / "languages").glob("*.json"))]
UNNAMED = {
    "id", "title", "label", "altLabel", "name", "description", "note", "sameAs", "citation", "source", "url", "image",
    "languageTag", "valueText", "valueDate", "assertedBy", "reportedBy", "reportedIn", "work", "hedge", "rank",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_places(language: str) -> None:
    english, other = phrases_in("en"), phrases_in(language)
    assert set(english) == set(other)
    places = re.compile(r"\{\w+\}")
    different = {name for name in english if set(places.findall(english[name])) != set(places.findall(other[name]))}
    assert different - {"claim.of"} == set()


def test_every_field_of_every_kind_has_a_name() -> None:
    texts = phrases_in("en")
    wanted = {
        f"fact.{prop.name}" for kind in KINDS.values() for prop in kind.schema.properties if prop.name not in UNNAMED
    }
    assert wanted - set(texts) == set()


def paths(node_type: NodeType, prefix: str = "") -> set[str]:
    found = set()
    for prop in node_type.properties:
        if prop.node is None and prop.type is ValueType.IRI:
            found.add(f"{prefix}{prop.name}")
        elif prop.node is not None and prop.node.name not in ("Name", "Timespan", "Citation", "Identifier"):
            found |= paths(prop.node, f"{prefix}{prop.name}.")
    return found


def test_every_reference_has_a_name_at_its_other_end() -> None:
    from sedova_lod.publication.digests import _SPOKEN_OF_ELSEWHERE

    everything = set().union(*(paths(kind.schema) for kind in KINDS.values()))
    wanted = {f"back.{path}" for path in everything - _SPOKEN_OF_ELSEWHERE}
    assert wanted - set(phrases_in("en")) == set()
    assert callable(references_of)
    assert callable(Facts)


def test_scripts_ask_for_texts_that_there_are() -> None:
    texts = phrases_in("en")
    asked: set[str] = set()
    for script in (PACKAGE / "assets").glob("*.js"):
        asked |= set(re.findall(r"""(?:say\(|texts\[)"([a-z.-]+)\"""", script.read_text(encoding="utf-8")))
    assert asked - set(texts) == set()


def test_files_from_elsewhere_are_what_the_table_says() -> None:
    with (PACKAGE / "vendor" / "vendor.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    named = {row["file"] for row in rows} | {row["licence_file"] for row in rows} | {"vendor.csv"}
    assert {path.name for path in (PACKAGE / "vendor").iterdir()} == named
    for row in rows:
        assert hashlib.sha256((PACKAGE / "vendor" / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert re.fullmatch(r"\d+\.\d+\.\d+", row["version"])


def test_words_are_found_in_small_parts_of_the_index(small_site: Path) -> None:
    text = (small_site / "search" / f"{shard_name('ан')}.js").read_text(encoding="utf-8")
    found = json.loads(text.removeprefix('sedova.take("w-ан",').removesuffix(");\n"))
    assert set(found) == {"анна", "англиискии"}
    assert folded("Анна") == "анна"
    assert max(path.stat().st_size for path in (small_site / "search").iterdir()) < 200_000


def test_a_data_set_in_other_languages_has_pages_in_english() -> None:
    assert phrase_languages(["la", "ru"]) == ("ru",)
    assert phrase_languages(["la"]) == ("en",)
