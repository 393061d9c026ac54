"""Faulty records, the references to them and their rows are held once, packed, or in a file: they may be very many."""

from __future__ import annotations

import errno
import pickle
import tempfile
import tracemalloc
from collections import deque
from collections.abc import Callable

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.findings import FindingPile
from sedova_lod.records import (
    KINDS,
    DataSetContext,
    Entries,
    ExternalSorter,
    Joiner,
    LeftOut,
    PlainPile,
    RecordKeys,
    RowReader,
    TableLayout,
)

NUMBER = 4000
BASE = "https://example.org/person/"


def bytes_held(make: Callable[[], object]) -> float:
    """Measure what something holds for each of its many parts."""
    tracemalloc.start()
    made = make()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert made is not None
    return held / NUMBER


def test_a_faulty_record_takes_little_more_than_its_id():
    assert bytes_held(lambda: RecordKeys(("person", f"tate-{number}x12") for number in range(NUMBER))) < 130


def test_records_that_refer_to_the_same_faulty_one_share_what_is_left_out():
    def make() -> LeftOut:
        left_out = LeftOut()
        for number in range(NUMBER):
            left_out.add(("object", f"tate-{number}x12"), f"{BASE}{number % 5}")
        return left_out

    assert bytes_held(make) < 170
    left_out = make()
    assert (len(left_out), left_out["object", "tate-7x12"]) == (NUMBER, {f"{BASE}2"})
    assert (("object", "tate-x") in left_out, ("group", "tate") in left_out) == (False, False)
    left_out.update(pickle.loads(pickle.dumps(left_out)))
    left_out.update({("group", "tate"): frozenset((f"{BASE}1", f"{BASE}2"))})
    assert (len(left_out), left_out["group", "tate"]) == (NUMBER + 1, {f"{BASE}1", f"{BASE}2"})
    assert len({id(iris) for iris in left_out.values()}) == 6


def test_kinds_and_ids_are_a_set_of_pairs():
    pairs = {("person", "a"), ("person", "b"), ("place", "a")}
    keys = RecordKeys(pairs)
    assert (keys == pairs, pairs == keys, set(keys), len(keys)) == (True, True, pairs, 3)
    assert (keys <= pairs, keys | {("event", "a")} == pairs | {("event", "a")}, len(keys)) == (True, True, 3)
    assert (keys | RecordKeys([("place", "b")])) - pairs == {("place", "b")}
    assert [key in keys for key in (("place", "a"), ("place", "b"), ("event", "a"))] == [True, False, False]
    assert pickle.loads(pickle.dumps(keys)) == pairs


def test_a_pile_holds_few_of_its_values_and_gives_all():
    def make() -> PlainPile[tuple[int, str]]:
        pile: PlainPile[tuple[int, str]] = PlainPile()
        pile.extend((number, f"tate-{number}") for number in range(NUMBER))
        return pile

    assert bytes_held(make) < 40
    pile = make()
    pile.append((-1, "last"))
    wanted = [*((number, f"tate-{number}") for number in range(NUMBER)), (-1, "last")]
    assert (len(pile), list(zip(pile, pile, strict=True))) == (NUMBER + 1, [*zip(wanted, wanted, strict=True)])
    assert (pile.take(), len(pile), list(pile)) == (wanted, 0, [])
    pile.extend(wanted[:1500])
    assert list(pile) == wanted[:1500]


def test_a_full_disk_is_told(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    pile: PlainPile[int] = PlainPile()
    with pytest.raises(OutputError) as told:
        pile.extend(range(1000))
    assert str(told.value) == (
        f"{tempfile.gettempdir()}: what is wrong with rows cannot be kept here: No space left on device\n"
        "  hint: set TMPDIR to a folder on a disk with more space"
    )


def test_a_pass_that_learns_nothing_new_holds_next_to_nothing_of_faulty_records():
    context = DataSetContext("https://example.org/", ("en",))
    layout = TableLayout(0, KINDS["person"], None, "people.csv")
    assert not list(layout.arrange(["id", "name", "parents"], (), ()))
    with ExternalSorter() as sorter:
        entries, reader = Entries(sorter, context), RowReader(layout, context)
        for row in range(2, NUMBER + 2):  # every other row lacks a name; each refers to its neighbour
            entries.add(reader.read_row(row, [f"p{row}", f"N {row}" if row % 2 else None, f"p{row ^ 1}"]))
        entries.flush()

        def passed(before: Joiner | None = None) -> Joiner:
            known = (before.rejected, before.left_out) if before else (frozenset(), {})
            joiner = Joiner(context, [layout], *known)
            joiner.findings = FindingPile(1)
            deque(joiner.join_records(sorter), maxlen=0)
            return joiner

        first = passed()
        assert (len(first.rejected), len(first.left_out), len(first.rejected_rows)) == (2000, 2000, 2000)
        second: list[Joiner] = []
        held = bytes_held(lambda: second.append(passed(first)) or second)
    assert (len(second[0].rejected), len(second[0].left_out), len(second[0].rejected_rows)) == (0, 0, 2000)
    assert list(second[0].findings) == list(first.findings)
    assert held < 200
