"""The settings in force, for `readylint config show`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from readylint.effective import DEFAULT, Stated
from readylint.report.page import Page, Screen, clean, clip


def text(rows: Sequence[Stated], path: str, screen: Screen) -> str:
    """One line for each: the key, its value as TOML writes it, where it comes from."""
    page = Page(screen.width)
    page.line(("bold", f"Configured in {path}" if path else "No configuration: readylint.toml, or [tool.readylint] in pyproject.toml"))
    page.gap()
    said = [(clean(_name(row)), clean(_toml(row.value)), row.source) for row in rows]
    names, values = (min(max(len(row[at]) for row in said), 40) for at in (0, 1))
    for name, value, source in said:
        style = "dim" if source == DEFAULT else "cyan"
        room = screen.width - names - len(source) - 6
        page.line(("bold", f"  {name:<{names}}"), ("", f"  {clip(value, max(room, 20)):<{values}}"), (style, f"  {source}"))
    return page.text(screen.color)


def as_json(rows: Sequence[Stated]) -> str:
    """The same as a JSON list."""
    keys = ("key", "value", "source", "about")
    return json.dumps([{key: getattr(row, key) for key in keys} for row in rows], indent=2, default=str) + "\n"


def _name(row: Stated) -> str:
    """The key; one of many tables also by the name that it gives itself."""
    if not isinstance(row.value, dict):
        return row.key
    named = next((str(row.value[key]) for key in ("name", "root", "item", "decision") if key in row.value), "")
    return f"[[{row.key}]] {named}".rstrip()


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_toml(part)}" for key, part in value.items())
    return json.dumps(value, ensure_ascii=False, default=str)
