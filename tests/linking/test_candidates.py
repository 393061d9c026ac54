"""Candidates are kept until somebody decides, also when a run dies in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.errors import InputError
from sedova_lod.linking import Candidate, DayRange, Entity, EntityName
from sedova_lod.linking.candidates import CandidateTable, Proposal
from sedova_lod.linking.entity_text import entity_from_text, entity_to_text

WD = "http://www.wikidata.org/entity/"
FULL = Entity(
    "Q1", "person", (EntityName("Лев Седов", "ru"), EntityName('Lev "Lyova" Sedov')), DayRange(2417212, 2417576),
    DayRange(None, 2429311), ("Paris",), ("revolutionary", "editor"), ("Russian Empire",), "male",
    (("viaf", "2518"),), "son of\tLeon Trotsky",
)  # fmt: skip


def proposal(subject: str, *entities: Entity, source: str = "Wikidata", snapshot: str = "2026-01-01") -> Proposal:
    candidates = tuple(
        Candidate(entity, 0.9 / rank, {"born": 1.0, "name.shared": 1 / 3}, ("born at the same time: 1906", "a; b"))
        for rank, entity in enumerate(entities, start=1)
    )
    return Proposal(
        subject, f"Name of {subject}", source, candidates, tuple(WD + e.id for e in entities), snapshot, "0.1.0"
    )


@pytest.fixture
def table(tmp_path: Path) -> CandidateTable:
    return CandidateTable(tmp_path / "candidates.tsv")


def subjects(table: CandidateTable) -> list[str]:
    return [one.subject for one in table.iter_proposals()]


def test_entities_are_read_as_they_were_written() -> None:
    assert entity_from_text(entity_to_text(FULL)) == FULL
    assert entity_from_text(entity_to_text(Entity("Q1"))) == Entity("Q1")
    many = Entity("Q1", names=tuple(EntityName(str(number)) for number in range(99)))
    assert len(entity_from_text(entity_to_text(many)).names) == 12


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"id": 1}', '{"id": "Q1", "born": [1, 2, 3]}', '{"id":"Q1","names":[[]]}']
)
def test_what_is_no_entity(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        entity_from_text(text)


def test_rows_tell_all_about_candidates(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL), proposal("person/b")])
    assert table.path.read_text(encoding="utf-8").replace("\t", "|").splitlines() == [
        "subject|subject_label|rank|of|object|object_label|probability|reasons|features|source|snapshot|tool_version|"
        "details",
        "person/a|Name of person/a|1|1|http://www.wikidata.org/entity/Q1|Лев Седов|0.9000|"
        "born at the same time: 1906; a, b|born=1; name.shared=0.333|Wikidata|2026-01-01|0.1.0|"
        '"{""id"":""Q1"",""kind"":""person"",""gender"":""male"",""description"":""son of\\tLeon Trotsky"",'
        '""names"":[[""Лев Седов"",""ru""],[""Lev \\""Lyova\\"" Sedov""]],""born"":[2417212,2417576],'
        '""died"":[null,2429311],""places"":[""Paris""],""occupations"":[""revolutionary"",""editor""],'
        '""nationalities"":[""Russian Empire""],""identifiers"":[[""viaf"",""2518""]]}"',
        "person/b|Name of person/b|0|0||||||Wikidata|2026-01-01|0.1.0|",
    ]


def test_what_is_written_is_read_again(table: CandidateTable) -> None:
    other = Entity("Q2", names=(EntityName("Lev Lvovich"),))
    table.append([proposal("person/a", FULL, other)])
    table.append([proposal("person/b")])
    first, second = table.iter_proposals()
    assert [candidate.entity for candidate in first.candidates] == [FULL, other]
    assert first.targets == (f"{WD}Q1", f"{WD}Q2")
    assert [candidate.probability for candidate in first.candidates] == [0.9, 0.45]
    assert first.candidates[0].reasons == ("born at the same time: 1906", "a, b")
    assert second == proposal("person/b")
    assert table.asked("Wikidata") == {"person/a", "person/b"}
    assert table.asked("VIAF") == set()


def test_rows_that_were_cut_off_count_as_not_asked(table: CandidateTable) -> None:
    pair = (Entity("Q1"), Entity("Q2"))
    table.append([proposal("person/a", *pair), proposal("person/b", *pair)])
    whole = table.path.read_bytes()
    for length in range(len(whole)):
        table.path.write_bytes(whole[:length])
        if whole[:length].count(b"\n"):
            assert subjects(table) in ([], ["person/a"])
    table.path.write_bytes(whole[:-5])
    table.append([proposal("person/b", *pair)])
    assert subjects(table) == ["person/a", "person/b"]
    table.path.write_bytes(whole[: whole.rfind(b"person/b\t")])
    table.append([proposal("person/b", *pair), proposal("person/c")])
    assert subjects(table) == ["person/a", "person/b", "person/c"]


@pytest.mark.parametrize("content", ["", "subject\tsub"])
def test_a_head_that_was_cut_off_is_written_anew(table: CandidateTable, content: str) -> None:
    table.path.write_text(content)
    table.append([proposal("person/a")])
    assert subjects(table) == ["person/a"]


def test_what_was_asked_again_replaces_what_was_known(table: CandidateTable) -> None:
    table.append([proposal("person/a", Entity("Q1"), Entity("Q2"))])
    table.append([proposal("person/a", Entity("Q3"), snapshot="2026-02-01"), proposal("person/a", source="VIAF")])
    assert [(one.source, one.targets, one.snapshot) for one in table.iter_proposals()] == [
        ("Wikidata", (f"{WD}Q3",), "2026-02-01"),
        ("VIAF", (), "2026-01-01"),
    ]


def test_a_tidied_table_is_sorted_and_holds_what_is_open(table: CandidateTable) -> None:
    table.append([proposal("person/c"), proposal("person/b", FULL), proposal("person/a", FULL)])
    table.append([proposal("person/c", FULL)])
    table.tidy(lambda subject, source: (subject, source) != ("person/b", "Wikidata"))
    assert subjects(table) == ["person/a", "person/c"]
    assert len(table.path.read_text(encoding="utf-8").splitlines()) == 3


def test_no_table_is_an_empty_one(table: CandidateTable) -> None:
    table.tidy(lambda subject, source: True)
    assert subjects(table) == []
    assert not table.path.exists()


def test_a_table_of_another_kind_is_told_and_left_alone(table: CandidateTable) -> None:
    table.path.write_text("id\tname\n1\tSedov\n")
    with pytest.raises(InputError) as failed:
        table.asked("Wikidata")
    assert str(failed.value) == (
        f"{table.path}:1: this is no table of candidates of this version\n  hint: move it away: it is written anew"
    )


def test_a_damaged_row_is_told_where_it_is_needed(table: CandidateTable) -> None:
    table.append([proposal("person/a", FULL)])
    table.path.write_text(table.path.read_text().replace("0.9000", "high"))
    assert table.asked("Wikidata") == {"person/a"}
    with pytest.raises(InputError) as failed:
        list(table.iter_proposals())
    assert str(failed.value) == (
        f"{table.path}: the candidates of 'person/a' cannot be read\n"
        "  hint: delete its rows: it is then looked for again"
    )
