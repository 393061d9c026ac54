"""What claims have to say: who says so, who disputes it, how sure they are, and of which rank it is."""

from __future__ import annotations

import pytest

from tests.contribution.conftest import Propose, item, told, withheld

PEOPLE = "id,name,wikidata,died\nlev,Lev,Q1,1938\nolga,Olga,Q2,\nivan,Ivan,Q3,\nnobody,Nobody,,\n"
CONCEPTS = (
    "id,name,exact_match\n"
    "manner-of-death,manner of death,\noccupation,occupation,\ndate-of-death,date of death,\nage,age,\n"
    "homicide,homicide,http://www.wikidata.org/entity/Q149086\n"
    "natural,natural causes,http://www.wikidata.org/entity/Q3739104\n"
    "writer,writer,http://www.wikidata.org/entity/Q36180\n"
)
HEAD = "id,name,subject,property,value,value.date,asserted_by,work,locator,certainty,rank,contradicts\n"


def claims(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


def run(propose: Propose, *rows: str, **more: str) -> tuple[list[str], list[str]]:
    found = propose(item("Q1"), item("Q2"), person=PEOPLE, concept=CONCEPTS, claim=claims(*rows), **more).report
    told_of_claims = [one for one in told(found) if "Q1 P570 1938 <-" not in one]
    return told_of_claims, [one for one in withheld(found) if one.startswith("claim/")]


def test_a_claim_names_its_maker_and_its_passage(propose: Propose) -> None:
    said, _ = run(propose, "c1,C1,person/lev,occupation,concept/writer,,olga,letters,p. 3,stated,,")
    assert said == ['Q1 P106 Q36180; P3680 Q2 <- P248 Q900, P304 "3" (new)']


@pytest.mark.parametrize(
    ("certainty", "doubt"),
    [("certain", ""), ("probable", "; P5102 Q56644435"), ("possible", "; P5102 Q30230067"),
     ("conjecture", "; P5102 Q18603603")],
)  # fmt: skip
def test_a_claim_says_how_sure_its_maker_is(propose: Propose, certainty: str, doubt: str) -> None:
    said, _ = run(propose, f"c1,C1,person/lev,occupation,concept/writer,,,letters,,{certainty},,")
    assert said == [f"Q1 P106 Q36180{doubt} <- P248 Q900 (new)"]


def test_a_denial_is_kept_back(propose: Propose) -> None:
    _, kept = run(propose, "c1,C1,person/lev,occupation,concept/writer,,,letters,,denied,,")
    assert kept == ["claim/c1 occupation: it is denied, and Wikidata has no statements of what is not so"]


@pytest.mark.parametrize(
    ("rank", "shown"), [("preferred", " [preferred]"), ("normal", ""), ("deprecated", " [deprecated]")]
)
def test_the_rank_of_a_claim_is_that_of_its_statement(propose: Propose, rank: str, shown: str) -> None:
    said, _ = run(propose, f"c1,C1,person/lev,occupation,concept/writer,,,letters,,stated,{rank},")
    assert said == [f"Q1 P106 Q36180{shown} <- P248 Q900 (new)"]


def test_disputed_claims_name_each_others_makers(propose: Propose) -> None:
    said, _ = run(
        propose,
        "c1,C1,person/lev#death,manner-of-death,concept/homicide,,olga,letters,,stated,,c2",
        "c2,C2,person/lev#death,manner-of-death,concept/natural,,ivan,letters,,stated,,",
    )
    assert said == [
        "Q1 P1196 Q149086; P3680 Q2; P1310 Q3 <- P248 Q900 (new)",
        "Q1 P1196 Q3739104; P3680 Q3; P1310 Q2 <- P248 Q900 (new)",
    ]


def test_a_claim_that_nobody_with_an_item_disputes_is_called_disputed(propose: Propose) -> None:
    said, _ = run(
        propose,
        "c1,C1,person/lev#death,manner-of-death,concept/homicide,,olga,letters,,stated,,c2",
        "c2,C2,person/lev#death,manner-of-death,concept/natural,,nobody,lost,,stated,,",
    )
    assert said == ["Q1 P1196 Q149086; P3680 Q2; P5102 Q18912752 <- P248 Q900 (new)"]


def test_without_the_words_for_it_a_disputed_claim_is_kept_back(propose: Propose, tmp_path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "map.csv").write_text(
        "kind,field,property,datatype,values,claims\n"
        "person,died.type,P1196,wikibase-item,one,death:manner-of-death\n"
        "reference,stated_in,P248,wikibase-item,,\n",
        encoding="utf-8",
    )
    _, kept = run(
        propose,
        "c1,C1,person/lev#death,manner-of-death,concept/homicide,,,letters,,stated,,c2",
        "c2,C2,person/lev#death,manner-of-death,concept/natural,,,letters,,stated,,",
        more='[contribution]\nproperties = "map.csv"\n',
    )
    reason = "died.type: it is disputed, and the property map has no property to say so"
    assert kept == [f"claim/c1 {reason}", f"claim/c2 {reason}"]


def test_a_claim_about_a_date(propose: Propose) -> None:
    said, _ = run(propose, "c1,C1,person/olga,date-of-death,,1938-02,,letters,,stated,,")
    assert said == ["Q2 P570 1938-02 <- P248 Q900 (new)"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("c1,C1,person/olga,date-of-death,concept/writer,,,letters,,stated,,", "died: the claim gives no date"),
        ("c1,C1,person/lev,occupation,,1938,,letters,,stated,,",
         "occupation: the claim names no record as its value"),
        ("c1,C1,person/lev,occupation,person/nobody,,,letters,,stated,,",
         "occupation: its value, person/nobody, has no item"),
        ("c1,C1,person/lev,occupation,concept/writer,,,lost,,stated,,",
         "occupation: its source, work/lost, has neither an item nor an address"),
        ("c1,C1,person/lev,occupation,concept/writer,,,,,stated,,", "occupation: it has no source"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_said_is_kept_back(propose: Propose, row: str, reason: str) -> None:
    assert run(propose, row) == ([], [f"claim/c1 {reason}"])


@pytest.mark.parametrize(
    "row",
    [
        "c1,C1,person/lev,age,concept/writer,,,letters,,stated,,",
        "c1,C1,person/nobody,occupation,concept/writer,,,letters,,stated,,",
    ],
)
def test_claims_of_other_properties_and_other_records_are_left_alone(propose: Propose, row: str) -> None:
    assert run(propose, row) == ([], [])


def test_two_disputed_dates_are_both_said(propose: Propose) -> None:
    said, _ = run(
        propose,
        "c1,C1,person/olga,date-of-death,,1938,ivan,letters,,stated,,c2",
        "c2,C2,person/olga,date-of-death,,1939,lev,letters,,stated,,",
    )
    assert said == [
        "Q2 P570 1938; P3680 Q3; P1310 Q1 <- P248 Q900 (new)",
        "Q2 P570 1939; P3680 Q1; P1310 Q3 <- P248 Q900 (new)",
    ]
