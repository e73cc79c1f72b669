"""How well a baseline survives a history: written at one commit, held against a scan of the next, and compared with what git says of lines.

    python benchmarks/survival.py REPOSITORY... [--commits 200] [--step 1] [--show]

The oracle follows lines, not findings: a failure of the newer scan is old when its line, by the hunks of `git diff -M`, was there before
(or was taken out of the same file and put in elsewhere) and the same item failed there; one on an added line is new. Reappeared: old ones
that the baseline did not know. Absorbed: new ones that it took for old. Edited: on a line that was rewritten and says the same but for
layout, quotes and numbers, such as a newer base image; a baseline is to take these for old. The history is left unread, and trees are
read from git's objects.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from readylint.facts.files import Files
from readylint.git import Git
from readylint.judging import scan_snapshot
from readylint.matching import Newer, match
from readylint.options import Options
from readylint.registry import load
from readylint.renames import renamed
from readylint.snapshot import Snapshot
from readylint.trace import Failure, failures


class Scanned(Struct):
    """One commit: what fails there, and its texts."""

    commit: str
    found: list[Failure]
    files: Files


class _Changes(NamedTuple):
    """What a diff says of one file: its older path, the hunks, the lines that went and those that came, by number."""

    old: str
    hunks: list[tuple[int, int, int, int]]
    gone: dict[int, str]
    come: dict[int, str]


class Lines:
    """Where every line of a newer tree was in an older one."""

    def __init__(self, git: Git, old: str, new: str) -> None:
        plain = ("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
        said = git.run("diff-tree", "-r", "-M", "-p", "-U0", *plain, old, new)
        self._files: dict[str, _Changes] = {}
        for part in said.decode("utf-8", "replace").split("\ndiff --git ") if said else ():
            self._read(part)

    def _read(self, part: str) -> None:
        old = new = ""
        hunks: list[tuple[int, int, int, int]] = []
        gone: dict[int, str] = {}
        come: dict[int, str] = {}
        before = after = 0
        for line in part.split("\n"):
            if not hunks and line.startswith(("rename from ", "--- a/")):
                old = line.removeprefix("rename from ").removeprefix("--- a/").rstrip("\t")
            elif not hunks and line.startswith(("rename to ", "+++ b/")):
                new = line.removeprefix("rename to ").removeprefix("+++ b/").rstrip("\t")
            elif line.startswith("@@ "):
                first, second = (tuple(map(int, f"{p[1:]},1".split(",")[:2])) for p in line.split(" ")[1:3])
                hunks.append((*first, *second))
                before, after = first[0], second[0]
            elif hunks and line.startswith("-"):
                gone[before], before = line[1:].strip(), before + 1
            elif hunks and line.startswith("+"):
                come[after], after = line[1:].strip(), after + 1
        if new:
            self._files[new] = _Changes(old, hunks, gone, come)

    def home(self, path: str) -> str:
        """The older path of a file, "" where it is new."""
        return self._files[path].old if path in self._files else path

    def before(self, path: str, line: int) -> tuple[str, int] | None:
        """The older place of a line that is there as it was; None where it was added."""
        if path not in self._files:
            return path, line
        old, hunks, gone, come = self._files[path]
        if line in come:
            same = [n for n, text in gone.items() if text and text == come[line]]
            return (old, min(same, key=lambda n: abs(n - line))) if same else None
        shift = sum(removed - added for _, removed, at, added in hunks if at + max(added - 1, 0) < line)
        return old, line + shift


    def edited(self, path: str, line: int) -> tuple[str, int] | None:
        """The older place of a line in whose stead, in the same hunk, this one says nearly the same; None where there is none."""
        if path not in self._files:
            return None
        old, hunks, gone, come = self._files[path]
        for first, removed, at, added in hunks:
            if at <= line < at + added:
                same = [n for n in range(first, first + removed) if _unnumbered(gone.get(n, "")) == _unnumbered(come[line])]
                return (old, same[0]) if same else None
        return None


def _unnumbered(text: str) -> str:
    """A line without blanks, quotes and what has a digit in it."""
    return re.sub(r"\d[\w.+-]*|[0-9a-f]{40,}|[\s\"'`]+", "", text)


def scanned(repository: Path, commit: str, options: Options) -> Scanned:
    done = scan_snapshot(Snapshot.open(repository, revision=commit), load(), options)
    found = [f for a in done.report.assessments for f in failures(a, done.text_of)]
    return Scanned(commit, found, done.facts.get(Files))


def truth(old: Scanned, new: Scanned, lines: Lines) -> list[str]:
    """For every failure of the newer scan whether it is old, new, or edited."""
    places = Counter(place(f) for f in old.found)
    told = ["new"] * len(new.found)
    for verdict, way in (("old", lines.before), ("edited", lines.edited)):
        for n, f in enumerate(new.found):
            was = older(f, lines, way)
            if told[n] == "new" and was and places[was]:
                places[was] -= 1
                told[n] = verdict
    return told


def place(f: Failure) -> tuple[object, ...]:
    at = f.finding.location if f.finding else None
    if at is None:
        return f.trace.item, f.trace.service
    return f.trace.item, at.path, at.line if f.trace.line else 0


def older(f: Failure, lines: Lines, way: Callable[[str, int], tuple[str, int] | None]) -> tuple[object, ...] | None:
    """The place that a failure had in the older tree."""
    at = f.finding.location if f.finding else None
    if at is None:
        return place(f)
    if not f.trace.line:
        return f.trace.item, lines.home(at.path), 0
    was = way(at.path, at.line)
    return (f.trace.item, *was) if was else None


class Row(Struct):
    """The figures of one repository."""

    name: str
    pairs: int = 0
    old: int = 0
    reappeared: int = 0
    new: int = 0
    absorbed: int = 0
    edited: int = 0
    unknown: int = 0  # edited, and not taken for old


def measured(repository: Path, commits: int, step: int, show: bool) -> Row:
    git = Git(repository)
    chosen = git.run("rev-list", "--first-parent", "HEAD").decode().split()[: commits * step + 1 : step][::-1]
    options = Options(history=False)
    row = Row(repository.name)
    before = scanned(repository, chosen[0], options)
    for commit in chosen[1:]:
        after = scanned(repository, commit, options)
        judge(row, git, before, after, show)
        before = after
    return row


def judge(row: Row, git: Git, old: Scanned, new: Scanned, show: bool) -> None:
    newer = Newer(
        frozenset(f.path for f in new.files.all),
        renamed(git, old.commit, new.commit),
        lambda path: file.text if (file := new.files.get(path)) else None,
    )
    pairs = match([f.trace for f in old.found], [f.trace for f in new.found], newer).pairs
    row.pairs += 1
    for n, (failure, told) in enumerate(zip(new.found, truth(old, new, Lines(git, old.commit, new.commit)))):
        known = n in pairs
        row.old += told == "old"
        row.new += told == "new"
        row.edited += told == "edited"
        row.reappeared += told == "old" and not known
        row.absorbed += told == "new" and known
        row.unknown += told == "edited" and not known
        if show and known == (told == "new"):
            at = failure.finding.location if failure.finding else None
            print(old.commit[:9], new.commit[:9], told, failure.trace.item, at, failure.trace.message[:80], file=sys.stderr)


def table(rows: list[Row]) -> Iterator[str]:
    yield "| repository | pairs | old | reappeared | new | absorbed | edited | not known |"
    yield "|---|---|---|---|---|---|---|---|"
    for r in rows:
        share = f"{r.reappeared} ({100 * r.reappeared / max(r.old, 1):.2f}%)"
        yield f"| {r.name} | {r.pairs} | {r.old} | {share} | {r.new} | {r.absorbed} | {r.edited} | {r.unknown} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=200, help="pairs of commits (default: 200)")
    parser.add_argument("--step", type=int, default=1, help="how far they are apart, along first parents (default: 1)")
    parser.add_argument("--show", action="store_true", help="every disagreement, to standard error")
    chosen = parser.parse_args()
    rows = [measured(r, chosen.commits, chosen.step, chosen.show) for r in chosen.repositories]
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
