"""Phrases: every text of a site that is not data, in one table a language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

__all__ = ["Phrases", "phrase_languages", "phrases_in"]


class Phrases(dict[str, str]):
    """Give the texts of one language.

    Args:
        language: Language tag.
        texts: Texts by name.

    >>> phrases = phrases_in("ru")
    >>> phrases["nav.search"], phrases.say("list.shown", number=3), phrases.get("nothing", "")
    ('Поиск', 'Показано: 3', '')
    """

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        super().__init__(texts)
        self.language = language

    def say(self, name: str, **values: object) -> str:
        """Fill a text with values; numbers are written with thin spaces between thousands."""
        shown = {key: number_text(value) if isinstance(value, int) else value for key, value in values.items()}
        return self[name].format(**shown)


def number_text(number: int) -> str:
    """Write a number with narrow spaces between thousands.

    >>> number_text(1372) == "1\u202f372"
    True
    """
    return f"{number:,}".replace(",", "\u202f")


@lru_cache
def phrases_in(language: str) -> Phrases:
    """Read the texts of a language.

    Raises:
        FileNotFoundError: There is no table of this language.
    """
    file = resources.files("sedova_lod.publication") / "languages" / f"{language}.json"
    return Phrases(language, json.loads(file.read_text(encoding="utf-8")))


def phrase_languages(wanted: Sequence[str]) -> tuple[str, ...]:
    """Choose the languages of a site: those of the data set that have a table, English if none has.

    >>> phrase_languages(["ru", "la"]), phrase_languages(["la"])
    (('ru',), ('en',))
    """
    folder = resources.files("sedova_lod.publication") / "languages"
    known = {entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")}
    return tuple(tag for tag in dict.fromkeys(wanted) if tag in known) or ("en",)
