"""How much, not which: verdicts by category and by severity, places by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from readylint.decision import counted
from readylint.model import CATEGORIES, SEVERITIES, Assessment, Report
from readylint.report.detail import NAMES
from readylint.report.page import Page, clip

_VERDICTS = {"error": "error", "fail": "fail", "accepted": "accepted", "unknown": "open", "pass": "pass", "na": "n/a"}
_STYLES = {"error": "bold magenta", "fail": "bold red", "accepted": "yellow", "unknown": "yellow", "pass": "green", "na": "dim"}


def statistics(page: Page, report: Report) -> None:
    """The tables, after the decision."""
    of = [a for a in report.assessments if a.counts]
    named = [(NAMES.get(c, c.capitalize()), [a for a in of if a.item.category == c]) for c in CATEGORIES]
    _verdicts(page, "Verdicts by category", [*named, ("all", of)])
    _verdicts(page, "Verdicts by severity", [(s.capitalize(), [a for a in of if a.item.severity == s]) for s in SEVERITIES])
    _places(page, of)


def _verdicts(page: Page, title: str, rows: Iterable[tuple[str, Sequence[Assessment]]]) -> None:
    counts = [(name, Counter("accepted" if a.accepted and a.verdict == "fail" else a.verdict for a in of)) for name, of in rows if of]
    seen = [v for v in _VERDICTS if any(count[v] for _, count in counts)]
    page.heading(title)
    page.line(("dim", f"  {'':<15}" + "".join(f"{_VERDICTS[v]:>10}" for v in seen)))
    for name, count in counts:
        cells = ((_STYLES[v] if count[v] else "dim", f"{count[v] or '-':>10}") for v in seen)
        page.line(("bold" if name == "all" else "", f"  {name:<15}"), *cells)


def _places(page: Page, of: Iterable[Assessment]) -> None:
    """Every item that fails, the most places first; what is absent has none."""
    failing = sorted((a for a in of if a.verdict == "fail"), key=lambda a: (-_count(a), a.item.id))
    if not failing:
        return
    page.heading("Findings by item", counted(sum(map(_count, failing)), "place"))
    for assessment in failing:
        item = assessment.item
        head = f"  {_count(assessment) or '-':>6}  {item.id}  "
        title = clip(item.title, max(page.width - len(head) - 9, 20))
        page.line(("bold", head), ("yellow" if assessment.accepted else "", f"{item.severity:<9}"), ("", title))


def _count(assessment: Assessment) -> int:
    return sum(1 for f in assessment.findings if f.location and f.suppressed is None)
