"""Documents about one record: Turtle and JSON-LD that can be read alone, with only the names they use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import itemgetter

from sedova_lod.serializers.context import Context
from sedova_lod.serializers.jsonld import JsonLd
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import Serializer, SerializerSettings
from sedova_lod.serializers.turtle import Turtle

__all__ = ["RecordDocuments", "jsonld_document"]

_MOST_HEADS = 4096
_predicate = itemgetter(0)


class RecordDocuments:
    """Write the documents of records: a head of the names that a record uses, and what dumps have of it.

    Args:
        settings: What is known of the data set, its predicates and classes too.

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("http://schema.org/name", ('"A"@en',)),))])
    >>> documents = RecordDocuments(SerializerSettings("x:", {"http://schema.org/name": frozenset({"text"})}))
    >>> turtle = documents.in_dump(record, "ttl")
    >>> print((documents.turtle_heads(turtle, [turtle])[0] + turtle).decode())
    @prefix schema: <http://schema.org/> .
    <BLANKLINE>
    <x:a>
        schema:name "A"@en ;
    .
    <BLANKLINE>
    """

    def __init__(self, settings: SerializerSettings) -> None:
        turtle, jsonld = Turtle(settings), JsonLd(settings)
        self._formats: dict[str, Serializer] = {"ttl": turtle, "jsonld": jsonld}
        self._prefixes = _PrefixLines(turtle.prefixes)
        self._contexts = _Contexts(jsonld.context, settings.classes)

    def in_dump(self, record: MappedRecord, name: str) -> bytes:
        """Give the bytes of a record in the dump of a format: `ttl` or `jsonld`."""
        return self._formats[name].record(record)

    def turtle_heads(self, turtle: bytes, pieces: Iterable[bytes]) -> list[bytes]:
        """Give the heads of records for what a dump in Turtle has of them.

        Args:
            turtle: What it has of all.
            pieces: What it has of each.
        """
        return self._prefixes.before(turtle, pieces)

    def jsonld_head(self, record: MappedRecord) -> bytes:
        """Give the head of a record's document in JSON-LD; records alike share one."""
        return self._contexts.before(record)


def jsonld_document(head: bytes, jsonld: bytes) -> bytes:
    r"""Put a document in JSON-LD together: a head, and what a dump has of the record, with the comma before it.

    >>> jsonld_document(b'{"@graph": [', b',\n{"id": "x:a"}')
    b'{"@graph": [\n{"id": "x:a"}\n  ]\n}\n'
    """
    return b"%b%b\n  ]\n}\n" % (head, jsonld[1:])


_SIGNS = (b" ", b"^", b"\n")
"""One of these stands before a prefix."""


class _PrefixLines:
    """Write the prefixes that texts in Turtle may use."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._lines = [
            (
                f"{prefix}:".encode(),
                tuple([b"%b%b:" % (sign, prefix.encode()) for sign in _SIGNS]),
                f"@prefix {prefix}: <{namespace}> .\n".encode(),
            )
            for prefix, namespace in prefixes.items()
        ]

    def before(self, turtle: bytes, pieces: Iterable[bytes]) -> list[bytes]:
        """Give the lines before each piece of a text; prefixes that none of them uses are looked for once."""
        found = [known for known in self._lines if known[0] in turtle]
        return [b"".join([line for name, forms, line in found if _uses(one, name, forms)]) for one in pieces]


def _uses(text: bytes, name: bytes, forms: tuple[bytes, ...]) -> bool:
    """Say whether a prefix stands in a text; most often already the first place with its letters is one."""
    place = text.find(name)
    return place >= 0 and (text[place - 1 : place] in _SIGNS or any(form in text for form in forms))


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
        blocks = [statements for _, statements in record.blocks if statements]
        used = set(map(_predicate, chain.from_iterable(blocks)))
        for statements in blocks:
            predicate, objects = statements[0]
            if predicate == RDF_TYPE:  # it stands first
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
