"""Reading: every table of a project becomes rows in an external sort, with all that is wrong in them."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources

from sedova_lod.dates import Calendar, day_number
from sedova_lod.engines import Engine
from sedova_lod.errors import Fault, InputError, ProjectError, TablesError
from sedova_lod.findings import FindingPile
from sedova_lod.findings.pile import MOST_HELD
from sedova_lod.pipeline.collection import Collection, TableCount
from sedova_lod.pipeline.table_rows import collect_file
from sedova_lod.pipeline.trees import branches
from sedova_lod.progress import Progress
from sedova_lod.readers import Row, Table, TableInfo, Tree, open_table
from sedova_lod.records import (
    KINDS,
    DataSetContext,
    Entries,
    ExternalSorter,
    LinkTable,
    RecordKey,
    RowReader,
    TableLayout,
    add_link,
    field_names,
    find_column,
    nearest_name,
    read_pairs,
)
from sedova_lod.settings import Project, TableSpec

__all__ = ["collect_records"]

_CONCEPTS_FILE = "concepts.csv"
_DEFAULT_SCHEME = "types"
_CENTURY = 36525  # days
_USUAL = ("encoding utf-8", "delimiter detected: comma")
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def collect_records(
    project: Project,
    sorter: ExternalSorter,
    progress: Progress,
    telling: frozenset[RecordKey] = frozenset(),
    engine: Engine | None = None,
    most_held: int = MOST_HELD,
) -> Collection:
    """Read all tables of a project.

    Args:
        project: The project.
        sorter: Takes the rows.
        progress: Shows how far the work is.
        telling: Kinds and categories that need be remembered.
        engine: Reads the rows of large tables in other processes; None to read all here.
        most_held: Findings that are kept in memory.

    Raises:
        ProjectError: The project file names kinds or fields that do not exist, or headers of a file without any.
        TablesError: One or more tables cannot be read at all.

    >>> import io, pathlib
    >>> from sedova_lod.settings import load_project
    >>> with ExternalSorter() as sorter:
    ...     tables = collect_records(load_project(pathlib.Path("data")), sorter, Progress(io.StringIO(), {})).tables
    >>> tables[0].how
    'csv, utf-8, comma'
    """
    _check_kinds(project)
    bundled = _bundled_concepts()
    context = _context(project, bundled)
    entries, findings = Entries(sorter, context), FindingPile(most_held)
    collection = Collection(context=context, entries=entries, findings=findings, sorter=sorter, telling=telling)
    opened = _open_tables(project)
    _check_nested(project, opened)
    tables: list[Table] = []
    for number, spec in enumerate(project.tables):
        tables.append(opened[_place(spec)])
        collection.layouts.append(_layout(number, spec, tables[-1], collection.findings))
        collection.tables.append(_count(tables[-1].info))
    pairs: dict[tuple[str, str], None] = {}
    for spec, table, layout in zip(project.tables, tables, collection.layouts, strict=True):
        if spec.kind == "concept":
            pairs.update(dict.fromkeys(_own_iris(table, layout, context)))
    context.own_iris.update(list(pairs))
    context.clashes.update(_clashes(pairs, context.base))
    bundled_ids = frozenset(bundled)
    for file in opened.values():
        layouts = [layout for table, layout in zip(tables, collection.layouts, strict=True) if table is file]
        collect_file(collection, file, layouts, progress, bundled_ids, engine)
    _collect_bundled(collection, bundled, {iri: key for key, iri in pairs if key not in context.clashes})
    _collect_links(collection, project)
    collection.entries.flush()
    return collection


def _place(spec: TableSpec) -> tuple[str, ...]:
    return (spec.file, spec.sheet, spec.encoding, spec.delimiter)


def _open_tables(project: Project) -> dict[tuple[str, ...], Table]:
    """Open each file and sheet once; all that cannot be read are told together."""
    opened: dict[tuple[str, ...], Table] = {}
    faults: dict[Fault, None] = {}
    for spec in project.tables:
        if _place(spec) in opened:
            continue
        try:
            opened[_place(spec)] = open_table(project.root, replace(spec, ignore=_ignored_by_all(project, spec)))
        except InputError as error:
            faults.update(dict.fromkeys(error.faults))
    if faults:
        raise TablesError(list(faults))
    return opened


def _ignored_by_all(project: Project, spec: TableSpec) -> tuple[str, ...]:
    """List the headers of a file or sheet that every section about it leaves out on purpose."""
    alike = [other.ignore for other in project.tables if _place(other) == _place(spec)]
    return tuple(name for name in spec.ignore if all(name in ignore for ignore in alike))


def _check_kinds(project: Project) -> None:
    faults = list(dict.fromkeys(fault for spec in project.tables for fault in _spec_faults(project, spec)))
    faults += _repeated_sections(project)
    if faults:
        raise ProjectError(faults)


def _check_nested(project: Project, opened: dict[tuple[str, ...], Table]) -> None:
    """Refuse settings that name headers of a file which has none: they would change nothing."""
    nested = [spec for spec in project.tables if opened[_place(spec)].is_nested]
    faults: dict[Fault, None] = {}
    for spec in nested:
        hint = "rename the keys, or make a table of the file, such as CSV or Parquet"
        file = spec.pattern or spec.file
        for name in [name for name, is_stated in (("fields", spec.fields), ("ignore", spec.ignore)) if is_stated]:
            what = f"'{name}' names headers of tables; the keys of '{file}' must be names of fields"
            faults[Fault(project.where(spec.line), what, hint)] = None
    if faults:
        raise ProjectError(list(faults))


def _repeated_sections(project: Project) -> Iterator[Fault]:
    """Find sections that say the same of one table, whose rows would all stand there twice."""
    seen: dict[tuple[str, str, str], list[TableSpec]] = {}
    for spec in project.tables:
        plain = replace(spec, line=0, fields=tuple(replace(rule, line=0) for rule in spec.fields))
        others = seen.setdefault((spec.kind, spec.file, spec.sheet), [])
        if plain in others:
            what = f"'{spec.file}' is listed twice for the kind '{spec.kind}'"
            yield Fault(project.where(spec.line), what, "delete one of the two sections [[tables]]")
        others.append(plain)


def _spec_faults(project: Project, spec: TableSpec) -> Iterator[Fault]:
    kind_name, _, part_name = spec.kind.partition(".")
    kind = KINDS.get(kind_name)
    known = [*KINDS, *(f"{k.name}.{p.name}" for k in KINDS.values() for p in k.parts.values() if p.many)]
    if spec.kind not in known or kind is None:
        hint = nearest_name(spec.kind, known, f"use one of: {', '.join(known)}")
        yield Fault(project.where(spec.line), f"there is no kind of record '{spec.kind}'", hint)
        return
    part = kind.parts.get(part_name)
    for rule in spec.fields:
        if find_column(kind, part, rule.name) is None:
            hint = nearest_name(rule.name, field_names(kind, part), "see the reference of record kinds")
            yield Fault(project.where(rule.line), f"a {spec.kind} has no field '{rule.name}'", hint)


def _context(project: Project, bundled: dict[str, dict[str, str]]) -> DataSetContext:
    dataset = project.dataset
    before = dataset.unknown_before
    return DataSetContext(
        dataset.base,
        dataset.languages,
        dataset.calendar if dataset.calendar == "julian" else "",
        _day(before) if before else None,
        {key: row["iri"] for key, row in bundled.items() if row.get("iri")},
        frozenset(key for key, row in bundled.items() if row.get("category") == "language"),
        is_calendar_stated=dataset.is_calendar_stated,
        last_day=_day((dataset.modified or dataset.issued).replace(month=1, day=1)) + _CENTURY,
        last_own_day=_day((dataset.modified or dataset.issued).replace(month=12, day=31)),
    )


def _day(date: datetime.date) -> int:
    return day_number(date.year, date.month, date.day, Calendar.GREGORIAN)


def _count(info: TableInfo) -> TableCount:
    delimiter = _DELIMITERS.get(info.delimiter, info.delimiter)
    return TableCount(
        f"{info.file}[{info.sheet}]" if info.sheet else info.file,
        ", ".join(filter(None, (info.format, info.encoding, delimiter))),
        notes=tuple(n for n in info.notes if n not in _USUAL),
    )


def _layout(number: int, spec: TableSpec, table: Table, findings: FindingPile) -> TableLayout:
    kind_name, _, part_name = spec.kind.partition(".")
    kind = KINDS[kind_name]
    info = table.info
    layout = TableLayout(number, kind, kind.parts.get(part_name), info.file, info.sheet)
    layout.is_distinct, layout.is_nested, layout.language = spec.is_distinct, table.is_nested, spec.language
    layout.header_row = info.header_row or 1
    if not table.is_nested:
        findings.extend(layout.arrange(info.header, spec.fields, spec.ignore))
    return layout


def _clashes(pairs: Mapping[tuple[str, str], None], base: str) -> Iterator[tuple[str, str]]:
    """Find the concepts that cannot have their addresses; of several with one, the first id keeps it in any order."""
    holders: dict[str, str] = {}
    for key, iri in pairs:
        holders[iri] = min(key, holders.get(iri, key))
    for key, iri in pairs:
        clash = _clash(key, iri, holders[iri], base)
        if clash:
            yield key, clash


def _clash(key: str, iri: str, holder: str, base: str) -> str:
    """Say why a concept cannot have an address, which would make one of two records; empty if it can."""
    if holder != key:
        return _held(iri, holder)
    kind = iri.removeprefix(base).partition("/")[0] if iri.startswith(base) else ""
    if kind in KINDS and iri != f"{base}concept/{key}":
        return f"the address {iri} is one that a record of this data set has, or may have"
    return ""


def _held(iri: str, holder: str) -> str:
    return f"the address {iri} is that of concept/{holder} already"


def _own_iris(table: Table, layout: TableLayout, context: DataSetContext) -> Iterator[tuple[str, str]]:
    """Find the concepts that have an IRI of their own, before any record refers to them."""
    if table.is_nested:
        yield from _own_iris_of_trees(table, layout)
        return
    found = read_pairs(layout, context, ("id", "iri"))
    if found is None:
        return
    key, iri = layout.by_name["id"], layout.by_name["iri"]
    if key.index == iri.index and iri.rule.lookup is not None:  # the lookup names all that can come
        for text in iri.rule.lookup:
            yield from found([text] * (key.index + 1))
        return
    for row in table.rows():
        if isinstance(row, Row):
            yield from found(row.values)


def _own_iris_of_trees(table: Table, layout: TableLayout) -> Iterator[tuple[str, str]]:
    for row in table.rows():
        if not isinstance(row, Tree):
            continue
        found = {name: cells for b in branches(layout.kind, row) if b.part is None for name, cells, _ in b.cells}
        values = next(iter(found.get("id", ())), None), next(iter(found.get("iri", ())), None)
        if values[0] and values[1]:
            yield str(values[0]).strip(), str(values[1]).strip()


def _bundled_concepts() -> dict[str, dict[str, str]]:
    text = (resources.files("sedova_lod.records") / _CONCEPTS_FILE).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    named = (dict(zip(header, row, strict=True)) for row in rows)
    return {row["id"]: row for row in named}


def _collect_bundled(collection: Collection, bundled: dict[str, dict[str, str]], holders: Mapping[str, str]) -> None:
    """Add those concepts of the tool that are in use, unless the project has its own under the same id.

    Args:
        collection: Takes them.
        bundled: The concepts of the tool.
        holders: Concepts of the project by their own addresses.
    """
    layout = TableLayout(len(collection.layouts), KINDS["concept"], None, f"sedova-lod/{_CONCEPTS_FILE}")
    collection.layouts.append(layout)
    collection.bundled_table = layout.number
    header = list(next(iter(bundled.values())))
    collection.findings.extend(layout.arrange(header, (), ()))
    context = collection.context
    pairs = ((key, context.own_iris.get(key, "")) for key in bundled)
    context.clashes.update((key, _held(iri, holders[iri])) for key, iri in pairs if holders.get(iri, key) != key)
    reader = RowReader(layout, context)
    done: set[str] = set()
    waiting = [*sorted(context.used_concepts), *([_DEFAULT_SCHEME] if _DEFAULT_SCHEME in bundled else [])]
    numbers = {key: number for number, key in enumerate(bundled, start=2)}
    while waiting:
        key = waiting.pop()
        if key in done or key not in bundled:
            continue
        done.add(key)
        before = set(context.used_concepts)
        reading = reader.read_row(numbers[key], [bundled[key][name] or None for name in header])
        if reading is None:
            continue
        collection.add(reading)
        waiting.extend(sorted(context.used_concepts - before))
        waiting.extend(ref.id for ref in reading.references if ref.kind == "concept")
    collection.findings.extend(reader.findings)


def _collect_links(collection: Collection, project: Project) -> None:
    layout = TableLayout(len(collection.layouts), KINDS["concept"], None, project.links.file)
    collection.layouts.append(layout)
    path = project.root / project.links.file
    if not path.exists():
        return
    table = LinkTable(path, project.links.file, project.dataset.base)
    for number, link in enumerate(table.iter_links()):
        prop = link.predicate if link.kind == "concept" else "sameAs"
        if link.kind not in KINDS or (link.predicate != "exactMatch" and link.kind != "concept"):
            continue
        origin = (layout.number, link.row, link.column)
        add_link(collection.sorter, (link.kind, link.id), origin, (prop, link.target), number)
    layout.header = tuple(table.header)
    collection.findings.extend(table.findings)
    collection.tables.append(TableCount(project.links.file, "SSSOM", table.n_rows))
