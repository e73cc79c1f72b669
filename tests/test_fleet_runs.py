"""The runs of a fleet as they are read, whatever the machine did while they were written; and what a start without them imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readylint import arguments_fleet
from readylint.arguments import PROFILES
from readylint.cli import main
from readylint.fleet.runs import Row, Run, rows, runs

BEGUN = {"run": "20261121T220000Z", "begun": "2026-11-21T22:00:00Z", "tool": "0.1.0", "policy": ["--profile", "strict"], "sources": 2}
API = {"repository": "shop/api", "source": "/src/shop/api", "outcome": "scanned", "revision": "a" * 40, "report": "b" * 24}
HANGS = {"repository": "shop/hangs", "source": "/src/shop/hangs", "outcome": "timed_out", "reason": "not done after 900 s"}
ENDED = {"ended": "2026-11-21T22:10:00Z"}


def written(folder: Path, *lines: object, torn: str = "") -> Path:
    (folder / "runs").mkdir()
    text = "".join(f"{json.dumps(line)}\n" for line in lines) + torn
    (folder / "runs" / f"{BEGUN['run']}.jsonl").write_text(text)
    return folder


def test_a_run_that_ended(tmp_path: Path) -> None:
    folder = written(tmp_path, BEGUN, API, HANGS, ENDED)
    assert runs(folder) == (Run(str(BEGUN["run"]), str(BEGUN["begun"]), "0.1.0", ("--profile", "strict"), 2, ended=ENDED["ended"]),)
    assert rows(folder, str(BEGUN["run"])) == (
        Row("shop/api", "/src/shop/api", "scanned", "a" * 40, report="b" * 24),
        Row("shop/hangs", "/src/shop/hangs", "timed_out", reason="not done after 900 s"),
    )


@pytest.mark.parametrize("torn", ["", '{"repository": "shop/hangs", "sour', '{"ended": "2026-11'])
def test_a_torn_line_counts_for_nothing(torn: str, tmp_path: Path) -> None:
    folder = written(tmp_path, BEGUN, API, torn=torn)
    assert [(run.sources, run.ended) for run in runs(folder)] == [(2, "")]
    assert [row.repository for row in rows(folder, str(BEGUN["run"]))] == ["shop/api"]


def test_a_repository_has_one_row(tmp_path: Path) -> None:
    folder = written(tmp_path, BEGUN, HANGS, {**HANGS, "outcome": "scanned", "reason": ""})
    assert [row.outcome for row in rows(folder, str(BEGUN["run"]))] == ["scanned"]


def test_a_folder_without_runs_has_none(tmp_path: Path) -> None:
    assert runs(tmp_path) == ()
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "x.jsonl").write_bytes(b"")
    assert runs(tmp_path) == ()


def test_the_arguments_know_the_profiles() -> None:
    assert arguments_fleet._PROFILES == PROFILES


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("readylint.commands.fleet.find_spec", lambda name: None)
    assert main(["fleet", "query", "select 1"]) == 2
    assert capsys.readouterr().err == "readylint: fleet query needs duckdb, which is not installed: pip install 'readylint[fleet]'\n"


def test_other_commands_import_nothing_of_the_extra(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print('hello')\n")
    script = "import sys; from readylint.cli import main; main(['scan', sys.argv[1], '--no-cache']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert set("dask distributed duckdb pandas numpy tornado psutil bokeh".split()) & set(done.stdout.split()) == set()
