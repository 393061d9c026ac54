"""Names agree whatever the order, spelling, script and small words they were written with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.linking.name_comparison import best_agreement, compare_forms
from sedova_lod.linking.name_forms import forms_of_names, name_forms
from sedova_lod.linking.romanisation import romanise
from sedova_lod.linking.sounds import Skeletons, sound_similarity, sound_skeleton

SAME_NAMES = [
    ("Лев Седов", "Léon Sedov"),
    ("Левъ Сѣдовъ", "Lew Siedow"),
    ("Троцкий, Лев Давидович", "Trotzki, Leo"),
    ("Чайковский, Пётр", "Piotr Tchaïkovski"),
    ("Чайковский, Пётр", "Pjotr Tschaikowski"),
    ("Чайковский, Пётр", "Petr Čajkovskij"),
    ("Ѳедоръ Достоевскій", "Théodore Dostoïevski"),
    ("Зиновьев, Григорий", "Grigorij Sinowjew"),
    ("Жан-Жак Руссо", "Jean-Jacques Rousseau"),
    ("Джон Рид", "John Reed"),
    ("Хосе Ривера", "José Rivera"),
    ("Кэйити Судзуки", "Keiichi Suzuki"),
    ("Софья Ковалевская", "Sophie Kowalewskaja"),
]
OTHER_NAMES = [
    ("Лев Седов", "Сергей Седов"),
    ("Augusto Giacometti", "Alberto Giacometti"),
    ("Natalia Sedova", "Natalia Ulanova"),
    ("John Reed", "Jane Reid"),
    ("Лев Троцкий", "Лев Толстой"),
]


def agreement(one: str, other: str) -> float:
    found = best_agreement(forms_of_names([one]), forms_of_names([other]))
    assert found is not None
    return found.rank


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_one_name_in_two_orthographies_agrees(one: str, other: str) -> None:
    found = best_agreement(forms_of_names([one]), forms_of_names([other]))
    assert found is not None
    assert (found.conflicting, round(found.shared) >= 2) == (0, True)


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_another_name_conflicts_in_a_word(one: str, other: str) -> None:
    found = compare_forms(name_forms(one)[0], name_forms(other)[0])
    assert found.conflicting == 1.0


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Sedov, Lev L'vovich", ("lev", "lvovich", "sedov")),
        ("Sedov, Lev, Jr.", ("lev", "sedov")),
        ("Mrs. Thomas M. Evans", ("thomas", "m", "evans")),
        ("Wassily de' Kandinsky", ("wassily", "kandinsky")),
        ("Le Corbusier", ("le", "corbusier")),
        ("Les Levine", ("les", "levine")),
        ("J.M.W. Turner", ("j", "m", "w", "turner")),
        ("JMW Turner", ("j", "m", "w", "turner")),
        ("Burne-Jones, Edward", ("edward", "burne", "jones")),
        ("Georgia O'Keeffe", ("georgia", "okeeffe")),
        ("Lelio d'Orsi", ("lelio", "orsi")),
        ("Earl Horter", ("earl", "horter")),
        ("Leif Skoogfors, 1940-", ("leif", "skoogfors")),
        ("King", ("king",)),
        ("Søren Łuković", ("soren", "lukovic")),
    ],
)
def test_a_name_is_taken_apart(written: str, words: tuple[str, ...]) -> None:
    assert name_forms(written)[0].words == words


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("Balthus (Baltusz Klossowski de Rola)", [("balthus",), ("baltusz", "klossowski", "rola")]),
        ("Otl Aicher (also known as Otto Aicher)", [("otl", "aicher"), ("otto", "aicher")]),
        ("Natalia Sedova née Vikentieva", [("natalia", "sedova"), ("vikentieva",)]),
        ("CPLY (pseud.)", [("cply",)]),
        ("(  )", []),
        ("", []),
        ("—", []),
    ],
)
def test_what_stands_beside_a_name_is_a_form_of_its_own(written: str, forms: list[tuple[str, ...]]) -> None:
    assert [form.words for form in name_forms(written)] == forms


def test_titles_tell_the_gender_and_a_generation_is_kept() -> None:
    form = name_forms("Coberly, Jr., William B., Mrs.")[0]
    assert (form.words, form.generation, form.gender) == (("william", "b", "coberly"), "younger", "female")


def test_names_of_other_characters_that_sound_alike_are_not_exactly_the_same() -> None:
    same, other = (compare_forms(name_forms("王伟")[0], name_forms(name)[0]) for name in ("王伟", "汪伟"))
    assert (same.inexact, round(other.inexact, 2)) == (0.0, 0.2)


def test_a_word_split_in_two_is_the_same_name() -> None:
    assert compare_forms(name_forms("Ivan LeLorraine")[0], name_forms("Ivan Lelor Raine")[0]).conflicting == 0


def test_of_many_names_the_promising_ones_are_compared() -> None:
    names = [f"Another Name{letter}" for letter in "abcdefgh"] + ["Лев Седов", "Leon Sedov"]
    assert agreement("Lev Sedov", "Leon Sedov") == pytest.approx(1.7, abs=0.2)
    found = best_agreement(forms_of_names(["Leon Sedov"]), forms_of_names(names))
    assert found is not None
    assert found.theirs.written == "Leon Sedov"


@given(st.text(max_size=60))
def test_any_text_can_be_romanised_and_taken_apart(text: str) -> None:
    assert romanise(text).isascii()
    for form in name_forms(text):
        assert form.words
        assert all(word.isascii() and word == word.lower() for word in form.words)


WORDS = st.text(alphabet="abcdefghijklmnoprstuvwxyz", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_likeness_of_sounds_is_symmetric_and_a_share(one: str, other: str) -> None:
    alike = sound_similarity(one, other)
    assert alike == sound_similarity(other, one)
    assert 0.0 <= alike <= 1.0
    assert sound_similarity(one, one) == 1.0


@given(WORDS, WORDS)
def test_a_higher_threshold_only_leaves_out_what_is_less_alike(one: str, other: str) -> None:
    alike = sound_similarity(one, other, 0.01)
    assert sound_similarity(one, other, 0.6) == (alike if alike >= 0.6 else 0.0)


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_words_passed_over_for_their_liquids_have_no_skeleton_in_common(mine: list[str], theirs: list[str]) -> None:
    common = set(map(sound_skeleton, mine)).intersection(map(sound_skeleton, theirs))
    assert Skeletons(mine).n_shared(theirs) == len(common)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_agreement_is_symmetric_and_does_not_depend_on_order(mine: list[str], theirs: list[str]) -> None:
    one, other = name_forms(" ".join(mine)), name_forms(" ".join(theirs))
    there, back = compare_forms(one[0], other[0]), compare_forms(other[0], one[0])
    assert there[2:6] == pytest.approx(back[2:6])
    assert compare_forms(one[0], one[0]).conflicting == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tschaikowski", "chaykovskiy"),
        ("dalke", "dahlke"),
        ("bryus", "bruce"),
        ("uayt", "white"),
        ("legran", "legrand"),
    ],
)
def test_orthographies_of_one_name_share_a_skeleton(one: str, other: str) -> None:
    assert sound_skeleton(one) == sound_skeleton(other)
