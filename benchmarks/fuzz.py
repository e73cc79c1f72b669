"""Lines that detect-secrets' plugins report or nearly report, made from their own regular expressions.

`\\w` and `\\s` yield Unicode too, letters turn into those that fold onto them when case is ignored, repeats stop short of or run past what
is expected, and lines come in UTF-8 and Latin-1, joined, damaged and up to 20,000 characters long.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from typing import Any

from detect_secrets.plugins import keyword

from readylint.secrets import detect

if sys.version_info >= (3, 11):
    from re import _constants as op, _parser as parser
else:
    import sre_constants as op
    import sre_parse as parser

SPACE = [c for c in map(chr, range(sys.maxunicode + 1)) if re.match(r"\s", c) and c != "\n"]
WORD = [*"abcxyzABCXYZ0189_" * 3, *"éñÑßжΩ中かſKİı٣𝐀"]
MARKS = [*"!#$%&*+,-./:;<=>?@[\\]^`{|}~'\"()"]
POOL = [*WORD, *MARKS, *SPACE, *map(chr, (0, 0x7F, 0x80, 0xAD, 0xFF, 0x200B, 0x2060, 0xFEFF, 0xFFFD, 0x1F511))]
FOLDS = {"s": "sSſ", "k": "kKK", "i": "iIİı"}
CATEGORIES: dict[Any, list[str]] = {
    op.CATEGORY_DIGIT: [*"0123456789" * 5, "٣"], op.CATEGORY_SPACE: SPACE, op.CATEGORY_WORD: WORD,
    op.CATEGORY_NOT_DIGIT: [*"abz_-"], op.CATEGORY_NOT_SPACE: [*WORD, *MARKS], op.CATEGORY_NOT_WORD: [*MARKS, *SPACE],
}
KEYWORDS = ("secret ", "password")  # the keyword expressions take quadratic time on repeats of these
FILLERS = ("x", "x=1;", "a b ", '"k":"v",', "é, ", "0123456789abcdef", *KEYWORDS, "\u3000", "' + '", "://a:b", '="')
JWT = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0." + "c2ln"  # the plugin decodes what its expression finds


def expressions() -> list[re.Pattern[str]]:
    """All of them; those of the keyword plugin more often, since they are the intricate ones."""
    found = [r for p in detect.plugins().values() for r in (*getattr(p, "denylist", ()), *([p.regex] if hasattr(p, "regex") else ()))]
    maps = [*keyword.REGEX_BY_FILETYPE.values(), keyword.QUOTES_REQUIRED_DENYLIST_REGEX_TO_GROUP]
    words = list(dict.fromkeys(regex for regexes in maps for regex in regexes))
    return [*found, *words * (len(found) // len(words) + 1)]


class Maker:
    """Texts that an expression matches, mostly: what lies ahead or behind is not looked at."""

    def __init__(self, regex: re.Pattern[str], chance: random.Random) -> None:
        self._tree, self._chance = parser.parse(regex.pattern, regex.flags), chance
        self._folds = bool(regex.flags & re.IGNORECASE)

    def text(self) -> str:
        self._groups: dict[int, str] = {}
        return self._of(self._tree)

    def _of(self, nodes: Any) -> str:
        return "".join(self._one(kind, given) for kind, given in nodes)

    def _one(self, kind: Any, given: Any) -> str:
        if kind is op.LITERAL:
            return self._folded(chr(given))
        if kind in (op.IN, op.NOT_LITERAL, op.ANY):
            return self._folded(self._chance.choice(self._set(kind, given)))
        if kind is op.BRANCH:
            return self._of(self._chance.choice(given[1]))
        if kind is op.SUBPATTERN:
            made = self._groups[given[0] or 0] = self._of(given[3])
            return made
        if kind is op.GROUPREF:
            return self._groups.get(given, "")
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, nodes = given
            more = min(most - least, self._chance.choice((0, 0, 1, 2, 5, 20, 50)))
            count = least + (more if self._chance.random() < 0.9 else most - least if most < 100 else 90)
            return "".join(self._of(nodes) for _ in range(count))
        return ""  # an anchor, an assertion

    def _set(self, kind: Any, given: Any) -> list[str]:
        if kind is op.ANY:
            return POOL
        members = [(op.NEGATE, None), (op.LITERAL, given)] if kind is op.NOT_LITERAL else given
        listed = [c for what, value in members for c in _members(what, value)]
        if members[0][0] is op.NEGATE:
            barred = set(listed)
            return [c for c in POOL if c not in barred]
        return listed

    def _folded(self, made: str) -> str:
        if self._folds and self._chance.random() < 0.2:
            return self._chance.choice(FOLDS.get(made.lower(), made.lower() + made.upper()))
        return made


def _members(what: Any, value: Any) -> list[str]:
    if what is op.LITERAL:
        return [chr(value)]
    if what is op.RANGE:
        return [chr(c) for c in range(value[0], value[1] + 1)]
    return CATEGORIES[value] if what is op.CATEGORY else []


def generated(count: int, seed: int = 7) -> Iterator[bytes]:
    """That many lines, the same at every run; one in sixty is long."""
    chance = random.Random(seed)
    makers = [Maker(regex, chance) for regex in expressions()]
    for _ in range(count):
        text = chance.choice(makers).text() if chance.random() < 0.99 else JWT
        if chance.random() < 0.2:
            text += chance.choice(("", " ", "\u3000", ", ", ";")) + chance.choice(makers).text()
        if chance.random() < 0.2:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(POOL) + text[at + chance.randrange(2) :]
        length = chance.choice((1_500, 2_500, 5_000, 20_000)) if chance.random() < 1 / 60 else 0
        before = chance.randrange(length + 1)
        yield _bytes(_padding(chance, before) + text + _padding(chance, length - before), chance)


def _padding(chance: random.Random, length: int) -> str:
    if length:
        filler = chance.choice(FILLERS)
        length = min(length, 3_000) if filler in KEYWORDS else length
        return (filler * length)[:length] + chance.choice(" ;=\"'\u2028")
    return chance.choice(("", "", " ", "x = ", '"', "'", "\t", "é", "_", "\xa0", "# ", "token"))


def _bytes(text: str, chance: random.Random) -> bytes:
    text = text.replace("\n", " ")
    if chance.random() < 0.2:
        return text.encode("latin-1", "ignore")
    return text.encode("utf-8")
