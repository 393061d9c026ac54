"""The tables are whole: ids, columns, references, choices and counts."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from sedova_lod import records
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.layout import find_column
from sedova_lod.records.model import Field, FieldType

_FLOOR = {
    "person": 119,
    "group": 70,
    "place": 61,
    "event": 207,
    "work": 67,
    "object": 15,
    "concept": 190,
    "quotation": 78,
    "claim": 690,
}
_TEXT_COLUMNS = re.compile(r"(source|certainty|calendar|written|earliest|latest)$")


@pytest.fixture(scope="module")
def bundled() -> set[str]:
    """Ids of the concepts that the tool itself brings along."""
    with Path(records.__file__).with_name("concepts.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def _column(kind, name):
    table, _, part_name = kind.partition(".")
    part = KINDS[table].parts[part_name] if part_name else None
    return find_column(KINDS[table], part, name)


def _reference_cells(dataset):
    """Give each cell that refers to records, with the kinds its field allows."""
    for cell in dataset.cells:
        column = _column(cell.kind, cell.column)
        if cell.column == "of":
            yield cell, (cell.kind.partition(".")[0],)
        elif column.companion == "certainty":
            yield cell, ("concept",)
        elif not column.companion and column.field.type in (FieldType.REFERENCE, FieldType.SUBJECT):
            yield cell, column.field.kinds


def _fault_of_reference(dataset, bundled, text, kinds):
    target, _, fragment = text.partition("#")
    kind, _, record_id = target.rpartition("/")
    kind = kind or kinds[0]
    if kind not in kinds:
        return f"a {kind} is not allowed"
    if record_id not in dataset.ids(kind) and not (kind == "concept" and record_id in bundled):
        return f"no {kind} '{record_id}'"
    return "" if not fragment or fragment in _fragments(dataset, kind, record_id) else f"no part '{fragment}'"


def _fragments(dataset, kind, record_id):
    """List the sub-nodes that the record's filled columns make."""
    row = dataset.record(kind, record_id)
    for part in KINDS[kind].parts.values():
        if not part.many and any(text and column.split(".")[0] == part.name for column, text in row.items()):
            yield part.fragment
    for name in dataset.rows.get(f"{kind}.names", ()):
        if name["of"] == record_id:
            yield f"name-{name['language'].lower()}-" + re.sub(r"\W+", "-", name["form"].lower())


def test_every_kind_has_its_share_of_records(dataset):
    counts = {kind: len(dataset.rows[kind]) for kind in KINDS}
    assert {kind: n for kind, n in counts.items() if n < _FLOOR[kind]} == {}


def test_ids_are_unique_in_each_kind(dataset):
    repeated = [
        f"{kind}/{record_id}"
        for kind in KINDS
        for record_id, n in Counter(row["id"] for row in dataset.rows[kind]).items()
        if n > 1
    ]
    assert repeated == []


def test_ids_are_lower_case_words_with_hyphens(dataset):
    ids = [row["id"] for kind in KINDS for row in dataset.rows[kind]]
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_no_own_concept_repeats_one_that_comes_with_the_tool(dataset, bundled):
    assert dataset.ids("concept") & bundled == set()


def test_records_stand_in_the_order_of_their_ids(dataset):
    for path, rows in dataset.rows_of_files.items():
        ids = [row["id"] for row in rows if "id" in row]
        assert ids == sorted(ids), path.name


def test_every_record_has_a_name(dataset):
    assert [f"{kind}/{row['id']}" for kind in KINDS for row in dataset.rows[kind] if not row["name"]] == []


def test_every_column_is_a_field_of_its_kind(dataset):
    unknown = {f"{cell.file}: {cell.column}" for cell in dataset.cells if _column(cell.kind, cell.column) is None}
    assert unknown == set()


def test_every_reference_leads_to_a_record_or_a_part_of_one(dataset, bundled):
    faults = [
        f"{cell}: {fault}"
        for cell, kinds in _reference_cells(dataset)
        for text in cell.values()
        if (fault := _fault_of_reference(dataset, bundled, text, kinds))
    ]
    assert faults == []


def test_a_cell_has_several_values_only_where_its_field_takes_them(dataset):
    faults = [
        str(cell)
        for cell, _ in _reference_cells(dataset)
        if len(cell.values()) > 1 and not _column(cell.kind, cell.column).field.many
    ]
    assert faults == []


def test_choices_are_on_their_lists(dataset):
    faults = []
    for cell in dataset.cells:
        field: Field = _column(cell.kind, cell.column).field
        if field.type is FieldType.CHOICE and not _TEXT_COLUMNS.search(cell.column) and cell.text not in field.choices:
            faults.append(str(cell))
    assert faults == []


def test_every_concept_in_use_stands_in_a_scheme(dataset):
    loose = [r["id"] for r in dataset.rows["concept"] if not r["scheme"] and r["category"] != "scheme"]
    assert loose == []


def test_every_concept_is_described(dataset):
    assert [r["id"] for r in dataset.rows["concept"] if not r["description"]] == []


def test_no_two_concepts_share_an_address(dataset):
    addresses = [r["iri"] for r in dataset.rows["concept"] if r["iri"]]
    assert len(addresses) == len(set(addresses))


def test_an_agent_stands_once_in_an_event(dataset):
    listed = {
        (row["id"], agent.strip().removeprefix("person/"))
        for row in dataset.rows["event"]
        for column in ("actors", "participants")
        for agent in row[column].split(";")
        if agent.strip()
    }
    in_parts = {(row["of"], row["agent"]) for row in dataset.rows["event.participations"]}
    assert listed & in_parts == set()


def test_rows_of_child_tables_are_distinct(dataset):
    keys = {
        "person.names": ("of", "language", "form"),
        "person.memberships": ("of", "group", "role"),
        "person.relations": ("of", "relation", "person"),
        "event.participations": ("of", "agent", "role"),
    }
    for kind, key in keys.items():
        counts = Counter(tuple(row[name] for name in key) for row in dataset.rows[kind])
        assert [row for row, n in counts.items() if n > 1] == [], kind
