"""The one gateway to git. The repository's own configuration can run nothing through it.

A checkout may name programs in its configuration (fsmonitor, textconv, filters, a promisor's uploadpack) that ordinary
git commands run. Every call from here goes out with those switched off in the environment, with no network protocol
allowed, and with replace refs ignored; work-tree diff and blame are not offered, since clean filters run even so.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from readylint import children
from readylint.crash import Mistake

_NEUTRAL = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.quotePath", "false"),
    ("core.untrackedCache", "false"),
    ("core.packedGitLimit", "48m"),
    ("core.packedGitWindowSize", "8m"),
    ("core.deltaBaseCacheLimit", "32m"),
    ("diff.external", ""),
    ("log.showSignature", "false"),
    ("log.mailmap", "false"),
    ("log.showRoot", "true"),
    ("protocol.allow", "never"),
    ("safe.directory", "*"),
)
PROTOCOLS = ("https", "ssh", "file")  # that a clone may come over
_OF_THE_CALLER = (
    "GIT_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_SSL_CAINFO",
)


_COMMAND = ("git", *(part for key, value in _NEUTRAL for part in ("-c", f"{key}={value}")))  # git before 2.31 takes them in no other way
_LIMITS = {
    "log": ("-c", "core.deltaBaseCacheLimit=8m", "-c", "core.packedGitLimit=32m"),  # it comes back to little, and two may run at once
    "cat-file": ("-c", "core.packedGitLimit=128m"),  # of 48 MB, every fourth second goes into mapping parts of a large pack again
}


class GitError(Exception):
    """A git command failed: the arguments and what it said."""


class GitDied(GitError, Mistake):
    """A git command did not come to its end: it was killed, or hung. What it was asked stays unknown."""


def neutral_environment(folder: Path | None = None) -> dict[str, str]:
    """The caller's environment with everything that could run a program or open a connection switched off. A hook's index is that of
    the repository it runs in, so it counts for a `folder` of that one only."""
    ours = folder is not None and "GIT_INDEX_FILE" in os.environ and _root(str(folder)) == _root(os.curdir)
    keep = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or (ours and k == "GIT_INDEX_FILE")}
    return keep | {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_FLUSH": "0",  # `log` would write to a pipe commit by commit, and wake its reader each time
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }


def network_environment() -> dict[str, str]:
    """The caller's environment for a clone: over these protocols alone, with the caller's own credentials and never a question. The
    caller's own configuration counts, since it says how to get there; no repository's is read that the other side wrote."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _OF_THE_CALLER}
    settings = (("core.hooksPath", os.devnull), ("gc.autoDetach", "false"), ("maintenance.autoDetach", "false"))
    return keep | {
        "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        **_configured(settings),
    }


def _configured(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Settings as an environment."""
    numbered = {f"GIT_CONFIG_{part}_{n}": text for n, pair in enumerate(settings) for part, text in zip(("KEY", "VALUE"), pair)}
    return {"GIT_CONFIG_COUNT": str(len(settings)), **numbered}


def _root(folder: str) -> str:
    """The folder above, or this one, that holds a `.git`; "" where none does."""
    at = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(at, ".git")):
        at, below = os.path.dirname(at), at
        if at == below:
            return ""
    return at


def identity() -> str:
    """`Name <mail>` of whoever runs this, by their environment and their own configuration of git; a repository's is not asked. "" where
    neither says."""
    own = _own_settings("name", "email")
    name = os.environ.get("GIT_AUTHOR_NAME") or own["name"]
    mail = os.environ.get("GIT_AUTHOR_EMAIL") or own["email"]
    return f"{name} <{mail}>".strip() if name and mail else name or mail


def _own_settings(*keys: str) -> dict[str, str]:
    """What the caller's own configuration says of the user."""
    with contextlib.suppress(Exception):  # no git, no home, no configuration that can be read
        from git.config import GitConfigParser, get_config_path  # late: 60 ms, and no scan needs it

        told = os.environ.get("GIT_CONFIG_GLOBAL")
        files = [told] if told else [get_config_path("user"), get_config_path("global")]
        with GitConfigParser(files, read_only=True) as settings:
            return {key: settings.get("user", key, fallback="") for key in keys}
    return dict.fromkeys(keys, "")


class Git:
    """Plumbing commands on one repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = neutral_environment(folder)

    @cached_property
    def shallow(self) -> bool | None:
        """Whether the history was cut off when the repository was cloned; None where this git cannot tell (before 2.15)."""
        return {"true": True, "false": False}.get(self.line("rev-parse", "--is-shallow-repository"))

    @property
    def common(self) -> Path:
        """The folder that holds the objects and refs. Raises GitError."""
        return self.folder.resolve() / os.fsdecode(self.run("rev-parse", "--git-common-dir").rstrip(b"\n"))

    @property
    def boundary(self) -> list[str]:
        """The commits at which a shallow clone ends."""
        try:
            return sorted((self.folder / self.line("rev-parse", "--git-path", "shallow")).read_text("ascii").split())
        except (OSError, UnicodeDecodeError):
            return []

    def run(self, *arguments: str) -> bytes:
        """What a command prints. Raises GitError when it fails or git is missing."""
        return self.begin(*arguments)()

    def parts(self, *arguments: str) -> Iterator[bytes]:
        """What a command prints, as it comes. Raises GitError, in the end, where `run` does."""
        child, said = self.pipe(*arguments, stderr=subprocess.PIPE), list[bytes]()
        yield from children.parts(child, said)
        check(arguments[0], b"".join(said), child.wait())

    def line(self, *arguments: str) -> str:
        """The one line a command prints, "" when it fails. Raises GitDied."""
        try:
            return self.run(*arguments).decode("utf-8", "replace").strip()
        except GitDied:
            raise
        except GitError:
            return ""

    def names(self, *arguments: str) -> Iterator[str]:
        """The NUL-separated names a command prints."""
        for name in self.run(*arguments).split(b"\0"):
            if name:
                yield name.decode("utf-8", "surrogateescape")

    def begin(self, *arguments: str) -> Callable[[], bytes]:
        """Starts a command that can run beside the caller's work; what is returned waits, and raises as `run` does."""
        child = self.pipe(*arguments, stderr=subprocess.PIPE)

        def answer() -> bytes:
            out, said = children.heard(child)
            check(arguments[0], said, child.wait())
            return out

        return answer

    def pipe(self, *arguments: str, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """A command to read from, and to write to when asked for. Raises GitError when git is missing."""
        command = [*_COMMAND, *_LIMITS.get(arguments[0], ()), *arguments]
        try:
            child = subprocess.Popen(command, cwd=self.folder, env=self._environment, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr)
        except OSError as error:
            raise GitError(f"git cannot be started: {error}") from error
        return children.attended(child)


def check(command: str, said: bytes, code: int) -> None:
    """Raises GitError where a command did not end well: by what it said on standard error, and its exit."""
    if code < 0:
        raise GitDied(f"git {command}: ended by signal {-code}")
    if code:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise GitError(f"git {command}: {lines[-1] if lines else f'exit {code}'}")
