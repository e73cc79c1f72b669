"""Every example of every rule, judged by the engine."""

from __future__ import annotations

import pytest

from readylint.engine import judge_example
from readylint.registry import load
from readylint.rule import Example, Rule

CASES = [pytest.param(rule, example, id=f"{rule.item.id}-{example.name}") for rule in load() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example) -> None:
    assessment = judge_example(rule, example)
    assert (assessment.verdict, assessment.reason) == (example.verdict, assessment.reason)
    named = {str(f.location) for f in (*assessment.findings, *assessment.evidence) if f.location}
    assert set(example.lines) <= named, f"{assessment.reason}; places: {sorted(named)}"
    assert example.says in assessment.reason
