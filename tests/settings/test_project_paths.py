"""The files of a project stay inside its folder and must be there."""

import os

import pytest


def _fault(folder, file):
    return folder.faults_with(f'[[tables]]\nkind = "place"\nfile = "{file}"\n')


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/etc/passwd", "'/etc/passwd' is an absolute path\n  hint: name the file relative to the project folder"),
        ("C:/a.csv", "'C:/a.csv' is an absolute path\n  hint: name the file relative to the project folder"),
        (
            "../a.csv",
            "'../a.csv' lies outside the project folder\n  hint: move the file into the project folder",
        ),
        (
            "a/../../b.csv",
            "'a/../../b.csv' lies outside the project folder\n  hint: move the file into the project folder",
        ),
        ("a\\\\b.csv", "'a\\b.csv' has a backslash\n  hint: write '/' between folders: 'a/b.csv'"),
        ("a\\u0000.csv", "'a\\x00.csv' is no file name: it has U+0000 at position 2"),
        ("peple.csv", "no file 'peple.csv'\n  hint: did you mean 'people.csv'?"),
        ("records/people.csv", "no file 'records/people.csv'\n  hint: did you mean 'people.csv'?"),
        ("zzz.xlsx", "no file 'zzz.xlsx'\n  hint: check the name"),
        ("places/*.yaml", "no file matches 'places/*.yaml'\n  hint: check the folder and the ending"),
        (
            "*.csv",
            "'*.csv' is a pattern, which only YAML and JSON files can have\n  hint: write one [[tables]] for each file",
        ),
        ("../*.yaml", "'../*.yaml' lies outside the project folder\n  hint: move the file into the project folder"),
    ],
)
def test_file_that_cannot_be_used(folder, file, expected):
    assert _fault(folder, file) == f"sedova.toml:14: {expected}"


def test_folder_instead_of_a_file(folder):
    (folder.root / "records").mkdir()
    assert _fault(folder, "records") == (
        "sedova.toml:14: 'records' is a folder\n  hint: name a file in it, or a pattern such as 'records/*.yaml'"
    )


def test_link_that_leads_out_of_the_folder(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "a.csv"
    outside.write_text("id\n", encoding="utf-8")
    (folder.root / "linked.csv").symlink_to(outside)
    assert _fault(folder, "linked.csv") == (
        "sedova.toml:14: 'linked.csv' is a link that leads out of the project folder\n"
        "  hint: copy the file into the folder"
    )


def test_linked_folder_in_a_pattern_that_leads_out(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.yaml").write_text("id: a\n", encoding="utf-8")
    (folder.root / "places").symlink_to(outside)
    assert "is a link that leads out of the project folder" in _fault(folder, "places/*.yaml")


def test_link_inside_the_folder_is_followed(folder):
    (folder.root / "linked.csv").symlink_to(folder.root / "people.csv")
    project = folder.load_with('[[tables]]\nkind = "place"\nfile = "linked.csv"\n')
    assert project.tables[1].file == "linked.csv"


def test_link_to_itself_is_no_file(folder):
    (folder.root / "loop.csv").symlink_to(folder.root / "loop.csv")
    assert "loop.csv" in _fault(folder, "loop.csv")


def test_pipe_is_no_ordinary_file(folder):
    os.mkfifo(folder.root / "pipe.csv")
    assert _fault(folder, "pipe.csv") == "sedova.toml:14: 'pipe.csv' is no ordinary file"


def test_name_that_is_too_long(folder):
    assert _fault(folder, "a" * 300 + ".csv").startswith("sedova.toml:14: ")


def test_name_is_brought_into_its_usual_form(folder):
    project = folder.load_with('[[tables]]\nkind = "place"\nfile = "./records/../people.csv"\n')
    assert project.tables[1].file == "people.csv"


def test_links_file_outside_the_folder(folder):
    assert folder.faults_with('[links]\nfile = "../links.tsv"\n') == (
        "sedova.toml:13: '../links.tsv' lies outside the project folder\n  hint: move the file into the project folder"
    )


def test_links_file_that_is_a_folder(folder):
    (folder.root / "links").mkdir()
    assert folder.faults_with('[links]\nfile = "links"\n') == (
        "sedova.toml:13: 'links' is a folder\n  hint: name a file in it: 'links/links.sssom.tsv'"
    )
