"""Scripts and targets that a command calls: make, npm, just, task, mise, rake, mix, shell scripts and their like, one level deep."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from msgspec import Struct

from readylint.facts.brackets import spaces
from readylint.facts.ci import composed, makefiles, mise, programs, pythons, workspaces
from readylint.facts.ci.model import Command
from readylint.facts.ci.shell import Script
from readylint.facts.files import File, Files
from readylint.facts.structured import Node, Structured, written
from readylint.knowledge import regex
from readylint.model import Location

MANY = 40  # workspaces whose scripts are followed
_FLAGS = r"(?:-\S+\s+(?:[^-\s]\S*\s+)??)*"
_NODE = regex(rf"^(?:npm|pnpm|yarn|bun)\s+(?P<flags>{_FLAGS})(?:run(?:-script)?\s+{_FLAGS})?(?P<name>[\w:.@/-]+)")
_MANY = regex(r"^(?:npm-run-all2?|run-s|run-p|concurrently)\s+(?P<names>.+)")
_MAKE = regex(r"^(?:g?make|\$[({]MAKE[)}])(?=\s|$)(?P<rest>.*)", re.S)
_COMPOSER = regex(rf"^composer\s+{_FLAGS}(?:run(?:-script)?\s+{_FLAGS})?(?P<name>[\w:.-]+)")
_JUST = regex(r"^just(?:\s+(?P<name>[\w:-]+))?")
_TASK = regex(r"^(?:task|go-task)(?:\s+(?P<name>[\w:.-]+))?")
_RAKE = regex(r"^rake(?P<names>(?:\s+[\w:]+)*)")
_MIX = regex(r"^mix\s+(?P<name>[\w.]+)")
_SBT = regex(r"^sbt\s+(?P<names>.+)")
_DENO = regex(r"^deno\s+task\s+(?P<name>[\w:-]+)")
_SCRIPT = regex(
    r"^(?:(?:ba|da|z|k)?sh\s+(?:-\w+\s+)*|source\s+|\.\s+|(?:pwsh|powershell)(?:\.exe)?\s+(?:-\w+\s+(?:(?:Bypass|Unrestricted|RemoteSigned)\s+)?)*"
    r"|cmd(?:\.exe)?\s+/c\s+)?(?P<path>(?:\./|\.\./)*[\w./-]+)(?=\s|$)",
    re.I,
)
_WINDOWS = regex(r"(?i)\.(?:ps1|cmd|bat)\b")
_BESIDE = regex(r"[\"']|%~dp0/*|\$PSScriptRoot/|\$\(dirname [^)]*\)/")  # the folder a script stands in, as it says itself
_IMAGE = regex(r"^docker(?:\s+buildx)?\s+build\b(?P<rest>.*)", re.S)
_HOOKS = regex(r"^(?:pre-commit|prek)\s+run\b(?!.*--hook-stage)")


class Targets(Struct, frozen=True, dict=True):
    """What is defined in the repository that a command of CI may call."""

    files: Files
    structured: Structured

    def bodies(self, command: Command) -> tuple[Script, ...]:
        """The scripts a command calls, none where it calls none or the repository does not define it."""
        key = command.bare, command.folder
        if key not in self._found:
            self._found[key] = next(filter(None, (tuple(reads(*key)) for reads in self._readers)), ())
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[str, str], tuple[Script, ...]]:
        return {}

    @cached_property
    def _readers(self) -> tuple[Callable[[str, str], Iterator[Script]], ...]:
        return (
            self._workspace,
            self._workspaces,
            self._node,
            self._many,
            self._make,
            self._composer,
            self._python,
            self._just,
            self._task,
            partial(mise.bodies, self),
            self._rake,
            self._mix,
            self._sbt,
            self._hooks,
            self._image,
            self._program,
            self._script,
        )

    def tables(self, folder: str) -> tuple[Node, ...]:
        """The tables of scripts that Python's project tools keep for a folder."""
        if folder not in self._tables:
            self._tables[folder] = tuple(pythons.tables(self, folder))
        return self._tables[folder]

    @cached_property
    def _tables(self) -> dict[str, tuple[Node, ...]]:
        return {}

    def near(self, folder: str, *names: str) -> File | None:
        """The first of these files in the folder, else at the root."""
        places = (folder, "") if folder else ("",)
        paths = (posixpath.join(place, name) for place in places for name in names)
        return next((f for path in paths if (f := self.files.get(path))), None)

    def node_scripts(self, folder: str) -> Node:
        file = self.near(folder, "package.json")
        return self.structured.document(file)["scripts"] if file else Node(Location(""))

    def _workspaces(self, bare: str, folder: str) -> Iterator[Script]:
        names = workspaces.of_all(bare)
        manifests = [f for f in self.files.match("package.json", kinds=("app", "config", "other")) if f.folder] if names else []
        for file in manifests[:MANY]:
            yield from (script for name in names for script in self._node(f"npm run {name}", file.folder) if script.folder == file.folder)

    def _workspace(self, bare: str, folder: str) -> Iterator[Script]:
        name, rest = workspaces.called(bare) or ("", "")
        file = workspaces.manifest(self.files, self.structured, name) if name else None
        if not file:
            return
        own = tuple(self._node(rest, file.folder))
        yield from own
        if not own and (program := workspaces.program(rest)):
            yield Script(program, file.at, file.folder, name, one_line=True)

    def _node(self, bare: str, folder: str) -> Iterator[Script]:
        called = _DENO.match(bare) or _NODE.match(bare)
        if not called:
            return
        if moved := re.search(r"\s(?:--prefix|--cwd|-C|--dir)[\s=]+([\w./-]+)", bare):
            folder = posixpath.normpath(posixpath.join(folder, moved[1])).removeprefix("./")
        name = {"t": "test", "tst": "test"}.get(called["name"], called["name"])
        file = self.near(folder, *(("deno.json", "deno.jsonc") if bare.startswith("deno") else ("package.json",)))
        scripts = self.structured.document(file)["tasks" if bare.startswith("deno") else "scripts"] if file else None
        for script in ("pre" + name, name, "post" + name) if file and scripts and scripts[name] else ():
            if value := scripts[script] if scripts else None:
                yield Script(str(value), value.at, file.folder if file else "", script, one_line=True)

    def _many(self, bare: str, folder: str) -> Iterator[Script]:
        called = _MANY.match(bare)
        if not called:
            return
        scripts = self.node_scripts(folder)
        for word in re.findall(r"[\w:.*-]+", called["names"]):
            wanted = re.compile(re.escape(word).replace(r"\*", r"[\w:-]*").removeprefix("npm:") + "$")
            for name, _, value in scripts.items or ():
                if wanted.match(name):
                    yield Script(str(value), value.at, folder, name, one_line=True)

    def _make(self, bare: str, folder: str) -> Iterator[Script]:
        called = _MAKE.match(bare)
        if not called:
            return
        if moved := re.search(r"-C\s*([\w./-]+)", called["rest"]):
            folder = posixpath.normpath(posixpath.join(folder, moved[1]))
        named = re.search(r"(?:^|\s)-f\s*([\w./-]+)", called["rest"])
        file = self.near(folder, *((named[1],) if named else ("GNUmakefile", "makefile", "Makefile")))
        if file:
            wanted = [w for w in called["rest"].split() if re.fullmatch(r"[\w./:-]+", w) and not w.startswith("-")]
            yield from makefiles.recipes(file, wanted)

    def _composer(self, bare: str, folder: str) -> Iterator[Script]:
        called = _COMPOSER.match(bare) or re.match(r"^@(?P<name>[\w:-]+)", bare)
        file = self.near(folder, "composer.json") if called else None
        if called and file:
            for value in self.structured.document(file)["scripts"][called["name"]]:
                text = str(value).removeprefix("@php ").removeprefix("@putenv ")
                yield Script(f"composer {text[1:]}" if text.startswith("@") else text, value.at, file.folder, called["name"], one_line=True)

    def _python(self, bare: str, folder: str) -> Iterator[Script]:
        yield from pythons.bodies(self, bare, folder)

    def _just(self, bare: str, folder: str) -> Iterator[Script]:
        called = _JUST.match(bare)
        file = self.near(folder, "justfile", "Justfile", ".justfile") if called else None
        if called and file:
            yield from makefiles.recipes(file, [called["name"]] if called["name"] else [])

    def _task(self, bare: str, folder: str) -> Iterator[Script]:
        called = _TASK.match(bare)
        file = self.near(folder, "Taskfile.yml", "Taskfile.yaml", "taskfile.yml") if called else None
        if not called or not file:
            return
        name = called["name"] or "default"
        task = self.structured.document(file).get("tasks", name)
        for command in (*task["cmds"], *task["cmd"], *task["deps"], *(() if task["cmds"] else task)):
            if other := str(command["task"] or (command if command in tuple(task["deps"]) else "")):
                yield Script(f"task {other}", command.at, file.folder, name, one_line=True)
            elif text := str(command["cmd"] or command):
                text = written(file, command["cmd"] or command) if "XXX" in text else text
                yield Script(text, command.at, file.folder, name, one_line="\n" not in text)

    def _rake(self, bare: str, folder: str) -> Iterator[Script]:
        called = _RAKE.match(bare)
        file = self.near(folder, "Rakefile", "rakefile", "Rakefile.rb") if called else None
        if called and file:
            beside = [f for f in self.files.match("*.rake") if f.folder == posixpath.join(file.folder, "lib/tasks")]
            for name in called["names"].split() or ["default"]:
                open_ = (f for f in beside if name == "default" or not re.search(r"^namespace\b", f.text, re.M))
                yield from (script for made in (file, *open_) for script in makefiles.rake_tasks(made, name))

    def _mix(self, bare: str, folder: str) -> Iterator[Script]:
        called = _MIX.match(bare)
        file = self.near(folder, "mix.exs") if called else None
        if called and file:
            pattern = rf"""^\s*(?:"{re.escape(called["name"])}"|{re.escape(called["name"])}):\s*(\[[^\]]*\]|"[^"]*")"""
            for match, _ in file.search(pattern, re.M):
                for task in re.finditer(r'"([^"]+)"', match[1]):
                    if task[1].split()[0] != called["name"]:
                        yield Script(
                            f"mix {task[1]}", file.place(match.start(1) + task.start()), file.folder, called["name"], one_line=True
                        )

    def _sbt(self, bare: str, folder: str) -> Iterator[Script]:
        called = _SBT.match(bare)
        file = self.near(folder, "build.sbt") if called else None
        if not called or not file:
            return
        for name in re.findall(r"[\w-]+", called["names"]):
            alias = rf"""\baddCommandAlias\(\s*"{re.escape(name)}"\s*,\s*((?:[^()"]|"[^"\n]*"|\([^()]*\))*)\)"""
            for match, at in file.search(alias):
                tasks = (task.strip() for text in re.findall(r'"([^"\n]*)"', match[1]) for task in text.split(";"))
                yield from (Script(f"sbt {task}", at, file.folder, name, one_line=True) for task in tasks if task not in ("", name))

    def _hooks(self, bare: str, folder: str) -> Iterator[Script]:
        file = self.near(folder, ".pre-commit-config.yaml", ".pre-commit-config.yml") if _HOOKS.match(bare) else None
        for repo in self.structured.document(file)["repos"] if file else ():
            for hook in repo["hooks"]:
                text = str(hook["entry"] or hook["id"]) + "".join(f" {a}" for a in hook["args"])
                yield Script(text, hook.at, "", "pre-commit", one_line=True)

    def _image(self, bare: str, folder: str) -> Iterator[Script]:
        called = _IMAGE.match(bare)
        if not called:
            return
        named = re.search(r"(?:-f|--file)[\s=]+([\w./-]+)", called["rest"])
        context = re.search(r"\s([\w./-]+)\s*$", called["rest"])
        base = posixpath.normpath(posixpath.join(folder, context[1])) if context else folder
        file = (
            self.near(folder, named[1].removeprefix("./"))
            if named
            else self.files.get(posixpath.normpath(posixpath.join(base, "Dockerfile")))
        )
        for match, at in file.search(r"^[ \t]*RUN[ \t]+((?:[^\n\\]|\\.|\\\n)+)", re.M | re.S | re.I) if file else ():
            yield Script(re.sub(r"^(?:--\S+\s+)+", "", match[1]), at, base.removeprefix("."), "Dockerfile")

    def _program(self, bare: str, folder: str) -> Iterator[Script]:
        yield from programs.bodies(self.files, bare)
        yield from composed.bodies(self.files, self.structured, bare)

    def _script(self, bare: str, folder: str) -> Iterator[Script]:
        written = _BESIDE.sub("", bare.replace("\\", "/")) if _WINDOWS.search(bare) else bare
        called = _SCRIPT.match(written)
        if not called or ("/" not in called["path"] and "." not in called["path"]):
            return
        path = called["path"]
        parts = path.split("/")[1:] if path.startswith("/") else []  # in a container, where the checkout stands somewhere
        inside = ("/".join(parts[n:]) for n in range(len(parts)))
        for place, near in (*((p, posixpath.normpath(posixpath.join(p, path))) for p in (folder, "")), *(("", p) for p in inside)):
            file = self.files.get(near)
            if file and _is_shell(file):
                yield Script(_NOTES.sub(lambda m: spaces(m[0]), file.text), file.at, place, path)
                yield from programs.calls(self.files, file)
                return


_NOTES = regex(r"<#.*?#>", re.S)  # PowerShell's block comments


def _is_shell(file: File) -> bool:
    return (
        file.language == "bash"
        or bool(_WINDOWS.search(file.name))
        or re.match(r"#!\s*\S*(?:/|env\s+)(?:ba|da|z|k)?sh\b", file.text) is not None
    )
