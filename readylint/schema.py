"""The JSON Schema of readylint.toml, from the table of settings: what editors complete and validators check."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from readylint.effective import defaults
from readylint.model import CATEGORIES, Item
from readylint.settings import SETTINGS, Setting, Table

NAME = "readylint-toml.schema.json"


def schema(items: Iterable[Item]) -> str:
    """The schema as JSON. Draft 7: editors of TOML read no later one. Without an `$id`: Taplo refuses one that is no whole address."""
    root = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "readylint.toml",
        **_table(SETTINGS),
        "definitions": {"item": _item(items)},
    }
    for key, value in defaults().items():
        root["properties"][key]["default"] = value
    return json.dumps(root, indent=2) + "\n"


def _table(table: Table) -> dict[str, Any]:
    others = _setting(table.others) if table.others else False
    made = {
        "type": "object",
        "description": table.about,
        "properties": {key: _value(value) for key, value in table.keys.items()},
        "additionalProperties": others,
        **({"propertyNames": {"$ref": "#/definitions/item"}} if table.others else {}),
        **({"required": list(table.required)} if table.required else {}),
    }
    return {"type": "array", "description": table.about, "items": made} if table.many else made


def _value(value: Setting | Table) -> dict[str, Any]:
    return _table(value) if isinstance(value, Table) else _setting(value)


def _setting(setting: Setting) -> dict[str, Any]:
    """With a description; beside a reference draft 7 would not read it, so that stands in an `allOf`."""
    told = {"description": setting.about} if setting.about else {}
    return {**told, "allOf": [setting.schema]} if "$ref" in setting.schema else {**told, **setting.schema}


def _item(items: Iterable[Item]) -> dict[str, Any]:
    """The name of an item. Those of readylint are offered; others, of packs, are no mistake."""
    known = tuple(items)
    names = [*(i.id for i in known), *(i.slug for i in known), *CATEGORIES]
    return {"description": "an id or a name of an item", "type": "string", "anyOf": [{"enum": names}, {"pattern": r"\S"}]}
