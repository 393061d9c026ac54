"""The second form of a compiled plan: a function that writes a record's N-Triples at once, without any blocks.

It serves where nothing but N-Triples is asked for. What it wrote is told by codes, so that statements can be counted
without looking at them again: most records of a kind have one of a few sets of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sedova_lod.mapping.compiler import PlanWriter, form_of, is_sure
from sedova_lod.mapping.gathering import Gatherer, Producer, Site
from sedova_lod.mapping.plan import Local, Plan
from sedova_lod.mapping.term_types import Sort
from sedova_lod.records.schema import Node

__all__ = ["SITE_BITS", "RecordText", "Statement", "TextCode", "WriteRecord", "write_text_function"]

Statement = tuple[str, tuple[str, ...] | None]
"""A predicate IRI, and its objects in N-Triples form if they are always the same."""

RecordText = tuple[str, tuple[Any, ...], list[tuple[str, tuple[str, ...]]]]
"""The N-Triples of a record, the codes of what it says, and the statements that are to be looked at.

A code is a number for a subject: its site in the lowest bits, above them one for each statement that is there; or a
site, a statement and its number of objects, if there are several.
"""

SITE_BITS = 8
"""Bits of a code that tell the site."""

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class TextCode:
    """Hold the text of a function, and what its codes mean.

    Args:
        source: The text of the function `write_record(node)`.
        sites: For each site the statements that it can make.
    """

    source: str
    sites: tuple[tuple[Statement, ...], ...]


WriteRecord = Callable[[Node], RecordText | None]
"""Writes a record; None if two of its parts have one IRI, so that their triples must be joined."""


def write_text_function(plan: Plan, noted: Collection[str]) -> TextCode | None:
    """Write the function of a plan; None if there are too many sites for it.

    Args:
        plan: The plan.
        noted: Predicates whose statements are to be looked at; those with one class for all are counted by code.
    """
    writer = _TextWriter(plan, frozenset(noted))
    source = writer.write()
    return TextCode(source, tuple(writer.sites)) if len(writer.sites) < 1 << SITE_BITS else None


class _TextWriter(PlanWriter):
    """Write lines of N-Triples where the other function writes blocks."""

    def __init__(self, plan: Plan, noted: frozenset[str]) -> None:
        super().__init__(plan)
        self._noted = noted
        self.sites: list[tuple[Statement, ...]] = []

    def write(self) -> str:
        """Write the text of the function."""
        record = self._plan.record.name
        self._lines.append(f"def write_record({record}):")
        for name in ("texts", "codes", "noted"):
            self._line(f"{name} = []")
        self._names(self._plan.record)
        for step in self._plan.root.steps:
            if step.object in self._used:
                self._line(f"{step.object.name}, = {step.subject.name}[{step.slot}]")
        self._first_items(self._plan.root)
        self._body(self._plan.root)
        self._line("if len(texts) > 1:")
        self._line("    if len(dict(texts)) < len(texts): return None")
        self._line("    texts.sort()")
        self._line("return ''.join([text for _, text in texts]), tuple(codes), noted")
        return "\n".join(self._lines) + "\n"

    def _open_site(self, site: Site) -> None:
        for gatherer in site.gatherers:
            if not is_sure(gatherer):
                self._line(f"{gatherer.name} = None")

    def _produce(self, producer: Producer, gatherer: Gatherer) -> None:
        """Gather an object: one is kept as it is, as most have no other; several become a list."""
        if gatherer.sure_value is not None:
            return
        name, value = gatherer.name, self._object(producer.value)
        statement = f"{name} = {value}"
        if not gatherer.is_single:
            statement += f" if {name} is None else several({name}, {value})"
        if isinstance(producer.value, Local) and not producer.value.is_sure:
            statement = f"if {producer.value.name} is not None: {statement}"
        self._line(statement)

    def _close_site(self, site: Site) -> None:
        """Write the lines of a subject."""
        subject = f"i_{site.subject.name}" if site.subject.is_node else site.subject.name
        number, depth = len(self.sites), self._depth
        statements = list(site.statements())
        self.sites.append(tuple((predicate, gatherer.constants) for predicate, gatherer in statements))
        if not site.subject.is_sure:
            self._line(f"if {subject} is not None:")
            self._depth += 1
        self._several_in_order(site)
        sure = sum(
            1 << (position + SITE_BITS) for position, (_, gatherer) in enumerate(statements) if is_sure(gatherer)
        )
        self._line(f"h = f'<{{{subject}}}> '")
        self._line(f"b = {number | sure}")
        self._line("s = ''")
        pending: list[str] = []
        for position, (predicate, gatherer) in enumerate(statements):
            if is_sure(gatherer):
                pending += [_line_of(predicate, value) for value in self._sure_objects(gatherer)]
                self._note(predicate, gatherer)
            else:
                self._add_lines(pending)
                self._unsure(number, position, predicate, gatherer)
        self._add_lines(pending)
        test = "" if site.is_sure else "if s: "
        self._line(f"{test}texts.append(({subject}, s)); codes.append(b)")
        self._depth = depth

    def _several_in_order(self, site: Site) -> None:
        for gatherer in site.gatherers:
            if not is_sure(gatherer) and not gatherer.is_single:
                name = gatherer.name
                self._line(f"if {name}.__class__ is list: {name} = in_order({name})")

    def _add_lines(self, pending: list[str]) -> None:
        """Write some lines that are there for every such subject."""
        if pending:
            self._line(f"s += f{''.join(pending)!r}")
            pending.clear()

    def _unsure(self, number: int, position: int, predicate: str, gatherer: Gatherer) -> None:
        """Write a statement that may be there or not, with one object or several."""
        name, bit = gatherer.name, 1 << (position + SITE_BITS)
        line = _line_of(predicate, f"{{{name}}}")
        note = f"; noted.append(({predicate!r}, ({name},)))" if predicate in self._noted else ""
        if gatherer.is_single:
            self._line(f"if {name} is not None: s += f{line!r}; b |= {bit}{note}")
            return
        self._line(f"if {name}.__class__ is str: s += f{line!r}; b |= {bit}{note}")
        self._line(f"elif {name} is not None:")
        self._line(f"    b |= {bit}{note.replace('(' + name + ',)', name)}")
        self._line(f"    for x in {name}: s += f{_line_of(predicate, '{x}')!r}")
        self._line(f"    if len({name}) > 1: codes.append(({number}, {position}, len({name})))")

    def _note(self, predicate: str, gatherer: Gatherer) -> None:
        if predicate not in self._noted or (predicate == _RDF_TYPE and gatherer.constants is not None):
            return
        self._line(f"noted.append(({predicate!r}, {self._objects(gatherer)}))")

    def _sure_objects(self, gatherer: Gatherer) -> list[str]:
        """Give the objects of a statement that is always there, as parts of a format string."""
        if gatherer.constants is not None:
            return [_plain(value) for value in gatherer.constants]
        local = gatherer.sure_value
        assert local is not None  # noqa: S101 - asked before
        if local in self._rendered:
            return [f"{{o_{local.name}}}"]
        return [_in_format(local) or self._kept(local)]

    def _kept(self, local: Local) -> str:
        """Keep the form of a value in a local name."""
        name = self._fresh()
        self._line(f"{name} = {form_of(local)}")
        return f"{{{name}}}"


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _line_of(predicate: str, value: str) -> str:
    return f"{{h}}<{_plain(predicate)}> {value} .\n"


def _in_format(local: Local) -> str:
    """Write the form of a value as a part of a format string; empty if it takes more."""
    if local.is_node:
        return f"<{{{local.name}[0]}}>"
    return {
        Sort.IRI: f"<{{{local.name}}}>",
        Sort.STRING: f'"{{escape({local.name})}}"',
        Sort.TAGGED: f'"{{escape({local.name})}}"@{local.type.detail}',
        Sort.TYPED: f'"{{escape({local.name})}}"^^<{_plain(local.type.detail)}>',
    }.get(local.type.sort, "")
