"""N-Triples that are surely well-formed, and written as our own writer writes them: told from their terms, quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

import pyoxigraph as ox

__all__ = [
    "are_plain",
    "are_plain_lines",
    "are_plain_nodes",
    "are_plain_objects",
    "numbered_blank_nodes",
    "written_plainly",
]

# Few forms of terms, but those that data are full of; all others are left to the parser.
_SIGNS = rb"[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*"
_REST = rb"%s(?:%%[0-9A-Fa-f]{2}%s)*" % (_SIGNS, _SIGNS)
_IRI = rb"(?:https?://[A-Za-z0-9\-.]+(?:/%s)?|urn:[A-Za-z0-9]%s)(?:#%s)?>" % (_REST, _REST, _REST)
_TEXT = rb'[^"\\\x00-\x1f\x7f]*'
_OTHER_TYPE = (  # these are written without their type, or need a language
    rb"(?!http://www\.w3\.org/(?:2001/XMLSchema#string|1999/02/22-rdf-syntax-ns#(?:l|dirL)angString)>)"
)
_LITERAL = rb'%s(?:\\["\\nrt]%s)*"(?:@[a-z]{2,3}(?:-[a-z]{2})?|\^\^<%s%s)?' % (_TEXT, _TEXT, _OTHER_TYPE, _IRI)
_WRITTEN_AS_CODES = ("\ufffe".encode(), "\uffff".encode())
_NODES = re.compile(rb"(?:<%s\n)*+" % _IRI)
_LINE = re.compile(rb"<%s <%s .*\n" % (_IRI, _IRI))
_OBJECTS = re.compile(rb'(?:(?:<%s|"%s) \.\n)*+' % (_IRI, _LITERAL))
_BLANK_NODE = re.compile(rb'^_:[^ ]+|_:[^ "]+(?= \.$)', re.MULTILINE)


def are_plain(block: bytes) -> bool:
    r"""Say whether some lines are surely well-formed triples without blank nodes, as our writer writes them.

    >>> are_plain(b'<http://e/a> <http://e/b> "a"@en .\n'), are_plain(b"<http://e/a>  <http://e/b> <http://e/c> .\n")
    (True, False)
    """
    nodes: set[bytes] = set()
    objects: set[bytes] = set()
    try:
        for line in block.splitlines(keepends=True):
            node, name, rest = line.split(b" ", 2)
            nodes.update((node, name))
            objects.add(rest)
    except ValueError:
        return False
    return are_plain_nodes(nodes) and are_plain_objects(objects)


def are_plain_nodes(nodes: Iterable[bytes]) -> bool:
    """Say whether all of some terms are surely well-formed IRIs.

    Args:
        nodes: Subjects or properties; none has a line break.

    >>> are_plain_nodes([b"<http://e/a>", b"<http://e/#b>"]), are_plain_nodes([b"<http://e/a b>"])
    (True, False)
    """
    return _NODES.fullmatch(b"".join([node + b"\n" for node in nodes])) is not None


def are_plain_objects(objects: Iterable[bytes]) -> bool:
    r"""Say whether all of some ends of lines are surely an object, as our writer writes it, and the end of a triple.

    Args:
        objects: What follows the property, with the line break, the only one.

    >>> are_plain_objects([b"<http://e/a> .\n", b'"a \\"b\\""@en .\n']), are_plain_objects([b'"a"@EN .\n'])
    (True, False)
    """
    joined = b"".join(objects)
    return _OBJECTS.fullmatch(joined) is not None and (joined.isascii() or _is_text(joined))


def are_plain_lines(lines: Iterable[bytes]) -> bool:
    r"""Say whether some lines, of which few are written in an unusual way, are as our writer writes them.

    Args:
        lines: Lines, each with its line break. None with a blank node is plain, for its label may be random.

    >>> are_plain_lines([b'<x:a> <http://e/a> "a"@en-latn .\n']), are_plain_lines([b'<x:a> <x:a> "a"@EN .\n'])
    (True, False)
    """
    odd = b"".join([line for line in lines if _LINE.fullmatch(line) is None or not are_plain_objects([_rest(line)])])
    return b"_:" not in odd and written_plainly(odd) == odd


def _rest(line: bytes) -> bytes:
    return line.split(b" ", 2)[2]


def _is_text(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return not any(sign in text for sign in _WRITTEN_AS_CODES)


def written_plainly(ntriples: bytes) -> bytes:
    r"""Read N-Triples with an independent parser, and write them again, each in a line.

    Raises:
        SyntaxError: They are not well-formed.

    >>> written_plainly(b'<x:a>  <x:b> "\\u0061"@EN . # a comment')
    b'<x:a> <x:b> "a"@en .\n'
    """
    quads = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
    return ox.serialize(map(attrgetter("triple"), quads), format=ox.RdfFormat.N_TRIPLES) or b""


def numbered_blank_nodes(ntriples: bytes, names: dict[bytes, bytes]) -> bytes:
    r"""Number blank nodes as they are met, because a parser's own labels are random.

    Args:
        ntriples: Triples as our writer writes them.
        names: Labels that were given before; new ones are added.

    >>> numbered_blank_nodes(b'_:x <x:p> "_:x" .\n', {})
    b'_:b0 <x:p> "_:x" .\n'
    """
    if b"_:" not in ntriples:
        return ntriples
    return _BLANK_NODE.sub(lambda found: names.setdefault(found[0], b"_:b%d" % len(names)), ntriples)
