"""What is out of measure is cut from a text, and named; what takes too long is left out, and named."""

from __future__ import annotations

import re
import signal
from datetime import date

import pytest

from readylint import patience
from readylint.facts.decoding import decoded
from readylint.facts.files import Files, PathRules
from readylint.facts.measure import LONGEST, TALLEST, WIDEST, cryptic, measured
from readylint.judging import scan_snapshot
from readylint.model import Finding, Item
from readylint.options import Options
from readylint.rule import Rule
from readylint.snapshot import Snapshot
from readylint.storage import Entry, Memory


def test_what_people_write_stays_as_it_is() -> None:
    text = "def f():\n" + " " * 80 + "return 1\n" * 5_000 + "\n" * 500 + "x" * LONGEST
    assert measured(text) == (text, "")


@pytest.mark.parametrize("signs", ["<!-- ", "< !--\n", "({[<!-- a\n"])
def test_code_of_signs_alone_is_not_parsed(signs: str) -> None:
    """A few kilobytes of it took a parser minutes, ten times as much hours."""
    told: list[str] = []
    assert decoded((signs * (200_000 // len(signs))).encode(), "ruby", told.append) == ""
    assert told == ["code of signs alone: read for secrets alone"]


def test_what_people_write_and_minify_is_no_code_of_signs() -> None:
    banner = "#" * 78 + "\n"
    minified = '!function(e,t){"use strict";var n=e[0]||{},r=(t&&t.a)?-1:n.b(1,[2,3]);return r}(this,{});' * 500
    assert not cryptic(("x = {'a': [1, 2]}\n" * 500 + (banner * 20 + "x = 1\n" * 20)).encode()) and not cryptic(minified.encode())


def test_a_line_without_end_is_not_read() -> None:
    text, told = measured("a = 1\nb = '" + "x" * LONGEST + "'\nc = 3\n")
    assert (text, told) == ("a = 1\n\nc = 3\n", "not read: line 2, longer than 10,000 characters")
    assert measured(f"{'x' * 20_000}\n" * 5)[1] == "not read: lines 1, 2, 3 and 2 more, longer than 10,000 characters"
    assert measured("{" + "x" * 50_000 + "}", lines=False)[1] == ""


@pytest.mark.parametrize("blank", [" ", "\t", " \t", "\u3000", "\r"])
def test_blanks_without_end_are_shortened_and_lines_keep_their_numbers(blank: str) -> None:
    text, told = measured(f"a\n{blank * 9_000}b\n")
    assert text.split("\n")[1].lstrip() == "b" and len(text) <= WIDEST + 5 and told == ""


@pytest.mark.parametrize("empty", ["\n", "\n\t", " \n"])
def test_empty_lines_without_end_end_a_text(empty: str) -> None:
    text, told = measured(f"a\nb\n{empty * TALLEST * 2}c\n")
    assert text == "a\nb" and told == "empty lines without end: read up to line 2"


def test_the_limit_is_named_under_coverage() -> None:
    tree = Memory({"a.py": b"x = '" + b"y" * 20_000 + b"'\n"})
    files = Files(Snapshot("x", (Entry("a.py", 1),), tree), PathRules())
    assert files.all[0].text == "\n" and files.skipped == {"a.py": "not read: line 1, longer than 10,000 characters"}


SLOW = re.compile(r"(?:a|aa)+$")


def _of_each(files: Files) -> list[Finding]:
    for file in files.all:
        SLOW.match(file.text)
    return []


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")
@pytest.mark.parametrize("left_out", [True, False])
def test_a_file_that_takes_too_long_is_left_out(left_out: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SHARE", 0.05)
    monkeypatch.setattr(patience, "OFTEN", 0.02)
    if not left_out:  # as if a rule kept the text
        monkeypatch.setattr(Files, "leave_out", lambda self, path, why: None)
    rule = Rule(Item("X001", "x", "tests", "high", "X", applies="any", absence="unknown"), _of_each)
    report = scan_snapshot(Snapshot.of("-- a.py --\n" + "a" * 60 + "b\n-- b.py --\nx\n"), (rule,), Options(today=date(2026, 6, 1))).report
    assert [(s.path, s.why) for s in report.coverage.skipped] == ([("a.py", "took longer than 0.05 seconds: not read")] if left_out else [])
    assert [a.verdict for a in report.assessments] == ["unknown" if left_out else "error"]
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
