"""A kept pattern is the pattern: it finds the same, and nothing depends on the cache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from readylint import patterns

PATTERNS: list[tuple[str | bytes, int]] = [
    (r"(?P<name>\w+)\s*=\s*(?:'(?P<value>[^']*)'|(\d+))", 0),
    (r"^é+$", re.MULTILINE | re.IGNORECASE),
    (r"(?i)a(?-i:B)(?=c)(?<!d)\b", re.DOTALL),
    (rb"\x80[\xff-\xff]|(a)(b)?(?(2)c|d)", 0),
    ("", 0),
]
TEXT = "a = '1'\nÉé\naBc b = 22\nx"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A process that knows nothing yet, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget()
    patterns._fresh.clear()
    yield tmp_path
    forget()
    patterns._fresh.clear()


def forget() -> None:
    for cached in (patterns._pattern, patterns._known, patterns._path):
        cached.cache_clear()


@pytest.mark.parametrize(("text", "flags"), PATTERNS)
def test_made_and_recalled_are_what_re_makes(text: str | bytes, flags: int, fresh: Path) -> None:
    wanted = re.compile(text, flags)
    where = TEXT if isinstance(text, str) else TEXT.encode()
    for _ in ("made", "recalled"):
        found = patterns.compiled(text, flags)
        assert (found.pattern, found.flags, found.groups, dict(found.groupindex)) == (text, wanted.flags, wanted.groups, dict(wanted.groupindex))
        assert [(m.span(), m.groupdict()) for m in found.finditer(where)] == [(m.span(), m.groupdict()) for m in wanted.finditer(where)]  # type: ignore[arg-type]
        patterns.keep()
        forget()
    patterns.compiled(text, flags)
    assert not patterns._fresh  # the second process made nothing


@pytest.mark.parametrize("damage", [b"", b"\xff", b"i\x01\x00\x00\x00"])
def test_a_damaged_cache_is_made_anew(damage: bytes, fresh: Path) -> None:
    patterns.compiled("a+")
    patterns.keep()
    (kept,) = (fresh / "readylint").glob("patterns-*")
    kept.write_bytes(damage)
    forget()
    assert patterns.compiled("a+").fullmatch("aa")
    patterns.keep()
    forget()
    patterns.compiled("a+")
    assert not patterns._fresh


def test_a_mistake_is_still_one(fresh: Path) -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_where_the_interpreter_is_another_re_does_it(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_modules", lambda: (None, None))
    assert patterns.compiled("a+").fullmatch("aa") and not patterns._fresh
