"""The text report: what stands in it, in which order, at which width, and what hostile text cannot do to it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from readylint.model import Assessment
from readylint.report.page import Page, Screen, clean, clip, sentence
from readylint.report.text import first_step, text
from tests.sample_report import ASSESSMENTS, CLEAN, EMPTY, INJECTION, REPORT, found

PLAIN = text(REPORT, Screen(80))
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_the_order_of_the_report() -> None:
    marks = (
        "NO-GO", "2 blockers fail", "SEC002", "config/production.env:12", "REL001", "before a go", "Pass rate 84%", "8 of 10 items",
        "What to do first", "Tests  1 fail", "Security", "The final gate", "What this repository is", "What was read",
    )
    at = 0
    for mark in marks:
        assert mark in PLAIN[at:], mark
        at = PLAIN.index(mark, at)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_lines_fit_and_places_are_whole(width: int) -> None:
    told = text(REPORT, Screen(width))
    assert [line for line in told.splitlines() if len(line) > width] == []
    for place in ("config/production.env:12", "shop/views.py:5", ".github/workflows/ci.yml:5"):
        assert place in told


def test_a_path_with_blanks_stays_on_its_line() -> None:
    odd = replace(ASSESSMENTS[4], findings=ASSESSMENTS[4].findings[-2:])
    assert "shop/mit leerzeichen/übersicht.py:3" in text(replace(REPORT, assessments=(odd,)), Screen(40))


def test_a_long_place_is_never_broken() -> None:
    path = "a-very/" * 20 + "deep.py"
    deep = Assessment(INJECTION, "fail", "x", findings=(found("contradicts", "y", path, 7),))
    assert f"{path}:7" in text(replace(REPORT, assessments=(deep,)), Screen(80))


def test_colour_changes_nothing_but_colour() -> None:
    colored = text(REPORT, Screen(80, color=True))
    assert "\x1b[" in colored
    assert [line.rstrip() for line in ANSI.sub("", colored).splitlines()] == PLAIN.replace("`", "").splitlines()


def test_nothing_of_the_repository_begins_a_line_or_reaches_the_terminal() -> None:
    assert "\x1b" not in PLAIN
    assert not re.search(r"^\s*::", PLAIN, re.MULTILINE)
    assert not re.search(r"^x", PLAIN, re.MULTILINE)


@given(st.text())
def test_clean_text_is_one_harmless_line(hostile: str) -> None:
    told = clean(hostile)
    assert len(told.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert not told.lstrip().startswith("::")
    assert clean("a ##[error]x ::warning::y a::b") == "a # #[error]x : :warning::y a::b"


def test_failures_are_counted_beyond_the_first() -> None:
    security = PLAIN[PLAIN.index("\nSecurity") :]
    assert "and 5 more" in security
    assert security.count("shop/views.py:5") >= 1


def test_the_reason_is_not_said_twice() -> None:
    first = PLAIN[PLAIN.index("SEC009  SQL", PLAIN.index("\nSecurity")) :].split("SEC021")[0]
    assert first.count("query is put together from the request") == 1


def test_passes_take_one_line_and_name_their_proof() -> None:
    assert re.search(r"^  pass  TST001  tests-exist +requirements.txt:1", PLAIN, re.MULTILINE)


def test_items_without_a_rule_are_only_counted() -> None:
    assert "PRF001" not in PLAIN.split("The final gate")[0]
    assert "1 of 12" in re.sub(r"\s+", " ", PLAIN)


def test_what_was_not_read_is_grouped_by_its_reason() -> None:
    assert "binary: logo.png, a b.bin" in PLAIN
    assert "shallow" in PLAIN


def test_a_go_and_an_inconclusive_report() -> None:
    assert "GO   shop is ready for real users." in text(CLEAN, Screen(80))
    assert "What to do first" not in text(CLEAN, Screen(80))
    told = text(EMPTY, Screen(80))
    assert "INCONCLUSIVE" in told
    assert "there is no code" in told.lower()


def test_the_brief_report_stops_at_what_to_do() -> None:
    brief = text(REPORT, Screen(80, brief=True))
    assert PLAIN.startswith(brief.rstrip("\n"))
    assert "The final gate" not in brief


def test_words() -> None:
    assert sentence("none found") == "None found."
    assert sentence("pytest runs it") == "pytest runs it."
    assert clip("one two three", 9) == "one..."
    assert first_step("Rotate the credential: that alone helps. Then more.") == "Rotate the credential."


def test_code_is_coloured_where_a_line_ends_within_it_and_a_lone_backtick_stays() -> None:
    page = Page(46)
    page.para("Run `git filter-repo --replace-text FILE --force --quiet` there, then ` alone.")
    assert page.text(color=False).count("`") == 3
    colored = page.text(color=True)
    assert ANSI.sub("", colored).count("`") == 1
    assert colored.count("\x1b[36m") == colored.count("\x1b[0m") == 2  # one for each line that holds a part


def test_every_line_ends_its_own_colour() -> None:
    for line in text(REPORT, Screen(80, color=True)).splitlines():
        assert re.fullmatch(r"(?:[^\x1b]|\x1b\[[0-9;]+m[^\x1b]*\x1b\[0m)*", line)


def test_places_lead_to_the_code_host_and_nowhere_else() -> None:
    hosted = replace(REPORT, repository=replace(REPORT.repository, web="https://github.com/acme/shop", revision="ab" * 20))
    linked = text(hosted, Screen(80, color=True, links=True))
    assert f"\x1b]8;;https://github.com/acme/shop/blob/{'ab' * 20}/shop/views.py#L5\x1b\\" in linked
    addresses = re.findall(r"\x1b\]8;;(.*?)\x1b\\", linked)
    assert {a for a in addresses if a and not re.fullmatch(r"https://github\.com/acme/shop/blob/[0-9a-f]+/[\w.%/?=#-]+", a)} == set()
    assert addresses[1::2] == [""] * (len(addresses) // 2)
    assert "\x1b]8" not in text(hosted, Screen(80, color=True)) + text(REPORT, Screen(80, color=True, links=True)) + text(hosted, Screen(80, links=True))


def test_a_path_that_is_not_shown_as_it_is_is_no_link() -> None:
    hosted = replace(REPORT, repository=replace(REPORT.repository, web="https://github.com/acme/shop", revision="ab" * 20))
    for path in ("a/../../other/blob", "a\x1b]8;;x\x1b\\b.py", "a?b.py", "javascript:x"):
        odd = Assessment(INJECTION, "fail", "x", findings=(found("contradicts", "y", path, 7),))
        assert "#L7" not in text(replace(hosted, assessments=(odd,)), Screen(80, color=True, links=True))


def test_statistics_count() -> None:
    told = text(REPORT, Screen(80, statistics=True))
    assert "NO-GO" in told and "What to do first" not in told and "Security\n---" not in told
    rows = {line[:17].strip(): line[17:].split() for line in told.splitlines() if line.startswith("  ")}
    failing = sum(1 for a in REPORT.assessments if a.counts and a.verdict == "fail")
    assert rows["all"][rows[""].index("fail")] == str(failing)
    assert "Findings by item" in told and "Findings by item" not in text(CLEAN, Screen(80, statistics=True))
