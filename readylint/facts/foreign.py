"""Foreign: the language that most of a server is written in, where too little of that language is read to say what is missing."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.facts.project import Project
from readylint.knowledge import known
from readylint.model import Assessment, Finding, Location


class Foreign(Struct, frozen=True):
    """The language's name, "" where the server's own is read; the paths in it, and the places where the server starts."""

    language: str = ""
    paths: frozenset[str] = frozenset()
    starts: frozenset[Location] = frozenset()

    @classmethod
    def of(cls, files: Files, code: Code, project: Project) -> Foreign:
        names, read = (known("facts/foreign")[key] for key in ("languages", "read"))
        if not project.services or project.kind == "static site" or not any(file.language in names for file in files.code):
            return cls()
        sizes = Counter[str]()
        for file in code.server:
            if file.language in names or file.language in read:
                sizes[file.language] += file.entry.size
        most = next((language for language, _ in sizes.most_common(1)), "")
        paths = (f.path for f in (*files.code, *files.tests) if f.language in names)
        starts = (at for service in project.services for trait in service.traits for at, _ in trait.evidence)
        return cls(names[most], frozenset(paths), frozenset(starts)) if most in names else cls()

    def instead(self, made: Assessment) -> Assessment:
        """The verdict on an item, or that it cannot be told, where what it rests on is that nothing was found."""
        if not self.language or not self._rests_on_nothing(made):
            return made
        why = f"most of the server is written in {self.language}, of which too little is read here to tell; an attestation settles it"
        elsewhere = tuple(filter(self._is_elsewhere, made.findings))
        return replace(made, verdict="unknown", reason=why, services=(), absent=(), findings=elsewhere)

    def _rests_on_nothing(self, made: Assessment) -> bool:
        table = known("facts/foreign")["items"]
        if made.verdict == "na" and made.item.applies in table["traits"]:
            return True
        if made.verdict == "fail" and made.item.id in table["shown"] and made.findings:
            return False
        told = made.evidence if made.verdict == "pass" else tuple(filter(self._is_elsewhere, made.findings))
        return made.item.id in table["in_code"] and made.verdict in ("pass", "fail", "na") and not told

    def _is_elsewhere(self, finding: Finding) -> bool:
        """Whether a finding stands on more than that nothing was found in the code: not in a file of it, nor where the server starts."""
        return finding.location is None or (finding.location.path not in self.paths and finding.location not in self.starts)
