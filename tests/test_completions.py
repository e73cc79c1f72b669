"""What a shell offers: the scripts are read by the shells themselves where they are there, and bash is asked."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from readylint.cli import main

EMPTY = "''"


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completions", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = script(shell, capsys)
    assert all(word in said for word in ("no-secrets-in-history", "SEC002", "conditional_go", "baseline", "fail-on"))
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([shell, "-n", "/dev/stdin"], input=said, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_what_bash_offers(capsys: pytest.CaptureFixture[str]) -> None:
    said = script("bash", capsys)
    cases = {
        "ex": "explain",
        "explain SEC00": "SEC001 SEC002",
        "explain no-secrets": "no-secrets-in-tree no-secrets-in-history",
        "scan --fail-s": "--fail-severity",
        "scan --format sa": "sarif",
        "scan --select relia": "reliability",
        "config s": "show schema",
        "config show --profile ": "launch strict advisory",
    }
    ask = "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _shtab_readylint; echo \"${COMPREPLY[*]}\"\n"
    asked = "".join(f"COMP_WORDS=(readylint {line if line[-1] != ' ' else line + EMPTY}); {ask}" for line in cases)
    done = subprocess.run(["bash", "--norc"], input=f"{said}\n{asked}", text=True, capture_output=True, check=True)
    offered = dict(zip(cases, done.stdout.splitlines(), strict=True))
    assert [line for line, wanted in cases.items() if not set(wanted.split()) <= set(offered[line].split())] == []
