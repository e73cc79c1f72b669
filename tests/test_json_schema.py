"""The JSON report is what its published schema says; test_fixtures.py holds real scans against it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from readylint.model import SEVERITIES, Baselined, Fresh, Location, Report, Since
from readylint.report.as_json import as_json
from tests.hostile import TEXTS, hostile
from tests.json_schema import PUBLISHED, mistakes, objects
from tests.sample_report import CLEAN, EMPTY, INJECTION, REPORT, RUNBOOK

WHOLE = replace(
    hostile("x"),
    baseline=Baselined("readylint-baseline.json", "", 3, 2, 1, ("SEC001 a.py: gone",)),
    since=Since("v1", "ab" * 20, (Fresh(INJECTION, "a query", location=Location("a.py", 3)), Fresh(RUNBOOK, "none found"))),
)


def told(report: Report) -> Any:
    return json.loads(as_json(report))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert tuple(PUBLISHED["$defs"]["item"]["properties"]["severity"]["enum"]) == SEVERITIES
    assert "$ref" not in PUBLISHED["properties"]["schema"]


@pytest.mark.parametrize("report", [REPORT, CLEAN, EMPTY, WHOLE, *map(hostile, TEXTS)])
def test_reports_fit_the_schema(report: Report) -> None:
    assert mistakes(told(report)) == []


def test_everything_that_the_schema_names_is_written() -> None:
    written: set[str] = set()

    def keys(value: Any) -> None:
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            keys(part)
        if isinstance(value, dict):
            written.update(value)

    keys(told(WHOLE))
    assert {name for schema in objects(PUBLISHED) for name in schema["properties"]} - written == set()
    assert all(set(schema["required"]) == set(schema["properties"]) for schema in objects(PUBLISHED))


def test_a_wrong_document_is_told() -> None:
    wrong = told(REPORT) | {"more": 1}
    wrong["items"][0]["verdict"] = "green"
    del wrong["items"][1]["reason"]
    assert len(mistakes(wrong)) == 3
