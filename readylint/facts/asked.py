"""Which files answer a question, asked of one tree after the other: only of files that are new in the later tree is it asked again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Asked(Generic[T]):
    """The answers over some files, in their order. `earlier`: those over the files of another tree, some of which are the same."""

    def __init__(self, files: Sequence[T], earlier: Asked[T] | None = None) -> None:
        self.files = files
        self._places = {file: n for n, file in enumerate(files)}
        self._answers: dict[Hashable, tuple[T, ...]] = {}
        self._before = earlier._answers if earlier else {}
        self.fresh = [file for file in files if file not in earlier._places] if earlier else files

    def answer(self, question: Hashable, among: Callable[[Sequence[T]], Iterable[T]]) -> tuple[T, ...]:
        """The files that `among` chooses for a question, which it does file by file."""
        if question not in self._answers:
            known = self._before.get(question)
            asked = self.files if known is None else self.fresh
            chosen = set(among(asked) if asked else ()).union(f for f in known or () if f in self._places)
            self._answers[question] = tuple(sorted(chosen, key=self._places.__getitem__))
        return self._answers[question]
