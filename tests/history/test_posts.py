"""One post has one holder at a time."""

import pytest

from sedova_lod.validation.history.posts import is_single_post

PERSON = "id,name\n oppokov,Georgy Oppokov\n stuchka,Peter Stuchka"
GROUP = "id,name\n council,Council of People's Commissars"
CONCEPT = "id,name\n justice,commissar for justice\n clerk,clerk"


def check_terms(told, memberships):
    return told(person=PERSON, group=GROUP, concept=CONCEPT, person__memberships=memberships)


def test_two_commissars_for_justice_of_1917_are_told_with_both_rows(told):
    memberships = "of,group,role,date\n oppokov,council,justice,1917-11-08/\n stuchka,council,justice,1917-11-08/"
    assert check_terms(told, memberships) == [
        "warning: person.memberships.csv:3 column D 'date': person/stuchka: Peter Stuchka is commissar for justice "
        "(1917-11-08/) while Georgy Oppokov is (1917-11-08/, person/oppokov) [post-held-twice]"
    ]


def test_holders_who_follow_each_other_are_sound(told):
    memberships = (
        "of,group,role,date\n oppokov,council,justice,1917-11-08/1917-12\n stuchka,council,justice,1917-12/1918"
    )
    assert check_terms(told, memberships) == []


def test_a_vague_or_shared_post_is_sound(told):
    memberships = """
        of,group,role,date
        oppokov,council,justice,1917
        stuchka,council,justice,1917
        oppokov,council,clerk,1917-11-08/1918
        stuchka,council,clerk,1917-11-08/1918
    """
    assert check_terms(told, memberships) == []


@pytest.mark.parametrize(
    "role", ["prime minister", "chairman", "head of museums", "People's Commissar", "председатель"]
)
def test_posts_of_one_holder(role):
    assert is_single_post(role)


@pytest.mark.parametrize(
    "role", ["member", "deputy commissar", "vice-president", "co-director", "headteacher's friend"]
)
def test_posts_of_several_holders(role):
    assert not is_single_post(role)
