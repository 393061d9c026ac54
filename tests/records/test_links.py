"""The table of links gives those that people, or shared identifiers, have decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.records import Judgement, LinkTable, judge_row

HEAD = "# curie_map:\n#   our: https://example.org/\n"
COLUMNS = (
    "subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification", "mapping_tool",
    "reviewer_label", "reviewer_agreement", "comment",
)  # fmt: skip
HUMAN = {
    "subject_id": "our:person/p1",
    "predicate_id": "skos:exactMatch",
    "object_id": "wd:Q1",
    "mapping_justification": "semapv:ManualMappingCuration",
}
TOOL = {**HUMAN, "mapping_justification": "semapv:CompositeMatching", "mapping_tool": "sedova-lod"}


def table(tmp_path: Path, *rows: dict[str, str], quote: str = "") -> LinkTable:
    lines = ["\t".join(COLUMNS), *("\t".join(quote + row.get(name, "") + quote for name in COLUMNS) for row in rows)]
    path = tmp_path / "links.sssom.tsv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return LinkTable(path, "links.sssom.tsv", "https://example.org/")


@pytest.mark.parametrize(
    ("row", "judgement"),
    [
        (HUMAN, Judgement.SAME),
        ({**HUMAN, "mapping_justification": "semapv:MappingReview"}, Judgement.SAME),
        ({**HUMAN, "predicate_id": "skos:closeMatch"}, Judgement.SIMILAR),
        ({**HUMAN, "predicate_id": "skos:broadMatch"}, Judgement.SIMILAR),
        ({**HUMAN, "predicate_id": "owl:sameAs"}, None),
        ({**HUMAN, "predicate_modifier": "Not"}, Judgement.DIFFERENT),
        ({**HUMAN, "object_id": "sssom:NoTermFound"}, Judgement.NOTHING),
        (TOOL, None),
        ({**TOOL, "reviewer_label": "A. Archivist"}, Judgement.SAME),
        ({**TOOL, "reviewer_id": "orcid:0000-0002-1825-0097", "reviewer_agreement": "1"}, Judgement.SAME),
        ({**TOOL, "reviewer_label": "A. Archivist", "reviewer_agreement": "0.0"}, Judgement.UNSURE),
        ({**TOOL, "reviewer_label": "A. Archivist", "reviewer_agreement": "0.9"}, Judgement.UNSURE),
        ({**TOOL, "reviewer_label": "A. Archivist", "reviewer_agreement": "yes"}, Judgement.UNSURE),
        ({**TOOL, "reviewer_label": "A. Archivist", "reviewer_agreement": "-1"}, Judgement.DIFFERENT),
        ({**TOOL, "mapping_justification": "semapv:MappingChaining"}, Judgement.SAME),
        ({**TOOL, "mapping_justification": "semapv:MappingChaining", "mapping_tool": "other"}, None),
        ({**TOOL, "mapping_justification": "semapv:MappingChaining", "mapping_tool": ""}, None),
    ],
)
def test_who_decides_what(row: dict[str, str], judgement: Judgement | None) -> None:
    assert judge_row(row) is judgement


def test_only_what_is_the_same_or_close_becomes_a_link(tmp_path: Path) -> None:
    rows = [
        HUMAN,
        {**HUMAN, "object_id": "wd:Q2", "predicate_id": "skos:closeMatch"},
        {**HUMAN, "object_id": "wd:Q3", "predicate_id": "skos:broadMatch"},
        {**HUMAN, "object_id": "wd:Q4", "predicate_modifier": "Not"},
        {**HUMAN, "object_id": "sssom:NoTermFound"},
        {**TOOL, "object_id": "wd:Q5"},
        {**TOOL, "object_id": "wd:Q6", "reviewer_label": "A. Archivist", "reviewer_agreement": "0.0"},
        {**TOOL, "object_id": "viaf:2518", "mapping_justification": "semapv:MappingChaining"},
    ]
    links = table(tmp_path, *rows)
    assert [(link.predicate, link.target) for link in links.iter_links()] == [
        ("exactMatch", "http://www.wikidata.org/entity/Q1"),
        ("closeMatch", "http://www.wikidata.org/entity/Q2"),
        ("exactMatch", "http://viaf.org/viaf/2518"),
    ]
    assert (links.findings, links.n_rows) == ([], 8)


def test_cells_may_stand_in_quotation_marks(tmp_path: Path) -> None:
    links = table(tmp_path, HUMAN, quote='"')
    assert [link.target for link in links.iter_links()] == ["http://www.wikidata.org/entity/Q1"]


def test_a_quotation_mark_may_be_part_of_a_text(tmp_path: Path) -> None:
    links = table(tmp_path, {**HUMAN, "comment": 'the steamer "Oka"'}, {**HUMAN, "predicate_modifier": '"'})
    assert len(list(links.iter_links())) == 2


def test_a_prefix_that_is_not_declared_is_told(tmp_path: Path) -> None:
    links = table(tmp_path, {**HUMAN, "object_id": "rkd:1"})
    assert list(links.iter_links()) == []
    assert [str(finding.where) for finding in links.findings] == ["links.sssom.tsv:4 column D 'object_id'"]
