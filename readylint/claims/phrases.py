"""Phrases: how checklists name our items (synonyms.toml), found in a line of words."""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from readylint.claims.stems import listed, stems
from readylint.knowledge import known

SPREAD = 4  # other words that may stand between those of a phrase


class Phrase(Struct, frozen=True):
    """Words that name an item: one of each set of `wanted`, none of `unwanted`. `near`: it names something related."""

    item: str
    wanted: tuple[frozenset[str], ...]
    unwanted: frozenset[str]
    near: bool



class Found(Struct, frozen=True):
    """A phrase in a line, and the words that it covers there. `split`: another item stands between them."""

    phrase: Phrase
    at: frozenset[int]
    split: bool = False

    def parts(self, other: Found) -> bool:
        """Whether it stands between the words of another: graceful *rate limit* degradation."""
        return min(other.at) < min(self.at) and max(self.at) < max(other.at) and len(self.at) <= len(other.at)


def phrases_in(line: tuple[str, ...]) -> list[Found]:
    """All phrases that hold in a line."""
    held = frozenset(line)
    begun = sorted({n for word in held for n in _by_first_word().get(word, ())})
    fitting = (p for p in map(phrases().__getitem__, begun) if all(held & either for either in p.wanted) and not held & p.unwanted)
    return [Found(phrase, at) for phrase in fitting if (at := _span(phrase, line))]


def strongest(found: list[Found]) -> list[Found]:
    """Without those whose words belong to a phrase of another item that says more, or says the same for sure."""
    kept = [f for f in found if not any(_yields(f, other) for other in found if other.phrase.item != f.phrase.item)]
    return [replace(f, split=any(g.parts(f) and g.phrase.item != f.phrase.item and not g.phrase.near for g in found)) for f in kept]


def _yields(found: Found, other: Found) -> bool:
    if found.phrase.near and not other.phrase.near:
        return bool(found.at & other.at)
    return (found.at < other.at or found.parts(other)) and (found.phrase.near or not other.phrase.near)


def _span(phrase: Phrase, line: tuple[str, ...]) -> frozenset[int]:
    """Where the words of a phrase stand first near each other; empty when nowhere."""
    longest = len(phrase.wanted) + SPREAD
    for start, word in enumerate(line):
        if any(word in either for either in phrase.wanted):
            at: list[int] = []
            for either in phrase.wanted:
                at += [n for n, w in enumerate(line[start : start + longest], start) if w in either and n not in at][:1]
            if len(at) == len(phrase.wanted):
                return frozenset(at)
    return frozenset()


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase of the table."""
    rows = known("claims/synonyms").items()
    return tuple(_phrase(id, text, kind == "near") for id, row in rows for kind in ("same", "near") for text in row.get(kind, ()))


@cache
def _by_first_word() -> dict[str, list[int]]:
    """The numbers of the phrases that a word opens."""
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases()):
        for word in phrase.wanted[0]:
            found.setdefault(word, []).append(number)
    return found


@cache
def of_absences() -> frozenset[str]:
    """The items that are about what is not there, so that a "no" is their own: no secrets, no stack traces."""
    return frozenset(p.item for p in phrases() if any(either & listed("negation") for either in p.wanted))


def _phrase(id: str, text: str, near: bool) -> Phrase:
    terms = [(term.startswith("-"), frozenset(s for word in term.lstrip("-").split("|") for s in stems(word))) for term in text.split()]
    unwanted = frozenset(s for without, either in terms if without for s in either)
    return Phrase(id, tuple(either for without, either in terms if not without), unwanted, near)
