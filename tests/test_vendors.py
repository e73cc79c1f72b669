"""Vendors' token shapes: every one is found by its noun and by nothing less, and none is dear to look for.

No token stands in this repository: each is assembled from its shape when the test runs, the same at every run.
"""

from __future__ import annotations

import random
import re
import string
import sys
import time
from functools import cache
from typing import Any

import pytest

from readylint.knowledge import known
from readylint.secrets.hits import hits
from readylint.secrets.prefilter import prefilter

if sys.version_info >= (3, 11):
    from re import _parser as parser
else:
    import sre_parse as parser

TOKENS: list[dict[str, Any]] = known("secrets/vendors")["token"]
NOUNS = [token["noun"] for token in TOKENS]
SLOWEST = 1e9 / 4  # bytes per second; a shape with a literal runs ten to fifty times as fast


def assembled(shape: str, chance: random.Random, *, longest: bool = False) -> str:
    """A text that a shape matches, as short as it may be, or as long."""
    return _parts(parser.parse(shape), chance, longest)


def _part(kind: Any, of: Any, chance: random.Random, longest: bool) -> str:
    name = str(kind)
    if name == "LITERAL":
        return chr(of)
    if name == "IN":
        return chance.choice(_letters(tuple(of)))
    if name == "MAX_REPEAT":
        return "".join(_parts(of[2], chance, longest) for _ in range(of[1] if longest else of[0]))
    if name == "SUBPATTERN":
        return _parts(of[3], chance, longest)
    assert name == "BRANCH", f"{name} has no place in a token's shape"
    least = min(branch.getwidth()[0] for branch in of[1])
    return _parts(chance.choice([b for b in of[1] if longest or b.getwidth()[0] == least]), chance, longest)


def _parts(parts: Any, chance: random.Random, longest: bool) -> str:
    return "".join(_part(kind, of, chance, longest) for kind, of in parts)


@cache
def _letters(members: tuple[tuple[Any, Any], ...]) -> str:
    """What a character class holds, letters and digits first choice: a token rarely ends in a dash."""
    held = "".join(chr(of) if str(kind) == "LITERAL" else "".join(map(chr, range(of[0], of[1] + 1))) for kind, of in members)
    return "".join(c for c in held if c.isalnum()) or held


def found(line: str) -> set[str]:
    """The nouns of what the engine finds in a line."""
    lines = list(prefilter(False).lines(line.encode()))
    return {hit.noun for fired in lines for hit in hits("app/pay.py", "python", line, fired.groups)}


def literal(parts: Any) -> int:
    """The length of the longest run of fixed characters, in the branch with the shortest."""
    best = run = 0
    for kind, of in parts:
        name = str(kind)
        inner = literal(of[3]) if name == "SUBPATTERN" else min(map(literal, of[1])) if name == "BRANCH" else 0
        fixed = name == "LITERAL" or (name == "IN" and len(_letters(tuple(of))) <= 6)
        run = run + 1 if fixed else run + inner if name == "BRANCH" else 0
        best = max(best, run, inner)
    return best


def test_names() -> None:
    assert len(TOKENS) >= 200
    assert len(set(NOUNS)) == len(NOUNS)
    assert len({token["regex"] for token in TOKENS}) == len(TOKENS)
    assert {key for token in TOKENS for key in token} <= {"noun", "regex", "near", "public"}
    assert all(re.match(r"an? \S", noun) for noun in NOUNS)


@pytest.mark.parametrize("token", TOKENS, ids=NOUNS)
def test_found(token: dict[str, Any]) -> None:
    chance = random.Random(token["noun"])
    for longest in (False, True):
        made = assembled(token["regex"], chance, longest=longest)
        for line in (made, f'key = "{made}"', f"call('{made}');", f"X={made}"):
            assert token["noun"] in found(line), (token["noun"], longest)


@pytest.mark.parametrize("token", TOKENS, ids=NOUNS)
def test_too_short_broken_or_within_a_word(token: dict[str, Any]) -> None:
    chance = random.Random(token["noun"])
    made = assembled(token["regex"], chance)
    middle = (len(made) + 3) // 2
    for line in (made[:-1], made[:middle] + "\x7f" + made[middle + 1 :], "x" + made):
        assert token["noun"] not in found(f'"{line}"')


@pytest.mark.parametrize("token", TOKENS, ids=NOUNS)
def test_shape_is_a_tokens(token: dict[str, Any]) -> None:
    shape = token["regex"]
    re.compile(shape.encode("ascii"))
    assert literal(parser.parse(shape)) >= 3 or token.get("near"), "no literal"
    assert parser.parse(shape).getwidth()[1] <= 1200, "no bound"
    assert not re.search(r"\(\?(?!:)|\\b|(?<!\\)[*+]", re.sub(r"\[[^\]]*\]", "", shape)), "a look-around, boundary or endless repeat"


def test_each_alone_is_cheap() -> None:
    hyperscan = pytest.importorskip("hyperscan")
    text = _text(2_000_000)
    assert not [token["noun"] for token in TOKENS if not _cheap(hyperscan, token["regex"], text)]
    assert not _cheap(hyperscan, "[0-9a-f]{3}[0-9a-z]{9}x?", text)


def _cheap(hyperscan: Any, shape: str, text: bytes) -> bool:
    """Whether a shape is looked for fast enough, at the best of several attempts: another process may be in the way."""
    database = hyperscan.Database()
    database.compile(expressions=[shape.encode()], ids=[0], elements=1, flags=[hyperscan.HS_FLAG_MULTILINE])
    scratch = hyperscan.Scratch(database)
    return any(len(text) / _seconds(database, scratch, text) > SLOWEST for _ in range(10))


def _seconds(database: Any, scratch: Any, text: bytes) -> float:
    began = time.perf_counter()
    database.scan(text, match_event_handler=lambda *_: None, scratch=scratch)
    return time.perf_counter() - began


def _text(size: int) -> bytes:
    """Code as it is written: words, numbers, hashes, long strings."""
    chance = random.Random(5)
    words = (
        "def return self key secret token value import from class user_id get_config data-test https://shop.io/api/v1 { } ( ) = : ;".split()
    )
    made: list[str] = []
    for _ in range(400):
        made.append(" ".join(chance.choices(words, k=12)))
        made.append(f'"{"".join(chance.choices(string.hexdigits.lower(), k=40))}": "{"".join(chance.choices(string.ascii_letters, k=90))}"')
    block = "\n".join(made).encode()
    return block * (size // len(block) + 1)
