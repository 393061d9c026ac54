"""Forms of messages: what a JSON value must look like, and what is wrong with one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = ["AnyOf", "Flag", "Form", "FormFault", "Keyed", "Listed", "Named", "Number", "Text", "Words"]


@dataclass(frozen=True, slots=True)
class FormFault:
    """Tell one thing that is wrong in a message.

    Args:
        where: The place: `q0.properties[1].pid`; empty for the whole message.
        what: What is wrong there, one clause.

    >>> str(FormFault("q0.limit", "must be a number"))
    'q0.limit must be a number'
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where or 'the message'} {self.what}"


class Form(Protocol):
    """Say what a value must look like."""

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong with a value that stands in some place."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """A text.

    Args:
        pattern: Pattern that it must hold somewhere.
        told: The same in words.

    >>> [str(fault) for fault in Text(re.compile("id"), "must name the id").faults("x", "url")]
    ['url must name the id']
    """

    pattern: re.Pattern[str] | None = None
    told: str = ""

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, str):
            yield FormFault(where, "must be a text")
        elif self.pattern is not None and not self.pattern.search(value):
            yield FormFault(where, self.told)


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words.

    >>> [str(fault) for fault in Words(("any", "all")).faults("none", "type_strict")]
    ['type_strict must be any or all']
    """

    words: tuple[str, ...]

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, str) or value not in self.words:
            *first, last = self.words
            yield FormFault(where, f"must be {', '.join(first)} or {last}" if first else f"must be {last}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a whole one.

    >>> [str(fault) for fault in Number(is_whole=True).faults(1.5, "width")]
    ['width must be a whole number']
    """

    is_whole: bool = False

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or (self.is_whole and value % 1 != 0):
            yield FormFault(where, "must be a whole number" if self.is_whole else "must be a number")


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false.

    >>> [str(fault) for fault in Flag().faults("yes", "match")]
    ['match must be true or false']
    """

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, bool):
            yield FormFault(where, "must be true or false")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list.

    Args:
        item: What each of its values must look like.
        one: Value of which there must be one; empty if none is asked for.

    >>> [str(fault) for fault in Listed(Text(), one="0.2").faults(["0.1", 2], "versions")]
    ['versions[1] must be a text', "versions must hold '0.2'"]
    """

    item: Form
    one: str = ""

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, list):
            yield FormFault(where, "must be a list")
            return
        for place, one in enumerate(value):
            yield from self.item.faults(one, f"{where}[{place}]")
        if self.one and self.one not in value:
            yield FormFault(where, f"must hold '{self.one}'")


@dataclass(frozen=True, slots=True)
class Named:
    """An object with any names, whose values look alike.

    >>> [str(fault) for fault in Named(Text()).faults({"a": 1}, "")]
    ['a must be a text']
    """

    item: Form

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, Mapping):
            yield FormFault(where, "must be an object")
            return
        for name, one in value.items():
            yield from self.item.faults(one, _inside(where, name))


@dataclass(frozen=True, slots=True)
class Keyed:
    """An object with names of its own.

    Args:
        needed: Values that must be there, by name.
        more: Values that may be there.
        is_closed: Whether no others may be there.

    >>> form = Keyed({"pid": Text()}, {"v": Text()}, is_closed=True)
    >>> [str(fault) for fault in form.faults({"value": "x"}, "q0")]
    ["q0 lacks 'pid'", "q0 has 'value', which is none of pid, v"]
    """

    needed: Mapping[str, Form] = field(default_factory=dict)
    more: Mapping[str, Form] = field(default_factory=dict)
    is_closed: bool = False

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if not isinstance(value, Mapping):
            yield FormFault(where, "must be an object")
            return
        known = {**self.needed, **self.more}
        for name in self.needed:
            if name not in value:
                yield FormFault(where, f"lacks '{name}'")
        for name, one in value.items():
            if name in known:
                yield from known[name].faults(one, _inside(where, name))
            elif self.is_closed:
                yield FormFault(where, f"has '{name[:50]}', which is none of {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several forms.

    Args:
        told: What is asked for, in words.
        forms: The forms.

    >>> [str(fault) for fault in AnyOf("a text or a number", (Text(), Number())).faults(None, "v")]
    ['v must be a text or a number']
    """

    told: str
    forms: tuple[Form, ...]

    def faults(self, value: Any, where: str) -> Iterator[FormFault]:
        """Find what is wrong."""
        if all(any(form.faults(value, where)) for form in self.forms):
            yield FormFault(where, f"must be {self.told}")


def _inside(where: str, name: str) -> str:
    return f"{where}.{name[:50]}" if where else name[:50]
