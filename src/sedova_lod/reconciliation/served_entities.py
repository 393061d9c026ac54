"""What a service serves: the entities of an index, found by question, by id, and by the beginning of a name."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from sedova_lod.linking import Entity
from sedova_lod.linking.index import Index
from sedova_lod.namespaces import AUTHORITIES, identifier_of
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.reconciliation.name_directory import NameDirectory
from sedova_lod.reconciliation.vocabulary import ServedProperty, ServedType, properties_for, type_of_kind

__all__ = ["ServedEntities", "serve_index"]

_TOLD_EVERY = 1000


@dataclass(frozen=True, slots=True)
class ServedEntities:
    """Hold what is served; may be used by several threads.

    Args:
        title: Name of the data set.
        prefix: What the addresses of its entities begin with, before their ids.
        index: The entities.
        names: Their names.
        types: Types that they have.
        properties: Properties that they may have, by id.
        view: Template of the addresses of pages about them, with `{{id}}`; empty if no authority has such pages.
    """

    title: str
    prefix: str
    index: Index
    names: NameDirectory
    types: dict[str, ServedType]
    properties: dict[str, ServedProperty]
    view: str = ""

    def entity(self, named: str) -> Entity | None:
        """Give the entity of an id or of an address; None if there is none.

        Args:
            named: An id, as it is or percent-encoded, or an address.
        """
        for name in dict.fromkeys((named, unquote(named))):
            found = self.index.entity(name) or self.index.entity(name.removeprefix(self.prefix))
            if found is not None:
                return found
        known = identifier_of(named)
        if known is not None and known[0] in AUTHORITIES and AUTHORITIES[known[0]].prefix == self.prefix:
            return self.index.entity(known[1])
        return None

    def iri(self, entity: Entity) -> str:
        """Give the address of an entity."""
        return entity.id if "://" in entity.id else self.prefix + entity.id


@contextlib.contextmanager
def serve_index(
    index: Index, title: str, prefix: str, on_read: Callable[[int], None] | None = None
) -> Iterator[ServedEntities]:
    """Make ready what is served from an index: its names are read once, and kept in a file that is taken away.

    Args:
        index: The index; it stays open.
        title: Name of the data set.
        prefix: What the addresses of its entities begin with.
        on_read: Is told how many entities were read since the last time.

    Raises:
        OutputError: There is no room for the names.
        InputError: The index is damaged.
    """
    seen = _Seen(on_read or (lambda _: None))
    with (
        PassingFolder("names") as folder,
        NameDirectory(folder / "names") as names,
    ):
        names.add(seen.names(index))
        kinds = sorted(seen.kinds, key=list(_KINDS).index)
        types = {kind: type_of_kind(kind) for kind in kinds}
        view = prefix + "{{id}}" if prefix in _PUBLIC and not seen.has_addresses else ""
        yield ServedEntities(title, prefix, index, names, types, properties_for(seen.schemes), view)


_PUBLIC = frozenset(one.prefix for one in AUTHORITIES.values())
_KINDS = ("person", "group", "place", "event", "work", "object", "concept")


@dataclass(slots=True)
class _Seen:
    """What was met among entities when their names were read."""

    on_read: Callable[[int], None]
    kinds: set[str] = field(default_factory=set)
    schemes: set[str] = field(default_factory=set)
    has_addresses: bool = False

    def names(self, index: Index) -> Iterator[tuple[str, str]]:
        for number, entity in enumerate(index.entities(), start=1):
            if entity.kind in _KINDS:
                self.kinds.add(entity.kind)
            self.schemes.update(scheme for scheme, _ in entity.identifiers)
            self.has_addresses = self.has_addresses or "://" in entity.id
            for name in entity.names:
                yield entity.id, name.text
            if number % _TOLD_EVERY == 0:
                self.on_read(_TOLD_EVERY)
