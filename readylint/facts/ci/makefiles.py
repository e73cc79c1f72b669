"""Recipes of make and just, tasks of rake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.knowledge import regex
from readylint.model import Location

_RULE = regex(
    r"^(?P<names>[\w./%@$(){}-]+(?:[ \t]+[\w./%@$(){}-]+)*)(?P<args>[ \t][^:\n=]*)?[ \t]*::?(?!=)"
    r"(?P<needs>[^\n#=;]*)(?:;(?P<recipe>[^\n]*)|#.*)?$"
)
_VARIABLE = regex(r"^(?:export[ \t]+)?(\w+)[ \t]*(?:\?|::?|\+)?=[ \t]*([^\n]*)$", re.M)
_USE = regex(r"\$[({](\w+)[)}]|\{\{\s*(\w+)\s*\}\}")
# a variable that is set elsewhere, before a command: where it runs, as in a container, or on this machine
_WRAPPER = regex(r"^([@+-]*)\$[({]\w+[)}][ \t]+(?=(?:bash|sh|go|cargo|python3?|pytest|npm|npx|yarn|pnpm|bundle|dotnet|mvn)[ \t]|\./)")
# a function of the file's own around a command, such as one that switches the environment on
_CALL = regex(r"^([@+-]*)\$\(call[ \t]+\w+,[ \t]*([^\n]{1,2000})\)[ \t]*$")
# where a program lies: `BASH ?= $(shell command -v bash 2> /dev/null)`
_LOOKED_UP = regex(r"^\$\(shell[ \t]+(?:command[ \t]+-v|which|type[ \t]+-p)[ \t]+([\w.-]+)[^()\n]*\)[ \t]*$")
_SHELL = regex(r"\"?\$[({]SHELL[)}]\"?")
DEEPEST = 4  # prerequisites of prerequisites
LONGEST = 2000  # characters of a rule's first line


def recipes(file: File, wanted: list[str]) -> Iterator[Script]:
    """The recipes of the wanted targets and of what they need; of the first target when none is named."""
    targets = _targets(file)
    if not wanted and targets:
        wanted = ["default"] if "default" in targets else [next((n for n in targets if not n.startswith(".")), "")]
    told = ((name, _LOOKED_UP.sub(r"\1", value)) for name, value in _VARIABLE.findall(file.text))
    variables = {name: value for name, value in told if "$(shell" not in value}  # only a shell could tell that
    seen: set[str] = set()

    def of(name: str, depth: int) -> Iterator[Script]:
        if name in seen or name not in targets or depth > DEEPEST:
            return
        seen.add(name)
        needs, lines = targets[name]
        for need in needs:
            yield from of(need, depth + 1)
        for line, text in lines:
            yield _line(file, line, _expanded(text, variables), name)

    for name in wanted:
        yield from of(name, 0)


def _line(file: File, line: int, text: str, name: str) -> Script:
    """One recipe line; a leading `-` makes its failure not count."""
    at = Location(file.path, line)
    marks = re.match(r"\s*[@+-]*", text)
    ignored = bool(marks and "-" in marks[0])
    return Script(text[marks.end() if marks else 0 :], at, file.folder, name, soft_fail=at if ignored else None)


def _targets(file: File) -> dict[str, tuple[list[str], list[tuple[int, str]]]]:
    """Target to its prerequisites and its recipe's logical lines with their numbers."""
    found: dict[str, tuple[list[str], list[tuple[int, str]]]] = {}
    current: list[str] = []
    open_line = False
    for number, line in enumerate(file.text.split("\n"), 1):
        if line[:1] in ("\t", " ") and current:
            for name in current:
                held = found[name][1]
                if open_line and held:
                    held[-1] = (held[-1][0], held[-1][1] + "\n" + line)
                elif line.strip() and not line.strip().startswith("#"):
                    held.append((number, line.strip()))
            open_line = line.endswith("\\")
        elif rule := _RULE.match(line) if ":" in line and len(line) <= LONGEST else None:
            current = rule["names"].split() if not rule["args"] else [rule["names"].split()[0].lstrip("@")]
            for name in current:
                held_needs = found.setdefault(name, ([], []))[0]
                held_needs.extend(re.sub(r"[()]|\|", " ", rule["needs"]).split())
                if rule["recipe"]:
                    found[name][1].append((number, rule["recipe"].strip()))
        elif line.strip() and not line.startswith("#"):
            current = []
    return found


def _expanded(text: str, variables: dict[str, str]) -> str:
    text = _CALL.sub(r"\1\2", _SHELL.sub("sh", text))
    for _ in range(2):
        text = _USE.sub(lambda m: variables.get(m[1] or m[2], m[0]) if (m[1] or m[2]) != "MAKE" else "make", text)[:4000]
    return _WRAPPER.sub(r"\1", text)


def _closed(text: str, task: re.Match[str]) -> str:
    """What a task needs, to the end of a list of several lines."""
    end = text.find("]", task.end(), task.end() + 1000) if "[" in task[1] and "]" not in task[1] else -1
    return text[task.start(1) : end] if end >= 0 else task[1]


def rake_tasks(file: File, name: str) -> Iterator[Script]:
    """What a rake task runs: the tasks it needs, the commands of its block, or the runner that a task class stands for."""
    text = file.text
    if name not in text and name not in ("spec", "test"):  # no pattern is made for what cannot be there
        return
    for made in re.finditer(
        rf"^\s*(?:RSpec::Core::RakeTask|Rake::TestTask|Minitest::TestTask|Cucumber::Rake::Task)\.(?:new|create)\b\s*(?:\(\s*)?:?[\"']?({re.escape(name)})?\b",
        text,
        re.M,
    ):
        if made[1] or name in ("spec", "test"):
            yield Script(
                "rspec" if "RSpec" in made[0] else "minitest",
                file.place(made.start(0) + len(made[0]) - len(made[0].lstrip())),
                file.folder,
                name,
                one_line=True,
            )
    beginning = rf"^\s*task\s*\(?:?[\"']?{re.escape(name)}\b[\"']?(?:\s*=>|:|\)(?:\.clear)?\.enhance\b)?\s*([^\n]*)"
    for task in re.finditer(beginning, text, re.M):
        at = file.place(task.end() - len(task[0].lstrip()))
        needs = _closed(text, task)
        for needed in re.findall(r"[\w:]+", re.sub(r"%[iw]|\bdo\b.*|=>|:(?=\w)", " ", needs)) if not needs.startswith(("do", "{")) else ():
            yield Script(f"rake {needed}", at, file.folder, name, one_line=True)
        block = re.match(r"(?:.*?)\n\s*end\b", text[task.end() : task.end() + 2000], re.S) if task[1].rstrip().endswith("do") else None
        for ran in re.finditer(r"""\bsh\s*(?:\(\s*)?(["'])(.+?)\1""", block[0]) if block else ():
            yield Script(ran[2], file.place(task.end() + ran.start()), file.folder, name, one_line=True)
