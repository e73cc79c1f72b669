"""The published schema of the JSON report, as strict as a test wants it: no key that it does not know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent.parent / "docs" / "schema" / "readylint-1.schema.json").read_text("utf-8"))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object within a schema."""
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from objects(part)
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield schema


def _strict() -> dict[str, Any]:
    made = deepcopy(PUBLISHED)
    for schema in objects(made):
        schema["additionalProperties"] = False
    return made


_READER = Draft202012Validator(_strict(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def mistakes(document: object) -> list[str]:
    """Where a document is not what the schema says."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _READER.iter_errors(document)]
