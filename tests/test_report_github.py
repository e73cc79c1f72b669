"""Workflow commands: escaped as GitHub unescapes them, no more than it shows, the worst first, the rest counted."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import example, given, strategies as st
from msgspec.structs import replace

from readylint.gating import IN_BASELINE
from readylint.model import Assessment, Finding, Item, Location, Report
from readylint.report.github import MOST, github
from readylint.report.markdown import markdown
from tests.sample_report import CLEAN, FILES, HISTORY, INJECTION, REPORT, found, text_of

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")
Command = tuple[str, dict[str, str], str]


def commands(text: str) -> list[Command]:
    """The lines as a runner reads them."""
    read = []
    assert text.endswith("\n")
    for line in text[:-1].split("\n"):
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        read.append((match[1], {name: plain(value) for name, value in properties.items()}, plain(match[3])))
    return read


def plain(text: str) -> str:
    for code, mark in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def with_findings(*findings: Finding, item: Item = INJECTION) -> Report:
    return replace(REPORT, assessments=(Assessment(item, "fail", "x", findings=findings),))


def test_every_failure_has_its_place_and_the_last_line_the_decision() -> None:
    *read, (kind, properties, message) = commands(github(REPORT, text_of))
    assert [k for k, *_ in read] == sorted(k for k, *_ in read)
    assert read[0][1] == {
        "file": "worker/package.json", "line": "1", "endLine": "1", "col": "1", "endColumn": "3",
        "title": "REL001 A health endpoint answers whether the app is alive",
    }  # fmt: skip
    assert (kind, properties) == ("notice", {"title": "readylint: No-go"})
    assert (
        message
        == "shop is not ready for real users. 2 blockers failed: SEC002, REL001. 1 more failure not annotated here: the report has it."
    )


def test_no_more_than_github_shows_and_the_rest_counted() -> None:
    many = tuple(found("contradicts", f"query {n}", "shop/views.py", n) for n in range(1, 40))
    past = tuple(found("contradicts", f"secret {n}", "shop/views.py", n) for n in range(1, 40))
    report = replace(
        REPORT, assessments=(Assessment(INJECTION, "fail", "x", findings=many), Assessment(HISTORY, "fail", "x", findings=past))
    )
    read = commands(github(report, text_of))
    assert Counter(kind for kind, *_ in read) == {"error": MOST, "warning": MOST, "notice": 1}
    assert read[-1][2].endswith("58 more failures not annotated here: the report has them.")


def test_the_first_place_of_every_item_comes_before_the_second_of_any() -> None:
    ids = [properties["title"].split()[0] for kind, properties, _ in commands(github(REPORT, text_of)) if kind == "warning"]
    assert ids == ["OPS001", "SEC009", "TST003", *["SEC009"] * 7]


def test_what_is_known_is_no_annotation() -> None:
    known = found("contradicts", "known", "README.md", 1, accepted=IN_BASELINE)
    assert [kind for kind, *_ in commands(github(with_findings(known), text_of))] == ["notice"]
    assert commands(github(CLEAN, text_of))[0][2].startswith("shop is ready for real users.")


def test_the_scanned_repository_gives_no_commands() -> None:
    odd = "a,b=c::d%0A\n::error::x.py"
    nasty = Finding("contradicts", "x%0A\r\n::add-mask::y\u2028::stop-commands::z", Location(odd, 1), fingerprint="f")
    (kind, properties, message), _ = commands(github(with_findings(nasty), {**FILES, odd: "x = 1\n"}.get))
    assert kind == "warning"
    assert properties["file"] == odd
    assert message.startswith("x%0A : :add-mask")


@example("", "\ud800")
@given(st.text(alphabet=st.characters(codec=None), max_size=60), st.text(alphabet=st.characters(codec=None), min_size=1, max_size=30))
def test_any_text_is_one_line(message: str, path: str) -> None:
    text = github(with_findings(Finding("contradicts", message or "x", Location(path, 1), fingerprint="f")), lambda name: "x = 1\n")
    assert len(commands(text)) == 2


def test_a_summary_of_very_many_failures_is_one_that_github_takes() -> None:
    many = tuple(found("contradicts", f"{'a long story ' * 20}{n}", f"{'deep/' * 30}f{n}.py", n) for n in range(1, 5000))
    assert len(markdown(with_findings(*many)).encode()) < 900_000
