"""Writing of an index: entities in, one file out, in memory that does not grow with them."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from sedova_lod.dates import Calendar, civil_date
from sedova_lod.errors import OutputError
from sedova_lod.linking.entities import DayRange, Entity
from sedova_lod.linking.index_blocks import BlockWriter
from sedova_lod.linking.index_layout import NO_YEAR, SECTIONS, IndexHead, pack_head, padding
from sedova_lod.linking.index_postings import PostingSorter, bucket_bits_for, write_postings
from sedova_lod.linking.index_records import encode_entity
from sedova_lod.linking.name_forms import forms_of_names
from sedova_lod.linking.search_keys import hash_of_key, initial_sounds, keys_of_entity

__all__ = ["IndexWriter", "middle_year"]

_WIDEST_DAYS = 4 * 366
_MOST_YEAR = 32767
_COPIED_BYTES = 1 << 20


class IndexWriter:
    """Write an index beside its place, and put it there when it is whole; a context manager.

    Args:
        target: The file to make; what was there is replaced only by `finish`.

    Raises:
        OutputError: The file cannot be written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with IndexWriter(Path(folder) / "people.index") as writer:
    ...         writer.add(Entity("Q1"))
    ...         _ = writer.finish()
    ...     [path.name for path in Path(folder).iterdir()]
    ['people.index']
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._opened = contextlib.ExitStack()
        self.n_entities = self.n_names = 0

    def __enter__(self) -> IndexWriter:
        with self._translated(), contextlib.ExitStack() as on_fault:
            self._folder = Path(tempfile.mkdtemp(prefix=f".{self._target.name}.", dir=self._target.parent))
            on_fault.callback(shutil.rmtree, self._folder, ignore_errors=True)
            files = {name: on_fault.enter_context((self._folder / name).open("wb")) for name in SECTIONS}
            self._sorter = on_fault.enter_context(PostingSorter(self._folder))
            self._ids = on_fault.enter_context(PostingSorter(self._folder, "id"))
            self._files = files
            self._blocks = BlockWriter(files["dictionary"], files["blocks"], files["block_starts"])
            self._opened = on_fault.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def add(self, entity: Entity) -> None:
        """Add an entity; its number is how many came before it."""
        with self._translated():
            forms = forms_of_names(name.text for name in entity.names)
            for key in set(keys_of_entity(entity, forms)):
                self._sorter.add(hash_of_key(key), self.n_entities)
            self._files["initials"].write(initial_sounds(forms).to_bytes(1, "little"))
            self._ids.add(hash_of_key(entity.id), self.n_entities)
            self._files["born"].write(middle_year(entity.born).to_bytes(2, "little", signed=True))
            self._files["died"].write(middle_year(entity.died).to_bytes(2, "little", signed=True))
            self._blocks.add(encode_entity(entity))
        self.n_entities += 1
        self.n_names += len(entity.names)

    def finish(self, snapshot: str = "", source: str = "") -> int:
        """Complete the file and put it in its place.

        Args:
            snapshot: Of when the source is: an ISO date; empty if that is not known.
            source: Name of the file that it was made from.

        Returns:
            Its size in bytes.
        """
        with self._translated():
            self._blocks.finish()
            head = IndexHead(self.n_entities, self.n_names, bucket_bits_for(self._sorter.n_added), snapshot, source, ())
            write_postings(self._sorter, head.posting_code, self._files["bucket_starts"], self._files["postings"])
            for file in self._files.values():
                file.close()
            return self._assemble(head)

    def alike_ids(self) -> Iterator[list[int]]:
        """Give the numbers of entities whose ids may be the same, in groups; until the context is left."""
        with self._translated():
            for part in self._ids.parts():
                for _, group in groupby(part, key=itemgetter(0)):
                    numbers = [number for _, number in group]
                    if len(numbers) > 1:
                        yield numbers

    def _assemble(self, head: IndexHead) -> int:
        paths = [self._folder / name for name in SECTIONS]
        sizes = tuple(path.stat().st_size for path in paths)
        whole = self._folder / "whole"
        with whole.open("wb") as file:
            file.write(pack_head(head._replace(sizes=sizes)))
            for path, size in zip(paths, sizes, strict=True):
                with path.open("rb") as section:
                    shutil.copyfileobj(section, file, _COPIED_BYTES)
                file.write(bytes(padding(size)))
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, self._target)
        return self._target.stat().st_size

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"the index cannot be written: {error.strerror or error}"
            raise OutputError(what, where=str(self._target), hint="what was there before is untouched") from error


def middle_year(days: DayRange | None) -> int:
    """Give the year in the middle of a range of days; `NO_YEAR` if the range is wide or open.

    >>> middle_year(DayRange(2417212, 2417576)), middle_year(None) == NO_YEAR
    (1906, True)
    """
    if days is None or days.first is None or days.last is None or days.last - days.first > _WIDEST_DAYS:
        return NO_YEAR
    year = civil_date((days.first + days.last) // 2, Calendar.GREGORIAN)[0]
    return year if -_MOST_YEAR <= year <= _MOST_YEAR else NO_YEAR
