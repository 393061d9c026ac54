"""What records have to say: statements with references, qualifiers and ranks, and what is kept back with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.contribution import Statement, Term
from tests.contribution.conftest import Propose, item, told, withheld

PEOPLE = "id,name,wikidata,{}\nanna,Anna,Q1,{}\n"


def one_person(columns: str, cells: str) -> str:
    return PEOPLE.format(columns, cells)


def test_a_date_with_its_source(propose: Propose) -> None:
    run = propose(item("Q1"), person=one_person("born,born.source", '1882-04-17,"letters, p. 5"'))
    assert told(run.report) == ['Q1 P569 1882-04-17 <- P248 Q900, P304 "5" (new)']


def test_a_julian_date_stays_julian(propose: Propose) -> None:
    table = one_person("born,born.calendar,born.source", "1882-04-05,julian,letters")
    assert told(propose(item("Q1"), person=table).report) == ["Q1 P569 1882-04-05 (Julian) <- P248 Q900 (new)"]


def test_a_date_of_unknown_calendar_is_bounded(propose: Propose) -> None:
    table = one_person("born,born.calendar,born.source", "1882-04-05,unknown,letters")
    assert told(propose(item("Q1"), person=table).report) == [
        "Q1 P569 1882-04; P1319 1882-04-05; P1326 1882-04-17 <- P248 Q900 (new)"
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("c. 1882", "Q1 P569 1882; P1480 Q5727902 <- P248 Q900 (new)"),
        ("1882?", "Q1 P569 1882; P1480 Q18122778 <- P248 Q900 (new)"),
        ("before 1917", "Q1 P569 unknown value; P1326 1916 <- P248 Q900 (new)"),
    ],
)
def test_a_date_that_is_not_certain_says_so(propose: Propose, date: str, expected: str) -> None:
    assert told(propose(item("Q1"), person=one_person("born,born.source", f"{date},letters")).report) == [expected]


def test_a_date_that_cannot_be_said_is_kept_back(propose: Propose) -> None:
    run = propose(item("Q1"), person=one_person("born,born.source", "1882/1884,letters"))
    assert told(run.report) == []
    assert withheld(run.report) == ["person/anna born: it is an interval, and Wikidata takes one date here"]


def test_relations_are_said_of_both(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        item("Q2"),
        item("Q3"),
        person=(
            "id,name,wikidata,mother,mother.source,father,father.source,spouses,spouses.source,parents,parents.source\n"
            "anna,Anna,Q1,,,,,,,,\nboris,Boris,Q2,,,,,anna,letters,,\n"
            'vera,Vera,Q3,anna,"letters, line 3",boris,letters,,,anna;boris,letters\n'
        ),
    )
    assert told(run.report) == [
        "Q2 P26 Q1 <- P248 Q900 (new)",
        "Q2 P40 Q3 <- P248 Q900 (new)",
        "Q1 P26 Q2 <- P248 Q900 (new)",
        'Q1 P40 Q3 <- P248 Q900, P7421 "3" (new)',
        "Q3 P22 Q2 <- P248 Q900 (new)",
        'Q3 P25 Q1 <- P248 Q900, P7421 "3" (new)',
    ]


def test_a_parent_of_unknown_kind(propose: Propose) -> None:
    table = "id,name,wikidata,parents,parents.source\nanna,Anna,Q1,,\nvera,Vera,Q3,anna,letters\n"
    assert told(propose(item("Q1"), item("Q3"), person=table).report) == [
        "Q3 P8810 Q1 <- P248 Q900 (new)",
        "Q1 P40 Q3 <- P248 Q900 (new)",
    ]


GROUPS = "id,name,wikidata\nparty,Party,Q10\nsoviet,Soviet,Q11\nschool,School,Q12\n"
ROLES = (
    "id,name,exact_match\nchair,chair,http://www.wikidata.org/entity/Q20\nmember,member,\npupil,pupil,\nclerk,clerk,\n"
)


def test_memberships_and_posts_with_their_time(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        person="id,name,wikidata\nanna,Anna,Q1\n",
        group=GROUPS,
        concept=ROLES,
        person__memberships=(
            "of,group,role,date,date.calendar,source\n"
            "anna,party,member,1902/1917-10,,letters\n"
            "anna,soviet,chair,1917-10-26/,julian,letters\n"
            "anna,school,pupil,1898,,letters\n"
            "anna,party,clerk,,,letters\n"
            "anna,soviet,,1917?/,,letters\n"
        ),
    )
    assert told(run.report) == [
        "Q1 P463 Q10; P580 1902; P582 1917-10 <- P248 Q900 (new)",
        "Q1 P69 Q12; P585 1898 <- P248 Q900 (new)",
        "Q1 P463 Q11 <- P248 Q900 (new)",
        "Q1 P39 Q20; P580 1917-10-26 (Julian) <- P248 Q900 (new)",
    ]
    notes = [one.proposal.notes for one in run.report.comparisons if one.proposal.notes]
    assert notes == [
        ("without its beginning: it is approximate or uncertain, which Wikidata cannot say of a qualifier",)
    ]
    assert "person/anna memberships.role: its value, concept/clerk, has no item" in withheld(run.report)


def test_relations_to_others_by_their_kind(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        item("Q2"),
        person="id,name,wikidata\nanna,Anna,Q1\nboris,Boris,Q2\n",
        concept="id,name\nsibling,sibling\nfriend,friend\n",
        person__relations="of,person,relation,source\nanna,boris,sibling,letters\nboris,anna,friend,letters\n",
    )
    assert told(run.report) == ["Q1 P3373 Q2 <- P248 Q900 (new)", "Q2 P3373 Q1 <- P248 Q900 (new)"]
    assert "person/boris relations.person: the property map says nothing for 'friend'" in withheld(run.report)


def test_words_become_items(propose: Propose) -> None:
    run = propose(item("Q1"), person=one_person("gender,gender.source", "Female,letters"))
    assert told(run.report) == ["Q1 P21 Q6581072 <- P248 Q900 (new)"]
    run = propose(item("Q1"), person=one_person("gender,gender.source", "unknown,letters"))
    assert withheld(run.report)[-1] == "person/anna gender: the property map has no item for 'unknown'"


def test_a_certainty_becomes_a_qualifier(propose: Propose) -> None:
    table = one_person("died,died.source,died.certainty", "1938,letters,probable")
    assert told(propose(item("Q1"), person=table).report) == ["Q1 P570 1938; P5102 Q56644435 <- P248 Q900 (new)"]
    run = propose(item("Q1"), person=one_person("died,died.source,died.certainty", "1938,letters,denied"))
    assert withheld(run.report)[-1] == (
        "person/anna died: it is denied, and Wikidata has no statements of what is not so"
    )


def test_places_events_works_and_objects(propose: Propose) -> None:
    run = propose(
        *(item(f"Q{n}") for n in range(1, 8)),
        person="id,name,wikidata\nanna,Anna,Q1\n",
        place="id,name,wikidata,latitude,longitude,latitude.source\nromny,Romny,Q2,50.75,33.4667,letters\n",
        event=(
            "id,name,wikidata,date,date.source,place,place.source,actors,actors.source,duration,duration.source\n"
            "strike,Strike,Q3,1905-10/1905-12,letters,romny,letters,anna,letters,P5M/P7M,letters\n"
            "talk,Talk,Q4,1905-10-02,letters,,,,,,\n"
        ),
        work=(
            "id,name,wikidata,published,published.source,published.place,published.place.source,authors,authors.source\n"
            "letters,Letters,Q900,,,,,,\nbook,Book,Q5,1911,letters,romny,letters,anna,letters\n"
        ),
        object="id,name,wikidata,depicts,depicts.source\nprint,Print,Q6,person/anna,letters\n",
    )
    assert [one for one in told(run.report) if not one.startswith("Q900")] == [
        "Q3 P580 1905-10 <- P248 Q900 (new)",
        "Q3 P582 1905-12 <- P248 Q900 (new)",
        "Q3 P2047 6 (5 to 7) Q5151 <- P248 Q900 (new)",
        "Q3 P276 Q2 <- P248 Q900 (new)",
        "Q3 P710 Q1 <- P248 Q900 (new)",
        "Q1 P1344 Q3 <- P248 Q900 (new)",
        "Q4 P585 1905-10-02 <- P248 Q900 (new)",
        "Q6 P180 Q1 <- P248 Q900 (new)",
        "Q2 P625 50.75, 33.4667 (±0.0001°) <- P248 Q900 (new)",
        "Q5 P50 Q1 <- P248 Q900 (new)",
        "Q5 P577 1911 <- P248 Q900 (new)",
        "Q5 P291 Q2 <- P248 Q900 (new)",
    ]


def test_identifiers_are_witnessed_by_the_page_of_the_authority(propose: Propose) -> None:
    table = one_person("same_as", "https://viaf.org/viaf/2518;https://example.org/anna")
    assert told(propose(item("Q1"), person=table).report) == [
        'Q1 P214 "2518" <- P854 "http://viaf.org/viaf/2518", P813 2026-01-31 (new)'
    ]


def test_names_become_labels_aliases_and_descriptions(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        person=(
            "id,name,name@ru,name.alias,name.alias@ru-Latn,description,wikidata,source\n"
            "anna,Anna,Анна,Anya;Annushka,Anuta,Letter-writer of Romny.,Q1,letters\n"
        ),
    )
    assert [str(one.proposal.content) for one in run.report.comparisons if isinstance(one.proposal.content, Term)] == [
        'label en:"Anna"',
        'label ru:"Анна"',
        'alias en:"Anya"',
        'alias en:"Annushka"',
        'description en:"Letter-writer of Romny"',
    ]
    assert withheld(run.report) == ["person/anna alias@ru-Latn: Wikidata has no terms in 'ru-Latn'"]


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("Poet, called 'the Elder'.", "Poet, called 'the Elder'"),
        ("Poet (1799–1837).", "Poet (1799–1837)"),
        ("Poet, d. 1837.", "Poet, d. 1837."),
        ("Poet at St.Petersburg.", "Poet at St.Petersburg"),
        ("Poet. He wrote letters.", "Poet. He wrote letters."),
        ("Poet of the U.S.S.R.", "Poet of the U.S.S.R."),
        ("Poet, editor, etc.", "Poet, editor, etc."),
        ("Poet …", "Poet …"),
        ("Poet and then...", "Poet and then..."),
    ],
)
def test_a_description_is_a_phrase_without_a_full_stop(propose: Propose, description: str, said: str) -> None:
    table = f'id,name,description,wikidata,source\nanna,Anna,"{description}",Q1,letters\n'
    terms = [one.proposal.content for one in propose(item("Q1"), person=table).report.comparisons]
    assert [str(term) for term in terms if isinstance(term, Term)][1:] == [f'description en:"{said}"']


def test_languages_that_terms_cannot_have(propose: Propose) -> None:
    table = "id,name,name@mul,name.alias@und,description@mul,wikidata,source\nanna,Anna,Anna,Anka,Poet,Q1,letters\n"
    run = propose(item("Q1"), person=table)
    assert withheld(run.report) == [
        "person/anna alias@und: Wikidata has no terms in 'und'",
        "person/anna description@mul: Wikidata has no descriptions for all languages",
    ]


def test_long_texts_and_texts_of_several_lines_are_kept_back(propose: Propose) -> None:
    table = f'id,name,description,description@ru,wikidata,source\nanna,Anna,{"x" * 251},"а\nб",Q1,letters\n'
    assert withheld(propose(item("Q1"), person=table).report) == [
        "person/anna description@en: it has 251 signs, and Wikidata takes 250",
        "person/anna description@ru: it has a line break or a tab, which Wikidata does not take",
    ]


def test_a_record_that_is_two_items_says_nothing(propose: Propose) -> None:
    run = propose(item("Q1"), person="id,name,wikidata,same_as\nanna,Anna,Q1,http://www.wikidata.org/entity/Q2\n")
    assert withheld(run.report) == ["person/anna wikidata: it is linked to several items: Q1, Q2"]


def test_values_without_an_item_are_kept_back(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        person=one_person("born.place,born.place.source", "romny,letters"),
        place="id,name\nromny,Romny\n",
    )
    assert withheld(run.report)[-1] == "person/anna born.place: its value, place/romny, has no item"


def test_a_record_without_an_item_proposes_nothing(propose: Propose) -> None:
    run = propose(person="id,name,born,born.source\nanna,Anna,1882,letters\n")
    report = run.report
    assert (report.comparisons, report.n_records, report.n_unlinked) == ((), 4, 3)


def test_new_items_are_proposed_only_when_asked(propose: Propose) -> None:
    people = "id,name,born,source\nanna,Anna,1882,letters\nboris,Boris,,letters\n"
    run = propose(person=people, new=("person",))
    sent = [
        f"{one.proposal.item or one.proposal.record} {one.proposal.content}"
        for one in run.report.comparisons
        if one.outcome.is_sent
    ]
    assert sent == ['person/anna label en:"Anna"', "person/anna P31 Q5", "person/anna P569 1882"]
    assert "person/boris new item: a new item needs a label and a statement with a source" in withheld(run.report)


def test_an_item_that_points_to_itself_is_kept_back(propose: Propose) -> None:
    table = "id,name,wikidata,spouses,spouses.source\nanna,Anna,Q1,boris,letters\nboris,Boris,Q1,,\n"
    run = propose(item("Q1"), person=table)
    assert "person/anna spouses: it points to its own item" in withheld(run.report)


def test_two_dates_of_our_own_are_a_conflict(propose: Propose) -> None:
    table = "id,name,wikidata,born,born.source\nanna,Anna,Q1,1882,letters\nanne,Anne,Q1,1884,letters\n"
    run = propose(item("Q1"), person=table)
    found = [one for one in run.report.comparisons if isinstance(one.proposal.content, Statement)]
    assert [(one.outcome.value, one.detail) for one in found] == [
        ("conflict", "our own records give several values")
    ] * 2


def test_what_two_records_say_alike_is_said_once(propose: Propose) -> None:
    table = "id,name,wikidata,spouses,spouses.source\nanna,Anna,Q1,boris,letters\nboris,Boris,Q2,anna,notes\n"
    assert told(propose(item("Q1"), item("Q2"), person=table).report) == [
        'Q1 P26 Q2 <- P248 Q900 <- P854 "https://notes.example.org/1", P813 2026-01-31 (new)',
        'Q2 P26 Q1 <- P248 Q900 <- P854 "https://notes.example.org/1", P813 2026-01-31 (new)',
    ]


def test_a_map_of_ones_own(propose: Propose, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "map.csv").write_text(
        "kind,field,property,datatype,values\nperson,born,P7,time,one\nreference,stated_in,P8,wikibase-item,\n",
        encoding="utf-8",
    )
    more = '[contribution]\nproperties = "map.csv"\nentities = "https://wb.example.org/entity/"\n'
    run = propose(
        item("Q1"),
        person="id,name,same_as,born,born.source\nanna,Anna,https://wb.example.org/entity/Q1,1882,letters\n",
        work="id,name,same_as\nletters,Letters,https://wb.example.org/entity/Q4\n",
        more=more,
    )
    assert told(run.report) == ["Q1 P7 1882 <- P8 Q4 (new)"]


def test_one_value_with_two_sets_of_qualifiers_is_sent_once(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        person="id,name,wikidata,member_of,member_of.source\nanna,Anna,Q1,party,letters\n",
        group=GROUPS,
        concept=ROLES,
        person__memberships="of,group,role,date,source\nanna,party,member,1902/1917,letters\n",
    )
    assert told(run.report) == [
        "Q1 P463 Q10 <- P248 Q900 (new)",
        "Q1 P463 Q10; P580 1902; P582 1917 <- P248 Q900 (left as it is)",
    ]
    assert run.report.comparisons[-1].detail == "another record of ours says the same with other qualifiers"


def test_an_alias_does_not_repeat_the_label(propose: Propose) -> None:
    people = "id,name,name.alias,wikidata,source\nanna,Anna,Anna;Anya,Q1,letters\n"
    report = propose(item("Q1"), person=people).report
    sent = [str(one.proposal.content) for one in report.comparisons if one.outcome.is_sent]
    assert sent == ['label en:"Anna"', 'alias en:"Anya"']


def test_two_terms_in_one_office_are_two_statements(propose: Propose) -> None:
    run = propose(
        item("Q1"),
        person="id,name,wikidata\nanna,Anna,Q1\n",
        group=GROUPS,
        concept=ROLES,
        person__memberships=(
            "of,key,group,role,date,source\n"
            "anna,first,soviet,chair,1905/1906,letters\nanna,second,soviet,chair,1917/1918,letters\n"
        ),
    )
    posts = [(str(one.proposal.content), one.is_beside) for one in run.report.comparisons if one.outcome.is_sent]
    assert posts[1:] == [
        ("P39 Q20; P580 1905; P582 1906", False),
        ("P39 Q20; P580 1917; P582 1918", True),
    ]
