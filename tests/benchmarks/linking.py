"""Measure how well records are linked: `python -m tests.benchmarks.linking [POOL QUERIES CYRILLIC_QUERIES]`.

The pool has entries of several museums under ids of their own, some of them the same people as its Wikidata items.
The labels only name items, so only items are judged: entries under other ids are neither right nor wrong. With
`--any-id` they count as wrong wherever the labels do not name them.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sedova_lod.linking import Candidate, Entity
from sedova_lod.linking.day_agreement import say_days
from sedova_lod.linking.index import open_index
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.linking.name_forms import forms_of_names
from sedova_lod.linking.scoring import load_weights
from sedova_lod.linking.suggestion import suggest_match
from tests.benchmarks.linking_data import SHARED, Query, read_pool, read_queries, with_homonyms, without_birth
from tests.benchmarks.linking_weights import reliability_table
from tests.benchmarks.machine import machine_line

THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.98)
WANTED_PRECISION = 0.98


class Answer(NamedTuple):
    """Hold what was found for a query, the likeliest first, only what is judged."""

    query: Query
    candidates: list[Candidate]

    def suggested(self, threshold: float | None = None) -> Candidate | None:
        """Give the suggestion."""
        return suggest_match(self.candidates, threshold)


class Tally(NamedTuple):
    """Count what was suggested."""

    n_queries: int
    n_in_pool: int
    n_right: int
    n_wrong: int
    n_rightly_none: int

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall."""
        return 2 * self.n_right / max(1, self.n_right + self.n_wrong + self.n_in_pool)

    def row(self, name: str) -> str:
        """Write a row of a table."""
        n_absent = self.n_queries - self.n_in_pool
        shares = (
            share(self.n_right, self.n_right + self.n_wrong), share(self.n_right, self.n_in_pool),
            f"{self.f1:.4f}", share(self.n_rightly_none, n_absent),
        )  # fmt: skip
        return f"| {name} | {self.n_queries} | {self.n_in_pool} | {' | '.join(shares)} |"


def share(n: int, of: int) -> str:
    """Write a share with its Wilson interval of 95 %.

    >>> share(440, 442)
    '0.9955 (0.9837 to 0.9988)'
    """
    if not of:
        return "none"
    low, high = wilson(n, of)
    return f"{n / of:.4f} ({low:.4f} to {high:.4f})"


def wilson(n: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Give the Wilson score interval of a share."""
    rate, spread = n / of, z * z / of
    middle = (rate + spread / 2) / (1 + spread)
    half = z * math.sqrt(rate * (1 - rate) / of + spread / (4 * of)) / (1 + spread)
    return middle - half, middle + half


def answers(pool: list[Entity], queries: Iterable[Query], *, any_id: bool = False) -> list[Answer]:
    """Ask an index of the pool for all queries."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pool.index"
        with IndexWriter(path) as writer:
            for entity in pool:
                writer.add(entity)
            writer.finish()
        with open_index(path) as index:
            found = [(query, index.find(query.entity)) for query in queries]
    return [Answer(query, [one for one in some if any_id or one.entity.id.startswith("Q")]) for query, some in found]


def tally(found: Iterable[Answer], threshold: float | None = None) -> Tally:
    """Count right and wrong suggestions."""
    n_queries = n_in_pool = n_right = n_wrong = n_none = 0
    for answer in found:
        suggested = answer.suggested(threshold)
        is_right = suggested is not None and suggested.entity.id in answer.query.accepted
        n_queries += 1
        n_in_pool += answer.query.is_in_pool
        n_right += is_right
        n_wrong += suggested is not None and not is_right
        n_none += suggested is None and not answer.query.is_in_pool
    return Tally(n_queries, n_in_pool, n_right, n_wrong, n_none)


def recall_at(found: list[Answer], precision: float) -> tuple[int, float]:
    """Give how many right answers come before precision falls, and the probability down to which they go."""
    firsts = [(answer.candidates[0], answer.query) for answer in found if answer.candidates]
    firsts.sort(key=lambda pair: -pair[0].probability)
    n_right, best, lowest = 0, 0, 1.0
    for number, (candidate, query) in enumerate(firsts, 1):
        n_right += candidate.entity.id in query.accepted
        if n_right / number >= precision:
            best, lowest = n_right, candidate.probability
    return best, lowest


def strata(found: list[Answer], pool: list[Entity]) -> Iterator[tuple[str, list[Answer]]]:
    """Split answers by what makes a query easy or hard."""
    keys = _keys_of_pool(pool)
    forms = {id(one): {form.key for form in forms_of_names(n.text for n in one.query.entity.names)} for one in found}
    yield "year of birth given", [one for one in found if one.query.entity.born]
    yield "no year of birth", [one for one in found if not one.query.entity.born]
    yield "year of death given", [one for one in found if one.query.entity.died]
    yield "name as in the pool", [one for one in found if forms[id(one)] & keys.keys()]
    yield "name otherwise", [one for one in found if not forms[id(one)] & keys.keys()]
    yield "several items of that name", [one for one in found if any(keys.get(key, 0) > 1 for key in forms[id(one)])]
    yield "name with brackets or another script", [one for one in found if len(forms[id(one)]) > 1]
    yield "one word", [one for one in found if all(" " not in key for key in forms[id(one)])]


def _keys_of_pool(pool: list[Entity]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for entity in pool:
        if entity.id.startswith("Q"):
            for key in {form.key for form in forms_of_names(name.text for name in entity.names)}:
                keys[key] = keys.get(key, 0) + 1
    return keys


def reliability(found: Iterable[Answer], n_bins: int = 10) -> Iterator[str]:
    """Compare probabilities with how often they were right, for every candidate that was found."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(n_bins)]
    for answer in found:
        for one in answer.candidates:
            place = min(n_bins - 1, int(one.probability * n_bins))
            bins[place].append((one.probability, one.entity.id in answer.query.accepted))
    yield from reliability_table(bins)


def faults(found: Iterable[Answer]) -> Iterator[str]:
    """Write out each wrong and each missing answer, so that a reader can judge the labels too."""
    for answer in found:
        suggested = answer.suggested()
        is_right = suggested is not None and suggested.entity.id in answer.query.accepted
        if is_right or (suggested is None and not answer.query.is_in_pool):
            continue
        first = answer.candidates[0] if answer.candidates else None
        what = "wrong" if suggested else "missed"
        given = f"{_shown(first.entity)}, {first.probability:.3f}" if first else "nothing found"
        yield f"- {what}: {_shown(answer.query.entity)}; label {'/'.join(sorted(answer.query.accepted))}; best: {given}"


def _shown(entity: Entity) -> str:
    years = "–".join(say_days(days) if days else "?" for days in (entity.born, entity.died))
    return f"{entity.id} {entity.name} ({years})"


def _table(rows: Iterable[str], first: str = "queries") -> str:
    head = f"| {first} | n | in pool | precision | recall | F1 | no-match accuracy |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *rows, ""])


def report(pool_file: Path, queries_file: Path, cyrillic_file: Path, *, any_id: bool) -> Iterator[str]:
    """Write the whole report as Markdown."""
    pool, latin = read_pool(pool_file), read_pool(pool_file, only_latin=True)
    queries, cyrillic = read_queries(queries_file, pool), read_queries(cyrillic_file, latin)
    bare = without_birth(queries)
    crowded = with_homonyms(pool, queries)
    plain = answers(pool, queries, any_id=any_id)
    yield f"{machine_line()}\n\nPool: {len(pool)} entries, {sum(len(one.names) for one in pool)} names."
    yield f"Suggested from a probability of {load_weights().threshold} on; intervals are Wilson's, 95 %.\n"
    rows = [
        ("as they are", plain),
        ("without years of birth", answers(pool, bare, any_id=any_id)),
        ("two homonyms added for each answer", answers(crowded, queries, any_id=any_id)),
        ("both", answers(crowded, bare, any_id=any_id)),
    ]
    yield _table(tally(found).row(name) for name, found in rows)
    yield _table((tally(plain, at).row(f"from {at}") for at in THRESHOLDS), "threshold")
    yield _table((tally(found).row(name) for name, found in strata(plain, pool)), "stratum")
    yield "Answers that differ from the labels:\n"
    yield "\n".join([*faults(plain), ""])
    foreign = answers(latin, cyrillic, any_id=any_id)
    foreign_bare = answers(latin, without_birth(cyrillic), any_id=any_id)
    n_names = sum(len(entity.names) for entity in latin)
    yield f"Cyrillic names against the {len(latin)} entries with a Latin name, {n_names} names:\n"
    yield _table(tally(found).row(name) for name, found in (("as they are", foreign), ("without birth", foreign_bare)))
    for name, found in (("as they are", foreign), ("without years of birth", foreign_bare)):
        n_right, lowest = recall_at(found, WANTED_PRECISION)
        n = sum(answer.query.is_in_pool for answer in found)
        what = f"Recall at precision {WANTED_PRECISION}, {name}"
        yield f"{what}: {share(n_right, n)}, from a probability of {lowest:.3f} on."
    yield "\nHow often probabilities were right:\n"
    yield "\n".join(reliability([*plain, *foreign, *rows[1][1]]))


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="pool, queries and Cyrillic queries")
    parser.add_argument("--any-id", action="store_true", help="judge entries under other ids too")
    options = parser.parse_args()
    usual = [SHARED / name for name in ("pool.csv", "queries_dev.csv", "queries_cyrillic_dev.csv")]
    files = [*options.files, *usual[len(options.files) :]]
    for part in report(*files, any_id=options.any_id):
        print(part)


if __name__ == "__main__":
    main()
