"""Records as entities: names, days, places, words and identifiers, as linking looks at them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sedova_lod.dates import civil_date
from sedova_lod.linking import DayRange, Entity, EntityName
from sedova_lod.pipeline.linking import iter_entities
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter
from sedova_lod.settings import load_project
from tests.linking.conftest import PROJECT

TABLES = {
    "person": "people.csv",
    "place": "places.csv",
    "concept": "concepts.csv",
    "event": "events.csv",
    "group": "groups.csv",
    "work": "works.csv",
    "person.names": "names.csv",
}
ROWS = {
    "people.csv": """\
id,name,name@ru,name.alias,born,born.place,died,gender,nationality,occupation,residence,same_as,identifier,description
lev,Lev Sedov,Лев Седов,Leon;Lyova,24 February 1906,petersburg,before 1939,male,Russian,editor,paris,\
http://viaf.org/viaf/54151571;https://example.com/x,gnd:118796054;T01,Elder son
caesar,Julius Caesar,,,-0099-07-12,,-0043-03-15,,,,,,http://vocab.getty.edu/ulan/500115701,
nobody,Nobody,,,,,,,,,,,,
""",
    "names.csv": "of,form,language,type\nlev,N. Markin,fr,pseudonym\nlev,Leon,en,alias\n",
    "places.csv": "id,name,part_of\npetersburg,Saint Petersburg,russia\nparis,Paris,\nrussia,Russia,\n",
    "concepts.csv": "id,name,exact_match,iri\neditor,editor,http://vocab.getty.edu/aat/300025526,\n"
    "own,own,,http://vocab.getty.edu/aat/300000001\n",
    "events.csv": "id,name,date,place\nmeeting,Meeting,1905-01-22,petersburg\nexile,Exile,1929-02/1933-07,paris\n",
    "groups.csv": "id,name,founded,dissolved,place\nparty,Party,1903,1952,russia\n",
    "works.csv": "id,name,created,published\nbook,Book,,1930\nletter,Letter,1929~,1940\n",
}


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entity]:
    folder = tmp_path_factory.mktemp("letters")
    head = PROJECT.partition("[[tables]]")[0]
    tables = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{file}"\n' for kind, file in TABLES.items())
    (folder / "sedova.toml").write_text(head + tables, encoding="utf-8")
    for name, text in ROWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_entities(folder)


def read_entities(folder: Path) -> dict[str, Entity]:
    with ExternalSorter() as sorter:
        collection = collect_records(load_project(folder), sorter, Progress(io.StringIO(), {}))
        return {entity.id: entity for _, entity in iter_entities(collection)}


def years(days: DayRange | None) -> tuple[int | None, int | None] | None:
    if days is None:
        return None
    return tuple(None if day is None else civil_date(day)[0] for day in days)  # type: ignore[return-value]


def test_a_person_has_all_that_can_be_compared(entities: dict[str, Entity]) -> None:
    lev = entities["person/lev"]
    assert lev.kind == "person"
    assert lev.names[:2] == (EntityName("Lev Sedov", "en"), EntityName("Лев Седов", "ru"))
    assert set(lev.names[2:]) == {EntityName("Leon", "en"), EntityName("Lyova", "en"), EntityName("N. Markin", "fr")}
    assert lev.born == DayRange(2417266, 2417266)
    assert lev.died is not None
    assert (lev.died.first, years(lev.died)) == (None, (None, 1938))
    assert lev.places == ("Saint Petersburg", "Paris")
    assert (lev.occupations, lev.nationalities, lev.gender) == (("editor",), ("Russian",), "male")
    assert lev.identifiers == (("viaf", "54151571"), ("gnd", "118796054"))
    assert lev.description == "Elder son"


def test_days_before_christ_are_days(entities: dict[str, Entity]) -> None:
    caesar = entities["person/caesar"]
    assert (years(caesar.born), years(caesar.died)) == ((-99, -99), (-43, -43))
    assert caesar.identifiers == (("ulan", "500115701"),)


def test_what_is_unknown_is_not_there(entities: dict[str, Entity]) -> None:
    assert entities["person/nobody"] == Entity("person/nobody", "person", (EntityName("Nobody", "en"),))


def test_events_begin_and_end(entities: dict[str, Entity]) -> None:
    meeting, exile = entities["event/meeting"], entities["event/exile"]
    assert meeting.born == meeting.died
    assert (years(exile.born), years(exile.died)) == ((1929, 1929), (1933, 1933))
    assert exile.born != exile.died
    assert (meeting.places, exile.places) == (("Saint Petersburg",), ("Paris",))


def test_groups_and_works_begin_when_they_are_made(entities: dict[str, Entity]) -> None:
    party = entities["group/party"]
    assert (years(party.born), years(party.died), party.places) == ((1903, 1903), (1952, 1952), ("Russia",))
    assert years(entities["work/book"].born) == (1930, 1930)
    assert years(entities["work/letter"].born) == (1929, 1929)


def test_a_place_lies_in_another(entities: dict[str, Entity]) -> None:
    assert entities["place/petersburg"].places == ("Russia",)


def test_concepts_of_other_vocabularies_are_linked_already(entities: dict[str, Entity]) -> None:
    assert {name for name in entities if name.startswith("concept/")} == {"concept/editor"}
    assert entities["concept/editor"].identifiers == (("aat", "300025526"),)
