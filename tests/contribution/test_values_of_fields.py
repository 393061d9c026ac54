"""Fields of every type as values of Wikidata, by a property map of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contribution.conftest import Propose, item, told, withheld

HEAD = "kind,field,property,datatype,values,words\nreference,stated_in,P248,wikibase-item,,\n"
MAP = '[contribution]\nproperties = "map.csv"\n'


@pytest.fixture
def say(propose: Propose, tmp_path: Path):
    """Propose with a map of some rows."""

    def run(rows: str, **tables: str) -> tuple[list[str], list[str]]:
        (tmp_path / "project").mkdir(exist_ok=True)
        (tmp_path / "project" / "map.csv").write_text(HEAD + rows, encoding="utf-8")
        report = propose(item("Q1"), more=MAP, **tables).report
        return told(report), [one for one in withheld(report) if " name: " not in one]

    return run


def test_identifiers_and_shelf_marks_are_texts(say) -> None:
    said, _ = say(
        "object,identifier,P217,string,many,\n",
        object="id,name,wikidata,identifier,identifier.source\nprint,Print,Q1,T01234;T01235,letters\n",
    )
    assert said == ['Q1 P217 "T01234" <- P248 Q900 (new)', 'Q1 P217 "T01235" <- P248 Q900 (new)']


def test_addresses(say) -> None:
    said, _ = say(
        "person,url,P973,url,many,\n",
        person="id,name,wikidata,url,url.source\nanna,Anna,Q1,https://example.org/anna,letters\n",
    )
    assert said == ['Q1 P973 "https://example.org/anna" <- P248 Q900 (new)']


def test_texts_in_a_language(say) -> None:
    said, kept = say(
        "object,medium,P186,monolingualtext,many,\n",
        object="id,name,wikidata,medium,medium@ru-Latn,medium.source\nprint,Print,Q1,Oil on canvas,Maslo,letters\n",
    )
    assert said == ['Q1 P186 en:"Oil on canvas" <- P248 Q900 (new)']
    assert kept == ["object/print medium: Wikidata has no texts in 'ru-Latn'"]


def test_languages_are_concepts(say) -> None:
    works = "id,name,wikidata,language,language.source\nbook,Book,Q1,fr,letters\nletters,Letters,Q900,,\n"
    row = "work,language,P407,wikibase-item,many,\n"
    assert say(row, work=works)[1] == ["work/book language: its value, concept/language-fr, has no item"]
    concepts = "id,name,category,wikidata\nlanguage-fr,French,language,Q150\n"
    assert say(row, work=works, concept=concepts)[0] == ["Q1 P407 Q150 <- P248 Q900 (new)"]


@pytest.mark.parametrize(
    ("duration", "words", "said", "kept"),
    [
        ("P10D", "day=Q573", "Q1 P2047 10 Q573 <- P248 Q900 (new)", ""),
        ("P5M/P8M", "month=Q5151", "Q1 P2047 6.5 (5 to 8) Q5151 <- P248 Q900 (new)", ""),
        ("P10D", "year=Q577", "", "event/strike duration: the property map has no item for the unit 'day'"),
    ],
)
def test_durations(say, duration: str, words: str, said: str, kept: str) -> None:
    events = f"id,name,wikidata,duration,duration.source\nstrike,Strike,Q1,{duration},letters\n"
    found = say(f"event,duration,P2047,quantity,one,{words}\n", event=events)
    assert found == ([said] if said else [], [kept] if kept else [])


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("1902-23", "the property map has no property for the qualifier 'earliest'"),
        ("1902~", "the property map has no property for the qualifier 'circumstances'"),
    ],
)
def test_a_date_whose_limits_cannot_be_said_is_kept_back(say, date: str, reason: str) -> None:
    people = f"id,name,wikidata,born,born.source\nanna,Anna,Q1,{date},letters\n"
    assert say("person,born,P569,time,one,\n", person=people) == ([], [f"person/anna born: {reason}"])


def test_a_doubt_that_cannot_be_said_keeps_the_value_back(say) -> None:
    people = "id,name,wikidata,born,born.source,born.certainty\nanna,Anna,Q1,1882,letters,probable\n"
    reason = "person/anna born: the property map has no property for the qualifier 'nature'"
    assert say("person,born,P569,time,one,\n", person=people) == ([], [reason])
    reason = "person/anna born: the property map has no item for 'probable'"
    rows = "person,born,P569,time,one,\nqualifier,nature,P5102,wikibase-item,,possible=Q1\n"
    assert say(rows, person=people) == ([], [reason])


def test_a_membership_whose_time_cannot_be_said_is_said_without_it(propose: Propose, say, tmp_path: Path) -> None:
    rows = "person,memberships.group,P463,wikibase-item,many,\n"
    said, _ = say(
        rows,
        person="id,name,wikidata\nanna,Anna,Q1\n",
        group="id,name,wikidata\nparty,Party,Q10\nsoviet,Soviet,Q11\n",
        person__memberships="of,group,date,source\nanna,party,1902/1917,letters\nanna,soviet,1905~,letters\n",
    )
    assert said == ["Q1 P463 Q10 <- P248 Q900 (new)", "Q1 P463 Q11 <- P248 Q900 (new)"]


def test_a_value_that_is_several_items(say) -> None:
    people = "id,name,wikidata,residence,residence.source\nanna,Anna,Q1,romny,letters\n"
    places = "id,name,wikidata,same_as\nromny,Romny,Q2,http://www.wikidata.org/entity/Q3\n"
    reason = "person/anna residence: its value, place/romny, is linked to several items: Q2, Q3"
    assert reason in say("person,residence,P551,wikibase-item,many,\n", person=people, place=places)[1]


def test_identifiers_of_an_authority_that_the_map_does_not_know(say) -> None:
    people = "id,name,same_as,wikidata\nanna,Anna,https://viaf.org/viaf/2518,Q1\n"
    reason = "person/anna same_as: the property map has no property for the identifier 'viaf'"
    assert say("person,born,P569,time,one,\n", person=people) == ([], [reason])
    rows = "identifier,viaf,P214,external-id,one,\n"
    reason = "person/anna same_as: the property map names no property for addresses"
    assert say(rows, person=people) == ([], [reason])
