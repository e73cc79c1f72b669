"""Wrong uses of the command line and the configuration, and what is said of each: in one line, what is wrong and what to do next.

A message that changes is changed here too, after reading it aloud.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from readylint.arguments import FORMATS
from readylint.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths, and the words of the system, are others there")
APP = 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "hello"\n'
KINDS = ", ".join(FORMATS)  # others come
LINES = {
    "": "missing: COMMAND (see readylint --help)",
    ".": "there is no command '.', did you mean 'scan .'? (see readylint --help)",
    "scna": "there is no command 'scna', did you mean 'scan'? (see readylint --help)",
    "--color always scan": "there is no option --color; options stand behind the command (see readylint --help)",
    "scan a b": "'b' is one argument too many (see readylint scan --help)",
    "scan nowhere": "no such path: nowhere; name the folder of a repository",
    "scan --formt json": "there is no option --formt, did you mean --format? (see readylint scan --help)",
    "scan --format jsn": f"argument --format: 'jsn' is none of {KINDS}, did you mean 'json'? (see readylint scan --help)",
    "scan --profile lunch": "argument --profile: 'lunch' is none of launch, strict, advisory, did you mean 'launch'? (see readylint scan --help)",
    "scan --as-of yesterday": "argument --as-of: 'yesterday' is no date like 2026-11-20 (see readylint scan --help)",
    "scan --as-of": "argument --as-of: expected one argument (see readylint scan --help)",
    "scan --rev v9": "no such revision: v9; `git branch -a` and `git tag` list what is here",
    "scan --rev v9 --staged": "scan: --rev and --staged name two trees: give one of them",
    "scan --since v9": "--since: no such revision: v9; `git branch -a` and `git tag` list what is here",
    "scan --select SEC0002": "no rule is called 'SEC0002', did you mean 'SEC002'?",
    "scan --select secruity": "no rule is called 'secruity', did you mean 'security'?",
    "scan --ignore nothing-like-it": "no rule is called 'nothing-like-it'; `readylint rules` lists them",
    "scan --service web": "no service is called 'web'; there are: shop",
    "scan --report xml=x": f"--report xml=x: FORMAT=PATH is wanted, with one of {KINDS}",
    "scan --report json": f"--report json: FORMAT=PATH is wanted, with one of {KINDS}",
    "scan -o no/such/x.json": "cannot write no/such/x.json: its folder does not exist: make it first",
    "scan -o .": "cannot write .: it is a folder: name a file",
    "scan --fail-on nogo": "argument --fail-on: 'nogo' is none of no_go, conditional_go, never, did you mean 'no_go'? (see readylint scan --help)",
    "scan --fail-severity critical": "argument --fail-severity: 'critical' is none of blocker, high, medium, low (see readylint scan --help)",
    "check": "check: name files, or say --staged",
    "check app.py --staged": "check: name files, or say --staged, not both",
    "check nowhere.py": "no such file: nowhere.py; name files of the repository, or say --staged",
    "check ../other.py": "../other.py is outside SHOP; check it in its own repository",
    "rules --format yaml": "argument --format: 'yaml' is none of text, json (see readylint rules --help)",
    "rules tests x": "there is no command 'tests', did you mean 'test'? (see readylint rules --help)",
    "rules test nowhere": "no such path: nowhere; name a rule file, or a folder of them",
    "explain": "missing: ID (see readylint explain --help)",
    "explain SEC0002": "no item is called 'SEC0002', did you mean 'SEC002'?",
    "explain no-secrets-in-histroy": "no item is called 'no-secrets-in-histroy', did you mean 'no-secrets-in-history'?",
    "explain SEC001 SEC002": "'SEC002' is one argument too many (see readylint explain --help)",
    "claims": "missing: FILE (see readylint claims --help)",
    "claims nowhere.md": "claims: cannot read nowhere.md: No such file or directory; name a Markdown document",
    "claims .": "claims: cannot read .: Is a directory; name a Markdown document",
    "fleet": "missing: COMMAND (see readylint fleet --help)",
    "fleet scna": "there is no command 'scna', did you mean 'scan'? (see readylint fleet --help)",
    "fleet scan": "missing: SOURCE, -o/--output (see readylint fleet scan --help)",
    "fleet scan . -o fleet --memory 2": "argument --memory: '2' is no size like 500M or 2G (see readylint fleet scan --help)",
    "fleet scan . -o fleet --timeout 0": "argument --timeout: '0' is no number, 1 or more (see readylint fleet scan --help)",
    "fleet scan . -o fleet --scheduler tcp://a:1 --workers 2": "fleet scan: --workers are those of this machine; a cluster has its own: leave out --workers or --scheduler",
    "fleet scan nowhere -o fleet": "fleet scan: nowhere: no such path",
    "fleet scan http://example.org/a.git -o fleet": "fleet scan: http://example.org/a.git: http is not fetched: only https, ssh, file are",
    "fleet scan . -o .": "fleet scan: . holds something else: name an empty folder, or that of a fleet",
    "fleet query": "missing: SQL (see readylint fleet query --help)",
    "fleet diff": "missing: OLD (see readylint fleet diff --help)",
    "manifest": "missing: verify (see readylint manifest --help)",
    "manifest verfy x": "there is no command 'verfy', did you mean 'verify'? (see readylint manifest --help)",
    "manifest verify": "missing: FILE (see readylint manifest verify --help)",
    "manifest verify nowhere.json": "cannot read nowhere.json: No such file or directory; `readylint scan --manifest FILE` writes one",
    "manifest verify app.py": "app.py: it is no manifest, which `readylint scan --manifest FILE` writes: Expecting value: line 1 column 1 (char 0)",
    "baseline nowhere": "no such path: nowhere; name the folder of a repository",
    "baseline --prune": "there is no SHOP/readylint.baseline.json to prune; without --prune it is written",
    "baseline --prune --include-blockers": "--prune takes nothing in, so --include-blockers has no use beside it",
    "diff": "missing: OLD (see readylint diff --help)",
    "diff v9": "no such revision: v9; `git branch -a` and `git tag` list what is here",
    "diff app.py": "app.py: it is no JSON report, which `readylint scan --format json -o FILE` writes: JSON is malformed: invalid character (byte 5)",
    "attest": "missing: ID (see readylint attest --help)",
    "attest OBS07": "no item is called 'OBS07', did you mean 'OBS007'?",
    "attest OBS007": "attest OBS007: --by, --expires or --days, --note or --evidence are missing",
    "attest OBS007 --days 0": "argument --days: '0' is no number of days, 1 or more (see readylint attest --help)",
    "attest OBS007 --by A --note x --days 9999": "attest OBS007: not written: it lasts longer than 366 days, which would be until DATE",
    "attest OBS007 --by A --note x --expires 2020-01-01": "attest OBS007: not written: it ended on 2020-01-01",
    "attest OBS007 --days 3 --expires 2027-01-01": "argument --expires: not allowed with argument --days (see readylint attest --help)",
    "waive SEC001 --by A --days 5": "waive SEC001: --reason is missing",
    "waive SEC001 --by A --days 5 --reason x --evidence y": "there is no option --evidence (see readylint waive --help)",
    "--verison": "there is no option --verison, did you mean --version? (see readylint --help)",
    "scan app.py": "not a folder: app.py; `readylint check app.py` judges a file",
    "scan --statistics --format json": "--statistics is of the text report; json has every item, to count as you like",
    "scan --diff --format json": "--diff stands in the place of the report: write that to a file, by --report FORMAT=PATH",
    "scan --staged=all": "argument --staged: takes no value, so not 'all' (see readylint scan --help)",
    "init nowhere": "no such path: nowhere; name the folder of a repository",
    "init --only hok": "--only: 'hok' is none of config, editor, hook, workflow, did you mean 'hook'?",
    "init --requirement 'ready lint'": "--requirement: 'ready lint' is nothing that pip installs, like 'readylint==0.1.0'",
    "config": "missing: show | update | schema (see readylint config --help)",
    "trend --tags --monthly": "argument --monthly: not allowed with argument --tags (see readylint trend --help)",
    "trend -n 0": "argument -n/--number: '0' is no number from 1 to 250 (see readylint trend --help)",
    "trend nowhere": "no such path: nowhere; name the folder of a repository",
    "trend --tags": "there is no tag of a version that matches '*'",
    "config shwo": "there is no command 'shwo', did you mean 'show'? (see readylint config --help)",
    "config show --ignore DOC999": "no rule is called 'DOC999'; `readylint rules` lists them",
    "config show --rev v9": "no such revision: v9; `git branch -a` and `git tag` list what is here",
    "completions": "missing: SHELL (see readylint completions --help)",
    "completions powershell": "argument SHELL: 'powershell' is none of bash, zsh, fish (see readylint completions --help)",
    "completions bsh": "argument SHELL: 'bsh' is none of bash, zsh, fish, did you mean 'bash'? (see readylint completions --help)",
}
SETTINGS = {
    'profil = "launch"': ":1: profil: unknown key, did you mean 'profile'?",
    'profile = "lunch"': ":1: profile: 'lunch' is none of launch, strict, advisory, did you mean 'launch'?",
    "profile = ": ": it is no TOML: Invalid value (at end of document)",
    "go_at = 0": ":1: go_at: a number above 0 and up to 1 is wanted",
    "go_at = 0.4": ":1: no_go_below: 0.5 is above go_at, 0.4",
    'min_items = "three"': ":1: min_items: a whole number above 0 is wanted",
    'preview = "yes"': ":1: preview: true or false is wanted",
    'fail_on = "go"': ":1: fail_on: 'go' is none of no_go, conditional_go, never",
    'required-version = ">=9"': ":1: required-version: readylint >=9 is wanted, and this is 0.1.0: pip install 'readylint>=9'",
    'required-version = "new"': ":1: required-version: 'new' is no list of versions like '>=0.2,<1'",
    'ignore = ["SEC001"]': ":1: ignore: SEC001 is a blocker, which cannot be switched off",
    'ignore = ["DOC999"]': ":1: ignore: no item is called 'DOC999'; `readylint rules` lists them",
    'ignore = "DOC007"': ":1: ignore: a list of texts is wanted",
    'hard_blockers = ["secruity"]': ":1: hard_blockers: no item is called 'secruity', did you mean 'security'?",
    "[weights]\nsecurty = 1": ":2: weights.securty: unknown key, did you mean 'security'?",
    "[[weights]]\nsecurity = 1": ":1: weights: a table is wanted",
    '[severity]\nSEC001 = "low"': ":2: severity.SEC001: SEC001 is a blocker, which cannot be made less; waive it, with a name and an end date",
    '[paths]\ntests = ["x"]': ":2: paths.tests: unknown key, did you mean 'test'?",
    '[service]\nroot = "."': ":1: service: write [[service]], one table for each",
    '[[service]]\nname = "x"': ':1: service: a service needs its root, "." for the whole repository',
    '[[service]]\nroot = "."\ntraits = ["htp"]': ":3: service.traits: 'htp' is none of app, http, api, ui, auth, db, sql, container, k8s, outbound, uploads, deps, did you mean 'http'?",
    '[[waive]]\nitem = "OBS007"': ":1: waive: its by, reason, expires are missing",
    '[[attest]]\nitem = "OBS007"\nby = "Ana"\non = 2026-01-01\nexpires = 2026-05-01': ":1: attest: a note or evidence is missing: what is it that you know?",
    '[[override]]\ndecision = "yes"': ":2: override.decision: 'yes' is none of go, conditional_go",
    'colour = "red"': ":1: colour: unknown key; there are required-version, extends, preview, profile, go_at, no_go_below, min_items, fail_on, ignore, hard_blockers, approvers, baseline, longest, weights, severity, paths, service, attest, waive, override",
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository with one commit, in a folder of its own."""
    root = tmp_path_factory.mktemp("wrong") / "shop"
    root.mkdir()
    (root / "app.py").write_text(APP)
    (root / "requirements.txt").write_text("flask==3.1\n")
    git = ["git", "-C", str(root), "-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "A shop"]):
        subprocess.run([*git, *command], check=True)
    return root


def said(capsys: pytest.CaptureFixture[str], root: Path) -> str:
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("readylint: ") and told.err.count("\n") == 1, told.err
    line = told.err.removeprefix("readylint: ").rstrip("\n").replace(str(root.resolve()), "SHOP")
    return re.sub(r"until 20[\d-]+", "until DATE", line)


@pytest.mark.parametrize("line", LINES)
def test_of_the_command_line(line: str, shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(shop)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    assert main(shlex.split(line)) == 2
    assert said(capsys, shop) == LINES[line]


@pytest.mark.parametrize("text", SETTINGS)
def test_of_the_configuration(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "readylint.toml").write_text(text)
    assert main(["config", "show", str(tmp_path)]) == 2
    assert said(capsys, tmp_path) == f"readylint.toml{SETTINGS[text]}"
