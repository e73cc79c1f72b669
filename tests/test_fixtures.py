"""Each fixture gets the decision that a sensible person expects of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tomli

from readylint.engine import scan
from readylint.options import Options
from readylint.report.as_json import as_json
from tests.json_schema import mistakes
from tests.repositories import of_fixture

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAMES = sorted(p.parent.name for p in FIXTURES.glob("*/expected.toml"))


def test_all_six_are_there() -> None:
    assert NAMES == ["library", "readme", "service", "site", "terraform", "tool"]


@pytest.mark.parametrize("name", NAMES)
def test_fixture(name: str, tmp_path: Path) -> None:
    expected: dict[str, Any] = tomli.loads((FIXTURES / name / "expected.toml").read_text("utf-8"))
    done = scan(of_fixture(FIXTURES / name, tmp_path / name), Options())
    report = done.report
    assert mistakes(json.loads(as_json(report, done.text_of))) == []
    verdicts = {a.item.id: a.verdict for a in report.assessments}
    reasons = {a.item.id: a.reason for a in report.assessments}
    wrong = [
        f"{id}: {verdicts[id]}, expected {verdict}: {reasons[id]}"
        for verdict in ("pass", "unknown", "na", "fail")
        for id in expected.get(verdict, ())
        if verdicts[id] != verdict
    ]
    wrong += [f"{id}: fail: {reasons[id]}" for id in expected.get("not_fail", ()) if verdicts[id] == "fail"]
    assert not wrong, "\n".join(wrong)
    if "decision" in expected:
        assert report.decision.outcome == expected["decision"], report.decision.reasons
    if expected.get("judged"):
        assert report.decision.outcome != "inconclusive", report.decision.reasons
    assert "error" not in verdicts.values()
