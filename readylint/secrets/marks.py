"""What people said about a finding with another tool's mark: in a comment on its line, or in a file of that tool."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from msgspec import Struct

from readylint.facts.files import Files
from readylint.secrets.scan import Secret

BASELINE, IGNORED = ".secrets.baseline", ".gitleaksignore"


class MarksOption(Struct, frozen=True):
    """Whether the repository's own marks count (`--isolated` says no)."""

    obeyed: bool = True

    @classmethod
    def of(cls) -> MarksOption:
        return cls()


class Marks(Struct, frozen=True):
    """The marks in files: of detect-secrets' baseline the hashes of values by path, of gitleaks path, line and commit ("" any)."""

    obeyed: bool
    hashes: Mapping[str, frozenset[str]]
    ignored: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, files: Files, option: MarksOption) -> Marks:
        baseline, ignored = files.get(BASELINE), files.get(IGNORED)
        hashes = _hashes(baseline.text) if baseline else {}
        return cls(option.obeyed, hashes, frozenset(_fingerprints(ignored.text)) if ignored else frozenset())

    @property
    def said(self) -> tuple[str, ...]:
        """All that they say, in an order that does not change."""
        hashes = (f"{path} {value}" for path, values in self.hashes.items() for value in values)
        return (str(self.obeyed), *sorted(hashes), *map(repr, sorted(self.ignored)))

    def on(self, secret: Secret, commit: str = "") -> str:
        """The mark that a secret has; "" where it has none, or none counts."""
        if not self.obeyed:
            return ""
        if secret.mark:
            return f"marked `{secret.mark}`"
        if hashlib.sha1(secret.value.encode("utf-8", "surrogateescape")).hexdigest() in self.hashes.get(secret.path, ()):
            return f"listed in {BASELINE}"
        wanted = {(secret.path, str(secret.line), c) for c in ("", commit)}
        return f"listed in {IGNORED}" if wanted & self.ignored else ""


def _hashes(text: str) -> dict[str, frozenset[str]]:
    """What a baseline lists, but for what its audit found to be true."""
    try:
        results = json.loads(text)["results"]
        listed = {path: [e for e in entries if e.get("is_secret") is not True] for path, entries in results.items()}
        return {path.replace("\\", "/"): frozenset(e["hashed_secret"] for e in entries) for path, entries in listed.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # a broken baseline marks nothing


def _fingerprints(text: str) -> list[tuple[str, str, str]]:
    """`path:rule:line` or `commit:path:rule:line`, one a line."""
    rows = [line.strip().split(":") for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [(row[-3], row[-1], row[-4] if len(row) > 3 else "") for row in rows if len(row) >= 3]
