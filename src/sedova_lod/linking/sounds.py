"""How words of names sound, whatever the orthography they were written in: keys to find them, distances to judge."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Skeletons", "sound_of", "sound_similarity", "sound_skeleton"]

_GROUPS = {
    "tsch": "C", "dzh": "J", "dsch": "J", "shch": "R", "schtsch": "R", "stsch": "R", "chtch": "R",
    "sch": "S", "tch": "C", "chzh": "Z", "zh": "Z", "sh": "S", "ch": "H", "cz": "C", "sz": "S", "kh": "X", "gh": "g",
    "ph": "f", "th": "T", "rh": "r", "ck": "k", "cqu": "ku", "qu": "ku", "q": "k", "tz": "Q", "ts": "Q",
    "dz": "J", "dj": "J", "cs": "C", "zs": "Z", "ks": "x", "wh": "v", "w": "v",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)(?=\1)")
_NO_LETTER = re.compile(r"[^a-z]+")
_VOWELS = frozenset("aeiouy")
_SOFT = frozenset("hj")
_RELATED = {
    0.05: "kc ZJ Zj Jj CH cQ QJ zQ Tt hX cs zJ SH ji jy",
    0.15: "sz gJ gj XH Xj kX kH Xh gh fv dt bp Jz Zz Ss Hc HT fT CS RS CR cC RH Ht Hj sS sC Cj kg vu SX xS kx xX",
    0.3: "gX gk ZS gZ QC Qs Qt Jd dT bv HQ Hs ct Ct Cs SZ sZ zS Td Ts st Hk zj mn hg lr",
}  # fmt: skip
_SWAPPED_VOWEL, _LOST_VOWEL, _LOST_SOFT, _LOST_END = 0.15, 0.3, 0.25, 0.5
_SWAPS = {one + other: _SWAPPED_VOWEL for one in _VOWELS for other in _VOWELS} | {
    pair: cost
    for cost, pairs in sorted(_RELATED.items(), reverse=True)
    for one in pairs.split()
    for pair in (one, one[::-1])
}
_SWAPS_OF = {
    sound: {other: 0.0 if other == sound else _SWAPS.get(sound + other, 1.0) for other in string.ascii_letters}
    for sound in string.ascii_letters
}
_LOSS = (
    dict.fromkeys(string.ascii_letters, 1.0) | dict.fromkeys(_VOWELS, _LOST_VOWEL) | dict.fromkeys(_SOFT, _LOST_SOFT)
)
_WEIGHT = dict.fromkeys(string.ascii_letters, 1.0) | dict.fromkeys(_VOWELS | _SOFT, 0.5)
_INITIALS = {sound: group for group, sounds in enumerate(("dtT", "bpfv", "lr", "mn"), 1) for sound in sounds}
_LEAST_LENGTH = 3.0


@lru_cache(maxsize=2**16)
def sound_of(word: str) -> str:
    """Write a word with one sign for each group of letters that stands for one sound.

    Args:
        word: Small Latin letters, as `romanise` gives them.

    >>> sound_of("tschaikowski"), sound_of("tchaikovski"), sound_of("chaykovskiy")
    ('Caikovski', 'Caikovski', 'Haykovskiy')
    """
    letters = word if word.isalpha() else _NO_LETTER.sub("", word)
    return _DOUBLED.sub("", _GROUP.sub(_sign, letters))


def _sign(found: re.Match[str]) -> str:
    return _GROUPS[found[0]]


def sound_similarity(one: str, other: str, least: float = 0.5) -> float:
    """Tell how alike two words sound.

    Sounds that orthographies write alike, as German `ch`, French `ch` and English `ch`, are near each other; vowels
    and letters that are often mute weigh little.

    Args:
        one: Small Latin letters.
        other: The same.
        least: Words that are less alike count as not alike at all.

    Returns:
        1 if they sound the same, 0 if they are not alike.

    >>> [round(sound_similarity("trotsky", other), 2) for other in ("trotzki", "trockij", "trotter")]
    [0.97, 0.73, 0.62]
    """
    if not one.isalpha() or not other.isalpha():
        return 0.0
    mine, theirs = (_spoken(one), _spoken(other)) if one < other else (_spoken(other), _spoken(one))
    if mine.sounds == theirs.sounds:
        return 1.0
    # Vowels and sounds like j, h and w may be lost at the beginning; others cannot begin the same word.
    if mine.initial != theirs.initial and mine.initial and theirs.initial:
        return 0.0
    if (mine.classes ^ theirs.classes).bit_count() > _MOST_OTHER_CLASSES:
        return 0.0
    length = max(_LEAST_LENGTH, mine.length, theirs.length)
    alike = 1.0 - _distance(mine, theirs, (1.0 - least) * length) / length
    return alike if alike >= least else 0.0


class _Spoken(NamedTuple):
    """Hold what is compared of a word.

    Args:
        sounds: How it sounds.
        initial: Group of its first sound; 0 if that may be lost.
        classes: Classes of its consonants, as bits.
        length: Number of its sounds, light ones counting half.
        losses: What it costs to lose each sound.
        lost: What it costs to lose the first ones: none, one, two...
    """

    sounds: str
    initial: int
    classes: int
    length: float
    losses: list[float]
    lost: list[float]


@lru_cache(maxsize=2**15)
def _spoken(word: str) -> _Spoken:
    sounds = sound_of(word)
    losses = [*map(_LOSS.__getitem__, sounds)]
    losses[-1] = min(_LOST_END, losses[-1])
    length = sum(map(_WEIGHT.__getitem__, sounds))
    classes = sum(map(_BITS.__getitem__, {*sound_skeleton(word)}))
    return _Spoken(sounds, _INITIALS.get(sounds[0], 0), classes, length, losses, [*accumulate(losses, initial=0.0)])


def _distance(mine: _Spoken, theirs: _Spoken, most: float) -> float:
    """Give the least cost of turning one into the other: swapping sounds, losing and inserting them.

    As soon as it is known to be more than `most`, some number above that is given.
    """
    sounds, losses = theirs.sounds, theirs.losses
    costs = theirs.lost.copy()
    first = 0  # all places before cost too much already
    for sound, loss in zip(mine.sounds, mine.losses, strict=True):
        swaps = _SWAPS_OF[sound]
        before = costs[first]
        costs[first] = least = before + loss
        place = first
        for other in sounds[first:]:
            least += losses[place]
            swapped = before + swaps[other]
            place += 1
            before = costs[place]
            lost = before + loss
            if least > swapped or least > lost:
                least = lost if lost < swapped else swapped
            costs[place] = least
        while costs[first] > most:
            first += 1
            if first == len(costs):
                return 2 * most
    return costs[-1]


_CLASSES = str.maketrans(
    dict.fromkeys("aeiouy", "-")
    | dict.fromkeys("kcgqXxHhjJCSZzsQR", "C")
    | dict.fromkeys("dtT", "T")
    | dict.fromkeys("fvW", "V")
    | dict.fromkeys("bp", "P")
    | {"l": "L", "m": "M", "n": "N", "r": "R"}
)
_BITS = {sign: 1 << bit for bit, sign in enumerate("CTVPLMNR")}
_MOST_OTHER_CLASSES = 2
_LIQUIDS = frozenset("lmnr")
_MUTE = re.compile(r"(?<=[aeiouy])h(?![aeiouy])|(?<=[gk])u(?=[ei])|(?<=[ln])j")
_MUTE_END = re.compile(r"(?<=..)(?:[tdTsx]e?s?|ce)$")
_MAY_END_MUTE = frozenset("tdTsxe")
_GLIDE = re.compile(r"u(?=[aeioy])")


@lru_cache(maxsize=2**16)
def sound_skeleton(word: str) -> str:
    """Write the consonants of a word in a few broad classes; those at its end that are often mute are left out.

    Words that different orthographies write for one name mostly have the same.

    Args:
        word: Small Latin letters.

    >>> sound_skeleton("tschaikowski"), sound_skeleton("chaykovskiy"), sound_skeleton("legrand")
    ('CCVC', 'CCVC', 'LCRN')
    """
    sounds = sound_of(word)
    if "h" in sounds or "u" in sounds or "j" in sounds:
        sounds = _MUTE.sub("", sounds)
    if sounds[-1:] in _MAY_END_MUTE:
        sounds = _MUTE_END.sub("", sounds)
    if "u" in sounds:
        sounds = _GLIDE.sub("W", sounds)
    return _DOUBLED.sub("", sounds.translate(_CLASSES).replace("TC", "C")).replace("-", "")


class Skeletons:
    """Hold the skeletons of some words, to count how many of them other words have.

    Args:
        words: Small Latin letters each.

    >>> Skeletons(["tschaikowski", "pyotr"]).n_shared(["petr", "chaykovskiy", "ilich"])
    2
    """

    def __init__(self, words: Collection[str]) -> None:
        self._skeletons = frozenset(map(sound_skeleton, words))
        self._liquids = {_LIQUIDS.intersection(word) for word in words}

    def n_shared(self, others: Iterable[str]) -> int:
        """Count the skeletons that other words have too."""
        # Liquids are kept as they are written: where they differ, skeletons do, and need not be made.
        likely = [word for word in others if _LIQUIDS.intersection(word) in self._liquids]
        return len(self._skeletons.intersection(map(sound_skeleton, likely))) if likely else 0
