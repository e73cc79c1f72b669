"""The tables of a fleet: what they hold, that they are made once, and that nobody who asks can do more than ask."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from readylint.cli import main
from readylint.fleet.database import Fleet
from readylint.fleet.tables import refresh
from tests.hostile import TEXTS
from tests.sample_fleet import FIRST, SECOND, SHOP, fleet, row, write_report, write_run

PAGE = Path(__file__).parent.parent / "docs" / "fleet-tables.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fleet(tmp_path / "fleet")


def parts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in (folder / "tables").rglob("*.parquet")}


def test_the_tables_hold_what_the_reports_say(folder: Path) -> None:
    first = Fleet(str(folder), FIRST)
    assert first.rows("SELECT repository, outcome, decision, pass_rate, blockers, services, owners FROM repositories") == [
        ("acme/large", "out_of_memory", None, None, None, None, None),
        ("acme/shop", "scanned", "no_go", 84, ["SEC002", "REL001"], 2, ["@acme/all"]),
    ]
    assert first.rows("SELECT item, verdict, reason, findings, evidence FROM items") == [
        (i["id"], i["verdict"], i["reason"], len(i["findings"]), len(i["evidence"])) for i in SHOP["items"]
    ]
    assert first.rows("SELECT service, kind, decision, traits FROM services ORDER BY service") == [
        (s["name"], s["kind"], s["decision"]["decision"], [name for name, t in s["traits"].items() if t["present"]]) for s in SHOP["services"]
    ]
    assert first.rows("SELECT item, path, line, message, fingerprint FROM findings WHERE path IS NOT NULL") == [
        (i["id"], f["path"], f["line"], f["message"], f["fingerprint"]) for i in SHOP["items"] for f in i["findings"]
    ]


def test_what_fails_is_the_owners_of_its_place_or_the_repositorys(folder: Path) -> None:
    first = Fleet(str(folder), FIRST)
    owners = dict(first.rows("SELECT item, owners FROM items"))
    assert owners["SEC009"] == ["@acme/search", "@acme/web"] and owners["REL001"] == ["@acme/all"]
    assert first.rows("SELECT owners FROM findings WHERE path = 'shop/views.py' LIMIT 1") == [(["@acme/search", "@acme/web"],)]


def test_a_finding_fails_an_item_unless_it_is_suppressed(folder: Path) -> None:
    first = Fleet(str(folder), FIRST)
    assert first.rows("SELECT fails, count(*) FROM findings WHERE item = 'SEC009' GROUP BY ALL ORDER BY 1") == [(False, 1), (True, 9)]
    assert first.rows("SELECT service, path, message, fails FROM findings WHERE item = 'REL001'")[0][:2] == ("worker", None)


def test_plain_names_are_the_last_run_and_history_is_all(folder: Path) -> None:
    now = Fleet(str(folder))
    assert now.rows("SELECT count(*) FROM repositories") == [(3,)]
    assert now.rows("SELECT verdict FROM items WHERE item = 'REL001' AND repository = 'acme/shop'") == [("pass",)]
    asked = "SELECT run, verdict FROM history.items WHERE item = 'REL001' AND repository = 'acme/shop' ORDER BY run"
    assert now.rows(asked) == [(FIRST, "fail"), (SECOND, "pass")]
    assert now.rows("SELECT run, ended IS NULL, sources FROM runs ORDER BY run") == [(FIRST, False, 2), (SECOND, True, 3)]


def test_the_page_names_every_column(folder: Path) -> None:
    told = re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    documented = {name: re.findall(r"^\| `(\w+)` \| (\S+) \|", text, re.MULTILINE) for name, text in told}
    now = Fleet(str(folder))
    there = {name: [(r[0], r[1]) for r in now.rows(f"DESCRIBE {name}")] for name, in now.rows("SHOW TABLES")}
    assert documented == there


def test_a_part_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(folder)
    before = parts(folder)
    with monkeypatch.context() as patched:
        patched.setattr("readylint.fleet.tables.connect", None)
        refresh(folder)
    write_run(folder, "20260301T000000Z", [row("acme/shop", "a" * 24, "reused")])
    refresh(folder)
    after = parts(folder)
    assert {name: after[name] for name in before} == before
    assert sorted(name.split("/")[1] for name in after.keys() - before.keys()) == ["repositories"]


def test_made_anew_they_are_the_same(folder: Path) -> None:
    refresh(folder)
    before = parts(folder)
    for path in (folder / "tables").rglob("*.parquet"):
        path.unlink()
    refresh(folder)
    assert parts(folder) == before


def test_a_run_that_went_on_has_no_part_of_its_old_self(folder: Path) -> None:
    refresh(folder)
    shop, large = row("acme/shop", "b" * 24), row("acme/large", "c" * 24)
    write_run(folder, SECOND, [row("acme/tool", None, "killed"), shop, large])
    now = Fleet(str(folder))
    assert now.rows("SELECT repository, decision FROM repositories ORDER BY 1") == [("acme/large", "go"), ("acme/shop", "no_go"), ("acme/tool", None)]
    assert [name.split("-")[0] for name in sorted(parts(folder)) if "/items/" in name] == [f"tables/items/{FIRST}", f"tables/items/{SECOND}"]


@pytest.mark.parametrize("text", ["", "{", '{"schema": "readylint/1"}', "\x00", '"\\ud800"'])
def test_a_report_that_cannot_be_read_costs_its_own_rows(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reports" / f"{'c' * 24}.json").write_text(text)
    now = Fleet(str(folder))
    assert now.rows("SELECT repository, decision FROM repositories ORDER BY 1") == [("acme/large", None), ("acme/shop", "no_go"), ("acme/tool", None)]
    assert "not in the tables" in capsys.readouterr().err


def test_a_row_out_of_all_measure_costs_its_report(folder: Path) -> None:
    huge = json.loads(json.dumps(SHOP))
    huge["items"][0]["reason"] = "x" * 20_000_000
    write_report(folder, "c" * 24, huge)
    assert Fleet(str(folder)).rows("SELECT DISTINCT repository FROM items") == [("acme/shop",)]


def test_a_fleet_without_any_report_has_empty_tables(tmp_path: Path) -> None:
    write_run(tmp_path, FIRST, [row("acme/large", None, "timed_out")])
    now = Fleet(str(tmp_path))
    assert [now.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("repositories", "services", "items", "findings")] == [1, 0, 0, 0]
    write_run(tmp_path, SECOND, [])
    assert Fleet(str(tmp_path)).rows("FROM repositories") == []


def test_a_file_where_the_tables_are_to_be_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tables").write_text("")
    assert main(["fleet", "query", "--fleet", str(folder), "SELECT 1"]) == 2
    assert capsys.readouterr().err.startswith("readylint: the tables in ")


def test_what_a_process_that_was_killed_left_is_taken_away(folder: Path) -> None:
    refresh(folder)
    left = next((folder / "tables" / "items").iterdir()).with_suffix(".making")
    left.write_text("")
    refresh(folder)
    assert not left.exists()


@pytest.mark.parametrize("name", ["it's [a] *fleet*", "日本"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    assert Fleet(str(fleet(tmp_path / name))).rows("SELECT count(*) FROM findings") != [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY items TO '{folder}/tables/out.csv'", "COPY items TO '{folder}/out.csv'", "CREATE TABLE more AS FROM items", "DROP VIEW items",
        "INSERT INTO runs VALUES (1)", "SET memory_limit = '9GB'", "ATTACH '{folder}/x.db'", "INSTALL httpfs", "LOAD httpfs",
        "EXPLAIN ANALYZE COPY items TO '{folder}/out.csv'", "SELECT 1; DROP VIEW items", "", "EXPORT DATABASE '{folder}/out'",
        "SELECT * FROM read_text('{folder}/readylint-fleet.json')", "SELECT * FROM '{folder}/reports/*.json'", "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('https://example.org/x.csv')", "SELECT * FROM '{folder}/tables/../readylint-fleet.json'", "SELECT nothing FROM items",
    ],
)  # fmt: skip
def test_a_question_can_do_no_more_than_ask(folder: Path, sql: str, capsys: pytest.CaptureFixture[str]) -> None:
    refresh(folder)
    before = sorted(folder.rglob("*"))
    assert main(["fleet", "query", "--fleet", str(folder), sql.format(folder=folder)]) == 2
    assert sorted(folder.rglob("*")) == before
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1


def test_an_answer_in_each_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT repository, decision, pass_rate, blockers, repository FROM repositories ORDER BY 1"

    def asked(form: str) -> str:
        assert main(["fleet", "query", "--fleet", str(folder), "--format", form, sql]) == 0
        return capsys.readouterr().out

    assert asked("text").splitlines()[2:5] == [
        "acme/large                                 acme/large",
        "acme/shop   no_go            84  SEC002    acme/shop",
        "acme/tool   go              100            acme/tool",
    ]
    assert list(csv.reader(io.StringIO(asked("csv"))))[:3] == [
        ["repository", "decision", "pass_rate", "blockers", "repository_2"], ["acme/large", "", "", "", "acme/large"],
        ["acme/shop", "no_go", "84", "SEC002", "acme/shop"],
    ]  # fmt: skip
    assert json.loads(asked("json"))[1] == {"repository": "acme/shop", "decision": "no_go", "pass_rate": 84, "blockers": ["SEC002"], "repository_2": "acme/shop"}


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_repository_wrote_does_nothing(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = json.loads(json.dumps(SHOP))
    text = text.encode("utf-8", "replace").decode()
    hostile["items"][0]["reason"] = text
    write_report(tmp_path, "a" * 24, hostile)
    write_run(tmp_path, FIRST, [row(f"acme/{text}", "a" * 24, reason=text)])
    for form in ("text", "csv"):
        assert main(["fleet", "query", "--fleet", str(tmp_path), "--format", form, "SELECT reason, repository FROM items LIMIT 1"]) == 0
        told = capsys.readouterr().out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
        assert form == "text" or not re.search(r"^[=+@-]", told, re.MULTILINE)


def test_an_answer_without_end_is_cut_as_text_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["fleet", "query", "--fleet", str(folder), "SELECT range AS n FROM range(2500)"]
    assert main(asked) == 0
    assert capsys.readouterr().out.endswith("(the first 1,000 of 2,500 rows; --format csv or json has all)\n")
    assert main([*asked, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2500
    assert main([*asked[:-1], "SELECT 1 WHERE false", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_run_is_known_by_the_beginning_of_its_name(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = Fleet(str(folder))
    assert (now.find("202601").run, now.find("").run) == (FIRST, SECOND)
    for asked, said in ((["--run", "2026"], "more than one run"), (["--run", "x"], "no run 'x'")):
        assert main(["fleet", "report", "--fleet", str(folder), *asked]) == 2
        assert said in capsys.readouterr().err
    assert main(["fleet", "query", "--fleet", str(tmp_path), "SELECT 1"]) == 2
    assert "is no folder of a fleet" in capsys.readouterr().err


def test_the_order_in_which_repositories_end_changes_nothing(tmp_path: Path) -> None:
    def told(name: str, order: int) -> list[list[tuple[object, ...]]]:
        made = fleet(tmp_path / name)
        write_run(made, SECOND, [row("acme/tool", "c" * 24), row("acme/shop", "b" * 24), row("acme/large", None, "crashed")][::order])
        opened = Fleet(str(made))
        return [opened.rows(f"SELECT * FROM history.{table} ORDER BY ALL") for table in ("repositories", "services", "items", "findings")]

    assert told("a", 1) == told("b", -1)


def test_parts_are_of_a_thousand_reports(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readylint.fleet.tables.AT_ONCE", 1)
    counted = "SELECT repository, count(*) FROM history.items GROUP BY ALL ORDER BY ALL"
    of_one = Fleet(str(folder)).rows(counted)
    assert len([name for name in parts(folder) if "/items/" in name]) == 3
    monkeypatch.setattr("readylint.fleet.tables.AT_ONCE", 1000)
    assert Fleet(str(folder)).rows(counted) == of_one
    assert len([name for name in parts(folder) if "/items/" in name]) == 2
