"""A sound project file is read completely."""

import datetime

import pytest

from sedova_lod.errors import InputError
from sedova_lod.settings import FieldSpec, LinksSpec, load_project


def test_dataset_is_read(folder):
    dataset = folder.load_with("").dataset
    assert dataset.base == "https://example.org/"
    assert dataset.title == {"en": "Letters"}
    assert dataset.creators == ("A. Archivist",)
    assert dataset.issued == datetime.date(2026, 1, 31)
    assert (dataset.languages, dataset.calendar, dataset.modified) == (("en",), "gregorian", None)


def test_folder_and_file_give_the_same_project(folder, sound):
    path = folder.write(sound())
    assert load_project(path) == load_project(path.parent)


def test_root_is_absolute(folder, sound, monkeypatch):
    folder.write(sound())
    monkeypatch.chdir(folder.root)
    from pathlib import Path

    assert load_project(Path(".")).root.is_absolute()


def test_table_knows_its_line(folder):
    project = folder.load_with("")
    assert project.where(project.tables[0].line) == "sedova.toml:9"


def test_field_knows_its_line(folder):
    project = folder.load_with('[tables.fields]\nname = "Name"\n"born.place" = { column = "Ort" }\n')
    assert project.tables[0].fields == (FieldSpec("name", "Name", line=13), FieldSpec("born.place", "Ort", line=14))


def test_fields_of_the_second_table_have_their_own_lines(folder):
    more = '[tables.fields]\nname = "A"\n[[tables]]\nkind = "place"\nfile = "people.csv"\n[tables.fields]\nname = "B"\n'
    project = folder.load_with(more)
    assert [table.fields[0].line for table in project.tables] == [13, 18]


def test_every_option_of_a_field_is_read(folder):
    more = (
        '[tables.fields]\n"name@ru" = { column = "N", split = "; ", lookup = {"n/a" = ""}, calendar = "julian", '
        'prefix = "https://e.org/", slug = true, language = "ru", empty = ["?", "-"] }\n'
    )
    expected = FieldSpec(
        "name@ru", "N", "", "; ", {"n/a": ""}, "julian", "https://e.org/", True, "ru", ("?", "-"), 13
    )  # fmt: skip
    assert folder.load_with(more).tables[0].fields == (expected,)


def test_table_options_are_read(folder):
    more = 'encoding = "windows-1251"\ndelimiter = "tab"\ndistinct = true\nignore = ["x"]\nlanguage = "ru"\n'
    table = folder.load_with(more).tables[0]
    assert (table.encoding, table.delimiter, table.is_distinct) == ("windows-1251", "\t", True)
    assert (table.ignore, table.language) == (("x",), "ru")


def test_headers_are_compared_in_unicode_form_nfc(folder):
    table = folder.load_with('[tables.fields]\nname = "Pre\u0301nom"\n').tables[0]
    assert table.fields[0].column == "Pr\u00e9nom"


def test_mail_address_becomes_an_iri(folder, sound):
    text = sound().replace("[[tables]]", 'contact = "a@example.org"\n[[tables]]')
    assert folder.load(text).dataset.contact == "mailto:a@example.org"


def test_calendar_may_be_unknown_before_a_day(folder, sound):
    text = sound().replace("[[tables]]", 'calendar = "unknown before 1918-02-14"\n[[tables]]')
    dataset = folder.load(text).dataset
    assert (dataset.calendar, dataset.unknown_before) == ("unknown", datetime.date(1918, 2, 14))


def test_plain_title_is_in_the_first_language(folder, sound):
    text = sound().replace("[[tables]]", 'languages = ["ru", "en"]\n[[tables]]')
    assert folder.load(text).dataset.title == {"ru": "Letters"}


def test_titles_by_language(folder, sound):
    text = sound().replace('title = "Letters"', 'title = { en = "Letters", ru = "Письма" }')
    assert folder.load(text).dataset.title == {"en": "Letters", "ru": "Письма"}


def test_language_tags_have_the_capitals_that_are_usual(folder, sound):
    text = sound().replace('title = "Letters"', 'title = { EN = "Letters", ru-LATN = "Pisma" }\nlanguages = ["EN-gb"]')
    dataset = folder.load(text.replace("[[tables]]", '[[tables]]\nlanguage = "DE"', 1))
    assert (dataset.dataset.title, dataset.dataset.languages) == ({"en": "Letters", "ru-Latn": "Pisma"}, ("en-GB",))
    assert dataset.tables[0].language == "de"


def test_day_may_be_a_text(folder, sound):
    text = sound().replace("2026-01-31", '"2026-01-31"')
    assert folder.load(text).dataset.issued == datetime.date(2026, 1, 31)


def test_links_have_a_default_file(folder):
    assert folder.load_with("").links == LinksSpec("links.sssom.tsv", 0)


def test_build_settings_keep_their_lines(folder):
    build = folder.load_with('[build]\njobs = 4\nshapes = ["a.ttl"]\n').build
    assert (dict(build.values), dict(build.lines)) == ({"jobs": 4, "shapes": ("a.ttl",)}, {"jobs": 13, "shapes": 14})


def test_byte_order_mark_and_windows_line_ends_are_read(folder, sound):
    path = folder.write("")
    path.write_bytes(b"\xef\xbb\xbf" + sound().replace("\n", "\r\n").encode())
    assert load_project(path).tables[0].line == 9


def test_pattern_gives_one_table_a_file_in_order(folder):
    (folder.root / "places").mkdir()
    for name in ("b.yaml", "a.yaml", "c.txt"):
        (folder.root / "places" / name).write_text("id: x\n", encoding="utf-8")
    project = folder.load_with('[[tables]]\nkind = "place"\nfile = "places/*.yaml"\n')
    assert [(t.file, t.pattern) for t in project.tables[1:]] == [
        ("places/a.yaml", "places/*.yaml"),
        ("places/b.yaml", "places/*.yaml"),
    ]


def test_file_whose_name_looks_like_a_pattern_is_read(folder):
    (folder.root / "people[1].csv").write_text("id\n", encoding="utf-8")
    assert folder.load_with('[[tables]]\nkind = "place"\nfile = "people[1].csv"\n').tables[1].file == "people[1].csv"


def test_missing_project_file_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        load_project(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: no sedova.toml in this folder\n"
        "  hint: name the folder that has one, or write it: see docs/reference/project-file.md"
    )


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        load_project(tmp_path / "nowhere")
    assert str(caught.value) == (
        f"{tmp_path / 'nowhere'}: no such folder\n  hint: name the folder with your sedova.toml"
    )
