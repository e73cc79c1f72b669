"""Debugging: switches that make the app show its insides to clients, where production uses them (debugging.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.brackets import closed
from readylint.facts.compose import Compose
from readylint.facts.conditions import outside_production
from readylint.facts.deployments import Deployments
from readylint.facts.edge import live
from readylint.facts.files import Files
from readylint.facts.images import Images
from readylint.facts.nesting import only_in_development
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex

_APART = regex(r"(?i)(?:^|/)[^/]*(?:dev|local|test|sample|example|debug|base_test)[^/]*\.(?:py|rb|php|ya?ml|properties|exs)$")
_SERVERS = ("Dockerfile*", "Procfile", "*.sh", "requirements*.txt", "pyproject.toml", "Pipfile", "*.y*ml", "*.service")
_WHEN_RUN = regex(r"__name__\s*==")
_LOOPBACK = regex(r"\bhost\s*=\s*[\"'](?:127\.0\.0\.1|localhost|::1)[\"']")


class Debugging:
    """Debug switches that are on."""

    def __init__(self, sightings: Sightings, files: Files, compose: Compose, images: Images, deployments: Deployments) -> None:
        self._sightings, self._files = sightings, files
        self._stages = {i.path: frozenset(e.at.line for e in i.final.all("ENV")) for i in images.all}
        self._unused = frozenset(i.path for i in images.all) - frozenset(i.path for i in deployments.images)
        self._run = frozenset(f.path for f in compose.production)

    @classmethod
    def of(cls, sightings: Sightings, files: Files, compose: Compose, images: Images, deployments: Deployments) -> Debugging:
        return cls(sightings, files, compose, images, deployments)

    def __iter__(self) -> Iterator[Sighting]:
        """Every switch that is on where production may read it."""
        for seen in self._sightings.find(known("facts/debugging")["switch"], where=live):
            if not _APART.search(seen.at.path) and self._stands(seen):
                yield seen

    def _stands(self, seen: Sighting) -> bool:
        """Whether nothing takes the switch back: a guard, a file for production, a server that never runs this line."""
        row = seen.row
        if seen.at.line not in self._stages.get(seen.at.path, (seen.at.line,)):
            return False  # a stage that the final one does not build on
        if seen.at.path in self._unused:
            return False
        if seen.source and _of_development(seen):
            return False
        if row.get("development") and seen.source and _in_development(seen.source.code, seen.match.start()):
            return False
        if row.get("run") and seen.at.path not in self._run:
            return False
        if "off" in row and self._any(row["off"]["paths"], row["off"]["text"]):
            return False
        if "served" in row and seen.source and _is_run_by_hand(seen.source.code, seen.match):
            return not self._any(_SERVERS, row["served"])
        return True

    def _any(self, paths: Iterable[str], pattern: str) -> bool:
        return any(re.search(pattern, f.text, re.MULTILINE) for f in self._files.match(*paths))


def _is_run_by_hand(code: str, run: re.Match[str]) -> bool:
    """Whether this is what a developer starts: the file as a program, or a server that this machine alone can ask."""
    call = code.find("(", run.start())
    return bool(_WHEN_RUN.search(code) or (call >= 0 and _LOOPBACK.search(code, call, closed(code, call))))


def _in_development(code: str, offset: int) -> bool:
    return only_in_development(code, offset) or outside_production(code, offset)


def _of_development(seen: Sighting) -> bool:
    """Whether an indented setting of Python stands in a class for development or tests, or under a condition."""
    code = seen.source.code if seen.source else ""
    if not seen.text[:1].isspace() or not seen.at.path.endswith(".py") or "(" in seen.text.split("=")[0]:
        return False
    above = re.findall(r"^(class\s+\w+|if\b[^\n]*|else)", code[: seen.match.start()], re.MULTILINE)
    return bool(above) and (not above[-1].startswith("class") or bool(re.search(r"(?i)dev|test|local|debug", above[-1])))
