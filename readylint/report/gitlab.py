"""GitLab Code Quality: the failures as a merge request lists them, each at one line of the tree."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from readylint.model import Report, Severity
from readylint.report.alerts import Alert, alerts
from readylint.report.as_json import legible
from readylint.report.sources import TextOf

_SEVERITY: dict[Severity, str] = {"blocker": "blocker", "high": "critical", "medium": "major", "low": "minor"}


def gitlab(report: Report, text_of: TextOf) -> str:
    """The report as GitLab's JSON list: `artifacts: reports: codequality`."""
    return json.dumps(list(_issues(alerts(report, text_of))), indent=2) + "\n"


def _issues(found: Iterable[Alert]) -> Iterator[dict[str, Any]]:
    """GitLab keeps one issue of a fingerprint, so one that comes again is told apart by how often it came."""
    seen: Counter[str] = Counter()
    for alert in found:
        fingerprint = alert.fingerprint
        seen[fingerprint] += 1
        if seen[fingerprint] > 1:
            fingerprint = hashlib.sha256(f"{fingerprint}:{seen[fingerprint]}".encode()).hexdigest()[:32]
        yield {
            "description": f"{alert.item.title}: {alert.message}",
            "check_name": alert.item.id,
            "fingerprint": fingerprint,
            "severity": _SEVERITY[alert.item.severity],
            "location": {
                "path": legible(alert.path),
                "lines": {"begin": alert.region["startLine"], "end": alert.region["endLine"]},
            },
        }
