"""Empty tables to fill in, and a JSON Schema, made from the definition of the kinds."""

from __future__ import annotations

import csv
import io
from typing import Any

from sedova_lod.records.documentation import field_type_name
from sedova_lod.records.kinds import ANY_KIND, KINDS
from sedova_lod.records.layout import COMPANIONS, PARENT
from sedova_lod.records.model import Field, FieldType, Part

__all__ = ["csv_template", "json_schema", "template_columns", "xlsx_template"]


def template_columns(kind: str) -> list[tuple[str, Field]]:
    """List the columns of a kind's table, or of a child table.

    Args:
        kind: `person`, or `person.memberships`.

    Raises:
        KeyError: There is no such kind.

    >>> [name for name, _ in template_columns("person.memberships")]
    ['of', 'group', 'role', 'date', 'note', 'source', 'certainty']
    """
    name, _, part_name = kind.partition(".")
    if not part_name:
        return [(column, item) for column, (_part, item) in KINDS[name].columns.items()]
    part = KINDS[name].parts[part_name]
    if not part.many:
        raise KeyError(kind)
    return _child_columns(part)


def _child_columns(part: Part) -> list[tuple[str, Field]]:
    return [
        (PARENT, Field(PARENT, FieldType.ID, "Id of the record that the row belongs to.", required=True)),
        *((item.name, item) for item in part.fields),
        ("source", Field("source", FieldType.CITATION, "Works that the row rests on.", many=True)),
        ("certainty", Field("certainty", FieldType.REFERENCE, "How sure it is.", kinds=("concept",))),
    ]


def csv_template(kind: str) -> str:
    r"""Write an empty CSV table: the header row.

    >>> csv_template("event.participations")
    'of,agent,part,role,note,source,certainty\r\n'
    """
    stream = io.StringIO()
    csv.writer(stream).writerow([name for name, _ in template_columns(kind)])
    return stream.getvalue()


def xlsx_template(kinds: list[str]) -> bytes:
    """Make a workbook with a sheet for each kind, its headers explained in comments.

    >>> xlsx_template(["person"])[:2]
    b'PK'
    """
    from openpyxl import Workbook  # noqa: PLC0415 - only when a workbook is wanted
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in kinds:
        sheet = book.create_sheet(kind)
        for number, (name, item) in enumerate(template_columns(kind), start=1):
            cell = sheet.cell(1, number, name)
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", start_color="FFE8E0" if item.required else "F0F0F0")
            text = f"{item.doc}\nType: {field_type_name(item)}" + ("\nrequired" if item.required else "")
            cell.comment = Comment(text + (f"\nExample: {item.example}" if item.example else ""), "sedova-lod")
            sheet.column_dimensions[get_column_letter(number)].width = max(12, len(name) + 4)
            for row in range(2, 501):
                sheet.cell(row, number).number_format = "@"
        sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def json_schema() -> dict[str, Any]:
    """Make the JSON Schema of records in YAML and JSON Lines files, one definition a kind.

    Source:
        JSON Schema 2020-12, https://json-schema.org/draft/2020-12/schema

    >>> sorted(json_schema()["$defs"])[:3]
    ['claim', 'concept', 'event']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/sedova-lod/records.schema.json",
        "title": "Records of sedova-lod",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in KINDS],
        "$defs": {name: _kind_schema(name) for name in KINDS},
    }


def _kind_schema(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    fields = {column: item for column, (_part, item) in kind.columns.items()}
    schema = _object(fields, kind.doc)
    for part in kind.parts.values():
        if part.many:
            items = _object({item.name: item for item in part.fields}, part.doc)
            items["properties"].update({"key": {"type": "string"}})
            schema["properties"][part.name] = {"type": "array", "items": items, "description": part.doc}
    return schema


def _object(fields: dict[str, Field], doc: str) -> dict[str, Any]:
    tagged = "|".join(n.replace(".", r"\.") for n, f in fields.items() if _is_tagged(f))
    names = "|".join(n.replace(".", r"\.") for n in fields)
    patterns = {f"^({names})(@[A-Za-z0-9-]+)?\\.({'|'.join(COMPANIONS)})$": _VALUES, "^(source|certainty)$": _VALUES}
    if tagged:
        patterns[f"^({tagged})@[A-Za-z0-9-]+$"] = _VALUES
    return {
        "type": "object",
        "description": doc,
        "properties": {name: _field_schema(item) for name, item in fields.items()},
        "patternProperties": patterns,
        "required": [name for name, item in fields.items() if item.required],
        "additionalProperties": False,
    }


_SCALAR = {"type": ["string", "number", "boolean"]}
_VALUES: dict[str, Any] = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}


def _is_tagged(item: Field) -> bool:
    return item.type in (FieldType.NAME, FieldType.ALIAS, FieldType.TEXT)


def _field_schema(item: Field) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_VALUES) if item.many or _is_tagged(item) else dict(_SCALAR)
    if item.choices:
        schema = {"enum": list(item.choices)}
    elif _is_tagged(item):
        schema = {"anyOf": [*_VALUES["anyOf"], {"type": "object", "additionalProperties": _VALUES}]}
    kinds = " or ".join(item.kinds) if item.kinds != ANY_KIND else "any record"
    schema["description"] = item.doc + (f" Refers to: {kinds}." if item.kinds else "")
    if item.example:
        schema["examples"] = [item.example]
    return schema
