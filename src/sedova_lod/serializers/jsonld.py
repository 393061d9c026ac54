"""JSON-LD: compact, one property a line, parts nested in their record, names by the context at the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sedova_lod.serializers.context import ValueForm, compute_context, write_context
from sedova_lod.serializers.json_values import coerced_value, join_values, language_entry, language_map, value_object
from sedova_lod.serializers.mapped_record import MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings

if TYPE_CHECKING:
    from sedova_lod.mapping import Statements

__all__ = ["JsonLd"]

_RECORD_INDENT = 4
_DEEPEST_INDENT = 40

_Waiting = dict[str, "Statements"]


class JsonLd:
    """Write compact JSON-LD that needs nothing fetched.

    The graph begins with the data set's own node, of which nothing is said here, so that every record begins with a
    comma and the records of several processes can be joined. A part of a record stands in the first property that
    leads to it; wherever else it is meant, its id stands. Values that do not fit their term are written under the
    whole IRI of the property, so that nothing is lost whatever the settings promise.

    Source:
        JSON-LD 1.1, https://www.w3.org/TR/json-ld11/

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("http://schema.org/name", ('"A"@en',)),))])
    >>> settings = SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})})
    >>> print(JsonLd(settings).record(record).decode())
    ,
        {
          "id": "x:a",
          "name": {"en": "A"}
        }
    """

    suffix = ".jsonld"
    media_type = "application/ld+json"

    def __init__(self, settings: SerializerSettings) -> None:
        self.settings = settings
        self.context = compute_context(settings)
        self._types = self.context.types
        self._terms = {iri: (term.name, term.form) for iri, term in self.context.properties.items()}

    def header(self) -> bytes:
        """Write the context, and begin the graph."""
        context = write_context(self.context).removesuffix(b"\n}\n")
        return context + f',\n  "@graph": [\n    {{"id": "{self.settings.base}"}}'.encode()

    def record(self, record: MappedRecord) -> bytes:
        """Write one record."""
        waiting = dict(record.blocks)
        nodes = [
            f",\n    {self._node(subject, waiting, _RECORD_INDENT)}"
            for subject, _ in record.blocks
            if subject in waiting
        ]
        return "".join(nodes).encode()

    def footer(self) -> bytes:
        """End the graph."""
        return b"\n  ]\n}\n"

    def _node(self, subject: str, waiting: _Waiting, indent: int) -> str:
        terms, inner = self._terms, indent + 2
        entries = [f'"id": "{subject}"']
        for predicate, objects in waiting.pop(subject):
            name, form = terms.get(predicate) or (predicate, "@value")
            if len(objects) == 1:
                text = self._value(objects[0], form, waiting, inner)
                misfits: Sequence[str] = () if text else objects
            elif form == "@language":
                text, misfits = language_map(objects)
            else:
                text, misfits = self._array(objects, form, waiting, inner)
            if text:
                entries.append(f'"{name}": {text}')
            if misfits:
                entries.append(f'"{predicate}": {self._array(misfits, "@value", waiting, inner)[0]}')
        start = "\n" + " " * inner
        body = f",{start}".join(entries)
        return f"{{{start}{body}{start[:-2]}}}"

    def _array(self, objects: Sequence[str], form: ValueForm, waiting: _Waiting, indent: int) -> tuple[str, list[str]]:
        """Write the values of a property; the second part of the result are those that do not fit its form."""
        written: list[str] = []
        misfits: list[str] = []
        inner = indent + 2 * (len(objects) > 1)
        for value in objects:
            text = self._value(value, form, waiting, inner)
            if text:
                written.append(text)
            else:
                misfits.append(value)
        return join_values(written, inner if len(objects) > 1 else 0), misfits

    def _value(self, value: str, form: ValueForm, waiting: _Waiting, indent: int) -> str:
        """Write one value; empty if it does not fit the form."""
        if value[0] == '"':
            if form == "@value":
                return value_object(value, self._types)
            return language_entry(value) if form == "@language" else coerced_value(value, form)
        iri = value[1:-1]
        if form == "@type":
            return f'"{self._types.get(iri, iri)}"'
        if form not in ("@id", "@value"):
            return ""
        if iri in waiting and indent < _DEEPEST_INDENT:
            return self._node(iri, waiting, indent)
        return f'"{iri}"' if form == "@id" else f'{{"id": "{iri}"}}'
