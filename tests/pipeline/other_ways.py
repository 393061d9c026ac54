"""Other ways to the same result: several workers that know nothing of each other, and everything in small pieces."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any
from unittest.mock import patch

from sedova_lod.engines.work import pack, unpack
from sedova_lod.pipeline import (
    building,
    dump_statements,
    final_works,
    finding_order,
    passes,
    rebuilding,
    record_writing,
    reject_reasons,
    table_rows,
)
from sedova_lod.readers import csv_lines, csv_table, record_bytes
from sedova_lod.records import ExternalSorter, cell_memos, entries, plain_pile, sorting
from sedova_lod.validation import RuleStore, rule_loads
from sedova_lod.validation.history import names, watch

__all__ = ["Apart", "in_small_pieces"]

_CHOICES: tuple[tuple[Any, str, tuple[Any, ...]], ...] = (
    (table_rows, "_ROWS_SENT", (1, 3, 7)),
    (record_bytes, "_PIECE_BYTES", (1, 30, 100, 400)),
    (names, "_WORTH_SENDING", (0,)),
    (rule_loads, "_MOST_WAITING", (1, 3, 256)),
    (rule_loads, "_MOST_KEYS", (500, 10)),
    (watch, "_MEMORY_BYTES", (300, 5000)),
    (entries, "_MOST_WAITING", (1, 5, 60_000)),
    (entries, "_MOST_ROWS_HELD", (1, 2, 10_000)),
    (entries, "_MOST_IN_ENTRY", (1, 2, 250)),
    (plain_pile, "_MOST_HELD", (1, 3, 1000)),
    (finding_order, "_MEMORY_BYTES", (1000,)),
    (reject_reasons, "_MEMORY_BYTES", (1000,)),
    (final_works, "_SHARES_SENT", (1, 8)),
    (csv_table, "_CAREFUL_ROWS", (1, 2, 32)),
    (csv_lines, "_PIECE", (1, 10, 100, 1 << 16)),
    (sorting, "_BLOCK_ENTRIES", (1, 4, 64)),
    (dump_statements, "_PIECE_BYTES", (200, 1_000_000)),
    (record_writing, "_PIECE_BYTES", (100, 1 << 20)),
    (rebuilding, "_MOST_IN_GROUP", (1, 3, 20_000)),
    (rebuilding, "_LINES_AT_ONCE", (1, 10_000)),
    (cell_memos, "_MOST_HELD", (1, 2, 4096)),
    (building, "ExternalSorter", tuple(partial(ExternalSorter, memory_bytes=most) for most in (500, 48_000_000))),
    (passes, "RuleStore", tuple(partial(RuleStore, most_triples=most) for most in (300, 2000))),
)


def in_small_pieces(chance: random.Random) -> tuple[ExitStack, dict[str, int]]:
    """Make pieces, blocks and what is held in memory small, until the stack is closed; give options that do so too."""
    stack = ExitStack()
    for module, name, values in _CHOICES:
        stack.enter_context(patch.object(module, name, chance.choice(values)))
    options = {"batch_records": chance.choice((1, 2, 5, 250)), "most_held": chance.choice((0, 1, 5, 10_000))}
    return stack, options


class Apart:
    """Work as several other processes do: batches are packed, asked for early, and shared out by chance.

    Args:
        chance: Shares batches out.
    """

    reads_rows = shares_files = True

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def run(self, work: Any, batches: Iterable[list[Any]]) -> Iterator[Any]:
        workers = [work.start() for _ in range(self._chance.randint(1, 3))]
        n_ahead, waiting = self._chance.randint(1, 6), list[bytes]()
        for batch in batches:
            waiting.append(pack(batch))
            if len(waiting) > n_ahead:
                yield from self._results(workers, waiting)
                waiting = []
        yield from self._results(workers, waiting)

    def _results(self, workers: list[Any], waiting: list[bytes]) -> list[Any]:
        """Let each worker do its share, one worker after the other; results are in the order of the batches."""
        shares = [self._chance.randrange(len(workers)) for _ in waiting]
        order = sorted(range(len(waiting)), key=shares.__getitem__)
        found = {n: pickle.loads(pickle.dumps(workers[shares[n]].process(unpack(waiting[n])))) for n in order}
        return [found[number] for number in range(len(waiting))]

    def close(self) -> None:
        pass
