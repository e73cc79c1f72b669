"""Environments of tox, sessions of nox, scripts of Python's project tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.knowledge import regex
from readylint.model import Location

if TYPE_CHECKING:
    from readylint.facts.ci.targets import Targets

_TOX = regex(r"^(?:python[\d.]*\s+-m\s+)?tox(?=\s|$)(?P<rest>.*)", re.S)
_NOX = regex(r"^(?:python[\d.]*\s+-m\s+)?nox(?=\s|$)(?P<rest>.*)", re.S)
_PICKED = regex(r"\s(?:-e|-s|--env|--session|--sessions|--environment)[\s=]+[\"']?([^\s\"']+)")
_OF_TOX = regex(r"\s(?:-e|-f|--env)[\s=]+[\"']?([^\s\"']+)")
_VARIABLE = regex(r"\$|\{|<<")
_CONDITION = regex(r"\s*(?:(?P<on>[\w,!.{}-]+):\s+)?(?P<rest>.*)")
MOST = 60  # names that the braces of one stand for
_SECTION = regex(r"^\[([^\]\n]+)\][ \t]*$", re.M)
# Where each tool keeps its scripts in pyproject.toml.
_SCRIPTS = (
    ("tool", "poe", "tasks"),
    ("tool", "pdm", "scripts"),
    ("tool", "rye", "scripts"),
    ("tool", "taskipy", "tasks"),
    ("tool", "pixi", "tasks"),
)


def bodies(targets: Targets, bare: str, folder: str) -> Iterator[Script]:
    """What a call of tox, nox, poe, or a script of the project's tool runs."""
    if tox := _TOX.match(bare):
        yield from _tox(targets, _picked(tox["rest"], _OF_TOX), folder)
    elif nox := _NOX.match(bare):
        file = targets.near(folder, "noxfile.py")
        yield from _nox(file, _picked(nox["rest"])) if file else ()
    elif called := re.match(r"^(?:(?:poe|task|hatch|pdm|rye|pipenv)\s+(?:run\s+)?)?([\w:.-]+)", bare):
        yield from _scripts(targets, called[1], folder)


def _picked(rest: str, option: re.Pattern[str] = _PICKED) -> list[str]:
    found = option.search(" " + rest)
    if found and re.match(r"\s-f", found[0]):
        return [f"{found[1]}-$"]  # and whatever other factors there are
    return [name for name in found[1].split(",") if name] if found else []


def _tox(targets: Targets, names: list[str], folder: str) -> Iterator[Script]:
    for path in ("tox.ini", "setup.cfg"):
        file = targets.near(folder, path)
        if file and "[testenv" in file.text:
            yield from _tox_ini(file, file.text, 0, names)
            return
    file = targets.near(folder, "pyproject.toml", "tox.toml")
    if not file:
        return
    node = targets.structured.document(file)
    table = node.get("tool", "tox") if file.name == "pyproject.toml" else node
    if table["legacy_tox_ini"]:
        yield from _tox_ini(file, str(table["legacy_tox_ini"]), max(file.text.find("legacy_tox_ini"), 0), names)
    else:
        yield from _tox_toml(file, table, names)


def _tox_toml(file: File, table: Node, names: list[str]) -> Iterator[Script]:
    chosen = names or [str(n) for n in table["env_list"]] or ["py"]
    done: set[str] = set()
    for name in chosen:
        env = table["env"][name] if table["env"][name]["commands"] else table["env_run_base"]
        key = name if table["env"][name]["commands"] else "env_run_base"
        for command in env["commands"] if key not in done else ():
            words = [str(word) for word in command if word.text is not None]
            yield Script(" ".join(words), next(iter(command), command).at, file.folder, f"tox {name}", one_line=True)
        done.add(key)


def _tox_ini(file: File, text: str, offset: int, names: list[str]) -> Iterator[Script]:
    base = file.text.count("\n", 0, offset) + (1 if offset else 0)
    sections = {}
    marks = list(_SECTION.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None]):
        sections[mark[1]] = (text.count("\n", 0, mark.end()), text[mark.end() : following.start() if following else len(text)])
    wanted = [s for n in names for s in _sections_of(n, sections)] or [s for s in sections if s.startswith("testenv") and not names]
    told = [s if s in sections and "commands" in sections[s][1] else "testenv" for s in wanted or ["testenv"]]
    found = [c for s in dict.fromkeys(told) for c in _commands_of(file, s, base, *sections.get(s, (0, "")))]
    holding = [script for condition, script in found if _holds(condition, names)]
    yield from holding or [script for _, script in found if script.name != "tox testenv"] or (script for _, script in found)


def _sections_of(name: str, sections: dict[str, tuple[int, str]]) -> list[str]:
    """The sections of an environment: that of its name, else those whose factors hold the ones that are told, and the common one."""
    made = {s: _expanded(s.removeprefix("testenv:")) for s in sections if s.startswith("testenv:")}
    exact = [s for s, names in made.items() if name in names]
    known = {factor for factor in name.split("-") if not _VARIABLE.search(factor)}
    alike = [s for s, names in made.items() if _VARIABLE.search(name) and known and any(known <= set(n.split("-")) for n in names)]
    return exact or [*alike, "testenv"]


def _commands_of(file: File, section: str, base: int, line: int, body: str) -> Iterator[tuple[str, Script]]:
    """The commands of a section, each with the factors on which it is run."""
    found = re.search(r"^commands[ \t]*=[ \t]*(.*(?:\n(?:[ \t]+.*|[ \t]*))*)", body, re.M)
    for number, command in enumerate(found[1].split("\n")) if found else ():
        at = Location(file.path, base + line + body.count("\n", 0, found.start(1) if found else 0) + number + 1)
        told = _CONDITION.match(re.sub(r"\{posargs[^}]*\}", "", command))
        if command.strip() and told:
            plain, soft = told["rest"].lstrip("-").strip(), at if told["rest"].startswith("-") else None
            yield told["on"] or "", Script(plain, at, file.folder, f"tox {section}", one_line=True, soft_fail=soft)


def _holds(condition: str, names: list[str]) -> bool:
    """Whether an environment that is asked for has the factors of a condition; one whose name is a variable may have any."""
    told = [n for n in names if not all(_VARIABLE.search(f) for f in n.split("-"))]
    if not condition or len(told) < len(names) or not names:
        return True
    ways = [w.split("-") for each in re.split(r",(?![^{]*\})", condition) for w in _expanded(each)]
    return any(all((f[1:] not in n) if f.startswith("!") else f in n for f in way) for n in (t.split("-") for t in told) for way in ways)


def _expanded(name: str) -> list[str]:
    """What the braces of a name stand for: `3.1{0,3}-tests{,-rich}`, `py3{8-12}`."""
    found = [name]
    for _ in range(4):
        found = [made for each in found for made in _once(each)][:MOST]
    return found


def _once(name: str) -> Iterator[str]:
    braces = re.search(r"\{([^{}]*)\}", name)
    span = re.fullmatch(r"(\d{1,3})-(\d{1,3})", braces[1]) if braces else None
    parts = map(str, range(int(span[1]), int(span[2]) + 1)) if span else (braces[1].split(",") if braces else [""])
    for part in parts:
        yield name[: braces.start()] + part.strip() + name[braces.end() :] if braces else name


def _nox(file: File, names: list[str]) -> Iterator[Script]:
    sessions = list(re.finditer(r"^@(?:nox\.)?session\b[^\n]*(?:\n(?![^\n]*def )[^\n]*)*\n(?:@[^\n]*\n)*def\s+(\w+)", file.text, re.M))
    for session, following in zip(sessions, [*sessions[1:], None]):
        name = session[1]
        given = re.search(r"name\s*=\s*[\"']([^\"']+)", session[0])
        if names and not any(n.split("-")[0].split("(")[0] in (name, given[1] if given else name, name.replace("_", "-")) for n in names):
            continue
        body = file.text[session.end() : following.start() if following else len(file.text)]
        for run in re.finditer(r"session\.run(?:_always|_install)?\(\s*((?:[^()]|\([^()]*\))*)\)", body):
            words = re.findall(r"""(?<![\w=\[])["']([^"'\n]*)["']""", run[1])
            yield Script(" ".join(words), file.place(session.end() + run.start()), file.folder, f"nox {name}", one_line=True)


def tables(targets: Targets, folder: str) -> Iterator[Node]:
    """The tables of scripts in the files of the tools, which stand in the folder or at the root."""
    file = targets.near(folder, "pyproject.toml")
    if file:
        project = targets.structured.document(file)
        yield from (project.get(*path) for path in _SCRIPTS)
        yield from (env["scripts"] for _, _, env in project.get("tool", "hatch", "envs").items or ())
    if pipfile := targets.near(folder, "Pipfile"):
        yield targets.structured.document(pipfile)["scripts"]


def _scripts(targets: Targets, name: str, folder: str) -> Iterator[Script]:
    for table in targets.tables(folder):
        script = table[name]
        for part in (script["cmd"] or script["shell"] or script["sequence"] or script["composite"] or script) if script else ():
            yield Script(str(part), part.at, folder, name, one_line="\n" not in str(part))
