"""Whole records: what the profiles make of them is kept as Turtle, to be read and reviewed.

Run with `--update-golden` to rewrite the files, and review the difference.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from sedova_lod.mapping import load_profiles, read_profiles
from sedova_lod.namespaces import PREFIXES
from sedova_lod.records.kinds import KINDS

from .conftest import Mapper
from .record_graph import PROFILES, RDF_TYPE, Triples, mapped_by_rdflib, parsed
from .rich_records import BASE, rich_record

GOLDEN = Path(__file__).parent / "golden"


def as_turtle(triples: Triples) -> str:
    prefixes = {**PREFIXES, **{kind: f"{BASE}{kind}/" for kind in KINDS}}
    used = {p: n for p, n in prefixes.items() if any(n in str(triple) for triple in triples)}
    ordered = sorted(
        triples, key=lambda triple: (triple.subject.value, triple.predicate.value != RDF_TYPE, str(triple))
    )
    made = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used)
    assert made is not None
    return made.decode()


@pytest.mark.parametrize("profile", ["schema_org", "cidoc_crm"])
@pytest.mark.parametrize("kind", KINDS)
def test_record_is_mapped_as_agreed(
    kind: str, profile: str, map_record: Mapper, request: pytest.FixtureRequest
) -> None:
    found = map_record(kind, rich_record(kind), profile)
    path = GOLDEN / f"{kind}_{profile}.ttl"
    if request.config.getoption("--update-golden"):
        path.write_text(as_turtle(found), encoding="utf-8")
    assert sorted(map(str, found)) == sorted(map(str, parsed(path.read_bytes(), ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize("kind", KINDS)
def test_both_vocabularies_together_say_what_each_says_alone(kind: str, map_record: Mapper) -> None:
    record = rich_record(kind)
    alone = map_record(kind, record, "schema_org") | map_record(kind, record, "cidoc_crm")
    assert map_record(kind, record, "both") == alone


@pytest.mark.parametrize("kind", KINDS)
def test_compiled_queries_make_the_same_triples(kind: str, map_record: Mapper) -> None:
    mapping = load_profiles(["schema_org", "cidoc_crm"], {name: each.schema for name, each in KINDS.items()})
    record = rich_record(kind)
    lines = [
        f"<{subject}> <{predicate}> {value} .\n"
        for subject, predicates in mapping.map_record(kind, record)
        for predicate, objects in predicates
        for value in objects
    ]
    assert len(lines) == len(set(lines))
    assert parsed("".join(lines)) == map_record(kind, record, "both")


def test_the_queries_run_here_are_all_of_the_package() -> None:
    run = {f"profiles/{folder}/{kind}.rq" for folder in PROFILES["both"] for kind in KINDS}
    assert {source.file for source in read_profiles(["schema_org", "cidoc_crm"])} == run


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_rdflib_and_pyoxigraph_make_the_same_triples(
    kind: str, map_record: Mapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    record = rich_record(kind)
    assert mapped_by_rdflib(kind, record, KINDS[kind].schema) == map_record(kind, record, "both")
