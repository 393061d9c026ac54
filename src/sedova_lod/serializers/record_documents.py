"""Documents about one record: Turtle and JSON-LD that can be read alone, with only the names they use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from sedova_lod.serializers.jsonld import JsonLd
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings
from sedova_lod.serializers.turtle import Turtle

__all__ = ["record_documents"]

_MOST_HEADS = 4096


def record_documents(settings: SerializerSettings) -> Callable[[MappedRecord], Iterator[tuple[str, bytes]]]:
    """Make a function that writes the documents of a record: ending and bytes of each.

    Args:
        settings: What is known of the data set, its predicates and classes too.

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("http://schema.org/name", ('"A"@en',)),))])
    >>> write = record_documents(SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})}))
    >>> print(dict(write(record))[".ttl"].decode())
    @prefix schema: <http://schema.org/> .
    <BLANKLINE>
    <x:a>
        schema:name "A"@en ;
    .
    <BLANKLINE>
    """
    turtle, jsonld = Turtle(settings), _JsonLdDocuments(settings)
    prefixes = {
        prefix.encode(): f"@prefix {prefix}: <{namespace}> .\n".encode()
        for prefix, namespace in turtle.prefixes.items()
    }
    find_prefixes = re.compile(b"[ ^\n](%s):" % b"|".join(map(re.escape, prefixes))).findall

    def write(record: MappedRecord) -> Iterator[tuple[str, bytes]]:
        body = turtle.record(record)
        used = set(find_prefixes(body))
        yield ".ttl", b"".join([line for prefix, line in prefixes.items() if prefix in used]) + body
        yield ".jsonld", jsonld.write(record)

    return write


class _JsonLdDocuments:
    """Write JSON-LD documents with a context of only the terms in them; records alike share theirs."""

    def __init__(self, settings: SerializerSettings) -> None:
        self._jsonld = JsonLd(settings)
        context = self._jsonld.context
        classes = {f"<{iri}>" for iri in settings.classes}
        self._named = {iri: term.name for iri, term in context.properties.items()}
        self._named |= {f"<{iri}>": name for iri, name in context.types.items() if f"<{iri}>" in classes}
        definitions = context.to_json()
        self._terms = {
            name: f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in definitions.items()
        }
        others = {name for iri, name in context.types.items() if f"<{iri}>" not in classes}
        self._always = [name for name in self._terms if name in {"@version", "id", "type", *others}]
        self._heads: dict[frozenset[str], bytes] = {}

    def write(self, record: MappedRecord) -> bytes:
        """Write one document."""
        used: set[str] = set()
        for _, statements in record.blocks:
            for predicate, objects in statements:
                used.add(predicate)
                if predicate == RDF_TYPE:
                    used.update(objects)
        return self._head(frozenset(used)) + self._jsonld.record(record)[1:] + b"\n  ]\n}\n"

    def _head(self, used: frozenset[str]) -> bytes:
        head = self._heads.get(used)
        if head is None:
            names = sorted({self._named[iri] for iri in used if iri in self._named} - set(self._always))
            lines = [self._terms[name] for name in (*self._always, *names)]
            head = ('{\n  "@context": {\n' + ",\n".join(lines) + '\n  },\n  "@graph": [').encode()
            if len(self._heads) < _MOST_HEADS:
                self._heads[used] = head
        return head
