"""An index finds what was put into it, is the same bytes each time, and says so when it is damaged."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sedova_lod.dates import Calendar, day_number
from sedova_lod.errors import InputError, OutputError
from sedova_lod.linking import DayRange, Entity, EntityName, Index, open_index
from sedova_lod.linking.index_layout import unpack_head
from sedova_lod.linking.index_records import decode_entity, encode_entity
from sedova_lod.linking.index_writing import IndexWriter


def year(number: int) -> DayRange:
    return DayRange(day_number(number, 1, 1), day_number(number, 12, 31))


def person(identity: str, *names: str, born: int = 0, died: int = 0) -> Entity:
    days = (year(number) if number else None for number in (born, died))
    return Entity(identity, "person", tuple(map(EntityName, names)), *days)


PEOPLE = [
    person("Q1", "Lev Sedov", "Sedov, Lev", "Лев Седов", born=1906, died=1938),
    person("Q2", "Sergei Sedov", born=1908, died=1937),
    person("Q3", "Leon Trotsky", "Троцкий, Лев Давидович", born=1879, died=1940),
    person("Q4", "Natalia Sedova", "Наталья Седова", born=1882, died=1962),
    person("Q5", "A.C. Vroman", "Vroman, A.C.", born=1856, died=1916),
    person("Q6", "Balthus", born=1908, died=2001),
    person("Q7", "Pyotr Tchaikovsky", born=1840, died=1893),
]
Make = Callable[[list[Entity]], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(entities: list[Entity]) -> Path:
        path = tmp_path / "people.index"
        with IndexWriter(path) as writer:
            for entity in entities:
                writer.add(entity)
            writer.finish("2026-01-05", "people.csv")
        return path

    return write


@pytest.fixture
def index(make: Make) -> Index:
    with open_index(make(PEOPLE)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (person("a", "Sedov, Lev"), "Q1"),
        (person("a", "Лев Львович Седов", born=1906), "Q1"),
        (person("a", "Левъ Сѣдовъ", born=1905), "Q1"),
        (person("a", "Adam Clark Vroman", born=1856), "Q5"),
        (person("a", "Adam Clark Vroman"), "Q5"),
        (person("a", "Balthus (Baltusz Klossowski de Rola)", born=1908), "Q6"),
        (person("a", "Tschaikowski, Peter"), "Q7"),
        (person("a", "Чайковский, Пётр", born=1840), "Q7"),
        (person("a", "Trotzki, Leo", born=1879), "Q3"),
        (person("a", "Natalja Sedowa", died=1962), "Q4"),
    ],
)
def test_a_name_is_found_in_other_forms(index: Index, query: Entity, found: str) -> None:
    assert [candidate.entity.id for candidate in index.find(query)][:1] == [found]


@pytest.mark.parametrize(
    "query", [person("a", "Xaver Unknown"), person("a", "Ivan Ivanov", born=1906), Entity("a"), person("a", "—")]
)
def test_what_is_not_there_is_not_found(index: Index, query: Entity) -> None:
    assert index.find(query) == []


def test_days_in_either_calendar_are_found(make: Make) -> None:
    new_year = day_number(1882, 12, 25, Calendar.JULIAN)
    natalia = Entity("Q4", "person", (EntityName("Natalia Sedova"),), DayRange(new_year, new_year))
    written = day_number(1882, 12, 25)
    query = Entity("a", "person", (EntityName("Natalja Sedowa"),), DayRange(written, new_year))
    with open_index(make([natalia])) as index:
        assert index.find(query)[0].features["born"] == 1.0


def test_identifiers_find_what_has_another_name(make: Make) -> None:
    other = Entity("Q9", "person", (EntityName("Liova"),), identifiers=(("viaf", "2518"),))
    query = Entity("a", "person", (EntityName("Lev Sedov"),), identifiers=(("viaf", "2518"),))
    with open_index(make([*PEOPLE, other])) as index:
        assert next(candidate.entity.id for candidate in index.find(query)) == "Q9"


def test_homonyms_are_told_apart_by_their_years(make: Make) -> None:
    smiths = [person(f"Q{number}", "John Smith", born=number, died=number + 60) for number in range(1700, 1900, 7)]
    with open_index(make(smiths)) as index:
        assert index.find(person("a", "John Smith", born=1763, died=1823))[0].entity.id == "Q1763"
        assert len(index.find(person("a", "John Smith"), limit=5)) == 5


def test_thorough_search_gives_the_rest_too(make: Make) -> None:
    query = person("a", "Lev Sedov", born=1906, died=1938)
    other = person("Q8", "Lew Siedow", born=1906)
    with open_index(make([*PEOPLE, other])) as index:
        assert [one.entity.id for one in index.find(query)] == ["Q1"]
        assert [one.entity.id for one in index.find(query, least=0.0, is_thorough=True)] == ["Q1", "Q8"]


def test_an_index_tells_what_it_is(index: Index) -> None:
    assert (len(index), index.n_names, index.snapshot, index.source) == (7, 12, "2026-01-05", "people.csv")
    assert list(index.entities()) == PEOPLE
    assert index.entity("Q3") == PEOPLE[2]
    assert index.entity("Q33") is None


def test_items_that_are_referred_to_have_their_names(make: Make) -> None:
    lev = Entity("Q1", "person", (EntityName("Lev Sedov"),), places=("Q90", "Q404"), nationalities=("Q15180",))
    places = [Entity("Q90", "place", (EntityName("Paris"),)), Entity("Q15180", "place", (EntityName("Soviet Union"),))]
    with open_index(make([lev, *places])) as index:
        found = index.entity("Q1")
        assert found is not None
        assert (found.places, found.nationalities) == (("Paris",), ("Soviet Union",))


def test_the_same_entities_make_the_same_bytes(make: Make, tmp_path: Path) -> None:
    many = [
        person(f"Q{number}", f"Name{number % 50} Family{number % 77}", born=1800 + number % 90) for number in range(900)
    ]
    first = make(many).read_bytes()
    assert make(many).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.index"]


def test_every_entity_of_a_larger_index_is_found(make: Make) -> None:
    many = [
        person(f"Q{number}", f"Given{number} Family{number % 77}", born=1800 + number % 90) for number in range(5000)
    ]
    with open_index(make(many)) as index:
        assert [index.find(entity)[0].entity.id for entity in many[::97]] == [entity.id for entity in many[::97]]


def test_an_interrupted_index_leaves_what_was_there(make: Make, tmp_path: Path) -> None:
    path = make(PEOPLE)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        _write_half(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["people.index"]


def _write_half(path: Path) -> None:
    with IndexWriter(path) as writer:
        writer.add(PEOPLE[0])
        raise KeyboardInterrupt


def test_an_index_of_nothing_can_be_asked(make: Make) -> None:
    with open_index(make([])) as index:
        assert (len(index), index.find(PEOPLE[0]), index.entity("Q1")) == (0, [], None)


def _ask(path: Path) -> str:
    with open_index(path) as index:
        return index.find(PEOPLE[0])[0].entity.id


def test_processes_share_an_index(make: Make) -> None:
    path = make(PEOPLE)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_ask, [path] * 4) == ["Q1"] * 4


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"", "people.index: the file is empty"),
        (
            lambda data: b"id,name\n" + data,
            "people.index: this is no index\n  hint: make one with 'sedova-lod link index'",
        ),
        (lambda data: data[:300], "people.index: this index was cut off\n  hint: make it again from its source"),
        (
            lambda data: data.replace(b'"format":1', b'"format":9'),
            "people.index: this index has format 9, not 1\n  hint: make it again from its source",
        ),
        (
            lambda data: data.replace(b'"n_names"', b'"m_names"'),
            "people.index: the head of this index is damaged\n  hint: make it again from its source",
        ),
    ],
)
def test_a_damaged_index_is_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes], message: str
) -> None:
    path = make(PEOPLE)
    monkeypatch.chdir(path.parent)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(InputError) as fault:
        open_index("people.index")
    assert str(fault.value) == message


def test_a_damaged_block_is_told_and_not_passed_over(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(PEOPLE)
    monkeypatch.chdir(path.parent)
    data = bytearray(path.read_bytes())
    _, sections = unpack_head(bytes(data), "people.index")
    data[sections["blocks"]] = b"\xff" * (sections["blocks"].stop - sections["blocks"].start)
    path.write_bytes(data)
    with open_index("people.index") as index, pytest.raises(InputError) as fault:
        index.find(PEOPLE[0])
    assert str(fault.value) == "people.index: the index is damaged\n  hint: make it again from its source"


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as fault, IndexWriter(Path("missing") / "people.index"):
        pass
    message = "missing/people.index: the index cannot be written: No such file or directory"
    assert str(fault.value) == f"{message}\n  hint: what was there before is untouched"


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20)
FILLED = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20)
DAYS = st.one_of(st.none(), st.integers(-100_000, 3_000_000))
RANGES = st.one_of(st.none(), st.builds(DayRange, DAYS, DAYS), st.integers(1, 3000).map(year))
WORDS = st.lists(st.text("abc дж", min_size=1, max_size=8), max_size=3).map(tuple)
NAMES = st.lists(st.builds(EntityName, FILLED, TEXTS), max_size=4).map(tuple)
IDENTIFIERS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)
ENTITIES = st.builds(Entity, TEXTS, TEXTS, NAMES, RANGES, RANGES, WORDS, WORDS, WORDS, TEXTS, IDENTIFIERS, TEXTS)


@given(ENTITIES)
def test_an_entity_is_read_as_it_was_written(entity: Entity) -> None:
    line = encode_entity(entity)
    assert "\n" not in line
    assert decode_entity(line) == entity


@pytest.mark.parametrize(
    "names",
    [
        ("Lev Sedov", "Sedov, Lev"),
        ("Fernando de la Torre", "Torre, Fernando de la", "de la Torre, Fernando", "la Torre, Fernando de"),
        ("A  B C", "B C, A ", "C, A  B"),
        ("", "x"),
    ],
)
def test_inverted_names_are_read_as_they_were_written(names: tuple[str, ...]) -> None:
    entity = person("Q1", *names)
    assert decode_entity(encode_entity(entity)) == entity


def test_control_characters_become_blanks() -> None:
    entity = Entity("Q1", "", (EntityName("Lev\x1fSedov\n\ud800"),), description="a\x1eb")
    found = decode_entity(encode_entity(entity))
    assert (found.name, found.description) == ("Lev Sedov ", "a b")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entities=st.lists(ENTITIES, max_size=40))
def test_any_entities_come_back(make: Make, entities: list[Entity]) -> None:
    with open_index(make(entities)) as index:
        assert list(index.entities()) == entities
        for entity in entities:
            found = index.entity(entity.id)
            assert found is not None
            assert found.id == entity.id
            index.find(entity)


@pytest.mark.skipif(os.name != "posix", reason="the file of an index can be replaced only where the system lets it")
def test_an_open_index_outlives_its_replacement(make: Make) -> None:
    path = make(PEOPLE)
    with open_index(path) as index:
        make(PEOPLE[:1])
        assert len(list(index.entities())) == len(PEOPLE)
