"""Edits as a patch, which `git apply` takes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from readylint.fixes.edit import Edit, applied
from readylint.report.page import clean, harmless


def patch(path: str, before: str, edits: Iterable[Edit]) -> str:
    """What some edits change in the text of a file, which is as it stands there, line ends and all."""
    every = tuple(edits)
    new, name = any(e.creates for e in every), clean(path)
    head = [f"diff --git a/{name} b/{name}", *(["new file mode 100644"] if new else [])]
    compared = difflib.unified_diff(_lines(before), _lines(applied(before, every)), "/dev/null" if new else f"a/{name}", f"b/{name}")
    return "\n".join([*head, *map(_shown, compared)]) + "\n"


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends: only `\\n` is one, to git."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _shown(line: str) -> str:
    whole = line.endswith("\n")
    return harmless(line.removesuffix("\n")) + ("" if whole else "\n\\ No newline at end of file")
