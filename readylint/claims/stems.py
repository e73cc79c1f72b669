"""Words as they are compared: without their endings, what is written in several ways written in one (words.toml)."""

from __future__ import annotations

import re
from functools import cache

from readylint.claims.status import words
from readylint.knowledge import regex

_WORD = regex(r"[^\W_]+")
_SHORTEST = 4  # letters that an ending leaves


def stems(text: str) -> tuple[str, ...]:
    """The words of a text, compared: `Limits`, `limiting` and `limited` are `limit`."""
    plain = _aliases().sub(lambda m: f" {_canonical()[m[0]]} ", text.lower().replace("`", " "))
    return tuple(_stem(word) for word in _WORD.findall(plain))


@cache
def listed(name: str) -> frozenset[str]:
    """The stems of a list of words: `stop`, `narrow`, `negation`."""
    return frozenset(stems(words()[name]["words"]))


@cache
def _stem(word: str) -> str:
    if word.removesuffix("s") in _own():
        return word.removesuffix("s")
    while word not in _own():
        ending = next((e for e in words()["ending"]["list"] if word.endswith(e) and len(word) - len(e) >= _SHORTEST), None)
        if ending is None:
            return word
        word = word[: -len(ending)]
        if word[-1] == word[-2] and word[-1] not in "sl":  # logging, planned
            word = word[:-1]
    return word


@cache
def _own() -> frozenset[str]:
    return frozenset(words()["own"]["words"].split())


@cache
def _canonical() -> dict[str, str]:
    return {variant: one for one, variants in words()["alias"].items() for variant in variants}


@cache
def _aliases() -> re.Pattern[str]:
    either = "|".join(re.escape(v) for v in sorted(_canonical(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w])")
