"""Namesakes are told with both rows, unless something tells them apart; nobody by a forename alone."""

import random
import re
from io import StringIO
from itertools import combinations

import pytest

from sedova_lod.pipeline import BuildOptions, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project
from sedova_lod.validation.history import names, namesakes, watch
from sedova_lod.validation.history.names import _Told, spelling_key
from sedova_lod.validation.history.namesakes import _earlier, is_one_letter_apart

from .conftest import write_project


def test_two_persons_of_one_full_name_are_a_warning_with_both_rows(told):
    person = "id,name\n a,Alexander Orlov\n b,Alexander  Orlov"
    assert told(person=person) == [
        "warning: person.csv:3 column B 'name': person/b: 'Alexander  Orlov' has the name of person/a, 'Alexander "
        "Orlov', at person.csv:2 column B 'name' [same-name]"
    ]


def test_a_forename_alone_is_never_compared(told):
    assert told(person="id,name\n a,Natalia\n b,Natalia\n c,N. Sedova\n d,N. Sedova") == []


def test_years_that_differ_tell_namesakes_apart(told):
    assert told(person="id,name,born\n a,Richard Wilson,1713\n b,Richard Wilson,1953") == []


def test_wikidata_items_that_differ_tell_namesakes_apart(told):
    assert told(person="id,name,wikidata\n a,Lev Sedov,Q1\n b,Lev Sedov,Q2") == []


def test_one_wikidata_item_on_two_records_names_the_other(told):
    person = "id,name,wikidata\n a,Natalia Sedova,Q262376\n b,Madame Trotsky,Q262376"
    assert told(person=person) == [
        "error: person.csv:2 column C 'wikidata': person/a: person/b is linked to the same item: "
        "http://www.wikidata.org/entity/Q262376 [shared-item]",
        "error: person.csv:3 column C 'wikidata': person/b: person/a is linked to the same item: "
        "http://www.wikidata.org/entity/Q262376 [shared-item]",
    ]


def test_names_that_differ_in_transliteration_are_a_note(told):
    person = "id,name\n a,Leonid Nikolayev\n b,Leonid Nikolaiev"
    assert told(person=person) == [
        "info: person.csv:3 column B 'name': person/b: 'Leonid Nikolaiev' has a name much like that of person/a, "
        "'Leonid Nikolayev', at person.csv:2 column B 'name' [similar-name]"
    ]


def test_an_alias_counts_as_a_name(told):
    person = "id,name,name.alias\n a,Leonid Nikolayev,\n b,The assassin,Leonid Nikolaev"
    assert [line.partition(":")[0] for line in told(person=person)] == ["info"]


def test_two_places_of_one_name_are_told_apart_by_where_they_lie(told):
    place = """
        id,name,part_of
        russia,Russian lands,
        georgia,Caucasian lands,
        sukhum-a,Sukhum,russia
        sukhum-b,Sukhum,georgia
        sukhum-c,Sukhum,
    """
    assert told("calendar = 'gregorian'\n", place=place) == [
        "warning: place.csv:6 column B 'name': place/sukhum-c: 'Sukhum' has the name of place/sukhum-a, 'Sukhum', at "
        "place.csv:4 column B 'name' [same-name]"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Лев Троцкий", "Lev Trotskii"), ("Ryazanov David", "Riazanov David"), ("Felix Khrushchev", "Felix Hrushchev")],
)
def test_spellings_fold_to_one_key(one, other):
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("18th century school", "20th century school"), ("john ferneley ii", "john ferneley i"),
     ("lev sedov", "lev sedov"), ("karl marx", "carl marx"), ("anna li", "anna lu")],
)  # fmt: skip
def test_names_that_are_not_one_letter_apart(one, other):
    assert not is_one_letter_apart(spelling_key(one), spelling_key(other))


def test_unknown_makers_are_nobody(told):
    assert told(person="id,name\n a,Unknown Designer\n b,Unknown Designer") == []


def test_names_of_large_blocks_are_compared_as_those_of_small_ones():
    chance = random.Random(5)
    texts = ["".join(chance.choices("ab c", k=chance.randrange(6))) for _ in range(150)]
    names = [f"natalia s{text}" for text in texts]
    for place, near in enumerate(_earlier(texts)):
        alike = [other for other in range(place) if is_one_letter_apart(names[place], names[other])]
        assert set(alike) <= set(near)


def test_of_which_records_something_was_told_is_known_by_a_bit_for_each():
    chance, told, wanted = random.Random(5), _Told(), set()
    for _ in range(500):
        number = chance.randrange(1, 4000)
        told.add(number)
        wanted.add(number)
    assert [number for number in range(1, 4100) if number in told] == sorted(wanted)
    assert len(told._bits) <= 500


def _made_up_names(n_names):
    """Make up full names of which many are the same, or one letter apart."""
    chance = random.Random(7)
    forenames = ["natalia", "natalya", "sergei", "sergey", "leonid", "nikolai"]
    for _ in range(n_names):
        surname = "".join(chance.choices("aost", k=chance.randrange(4, 7)))
        yield f"{chance.choice(forenames)} {surname}".title()


def test_namesakes_are_those_of_all_pairs_wherever_they_are_looked_for(tmp_path, monkeypatch):
    named = list(_made_up_names(400))
    rows = "".join(f"p{number:03d},{name}\n" for number, name in enumerate(named))
    write_project(tmp_path, {"person": "id,name\n" + rows})

    def told(jobs):
        options = BuildOptions(jobs=jobs, batch_records=50)
        result = build_project(load_project(tmp_path), options, Progress(StringIO(), {}))
        return [(f.record, f.message) for f in result.findings if f.code in ("same-name", "similar-name")]

    here = told(1)
    monkeypatch.setattr(names, "_WORTH_SENDING", 0)
    monkeypatch.setattr(watch, "_MEMORY_BYTES", 3_000)
    assert told(1) == here
    assert told(2) == here

    keys = list(map(spelling_key, named))
    alike = {
        (one, other)
        for one, other in combinations(range(len(keys)), 2)
        if keys[one] == keys[other]
        or (min(len(keys[one]), len(keys[other])) >= 10 and is_one_letter_apart(keys[one], keys[other]))
    }
    pairs = {tuple(sorted(int(number) for number in re.findall(r"person/p(\d+)", message))) for _, message in here}
    assert len(pairs) > 100
    assert pairs <= alike
    mentioned = {number for pair in pairs for number in pair}
    assert all(one in mentioned or other in mentioned for one, other in alike)


def test_a_name_that_very_many_have_is_told_of_each(told, monkeypatch):
    monkeypatch.setattr(namesakes, "_MOST_IN_BLOCK", 3)
    lands = "w,Russian lands,\nx,Polish lands,\ny,Karelian lands,\nz,Caucasian lands,\n"
    same = zip("abcdefg", ("w", "x", "y", "z", "z", "x", ""), strict=True)
    found = told(place=f"id,name,part_of\n{lands}" + "".join(f"{one},Ivanovka,{land}\n" for one, land in same))
    pairs = [re.findall(r"place/(\w)", line) for line in found]
    assert pairs == [["f", "b"], ["g", "a"]]  # e is as d, but that is none of the first three


def test_two_entries_of_one_authority_are_told(told):
    found = told(
        person="""id,name,wikidata,same_as
            a,Anna,Q1,http://www.wikidata.org/entity/Q2;http://viaf.org/viaf/12;https://viaf.org/viaf/12/
            b,Boris,,http://vocab.getty.edu/ulan/500027998;https://vocab.getty.edu/page/ulan/500027999
            c,Clara,Q3,https://example.org/1;https://example.org/2;http://viaf.org/viaf/14""",
    )
    assert found == [
        "warning: person.csv:2 column D 'same_as': person/a: it is linked to two Wikidata entries: Q1 and Q2 "
        "[several-entries]",
        "warning: person.csv:3 column D 'same_as': person/b: it is linked to two ULAN entries: 500027998 and "
        "500027999 [several-entries]",
    ]
