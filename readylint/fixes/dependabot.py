"""Dependabot is configured for the package managers that the repository uses (OPS003, SEC015).

It raises one pull request a week for each, with all that is no major version, and changes nothing by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from readylint.facts.bots import Bots
from readylint.facts.dependencies import Dependencies, Manifest
from readylint.facts.files import File, Files
from readylint.fixes.edit import Edit, Hunk, created, lines_of
from readylint.knowledge import regex
from readylint.snapshot import Snapshot

PATHS = (".github/dependabot.yml", ".github/dependabot.yaml")
NAMES = {"pypi": "pip", "gem": "bundler", "go": "gomod", "hex": "mix"}  # ours to Dependabot's, where they differ
SAME = ("cargo", "composer", "maven", "npm", "nuget", "pub", "swift")
_LIST = regex(r"(?m)^(?P<indent> *)-\s+[\"']?package-ecosystem\b")
_KEY = regex(r"(?m)^[\w\"']+(?=\s*:)")


def edits(snapshot: Snapshot, files: Files, dependencies: Dependencies, bots: Bots) -> Iterator[Edit]:
    """A new file, or the entries that the one there lacks."""
    wanted = _managers(dependencies)
    if not wanted or _elsewhere(snapshot, files) or any(b.name == "Renovate" for b in bots):
        return
    note = f"Dependabot raises the dependencies of {', '.join(wanted)} every week"
    there = next((f for p in PATHS if (f := files.get(p))), None)
    if there is None:
        actions = {"github-actions": ("/",)} if files.match(".github/workflows/*.{yml,yaml}") else {}
        text = "\n".join(("version: 2", "updates:", *_entries({**wanted, **actions}, "  ")))
        yield created(PATHS[0], text, note)
    elif (begin := _LIST.search(there.text)) and _KEY.findall(there.text)[-1:] == ["updates"]:
        end = len(lines_of(there.text))
        lines = tuple(_entries({name: folders for name, folders in wanted.items() if not _named(there, name)}, begin["indent"]))
        yield from [Edit(there.path, (Hunk(end, end, lines),), note)] if lines else []


def _managers(dependencies: Dependencies) -> dict[str, tuple[str, ...]]:
    """Dependabot's name of every package manager in use, and the folders of its manifests; a workspace is raised from its root."""
    found: dict[str, list[str]] = {}
    for manifest in dependencies.manifests:
        name = _manager(manifest, dependencies)
        if name and manifest.dependencies and not _in_workspace(manifest, dependencies.manifests):
            found.setdefault(name, []).append(f"/{manifest.folder}")
    return {name: tuple(dict.fromkeys(sorted(folders))) for name, folders in sorted(found.items())}


def _manager(manifest: Manifest, dependencies: Dependencies) -> str:
    locks = {lock.path.rpartition("/")[2] for lock in dependencies.locks if lock.folder == manifest.folder}
    if manifest.ecosystem == "pypi" and "uv.lock" in locks:
        return "uv"
    if manifest.ecosystem == "npm" and locks & {"bun.lock", "bun.lockb"}:
        return "bun"
    if manifest.ecosystem == "maven" and "gradle" in manifest.path.rpartition("/")[2]:
        return "gradle"
    if manifest.tool in ("sbt", "Clojure CLI", "Leiningen", "deno"):
        return ""  # it knows none
    return NAMES.get(manifest.ecosystem, manifest.ecosystem if manifest.ecosystem in SAME else "")


def _in_workspace(manifest: Manifest, among: Iterable[Manifest]) -> bool:
    roots = (m for m in among if m.workspace and m.ecosystem == manifest.ecosystem and m.path != manifest.path)
    return any(not m.folder or manifest.folder.startswith(f"{m.folder}/") for m in roots)


def _elsewhere(snapshot: Snapshot, files: Files) -> bool:
    """Whether the repository lives on another host than GitHub."""
    if snapshot.web:
        return "github" not in snapshot.web.split("/")[2]
    return files.exists(".gitlab-ci.yml") and not files.exists(".github")


def _named(file: File, manager: str) -> bool:
    return re.search(rf"package-ecosystem[\"']?\s*:\s*[\"']?{manager}\b", file.text) is not None


def _entries(managers: dict[str, tuple[str, ...]], indent: str) -> Iterator[str]:
    for name, folders in managers.items():
        yield f"{indent}- package-ecosystem: {name}"
        if len(folders) == 1:
            yield f"{indent}  directory: {_quoted(folders[0])}"
        else:
            yield f"{indent}  directories:"
            yield from (f"{indent}    - {_quoted(folder)}" for folder in folders)
        yield f"{indent}  schedule:"
        yield f"{indent}    interval: weekly"
        yield f"{indent}  groups:"
        yield f"{indent}    {name}:"
        yield f"{indent}      update-types: [minor, patch]"


def _quoted(folder: str) -> str:
    return folder if re.fullmatch(r"[\w./-]+", folder) else json.dumps(folder)


BEFORE = """
-- requirements.txt --
flask==3.0.0
-- app.py --
from flask import Flask
Flask(__name__).run()
-- web/package.json --
{"dependencies": {"left-pad": "1.3.0"}}
-- .github/workflows/ci.yml --
on: push
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}
"""

AFTER = """
-- .github/dependabot.yml --
version: 2
updates:
  - package-ecosystem: npm
    directory: /web
    schedule:
      interval: weekly
    groups:
      npm:
        update-types: [minor, patch]
  - package-ecosystem: pip
    directory: /
    schedule:
      interval: weekly
    groups:
      pip:
        update-types: [minor, patch]
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    groups:
      github-actions:
        update-types: [minor, patch]
"""
