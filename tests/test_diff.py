"""What a change did to readiness: verdicts, failures new and gone, the decision; and a gate that looks at what is new alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readylint.cli import main
from readylint.comparison import Side, compare
from readylint.matching import Newer
from readylint.report.compared import markdown
from readylint.report.page import Screen
from tests.repositories import git, repository
from tests.test_baseline import APP, MANIFEST, SWALLOWS

TESTED = {"tests/test_app.py": "from app import pay\n\n\ndef test_pay():\n    assert pay() is None\n"}
START: dict[str, str | None] = {"app.py": APP, "requirements.txt": MANIFEST, **TESTED}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(list(arguments))
    return code, capsys.readouterr().out


def of_json(capsys: pytest.CaptureFixture[str], root: Path, old: str = "HEAD~1", new: str = "HEAD") -> tuple[int, dict[str, Any]]:
    code, out = told(capsys, "diff", old, new, "--repo", str(root), "--format", "json", "--no-history")
    return code, json.loads(out)


def changed(folder: Path, *commits: dict[str, str | None]) -> Path:
    return repository(folder / "r", START, *commits)


def test_nothing_changed_is_no_worse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, diff = of_json(capsys, changed(tmp_path, {"NOTES.txt": "x\n"}))
    assert (code, diff["worse"], diff["verdicts"], diff["findings"]) == (0, False, [], {"new": [], "gone": []})


def test_an_item_that_fails_now_and_passed_is_worse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path, {"tests/test_app.py": None})
    code, diff = of_json(capsys, root)
    verdicts = {v["id"]: (v["before"], v["after"], v["direction"]) for v in diff["verdicts"]}
    assert (code, diff["worse"], verdicts["TST001"]) == (1, True, ("pass", "fail", "worse"))
    code, back = of_json(capsys, root, "HEAD", "HEAD~1")
    assert (code, back["worse"]) == (0, False)
    code, text = told(capsys, "diff", "HEAD~1", "HEAD", "--repo", str(root), "--no-history")
    assert "Got worse" in text and "TST001  An automated test suite exists: pass -> fail" in text


def test_failures_come_and_go_by_what_recognises_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved = "# head\n\n" + APP.replace("return requests.post", "return requests.put") + SWALLOWS
    _, diff = of_json(capsys, changed(tmp_path, {"app.py": moved}))
    assert [(f["id"], f["line"]) for f in diff["findings"]["new"]] == [("REL005", 19), ("OBS006", 26)]
    assert [(f["id"], f["line"]) for f in diff["findings"]["gone"]] == [("REL005", 17)]


def test_a_renamed_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path, {"app.py": None, "server.py": APP, "tests/test_app.py": TESTED["tests/test_app.py"].replace("app", "server", 1)})
    code, diff = of_json(capsys, root)
    assert (code, diff["findings"]) == (0, {"new": [], "gone": []})


def test_two_reports_are_compared_like_their_revisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path, {"app.py": None, "server.py": "import os\n" + APP + SWALLOWS, "tests/test_app.py": None})
    sides = []
    for revision in ("HEAD~1", "HEAD"):
        sides.append(str(tmp_path / f"{revision}.json"))
        main(["scan", str(root), "--rev", revision, "--no-history", "--no-cache", "--format", "json", "-o", sides[-1]])
    _, ours = of_json(capsys, root)
    _, theirs = of_json(capsys, root, *sides)
    assert {k: v for k, v in theirs.items() if k not in ("old", "new")} == {k: v for k, v in ours.items() if k not in ("old", "new")}


def test_the_work_tree_is_the_newer_side_unless_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path)
    (root / "app.py").write_text(APP + SWALLOWS)
    _, out = told(capsys, "diff", "HEAD", "--repo", str(root), "--format", "json", "--no-history")
    diff = json.loads(out)
    assert (diff["new"]["name"], len(diff["findings"]["new"])) == ("the work tree", 1)


def test_an_inconclusive_side_is_no_comparison(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "r", {"README.md": "# Shop\n"}, START)
    code, diff = of_json(capsys, root)
    assert (code, diff["inconclusive"]) == (3, True)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": "readylint/1", "items": "x"}', '{"schema": "sarif"}'])
def test_what_is_no_report_is_a_usage_error(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "old.json"
    file.write_text(text)
    assert main(["diff", str(file), str(file)]) == 2
    assert "it is no JSON report, which `readylint scan --format json -o FILE` writes" in capsys.readouterr().err


def test_an_unknown_revision_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nowhere", "HEAD", "--repo", str(changed(tmp_path))]) == 2
    assert "no such revision: nowhere" in capsys.readouterr().err


def test_markdown_takes_nothing_of_the_repository_for_markup() -> None:
    evil = "[x](http://evil.example) @team <img src=x> `a` | b\n# head"
    side = Side(evil, "go", "90%", (), ())
    shown = markdown(compare(side, side, Newer()), Screen())
    assert not any(part in shown for part in ("[x](", "@team", "<img", "://", "\n# head"))


def test_since_gates_on_what_is_new_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path, {"app.py": "import os\n" + APP})
    ask = ("scan", str(root), "--no-history", "--no-cache", "--format", "json")
    code, out = told(capsys, *ask, "--since", "HEAD~1")
    whole = json.loads(out)
    assert (code, whole["since"]["new"], whole["decision"]["decision"]) == (0, [], "no_go")
    assert told(capsys, *ask)[0] == 1
    (root / "app.py").write_text("import os\n" + APP + SWALLOWS)
    code, out = told(capsys, *ask, "--since", "HEAD")
    assert (code, [(n["id"], n["line"]) for n in json.loads(out)["since"]["new"]]) == (0, [("OBS006", 25)])  # medium
    assert told(capsys, *ask, "--since", "HEAD", "--fail-severity", "medium")[0] == 1
    assert told(capsys, *ask, "--since", "HEAD", "--fail-severity", "medium", "--fail-on", "never")[0] == 0
    code, text = told(capsys, "scan", str(root), "--no-history", "--no-cache", "--since", "HEAD~1", "-q", "--fail-severity", "medium")
    assert code == 1 and "New since HEAD~1" in text and "app.py:25" in text


def test_since_sees_what_is_newly_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path, {"tests/test_app.py": None})
    code, out = told(capsys, "scan", str(root), "--no-history", "--no-cache", "--format", "json", "--since", "HEAD~1")
    assert code == 1
    assert [n["path"] for n in json.loads(out)["since"]["new"] if n["id"] == "TST001"] == [None]


def test_since_holds_both_trees_against_the_same_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(
        tmp_path / "r",
        {**START, "lib/more.py": SWALLOWS, "readylint.toml": '[paths]\nexclude = ["lib/**"]\n'},
        {"readylint.toml": None},
    )
    _, out = told(capsys, "scan", str(root), "--no-history", "--no-cache", "--format", "json", "--since", "HEAD~1")
    assert json.loads(out)["since"]["new"] == []


def test_a_secret_committed_since_is_new_though_a_branch_holds_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "SECRET_KEY = 'zIFvf" + "pArTRZHLT8Kqq2'\n"
    old = "API_KEY = 'Kqw9v" + "Z0pLmNs71xxRt3'\n"
    root = changed(tmp_path, {"old.py": old}, {"old.py": "x = 1\n"}, {"settings.py": key}, {"settings.py": "x = 1\n"})
    ask = ("scan", str(root), "--select", "SEC002", "--no-cache", "--format", "json")
    code, out = told(capsys, *ask, "--since", "HEAD~2")
    assert (code, [n["path"] for n in json.loads(out)["since"]["new"]]) == (1, ["settings.py"])
    assert told(capsys, *ask, "--since", "HEAD~1")[0] == 0


def test_since_a_revision_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(tmp_path)
    assert main(["scan", str(root), "--since", "origin/main"]) == 2
    assert "--since: no such revision: origin/main" in capsys.readouterr().err
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))
    assert main(["scan", str(clone), "--since", "HEAD~1"]) == 2
    assert "in a shallow clone: fetch it" in capsys.readouterr().err
