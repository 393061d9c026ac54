"""Proposing: what a project's records have to say about items, compared with what the items have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sedova_lod.contribution import (
    ClaimPlanner,
    Comparer,
    Comparison,
    Content,
    Item,
    ItemSource,
    KnownRecords,
    Outcome,
    Plan,
    Planner,
    PropertyMap,
    Proposal,
    ProposalReport,
    RecordValues,
    References,
    Snak,
    Statement,
    TermKind,
    Withheld,
    load_property_map,
    merged_proposals,
)
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.conflicts import conflict_table, settle_by
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter, Joiner
from sedova_lod.settings import Project

__all__ = ["ProposalRun", "ProposeOptions", "propose_statements"]

_BATCH = 50
_WORDS = frozenset(("kind", "category"))


@dataclass(frozen=True, slots=True)
class ProposeOptions:
    """Say what is to be proposed.

    Args:
        new_kinds: Kinds of records that are proposed as new items where they have none.
        created: QIDs of items that were made in earlier runs, by record.
    """

    new_kinds: tuple[str, ...] = ()
    created: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposalRun:
    """Hold what a run gave, and what compares a proposal with its item once more.

    Args:
        report: What was found.
        comparer: Compares.
    """

    report: ProposalReport
    comparer: Comparer


def propose_statements(
    project: Project, items: ItemSource, progress: Progress, options: ProposeOptions | None = None
) -> ProposalRun:
    """Propose what the records of a project have to say, and compare it with the items.

    Args:
        project: The project.
        items: Gives the items to compare with.
        progress: Shows how far the work is.
        options: What is to be proposed.

    Raises:
        ProjectError: The property map has faults.
        ServiceError: Items cannot be had from a service.

    >>> import io
    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> from sedova_lod.contribution import NoItems
    >>> run = propose_statements(load_project(Path("data")), NoItems(), Progress(io.StringIO(), {}))
    >>> run.report.n_sent, "Q262376" in run.report.missing
    (0, True)
    """
    options = options or ProposeOptions()
    spec = project.contribution
    path = project.root / spec.properties if spec.properties else None
    properties = load_property_map(path, spec.properties)
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)
        known = KnownRecords(collection.context, spec.entities, dict(options.created))
        known.add_all(_joiner(collection).join_records(sorter))
        retrieved = project.dataset.modified or project.dataset.issued
        references = References(properties, known, retrieved, spec.stated_in)
        plan, counts = _plan(collection, properties, (known, references), options)
    titles = {**{qid: word for row in properties.rows for word, qid in row.words.items()}, **known.titles}
    settle = settle_by(conflict_table(project).read())
    comparer = Comparer(properties, known.containers, lambda value: _named(titles, value), settle)
    proposals, short = _worthy(merged_proposals(plan.proposals), properties)
    compared, missing, lost = _compare(proposals, items, comparer)
    progress.clear()
    report = ProposalReport(
        next(iter(project.dataset.title.values()), ""),
        tuple(_settled(compared, properties, settle)),
        (*plan.withheld, *short, *lost),
        titles,
        properties.label,
        counts.n_records,
        counts.n_claims,
        plan.n_unlinked,
        counts.n_faulty,
        tuple(missing),
        spec.entities,
    )
    return ProposalRun(report, comparer)


class _Counts(NamedTuple):
    """Count what was looked at."""

    n_records: int
    n_claims: int
    n_faulty: int


def _named(titles: Mapping[str, str], value: object) -> str:
    title = titles.get(str(value), "")
    return f"{title} ({value})" if title else str(value)


def _joiner(collection: Collection) -> Joiner:
    return Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)


def _plan(
    collection: Collection,
    properties: PropertyMap,
    told: tuple[KnownRecords, References],
    options: ProposeOptions,
) -> tuple[Plan, _Counts]:
    known, references = told
    planner = Planner(properties, known, references, new_kinds=options.new_kinds)
    claims = ClaimPlanner(properties, known, references, Plan())
    joiner = _joiner(collection)
    n_records = n_claims = 0
    for record in joiner.join_records(collection.sorter):
        if record.rows[0][0] == collection.bundled_table:
            continue
        values = RecordValues(record, collection.layouts)
        if record.kind == "claim":
            n_claims += 1
            claims.add(values)
        else:
            n_records += 1
            planner.add(values)
    # What a record says of itself comes first; a claim that says the same adds its sources.
    planner.plan.proposals.extend(claims.plan.proposals)
    planner.plan.withheld.extend(claims.plan.withheld)
    return planner.plan, _Counts(n_records, n_claims, len(joiner.rejected))


def _worthy(proposals: list[Proposal], properties: PropertyMap) -> tuple[list[Proposal], list[Withheld]]:
    """Leave out new items that would have no label, or no statement but what kind of thing they are."""
    words = {row.property for row in properties.rows if row.field in _WORDS}
    labelled: set[str] = set()
    stated: set[str] = set()
    for one in proposals:
        if isinstance(one.content, Statement):
            stated |= {one.record} if one.content.property not in words else set()
        elif one.content.kind is TermKind.LABEL:
            labelled.add(one.record)
    kept = [one for one in proposals if one.item or one.record in labelled & stated]
    dropped = {one.record: one.where for one in proposals if not one.item and one.record not in labelled & stated}
    reason = "a new item needs a label and a statement with a source"
    return kept, [Withheld(record, "new item", reason, where) for record, where in dropped.items()]


def _compare(
    proposals: list[Proposal], items: ItemSource, comparer: Comparer
) -> tuple[list[Comparison], list[str], list[Withheld]]:
    groups: dict[str, list[Proposal]] = {}
    for one in proposals:
        groups.setdefault(one.item or f"new {one.record}", []).append(one)
    compared: list[Comparison] = []
    missing: list[str] = []
    lost: list[Withheld] = []
    for batch in _batches(list(groups)):
        found = items.load_items([name for name in batch if not name.startswith("new ")])
        for name in batch:
            item = Item("") if name.startswith("new ") else found.get(name)
            if item is None:
                missing.append(name)
                lost.extend(_lost(groups[name], "its item is not at hand"))
            elif item.redirected_from:
                lost.extend(_lost(groups[name], f"its item was merged into {item.id}: correct the link"))
            else:
                compared.extend(comparer.compare(one, item) for one in groups[name])
    return compared, missing, lost


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]


def _lost(proposals: Iterable[Proposal], reason: str) -> Iterator[Withheld]:
    for one in proposals:
        content = one.content
        what = content.property if isinstance(content, Statement) else f"{content.kind.value}@{content.language}"
        yield Withheld(one.record, what, reason, one.where)


def _settled(
    compared: list[Comparison], properties: PropertyMap, settle: Callable[[Comparison], Comparison]
) -> Iterator[Comparison]:
    """Send nothing twice, and no two values where an item has one, unless each says that it is disputed."""
    sent: dict[tuple[str, ...], list[frozenset[Snak]]] = {}
    rivals = _rivals(compared, properties)
    for one in compared:
        content = one.proposal.content
        subject = one.proposal.item or one.proposal.record
        if one.outcome not in (Outcome.NEW, Outcome.FINER):
            yield one
        elif isinstance(content, Statement) and (subject, content.property) in rivals:
            yield settle(replace(one, outcome=Outcome.CONFLICT, detail="our own records give several values"))
        else:
            spans = sent.setdefault(_said(subject, content), [])
            span = _span(content, properties)
            if not spans:
                yield one
            elif span and all(spans) and span not in spans:  # as of two terms in one office
                yield replace(one, is_beside=True)
            elif isinstance(content, Statement):
                detail = "another record of ours says the same with other qualifiers"
                yield replace(one, outcome=Outcome.LEFT, detail=detail)
            spans.append(span)


def _span(content: Content, properties: PropertyMap) -> frozenset[Snak]:
    """Give the qualifiers that say when it was so."""
    names = {properties.qualifier(name) for name in ("start", "end", "at")}
    found = content.qualifiers if isinstance(content, Statement) else ()
    return frozenset(snak for snak in found if snak.property in names)


def _said(subject: str, content: Content) -> tuple[str, ...]:
    """Name what is said, so that it is said once: a label is not repeated as an alias."""
    if isinstance(content, Statement):
        return (subject, content.property, repr(content.value))
    is_name = content.kind is not TermKind.DESCRIPTION
    return (subject, "name" if is_name else "description", content.language, content.text)


def _rivals(compared: list[Comparison], properties: PropertyMap) -> set[tuple[str, str]]:
    values: dict[tuple[str, str], list[Statement]] = {}
    for one in compared:
        content = one.proposal.content
        is_ours = one.outcome.is_sent and one.outcome is not Outcome.BESIDE
        if isinstance(content, Statement) and is_ours and properties.is_single(content.property):
            values.setdefault((one.proposal.item or one.proposal.record, content.property), []).append(content)
    disputing = {properties.qualifier("disputed_by"), properties.qualifier("nature")}
    return {
        key
        for key, found in values.items()
        if len({one.value for one in found}) > 1
        and not all(any(snak.property in disputing for snak in one.qualifiers) for one in found)
    }
