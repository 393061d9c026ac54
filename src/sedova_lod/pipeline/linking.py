"""Linking: records that nobody has decided about are looked for, and what is found is saved batch by batch."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from sedova_lod.errors import ServiceError, UsageError
from sedova_lod.linking import Candidate, Entity
from sedova_lod.linking.candidates import CandidateTable, Proposal
from sedova_lod.linking.decision_table import Decisions, DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.linking.matching import batch_size_of, find_all
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.link_sources import LinkSource
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.pipeline.record_entities import LINKED_KINDS, entity_of_record, read_titles
from sedova_lod.progress import Countdown, Progress
from sedova_lod.records import ExternalSorter, Joiner, Judgement, Record
from sedova_lod.settings import Project

__all__ = ["LinkOptions", "LinkResult", "LinkRun", "candidate_table", "decision_table", "iter_entities"]

_CANDIDATES = "candidates.tsv"
_LEAST_PROBABILITY = 0.01


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """Say what is looked for.

    Args:
        kinds: Kinds of record; all that things elsewhere stand for, if empty.
        limit: Most candidates for a record.
        is_again: Whether records are looked for again that have candidates, or had none.
        today: Day of the decisions that shared identifiers make.

    Raises:
        UsageError: There is no such kind.

    >>> LinkOptions(kinds=("people",))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.UsageError: --kind: 'people' is no kind of record that is linked
      hint: use person, group, place, event, work, object, concept
    """

    kinds: tuple[str, ...] = ()
    limit: int = 5
    is_again: bool = False
    today: datetime.date | None = None

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in LINKED_KINDS:
                hint = f"use {', '.join(LINKED_KINDS)}"
                raise UsageError(f"'{kind}' is no kind of record that is linked", where="--kind", hint=hint)


@dataclass(slots=True)
class LinkResult:
    """Count what a run did.

    Args:
        source: Where it looked.
        snapshot: Of when the knowledge there is.
        n_settled: Records that had been decided about before.
        n_known: Records that an earlier run had looked for.
        n_left_out: Faulty records, which are left out.
        n_open: Records to look for.
        n_done: Those among them that were looked for and saved.
        n_linked: Records linked by an identifier that both sides have.
        n_proposed: Records with candidates that somebody must decide about.
        n_nothing: Records for which nothing was found.
        files: Tables that were written.
    """

    source: str = ""
    snapshot: str = ""
    n_settled: int = 0
    n_known: int = 0
    n_left_out: int = 0
    n_open: int = 0
    n_done: int = 0
    n_linked: int = 0
    n_proposed: int = 0
    n_nothing: int = 0
    files: tuple[Path, ...] = ()


def decision_table(project: Project) -> DecisionTable:
    """Give the table of a project's decisions; a new one says what data set it belongs to.

    >>> from sedova_lod.settings import load_project
    >>> decision_table(load_project(Path("data"))).read().is_settled("person/lev-sedov", "http://www.wikidata.org/entity/")
    True
    """
    dataset, file = project.dataset, project.links.file
    metadata = {
        "mapping_set_id": f"{dataset.base}{file}",
        "mapping_set_title": f"{next(iter(dataset.title.values()), '')}: links",
        "mapping_set_version": dataset.version,
        "license": dataset.license,
    }
    return DecisionTable(project.root / file, dataset.base, metadata)


def candidate_table(project: Project) -> CandidateTable:
    """Give the table of a project's candidates, beside that of its decisions."""
    return CandidateTable((project.root / project.links.file).with_name(_CANDIDATES))


def iter_entities(collection: Collection, joiner: Joiner | None = None) -> Iterator[tuple[Record, Entity]]:
    """Yield every sound record of the kinds that are linked, as linking looks at it.

    Args:
        collection: The rows of the project; they are gone through twice.
        joiner: Joins them the second time, and then knows what was wrong.
    """
    titles = read_titles(_joiner(collection).join_records(collection.sorter))
    for record in (joiner or _joiner(collection)).join_records(collection.sorter):
        is_ours = record.iri.startswith(collection.context.base)
        if record.kind in LINKED_KINDS and is_ours and record.rows[0][0] != collection.bundled_table:
            yield record, entity_of_record(record, titles)


def _joiner(collection: Collection) -> Joiner:
    return Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)


@dataclass(slots=True)
class LinkRun:
    """Look for the records of one project in one place.

    What was found is saved after each batch: a run that was broken off goes on where it stopped.

    Args:
        project: The project.
        options: What is looked for.
        progress: Shows how far the reading is.
        countdown: Shows how far the search is.
    """

    project: Project
    options: LinkOptions
    progress: Progress
    countdown: Countdown
    result: LinkResult = field(default_factory=LinkResult)

    def run(self, source: LinkSource) -> LinkResult:
        """Look for all records that are open.

        Args:
            source: Where to look.

        Raises:
            ServiceError: The service failed; what had been found is saved.
        """
        with ExternalSorter() as sorter:
            collection = collect_records(self.project, sorter, self.progress)
            wanted = self._open_records(collection, source)
            self.progress.clear()
            self.countdown.begin(len(wanted))
            chosen = (entity for record, entity in iter_entities(collection) if entity.id in wanted)
            size = batch_size_of(source.matcher)
            try:
                for batch in iter(lambda: list(itertools.islice(chosen, size)), []):
                    self._link_batch(batch, source)
            except ServiceError as error:
                raise self._explained(error) from error
            finally:
                self.countdown.clear()
        self._tidy(source)
        return self.result

    def count(self, source: LinkSource) -> LinkResult:
        """Count what would be looked for, and look for nothing."""
        with ExternalSorter() as sorter:
            self._open_records(collect_records(self.project, sorter, self.progress), source)
        return self.result

    def _open_records(self, collection: Collection, source: LinkSource) -> set[str]:
        """Find the records that are to be looked for, and count the others."""
        result, decisions = self.result, decision_table(self.project).read()
        result.source, joiner = source.name, _joiner(collection)
        known = set() if self.options.is_again else self._known(source)
        found: set[str] = set()
        for record, entity in iter_entities(collection, joiner):
            if self.options.kinds and record.kind not in self.options.kinds:
                continue
            if decisions.is_settled(entity.id, source.prefix) or _is_linked(entity, source):
                result.n_settled += 1
            elif entity.id in known:
                result.n_known += 1
            else:
                found.add(entity.id)
        result.n_open, result.n_left_out = len(found), len(joiner.rejected)
        return found

    def _known(self, source: LinkSource) -> set[str]:
        snapshot = source.matcher.snapshot if source.is_dated else ""
        return candidate_table(self.project).asked(source.name, snapshot)

    def _link_batch(self, batch: Sequence[Entity], source: LinkSource) -> None:
        """Look for some records, and save what was found: decisions first, then candidates."""
        found = find_all(source.matcher, batch, self.options.limit)
        snapshot, tool_version = source.matcher.snapshot, version("sedova-lod")
        decisions = decision_table(self.project).read()
        linked: list[Decision] = []
        proposals: list[Proposal] = []
        for entity, candidates in zip(batch, found, strict=True):
            kept = _worth_a_look(candidates, decisions, entity, source)
            chosen = _identified(kept)
            if chosen is not None:
                linked.append(self._decision(entity, chosen, source, snapshot, tool_version))
                continue
            targets = tuple(source.target(one.entity.id) for one in kept)
            proposals.append(
                Proposal(entity.id, entity.name, source.name, tuple(kept), targets, snapshot, tool_version)
            )
        if linked:
            decision_table(self.project).add(linked)
        if proposals:
            candidate_table(self.project).append(proposals)
        self._count(linked, proposals, snapshot)

    def _decision(
        self, entity: Entity, chosen: Candidate, source: LinkSource, snapshot: str, tool_version: str
    ) -> Decision:
        shared = [one for one in entity.identifiers if one in chosen.entity.identifiers]
        today = self.options.today or datetime.date.today()
        return Decision(
            entity.id,
            Judgement.SAME,
            source.target(chosen.entity.id),
            entity.name,
            chosen.entity.name,
            date=today.isoformat(),
            confidence=chosen.probability,
            tool_version=tool_version,
            snapshot=snapshot,
            comment="Both have " + ", ".join(f"{scheme} {value}" for scheme, value in shared) + ".",
        )

    def _count(self, linked: Sequence[Decision], proposals: Sequence[Proposal], snapshot: str) -> None:
        result = self.result
        n_nothing = sum(one.is_empty for one in proposals)
        result.n_done += len(linked) + len(proposals)
        result.n_linked += len(linked)
        result.n_nothing += n_nothing
        result.n_proposed += len(proposals) - n_nothing
        result.snapshot = min(filter(None, (result.snapshot, snapshot)), default="")
        self.countdown.advance(
            len(linked) + len(proposals), f"{result.n_linked} linked, {result.n_proposed} with candidates"
        )

    def _explained(self, error: ServiceError) -> ServiceError:
        """Say what is saved, and how to go on."""
        result, fault = self.result, error.faults[0]
        what = f"{fault.what}; {result.n_done} of {result.n_open} records are linked and saved"
        again = f"run the same command again; it goes on from record {result.n_done + 1}"
        hint = again if fault.hint.startswith("run the same command") else f"{fault.hint}; then {again}"
        return ServiceError(what, hint=hint, status=error.status)

    def _tidy(self, source: LinkSource) -> None:
        decisions, table = decision_table(self.project), candidate_table(self.project)
        settled = decisions.read()
        table.tidy(lambda subject, name: name != source.name or not settled.is_settled(subject, source.prefix))
        self.result.files = tuple(path for path in (decisions.path, table.path) if path.exists())


def _is_linked(entity: Entity, source: LinkSource) -> bool:
    """Say whether the record itself states what it is in the place where it would be looked for."""
    return any(source.covers(scheme, value) for scheme, value in entity.identifiers)


def _worth_a_look(
    candidates: Sequence[Candidate], decisions: Decisions, entity: Entity, source: LinkSource
) -> list[Candidate]:
    """Leave out what somebody has rejected, and what is next to impossible."""
    rejected = decisions.rejected(entity.id)
    return [
        one
        for one in candidates
        if one.probability >= _LEAST_PROBABILITY and source.target(one.entity.id) not in rejected
    ]


def _identified(candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the one candidate that has an identifier of the record's, and none that differs."""
    found = [one for one in candidates if one.features.get("identifier") == 1.0]
    return found[0] if len(found) == 1 else None
