"""What a worker does for one repository. Whatever that is, it costs this repository's row."""

from __future__ import annotations

import re
import signal
import socket
import time
from functools import cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from readylint.exits import FAILED, INCONCLUSIVE, PASSED, USAGE
from readylint.fleet.limits import Ended, Limits, watched
from readylint.fleet.mirrors import NotCloned, mirrored
from readylint.fleet.nurseries import forked
from readylint.fleet.repository import Asked, Found, Source, digest, tool
from readylint.fleet.runs import Outcome, Row, read
from readylint.report.page import clean, harmless

JUDGED = (PASSED, FAILED, INCONCLUSIVE)  # a scan that ends so made its report
_BUG = "this is a bug in readylint"
_UNTIL = re.compile(r"until \d{4}-\d\d-\d\d")
_REASON = 500  # characters


class Settings(Struct, frozen=True):
    """How a fleet is scanned. `options`: those of each scan; `day`: what counts as today; `tool`: the readylint that asks."""

    options: tuple[str, ...]
    limits: Limits
    day: str
    tool: str


class Job(Struct, frozen=True):
    """A repository to judge, and the names of the reports of it that there are."""

    source: Source
    known: tuple[str, ...] = ()


class Done(Struct, frozen=True):
    """The row of a repository, its report where one was made, and what the scan said where it failed."""

    row: Row
    report: bytes = b""
    log: str = ""


def judge(job: Job, settings: Settings) -> Done:
    """Judges one repository."""
    began = time.monotonic()
    done = _judged(job, settings)
    return replace(done, row=replace(done.row, seconds=round(time.monotonic() - began, 3), host=_host()))


def _judged(job: Job, settings: Settings) -> Done:
    source = job.source
    if source.wrong:
        return _failed(source, "not_cloned" if source.remote else "not_a_repository", source.wrong)
    if settings.tool != tool():
        return _failed(source, "refused", f"the worker has another readylint ({tool()}) than the one that asks ({settings.tool})")
    try:
        path = mirrored(source.address, settings.limits) if source.remote else Path(source.address)
        return _scanned(job, path, settings)
    except NotCloned as error:
        return _failed(source, "not_cloned", str(error))
    except OSError as error:
        return _failed(source, "crashed", f"the scan cannot be started: {error.strerror or error}")


def _scanned(job: Job, path: Path, settings: Settings) -> Done:
    source, policy = job.source, digest(settings.tool, *settings.options)
    asked = Asked(source.repository, str(path), settings.options, policy, job.known, settings.day)
    return _told(source, watched(settings.limits, partial(forked, asked)), settings)


def _told(source: Source, ended: Ended, settings: Settings) -> Done:
    """What the process of a repository said, and how it ended."""
    first, _, report = ended.output.partition(b"\n")
    found = read(first, Found) or Found()
    cpu = round(ended.cpu_seconds, 3)
    row = Row(source.repository, source.address, "scanned", found.revision, cpu_seconds=cpu, peak_bytes=ended.peak_bytes)
    if found.known and not ended.code:
        return Done(replace(row, outcome="reused", report=found.known))
    content = read(report, _Report)
    if content and ended.code in JUDGED and not ended.broken:
        return Done(replace(row, report=found.dated if content.dated else found.name), report)
    outcome, reason = _failure(ended, found, settings.limits)
    return Done(replace(row, outcome=outcome, reason=clean(reason)[:_REASON]), log=_log(ended.said))


def _failure(ended: Ended, found: Found, limits: Limits) -> tuple[Outcome, str]:
    last = (ended.said.strip().splitlines() or ["it said nothing"])[-1].removeprefix("readylint: ")
    if ended.broken:
        return ("timed_out" if ended.broken == "time" else "out_of_memory"), f"the scan took more than {limits.said(ended.broken)}"
    if found.none:
        return "not_a_repository", found.none
    if ended.code == -signal.SIGKILL:
        return "killed", "something else killed the scan: the system, most likely, when it had no memory left"
    if ended.code < 0:
        return "crashed", f"the scan ended by {signal.Signals(-ended.code).name}"
    return ("crashed" if _BUG in last or ended.code != USAGE else "refused"), last


def _log(said: str) -> str:
    return "".join(f"{harmless(line)}\n" for line in said.splitlines())


class _Finding(Struct):
    suppressed: str | None = None


class _Item(Struct):
    findings: list[_Finding]


class _Report(Struct):
    """What of a JSON report says whether it will be the same tomorrow."""

    items: list[_Item]
    entries: list[dict[str, object]]

    @property
    def dated(self) -> bool:
        """Whether something in it ends on a day."""
        return bool(self.entries) or any(_UNTIL.search(found.suppressed or "") for item in self.items for found in item.findings)


def _failed(source: Source, outcome: Outcome, reason: str) -> Done:
    return Done(Row(source.repository, source.address, outcome, reason=clean(reason)[:_REASON]))


@cache
def _host() -> str:
    return socket.gethostname()
