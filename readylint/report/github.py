"""GitHub's workflow commands: failures as annotations on the lines of a pull request, as many as GitHub shows of one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from readylint.decision import counted
from readylint.model import SEVERITIES, Report
from readylint.report.alerts import Alert, alerts
from readylint.report.as_json import legible
from readylint.report.headline import WORDS, meaning
from readylint.report.page import clean, clip, sentence
from readylint.report.sarif import LEVEL
from readylint.report.sources import TextOf

MOST = 10  # of each kind, of one step: GitHub drops what comes after them without a word
_KIND = {"error": "error", "warning": "warning", "note": "notice"}


def github(report: Report, text_of: TextOf) -> str:
    """The report as workflow commands, the worst first; what a baseline knows is left out. The last one says the decision, and how many
    failures are not annotated."""
    found = _worst_first(a for a in alerts(report, text_of) if a.state != "unchanged")
    left = Counter(error=MOST, warning=MOST, notice=MOST - 1)
    lines = []
    for alert in found:
        kind = _KIND[LEVEL[alert.item.severity]]
        left[kind] -= 1
        if left[kind] >= 0:
            lines.append(_annotation(kind, alert))
    told = [clean(meaning(report)), *(sentence(reason) for reason in report.decision.reasons)]
    rest = len(found) - len(lines)
    told += [f"{counted(rest, 'more failure')} not annotated here: the report has {'it' if rest == 1 else 'them'}."] if rest else []
    lines.append(f"::notice title={_property(f'readylint: {WORDS[report.decision.outcome]}')}::{_data(' '.join(told))}")
    return "".join(f"{line}\n" for line in lines)


def _worst_first(found: Iterable[Alert]) -> list[Alert]:
    """By severity, and the first place of every item before the second of any: one item with many places does not hide the others."""
    return [alert for *_, alert in sorted(_ranked(found), key=lambda row: row[:3])]


def _ranked(found: Iterable[Alert]) -> Iterator[tuple[int, int, str, Alert]]:
    seen: Counter[str] = Counter()
    for alert in found:
        seen[alert.item.id] += 1
        yield SEVERITIES.index(alert.item.severity), seen[alert.item.id], alert.item.id, alert


def _annotation(kind: str, alert: Alert) -> str:
    at = alert.region
    named = {"file": legible(alert.path), "line": at["startLine"], "endLine": at["endLine"]}
    if at["startLine"] == at["endLine"]:  # GitHub takes columns of one line only
        named |= {"col": at["startColumn"], "endColumn": at["endColumn"]}
    named["title"] = clip(f"{alert.item.id} {clean(alert.item.title)}", 200)
    return f"::{kind} {','.join(f'{name}={_property(str(value))}' for name, value in named.items())}::{_data(alert.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
