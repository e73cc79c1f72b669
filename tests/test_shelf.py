"""What is made of files is kept up to a size; where nothing is kept, all is made again and the same."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from readylint.config import Config
from readylint.engine import scan
from readylint.fact import Facts
from readylint.facts import shelf
from readylint.facts.code import Source
from readylint.facts.decoding import LARGEST_CODE, decoded
from readylint.facts.environment import Environment
from readylint.facts.file import File, Kept
from readylint.facts.files import Earlier, Files
from readylint.facts.shelf import Shelf, Shelves
from readylint.facts.structured import MOST, Structured
from readylint.options import Options
from readylint.snapshot import Snapshot

SERVICE = Path(__file__).parent.parent / "fixtures/service"


def test_the_first_stay_and_the_rest_makes_room_for_what_comes() -> None:
    kept = {"a", "b", "c", "d"}
    small = Shelf(stays=10, passes=10)
    for name, size in (("a", 8), ("b", 6), ("c", 6), ("d", 30)):
        small.put(size, lambda name=name: kept.discard(name))  # type: ignore[misc]
    assert kept == {"a", "d"}  # what came last is in use, however large


def test_a_scan_that_keeps_nothing_says_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    service = shutil.copytree(SERVICE, tmp_path / "service")  # which nobody else changes meanwhile, and no repository around it
    options = Options(as_of=date(2026, 6, 1), history=False, cache=False)
    usual = scan(service, options).report
    put = Shelf.put
    forgotten: list[int] = []

    def at_once(self: Shelf, size: int, forget: object) -> None:
        forgotten.append(size)
        put(self, size, forget)  # type: ignore[arg-type]

    monkeypatch.setattr(Shelves, "__init__", lambda self, _: vars(self).update(texts=Shelf(0, 0), trees=Shelf(0, 0), nodes=Shelf(0, 0)))
    monkeypatch.setattr(Shelf, "put", at_once)
    monkeypatch.setattr(shelf, "_give_back", lambda: None)
    least = scan(service, options).report
    assert forgotten
    assert msgspec.structs.replace(least, timings=()) == msgspec.structs.replace(usual, timings=())


def test_a_source_beyond_measure_is_named_and_not_parsed() -> None:
    told: list[str] = []
    assert decoded(b"a()\n" * (LARGEST_CODE // 4 + 1), "python", told.append) == ""
    assert decoded(b"-- dump\n" * (LARGEST_CODE // 8 + 1), "sql", told.append)  # has no syntax tree
    assert told == ["code of more than 2 MB: read for secrets alone"]


def test_a_table_with_too_many_values_is_named() -> None:
    facts = Facts(Snapshot.of(f"-- a.json --\n[{'1,' * MOST}1, 2]\n"), Config().rules)
    assert not facts.get(Structured).at("a.json")
    assert facts.get(Files).skipped == {"a.json": f"not understood: more than {MOST:,} values"}


def test_the_lines_of_many_keys_are_found_in_a_time_like_their_number() -> None:
    lines = "".join(f"key{n} = {n}\n" for n in range(5_000))
    facts = Facts(Snapshot.of(f"-- a.toml --\n[a-b]\nx = 1\n{lines}"), Config().rules)
    began = time.process_time()
    table = facts.get(Structured).at("a.toml")["a-b"]
    assert time.process_time() - began < 20  # a look at every line for each took minutes
    assert table["key4999"].at.line == 5002 and table.at.line == 1 and table["x"].at.line == 2


@pytest.mark.parametrize("goes_on", [False, True])
def test_what_a_tree_is_asked_once_is_kept_for_a_further_tree_alone(goes_on: bool) -> None:
    asked: list[str] = []
    (file,) = Facts(Snapshot.of("-- a.py --\nx = 1\n"), Config().rules, Earlier(goes_on=goes_on)).get(Files)

    def answer(file: File) -> int:
        asked.append(file.path)
        return 7

    assert (file.asked(answer), file.asked(answer)) == (7, 7)
    assert len(asked) == (1 if goes_on else 2)


@pytest.mark.parametrize("goes_on", [False, True])
def test_what_a_source_gives_is_kept_as_far_as_it_was_asked_for(goes_on: bool) -> None:
    told: list[int] = []
    (file,) = Facts(Snapshot.of("-- a.py --\nx = 1\n"), Config().rules, Earlier(goes_on=goes_on)).get(Files)

    def numbers(source: Source, most: int) -> Iterator[int]:
        for n in range(most):
            told.append(n)
            yield n

    assert next(iter(Source(file).each(numbers, 3))) == 0 and told == [0]
    assert [*Source(file).each(numbers, 3)] == [*Source(file).each(numbers, 3)] == [0, 1, 2]
    assert len(told) == (3 if goes_on else 7)
    assert [*Source(file).each(numbers, 2)] == [0, 1]


def test_what_ended_in_an_error_ends_so_for_the_next_who_asks() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    kept = Kept(broken)
    for _ in range(2):
        reader = iter(kept)
        assert next(reader) == 1
        with pytest.raises(ZeroDivisionError):
            next(reader)


def test_a_document_is_read_once_for_all_variables_even_where_no_text_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shelves, "__init__", lambda self, _: vars(self).update(texts=Shelf(0, 0), trees=Shelf(0, 0), nodes=Shelf(0, 0)))
    code = "".join(f'os.environ["SHOP_{n}"]\n' for n in range(50))
    snapshot = Snapshot.of(f"-- app.py --\nimport os\n{code}-- README.md --\n# Shop\n-- docs/a.md --\nSHOP_7\n")
    read: list[str] = []
    real = Files._read
    monkeypatch.setattr(Files, "_read", lambda self, file: read.append(file.path) or real(self, file))
    found = Facts(snapshot, Config().rules).get(Environment).variables
    assert [v.name for v in found if v.documented] == ["SHOP_7"] and len(found) == 50
    assert read.count("README.md") < 20
