"""The history that another process reads while the rules load: the same report, whatever becomes of that process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readylint import ahead, parallel
from readylint.config import Config
from readylint.engine import scan
from readylint.facts.secrets import HistorySecrets
from readylint.model import Assessment
from readylint.names import names_of
from readylint.options import Options
from readylint.registry import load
from readylint.snapshot import Snapshot
from tests.repositories import repository

PASSWORD = "Tq9" + "xLm2vRw8z"
SETTINGS = f'DATABASE_URL = "postgres://app:{PASSWORD}@db.shop.io/app"\n'
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, so there is one process only")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return repository(tmp_path / "shop", {"settings.py": SETTINGS}, {"settings.py": "import os\n"}, {"main.py": "x = 1\n"})


@pytest.fixture
def always_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "can_fork", lambda files: True)


def past(root: Path, **options: object) -> Assessment:
    return next(a for a in scan(root, Options(select=("SEC002", "SEC001"), **options)).report.assessments if a.item.id == "SEC002")  # type: ignore[arg-type]


@needs_fork
@pytest.mark.parametrize("configured", ["", 'ignore = ["DOC007"]\n', '[paths]\nfixture = ["settings.py"]\n'])
def test_says_what_one_process_says(shop: Path, monkeypatch: pytest.MonkeyPatch, configured: str) -> None:
    repository(shop, {"readylint.toml": configured})
    monkeypatch.setattr(parallel, "can_fork", lambda files: False)
    alone = past(shop)
    monkeypatch.setattr(parallel, "can_fork", lambda files: True)
    assert past(shop) == alone
    assert alone.verdict == ("pass" if "fixture" in configured else "fail")


@needs_fork
@pytest.mark.usefixtures("always_forks")
def test_a_reader_that_dies_costs_nothing(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, read = os.getpid(), ahead._read
    monkeypatch.setattr(ahead, "_read", lambda facts: read(facts) if os.getpid() == first else os._exit(9))
    assert past(shop).verdict == "fail"


@needs_fork
@pytest.mark.usefixtures("always_forks")
@pytest.mark.parametrize(
    ("options", "reads"),
    [({}, True), ({"select": ("SEC002",)}, True), ({"select": ("DOC001",)}, False), ({"history": False}, False)],
)
def test_only_where_somebody_will_ask(shop: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object], reads: bool) -> None:
    begun: list[object] = []
    others = parallel.Others

    def watched(work: list[object], do: Callable[[object], object], *more: object, **other: object) -> object:
        begun.append(do)
        return others(work, do, *more, **other)  # type: ignore[arg-type]

    monkeypatch.setattr(parallel, "Others", watched)
    scan(shop, Options(**options))  # type: ignore[arg-type]
    assert (ahead._read in begun) == reads


def test_names_the_rules_that_ask() -> None:
    rules = [rule for rule in load() if rule.check and parallel.needs(rule.check, HistorySecrets)]
    assert {rule.item.category for rule in rules}.union(*(names_of(rule.item) for rule in rules)) == ahead.READERS


@needs_fork
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc")
@pytest.mark.usefixtures("always_forks")
def test_leaves_no_process_behind(shop: Path) -> None:
    snapshot = Snapshot.open(shop)
    before = children()  # gits that nobody has listened to yet
    with ahead.history(snapshot, Config(), Options()):
        assert len(children()) == len(before) + 1
    assert children() == before


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
