"""Lines that are said to be plain are what the parser reads and our writer writes, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sedova_lod.validation.plain_lines import (
    are_plain_lines,
    are_plain_nodes,
    are_plain_objects,
    numbered_blank_nodes,
    written_plainly,
)

_SIGNS = st.sampled_from(
    [*"aZ09 .-_~!$&'()*+,;=:@/?#%<>\"\\^`{|}[]", "%20", "%2f", "%zz", "é", "я", "\x85", "\ufffe", "\t"]
)
_TEXTS = st.lists(_SIGNS, max_size=6).map("".join)
_IRIS = st.tuples(
    st.sampled_from(["http://e", "https://e.org", "http:", "urn:", "urn:a", "x:", "", "HTTP://e/", "http://e:"]), _TEXTS
).map(lambda parts: f"<{''.join(parts)}>")
_LITERALS = st.tuples(
    _TEXTS,
    st.sampled_from(
        [
            *(
                "",
                "@en",
                "@EN",
                "@en-gb",
                "@en-GB",
                "@zh-hant",
                "@e",
                "@en--ltr",
                "@en-",
                "@abcdefghi",
                "^^<x:t>",
                "^^<>",
            ),
            "^^<http://www.w3.org/2001/XMLSchema#string>",
            "^^<http://www.w3.org/2001/XMLSchema#strings>",
            "^^<http://www.w3.org/2001/XMLSchema#date>",
            "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>",
            "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString>",
        ]
    ),
).map(lambda parts: f'"{parts[0]}"{parts[1]}')
_OBJECTS = st.one_of(_IRIS, _LITERALS, st.sampled_from(["_:b", "<<( <x:a> <x:b> <x:c> )>>", '"a\\u0041"', '"a\\n"']))
_ENDS = st.sampled_from([" .\n", " .\n", " .\n", ".\n", " . # a\n", " .\r\n", "\n"])


def is_kept(line: bytes) -> bool:
    try:
        return written_plainly(line) == line
    except SyntaxError:
        return False


@given(_IRIS, _IRIS, _OBJECTS, _ENDS)
@example("<http://e/a%20b#c?d>", "<urn:a:b>", '"a \\" ё\\\\"@en-gb', " .\n")
@example("<http://e/>", "<http://e>", "<https://e.org/a?b:c@d>", " .\n")
def test_what_is_said_to_be_plain_is_what_our_writer_writes(subject, name, value, end):
    line = f"{subject} {name} {value}{end}".encode()
    parts = line.split(b" ", 2)
    if len(parts) == 3 and are_plain_nodes(parts[:2]) and are_plain_objects(parts[2:]):
        assert is_kept(line)


@given(_OBJECTS, _ENDS)
def test_what_is_read_and_found_unchanged_is_what_our_writer_writes(value, end):
    line = f"<x:a> <x:b> {value}{end}".encode()
    try:
        is_plain = are_plain_lines([line])
    except SyntaxError:
        is_plain = False
    assert not is_plain or is_kept(line)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 0x110000, 0x11000))
def test_each_character_that_is_said_to_be_plain_is_written_as_it_is(start):
    kept = (chr(code) for code in range(start, start + 0x11000) if not 0xD800 <= code < 0xE000)
    lines = [b'<http://e/a> <http://e/b> "%s" .\n' % sign.encode() for sign in kept]
    plain = [line for line in lines if are_plain_objects([line.split(b" ", 2)[2]])]
    joined = b"".join(plain)
    assert written_plainly(joined) == joined
    assert len(lines) - len(plain) <= 0x20 + len(("\x7f", '"', "\\", "\ufffe", "\uffff"))


@pytest.mark.parametrize(
    "rest",
    [
        b"<http://e/a> .\n",
        b'"" .\n',
        b'"a \\"b\\" \\\\ \\n"@ru .\n',
        b'"1929"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n',
        '"Седова Е. М."@ru .\n'.encode(),
        b"<http://e.org/a%20b/c?d=e:f@g#h> .\n",
    ],
)
def test_what_data_are_full_of_is_plain(rest):
    assert are_plain_objects([rest])


@pytest.mark.parametrize(
    "rest",
    [
        b"<http://e/a>.\n",
        b"<http://e/a> . \n",
        b"<http://e/a b> .\n",
        b"<http://e:port/> .\n",
        b"<http://e/%zz> .\n",
        b"<http://e/#a#b> .\n",
        b"<a> .\n",
        b"_:b .\n",
        b'"a\tb" .\n',
        b'"a"@EN .\n',
        b'"a"^^<http://www.w3.org/2001/XMLSchema#string> .\n',
        b'"\xff" .\n',
        b'"\\u0061" .\n',
        b'"a" . "b" .\n',
    ],
)
def test_what_may_be_wrong_or_written_otherwise_is_left_to_the_parser(rest):
    assert not are_plain_objects([rest])


def test_blank_nodes_keep_their_numbers_from_one_part_to_the_next():
    names: dict[bytes, bytes] = {}
    assert numbered_blank_nodes(b"_:x <x:p> _:y .\n", names) == b"_:b0 <x:p> _:b1 .\n"
    assert numbered_blank_nodes(b"_:z <x:p> _:x .\n", names) == b"_:b2 <x:p> _:b0 .\n"


def test_a_line_with_a_blank_node_is_left_to_the_parser():
    assert not are_plain_lines([b"<x:a> <x:b> _:b .\n"])
