"""The JSON contract: keys, their order, and values that every reader takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from readylint.model import Coverage, Skipped
from readylint.report.as_json import as_json
from tests.sample_report import EMPTY, REPORT

TOLD: dict[str, Any] = json.loads(as_json(REPORT))


def item(id: str) -> dict[str, Any]:
    return next(i for i in TOLD["items"] if i["id"] == id)


def test_the_keys_and_their_order() -> None:
    assert list(TOLD) == ["schema", "tool", "repository", "coverage", "traits", "services", "items", "gate", "decision", "entries", "corrections", "day", "baseline", "since", "owners"]
    assert list(TOLD["repository"]) == ["name", "revision", "dirty", "files", "commits", "shallow"]
    assert list(TOLD["services"][0]) == ["name", "root", "kind", "frameworks", "traits", "decision"]
    assert list(item("SEC002")) == [
        "id", "slug", "title", "category", "severity", "verdict", "reason", "confidence", "service", "evidence", "findings", "services",
        "attestation", "waiver", "accepted", "absent", "preview",
    ]
    assert list(item("SEC002")["findings"][0]) == [
        "path", "line", "end_line", "column", "message", "fingerprint", "commit", "author_date", "in_tree", "suppressed", "accepted", "trace",
    ]
    assert list(TOLD["decision"]) == ["service", "decision", "pass_rate", "judged", "applicable", "blockers", "conditions", "override", "instead_of"]


def test_the_values() -> None:
    assert TOLD["schema"] == "readylint/1"
    assert TOLD["tool"] == {"name": "readylint", "version": "0.1.0"}
    assert TOLD["coverage"]["skipped"][0] == {"path": "logo.png", "why": "binary"}
    assert TOLD["traits"]["http"] == {"present": True, "evidence": [{"path": "shop/views.py", "line": 4}]}
    assert TOLD["gate"][0]["answer"] == "no"
    assert TOLD["decision"]["decision"] == "no_go"
    assert item("TST001")["evidence"] == [{"path": "requirements.txt", "line": 1, "message": "pytest collects shop/tests"}]
    assert item("SEC002")["findings"][0] == {
        "path": "config/production.env", "line": 12, "end_line": 12, "column": 1, "message": "an AWS secret key (AKIA...7Q)",
        "fingerprint": "gone-1",
        "commit": "4f5a1c09be" + "0" * 30,
        "author_date": "2023-04-01T09:30:00+00:00",
        "in_tree": False,
        "suppressed": None,
        "accepted": None,
        "trace": "gone-1",
    }


def test_services_stand_in_an_item_where_they_differ() -> None:
    assert [(s["service"], s["verdict"]) for s in item("REL001")["services"]] == [("shop", "pass"), ("worker", "fail")]
    assert item("TST001")["services"] == []
    assert [s["decision"]["decision"] for s in TOLD["services"]] == ["conditional_go", "no_go"]


def test_every_item_is_there_once() -> None:
    assert [i["id"] for i in TOLD["items"]] == [a.item.id for a in REPORT.assessments]
    assert json.loads(as_json(EMPTY))["items"] == []


@pytest.mark.parametrize(("rate", "shown"), [(None, None), (1.0, "100%"), (0.8499, "84%"), (0.85, "85%"), (0.29, "29%"), (0.0, "0%")])
def test_a_rate_is_rounded_down(rate: float | None, shown: str | None) -> None:
    told = json.loads(as_json(replace(REPORT, decision=replace(REPORT.decision, pass_rate=rate))))
    assert told["decision"]["pass_rate"] == shown


def test_a_path_that_is_not_utf_8_is_legible_json() -> None:
    odd = b"caf\xe9".decode("utf-8", "surrogateescape")
    text = as_json(replace(REPORT, coverage=Coverage(0, (Skipped(odd, "binary"),))))
    assert text.isascii()
    assert json.loads(text)["coverage"]["skipped"][0]["path"] == "caf\ufffd"
