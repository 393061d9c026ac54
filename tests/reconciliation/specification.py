"""The specification of the Reconciliation API as it is published: its schemas and its labelled examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT7

__all__ = ["EXAMPLES", "FOLDER", "PUBLISHED", "Example", "needs_specification", "validator_of"]

FOLDER = Path(__file__).parents[3] / "shared" / "conformance" / "reconciliation"
PUBLISHED = ("0.1", "0.2")
needs_specification = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the specification is not at {FOLDER}")


class Example(NamedTuple):
    """Hold one example: which message it is of, whether it is valid, and its value."""

    version: str
    message: str
    is_valid: bool
    name: str
    value: Any


def _examples() -> list[Example]:
    return [
        Example(version, path.parts[-3], path.parts[-2] == "valid", path.stem, json.loads(path.read_text("utf-8")))
        for version in PUBLISHED
        for path in sorted((FOLDER / version / "examples").glob("*/*/*.json"))
    ]


EXAMPLES = _examples()


def validator_of(version: str, message: str) -> jsonschema.Draft7Validator:
    """Give the validator of a message by its published schema."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in (FOLDER / version / "schemas").glob("*.json")}
    schema = schemas[f"{message}.json"]
    folder = schema["$id"].rpartition("/")[0]
    store = {
        **{f"{folder}/{name}": one for name, one in schemas.items()},
        **{one["$id"]: one for one in schemas.values()},
    }
    registry = Registry().with_resources((iri, DRAFT7.create_resource(one)) for iri, one in store.items())
    return jsonschema.Draft7Validator(schema, registry=registry)
