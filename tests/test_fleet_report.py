"""The report on a fleet in each format, and the difference between two of its runs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from readylint.arguments_fleet import REPORTS
from readylint.cli import main
from readylint.fleet import diff, report
from readylint.fleet.database import Fleet
from readylint.fleet.html import MOST, _data, html
from readylint.fleet.summary import Summary, summary
from readylint.fleet.teams import Teams
from tests.hostile import TEXTS
from tests.sample_fleet import FIRST, SECOND, SHOP, TOOL, fleet, row, write_report, write_run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fleet(tmp_path / "fleet")


def told(folder: Path, *teams: str, run: str = "") -> Summary:
    return summary(Fleet(str(folder), run), Teams(teams))


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *options: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["fleet", options[0], "--fleet", str(folder), *options[1:]]) == code
    return capsys.readouterr().out


def test_the_formats_are_those_of_the_command_line() -> None:
    assert tuple(report.FORMATS) == REPORTS


def test_the_worst_come_first(folder: Path) -> None:
    of = told(folder)
    assert [(r.repository, r.decision) for r in of.repositories] == [("acme/large", None), ("acme/shop", "no_go"), ("acme/tool", "go")]
    assert [(i.id, i.fail, i.passed, i.share) for i in of.items] == [
        ("SEC002", 1, 0, 100), ("OPS001", 1, 0, 100), ("SEC009", 1, 0, 100), ("TST003", 1, 0, 100), ("SEC021", 1, 0, 100),
    ]  # fmt: skip


def test_blockers_by_owner(folder: Path) -> None:
    now, before = told(folder), told(folder, run=FIRST)
    assert [(t.name, t.blockers, t.repositories, t.items) for t in now.teams] == [
        ("@acme/search", 1, 1, (("SEC002", 1),)), ("@acme/web", 1, 1, (("SEC002", 1),)),
    ]  # fmt: skip
    assert next((t.name, t.items) for t in before.teams) == ("@acme/all", (("REL001", 1),))


@pytest.mark.parametrize(
    ("lines", "teams"),
    [
        (["acme/* all of us"], ["all of us"]),
        (["acme/shop web team", "acme/* all"], ["all"]),
        (["acme/* all", "# acme/* nobody", "acme/sh*p shop"], ["shop"]),
        (["other/* x", "@acme/web web", "@acme/search web"], ["web"]),
        (["@acme/web\tweb"], ["@acme/search", "web"]),
    ],
)
def test_a_file_of_teams_says_otherwise(folder: Path, lines: list[str], teams: list[str]) -> None:
    assert [team.name for team in told(folder, *lines).teams] == teams


def test_blockers_of_nobody(tmp_path: Path) -> None:
    write_report(tmp_path, "a" * 24, SHOP | {"owners": {}})
    write_run(tmp_path, FIRST, [row("acme/shop", "a" * 24)])
    assert [(team.name, team.blockers) for team in told(tmp_path).teams] == [("nobody", 2)]


def test_a_waived_failure_is_not_counted(tmp_path: Path) -> None:
    waived = json.loads(json.dumps(SHOP))
    next(i for i in waived["items"] if i["id"] == "SEC021")["accepted"] = "waived until May"
    write_report(tmp_path, "a" * 24, waived)
    write_run(tmp_path, FIRST, [row("acme/shop", "a" * 24)])
    assert "SEC021" not in {item.id for item in told(tmp_path).items}


def test_the_trend_ends_with_the_run_that_is_told_of(folder: Path) -> None:
    now = told(folder)
    assert [(p.run, p.decisions, p.pass_rate, p.blockers) for p in now.trend] == [
        (FIRST, {"": 1, "no_go": 1}, 84, 2), (SECOND, {"": 1, "no_go": 1, "go": 1}, 92, 1),
    ]  # fmt: skip
    assert [p.run for p in told(folder, run=FIRST).trend] == [FIRST]


def test_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = asked(capsys, folder, "report")
    lead = "Fleet 3 repositories in run 20260201T000000Z, which did not come to its end: 1 without a report, 1 no-go, 1 go;"
    assert " ".join(text.split()).startswith(lead)
    titles = ["Decisions", "Without a report", "Blockers by team", "Worst items", "Trend", "Repositories"]
    assert [line for line in text.splitlines() if line in titles] == titles
    assert "  acme/large  out_of_memory  more than 2 GB" in text.splitlines()


def test_as_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(asked(capsys, folder, "report", "--format", "csv"))))
    assert [(r["repository"], r["decision"], r["pass_rate"], r["blockers"]) for r in rows] == [
        ("acme/large", "", "", ""), ("acme/shop", "no_go", "84", "SEC002"), ("acme/tool", "go", "100", ""),
    ]  # fmt: skip
    assert rows[1]["team"] == "'@acme/all"


def test_into_a_file_and_a_file_of_teams(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "teams").write_text("acme/* web\n")
    out = tmp_path / "report.md"
    assert asked(capsys, folder, "report", "--format", "markdown", "--teams", str(tmp_path / "teams"), "-o", str(out)) == ""
    assert "| web | 1 | 1 | SEC002 1 |" in out.read_text()
    (tmp_path / "teams").write_text("acme/*\n")
    asked(capsys, folder, "report", "--teams", str(tmp_path / "teams"), code=2)
    asked(capsys, folder, "report", "--teams", str(tmp_path / "none"), code=2)


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_repository_wrote_is_text_and_no_more(tmp_path: Path, text: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    write_report(tmp_path, "a" * 24, SHOP | {"owners": {"": [f"@{plain}"]}})
    write_run(tmp_path, FIRST, [row(f"acme/{plain}", "a" * 24), row(f"{plain}/x", None, "crashed", reason=plain)])
    of = told(tmp_path)
    page = html(of)
    assert page.count("<script") == 2 and page.count("</script") == 2
    assert not re.search(r"<(img|b|svg onload|a href=.javascript)\b", page.partition("<main>")[2].replace('<svg class="bar"', ""))
    assert json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]) == json.loads(_data(of.repositories))  # type: ignore[index]
    for form in ("text", "markdown", "csv"):
        said = report.FORMATS[form](of, report.Screen())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
        assert form != "markdown" or "<" not in re.sub(r"\\<", "", said)


def test_a_page_has_the_worst_and_counts_the_rest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readylint.fleet.html.MOST", 1)
    page = html(told(folder))
    assert MOST > 10_000
    assert "and 2 more, which stand better" in page and '[["acme/large"' in page
    assert html(told(folder)) == page


def test_what_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = asked(capsys, folder, "diff", FIRST)
    assert "0 repositories with the same report, 1 with another, 0 of them worse; 1 in one run only" in " ".join(text.split())
    made = json.loads(asked(capsys, folder, "diff", FIRST, SECOND, "--format", "json"))
    assert made["apart"] == [{"repository": "acme/tool", "it": "is new in the fleet"}]
    assert made["changed"] == [
        {
            "repository": "acme/shop", "worse": False, "decision": ["no_go", "no_go"], "pass_rate": ["84%", "84%"],
            "verdicts": [{"id": "REL001", "severity": "blocker", "before": "fail", "after": "pass", "direction": "better"}],
            "failures": {"new": 0, "gone": 1},
        }
    ]  # fmt: skip


def test_worse_is_the_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    third, fourth = "20260301T000000Z", "20260401T000000Z"
    write_run(folder, third, [row("acme/shop", "a" * 24), row("acme/tool", None, "crashed"), row("acme/large", "c" * 24)])
    markdown = asked(capsys, folder, "diff", SECOND, third, "--format", "markdown", code=1)
    assert "| acme/shop | no-go | 84% |  | " not in markdown
    assert "| acme/shop | no-go | 84% | REL001 |  | 1 | 0 |" in markdown
    assert "| acme/tool | has no report any more |" in markdown and "| acme/large | has a report now |" in markdown
    write_run(folder, fourth, [row("acme/other", None, "crashed")])
    asked(capsys, folder, "diff", third, fourth, code=3)
    asked(capsys, folder, "diff", third, third, code=2)


def test_a_decision_that_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worse = json.loads(json.dumps(TOOL))
    worse["decision"] |= {"decision": "no_go", "pass_rate": "40%"}
    write_report(tmp_path, "a" * 24, TOOL)
    write_report(tmp_path, "b" * 24, worse)
    write_run(tmp_path, FIRST, [row("acme/tool", "a" * 24)])
    write_run(tmp_path, SECOND, [row("acme/tool", "b" * 24)])
    text = asked(capsys, tmp_path, "diff", FIRST, code=1)
    assert "go -> no-go" in text and "100% -> 40%" in text and tuple(diff.FORMATS) == ("text", "json", "markdown")
