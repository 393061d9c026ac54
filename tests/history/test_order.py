"""What comes after what, what lies within what, and where somebody was before arriving."""


def test_an_event_dated_before_the_one_it_follows_is_told_at_the_column_after(told):
    event = "id,name,date,after\n move,Move to Paris,1902,divorce\n divorce,Divorce,1903,"
    assert told(event=event) == [
        "error: event.csv:2 column D 'after': event/move: it began on 1902-12-31 at the latest, but stands after "
        "event/divorce, which ended on 1903-01-01 or later [order-contradicted]"
    ]


def test_an_order_that_the_dates_allow_is_sound(told):
    event = "id,name,date,after\n move,Move to Paris,1902,divorce\n divorce,Divorce,1902,\n war,War,,move"
    assert told(event=event) == []


def test_an_event_within_a_state_that_it_follows_contradicts_it(told):
    event = "id,name,date,after\n arrest,Arrest,1905-05,stay\n stay,Stay,1904/1906,"
    assert told(event=event) == [
        "error: event.csv:2 column D 'after': event/arrest: it began on 1905-05-31 at the latest, but stands after "
        "event/stay, which ended on 1906-01-01 or later [order-contradicted]"
    ]


def test_a_part_outside_the_time_of_the_whole_is_a_warning(told):
    event = "id,name,date,part_of\n trial,Trial,1936,\n first,First day,1935-08-19,trial\n last,Last,1936-08-24,trial"
    assert told(event=event) == [
        "warning: event.csv:3 column C 'date': event/first: it lies outside the time of event/trial, the larger "
        "event that it belongs to (1936-01-01/..) [part-outside-whole]"
    ]


PEOPLE = "id,name,born.place\n natalia,Natalia,romny\n lev,Lev,paris"
PLACES = "id,name,category\n paris,Paris,city\n romny,Romny,city"


def test_presence_shortly_before_the_first_move_there_is_a_warning(told):
    event = """
        id,name,category,date,place,participants,moved_to
        lodging,Lodging in Paris,,1902-11,paris,natalia;lev,
        move,They moved to Paris,move,1903,,natalia;lev,paris
    """
    assert told(person=PEOPLE, place=PLACES, event=event) == [
        "warning: event.csv:2 column D 'date': event/lodging: person/natalia is present by 1902-11-30, but first "
        "moved to place/paris on 1903-01-01 or later (event/move) [presence-before-arrival]"
    ]


def test_presence_is_sound_after_an_undated_move_and_long_before_a_later_one(told):
    event = """
        id,name,category,date,place,participants,moved_to
        lodging,Lodging in Paris,,1902-11,paris,natalia,
        move,They moved to Paris,move,1945,,natalia,paris
        visit,Visit to Romny,,1903,romny,natalia,
        again,Move to Romny,move,1904,,natalia,romny
        flat,Flat in Paris,,1944,paris,lev,
        undated,Journey to Paris,move,,,lev,paris
        third,Third journey,move,1945,,lev,paris
    """
    assert told(person=PEOPLE, place=PLACES, event=event) == []


def test_a_reply_before_its_letter_is_told_at_its_date(told):
    work = "id,name,created,reply_to\n letter,Letter,1951-05-09,\n reply,Reply,1951-05-01,letter"
    assert told(work=work) == [
        "error: work.csv:3 column C 'created': work/reply#creation: it was written by 1951-05-01, "
        "before what it replies to: work/letter (1951-05-09 at the earliest) [reply-before-question]"
    ]


def test_a_work_published_before_it_was_written_is_told_at_the_publication(told):
    work = "id,name,created,published\n book,The Red Book,1937,1936\n other,Other,1936,1936"
    assert told(work=work) == [
        "warning: work.csv:2 column D 'published': work/book: it was published by 1936-12-31, but written on "
        "1937-01-01 or later [published-before-written]"
    ]


def test_an_office_acting_before_its_foundation_is_a_warning(told):
    group = "id,name,founded,dissolved\n nkvd,NKVD,1934-07-10,1946-03"
    event = """
        id,name,date,actors
        early,Arrest,1923,group/nkvd
        late,Arrest,1947,group/nkvd
        fine,Arrest,1936,group/nkvd
    """
    assert told(group=group, event=event) == [
        "warning: event.csv:2 column C 'date': event/early: it (../1923-12-31) lies outside the years of group/nkvd "
        "(1934-07-10/..) [group-outside-its-years]",
        "warning: event.csv:3 column C 'date': event/late: it (1947-01-01/..) lies outside the years of group/nkvd "
        "(../1946-03-31) [group-outside-its-years]",
    ]


def test_a_membership_in_a_dissolved_group_is_a_warning(told):
    group = "id,name,dissolved\n iskra,Iskra,1905"
    person = "id,name\n lev,Lev"
    assert told(group=group, person=person, person__memberships="of,group,date\n lev,iskra,1938") == [
        "warning: person.memberships.csv:2 column C 'date': person/lev#membership-iskra: it "
        "(1938-01-01/..) lies outside the years of group/iskra (../1905-12-31) [group-outside-its-years]"
    ]


def test_a_group_dissolved_before_its_foundation_is_told_at_the_end(told):
    assert told(group="id,name,founded,dissolved\n iskra,Iskra,1905,1900") == [
        "error: group.csv:2 column D 'dissolved': group/iskra: it was dissolved by 1900-12-31, but founded on "
        "1905-01-01 or later [dissolved-before-founded]"
    ]
