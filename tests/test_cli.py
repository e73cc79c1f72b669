"""The command: what it prints where, its exit codes, and what it does not import."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from readylint import __version__, arguments, parallel, terminal
from readylint.cli import main
from readylint.commands.scan import exit_code
from readylint.config import ConfigError
from readylint.decision import PROFILES
from readylint.model import SEVERITIES, Report
from readylint.report import FORMATS
from tests.sample_report import CLEAN, EMPTY, REPORT, text_of

ROOT = Path(__file__).parent.parent


class Scanned:
    """What the engine returns, of a report made by hand."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text_of = text_of

    def rendered(self, form: str, render: Callable[[], str]) -> str:
        return render()


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the command line asked of the engine; the report to give back can be set as `scans[0]`."""
    asked: list[Any] = [REPORT]

    def scan(path: Path, options: Any) -> Scanned:
        asked.append((path, options))
        if isinstance(asked[0], BaseException):
            raise asked[0]
        return Scanned(asked[0])

    monkeypatch.setattr("readylint.engine.scan", scan)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return asked


def decided(outcome: str, profile: str = "launch", base: Report = REPORT) -> Report:
    return replace(base, decision=replace(base.decision, outcome=outcome, profile=profile))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "fail_on", "code"),
    [
        ("go", "no_go", 0), ("conditional_go", "no_go", 0), ("no_go", "no_go", 1), ("inconclusive", "no_go", 3),
        ("go", "conditional_go", 0), ("conditional_go", "conditional_go", 1), ("no_go", "conditional_go", 1),
        ("no_go", "never", 0), ("inconclusive", "never", 3), ("partial", "never", 0),
    ],
)
def test_the_gate(outcome: str, fail_on: str, code: int) -> None:
    assert exit_code(decided(outcome), fail_on, "high") == code


def test_an_advisory_profile_never_blocks() -> None:
    assert exit_code(decided("no_go", "advisory"), "no_go", "high") == 0


def test_a_partial_run_fails_on_the_severity_asked_for() -> None:
    medium = tuple(a for a in REPORT.assessments if a.item.severity == "medium")
    partial = decided("partial", base=replace(REPORT, assessments=medium))
    assert exit_code(partial, "no_go", "medium") == 1
    assert exit_code(partial, "no_go", "high") == 0
    crashed = decided("partial", base=replace(REPORT, assessments=REPORT.assessments[-1:]))
    assert exit_code(crashed, "no_go", "low") == 3
    deselected = decided("partial", base=replace(REPORT, assessments=tuple(replace(a, selected=False) for a in REPORT.assessments)))
    assert exit_code(deselected, "no_go", "low") == 0


def test_results_go_to_standard_output(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "."]) == 1
    out, err = capsys.readouterr()
    assert "NO-GO" in out
    assert "\x1b" not in out
    assert err == ""


def test_every_option_reaches_the_engine(scans: list[Any]) -> None:
    rules = "--select SEC001,security --select tests --ignore DOC001"
    main(f"scan x --rev v1 --no-history {rules} --profile strict --as-of 2026-11-20 --isolated --quiet".split())
    path, options = scans[1]
    assert path == Path("x")
    assert (options.revision, options.history, options.profile, options.isolated) == ("v1", False, "strict", True)
    assert (options.select, options.ignore) == (("SEC001", "security", "tests"), ("DOC001",))
    assert options.as_of.isoformat() == "2026-11-20"
    assert options.progress is None


def test_one_scan_writes_many_reports(scans: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three = (tmp_path / name for name in ("a.json", "b.sarif", "c.txt"))
    reports = ("--format", "json", "-o", str(one), "--report", f"sarif={two}", "--report", f"text={three}")
    assert main(["scan", *reports, "--color", "always"]) == 1
    assert json.loads(one.read_text())["schema"] == "readylint/1"
    assert json.loads(two.read_text())["version"] == "2.1.0"
    assert "\x1b" not in three.read_text()
    assert capsys.readouterr() == ("", "")
    assert len(scans) == 2


def test_quiet_says_nothing_when_the_gate_passes(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    scans[0] = CLEAN
    assert main(["scan", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    scans[0] = REPORT
    assert main(["scan", "-q"]) == 1
    assert "What was read" not in capsys.readouterr().out


def test_inconclusive_is_3_and_a_sentence_in_every_format(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    scans[0] = EMPTY
    assert main(["scan"]) == 3
    assert "INCONCLUSIVE" in capsys.readouterr().out
    assert main(["scan", "--format", "json"]) == 3
    assert "no code" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "COMMAND"),
        ("scan --format xml", "xml"),
        ("scan --profil strict", "no option --profil, did you mean --profile?"),
        ("scan --as-of yesterday", "yesterday"),
        ("scan --report pdf=x", "FORMAT=PATH"),
        ("scan -o no/such/folder/x", "its folder does not exist"),
        ("explain SEC0002", "did you mean 'SEC002'"),
        ("explain no-secrets-in-histroy", "did you mean 'no-secrets-in-history'"),
    ],
)
def test_wrong_usage_is_2_and_one_line(line: str, says: str, scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("readylint: ")
    assert err.count("\n") == 1
    assert says in err
    assert len(scans) == 1


def test_what_the_engine_refuses_is_2_and_one_harmless_line(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    scans[0] = ConfigError("readylint.toml:3: pro\x1b[31mfile: unknown key\n::error::x")
    assert main(["scan"]) == 2
    assert capsys.readouterr().err == "readylint: readylint.toml:3: pro?[31mfile: unknown key : :error::x\n"


def test_a_bug_is_2_and_not_a_failed_gate(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    scans[0] = ZeroDivisionError("oh")
    assert main(["scan"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("readylint: this is a bug in readylint: ZeroDivisionError at test_cli.py:")


def test_an_interrupt_is_130(scans: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    scans[0] = KeyboardInterrupt()
    assert main(["scan"]) == 130


def test_no_such_path_is_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["scan", str(tmp_path / "nowhere")]) == 2
    assert "no such path" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "environment", "colored"),
    [
        ("auto", {}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "0"}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour(
    asked: str,
    environment: dict[str, str],
    colored: bool,
    scans: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["scan", "--color", asked])
    assert ("\x1b[" in capsys.readouterr().out) is colored


def test_a_bar_only_on_a_terminal_and_outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    for name in ("CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    plain = arguments.parser().parse_args(["scan"])
    assert not terminal.wants_bar(plain)
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert terminal.wants_bar(plain)
    assert not terminal.wants_bar(arguments.parser().parse_args(["scan", "--no-progress"]))
    monkeypatch.setenv("CI", "true")
    assert not terminal.wants_bar(plain)


@pytest.mark.parametrize(
    ("environment", "linked"),
    [
        ({}, False), ({"TERM_PROGRAM": "vscode"}, False), ({"TERM_PROGRAM": "iTerm.app"}, True), ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "4800"}, False), ({"TERM": "xterm-kitty"}, True), ({"WT_SESSION": "x", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_links_only_where_the_terminal_follows_them(environment: dict[str, str], linked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "FORCE_HYPERLINK", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert terminal.screen(arguments.parser().parse_args(["scan"])).links is linked
    assert not terminal.screen(arguments.parser().parse_args(["scan", "--color", "never"])).links


def test_a_bar_draws_what_all_processes_have_begun_and_starts_no_thread() -> None:
    import threading

    before = threading.active_count()
    with terminal.bar(True) as progress:
        assert progress and threading.active_count() == before, "no scan forks beside a thread"
        progress(3, 114, "Errors are handled")
    tally = parallel.Tally(3)
    tally.begin(0)
    if child := os.fork():
        os.waitpid(child, 0)
    else:
        os._exit(tally.begin(2))
    assert tally.begin(1) == 3


def test_a_pager_gets_no_bar_and_its_own_width() -> None:
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    script = (
        "from readylint import arguments, terminal; chosen = arguments.parser().parse_args(['scan']);"
        "print(terminal.wants_bar(chosen), terminal.screen(chosen).width, terminal.screen(chosen).color)"
    )
    reader, tty = pty.openpty()
    fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 72, 0, 0))
    plain = {k: v for k, v in os.environ.items() if k not in ("CI", "PRE_COMMIT", "COLUMNS", "FORCE_COLOR")} | {"PYTHONPATH": str(ROOT)}
    piped = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=tty, text=True, env=plain, check=True)
    assert piped.stdout.split() == ["False", "72", "False"]
    os.close(tty)
    os.close(reader)


def test_rules_and_explain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["rules"]) == 0
    assert "no-secrets-in-history" in capsys.readouterr().out
    assert main(["rules", "--format", "json"]) == 0
    assert "SEC002" in {item["id"] for item in json.loads(capsys.readouterr().out)}
    for name in ("SEC002", "sec002", "no-secrets-in-history"):
        assert main(["explain", name]) == 0
        out = capsys.readouterr().out
        assert out.startswith("SEC002  No secrets anywhere in the git history")
        assert "How to mend it" in out


def test_the_words_of_the_command_line_are_those_of_their_owners() -> None:
    assert tuple(FORMATS) == arguments.FORMATS
    assert arguments.SEVERITIES == SEVERITIES
    assert arguments.PROFILES == PROFILES


def run(*command: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=False, **options)


def test_version_imports_nothing_heavy() -> None:
    done = run("-X", "importtime", "-m", "readylint", "--version")
    assert done.stdout.strip() == f"readylint {__version__}"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = "shtab difflib msgspec git rich yaml tomli libcst detect_secrets ast_grep_py requests json subprocess dataclasses importlib.metadata"
    assert imported & set(heavy.split()) == set()
    assert not any(name.startswith(("readylint.facts", "readylint.report", "readylint.engine", "rich.")) for name in imported)


def test_an_encoding_that_knows_little_costs_characters_only() -> None:
    done = run("-m", "readylint", "rules")
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_quiet() -> None:
    script = "import sys, os; r, w = os.pipe(); os.close(r); os.dup2(w, 1); from readylint.cli import main; sys.exit(main(['rules']))"
    done = run("-c", script)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_ends_without_taking_apart_what_it_made() -> None:
    made = "class Made:\n    def __del__(self): print('taken apart')\nmade = Made()"
    ending = "import atexit, sys\nfrom readylint.cli import process\nsys.exit(process(lambda: [atexit.register(print, 'called'), print('done'), 3][-1]))"
    done = run("-c", f"{made}\n{ending}")
    assert (done.returncode, done.stdout) == (3, "done\ncalled\n")


def test_explain_shows_what_was_found_and_what_was_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = "zIFvf" + "pArTRZHLT8K"
    (tmp_path / "db.py").write_text(f'URL = "postgres://shop:{value}@db.shop.io/shop"\n')
    (tmp_path / "config.yml").write_text("api_key: your-api-key-here\n")
    assert main(["explain", "SEC001", "--repo", str(tmp_path), "--color", "never"]) == 0
    said = capsys.readouterr().out
    assert "Here: fail" in said and "db.py:1" in said
    assert "Set aside: a placeholder" in said and "config.yml:1" in said
    assert value not in said


def test_explain_of_a_repository_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "SEC001", "--repo", "no/such/path"]) == 2
    assert "no such path" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals by a timer are POSIX's")
def test_what_a_slow_reader_is_told_is_whole_without_a_buffer() -> None:
    beats = "import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)\n"
    code = f"{beats}from readylint.terminal import say\nsay('x' * 300_000)\n"
    with subprocess.Popen([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE) as told:
        assert told.stdout
        time.sleep(1)
        assert len(told.stdout.read()) == 300_000


@pytest.mark.parametrize("package", ["msgspec", "tomli"])
def test_a_package_that_is_missing_is_named(package: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from readylint.cli import main; sys.exit(main(['scan', '.', '--no-cache']))"
    (tmp_path / "readylint.toml").write_text("[policy]\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"readylint: it is not installed whole, the package {package} is missing")
