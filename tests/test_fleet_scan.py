"""A fleet as it is scanned: each repository a row, whatever is planted in it; nothing repeated, nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from readylint.fleet.runs import runs
from tests.fleets import command, environment, fleet, last, plain, rows_of, wait_for
from tests.repositories import commit, git

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a fleet is scanned on Linux and macOS")


def scanned(source: Path, to: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(source, to, *options), env=environment(to.parent), capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fleet of three, scanned once."""
    folder = tmp_path_factory.mktemp("fleet")
    done = scanned(fleet(folder / "src", "one team/two three"), folder / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 repositories: 3 scanned. Run 2")
    return folder


@pytest.fixture
def copied(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "fleet", symlinks=True)


def test_a_report_is_what_a_scan_writes(base: Path) -> None:
    row = next(row for row in last(base / "out") if row.repository == "team/two")
    assert row.revision == git(base / "src/team/two", "rev-parse", "HEAD")
    options = ["scan", str(base / "src/team/two"), "--format", "json"]
    alone = subprocess.run([*command(base, base)[:3], *options], env=environment(base), capture_output=True, text=True, check=False)
    assert (base / f"out/reports/{row.report}.json").read_text() == alone.stdout
    assert row.cpu_seconds > 0


def test_only_what_changed_is_scanned_again(copied: Path) -> None:
    commit(copied / "src/one", {"readylint.toml": '[paths]\nexclude = ["x"]\n'}, day="2026-02-01")
    (copied / "src/three/app.py").write_text("x = 1\n")
    done = scanned(copied / "src", copied / "out")
    assert done.returncode == 0
    first, second = (copied / "out/runs").iterdir()
    assert first != second
    assert {row.repository: row.outcome for row in last(copied / "out")} == {"one": "scanned", "team/two": "reused", "three": "scanned"}
    scanned(copied / "src", copied / "out")
    assert {row.outcome for row in last(copied / "out")} == {"reused"}


def test_another_policy_is_another_report(copied: Path) -> None:
    before = plain(copied / "out")
    scanned(copied / "src", copied / "out", "--profile", "strict", "--no-history")
    after = plain(copied / "out")
    assert {row["outcome"] for row in after.values()} == {"scanned"}
    assert not {row["report"] for row in before.values()} & {row["report"] for row in after.values()}
    assert runs(copied / "out")[-1].policy == ("--profile=strict", "--no-history")


def test_what_hangs_crashes_or_eats_memory_costs_its_row(copied: Path) -> None:
    source = fleet(copied / "src", "hangs crashes eats stuck")
    (source / "stuck/.git/HEAD").unlink()
    os.mkfifo(source / "stuck/.git/HEAD")  # git itself waits for somebody to write to it
    done = scanned(source, copied / "out", "--timeout", "8", "--memory", "400M")
    assert done.returncode == 3
    told = {row.repository: (row.outcome, row.reason) for row in last(copied / "out")}
    assert told == {
        "hangs": ("timed_out", "the scan took more than 8 seconds"),
        "stuck": ("timed_out", "the scan took more than 8 seconds"),
        "crashes": ("crashed", "the scan ended by SIGABRT"),
        "eats": ("out_of_memory", "the scan took more than 400 MB of memory"),
        "one": ("reused", ""),
        "team/two": ("reused", ""),
        "three": ("reused", ""),
    }
    assert "readylint: hangs: timed out: the scan took more than 8 seconds\n" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_nursery_that_is_killed_costs_its_row_and_leaves_no_scan_behind(copied: Path) -> None:
    source = fleet(copied / "src", "orphaned")
    (source / "three/app.py").write_text("x = 1\n")
    assert scanned(source, copied / "out", "--workers", "1").returncode == 3
    told = {row.repository: row.outcome for row in last(copied / "out")}
    assert told == {"orphaned": "killed", "one": "reused", "team/two": "reused", "three": "scanned"}
    assert processes(copied) == []


def test_what_is_no_repository_or_is_refused_costs_its_row(copied: Path) -> None:
    (copied / "src/one/readylint.toml").write_text('profile = "lunch"\n')
    git(copied / "src/one", "add", "-A")
    shutil.rmtree(copied / "src/three/.git/objects")
    (copied / "list").write_text("src/one\nsrc/team/two  # as ever\n\nsrc/three\nsrc/gone\nhttp://example.org/x/y.git\n")
    done = scanned(copied / "list", copied / "out")
    assert done.returncode == 3
    told = {row.repository: (row.outcome, row.reason) for row in last(copied / "out")}
    assert told == {
        "one": ("refused", "readylint.toml:1: profile: 'lunch' is none of launch, strict, advisory, did you mean 'launch'?"),
        "two": ("scanned", ""),
        "three": ("not_a_repository", "no git repository, or one that git cannot read"),
        "gone": ("not_a_repository", "no such path"),
        "x/y": ("not_cloned", "http is not fetched: only https, ssh, file are"),
    }
    assert "lunch" in (copied / "out/logs/one.log").read_text()


def test_what_is_cloned_is_fetched_again_and_scanned_when_it_changed(copied: Path) -> None:
    (copied / "list").write_text(f"file://{copied}/src/one\nfile://{copied}/src/gone\n")
    name, gone = (f"{copied}/src/{last}".strip("/") for last in ("one", "gone"))

    def told() -> dict[str, str]:
        scanned(copied / "list", copied / "cloned")
        return {row.repository: row.outcome for row in last(copied / "cloned")}

    assert told() == {name: "scanned", gone: "not_cloned"}
    assert told() == {name: "reused", gone: "not_cloned"}
    there = commit(copied / "src/one", {"more.py": "x = 1\n"}, day="2026-02-01")
    assert told() == {name: "scanned", gone: "not_cloned"}
    assert {row.repository: row.revision for row in last(copied / "cloned")}[name] == there


@pytest.mark.parametrize("signal", [9, 2])
def test_a_run_that_is_killed_goes_on(signal: int, base: Path, tmp_path: Path) -> None:
    source = fleet(shutil.copytree(base / "src", tmp_path / "src"), "sleeps=3")
    shutil.copytree(base / "cache", tmp_path / "cache")
    to = tmp_path / "out"
    with subprocess.Popen(command(source, to), env=environment(tmp_path), stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: rows_of(to) == 3)
        running.send_signal(signal)
        said = running.communicate(timeout=5)[1]
    assert (running.returncode, said) == ((-9, "") if signal == 9 else (130, "readylint: interrupted\n"))
    before = last(to)
    assert [run.ended for run in runs(to)] == [""]
    wait_for(lambda: not processes(tmp_path), 2)  # no scan and no nursery outlives it
    with next((to / "runs").iterdir()).open("a") as torn:
        torn.write('{"repository": "sleeps", "sou')
    done = scanned(source, to)
    assert f"going on with the run {runs(to)[0].run}: 3 of 4 are done\n" in done.stderr
    assert (done.returncode, len(runs(to)), bool(runs(to)[0].ended)) == (0, 1, True)
    assert last(to)[:3] == before
    scanned(source, tmp_path / "undisturbed")
    assert plain(to) == plain(tmp_path / "undisturbed")
    assert sorted(os.listdir(to / "reports")) == sorted(os.listdir(tmp_path / "undisturbed/reports"))


def test_a_second_run_into_the_folder_is_refused(tmp_path: Path) -> None:
    source, to = fleet(tmp_path / "src", "sleeps=30"), tmp_path / "out"
    with subprocess.Popen(command(source, to), env=environment(tmp_path)) as running:
        wait_for(lambda: (to / "runs").exists() and runs(to))
        done = scanned(source, to)
        running.kill()
    assert done.returncode == 2
    assert done.stderr.startswith(f"readylint: fleet scan: another scan writes to {to} (process {running.pid} on ")


def test_a_folder_of_something_else_is_left_alone(base: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = scanned(base / "src", tmp_path)
    assert (done.returncode, sorted(os.listdir(tmp_path))) == (2, ["mine.txt"])
    assert done.stderr == f"readylint: fleet scan: {tmp_path} holds something else: name an empty folder, or that of a fleet\n"


def test_a_report_in_which_something_ends_counts_for_its_day_only(copied: Path) -> None:
    waived = '[[waive]]\nitem = "OBS007"\nby = "Ana"\nreason = "x"\nexpires = 2026-06-01\n'
    commit(copied / "src/one", {"readylint.toml": waived}, day="2026-02-01")
    scanned(copied / "src", copied / "out")
    row = next(row for row in last(copied / "out") if row.repository == "one")
    assert row.report
    assert json.loads((copied / f"out/reports/{row.report}.json").read_text())["entries"]
    scanned(copied / "src", copied / "out")
    again = next(row for row in last(copied / "out") if row.repository == "one")
    assert (again.outcome, again.report) == ("reused", row.report)


def test_nobody_else_can_reach_the_cluster_of_this_machine() -> None:
    import psutil

    from readylint.fleet.cluster import cluster

    before = {one.laddr for one in psutil.Process().net_connections("tcp") if one.status == "LISTEN"}
    with cluster("", 2, dashboard=False) as client:
        now = {one.laddr for one in psutil.Process().net_connections("tcp") if one.status == "LISTEN"}
        assert {address.ip for address in now - before} <= {"127.0.0.1"}
        assert client.dashboard_link.startswith("http://127.0.0.1:")
        assert client.scheduler.address.startswith("inproc://")


def test_on_a_terminal_it_says_how_far_it_is(copied: Path) -> None:
    import pty

    shown, theirs = pty.openpty()
    terminal = {key: value for key, value in environment(copied).items() if key not in ("CI", "PRE_COMMIT")} | {
        "TERM": "xterm",
        "COLUMNS": "120",
    }
    with subprocess.Popen(command(copied / "src", copied / "out"), env=terminal, stdout=theirs, stderr=theirs, stdin=theirs):
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the other end was closed
            while data := os.read(shown, 1 << 16):
                said += data
    os.close(shown)
    assert b"Dask's dashboard: http://127.0.0.1:" in said
    assert re.search(rb"3/3.{0,30} a minute", said)
    assert b"3 repositories: 3 reused." in said


def processes(folder: Path) -> list[int]:
    """The processes that have the environment of a folder."""
    import psutil

    cache = environment(folder)["XDG_CACHE_HOME"]
    return [one.pid for one in psutil.process_iter(["environ"]) if (one.info["environ"] or {}).get("XDG_CACHE_HOME") == cache]
