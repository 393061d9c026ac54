"""Romanised names follow the tables of ALA-LC, letter by letter."""

import re
import unicodedata

_ALA_LC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        re.split(" ", "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ʺ y ʹ ė i͡u i͡a"),
        strict=True,
    )
)
_COLUMN = "name@ru-Latn-alalc97"


def _romanised(name: str) -> str:
    letters = []
    for letter in name:
        latin = _ALA_LC.get(letter.lower(), letter)
        letters.append(latin if letter == letter.lower() else latin[:1].upper() + latin[1:])
    return unicodedata.normalize("NFC", "".join(letters))


def test_the_table_gives_known_romanisations():
    assert [_romanised(name) for name in ("Наталья", "Троцкий", "Юлий", "Серёжа")] == [
        "Natalʹi͡a",
        "Trot͡skiĭ",
        "I͡uliĭ",
        "Serëzha",
    ]


def test_a_romanised_name_is_that_of_the_russian_name_beside_it(dataset):
    faults = [
        f"{row['id']}: {row[_COLUMN]}"
        for rows in dataset.rows.values()
        for row in rows
        if row.get(_COLUMN) and row[_COLUMN] != _romanised(row["name@ru"])
    ]
    assert faults == []


def test_a_romanised_form_in_the_table_of_names_is_that_of_a_russian_name_of_the_person(dataset):
    forms = [row for row in dataset.rows["person.names"] if row["language"] == "ru-Latn-alalc97"]
    russian = {row["id"]: row["name.alias@ru"].split(";") for row in dataset.rows["person"]}
    assert [row["form"] for row in forms if row["form"] not in map(_romanised, russian[row["of"]])] == []


def test_most_people_with_a_russian_name_have_it_romanised(dataset):
    romanised = [row["id"] for row in dataset.rows["person"] if row[_COLUMN]]
    assert len(romanised) >= 60
