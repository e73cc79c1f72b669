"""A scan judges every item once, whatever state the repository is in, and one crashing rule costs one verdict."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from readylint import parallel
from readylint.engine import scan
from readylint.facts.files import Files
from readylint.judging import scan_snapshot
from readylint.model import Assessment, Finding, Report
from readylint.options import Options
from readylint.registry import UnknownRule, load
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

SERVICE = {
    "package.json": '{"dependencies": {"express": "4.19.2"}}',
    "server.js": 'const app = require("express")()\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n',
}


def by_id(report: Report) -> dict[str, Assessment]:
    return {a.item.id: a for a in report.assessments}


def test_all_items_are_in_every_report(tmp_path: Path) -> None:
    report = scan(repository(tmp_path / "r", SERVICE), Options()).report
    assert len(report.assessments) == 114 and "error" not in {a.verdict for a in report.assessments}
    unwritten = [a for a in report.assessments if not a.item.detected]
    assert all((a.verdict, a.reason, a.counts) == ("unknown", "no rule yet", False) for a in unwritten)


def untimed(report: Report) -> Report:
    return replace(report, timings=())


def test_two_scans_say_the_same(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE)
    assert untimed(scan(root, Options()).report) == untimed(scan(root, Options()).report)


def test_a_crashing_rule_costs_one_verdict() -> None:
    def broken(files: Files) -> Iterator[Finding]:
        raise ZeroDivisionError("no")

    rules = tuple(replace(r, check=broken) if r.item.id == "TST001" else r for r in load())
    found = by_id(scan_snapshot(Snapshot.of("-- a.py --\nx = 1\n"), rules, Options()).report)
    assert found["TST001"].verdict == "error" and "ZeroDivisionError at test_engine.py" in found["TST001"].reason
    assert [id for id, a in found.items() if a.verdict == "error"] == ["TST001"]


@pytest.mark.skipif(not hasattr(parallel.os, "fork"), reason="this system has no fork, so there is one process only")
def test_two_processes_say_what_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "r", SERVICE | {"README.md": "# a\n", "broken.yml": "a: [1\nb: }{\n", ".env": "A=1\n"})
    monkeypatch.setattr(parallel, "can_fork", lambda files: False)
    alone = scan(root, Options()).report
    monkeypatch.setattr(parallel, "can_fork", lambda files: True)
    assert untimed(scan(root, Options()).report) == untimed(alone)


@pytest.mark.skipif(not hasattr(parallel.os, "fork"), reason="this system has no fork, so there is one process only")
def test_what_a_dying_process_leaves_is_done() -> None:
    first = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != first:
            os._exit(9)
        time.sleep(0.05)  # so that the other process gets its turn
        return number * number

    with parallel.Others(range(1, 41), work, lambda: "told") as other:
        results, told = other.results()
    assert sorted(results) == [n * n for n in range(1, 41)] and told == []


def test_without_git_the_tree_is_judged_and_the_history_is_unknown(tmp_path: Path) -> None:
    for path, text in SERVICE.items():
        (tmp_path / path).write_text(text)
    report = scan(tmp_path, Options()).report
    found = by_id(report)
    assert found["REL001"].verdict == "pass"
    assert found["SEC002"].verdict == "unknown" and "git" in found["SEC002"].reason
    assert report.repository.history


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE, {"a.txt": "1"}, {"a.txt": "2"})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    report = scan(tmp_path / "shallow", Options()).report
    assert report.repository.shallow and by_id(report)["SEC002"].verdict == "unknown"


def test_a_bare_repository_is_judged_at_head(tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repository(tmp_path / "r", SERVICE)), "bare.git")
    report = scan(tmp_path / "bare.git", Options()).report
    assert by_id(report)["REL001"].verdict == "pass" and by_id(report)["SEC002"].verdict == "pass"


def test_a_revision_is_judged_with_its_own_configuration(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE | {"readylint.toml": 'ignore = ["DOC001"]\n'}, {"readylint.toml": None})
    assert by_id(scan(root, Options(revision="HEAD~1")).report)["DOC001"].selected is False
    assert by_id(scan(root, Options()).report)["DOC001"].selected is True
    assert by_id(scan(root, Options(revision="HEAD~1", isolated=True)).report)["DOC001"].selected is True


@pytest.mark.parametrize("files", [{}, {"README.md": "# An idea\n\nWith /healthz and Sentry.\n"}])
def test_nothing_to_judge_is_inconclusive(tmp_path: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    assert scan(tmp_path, Options()).report.decision.outcome == "inconclusive"


def test_unread_files_are_named_and_cost_only_themselves(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE | {"broken.yml": "a: [1\nb: }{\n"})
    (root / "odd.py").write_bytes("é = 1\n".encode("latin-1"))
    (root / "k8s.yaml").write_bytes(b"kind: \xff\xfe Deployment\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "odd")
    report = scan(root, Options()).report
    assert by_id(report)["REL001"].verdict == "pass" and "error" not in {a.verdict for a in report.assessments}
    assert "k8s.yaml" in {s.path for s in report.coverage.skipped}


def test_a_part_makes_no_decision(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE)
    report = scan(root, Options(select=("reliability",))).report
    assert report.decision.outcome == "partial"
    assert {a.item.category for a in report.assessments if a.selected} == {"reliability"}
    with pytest.raises(UnknownRule, match="did you mean 'REL001'"):
        scan(root, Options(select=("REL0001",)))


def test_as_of_is_the_later_of_head_and_the_day_asked(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", SERVICE)
    assert str(scan(root, Options(as_of=date(2030, 1, 1))).report.as_of).startswith("2030-01-01")
    assert str(scan(root, Options(as_of=date(2020, 1, 1))).report.as_of).startswith("2026-01-01")


def test_fingerprints_survive_moved_lines_and_tell_occurrences_apart(tmp_path: Path) -> None:
    sql = 'def f(c, x):\n    c.execute(f"SELECT * FROM t WHERE a = {x}")\n'
    app = "-- app.py --\nimport sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n"

    def prints(text: str) -> list[str]:
        report = scan_snapshot(Snapshot.of(text), load(), Options(history=False)).report
        return [f.fingerprint for f in by_id(report)["SEC009"].findings]

    once, moved, twice = prints(app + sql), prints(app + "\n\n# moved\n" + sql), prints(app + sql + sql)
    assert len(once) == 1 and once == moved
    assert len(set(twice)) == 2 and once[0] in twice
