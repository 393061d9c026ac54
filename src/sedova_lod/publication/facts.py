"""Facts: what a record itself states, each with its dates in both readings, its sources and its certainty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sedova_lod.publication.dates_told import readings_told
from sedova_lod.publication.digests import Moment, moment_of, span_of, values_of
from sedova_lod.publication.markup import outward, safe, safe_whole
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.records import KINDS, Node, NodeType, Property, Record, ValueType
from sedova_lod.records.nodes import NAME_NODE, TIMESPAN_NODE, WRITTEN_NODE

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
_read_span = itemgetter(*(TIMESPAN_NODE.slot(name) for name in ("label", "calendarNote", "written")))
_CONTENT = WRITTEN_NODE.slot("content")
_read_name = itemgetter(*(NAME_NODE.slot(name) for name in ("content", "text", "language", "type")))
_WriteValue = Callable[[Any, Property, "SharedFrame", "Citations"], str]
_CITED_FOR = re.compile(r"Cited for '(.+?)':")


class Citations:
    """The passages that a record rests on, by what they are cited for.

    Args:
        record: The record.
        frame: Frame of its page, in all languages.
    """

    def __init__(self, record: Record, frame: SharedFrame) -> None:
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
        if not self.all:
            return ""
        found = [*self._of_part.get(node_iri, ()), *(self._of_field.get(field, ()) if field else ())]
        if not found:
            return ""
        items = "".join(f"<li>{text}</li>" for text in dict.fromkeys(found))
        word = self._frame.phrases["record.source"]
        return f' <details class="cited"><summary>{word}</summary><ul role="list">{items}</ul></details>'


def facts(record: Record, frame: SharedFrame, citations: Citations) -> str:
    """Write the facts of a record, in the order of its kind's fields; empty if there are none."""
    node, phrases = record.node, frame.phrases
    told = []
    for slot, prop, write in _shown_properties(record.kind):
        held = node[slot]
        if not held:
            continue
        values = held if prop.many else (held,)
        shown = [text for value in values[:_MOST_VALUES] if (text := write(value, prop, frame, citations))]
        if len(values) > _MOST_VALUES:
            shown.append(phrases.say("record.more", number=len(values) - _MOST_VALUES))
        if shown:
            mark = citations.mark(field=prop.field) if prop.node is None else ""
            told.append((phrases.get(f"fact.{prop.name}", prop.name), _several(shown, frame) + mark))
    told += _facts_beside(record, phrases)
    return "".join([f"<div><dt>{name}</dt><dd>{value}</dd></div>\n" for name, value in told])


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


@cache
def _shown_properties(kind: str) -> tuple[tuple[int, Property, _WriteValue], ...]:
    """Give the properties of a kind that are told as facts: where a node has them, and how their values are written."""
    left_out = _ELSEWHERE | _CLAIMED if kind == "claim" else _ELSEWHERE
    schema = KINDS[kind].schema
    shown = ((slot, prop) for slot, prop in enumerate(schema.properties, start=2) if prop.name not in left_out)
    return tuple((slot, prop, _writer(prop)) for slot, prop in shown)


def _writer(prop: Property) -> _WriteValue:
    if prop.node is not None:
        return _part
    if prop.type is ValueType.TEXT:
        return _text
    return _link if prop.type is ValueType.IRI else _plain


def _several(shown: list[str], frame: SharedFrame) -> str:
    if len(shown) == 1:
        return shown[0]
    forms = zip(*map(frame.in_each, shown), strict=True)
    return one_of_each([_listed(form) for form in forms])


def _listed(shown: Sequence[str]) -> str:
    """Write several values in one line if they are short, or else one below the other."""
    if all(_PLAIN_LINK.fullmatch(text) for text in shown):
        return f'<span class="links">{", ".join(shown)}</span>'
    return f'<ul role="list">{"".join(f"<li>{text}</li>" for text in shown)}</ul>'


def _text(value: tuple[str, str], prop: Property, frame: SharedFrame, citations: Citations) -> str:
    return f"<span{frame.language_mark(value[1])}>{safe_whole(value[0])}</span>"


def _link(value: str, prop: Property, frame: SharedFrame, citations: Citations) -> str:
    return frame.link(value)


def _plain(value: Any, prop: Property, frame: SharedFrame, citations: Citations) -> str:
    text = value[0] if isinstance(value, tuple) else value
    return frame.phrases.get(f"category.{text}", "") or safe(text) if prop.name == "category" else safe(text)


def _part(value: Node, prop: Property, frame: SharedFrame, citations: Citations) -> str:
    inner = prop.node
    if inner is None:
        return ""
    write = _PARTS.get(inner.name, _dated)
    return write(value, inner, frame) + citations.mark(value[0]) + _notes(value, inner, frame)


def _notes(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    notes = values_of(node, node_type, "note")
    if not notes:
        return ""
    return "".join(f'<p class="remark"{frame.language_mark(tag)}>{safe_whole(text)}</p>' for text, tag in notes)


def timespan_told(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    """Say the date of a time-span or of a part with one: label, both readings, and the wording of the source."""
    span = span_of(node, node_type)
    if span is None:
        return ""
    label, note, written = _read_span(span)
    plain = label[0] if label else ""
    content = written[_CONTENT] if written else ""
    if content == plain or not _WORDING.search(content or ""):
        content = ""
    told = f"<span>{frame.dated(plain)}</span>"
    if not note and not content:
        return told
    moment = moment_of(span, TIMESPAN_NODE)
    small = frame.each(lambda one: safe(_more_of_date(moment, note, content, one.phrases)))
    return f'{told} <span class="soft">{small}</span>' if small else told


def _more_of_date(moment: Moment | None, note: tuple[str, str] | None, content: str, phrases: Phrases) -> str:
    """Say what a date means today, and how the source has it."""
    read = readings_told(moment, note[0], phrases) if moment and note else ""
    written = f"{phrases['record.written']}: “{content}”" if content else ""
    return "; ".join(filter(None, (read, written)))


def _dated(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    parts = [timespan_told(node, node_type, frame)]
    for slot, many in _links_beside(node_type):
        held = node[slot]
        if held:
            parts += [frame.link(value) for value in (held if many else (held,))]
    return ", ".join(filter(None, parts))


@cache
def _links_beside(node_type: NodeType) -> tuple[tuple[int, bool], ...]:
    """Give where a part with a date names a place, a publisher, a kind."""
    found = ((name, node_type.property(name)) for name in ("place", "publisher", "type"))
    return tuple((node_type.slot(name), prop.many) for name, prop in found if prop is not None)


def _membership(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    role, group = values_of(node, node_type, "role"), values_of(node, node_type, "group")
    named = ", ".join(frame.link(value) for value in (*role, *group))
    when = timespan_told(node, node_type, frame)
    return f"{named}: {when}" if when else named


def _relation(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    relation, person = values_of(node, node_type, "relation"), values_of(node, node_type, "person")
    named = ": ".join(frame.link(value) for value in (*relation, *person))
    when = timespan_told(node, node_type, frame)
    return f"{named}, {when}" if when else named


def _participation(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    agent, role = values_of(node, node_type, "agent"), values_of(node, node_type, "role")
    roles = ", ".join(frame.link(value) for value in role)
    named = ", ".join(frame.link(value) for value in agent)
    return f"{named} ({roles})" if roles else named


def _identifier(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    content, kind = values_of(node, node_type, "content"), values_of(node, node_type, "type")
    named = f"{frame.link(kind[0])}: " if kind else ""
    return f"{named}<code>{safe(content[0])}</code>" if content else ""


def _duration(node: Node, node_type: NodeType, frame: SharedFrame) -> str:
    label = values_of(node, node_type, "label")
    return safe(label[0][0]) if label else ""


_PARTS: dict[str, Callable[[Node, NodeType, SharedFrame], str]] = {
    "Membership": _membership,
    "Relation": _relation,
    "Participation": _participation,
    "Identifier": _identifier,
    "Duration": _duration,
    "Timespan": timespan_told,
}


def names_table(record: Record, frame: SharedFrame, citations: Citations) -> str:
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


def _name_row(node: Node, node_type: NodeType, frame: SharedFrame, citations: Citations) -> str:
    content, text, language, kind = _read_name(node)
    tag = text[1] if text else ""
    kinds = frame.link(kind) if kind else ""
    when = timespan_told(node, node_type, frame)
    kinds += f"<br>{when}" if when else ""
    shown = f"<span{frame.language_mark(tag)}>{safe_whole(content or '')}</span>"
    code = f"<code>{safe(tag)}</code>" if tag else ""
    more = citations.mark(node[0]) + _notes(node, node_type, frame)
    return f"<tr><td>{shown}</td><td>{frame.link(language) if language else ''} {code}</td><td>{kinds}{more}</td></tr>"


def source_list(citations: Citations) -> str:
    """List all passages that a record rests on."""
    if not citations.all:
        return ""
    items = "".join([f"<li>{text}</li>" for text in list(dict.fromkeys(citations.all))[:200]])
    return f'<ul class="sources" role="list">{items}</ul>\n'


def links_elsewhere(record: Record, frame: SharedFrame) -> str:
    """Write the addresses of the same thing, of web pages and of pictures; empty if there are none."""
    schema = KINDS[record.kind].schema
    shown = ""
    for name, prop in (("record.links", "sameAs"), ("record.pages", "url"), ("record.images", "image")):
        values = values_of(record.node, schema, prop)
        if values:
            items = "".join([f"<li>{outward(value)}</li>" for value in dict.fromkeys(values)])
            shown += f'<div><dt>{frame.phrases[name]}</dt><dd><ul role="list">{items}</ul></dd></div>'
    return shown
