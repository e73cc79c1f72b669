"""A TOML rule file is the same rule as a Python one; a mistake in it is said with its line."""

from __future__ import annotations

import pytest

from readylint.declarative import read_rule
from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.rule import RuleError
from readylint.snapshot import Snapshot

RULE = '''id = "API005"
title = "Endpoints are rate limited"
severity = "high"
applies = "http"
pass = "a limiter"
fail = "none"
why = "One client can take the service away."
fix = "Mount a limiter."

[[require]]
used = { pypi = ["slowapi"] }
says = "a limiter is mounted"

[[example]]
name = "mounted"
is = "pass"
repo = """
-- a.py --
"""
[[example]]
name = "absent"
is = "fail"
repo = ""
[[example]]
name = "a library"
is = "na"
repo = ""
'''


def test_a_rule_file_is_read() -> None:
    made = read_rule(RULE, "rules/api/rate-limiting.toml", "api", "rate-limiting")
    assert (made.item.id, made.item.category, made.item.slug, made.item.detected) == ("API005", "api", "rate-limiting", True)
    assert [e.verdict for e in made.examples] == ["pass", "fail", "na"]
    repo = "-- requirements.txt --\nslowapi==0.1\n-- app.py --\nimport slowapi\nslowapi.Limiter()\n"
    assert made.check is not None
    findings = list(made.check(**Facts(Snapshot.of(repo), PathRules()).for_(made.check)))
    assert [(f.kind, str(f.location), f.message) for f in findings] == [("supports", "app.py:2", "a limiter is mounted")]


def test_a_rule_without_clauses_is_not_detected_yet() -> None:
    text = RULE.partition("[[require]]")[0]
    assert not read_rule(text, "r.toml", "api", "rate-limiting").item.detected


WRONG = [
    ("severity = ", "severty = ", ":3: unknown key 'severty', did you mean 'severity'?"),
    ('severity = "high"', 'severity = "huge"', ":3: severity 'huge' is none of"),
    ('applies = "http"', 'applies = "web"', ":4: applies 'web' is no trait"),
    ('why = "One', 'why = 1 # "One', ":7: 'why' is of the wrong type"),
    ('id = "API005"\n', "", ":1: 'id' is missing"),
    ("used = { pypi", "used = { pip", ":10: 'used': no ecosystem is called 'pip'"),
    ("used = { pypi", "usde = { pypi", ":10: a [[require]] holds one matcher"),
    ('is = "pass"', 'is = "passes"', ": example 'mounted' expects 'passes'"),
    ('is = "na"', 'is = "pass"', "no example for na or unknown"),
    ('name = "mounted"\n', "", ": an example has no 'name'"),
    ('title = "', "title = ", ":2: "),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_mistake_is_said_with_file_and_line(right: str, wrong: str, said: str) -> None:
    assert right in RULE
    with pytest.raises(RuleError) as error:
        read_rule(RULE.replace(right, wrong, 1), "rules/api/rate-limiting.toml", "api", "rate-limiting")
    assert str(error.value).startswith("rules/api/rate-limiting.toml:")
    assert said in str(error.value)
