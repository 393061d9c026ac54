"""Fit the weights of the score to the development queries: `python -m tests.benchmarks.linking_weights [--write]`.

A logistic regression over the pairs of a query and what an index finds for it: the queries as they are and without
years of birth, in a pool where a tenth of the right answers got two namesakes. Each weight is drawn towards a prior;
where the queries say nothing about a feature, the prior stays. Nothing else is tuned, and no other file is read.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sedova_lod.linking import Entity
from sedova_lod.linking.index import open_index
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.linking.scoring import load_weights
from tests.benchmarks.linking_data import SHARED, Query, read_pool, read_queries, with_homonyms, without_birth

PRIORS = {
    "bias": -5.0,
    "name.shared": 8.0,
    "name.spelling": 8.0,
    "name.conflict": 9.0,
    "name.omission": 3.0,
    "name.generation": 4.0,
    "born": 4.0,
    "died": 4.0,
    "lifetime": 4.0,
    "kind": 8.0,
    "place": 1.0,
    "occupation": 0.7,
    "nationality": 0.7,
    "gender": 3.0,
}
WEIGHTS = Path(__file__).resolve().parents[2] / "src" / "sedova_lod" / "linking" / "weights.toml"
HEAD = """\
# Weights of the score: how many units of log-odds each feature is worth at 1.
# Written by `python -m tests.benchmarks.linking_weights --write`, which fits them to the development queries; see
# docs/explanation/linking.md. A weight that these queries say nothing about stays at its prior.
"""
STRENGTH = 0.5
MOST_CANDIDATES = 8
SHARE_WITH_HOMONYMS = 0.1
Example = tuple[dict[str, float], bool]
Row = tuple[list[tuple[int, float]], bool]


def examples(folder: Path) -> list[list[Example]]:
    """Give for each query the features of all pairs that are looked at, and whether they are right."""
    pool, latin = read_pool(folder / "pool.csv"), read_pool(folder / "pool.csv", only_latin=True)
    queries = read_queries(folder / "queries_dev.csv", pool)
    cyrillic = read_queries(folder / "queries_cyrillic_dev.csv", latin)
    found = []
    for some, entities in ((queries, with_homonyms(pool, queries, SHARE_WITH_HOMONYMS)), (cyrillic, latin)):
        pairs = _pairs(entities, [*some, *without_birth(some)])
        found += [plain + bare for plain, bare in zip(pairs[: len(some)], pairs[len(some) :], strict=True)]
    return found


def _pairs(pool: list[Entity], queries: list[Query]) -> list[list[Example]]:
    """Compare each query with what an index finds; entries under other ids than QIDs are not judged."""
    found: list[list[Example]] = []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "pool.index"
        with IndexWriter(path) as writer:
            for entity in pool:
                writer.add(entity)
            writer.finish()
        with open_index(path) as index:
            for query in queries:
                candidates = index.find(query.entity, 50, least=0.0, is_thorough=True)
                judged = [one for one in candidates if one.entity.id.startswith("Q")][:MOST_CANDIDATES]
                found.append([(dict(one.features), one.entity.id in query.accepted) for one in judged])
    return found


def fit(pairs: Sequence[Example], priors: dict[str, float] = PRIORS, rounds: int = 50) -> dict[str, float]:
    """Find the weights that make the right pairs likely, drawn towards the priors, by Newton's method."""
    names = list(priors)
    drawn_to = [priors[name] for name in names]
    rows = []
    for features, is_right in pairs:
        values = (1.0, *(features.get(name, 0.0) for name in names[1:]))
        rows.append(([(i, x) for i, x in enumerate(values) if x], is_right))
    weights, loss = drawn_to, _loss(rows, drawn_to, drawn_to)
    for _ in range(rounds):
        step = _step(rows, weights, drawn_to)
        size = 1.0
        while size > 1e-6:
            tried = [weight - size * change for weight, change in zip(weights, step, strict=True)]
            new_loss = _loss(rows, tried, drawn_to)
            if new_loss < loss:
                break
            size /= 2
        else:
            break
        is_done = loss - new_loss < 1e-7
        weights, loss = tried, new_loss
        if is_done:
            break
    return dict(zip(names, weights, strict=True))


def _likely(row: Sequence[tuple[int, float]], weights: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[i] * x for i, x in row)))))


def _loss(rows: Sequence[Row], weights: Sequence[float], drawn_to: Sequence[float]) -> float:
    pull = sum((weight - prior) ** 2 for weight, prior in zip(weights, drawn_to, strict=True))
    surprise = 0.0
    for row, is_right in rows:
        likely = _likely(row, weights)
        surprise -= math.log(likely if is_right else 1 - likely)
    return surprise + STRENGTH / 2 * pull


def _step(rows: Sequence[Row], weights: Sequence[float], drawn_to: Sequence[float]) -> list[float]:
    gradient = [STRENGTH * (weight - prior) for weight, prior in zip(weights, drawn_to, strict=True)]
    curvature = [[STRENGTH * (i == j) for j in range(len(weights))] for i in range(len(weights))]
    for row, is_right in rows:
        likely = _likely(row, weights)
        spread = likely * (1 - likely)
        for i, x in row:
            gradient[i] += (likely - is_right) * x
            if spread > 1e-9:
                for j, y in row:
                    curvature[i][j] += spread * x * y
    return _solve(curvature, gradient)


def held_out_reliability(queries: Sequence[list[Example]], n_folds: int = 5, n_bins: int = 10) -> Iterator[str]:
    """Compare probabilities with how often they were right, each by weights that were fitted without its query."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(n_bins)]
    for fold in range(n_folds):
        weights = fit([pair for number, some in enumerate(queries) if number % n_folds != fold for pair in some])
        for features, is_right in (pair for some in queries[fold::n_folds] for pair in some):
            log_odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
            likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
            bins[min(n_bins - 1, int(likely * n_bins))].append((likely, is_right))
    yield from reliability_table(bins)


def reliability_table(bins: Sequence[list[tuple[float, bool]]]) -> Iterator[str]:
    """Write for each bin how many pairs it has, what was said and what was right, and the mean gap between these."""
    yield "| probability | pairs | said | right |\n|---|---|---|---|"
    n_pairs, gap = sum(map(len, bins)), 0.0
    for number, some in enumerate(bins):
        if some:
            said, was = sum(p for p, _ in some) / len(some), sum(right for _, right in some) / len(some)
            gap += abs(said - was) * len(some) / n_pairs
            bounds = f"{number / len(bins):.1f} to {(number + 1) / len(bins):.1f}"
            yield f"| {bounds} | {len(some)} | {said:.3f} | {was:.3f} |"
    yield f"| expected gap | {n_pairs} | | {gap:.4f} |"


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve a system of linear equations by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(len(rows)):
            if k != i and rows[k][i]:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def as_toml(weights: dict[str, float], threshold: float) -> str:
    """Write the file of weights."""
    lines = [f'"{name}" = {weight:.2f}' for name, weight in weights.items()]
    return "\n".join([HEAD + f"threshold = {threshold}", "", "[weights]", *lines, ""])


def main() -> None:
    """Fit and print the weights, or write them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="folder of pool and queries")
    parser.add_argument("--write", action="store_true", help="write them into the package")
    options = parser.parse_args()
    queries = examples(options.folder)
    pairs = [pair for some in queries for pair in some]
    text = as_toml(fit(pairs), load_weights().threshold)
    n_right = sum(is_right for _, is_right in pairs)
    print(f"{len(pairs)} pairs, {n_right} of them right")
    if options.write:
        WEIGHTS.write_text(text, encoding="utf-8")
    print(text)
    print("\n".join(held_out_reliability(queries)))


if __name__ == "__main__":
    main()
