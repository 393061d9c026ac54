"""One pass over all records: join, map, validate, serialise, and the rules across records at its end."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice

from sedova_lod.engines import BatchResult, BatchWorker, Engine, WorkSpec, batches_of
from sedova_lod.engines.marks import add_marks
from sedova_lod.findings import Finding, FindingPile
from sedova_lod.pipeline.across import ResultsAcross, ShapesAcross
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.final_works import judge_with, run_loads_with
from sedova_lod.pipeline.options import BuildOptions
from sedova_lod.pipeline.pass_output import PassFacts, PassOutput
from sedova_lod.pipeline.rebuilding import Rebuild
from sedova_lod.pipeline.record_shelf import RecordShelf
from sedova_lod.progress import Progress
from sedova_lod.records import Group, Joiner, LeftOut, PlainPile, Record, RecordKey, RecordKeys, RejectedRow
from sedova_lod.serializers import Tally
from sedova_lod.validation import (
    Changes,
    FarError,
    HistoryAcross,
    HistoryWatch,
    RuleStore,
    Tracer,
    far_rules,
    judge_again,
    mentioned_iris,
)

__all__ = ["Pass", "PassRunner", "PassState"]


@dataclass(slots=True)
class PassState:
    """Hold what earlier passes learnt.

    Args:
        exclude: Records that are faulty.
        leave_out: References to faulty records, by referring record.
    """

    exclude: RecordKeys = field(default_factory=RecordKeys)
    leave_out: LeftOut = field(default_factory=LeftOut)

    def learn(self, faulty: Set[RecordKey], left_out: Mapping[RecordKey, frozenset[str]]) -> PassState:
        """Give what is known after more was learnt; this very state if that is nothing."""
        if not left_out and faulty <= self.exclude:
            return self
        both = LeftOut()
        both.update(self.leave_out)
        both.update(left_out)
        return PassState(self.exclude | faulty, both)


@dataclass(slots=True)
class Pass:
    """Hold what one pass gave.

    Args:
        joined: What was wrong when rows were joined.
        reported: What shapes and rules report.
        learnt: Faulty records, and references to them: those of earlier passes too.
        tally: What was written.
        rejected_rows: Rows, by table and row, that no record was made of, with kind and id of their records.
        is_settled: Whether the pass left out all that it found it must; else shapes and rules judged too much.
        n_rejected_rows: Number of rows, by table, that no record was made of.
        facts: What a later build may keep.
        n_mapped: Number of records mapped.
        n_kept: Number of records kept as the build before left them.
    """

    joined: Sequence[Finding]
    reported: Sequence[Finding]
    learnt: PassState
    tally: Tally
    rejected_rows: PlainPile[RejectedRow] = field(default_factory=PlainPile)
    is_settled: bool = True
    n_rejected_rows: Counter[int] = field(default_factory=Counter)
    facts: PassFacts = field(default_factory=PassFacts)
    n_mapped: int = 0
    n_kept: int = 0

    def next_state(self, before: PassState) -> PassState | None:
        """Say what the next pass must know; None if this one was the last."""
        return None if self.learnt is before else self.learnt


@dataclass(frozen=True, slots=True)
class PassRunner:
    """Run passes over the records of one project.

    Args:
        collection: The rows that were read.
        spec: What is done with every batch.
        across: Conditions across records.
        options: What the build is asked to do.
        progress: Shows how far the work is.
        engine: Works on the batches.
        shelf: Takes the records, with their documents, if a site is made of them.
    """

    collection: Collection
    spec: WorkSpec
    across: ShapesAcross
    options: BuildOptions
    progress: Progress
    engine: Engine
    shelf: RecordShelf | None = None

    def run(self, state: PassState, output: PassOutput) -> Pass:
        """Run all records through the engine, or the changed ones; write what the output asks for."""
        joiner, facts = self._joiner(state), PassFacts()
        context, most_held = self.collection.context, self.options.most_held
        gathered = _Gathered(FindingPile(most_held))
        kinds = HistoryWatch(context, self.collection.layouts).kinds
        rebuild = output.rebuild(self.options.batch_records, kinds, has_rules=self.across.is_any)
        judge = partial(judge_with, self.engine)
        run_loads = partial(run_loads_with, self.engine)
        with RuleStore(*self.across, run_loads=run_loads) as store, HistoryAcross(context, most_held, judge) as history:
            if rebuild is None:
                results = self._built(state, joiner, output, history, facts)
            else:
                results = self._rebuilt(state, joiner, rebuild)
            for result in results:
                gathered.add(result)
                store.add(result.rule_triples)
                self.progress.advance(records=result.tally.records.total(), quads=result.tally.n_triples)
            output.writer.end()
            joiner.finish()
            facts.has_faulty = bool(gathered.faulty)
            if rebuild is None:
                facts.results, facts.history = self._results(store, facts), history.findings()
            else:
                gathered.add_kept(rebuild)
                facts.watched = rebuild.watched
                facts.results = self._results_again(output, rebuild, facts, store, gathered.tally)
                facts.history = self._history_again(state, output, rebuild, history)
        return self._judged(state, joiner, gathered, facts)

    def _judged(self, state: PassState, joiner: Joiner, gathered: _Gathered, facts: PassFacts) -> Pass:
        """Trace what was found across records, and say which records are faulty."""
        following, tally = state.learn(joiner.rejected, joiner.left_out), gathered.tally
        if following is not state:
            return Pass(joiner.findings, [], following, tally, is_settled=False)
        reported, faulty = gathered.reported, gathered.faulty
        traced = ((finding, _key_of(finding)) for finding in facts.history)
        for finding, key in chain(traced, self._trace(state, facts.results)):
            reported.append(finding)
            if key[1] and self.spec.waivers.is_fault(finding):
                faulty.add(key)
        last = Pass(joiner.findings, reported, state.learn(faulty, {}), tally, joiner.rejected_rows)
        last.n_rejected_rows, last.facts = joiner.n_rejected_rows, facts
        last.n_mapped, last.n_kept = gathered.n_mapped, gathered.n_kept
        return last

    def _built(
        self, state: PassState, joiner: Joiner, output: PassOutput, history: HistoryAcross, facts: PassFacts
    ) -> Iterator[BatchResult]:
        """Map all records."""
        batches = batches_of(joiner.groups(self.collection.sorter), self.options.batch_records)
        if self.shelf is not None:
            self.shelf.clear()
        for result in self.engine.run(self._spec(state), batches):
            output.writer.write(result)
            if self.shelf is not None and result.kept is not None:
                self.shelf.add(result.kept)
            _gather(result, joiner, history)
            if result.marks is not None:
                facts.watched = add_marks(facts.watched, result.marks.watched)
            yield result

    def _rebuilt(self, state: PassState, joiner: Joiner, rebuild: Rebuild[Group]) -> Iterator[BatchResult]:
        """Map the records that have changed, and keep the others."""
        for result in self.engine.run(self._spec(state), rebuild.batches(self._joined(joiner))):
            rebuild.take(result)
            yield result

    def _joined(self, joiner: Joiner) -> Iterator[tuple[Record, Group]]:
        for group in joiner.groups(self.collection.sorter):
            for record in joiner.join_groups((group,)):
                joiner.see(record.kind, record.id, record.rows[0])
                yield record, group

    def _results(self, store: RuleStore, facts: PassFacts) -> ResultsAcross:
        results = store.run() if self.across.is_any else []
        facts.has_subclasses = store.has_subclasses
        return ResultsAcross(results, store.users)

    def _results_again(
        self, output: PassOutput, rebuild: Rebuild[Group], facts: PassFacts, store: RuleStore, tally: Tally
    ) -> ResultsAcross:
        """Run the rules across records, if triples that matter to them have changed: as few of them as can be."""
        known = None if facts.has_faulty else output.known_results()
        if known is not None and not rebuild.changes.is_any:
            facts.has_subclasses = output.had_subclasses
            return known
        if known is not None and not self._must_run_all(output, rebuild):
            with suppress(FarError):
                return self._judged_again(rebuild, known, store, tally)
        terms = None if self.spec.is_whole else self.spec.rule_terms
        for piece in rebuild.kept_lines(terms) if self.across.is_any else ():
            store.add(piece)
        return self._results(store, facts)

    def _must_run_all(self, output: PassOutput, rebuild: Rebuild[Group]) -> bool:
        """Say whether it is known already that rules cannot be run again for some nodes alone."""
        is_wide = self.across.wide is not None or self.spec.is_whole
        return is_wide or rebuild.changes.is_many or output.had_subclasses

    def _judged_again(
        self, rebuild: Rebuild[Group], known: ResultsAcross, store: RuleStore, tally: Tally
    ) -> ResultsAcross:
        """Run rules for the nodes that lead to changed triples, and over everything those that may look anywhere."""
        changes = rebuild.changes
        far = far_rules(self.across.rules, changes.changed)
        changed = Changes(frozenset(changes.changed), changes.made, rebuild.kept_records(), tally.classes.__contains__)
        results = judge_again(self.across.rules, changed, known.results)
        if far:
            names = {(rule.shape, rule.constraint) for rule in far}
            results = [result for result in results if (result.shape, result.constraint) not in names]
            for piece in rebuild.kept_lines(mentioned_iris(far)):
                store.add(piece)
            results += store.run(far)
        return ResultsAcross(sorted(set(results)), known.users)

    def _history_again(
        self, state: PassState, output: PassOutput, rebuild: Rebuild[Group], history: HistoryAcross
    ) -> Sequence[Finding]:
        """Run the rules of history over all records, if those that they look at have changed."""
        known = output.known_history(rebuild.watched)
        if known is not None:
            return known
        watch = HistoryWatch(self.collection.context, self.collection.layouts)
        records = watch.watch(self._joiner(state).join_records(self.collection.sorter))
        while deque(islice(records, self.options.batch_records), maxlen=1):
            history.add(watch.hand_over())
        return history.findings()

    def settle(self, state: PassState) -> tuple[PassState, Sequence[Finding]]:
        """Join the records alone, until all that faulty ones take with them is known.

        Without this, shapes would be broken by references to records that are left out, and sound records with them.
        """
        found = FindingPile(self.options.most_held)
        while True:
            joiner = self._joiner(state)
            deque(joiner.join_records(self.collection.sorter), maxlen=0)
            found.extend(joiner.findings)
            following = state.learn(joiner.rejected, joiner.left_out)
            if following is state or not joiner.has_consequences:
                return following, found
            state = following

    def _spec(self, state: PassState) -> WorkSpec:
        bundled = self.collection.bundled_table
        return replace(self.spec, exclude=state.exclude, leave_out=state.leave_out, bundled_table=bundled)

    def _joiner(self, state: PassState) -> Joiner:
        collection = self.collection
        bundled = collection.bundled_table
        joiner = Joiner(collection.context, collection.layouts, state.exclude, state.leave_out, bundled_table=bundled)
        joiner.findings = FindingPile(self.options.most_held)
        return joiner

    def _trace(self, state: PassState, found: ResultsAcross) -> Iterator[tuple[Finding, RecordKey]]:
        if not found.results:
            return iter(())
        tracer = Tracer(BatchWorker(self.spec).mapping, self.collection.layouts, self.spec.language)
        return found.trace(self._joiner(state).join_records(self.collection.sorter), tracer)


@dataclass(slots=True)
class _Gathered:
    """Put together what batches gave."""

    reported: FindingPile
    tally: Tally = field(default_factory=Tally)
    faulty: RecordKeys = field(default_factory=RecordKeys)
    n_mapped: int = 0
    n_kept: int = 0

    def add(self, result: BatchResult) -> None:
        self.reported.extend(result.findings)
        self.faulty.update(result.faulty)
        self.tally.merge(result.tally)
        self.n_mapped += result.tally.records.total()

    def add_kept(self, rebuild: Rebuild[Group]) -> None:
        self.reported.extend(rebuild.findings)
        self.tally.merge(rebuild.tally)
        self.n_mapped, self.n_kept = rebuild.n_mapped, rebuild.n_kept


def _gather(result: BatchResult, joiner: Joiner, history: HistoryAcross) -> None:
    """Put together what looks across batches; they come in order."""
    if result.joined is not None:
        joiner.add(result.joined)
    if result.sighted is not None:
        history.add(result.sighted)
    for kind, record_id, row in result.records:
        joiner.see(kind, record_id, row)


def _key_of(finding: Finding) -> RecordKey:
    kind, _, record_id = finding.record.partition("/")
    return kind, record_id
