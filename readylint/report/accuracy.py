"""How often an item's verdicts were right where they were measured: the figures of docs/accuracy.md, for alerts and pages."""

from __future__ import annotations

from msgspec import Struct

from readylint.knowledge import known

ENOUGH = 3  # failures that must have been said before any share of them means something


class Measured(Struct, frozen=True):
    """Verdicts compared with those of a careful reader: how many, how many agreed, how many said fail, how many of these wrongly."""

    judged: int = 0
    agreed: int = 0
    fails: int = 0
    wrong: int = 0

    @property
    def precision(self) -> str:
        """How far a failure can be believed, in SARIF's words: at most one wrong in ten is high, in four medium."""
        if self.fails < ENOUGH:
            return "medium"
        share = self.wrong / self.fails
        return "high" if share <= 0.1 else "medium" if share <= 0.25 else "low"

    def __str__(self) -> str:
        if not self.judged:
            return "not measured"
        failures = f"{self.wrong} of {self.fails} failures wrong" if self.fails else "no failure among them"
        return f"{self.agreed} of {self.judged} verdicts right, {failures}"


def measured(id: str) -> Measured:
    """The figures of one item; all 0 where nothing was measured."""
    return Measured(**known("accuracy").get(id, {}))
