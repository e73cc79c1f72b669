"""What a line stands in, and how failures of two scans are paired: each at most once, and never by chance."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from readylint.matching import Newer, match
from readylint.surroundings import Surroundings, plain
from readylint.trace import Trace, of_mark

SMALL = st.sampled_from(["a", "b"])
TRACES = st.lists(
    st.one_of(
        st.builds(Trace, SMALL, SMALL, SMALL, st.just(""), SMALL, SMALL, SMALL, SMALL, SMALL, SMALL),
        st.builds(Trace, SMALL, st.just(""), SMALL, st.sampled_from(["", "web"])),
        st.builds(Trace, SMALL, SMALL, SMALL),
        st.builds(Trace, SMALL, SMALL, SMALL, fingerprint=SMALL),
    ),
    max_size=8,
)


@given(TRACES, TRACES)
@settings(max_examples=100, deadline=None)
def test_every_failure_is_paired_at_most_once_and_none_is_lost(old: list[Trace], new: list[Trace]) -> None:
    told = match(old, new, Newer())
    assert len(set(told.pairs.values())) == len(told.pairs)
    assert sorted([*told.pairs, *told.new]) == list(range(len(new)))
    assert sorted([*told.pairs.values(), *told.gone]) == list(range(len(old)))
    assert all(old[o].item == new[n].item for n, o in told.pairs.items())


@given(TRACES)
@settings(max_examples=100, deadline=None)
def test_the_same_is_the_same_in_any_order(old: list[Trace]) -> None:
    assert match(old, old[::-1], Newer()).new == ()


@given(TRACES, TRACES)
@settings(max_examples=100, deadline=None)
def test_more_failures_are_never_fewer_new_ones(old: list[Trace], new: list[Trace]) -> None:
    more = Trace("a", "new.py", "m", "", "x", "x", "x", "x", "x", "x")
    assert len(match(old, [*new, more], Newer()).new) == len(match(old, new, Newer()).new) + 1


def test_a_trace_is_written_and_read() -> None:
    for trace in (Trace("A", "a.py", "m", "", "1", "2", "3", "4", "5", "6"), Trace("A", "a.py", "m", "web"), Trace("A", "a", "m", fingerprint="f")):
        assert of_mark(trace.item, trace.path, trace.message, trace.service, trace.mark) == trace


PYTHON = '''class Shop:
    def pay(
        self,
        amount,
    ) -> None:
        if amount:
            with lock():
                charge(amount)
        send(
            to=1,
        )
'''
JAVASCRIPT = '''app.get("/pay", async (req, res) => {
  try {
    charge()
  } catch (e) {
    res.send(e)
  }
})
'''
YAML = '''jobs:
  test:
    steps:
      - name: Build
        run: |
          make
'''  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "context"),
    [
        (PYTHON, 8, "classShop:\ndefpay("),  # control flow is left out
        (PYTHON, 10, "classShop:\ndefpay("),  # of the statement, not of its bracket
        (JAVASCRIPT, 5, 'app.get("/pay"'),
        (YAML, 6, "jobs:\ntest:\nsteps:\n-name:Build\nrun:|"),
    ],
)
def test_what_a_line_stands_in(text: str, line: int, context: str) -> None:
    assert Surroundings(text).context(line) == context


def test_the_statement_of_a_line() -> None:
    text = Surroundings(PYTHON)
    assert text.statement(10) == text.statement(9) == plain("send(to=1)")
    assert Surroundings(JAVASCRIPT).statement(5) == "res.send(e)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("FROM python:3.11-slim", "FROM python:3.13.1-slim-bookworm"),
        ("- uses: actions/checkout@v4", "- uses: actions/checkout@v5"),
        (f"- uses: actions/checkout@{'a1' * 20}", f"- uses: actions/checkout@{'b2' * 20}"),
        ('"express": "^4.18.2",', '"express": "^5.0.0"'),
        ("django==5.1.2", "django==5.2"),
    ],
)
def test_a_newer_version_is_the_same_line(old: str, new: str) -> None:
    assert plain(old) == plain(new)


@pytest.mark.parametrize("line", ["postgres://u:{}@db/shop", 'password = "{}"', "sleep({})"])
def test_another_value_is_another_line(line: str) -> None:
    assert plain(line.format("5ecret1")) != plain(line.format("5ecret2"))
    assert plain(line.format("2024-spring")) != plain(line.format("2025-spring"))


def test_lines_out_of_reach_are_nothing() -> None:
    text = Surroundings("a\n")
    assert [text.line(0), text.line(9), text.context(9), text.statement(9), text.above(1), text.below(1)] == [""] * 6


@pytest.mark.parametrize("text", ["\n" * 300_000 + "x = 1\n", " a(" * 100_000, "".join(" " * n + "b:\n" for n in range(1500)), ":1-a" * 80_000 + "@"])
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    began = time.perf_counter()
    last = Surroundings(text)
    for line in (1, text.count("\n") or 1):
        last.context(line), last.statement(line), last.above(line, 3), last.below(line, 3)
    assert time.perf_counter() - began < 5


LAID_OUT = st.lists(st.builds("".join, st.tuples(st.sampled_from(["", "  ", "    ", "\t"]), st.sampled_from(["a(", ")", "}", "b", "", "# c"]))), max_size=30)


@given(LAID_OUT)
@settings(max_examples=300, deadline=None)
def test_what_one_line_stands_in_is_what_it_stands_in_among_all(lines: list[str]) -> None:
    text = Surroundings("\n".join(lines))
    for number in range(1, len(text.contexts) + 1):
        assert text._headers(text._around(number)) == text.contexts[number - 1]
