"""Every triple is traced to the very cell that holds its value, also where a record was completed from elsewhere."""

from __future__ import annotations

import pytest

from sedova_lod import explain
from tests.conftest import DATASET

PEOPLE = """\
id,name,name@ru,spouses
natalia,Natalia,Наталья,
leon,Leon,,natalia
"""
NAMES = """\
of,form,language,type
natalia,Natasha,en,alias
"""


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """Give the cells of each property and object that Natalia's record has."""
    root = tmp_path_factory.mktemp("project")
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (root / "names.csv").write_text(NAMES, encoding="utf-8")
    tables = [("person", "people.csv"), ("person.names", "names.csv")]
    sections = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{file}"\n' for kind, file in tables)
    (root / "sedova.toml").write_text(DATASET + sections, encoding="utf-8")
    found = explain(root, "person/natalia")
    return {(one.predicate.rpartition("#")[2].rpartition("/")[2], one.object): one.cells for one in found}


@pytest.mark.parametrize(
    ("predicate", "value", "cell"),
    [
        ("prefLabel", '"Natalia"@en', "people.csv:2 column B 'name'"),
        ("prefLabel", '"Наталья"@ru', "people.csv:2 column C 'name@ru'"),
        ("altLabel", '"Natasha"@en', "names.csv:2 column B 'form'"),
        ("spouse", "<https://data.example.org/person/leon>", "people.csv:3 column D 'spouses'"),
    ],
)
def test_value_is_traced_to_its_own_cell(cells, predicate, value, cell):
    assert str(cells[predicate, value][0]) == cell
