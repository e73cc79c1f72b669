"""Foreign: the language that most of a server is written in, where too little of that language is read to say what is missing."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.code import Code
from readylint.facts.files import Files
from readylint.facts.project import Project
from readylint.knowledge import known
from readylint.model import Assessment, Finding


class Foreign(Struct, frozen=True):
    """The language's name, "" where the server's own is read; and the paths in it."""

    language: str
    paths: frozenset[str]

    @classmethod
    def of(cls, files: Files, code: Code, project: Project) -> Foreign:
        names = known("facts/foreign")["languages"]
        if not project.services or not any(file.language in names for file in files.code):
            return cls("", frozenset())
        sizes = Counter[str]()
        for file in code.server:
            sizes[file.language] += file.entry.size
        most = next((language for language, _ in sizes.most_common(1)), "")
        paths = (f.path for f in (*files.code, *files.tests) if f.language in names)
        return cls(names.get(most, ""), frozenset(paths)) if most in names else cls("", frozenset())

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
        told = made.evidence if made.verdict == "pass" else tuple(filter(self._is_elsewhere, made.findings))
        return made.item.id in table["in_code"] and made.verdict in ("pass", "fail", "na") and not told

    def _is_elsewhere(self, finding: Finding) -> bool:
        return finding.location is None or finding.location.path not in self.paths
