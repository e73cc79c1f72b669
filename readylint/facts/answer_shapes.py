"""How each language answers and catches, compiled (answers.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from readylint.knowledge import known
from readylint.patterns import compiled


class Shape:
    """How a language answers and catches: its rows, compiled."""

    def __init__(self, language: str) -> None:
        rows = known("facts/answers")
        self.answer: dict[str, Any] = rows["answer"][language]
        self.caught: dict[str, Any] = rows["caught"].get(language, {})
        for name in (
            "open", "status", "fine", "returned", "routed", "before", "raised", "only", "defines", "coded", "pairs", "paired", "unsent",
        ):
            setattr(self, f"_{name}", compiled(self.answer[name], re.MULTILINE) if name in self.answer else None)

    def pattern(self, name: str) -> re.Pattern[str] | None:
        """One of the row's patterns."""
        return getattr(self, f"_{name}")  # type: ignore[no-any-return]

    def keeps(self, file: str, raised: str) -> bool:
        """Whether the framework of a file keeps the message of an error that is raised to itself."""
        unsent = self.pattern("unsent")
        return bool(unsent and unsent.search(file)) and "ntity(" not in raised


@cache
def shape_of(language: str) -> Shape | None:
    """How a language answers; None for one that is not known here."""
    rows = known("facts/answers")
    name = rows["alias"].get(language, language)
    return Shape(name) if name in rows["answer"] else None
