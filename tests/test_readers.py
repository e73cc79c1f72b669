"""Readers take whatever stands in a repository: a short run of benchmarks/fuzz_readers.py, the corpus, and the texts that once crashed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scripts import benchmark

readers = benchmark("readers")
fuzz = benchmark("fuzz_readers")

CORPUS = Path(__file__).parent / "corpus"
CRASHED = [
    ("configuration", "tool = 1\n"),
    ("configuration", "[tool]\nreadylint = 1\n"),
    ("log", "\x01commit " + "1" * 40),
    ("dockerfile", "FROM a\nENV A=a\n" + "ENV A=$A$A\n" * 64),  # it took all memory
]


@pytest.mark.parametrize("name", readers.READERS)
def test_a_reader_takes_whatever_comes(name: str) -> None:
    fuzz.tested(readers.READERS[name], 10, 1)()


@pytest.mark.parametrize("name", readers.READERS)
def test_what_reached_something_new_is_read(name: str) -> None:
    for text in json.loads((CORPUS / f"{name}.json").read_text("utf-8")):
        fuzz.timed(readers.READERS[name], text)


@pytest.mark.parametrize(("name", "text"), CRASHED)
def test_what_once_crashed_is_read(name: str, text: str) -> None:
    readers.READERS[name].read(text)
