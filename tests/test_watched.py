"""What becomes of a scan whose parsers hang or crash: the file is named and left out, and all else is judged as without it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.repositories import repository

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a parser is watched from another process")

NONSENSE = "<!-- ab\n" * 2048  # for which the grammar of Ruby takes half a minute
SINATRA = 'require "sinatra"\nget("/price") { Net::HTTP.get(URI("https://shop.io/price")) }\n'
TREE: dict[str, str | None] = {
    "Gemfile": 'source "https://rubygems.org"\ngem "sinatra", "3.0.0"\n',
    "Dockerfile": 'FROM ruby:3.3\nCOPY . .\nEXPOSE 4567\nCMD ["ruby", "app.rb"]\n',
    "config.ru": 'require "./app"\nrun Sinatra::Application\n',
    "app.rb": SINATRA,
}
# A scan that gives parsers less time than usual, and what is to be patched in it.
START = "import sys; from readylint import cli, watched; watched.SHARE, watched.TRIED = {share}, 0.1; {more}; sys.exit(cli.program())"
KILLS = """
import ast_grep_py, os, readylint.facts.syntax
parse = ast_grep_py.SgRoot
def SgRoot(text, language):
    if "crash" in text:
        os.kill(os.getpid(), {signal})
    return parse(text, language)
ast_grep_py.SgRoot = SgRoot
"""


def begun(root: Path, share: float = 0.3, more: str = "pass") -> subprocess.Popen[bytes]:
    start = START.format(share=share, more=f"exec({more!r})")
    asked = ("scan", str(root), "--no-cache", "--no-progress", "--format", "json", "--as-of", "2026-06-01")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.Popen([sys.executable, "-c", start, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def scanned(root: Path, **how: Any) -> tuple[dict[str, Any], dict[str, str], str]:
    """Verdicts, what was left out and why, and what was said."""
    out, said = begun(root, **how).communicate()
    report = json.loads(out)
    left_out = {one["path"]: one["why"] for one in report["coverage"]["skipped"]}
    return {item["id"]: (item["verdict"], item["reason"]) for item in report["items"]}, left_out, said.decode()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = repository(tmp_path_factory.mktemp("plain") / "shop", TREE | {"a.rb": "", "b.rb": ""})
    verdicts, left_out, said = scanned(root)
    assert not left_out and not said
    return verdicts


@pytest.mark.parametrize("more", [0, 120])  # few files are judged by one process, many by two
def test_a_parser_that_hangs_costs_the_file(more: int, tmp_path: Path, plain: dict[str, Any]) -> None:
    rest = {f"notes/{n}.txt": f"{n}\n" for n in range(more)}
    root = repository(tmp_path / "shop", TREE | rest | dict.fromkeys(("a.rb", "b.rb"), SINATRA + NONSENSE))
    verdicts, left_out, said = scanned(root)
    assert set(left_out) == {"a.rb", "b.rb"} and "a.rb: its parser takes longer than" in said
    assert {why.partition(" than ")[0] for why in left_out.values()} == {"its parser takes longer"}
    assert said.count("beginning again") == 1  # the next one is tried before it is trusted
    assert {id for id in plain if verdicts[id] != plain[id]} <= {"DEP001"}


def test_a_parser_that_crashes_costs_the_file(tmp_path: Path, plain: dict[str, Any]) -> None:
    root = repository(tmp_path / "shop", TREE | dict.fromkeys(("a.rb", "b.rb"), f"{SINATRA}# crash\n"))
    verdicts, left_out, _ = scanned(root, share=10, more=KILLS.format(signal=int(signal.SIGSEGV)))
    assert set(left_out.values()) == {"its parser crashes (SIGSEGV): not read"} and set(left_out) == {"a.rb", "b.rb"}
    assert verdicts == plain


def test_a_scan_that_is_killed_ends_as_one_that_nobody_watches(tmp_path: Path) -> None:
    root = repository(tmp_path / "shop", TREE | {"a.rb": f"{SINATRA}# crash\n"})
    scan = begun(root, share=10, more=KILLS.format(signal=int(signal.SIGKILL)))
    out, said = scan.communicate()
    assert scan.returncode == -signal.SIGKILL and not out and not said


def test_without_end_there_is_no_decision(tmp_path: Path) -> None:
    root = repository(tmp_path / "shop", TREE | {"a.rb": f"{SINATRA}# crash\n"})
    scan = begun(root, share=10, more=f"watched.AGAIN = 0\n{KILLS.format(signal=int(signal.SIGSEGV))}")
    out, said = scan.communicate()
    assert scan.returncode == 3 and not out and said.endswith(b"and a.rb is one more: nothing is decided\n")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_a_scan_whose_parser_hangs(name: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "shop", TREE | {"a.rb": SINATRA + NONSENSE})
    scan = begun(root, share=60)
    busy = running(scan)
    scan.send_signal(getattr(signal, name))
    began = time.monotonic()
    _, said = scan.communicate(timeout=30)
    assert scan.returncode == 128 + getattr(signal, name) and said == b"readylint: interrupted\n"
    assert time.monotonic() - began < 10  # 2 on a machine that does nothing else
    assert not Path(f"/proc/{busy}").exists()


def running(scan: subprocess.Popen[bytes]) -> int:
    """The fork of a scan, once it has been in a parser for a while."""
    children = Path(f"/proc/{scan.pid}/task/{scan.pid}/children")
    if not children.exists():
        pytest.skip("which processes there are is Linux's to say")
    while True:
        time.sleep(0.05)
        for child in map(int, children.read_text().split()):
            seconds = int(Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11]) / os.sysconf("SC_CLK_TCK")
            if seconds > 1.5:  # the rest of this scan takes half a second
                return child
    raise AssertionError(f"it ended: {scan.returncode}")
