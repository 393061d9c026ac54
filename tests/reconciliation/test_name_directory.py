"""Names are found by what they, or words in them, begin with; in a file, by several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.reconciliation.name_directory import NameDirectory

NAMES = [
    ("gogh", "Vincent van Gogh"),
    ("goghs", "Theo van Gogh"),
    ("oneill", "O'Neill, Eugene"),
    ("ilin", "Ильин, Иван"),
    ("ilin", "Ivan Ilyin"),
    ("long", " ".join(["word"] * 1000)),
    ("empty", "?!"),
    ("half", "\ud800 Half"),
]


@pytest.fixture
def names(tmp_path: Path) -> Iterator[NameDirectory]:
    with NameDirectory(tmp_path / "names") as directory:
        directory.add((one, name.replace("\ud800", "")) for one, name in NAMES)
        yield directory


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("vincent", ["gogh"]),
        ("VAN G", ["goghs", "gogh"]),
        ("gogh, v", ["gogh"]),
        ("oneill", ["oneill"]),
        ("O’Ne", ["oneill"]),
        ("eugene o'", ["oneill"]),
        ("иль", ["ilin"]),
        ("iv", ["ilin"]),
        ("Half", ["half"]),
        ("incent", []),
        ("?!", []),
        ("", []),
        ("%", []),
        ("_incent", []),
    ],
)
def test_names_are_found_by_their_beginnings(names: NameDirectory, typed: str, found: list[str]) -> None:
    assert names.find(typed) == found


def test_a_long_name_is_found_by_its_beginning(names: NameDirectory) -> None:
    assert names.find("word word") == names.find("word " * 500) == ["long"]


def test_whole_names_come_before_words_in_names(tmp_path: Path) -> None:
    with NameDirectory(tmp_path / "names") as directory:
        directory.add([("b", "Aaron Lev"), ("a", "Lev Zorin"), ("c", "Lev")])
        assert directory.find("lev") == ["c", "a", "b"]
        assert directory.find("lev", limit=1) == ["c"]
        assert directory.find("lev", limit=1, skipped=2) == ["b"]
        assert directory.find("lev", skipped=3) == []


def test_whole_words_come_before_longer_ones(tmp_path: Path) -> None:
    with NameDirectory(tmp_path / "names") as directory:
        directory.add([("a", "Sedova and Serge"), ("b", "Lev Sedov"), ("c", "Sedov, Sergei"), ("d", "N. Sedova")])
        assert directory.find("sedov") == ["c", "b", "a", "d"]
        assert directory.find("sed") == ["c", "a", "b", "d"]


def test_several_threads_may_look_at_once(names: NameDirectory) -> None:
    found: list[list[str]] = []

    def look() -> None:
        found.extend(names.find("van") for _ in range(200))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [["goghs", "gogh"]] * 800


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        NameDirectory(tmp_path / "nowhere" / "names")
    assert str(caught.value) == (
        f"{tmp_path / 'nowhere'}: the directory of names cannot be written: unable to open database file\n"
        "  hint: make room there, or set TMPDIR"
    )
