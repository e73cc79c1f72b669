"""Alerts as a code host keeps them: which stay, close and open as code moves; where they link to; what is suppressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from readylint.gating import IN_BASELINE
from readylint.judging import scan_snapshot
from readylint.model import Assessment, Report
from readylint.options import Options
from readylint.registry import load
from readylint.report.sarif import document
from readylint.snapshot import Snapshot
from tests.github_profile import github_profile
from tests.repositories import git, repository
from tests.sample_report import FILES, INJECTION, REPORT, RUNBOOK, found, text_of

RULES = tuple(r for r in load() if r.item.id in ("OBS006", "REL005", "SEC021", "OPS001"))
SWALLOWS = """

@app.route("/{0}")
def {0}():
    try:
        return charge_{0}()
    except Exception:
        pass
"""
APP = (
    "import requests\nfrom flask import Flask\n\napp = Flask(__name__)\n"
    + SWALLOWS.format("pay")
    + """

@app.route("/mail")
def mail():
    return requests.post("https://mail.example.org", json={"to": "ana", "text": "hello"})


@app.route("/about")
def about():
    return {"name": "Shop", "about": "We sell things that last, to people who keep them; all of it is made within a day's walk of the shop."}
"""
)
TREE: dict[str, str | None] = {
    "app.py": APP, "other.py": "from app import app\n" + SWALLOWS.format("refund"), "requirements.txt": "flask==3.0\nrequests==2.31\n",
    "README.md": "# Shop\n", "Dockerfile": 'FROM python:3.13-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "app:app"]\n',
}  # fmt: skip

Identity = tuple[str, str, str]
PAY, REFUND, MAIL, USER, RUNS = "OBS006 app.py", "OBS006 other.py", "REL005 app.py", "SEC021 Dockerfile", "OPS001 README.md"


def identities(root: Path) -> dict[Identity, str]:
    """The alerts of a tree by what GitHub tells them apart by, each with its rule and file."""
    done = scan_snapshot(Snapshot.open(root), RULES, Options(history=False))
    results = document(done.report, done.text_of)["runs"][0]["results"]
    return {(r["ruleId"], path(r), r["partialFingerprints"]["primaryLocationLineHash"]): f"{r['ruleId']} {path(r)}" for r in results}


def path(result: dict[str, Any]) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))

    return change


def indent_all(root: Path) -> None:
    lines = (root / "app.py").read_text().splitlines()
    (root / "app.py").write_text("if True:\n" + "".join(f"    {line}\n" if line else "\n" for line in lines))


CHANGES: dict[str, tuple[Callable[[Path], object], set[str], set[str]]] = {
    "lines come in above": (edit("app.py", "import requests\n", "import os\nimport requests\n\nLIMIT = os.cpu_count()\n"), set(), set()),
    "the code is indented": (indent_all, set(), set()),
    "lines end as on Windows": (lambda root: (root / "app.py").write_bytes(APP.replace("\n", "\r\n").encode()), set(), set()),
    "one is mended": (edit("app.py", "except Exception:\n        pass", "except Exception:\n        raise"), {PAY}, set()),
    "its line is written differently": (edit("app.py", "except Exception:", "except (Exception, OSError):"), {PAY}, {PAY}),
    "the lines below it change": (edit("app.py", '@app.route("/mail")', '@app.post("/letters")'), {PAY}, {PAY}),
    "what is far below changes": (edit("app.py", "all of it", "most of it"), set(), set()),
    "one more like it": (lambda root: (root / "app.py").write_text(APP + SWALLOWS.format("pay2")), set(), {PAY}),
    "a file is renamed": (lambda root: git(root, "mv", "other.py", "refunds.py"), {REFUND}, {"OBS006 refunds.py"}),
    "a file is deleted": (lambda root: git(root, "rm", "-q", "other.py"), {REFUND}, set()),
    "the file of an absence is edited": (edit("README.md", "# Shop", "# The shop\n\nRun it."), set(), set()),
    "an absence is mended": (edit("Dockerfile", "CMD", "USER 10001\nCMD"), {USER}, set()),
    "the file of an absence is renamed": (lambda root: git(root, "mv", "README.md", "README.rst"), {RUNS}, {"OPS001 README.rst"}),
}  # fmt: skip


@pytest.mark.parametrize(("change", "closes", "opens"), CHANGES.values(), ids=CHANGES)
def test_which_alerts_stay_close_and_open(change: Callable[[Path], object], closes: set[str], opens: set[str], tmp_path: Path) -> None:
    root = repository(tmp_path / "r", TREE)
    before = identities(root)
    assert sorted(before.values()) == sorted((PAY, REFUND, MAIL, USER, RUNS))
    change(root)
    git(root, "add", "-A")
    after = identities(root)
    assert {before[gone] for gone in before.keys() - after.keys()} == closes
    assert {after[new] for new in after.keys() - before.keys()} == opens


def of(report: Report, id: str, **options: bool) -> list[dict[str, Any]]:
    return [r for r in document(report, text_of, **options)["runs"][0]["results"] if r["ruleId"] == id]  # type: ignore[arg-type]


def test_an_alert_links_to_the_next_places_of_its_item() -> None:
    first, second, *_ = of(REPORT, "SEC009")
    assert [place["id"] for place in first["relatedLocations"]] == [1, 2, 3, 4]
    assert "See also [shop/views.py:6](1), [shop/views.py:7](2)" in second["message"]["text"] or "(1)" in second["message"]["text"]
    assert all(r["message"]["text"].endswith(" and 3 more.") for r in of(REPORT, "SEC009"))


def test_what_is_absent_links_to_what_there_is() -> None:
    (health,) = of(REPORT, "REL001")
    assert health["message"]["text"].endswith(" See also [shop/views.py:4](1).")
    assert health["relatedLocations"][0]["message"]["text"] == "A route answers /healthz."


def test_brackets_of_a_path_do_not_end_its_link() -> None:
    odd = {"app/[id]/page.tsx": "a\nb\n", "app/[slug](1).tsx": "a\nb\n"}
    findings = tuple(found("contradicts", f"query {n}", name, 2) for n, name in enumerate(odd))
    report = replace(REPORT, assessments=(Assessment(INJECTION, "fail", "x", findings=findings),))
    log = document(report, {**FILES, **odd}.get)
    assert github_profile(log, {**FILES, **odd}) == []
    assert r"[app/\[id\]/page.tsx:2](1)" in log["runs"][0]["results"][1]["message"]["text"]


SUPPRESSED = Assessment(
    INJECTION, "fail", "x", findings=(
        found("contradicts", "open", "README.md", 1),
        found("contradicts", "in place", "README.md", 3, suppressed="a tour, by Ana until 2027-01-01"),
        found("contradicts", "of another tool", "Dockerfile", 2, suppressed="listed in .secrets.baseline"),
        found("contradicts", "waived", "Dockerfile", 3, accepted="waived by Ana until 2027-01-01: no users yet"),
        found("contradicts", "known", "requirements.txt", 1, accepted=IN_BASELINE),
        found("contradicts", "beside an open one", "README.md", 1, suppressed="not so"),
    ),
)  # fmt: skip


def test_what_is_suppressed_is_shown_when_asked_for() -> None:
    report = replace(REPORT, assessments=(SUPPRESSED, Assessment(RUNBOOK, "fail", "none found", absent=("",), accepted="waived by Ana")))
    assert [path(r) for r in of(report, "SEC009")] == ["README.md", "requirements.txt"]
    assert of(report, "OPS001") == []
    log = document(report, text_of, suppressed=True)
    assert github_profile(log, FILES, suppressed=True) == []
    told = {r["message"]["text"].partition(" See")[0]: r.get("suppressions") for r in log["runs"][0]["results"]}
    assert told == {
        "open.": None,
        "In place.": [{"kind": "inSource", "justification": "a tour, by Ana until 2027-01-01"}],
        "of another tool.": [{"kind": "external", "justification": "listed in .secrets.baseline"}],
        "waived.": [{"kind": "external", "justification": "waived by Ana until 2027-01-01: no users yet"}],
        "known.": [{"kind": "external", "justification": IN_BASELINE}],
        "Repository-level: none found.": [{"kind": "external", "justification": "waived by Ana"}],
    }


def test_what_is_suppressed_is_shown_of_an_item_that_passes() -> None:
    report = replace(REPORT, assessments=(replace(SUPPRESSED, verdict="pass", findings=SUPPRESSED.findings[1:3]),))
    assert of(report, "SEC009") == []
    assert len(of(report, "SEC009", suppressed=True)) == 2


def test_a_category_keeps_uploads_apart() -> None:
    assert "automationDetails" not in document(REPORT, text_of)["runs"][0]
    for category in ("api", "api/"):
        assert document(REPORT, text_of, category=category)["runs"][0]["automationDetails"] == {"id": "api/"}
