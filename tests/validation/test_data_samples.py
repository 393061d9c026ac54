"""On a sample of the bundled data set with faults put in, our results equal those of pySHACL."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from sedova_lod.validation import FastValidator, ReferenceValidator, default_shape_files, load_shapes

N_FAULTS = 40
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def triples(bundled_build) -> list[str]:
    return (bundled_build.folder / "dataset.nt").read_text(encoding="utf-8").splitlines(keepends=True)


def sample(triples: list[str], random: Random, n_records: int) -> list[str]:
    """Take some records with their parts, and the classes of what they refer to."""
    records = sorted({record_of(line) for line in triples})
    chosen = set(random.sample(records, n_records))
    described = [line for line in triples if record_of(line) in chosen]
    objects = {line.split(" ", 2)[2].removesuffix(" .\n") for line in described}
    types = [t for t in triples if "-ns#type>" in t and t.split(" ", 1)[0] in objects and record_of(t) not in chosen]
    return described + types


def record_of(line: str) -> str:
    return line.split(">", 1)[0].partition("#")[0]


def with_faults(lines: list[str], random: Random) -> str:
    """Take triples out, double values and give them other datatypes."""
    found = list(lines)
    for _ in range(N_FAULTS):
        i = random.randrange(len(found))
        subject, predicate, _ = found[i].split(" ", 2)
        changed = random.choice(
            [f'"{i}"', f'"{i}"@en', "<http://example.org/x>", '"x"^^<http://www.w3.org/2001/XMLSchema#date>']
        )
        found[i : i + 1] = random.choice(
            [[], [found[i], f"{subject} {predicate} {changed} .\n"], [f"{subject} {predicate} {changed} .\n"]]
        )
    return "".join(dict.fromkeys(found))


def told(results):
    return Counter(result._replace(plain="", details=()) for result in results)


@pytest.fixture(scope="module")
def shapes():
    return load_shapes([path for path in default_shape_files() if "history" not in Path(path).name])


@pytest.mark.slow
@pytest.mark.parametrize("n_records", [20, pytest.param(200, marks=pytest.mark.long)])
def test_results_are_those_of_the_reference(triples, shapes, n_records):
    random = Random(n_records)
    graph = with_faults(sample(triples, random, n_records), random)
    ours = FastValidator(shapes).validate_graph(graph)
    assert len(ours) > N_FAULTS / 4
    assert told(ours) == told(ReferenceValidator(shapes).validate_graph(graph))
