"""Nobody acts, speaks or joins before birth or after death; lives have a length."""

LEV = """
    id,name,born,died
    lev,Lev Sedov,1906-02,1938-02-16
"""


def test_an_act_after_death_is_told_at_the_date_of_the_act(told):
    event = "id,name,date,actors\n visit,Visit,1938-03,lev"
    assert told(person=LEV, event=event) == [
        "error: event.csv:2 column C 'date': event/visit: it began on 1938-03-01 or later, after the death of "
        "person/lev, who did it (1938-02-16 at the latest) [act-after-death]"
    ]


def test_an_act_before_birth_is_told_at_the_date_of_the_act(told):
    event = "id,name,date,actors\n visit,Visit,1905,lev"
    assert told(person=LEV, event=event) == [
        "error: event.csv:2 column C 'date': event/visit: it ended on 1905-12-31 or earlier, before the birth of "
        "person/lev, who did it (1906-02-01 at the earliest) [act-before-birth]"
    ]


def test_an_act_that_may_lie_in_life_is_sound(told):
    event = "id,name,date,actors\n visit,Visit,1938,lev\n move,Move,1906/1940,lev\n walk,Walk,[1930..],lev"
    assert told(person=LEV, event=event) == []


def test_a_hint_says_how_to_mend_it(check):
    (found,) = check(person=LEV, event="id,name,date,actors\n visit,Visit,1938-03,lev")
    assert found.hint == (
        "look both dates up in the sources; if sources disagree, keep one date and record the other as a claim"
    )


def test_presence_after_death_is_a_warning_as_burials_are_often_recorded_so(told):
    event = "id,name,date,participants\n burial,Burial,1938-02-20,lev"
    assert told(person=LEV, event=event) == [
        "warning: event.csv:2 column C 'date': event/burial: the event (1938-02-20/..) lies outside the life of "
        "person/lev (../1938-02-16) [presence-outside-life]"
    ]


def test_a_membership_after_death_is_told_at_its_date(told):
    memberships = "of,group,role,date\n lev,bulletin,editor,1939"
    group = "id,name\n bulletin,Bulletin of the Opposition"
    concept = "id,name\n editor,editor"
    assert told(person=LEV, person__memberships=memberships, group=group, concept=concept) == [
        "error: person.memberships.csv:2 column D 'date': person/lev#membership-bulletin-editor: "
        "the membership (1939-01-01/..) lies outside the life of person/lev (../1938-02-16) [membership-outside-life]"
    ]


def test_words_spoken_before_birth_are_told_at_their_date(told):
    quotation = "id,name,speaker,spoken,quoted_in,locator,summary\n words,Words,lev,1905,red-book,p. 5,Says so."
    work = "id,name\n red-book,The Red Book"
    assert told(person=LEV, quotation=quotation, work=work) == [
        "error: quotation.csv:2 column D 'spoken': quotation/words#creation: the saying "
        "(../1905-12-31) lies outside the life of person/lev (1906-02-01/..) [quotation-outside-life]"
    ]


def test_a_claim_after_the_death_of_its_maker_is_told_at_its_date(told):
    claim = "id,name,subject,property,value.text,asserted_by,date\n c,Claim,person/lev,date,late,lev,1950"
    concept = "id,name\n date,date"
    assert told(person=LEV, claim=claim, concept=concept) == [
        "error: claim.csv:2 column G 'date': claim/c: the claim (1950-01-01/..) lies outside the life of "
        "person/lev (../1938-02-16) [claim-outside-life]"
    ]


def test_a_work_written_after_the_death_of_its_author_is_a_warning(told):
    work = "id,name,authors,created\n red-book,The Red Book,lev,1946"
    assert told(person=LEV, work=work) == [
        "warning: work.csv:2 column D 'created': work/red-book#creation: the making "
        "(1946-01-01/..) lies outside the life of person/lev (../1938-02-16) [work-outside-life]"
    ]


def test_a_posthumous_publication_is_sound_but_not_by_a_dead_publisher(told):
    work = "id,name,authors,published,published.publisher\n a,A,lev,1946,\n b,B,lev,1946,lev"
    assert told(person=LEV, work=work) == [
        "warning: work.csv:3 column D 'published': work/b#publication: the publication "
        "(1946-01-01/..) lies outside the life of person/lev (../1938-02-16) [publication-outside-life]"
    ]


def test_a_death_before_birth_is_told_at_the_death(told):
    person = "id,name,born,died\n lev,Lev Sedov,1906,1838"
    assert told(person=person) == [
        "error: person.csv:2 column D 'died': person/lev: the death (1838-12-31 at the latest) lies before the birth "
        "(1906-01-01 at the earliest) [death-before-birth]"
    ]


def test_a_life_of_more_than_115_years_is_a_warning(told):
    person = "id,name,born,died\n firm,Bagnall and Sons,1800,1990\n old,Old Woman,1875,1990"
    assert told(person=person) == [
        "warning: person.csv:2 column C 'born': person/firm: a life of 189 years or more (1800 to 1990) [long-life]"
    ]


def test_a_mother_who_died_before_the_birth_is_told_at_the_birth(told):
    people = "id,name,born,died,mother\n son,Son,1906,,mother\n mother,Mother,1870,1900,"
    assert told(person=people) == [
        "error: person.csv:2 column C 'born': person/son#birth: the mother person/mother died on 1900-12-31 or "
        "earlier, before this birth [act-after-death]"
    ]
