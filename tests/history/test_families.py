"""Parents are older than their children, and couples are grown up."""


def test_a_parent_younger_than_the_child_is_told_at_the_parent(told):
    person = "id,name,born,parents\n lev,Lev,1906,natalia\n natalia,Natalia,1907,"
    assert told(person=person) == [
        "error: person.csv:2 column D 'parents': person/lev: the parent person/natalia was born on 1907-01-01 or "
        "later, after this child [parent-younger-than-child]"
    ]


def test_a_mother_below_twelve_is_a_warning(told):
    person = "id,name,born,mother\n lev,Lev,1906,natalia\n natalia,Natalia,1896,"
    assert told(person=person) == [
        "warning: person.csv:2 column D 'mother': person/lev: the parent person/natalia was 10 years old at this "
        "birth [parent-age]"
    ]


def test_a_mother_above_fifty_five_and_a_father_above_ninety_are_warnings(told):
    person = """
        id,name,born,mother,father
        lev,Lev,1906,anna,david
        anna,Anna,1849,,
        david,David,1810,,
    """
    assert told(person=person) == [
        "warning: person.csv:2 column D 'mother': person/lev: the parent person/anna was 56 years old at this birth "
        "[parent-age]",
        "warning: person.csv:2 column E 'father': person/lev: the parent person/david was 95 years old at this birth "
        "[parent-age]",
    ]


def test_an_adoptive_parent_may_be_old(told):
    person = "id,name,born,parents\n seva,Seva,1926,anna\n anna,Anna,1849,"
    assert told(person=person) == []


def test_ages_within_reason_are_sound_also_when_years_are_vague(told):
    person = "id,name,born,mother\n lev,Lev,1906,natalia\n natalia,Natalia,1894,"
    assert told(person=person) == []


def test_own_ancestors_are_told_on_each_of_them(told):
    person = "id,name,parents\n a,Anna,b\n b,Boris,a"
    assert told(person=person) == [
        "error: person.csv:2 column C 'parents': person/a: the person stands among their own ancestors [own-ancestor]",
        "error: person.csv:3 column C 'parents': person/b: the person stands among their own ancestors [own-ancestor]",
    ]


def test_spouses_are_completed_so_that_one_column_is_enough(told):
    assert told(person="id,name,spouses\n leon,Leon,natalia\n natalia,Natalia,") == []


def test_a_marriage_of_a_child_is_a_warning(told):
    person = "id,name,born,spouses\n leon,Leon,1879,natalia\n natalia,Natalia,1895,"
    event = "id,name,category,date,actors,group\n wedding,Wedding,formation,1903,leon;natalia,couple"
    group = "id,name,category,members\n couple,Leon and Natalia,couple,leon;natalia"
    assert told(person=person, event=event, group=group) == [
        "warning: event.csv:2 column D 'date': event/wedding: person/natalia was 8 years old when the couple was "
        "formed [marriage-too-young]"
    ]


def test_nobody_and_nothing_refers_to_itself(told):
    found = told(
        person="""id,name,spouses
            a,Anna,b;a
            b,Boris,a""",
        person__relations="""of,person,relation
            b,b,friend
            a,b,friend""",
        group="""id,name,part_of,members
            g,Circle,g,person/a
            h,Office,g,""",
        work="""id,name,part_of,translation_of,about
            w,Book,,w,work/w""",
        concept="""id,name,broader
            friend,friend,""",
    )
    assert found == [
        "warning: group.csv:2 column C 'part_of': group/g: its own 'part_of' is the record itself [self-reference]",
        "warning: person.csv:2 column C 'spouses': person/a: its own 'spouses' is the record itself [self-reference]",
        "warning: person.relations.csv:2: person/b: a relation leads to the person themselves [self-reference]",
        "warning: work.csv:2 column D 'translation_of': work/w: its own 'translation_of' is the record itself "
        "[self-reference]",
    ]
