"""Whatever is held of large tables for a while only, its limits change no byte and no finding."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest

from sedova_lod.pipeline import building
from sedova_lod.records import ExternalSorter, cell_memos, entries, groups, sorting

from .test_same_bytes import bytes_of

MORE = """
[[tables]]
kind = "object"
file = "art.csv"
ignore = ["maker"]
[tables.fields]
id = "id"
name = "name"
creators = "maker_id"
type = { column = "class", slug = true }
keeper = "keeper"
"created.earliest" = "year"

[[tables]]
kind = "person"
file = "art.csv"
distinct = true
ignore = ["id", "name", "class", "keeper", "year"]
[tables.fields]
id = "maker_id"
name = "maker"

[[tables]]
kind = "concept"
file = "art.csv"
distinct = true
ignore = ["id", "name", "maker_id", "maker", "keeper", "year"]
[tables.fields]
id = { column = "class", slug = true }
name = "class"

[[tables]]
kind = "concept"
file = "classes.csv"
distinct = true
"""
GROUPS = "id,name,founded\ntate,Tate,1897\nbad,Bad,31 Feb 1929\n"


def rows_of_art() -> str:
    """Make works of few makers and classes, some faulty; of one maker with two names, and of a keeper who is faulty."""
    chance = random.Random(7)
    lines = ["id,name,maker_id,maker,class,keeper,year"]
    for number in range(120):
        maker = chance.choice((1, 1, 2, 3, number))
        name = "Other" if (maker, number % 40) == (1, 0) else f"Maker {maker}"
        year = "31 Feb 1900" if number % 17 == 0 else str(1800 + number % 7)
        keeper = chance.choice(("group/tate", "group/tate", "group/tate", "group/bad", "group/nobody"))
        kind = chance.choice(("painting", "relief", f"class {number % 9}"))
        lines.append(f"w{number},Work {number},m{maker},{name},{kind},{keeper},{year}")
    return "\n".join([*lines, ""])


@pytest.fixture
def project(make_project) -> Path:
    """Give a table that feeds several kinds, whose rows say the same again and again."""
    root = make_project(MORE, group=GROUPS)
    (root / "art.csv").write_text(rows_of_art(), encoding="utf-8")
    (root / "classes.csv").write_text("id,name\npainting,painting\nrelief,Relief\n", encoding="utf-8")
    (root / "links.sssom.tsv").write_text(
        "# curie_map:\n#   skos: http://www.w3.org/2004/02/skos/core#\n"
        "#   semapv: https://w3id.org/semapv/vocab/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "https://data.example.org/concept/painting\tskos:exactMatch\thttp://vocab.getty.edu/aat/300033618\t"
        "semapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    return root


@pytest.fixture
def small_limits(monkeypatch):
    """Set all limits so low that they are reached again and again."""
    limits = (
        (cell_memos, "_MOST_HELD", 2),
        (entries, "_MOST_ROWS_HELD", 2),
        (entries, "_MOST_IN_ENTRY", 2),
        (entries, "_MOST_WAITING", 9),
        (groups, "_MOST_REFERENCE_BYTES", 200),
        (sorting, "_BLOCK_BYTES", 300),
    )

    def set_limits() -> None:
        for module, name, value in limits:
            monkeypatch.setattr(module, name, value)
        monkeypatch.setattr(building, "ExternalSorter", lambda: ExternalSorter(5000))

    return set_limits


@pytest.mark.parametrize("keep_going", [True, False])
def test_limits_change_nothing(project, build, tmp_path, small_limits, keep_going):
    options = {"keep_going": keep_going, "profile": "schema_org", "engine": "local"}
    usual = build(project, tmp_path / "usual", **options)
    small_limits()
    limited = build(project, tmp_path / "limited", **options)
    assert {"bad-date", "dangling-reference", "duplicate-id"} <= {finding.code for finding in usual.findings}
    assert (limited.findings, limited.n_records, limited.n_rejected, limited.tables) == (
        usual.findings,
        usual.n_records,
        usual.n_rejected,
        usual.tables,
    )
    if keep_going:
        assert {"set-aside-reference"} <= {finding.code for finding in usual.findings}
        assert bytes_of(tmp_path / "limited") == bytes_of(tmp_path / "usual")


def test_a_row_that_keeps_coming_is_known_however_many_others_come_between(monkeypatch):
    monkeypatch.setattr(entries, "_MOST_ROWS_HELD", 10)
    with ExternalSorter() as sorter:
        known = entries.Entries(sorter, None)
        known.can_repeat("often", ("concept", "a"), 0, 2)
        for row in range(3, 200):
            known.can_repeat(f"once {row}", ("concept", "b"), 0, row)
            assert known.repeat("often", row)
        assert not known.repeat("once 3", 200)


def test_references_to_a_sound_record_are_left_out_only_where_they_are_very_many(monkeypatch):
    monkeypatch.setattr(groups, "_MOST_REFERENCE_BYTES", 100)
    for is_needed, number in ((True, 30), (False, 4)):
        with ExternalSorter() as sorter:
            sorter.add("group\0tate\0" + entries.RECORD, ())
            for row in range(28):
                sorter.add(f"group\0tate\0{entries.REFERENCE}{row:03}", "x" * 25)
            sorter.add("group\0tate\0" + entries.LINK, ())
            asked = []
            found = groups.group_entries(sorter, lambda *group: asked.append(group) or is_needed)  # noqa: B023
            ((head, packed),) = found
        assert (head, len(asked), len(packed)) == ("group\0tate", 1, number + 1 if not is_needed else number)


def test_large_entries_of_many_runs_are_not_held_together():
    with ExternalSorter(memory_bytes=2_000_000) as sorter:
        for number in range(1000):
            sorter.add(("one key", number * 7919 % 1000), bytes(30_000))
        tracemalloc.start()
        numbers = [key[1] for key, _ in sorter.packed()]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert numbers == list(range(1000))
    assert peak < 5_000_000


def test_while_runs_are_merged_no_more_than_a_block_of_each_is_held():
    tracemalloc.start()
    with ExternalSorter(memory_bytes=1_000_000) as sorter:
        for number in range(6000):  # each takes some 300 bytes; a part of them is in no run yet
            sorter.add(f"{number * 7919 % 6000:04d}", "x" * 100)
        waiting = tracemalloc.get_traced_memory()[0]
        entries = sorter.packed()
        keys = [next(entries)[0]]
        merging = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        keys += (key for key, _ in entries)
        assert keys == [key for key, _ in sorter] == [f"{number:04d}" for number in range(6000)]
    assert waiting > 500_000
    assert merging < 150_000
