"""A pack of rules in a package of its own: found by its entry point, judged, shown, and its examples run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = """
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "acme-rules"
version = "1.0"

[project.entry-points."readylint.rules"]
acme = "acme_rules"

[tool.setuptools]
packages = ["acme_rules", "acme_rules.docs"]
package-data = {"*" = ["*.toml"]}
"""
RULE = '''
id = "ACM001"
title = "An owner is named"
severity = "low"
applies = "http"
pass = "a CODEOWNERS file"
fail = "none"
why = "Somebody must answer."
fix = "Add CODEOWNERS."

[[require]]
file = ["CODEOWNERS", ".github/CODEOWNERS"]
says = "owners are named"

[[example]]
name = "named"
is = "pass"
repo = """
-- CODEOWNERS --
* @acme/shop
"""

[[example]]
name = "nobody"
is = "fail"
repo = """
-- a.py --
x = 1
"""

[[example]]
name = "no server"
is = "na"
repo = """
-- lib.py --
x = 1
"""
'''


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that a wheel with a pack is installed in."""
    work, target = tmp_path_factory.mktemp("pack"), tmp_path_factory.mktemp("site-packages")
    for name, text in {"pyproject.toml": PROJECT, "acme_rules/__init__.py": "", "acme_rules/docs/__init__.py": "",
                       "acme_rules/docs/owners-named.toml": RULE}.items():  # fmt: skip
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text)
    for command in (
        ["build", "--wheel", "--no-isolation", "--outdir", "dist", "."],
        ["pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target), "--find-links", "dist", "acme-rules"],
    ):
        done = subprocess.run([sys.executable, "-m", *command], cwd=work, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]
    return target


def readylint(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(installed)))}
    return subprocess.run([sys.executable, "-m", "readylint", *arguments], env=environment, capture_output=True, text=True)


def test_a_pack_is_found_by_its_entry_point(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "CODEOWNERS").write_text("* @acme/shop\n")
    (tmp_path / "requirements.txt").write_text("flask==3.0.0\n")
    (tmp_path / "app.py").write_text('from flask import Flask\n\napp = Flask(__name__)\n\n@app.get("/")\ndef home():\n    return {}\n')
    told = json.loads(readylint(installed, "scan", str(tmp_path), "--format", "json", "--select", "ACM001").stdout)
    found = {item["id"]: item["verdict"] for item in told["items"]}
    assert found["ACM001"] == "pass" and len(found) == 115
    assert "An owner is named" in readylint(installed, "rules").stdout
    assert "Somebody must answer" in readylint(installed, "explain", "owners-named").stdout


def test_its_examples_run_on_the_command_line_and_under_pytest(installed: Path, tmp_path: Path) -> None:
    done = readylint(installed, "rules", "test", str(installed / "acme_rules"))
    assert (done.returncode, done.stdout) == (0, "3 of 3 examples are judged as they expect\n")
    rule = installed / "acme_rules" / "docs" / "owners-named.toml"
    (tmp_path / "docs").mkdir()
    broken = tmp_path / "docs" / "broken.toml"
    broken.write_text(rule.read_text().replace("* @acme/shop", "", 1).replace("-- CODEOWNERS --", "-- OWNERS --"))
    done = readylint(installed, "rules", "test", str(broken))
    assert done.returncode == 1 and "ACM001-named: pass is expected, fail was said" in done.stdout
    tests = tmp_path / "test_pack.py"
    tests.write_text(f"from readylint.testing import examples\n\ntest_example = examples({str(rule)!r})\n")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert "3 passed" in done.stdout, done.stdout


def test_a_pack_that_is_missing_or_clashes_is_said(tmp_path: Path) -> None:
    info = tmp_path / "site-packages" / "acme-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[readylint.rules]\nacme = acme_rules\n")
    done = readylint(info.parent, "rules")
    assert done.returncode == 2 and "'acme_rules' is no package that is installed" in done.stderr
    clash = info.parent / "acme_rules" / "docs"
    clash.mkdir(parents=True)
    (clash.parent / "__init__.py").write_text("")
    (clash / "owners-named.toml").write_text(RULE.replace("ACM001", "DOC001"))
    done = readylint(info.parent, "rules")
    assert done.returncode == 2 and "id DOC001 is also that of" in done.stderr
