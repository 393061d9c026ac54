"""An index on disk: finds in it what an entity may be, without loading it."""

from __future__ import annotations

import contextlib
import mmap
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import TracebackType

from sedova_lod.errors import InputError
from sedova_lod.linking.entities import Candidate, Entity
from sedova_lod.linking.index_blocks import BLOCK_LINES, unpack_block
from sedova_lod.linking.index_layout import unpack_head
from sedova_lod.linking.index_records import decode_entity
from sedova_lod.linking.index_search import Columns, Search
from sedova_lod.linking.name_forms import forms_of_names
from sedova_lod.linking.scoring import judge_entities, ranked
from sedova_lod.linking.search_keys import hash_of_key, id_key

__all__ = ["Index", "open_index"]

_QID = re.compile(r"Q[1-9][0-9]*")
_SURE, _LEAST = 0.95, 0.01
_N_CACHED = 2**12


def open_index(path: Path | str) -> Index:
    """Open an index that `build_index` made; it must be closed, or used as a context manager.

    Args:
        path: The file. It is only read, and several processes may share it.

    Raises:
        InputError: The file is not there, or is no index.

    >>> open_index("people.index")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: people.index: cannot be read: No such file or directory
    """
    shown = str(path)
    try:
        with Path(path).open("rb") as file:
            return Index(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), shown)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=shown) from error
    except ValueError as error:
        raise InputError("the file is empty", where=shown) from error


class Index:
    """Find what an entity may be; a `Matcher`.

    Nothing is loaded: pages of the file are read by the system when they are needed, and kept by it.

    Args:
        data: The file.
        shown: Its name in messages.

    Raises:
        InputError: It is no index, or a damaged one.
    """

    def __init__(self, data: mmap.mmap, shown: str) -> None:
        self._data, self._shown = data, shown
        self._view = memoryview(data)
        self._head, sections = unpack_head(self._view, shown)
        part = {name: _numbers(self._view[place], name) for name, place in sections.items()}
        self._sections = part
        self._dictionary = bytes(part["dictionary"])
        self._blocks, self._block_starts = part["blocks"], part["block_starts"]
        self._columns = Columns(part["born"], part["died"], part["initials"])
        self._bucket_starts, self._postings = part["bucket_starts"], part["postings"]
        self._code = self._head.posting_code
        self._name_of = lru_cache(maxsize=_N_CACHED)(self._find_name)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._head.n_entities

    @property
    def snapshot(self) -> str:
        """Say of when its source is: an ISO date; empty if that is not known."""
        return self._head.snapshot

    @property
    def source(self) -> str:
        """Name the file that it was made from."""
        return self._head.source

    @property
    def n_names(self) -> int:
        """Count the names of all its entities."""
        return self._head.n_names

    def close(self) -> None:
        """Let go of the file."""
        self._name_of.cache_clear()
        for view in (*self._sections.values(), self._view):
            view.release()
        # An exception on its way may still hold a part of the file; it is let go with it.
        with contextlib.suppress(BufferError):
            self._data.close()

    def find(
        self, query: Entity, limit: int = 10, *, least: float = _LEAST, is_thorough: bool = False
    ) -> list[Candidate]:
        """Give at most `limit` candidates, the likeliest first.

        Args:
            query: What is looked for.
            limit: Most candidates to give.
            least: Least probability of a candidate.
            is_thorough: Whether to look further when a candidate is already as good as certain.
        """
        forms = forms_of_names(name.text for name in query.names)
        search = Search(query, forms, self._find_numbers, self._columns)
        sure = search.sure()
        judged = judge_entities(query, forms, map(self.entity_at, sure), least)
        is_dated = query.born is not None or query.died is not None
        is_certain = bool(judged) and (not is_dated or any(probability >= _SURE for probability, _ in judged))
        if is_thorough or not is_certain:
            wide = [number for number in dict.fromkeys(search.wide()) if number not in sure]
            judged += judge_entities(query, forms, map(self.entity_at, wide), least)
        return ranked(judged, limit)

    def entity(self, identity: str) -> Entity | None:
        """Give the entity with an id; None if there is none.

        Args:
            identity: A QID, or an id of the authority.
        """
        found = map(self.entity_at, self._find_numbers((id_key(identity),)))
        return next((entity for entity in found if entity.id == identity), None)

    def entity_at(self, number: int) -> Entity:
        """Give an entity by its place in the source, counted from 0."""
        return self._named(self._read(number))

    def entities(self) -> Iterator[Entity]:
        """Give all entities in the order of their source."""
        for block in range(len(self._block_starts) - 1):
            lines = self._lines(block)
            yield from (self._named(self._decode(lines, place)) for place in range(len(lines)))

    def _find_numbers(self, keys: Iterable[str]) -> list[int]:
        """Give the numbers of the entities that have one of some keys; a few others may be among them.

        Those of one key stand in order.
        """
        starts, postings, place_of = self._bucket_starts, self._postings, self._code.place
        mask = (1 << self._code.entity_bits) - 1
        numbers: list[int] = []
        for key in keys:
            bucket, mark = place_of(hash_of_key(key))
            first, last = starts[bucket], starts[bucket + 1]
            first = bisect_left(postings, mark, first, last)
            if first < last and postings[first] <= mark + mask:
                last = bisect_left(postings, mark + mask + 1, first, last)
                numbers += [posting & mask for posting in postings[first:last].tolist()]
        return numbers

    def _read(self, number: int) -> Entity:
        block, place = divmod(number, BLOCK_LINES)
        return self._decode(self._lines(block), place)

    def _lines(self, block: int) -> list[bytes]:
        first, last = self._block_starts[block], self._block_starts[block + 1]
        try:
            return unpack_block(self._blocks[first:last], self._dictionary)
        except (zlib.error, ValueError) as error:
            raise self._damage() from error

    def _decode(self, lines: list[bytes], place: int) -> Entity:
        try:
            return decode_entity(lines[place].decode("utf-8"))
        except (ValueError, LookupError) as error:
            raise self._damage() from error

    def _damage(self) -> InputError:
        return InputError("the index is damaged", where=self._shown, hint="make it again from its source")

    def _named(self, entity: Entity) -> Entity:
        """Put names in the place of items, where items are referred to; those that are not here are left out."""
        if not (entity.places or entity.occupations or entity.nationalities):
            return entity
        lists = (entity.places, entity.occupations, entity.nationalities)
        if not any(map(_QID.fullmatch, chain(*lists))):
            return entity
        places, occupations, nationalities = (tuple(filter(None, map(self._name_of, words))) for words in lists)
        return replace(entity, places=places, occupations=occupations, nationalities=nationalities)

    def _find_name(self, word: str) -> str:
        if not _QID.fullmatch(word):
            return word
        for number in self._find_numbers((id_key(word),)):
            entity = self._read(number)
            if entity.id == word:
                return entity.name if entity.names else ""
        return ""


def _numbers(data: memoryview, section: str) -> memoryview:
    """Look at the bytes of a section as the numbers that they are."""
    if section == "block_starts":
        return data.cast("Q")
    if section in ("born", "died"):
        return data.cast("h")
    return data.cast("I") if section in ("bucket_starts", "postings") else data
