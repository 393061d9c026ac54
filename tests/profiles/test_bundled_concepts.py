"""The concepts that come with the tool: readable as a table of ours, closed, with no invented identifiers."""

import csv
from importlib import resources

import pytest

from sedova_lod.namespaces import PREFIXES, term_fault
from sedova_lod.records.kinds import KINDS

TEXT = (resources.files("sedova_lod") / "records" / "concepts.csv").read_text(encoding="utf-8")
ROWS = {row["id"]: row for row in csv.DictReader(TEXT.splitlines())}


def test_columns_are_fields_of_a_concept() -> None:
    fields = KINDS["concept"].columns
    assert [name for name in next(iter(ROWS.values())) if name.partition("@")[0] not in fields] == []


def test_ids_are_unique() -> None:
    assert len(ROWS) == len(TEXT.splitlines()) - 1


@pytest.mark.parametrize("column", ["scheme", "broader"])
def test_references_lead_to_concepts_of_the_table(column: str) -> None:
    assert {row[column] for row in ROWS.values()} - {""} - ROWS.keys() == set()


def test_every_concept_but_the_lists_stands_in_a_list() -> None:
    lists = {key for key, row in ROWS.items() if row["category"] == "scheme"}
    assert {key for key, row in ROWS.items() if not row["scheme"]} == lists
    assert {row["scheme"] for row in ROWS.values()} - {""} <= lists


def test_every_concept_has_an_english_and_a_russian_name() -> None:
    assert [key for key, row in ROWS.items() if not (row["name@en"] and row["name@ru"])] == []


def test_words_of_the_fields_are_there() -> None:
    wanted = """
    certain stated probable possible conjecture denied preferred normal deprecated julian gregorian calendar-not-stated
    primary-name alias pseudonym birth-name married-name variant transliteration former-name wikidata-id identifier
    inventory-number year month week day hour manner-of-death date place types language-en language-ru language-fr
    """
    assert set(wanted.split()) - ROWS.keys() == set()


def test_own_addresses_are_official_terms_or_known_concepts_of_the_aat() -> None:
    known = {f"{PREFIXES['aat']}{n}" for n in (300404670, 300404664, 300388277, 300389168, 300388306)}
    own = {row["iri"] for row in ROWS.values()} - {""}
    crm = {iri for iri in own if iri.startswith(PREFIXES["crm"])}
    assert own - crm == known
    assert [term_fault(iri, "property") for iri in crm] == [""] * len(crm)


def test_no_two_concepts_share_an_address() -> None:
    own = [row["iri"] for row in ROWS.values() if row["iri"]]
    assert len(own) == len(set(own))
