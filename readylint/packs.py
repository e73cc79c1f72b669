"""Rule packs: folders of rules that other installed packages bring.

A package announces its folder by an entry point of the group `readylint.rules`, whose value names a package: `acme = "acme_rules"`.
Only the entry points that name the group are read: what importlib.metadata imports costs more than all rules.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path

from readylint.rule import RuleError

GROUP = "readylint.rules"


@cache
def packs() -> tuple[Path, ...]:
    """The folders of all packs, by the names of their entry points. Raises RuleError for one whose package is missing."""
    if not any(_announces(folder) for folder in dict.fromkeys(sys.path) if os.path.isdir(folder)):
        return ()
    from importlib.metadata import entry_points

    found = sorted({(one.name, one.value) for one in entry_points(group=GROUP)})
    return tuple(_folder(name, package) for name, package in found)


def _announces(folder: str) -> bool:
    with os.scandir(folder) as entries:
        infos = [one.path for one in entries if one.name.endswith((".dist-info", ".egg-info"))]
    return any(_says(os.path.join(info, "entry_points.txt")) for info in infos)


def _says(path: str) -> bool:
    try:
        with open(path, "rb") as stream:
            return GROUP.encode() in stream.read()
    except OSError:
        return False


def _folder(name: str, package: str) -> Path:
    spec = importlib.util.find_spec(package) if package.isidentifier() else None  # a dotted name would run its parent's code
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise RuleError(f"entry point {name!r} of {GROUP}", 1, f"{package!r} is no package that is installed")
    return Path(places[0])
