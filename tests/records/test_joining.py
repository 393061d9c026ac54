"""Rows of one id meet; references are checked and completed at both ends; order comes from ids alone."""

from __future__ import annotations

import pytest

from sedova_lod.records import (
    KINDS,
    DataSetContext,
    Entries,
    ExternalSorter,
    Joiner,
    RowReader,
    TableLayout,
    add_link,
)

TABLES = {
    "person": ["id", "name", "parents", "born", "spouses"],
    "person.memberships": ["of", "group", "role"],
    "group": ["id", "name"],
    "claim": ["id", "name", "subject", "property"],
    "concept": ["id", "name"],
}


def join(tables, *, distinct=(), exclude=frozenset(), leave_out=None, memory_bytes=48_000_000, links=()):
    """Join rows given by kind; return the joiner and the records."""
    context = DataSetContext("https://example.org/", ("en",))
    layouts, findings = [], []
    with ExternalSorter(memory_bytes) as sorter:
        entries = Entries(sorter, context)
        for number, (kind, rows) in enumerate(tables.items()):
            name, _, part = kind.partition(".")
            layout = TableLayout(number, KINDS[name], KINDS[name].parts.get(part), f"{kind}.csv")
            layout.is_distinct = kind in distinct
            assert not list(layout.arrange(TABLES[kind], (), ()))
            layouts.append(layout)
            reader = RowReader(layout, context)
            for row, values in rows:
                padded = [*values, *[None] * (len(TABLES[kind]) - len(values))]
                reading = reader.read_row(row, padded)
                assert reading is not None
                entries.add(reading)
            findings += reader.findings
        for number, (key, link) in enumerate(links):
            add_link(sorter, key, (0, 1, -1), link, number)
        entries.flush()
        joiner = Joiner(context, layouts, exclude, leave_out or {})
        records = list(joiner.join_records(sorter))
    return joiner, records


def test_children_are_completed_from_parents():
    _, records = join({"person": [(2, ["lev", "Lev", "natalia"]), (3, ["natalia", "Natalia"])]})
    natalia = records[1]
    slot = KINDS["person"].schema.slot("child")
    assert natalia.node[slot] == ("https://example.org/person/lev",)
    assert natalia.derived == {("child", "https://example.org/person/lev"): (0, 2, 2)}


def test_marriage_is_mutual_even_if_said_once():
    _, records = join({"person": [(2, ["a", "A", None, None, "b"]), (3, ["b", "B"])]})
    slot = KINDS["person"].schema.slot("spouse")
    assert [r.node[slot] for r in records] == [("https://example.org/person/b",), ("https://example.org/person/a",)]


def test_rows_of_child_tables_join_their_record_and_complete_the_group():
    tables = {
        "person": [(2, ["a", "A"])],
        "person.memberships": [(2, ["a", "g"])],
        "group": [(2, ["g", "G"])],
    }
    _, records = join(tables)
    group, person = records
    membership = person.node[KINDS["person"].schema.slot("membership")][0]
    assert membership[2] == ("Membership of A: g", "en")
    assert group.node[KINDS["group"].schema.slot("member")] == ("https://example.org/person/a",)
    assert person.rows == ((0, 2), (1, 2))


def test_two_rows_with_one_id_are_both_named_with_what_differs():
    joiner, records = join({"person": [(2, ["a", "A", None, "1900"]), (5, ["a", "B", None, "1901"])]})
    assert records == []
    assert [str(f) for f in joiner.findings] == [
        "person.csv:5 column A 'id': the id 'a' stands already at person.csv:2; they differ in 'name', 'born'"
        " [duplicate-id]\n  hint: give one of them another id; where several rows describe one record on purpose,"
        " set distinct = true"
    ]


def test_equal_rows_of_a_distinct_table_are_one_record():
    joiner, records = join({"person": [(2, ["a", "A"]), (3, ["a", "A"])]}, distinct=("person",))
    assert [r.id for r in records] == ["a"]
    assert joiner.findings == []


def test_unequal_rows_of_a_distinct_table_are_told():
    joiner, records = join({"person": [(2, ["a", "A"]), (3, ["a", "B"])]}, distinct=("person",))
    assert records == []
    assert [str(f) for f in joiner.findings] == [
        "person.csv:3 column B 'name': the id 'a' stands already at person.csv:2; they differ in 'name'"
        " [duplicate-id]\n"
        "  hint: write the same in all rows of one record, or give one of them another id"
    ]


def test_dangling_reference_suggests_the_nearest_id():
    joiner, _ = join({"person": [(2, ["lev", "Lev", "natali"]), (3, ["natalia", "Natalia"])]})
    assert [str(f) for f in joiner.findings] == [
        "person.csv:2 column C 'parents': there is no person/natali [dangling-reference]\n"
        "  hint: did you mean 'natalia'?"
    ]
    assert joiner.rejected == {("person", "lev")}


def test_row_of_a_record_that_does_not_exist_is_told():
    joiner, _ = join({"person": [(2, ["a", "A"])], "person.memberships": [(2, ["b", "g"])], "group": [(2, ["g", "G"])]})
    assert [f.code for f in joiner.findings] == ["orphan-row", "dangling-reference"] or [
        f.code for f in joiner.findings
    ] == ["orphan-row"]


def test_claim_about_a_part_that_is_not_there_is_told():
    tables = {
        "person": [(2, ["a", "A"])],
        "concept": [(2, ["p", "P"])],
        "claim": [(2, ["c", "C", "person/a#death", "p"])],
    }
    joiner, _ = join(tables)
    assert [str(f) for f in joiner.findings] == [
        "claim.csv:2 column C 'subject': person/a has no part '#death' [dangling-reference]\n"
        "  hint: fill in the field first, so that '#death' exists"
    ]


def test_references_to_a_record_that_was_set_aside_are_left_out_next_time():
    tables = {"person": [(2, ["lev", "Lev", "natalia"]), (3, ["natalia", "Natalia"])]}
    joiner, records = join(tables, exclude=frozenset({("person", "natalia")}))
    assert [r.id for r in records] == ["lev"]
    assert [f.code for f in joiner.findings] == ["set-aside-reference"]
    _, again = join(tables, exclude=frozenset({("person", "natalia")}), leave_out=joiner.left_out)
    assert again[0].node[KINDS["person"].schema.slot("parent")] == ()


def test_links_become_same_as():
    _, records = join({"person": [(2, ["a", "A"])]}, links=[(("person", "a"), ("sameAs", "http://x.org/1"))])
    assert records[0].node[KINDS["person"].schema.slot("sameAs")] == ("http://x.org/1",)


@pytest.mark.parametrize("memory_bytes", [1, 1000, 48_000_000])
def test_order_and_content_do_not_depend_on_the_rows_order_or_memory(memory_bytes):
    rows = [(n, [f"p{n}", f"Person {n}", f"p{n - 1}" if n > 2 else None]) for n in range(2, 40)]
    shuffled = [rows[(i * 17) % len(rows)] for i in range(len(rows))]
    _, one = join({"person": rows})
    _, other = join({"person": shuffled}, memory_bytes=memory_bytes)
    assert one == other
