"""The description of a data set read for the FAIR check: `void.ttl` against the files that it tells of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from sedova_lod.namespaces import PREFIXES

__all__ = ["Description", "find_description"]

_PLACES = ("void.ttl", "data/void.ttl")
_CORE = {
    "dcterms:title": "a title",
    "dcterms:description": "a description",
    "dcterms:creator": "who made it",
    "dcterms:identifier": "its identifier",
    "dcterms:issued": "the day of its release",
    "dcterms:language": "its languages",
    "dcat:keyword": "keywords",
    "dcat:version": "its version",
}
_SPDX = "http://spdx.org/rdf/terms#"


class Description:
    """Ask a description of a data set.

    Args:
        folder: The folder that is checked.
        path: Path of the description in it.
    """

    def __init__(self, folder: Path, path: str) -> None:
        self.folder, self.path = folder, path
        self.fault = ""
        self._store = ox.Store()
        try:
            self._store.load(path=str(folder / path), format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError, ValueError) as error:
            self.fault = " ".join(str(error).split())
        kinds = self._store.quads_for_pattern(None, _term("rdf:type"), _term("dcat:Dataset"))
        self.base = next((quad.subject.value for quad in kinds if isinstance(quad.subject, ox.NamedNode)), "")

    def values(self, name: str, subject: str = "") -> list[str]:
        """Give the values of a property of the data set, or of another node."""
        node = subject or self.base
        if not node:
            return []
        quads = self._store.quads_for_pattern(ox.NamedNode(node), _term(name), None)
        return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal))

    def missing(self, *names: str) -> Iterator[str]:
        """Tell which properties the data set lacks, as lines to add."""
        for name in names:
            if not self.values(name):
                what = _CORE.get(name, "")
                yield f"{self.path}: no {name}{f' ({what})' if what else ''}: <{self.base}> {name} ... ."

    def missing_core(self) -> Iterator[str]:
        """Tell which of the properties by which a data set is found are lacking."""
        yield from self.missing(*_CORE)

    def files(self) -> Iterator[tuple[str, str]]:
        """Give node and address of each file that can be fetched."""
        for node in self.values("dcat:distribution"):
            for address in self.values("dcat:downloadURL", node):
                yield node, address

    def file_faults(self, url: str) -> Iterator[str]:
        """Hold size and checksum of each file against the file itself.

        Args:
            url: Address of the site; empty if it is not known.
        """
        listed = list(self.files())
        if not listed:
            yield f"{self.path}: no file can be fetched: <{self.base}> dcat:distribution ... ."
        for node, address in listed:
            path = self._local(address, url)
            if path is None:
                yield f"{self.path}: {address} is told, but there is no such file in the folder"
                continue
            sizes = self.values("dcat:byteSize", node)
            if sizes and sizes != [str(path.stat().st_size)]:
                yield f"{self.path}: {address} has {path.stat().st_size} bytes, not {sizes[0]}"
            yield from self._checksum_faults(node, address, path)

    def _checksum_faults(self, node: str, address: str, path: Path) -> Iterator[str]:
        found = [
            quad.object.value
            for checksum in self._store.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(f"{_SPDX}checksum"), None)
            if isinstance(checksum.object, ox.NamedNode)
            for quad in self._store.quads_for_pattern(checksum.object, ox.NamedNode(f"{_SPDX}checksumValue"), None)
            if isinstance(quad.object, ox.Literal)
        ]
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if not found:
            yield f"{self.path}: {address} has no spdx:checksum"
        elif found != [digest]:
            yield f"{self.path}: {address} has another checksum than is told"

    def _local(self, address: str, url: str) -> Path | None:
        for place in filter(None, (url, self.base)):
            if address.startswith(place):
                path = self.folder / unquote(urlsplit(address[len(place) :]).path)
                beside = (self.folder / self.path).parent / path.name
                if place == self.base and not url and not path.is_file() and beside.is_file():
                    return beside
                if path.is_file() and path.resolve().is_relative_to(self.folder.resolve()):
                    return path
        return None


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def find_description(folder: Path) -> Description | None:
    """Find the description of the data set in a folder, that of a site or one that `build` wrote.

    >>> find_description(Path("docs")) is None
    True
    """
    path = next((place for place in _PLACES if (folder / place).is_file()), None)
    return Description(folder, path) if path else None
