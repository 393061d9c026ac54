"""Profiles: folders of mapping queries, those that come with the package and the user's own."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from sedova_lod.errors import Fault, ProfileError
from sedova_lod.mapping.mapping import Mapping, QuerySource, compile_queries
from sedova_lod.records.schema import NodeType

__all__ = ["BUILT_IN", "load_profiles", "read_profiles"]

BUILT_IN = ("common", "schema_org", "cidoc_crm")
"""The profiles of the package; `common` belongs to each of the others."""


def load_profiles(names_or_dirs: Sequence[str], schemas: MappingOf[str, NodeType]) -> Mapping:
    """Read, check and compile profiles.

    Args:
        names_or_dirs: Names of profiles that come with the package, or folders with `.rq` files.
        schemas: Node type of each kind's records, by kind.

    Raises:
        ProfileError: A profile is missing, or has faults: all faults of all files.

    >>> from sedova_lod.records import KINDS
    >>> mapping = load_profiles(["schema_org"], {kind.name: kind.schema for kind in KINDS.values()})
    >>> "person" in mapping.kinds
    True
    """
    return compile_queries(read_profiles(names_or_dirs), schemas)


def read_profiles(names_or_dirs: Sequence[str]) -> list[QuerySource]:
    """Read the query files of profiles, in the order of their names.

    Raises:
        ProfileError: A profile or one of its files cannot be read.

    >>> [source.file for source in read_profiles(["schema_org"])][:2]
    ['profiles/common/claim.rq', 'profiles/common/concept.rq']
    """
    names = list(dict.fromkeys(names_or_dirs))
    if any(name in BUILT_IN for name in names) and BUILT_IN[0] not in names:
        names.insert(0, BUILT_IN[0])
    sources: list[QuerySource] = []
    faults: list[Fault] = []
    for name in names:
        files = _built_in(name) if name in BUILT_IN else _own(name)
        if not files:
            hint = f"name one of {', '.join(BUILT_IN)}, or a folder with .rq files"
            faults.append(Fault(name, "no profile: there is no such folder, or no .rq file in it", hint))
        for file, path in files:
            _read(file, path, sources, faults)
    if faults:
        raise ProfileError(faults)
    return sources


def _built_in(name: str) -> list[tuple[str, Traversable]]:
    folder = resources.files("sedova_lod.mapping") / "profiles" / name
    files = sorted((path for path in folder.iterdir() if path.name.endswith(".rq")), key=lambda path: path.name)
    return [(f"profiles/{name}/{path.name}", path) for path in files]


def _own(folder: str) -> list[tuple[str, Traversable]]:
    paths = sorted(path for path in Path(folder).rglob("*.rq") if path.is_file())
    return [(path.as_posix(), path) for path in paths]


def _read(file: str, path: Traversable, sources: list[QuerySource], faults: list[Fault]) -> None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(f"{file}:{line}", "the file is not in UTF-8", "save it with the encoding UTF-8"))
    except OSError as error:
        faults.append(Fault(file, f"the file cannot be read: {error.strerror}"))
    else:
        sources.append(QuerySource(file, text))
