"""The reference of the project file is complete, and its example is a sound project."""

import json
import re
from pathlib import Path

import pytest

from sedova_lod.settings import SETTINGS, contribution_section, dataset_section, load_project, table_sections

_PAGE = Path(__file__).parents[2] / "docs" / "reference" / "project-file.md"


@pytest.fixture(scope="module")
def page():
    return _PAGE.read_text(encoding="utf-8")


def test_example_is_a_sound_project(page, tmp_path):
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1]
    for file in ("records/people.csv", "records/names.csv", "museum/artworks.xlsx", "places/romny.yaml"):
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "sedova.toml").write_text(example, encoding="utf-8")
    project = load_project(tmp_path)
    assert [table.kind for table in project.tables] == ["person", "person.names", "object", "place"]
    assert project.dataset.languages == ("en", "ru")
    assert project.build.values["jobs"] == 2


_KEYS = (
    *dataset_section._KEYS,
    *table_sections._KEYS,
    *table_sections._FIELD_KEYS,
    *contribution_section._KEYS,
)


@pytest.mark.parametrize("key", _KEYS)
def test_every_key_is_documented(page, key):
    assert f"| `{key}` |" in page


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented_with_its_default(page, name):
    default = SETTINGS[name].default
    written = json.dumps(list(default) if isinstance(default, tuple) else default)
    settings = page.partition("\n## `[build]`")[2]
    row = next(line for line in settings.splitlines() if line.startswith(f"| `{name}` |"))
    assert row.endswith(f"| `{written}` |")
    assert all(f"`{choice}`" in row for choice in SETTINGS[name].choices)
