"""Keys under which an index finds things: whole names, their sounds, initials, years and identifiers."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice, product

from sedova_lod.dates import Calendar, civil_date
from sedova_lod.linking.entities import DayRange, Entity
from sedova_lod.linking.given_names import names_of_form
from sedova_lod.linking.name_forms import NameForm
from sedova_lod.linking.sounds import sound_skeleton

__all__ = [
    "given_name_keys",
    "hash_of_key",
    "id_key",
    "identifier_keys",
    "initial_keys",
    "initial_sounds",
    "keys_of_entity",
    "pair_keys",
    "query_pair_keys",
    "whole_keys",
    "year_keys",
    "years_of",
]

_MOST_WORDS = 6
_MOST_YEARS = 3
_BITS = {
    letters: 1 << bit
    for bit, group in enumerate(
        ("a e i o u y h", "k c g q x j s z ts tz tc dz dj", "d t", "f v w ph", "b p", "l r", "m n")
    )
    for letters in group.split()
}
_MOST_SPELLINGS = 4


def keys_of_entity(entity: Entity, forms: list[NameForm]) -> Iterator[str]:
    """Give all keys under which an entity is to be found; some may come twice.

    Args:
        entity: The entity.
        forms: Its names, taken apart.

    >>> list(keys_of_entity(Entity("Q1"), [NameForm(("lev", "sedov"))]))
    ['#Q1', '=lev sedov', '&CTV LV', '+leo CTV', '.sedov l', '.lev s']
    """
    yield id_key(entity.id)
    yield from identifier_keys(entity.identifiers)
    yield from whole_keys(forms)
    yield from pair_keys(forms)
    yield from given_name_keys(forms)
    yield from initial_keys(forms)
    yield from year_keys(forms, years_of(entity.born))


def id_key(value: str) -> str:
    """Give the key of an id.

    >>> id_key("Q33391")
    '#Q33391'
    """
    return f"#{value}"


def identifier_keys(identifiers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give the keys of identifiers that others gave; that of a Wikidata item is the same as if it were the id.

    >>> list(identifier_keys([("viaf", "2518"), ("wd", "Q33391")]))
    ['@viaf 2518', '#Q33391']
    """
    return (id_key(value) if scheme == "wd" else f"@{scheme} {value}" for scheme, value in identifiers)


def whole_keys(forms: Iterable[NameForm]) -> Iterator[str]:
    """Give a key for each name, whatever the order of its words.

    >>> list(whole_keys([NameForm(("sedov", "lev"))]))
    ['=lev sedov']
    """
    return (f"={form.key}" for form in forms)


def pair_keys(forms: Iterable[NameForm]) -> Iterator[str]:
    """Give a key for how each two words of a name sound; for a name of one word, how that sounds.

    >>> list(pair_keys([NameForm(("lev", "l", "sedov"))]))
    ['&CTV LV']
    """
    return (key for form in forms for key in _pairs(sound_skeleton(word) for word in _full_words(form)))


def query_pair_keys(forms: Iterable[NameForm]) -> Iterator[str]:
    """Give the same for what is looked for: the sound of y may be written j, which sounds otherwise elsewhere.

    >>> list(query_pair_keys([NameForm(("pavol", "yanik"))]))
    ['&NC PVL', '&CNC PVL']
    """
    for form in forms:
        spellings = ([word, f"j{word[1:]}"] if word[0] == "y" else [word] for word in _full_words(form))
        for words in islice(product(*spellings), _MOST_SPELLINGS):
            yield from _pairs(map(sound_skeleton, words))


def given_name_keys(forms: Iterable[NameForm]) -> Iterator[str]:
    """Give keys of given names, whichever of their forms is used, with how the word at the other end sounds.

    >>> list(given_name_keys([NameForm(("leon", "sedov"))]))
    ['+leo CTV']
    """
    for form in forms:
        words = _full_words(form)
        for place, word in enumerate(words):
            other = words[-1] if place < len(words) - 1 else words[0]
            if other is not word:
                yield from (f"+{name} {sound_skeleton(other)}" for name in names_of_form(word))


def _full_words(form: NameForm) -> list[str]:
    return [word for word in form.words[:_MOST_WORDS] if len(word) > 1]


def _pairs(sounds: Iterable[str]) -> Iterator[str]:
    different = sorted(set(sounds))
    if len(different) == 1:
        yield f"&{different[0]}"
    for one, other in combinations(different, 2):
        yield f"&{one} {other}"


def initial_keys(forms: Iterable[NameForm]) -> Iterator[str]:
    """Give keys of the last word with the initial of the first, and the other way round.

    >>> list(initial_keys([NameForm(("lev", "sedov"))]))
    ['.sedov l', '.lev s']
    """
    for form in forms:
        first, last = form.words[0], form.words[-1]
        if len(form.words) > 1:
            if len(last) > 1:
                yield f".{last} {first[0]}"
            if len(first) > 1:
                yield f".{first} {last[0]}"


def year_keys(forms: Iterable[NameForm], years: Iterable[int]) -> Iterator[str]:
    """Give keys of how each word of a name sounds, with each year of birth.

    >>> list(year_keys([NameForm(("lev", "sedov"))], [1906]))
    ['*LV 1906', '*CTV 1906']
    """
    sounds = dict.fromkeys(sound_skeleton(word) for form in forms for word in form.words[:_MOST_WORDS] if len(word) > 1)
    return (f"*{sound} {year}" for year in years for sound in sounds)


@lru_cache(maxsize=2**12)
def years_of(days: DayRange | None, margin: int = 0) -> range:
    """Give the years that a range of days touches for the most part; none if they are too many to help.

    Args:
        days: Days; None if nothing is known.
        margin: Years to add at both ends.

    >>> years_of(DayRange(2417212, 2417576)), years_of(None)
    (range(1906, 1907), range(0, 0))
    """
    if days is None or days.first is None or days.last is None:
        return range(0)
    # The days by which the calendars differ reach into the next year, and do not count.
    slack = min(14, (days.last - days.first) // 3)
    first = civil_date(days.first + slack, Calendar.GREGORIAN)[0]
    last = civil_date(days.last - slack, Calendar.GREGORIAN)[0]
    if last - first >= _MOST_YEARS:
        return range(0)
    return range(first - margin, last + margin + 1)


def initial_sounds(forms: Iterable[NameForm]) -> int:
    """Give the sounds with which words of names begin, as bits of a number: 8 broad classes.

    >>> bin(initial_sounds([NameForm(("lev", "sedov"))]))
    '0b100010'
    """
    bits = 0
    for form in forms:
        for word in form.words:
            bits |= _BITS.get(word[:2]) or _BITS.get(word[0], 1)
    return bits


def hash_of_key(key: str) -> int:
    """Give a number of 32 bits for a key, the same on every machine.

    >>> hash_of_key("#Q33391")
    3649266813
    """
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))
