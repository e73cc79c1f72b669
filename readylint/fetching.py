"""What `readylint config update` fetches: the file of a commit, over git, with the caller's own credentials, and with what proves it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from readylint.crash import Mistake
from readylint.git import PROTOCOLS, Git, GitError, network_environment
from readylint.pinned import Home, Proof

PATIENCE = 120  # seconds


class NotFetched(Mistake):
    """A policy could not be fetched, and why."""


def fetched(home: Home) -> Proof:
    """A file of a commit. Raises NotFetched."""
    with tempfile.TemporaryDirectory(prefix="readylint-") as folder:
        shape = "sha1" if len(home.commit) == 40 else "sha256"
        _git(home, folder, "init", "-q", "--bare", "--template=", f"--object-format={shape}")
        _git(home, folder, "fetch", "-q", "--depth=1", "--no-tags", "--no-write-fetch-head", "--", home.address, home.commit)
        try:
            return _proof(Git(Path(folder)), home)
        except GitError as error:
            raise NotFetched(f"{home}: that commit holds no such file: {error}") from error


def _proof(git: Git, home: Home) -> Proof:
    parts = home.path.split("/")[:-1]
    folders = ["/".join(parts[:n]) for n in range(len(parts) + 1)]
    trees = tuple(git.run("cat-file", "tree", f"{home.commit}:{folder}") for folder in folders)
    return Proof(git.run("cat-file", "commit", home.commit), trees, git.run("cat-file", "blob", f"{home.commit}:{home.path}"))


def _git(home: Home, folder: str, *arguments: str) -> None:
    command = ["git", "-C", folder, *arguments]
    try:
        done = subprocess.run(
            command, env=network_environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except OSError as error:
        raise NotFetched(f"git cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise NotFetched(f"{home}: git took longer than {PATIENCE} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotFetched(f"{home}: {said[0] if said else f'git exits with {done.returncode}'} (git may use {', '.join(PROTOCOLS)})")
