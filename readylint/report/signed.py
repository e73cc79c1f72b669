"""What people put their names to, in every report: whether it counts, until when, and who brought it in."""

from __future__ import annotations

from typing import Any

from readylint.entries import Entry, Standing
from readylint.model import Decision, Report
from readylint.report.page import Page, clean, sentence

_STYLES = {"counts": "green", "expired": "red", "stale": "yellow", "unused": "yellow", "refused": "red"}
_VERBS = {"attest": "attests", "waive": "waives", "override": "decides"}


def signed(page: Page, report: Report) -> None:
    """The section of the text report."""
    if not report.entries:
        return
    day = f"held against {report.day.isoformat()}" if report.day else ""
    page.heading("What people answer for", day)
    for standing in report.entries:
        page.para(told(standing), (_STYLES[standing.state], f"{standing.state:<8}  "))


def told(standing: Standing) -> str:
    """One entry in a sentence: who, what, until when, why it does not count, and the commit that brought it in."""
    entry, origin = standing.entry, standing.origin
    what = f"{entry.decision.replace('_', ' ')}" if entry.kind == "override" else entry.item
    said = [f"{entry.by} {_VERBS[entry.kind]} {what}{_bounds(entry)} until {entry.expires.isoformat()}"]
    said += [f": {entry.reason}"] if entry.reason else []
    said += [f"; {standing.why}"] if standing.why else []
    said += [f" (commit {origin.commit[:10]} by {origin.author}, {origin.date.date().isoformat()})"] if origin else []
    return sentence("".join(said))


def _bounds(entry: Entry) -> str:
    parts = [f"for {entry.service}" if entry.service else "", f"in {', '.join(entry.paths)}" if entry.paths else ""]
    parts += [f"for the finding {entry.fingerprint}"] if entry.fingerprint else []
    return "".join(f" {part}" for part in parts if part)


def overridden(decision: Decision) -> str:
    """Whose decision it is where somebody decided otherwise; "" where nobody did."""
    if not decision.override or not decision.instead_of:
        return ""
    by = clean(decision.override.entry.by).replace("{", "").replace("}", "")
    return f"{{}} goes ahead because {by} said so: without that it is {decision.instead_of.replace('_', '-')}."


def plain(standing: Standing | None) -> dict[str, Any] | None:
    """An entry as plain values, for JSON."""
    if standing is None:
        return None
    entry, origin = standing.entry, standing.origin
    made: dict[str, Any] = {"kind": entry.kind, "item": entry.item or None, "by": entry.by, "expires": entry.expires.isoformat()}
    made |= {"on": entry.on.isoformat() if entry.on else None, "reason": entry.reason, "evidence": list(entry.evidence)}
    made |= {"paths": list(entry.paths), "service": entry.service or None, "fingerprint": entry.fingerprint or None}
    made |= {"decision": entry.decision or None, "line": entry.line, "state": standing.state, "why": standing.why}
    made["origin"] = (
        {"commit": origin.commit, "author": origin.author, "email": origin.email, "date": origin.date.isoformat()} if origin else None
    )
    return made
