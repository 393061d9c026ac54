"""The decisions on who is who stand in the tables as the page about the data set tells them."""

import pytest

_SECRET_POLICE = ("nkvd", "gpu", "kgb", "kgb-centre", "secret-police", "stalin-apparatus", "mobile-group")


@pytest.fixture(scope="module")
def bearers(dataset):
    """Give the persons that a form of a name, or a word of one, stands for; "Parent of ..." names nobody."""
    forms = [(row["id"], form) for row in dataset.rows["person"] for form in _forms(row) if " of " not in form]
    forms += [(row["of"], row["form"]) for row in dataset.rows["person.names"]]

    def find(wanted: str) -> set[str]:
        return {person for person, form in forms if wanted == form or wanted in form.replace("-", " ").split()}

    return find


def _forms(row: dict[str, str]) -> list[str]:
    cells = [text for column, text in row.items() if column.startswith("name") and text]
    return [form.strip() for text in cells for form in text.split(";")]


def test_leon_is_the_husband_and_the_son(bearers):
    assert bearers("Leon") == {"leon-trotsky", "lev-sedov"}


def test_lev_is_three_men(bearers):
    assert bearers("Lev") == {"lev-sedov", "lev-kamenev", "leon-trotsky"}


def test_sedov_is_one_of_the_sons_and_sedova_their_mother(bearers):
    assert (bearers("Sedov"), bearers("Sedova")) == ({"lev-sedov", "sergei-sedov"}, {"natalia-sedova"})


@pytest.mark.parametrize(
    ("person", "forms"),
    [
        ("vera-zasulich", ("Zasulich", "Zasulitch")),
        ("david-riazanov", ("Riazanov", "Ryazanov")),
        ("leonid-nikolayev", ("Nikolayev", "Nikolaiev")),
        ("ekaterina-alexandrova", ("Alexandrova", "Mikhailovna")),
        ("ramon-mercader", ("Mercader", "Jacson")),
        ("natalia-sedova", ("Natalia", "Natalya", "Natasha")),
        ("sergei-sedov", ("Seryozha", "Серёжа")),
        ("mark-zborowski", ("Zborowski", "Mark")),
    ],
)
def test_two_forms_are_one_person(bearers, person, forms):
    assert [bearers(form) for form in forms] == [{person}] * len(forms)


def test_names_much_alike_are_two_persons(bearers, dataset):
    assert bearers("Sergy") == {"sergei-kirov"}
    assert (bearers("Evgenia"), bearers("Evgeni")) == ({"evgenia-bosh"}, {"evgeni-preobrazhensky"})
    assert [dataset.record("person", i)["gender"] for i in ("evgenia-bosh", "evgeni-preobrazhensky")] == [
        "female",
        "male",
    ]


def test_vikentiyev_is_an_alias_of_two_people_and_nobody_else(dataset, bearers):
    rows = [row for row in dataset.rows["person.names"] if row["form"] == "Vikentiyev"]
    assert {row["type"] for row in rows} == {"pseudonym"}
    assert bearers("Vikentiyev") == {"leon-trotsky", "natalia-sedova"}


def test_three_books_are_called_stalin(dataset):
    books = {row["id"]: row["published"] for row in dataset.rows["work"] if row["name"] == "Stalin"}
    assert books == {"stalin-by-deutscher": "1949", "stalin-by-radzinsky": "1996", "stalin-by-trotsky": "1941"}
    assert dataset.record("work", "stalin-by-trotsky")["authors"] == ""


def test_names_of_the_secret_police_are_groups_apart(dataset):
    records = [dataset.record("group", name) for name in _SECRET_POLICE]
    assert [row["name.alias"] for row in records] == [""] * len(records)
    assert {row["id"]: row["part_of"] for row in records if row["part_of"]} == {"kgb-centre": "kgb"}


def test_that_jacson_is_mercader_is_claimed_by_the_article_alone(dataset):
    makers = [row["asserted_by"] for row in dataset.rows["claim"] if row["subject"].endswith("#name-en-jacson")]
    assert set(makers) == {"group/article-narrator"}


def test_pimen_is_a_figure_of_a_play(dataset):
    assert dataset.record("person", "pimen")["type"] == "fictional-character"


def test_nobody_known_by_a_first_name_or_an_initial_is_linked(links):
    linked = {link["subject_id"].removeprefix("sedova:person/") for link in links}
    assert linked & {"charlie", "joe", "seva", "sylvia", "marya-lenins-sister", "engineer-k"} == set()
