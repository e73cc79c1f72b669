"""reviewdog's diagnostics, one JSON object a line: the failures as comments of a review."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from readylint.knowledge import regex
from readylint.model import Report, Severity
from readylint.report.alerts import Alert, alerts
from readylint.report.as_json import legible
from readylint.report.sources import SourceText, TextOf

_SEVERITY: dict[Severity, str] = {"blocker": "ERROR", "high": "WARNING", "medium": "WARNING", "low": "INFO"}
# A review shows a message as Markdown: what names people, loads pictures, links, or is HTML does not come from the scanned repository.
_ALIVE = regex(r"[<\[]|@(?=\w)|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_NOTHING = "\u200b"

Lines = Callable[[str], "list[str]"]


def rdjsonl(report: Report, text_of: TextOf) -> str:
    """The report for `reviewdog -f=rdjsonl`, without what a baseline lists: it was said before."""
    lines = cache(lambda path: SourceText(text_of(path) or "").lines)
    return "".join(f"{json.dumps(_diagnostic(alert, lines))}\n" for alert in alerts(report, text_of) if alert.state != "unchanged")


def _diagnostic(alert: Alert, lines: Lines) -> dict[str, Any]:
    region, of = alert.region, lines(alert.path)
    return {
        "message": inert(f"{alert.item.title}: {alert.message}"),
        "location": {
            "path": legible(alert.path),
            "range": {
                "start": _position(of, region["startLine"], region["startColumn"]),
                "end": _position(of, region["endLine"], region["endColumn"]),
            },
        },
        "severity": _SEVERITY[alert.item.severity],
        "source": {"name": "readylint"},
        "code": {"value": alert.item.id},
    }


def _position(lines: list[str], line: int, column: int) -> dict[str, int]:
    """A place in the bytes of UTF-8, as reviewdog counts; ours are characters."""
    before = lines[line - 1][: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}


def inert(text: str) -> str:
    """A message that names nobody and links nowhere when Markdown is made of it, and reads the same when none is."""
    return _ALIVE.sub(lambda m: f"\\{m[0]}" if m[0] in "<[" else f"{m[0]}{_NOTHING}" if m[0] == "@" else f"{_NOTHING}{m[0]}", text)
