"""Loading profiles: those of the package, and the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.errors import ProfileError
from sedova_lod.mapping import QuerySource, load_profiles, read_profiles, record_graph, verify_with_engines
from sedova_lod.records import KINDS
from tests.mapping.oracle import flatten, oxigraph_triples, with_lower_tags
from tests.mapping.people import SCHEMAS, query

_SCHEMAS = {kind.name: kind.schema for kind in KINDS.values()}
_SHIPPED = read_profiles(["schema_org", "cidoc_crm"])
_NAMES = [source.file for source in _SHIPPED]


def _error(names: list[str]) -> str:
    with pytest.raises(ProfileError) as caught:
        load_profiles(names, SCHEMAS)
    return str(caught.value)


@pytest.mark.parametrize("source", _SHIPPED, ids=_NAMES)
def test_pyoxigraph_accepts_each_query_of_the_package(source: QuerySource) -> None:
    """That rdflib accepts them too is seen where it runs them: tests/profiles/test_golden.py."""
    assert verify_with_engines([source]) == []


def test_the_profiles_of_the_package_have_no_faults_and_no_warnings() -> None:
    mapping = load_profiles(["schema_org", "cidoc_crm"], _SCHEMAS)
    assert set(mapping.kinds) == set(KINDS)
    assert mapping.warnings == ()


def test_built_in_profiles_bring_common_with_them() -> None:
    assert {file.split("/")[1] for file in (s.file for s in read_profiles(["cidoc_crm"]))} == {"common", "cidoc_crm"}


def test_common_comes_once() -> None:
    assert read_profiles(["cidoc_crm", "common"]) == read_profiles(["cidoc_crm", "common", "cidoc_crm"])


def test_a_small_person_is_mapped_as_pyoxigraph_does() -> None:
    mapping = load_profiles(["schema_org", "cidoc_crm"], _SCHEMAS)
    person = _SCHEMAS["person"]
    node = person.make(
        "https://example.org/person/a", title="Ana", label=(("Ana", "en"),), mother="https://example.org/b"
    )
    expected = set().union(*(oxigraph_triples(s.text, person, node) for s in mapping.sources if "person" in s.file))
    assert with_lower_tags(flatten(mapping.map_record("person", node))) == with_lower_tags(expected)


def test_reads_the_queries_of_a_folder_and_its_sub_folders(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "person.rq").write_text(query("?p a s:Person .", ""), "utf-8")
    (tmp_path / "more" / "person.rq").write_text(query("?p a s:Thing .", ""), "utf-8-sig")
    mapping = load_profiles([str(tmp_path)], SCHEMAS)
    assert [source.file for source in mapping.sources] == [f"{tmp_path}/more/person.rq", f"{tmp_path}/person.rq"]
    assert mapping.kinds == ("person",)


def test_reports_a_missing_profile(tmp_path: Path) -> None:
    assert _error(["schema", f"{tmp_path}"]) == (
        "schema: no profile: there is no such folder, or no .rq file in it\n"
        "  hint: name one of common, schema_org, cidoc_crm, or a folder with .rq files\n"
        f"{tmp_path}: no profile: there is no such folder, or no .rq file in it\n"
        "  hint: name one of common, schema_org, cidoc_crm, or a folder with .rq files"
    )


def test_reports_the_faults_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(query("?p a s:Person .", "OPTIONAL { ?p rec:titel ?t }"), "utf-8")
    (tmp_path / "b.rq").write_text("CONSTRUCT", "utf-8")
    assert _error([str(tmp_path)]) == (
        f"{tmp_path}/a.rq:8:15: no field 'rec:titel' of rec:Person\n"
        "  hint: did you mean 'rec:title'?\n"
        f"{tmp_path}/b.rq:1:10: the query ends where '{{' is expected"
    )


def test_reports_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes("# one\n# é".encode("latin-1"))
    assert _error([str(tmp_path)]) == (
        f"{tmp_path}/a.rq:2: the file is not in UTF-8\n  hint: save it with the encoding UTF-8"
    )


def test_reports_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rq").write_text("", "utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert _error([str(tmp_path)]) == f"{tmp_path}/a.rq: the file cannot be read: Permission denied"


def test_verification_reports_what_an_engine_refuses() -> None:
    (fault,) = verify_with_engines([QuerySource("x.rq", "CONSTRUCT")])
    assert fault.where == "x.rq"
    assert fault.what.startswith("pyoxigraph cannot read the query: error at 1:10")


def test_the_record_graph_names_every_value() -> None:
    place = _SCHEMAS["place"]
    node = place.make("https://example.org/place/a", title="Romny", latitude="50.75", label=(("Ромны", "ru"),))
    rec = "https://w3id.org/sedova-lod/record#"
    assert list(record_graph(place, node)) == [
        f"<{node[0]}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{rec}Place> .",
        f'<{node[0]}> <{rec}title> "Romny" .',
        f'<{node[0]}> <{rec}label> "Ромны"@ru .',
        f'<{node[0]}> <{rec}latitude> "50.75"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
    ]
