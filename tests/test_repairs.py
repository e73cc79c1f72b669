"""Fixes: each mends its example, once, and the verdict with it; what is written where, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from readylint.cli import main
from readylint.engine import Scan
from readylint.fixes import FIXES, module, proposed
from readylint.fixes.edit import Edit, Hunk, Proposal, apart, applied
from readylint.fixes.logged_prints import UNSET
from readylint.fixes.skeletons import MARK
from readylint.judging import scan_snapshot
from readylint.notation import scripted
from readylint.options import Options
from readylint.registry import load
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

MODULES = sorted(set(FIXES.values()))


def tree_of(text: str) -> dict[str, str]:
    """The files of an example, by path."""
    return {path: data.decode() for commit in scripted(text.lstrip("\n")) for path, data in commit.files.items()}


def notation(tree: dict[str, str]) -> str:
    """The files as a repository with a little history, so that rules about it can tell."""
    files = "".join(f"-- {path} --\n{text}" for path, text in tree.items())
    return f"{files}== 2026-01-01 Begin ==\n-- NOTES --\nlater\n== 2026-01-02 Notes ==\n"


def scanned(tree: dict[str, str], *items: str) -> Scan:
    return scan_snapshot(Snapshot.of(notation(tree)), load(), Options(select=items))


def mend(tree: dict[str, str], *items: str) -> tuple[dict[str, str], list[Proposal]]:
    """The files after every fix of some items, and the fixes."""
    scan = scanned(tree, *items)
    every, crashed = proposed(scan.report, scan.facts)
    assert crashed == []
    taken, left = apart(every)
    assert left == []
    paths = dict.fromkeys(p.edit.path for p in taken)
    return {**tree, **{path: applied(tree.get(path, ""), [p.edit for p in taken if p.edit.path == path]) for path in paths}}, taken


def verdict(tree: dict[str, str], item: str) -> str:
    return next(a.verdict for a in scanned(tree, item).report.assessments if a.item.id == item)


@pytest.mark.parametrize("item", sorted(FIXES))
def test_a_fix_mends_its_example_once_and_its_verdict_with_it(item: str) -> None:
    before, after = tree_of(module(item).BEFORE), tree_of(module(item).AFTER)
    mended, _ = mend(before, item)
    assert {path: text for path, text in mended.items() if before.get(path) != text} == after
    assert mend(mended, item)[0] == mended
    assert verdict(before, item) == "fail"
    filled = tree_of(getattr(module(item), "FILLED", ""))
    assert (verdict(mended, item) == "fail") == bool(filled)
    assert not filled or verdict({**before, **filled}, item) == "pass"


@pytest.mark.parametrize("item", [i for i in sorted(FIXES) if hasattr(module(i), "FILLED")])
def test_a_skeleton_is_no_evidence_before_it_is_filled_in(item: str) -> None:
    before, after, filled = (tree_of(getattr(module(item), name)) for name in ("BEFORE", "AFTER", "FILLED"))
    marked = {path: f"{text}\n{MARK}\n" for path, text in filled.items()}
    unmarked = {path: text.replace(MARK, "") for path, text in after.items()}
    assert verdict({**before, **marked}, item) == "fail"
    assert verdict({**before, **unmarked}, item) == "fail"
    everything = {a.item.id: a.verdict for a in scanned(before).report.assessments}
    assert {a.item.id: a.verdict for a in scanned({**before, **after}).report.assessments} == everything


@pytest.mark.parametrize("name", MODULES)
def test_what_a_fix_writes_can_be_read(name: str) -> None:
    import libcst

    item = next(i for i, m in FIXES.items() if m == name)
    for path, text in mend(tree_of(module(item).BEFORE), item)[0].items():
        if path.endswith((".yml", ".yaml")):
            yaml.safe_load(text)
        elif path.endswith(".py"):
            libcst.parse_module(text)


SOFT = {
    "app.py": 'print("hello")\n',
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n        continue-on-error: true\n",
}
CI = ".github/workflows/ci.yml"


def test_fix_writes_what_is_safe_and_nothing_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    assert main(["fix", str(root), "TST003"]) == 0
    assert "continue-on-error" not in (root / CI).read_text()
    assert capsys.readouterr().out == f"{CI}: a failing test fails the pipeline (TST003)\n"
    git(root, "commit", "-qam", "Fix")
    assert main(["fix", str(root), "TST003"]) == 0
    assert git(root, "status", "--porcelain") == ""


def test_diff_changes_nothing_and_git_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    assert main(["fix", str(root), "TST003", "--diff"]) == 1
    assert git(root, "status", "--porcelain") == ""
    (tmp_path / "patch").write_text(capsys.readouterr().out)
    git(root, "apply", str(tmp_path / "patch"))
    git(root, "commit", "-qam", "Fix")
    assert main(["fix", str(root), "TST003", "--diff"]) == 0
    assert capsys.readouterr().out == ""


def test_a_scan_can_show_the_patch_in_the_place_of_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    shown = ["scan", str(root), "--select", "TST003", "--no-progress", "--diff", "--report", f"json={tmp_path / 'report.json'}"]
    for _ in range(2):  # the second could be recalled, and a patch wants more than a report
        assert main(shown) == 1  # the gate's, as without --diff
        told = capsys.readouterr()
        assert told.out.startswith(f"diff --git a/{CI} b/{CI}\n") and "Partial run" in told.err
    assert '"TST003"' in (tmp_path / "report.json").read_text()
    assert git(root, "status", "--porcelain") == ""
    (tmp_path / "patch").write_text(told.out)
    git(root, "apply", str(tmp_path / "patch"))
    git(root, "commit", "-qam", "Fix")
    assert main(shown) == 0
    assert capsys.readouterr().out == ""


def test_a_patch_of_a_revision_is_that_of_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    git(root, "tag", "v1")
    (root / CI).write_text("on: push\n")
    main(["scan", str(root), "--select", "TST003", "--rev", "v1", "--diff", "--no-progress"])
    assert "-        continue-on-error: true\n" in capsys.readouterr().out


def test_a_new_file_as_a_patch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(tree_of(module("OPS003").BEFORE)))
    main(["fix", str(root), "OPS003", "--diff"])
    (tmp_path / "patch").write_text(capsys.readouterr().out)
    git(root, "apply", str(tmp_path / "patch"))
    assert (root / ".github/dependabot.yml").read_text() == tree_of(module("OPS003").AFTER)[".github/dependabot.yml"]


def test_a_changed_file_is_left_alone_unless_forced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    mine = SOFT[CI] + "# mine\n"
    (root / CI).write_text(mine)
    assert main(["fix", str(root), "TST003"]) == 1
    assert (root / CI).read_text() == mine
    assert "differs from the last commit" in capsys.readouterr().err
    assert main(["fix", str(root), "TST003", "--force"]) == 0
    assert (root / CI).read_text() == mine.replace("        continue-on-error: true\n", "")


def test_line_ends_encoding_and_mode_stay(tmp_path: Path) -> None:
    root = repository(tmp_path / "shop", dict(SOFT))
    text = SOFT[CI].replace("on: push", "# caf\u00e9\non: push").replace("\n", "\r\n")
    (root / CI).write_bytes(text.encode("latin-1"))
    (root / CI).chmod(0o755)
    git(root, "commit", "-qam", "Windows")
    assert main(["fix", str(root), "TST003"]) == 0
    assert (root / CI).read_bytes() == text.replace("        continue-on-error: true\r\n", "").encode("latin-1")
    assert (root / CI).stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_nothing_is_written_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = tree_of(module("OPS003").BEFORE)
    del tree[CI]
    root = repository(tmp_path / "shop", dict(tree))
    (tmp_path / "outside").mkdir()
    (root / ".github").symlink_to(tmp_path / "outside")
    assert main(["fix", str(root), "OPS003"]) == 1
    assert list((tmp_path / "outside").iterdir()) == []
    assert "its folder is a link" in capsys.readouterr().err


def test_a_file_that_git_does_not_know_is_never_overwritten(tmp_path: Path) -> None:
    root = repository(tmp_path / "shop", dict(tree_of(module("OPS003").BEFORE)))
    (root / ".github/dependabot.yml").write_text("mine\n")
    assert main(["fix", str(root), "OPS003", "--force"]) == 1
    assert (root / ".github/dependabot.yml").read_text() == "mine\n"


@pytest.mark.parametrize("path", ["../x", "a/../../x", ".git/config", "a//b", "/etc/x", "a/.GIT/hooks/x", "C:/x", "a\\..\\b"])
def test_no_path_leads_out_of_the_repository(tmp_path: Path, path: str) -> None:
    from readylint.writing import Refused, WorkTree

    with pytest.raises(Refused):
        WorkTree(str(tmp_path), None, force=True).write(path, [Edit(path, (Hunk(0, 0, ("x",)),), "", creates=True)], b"")


def test_an_item_without_a_fix_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["fix", str(tmp_path), "OBS007"]) == 2
    assert "there is no fix for OBS007" in capsys.readouterr().err


def test_edits_that_cross_wait_for_the_next_run() -> None:
    one, other = (Proposal((id,), Edit("a", (Hunk(start, 3, (id,)),), "")) for id, start in (("A", 1), ("B", 2)))
    both = Proposal(("C",), Edit("a", (Hunk(1, 1, ("C",)),), ""))
    assert apart([one, other, both]) == ([one, both], [other])
    assert applied("0\n1\n2\n3", [one.edit, both.edit]) == "0\nC\nA\n3"


def suggestions(item: str, **files: str) -> list[str]:
    """Why the fixes of an item's example are suggestions ("" where they are none), with some more files in it."""
    more = {name.replace("__", "."): text for name, text in files.items()}
    scan = scanned({**tree_of(module(item).BEFORE), **more}, item)
    return [p.edit.doubt for p in proposed(scan.report, scan.facts)[0]]


def spelled(item: str, tree: dict[str, str]) -> dict[str, str]:
    """What the fix of an item changes in a tree."""
    after, _ = mend(tree, item)
    return {path: text for path, text in after.items() if tree.get(path) != text}


FLASK = "import requests\nfrom flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("call", "fixed"),
    [
        ("requests.get(url,)", "requests.get(url, timeout=60,)"),
        ("requests.get(\n    url\n)", "requests.get(\n    url,\n    timeout=60\n)"),
        ("requests.get(\n    url  # where\n)", "requests.get(\n    url,  # where\n    timeout=60\n)"),
        ("requests.get(url, params={\n    'a': 1,\n})", "requests.get(url, params={\n    'a': 1,\n}, timeout=60)"),
        ("x = requests.get(requests.get(url).text)", "x = requests.get(requests.get(url, timeout=60).text, timeout=60)"),
    ],
)
def test_a_timeout_is_put_in_where_a_person_would(call: str, fixed: str) -> None:
    assert spelled("REL005", {"app.py": FLASK + call + "\n"}) == {"app.py": FLASK + fixed + "\n"}


@pytest.mark.parametrize(
    "code",
    [
        "from sqlalchemy.orm import Session\nsession = Session()\nsession.get(User, 1)\n",  # another library's
        "session = requests.Session()\ndef other(session):\n    return session.get('name')\n",  # another name's
        "requests = object()\nrequests.get('x')\n",
        "requests.get('x' if True els 'y')\n",  # not Python
    ],
)
def test_what_may_be_no_call_of_requests_is_left_alone(code: str) -> None:
    assert spelled("REL005", {"app.py": FLASK + code}) == {}


def test_tests_that_replace_requests_make_it_a_suggestion() -> None:
    (doubt,) = suggestions("REL005", test_app__py="import requests\ndef test(monkeypatch):\n    monkeypatch.setattr(requests, 'get', fake)\n")
    assert doubt.startswith("test_app.py replaces")


def test_an_example_file_that_is_there_is_added_to_and_no_value_is_ever_written() -> None:
    tree = tree_of(module("DOC003").BEFORE) | {".env.example": "OTHER=1"}
    assert spelled("DOC003", tree) == {".env.example": "OTHER=1\n\n# app.py\n# DATABASE_URL=\n# PORT_TO_USE="}
    strict = suggestions("DOC003", package__json='{"dependencies": {"dotenv-safe": "9"}}')
    assert strict == ["dotenv-safe stops the app where a variable of this file is not set"]


def test_dependabot_is_told_what_it_lacks() -> None:
    there = 'version: 2\nupdates:\n- package-ecosystem: "github-actions"\n  directory: /\n  schedule: {interval: weekly}\n'
    tree = tree_of(module("SEC015").BEFORE) | {".github/dependabot.yml": there}
    (text,) = spelled("SEC015", tree).values()
    assert [u["package-ecosystem"] for u in yaml.safe_load(text)["updates"]] == ["github-actions", "npm", "pip"]
    assert text.startswith(there)
    assert spelled("SEC015", {**tree, ".github/dependabot.yml": there + "registries: {}\n"}) == {}


def test_what_a_build_wants_is_not_kept_out_of_it() -> None:
    tree = tree_of(module("DEP011").BEFORE)
    tree |= {"node_modules/mine/index.js": "1\n", "setup.py": "use_scm_version={}, setup_requires=['setuptools_scm']\n"}
    (text,) = spelled("DEP011", tree).values()
    lines = text.split("\n")
    assert "**/node_modules" not in lines  # tracked
    assert ".git" not in lines  # the version comes from it
    tree["Dockerfile"] = tree["Dockerfile"].replace("RUN npm ci", "RUN cp .github/x . && . ./.env && npm ci")
    (text,) = spelled("DEP011", tree).values()
    assert ".github" not in text and "**/.env\n" not in text
    assert suggestions("DEP011", server__js="require('dotenv').config()\nrequire('express')().listen(3000)\n")[0].startswith("server.js reads .env")
    tree["api/Dockerfile"] = tree.pop("Dockerfile")
    assert list(spelled("DEP011", tree)) == ["api/Dockerfile.dockerignore"]


WEB = "FROM python:3.13-slim\nCOPY app.py .\n"


@pytest.mark.parametrize(
    ("dockerfile", "told"),
    [
        (WEB + 'EXPOSE 8000\nCMD ["gunicorn", "app:app"]\n', [""]),
        (WEB + "EXPOSE 8080\nCMD gunicorn app:app -c conf.py\n", ["that it listens on 8080 is said by EXPOSE alone"]),
        (WEB + "EXPOSE 8080\nCMD gunicorn app:app -b :8000\n", []),  # which of the two?
        (WEB + "CMD gunicorn app:app -b unix:/run/web\n", []),
        (WEB.replace("python:3.13-slim", "example.org/base:1") + 'EXPOSE 8000\nCMD ["gunicorn", "app:app"]\n', []),  # with what to ask?
        (WEB + 'EXPOSE 8000\nCMD ["gunicorn", "app:app"]\nHEALTHCHECK NONE\n', []),
    ],
)
def test_a_healthcheck_is_added_where_it_would_hold(dockerfile: str, told: list[str]) -> None:
    assert suggestions("DEP012", Dockerfile=dockerfile) == told


def test_a_healthcheck_asks_a_route_that_answers_127_0_0_1() -> None:
    app = tree_of(module("DEP012").BEFORE)["app.py"]
    assert "may refuse" in suggestions("DEP012", app__py=app + "Talisman(app)\n")[0]
    assert suggestions("DEP012", app__py=app.replace("/healthz", "/orders")) == []


@pytest.mark.parametrize(
    ("dockerfile", "told", "user"),
    [
        ("FROM node:24\nCOPY . .\nCMD node .\n", "files that it writes", "USER node\nCMD node .\n"),
        ("FROM node:24\nCOPY --chown=node . .\nEXPOSE 80\nCMD node .\n", "a port like 80", "USER node\nCMD node .\n"),
        ("FROM node:24\nCOPY --chown=node . .\nUSER root\nCMD node .\n", "USER root is written", "USER node\nCMD node .\n"),
        ("FROM python:3.13\nCOPY . .\nCMD x\n", "files", "RUN useradd --system --no-create-home --uid 10001 app\nUSER 10001\nCMD x\n"),
        ("FROM golang:1.25 AS b\nCOPY . .\nFROM scratch\nCOPY --from=b /x /\nCMD x\nRUN y\n", "files", "CMD x\nRUN y\nUSER 65532:65532\n"),
    ],
)
def test_a_user_is_a_suggestion_where_files_may_be_roots(dockerfile: str, told: str, user: str) -> None:
    (doubt,) = suggestions("SEC021", Dockerfile=dockerfile)
    assert doubt.startswith(told)
    assert spelled("SEC021", tree_of(module("SEC021").BEFORE) | {"Dockerfile": dockerfile})["Dockerfile"].endswith(user)


HEAD = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "code",
    [
        "def logger(): pass\nprint('x')\n",  # the name is taken
        "from rich import print\nprint('x')\n",
        "def print(x): pass\nprint('x')\n",
        "logging = None\nprint('x')\n",
        "print('')\nprint('=====')\n",
        "import sys\nprint('x', file=sys.stderr)\nprint()\nprint(*sys.argv)\nprint('x', sep='')\n",
        "print 'x'\n",  # Python 2
        "password = 'x'\nprint(password)\n",  # a log keeps it
        "import sys\nprint('x')\nrun(sys.argv[1])\n",  # somebody typed that
    ],
)
def test_a_print_that_no_logger_can_take_stays(code: str) -> None:
    assert spelled("OBS001", {"app.py": HEAD + code}) == {}


def test_the_logger_of_the_module_is_used() -> None:
    there = "import logging as log\n" + HEAD + "LOG = log.getLogger('shop')\n"
    assert spelled("OBS001", {"app.py": there + "print('100%', 1)\n"}) == {"app.py": there + "LOG.info(\"%s %s\", '100%', 1)\n"}


def test_logging_for_print_is_safe_once_logging_is_configured() -> None:
    assert suggestions("OBS001") == [UNSET]
    assert suggestions("OBS001", start__py="import logging\nlogging.basicConfig(level='INFO')\n") == [""]
    assert suggestions("OBS001", start__py="import logging\nlogging.basicConfig(level='ERROR')\n") == [UNSET]


def test_names_of_items_and_the_path_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "shop", dict(SOFT), {"docs/x.py": "x = 1\n"})
    monkeypatch.chdir(root)
    assert main(["fix", "docs", "--diff"]) == 0  # the category
    assert main(["fix", "tests", "--diff"]) == 1
    assert main(["fix", "./docs", "ci-blocks-on-failure", "--diff"]) == 1  # what is at the root counts there too
    assert main(["fix", "no/such", "TST003"]) == 2
    assert main(["fix", "TST03"]) == 2
    assert "did you mean 'TST003'" in capsys.readouterr().err


def test_a_folder_without_git_is_changed_only_by_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".github/workflows").mkdir(parents=True)
    for path, text in SOFT.items():
        (tmp_path / path).write_text(text)
    assert main(["fix", str(tmp_path), "TST003"]) == 1
    assert (tmp_path / CI).read_text() == SOFT[CI]
    assert "in no git repository" in capsys.readouterr().err
    assert main(["fix", str(tmp_path), "TST003", "--force"]) == 0
    assert (tmp_path / CI).read_text() != SOFT[CI]


def test_a_suggestion_is_shown_with_its_reason_and_not_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = tree_of(module("OBS001").BEFORE)
    root = repository(tmp_path / "shop", dict(tree))
    assert main(["fix", str(root), "OBS001"]) == 0
    shown = capsys.readouterr().out
    assert UNSET in shown
    assert "+import logging" in shown
    assert git(root, "status", "--porcelain") == ""
    assert main(["fix", str(root), "OBS001", "--unsafe-fixes"]) == 0
    assert (root / "app.py").read_text() == tree_of(module("OBS001").AFTER)["app.py"]


def test_a_patch_does_nothing_to_a_terminal_or_a_ci_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SOFT[CI].replace("- run: pytest", "- run: pytest # \x1b[31m\n      # ##[group] x\n      # ok")
    root = repository(tmp_path / "shop", {**SOFT, CI: text.replace("\x1b", "\u202e")})
    assert main(["fix", str(root), "TST003", "--diff"]) == 1
    shown = capsys.readouterr().out
    assert "\u202e" not in shown
    assert "##[" not in shown
