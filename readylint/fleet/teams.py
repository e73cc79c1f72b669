"""Which team a blocker is for: its owners by CODEOWNERS, or as a file of teams says.

A line of the file is a repository, or a glob of them, and its team (`acme/billing-* payments`), of which the last that fits counts; or
an owner of CODEOWNERS and the team it belongs to (`@acme/checkout payments`).
"""

from __future__ import annotations

from collections.abc import Iterable

from readylint.facts.paths import fits
from readylint.usage import UsageError

NOBODY = "nobody"  # whom no CODEOWNERS and no line names


class Teams:
    """What a file of teams says. Without one, an owner is a team."""

    def __init__(self, lines: Iterable[str] = (), name: str = "") -> None:
        self._owners: dict[str, str] = {}
        self._repositories: list[tuple[str, str]] = []
        self._found: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if (text := line.strip()) and not text.startswith("#"):
                pattern, *team = text.split()
                if not team:
                    raise UsageError(f"{name}:{number}: a repository, a glob of them or an owner is wanted, a blank, and a team")
                if pattern.startswith("@"):
                    self._owners[pattern] = " ".join(team)
                else:
                    self._repositories.insert(0, (pattern, " ".join(team)))

    def of(self, repository: str, owners: Iterable[str]) -> tuple[str, ...]:
        """The teams of what somebody owns in a repository."""
        if repository not in self._found:
            self._found[repository] = next((team for pattern, team in self._repositories if fits(pattern, repository)), "")
        own = self._found[repository]
        return (own,) if own else tuple(dict.fromkeys(self._owners.get(owner, owner) for owner in owners)) or (NOBODY,)
