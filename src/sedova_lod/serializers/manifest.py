"""The manifest: which files a build made, what they hold, and with which versions."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version

from sedova_lod.serializers.tally import Tally
from sedova_lod.serializers.writing import WrittenFile

__all__ = ["byte_versions", "content_type", "write_manifest"]

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".sarif": "application/sarif+json",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
_COMPRESSIONS = {".gz": "application/gzip", ".zst": "application/zstd"}


def content_type(name: str) -> tuple[str, str]:
    """Tell the media type of a file, and that of its compression; empty if unknown or none.

    >>> content_type("dataset.nt.gz"), content_type("void.ttl")
    (('application/n-triples', 'application/gzip'), ('text/turtle', ''))
    """
    compression = ""
    for suffix, media_type in _COMPRESSIONS.items():
        if name.endswith(suffix):
            name, compression = name.removesuffix(suffix), media_type
    dot = name.rfind(".")
    return _MEDIA_TYPES.get(name[dot:], "") if dot != -1 else "", compression


def byte_versions(tool_version: str, file_names: Iterable[str]) -> dict[str, str]:
    """List the versions of what decides about the bytes of a build.

    Args:
        tool_version: Version of sedova-lod.
        file_names: Files of the build; compressed ones depend on who compressed them.

    >>> sorted(byte_versions("0.1.0", ["dataset.nt.gz"]))
    ['sedova-lod', 'unicode', 'zlib']
    """
    names = tuple(file_names)
    found = {"sedova-lod": tool_version, "unicode": unicodedata.unidata_version}
    if any(name.endswith(".gz") for name in names):
        found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    if any(name.endswith(".zst") for name in names):
        found["zstandard"] = version("zstandard")
    return found


def write_manifest(files: Iterable[WrittenFile], tally: Tally, versions: Mapping[str, str]) -> bytes:
    """Write the manifest: JSON with sorted keys, and nothing that depends on the day.

    >>> print(write_manifest([], Tally(), {"sedova-lod": "0.1.0"}).decode(), end="")
    {
      "files": [],
      "records": {},
      "triples": 0,
      "versions": {
        "sedova-lod": "0.1.0"
      }
    }
    """
    listed = [_describe(file) for file in sorted(files, key=lambda file: file.name)]
    content = {"files": listed, "records": tally.records, "triples": tally.n_triples, "versions": dict(versions)}
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _describe(file: WrittenFile) -> dict[str, str | int]:
    media_type, compression = content_type(file.name)
    found: dict[str, str | int] = {"name": file.name, "sha256": file.sha256, "size_bytes": file.size_bytes}
    if media_type:
        found["media_type"] = media_type
    if compression:
        found["compression"] = compression
    return found
