"""Microsoft's SARIF validator, from npm."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.npm import NpmMissing, package

PACKAGE = "@microsoft/sarif-multitool@5.7.0"


def errors(sarif: Path) -> list[str]:
    """The errors that it reports. Its exit status is 0 even then, so its own report is read."""
    report = sarif.with_suffix(".validated.sarif")
    arguments = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "-o", str(report), "--log", "ForceOverwrite", "-q")
    done = subprocess.run([str(_binary()), "validate", str(sarif), *arguments], capture_output=True, text=True, timeout=120, check=False)
    if not report.exists():
        raise NpmMissing(f"it wrote no report: {done.stdout}{done.stderr}")
    results: list[dict[str, Any]] = json.loads(report.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return [f"{r['ruleId']}: {r['message']}" for r in results if r.get("level", "warning") == "error"]


def _binary() -> Path:
    """The validator itself: its launcher hands `Sarif;Ghas` to a shell, which takes the semicolon for its own."""
    programs = sorted((package(PACKAGE) / "@microsoft").glob("sarif-multitool-*/Sarif.Multitool*"))
    found = next((p for p in programs if p.name in ("Sarif.Multitool", "Sarif.Multitool.exe")), None)
    if found is None:
        raise NpmMissing(f"{PACKAGE} holds no program for {sys.platform}")
    found.chmod(0o755)
    return found
