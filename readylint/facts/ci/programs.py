"""Builds written as programs (Cake, NUKE, FAKE, psake, Invoke-Build, Bullseye, Mage, Dagger): what they call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.ci.shell import Script
from readylint.facts.files import File, Files
from readylint.knowledge import regex

_STARTS = regex(r"^(?:dotnet\s+)?(?:cake|dotnet-cake|nuke|fake|Invoke-psake|Invoke-Build)\b(?P<rest>.*)", re.I | re.S)
_RUN = regex(r"^dotnet\s+run\s+(?:--project|-p)[= ]\S*(?:build|targets)\b", re.I)
_STEP = regex(r'(?P<at>)\bRun(?:Async)?\(\s*"dotnet",\s*\$?"(?P<verb>build|test|publish|pack|format)\b')  # SimpleExec's
_PIPELINES = regex(r"^(?:mage|dagger\s+(?:call|run|do)|go\s+run)\b(?P<rest>.*)", re.S)
_MODULES = ("magefile.go", "{magefiles,.dagger,dagger,ci}/**/*.{go,py,ts}")
_WORDS = regex(
    r'"(mix|npm|yarn|pnpm|bun|go|cargo|dotnet|rails|swift|flutter)",\s*"test"'
    r'|[\[(,]\s*"(pytest|rspec|phpunit|vitest|jest|gotestsum)"'
)
_NAMED = regex(r"\b(?:cake|nuke|psake|Invoke-Build|_build\.csproj|build\.fsx)\b", re.I)
_OTHER = regex(r"-{1,2}t(?:arget)?[= ][\"']?\w*(?:clean|docs?|lint|format|publish|push|release|deploy)", re.I)
_PROGRAMS = (
    "*.cake", "cake.cs", "build.fsx", "{build,_build,nukebuild,eng,targets}/**/*.cs", "psakefile.ps1", "*.build.ps1", "default.ps1",
)  # fmt: skip
_CALL = regex(
    r"^(?!\s*(?://|#)).*?\b(?:DotNet(?:Core)?(?:\.t|T)est(?:Project)?|XUnit2?|NUnit3?|VSTest|MSTest|Invoke-Pester|dotnet[ \t]+test)"
    r"(?P<at>)(?=[\s(\"'])",
    re.M,
)


def bodies(files: Files, bare: str) -> Iterator[Script]:
    """What a call of such a program runs, unless it names a target of another kind."""
    called = _STARTS.match(bare)
    if called and not _OTHER.search(called["rest"]):
        yield from _steps(files, _CALL)
    if _RUN.match(bare):
        yield from _steps(files, _STEP)
    called = _PIPELINES.match(bare)
    if called and not re.search(r"\b(?:deploy|publish|lint|docs?|release)\b", called["rest"]):
        for file in files.match(*_MODULES, kinds=("app", "config", "other", "test")):
            for found in _WORDS.finditer(file.text):
                yield Script(f"{found[1]} test" if found[1] else found[2], file.place(found.start()), file.folder, file.name, one_line=True)


def calls(files: Files, script: File) -> Iterator[Script]:
    """What the program runs that a bootstrap script starts: it names the tool, and the path in a variable."""
    if re.match(r"(?i)build\.", script.name) and _NAMED.search(script.text):
        yield from _steps(files, _CALL)


def _steps(files: Files, pattern: re.Pattern[str]) -> Iterator[Script]:
    """What the programs have dotnet do: the `verb` of a match, or run the tests."""
    for file in files.match(*_PROGRAMS, kinds=("app", "config", "other")):
        for found in pattern.finditer(file.text):
            verb = found.groupdict().get("verb", "test")
            yield Script(f"dotnet {verb}", file.place(found.start("at")), file.folder, file.name, one_line=True)
