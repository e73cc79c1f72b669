"""readylint init: writes what a repository begins with, and says of what is there already what it would add."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from readylint.arguments import parser
from readylint.commands.rules import loaded
from readylint.commands.scan import scanned, split
from readylint.exits import PASSED
from readylint.terminal import say
from readylint.usage import UsageError, meant

if TYPE_CHECKING:
    from readylint.beginning import Piece
    from readylint.engine import Scan

SURE = "readme-setup"  # an item that is judged in no time: only what the repository is, is asked


def run(chosen: argparse.Namespace) -> int:
    """Writes the files that are not there."""
    from readylint.beginning import pieces
    from readylint.schema import schema

    requirement = _sound(chosen.requirement) if chosen.requirement else _installed()
    wanted = _wanted(chosen.only)
    scan = scanned(parser().parse_args(["scan", "--no-history", "--isolated", "--no-progress", "--select", SURE, "--", chosen.path]))
    root = _root(scan)
    made = [piece for piece in pieces(scan, schema(rule.item for rule in loaded()), requirement) if piece.part in wanted]
    written = []
    for piece in made:
        there = _there(root, piece)
        if not there:
            written.append(piece.path)
            _write(root, piece, dry=chosen.dry_run)
        say(_said(piece, there, dry=chosen.dry_run))
    say("".join(_next(written, dry=chosen.dry_run)))
    return PASSED


def _wanted(only: str) -> tuple[str, ...]:
    from readylint.beginning import PARTS

    names = split([only]) or PARTS
    for name in names:
        if name not in PARTS:
            raise UsageError(f"--only: {name!r} is none of {', '.join(PARTS)}{meant(name, PARTS)}")
    return names


def _root(scan: Scan) -> Path:
    from readylint.snapshot import Snapshot

    snapshot = scan.facts.get(Snapshot)
    if snapshot.of_revision:
        raise UsageError("a bare repository has no folder to write to")
    return Path(snapshot.where)


def _there(root: Path, piece: Piece) -> str:
    """Why a piece is not written, "" when it can be. What is there stays, and a link may lead out of the repository."""
    folder = (root / piece.path).parent
    if not folder.resolve().is_relative_to(root.resolve()):
        return "its folder is a link that leads out of the repository"
    if piece.part == "config" and "[tool.readylint" in _text(root / "pyproject.toml"):
        return "pyproject.toml configures readylint already"
    if not os.path.lexists(root / piece.path):
        return ""
    text = _text(root / piece.path)
    if text == piece.text:
        return "is there, just so"
    return "is there, and names readylint" if "readylint" in text and piece.part != "editor" else "is there, and stays as it is"


def _text(path: Path) -> str:
    try:
        return "" if path.is_symlink() else path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _write(root: Path, piece: Piece, *, dry: bool) -> None:
    target = root / piece.path
    if dry:
        return
    from readylint.replacing import new_mode, put

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        put(str(target), piece.text.encode(), new_mode())
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error


def _said(piece: Piece, there: str, *, dry: bool) -> str:
    """What became of a piece; what is not known to be there is shown."""
    if not there:
        shown = "" if not dry or piece.part == "editor" else f"\n\n{_indented(piece.text)}"
        return f"{'would write' if dry else 'wrote'} {piece.path}{shown}\n"
    if piece.part == "editor" and "stays" in there:
        return f"{piece.path} is there, of another release: readylint config schema > {piece.path}\n"
    if "stays" in there or "leads" in there:
        return f"{piece.path}: {there}; this could be added to it:\n\n{_indented(piece.entry)}\n"
    return f"{piece.path}: {there}\n"


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def _next(written: list[str], *, dry: bool) -> Iterator[str]:
    if not written:
        yield "Nothing was written.\n"
    elif dry:
        yield "\nNothing was written: without --dry-run these files are.\n"
    else:
        yield f"\nRead them, then: git add {' '.join(written)}\n"
        if ".pre-commit-config.yaml" in written:
            yield "The hook runs after: pre-commit install --hook-type pre-commit --hook-type pre-push\n"
    yield "The report itself: readylint scan\n"


def _sound(requirement: str) -> str:
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        named = Requirement(requirement).name
    except InvalidRequirement as error:
        raise UsageError(f"--requirement: {requirement!r} is nothing that pip installs, like 'readylint==0.1.0'") from error
    if named != "readylint" or set(requirement) & set("'\"\\\n$`"):
        raise UsageError(f"--requirement: {requirement!r} has to name readylint, without quotes")
    return requirement


def _installed() -> str:
    """As pip was told where this readylint comes from, where that is an address that others reach; else its version."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    from readylint.version import VERSION

    try:
        told = json.loads(distribution("readylint").read_text("direct_url.json") or "{}")
        commit, url = told["vcs_info"]["commit_id"], told["url"]
        if url.startswith("https://") and "@" not in url:
            return _sound(f"readylint @ {told['vcs_info']['vcs']}+{url}@{commit}")
    except (PackageNotFoundError, KeyError, ValueError, UsageError):
        pass
    return f"readylint=={VERSION}"
