"""Files of a site's folder: those that an earlier run made may be replaced, those of somebody else may not."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from sedova_lod.errors import OutputError

__all__ = ["KnownNames", "refuse_strange", "strange_files"]

_MOST_TOLD = 10


class KnownNames:
    """Hold names, in eight bytes each.

    >>> names = KnownNames(["index.html", "person/anna.html"])
    >>> "index.html" in names, "mine.html" in names
    (True, False)
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._hashes = array("q", sorted(map(hash, names)))

    def __contains__(self, name: str) -> bool:
        wanted = hash(name)
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted


def strange_files(target: Path, names: Iterable[str], known: KnownNames) -> list[str]:
    """Give those paths where a file stands that no earlier run made.

    Args:
        target: Folder of the site.
        names: Paths in it that are to be written.
        known: Those that an earlier run made.

    >>> strange_files(Path("src"), ["index.html", "sedova_lod/py.typed"], KnownNames())
    ['sedova_lod/py.typed']
    """
    return [name for name in names if name not in known and os.path.lexists(target / name)]


def refuse_strange(target: Path, strange: Sequence[str]) -> None:
    """Refuse to replace files of somebody else.

    Raises:
        OutputError: There are some.

    >>> refuse_strange(Path("site"), ["person/mine.html"])
    Traceback (most recent call last):
    ...
    sedova_lod.errors.OutputError: site/person/mine.html: no earlier 'publish' made this file, and one of the site has\
 its name
      hint: move it elsewhere, or choose another folder; publish replaces only what it made itself
    """
    if not strange:
        return
    if len(strange) == 1:
        where, which = str(target / strange[0]), "it"
        what = "no earlier 'publish' made this file, and one of the site has its name"
    else:
        where, which = str(target), "them"
        more = f" and {len(strange) - _MOST_TOLD} more" if len(strange) > _MOST_TOLD else ""
        told = ", ".join(f"'{name}'" for name in strange[:_MOST_TOLD]) + more
        what = f"no earlier 'publish' made these files, and some of the site have their names: {told}"
    hint = f"move {which} elsewhere, or choose another folder; publish replaces only what it made itself"
    raise OutputError(what, where=where, hint=hint)
