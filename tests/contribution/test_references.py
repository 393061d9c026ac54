"""How sources are named: by their item, their address, or the work that they are part of; or why they cannot be."""

from __future__ import annotations

import pytest

from sedova_lod.contribution.references import locator_parts
from tests.contribution.conftest import Propose, item, told, withheld

BORN = "id,name,wikidata,born,born.source,source\nanna,Anna,Q1,1882,{},{}\n"


def born(own: str, whole: str = "") -> str:
    return BORN.format(f'"{own}"', f'"{whole}"')


def test_an_address_is_dated_by_the_data_set(propose: Propose) -> None:
    run = propose(item("Q1"), person=born("notes, p. 7"))
    assert told(run.report) == ['Q1 P569 1882 <- P854 "https://notes.example.org/1", P304 "7", P813 2026-01-31 (new)']


def test_the_last_change_of_the_data_set_counts(propose: Propose) -> None:
    run = propose(item("Q1"), person=born("notes"), dataset="modified = 2026-03-04\n")
    assert told(run.report) == ['Q1 P569 1882 <- P854 "https://notes.example.org/1", P813 2026-03-04 (new)']


def test_a_source_that_is_nowhere(propose: Propose) -> None:
    assert withheld(propose(item("Q1"), person=born("lost")).report)[-1] == (
        "person/anna born: its source, work/lost, has neither an item nor an address"
    )


def test_no_source_at_all(propose: Propose) -> None:
    assert withheld(propose(item("Q1"), person=born("")).report) == [
        "person/anna name: the record has no source",
        "person/anna born: it has no source",
    ]


def test_the_sources_of_the_record_serve_a_field_without_its_own(propose: Propose) -> None:
    assert told(propose(item("Q1"), person=born("", "letters, p. 5")).report) == [
        'Q1 P569 1882 <- P248 Q900, P304 "5" (new)'
    ]


def test_several_sources_of_the_record_prove_no_field(propose: Propose) -> None:
    assert withheld(propose(item("Q1"), person=born("", "letters; notes")).report)[-1] == (
        "person/anna born: the record names several sources, and none for this field"
    )


def test_several_passages_of_one_work_are_one_source_without_a_place(propose: Propose) -> None:
    assert told(propose(item("Q1"), person=born("letters, p. 5; letters, p. 9")).report) == [
        "Q1 P569 1882 <- P248 Q900 (new)"
    ]


def test_a_source_that_can_be_named_stands_beside_one_that_cannot(propose: Propose) -> None:
    assert told(propose(item("Q1"), person=born("letters; lost; notes")).report) == [
        'Q1 P569 1882 <- P248 Q900 <- P854 "https://notes.example.org/1", P813 2026-01-31 (new)'
    ]


def test_sources_of_several_values_prove_none_of_them(propose: Propose) -> None:
    people = 'id,name,wikidata,residence,residence.source\nanna,Anna,Q1,romny;kyiv,"letters; notes"\n'
    places = "id,name,wikidata\nromny,Romny,Q2\nkyiv,Kyiv,Q3\n"
    run = propose(item("Q1"), person=people, place=places)
    assert (
        withheld(run.report)[-2:]
        == [
            "person/anna residence: its sources are given for several values together",
            "person/anna residence: its sources are given for several values together",
        ]
        or told(run.report) == []
    )
    run = propose(item("Q1"), person=people.replace("; notes", ""), place=places)
    assert told(run.report) == ["Q1 P551 Q2 <- P248 Q900 (new)", "Q1 P551 Q3 <- P248 Q900 (new)"]


def test_a_part_is_cited_by_its_whole_without_the_place(propose: Propose) -> None:
    works = "id,name,wikidata,part_of\nletters,Letters,Q900,\nbox,Box,,letters\nsheet,Sheet,,box\n"
    assert told(propose(item("Q1"), person=born("sheet, p. 3"), work=works).report) == [
        "Q1 P569 1882 <- P248 Q900 (new)"
    ]


def test_works_that_are_part_of_each_other_end(propose: Propose) -> None:
    works = "id,name,part_of\none,One,two\ntwo,Two,one\n"
    run = propose(item("Q1"), person=born("one"), work=works)
    assert withheld(run.report)[-1] == "person/anna born: its source, work/one, has neither an item nor an address"


def test_the_data_set_itself_can_be_named(propose: Propose) -> None:
    run = propose(item("Q1"), person=born("lost"), more='[contribution]\nstated_in = "Q77"\n')
    assert told(run.report) == [
        'Q1 P569 1882 <- P248 Q77, P854 "https://data.example.org/person/anna", P813 2026-01-31 (new)'
    ]


def test_the_place_of_birth_has_a_source_of_its_own(propose: Propose) -> None:
    people = (
        "id,name,wikidata,born.place,born.place.source,died.place,died.place.source\n"
        'anna,Anna,Q1,romny,"letters, p. 1",romny,"letters, p. 2"\n'
    )
    run = propose(item("Q1"), person=people, place="id,name,wikidata\nromny,Romny,Q2\n")
    assert told(run.report) == [
        'Q1 P19 Q2 <- P248 Q900, P304 "1" (new)',
        'Q1 P20 Q2 <- P248 Q900, P304 "2" (new)',
    ]


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("p. 12", ("page", "12")),
        ("pp. 12–14", ("page", "12–14")),
        ("page xii", ("page", "xii")),
        ("стр. 5", ("page", "5")),
        ("line 198", ("line", "198")),
        ("lines 3-5", ("line", "3-5")),
        ("fol. 7r", ("folio", "7r")),
        ("ch. 3", ("chapter", "3")),
        ("vol. 2", ("volume", "2")),
        ("appendix B", ("section", "appendix B")),
        ("5 verso", ("section", "5 verso")),
    ],
)
def test_places_in_a_work(locator: str, expected: tuple[str, str]) -> None:
    assert locator_parts(locator) == expected
