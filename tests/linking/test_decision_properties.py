"""Whatever is decided is read as it was written, in any order, and as links by the reader of builds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.linking.candidates import CandidateTable, Proposal
from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement, LinkTable

BASE = "https://example.org/"
STARTS = ("http://www.wikidata.org/entity/Q", "http://viaf.org/viaf/", "https://rkd.nl/artists/", "https://x.org/a#")
LINKED = {Judgement.SAME: "exactMatch", Judgement.SIMILAR: "closeMatch"}

texts = st.text(max_size=20).filter(lambda text: text == text.encode("utf-8", "ignore").decode())
judgements = st.sampled_from([judgement for judgement in Judgement if judgement is not Judgement.NOTHING])
decisions = st.builds(
    Decision,
    subject=st.integers(0, 9).map(lambda number: f"person/p{number}"),
    judgement=judgements,
    target=st.tuples(st.sampled_from(STARTS), st.integers(1, 99)).map(lambda pair: f"{pair[0]}{pair[1]}"),
    subject_label=texts,
    target_label=texts,
    author=st.sampled_from(["A. Archivist", "Б. Историк", 'the "B" team']),
    date=st.just("2026-01-31"),
    confidence=st.none() | st.integers(0, 100).map(lambda number: number / 100),
    tool_version=st.sampled_from(["", "0.1.0"]),
    snapshot=st.sampled_from(["", "2026-01-05"]),
    comment=texts,
)


def plain(text: str) -> str:
    return " ".join(text.split())


def as_read(one: Decision) -> Decision:
    return Decision(
        one.subject, one.judgement, one.target, plain(one.subject_label), plain(one.target_label), one.author,
        one.date, one.confidence, one.tool_version, one.snapshot, plain(one.comment),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(decisions, max_size=8, unique_by=lambda one: one.subject), st.randoms(use_true_random=False))
def test_decisions_are_read_as_they_were_written(made: list[Decision], chance: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = DecisionTable(Path(folder) / "links.sssom.tsv", BASE)
        assert table.add(made) == []
        assert table.read().by_subject == {one.subject: [as_read(one)] for one in sorted(made, key=lambda d: d.subject)}
        links = LinkTable(table.path, "links.sssom.tsv", BASE)
        found = {(f"{link.kind}/{link.id}", link.predicate, link.target) for link in links.iter_links()}
        assert found == {(d.subject, LINKED[d.judgement], d.target) for d in made if d.judgement in LINKED}
        assert links.findings == []
        rows = [line for line in table.path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
        assert len(rows) == len(made) + 1
        before = table.path.read_bytes()
        chance.shuffle(made)  # type: ignore[attr-defined]
        for one in made:
            table.add([one])
        assert table.path.read_bytes() == before


@settings(max_examples=60, deadline=None)
@given(st.lists(decisions, max_size=12))
def test_a_record_is_at_most_one_thing_in_an_authority(made: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = DecisionTable(Path(folder) / "links.sssom.tsv", BASE)
        for one in made:
            table.add([one])
        for found in table.read().by_subject.values():
            same = [d.target.rstrip("0123456789") for d in found if d.judgement is Judgement.SAME]
            assert len(same) == len(set(same))
            assert len({d.target for d in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), max_size=6))
def test_labels_of_candidates_never_break_a_row(labels: list[tuple[str, str, str]]) -> None:
    made = [
        Proposal(f"person/p{number}", label, source or "x", snapshot=plain(snapshot))
        for number, (label, source, snapshot) in enumerate(labels)
    ]
    with tempfile.TemporaryDirectory() as folder:
        table = CandidateTable(Path(folder) / "candidates.tsv")
        table.append(made)
        assert [(one.subject, one.subject_label, one.source) for one in table.iter_proposals()] == [
            (one.subject, plain(one.subject_label), plain(one.source)) for one in made
        ]
