"""Loading RDF into an embedded store on disk; the new release takes the old one's place when it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from sedova_lod.triplestore.rdf_files import data_files, load_files
from sedova_lod.triplestore.store_folder import Release, new_release

__all__ = ["load_store"]


def load_store(places: Iterable[Path], folder: Path) -> Release:
    """Load files into a store on disk, in the place of what it held.

    Args:
        places: RDF files, and folders that `build` wrote.
        folder: The store.

    Raises:
        InputError: A file cannot be read or understood; the store stays as it was.
        OutputError: The store cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     file = Path(place) / "a.nt"
    ...     _ = file.write_text("<x:a> <x:b> <x:c> .")
    ...     load_store([file], Path(place) / "store")
    Release(name='release-1', n_quads=1, files=('a.nt',))
    """
    files = data_files(places)
    with new_release(folder, lambda place: _fill(place, files)) as release:
        return release


def _fill(place: Path, files: Sequence[Path]) -> tuple[int, tuple[str, ...]]:
    store = ox.Store(str(place))
    load_files(store, files)
    store.flush()
    return len(store), tuple(path.name for path in files)
