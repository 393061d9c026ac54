"""A large pool of people made from a small one: other names, of the same words, scripts and years."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_YEARS_MOVED = 60


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a pool: id, source, name, aliases, birth_year, death_year, nationality."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def larger_pool(rows: list[dict[str, str]], times: int, seed: int = 5) -> Iterator[dict[str, str]]:
    """Give the rows, and for each of them some more people whose names are made of words of other people's names.

    Words are drawn as often as they occur, for the same place in a name and the same script, so that common names
    stay common and rare ones rare; an alias that only inverts a name inverts the new one. Years are moved.
    """
    chance = random.Random(seed)
    words = _words_by_place(rows)
    yield from rows
    number = 0
    for _ in range(times - 1):
        for row in rows:
            number += 1
            yield _another(row, f"Q{300_000_000 + 7 * number}", words, chance)


def _words_by_place(rows: list[dict[str, str]]) -> dict[tuple[str, bool], list[str]]:
    words: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        for name in _names(row):
            found = _WORD.findall(name)
            for place, word in enumerate(found):
                words.setdefault((_script(word), place == len(found) - 1), []).append(word)
    return words


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *(name for name in row["aliases"].split("|") if name)]


def _script(word: str) -> str:
    """Tell the block of the first letter: near enough to its script."""
    code = ord(word[0])
    return "latin" if code < 0x250 else str(code >> 8)


def _another(
    row: dict[str, str], identity: str, words: dict[tuple[str, bool], list[str]], chance: random.Random
) -> dict[str, str]:
    given_to: dict[str, str] = {}

    def replaced(name: str) -> str:
        found = list(_WORD.finditer(name))
        for number, match in reversed(list(enumerate(found))):
            word = match[0]
            if word not in given_to:
                given_to[word] = chance.choice(words.get((_script(word), number == len(found) - 1), [word]))
            name = name[: match.start()] + given_to[word] + name[match.end() :]
        return name

    moved = chance.randint(-_YEARS_MOVED, _YEARS_MOVED)
    years = {key: str(int(row[key]) + moved) if row[key] else "" for key in ("birth_year", "death_year")}
    names = [replaced(name) for name in _names(row)]
    return {**row, **years, "id": identity, "name": names[0], "aliases": "|".join(names[1:])}
