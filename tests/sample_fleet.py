"""Fleets for tests: folders as `readylint fleet scan` leaves them, of small reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from readylint.report.as_json import as_json
from tests.sample_report import CLEAN, REPORT

SHOP = json.loads(as_json(replace(REPORT, owners=(("", ("@acme/all",)), ("shop/views.py", ("@acme/search", "@acme/web"))))))
TOOL = json.loads(as_json(CLEAN))
FIRST, SECOND = "20260101T000000Z", "20260201T000000Z"


def row(repository: str, report: str | None, outcome: str = "scanned", **more: Any) -> dict[str, Any]:
    """A line of a run."""
    return {"repository": repository, "source": f"/src/{repository}", "outcome": outcome, "report": report, **more}


def write_run(folder: Path, run: str, rows: Sequence[dict[str, Any]], ended: bool = True) -> None:
    """A run into the folder of a fleet, which is made where there is none."""
    (folder / "runs").mkdir(parents=True, exist_ok=True)
    (folder / "readylint-fleet.json").write_text('{"format": 1}\n')
    head = {"run": run, "begun": f"{run[:4]}-{run[4:6]}-01T00:00:00Z", "tool": "0.1.0", "policy": [], "sources": len(rows)}
    lines = [head, *rows, *([{"ended": "2026-12-01T00:00:00Z"}] if ended else [])]
    (folder / "runs" / f"{run}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def write_report(folder: Path, key: str, report: dict[str, Any]) -> None:
    """A report into the folder of a fleet."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    (folder / "reports" / f"{key}.json").write_text(json.dumps(report))


def fleet(folder: Path) -> Path:
    """Two runs over a shop, a tool and one that is too large: the shop got better, the tool came."""
    write_report(folder, "a" * 24, SHOP)
    write_report(folder, "b" * 24, better(SHOP))
    write_report(folder, "c" * 24, TOOL)
    large = row("acme/large", None, "out_of_memory", reason="more than 2 GB")
    write_run(folder, FIRST, [row("acme/shop", "a" * 24), large])
    write_run(folder, SECOND, [row("acme/tool", "c" * 24), row("acme/shop", "b" * 24), large], ended=False)
    return folder


def better(report: dict[str, Any]) -> dict[str, Any]:
    """The report with one blocker less."""
    told = json.loads(json.dumps(report))
    item = next(i for i in told["items"] if i["id"] == "REL001")
    item.update(verdict="pass", findings=[], absent=[])
    told["decision"]["blockers"].remove("REL001")
    return told
