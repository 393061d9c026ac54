"""Faults of a user's own shapes and mapping queries."""

from __future__ import annotations

from pathlib import Path

from tests.bad_tables import project
from tests.bad_tables.project import Cases, add_table

CASES = Cases()
_PREFIXES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <http://schema.org/> .
@prefix ex: <https://example.org/> .
"""
_QUERY = """\
PREFIX rec: <https://w3id.org/sedova-lod/record#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
CONSTRUCT { ?person a foaf:Person ; foaf:name ?name . }
WHERE {
  ?person a rec:Person .
  OPTIONAL { ?person rec:label ?name }
}
"""


def told(root: Path) -> str:
    """Check with the shapes and the queries that stand in the project's folder."""
    profile = str(root / "foaf") if (root / "foaf").exists() else "both"
    return project.told(root, tuple(root.glob("*.ttl")), profile)


def _shapes(root: Path, text: str) -> None:
    add_table(root, "person", "people.csv", "id,name\nlev,Lev\n")
    (root / "own.ttl").write_text(_PREFIXES + text, encoding="utf-8")


@CASES
def a_full_stop_missing_in_shapes(root: Path) -> None:
    _shapes(root, "ex:S a sh:NodeShape ; sh:targetClass schema:Person\nex:T a sh:NodeShape .\n")


@CASES
def a_prefix_not_declared_in_shapes(root: Path) -> None:
    _shapes(root, "ex:S a sh:NodeShape ;\n  sh:property [ sh:path foaf:name ; sh:minCount 1 ] .\n")


@CASES
def a_term_that_shacl_does_not_have(root: Path) -> None:
    _shapes(root, "ex:S a sh:NodeShape ; sh:targetClass schema:Person ;\n"
                  "  sh:property [ sh:path schema:name ; sh:mincount 1 ; sh:maxLenght 5 ] .\n")  # fmt: skip


@CASES
def a_shape_that_a_record_breaks(root: Path) -> None:
    _shapes(root, "ex:S a sh:NodeShape ; sh:targetClass schema:Person ; "
                  'sh:property [ sh:path schema:birthDate ; sh:minCount 1 ; sh:message "say when"@en ] .')  # fmt: skip


def _profile(root: Path, query: str) -> None:
    add_table(root, "person", "people.csv", "id,name\nlev,Lev\n")
    (root / "foaf").mkdir()
    (root / "foaf" / "person.rq").write_text(query, encoding="utf-8")


@CASES
def a_query_with_a_misspelt_field(root: Path) -> None:
    _profile(root, _QUERY.replace("rec:label", "rec:lable"))


@CASES
def a_query_with_a_misspelt_term(root: Path) -> None:
    _profile(root, _QUERY.replace("foaf:name", "foaf:nmae").replace("a foaf:Person", "a foaf:Persn"))


@CASES
def a_query_that_is_no_sparql(root: Path) -> None:
    _profile(root, _QUERY.replace("WHERE {", "WHERE "))


@CASES
def a_profile_that_is_not_there(root: Path) -> None:
    add_table(root, "person", "people.csv", "id,name\nlev,Lev\n")
    (root / "foaf").mkdir()
