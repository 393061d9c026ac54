"""The data dictionary: a Frictionless data package that says what each table and column means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sedova_lod.records.fragments import slug
from sedova_lod.serializers import WrittenFile
from sedova_lod.settings import Dataset
from sedova_lod.tabulation.columns import MANY, Column, TablePlan

__all__ = ["DATA_PACKAGE", "describe_tables"]

DATA_PACKAGE = "datapackage.json"
"""File that describes the others."""

_MANY = f"Several values are divided by '{MANY.strip()}'; a bar in a value is written '\\|'."
_PARQUET = "application/vnd.apache.parquet"


def describe_tables(dataset: Dataset, tables: Mapping[str, TablePlan], files: Iterable[WrittenFile]) -> bytes:
    """Write the description of all tables, `datapackage.json`.

    Nothing in it depends on the day.

    Args:
        dataset: What the project file says.
        tables: The tables in use, by name.
        files: Their files.

    Source:
        Data Package, https://specs.frictionlessdata.io/data-package/; Table Schema,
        https://specs.frictionlessdata.io/table-schema/

    >>> import datetime
    >>> dataset = Dataset("https://example.org/", {"en": "Letters"}, {}, ("A.",), "x:l", "1", datetime.date(2026, 1, 1))
    >>> json.loads(describe_tables(dataset, {}, []))["name"]
    'letters'
    """
    language = dataset.languages[0]
    title, description = _in_language(dataset.title, language), _in_language(dataset.description, language)
    content: dict[str, Any] = {
        "profile": "data-package",
        "name": _slug(title),
        "id": dataset.base,
        "title": title,
        "description": description,
        "homepage": dataset.base,
        "version": dataset.version,
        "created": f"{(dataset.modified or dataset.issued).isoformat()}T00:00:00Z",
        "licenses": [{"path": dataset.license}],
        "contributors": [{"title": creator, "role": "author"} for creator in dataset.creators],
        "keywords": list(dataset.keywords),
        "resources": [_resource(file, tables, dataset) for file in files],
    }
    found = {name: value for name, value in content.items() if value or name == "resources"}
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _slug(title: str) -> str:
    name = slug(title)
    return name if name and name.isascii() else "data-set"


def _in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _resource(file: WrittenFile, tables: Mapping[str, TablePlan], dataset: Dataset) -> dict[str, Any]:
    table, _, ending = file.name.rpartition(".")
    plan = tables[table]
    found: dict[str, Any] = {
        "name": table if ending == "csv" else f"{table}.{ending}",
        "path": file.name,
        "title": table,
        "description": plan.doc,
        "bytes": file.size_bytes,
        "hash": f"sha256:{file.sha256}",
        "licenses": [{"path": dataset.license}],
    }
    if ending != "csv":
        return {**found, "profile": "data-resource", "format": ending, "mediatype": _PARQUET}
    csv: dict[str, Any] = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
    return {**found, **csv, "encoding": "utf-8", "schema": _schema(plan, tables)}


def _schema(plan: TablePlan, tables: Mapping[str, TablePlan]) -> dict[str, Any]:
    columns = list(plan.columns.values())
    schema: dict[str, Any] = {"fields": [_field(column, plan.name) for column in columns], "missingValues": [""]}
    if "." not in plan.name:
        schema["primaryKey"] = "record"
    keys = [_foreign_key(column) for column in columns if _is_key(column, tables)]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column, table: str) -> dict[str, Any]:
    said = f"{column.doc} {_MANY}".strip() if column.is_many else column.doc
    found: dict[str, Any] = {"name": column.name, "type": "number" if column.is_number else "string"}
    if said:
        found["description"] = said
    constraints: dict[str, bool] = {}
    if column.is_required:
        constraints["required"] = True
    if column.name in ("record", "iri") and "." not in table:
        constraints["unique"] = True
    if constraints:
        found["constraints"] = constraints
    return found


def _is_key(column: Column, tables: Mapping[str, TablePlan]) -> bool:
    return len(column.kinds) == 1 and not column.is_many and column.kinds[0] in tables


def _foreign_key(column: Column) -> dict[str, Any]:
    return {"fields": column.name, "reference": {"resource": column.kinds[0], "fields": "record"}}
