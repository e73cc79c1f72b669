"""A repository whose names mean ill: each file is read or named under coverage, nothing beyond the tree is read, and every format is clean."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from readylint.engine import Scan, scan
from readylint.facts.files import Files
from readylint.options import Options
from readylint.report import FORMATS
from readylint.report.page import Screen
from tests.scripts import fixture

hostile = fixture("hostile")
KINDS = ("tree", "objects")
UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
OF_THE_RUNNER = re.compile(r"^::(?:error|warning|notice) (?:file=[^:\n]*,line=\d+|title=)[^:\n]*::[^\n]+$")


@pytest.fixture(scope="module", params=KINDS)
def scanned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scan:
    if sys.platform == "win32":
        pytest.skip("the file system takes few of the names")
    root = getattr(hostile, request.param)(tmp_path_factory.mktemp("hostile") / request.param)
    return scan(root, Options(today=date(2026, 6, 1), cache=False))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_clean(kind: str, scanned: Scan) -> None:
    told = FORMATS[kind](scanned.report, scanned.text_of, Screen())
    told.encode("utf-8")
    assert not UNCLEAN.search(told), ascii(UNCLEAN.search(told))
    assert "##[" not in told and hostile.BEYOND not in told and "root:x:0" not in told
    commands = [line for line in told.splitlines() if line.lstrip().startswith("::")]
    assert [line for line in commands if kind != "github" or not OF_THE_RUNNER.match(line)] == []


def test_no_rule_crashed(scanned: Scan) -> None:
    assert [(a.item.id, a.reason) for a in scanned.report.assessments if a.verdict == "error"] == []


def test_every_file_is_read_or_named(scanned: Scan) -> None:
    files = scanned.facts.get(Files)
    tracked = set(hostile.paths(files.snapshot.git.folder)) if files.snapshot.git else set()
    known = {f.path for f in files.all} | {s.path for s in scanned.report.coverage.skipped}
    assert tracked - known == set() and len(known) > 60


def test_what_leads_out_or_is_no_file_is_named(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no links without a privilege")
    report = scan(hostile.tree(tmp_path / "tree"), Options(today=date(2026, 6, 1), cache=False)).report
    told = {s.path: s.why for s in report.coverage.skipped}
    for path in ("absolute.js", "folder", "itself", "one", "here", "dangling.js", "Dockerfile", "README.md", ".env", "readylint.toml"):
        assert told[path] == "a symbolic link", path
    assert told["fifo.js"] == told["socket.js"] == told["fifo.yml"] == "not a regular file"
    assert told["device.js"] in ("not a regular file", "a symbolic link")
    assert told["swapped/inner.js"] == "cannot be read: its folder is a symbolic link"


def test_a_tree_that_cannot_be_listed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from readylint.cli import main

    root = hostile.objects(tmp_path / "objects")
    blob = hostile.git(root, "hash-object", "-w", "--stdin", said=b"x\n")
    hostile.git(root, "update-ref", "refs/heads/main", hostile.git(root, "commit-tree", hostile._tree(root, [(b"100644", b"", blob)]), "-m", "x"))
    assert main(["scan", str(root)]) == 2
    said = capsys.readouterr().err
    assert "cannot list" in said and "empty filename in tree entry" in said and "Traceback" not in said


def test_a_name_that_is_no_utf8_is_read(scanned: Scan) -> None:
    files = scanned.facts.get(Files)
    found = [f for f in files.all if f.path == os.fsdecode(b"\xff\xfe.js")]
    if not found and sys.platform == "darwin":
        pytest.skip("the file system takes no such name")
    assert found and "express" in found[0].text
