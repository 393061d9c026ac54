"""The patterns of a SPARQL query, as far as they are understood: groups, triples and paths, without expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from sedova_lod.validation.query_terms import Token, iri_of, prefixes_of, read_tokens

__all__ = ["Group", "Inner", "Path", "Pattern", "read_patterns"]

_NAMES = ("iri", "name", "a")
_CHANGING = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
_END = Token("end", "")


class Path(NamedTuple):
    """Hold a path.

    Args:
        sign: What kind of path: `iri` for one step, `any` for a variable, else a sign of SPARQL: `/ | ^ * + ?`.
        iri: The property of one step.
        parts: Paths inside.
    """

    sign: str
    iri: str = ""
    parts: tuple[Path, ...] = ()


class Pattern(NamedTuple):
    """Hold one triple pattern; subject and object as they are written, names of variables after a `?`.

    A literal has no name: it stands as an empty text.
    """

    subject: str
    path: Path
    value: str


@dataclass(slots=True)
class Group:
    """Hold a group: its patterns and the groups inside it, in order."""

    items: list[Pattern | Inner] = field(default_factory=list)


class Inner(NamedTuple):
    """Hold a group inside another one: joined with what is around it, added to it, or asked for in a filter."""

    kind: Literal["joined", "optional", "exists"]
    group: Group


def read_patterns(query: str) -> Group | None:
    """Read what a SELECT query looks for; None if a part of it is not understood, or gives another answer each time.

    >>> group = read_patterns("SELECT $this { $this <x:p>/<x:q> ?v OPTIONAL { ?v a ?c } }")
    >>> group.items[0]
    Pattern(subject='?this', path=Path(sign='/', iri='', parts=(Path(sign='iri', iri='x:p', parts=()), \
Path(sign='iri', iri='x:q', parts=()))), value='?v')
    >>> read_patterns("SELECT $this { { SELECT $this { $this <x:p> ?v } } }") is None
    True
    """
    try:
        return _Reader(query).query()
    except (_NotUnderstoodError, RecursionError):
        return None


class _NotUnderstoodError(Exception):
    pass


class _Reader:
    """Read tokens in order; what is not expected is not understood."""

    def __init__(self, query: str) -> None:
        self._tokens = list(read_tokens(query))
        self._place = 0
        self._prefixes: dict[str, str] = {}

    @property
    def _next(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else _END

    def _take(self) -> Token:
        token = self._next
        self._place += 1
        if token is _END:
            raise _NotUnderstoodError
        return token

    def _skip(self, text: str) -> bool:
        if self._next.text.upper() == text and self._next.kind not in ("text", "iri"):
            self._place += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._skip(text):
            raise _NotUnderstoodError

    def query(self) -> Group:
        while self._skip("PREFIX"):
            name, iri = self._take(), self._take()
            if (name.kind, iri.kind) != ("name", "iri"):
                raise _NotUnderstoodError
            self._prefixes |= prefixes_of((name, iri))
        self._expect("SELECT")
        self._skip("DISTINCT")
        asked = Group()
        while self._next.kind == "variable" or self._next.text == "(":
            if self._take().text == "(":
                self._expression(asked)
        if asked.items:
            raise _NotUnderstoodError
        self._skip("WHERE")
        group = self._group()
        if self._next is not _END:
            raise _NotUnderstoodError
        return group

    def _group(self) -> Group:
        self._expect("{")
        group = Group()
        while not self._skip("}"):
            self._item(group)
        return group

    def _item(self, group: Group) -> None:
        words: dict[str, Callable[[Group], None]] = {
            "OPTIONAL": lambda outer: outer.items.append(Inner("optional", self._group())),
            "FILTER": self._filter,
            "BIND": self._bind,
        }
        read = words.get(self._next.text.upper()) if self._next.kind == "word" else None
        if read is not None:
            self._take()
            read(group)
        elif self._next.text == "{":
            group.items.append(Inner("joined", self._group()))
            while self._skip("UNION"):
                group.items.append(Inner("joined", self._group()))
        else:
            group.items += self._triples()
            if self._next.kind not in ("}", "{", "word"):
                self._expect(".")
            return
        self._skip(".")

    def _filter(self, group: Group) -> None:
        """Read a condition: in brackets, as one function, or as a pattern that must or must not be there."""
        self._skip("NOT")
        if self._skip("EXISTS"):
            group.items.append(Inner("exists", self._group()))
            return
        if self._next.kind in ("word", *_NAMES):
            self._check_function(self._take())
        self._expect("(")
        self._expression(group)

    def _bind(self, group: Group) -> None:
        self._expect("(")
        self._expression(group)

    def _expression(self, group: Group) -> None:
        """Pass over an expression up to the bracket that closes it; patterns in it are kept."""
        depth = 1
        while depth:
            token = self._take()
            if token.text == "(":
                depth += 1
            elif token.text == ")":
                depth -= 1
            elif token.kind == "word" and token.text.upper() == "EXISTS":
                group.items.append(Inner("exists", self._group()))
            elif token.text in ("{", "}"):
                raise _NotUnderstoodError
            else:
                self._check_function(token)

    @staticmethod
    def _check_function(token: Token) -> None:
        if token.kind == "word" and token.text.upper() in _CHANGING:
            raise _NotUnderstoodError

    def _triples(self) -> Iterator[Pattern]:
        """Read a subject with all its properties and objects."""
        subject = self._term()
        while True:
            path = self._verb()
            yield Pattern(subject, path, self._term())
            while self._skip(","):
                yield Pattern(subject, path, self._term())
            if not self._skip(";"):
                return
            while self._skip(";"):
                pass
            if self._next.kind not in ("variable", *_NAMES) and self._next.text not in ("(", "^", "!"):
                return

    def _term(self) -> str:
        token = self._take()
        if token.kind == "variable":
            return f"?{token.text[1:]}"
        if token.kind == "blank":
            return token.text
        if token.kind in ("iri", "name"):
            return f"<{iri_of(token, self._prefixes)}>"
        return self._literal(token)

    def _literal(self, token: Token) -> str:
        if token.kind == "text":
            if self._skip("^"):
                self._expect("^")
                self._take()
        elif token.text in ("+", "-"):
            if self._take().kind != "number":
                raise _NotUnderstoodError
        elif token.kind != "number" and token.text not in ("true", "false"):
            raise _NotUnderstoodError
        return ""

    def _verb(self) -> Path:
        if self._next.kind == "variable":
            self._take()
            return Path("any")
        return self._path()

    def _path(self) -> Path:
        return self._several("|", lambda: self._several("/", self._element))

    def _several(self, sign: str, read: Callable[[], Path]) -> Path:
        parts = [read()]
        while self._skip(sign):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Path(sign, parts=tuple(parts))

    def _element(self) -> Path:
        if self._skip("^"):
            return Path("^", parts=(self._element(),))
        token = self._take()
        if token.kind in _NAMES:
            path = Path("iri", iri_of(token, self._prefixes))
        elif token.text == "(":
            path = self._path()
            self._expect(")")
        else:
            raise _NotUnderstoodError
        if self._next.text in ("*", "+", "?"):
            path = Path(self._take().text, parts=(path,))
        return path
