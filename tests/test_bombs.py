"""What is small to send and large to read costs a scan little: no rule crashes on it, none takes long, and limits are named."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from readylint.engine import Scan, scan
from readylint.options import Options
from tests.scripts import fixture

bombs = fixture("bombs")
SIZE = 0.05  # of what benchmarks/robustness.py takes
MOST = 60.0  # seconds of the processor's time; a quiet machine takes four


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scan, float]:
    root = bombs.written(tmp_path_factory.mktemp("bombs"), SIZE)
    began = time.process_time()
    done = scan(root, Options(today=date(2026, 6, 1), history=False, cache=False))
    return done, time.process_time() - began


def test_no_rule_crashes_on_a_bomb(scanned: tuple[Scan, float]) -> None:
    assert [(a.item.id, a.reason) for a in scanned[0].report.assessments if a.verdict == "error"] == []


def test_bombs_cost_little(scanned: tuple[Scan, float]) -> None:
    assert scanned[1] < MOST


def test_limits_are_named(scanned: tuple[Scan, float]) -> None:
    told = {s.path: s.why for s in scanned[0].report.coverage.skipped}
    assert "longer than 10,000 characters" in told["lines/long.py"] and "empty lines without end" in told["white/empty.py"]
    assert told["odd/nul.js"] == "binary"
    grown = [path for path in ("Dockerfile", "stages/Dockerfile", "pom.xml", "docker-compose.yml") if "variables of more" in told[f"grown/{path}"]]
    assert len(grown) == 4


@pytest.mark.parametrize("path", ["docker-compose.yml", "aliases.yaml", "itself.yaml", "odd/merges.yaml"])
def test_what_refers_to_itself_is_read(path: str, scanned: tuple[Scan, float]) -> None:
    assert path not in {s.path for s in scanned[0].report.coverage.skipped}


def test_every_bomb_is_a_file_of_its_own(tmp_path: Path) -> None:
    paths = [path for path, _ in bombs.bombs(0.001)]
    assert len(paths) == len(set(paths)) > 200


def test_a_secret_file_that_is_too_large_is_no_pass(tmp_path: Path) -> None:
    for name in (".env", ".env.example", "app.js"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(9 << 20)
    report = scan(tmp_path, Options(today=date(2026, 6, 1), history=False, cache=False, select=("SEC001", "SEC003"))).report
    told = {a.item.id: (a.verdict, a.reason) for a in report.assessments}
    assert told["SEC003"] == ("unknown", "not read, though by name it may be a secret: .env")
    assert told["SEC001"][0] == "unknown"
