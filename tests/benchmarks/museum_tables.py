"""The tables of the museum benchmark: cleaned so that all tools read them alike, repeated as wanted, or made up.

Published tables are read from a folder with `moma_artists.csv` and `tate_artworks.csv`. Without one, tables of the same
form and size are made up. Copies get ids and names of their own; what is dirty in a row stays so: line breaks in cells,
missing years and makers, texts that speak of other years than the dates. With dirt, some rows have the faults of tables
that nobody has cleaned; other tools make other graphs of them, so only our own runs take them.
"""

from __future__ import annotations

import csv
import random
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

__all__ = ["write_tables"]

Row = dict[str, str]

PROJECT = Path(__file__).with_name("museum")
_ARTISTS = ("id", "name", "bio", "nationality", "gender", "birth", "death", "qid", "ulan")
_ARTWORKS = ("id", "acno", "title", "artist_id", "artist_name", "date_text", "year_start", "year_end", "medium",
             "credit", "dimensions", "classification", "url", "thumb")  # fmt: skip
_N_MADE = {"artists": 14_839, "artworks": 69_187}
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_FAULTS = ("blanks", "odd date", "doubled QID", "no name", "no date")
_CLASSES = ("on paper, unique", "on paper, unique", "on paper, print", "painting", "sculpture", "relief", "")


def write_tables(
    folder: Path, source: Path | None, factor: int, *, n_rows: tuple[int, int] | None = None, dirt: float = 0.0
) -> None:
    """Write a project: tables, project file, profile.

    Args:
        folder: Folder of the project; it is made anew.
        source: Folder of the published tables; None to make some up.
        factor: How often each row is repeated, under other ids and names.
        n_rows: Artists and artworks at most; None for all.
        dirt: Share of the rows that get a fault.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PROJECT, folder)
    artists = (lambda: _read(source / "moma_artists.csv")) if source else _made_artists
    artworks = (lambda: _read(source / "tate_artworks.csv")) if source else _made_artworks
    most = n_rows or (None, None)
    tables = (
        ("artists", _ARTISTS, _repeated(artists, factor, ("id",), ("name",)), most[0]),
        (
            "artworks",
            _ARTWORKS,
            _repeated(artworks, factor, ("id", "acno", "artist_id"), ("title", "artist_name")),
            most[1],
        ),
    )
    for name, header, rows, number in tables:
        wanted = islice(rows, number)
        _write(folder / f"{name}.csv", header, _dirtied(wanted, dirt) if dirt else wanted)


def _dirtied(rows: Iterable[Row], share: float) -> Iterator[Row]:
    """Give one row in so many a fault as museums' tables have them."""
    chance = random.Random(3)
    qid = ""
    for row in rows:
        if chance.random() < share:
            _spoil(row, chance.choice(_FAULTS), qid)
        qid = row.get("qid") or qid
        yield row


def _spoil(row: Row, fault: str, earlier_qid: str) -> None:
    is_artist = "birth" in row
    name, year = ("name", "birth") if is_artist else ("title", "year_start")
    if fault == "blanks":
        row[name] = f"  {row[name]}\u00a0"
    elif fault == "no name":
        row[name] = ""
    elif fault == "doubled QID" and is_artist:
        row["qid"] = earlier_qid
    elif fault == "odd date" and row[year] and (is_artist or row[year] == row["year_end"]):
        row[year] = f"{row[year]}?"
    elif fault == "no date" and row[year]:
        row[year] = f"31 Feb {row[year]}"


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
            if row.get("qid"):
                copy["qid"] = f"{row['qid']}{number:03d}"
            if row.get("ulan"):
                copy["ulan"] = f"{row['ulan']}{number:03d}"
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
