"""Documents about one record: Turtle and JSON-LD that can be read alone, with only the names they use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sedova_lod.serializers.context import Context
from sedova_lod.serializers.jsonld import JsonLd
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings
from sedova_lod.serializers.turtle import Turtle

__all__ = ["RecordDocuments"]

_MOST_HEADS = 4096
_NOTHING: Mapping[str, bytes] = {}


class RecordDocuments:
    """Write the documents of records.

    Args:
        settings: What is known of the data set, its predicates and classes too.

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("http://schema.org/name", ('"A"@en',)),))])
    >>> documents = RecordDocuments(SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})}))
    >>> print(documents.write(record)[".ttl"].decode())
    @prefix schema: <http://schema.org/> .
    <BLANKLINE>
    <x:a>
        schema:name "A"@en ;
    .
    <BLANKLINE>
    """

    def __init__(self, settings: SerializerSettings) -> None:
        self._turtle = Turtle(settings)
        self._jsonld = JsonLd(settings)
        self._prefixes = _PrefixLines(self._turtle.prefixes)
        self._contexts = _Contexts(self._jsonld.context, settings.classes)

    def write(self, record: MappedRecord, written: Mapping[str, bytes] = _NOTHING) -> dict[str, bytes]:
        """Write the documents of a record, by ending.

        Args:
            record: The record.
            written: Its bytes in a dump, by format, as far as they are known already.
        """
        turtle = written.get("ttl") or self._turtle.record(record)
        jsonld = written.get("jsonld") or self._jsonld.record(record)
        return {
            ".ttl": self._prefixes.before(turtle) + turtle,
            ".jsonld": self._contexts.before(record) + jsonld[1:] + b"\n  ]\n}\n",
        }


class _PrefixLines:
    """Write the prefixes that a text in Turtle may use."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._lines = [
            (f"{prefix}:".encode(), f"@prefix {prefix}: <{namespace}> .\n".encode())
            for prefix, namespace in prefixes.items()
        ]

    def before(self, turtle: bytes) -> bytes:
        return b"".join([line for name, line in self._lines if name in turtle and _stands_alone(name, turtle)])


def _stands_alone(name: bytes, turtle: bytes) -> bool:
    return b" " + name in turtle or b"^" + name in turtle or b"\n" + name in turtle


class _Contexts:
    """Write the beginnings of JSON-LD documents, with a context of only the terms in them; records alike share one."""

    def __init__(self, context: Context, class_iris: Iterable[str]) -> None:
        classes = {f"<{iri}>" for iri in class_iris}
        self._named = {iri: term.name for iri, term in context.properties.items()}
        self._named |= {f"<{iri}>": name for iri, name in context.types.items() if f"<{iri}>" in classes}
        self._terms = {
            name: f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in context.to_json().items()
        }
        others = {name for iri, name in context.types.items() if f"<{iri}>" not in classes}
        self._always = [name for name in self._terms if name in {"@version", "id", "type", *others}]
        self._heads: dict[frozenset[str], bytes] = {}

    def before(self, record: MappedRecord) -> bytes:
        used: set[str] = set()
        for _, statements in record.blocks:
            for predicate, objects in statements:
                used.add(predicate)
                if predicate == RDF_TYPE:
                    used.update(objects)
        return self._head(frozenset(used))

    def _head(self, used: frozenset[str]) -> bytes:
        head = self._heads.get(used)
        if head is None:
            names = sorted({self._named[iri] for iri in used if iri in self._named} - set(self._always))
            lines = [self._terms[name] for name in (*self._always, *names)]
            head = ('{\n  "@context": {\n' + ",\n".join(lines) + '\n  },\n  "@graph": [').encode()
            if len(self._heads) < _MOST_HEADS:
                self._heads[used] = head
        return head
