"""The command `query`: forms of answers, parameters, messages."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sedova_lod import api
from sedova_lod.cli.main import cli
from sedova_lod.errors import SedovaError
from tests.web.server import Reply, drips, sends, serve

TURTLE = """\
@prefix schema: <http://schema.org/> .
@prefix : <https://example.org/> .
:anna a schema:Person ; schema:name "Anna \\"A\\" <Ruban>"@en, "Анна"@ru ; schema:birthDate "1882" ; schema:age 40 .
:berta a schema:Person ; schema:name "Berta" .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["query", *arguments], standalone_mode=False)


def told(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, SedovaError), result.exception
    return str(result.exception)


NAMES = "SELECT ?p ?n { ?p schema:name ?n } ORDER BY ?n"


def test_a_table_is_aligned_and_short(file: Path) -> None:
    lines = run(str(file), NAMES).stdout.splitlines()
    assert lines[0].split() == ["p", "n"]
    assert {line.index(name) for line, name in zip(lines[2:], ("Anna", "Berta", "Анна"), strict=True)} == {27}


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?z schema:name ?b . ?z schema:age ?a }", ["z", "b", "a"]),
        ("SELECT ?a ?z { ?z schema:name ?b . ?z schema:age ?a }", ["a", "z"]),
        ("SELECT (?a * 2 AS ?n) ?a { ?z schema:age ?a }", ["n", "a"]),
    ],
)
def test_columns_of_a_table_stand_in_the_order_of_the_query(file: Path, query: str, columns: list[str]) -> None:
    lines = run(str(file), query).stdout.splitlines()
    assert lines[0].split() == columns
    assert lines[2].split()[columns.index("a") - len(columns)] == "40"


@pytest.mark.parametrize("more", [[], ["--limit", "9"]])
@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?z schema:name ?b . ?z schema:age ?a }", "z,b,a"),
        ("SELECT * # ?a\n{ ?z schema:age ?a BIND('?b *' AS ?x) BIND(1 AS ?b) }", "z,a,x,b"),
        (
            "SELECT DISTINCT*{ { SELECT ?z (COUNT(*) AS ?n) { ?z schema:age ?a } GROUP BY ?z } ?z schema:age ?a }",
            "z,n,a",
        ),
        ("SELECT ?a { { SELECT * { ?z schema:age ?a } } }", "a"),
        ("SELECT * { <https://example.org/no> ?p ?o }", "p,o"),
        ("SELECT * { <https://example.org/no> a schema:Person }", ""),
    ],
)
def test_columns_for_programs_stand_in_the_order_of_the_query(
    file: Path, query: str, columns: str, more: list[str]
) -> None:
    names = columns.split(",") if columns else []
    assert run(str(file), query, "--format", "csv", *more).stdout.splitlines()[0] == columns
    tsv = run(str(file), query, "--format", "tsv", *more).stdout
    assert tsv.split("\n")[0] == "\t".join(f"?{name}" for name in names)
    assert json.loads(run(str(file), query, "--format", "json", *more).stdout)["head"]["vars"] == names


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("csv", 'n\r\n"Anna ""A"" <Ruban>"\r\nBerta\r\nАнна\r\n'),
        ("tsv", '?n\n"Anna \\"A\\" <Ruban>"@en\n"Berta"\n"Анна"@ru\n'),
    ],
)
def test_rows_for_programs(file: Path, form: str, wanted: str) -> None:
    result = run(str(file), "SELECT ?n { ?p schema:name ?n } ORDER BY ?n", "--format", form)
    assert result.stdout_bytes.decode() == wanted


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rows_are_what_the_parser_reads(file: Path, form: str) -> None:
    import pyoxigraph as ox

    text = (
        'SELECT * { ?p schema:name ?n OPTIONAL { ?p schema:age ?a } BIND(BNODE() AS ?b) BIND("a\\u0001\\r\\nb" AS ?c) }'
    )
    answer = run(str(file), text, "--format", form).stdout_bytes
    chosen = ox.QueryResultsFormat.JSON if form == "json" else ox.QueryResultsFormat.XML
    rows = list(ox.parse_query_results(answer, chosen))
    assert len(rows) == 3
    assert ox.Literal(40) in [row["a"] for row in rows]
    assert {row["c"].value for row in rows} == {"a\x01\r\nb" if form == "json" else "a\ufffd\r\nb"}


def test_graphs_and_yes_or_no(file: Path) -> None:
    query = "CONSTRUCT { ?p schema:knows ?q } { ?p a schema:Person . ?q a schema:Person FILTER(?p != ?q) }"
    turtle = run(str(file), query).stdout
    assert "@prefix schema: <http://schema.org/> ." in turtle
    assert turtle == run(str(file), query).stdout
    assert len(run(str(file), query, "--format", "ntriples").stdout.splitlines()) == 2
    limited = run(str(file), query, "--format", "ntriples", "--limit", "1")
    assert (len(limited.stdout.splitlines()), limited.stderr) == (1, "there are more than these 1: --limit\n")
    assert json.loads(run(str(file), query, "--format", "jsonld").stdout)[0]["@id"].startswith("https://example.org/")
    assert run(str(file), "ASK { ?p schema:age 40 }").stdout == "yes\n"
    assert run(str(file), "ASK {}", "--format", "json").stdout == '{"head":{},"boolean":true}\n'


def test_limits_say_that_there_is_more(file: Path) -> None:
    result = run(str(file), NAMES, "--limit", "2", "--format", "csv")
    assert (len(result.stdout.splitlines()), result.stderr) == (3, "there are more than these 2: --limit\n")
    assert run(str(file), NAMES, "--limit", "3").stderr == ""
    assert run(str(file), "SELECT * { ?p schema:knows ?q }").stderr == "no rows\n"


@pytest.mark.parametrize(
    ("setting", "n_rows"),
    [
        ("p=<https://example.org/anna>", 2),
        ('n="Анна"@ru', 1),
        ("n=Berta", 1),
        ('n=" } DROP ALL #', 0),
        ("n=\\", 0),
    ],
)
def test_variables_are_set_safely(file: Path, setting: str, n_rows: int) -> None:
    result = run(str(file), NAMES, "--set", setting, "--format", "tsv")
    assert result.exception is None
    assert len(result.stdout.splitlines()) == 1 + n_rows


def test_variables_are_set_in_graph_queries_too(file: Path) -> None:
    query = "CONSTRUCT { ?p a schema:Thing } WHERE { ?p a schema:Person }"
    shown = run(str(file), query, "--set", "p=<https://example.org/anna>", "--format", "ntriples").stdout
    assert len(shown.splitlines()) == 1


@pytest.mark.parametrize(
    ("query", "n_rows"),
    [
        ("SELECT * { ?s ?p ?o }", 3),
        ("SELECT * FROM <http://e.org/1> { ?s ?p ?o }", 1),
        ("SELECT *FROM<http://e.org/1>from<http://e.org/2>{ ?s ?p ?o }", 2),
        ("PREFIX : <http://e.org/> SELECT ?s FROM:2 { ?s ?p ?o }", 1),
        ("PREFIX from: <http://e.org/> SELECT * { from:s ?p ?o }", 3),
        ("SELECT * FROM <http://e.org/no> { ?s ?p ?o }", 0),
        ("SELECT * FROM NAMED <http://e.org/1> { ?s ?p ?o }", 0),
        ("SELECT * FROM NAMED <http://e.org/1> { GRAPH ?g { ?s ?p ?o } }", 1),
        ("SELECT * { ?s ?p ?o FILTER(STR(?o) != 'FROM <http://e.org/no>') } # FROM <http://e.org/no>", 3),
    ],
)
def test_a_query_that_states_its_graphs_sees_no_others(query: str, n_rows: int, tmp_path: Path) -> None:
    data = tmp_path / "data.nq"
    data.write_text(
        "".join(f'<http://e.org/s> <http://e.org/p> "{n}" <http://e.org/{n}> .\n' for n in (1, 2))
        + '<http://e.org/s> <http://e.org/p> "3" .\n'
    )
    assert len(list(api.query(data, query))) == n_rows


def test_saved_queries(file: Path) -> None:
    folder = file.parent / "queries"
    folder.mkdir()
    (folder / "names.rq").write_text("# Question: What are\n# they called?\n" + NAMES)
    assert run(str(file), "--list").stdout == "names  What are they called?\n"
    assert len(run(str(file), "names", "--format", "csv").stdout.splitlines()) == 4
    assert len(run(str(file), str(folder / "names.rq"), "--format", "csv").stdout.splitlines()) == 4
    assert told(str(file), "nmes") == "there is no query 'nmes'\n  hint: did you mean 'names'?"
    (folder / "bad.rq").write_text("SELECT *\n{ ?s ?p }")
    assert told(str(file), "bad").startswith(f"{folder.as_posix()}/bad.rq:2:")


MESSAGES = [
    (["SELECT * { ?s foo:x ?o }"],
     "query:1:15: the prefix 'foo:' is not declared\n  hint: add PREFIX foo: <https://...>"),
    (["SELECT *\n{ ?s ?p ?o } LIMIT x"],
     "query:2:20: 'x' cannot stand here\n"
     "  hint: look just before this place: a bracket, a full stop or a quotation mark may be missing"),
    (["PREFIX x: <x:>\n insert data { x:a x:b x:c }"],
     "query:2:2: 'insert' begins an update, which changes data; this takes only queries, which read them\n"
     "  hint: ask with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    (["SELECT * { ?s ?p ?o }", "--set", "x=1"],
     "--set: the query has no variable ?x\n  hint: its variables: ?s, ?p, ?o"),
    (["SELECT * { ?s ?p ?o }", "--set", "s=<a b>"],
     "--set: 'a b' is no IRI: a blank at position 2\n  hint: write the whole address in < >"),
    (["SELECT * { ?s ?p ?o }", "--set", "s"], "--set: 's' sets no variable\n  hint: write --set name=value"),
    (["SELECT * { ?s ?p ?o }", "--format", "turtle"],
     "--format: the answer is rows, which are no graph\n  hint: use one of table, csv, tsv, json, xml"),
    (["CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"],
     "--format: the answer is a graph, which has no form csv\n  hint: use one of turtle, ntriples, jsonld, rdfxml"),
    (["SELECT (COUNT(*) AS ?z) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s . ?t ?u ?v . "
      "?a1 ?b1 ?c1 . ?a2 ?b2 ?c2 . ?a3 ?b3 ?c3 }", "--timeout", "1"],
     "there was no answer within 1 s\n  hint: ask for less, or allow more with --timeout"),
    (["ASK {}", "--timeout", "nan"],
     "--timeout: nan is no number of seconds\n  hint: 0 stands for any time"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), MESSAGES, ids=lambda value: str(value)[:40])
def test_messages(file: Path, arguments: list[str], message: str) -> None:
    assert told(str(file), *arguments) == message


@pytest.mark.parametrize("option", ["--timeout=inf", "--timeout=1e12", "--timeout=0", f"--limit={10**30}"])
def test_time_and_rows_may_be_as_many_as_one_likes(file: Path, option: str) -> None:
    assert CliRunner().invoke(cli, ["query", str(file), "SELECT (1 AS ?n) {}", "--format", "csv", option]).stdout == (
        "n\n1\n"
    )


@pytest.mark.parametrize(
    ("replies", "what"),
    [
        ([drips], "failed (no whole answer within 0.4 s)"),
        ([sends({}, 503)], "failed (HTTP 503: {})"),
    ],
)
def test_an_endpoint_has_the_time_that_is_allowed_for_all_tries(replies: list[Reply], what: str) -> None:
    with serve(*replies) as server:
        assert told(server.url, "ASK {}", "--timeout", "0.4") == (
            f"the endpoint {what}\n  hint: run the same command again later, or allow more time with --timeout"
        )
    assert len(server.received) == 1


def test_messages_about_files(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_bytes(b'<http://example.org/a> <http://example.org/p> "\xff" .\n')
    assert told(str(broken), "ASK {}").startswith(f"{broken}: cannot be loaded: ")
    assert told(str(tmp_path / "no.ttl"), "ASK {}") == f"{tmp_path}/no.ttl: there is no such file or folder"
    (tmp_path / "x.rq").write_bytes(b"\xff\xfe")
    hint = "\n  hint: save it as UTF-8"
    assert told(str(broken), str(tmp_path / "x.rq")) == f"{tmp_path}/x.rq: is no text in UTF-8{hint}"


def test_a_query_can_stand_in_the_input(file: Path) -> None:
    asked = CliRunner().invoke(cli, ["query", str(file), "-"], input="ASK {}\n", standalone_mode=False)
    assert asked.stdout == "yes\n"
    fault = CliRunner().invoke(cli, ["query", str(file), "-"], input=b"\xff", standalone_mode=False)
    assert str(fault.exception) == "-: is no text in UTF-8\n  hint: send it as UTF-8"


MARK = "begins with a byte order mark (BOM), which its format does not allow"
MARK_HINT = "save it as UTF-8 without a byte order mark; it is the first three bytes: tail -c +4 leaves them out"


@pytest.mark.parametrize("ending", [".nt", ".ttl", ".nq", ".trig", ".nt.gz"])
def test_a_byte_order_mark_is_named(tmp_path: Path, ending: str) -> None:
    file, text = tmp_path / f"a{ending}", "<x:a> <x:b> <x:c> .\n".encode("utf-8-sig")
    file.write_bytes(gzip.compress(text) if ending.endswith(".gz") else text)
    assert told(str(file), "ASK {}") == f"{file}:1: {MARK}\n  hint: {MARK_HINT}"


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<x:a> <x:b> <x:c> .\n", encoding="utf-16")
    assert told(str(tmp_path / "a.ttl"), "ASK {}") == (
        f"{tmp_path}/a.ttl: is not encoded in UTF-8, but in UTF-16 or UTF-32\n"
        "  hint: save it as UTF-8 without a byte order mark"
    )


def test_json_and_xml_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@id": "x:a", "x:b": 1}', encoding="utf-8-sig")
    assert run(str(tmp_path / "a.jsonld"), "ASK { <x:a> <x:b> 1 }").stdout == "yes\n"


def test_whoever_reads_the_output_may_go_away(file: Path) -> None:
    query = "SELECT ?a ?b ?c ?d ?e ?f ?g { ?a ?x1 ?b . ?c ?x2 ?d . ?e ?x3 ?f . ?g ?x4 ?h . ?i ?x5 ?j . ?k ?x6 ?l }"
    command = [str(Path(sys.executable).with_name("sedova-lod")), "query", str(file), query, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
