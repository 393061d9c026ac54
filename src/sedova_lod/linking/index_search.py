"""Which entities of an index are worth comparing with a query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
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
        find: Gives the numbers of the entities that have one of some keys; those that have several may come twice.
        columns: What the index knows of each entity.

    >>> search = Search(Entity("a"), [], lambda keys: [], Columns([], [], []))
    >>> search.sure(), search.wide()
    ([], [])
    """

    def __init__(
        self, query: Entity, forms: list[NameForm], find: Callable[[Iterable[str]], list[int]], columns: Columns
    ) -> None:
        self._query = query
        self._find = find
        self._columns = columns
        self._forms = forms[:_MOST_FORMS]
        self._born, self._died = years_of(query.born, _MARGIN), years_of(query.died, _MARGIN)

    def sure(self) -> list[int]:
        """Give those that share an identifier, and those of the same name with the nearest dates."""
        shared = set(self._find(identifier_keys(self._query.identifiers)))
        whole = set(self._find(whole_keys(self._forms))) - shared
        return [*sorted(shared), *self._nearest(whole, _MOST_SURE)]

    def wide(self) -> list[int]:
        """Give those whose names sound alike, or share a word and an initial, or a word and the year of birth."""
        alike = self._find(chain(query_pair_keys(self._forms), given_name_keys(self._forms)))
        initials = self._find(initial_keys(self._forms))
        if self._born:
            return self._of_year(alike, initials)
        both = set(alike).intersection(initials)
        return [*self._nearest(both, _MOST_WIDE), *self._nearest({*alike, *initials} - both, _MOST_WIDE)]

    def _of_year(self, alike: list[int], initials: list[int]) -> list[int]:
        born, years = self._columns.born, frozenset(self._born)
        is_latin = all(form.is_latin for form in self._forms)
        near = {number for number in chain(alike, initials) if born[number] in years}
        if is_latin:
            near = self._begin_alike(near)
        others = self._may_fit(set(alike).intersection(initials) - near)
        found = [*self._nearest(near, _MOST_NEAR), *self._nearest(others, _MOST_SURE)]
        # If our death is not known, mostly theirs is not either: too many to look at, unless scripts may differ.
        deaths = frozenset(self._died) if self._died or is_latin else {NO_YEAR}
        if (found and is_latin) or not deaths:
            return found
        died = self._columns.died
        of_year = set(self._find(year_keys(self._forms, self._born))).difference(alike, initials)
        like = self._begin_alike([number for number in of_year if died[number] in deaths])
        return [*found, *self._nearest(like, _MOST_NEAR)]

    def _may_fit(self, numbers: set[int]) -> list[int]:
        """Give entities that were not born in the year looked for, and may be right all the same."""
        born, died, deaths = self._columns.born, self._columns.died, frozenset(self._died)
        return [number for number in numbers if born[number] == NO_YEAR or died[number] in deaths]

    def _begin_alike(self, numbers: Collection[int]) -> set[int]:
        """Give entities whose names have a word for each initial sound of one of ours."""
        initials = self._columns.initials
        wanted = {initial_sounds((form,)) for form in self._forms}
        return {number for bits in wanted for number in numbers if initials[number] & bits == bits}

    def _nearest(self, numbers: Collection[int], most: int) -> list[int]:
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
