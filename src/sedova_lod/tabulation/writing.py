"""Writing tables: one pass finds the columns that are in use, the next one writes the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from sedova_lod.records import Record
from sedova_lod.serializers import MANIFEST, OutputFolder, Tally, WrittenFile, byte_versions, write_manifest
from sedova_lod.settings import Dataset
from sedova_lod.tabulation.columns import Column, NameOf, TablePlan, plan_tables, rows_of
from sedova_lod.tabulation.data_package import DATA_PACKAGE, describe_tables
from sedova_lod.tabulation.table_files import CsvTable, ParquetTable, TableFile

__all__ = ["name_records", "tabulate"]

Records = Callable[[], Iterable[Record]]
"""Gives all records, each time it is called."""


def name_records(base: str, own_iris: dict[str, str]) -> NameOf:
    """Make a function that names records: kind and id for an address of the data set.

    Args:
        base: Beginning of addresses.
        own_iris: Addresses of concepts that have one of their own, by id.

    >>> name_of = name_records("https://example.org/", {"alias": "http://vocab.getty.edu/aat/300404664"})
    >>> name_of("https://example.org/person/lev#death"), name_of("http://vocab.getty.edu/aat/300404664")
    ('person/lev#death', 'concept/alias')
    """
    concepts = {iri: f"concept/{key}" for key, iri in own_iris.items()}
    return lambda iri: iri.removeprefix(base) if iri.startswith(base) else concepts.get(iri, iri)


def tabulate(
    dataset: Dataset, records: Records, name_of: NameOf, target: Path, *, is_parquet: bool = False
) -> tuple[list[TablePlan], tuple[WrittenFile, ...]]:
    """Write all records as tables, with a data dictionary.

    Records are read twice and never held; all files take their places together, or none does.

    Args:
        dataset: What the project file says.
        records: Gives all records; it is asked twice.
        name_of: Names the records that others refer to.
        target: Folder for the tables.
        is_parquet: Whether they are written as Parquet too.

    Returns:
        The tables, by name, and the files.

    Raises:
        OutputError: The folder cannot be written.
        MissingExtraError: Parquet is wanted, and the package for it is not installed.

    >>> import datetime, tempfile
    >>> day = datetime.date(2026, 1, 1)
    >>> dataset = Dataset("https://example.org/", {}, {}, (), "https://example.org/licence", "1", day, day)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     plans, files = tabulate(dataset, lambda: iter(()), lambda iri: "", Path(folder) / "tables")
    >>> plans, [file.name for file in files]
    ([], ['datapackage.json', 'manifest.json'])
    """
    plans = _find_columns(records(), name_of)
    with OutputFolder(target, DATA_PACKAGE) as folder, ExitStack() as stack:
        open_files = []
        tables: dict[str, list[TableFile]] = {}
        for name, plan in plans.items():
            columns = list(plan.columns.values())
            endings = (".csv", ".parquet") if is_parquet else (".csv",)
            files = [stack.enter_context(folder.create(f"{name}{ending}")) for ending in endings]
            open_files += files
            tables[name] = [CsvTable(files[0], columns), *(ParquetTable(file, columns) for file in files[1:])]
        tally = Tally()
        for record in records():
            tally.records[record.kind] += 1
            for name, cells in rows_of(record, name_of):
                for table in tables[name]:
                    table.add(cells)
        for table in (table for several in tables.values() for table in several):
            table.close()
        for file in open_files:
            file.close()
        _describe(folder, dataset, plans, tally)
        written = folder.files
    return list(plans.values()), written


def _describe(folder: OutputFolder, dataset: Dataset, plans: dict[str, TablePlan], tally: Tally) -> None:
    with folder.create(DATA_PACKAGE) as file:
        file.write(describe_tables(dataset, plans, [one for one in folder.files if one.name != DATA_PACKAGE]))
    versions = byte_versions(version("sedova-lod"), [one.name for one in folder.files])
    content = write_manifest(folder.files, tally, versions)
    with folder.create(MANIFEST) as file:
        file.write(content)


def _find_columns(records: Iterable[Record], name_of: NameOf) -> dict[str, TablePlan]:
    """Find which tables and columns are in use, and give them in the order of the fields."""
    used: dict[str, dict[str, None]] = {}
    numbers: dict[str, int] = {}
    for record in records:
        for name, cells in rows_of(record, name_of):
            used.setdefault(name, {}).update(dict.fromkeys(cells))
            numbers[name] = numbers.get(name, 0) + 1
    plans: dict[str, TablePlan] = {}
    for name, (doc, known) in plan_tables().items():
        if name in used:
            plans[name] = TablePlan(name, doc, _ordered(known, used[name]), numbers[name])
    return plans


def _ordered(known: dict[str, Column], used: dict[str, None]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    of_field: dict[str, list[str]] = {}
    for name in used:
        of_field.setdefault(name.partition("@")[0], []).append(name)
    for name, column in known.items():
        for header in sorted(of_field.pop(name, ())):
            is_tagged = header != name
            found[header] = column._replace(name=header, is_required=column.is_required and not is_tagged)
    if of_field:
        raise KeyError(f"columns without a description: {sorted(of_field)}")
    return found
