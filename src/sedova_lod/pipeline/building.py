"""The main job: tables of a project to checked linked data, or to everything that is wrong with them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace

from sedova_lod.engines import Engine, WorkSpec, load_mapping, neighbour_types, open_engine
from sedova_lod.engines.worker_process import SELDOM
from sedova_lod.findings import Finding, FindingPile, Severity
from sedova_lod.findings.values import SET_ASIDE_REFERENCE
from sedova_lod.pipeline.across import ShapesAcross
from sedova_lod.pipeline.build_keys import BuildKeys, build_keys
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.earlier_build import can_keep_state
from sedova_lod.pipeline.finding_order import FindingOrder
from sedova_lod.pipeline.options import BuildOptions, BuildResult, profile_names
from sedova_lod.pipeline.pass_output import PassOutput
from sedova_lod.pipeline.passes import Pass, PassRunner, PassState
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.pipeline.record_shelf import RecordShelf
from sedova_lod.pipeline.rejects import write_rejects
from sedova_lod.pipeline.retiring import retired_of, reused_ids
from sedova_lod.pipeline.state_file import StateLostError
from sedova_lod.pipeline.summary import summarise
from sedova_lod.pipeline.unsaid_columns import unsaid_columns
from sedova_lod.pipeline.writing import DESCRIPTION, DataSetWriter
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter, RecordKeys
from sedova_lod.records.retirement import Retirement
from sedova_lod.serializers import STATE_FILE, OutputFolder, SerializerSettings, open_serializer
from sedova_lod.settings import UNSPLIT, Project
from sedova_lod.validation import (
    ShapeSet,
    Waivers,
    WideShapes,
    asks_any_triple,
    compiled_validator,
    default_shape_files,
    divide_by_reach,
    load_shapes,
    mentioned_iris,
    reach_of,
    read_waivers,
)

__all__ = ["build_project", "seldom_collecting"]

_Piles = tuple[Sequence[Finding], ...]


class _Abandoned(Exception):  # noqa: N818 - no error: the outputs of a pass are not wanted
    pass


def build_project(
    project: Project, options: BuildOptions, progress: Progress, shelf: RecordShelf | None = None
) -> BuildResult:
    """Read, check, map, validate and write a project.

    Args:
        project: The project.
        options: What is to be done; without an output folder, everything is checked and nothing written.
        progress: Shows how far the work is.
        shelf: Takes the records, with their documents, for a site that is made of them.

    Raises:
        SedovaError: Something that is no finding stops the run.
    """
    for name in options.formats:  # an unknown one is told before any table is read
        open_serializer(name, SerializerSettings(project.dataset.base))
    shapes = load_shapes([*(default_shape_files() if options.builtin_shapes else ()), *options.shapes])
    compiled_validator(shapes)  # shapes that are no SHACL are told here, and not by each process that dies of them
    mapping = load_mapping(profile_names(options.profile))  # a slip in a query is told before any table is read
    near, wide = divide_by_reach(shapes, reach_of(mapping))
    telling = neighbour_types(mapping).telling(near.core)
    with (
        seldom_collecting(),
        closing(open_engine(options.engine, options.jobs, options.master)) as engine,
        ExternalSorter() as sorter,
    ):
        reading = engine if engine.reads_rows else None
        collection = collect_records(project, sorter, progress, telling, reading, options.most_held)
        collection.findings.extend(unsaid_columns(collection, mapping))
        today = options.today or project.dataset.modified or project.dataset.issued
        waivers, faults = read_waivers(project.root, project.waivers.file, today)
        collection.findings.extend(faults)
        retired, faults = retired_of(project, collection)
        collection.findings.extend(faults)
        faulty = reused_ids(faults)
        return _Build(project, options, progress, near, wide, collection, waivers, engine, retired, faulty, shelf).run()


@contextmanager
def seldom_collecting(n_objects: int = SELDOM[0]) -> Iterator[None]:
    """Look for unused circles of objects less often: records make none, and the search takes a tenth of the time.

    Args:
        n_objects: How many new objects there are before the search begins.

    >>> with seldom_collecting():
    ...     gc.get_threshold()
    (100000, 50, 100)
    """
    usual = gc.get_threshold()
    gc.set_threshold(n_objects, *SELDOM[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass(slots=True)
class _Build:
    project: Project
    options: BuildOptions
    progress: Progress
    shapes: ShapeSet
    wide: WideShapes | None
    collection: Collection
    waivers: Waivers
    engine: Engine
    retired: tuple[Retirement, ...] = ()
    faulty: RecordKeys = field(default_factory=RecordKeys)
    shelf: RecordShelf | None = None
    keys: BuildKeys | None = None
    is_fresh: bool = False

    def run(self) -> BuildResult:
        result = BuildResult(tables=self.collection.tables)
        is_hopeless = self._is_failed(self.collection.findings) and not self.options.keep_going
        formats = () if self.options.output is None or is_hopeless else self.options.formats
        across = ShapesAcross(self.shapes.rules, self.wide, self.shapes.ours)
        spec = self._spec(formats)
        is_split = self.options.split != UNSPLIT
        if formats and self._keeps_state(spec) and can_keep_state(formats, self.options.compress, is_split=is_split):
            self.keys = build_keys(spec, self.wide, self.shapes.rules)
            spec = replace(spec, is_marked=True)
        spec = replace(spec, keeps_records=self.shelf is not None, is_split=is_split)
        runner = PassRunner(self.collection, spec, across, self.options, self.progress, self.engine, self.shelf)
        state: PassState | None = PassState()
        earlier: _Piles = ()
        if self.collection.findings.worst is Severity.ERROR:
            state, found = runner.settle(PassState(self.faulty))
            earlier = (found,)
        while state is not None:
            try:
                state, earlier = self._attempt(runner, state, earlier, result)
            except StateLostError as error:
                result.lost, self.is_fresh = str(error), True
        return result

    def _keeps_state(self, spec: WorkSpec) -> bool:
        """Say whether to keep a state file: where mapping is all the work, it would cost a tenth of it."""
        if self.options.keeps_state is not None or self.options.output is None:
            return bool(self.options.keeps_state)
        return spec.shapes is not None or len(spec.formats) > 1 or (self.options.output / STATE_FILE).is_file()

    def _spec(self, formats: tuple[str, ...]) -> WorkSpec:
        dataset = self.project.dataset
        serializing = SerializerSettings(
            dataset.base,
            license=dataset.license,
            version=dataset.version,
            modified=(dataset.modified or dataset.issued).isoformat(),
            tables=tuple(spec.file for spec in self.project.tables),
        )
        return WorkSpec(
            profile_names(self.options.profile),
            self.shapes if self.shapes.core else None,
            self.collection.context,
            tuple(self.collection.layouts),
            serializing,
            formats,
            mentioned_iris(self.shapes.rules) | (self.wide.terms if self.wide else frozenset()),
            asks_any_triple(self.shapes.rules, self.shapes.ours) or (self.wide is not None and self.wide.is_whole),
            self.collection.categories,
            self.waivers,
            self.options.language,
        )

    def _attempt(
        self, runner: PassRunner, state: PassState, earlier: _Piles, result: BuildResult
    ) -> tuple[PassState | None, _Piles]:
        """Run one pass; give what the next one must know, or None if this was the last."""
        following: PassState | None = None
        with suppress(_Abandoned), ExitStack() as stack:
            folder = None
            if runner.spec.formats and self.options.output is not None:
                folder = stack.enter_context(OutputFolder(self.options.output, DESCRIPTION))
            writer = DataSetWriter(folder, runner.spec, self.project, self.options)
            output = stack.enter_context(PassOutput(runner.spec, writer.files, writer.parts))
            if folder is not None and self.keys is not None:
                is_fresh = self.is_fresh or self.options.fresh
                output.keep_state(folder, self.keys, is_fresh=is_fresh)
            last = runner.run(state, output)
            earlier = (*earlier, last.joined, last.reported)
            if self.options.keep_going or not last.is_settled:
                following = last.next_state(state)
            if following is not None:
                following, found = runner.settle(following)
                earlier = (*earlier, found)
                raise _Abandoned
            self._fill(result, last, earlier)
            if folder is None or (result.has_failed and not self.options.keep_going):
                raise _Abandoned
            if self.options.keep_going:
                write_rejects(folder, self.project, self.collection, last.rejected_rows, result.findings)
            writer.write_retired(self.retired)
            writer.finish(last.tally, result.findings, summarise(self.project, result, self.options.fail_on))
            output.finish(last.tally, last.facts)
            result.output = self.options.output
            result.files = folder.files
            result.lost = result.lost or output.lost
        return following, earlier

    def _fill(self, result: BuildResult, last: Pass, reported: _Piles) -> None:
        untold = () if self.options.keep_going else (SET_ASIDE_REFERENCE.code,)
        order = FindingOrder(self.waivers, self.shapes.ours, frozenset(untold), self.options.most_held)
        rejected = last.learnt.exclude
        waived = (row.record for row in self.waivers.rows)
        unread = frozenset(record for record in waived if tuple(record.partition("/")[::2]) in rejected)
        found = order.told((self.collection.findings, *reported), unread)
        result.findings, result.has_failed = found.as_held(), self._is_failed(found)
        result.n_mapped, result.n_kept = last.n_mapped, last.n_kept
        result.n_rejected = len(rejected)
        for number, count in enumerate(self.collection.tables[: len(self.project.tables)]):
            count.n_rejected = count.n_nameless + last.n_rejected_rows[number]
        result.n_records = dict(sorted(last.tally.records.items()))
        result.n_triples = last.tally.n_triples

    def _is_failed(self, findings: FindingPile) -> bool:
        return findings.worst is not None and findings.worst >= self.options.fail_on
