"""A kept pattern is the pattern: it finds the same, and nothing depends on the cache."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readylint import patterns
from readylint.searching import Pattern

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


def test_what_another_process_kept_is_read_again(fresh: Path) -> None:
    assert not patterns._known()
    program = "from readylint import patterns; patterns.compiled('a+'); patterns.keep()"
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent.parent, check=True)
    patterns.again()
    patterns.compiled("a+")
    assert not patterns._fresh


def test_a_mistake_is_still_one(fresh: Path) -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_where_the_interpreter_is_another_re_does_it(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_modules", lambda: (None, None))
    assert patterns.compiled("a+").fullmatch("aa") and not patterns._fresh


def test_patterns_that_remember_give_what_they_gave() -> None:
    texts = ["", "short key=1", "x" * 300, "x" * 300 + " key=12 key=3", "key" * 100, "b" * 300 + "\nKEY = 4"]
    for text, flags in ((r"key=(\d+)", 0), (r"(?P<at>\d)\s*$", re.MULTILINE), (r"key\s*=", re.IGNORECASE)):
        pattern, plain = Pattern(re.compile(text, flags)), re.compile(text, flags)
        pattern.remember()
        for one in (*texts, *texts):  # the second time they are known
            assert [m.span() for m in pattern.finditer(one)] == [m.span() for m in plain.finditer(one)]
            found, expected = pattern.search(one), plain.search(one)
            assert (found and found.span()) == (expected and expected.span())
            assert pattern.search(one, 5) is None or plain.search(one, 5) is not None


def test_what_a_pattern_does_not_stand_in_is_not_looked_into_again() -> None:
    class Counted:
        pattern, looked = "key", 0

        def search(self, text: str) -> None:
            Counted.looked += 1

        finditer = findall = sub = search

    pattern = Pattern(Counted())  # type: ignore[arg-type]
    pattern.remember()
    for text in ("a" * 300, "a" * 150 + "a" * 150, "b" * 300, "short", "short"):
        assert pattern.search(text) is None
    assert Counted.looked == 4  # each long text once, the short one each time
