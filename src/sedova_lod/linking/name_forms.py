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
_SMALL = _ADDITIONS | PARTICLES
_NO_NAMES = _SPECIAL | PARTICLES
_PLAIN = re.compile(r"[a-z]+(?:[ .-]+[a-z]+)*\.?(?:, [a-z]+(?:[ .-]+[a-z]+)*\.?)?")
_BLANKS = str.maketrans(".-", "  ")
_OPENING = re.compile(r"[(\[（]")
_BRACKETS = re.compile(r"\s*[(\[（]([^)\]）]*)[)\]）]?")
_LETTERS_IN = "".join(sorted({one[0] for one in LEAD_INS}))  # looked for first: most words begin otherwise
_LEAD_IN = re.compile(
    rf"(?:^|[\s,])(?=[{_LETTERS_IN}])(?:{'|'.join(map(re.escape, LEAD_INS))})(?:[\s:]+|$)", re.IGNORECASE
)
_YEARS = re.compile(r"[\s,]+(?:b\.|d\.|c\.|ca\.|born|died)?\s*\d{3,4}\s*(?:[-–]\s*(?:\d{2,4})?)?\??\s*$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:['`][a-z0-9]+)*")
_ELIDED = re.compile(r"\b([dl])['`](?=[aeiouh][a-z])")
_SOFT_SIGN = re.compile(r"(?<=[a-z])'(?!')")
_APOSTROPHE = re.compile(r"['`]")
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
    form = _plain_form(text)
    if form is not None:
        return (form,)
    forms = [form for part in _parts(text) if (form := _form(part)) is not None]
    return tuple(dict.fromkeys(forms) if len(forms) > 1 else forms)


def _plain_form(text: str) -> NameForm | None:
    """Take a name of plain words apart, at most one comma between them, as most are; None if it is not as plain."""
    plain = romanise(text)
    if "'" in plain and not _ELIDED.search(plain):
        plain = _SOFT_SIGN.sub("", plain)
    if not _PLAIN.fullmatch(plain) or (not text.istitle() and _CAPITALS.search(text)):
        return None
    if "." in plain or "-" in plain:
        plain = plain.translate(_BLANKS)
    family, _, given = plain.partition(",")
    words = given.split() + family.split()
    is_latin, ideographs = _script(text)
    if _NO_NAMES.isdisjoint(words):
        return NameForm(tuple(words[:_MOST_WORDS]), (), "", "", is_latin, ideographs, text)
    names = [word for word in words if word not in PARTICLES]
    if len(names) < 2 or not _SPECIAL.isdisjoint(words):
        return None
    small = tuple([word for word in words if word in PARTICLES])
    return NameForm(tuple(names[:_MOST_WORDS]), small, "", "", is_latin, ideographs, text)


def _parts(text: str) -> Iterator[str]:
    """Split a name and its alternatives; years after a name are left out."""
    parts = [_BRACKETS.sub(" ", text), *_BRACKETS.findall(text)] if _OPENING.search(text) else [text]
    for part in parts:
        for piece in _LEAD_IN.split(part):
            yield _YEARS.sub("", piece)


def _form(text: str) -> NameForm | None:
    plain = romanise(text if text.istitle() else _CAPITALS.sub(_set_apart, text))
    sections = [words for section in plain.split(",") if (words := _words_of(section))]
    if not sections:
        return None
    everything = sections[0] if len(sections) == 1 else _given_names_first(sections)
    words = [word for word in everything if word not in _SMALL]
    if len(words) < 2:
        words = [word for word in everything if word in words or word in _NAMELIKE] or everything
    is_latin, ideographs = _script(text)
    names, written = tuple(words[:_MOST_WORDS]), text.strip()
    if len(words) == len(everything):
        return NameForm(names, (), "", "", is_latin, ideographs, written)
    others = [word for word in everything if word not in words]
    small = tuple([word for word in others if word not in GENERATIONS])
    generation = next((GENERATIONS[word] for word in others if word in GENERATIONS), "")
    return NameForm(names, small, generation, _gender(small), is_latin, ideographs, written)


def _given_names_first(sections: list[list[str]]) -> list[str]:
    """Put the words together of what commas separate: the family name comes first there, and titles stand anywhere."""
    names = [words for words in sections if not _ADDITIONS.issuperset(words)] or sections
    additions = [words for words in sections if words not in names]
    return [word for words in (*names[1:], names[0], *additions) for word in words]


def _set_apart(capitals: re.Match[str]) -> str:
    return " ".join(capitals[0])


def _words_of(section: str) -> list[str]:
    if "'" not in section and "`" not in section:
        return _WORD.findall(section)
    if "'" in section:
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
    ideographs = _IDEOGRAPH.findall(text)
    return False, "".join(sorted(ideographs)) if ideographs else ""
