"""Matching: the items that a claim speaks of, by its words, the heading above, or an item's own name.

A phrase holds when all of its words stand near each other; of phrases on the same words the one that says more wins. What is only
related to an item, stands behind the head of the line, says "no", or covers little of the line is a doubtful match: said, and not gated on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from readylint.claims.claim import Claim
from readylint.claims.phrases import Found, of_absences, phrases_in, strongest
from readylint.claims.stems import listed, stems
from readylint.knowledge import regex
from readylint.model import Item

MOST = 3  # items that one line may speak of; one that fits more says nothing definite
LONGEST = 60  # words of a line that are looked at
LEAST = 0.34  # of a line's words, for a doubtful match to be worth a word
COVERED = {1: 0.5, 2: 0.34}  # of a line's words, by a phrase of that many, for it to be sure; longer phrases are sure anywhere
_TECHNICAL = regex(r"`[^`]*(?:[A-Z]{2}[A-Z_0-9]*=?|[=(){}$<>\\]|\w[./_]\w)[^`]*`")  # settings, code and paths
_ASIDE = regex(r"([\w/-]{2,20}(?: [\w/-]+)?)\)")  # HTTPS (HSTS)


class Match(Struct, frozen=True):
    """An item that a claim speaks of. `why` says what is doubtful about it, "" for a sure match."""

    item: str
    why: str = ""

    @property
    def sure(self) -> bool:
        return not self.why


class _Place(Struct, frozen=True):
    """Words to look at, those of the heading above first. `doubt`: what makes a match there doubtful."""

    words: tuple[str, ...]
    doubt: str = ""
    above: int = 0

    def admits(self, found: Found) -> bool:
        """Under a heading only what the line itself takes part in."""
        return not self.above or (not found.phrase.near and max(found.at) >= self.above)


def matches(claim: Claim, items: Iterable[Item]) -> tuple[Match, ...]:
    """The items that a claim speaks of, the surest first."""
    listed_items = tuple(items)
    if named := _named(f"{claim.head} {claim.detail}", listed_items):
        return tuple(Match(id) for id in named[:MOST])
    ids = {item.id for item in listed_items}
    for place in _places(claim):
        found = strongest([f for f in phrases_in(place.words) if f.phrase.item in ids and place.admits(f)])
        if made := _matches(found, place):
            return made if sum(m.sure for m in made) <= MOST else tuple(Match(m.item, "fits many items") for m in made)
    return ()


def _named(text: str, items: tuple[Item, ...]) -> list[str]:
    """The items whose id or name a text holds; a name of one word is a word like any other."""
    held = frozenset(re.findall(r"[\w-]+", text))
    return [i.id for i in items if i.id in held or ("-" in i.slug and i.slug in held)]


def _places(claim: Claim) -> Iterator[_Place]:
    """Where to look, one place after the other."""
    head = stems(_TECHNICAL.sub(" ", claim.head))[:LONGEST]
    aside = _ASIDE.match(claim.detail)
    yield _Place((*head, *(stems(aside[1]) if aside else ())))
    yield _Place(head)
    if claim.headings:
        above = stems(claim.headings[-1])[:LONGEST]
        yield _Place((*above, *head), "by its heading", len(above))
    yield _Place(stems(_TECHNICAL.sub(" ", claim.detail))[:LONGEST], "by its detail")


def _matches(found: list[Found], place: _Place) -> tuple[Match, ...]:
    told = frozenset(n for n, word in enumerate(place.words) if word not in listed("stop"))
    covered = frozenset(n for f in found for n in f.at)
    best: dict[str, tuple[bool, int, str]] = {}
    for f in found:
        why = place.doubt or _doubt(f, place.words, _share(covered, told))
        if not why or place.above or _share(f.at, told) >= LEAST:
            best[f.phrase.item] = min(best.get(f.phrase.item, (True, 0, "")), (bool(why), -len(f.at), why))
    return tuple(Match(item, why) for item, (_, _, why) in sorted(best.items(), key=lambda row: row[1]))


def _share(covered: frozenset[int], told: frozenset[int]) -> float:
    return len(covered) / len(told | covered)


def _doubt(found: Found, line: tuple[str, ...], covered: float) -> str:
    if found.phrase.near:
        return "related"
    if found.phrase.item not in of_absences() and not listed("negation").isdisjoint(line):
        return 'says "no" or "not"'
    if found.split or any(word in listed("narrow") and n not in found.at for n, word in enumerate(line)):
        return "of one part only"
    return "" if covered >= COVERED.get(len(found.at), 0) else "in passing"
