"""Records of JSON Lines and YAML files: trees whose every value knows its line."""

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import Tree, TreeLeaf, TreeList, yaml_records


def _leaf(value, line):
    return TreeLeaf(value, line)


def test_json_record(files):
    table = files.open("a.jsonl", '{"id": "a", "born": {"year": 1882}, "names": ["x", null, true, ""]}\n')
    names = TreeList((_leaf("x", 1), _leaf(None, 1), _leaf(True, 1), _leaf(None, 1)), 1)
    born = Tree(1, {"year": _leaf(1882, 1)})
    assert list(table.rows()) == [Tree(1, {"id": _leaf("a", 1), "born": born, "names": names})]
    assert (table.is_nested, table.info.format) == (True, "jsonl")


def test_json_decimals_and_long_numbers_stay_as_written(files):
    table = files.open("a.jsonl", '{"n": 50.750, "m": 1e400, "k": 1234567890123456789012}\n')
    [tree] = table.rows()
    assert [leaf.value for leaf in tree.fields.values()] == ["50.750", "1e400", "1234567890123456789012"]


def test_blank_json_lines_count_as_lines(files):
    table = files.open("a.jsonl", '\n{"id": "a"}\r\n\n{"id": "b"}')
    assert [tree.line for tree in table.rows()] == [2, 4]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            '{"id": "b",',
            "no JSON: a key in double quotation marks is missing (column 12) [unreadable-record]\n"
            "  hint: check quotation marks, commas and brackets there",
        ),
        (
            "[",
            "no JSON: a value is missing, or a text without quotation marks (column 2) [unreadable-record]\n"
            "  hint: JSON Lines holds one whole record a line, without brackets or commas around them",
        ),
        (
            '["a"]',
            'the line is no record [unreadable-record]\n  hint: write an object: {"id": "...", "name": "..."}',
        ),
        (
            '{"id": "a", "id": "b"}',
            "the key 'id' stands twice in one object [unreadable-record]\n  hint: give a list of values instead",
        ),
        (
            '{"id": NaN}',
            "'NaN' is no JSON [unreadable-record]\n  hint: leave the key out if nothing is known",
        ),
        (
            '{"a":' * 50 + "1" + "}" * 50,
            "the record is nested more than 40 deep [unreadable-record]\n  hint: check the brackets",
        ),
        ("[" * 100_000, "the record is nested too deeply [unreadable-record]\n  hint: check the brackets"),
    ],
)
def test_bad_json_line_costs_one_record(files, line, expected):
    findings = files.findings("a.jsonl", f'{{"id": "a"}}\n{line}\n{{"id": "c"}}\n')
    assert findings == [f"a.jsonl:2: {expected}"]
    assert files.numbers == [1, 3]


def test_json_line_with_bytes_that_are_no_text(files):
    content = '{"id": "Łódź Żółć"}\n'.encode() + b'{"id": "caf\xe9"}\n'
    assert files.findings("a.jsonl", content) == [
        "a.jsonl:2: the line has bytes that are no utf-8 [undecodable-bytes]\n  hint: save the file as UTF-8"
    ]


def test_yaml_record_knows_its_lines(files):
    content = "# remark\nid: natalia\nborn:\n  date: 1882-04-05\nnames:\n- form: x\n- {form: y}\n"
    [tree] = files.open("a.yaml", content).rows()
    assert tree == Tree(
        2,
        {
            "id": _leaf("natalia", 2),
            "born": Tree(4, {"date": _leaf("1882-04-05", 4)}),
            "names": TreeList((Tree(6, {"form": _leaf("x", 6)}), Tree(7, {"form": _leaf("y", 7)})), 6),
        },
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("1917-10-25", "1917-10-25"), ("007", "007"), ("1_000", "1_000"), ("0x1F", "0x1F"),
        ("1.50", "1.50"), ("12:30:00", "12:30:00"), ("true", "true"), ("'null'", "null"), ("null", None),
        ("~", None), ("", None), ('""', None), ("|\n  two\n  lines", "two\nlines\n"),
        (">\n  one\n  line", "one line\n"),
    ],
)  # fmt: skip
def test_yaml_values_stay_as_written(files, written, value):
    [tree] = files.open("a.yaml", f"id: a\nvalue: {written}\n").rows()
    assert tree.fields["value"].value == value


def test_yaml_list_and_documents_are_records(files):
    table = files.open("a.yml", "- id: a\n- id: b\n---\nid: c\n---\n---\nid: d\n")
    assert [(tree.line, tree.fields["id"].value) for tree in table.rows()] == [(1, "a"), (2, "b"), (4, "c"), (7, "d")]
    assert table.findings == []


@pytest.mark.parametrize(
    ("record", "line", "expected"),
    [
        (
            "x: 1\n  x: 2",
            4,
            "the key 'x' stands twice [unreadable-record]\n  hint: give a list of values instead",
        ),
        (
            "x: &a 1",
            3,
            "anchors and aliases ('&name', '*name') are not read [unreadable-record]\n"
            "  hint: write the value out, or put it in quotation marks if the sign belongs to it",
        ),
        (
            "x: *a",
            3,
            "anchors and aliases ('&name', '*name') are not read [unreadable-record]\n"
            "  hint: write the value out, or put it in quotation marks if the sign belongs to it",
        ),
        (
            "x: !!python/name:os.system y",
            3,
            "tags ('!!python/name:os.system') are not read [unreadable-record]\n"
            "  hint: delete it, or put the value in quotation marks if the sign belongs to it",
        ),
        (
            "x: !new {a: [1, {b: 2}]}",
            3,
            "tags ('!new') are not read [unreadable-record]\n"
            "  hint: delete it, or put the value in quotation marks if the sign belongs to it",
        ),
        ("[a, b]: c", 3, "a key must be a text [unreadable-record]\n  hint: write 'key: value'"),
        (
            "x: " + "[" * 45 + "]" * 45,
            3,
            "the record is nested more than 40 deep [unreadable-record]\n  hint: check the brackets",
        ),
    ],
)
def test_bad_yaml_record_costs_one_record(files, record, line, expected):
    findings = files.findings("a.yaml", f"- id: a\n- id: b\n  {record}\n- id: c\n")
    assert findings == [f"a.yaml:{line}: {expected}"]
    assert len(files.numbers) == 2


def test_alias_bomb_is_refused(files):
    levels = "\n".join(f"l{i}: &l{i} [{', '.join(f'*l{i - 1}' for _ in range(9))}]" for i in range(1, 20))
    findings = files.findings("a.yaml", f"l0: &l0 [x]\n{levels}\n")
    assert [finding.partition(" [")[0] for finding in findings] == [
        "a.yaml:1: anchors and aliases ('&name', '*name') are not read"
    ]


def test_plain_text_is_no_record(files):
    assert files.findings("a.yaml", "just a text\n---\nid: a\n") == [
        "a.yaml:1: this is no record [unreadable-record]\n"
        "  hint: write 'key: value' lines; several records stand in a list or are divided by '---'"
    ]
    assert files.numbers == [3]


def test_yaml_syntax_keeps_what_came_before(files):
    assert files.findings("a.yaml", "id: a\n---\nid: b\nname: x: y\n") == [
        "a.yaml:4: no YAML: a colon stands where no key can stand (column 8); the file was not read from there "
        "on [unreadable-record]\n"
        "  hint: check the indentation, and put texts with ': ' or '#' in quotation marks"
    ]
    assert files.numbers == [1]


def test_yaml_with_a_control_character(files):
    assert files.findings("a.yaml", "id: a\nname: x\x01y\n") == [
        "a.yaml:2: the line has the sign U+0001, which no YAML file can have; the file was not read from there on "
        "[unreadable-record]\n"
        "  hint: check the indentation, and put texts with ': ' or '#' in quotation marks"
    ]


def test_yaml_with_bytes_that_are_no_text(files):
    content = "id: Łódź Żółć\n".encode() + b"name: caf\xe9\n"
    assert files.findings("a.yaml", content) == [
        "a.yaml:2: the line has bytes that are no utf-8; the file was not read [undecodable-bytes]\n"
        "  hint: save the file as UTF-8"
    ]


def test_yaml_above_the_limit(files, monkeypatch):
    monkeypatch.setattr(yaml_records, "_MOST_BYTES", 10)
    with pytest.raises(InputError) as caught:
        files.open("a.yaml", "id: natalia\n")
    assert str(caught.value) == (
        "a.yaml: the YAML file is larger than 0 MB\n  hint: split it into one file a record, or use JSON Lines"
    )


def test_empty_yaml_file(files):
    assert files.findings("a.yaml", "# nothing\n") == [
        "a.yaml: the file is empty [empty-file]\n  hint: restore the file from a copy, or take it out of sedova.toml"
    ]


def test_yaml_keys_lose_blanks_and_are_in_form_nfc(files):
    [tree] = files.open("a.yaml", "' id ': a\n'Pre\u0301nom': b\n").rows()
    assert list(tree.fields) == ["id", "Pr\u00e9nom"]
