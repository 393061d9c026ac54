"""Durations fit their dates, years in texts those in columns; calendars are stated and not mixed."""

import pytest

PLACES = "id,name,part_of\n petrograd,Petrograd,russia\n russia,Russia,\n vienna,Vienna,"


def test_a_duration_that_does_not_fit_is_told_at_the_duration(told):
    event = """
        id,name,date,duration
        soviet,First Soviet,1905-10-26/1905-12-16,P52D
        prison,Prison,1906-01/1906-03,P2Y
        exile,Exile,1907/1917,P6M
    """
    assert told(event=event) == [
        "warning: event.csv:3 column D 'duration': event/prison: 2 years do not fit the date 1906-01/1906-03, which "
        "lasts 90 days at the most [duration-mismatch]",
        "warning: event.csv:4 column D 'duration': event/exile: 6 months do not fit the date 1907/1917, which lasts "
        "3289 days at the least [duration-mismatch]",
    ]


def test_five_or_six_years_since_the_war_fit(told):
    assert told(event="id,name,date,duration\n search,Search,1945/1951,P5Y/P6Y") == []


def test_years_of_life_in_a_text_that_differ_are_told_at_the_text(told):
    person = """
        id,name,born,died,description
        a,Ann Archer,1930,1996,"American, 1930-1992"
        b,Bob Baker,1930,1992,"American, 1930-1992"
        c,Carl Carver,1930,1992,"Minister 1950-1960"
    """
    assert told(person=person) == [
        "warning: person.csv:2 column E 'description': person/a: the text says 1992 for the death, the date says 1996 "
        "[years-in-text]"
    ]


def test_a_day_in_russia_without_a_calendar_is_told_at_the_date(told):
    event = """
        id,name,date,date.calendar,place
        rising,Rising,1917-10-25,,petrograd
        stated,Stated,1917-10-25,julian,petrograd
        month,Month,1917-10,,petrograd
        later,Later,1918-02-14,,petrograd
        abroad,Abroad,1917-10-25,,vienna
    """
    assert told(event=event, place=PLACES) == [
        "warning: event.csv:2 column C 'date': event/rising: 1917-10-25 is a day in Russia before 14 February 1918, "
        "and no calendar is stated [calendar-unsettled]"
    ]


@pytest.mark.parametrize("calendar", ["gregorian", "julian", "unknown before 1918-02-14"])
def test_a_calendar_of_the_data_set_settles_it(told, calendar):
    event = "id,name,date,place\n rising,Rising,1917-10-25,petrograd"
    assert told(f'calendar = "{calendar}"\n', event=event, place=PLACES) == []


def test_a_birth_in_russia_without_a_calendar_is_told_too(told):
    person = "id,name,born,born.place\n natalia,Natalia,1882-04-05,petrograd"
    assert told(person=person, place=PLACES) == [
        "warning: person.csv:2 column C 'born': person/natalia: 1882-04-05 is a day in Russia before 14 February 1918, "
        "and no calendar is stated [calendar-unsettled]"
    ]


def test_days_of_one_sequence_in_two_calendars_are_told(told):
    event = """
        id,name,date,date.calendar,part_of
        rising,The rising,,,
        congress,Congress,1917-10-26,julian,rising
        palace,Winter Palace,1917-10-25,,rising
        peace,Peace,1918-03-03,,rising
    """
    assert told('calendar = "gregorian"\n', event=event) == [
        "warning: event.csv:4 column C 'date': event/palace: its day is Gregorian (1917-10-25), that of event/congress "
        "in the same sequence Julian (at event.csv:3 column C 'date') [mixed-calendars]"
    ]


def test_a_sequence_that_changes_its_calendar_once_is_sound(told):
    event = "id,name,date,date.calendar,after\n a,A,1917-10-26,julian,\n b,B,1918-03-03,gregorian,a"
    assert told('calendar = "gregorian"\n', event=event) == []


def test_events_in_a_circle_are_told_at_the_column_after(told):
    event = "id,name,after\n a,A,c\n b,B,a\n c,C,b\n d,D,c"
    assert told(event=event) == [
        "error: event.csv:2 column C 'after': event/a: it comes after event/c, which comes after it in turn "
        "[order-loop]",
        "error: event.csv:3 column C 'after': event/b: it comes after event/a, which comes after it in turn "
        "[order-loop]",
        "error: event.csv:4 column C 'after': event/c: it comes after event/b, which comes after it in turn "
        "[order-loop]",
    ]
