"""The work on one batch of records: map, validate, serialise. Every engine runs this and nothing else."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Set
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sedova_lod.engines.kept_records import PackedRecords, RecordPacker
from sedova_lod.engines.marks import RecordMarks, place_mark
from sedova_lod.engines.neighbours import neighbour_types
from sedova_lod.engines.text_batches import TextBatches
from sedova_lod.engines.typed_values import ill_typed, typed_predicates
from sedova_lod.errors import Fault, ProfileError
from sedova_lod.findings import Finding
from sedova_lod.findings.graph import CRASHING_RECORD, ILL_TYPED
from sedova_lod.mapping import BUILT_IN, Mapping, QuerySource, compile_queries, load_profiles, read_profiles
from sedova_lod.namespaces import term_fault
from sedova_lod.records import (
    KINDS,
    DataSetContext,
    Group,
    Joined,
    Joiner,
    NodeType,
    Record,
    RecordKey,
    TableLayout,
    own_row,
)
from sedova_lod.serializers import (
    RDF_TYPE,
    Extents,
    MappedRecord,
    Serializer,
    SerializerSettings,
    Tally,
    open_serializer,
    serialize_batch,
)
from sedova_lod.validation import (
    SUBCLASS_OF,
    HistoryWatch,
    NodeMarks,
    ShapeSet,
    ShapeVocabulary,
    Sighted,
    Tracer,
    Validator,
    Waivers,
    compiled_validator,
    marks_of_blocks,
    vocabulary_of,
)

__all__ = ["Batch", "BatchResult", "BatchWorker", "WorkSpec", "load_mapping"]

Batch = list[Group]
"""What the sort brought together for some records, in order."""


@dataclass(frozen=True, slots=True)
class WorkSpec:
    """Say what is done with every batch; plain data, so that it can be sent to other processes.

    Args:
        profiles: Names or folders of the mapping profiles.
        shapes: Shapes to validate with; None to leave validation out.
        context: The data set's settings for records.
        layouts: The tables, by number.
        serializing: What the serialisers need to know, but for predicates and classes.
        formats: Names of the formats to write; none to check only.
        rule_terms: Properties and classes that the rules across records mention; only their triples matter to them.
        is_whole: Whether the rules across records need every triple nevertheless.
        categories: Categories of records by IRI, where shapes tell them from others of their kind.
        language: Language in which shapes tell what is wrong.
        waivers: Findings that are accepted: they make no record faulty.
        exclude: Records that were found faulty before.
        leave_out: References to them, by referring record.
        bundled_table: Number of the tool's own concepts.
        is_marked: Whether marks of the records are wanted, by which a later build knows what it can keep.
        keeps_records: Whether the records are wanted, with their documents, for a site.
        is_split: Whether it is wanted where each record ends in the outputs, as they are written in parts.
    """

    profiles: tuple[str, ...]
    shapes: ShapeSet | None
    context: DataSetContext
    layouts: tuple[TableLayout, ...]
    serializing: SerializerSettings
    formats: tuple[str, ...] = ()
    rule_terms: frozenset[str] = frozenset()
    is_whole: bool = False
    categories: dict[str, str] = field(default_factory=dict)
    waivers: Waivers = field(default_factory=Waivers)
    language: str = "en"
    exclude: Set[RecordKey] = frozenset()
    leave_out: MappingOf[RecordKey, Set[str]] = field(default_factory=dict)
    bundled_table: int = -1
    is_marked: bool = False
    keeps_records: bool = False
    is_split: bool = False

    def start(self) -> BatchWorker:
        """Make what does the work."""
        return BatchWorker(self)

    def lost(self, item: Group) -> BatchResult:
        """Give the result for a record that no process can work on: it is set aside."""
        key, (table, row) = own_row(item)
        joiner = Joiner(self.context, self.layouts, self.exclude | {key}, self.leave_out, self.bundled_table)
        deque(joiner.join_groups([item]), maxlen=0)
        name = "/".join(key)
        message = f"each process that worked on {name} died"
        where = self.layouts[table].cell(row)
        found = CRASHING_RECORD.finding(message, hint=CRASHING_RECORD.advice, where=where, record=name)
        joiner.findings.append(found)
        joiner.rejected.add(key)
        return BatchResult(joined=joiner.hand_over())


@dataclass(slots=True)
class BatchResult:
    """Hold what a batch gave.

    Args:
        outputs: Bytes by format.
        findings: What the shapes report.
        faulty: Records that break a shape; they are not in the outputs.
        rule_triples: Triples for the rules across records, as N-Triples.
        tally: Triples, records, classes and properties written.
        joined: What was found when rows were joined; None if nothing was joined.
        sighted: What the rules of history found, and must know for the records together.
        records: Kind, id and row of each record made.
        marks: Marks of the records in the outputs, if they are wanted.
        kept: The records in the outputs, packed with their documents, if they are wanted.
        extents: Where each record ends in the outputs, if that is wanted.
    """

    outputs: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    faulty: set[RecordKey] = field(default_factory=set)
    rule_triples: bytes = b""
    tally: Tally = field(default_factory=Tally)
    joined: Joined | None = None
    sighted: Sighted | None = None
    records: list[tuple[str, str, tuple[int, int]]] = field(default_factory=list)
    marks: RecordMarks | None = None
    kept: PackedRecords | None = None
    extents: Extents | None = None


def load_mapping(profiles: tuple[str, ...]) -> Mapping:
    """Compile the queries of some profiles for all kinds of records.

    Raises:
        ProfileError: A query has faults.

    >>> "person" in load_mapping(("schema_org",)).kinds
    True
    """
    if set(BUILT_IN).issuperset(profiles):  # these cannot change while a process runs; tests hold their terms
        return _load_built_in(profiles)
    return _checked(tuple(read_profiles(profiles)))


@lru_cache(maxsize=8)
def _load_built_in(profiles: tuple[str, ...]) -> Mapping:
    return load_profiles(profiles, _schemas())


@lru_cache(maxsize=8)
def _checked(sources: tuple[QuerySource, ...]) -> Mapping:
    """Compile queries once for each text that they have; a forked process has what was compiled before."""
    mapping = compile_queries(sources, _schemas())
    _check_terms(mapping)
    return mapping


def _schemas() -> dict[str, NodeType]:
    return {name: kind.schema for name, kind in KINDS.items()}


def _check_terms(mapping: Mapping) -> None:
    """Refuse terms that their vocabulary does not have."""
    faults: list[Fault] = []
    for use in mapping.constants():
        what, _, hint = term_fault(use.iri, "" if use.role == "other" else use.role).partition("; ")
        if what:
            faults.append(Fault(use.where, what, hint or "use a term of the vocabulary's official list"))
    if faults:
        raise ProfileError(faults)


class BatchWorker:
    """Do the work of one `WorkSpec`; made once in each process.

    Args:
        spec: The work.
    """

    def __init__(self, spec: WorkSpec) -> None:
        self._spec = spec
        self.mapping = load_mapping(spec.profiles)
        classes = frozenset(c.iri for c in self.mapping.constants() if c.role == "class")
        predicates = self.mapping.predicates()
        self.serializing = replace(spec.serializing, predicates=predicates, classes=classes)
        self.serializers: dict[str, Serializer] = {
            name: open_serializer(name, self.serializing) for name in spec.formats
        }
        self._validator: Validator | None = compiled_validator(spec.shapes) if spec.shapes else None
        self._vocabulary = self._vocabulary_of(spec.shapes) if spec.shapes else ShapeVocabulary(None, frozenset())
        self._tracer = Tracer(self.mapping, spec.layouts, spec.language)
        self._rule_predicates = spec.rule_terms - {RDF_TYPE}
        self._typed = typed_predicates(self.mapping, spec.profiles)
        self._types = neighbour_types(self.mapping)
        self._texts = self._text_batches()
        self._packer = RecordPacker(self.serializing) if spec.keeps_records else None
        self._kind_of_own_iri = dict.fromkeys(spec.context.own_iris.values(), "concept")
        self._joiner = Joiner(spec.context, spec.layouts, spec.exclude, spec.leave_out, spec.bundled_table)
        self._history = HistoryWatch(spec.context, spec.layouts)

    def _vocabulary_of(self, shapes: ShapeSet) -> ShapeVocabulary:
        return vocabulary_of(shapes, has_classes_above=SUBCLASS_OF in self.mapping.predicates())

    def _text_batches(self) -> TextBatches | None:
        """Give the quicker way to write, if nothing but N-Triples is asked for."""
        spec = self._spec
        if spec.formats != ("nt",) or spec.shapes or spec.rule_terms or spec.is_whole or spec.keeps_records:
            return None
        if self._typed:
            return None
        return TextBatches(self.mapping, self.serializers["nt"], self.map_record)

    def process(self, batch: Batch) -> BatchResult:
        """Join, map, validate and serialise a batch."""
        records = list(self._history.watch(self._joiner.join_groups(batch)))
        result = self.process_records(records)
        result.joined = self._joiner.hand_over()
        result.sighted = self._history.hand_over()
        result.records = [(record.kind, record.id, record.rows[0]) for record in records]
        return result

    def process_records(self, batch: list[Record]) -> BatchResult:
        """Map, validate and serialise records that are whole."""
        result = BatchResult()
        if self._texts is not None:
            result.outputs["nt"], result.tally, sizes = self._texts.write(batch)
            self._mark(batch, result, [sizes], [b""] * len(batch))
            if self._spec.is_split:
                result.extents = Extents([record.kind for record in batch], (sizes,))
            return result
        mapped = [self.map_record(record) for record in batch]
        if self._validator is not None:
            self._validate(self._validator, batch, mapped, result)
        if self._typed:
            self._check_datatypes(batch, mapped, result)
        sound = [m for m in mapped if (m.kind, m.id) not in result.faulty]
        written = serialize_batch(sound, tuple(self.serializers.values()))
        result.outputs = dict(zip(self.serializers, written.chunks, strict=True))
        result.tally = written.tally
        self._mark(batch, result, list(written.sizes), self._nodes(mapped))
        if self._spec.is_split:
            result.extents = Extents([one.kind for one in sound], written.sizes)
        if self._packer is not None:
            whole = [record for record in batch if (record.kind, record.id) not in result.faulty]
            sizes_of = dict(zip(self.serializers, written.sizes, strict=True))
            result.kept = self._packer.pack(whole, sound, result.outputs, sizes_of)
        if self._spec.rule_terms or self._spec.is_whole:
            terms = None if self._spec.is_whole else self._spec.rule_terms
            result.rule_triples = "".join(_lines(mapped, terms)).encode()
        return result

    def _nodes(self, mapped: list[MappedRecord]) -> list[NodeMarks]:
        """Mark the nodes that records speak of, if rules can be run again for some of them alone."""
        if not self._spec.is_marked or not self._spec.rule_terms or self._spec.is_whole:
            return [b""] * len(mapped)
        return [marks_of_blocks(one.blocks, self._rule_predicates) for one in mapped]

    def _mark(self, batch: list[Record], result: BatchResult, sizes: list[list[int]], nodes: list[NodeMarks]) -> None:
        """Mark the records that are in the outputs, if that is wanted."""
        if not self._spec.is_marked:
            return
        marks = RecordMarks.of(batch, len(sizes), self._history.kinds)
        marks.nodes = nodes
        told: dict[str, list[Finding]] = {}
        for finding in result.findings:
            told.setdefault(finding.record.replace("/", "\0", 1), []).append(finding)
        if told:
            own = {f"{record.kind}\0{record.id}": record for record in batch}
            marks.findings = {key: (place_mark(own[key]), found) for key, found in told.items()}
            marks = marks.without(frozenset("\0".join(key) for key in result.faulty))
        marks.sizes = sizes
        result.marks = marks

    def map_record(self, record: Record) -> MappedRecord:
        """Map one record."""
        layouts = self._spec.layouts
        sources = tuple((layouts[number].file, layouts[number].sheet) for number, _ in record.rows)
        blocks = self.mapping.map_record(record.kind, record.node)
        return MappedRecord(record.kind, record.id, record.iri, record.document, blocks, sources)

    def _validate(
        self, validator: Validator, batch: list[Record], mapped: list[MappedRecord], result: BatchResult
    ) -> None:
        by_iri = {record.iri: record for record in batch}
        graph = "".join((*_lines(mapped, self._vocabulary.terms), *self._neighbours(mapped, by_iri)))
        for found in validator.validate_graph(graph, lambda focus: _record_of(focus, by_iri) is not None):
            record = _record_of(found.focus, by_iri)
            if record is None:
                continue
            self._report(self._tracer.finding(found, record), record, result)

    def _check_datatypes(self, batch: list[Record], mapped: list[MappedRecord], result: BatchResult) -> None:
        for record, one in zip(batch, mapped, strict=True):
            for found in ill_typed(one, self._typed):
                finding = self._tracer.finding(found, record)
                self._report(finding._replace(code=ILL_TYPED.code, hint=ILL_TYPED.advice), record, result)

    def _report(self, finding: Finding, record: Record, result: BatchResult) -> None:
        result.findings.append(finding)
        if self._spec.waivers.is_fault(finding):
            result.faulty.add((record.kind, record.id))

    def _neighbours(self, mapped: list[MappedRecord], own: dict[str, Record]) -> Iterable[str]:
        """Give the classes of the records that the batch refers to: shapes ask for no more of them."""
        base = self._spec.context.base
        seen: set[str] = set(own)
        referring = self._vocabulary.referring
        for one in mapped:
            for _subject, pairs in one.blocks:
                for predicate, objects in pairs:
                    for term in objects if predicate in referring else ():
                        if term[0] != "<" or term[1:-1] in seen:
                            continue
                        iri = term[1:-1]
                        seen.add(iri)
                        kind = iri.removeprefix(base).partition("/")[0] if iri.startswith(base) else ""
                        kind = self._kind_of_own_iri.get(iri, kind)
                        if "#" not in iri or iri in self._kind_of_own_iri:
                            yield from self._types.describe(iri, kind, self._spec.categories)


def _record_of(focus: str, by_iri: dict[str, Record]) -> Record | None:
    """Find the record that a node is, or is a part of; concepts may have a `#` in addresses of their own."""
    iri = focus.strip("<>")
    return by_iri.get(iri) or by_iri.get(iri.partition("#")[0])


def _lines(mapped: list[MappedRecord], terms: frozenset[str] | None = None) -> list[str]:
    """Write records as N-Triples; with `terms`, only what has one as its property, or as its class."""
    lines: list[str] = []
    for one in mapped:
        for subject, pairs in one.blocks:
            for predicate, objects in pairs:
                if terms is None or predicate in terms:
                    wanted = objects
                elif predicate == RDF_TYPE:
                    wanted = tuple([term for term in objects if term[1:-1] in terms])
                else:
                    continue
                for term in wanted:
                    lines.append(f"<{subject}> <{predicate}> {term} .\n")
    return lines
