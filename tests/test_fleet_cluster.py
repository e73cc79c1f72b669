"""A fleet on a cluster of processes, each on a port of its own, of which any may be killed: the rows are those of an undisturbed run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from readylint.fleet.runs import runs
from tests.fleets import command, environment, fleet, last, plain, rows_of, wait_for

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a fleet is scanned on Linux and macOS")
LOCAL = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"]


class Cluster:
    """A scheduler and two workers with a thread each, which look for their scheduler until there is one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, f"tcp://127.0.0.1:{free_port()}"
        self.scheduler = self.started("scheduler", "--port", self.address.rpartition(":")[2])
        self.workers = [self.started("worker", self.address, "--nthreads", "1", "--memory-limit", "0") for _ in range(2)]

    def started(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        settings = {**environment(self.folder), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        log = (self.folder / f"{kind}.log").open("a")
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, *LOCAL], env=settings, stdout=log, stderr=log, cwd=self.folder
        )

    def scan(self, to: str) -> subprocess.Popen[str]:
        (self.folder / "src/sleeps/sleeps").touch()  # or its scan is recalled, and takes no time
        asked = command(self.folder / "src", self.folder / to, "--scheduler", self.address)
        return subprocess.Popen(asked, env=environment(self.folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            self.kill(process)
            process.wait()

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kills a process and those it started: a worker's nanny would start it again."""
        import psutil

        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
        process.kill()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster that has scanned a fleet to `undisturbed`."""
    folder = tmp_path_factory.mktemp("cluster")
    fleet(folder / "src", "a b c sleeps=2")
    with running(folder) as made:
        done = made.scan("undisturbed")
        assert (done.communicate(timeout=120)[1], done.returncode) == ("", 0)
        yield made


def test_a_cluster_finds_what_this_machine_finds(cluster: Cluster) -> None:
    done = subprocess.run(command(cluster.folder / "src", cluster.folder / "here"), env=environment(cluster.folder), check=False)
    assert done.returncode == 0
    assert plain(cluster.folder / "here") == plain(cluster.folder / "undisturbed")


def test_a_worker_that_is_killed(cluster: Cluster) -> None:
    import psutil

    scan = cluster.scan("worker")
    wait_for(lambda: rows_of(cluster.folder / "worker"))
    for worker in psutil.Process(cluster.workers[0].pid).children():
        worker.kill()
    assert (scan.communicate(timeout=120)[1], scan.returncode) == ("", 0)
    assert plain(cluster.folder / "worker") == plain(cluster.folder / "undisturbed")


def test_a_client_that_is_killed(cluster: Cluster) -> None:
    scan = cluster.scan("client")
    wait_for(lambda: rows_of(cluster.folder / "client"))
    scan.kill()
    scan.communicate()
    again = cluster.scan("client")
    assert "going on with the run" in again.communicate(timeout=120)[1]
    assert [bool(run.ended) for run in runs(cluster.folder / "client")] == [True]
    assert plain(cluster.folder / "client") == plain(cluster.folder / "undisturbed")


def test_a_scheduler_that_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    for name in ("src", "cache"):
        (tmp_path / name).symlink_to(cluster.folder / name)
    with running(tmp_path) as other:
        scan = other.scan("out")
        wait_for(lambda: rows_of(tmp_path / "out"))
        other.scheduler.kill()
        said = scan.communicate(timeout=60)[1]
    assert said == "readylint: fleet scan: the scheduler does not answer any more; once there is one again, the same command goes on\n"
    assert scan.returncode == 2
    with running(tmp_path) as other:
        assert other.scan("out").wait(120) == 0
    assert {row["outcome"] for row in plain(tmp_path / "out").values()} == {"scanned"}
    assert {(row.repository, row.revision) for row in last(tmp_path / "out")} == {
        (row.repository, row.revision) for row in last(cluster.folder / "undisturbed")
    }


def test_a_scheduler_that_hangs(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("src", "cache"):
        (tmp_path / name).symlink_to(cluster.folder / name)
    with running(tmp_path) as other:
        monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP", "11s")  # the least that Dask takes
        scan = other.scan("out")
        wait_for(lambda: rows_of(tmp_path / "out"))
        other.scheduler.send_signal(signal.SIGSTOP)
        assert "the scheduler does not answer any more" in scan.communicate(timeout=100)[1]
    assert scan.returncode == 2


def test_what_kills_every_worker_costs_its_row(cluster: Cluster) -> None:
    fleet(cluster.folder / "src", "kills")
    scan = cluster.scan("kills")
    told = scan.communicate(timeout=120)[1]
    assert {row.repository: row.outcome for row in last(cluster.folder / "kills")} == {
        **dict.fromkeys(("a", "b", "c", "sleeps"), "scanned"),
        "kills": "killed",
    }
    assert "readylint: kills: killed: the workers that had it died, one after the other\n" in told
    assert scan.returncode == 3


def test_no_scheduler(tmp_path: Path) -> None:
    fleet(tmp_path / "src", "a")
    address = f"tcp://127.0.0.1:{free_port()}"
    asked = command(tmp_path / "src", tmp_path / "out", "--scheduler", address)
    soon = {**environment(tmp_path), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    done = subprocess.run(asked, env=soon, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"readylint: fleet scan: no scheduler answers at {address}: ")
