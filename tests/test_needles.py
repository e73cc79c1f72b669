"""No match is passed over: whatever a pattern matches holds one of its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings, strategies as st

from readylint.needles import folds, needles
from readylint.patterns import _modules, compiled
from readylint.searching import LONG, Pattern

ROOT = Path(__file__).parent.parent


def words(pattern: str) -> tuple[tuple[str, ...], bool]:
    parsed = _modules()[0].parse(pattern)
    return needles(parsed, False, folds(parsed, int(parsed.state.flags)))[:2]


@pytest.mark.parametrize(
    ("pattern", "found", "any_case"),
    [
        (r"(?:app|router)\.use\(\s*rateLimit", {"rateLimit"}, False),
        (r"(?i)\b(?:jest|Vitest)\b", {"jest", "vitest"}, True),
        (r"get(?:All|One)?\(", {"get(", "getAll(", "getOne("}, False),
        (r"(?:password|passwd)s?\s*=", {"password", "passwd"}, False),
        (r"[jJ]SON\b\.parse", {"jSON.parse", "JSON.parse"}, False),
        (r"a(?i:BC)def", {"abcdef"}, True),
        (r"(?:foo){0,2}\w+", set(), False),
        (r"foo|b", set(), False),
        (r"\w+\s*=", set(), False),
        (r"naïve", set(), False),
    ],
)
def test_the_words_of_a_pattern(pattern: str, found: set[str], any_case: bool) -> None:
    assert (set(words(pattern)[0]), words(pattern)[1]) == (found, any_case)


ATOMS = st.sampled_from(
    ["abc", "defg", "x", "[ab]", "[a-c]", r"\w", ".", r"\b", "^", "(?=d)", "(?i:Q)", "é", r"\.", "[^a]", r"[^\Wb]", r"\s", "[c-ſ]", r"\n", "(?s:.)"]
)
QUANTIFIERS = st.sampled_from(["", "?", "*", "+", "{2}", "{0,2}", "+?"])
PATTERNS = st.recursive(
    st.builds(lambda a, q: a if a in (r"\b", "^", "(?=d)") else f"(?:{a}){q}", ATOMS, QUANTIFIERS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: f"(?:{'|'.join(parts)})"),
    ),
    max_leaves=12,
).filter(lambda pattern: pattern.count("*") + pattern.count("+") <= 2)  # over a long text each costs as many times its length

TEXTS = st.lists(st.sampled_from(["abc", "defg", "ABC", "\n", "\n \n", *"abcdefgxqQ.éſS\u212ak \n"]), max_size=20).map("".join)


def by_line(pattern: str | bytes, flags: int) -> Pattern:
    """The pattern, as it is once it was looked for in many texts."""
    found: Any = compiled(pattern, flags)
    found._left = 0
    return cast(Pattern, found)


@settings(max_examples=400, deadline=None)
@given(PATTERNS, TEXTS, st.sampled_from([0, re.IGNORECASE, re.DOTALL]))
def test_what_matches_is_found_in_long_texts_too(pattern: str, text: str, flag: int) -> None:
    flags, long = re.MULTILINE | flag, text + "\n" * LONG
    wanted = re.compile(pattern, flags)
    found, first = by_line(pattern, flags), wanted.search(long)
    assert [m.span() for m in found.finditer(long)] == [m.span() for m in wanted.finditer(long)]
    assert (m.span() if (m := found.search(long)) else None) == (first and first.span())


def test_letters_beyond_ascii_that_fold_onto_it_are_seen() -> None:
    text = "pa\u017f\u017fword" + " " * LONG
    assert compiled("password", re.IGNORECASE).search(text)


def test_bytes_are_looked_into_as_texts_are() -> None:
    assert [m.span() for m in by_line(rb"^pass\w+", re.MULTILINE).finditer(b"\n" * LONG + b"password")] == [(LONG, LONG + 8)]


def test_a_pattern_on_its_own_source_finds_what_re_finds() -> None:
    """Every pattern that was compiled for these tests, on real texts."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "readylint").rglob("*.py"))[:40]]
    for pattern in (r"def\s+(\w+)\(", r"(?i)TODO|raise \w+", r"@(?:cache|cached_property)\b", r"^from readylint\.(\w+)", r"class\s+\w+"):
        made = re.compile(pattern, re.MULTILINE)
        for text in texts:
            assert [m.span() for m in compiled(pattern, re.MULTILINE).finditer(text)] == [m.span() for m in made.finditer(text)]
