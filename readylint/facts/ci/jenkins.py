"""Jenkins: a Jenkinsfile is Groovy; its shell steps and stages are found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from readylint.facts.brackets import spaces
from readylint.facts.ci.model import Job, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.knowledge import regex
from readylint.model import Location

GLOBS = ("Jenkinsfile", "Jenkinsfile[._-]*", "*.jenkinsfile", "*.Jenkinsfile", "jenkins/*.groovy", ".jenkins/**")
MOST = 1000  # steps of one stage; more are an attack or generated
_COMMENT = regex(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.S)
_SHELL = regex(
    r"""\b(?P<kind>sh|bat|powershell|pwsh)\b\s*(?:\(\s*)?(?P<named>(?:\w+\s*:\s*(?:true|false|'[^'\n]*'|"[^"\n]*")\s*,\s*)*(?:script\s*:\s*)?)"""
    r"""(?P<quote>\"\"\"|'''|"|')(?P<text>.*?)(?<!\\)(?P=quote)(?P<after>[^\n)]*)""",
    re.S,
)
_STAGE = regex(r"""\bstage\s*\(\s*["']([^"'\n]+)["']""")
_LIBRARY = regex(
    r"""@Library\(\s*(?:\[\s*)?['"]([^'"]+)|\blibrary\s*(?:\(\s*)?(?:identifier:\s*)?['"]([^'"]+)|^\s*load\s*(?:\(\s*)?['"]([^'"]+)""", re.M
)
_CAUGHT = regex(r"\b(?:catchError|warnError)\b[^\n{]*\{")
_FOLDER = regex(r"""\bdir\s*\(\s*["']([\w./-]+)["']\s*\)\s*\{""")
_NEVER = regex(r"\bwhen\s*\{\s*(?:expression\s*\{\s*(?:return\s+)?false|not\s*\{\s*expression\s*\{\s*(?:return\s+)?true)")


class Jenkins(Struct, frozen=True):
    """Reads the `sh`, `bat` and `powershell` steps of each stage. What a shared library does is remote."""

    resolver: Resolver

    def read(self, file: File) -> Iterator[Pipeline]:
        text = _COMMENT.sub(lambda m: spaces(m[0]), file.text)
        stages = [(m.start(), m[1]) for m in _STAGE.finditer(text)] or [(0, file.name)]
        jobs = tuple(
            Job(name, file.place(start), tuple(self._steps(file, text, start if n else 0, end)))
            for n, ((start, name), end) in enumerate(zip(stages, [s for s, _ in stages[1:]] + [len(text)]))
            if not _NEVER.search(text, start, end)
        )
        # What a library is called says little of what its steps do: any may hold the whole pipeline.
        remote = tuple((f"the pipeline library {next(g for g in m.groups() if g)}", file.place(m.start())) for m in _LIBRARY.finditer(text))
        if not remote and not any(j.steps for j in jobs) and text.strip():
            remote = (("a shared pipeline library", file.at),)
        # A multibranch job, outside the repo, runs it on every change: likely, not certain.
        yield Pipeline("Jenkins", file.name, file.at, (Trigger("change", file.at, "multibranch"),), jobs, remote)

    def _steps(self, file: File, text: str, start: int, end: int) -> Iterator[Step]:
        for match in islice(_SHELL.finditer(text, start, end), MOST):
            place = file.place(match.start())
            named = match["named"] + match["after"]
            soft = place if re.search(r"returnStatus\s*:\s*true", named) else _around(file, text, match.start(), _CAUGHT)
            body = match["text"]
            script = Script(body.replace("\\\\", "\\"), file.place(match.start("text")), _folder(text, match.start()))
            yield Step(match["kind"], place, tuple(self.resolver.text(script)), soft_fail=soft)


def _around(file: File, text: str, offset: int, opening: re.Pattern[str]) -> Location | None:
    found = _enclosing(text, offset, opening)
    return file.place(found.start()) if found else None


def _enclosing(text: str, offset: int, opening: re.Pattern[str]) -> re.Match[str] | None:
    """The innermost block of this form that is still open at an offset."""
    blocks = [m for m in opening.finditer(text, max(0, offset - 6000), offset) if _open(text, m.end(), offset)]
    return blocks[-1] if blocks else None


def _open(text: str, start: int, offset: int) -> bool:
    depth = 1
    for char in re.findall(r"[{}]", text[start:offset]):
        depth += 1 if char == "{" else -1
        if not depth:
            return False
    return True


def _folder(text: str, offset: int) -> str:
    found = _enclosing(text, offset, _FOLDER)
    return found[1].removeprefix("./").strip("/") if found else ""
