"""How well two names agree, word by word, in any order, spelling and script."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from sedova_lod.linking.given_names import are_forms_of_one_name
from sedova_lod.linking.name_forms import NameForm, name_forms
from sedova_lod.linking.name_words import PARTICLES, TITLES
from sedova_lod.linking.romanisation import romanise
from sedova_lod.linking.sounds import Skeletons, sound_similarity

__all__ = ["NameAgreement", "agreement_of_names", "best_agreement", "compare_forms"]

_LEAST_ALIKE = 0.6
_GIVEN_FORM, _INITIAL, _HOMOPHONE = 0.85, 0.9, 0.8
_WEIGHT_OF_INITIAL, _WEIGHT_OF_LOST_TITLE = 0.4, 0.2
_OFTEN_LOST = TITLES | PARTICLES
_MOST_COMPARED, _ONE_WORD, _ALIKE = 4, 0.5, 0.8
_MOST_PARSED, _MOST_SCANNED = 6, 100


class NameAgreement(NamedTuple):
    """Tell how two names agree; the numbers count words, an initial less than one.

    Args:
        mine: The first name.
        theirs: The other.
        shared: Words that agree, each as far as it does.
        inexact: What those words lack to agree exactly.
        conflicting: Words that stand against each other.
        left_out: Words that one of the names lacks.
        pairs: Words that agree without being the same.
        against: Words that stand against each other, ours and theirs.
        missing: Words that one of the names lacks.

    >>> NameAgreement(NameForm(("lev", "sedov")), NameForm(("lev", "sedov")), 2.0).rank
    2.0
    """

    mine: NameForm
    theirs: NameForm
    shared: float
    inexact: float = 0.0
    conflicting: float = 0.0
    left_out: float = 0.0
    pairs: tuple[tuple[str, str], ...] = ()
    against: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    missing: tuple[str, ...] = ()

    @property
    def are_of_two_generations(self) -> bool:
        """Tell whether the names state different generations."""
        mine, theirs = self.mine.generation, self.theirs.generation
        return mine != theirs and bool(mine and theirs)

    @property
    def rank(self) -> float:
        """Put agreements in an order, the best one with the highest number."""
        rank = self.shared - 1.2 * self.conflicting - 0.3 * self.left_out - self.inexact
        return rank - 0.5 if self.are_of_two_generations else rank


def best_agreement(mine: list[NameForm], theirs: list[NameForm]) -> NameAgreement | None:
    """Compare all forms of two names, and give the agreement of those that agree best.

    Args:
        mine: Forms of one name; any number.
        theirs: Forms of the other; only the most promising pairs are compared in full.

    Returns:
        The agreement; None if one of them has no form.

    >>> best_agreement([NameForm(("lev", "sedov"))], [NameForm(("liova",)), NameForm(("leon", "sedov"))]).pairs
    (('lev', 'leon'),)
    """
    if len(mine) == 1 and len(theirs) == 1:
        return compare_forms(mine[0], theirs[0])
    ours = [(one, frozenset(one.words), Skeletons(one.words)) for one in mine]
    promising = [
        (_promise(words, skeletons, other.words), -abs(len(one.words) - len(other.words)), one, other)
        for other in theirs
        for one, words, skeletons in ours
    ]
    promising.sort(key=itemgetter(0, 1), reverse=True)
    best, best_rank = None, 0.0
    for promise, _, one, other in promising[:_MOST_COMPARED]:
        if best is not None and promise < promising[0][0] - _ONE_WORD:
            break
        agreement = compare_forms(one, other)
        rank = agreement.rank
        if best is None or rank > best_rank:
            best, best_rank = agreement, rank
    return best


def agreement_of_names(mine: list[NameForm], names: list[str]) -> NameAgreement | None:
    """Compare the forms of a name with the names of something else, as written, and give the best agreement.

    Of many names only those are taken apart that share most words with ours; if one is the very same, no other is.

    Args:
        mine: Forms of our names.
        names: The other names.

    >>> agreement_of_names([NameForm(("lev", "sedov"))], ["Liova", "Sedov, Leon"]).pairs
    (('lev', 'leon'),)
    """
    if len(names) > _MOST_PARSED:
        names = _promising_names(mine, names)
    ours = {tuple(sorted(form.words)): form for form in reversed(mine)}  # of forms alike the first is told
    theirs: dict[tuple[tuple[str, ...], str, str], NameForm] = {}
    inverted_size = len(names[0]) + 1 if names else 0  # a comma more
    for name in names:
        if len(name) == inverted_size and _is_inverted(name, names[0]):
            continue
        for form in name_forms(name):
            words = tuple(sorted(form.words))
            same = ours.get(words)
            if same is not None and same.generation == form.generation and same.ideographs == form.ideographs:
                return _same_words(same, form, same.words)
            theirs.setdefault((words, form.generation, form.ideographs), form)
    return best_agreement(mine, list(theirs.values()))


def _promising_names(mine: list[NameForm], names: list[str]) -> list[str]:
    """Leave out names that share fewer words with ours than others."""
    plain_names = [*map(romanise, names)]
    everything = "\n".join(plain_names)
    words = {word for form in mine for word in form.words if len(word) > 1 and word in everything}
    if not words:
        return names[:_MOST_SCANNED]
    n_shared = [sum([word in plain for word in words]) for plain in plain_names]
    most = max(n_shared)
    return [name for name, n_words in zip(names, n_shared, strict=True) if n_words == most][:_MOST_PARSED]


def _is_inverted(name: str, other: str) -> bool:
    """Tell whether a name is only another one with its family name put first."""
    family, comma, given = name.partition(", ")
    return bool(comma) and f"{given} {family}" == other


def _promise(words: frozenset[str], skeletons: Skeletons, others: tuple[str, ...]) -> float:
    """Guess how many words two names share, without comparing them."""
    same = words.intersection(others)
    if not same:
        return _ALIKE * skeletons.n_shared(others)
    left, right = words - same, frozenset(others) - same
    if not left or not right:
        return len(same)
    return len(same) + _ALIKE * Skeletons(left).n_shared(right)


def compare_forms(mine: NameForm, theirs: NameForm) -> NameAgreement:
    """Compare two names word by word; their order says nothing.

    Args:
        mine: One name.
        theirs: The other.

    Returns:
        The agreement; its numbers are the same in both directions.

    >>> found = compare_forms(NameForm(("lev", "l", "sedov")), NameForm(("leon", "lvovich", "sedov")))
    >>> found.pairs, round(found.shared, 2), found.conflicting
    ((('lev', 'leon'), ('l', 'lvovich')), 2.21, 0)
    """
    joined, other_joined = "".join(mine.words), "".join(theirs.words)
    if len(joined) == len(other_joined):
        if joined == other_joined:
            return _same_words(mine, theirs, max(mine.words, theirs.words, key=len))
        if sorted(mine.words) == sorted(theirs.words):
            return _same_words(mine, theirs, mine.words)
    left, right = list(mine.words), list(theirs.words)
    shared = inexact = 0.0
    for word in mine.words:
        if word in right:
            left.remove(word)
            right.remove(word)
            shared += 1.0 if len(word) > 1 else _WEIGHT_OF_INITIAL
    pairs = []
    for likeness, one, other in _likenesses(left, right):
        if one in left and other in right:
            left.remove(one)
            right.remove(other)
            weight = min(_weight(one), _weight(other))
            shared += weight * likeness
            inexact += weight * (1 - likeness)
            pairs.append((one, other))
    mine_left, theirs_left = sum(map(_weight_of_lost, left)), sum(map(_weight_of_lost, right))
    conflicting = min(mine_left, theirs_left)
    against, missing = ((tuple(left), tuple(right)), ()) if conflicting else (((), ()), (*left, *right))
    left_out = abs(mine_left - theirs_left)
    return NameAgreement(mine, theirs, shared, inexact, conflicting, left_out, tuple(pairs), against, missing)


def _same_words(mine: NameForm, theirs: NameForm, words: tuple[str, ...]) -> NameAgreement:
    weight = sum(map(_weight, words))
    if mine.ideographs and theirs.ideographs and mine.ideographs != theirs.ideographs:
        return NameAgreement(mine, theirs, weight * _HOMOPHONE, weight * (1 - _HOMOPHONE))
    return NameAgreement(mine, theirs, weight)


def _weight(word: str) -> float:
    return 1.0 if len(word) > 1 else _WEIGHT_OF_INITIAL


def _weight_of_lost(word: str) -> float:
    return _WEIGHT_OF_LOST_TITLE if word in _OFTEN_LOST else _weight(word)


def _likenesses(left: list[str], right: list[str]) -> list[tuple[float, str, str]]:
    """Give the pairs of words that may be the same: whole words before initials, the likeliest first."""
    found = [(alike, one, other) for one in left for other in right if (alike := _likeness(one, other))]
    if len(found) > 1:
        found.sort(key=_order_of_pair)
    return found


def _order_of_pair(pair: tuple[float, str, str]) -> tuple[bool, float, str, str]:
    alike, one, other = pair
    return (min(len(one), len(other)) == 1, -alike, min(one, other), max(one, other))


@lru_cache(maxsize=2**16)
def _likeness(one: str, other: str) -> float:
    """Tell how sure it is that two different words are the same name; 0 if it is not."""
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    is_one_name = are_forms_of_one_name(one, other)
    if is_one_name is not None:
        return _GIVEN_FORM if is_one_name else 0.0
    return sound_similarity(one, other, _LEAST_ALIKE)
