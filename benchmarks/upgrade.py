"""Which verdicts a release changes: what it says of the labelled repositories, beside what the release before said of the same revisions.

usage: python benchmarks/upgrade.py FOLDER [--only OWNER/NAME]... [--recorded FILE] [--write]

FOLDER holds clones as benchmarks/accuracy.py wants them; those that are not there are left out, and said. The list is printed as the
changelog has it, and the exit is 1 when an item's verdict changed that CHANGELOG.md does not name under its newest heading. `--write`
records this release's verdicts in FILE (benchmarks/verdicts.json): when it is out, for the next one to be held against.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from readylint import __version__

HERE = Path(__file__).parent
SCAN = [sys.executable, "-m", "readylint", "scan", "--format", "json", "--fail-on", "never", "--no-cache", "--isolated", "--no-progress"]
SHOWN = 3  # repositories named for a change
Verdicts = Mapping[str, str]  # by item


class Change(NamedTuple):
    """An item whose verdict is another one, and where. `preview`: it is reported and does not count yet."""

    item: str
    before: str
    after: str
    repositories: tuple[str, ...]
    preview: bool = False

    def __str__(self) -> str:
        more = len(self.repositories) - SHOWN
        where = ", ".join(self.repositories[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        return f"- {self.item}: {self.before} → {self.after}{' (in preview)' if self.preview else ''}, in {where}"


def changes(before: Mapping[str, Verdicts], after: Mapping[str, Verdicts], previews: frozenset[str] = frozenset()) -> list[Change]:
    """What changed in the repositories that both know, by item and verdicts."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in sorted(before.keys() & after.keys()):
        for item in sorted({*before[name], *after[name]}):
            was, now = (of[name].get(item, "no such item") for of in (before, after))
            if was != now:
                found[item, was, now].append(name)
    return [Change(*key, tuple(names), key[0] in previews) for key, names in sorted(found.items())]


def unnamed(found: list[Change], changelog: str) -> list[str]:
    """The items of changes that the newest heading of a changelog does not name."""
    newest = re.split(r"(?m)^## ", changelog)[1:2]
    told = set(re.findall(r"\b[A-Z]{3}\d{3}\b", newest[0])) if newest else set()
    return sorted({change.item for change in found} - told)


def judged(clone: Path, revision: str) -> tuple[Verdicts, frozenset[str]]:
    """The verdicts on a revision, and the items that are in preview."""
    done = subprocess.run([*SCAN, "--rev", revision, str(clone)], capture_output=True, text=True)
    if not done.stdout:
        raise SystemExit(f"{clone}: {done.stderr.strip()}")
    items: list[dict[str, Any]] = json.loads(done.stdout)["items"]
    return {i["id"]: i["verdict"] for i in items}, frozenset(i["id"] for i in items if i.get("preview"))


def packed(verdicts: Verdicts) -> dict[str, str]:
    """The items of each verdict on one line, so that a change shows as one."""
    return {verdict: " ".join(sorted(i for i, v in verdicts.items() if v == verdict)) for verdict in sorted(set(verdicts.values()))}


def unpacked(lines: Mapping[str, str]) -> Verdicts:
    return {item: verdict for verdict, items in lines.items() for item in items.split()}


def labelled() -> dict[str, str]:
    """The labelled repositories and their revisions."""
    labels = (json.loads(path.read_text("utf-8")) for path in sorted((HERE / "labels").glob("*.json")))
    return {label["repo"]: label["sha"] for label in labels}


def record_of(file: Path) -> dict[str, Any]:
    """What was recorded of a release; nothing where there was none."""
    none: dict[str, Any] = {"version": "none", "repositories": {}}
    return json.loads(file.read_text("utf-8")) if file.exists() else none


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], metavar="OWNER/NAME", help="this repository alone, repeatable")
    parser.add_argument("--recorded", type=Path, default=HERE / "verdicts.json")
    parser.add_argument("--write", action="store_true", help="record the verdicts of this release")
    asked = parser.parse_args()
    recorded, labels = record_of(asked.recorded), labelled()
    known = {name: unpacked(told["verdicts"]) for name, told in recorded["repositories"].items()}
    wanted = [name for name in labels if not asked.only or name in asked.only]
    clones = {name: asked.folder / name.replace("/", "__") for name in wanted}
    now, previews = {}, frozenset[str]()
    for name, clone in clones.items():
        if clone.is_dir():
            now[name], previews = judged(clone, labels[name])
    found = changes(known, now, previews)
    print(f"readylint {__version__} beside {recorded['version']}, on {len(known.keys() & now.keys())} repositories of {len(labels)}")
    print("\n".join(map(str, found)) or "no verdict changed")
    if asked.write:
        rows = {**recorded["repositories"], **{n: {"revision": labels[n], "verdicts": packed(v)} for n, v in now.items()}}
        asked.recorded.write_text(json.dumps({"version": __version__, "repositories": rows}, indent=1, sort_keys=True) + "\n", "utf-8")
        return 0
    lacking = unnamed(found, (HERE.parent / "CHANGELOG.md").read_text("utf-8"))
    if lacking:
        print(f"CHANGELOG.md does not name: {', '.join(lacking)}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
