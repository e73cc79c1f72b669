"""The jobs of a fleet on Dask: on threads of this process, which only wait for the scans, or on a cluster that runs already."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

from readylint.fleet.limits import end_all
from readylint.parallel import cores

if TYPE_CHECKING:
    from distributed import Client

J = TypeVar("J")
R = TypeVar("R")
_GONE = "the scheduler does not answer any more; once there is one again, the same command goes on"
AHEAD = 2  # jobs for each thread of the cluster that it knows of: the next one is there before one ends, and a million cost no more
LOOPBACK = "127.0.0.1:0"
_HERE = {
    "distributed.dashboard.link": "http://127.0.0.1:{port}/status",
    # Dask looks after itself many times a second, which costs a twentieth of a core; here are only threads that wait
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "1s",
}


class NoCluster(Exception):
    """The scheduler cannot be reached, or is gone: which."""


@contextlib.contextmanager
def cluster(scheduler: str, workers: int | None, *, dashboard: bool) -> Iterator[Client]:
    """A client of the cluster at an address, or of one of this process's threads, which listens to this machine alone. Raises NoCluster."""
    import dask
    from distributed import Client, LocalCluster

    for name in ("distributed", "distributed.client", "tornado.application"):  # the last fails to cancel what Ctrl-C finds half begun
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said by us
    with contextlib.ExitStack() as stack:
        if scheduler:
            client = stack.enter_context(_connected(scheduler))
            stack.enter_context(_heard(client))
            yield client
            return
        stack.enter_context(dask.config.set(_HERE))
        made = LocalCluster(
            n_workers=1,
            threads_per_worker=workers or cores(),
            processes=False,
            memory_limit=0,
            dashboard_address=LOOPBACK,
            worker_dashboard_address=LOOPBACK,
            scheduler_kwargs={"dashboard": dashboard},
        )
        client = stack.enter_context(Client(stack.enter_context(made), set_as_default=False))
        try:
            yield client
        except BaseException:  # whoever waits is gone: interrupted, most likely
            end_all()
            raise


def _connected(scheduler: str) -> Client:
    from distributed import Client

    try:
        return Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at {scheduler}: {error}") from error


@contextlib.contextmanager
def _heard(client: Client) -> Iterator[None]:
    """Hangs up on a scheduler that says nothing for as long as Dask gives a peer: one that hangs holds its connections."""
    patience, over = _patience(), Event()

    def listen() -> None:
        while not over.wait(patience / 4):
            try:
                client.sync(client.scheduler.identity, callback_timeout=patience)  # type: ignore[union-attr]
            except Exception:  # no answer; or it is gone, or we are
                with contextlib.suppress(Exception):
                    client.loop.add_callback(client.scheduler_comm.comm.abort)  # type: ignore[union-attr]
                return

    Thread(target=listen, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _patience() -> float:
    """Seconds that Dask gives a peer to answer."""
    import dask

    return float(dask.utils.parse_timedelta(dask.config.get("distributed.comm.timeouts.tcp")))


def _threads(client: Client) -> int:
    """The threads of all workers. Raises OSError: `client.nthreads()` waits for ever for a scheduler that hangs."""
    try:
        return sum(client.sync(client.scheduler.ncores, workers=None, callback_timeout=_patience()).values())  # type: ignore[union-attr]
    except Exception as error:  # the time is over, which is no OSError before Python 3.11; or it is gone
        raise OSError(str(error)) from error


def each(client: Client, do: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | BaseException]]:
    """Every job with what came of it, in the order in which they end: what it gave, or why the cluster gave it up. Raises NoCluster."""
    try:
        yield from _each(client, do, jobs)
    except OSError as error:  # the connection to the scheduler, at whatever it was asked
        raise NoCluster(_GONE) from error


def _each(client: Client, do: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R | BaseException]]:
    from distributed import as_completed

    waiting = as_completed(loop=client.loop)
    left, under_way = iter(jobs), dict[str, J]()
    suspects, alone = list[J](), set[str]()  # a worker that dies takes along what waits beside the culprit: each has a try alone

    def submit(job: J) -> str:
        future = client.submit(do, job, pure=False, retries=0)
        under_way[str(future.key)] = job
        waiting.add(future)
        return str(future.key)

    def more() -> None:
        room = AHEAD * max(_threads(client), 1) - len(under_way)
        for job in islice(left, max(room, 0)):
            submit(job)
        if suspects and not under_way:
            alone.add(submit(suspects.pop()))

    more()
    for future in waiting:
        if future.status not in ("finished", "error"):
            raise NoCluster(_GONE)
        job, error = under_way.pop(str(future.key)), future.exception()
        if type(error).__name__ == "KilledWorker" and future.key not in alone:
            suspects.append(job)
        else:
            yield job, error or future.result()
        more()
