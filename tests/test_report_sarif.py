"""SARIF: the schema, Microsoft's validator, GitHub's profile, and what each finding becomes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from readylint.model import Assessment, Report
from readylint.report.sarif import document, sarif, uri
from readylint.report.sources import SourceText
from tests.github_profile import github_profile
from tests.multitool import errors
from tests.sample_report import CLEAN, EMPTY, FILES, HISTORY, REPORT, found, text_of

REPORTS = {"failing": REPORT, "clean": CLEAN, "empty": EMPTY}
LOGS = {name: document(report, text_of) for name, report in REPORTS.items()}
LOGS["all that can be asked for"] = document(REPORT, text_of, category="shop", suppressed=True)
LOG = document(REPORT, text_of)
RESULTS: list[dict[str, Any]] = LOG["runs"][0]["results"]


def of(id: str) -> list[dict[str, Any]]:
    return [r for r in RESULTS if r["ruleId"] == id]


def place(result: dict[str, Any]) -> tuple[str, int]:
    where = result["locations"][0]["physicalLocation"]
    return where["artifactLocation"]["uri"], where["region"]["startLine"]


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_it_is_valid_under_the_schema(log: dict[str, Any]) -> None:
    import jsonschema

    schema = json.loads(Path(__file__).with_name("schemas").joinpath("sarif-2.1.0.json").read_text("utf-8-sig"))
    assert [e.message for e in jsonschema.Draft7Validator(schema).iter_errors(log)] == []


def test_microsofts_validator_finds_no_error(tmp_path: Path) -> None:
    for name, log in LOGS.items():
        path = tmp_path / f"{name}.sarif"
        path.write_text(json.dumps(log), "utf-8")
        assert errors(path) == []


def test_microsofts_validator_is_listened_to(tmp_path: Path) -> None:
    broken = copy.deepcopy(LOG)
    del broken["runs"][0]["results"][0]["locations"]
    path = tmp_path / "broken.sarif"
    path.write_text(json.dumps(broken), "utf-8")
    assert errors(path) != []


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_github_takes_it(report: Report) -> None:
    assert github_profile(document(report, text_of), FILES) == []


def _location(log: Any) -> Any:
    return log["runs"][0]["results"][-1]["locations"][0]["physicalLocation"]


def _rule(log: Any) -> Any:
    return next(r for r in log["runs"][0]["tool"]["driver"]["rules"] if r["id"] == "SEC002")


DEFECTS: dict[str, Callable[[Any], object]] = {
    "no uri": lambda log: _location(log)["artifactLocation"].update(uri=""),
    "absolute uri": lambda log: _location(log)["artifactLocation"].update(uri="file:///tmp/x"),
    "not in the tree": lambda log: _location(log)["artifactLocation"].update(uri="gone.py"),
    "line outside": lambda log: _location(log)["region"].update(startLine=900, endLine=900),
    "no region": lambda log: _location(log).pop("region"),
    "no location": lambda log: log["runs"][0]["results"][-1].update(locations=[]),
    "no fingerprint": lambda log: log["runs"][0]["results"][0].pop("partialFingerprints"),
    "unknown rule": lambda log: log["runs"][0]["results"][-1].update(ruleId="ZZZ999"),
    "wrong index": lambda log: log["runs"][0]["results"][-1].update(ruleIndex=0),
    "no message": lambda log: log["runs"][0]["results"][0]["message"].update(text=" "),
    "severity a number": lambda log: _rule(log)["properties"].update({"security-severity": 9.5}),
    "severity a word": lambda log: _rule(log)["properties"].update({"security-severity": "high"}),
    "too many tags": lambda log: _rule(log)["properties"].update(tags=["security", *map(str, range(25))]),
    "no help": lambda log: _rule(log)["help"].update(markdown=""),
    "a long description": lambda log: _rule(log)["fullDescription"].update(text="x" * 1025),
    "a rule twice": lambda log: log["runs"][0]["tool"]["driver"]["rules"].append(copy.deepcopy(_rule(log))),
    "not successful": lambda log: log["runs"][0]["invocations"][0].update(executionSuccessful=False),
    "a clock": lambda log: log["runs"][0]["properties"].update(at="2026-11-20T12:00:00Z"),
    "not sorted": lambda log: log["runs"][0]["results"].reverse(),
    "one alert twice": lambda log: log["runs"][0]["results"].insert(0, copy.deepcopy(log["runs"][0]["results"][0])),
    "a link to nowhere": lambda log: log["runs"][0]["results"][0]["message"].update(text="see [here](7)"),
    "suppressed": lambda log: log["runs"][0]["results"][0].update(suppressions=[{"kind": "inSource"}]),
    "two runs": lambda log: log["runs"].append(copy.deepcopy(log["runs"][0])),
}


@pytest.mark.parametrize("spoil", DEFECTS.values(), ids=DEFECTS)
def test_the_profile_sees_what_others_miss(spoil: Callable[[Any], object]) -> None:
    log = copy.deepcopy(LOG)
    spoil(log)
    assert github_profile(log, FILES) != []


def test_every_rule_is_listed_and_only_failures_are_results() -> None:
    assert [r["id"] for r in LOG["runs"][0]["tool"]["driver"]["rules"]] == sorted(a.item.id for a in REPORT.assessments)
    assert {r["ruleId"] for r in RESULTS} == {a.item.id for a in REPORT.assessments if a.verdict == "fail"}
    assert {r["ruleId"]: r["level"] for r in RESULTS} == {
        "OPS001": "warning", "REL001": "error", "SEC002": "error", "SEC009": "warning", "SEC021": "warning", "TST003": "warning",
    }


def test_a_clean_repository_has_an_empty_list() -> None:
    run = document(CLEAN, text_of)["runs"][0]
    assert run["results"] == []
    assert run["properties"]["passes"] == [{"id": "TST001", "evidence": ["requirements.txt:1"]}]
    assert run["properties"]["decision"]["decision"] == "go"


def test_an_absence_stands_where_its_fix_would() -> None:
    assert [place(r) for r in of("SEC021")] == [("Dockerfile", 1)]
    assert [place(r) for r in of("OPS001")] == [("README.md", 1)]
    assert of("OPS001")[0]["properties"]["tags"] == ["repository-level"]
    assert "Repository-level" in of("OPS001")[0]["message"]["text"]


def test_the_failing_service_is_named_and_its_own_file_found() -> None:
    assert [place(r) for r in of("REL001")] == [("worker/package.json", 1)]
    assert "worker" in of("REL001")[0]["message"]["text"]


def test_an_absence_keeps_its_fingerprints_when_the_file_changes() -> None:
    moved = document(REPORT, lambda path: f"# new first line\n{text_of(path)}" if text_of(path) is not None else None)
    (user,) = (r for r in moved["runs"][0]["results"] if r["ruleId"] == "SEC021")
    assert user["partialFingerprints"] == of("SEC021")[0]["partialFingerprints"]


def test_what_stood_in_a_file_that_is_gone_names_commit_and_path() -> None:
    gone, still = of("SEC002")
    assert place(gone) == ("requirements.txt", 1)
    assert "config/production.env:12" in gone["message"]["text"]
    assert "4f5a1c09be of 2023-04-01" in gone["message"]["text"]
    assert gone["partialFingerprints"]["readylint/v1"] == "gone-1"
    assert place(still) == ("shop/views.py", 2)


def test_findings_of_one_rule_on_one_line_are_one_result() -> None:
    on_line_5 = [r for r in of("SEC009") if place(r) == ("shop/views.py", 5)]
    assert len(on_line_5) == 1
    assert "A second part" in on_line_5[0]["message"]["text"]


def test_suppressed_findings_are_left_out() -> None:
    assert ("shop/views.py", 30) not in [place(r) for r in RESULTS]
    only = Assessment(HISTORY, "fail", "x", findings=(found("contradicts", "x", "README.md", 1, suppressed="known"),))
    assert document(replace(REPORT, assessments=(only,)), text_of)["runs"][0]["results"] == []


def test_a_path_is_percent_encoded() -> None:
    assert ("shop/mit%20leerzeichen/%C3%BCbersicht.py", 3) in [place(r) for r in of("SEC009")]
    assert uri("a:b#c?d%.py") == "a%3Ab%23c%3Fd%25.py"
    assert uri(b"caf\xe9.py".decode("utf-8", "surrogateescape")) == "caf%E9.py"


def test_a_place_outside_its_file_is_brought_inside() -> None:
    far = Assessment(HISTORY, "fail", "x", findings=(found("contradicts", "x", "README.md", 900),))
    log = document(replace(REPORT, assessments=(far,)), text_of)
    assert github_profile(log, FILES) == []


def test_the_scanned_repository_makes_no_links() -> None:
    bad = Assessment(HISTORY, "fail", "x", findings=(found("contradicts", "[click](https://example.com)", "README.md", 1),))
    assert "](" not in sarif(replace(REPORT, assessments=(bad,)), text_of)


def test_unread_files_are_told_and_the_run_succeeded() -> None:
    (invocation,) = LOG["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is True
    places = [n["locations"][0]["physicalLocation"] for n in invocation["toolExecutionNotifications"] if "locations" in n]
    told = [p["artifactLocation"]["uri"] for p in places]
    assert told == ["logo.png", "a%20b.bin", "notes.txt"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert sarif(REPORT, text_of) == sarif(replace(REPORT, assessments=REPORT.assessments[::-1]), text_of)


GREETINGS = "e9496ae3ebfced30 fb7c023a8b9ccb3f ce8ba1a563dcdaca e20e36e16fcb0cc8 b3edc88f2938467e c8e28b0b4002a3a0 c129715d7a2bc9a3"
HASHES = {  # from the tests of GitHub's own upload action
    "": "c129715d7a2bc9a3:1",
    " a\nb\n  \t\tc\n d": "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1",
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End": (
        "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1"
    ),
    " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n": GREETINGS.replace(" ", ":1 ") + ":1",
    " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n": GREETINGS.replace(" ", ":1 ") + ":1",
    "Lorem ipsum dolor sit amet.\n" * 10: (
        "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6"
        " a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1"
    ),
    "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n": (
        "e54938cc54b302f1:1 bb609acbe9138d60:1 1131fd5871777f34:1 5c482a0f8b35ea28:1 54517377da7028d2:1 2c644846cb18d53e:1"
        " f1b89f20de0d133:1 c129715d7a2bc9a3:1"
    ),
}


@pytest.mark.parametrize(("text", "hashes"), HASHES.items())
def test_a_lines_hash_is_githubs(text: str, hashes: str) -> None:
    source = SourceText(text)
    assert " ".join(source.line_hash(n) for n in range(1, len(source.lines) + 1)) == hashes


@given(st.text(alphabet=st.characters(codec=None)), st.integers(-5, 50), st.integers(-5, 50), st.none() | st.integers(-5, 50))
def test_any_text_has_regions_and_hashes(text: str, line: int, column: int, end: int | None) -> None:
    source = SourceText(text)
    region = source.region(line, column, end)
    assert 1 <= region["startLine"] <= region["endLine"] <= len(source.lines)
    assert source.line_hash(region["startLine"])
