"""What becomes of a scan when something fails while it runs: each fault with its outcome. Never a traceback, never a pass of what was
not read, nothing left behind. With READYLINT_FAULTS=all git is cut short, and hangs, at each of its calls, not at every fourth."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readylint import children, parallel
from readylint.cli import main
from tests.faulty import Faulty
from tests.repositories import git, repository

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made of what Linux has")

PASSWORD = "zIFvf" + "pArTRZHLT8K"
URL = f'URL = "postgres://shop:{PASSWORD}@db.shop.io/shop"\n'
TREE: dict[str, str | None] = {
    "package.json": '{"dependencies": {"express": "4.19.2", "pg": "8.11.0"}}\n',
    "server.js": 'const app = require("express")()\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n',
    "docs/café.md": "# Café\n\nHow the shop is run.\n",
    "src/naïve.js": "module.exports = 1\n",
    "migrations/001.sql": "create table a (id int);\n",
}
ALONE = "SEC001,SEC002,TST010,DOC001,REL001,OPS012"
ASKED = ("--format", "json", "--as-of", "2026-06-01", "--select", ALONE)
START = (sys.executable, "-c", "import sys; from readylint.cli import program; sys.exit(program())")
Verdicts = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a secret in its history, and none in its tree."""
    root = repository(tmp_path_factory.mktemp("shop") / "shop", TREE, {"old.py": URL}, {"old.py": None})
    git(root, "tag", "-a", "v1", "-m", "v1")
    return root


@pytest.fixture(scope="module", autouse=True)
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache for these tests alone, in which little but patterns is kept: they scan with --no-cache unless they are about it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home") / "cache"))
        patch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
        yield


def told(out: str | bytes) -> Verdicts:
    return {item["id"]: (item["verdict"], item["reason"]) for item in json.loads(out)["items"] if item["id"] in ALONE}


def scanned(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Verdicts, dict[str, Any], str]:
    """A scan in this process: exit code, verdicts, the whole report, what was said."""
    code = main(["scan", str(root), "--no-cache", *ASKED, *options])
    out, said = capsys.readouterr()
    assert "Traceback" not in said and "bug" not in said, said
    return code, told(out) if out else {}, json.loads(out) if out else {}, said


@pytest.fixture(scope="module")
def whole(shop: Path) -> Verdicts:
    done = subprocess.run([*START, "scan", str(shop), "--no-cache", *ASKED], capture_output=True, check=False)
    verdicts = told(done.stdout)
    assert verdicts["SEC002"][0] == "fail" and verdicts["SEC001"][0] == "pass"
    return verdicts


# What the surroundings lack: the call of it by a shell (`scan` is the scan, "$T" a folder), the exit code, what is said of it.
SURROUNDINGS = {
    "nothing": ("scan", 1, ""),
    "standard input closed": ("scan <&-", 1, ""),
    "standard output closed": ("scan >&-", 1, ""),
    "standard error closed": ("scan 2>&-", 1, ""),
    "all three closed": ("scan <&- >&- 2>&-", 1, ""),
    "a mistake with standard error closed": ("scan --rev gone 2>&-", 2, ""),
    "a mistake with no room on standard error": ("scan --rev gone 2>/dev/full", 2, ""),
    "nobody reads": ("{ scan; echo $? > $T/code; } | true; exit $(cat $T/code)", 1, ""),
    "a reader that has had enough": ("{ scan; echo $? > $T/code; } | head -c 9 >/dev/null; exit $(cat $T/code)", 1, ""),
    "no room on standard output": ("scan >/dev/full", 2, "cannot write to standard output: No space left on device"),
    "no room for the report": ("ulimit -f 0; scan -o $T/report", 2, "/report: File too large"),
    "no room for the cache": ("export XDG_CACHE_HOME=$T; ulimit -f 0; scan", 1, ""),
    "no HOME": ("unset XDG_CACHE_HOME; env -u HOME {start} scan {shop} {asked} --no-cache", 1, ""),
    "HOME that nobody may write": ("unset XDG_CACHE_HOME; HOME=/proc scan", 1, ""),
    "a cache that is a file": ("XDG_CACHE_HOME=/etc/hosts scan", 1, ""),
    "a cache named by a relative path": ("cd $T; XDG_CACHE_HOME=here scan; c=$?; test ! -e here || exit 9; exit $c", 1, ""),
    "LC_ALL=C": ("LC_ALL=C scan", 1, ""),
    "LC_ALL=POSIX": ("LC_ALL=POSIX scan", 1, ""),
    "a locale that is not there": ("LC_ALL=xx_YY.nowhere scan", 1, ""),
    "a file system in ASCII": ("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 scan", 1, ""),
    "output in ASCII": ("PYTHONIOENCODING=ascii scan", 1, ""),
    "no TERM": ("unset TERM; scan", 1, ""),
    "a clock that jumps back": ("{back} scan {shop} {asked} --no-cache", 1, ""),
}
BACK = "import sys, time; n = [2e9]; time.time = lambda: n.append(n[-1] - 86400) or n[-1]; from readylint.cli import program; sys.exit(program())"


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_what_the_surroundings_lack(name: str, shop: Path, whole: Verdicts, tmp_path: Path) -> None:
    call, code, said = SURROUNDINGS[name]
    asked = " ".join(ASKED)
    start, back = f"'{sys.executable}' -c '{START[2]}'", f"'{sys.executable}' -c '{BACK}'"
    for word, text in (("{start}", start), ("{back}", back), ("{shop}", f"'{shop}'"), ("{asked}", asked)):
        call = call.replace(word, text)
    script = f"scan() {{ {start} scan '{shop}' --no-cache {asked} \"$@\"; }}\nT='{tmp_path}'\n{call}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == code and said in done.stderr.decode(), done.stderr.decode()
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr and b"bug" not in done.stderr
    if code == 1 and done.stdout:
        assert told(done.stdout) == whole
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "code"]


@pytest.fixture
def filled(shop: Path, whole: Verdicts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache after a scan, which the next one would use."""
    shutil.copytree(os.environ["XDG_CACHE_HOME"], tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    subprocess.run([*START, "scan", str(shop), *ASKED], capture_output=True, check=False)
    assert len(list(tmp_path.glob("cache/readylint/*"))) > 3
    return tmp_path / "cache"


@pytest.mark.parametrize("kilobytes", [45_000, 70_000])
def test_hardly_any_memory(kilobytes: int, shop: Path, whole: Verdicts) -> None:
    def limited(command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["bash", "-c", f"ulimit -v {kilobytes}; {command}"], capture_output=True, check=False)

    if limited(f"'{sys.executable}' -c 'import readylint.cli, json, subprocess'").returncode:
        pytest.skip("this interpreter takes more to begin")
    done = limited(f"'{sys.executable}' -c '{START[2]}' scan '{shop}' --no-cache {' '.join(ASKED)}")
    assert done.returncode in (1, 3), done.stderr
    assert b"Traceback" not in done.stderr and b"bug" not in done.stderr
    for id, (verdict, _) in told(done.stdout).items() if done.stdout else ():
        assert verdict in (whole[id][0], "unknown", "error")


def test_a_cache_that_anybody_may_have_written_counts_for_nothing(shop: Path, whole: Verdicts, filled: Path) -> None:
    for path in filter(Path.is_file, filled.rglob("*")):
        path.chmod(0o666)
        path.write_bytes(b"x" * 100)
    done = subprocess.run([*START, "scan", str(shop), *ASKED], capture_output=True, check=False)
    assert told(done.stdout) == whole and not done.stderr


def test_a_damaged_cache_is_made_anew(shop: Path, whole: Verdicts, filled: Path) -> None:
    kept = sorted(filter(Path.is_file, filled.rglob("*")))
    for number, path in enumerate(kept):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4  # one bit
        path.write_bytes((data, data[: len(data) // 2], bytes(len(data)))[number % 3])
    done = subprocess.run([*START, "scan", str(shop), *ASKED], capture_output=True, check=False)
    assert told(done.stdout) == whole
    assert {path.name for path in kept if path.name in done.stderr.decode()} == {path.name for path in kept}


def test_the_cache_is_for_its_user_alone(shop: Path, tmp_path: Path) -> None:
    script = f"umask 0; '{sys.executable}' -c '{START[2]}' scan '{shop}' {' '.join(ASKED)}"
    subprocess.run(["sh", "-c", script], capture_output=True, check=False, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)})
    folder = tmp_path / "readylint"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600} and len(list(folder.iterdir())) > 3


def test_scans_at_once_share_a_cache_that_somebody_deletes(shop: Path, whole: Verdicts, tmp_path: Path) -> None:
    run = [*START, "scan", str(shop), *ASKED]
    scans = [subprocess.Popen(run, stdout=subprocess.PIPE, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)}) for _ in range(3)]
    while any(scan.poll() is None for scan in scans):
        shutil.rmtree(tmp_path / "readylint", ignore_errors=True)
        time.sleep(0.02)
    assert [told(scan.communicate()[0]) for scan in scans] == [whole] * 3
    assert not list(tmp_path.rglob(".new-*"))


@pytest.fixture
def faulty(tmp_path: Path) -> Faulty:
    return Faulty(tmp_path / "faulty")


def set_to(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("how", ["dies", "half", "hangs"])
def test_a_git_that_fails_at_any_call_is_no_pass(
    how: str, shop: Path, whole: Verdicts, faulty: Faulty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_to(monkeypatch, faulty.variables())
    scanned(shop, capsys)
    calls = faulty.calls
    assert calls > 10
    for at in range(1, calls + 1, 1 if how == "dies" or os.environ.get("READYLINT_FAULTS") == "all" else 4):
        monkeypatch.setattr(children, "SILENCE", 0.5 if how == "hangs" else 60.0)
        monkeypatch.setattr(children, "AGAIN", 0.5)
        set_to(monkeypatch, faulty.variables(how, at))
        code, verdicts, _, said = scanned(shop, capsys)
        assert code in (0, 1, 3) if verdicts else (code == 2 and "readylint: git" in said), (at, code, said)
        for id, (verdict, reason) in verdicts.items():
            assert verdict == whole[id][0] or (verdict in ("unknown", "error") and reason), (at, id, verdict, reason)


def test_a_git_that_hangs_is_ended(faulty: Faulty, shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "SILENCE", 0.5)
    set_to(monkeypatch, faulty.variables("hangs", word="--raw"))
    _, verdicts, _, _ = scanned(shop, capsys)
    assert verdicts["SEC002"] == ("unknown", "the history could not be read whole: git log: ended by signal 9")
    assert gone(faulty.hanging)


def gone(process: int) -> bool:
    """Whether a process has ended."""
    for _ in range(100):
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_without_git_the_folder_is_judged_without_its_history(
    shop: Path, whole: Verdicts, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _, verdicts, _, _ = scanned(shop, capsys)
    assert verdicts["SEC001"][0] == "pass" and verdicts["SEC002"][0] == "unknown"
    main(["scan", str(shop), "--no-cache", "--select", "SEC002"])
    assert "git cannot be started" in " ".join(capsys.readouterr().out.split())


# What of git is newer than 2.17: an older one ends with an error, or passes over it.
ANCIENT = """#!/bin/sh
unset GIT_CONFIG_COUNT GIT_CONFIG_GLOBAL GIT_NO_LAZY_FETCH
case "$*" in
  *--path-format*|*--unordered*|*--object-format*|*--ref-format*) echo "error: unknown option" >&2; exit 129 ;;
esac
exec {git} "$@"
"""


def test_an_ancient_git_tells_the_same_and_runs_nothing(
    tmp_path: Path, whole: Verdicts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "shop", TREE, {"old.py": URL}, {"old.py": None})
    git(root, "tag", "-a", "v1", "-m", "v1")
    ran, old = tmp_path / "ran", tmp_path / "bin/git"
    (tmp_path / "bin").mkdir()
    for script, text in ((tmp_path / "canary", f"#!/bin/sh\ntouch '{ran}'\n"), (old, ANCIENT.format(git=shutil.which("git")))):
        script.write_text(text)
        script.chmod(0o755)
    for key in ("core.fsmonitor", "gpg.program", "diff.external"):
        git(root, "config", key, str(tmp_path / "canary"))
    ran.unlink(missing_ok=True)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    _, verdicts, _, _ = scanned(root, capsys)
    assert verdicts == whole and not ran.exists()


def test_a_git_that_cannot_tell_a_shallow_clone_leaves_the_history_unknown(
    shop: Path, faulty: Faulty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_to(monkeypatch, faulty.variables('exec echo --is-shallow-repository >&3', word="--is-shallow-repository"))
    script = Path(os.environ["PATH"].split(os.pathsep)[0]) / "git"
    script.write_text(script.read_text().replace(">/dev/null 2>&1 ;;", "3>&1 >/dev/null 2>&1 ;;"))
    _, verdicts, _, _ = scanned(shop, capsys)
    assert verdicts["SEC002"][0] != "pass" and verdicts["TST010"][0] == "unknown"


# What happens to the repository in the midst of a scan: before which call of git, what a shell does there, and what becomes of it.
PRUNED = "git update-ref refs/heads/main HEAD~2; git tag -d v1; git reflog expire --expire=now --all; git gc -q --prune=now"
MEANWHILE = {
    "a file vanishes": ("--verify", "rm server.js", "server.js", "cannot be read: No such file or directory"),
    "a file becomes a folder": ("--verify", "rm server.js; mkdir server.js", "server.js", "cannot be read: Is a directory"),
    "a folder becomes a file": ("--verify", "rm -r src; touch src", "src/naïve.js", "cannot be read: Not a directory"),
    "a folder becomes a link": ("--verify", "mv src gone; ln -s gone src", "src/naïve.js", "cannot be read: its folder is a symbolic link"),
    "a file becomes a pipe": ("--verify", "rm server.js; mkfifo server.js", "server.js", "cannot be read: not a regular file"),
    "a file grows": ("--verify", "truncate -s 9M server.js", "server.js", "cannot be read: it grew beyond 8 MB"),
    "a file shrinks": ("--verify", ": > server.js", "", ""),
    "the index is replaced": ("--verify", "rm .git/index", "", ""),
    "the branch is rewritten": ("--raw", PRUNED, "SEC002", "git log: "),
    "blobs are pruned": ("--batch", PRUNED, "SEC002", "not read"),
    "all objects vanish": ("--raw", "rm -rf .git/objects/??", "SEC002", "git log: "),
    "everything vanishes": ("--raw", "rm -rf .git", "SEC002", "git log: "),
    "everything is packed": ("--raw", "git repack -adq; git pack-refs --all; git prune-packed", "", ""),
}


@pytest.mark.parametrize("name", MEANWHILE)
def test_what_changes_meanwhile(
    name: str, faulty: Faulty, tmp_path: Path, whole: Verdicts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    word, does, what, why = MEANWHILE[name]
    root = repository(tmp_path / "shop", TREE, {"old.py": URL}, {"old.py": None})
    git(root, "tag", "-a", "v1", "-m", "v1")
    set_to(monkeypatch, faulty.variables(f'cd "{root}"; {does}; cd "$OLDPWD"', word=word))
    code, verdicts, report, _ = scanned(root, capsys)
    skipped = {(one["path"], one["why"]) for one in report["coverage"]["skipped"]}
    assert code in (0, 1, 3) and "error" not in {verdict for verdict, _ in verdicts.values()}
    if what == "SEC002":
        assert verdicts[what][0] == "unknown" and why in verdicts[what][1], verdicts[what]
    elif what:
        assert (what, why) in skipped
    else:
        assert not skipped and verdicts["SEC002"] == whole["SEC002"]


def test_a_branch_that_was_gone_for_a_moment_is_read_the_next_time(tmp_path: Path, faulty: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "shop", TREE)
    git(root, "checkout", "-q", "-b", "side")
    (root / "old.py").write_text(URL)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "more")
    side = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "main")
    goes = f'cd "{root}"; rm .git/refs/heads/side; cd "$OLDPWD"'
    run, cache = [*START, "scan", str(root), *ASKED], {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run(run, capture_output=True, check=False, env=os.environ | cache | faulty.variables(goes, word="--is-shallow-repository"))
    git(root, "update-ref", "refs/heads/side", side)
    done = subprocess.run(run, capture_output=True, check=False, env=os.environ | cache)
    assert told(done.stdout)["SEC002"][0] == "fail"


@pytest.fixture(params=["--raw", "--batch", "--show-prefix"])
def interrupted(request: pytest.FixtureRequest, shop: Path, faulty: Faulty, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A scan that waits for a git that hangs, and that git."""
    environment = os.environ | {"TMPDIR": str(tmp_path)} | faulty.variables("hangs", word=request.param)
    scan = subprocess.Popen([*START, "scan", str(shop), *ASKED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    while not faulty.hanging and scan.poll() is None:
        time.sleep(0.01)
    yield scan, faulty.hanging
    scan.kill()
    scan.wait()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_everything(name: str, interrupted: tuple[subprocess.Popen[bytes], int], tmp_path: Path) -> None:
    scan, hanging = interrupted
    number = getattr(signal, name)
    scan.send_signal(number)
    began = time.monotonic()
    out, said = scan.communicate(timeout=20)
    assert scan.returncode == 128 + number and not out and said == b"readylint: interrupted\n"
    assert time.monotonic() - began < 5  # 0.1 on a machine that does nothing else
    assert gone(hanging)
    assert not [path for path in tmp_path.iterdir() if path.name != "faulty"]


def test_a_signal_that_python_drops_comes_again() -> None:
    program = """
import os, signal, time
from readylint import stopping

class Dropping:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0)  # where Python looks what came, and what is raised is only told of

stopping.AGAIN = 0.1
try:
    with stopping.heeded():
        Dropping()
        time.sleep(20)
        print("never heeded")
except KeyboardInterrupt:
    time.sleep(0.3)  # in which nothing more is raised
    print("heeded")
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and ran.stdout == "heeded\n" and "Exception ignored" in ran.stderr


def test_a_killed_scan_leaves_no_process_behind(interrupted: tuple[subprocess.Popen[bytes], int]) -> None:
    scan, hanging = interrupted
    (core,) = (line for line in Path(f"/proc/{scan.pid}/limits").read_text().splitlines() if "core file" in line)
    assert core.split()[4] == "0"  # a core would hold the values of secrets
    workers = [int(word) for word in Path(f"/proc/{scan.pid}/task/{scan.pid}/children").read_text().split()]
    scan.kill()
    scan.wait()
    assert all(gone(worker) for worker in workers if worker != hanging)
    os.kill(hanging, signal.SIGKILL)  # a real git would have found its pipe closed


def test_the_terminal_is_given_back(shop: Path, faulty: Faulty, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    environment = {**os.environ, "TERM": "xterm", **faulty.variables("hangs", word="--raw")}
    for name in ("CI", "PRE_COMMIT", "NO_COLOR"):
        environment.pop(name, None)
    process, terminal = pty.fork()
    if process == 0:
        os.execve(START[0], [*START, "scan", str(shop), "--no-cache"], environment)
    while not faulty.hanging:
        time.sleep(0.01)
    time.sleep(0.3)  # the bar is drawn ten times a second
    os.write(terminal, b"\x03")  # Ctrl-C, as typed
    seen = b""
    try:
        while part := os.read(terminal, 4096):
            seen += part
    except OSError:  # nobody is at the other end any more
        pass
    _, ended = os.waitpid(process, 0)
    assert os.WEXITSTATUS(ended) == 130 and b"Traceback" not in seen
    assert seen.rindex(b"\x1b[?25h") > seen.rindex(b"\x1b[?25l")  # the cursor is shown again


def others(do: Callable[[int], int], count: int = 1) -> list[int]:
    """What pieces of work 0 to 19 give that another process or more help with."""

    def slowly(number: int) -> int:
        time.sleep(0.02)  # so that the others get their turn
        return do(number)

    with parallel.Others(range(20), slowly, count=count) as helpers:
        return sorted(helpers.results()[0])


def test_what_a_worker_without_memory_leaves_is_done() -> None:
    resource = pytest.importorskip("resource")
    first = os.getpid()

    def do(number: int) -> int:
        if os.getpid() != first:
            resource.setrlimit(resource.RLIMIT_AS, (1 << 26, -1))
            return len(bytearray(1 << 28))
        return number

    assert others(do) == list(range(20))


def test_what_a_killed_worker_leaves_is_done() -> None:
    first = os.getpid()

    def do(number: int) -> int:
        if os.getpid() != first and number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert others(do, count=2) == list(range(20))


def test_where_no_process_can_be_had_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> int:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none)
    assert others(lambda number: number) == list(range(20))


def test_workers_that_nobody_waits_for_are_ended() -> None:
    with parallel.Others(range(2), lambda _: time.sleep(600)) as helpers:
        ((process, _),) = helpers._children
    assert gone(process)
