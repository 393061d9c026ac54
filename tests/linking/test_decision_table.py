"""Decisions are kept in an SSSOM table: nothing is lost, nothing contradicts, and little changes."""

from __future__ import annotations

import difflib
import multiprocessing
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sedova_lod.errors import InputError, OutputError
from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.linking.table_files import append_text, locked, replace_text
from sedova_lod.records import Judgement

BASE = "https://example.org/"
WD = "http://www.wikidata.org/entity/"
VIAF = "http://viaf.org/viaf/"
ME = "A. Archivist"
METADATA = {
    "mapping_set_id": f"{BASE}links.sssom.tsv",
    "mapping_set_title": "Letters: links",
    "mapping_set_version": "1.0",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def decided(subject: str, judgement: Judgement, target: str, author: str = ME, **more: object) -> Decision:
    return Decision(subject, judgement, target, author=author, date="2026-01-31", **more)  # type: ignore[arg-type]


@pytest.fixture
def table(tmp_path: Path) -> DecisionTable:
    return DecisionTable(tmp_path / "links.sssom.tsv", BASE, METADATA)


def test_a_new_table_says_all_that_sssom_asks_for(table: DecisionTable) -> None:
    details = {"subject_label": 'the "Oka"', "target_label": "Oka", "snapshot": "2026-01-01", "tool_version": "0.1.0"}
    table.add(
        [
            decided("person/b", Judgement.NOTHING, WD),
            decided("person/a", Judgement.SAME, f"{WD}Q1", confidence=0.98765, **details),
            decided("person/c", Judgement.UNSURE, f"{WD}Q2", confidence=0.5),
            decided("person/c", Judgement.DIFFERENT, f"{VIAF}3"),
            decided("person/d", Judgement.SIMILAR, "https://rkd.nl/artists/7"),
            decided("person/e", Judgement.SAME, f"{WD}Q5", author="", comment="shares viaf 2518"),
        ]
    )
    assert table.path.read_text(encoding="utf-8").replace("\t", "|").splitlines() == [
        "# mapping_set_id: https://example.org/links.sssom.tsv",
        '# mapping_set_title: "Letters: links"',
        '# mapping_set_version: "1.0"',
        "# license: https://creativecommons.org/publicdomain/zero/1.0/",
        '# sssom_version: "1.1"',
        "# curie_map:",
        "#   data: https://example.org/",
        "#   wd: http://www.wikidata.org/entity/",
        "#   viaf: http://viaf.org/viaf/",
        "#   rkd: https://rkd.nl/artists/",
        "#   skos: http://www.w3.org/2004/02/skos/core#",
        "#   sssom: https://w3id.org/sssom/",
        "#   semapv: https://w3id.org/semapv/vocab/",
        "subject_id|subject_label|predicate_id|predicate_modifier|object_id|object_label|mapping_justification|"
        "author_label|reviewer_label|object_source|object_source_version|mapping_tool|mapping_tool_version|"
        "mapping_date|review_date|confidence|reviewer_agreement|comment",
        'data:person/a|"the ""Oka"""|skos:exactMatch||wd:Q1|Oka|semapv:ManualMappingCuration|A. Archivist|||'
        "2026-01-01|sedova-lod|0.1.0|2026-01-31||0.988||",
        "data:person/b||skos:exactMatch||sssom:NoTermFound||semapv:ManualMappingCuration|A. Archivist||wd:||||"
        "2026-01-31||||",
        "data:person/c||skos:exactMatch|Not|viaf:3||semapv:ManualMappingCuration|A. Archivist||||||2026-01-31||||",
        "data:person/c||skos:exactMatch||wd:Q2||semapv:CompositeMatching||A. Archivist||||||2026-01-31|0.5|0.0|",
        "data:person/d||skos:closeMatch||rkd:7||semapv:ManualMappingCuration|A. Archivist||||||2026-01-31||||",
        "data:person/e||skos:exactMatch||wd:Q5||semapv:MappingChaining|||||sedova-lod||2026-01-31||||shares viaf 2518",
    ]


def test_what_is_written_is_read_again(table: DecisionTable) -> None:
    decisions = [
        decided("person/a", Judgement.SAME, f"{WD}Q1", confidence=0.5, subject_label='the "Oka"', comment="a remark"),
        decided("person/b", Judgement.NOTHING, WD, snapshot="2026-01-01", tool_version="0.1.0"),
        decided("person/c", Judgement.DIFFERENT, f"{WD}Q3"),
        decided("person/d", Judgement.UNSURE, f"{WD}Q4"),
        decided("person/e", Judgement.SIMILAR, "https://rkd.nl/artists/7"),
    ]
    table.add(decisions)
    read = table.read()
    assert [read.of(one.subject) for one in decisions] == [[one] for one in decisions]


@pytest.mark.parametrize(
    ("judgement", "target", "settled"),
    [
        (Judgement.SAME, f"{WD}Q1", {WD}),
        (Judgement.SIMILAR, f"{WD}Q1", {WD}),
        (Judgement.UNSURE, f"{WD}Q1", {WD}),
        (Judgement.NOTHING, WD, {WD}),
        (Judgement.NOTHING, "", {WD, VIAF}),
        (Judgement.DIFFERENT, f"{WD}Q1", set()),
        (Judgement.SAME, f"{VIAF}1", {VIAF}),
    ],
)
def test_what_is_settled_in_one_authority_is_open_in_others(
    table: DecisionTable, judgement: Judgement, target: str, settled: set[str]
) -> None:
    table.add([decided("person/a", judgement, target)])
    read = table.read()
    assert {authority for authority in (WD, VIAF) if read.is_settled("person/a", authority)} == settled
    assert read.rejected("person/a") == ({f"{WD}Q1"} if judgement is Judgement.DIFFERENT else set())
    assert not read.is_settled("person/b", WD)


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        ((Judgement.SAME, f"{WD}Q1"), (Judgement.DIFFERENT, f"{WD}Q1"), [("different", f"{WD}Q1")]),
        ((Judgement.UNSURE, f"{WD}Q1"), (Judgement.SAME, f"{WD}Q1"), [("same", f"{WD}Q1")]),
        ((Judgement.SAME, f"{WD}Q1"), (Judgement.SAME, f"{WD}Q2"), [("same", f"{WD}Q2")]),
        ((Judgement.UNSURE, f"{WD}Q1"), (Judgement.SAME, f"{WD}Q2"), [("same", f"{WD}Q2")]),
        ((Judgement.NOTHING, WD), (Judgement.SAME, f"{WD}Q1"), [("same", f"{WD}Q1")]),
        ((Judgement.SAME, f"{WD}Q1"), (Judgement.NOTHING, WD), [("nothing there", WD)]),
        ((Judgement.SAME, f"{VIAF}1"), (Judgement.SAME, f"{WD}Q1"), [("same", f"{VIAF}1"), ("same", f"{WD}Q1")]),
        ((Judgement.SAME, f"{VIAF}1"), (Judgement.NOTHING, WD), [("nothing there", WD), ("same", f"{VIAF}1")]),
        ((Judgement.DIFFERENT, f"{WD}Q1"), (Judgement.SAME, f"{WD}Q2"),
         [("different", f"{WD}Q1"), ("same", f"{WD}Q2")]),
        ((Judgement.UNSURE, f"{WD}Q1"), (Judgement.UNSURE, f"{WD}Q2"), [("unsure", f"{WD}Q1"), ("unsure", f"{WD}Q2")]),
        ((Judgement.SIMILAR, f"{WD}Q1"), (Judgement.SAME, f"{WD}Q2"), [("similar", f"{WD}Q1"), ("same", f"{WD}Q2")]),
    ],
)  # fmt: skip
def test_what_contradicts_gives_way(
    table: DecisionTable, before: tuple[Judgement, str], now: tuple[Judgement, str], left: list[tuple[str, str]]
) -> None:
    first = decided("person/a", *before)
    table.add([first])
    replaced = table.add([decided("person/a", *now, author="B. Curator")])
    assert sorted((one.judgement.value, one.target) for one in table.read().of("person/a")) == sorted(left)
    assert replaced == ([] if len(left) == 2 else [first])


def test_a_shared_identifier_does_not_overrule_a_person(table: DecisionTable) -> None:
    table.add([decided("person/a", Judgement.DIFFERENT, f"{WD}Q1"), decided("person/b", Judgement.NOTHING, WD)])
    before = table.path.read_bytes()
    table.add([decided(f"person/{name}", Judgement.SAME, f"{WD}Q1", author="") for name in "ab"])
    assert table.path.read_bytes() == before


def test_a_decision_can_be_taken_back_once(table: DecisionTable) -> None:
    one, other = decided("person/a", Judgement.SAME, f"{WD}Q1", confidence=0.123456), decided(
        "person/b", Judgement.NOTHING, WD
    )  # fmt: skip
    table.add([one, other])
    assert (table.withdraw(one), table.withdraw(one)) == (True, False)
    assert table.read().by_subject == {"person/b": [other]}


OTHERS = """\
#curie_map:
#  our: "https://example.org/"
#  wd: http://www.wikidata.org/entity/
#  wikidata: https://elsewhere.example/
#creator_label: somebody
subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tmapping_date\tmood
our:person/b\tskos:exactMatch\twd:Q2\tsemapv:ManualMappingCuration\tB\t2025-01-01\tgood
our:person/d\tskos:exactMatch\twd:Q4\tsemapv:LexicalMatching\t\t\t"tired"
your:1\tskos:exactMatch\twd:Q5\tsemapv:ManualMappingCuration\tB\t2025-01-01\t
"""


def test_little_changes_in_a_table_of_others(table: DecisionTable) -> None:
    table.path.write_text(OTHERS)
    table.add([decided("person/c", Judgement.SAME, f"{WD}Q3")])
    changed = [
        line for line in difflib.ndiff(OTHERS.splitlines(), table.path.read_text().splitlines()) if line[0] != " "
    ]
    assert changed == [
        "+ #  skos: http://www.w3.org/2004/02/skos/core#".replace("#  ", "#   "),
        "+ #   semapv: https://w3id.org/semapv/vocab/",
        "+ our:person/c\tskos:exactMatch\twd:Q3\tsemapv:ManualMappingCuration\tA. Archivist\t2026-01-31\t",
    ]


def test_columns_of_others_stay_with_a_row_that_is_decided_anew(table: DecisionTable) -> None:
    table.path.write_text(OTHERS)
    table.add([decided("person/b", Judgement.NOTHING, WD)])
    lines = table.path.read_text().splitlines()
    head = lines.index(next(line for line in lines if line.startswith("subject_id")))
    rows = [dict(zip(lines[head].split("\t"), line.split("\t"), strict=True)) for line in lines[head + 1 :]]
    assert [(row["subject_id"], row["object_id"], row["mood"]) for row in rows] == [
        ("our:person/b", "sssom:NoTermFound", "good"),
        ("our:person/d", "wd:Q4", "tired"),
        ("your:1", "wd:Q5", ""),
    ]


def test_rows_that_are_not_sorted_stay_in_their_order(table: DecisionTable) -> None:
    head, rows = OTHERS.splitlines()[:6], OTHERS.splitlines()[6:]
    table.path.write_text("\n".join([*head, rows[2], rows[1], rows[0]]) + "\n")
    table.add([decided("person/d", Judgement.SAME, f"{WD}Q6"), decided("person/a", Judgement.SAME, f"{WD}Q1")])
    table.add([decided("person/b", Judgement.SAME, f"{WD}Q3")])
    lines = table.path.read_text().splitlines()
    subjects = [line.partition("\t")[0] for line in lines if line[:4] in ("our:", "your")]
    assert subjects == ["your:1", "our:person/d", "our:person/d", "our:person/b", "our:person/a"]


def test_a_prefix_that_means_something_else_is_not_taken(table: DecisionTable) -> None:
    table.path.write_text(OTHERS.replace("wd: http://www.wikidata.org/entity/", "viaf: https://elsewhere.example/v/"))
    table.add([decided("person/x", Judgement.SAME, f"{VIAF}2518")])
    text = table.path.read_text()
    assert "#   viaf2: http://viaf.org/viaf/\n" in text
    assert "\tviaf2:2518\t" in text
    assert table.read().of("person/x")[0].target == f"{VIAF}2518"


def test_a_table_without_prefixes_gets_them(table: DecisionTable) -> None:
    table.path.write_text(
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "https://example.org/person/a\tskos:exactMatch\thttps://rkd.nl/artists/7\tsemapv:ManualMappingCuration\n"
        "nobody:1\tskos:exactMatch\tviaf:2518\tsemapv:ManualMappingCuration\n"
    )
    assert [one.target for one in table.read().of("person/a")] == ["https://rkd.nl/artists/7"]
    assert table.read().of("nobody:1")[0].target == f"{VIAF}2518"
    table.add([decided("person/b", Judgement.UNSURE, f"{WD}Q1")])
    assert table.path.read_text().splitlines()[:6] == [
        '# sssom_version: "1.1"',
        "# curie_map:",
        "#   data: https://example.org/",
        "#   wd: http://www.wikidata.org/entity/",
        "#   skos: http://www.w3.org/2004/02/skos/core#",
        "#   semapv: https://w3id.org/semapv/vocab/",
    ]


def test_line_ends_and_rights_stay(table: DecisionTable) -> None:
    table.path.write_bytes(OTHERS.replace("\n", "\r\n").encode())
    table.path.chmod(0o640)
    table.add([decided("person/c", Judgement.SAME, f"{WD}Q3")])
    content = table.path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == len(OTHERS.splitlines()) + 3
    assert stat.S_IMODE(table.path.stat().st_mode) == 0o640


def test_a_link_to_the_table_stays_a_link(table: DecisionTable, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.tsv"
    real.write_text(OTHERS)
    table.path.symlink_to(real)
    table.add([decided("person/c", Judgement.SAME, f"{WD}Q3")])
    assert table.path.is_symlink()
    assert "our:person/c" in real.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\tb\n", "links.sssom.tsv:1: the table of links has no column 'subject_id'\n  hint: add it, as SSSOM asks"),
        ("# only: a head\n", "links.sssom.tsv: the table of links has no column 'subject_id'\n"
         "  hint: add it, as SSSOM asks"),
        (OTHERS + "our:p\tskos:exactMatch\twd:Q1\ta\tb\tc\td\te\n",
         "links.sssom.tsv:10: the row has 8 cells, the table 7 columns\n  hint: look for a tab inside a text"),
    ],
)  # fmt: skip
def test_a_faulty_table_is_told_and_left_alone(table: DecisionTable, text: str, said: str) -> None:
    table.path.write_text(text)
    with pytest.raises(InputError) as failed:
        table.add([decided("person/a", Judgement.SAME, f"{WD}Q1")])
    assert str(failed.value) == said
    assert table.path.read_text() == text
    assert os.listdir(table.path.parent) == ["links.sssom.tsv"]


def test_bytes_that_are_no_text_are_told(table: DecisionTable) -> None:
    table.path.write_bytes(b"# a\n\xff\n")
    with pytest.raises(InputError) as failed:
        table.read()
    assert str(failed.value) == f"{table.path}:2: bytes that are no UTF-8\n  hint: save the file as UTF-8"


def test_a_process_that_dies_while_it_writes_leaves_the_table_whole(
    table: DecisionTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.add([decided("person/a", Judgement.SAME, f"{WD}Q1")])
    before = table.path.read_bytes()

    def dies(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            table.add([decided("person/b", Judgement.SAME, f"{WD}Q2")])
    assert table.path.read_bytes() == before
    assert os.listdir(table.path.parent) == ["links.sssom.tsv"]


def _decide(path: Path, author: str) -> None:
    table = DecisionTable(path, BASE, METADATA)
    for number in range(20):
        table.add([decided(f"person/{author}{number}", Judgement.SAME, f"{WD}Q{number + 1}", author=author)])


def test_two_people_may_decide_at_once(table: DecisionTable) -> None:
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=_decide, args=(table.path, author)) for author in ("a", "b")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert [person.exitcode for person in people] == [0, 0]
    assert len(table.read().by_subject) == 40
    assert os.listdir(table.path.parent) == ["links.sssom.tsv"]


def test_a_lock_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    path, seconds = tmp_path / "links.sssom.tsv", [0.0]

    def sleep(pause_s: float) -> None:
        seconds[0] += pause_s

    with locked(path), pytest.raises(OutputError) as failed, locked(path, clock=lambda: seconds[0], sleep=sleep):
        pass
    assert str(failed.value) == (
        f"{path}: another process is changing this file\n"
        "  hint: wait until it is done, or end it, and run the same command again"
    )
    assert 30 < seconds[0] < 31
    with locked(path):
        pass


def _lock(path: Path) -> None:
    with locked(path):
        pass


@pytest.mark.parametrize("change", [lambda path: replace_text(path, ""), lambda path: append_text(path, ""), _lock])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, change: Callable[[Path], None]) -> None:
    missing = tmp_path / "nowhere" / "links.sssom.tsv"
    with pytest.raises(OutputError) as failed:
        change(missing)
    assert str(failed.value) == (
        f"{missing}: it cannot be written: no such file or directory\n"
        "  hint: free some space or have the right given; what was there before is untouched"
    )


def test_the_bundled_table_is_read_and_stays_as_it_is(tmp_path: Path) -> None:
    bundled = Path(__file__).parents[2] / "data" / "links.sssom.tsv"
    path = tmp_path / "links.sssom.tsv"
    shutil.copy(bundled, path)
    table = DecisionTable(path, "https://w3id.org/sedova-lod/data/")
    decisions = table.read()
    rows = [line for line in bundled.read_text(encoding="utf-8").splitlines() if line.startswith("sedova:")]
    assert len(decisions.by_subject) == len(rows)
    assert decisions.is_settled("person/lev-sedov", WD)
    table.add(decisions.of("person/lev-sedov"))
    changed = difflib.unified_diff(bundled.read_text().splitlines(), path.read_text().splitlines(), n=0)
    assert [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")] == []
