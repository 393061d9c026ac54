"""Facts: what a record itself states, each with its dates in both readings, its sources and its certainty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sedova_lod.publication.dates_told import label_told, readings_told
from sedova_lod.publication.digests import moment_of, values_of
from sedova_lod.publication.markup import Frame, safe, safe_whole
from sedova_lod.records import KINDS, Node, NodeType, Property, Record, ValueType

__all__ = ["Citations", "facts", "links_elsewhere", "names_table", "source_list", "timespan_told"]

_ELSEWHERE = frozenset(
    ("id", "title", "label", "altLabel", "name", "description", "summary", "note", "sameAs", "citation", "source",
     "url", "image", "latitude", "longitude", "languageTag", "mother", "father", "performed", "participated", "locator")
)  # fmt: skip
_CLAIMED = frozenset(
    ("subject", "property", "value", "valueText", "valueDate", "assertedBy", "reportedBy", "reportedIn", "work",
     "date", "certainty", "hedge", "rank", "contradicts", "type"),
)  # fmt: skip
_MOST_VALUES = 60
_PLAIN_LINK = re.compile(r"<a [^>]*>[^<]{1,60}</a>|[^<]{1,30}")
_WORDING = re.compile(r"[^\W\d_]{2,}")  # an EDTF text is no wording of a source
_CITED_FOR = re.compile(r"Cited for '(.+?)':")


class Citations:
    """The passages that a record rests on, by what they are cited for.

    Args:
        record: The record.
        frame: Frame of its page.
    """

    def __init__(self, record: Record, frame: Frame) -> None:
        schema = KINDS[record.kind].schema
        prop = schema.property("citation")
        inner = prop.node if prop else None
        self._frame = frame
        self.all: list[str] = []
        self._of_part: dict[str, list[str]] = defaultdict(list)
        self._of_field: dict[str, list[str]] = defaultdict(list)
        for node in values_of(record.node, schema, "citation"):
            if inner is not None:
                self._take(node, inner, record.iri)

    def _take(self, node: Node, inner: NodeType, iri: str) -> None:
        def one(name: str) -> Any:
            found = values_of(node, inner, name)
            return found[0] if found else ""

        label, about, sure = one("label"), one("about"), one("certainty")
        place = f"{self._frame.link(one('work'))}, {safe(one('locator'))}" if one("locator") else ""
        text = place or self._frame.link(one("work"))
        if sure:
            text += f' <span class="sure">{self._frame.link(sure)}</span>'
        self.all.append(text)
        found = _CITED_FOR.match(label[0]) if label else None
        if about != iri:
            self._of_part[about].append(text)
        elif found:
            self._of_field[found[1]].append(text)

    def mark(self, node_iri: str = "", field: str = "") -> str:
        """Give the sources of a part or a field, as a note that opens."""
        found = [*self._of_part.get(node_iri, ()), *(self._of_field.get(field, ()) if field else ())]
        if not found:
            return ""
        items = "".join(f"<li>{text}</li>" for text in dict.fromkeys(found))
        word = self._frame.phrases["record.source"]
        return f' <details class="cited"><summary>{word}</summary><ul role="list">{items}</ul></details>'


def facts(record: Record, frame: Frame, citations: Citations) -> Iterator[tuple[str, str]]:
    """Give the facts of a record as name and HTML, in the order of its kind's fields."""
    schema, node = KINDS[record.kind].schema, record.node
    latitude, longitude = values_of(node, schema, "latitude"), values_of(node, schema, "longitude")
    left_out = _ELSEWHERE | _CLAIMED if record.kind == "claim" else _ELSEWHERE
    for slot, prop in enumerate(schema.properties, start=2):
        held = node[slot]
        if not held or prop.name in left_out:
            continue
        values = held if prop.many else (held,)
        shown = [text for value in values[:_MOST_VALUES] if (text := _value(value, prop, frame, citations))]
        if len(values) > _MOST_VALUES:
            shown.append(frame.phrases.say("record.more", number=len(values) - _MOST_VALUES))
        mark = citations.mark(field=prop.field) if prop.node is None else ""
        name = frame.phrases.get(f"fact.{prop.name}", prop.name)
        if shown:
            yield name, _several(shown) + mark
    if latitude and longitude:
        yield frame.phrases["fact.coordinates"], f"{safe(latitude[0])}, {safe(longitude[0])}"
    locator = values_of(node, schema, "locator") if record.kind == "quotation" else ()
    if locator:
        yield frame.phrases["fact.locator"], safe(locator[0])


def _several(shown: list[str]) -> str:
    if len(shown) == 1:
        return shown[0]
    if all(_PLAIN_LINK.fullmatch(text) for text in shown):
        return f'<span class="links">{", ".join(shown)}</span>'
    return f'<ul role="list">{"".join(f"<li>{text}</li>" for text in shown)}</ul>'


def _value(value: Any, prop: Property, frame: Frame, citations: Citations) -> str:
    if prop.node is not None:
        return _part(value, prop.node, frame, citations)
    if prop.type is ValueType.TEXT:
        return f"<span{_tagged(value[1], frame)}>{safe_whole(value[0])}</span>"
    if prop.type is ValueType.IRI:
        return frame.link(value)
    text = value[0] if isinstance(value, tuple) else value
    return frame.phrases.get(f"category.{text}", "") or safe(text) if prop.name == "category" else safe(text)


def _tagged(tag: str, frame: Frame) -> str:
    return f' lang="{safe(tag)}"' if tag and tag != frame.language else ""


def _part(node: Node, node_type: NodeType, frame: Frame, citations: Citations) -> str:
    write = _PARTS.get(node_type.name, _dated)
    return write(node, node_type, frame) + citations.mark(node[0]) + _notes(node, node_type, frame)


def _notes(node: Node, node_type: NodeType, frame: Frame) -> str:
    notes = values_of(node, node_type, "note")
    return "".join(f'<p class="remark"{_tagged(tag, frame)}>{safe_whole(text)}</p>' for text, tag in notes)


def timespan_told(node: Node, node_type: NodeType, frame: Frame) -> str:
    """Say the date of a time-span or of a part with one: label, both readings, and the wording of the source."""
    span, span_type = node, node_type
    if node_type.name != "Timespan":
        prop = node_type.property("date")
        found = values_of(node, node_type, "date")
        if not found or prop is None or prop.node is None:
            return ""
        span, span_type = found[0], prop.node
    moment = moment_of(span, span_type)
    if moment is None:
        return ""
    note = values_of(span, span_type, "calendarNote")
    more = [readings_told(moment, note[0][0] if note else "", frame.phrases)]
    written_type = span_type.property("written")
    for written in values_of(span, span_type, "written"):
        content = values_of(written, written_type.node, "content") if written_type and written_type.node else ()
        if content and content[0] != moment.label and _WORDING.search(content[0]):
            more.append(f"{frame.phrases['record.written']}: “{content[0]}”")
    small = "; ".join(filter(None, more))
    told = f"<span>{safe(label_told(moment.label, frame.phrases))}</span>"
    return f'{told} <span class="soft">{safe(small)}</span>' if small else told


def _dated(node: Node, node_type: NodeType, frame: Frame) -> str:
    parts = [timespan_told(node, node_type, frame)]
    for name in ("place", "publisher", "type"):
        values = values_of(node, node_type, name)
        parts += [frame.link(value) for value in values]
    return ", ".join(filter(None, parts))


def _membership(node: Node, node_type: NodeType, frame: Frame) -> str:
    role, group = values_of(node, node_type, "role"), values_of(node, node_type, "group")
    named = ", ".join(frame.link(value) for value in (*role, *group))
    when = timespan_told(node, node_type, frame)
    return f"{named}: {when}" if when else named


def _relation(node: Node, node_type: NodeType, frame: Frame) -> str:
    relation, person = values_of(node, node_type, "relation"), values_of(node, node_type, "person")
    named = ": ".join(frame.link(value) for value in (*relation, *person))
    when = timespan_told(node, node_type, frame)
    return f"{named}, {when}" if when else named


def _participation(node: Node, node_type: NodeType, frame: Frame) -> str:
    agent, role = values_of(node, node_type, "agent"), values_of(node, node_type, "role")
    roles = ", ".join(frame.link(value) for value in role)
    named = ", ".join(frame.link(value) for value in agent)
    return f"{named} ({roles})" if roles else named


def _identifier(node: Node, node_type: NodeType, frame: Frame) -> str:
    content, kind = values_of(node, node_type, "content"), values_of(node, node_type, "type")
    named = f"{frame.link(kind[0])}: " if kind else ""
    return f"{named}<code>{safe(content[0])}</code>" if content else ""


def _duration(node: Node, node_type: NodeType, frame: Frame) -> str:
    label = values_of(node, node_type, "label")
    return safe(label[0][0]) if label else ""


_PARTS: dict[str, Callable[[Node, NodeType, Frame], str]] = {
    "Membership": _membership,
    "Relation": _relation,
    "Participation": _participation,
    "Identifier": _identifier,
    "Duration": _duration,
    "Timespan": timespan_told,
}


def names_table(record: Record, frame: Frame, citations: Citations) -> str:
    """Show all names in all scripts, with their languages and kinds; empty if there is only one."""
    schema = KINDS[record.kind].schema
    prop = schema.property("name")
    nodes = values_of(record.node, schema, "name")
    if len(nodes) < 2 or prop is None or prop.node is None:
        return ""
    rows = "".join(_name_row(node, prop.node, frame, citations) for node in nodes[:_MOST_VALUES])
    phrases = frame.phrases
    heads = "".join(f'<th scope="col">{phrases[f"names.{name}"]}</th>' for name in ("form", "language", "type"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-labelledby="names">{table}</div>\n'


def _name_row(node: Node, node_type: NodeType, frame: Frame, citations: Citations) -> str:
    content, text = values_of(node, node_type, "content"), values_of(node, node_type, "text")
    tag = text[0][1] if text else ""
    kinds = ", ".join(frame.link(value) for value in values_of(node, node_type, "type"))
    when = timespan_told(node, node_type, frame)
    kinds += f"<br>{when}" if when else ""
    shown = f"<span{_tagged(tag, frame)}>{safe_whole(content[0] if content else '')}</span>"
    languages = ", ".join(frame.link(value) for value in values_of(node, node_type, "language"))
    code = f"<code>{safe(tag)}</code>" if tag else ""
    more = citations.mark(node[0]) + _notes(node, node_type, frame)
    return f"<tr><td>{shown}</td><td>{languages} {code}</td><td>{kinds}{more}</td></tr>"


def source_list(citations: Citations, frame: Frame) -> str:
    """List all passages that a record rests on."""
    shown = list(dict.fromkeys(citations.all))
    if not shown:
        return ""
    items = "".join(f"<li>{text}</li>" for text in shown[:200])
    return f'<ul class="sources" role="list">{items}</ul>\n'


def links_elsewhere(record: Record, frame: Frame) -> Iterator[tuple[str, str]]:
    """Give the addresses of the same thing, of web pages and of pictures, as name and HTML."""
    schema = KINDS[record.kind].schema
    for name, prop in (("record.links", "sameAs"), ("record.pages", "url"), ("record.images", "image")):
        values = dict.fromkeys(values_of(record.node, schema, prop))
        if values:
            items = "".join(f"<li>{frame.outward(value)}</li>" for value in values)
            yield frame.phrases[name], f'<ul role="list">{items}</ul>'
