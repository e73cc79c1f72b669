"""Labelled places and what a tool's findings are worth beside them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from scanners import Places


class Label(NamedTuple):
    """A labelled place."""

    path: str
    first: int
    last: int
    true: bool
    key: bool  # a private key over several lines
    category: str

    @property
    def lines(self) -> Places:
        return {(self.path, line) for line in range(self.first, self.last + 1)}


class Score(NamedTuple):
    """True labels found and not found, false labels hit, and lines reported that have no label."""

    found: int
    missed: int
    false: int
    unlabelled: int

    @property
    def shown(self) -> str:
        precision = self.found / max(1, self.found + self.false)
        strict = self.found / max(1, self.found + self.false + self.unlabelled)
        recall = self.found / max(1, self.found + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:6.3f} {strict:6.3f} {recall:6.3f} {f1:6.3f}"


class Half(NamedTuple):
    """The labels of one half: true, false, and true ones that are left out and count for nothing."""

    true: frozenset[Label]
    false: frozenset[Label]
    out: frozenset[Label]

    @classmethod
    def of(cls, labels: Iterable[Label], without: Container[str]) -> Half:
        given = frozenset(labels)
        true = frozenset(label for label in given if label.true)
        out = frozenset(label for label in true if label.category in without)
        return cls(true - out, given - true, out)

    def score(self, reported: Places) -> Score:
        """How a tool's findings in the files of this half compare with the labels."""
        files = {label.path for label in self.true | self.false}
        places = {place for place in reported if place[0] in files}
        for label in self.true:
            if label.key and label.lines & places:
                places |= label.lines
        found, spans = self.found(places), {place for label in self.true | self.out for place in label.lines}
        against = places - spans
        hit = {(label.path, label.first) for label in self.false if label.lines & against}
        rest = against - {place for label in self.false for place in label.lines}
        return Score(len(found), len(self.distinct) - len(found), len(hit), len(rest))

    @property
    def distinct(self) -> set[tuple[str, int, int]]:
        return {label[:3] for label in self.true}

    def found(self, places: Places) -> set[tuple[str, int, int]]:
        """The true labels that findings stand on."""
        return {label[:3] for label in self.true if label.lines & places}
