"""The line of every key is found, however the file is written."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.settings.toml_places import find_lines


def test_comment_and_blank_lines_count():
    assert find_lines("# a\n\n[a] # b\n\nb = 1 # c\n")["a", "b"] == 5


def test_text_of_several_lines():
    assert find_lines('a = """\nb = 1\n\\""" ]\n"""\nc = 2\n')["c",] == 5


def test_literal_text_of_several_lines():
    assert find_lines("a = '''\nb = 1\n'''''\nc = 2\n")["c",] == 4


def test_brackets_in_texts_do_not_count():
    assert find_lines('a = "[{#"\nb = ["]", \'}\']\nc = 1\n')["c",] == 3


def test_items_of_a_list_have_lines():
    lines = find_lines('a = [ # first\n  "x",\n  # none\n  "y",\n]\nb = 1\n')
    assert (lines["a", 0], lines["a", 1], lines["b",]) == (2, 4, 6)


def test_dotted_and_quoted_keys():
    lines = find_lines("[a]\nb.\"c d\" . 'e' = 1\n")
    assert (lines["a", "b"], lines["a", "b", "c d", "e"]) == (2, 2)


def test_escape_in_a_key():
    assert find_lines('"\\u0041\\"" = 1\n')['A"',] == 1


def test_arrays_of_tables_are_numbered():
    lines = find_lines("[[t]]\na = 1\n[[t]]\n[t.f]\na = 2\n[[t.g]]\n[[t.g]]\nb = 1\n")
    assert (lines["t", 0, "a"], lines["t", 1, "f", "a"], lines["t", 1, "g", 1, "b"]) == (2, 5, 8)


def test_tables_inside_tables_on_one_line():
    assert find_lines("\na = { b = { c = [1, { d = 2 }] } }\n")["a", "b", "c", 1, "d"] == 2


def test_dates_and_numbers_end_with_the_line():
    assert find_lines("a = 1979-05-27 07:32:00Z # x\nb = -0.5e+3\nc = true\n")["c",] == 3


_KEYS = st.text(st.sampled_from("ab.#\"']é \\"), min_size=1, max_size=4)
_VALUES = st.recursive(
    st.one_of(st.integers(0, 9), st.text(st.sampled_from("ab#\"'[]{},=\\\n"), max_size=6), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=6,
)


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _written(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)} = {_written(v)}" for k, v in value.items()) + "}"
    return str(value)


def _paths(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_every_key_of_any_file_is_found_on_its_line(content):
    text = "".join(f"{_quoted(key)} = {_written(value)}\n" for key, value in content.items())
    assert tomllib.loads(text) == content
    lines = find_lines(text)
    for number, (key, value) in enumerate(content.items(), 1):
        assert all(lines[(key, *path)] == number for path in [(), *_paths(value)])
