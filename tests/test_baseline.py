"""A baseline: what it lists gates no more, whatever moved meanwhile; what is new gates; what it cannot be trusted with, it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readylint.baseline import Baseline, BaselineEntry, digest, of_bytes, written
from readylint.cli import main
from readylint.gating import IN_BASELINE
from readylint.judging import scan_snapshot
from readylint.model import Assessment, Report
from readylint.options import Options
from readylint.registry import load
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

NAME = "readylint.baseline.json"
RULES = tuple(r for r in load() if r.item.id in ("OBS006", "SEC018", "TST001", "REL005", "SEC001", "DOC007", "SEC021", "OBS003", "DOC001"))
MANIFEST = "flask==3.0\nrequests==2.31\n"
APP = '''import requests
from flask import Flask

app = Flask(__name__)


@app.route("/pay")
def pay():
    try:
        return charge()
    except Exception:
        pass


@app.route("/mail")
def mail():
    return requests.post("https://mail.example.org", json={"to": "ana", "text": "hello"})
'''
SWALLOWS = '''

@app.route("/new")
def new():
    try:
        return charge()
    except Exception:
        pass
'''


def app(folder: Path, **files: str) -> Path:
    return repository(folder / "r", {"app.py": APP, "requirements.txt": MANIFEST, **files})


def listed(root: Path, *options: str) -> Path:
    """A repository with its baseline written and committed."""
    assert main(["baseline", str(root), *options]) == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Baseline")
    return root


def changed(root: Path, **files: str) -> Report:
    """The report after a change."""
    for path, text in files.items():
        (root / path).write_text(text, "utf-8")
    git(root, "add", "-A")
    return judged(root)


def judged(root: Path, **options: object) -> Report:
    revision = options.get("revision")
    return scan_snapshot(Snapshot.open(root, revision=revision), RULES, Options(**options)).report  # type: ignore[arg-type]


def item(report: Report, id: str) -> Assessment:
    return next(a for a in report.assessments if a.item.id == id)


def new_of(report: Report) -> list[str]:
    """The items that gate."""
    return [a.item.id for a in report.assessments if a.verdict == "fail" and not a.accepted]


def test_what_is_listed_fails_on_and_gates_no_more(tmp_path: Path) -> None:
    report = judged(listed(app(tmp_path)))
    failing = item(report, "OBS006")
    assert (failing.verdict, failing.accepted, [f.accepted for f in failing.findings]) == ("fail", IN_BASELINE, [IN_BASELINE])
    assert item(report, "TST001").accepted == IN_BASELINE  # there is no test at all: nothing to point at
    assert new_of(report) == []
    assert report.decision.outcome == "conditional_go"
    assert report.baseline and (report.baseline.new, report.baseline.stale) == (0, ())


def test_a_low_rate_of_known_failures_is_a_condition_and_no_no_go(tmp_path: Path) -> None:
    root = app(tmp_path)
    assert judged(root).decision.outcome == "no_go"
    decision = judged(listed(root)).decision
    assert decision.outcome == "conditional_go"
    assert decision.pass_rate is not None and decision.pass_rate < 0.5  # shown as it is


REFORMATTED = APP.replace("'", '"').replace('json={"to": "ana", "text": "hello"})', '\n        json={"to": "ana", "text": "hello"},\n    )')
SURVIVES = {
    "moved lines": APP.replace("import requests\n", "import json\nimport requests\n\n\nX = json\n"),
    "other functions around it": APP.replace("@app.route(\"/pay\")", "def charge():\n    return 1\n\n\n@app.route(\"/pay\")"),
    "another name of its function": APP.replace("def pay", "def pay_now").replace("def mail", "def send"),
    "another signature": APP.replace("def pay()", "def pay(amount=1)").replace("def mail()", "def mail(\n    to=1,\n    text=2,\n)"),
    "one indentation more": "if True:\n" + "".join(f"    {line}\n" if line else "\n" for line in APP.splitlines()),
    "tabs": APP.replace("    ", "\t"),
    "Windows' ends of lines": APP.replace("\n", "\r\n"),
    "a call on several lines": REFORMATTED,
}  # fmt: skip


@pytest.mark.parametrize("how", SURVIVES)
def test_it_survives(how: str, tmp_path: Path) -> None:
    report = changed(listed(app(tmp_path)), **{"app.py": SURVIVES[how]})
    assert item(report, "REL005").findings
    assert new_of(report) == []
    assert report.baseline and all("OBS006" in stale for stale in report.baseline.stale)


def test_it_follows_a_renamed_file(tmp_path: Path) -> None:
    root = listed(app(tmp_path))
    (root / "shop").mkdir()
    git(root, "mv", "app.py", "shop/server.py")
    assert new_of(judged(root)) == []
    staged = scan_snapshot(Snapshot.open(root, index=True), RULES, Options(index=True)).report
    assert new_of(staged) == []
    git(root, "commit", "-qm", "Move")
    assert new_of(judged(root, revision="HEAD")) == []


def test_it_follows_a_moved_file_where_git_cannot_tell(tmp_path: Path) -> None:
    root = listed(app(tmp_path))
    report = json.loads((root / NAME).read_text("utf-8"))
    entries = tuple(BaselineEntry(**e) for e in report["entries"])
    (root / "shop").mkdir()
    git(root, "mv", "app.py", "shop/app.py")
    assert new_of(changed(root, **{NAME: written(Baseline(entries, "0" * 40))})) == []  # a shallow clone does not have it


def test_a_newer_base_image_is_the_same_failure(tmp_path: Path) -> None:
    docker = "ARG X=1\nFROM python:3.11-slim\nCOPY . .\nCMD [\"flask\", \"run\"]\n"
    root = listed(app(tmp_path, Dockerfile=docker))
    report = changed(root, Dockerfile=docker.replace("3.11-slim", "3.13.1-slim-bookworm"))
    assert item(report, "SEC021").accepted == IN_BASELINE


def test_a_new_one_gates_and_is_told_apart(tmp_path: Path) -> None:
    report = changed(listed(app(tmp_path)), **{"app.py": APP + SWALLOWS})
    failing = item(report, "OBS006")
    assert failing.accepted == "" and failing.reason.endswith("; 1 new, 1 in the baseline")
    assert [(f.location.line, f.accepted) for f in failing.findings if f.location] == [(24, ""), (11, IN_BASELINE)]  # the new one first
    assert report.baseline and report.baseline.new == 1


def test_one_mended_here_hides_no_new_one_there(tmp_path: Path) -> None:
    mended = APP.replace("    except Exception:\n        pass", "    except OSError:\n        raise")
    same_file = changed(listed(app(tmp_path / "a")), **{"app.py": mended + SWALLOWS})
    assert new_of(same_file) == ["OBS006"]
    assert same_file.baseline and [s.partition(" ")[0] for s in same_file.baseline.stale] == ["OBS006"]
    other = changed(listed(app(tmp_path / "b")), **{"app.py": mended, "more.py": "from app import app, charge\n" + SWALLOWS.replace("new", "pay")})
    assert new_of(other) == ["OBS006"]


def test_it_counts_occurrences(tmp_path: Path) -> None:
    twice = "import requests\n\n\ndef both(url):\n    requests.get(url)\n    requests.get(url)\n    return 1\n"
    root = listed(app(tmp_path, **{"twice.py": twice + "\n\nboth(1)\n"}))
    before = [f for f in item(judged(root), "REL005").findings if f.location and f.location.path == "twice.py"]
    report = changed(root, **{"twice.py": twice.replace("    return 1", "    requests.get(url)\n    return 1") + "\n\nboth(1)\n"})
    assert len(before) == 2
    assert item(report, "REL005").reason.endswith("; 1 new, 3 in the baseline")


def test_what_is_gone_is_stale_and_pruned_with_nothing_let_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = listed(app(tmp_path))
    report = changed(root, **{"app.py": APP.replace("        pass", "        raise") + "\n# TODO: think\n"})
    assert report.baseline and "OBS006 app.py" in [s.split(":")[0] for s in report.baseline.stale]
    assert "DOC007" in new_of(report)
    before = of_bytes((root / NAME).read_bytes())
    assert main(["baseline", str(root), "--prune", "--no-history"]) == 0
    after = of_bytes((root / NAME).read_bytes())
    assert {e.item for e in before.entries} - {e.item for e in after.entries} == {"OBS006", "DOC007"}
    assert {e.item for e in after.entries} <= {e.item for e in before.entries}
    assert "0 more" in capsys.readouterr().out


def test_blockers_stay_out_unless_they_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "SECRET_KEY = 'zIFvf" + "pArTRZHLT8Kqq2'\n"
    root = listed(app(tmp_path, **{"settings.py": key}))
    assert "left out, since blockers are mended or waived" in capsys.readouterr().err
    assert not of_bytes((root / NAME).read_bytes()).blockers
    assert judged(root).decision.blockers == ("SEC001",)
    listed(root, "--include-blockers")
    report = judged(root)
    assert report.baseline and report.baseline.blockers
    assert (report.decision.blockers, item(report, "SEC001").accepted) == ((), IN_BASELINE)


def test_a_blocker_in_a_file_that_may_not_list_any_counts_for_nothing(tmp_path: Path) -> None:
    key = "SECRET_KEY = 'zIFvf" + "pArTRZHLT8Kqq2'\n"
    root = listed(app(tmp_path, **{"settings.py": key}), "--include-blockers")
    known = of_bytes((root / NAME).read_bytes())
    report = changed(root, **{NAME: written(Baseline(known.entries, known.revision, False))})
    assert report.decision.blockers == ("SEC001",)


def test_one_edited_by_hand_counts_for_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = listed(app(tmp_path))
    text = (root / NAME).read_text("utf-8")
    for edited in (
        text.replace('"path": "app.py"', '"path": "other.py"', 1),
        text.replace('"blockers": false', '"blockers": true'),
        text.replace('"digest": "sha256:', '"digest": "sha256:0'),
    ):
        assert edited != text
        report = changed(root, **{NAME: edited})
        assert report.baseline and "edited by hand" in report.baseline.why
        assert all(not a.accepted for a in report.assessments)
    assert main(["scan", str(root), "--no-history", "--no-cache", "-q"]) == 1
    assert f"{NAME} counts for nothing: it was edited by hand" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 1}', "\0", '{"schema": "x", "entries": [[[[' + "[" * 5000])
def test_what_is_no_baseline_counts_for_nothing(text: str) -> None:
    assert of_bytes(text.encode()).why
    assert of_bytes(text.encode()).entries == ()


def test_layout_and_order_are_free() -> None:
    entries = (BaselineEntry("A", "a.py", "", "m", "1-2-3-4-5-6"), BaselineEntry("B", message="none found"))
    text = written(Baseline(entries, "f" * 40))
    told = json.loads(text)
    again = json.dumps({**told, "entries": told["entries"][::-1]})
    assert of_bytes(again.encode()).why == ""
    assert digest("", False, entries) != digest("", True, entries)


def test_only_a_tracked_one_counts(tmp_path: Path) -> None:
    root = app(tmp_path)
    assert main(["baseline", str(root)]) == 0
    report = judged(root)
    assert report.baseline and "git does not track it" in report.baseline.why
    assert report.decision.outcome == "no_go"


def test_isolated_ignores_it_and_a_revision_has_its_own(tmp_path: Path) -> None:
    root = listed(app(tmp_path))
    assert judged(root, isolated=True).baseline is None
    assert judged(root, revision="HEAD~1").baseline is None
    at = judged(root, revision="HEAD").baseline
    assert at and at.matched


def test_another_place_is_named_in_the_configuration(tmp_path: Path) -> None:
    root = app(tmp_path, **{"readylint.toml": 'baseline = "quality/known.json"\n'})
    lacking = judged(root).baseline
    assert lacking and "it is not there" in lacking.why
    (root / "quality").mkdir()
    listed(root)
    found = judged(root).baseline
    assert found and (found.path, found.why) == ("quality/known.json", "")


def test_it_writes_through_no_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = app(tmp_path)
    (root / NAME).symlink_to(tmp_path / "elsewhere")
    assert main(["baseline", str(root), "--no-history"]) == 2
    assert "is a link, or outside the repository" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


def test_a_secret_of_the_history_is_known_by_its_value(tmp_path: Path) -> None:
    keys = ["SECRET_KEY = 'zIFvf" + "pArTRZHLT8Kqq2'\n", "API_KEY = 'Kqw9v" + "Z0pLmNs71xxRt3'\n"]
    root = repository(tmp_path / "r", {"settings.py": keys[0], "app.py": APP, "requirements.txt": MANIFEST}, {"settings.py": "x = 1\n"})
    rules = tuple(r for r in load() if r.item.id == "SEC002")
    listed(root, "--include-blockers")

    def secrets() -> Assessment:
        return item(scan_snapshot(Snapshot.open(root), rules, Options()).report, "SEC002")

    assert secrets().accepted == IN_BASELINE
    (root / "settings.py").write_text(keys[1] + "\n" * 3)
    git(root, "commit", "-qam", "Another", date="2025-01-01T00:00:00+00:00")
    assert [bool(f.accepted) for f in secrets().findings] == [False, True]


def test_no_history_makes_nothing_of_it_stale(tmp_path: Path) -> None:
    key = "SECRET_KEY = 'zIFvf" + "pArTRZHLT8Kqq2'\n"
    root = repository(tmp_path / "r", {"settings.py": key, "app.py": APP, "requirements.txt": MANIFEST}, {"settings.py": "x = 1\n"})
    listed(root, "--include-blockers")
    rules = tuple(r for r in load() if r.item.id == "SEC002")
    report = scan_snapshot(Snapshot.open(root), rules, Options(history=False)).report
    assert report.baseline and report.baseline.stale == ()
    assert main(["baseline", str(root), "--prune", "--no-history"]) == 0
    assert any(e.of_history for e in of_bytes((root / NAME).read_bytes()).entries)


def test_a_waived_failure_is_left_to_its_waiver(tmp_path: Path) -> None:
    waiver = '[[waive]]\nitem = "OBS006"\nby = "Ana"\nreason = "until the rewrite"\nexpires = 2026-12-01\n'
    root = listed(app(tmp_path, **{"readylint.toml": waiver}))
    assert "OBS006" not in {e.item for e in of_bytes((root / NAME).read_bytes()).entries}


def test_reports_show_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = listed(app(tmp_path))
    changed(root, **{"app.py": APP + SWALLOWS})
    capsys.readouterr()
    ask = ["scan", str(root), "--no-history", "--no-cache", "--isolated"][:-1]
    main(ask)
    text = capsys.readouterr().out
    assert f"The baseline  {NAME}" in text and "1 new" in text
    main([*ask, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["baseline"]["counts"], told["baseline"]["new"]) == (True, 1)
    findings = next(i for i in told["items"] if i["id"] == "OBS006")["findings"]
    assert [f["accepted"] for f in findings] == [None, IN_BASELINE]
    assert all(f["trace"].count("-") == 5 for f in findings)
    main([*ask, "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert {r["baselineState"] for r in results} == {"new", "unchanged"}
    assert [r["baselineState"] for r in results if r["ruleId"] == "OBS006"] == ["unchanged", "new"]


SERVER = 'const app = require("express")()\napp.get("/", (q, s) => s.json({{}}))\napp.listen({port})\n'
HEALTHY = 'app.get("/healthz", (q, s) => s.json({}))\n'
NODE = '{"dependencies": {"express": "4.19.2"}, "scripts": {"start": "node server.js"}}'


def service(name: str, port: int) -> dict[str, str]:
    return {f"{name}/package.json": NODE, f"{name}/server.js": SERVER.format(port=port), f"{name}/Dockerfile": 'FROM node:22\nCMD ["npm", "start"]\n'}


def test_what_a_service_lacks_is_known_for_that_service(tmp_path: Path) -> None:
    rules = tuple(r for r in load() if r.item.id == "REL001")
    root = listed(repository(tmp_path / "r", {**service("shop", 80), **service("mail", 81)}), "--include-blockers", "--no-history")

    def health(**files: str) -> Assessment:
        for path, text in files.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(text)
        git(root, "add", "-A")
        return item(scan_snapshot(Snapshot.open(root), rules, Options(history=False)).report, "REL001")

    assert (health().verdict, health().accepted, health().absent) == ("fail", IN_BASELINE, ("mail", "shop"))
    mended = health(**{"shop/server.js": SERVER.format(port=80) + HEALTHY})
    assert mended.accepted == IN_BASELINE and mended.of("mail").accepted == IN_BASELINE
    third = health(**service("pay", 82))
    assert (third.accepted, third.of("mail").accepted, third.of("pay").accepted) == ("", IN_BASELINE, "")
    assert third.reason.endswith("; 1 new, 1 in the baseline")


def test_a_second_service_is_new_beside_the_first(tmp_path: Path) -> None:
    rules = tuple(r for r in load() if r.item.id == "REL001")
    root = listed(repository(tmp_path / "r", service("shop", 80)), "--include-blockers", "--no-history")
    for path, text in service("mail", 81).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    git(root, "add", "-A")
    report = scan_snapshot(Snapshot.open(root), rules, Options(history=False)).report
    assert item(report, "REL001").reason.endswith("; 1 new, 1 in the baseline")
    assert report.decision.blockers == ("REL001",)
