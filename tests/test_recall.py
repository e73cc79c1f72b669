"""A second scan of the same is recalled, and anything that decides a report makes a new one."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from readylint import judging
from readylint.engine import scan
from readylint.model import Location, contradicts
from readylint.options import Options
from readylint.recall import FORMS, Recall
from readylint.report.as_json import as_json
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

ASKED = Options(select=("TST001", "SEC002", "DOC001"), cache=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return repository(tmp_path / "shop", {"README.md": "# Shop\n", "app.py": "x = 1\n"})


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One number for each scan that was really done."""
    done: list[int] = []
    real = judging.scan_snapshot
    monkeypatch.setattr(judging, "scan_snapshot", lambda *given: done.append(len(done)) or real(*given))
    return done


def test_the_same_is_not_scanned_twice(root: Path, scans: list[int]) -> None:
    first, second = scan(root, ASKED), scan(root, ASKED)
    assert as_json(first.report) == as_json(second.report) and len(scans) == 1
    assert second.text_of("app.py") == "x = 1\n"


def test_a_date_keeps_the_zone_of_its_author(root: Path) -> None:
    snapshot, report = Snapshot.open(root), scan(root, ASKED).report
    day = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))  # the day before by Greenwich
    first, *others = report.assessments
    dated = replace(first, findings=(contradicts(Location("app.py", 1), "old", commit="a" * 40, author_date=day),))
    Recall(snapshot, "this", ()).keep(replace(report, assessments=(dated, *others)))
    recalled = Recall(snapshot, "this", ()).report()
    assert recalled and str(recalled.assessments[0].findings[0].author_date) == "2026-01-01 00:30:00+02:00"


def _edited(root: Path) -> None:
    """As long as before, and dated as before."""
    before = (root / "app.py").stat()
    (root / "app.py").write_text("x = 2\n")
    os.utime(root / "app.py", ns=(before.st_atime_ns, before.st_mtime_ns))


def _committed(root: Path) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "more")


CHANGES: list[Callable[[Path], object]] = [
    _edited,
    _committed,
    lambda root: git(root, "tag", "v1"),
    lambda root: (root / "new.py").write_text("y = 1\n"),
    lambda root: (root / "app.py").unlink(),
    lambda root: git(root, "rm", "-q", "--cached", "app.py"),
]


@pytest.mark.parametrize("change", CHANGES, ids=["edit", "commit", "tag", "untracked", "deleted", "no longer tracked"])
def test_what_changed_is_scanned_anew(change: Callable[[Path], object], root: Path, scans: list[int]) -> None:
    scan(root, ASKED)
    change(root)
    scan(root, ASKED)
    assert len(scans) == 2


def test_other_questions_have_other_answers(root: Path, scans: list[int]) -> None:
    for asked in (ASKED, replace(ASKED, history=False), replace(ASKED, select=()), replace(ASKED, isolated=True)):
        scan(root, asked)
    assert len(scans) == 4


def test_without_the_cache_nothing_is_kept(root: Path, tmp_path: Path) -> None:
    scan(root, replace(ASKED, cache=False))
    assert not (tmp_path / "cache").exists() or not list((tmp_path / "cache").rglob("scan-*"))


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x82\xa3key\xa1x"])
def test_a_damaged_report_is_made_anew(damage: bytes, root: Path, tmp_path: Path, scans: list[int]) -> None:
    first = as_json(scan(root, ASKED).report)
    (kept,) = (tmp_path / "cache").rglob("scan-*")
    kept.write_bytes(damage)
    assert as_json(scan(root, ASKED).report) == first and len(scans) == 2


def test_a_crash_is_tried_again(root: Path, scans: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "findings_of", lambda rule, facts: "ValueError at x.py:1")
    assert "error" in {a.verdict for a in scan(root, ASKED).report.assessments}
    scan(root, ASKED)
    assert len(scans) == 2


def test_what_was_printed_is_kept_with_the_report(root: Path) -> None:
    rendered: list[str] = []

    def shown(form: str) -> str:
        done = scan(root, ASKED)
        return done.rendered(form, lambda: rendered.append(form) or as_json(done.report))  # type: ignore[func-returns-value]

    assert shown("wide") == shown("wide") and rendered == ["wide"]
    assert shown("narrow") == shown("wide") and rendered == ["wide", "narrow"]
    _edited(root)
    shown("wide")
    assert rendered == ["wide", "narrow", "wide"]
    for number in range(FORMS):
        shown(str(number))
    shown("wide")
    assert rendered[-1] == "wide"


def test_what_is_not_kept_is_rendered_each_time(root: Path) -> None:
    done = scan(root, replace(ASKED, cache=False))
    assert [done.rendered("wide", lambda text=text: text) for text in "ab"] == ["a", "b"]  # type: ignore[misc]
