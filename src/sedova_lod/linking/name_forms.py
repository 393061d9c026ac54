"""Names taken apart: words, initials, titles and generations, in any order and script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sedova_lod.linking.name_words import (
    FEMALE_TITLES,
    GENERATIONS,
    LEAD_INS,
    MALE_TITLES,
    NAMELIKE_TITLES,
    PARTICLES,
    TITLES,
)
from sedova_lod.linking.romanisation import romanise

__all__ = ["NameForm", "forms_of_names", "name_forms"]

_LONGEST = 300
_MOST_WORDS = 12
_ADDITIONS = TITLES | GENERATIONS.keys()
_LEADING = frozenset(re.sub(r"[^a-z ]", "", romanise(one)).split(" ")[0] for one in LEAD_INS)
_NAMELIKE = NAMELIKE_TITLES | PARTICLES
_SPECIAL = _ADDITIONS | _LEADING
_PLAIN = re.compile(r"[a-z]+(?:[ .-]+[a-z]+)*\.?(?:, [a-z]+(?:[ .-]+[a-z]+)*\.?)?")
_BLANKS = str.maketrans(".-", "  ")
_BRACKETS = re.compile(r"\s*[(\[（]([^)\]）]*)[)\]）]?")
_LEAD_IN = re.compile(r"(?:^|[\s,])(?:" + "|".join(map(re.escape, LEAD_INS)) + r")(?:[\s:]+|$)", re.IGNORECASE)
_YEARS = re.compile(r"[\s,]+(?:b\.|d\.|c\.|ca\.|born|died)?\s*\d{3,4}\s*(?:[-–]\s*(?:\d{2,4})?)?\??\s*$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:['’`][a-z0-9]+)*")
_ELIDED = re.compile(r"\b([dl])['’`](?=[aeiouh][a-z])")
_APOSTROPHE = re.compile(r"['’`]")
_CAPITALS = re.compile(r"\b(?!I[IV]+\b)[B-DF-HJ-NP-TV-Z]{2,3}\b")
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-zªºÀ-ʯḀ-ỿﬀ-ﬆ]")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class NameForm(NamedTuple):
    """Hold one form of a name, taken apart.

    Args:
        words: Its words in small Latin letters, given names first; one letter is an initial.
        small_words: Particles and titles, which are often left out.
        generation: `younger`, `elder`, `second`...; empty if it states none.
        gender: `male` or `female` if a title tells it.
        is_latin: Whether it is written in Latin letters.
        ideographs: Its Chinese characters in the order of their codes: other names sound the same.
        written: The name as written.

    >>> NameForm(("lev", "sedov")).generation
    ''
    """

    words: tuple[str, ...]
    small_words: tuple[str, ...] = ()
    generation: str = ""
    gender: str = ""
    is_latin: bool = True
    ideographs: str = ""
    written: str = ""

    @property
    def key(self) -> str:
        """Give its words in an order that does not depend on how they were written."""
        return " ".join(sorted(self.words))


def forms_of_names(names: Iterable[str]) -> list[NameForm]:
    """Take names apart, and leave out forms that say the same.

    >>> [form.words for form in forms_of_names(["Lev Sedov", "Sedov, Lev"])]
    [('lev', 'sedov')]
    """
    found = [form for name in names for form in name_forms(name)]
    if len(found) < 2:
        return found
    different: dict[tuple[object, ...], NameForm] = {}
    for form in found:
        different.setdefault(form[:-1], form)
    return list(different.values())


@lru_cache(maxsize=2**14)
def name_forms(text: str) -> tuple[NameForm, ...]:
    """Take a name apart; what stands in brackets, or after words like `also known as`, is a form of its own.

    Args:
        text: A name as written, in any script and order.

    Returns:
        Its forms, the first one first; none if it has no letter or digit.

    >>> [form.words for form in name_forms("Sedov, Lev (called Liova)")]
    [('lev', 'sedov'), ('liova',)]
    >>> form = name_forms("Mrs. J.M.W. Turner, Jr.")[0]
    >>> form.words, form.small_words, form.generation, form.gender
    (('j', 'm', 'w', 'turner'), ('mrs',), 'younger', 'female')
    """
    text = text[:_LONGEST]
    plain = romanise(text)
    if _PLAIN.fullmatch(plain) and (text.istitle() or not _CAPITALS.search(text)):
        if "." in plain or "-" in plain:
            plain = plain.translate(_BLANKS)
        family, _, given = plain.partition(",")
        words = [*given.split(), *family.split()]
        if _SPECIAL.isdisjoint(words):
            small = [] if PARTICLES.isdisjoint(words) else [word for word in words if word in PARTICLES]
            names = [word for word in words if word not in PARTICLES] if small else words
            if len(names) > 1 or not small:
                return (NameForm(tuple(names[:_MOST_WORDS]), tuple(small), "", "", *_script(text), text),)
    forms = (_form(part) for part in _parts(text))
    return tuple(dict.fromkeys(form for form in forms if form is not None))


def _parts(text: str) -> Iterator[str]:
    """Split a name and its alternatives; years after a name are left out."""
    outside = _BRACKETS.sub(" ", text)
    inside = [found[1] for found in _BRACKETS.finditer(text)] if outside != text else []
    for part in (outside, *inside):
        for piece in _LEAD_IN.split(part):
            yield _YEARS.sub("", piece)


def _form(text: str) -> NameForm | None:
    plain = romanise(_CAPITALS.sub(lambda found: " ".join(found[0]), text))
    sections = [words for section in plain.split(",") if (words := _words_of(section))]
    if not sections:
        return None
    full = [words for words in sections if not _ADDITIONS.issuperset(words)] or sections
    everything = [
        word for words in (*full[1:], full[0], *(one for one in sections if one not in full)) for word in words
    ]
    words = [word for word in everything if word not in _ADDITIONS and word not in PARTICLES]
    if len(words) < 2:
        words = [word for word in everything if word in words or word in _NAMELIKE] or everything
    small = tuple(word for word in everything if word not in words and word not in GENERATIONS)
    generation = next((GENERATIONS[word] for word in everything if word in GENERATIONS and word not in words), "")
    return NameForm(tuple(words[:_MOST_WORDS]), small, generation, _gender(small), *_script(text), text.strip())


def _words_of(section: str) -> list[str]:
    if "'" in section or "’" in section:
        section = _ELIDED.sub(r"\1e ", section)
    return [_APOSTROPHE.sub("", word) for word in _WORD.findall(section)]


def _gender(small: tuple[str, ...]) -> str:
    if not FEMALE_TITLES.isdisjoint(small):
        return "female"
    return "" if MALE_TITLES.isdisjoint(small) else "male"


def _script(text: str) -> tuple[bool, str]:
    """Tell whether a text is Latin, and give its Chinese characters."""
    if text.isascii() or not _NOT_LATIN.search(text):
        return True, ""
    return False, "".join(sorted(_IDEOGRAPH.findall(text)))
