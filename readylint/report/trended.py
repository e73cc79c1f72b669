"""A trend as text with a sparkline, as JSON, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from readylint.comparison import Change, Direction, by_severity
from readylint.decision import counted
from readylint.model import Outcome
from readylint.report.as_csv import cell
from readylint.report.compared import became
from readylint.report.headline import WORDS
from readylint.report.page import Page, Screen, clean, clip, sentence
from readylint.report.paint import Span
from readylint.trace import legible
from readylint.trend.steps import Step, Trend

BLOCKS = "▁▂▃▄▅▆▇█"
STYLES: dict[Outcome, str] = {"go": "bold green", "conditional_go": "bold yellow", "no_go": "bold red", "inconclusive": "dim"}
_MARKS: tuple[tuple[Direction, str, str], ...] = (("worse", "-", "red"), ("better", "+", "green"))
COLUMNS = ("name", "date", "revision", "decision", "pass_rate", "passed", "judged", "applicable", "blockers", "better", "worse", "why")


def text(trend: Trend, screen: Screen) -> str:
    """For a person: the line of the pass rate, then each step with what got better and worse in it."""
    page = Page(screen.width)
    first, last = trend.steps[0], trend.steps[-1]
    span = f"{clean(first.revision.name)} to {clean(last.revision.name)}, {counted(len(trend.steps), trend.by)}"
    page.para(f"{trend.name}, {span}", ("bold", "Readiness  "), indent=0)
    ends = f"  {first.share or 'none'} -> {last.share or 'none'}"
    page.line(("", "Pass rate  "), *_sparkline(trend.steps), ("", ends), ("dim", "  on a scale from 0 to 100%"))
    page.gap()
    names = min(max(len(clean(step.revision.name)) for step in trend.steps), 30)
    for step, changes in zip(trend.steps, trend.changes):
        _step(page, step, names)
        _changed(page, changes)
    return page.text(screen.color)


def _sparkline(steps: Sequence[Step]) -> list[Span]:
    """A block for each step, as high as its pass rate, in the colour of its decision."""
    top = len(BLOCKS) - 1
    return [(STYLES.get(s.outcome, ""), " " if s.rate is None else BLOCKS[min(int(s.rate * len(BLOCKS)), top)]) for s in steps]


def _step(page: Page, step: Step, names: int) -> None:
    name, day = clip(clean(step.revision.name), names), step.revision.day.isoformat()
    judged = f"{step.passed} of {step.judged} judged pass" if step.items else ""
    page.line(
        ("bold", f"{name:<{names}}"), ("dim", f"  {day}  "), (STYLES.get(step.outcome, ""), f"{WORDS[step.outcome]:<14}"),
        ("", f"  {step.share:>4}"), ("dim", f"  {judged}"),
    )  # fmt: skip
    if step.why:
        page.para(sentence(step.why), indent=4, style="dim")


def _changed(page: Page, changes: Sequence[Change]) -> None:
    for direction, mark, style in _MARKS:
        for change in by_severity(changes, direction):
            page.para(f"{change.item.title}: {became(change)}", (style, f"{mark} {change.item.id}  "), indent=4)


def as_json(trend: Trend, screen: Screen) -> str:
    """As one JSON object."""
    steps = [_as_json(step, changes) for step, changes in zip(trend.steps, trend.changes)]
    made = {"schema": "readylint-trend/1", "repository": legible(trend.name), "by": trend.by, "steps": steps}
    return json.dumps(made, indent=2) + "\n"


def _as_json(step: Step, changes: Sequence[Change]) -> dict[str, Any]:
    return {
        **_head(step),
        "pass_rate": step.share or None,
        "blockers": list(step.blockers),
        "items": {item.id: item.verdict for item in step.items},
        "changes": [
            {"id": c.item.id, "severity": c.item.severity, "before": c.before, "after": c.item.verdict, "direction": c.direction,
             "reason": legible(c.item.reason)}
            for c in changes
        ],
        "why": legible(step.why) or None,
    }  # fmt: skip


def _head(step: Step) -> dict[str, Any]:
    return {
        "name": legible(step.revision.name), "date": step.revision.day.isoformat(), "revision": step.revision.commit,
        "decision": step.outcome, "passed": step.passed, "judged": step.judged, "applicable": step.applicable,
    }  # fmt: skip


def as_csv(trend: Trend, screen: Screen) -> str:
    """A row for each step."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for step, changes in zip(trend.steps, trend.changes):
        ids: dict[str, str] = {key: " ".join(c.item.id for c in by_severity(changes, key)) for key, _, _ in _MARKS}
        row: dict[str, Any] = {**_head(step), "pass_rate": step.share, "blockers": " ".join(step.blockers), **ids, "why": step.why}
        writer.writerow({key: cell(str(value)) for key, value in row.items()})
    return out.getvalue()


def _html(trend: Trend, screen: Screen) -> str:
    from readylint.report.html.trended import trended

    return trended(trend)


FORMATS: Mapping[str, Callable[[Trend, Screen], str]] = {"text": text, "json": as_json, "csv": as_csv, "html": _html}
