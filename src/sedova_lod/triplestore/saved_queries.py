"""Saved queries: files `.rq` in a folder, known by their names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.triplestore.query_text import variables_of

__all__ = ["Query", "find_query", "list_queries"]

_ENDING = ".rq"


@dataclass(frozen=True, slots=True)
class Query:
    """Hold a query.

    Args:
        where: Where it is from: a file, or `query`.
        text: The query.
        name: Name by which it is known; empty if it is not saved.
        question: What it asks, as its first comment says; empty if there is none.

    >>> Query("query", "ASK {}").name
    ''
    """

    where: str
    text: str
    name: str = ""
    question: str = ""

    @property
    def variables(self) -> list[str]:
        """List its variables, each of which can be set."""
        return variables_of(self.text)


def find_query(query: str, folders: Sequence[Path]) -> Query:
    """Find a query: the text itself, a file, or the name of a saved one.

    Args:
        query: A query, which has a brace or a blank; the path of a file; or a name.
        folders: Folders with saved queries.

    Raises:
        InputError: There is no such query, or it cannot be read.

    >>> find_query("q01-birth-of-sedova", [Path("data/queries")]).question
    'When and where was Natalia Sedova born, and in which calendar?'
    """
    if "{" in query or "\n" in query or query.upper().startswith("DESCRIBE "):
        return Query("query", query)
    if query.endswith(_ENDING) and Path(query).exists():
        return _read(Path(query))
    known = list_queries(folders)
    found = next((one for one in known if one.name == query.removesuffix(_ENDING)), None)
    if found is None:
        raise InputError(f"there is no query '{query}'", hint=_hint(query, known))
    return found


def list_queries(folders: Iterable[Path]) -> list[Query]:
    """List the saved queries of some folders by name.

    >>> [query.name for query in list_queries([Path("data/queries")])][:1]
    ['own-01-speakers-at-three-levels']
    """
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob(f"*{_ENDING}"))]
    return [_read(path) for path in files]


def _read(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", where=str(path), hint="save it as UTF-8") from error
    return Query(path.as_posix(), text, path.stem, _question(text))


def _question(text: str) -> str:
    """Give the first comment, as far as its first sentence goes."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#") or (lines and line.startswith("# Answer:")):
            break
        lines.append(line.lstrip("# ").removeprefix("Question:").strip())
        if line.rstrip().endswith(("?", ".")):
            break
    return " ".join(lines)


def _hint(query: str, known: Sequence[Query]) -> str:
    close = difflib.get_close_matches(query, [one.name for one in known], n=1, cutoff=0.4)
    if close:
        return f"did you mean '{close[0]}'?"
    if not known:
        return "write the query itself, or the path of a file .rq"
    return "list the saved queries with --list"
