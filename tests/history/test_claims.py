"""Claims are no surer than their sources, and are not stated as facts when they are conjectures."""

import pytest

from sedova_lod.validation.history.claims import hedge_in

PERSON = "id,name\n lev,Lev Sedov\n orlov,Alexander Orlov"
CONCEPT = "id,name\n date,date\n homicide,homicide"


def test_a_hedge_with_certainty_stated_is_told_at_the_hedge(told):
    claim = """
        id,name,subject,property,value.text,certainty,hedge,asserted_by
        sergei,Sergei was shot,person/lev,date,1937,stated,it is believed,orlov
        lev,Lev was killed,person/lev,date,1938,probable,it is believed,orlov
        sure,Lev died,person/lev,date,1938,certain,actually,orlov
    """
    assert told(person=PERSON, concept=CONCEPT, claim=claim) == [
        "warning: claim.csv:2 column G 'hedge': claim/sergei: the source hedges ('is believed'), but the certainty "
        "is 'stated' [hedge-overlooked]"
    ]


def test_a_hedge_in_the_name_of_a_certain_claim_is_told_at_the_name(told):
    claim = """
        id,name,subject,property,value.text,certainty,asserted_by
        a,Perhaps he was killed,person/lev,date,1938,certain,lev
    """
    assert told(person=PERSON, concept=CONCEPT, claim=claim) == [
        "warning: claim.csv:2 column B 'name': claim/a: the source hedges ('Perhaps'), but the certainty is "
        "'certain' [hedge-overlooked]"
    ]


@pytest.mark.parametrize("text", ["actually", "under the influence", "nothing could have helped", "he was shot", ""])
def test_words_that_do_not_hedge(text):
    assert hedge_in(text) == ""


@pytest.mark.parametrize("text", ["if I remember correctly", "he was suspected", "allegedly", "может быть"])
def test_words_that_hedge(text):
    assert hedge_in(text) != ""


def test_a_denied_claim_that_stands_on_the_record_too_is_told_at_its_value(told):
    concept = """
        id,name,category,exact_match
        homicide,homicide,,
        type,type,property,http://www.cidoc-crm.org/cidoc-crm/P2_has_type
    """
    person = "id,name,died,died.type\n lev,Lev Sedov,1938-02-16,homicide"
    claim = """
        id,name,subject,property,value,certainty,asserted_by
        a,A,person/lev#death,type,concept/homicide,denied,lev
    """
    found = told(person=person, concept=concept.replace("exact_match", "iri"), claim=claim)
    assert found == [
        "error: claim.csv:2 column E 'value': claim/a: concept/homicide is claimed without certainty, and stated on "
        "the record as a fact too: take it out there [conjecture-asserted]"
    ]


def test_contradicting_claims_of_one_author_in_one_work_are_warnings_at_both(told):
    work = "id,name\n secret-history,Secret History"
    claim = """
        id,name,subject,property,value.text,asserted_by,work,certainty,contradicts
        a,In 1936,person/lev,date,1936,orlov,secret-history,stated,b
        b,In 1937,person/lev,date,1937,orlov,secret-history,stated,
        c,In 1938,person/lev,date,1938,orlov,secret-history,possible,a
    """
    assert told(person=PERSON, concept=CONCEPT, work=work, claim=claim) == [
        "warning: claim.csv:2 column I 'contradicts': claim/a: person/orlov says the contrary too, in the same work: "
        "claim/b [self-contradiction]",
        "warning: claim.csv:2 column I 'contradicts': claim/b: person/orlov says the contrary too, in the same work: "
        "claim/a [self-contradiction]",
    ]
