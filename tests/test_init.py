"""What a repository begins with: files that their own readers take, fitted to what is there, and nothing overwritten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
import yaml

from readylint.cli import main
from readylint.config import config_of
from readylint.registry import built_in, by_name

WRITTEN = ("readylint.toml", ".readylint.schema.json", ".pre-commit-config.yaml", ".github/workflows/readylint.yml")
APP = 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "hello"\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "legacy").mkdir()
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("flask==3.1\n")
    (tmp_path / "legacy" / "old.py").write_text("print(1)\n")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["init", *arguments]) == 0
    return capsys.readouterr().out


def test_a_dry_run_writes_nothing_and_shows_all(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(shop.rglob("*"))
    said = told(capsys, str(shop), "--dry-run")
    assert sorted(shop.rglob("*")) == before
    assert all(f"would write {path}" in said for path in WRITTEN)
    assert 'exclude = ["legacy/**"]' in said and "# kind = \"service\"  # Flask" in said


def test_what_is_written_holds_and_is_not_written_again(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, str(shop))
    assert "git add " + " ".join(WRITTEN) in said
    text = (shop / "readylint.toml").read_text()
    assert text.startswith("#:schema ./.readylint.schema.json\n")
    config_of(text, "readylint.toml", by_name(built_in()))
    commented = "\n".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# [[", "# root", "# name", "# kind")))
    assert config_of(commented, "readylint.toml", by_name(built_in())).services[0].kind == "service"
    for path in WRITTEN[2:]:
        assert yaml.safe_load((shop / path).read_text())
    texts = [(shop / path).read_bytes() for path in WRITTEN]
    again = told(capsys, str(shop))
    assert again.count("is there, just so") == 3 and "readylint.toml: is there, and names readylint" in again and "Nothing was written" in again
    assert [(shop / path).read_bytes() for path in WRITTEN] == texts


def test_what_is_there_stays_and_the_addition_is_shown(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / ".pre-commit-config.yaml").write_text("repos: []\n")
    (shop / "pyproject.toml").write_text("[tool.readylint]\ngo_at = 0.9\n")
    (shop / ".readylint.schema.json").write_text("{}")
    (shop / ".gitlab-ci.yml").write_text("test:\n  script: [make]\n")
    said = told(capsys, str(shop))
    assert ".pre-commit-config.yaml: is there, and stays as it is; this could be added to it:\n\n      - repo: local" in said
    assert "readylint.toml: pyproject.toml configures readylint already" in said
    assert "of another release" in said and ".gitlab-ci.yml: is there" in said and "GIT_DEPTH" in said
    assert (shop / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert not (shop / "readylint.toml").exists() and not (shop / ".github").exists()


@pytest.mark.skipif(os.name == "nt", reason="links take a privilege there")
def test_a_link_is_not_written_through(shop: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (shop / ".github").symlink_to(outside)
    (shop / "readylint.toml").symlink_to(outside / "made.toml")
    said = told(capsys, str(shop))
    assert list(outside.iterdir()) == []
    assert "leads out of the repository" in said


def test_what_only_a_deployment_shows_is_stated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Procfile").write_text("clock: python tick.py\n")
    (tmp_path / "tick.py").write_text("import time\nwhile True:\n    time.sleep(60)\n")
    told(capsys, str(tmp_path), "--only", "config")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".toml"] == ["readylint.toml"]
    stated = tomli.loads((tmp_path / "readylint.toml").read_text())["service"]
    assert [(s["root"], s["kind"]) for s in stated] == [(".", "worker")]


def test_names_stay_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / 'a"b\x7f $x # y'
    folder.mkdir()
    (folder / "app.py").write_text(APP)
    (folder / "requirements.txt").write_text("flask==3.1\n")
    (folder / "legacy").mkdir()
    told(capsys, str(tmp_path))
    config_of((tmp_path / "readylint.toml").read_text(), "readylint.toml", by_name(built_in()))


def test_the_hook_and_the_workflow_by_their_own_readers(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pre_commit")
    beside = Path(sys.executable).parent
    told(capsys, str(shop), "--requirement", "readylint @ git+https://git.example.org/tools/readylint@v0.1.0")
    assert "git+https://git.example.org" in (shop / WRITTEN[3]).read_text()
    for command in (["pre-commit", "validate-config", WRITTEN[2]], ["zizmor", "--offline", "--no-progress", "--quiet", WRITTEN[3]]):
        done = subprocess.run([beside / command[0], *command[1:]], cwd=shop, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("wrong", ["ready lint", "other==1", "readylint==1'; rm -rf x", "readylint; python_version > '3'"])
def test_a_requirement_that_is_none(wrong: str, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(shop), "--requirement", wrong]) == 2
    assert not (shop / "readylint.toml").exists()
