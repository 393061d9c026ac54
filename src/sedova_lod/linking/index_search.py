"""Which entities of an index are worth comparing with a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from sedova_lod.linking.entities import Entity
from sedova_lod.linking.index_layout import NO_YEAR
from sedova_lod.linking.name_forms import NameForm
from sedova_lod.linking.search_keys import (
    given_name_keys,
    identifier_keys,
    initial_keys,
    initial_sounds,
    query_pair_keys,
    whole_keys,
    year_keys,
    years_of,
)

__all__ = ["Columns", "Search"]

_MOST_FORMS = 8
_MOST_SURE, _MOST_WIDE, _MOST_NEAR = 8, 12, 24
_MARGIN = 1
_UNKNOWN_GAP, _LARGEST_GAP = 3, 30


class Columns(NamedTuple):
    """Hold what an index knows of each entity without reading it.

    Args:
        born: Year of birth, `NO_YEAR` if it is not known to within a few years.
        died: Year of death.
        initials: Sounds with which its names begin, as bits.

    >>> Columns([1906], [1938], [34]).born[0]
    1906
    """

    born: Sequence[int]
    died: Sequence[int]
    initials: Sequence[int]


class Search:
    """Look for the entities that a query may be, from the surest keys to the widest.

    Args:
        query: What is looked for.
        forms: Its names, taken apart.
        find: Gives the numbers of the entities that have one of some keys.
        columns: What the index knows of each entity.

    >>> search = Search(Entity("a"), [], lambda keys: set(), Columns([], [], []))
    >>> search.sure(), search.wide()
    ([], [])
    """

    def __init__(
        self, query: Entity, forms: list[NameForm], find: Callable[[Iterable[str]], set[int]], columns: Columns
    ) -> None:
        self._query = query
        self._find = find
        self._columns = columns
        self._forms = forms[:_MOST_FORMS]

    @cached_property
    def _born(self) -> range:
        return years_of(self._query.born, _MARGIN)

    @cached_property
    def _died(self) -> range:
        return years_of(self._query.died, _MARGIN)

    @cached_property
    def _initials(self) -> list[int]:
        return [initial_sounds((form,)) for form in self._forms]

    @cached_property
    def _is_latin(self) -> bool:
        return all(form.is_latin for form in self._forms)

    def sure(self) -> list[int]:
        """Give those that share an identifier, and those of the same name with the nearest dates."""
        shared = self._find(identifier_keys(self._query.identifiers)) if self._query.identifiers else set()
        whole = self._find(whole_keys(self._forms)) - shared
        return [*sorted(shared), *self._nearest(whole, _MOST_SURE)]

    def wide(self) -> list[int]:
        """Give those whose names sound alike, or share a word and an initial, or a word and the year of birth."""
        alike = self._find(chain(query_pair_keys(self._forms), given_name_keys(self._forms)))
        initials = self._find(initial_keys(self._forms))
        if self._born:
            return self._of_year(alike, initials)
        both = alike & initials
        return [*self._nearest(both, _MOST_WIDE), *self._nearest(alike ^ initials, _MOST_WIDE)]

    def _of_year(self, alike: set[int], initials: set[int]) -> list[int]:
        born, years = self._columns.born, frozenset(self._born)
        near = {number for number in alike | initials if born[number] in years}
        if self._is_latin:
            near = set(filter(self._begins_alike, near))
        others = filter(self._may_fit, (alike & initials) - near)
        found = [*self._nearest(near, _MOST_NEAR), *self._nearest(others, _MOST_SURE)]
        if self._is_latin and found:
            return found
        of_year = self._find(year_keys(self._forms, self._born)) - alike - initials
        like = filter(self._begins_alike, filter(self._dies_alike, of_year))
        return [*found, *self._nearest(like, _MOST_NEAR)]

    def _may_fit(self, number: int) -> bool:
        """Tell whether an entity that was not born in the year looked for may be right all the same."""
        return self._columns.born[number] == NO_YEAR or self._columns.died[number] in self._died

    def _begins_alike(self, number: int) -> bool:
        """Tell whether the names of an entity have a word for each initial sound of one of ours."""
        initials = self._columns.initials[number]
        return any(bits & initials == bits for bits in self._initials)

    def _dies_alike(self, number: int) -> bool:
        """Tell whether the death of an entity fits.

        If ours is not known, theirs mostly is not either: too many to look at, unless scripts may differ.
        """
        died = self._columns.died[number]
        return died in self._died or (died == NO_YEAR and not self._died and not self._is_latin)

    def _nearest(self, numbers: Iterable[int], most: int) -> list[int]:
        """Give some entities in the order of how near their dates are, at most so many."""
        found = sorted(numbers)
        if len(found) > 1:
            found.sort(key=self._gap)
        return found[:most]

    def _gap(self, number: int) -> int:
        return _gap(self._columns.born[number], self._born) + _gap(self._columns.died[number], self._died)


def _gap(year: int, years: range) -> int:
    if not years:
        return 0
    if year == NO_YEAR:
        return _UNKNOWN_GAP
    return min(_LARGEST_GAP, abs(year - years[len(years) // 2]))
