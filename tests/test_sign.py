"""attest and waive: what they write is what a scan reads, nothing else of the file changes, and what would not count is not written."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
import tomli

from readylint.cli import main
from readylint.commands import sign
from readylint.engine import scan
from readylint.git import identity
from readylint.model import Report
from readylint.options import Options
from tests.repositories import IDENTITY, commit, git, repository

APP = {
    "package.json": '{"dependencies": {"express": "4.19.2"}}',
    "server.js": 'const app = require("express")()\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n',
    "docs/rota.md": "Ben, then Ana\n",
}
MINE = "# ours\nprofile = \"launch\"   # why\n\n# not before March\n[weights]\nsecurity = 2\n"
KNOWN = ("--by", "Ana <ana@example.org>", "--days", "90")


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the tests, and what they are asked, is none of the tests' business."""
    for name in IDENTITY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setattr(sign, "asks", lambda: False)


def app(folder: Path, **more: str) -> Path:
    return repository(folder / "r", {**APP, **{name.replace("__", "."): text for name, text in more.items()}})


def run(root: Path, *arguments: str) -> int:
    return main([arguments[0], *arguments[1:], "--repo", str(root), "--no-progress"])


def judged(root: Path, item: str) -> Report:
    return scan(root, Options(select=(item,), today=date.today())).report


def text(root: Path, name: str = "readylint.toml") -> str:
    return (root / name).read_bytes().decode()


def test_an_attestation_goes_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = app(tmp_path)
    note = 'PagerDuty calls "Ben" \\ the rota\nat night \x7f'
    assert run(root, "attest", "alerts", *KNOWN, "--note", note, "--evidence", "docs/rota.md", "--paths", "deploy/**") == 0
    said = capsys.readouterr().out
    assert text(root) in said
    assert "in the name of Ana <ana@example.org>" in said
    assert "Commit it (git add" in said
    commit(root, {}, day=date.today().isoformat())
    report = judged(root, "OBS007")
    (told,) = report.entries
    wanted = ("OBS007", "Ana <ana@example.org>", note, ("docs/rota.md",), ("deploy/**",), date.today() + timedelta(90), date.today())
    entry = told.entry
    assert (entry.item, entry.by, entry.reason, entry.evidence, entry.paths, entry.expires, entry.on) == wanted
    assert told.counts
    assert next(a for a in report.assessments if a.item.id == "OBS007").verdict == "pass"


def test_a_waiver_goes_there_and_back(tmp_path: Path) -> None:
    root = app(tmp_path, readylint__toml=MINE)
    assert run(root, "waive", "TST001", *KNOWN, "--reason", "the tests come in July") == 0
    commit(root, {}, day=date.today().isoformat())
    (told,) = judged(root, "TST001").entries
    assert (told.entry.kind, told.entry.reason, told.counts) == ("waive", "the tests come in July", True)


@pytest.mark.parametrize("before", [MINE, MINE.replace("\n", "\r\n"), MINE.rstrip("\n"), "# only a comment\n", ""])
def test_nothing_else_of_the_file_changes(tmp_path: Path, before: str) -> None:
    root = app(tmp_path)
    (root / "readylint.toml").write_bytes(before.encode())
    for note in ("one", "two"):
        item = {"one": "OBS007", "two": "OPS002"}[note]
        assert run(root, "attest", item, *KNOWN, "--note", note) == 0
    after = text(root)
    assert after.startswith(before)
    assert [e["note"] for e in tomli.loads(after)["attest"]] == ["one", "two"]
    assert ("\r\n" in before) == ("\r\n" in after)
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in before


def test_in_pyproject_where_the_repository_keeps_it_there(tmp_path: Path) -> None:
    project = '[project]\nname = "x"\nversion = "1"\n\n[tool.readylint]\nprofile = "strict"\n\n[tool.mypy]  # types\nstrict = true\n'
    root = app(tmp_path, pyproject__toml=project)
    assert run(root, "attest", "OBS007", *KNOWN, "--note", "PagerDuty") == 0
    assert text(root, "pyproject.toml").startswith(project + "\n[[tool.readylint.attest]]\n")
    assert not (root / "readylint.toml").exists()
    commit(root, {}, day=date.today().isoformat())
    assert [e.counts for e in judged(root, "OBS007").entries] == [True]


def test_a_pyproject_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    root = app(tmp_path, pyproject__toml="[tool.mypy]\nstrict = true\n")
    assert run(root, "attest", "OBS007", *KNOWN, "--note", "PagerDuty") == 0
    assert "attest" in text(root)
    assert "attest" not in text(root, "pyproject.toml")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("attest", "OBS7", *KNOWN, "--note", "x"), "did you mean 'OBS0"),
        (("attest", "alert", *KNOWN, "--note", "x"), "did you mean 'alerts'?"),
        (("attest", "OBS007", *KNOWN, "--evidence", "docs/none.md"), "its evidence is not in the repository: docs/none.md"),
        (("attest", "TST001", *KNOWN, "--note", "x"), "TST001 fails, and only what is unknown can be attested"),
        (("attest", "REL001", *KNOWN, "--note", "x"), "the repository itself answers REL001"),
        (("attest", "OBS007", *KNOWN, "--note", "x", "--service", "nobody"), "no service is called nobody"),
        (("waive", "REL001", *KNOWN, "--reason", "x"), "REL001 does not fail"),
        (("waive", "TST001", "--by", "Ana", "--expires", "9999-12-31", "--reason", "x"), "it lasts longer than 366 days"),
        (("waive", "TST001", "--by", "Ana", "--expires", "2020-01-01", "--reason", "x"), "it ended on 2020-01-01"),
        (("waive", "TST001", "--by", "Ana", "--expires", "soon", "--reason", "x"), "no date like"),
        (("waive", "TST001", "--by", "Ana", "--days", "0", "--reason", "x"), "no number of days"),
        (("waive", "TST001"), "--by, --expires or --days, --reason are missing"),
        (("attest", "OBS007", *KNOWN), "--note or --evidence is missing"),
        (("waive", "TST001", *KNOWN, "--reason", "x", "--fingerprint", "none"), "no finding is there that it names"),
    ],
)
def test_what_would_not_count_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str) -> None:
    root = app(tmp_path)
    assert run(root, *arguments) == 2
    assert why in capsys.readouterr().err
    assert not (root / "readylint.toml").exists()


def test_what_is_answered_already_is_not_answered_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = app(tmp_path)
    assert run(root, "waive", "TST001", *KNOWN, "--reason", "x") == 0
    commit(root, {}, day=date.today().isoformat())
    assert run(root, "waive", "TST001", *KNOWN, "--reason", "y") == 2
    assert "has answered it until" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = app(tmp_path)
    assert run(root, "waive", "TST001", *KNOWN, "--reason", "later", "--dry-run") == 0
    assert 'reason = "later"' in capsys.readouterr().out
    assert not (root / "readylint.toml").exists()


def test_what_is_missing_is_asked_for_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def ask(question: str, default: str = "") -> str:
        asked.append((question, default))
        return default or {"until (a date, or a number of days)": "30"}.get(question, "because")

    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ana")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ana@example.org")
    monkeypatch.setattr(sign, "asks", lambda: True)
    monkeypatch.setattr(sign, "ask", ask)
    root = app(tmp_path)
    assert main(["waive", "TST001", "--repo", str(root)]) == 0
    assert asked[0] == ("by", "Ana <ana@example.org>")
    entry = tomli.loads(text(root))["waive"][0]
    assert entry == {"item": "TST001", "by": "Ana <ana@example.org>", "reason": "because", "expires": date.today() + timedelta(30)}


def test_who_runs_it_is_asked_of_their_own_git_and_never_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = app(tmp_path)
    git(root, "config", "user.name", "Mallory")
    git(root, "config", "user.email", "mallory@example.org")
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    assert identity() == ""
    (tmp_path / "own").write_text("[user]\nname = Ana\nemail = ana@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    assert identity() == "Ana <ana@example.org>"
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ben")
    assert identity() == "Ben <ana@example.org>"


def test_nothing_is_written_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, outside = app(tmp_path), tmp_path / "outside"
    outside.write_text("")
    (root / "readylint.toml").symlink_to(outside)
    assert run(root, "waive", "TST001", *KNOWN, "--reason", "x") == 2
    assert "symbolic link" in capsys.readouterr().err
    assert outside.read_text() == ""


def test_a_configuration_that_is_wrong_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = app(tmp_path)
    (root / "readylint.toml").write_text("attest = []\n")
    assert run(root, "attest", "OBS007", *KNOWN, "--note", "x") == 2
    assert "not written: readylint.toml" in capsys.readouterr().err
    assert text(root) == "attest = []\n"
