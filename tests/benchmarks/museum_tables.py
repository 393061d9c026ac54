"""The tables of the museum benchmark: cleaned so that all tools read them alike, repeated as wanted, or made up.

Published tables are read from a folder with `moma_artists.csv` and `tate_artworks.csv`. Without one, tables of the same
form and size are made up. Copies get ids and names of their own; what is dirty in a row stays so: line breaks in cells,
missing years and makers, texts that speak of other years than the dates.
"""

from __future__ import annotations

import csv
import random
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

__all__ = ["write_tables"]

Row = dict[str, str]

PROJECT = Path(__file__).with_name("museum")
_ARTISTS = ("id", "name", "bio", "nationality", "gender", "birth", "death", "qid", "ulan")
_ARTWORKS = ("id", "acno", "title", "artist_id", "artist_name", "date_text", "year_start", "year_end", "medium",
             "credit", "dimensions", "classification", "url", "thumb")  # fmt: skip
_N_MADE = {"artists": 14_839, "artworks": 69_187}
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_CLASSES = ("on paper, unique", "on paper, unique", "on paper, print", "painting", "sculpture", "relief", "")


def write_tables(folder: Path, source: Path | None, factor: int) -> None:
    """Write a project: tables, project file, profile.

    Args:
        folder: Folder of the project; it is made anew.
        source: Folder of the published tables; None to make some up.
        factor: How often each row is repeated, under other ids and names.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PROJECT, folder)
    artists = (lambda: _read(source / "moma_artists.csv")) if source else _made_artists
    artworks = (lambda: _read(source / "tate_artworks.csv")) if source else _made_artworks
    _write(folder / "artists.csv", _ARTISTS, _repeated(artists, factor, ("id",), ("name",)))
    own = ("id", "acno", "artist_id")
    _write(folder / "artworks.csv", _ARTWORKS, _repeated(artworks, factor, own, ("title", "artist_name")))


def _read(path: Path) -> Iterator[Row]:
    """Give the rows that every tool can read alike: without blanks around values, and with sound years."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            clean = {name: unicodedata.normalize("NFC", value.strip()) for name, value in row.items()}
            first, last = clean.get("year_start", ""), clean.get("year_end", "")
            if bool(first) == bool(last) and (not first or int(first) <= int(last)):
                yield clean


def _repeated(
    rows: Callable[[], Iterable[Row]], factor: int, ids: tuple[str, ...], names: tuple[str, ...]
) -> Iterator[Row]:
    yield from rows()
    for number in range(1, factor):
        for row in rows():
            copy = dict(row)
            for name in ids:
                copy[name] = f"{row[name]}x{number}"
            for name in names:
                copy[name] = f"{row[name]} {_word(f'{number} {row[name]}')}".strip()
            yield copy


def _word(seed: str) -> str:
    chance = random.Random(seed)
    return "".join(chance.choices(_SYLLABLES, k=4)).title()


def _made_artists() -> Iterator[Row]:
    chance = random.Random(1)
    for number in range(1, _N_MADE["artists"] + 1):
        birth = str(chance.randrange(1780, 1990)) if chance.random() < 0.74 else ""
        death = str(int(birth) + chance.randrange(30, 90)) if birth and chance.random() < 0.4 else ""
        nation = chance.choice(("American", "British", "French", "German", "Spanish", ""))
        yield {
            "id": str(number),
            "name": f"{_word(f'first {number}')} {_word(f'last {number}')}",
            "bio": f"{nation}, {birth}–{death}" if death else f"{nation}, born {birth}" if nation and birth else nation,
            "nationality": nation,
            "gender": chance.choice(("Male", "Female", "")),
            "birth": birth,
            "death": death,
            "qid": f"Q{number + 1000}" if chance.random() < 0.2 else "",
            "ulan": str(500_000_000 + number) if chance.random() < 0.2 else "",
        }


def _made_artworks() -> Iterator[Row]:
    chance = random.Random(2)
    for number in range(1, _N_MADE["artworks"] + 1):
        artist = chance.randrange(1, 3_343)
        first = chance.randrange(1700, 2010) if chance.random() < 0.92 else 0
        last = first + chance.choice((0, 0, 0, 1, 5)) if first else 0
        slug = f"{artist}-{number}"
        size = f"support: {chance.randrange(90, 2000)} x {chance.randrange(90, 2000)} mm"
        yield {
            "id": str(number),
            "acno": f"N{number:05d}",
            "title": f"{_word(f'a {number}')} {_word(f'b {number}')}, {_word(f'c {number}')}",
            "artist_id": str(artist),
            "artist_name": f"{_word(f'first {artist}')} {_word(f'artist {artist}')}",
            "date_text": f"c.{first}" if first else "date not known",
            "year_start": str(first or ""),
            "year_end": str(last or ""),
            "medium": chance.choice(("Oil paint on canvas", "Graphite on paper", "Etching", "Ink on paper", "")),
            "credit": f"Purchased {chance.randrange(1880, 2015)}",
            "dimensions": f"{size}\nframe: 400 x 480 mm" if chance.random() < 0.05 else size,
            "classification": chance.choice(_CLASSES),
            "url": f"http://www.tate.org.uk/art/artworks/made-up-work-of-the-benchmark-{slug}",
            "thumb": f"http://www.tate.org.uk/art/images/work/N/{slug}_8.jpg" if chance.random() < 0.84 else "",
        }


def _write(path: Path, header: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
