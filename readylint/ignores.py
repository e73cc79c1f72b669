"""Comments that suppress a finding where it stands: `readylint: ignore[SEC001] reason`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from readylint.facts.files import Files
from readylint.knowledge import regex
from readylint.model import Finding, Item

_IGNORE = regex(r"readylint:\s*ignore\[([\w\s,-]+)\][ \t:]*([^\n]*?)\s*(?:\*/|-->|#\}|%>)?\s*$")


def ignored(item: Item, finding: Finding, files: Files) -> Finding:
    """The finding, suppressed where its line or the one above it says `readylint: ignore[SEC001] reason`."""
    file = files.get(finding.location.path) if finding.location and finding.in_tree and finding.kind == "contradicts" else None
    if finding.suppressed is not None or not file or not finding.location or b"readylint:" not in file.data:
        return finding
    around = file.text.splitlines()[max(0, finding.location.line - 2) : finding.location.line]
    for said in filter(None, map(_IGNORE.search, around)):
        if {item.id, item.slug} & set(re.split(r"[\s,]+", said[1].strip())):
            return replace(finding, suppressed=said[2] or "without a reason")
    return finding
