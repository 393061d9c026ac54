"""Documents about one record: Turtle and JSON-LD that can be read alone, with only the names they use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from sedova_lod.serializers.jsonld import JsonLd
from sedova_lod.serializers.mapped_record import MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings
from sedova_lod.serializers.turtle import Turtle

__all__ = ["record_documents"]

_NAME = re.compile(rb'"([A-Za-z_][A-Za-z0-9_.-]*)"')
_PREFIX = re.compile(rb"(?<![\w:/<\"#.-])([a-z][a-z0-9]*):(?=[\w])")


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
    turtle, jsonld = Turtle(settings), JsonLd(settings)
    prefixes = {
        prefix.encode(): f"@prefix {prefix}: <{namespace}> .\n".encode()
        for prefix, namespace in turtle.prefixes.items()
    }
    terms = {
        name.encode(): f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}".encode()
        for name, value in jsonld.context.to_json().items()
    }
    always = [terms.pop(name) for name in (b"@version", b"id", b"type")]

    def write(record: MappedRecord) -> Iterator[tuple[str, bytes]]:
        body = turtle.record(record)
        used = set(_PREFIX.findall(body))
        yield ".ttl", b"".join([line for prefix, line in prefixes.items() if prefix in used]) + body
        body = jsonld.record(record)
        named = set(_NAME.findall(body))
        context = b",\n".join([*always, *(line for name, line in terms.items() if name in named)])
        yield ".jsonld", b'{\n  "@context": {\n' + context + b'\n  },\n  "@graph": [' + body[1:] + b"\n  ]\n}\n"

    return write
