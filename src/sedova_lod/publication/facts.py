"""Facts: what a record itself states, each with its dates in both readings, its sources and its certainty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import compress
from typing import Any

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.digests import values_of
from sedova_lod.publication.markup import outward, safe, safe_whole
from sedova_lod.publication.parts_told import notes_teller, part_teller
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.records import KINDS, Node, Property, Record, ValueType
from sedova_lod.records.picking import picker

__all__ = ["Facts", "links_elsewhere"]

_ELSEWHERE = frozenset(
    ("id", "title", "label", "altLabel", "name", "description", "summary", "note", "sameAs", "citation", "source",
     "url", "image", "latitude", "longitude", "languageTag", "mother", "father", "performed", "participated", "locator")
)  # fmt: skip
_CLAIMED = frozenset(
    ("subject", "property", "value", "valueText", "valueDate", "assertedBy", "reportedBy", "reportedIn", "work",
     "date", "certainty", "hedge", "rank", "contradicts", "type"),
)  # fmt: skip
_MOST_VALUES = 60
_BETWEEN = "\1"  # no cell holds it (`bad-text`)
_PLAIN_LINK = re.compile(r"<a [^>]*>[^<]{1,60}</a>|[^<]{1,30}")

_WriteValue = Callable[[Any, Citations | None], str]
_WriteFact = _WriteValue
_Plan = tuple[Callable[[Node], tuple[Any, ...]], list[_WriteFact]]
"""What gives the values of all properties that are told, and what writes those of each."""


class Facts:
    """Write the facts of records.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._plans: dict[str, _Plan] = {}

    def of(self, record: Record, citations: Citations | None) -> str:
        """Write the facts of a record, in the order of its kind's fields; empty if there are none.

        Args:
            record: The record.
            citations: What it rests on, if anything.
        """
        values_in, writers = self._plans.get(record.kind) or self._plan(record.kind)
        values = values_in(record.node)
        told = [write(held, citations) for held, write in compress(zip(values, writers, strict=True), values)]
        if record.kind in ("place", "quotation"):
            told += (_row(name, text) for name, text in _facts_beside(record, self._frame.phrases))
        return "".join(told)

    def _plan(self, kind: str) -> _Plan:
        left_out = _ELSEWHERE | _CLAIMED if kind == "claim" else _ELSEWHERE
        told = [
            (slot, _fact_writer(prop, self._frame))
            for slot, prop in enumerate(KINDS[kind].schema.properties, start=2)
            if prop.name not in left_out
        ]
        plan = self._plans[kind] = (picker([slot for slot, _ in told]), [writer for _, writer in told])
        return plan


def _row(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>\n"


def _facts_beside(record: Record, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Give what of a place and of a quotation is told in a way of its own, as name and HTML."""
    schema = KINDS[record.kind].schema
    if record.kind == "place":
        latitude, longitude = (values_of(record.node, schema, name) for name in ("latitude", "longitude"))
        if latitude and longitude:
            yield phrases["fact.coordinates"], f"{safe(latitude[0])}, {safe(longitude[0])}"
    locator = values_of(record.node, schema, "locator") if record.kind == "quotation" else ()
    if locator:
        yield phrases["fact.locator"], safe(locator[0])


def _fact_writer(prop: Property, frame: SharedFrame) -> _WriteFact:
    """Make what writes the values that a record has of a property, with their name; empty if there is nothing."""
    phrases, write, is_part = frame.phrases, _value_writer(prop, frame), prop.node is not None
    start = f"<div><dt>{phrases.get(f'fact.{prop.name}', prop.name)}</dt><dd>"

    def write_one(held: Any, citations: Citations | None) -> str:
        told = write(held, citations)
        mark = "" if is_part or citations is None else citations.mark(field=prop.field)
        return f"{start}{told}{mark}</dd></div>\n" if told else ""

    def write_many(held: Any, citations: Citations | None) -> str:
        if len(held) == 1:
            return write_one(held[0], citations)
        shown = [text for value in held[:_MOST_VALUES] if (text := write(value, citations))]
        if len(held) > _MOST_VALUES:
            shown.append(phrases.say("record.more", number=len(held) - _MOST_VALUES))
        told = _several(shown, frame)
        mark = "" if is_part or citations is None else citations.mark(field=prop.field)
        return f"{start}{told}{mark}</dd></div>\n" if told else ""

    return write_many if prop.many else write_one


def _value_writer(prop: Property, frame: SharedFrame) -> _WriteValue:
    """Make what writes one value of a property."""
    if prop.node is not None:
        part, notes = part_teller(prop.node, frame), notes_teller(prop.node, frame)
        return lambda value, cited: f"{part(value)}{cited.mark(value[0]) if cited else ''}{notes(value)}"
    if prop.type is ValueType.TEXT:
        return lambda value, _: f"<span{frame.language_mark(value[1])}>{safe_whole(value[0])}</span>"
    if prop.type is ValueType.IRI:
        return lambda value, _: frame.link(value)
    if prop.name == "category":
        return lambda value, _: frame.phrases.get(f"category.{value}", "") or safe(value)
    return lambda value, _: safe(value[0] if isinstance(value, tuple) else value)


def _several(shown: list[str], frame: SharedFrame) -> str:
    if len(shown) < 2:
        return "".join(shown)
    whole = _BETWEEN.join(shown)
    return one_of_each([_listed(form.split(_BETWEEN)) for form in frame.in_each(whole)])


def _listed(shown: Sequence[str]) -> str:
    """Write several values in one line if they are short, or else one below the other."""
    if all(_PLAIN_LINK.fullmatch(text) for text in shown):
        return f'<span class="links">{", ".join(shown)}</span>'
    return f'<ul role="list">{"".join([f"<li>{text}</li>" for text in shown])}</ul>'


def links_elsewhere(record: Record, frame: SharedFrame) -> str:
    """Write the addresses of the same thing, of web pages and of pictures; empty if there are none."""
    shown = ""
    for slot, name in _slots_elsewhere(record.kind):
        values = record.node[slot]
        if values:
            items = "".join([f"<li>{outward(value)}</li>" for value in dict.fromkeys(values)])
            shown += f'<div><dt>{frame.phrases[name]}</dt><dd><ul role="list">{items}</ul></dd></div>'
    return shown


@cache
def _slots_elsewhere(kind: str) -> list[tuple[int, str]]:
    """Give where the nodes of a kind have addresses elsewhere, and the name of these."""
    schema = KINDS[kind].schema
    named = (("sameAs", "record.links"), ("url", "record.pages"), ("image", "record.images"))
    return [(schema.slot(prop), name) for prop, name in named if schema.property(prop)]
