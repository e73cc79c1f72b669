"""Targets: what commands can name in this repository (scripts, make and rake targets, compose services, files), and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from readylint.facts.files import Files
from readylint.facts.structured import Structured
from readylint.knowledge import regex

_OWN = ("app", "config", "other", "docs", "test", "sample", "fixture")
_RULES = regex(r"\.(?:mk|mak|make)$|(?:^|/)[mM]akefile")
_BUILT = regex(
    r"(?:^|/)(?:dist|build|target|out|node_modules|vendor|\.next|\.venv|venv|env|tmp|var|coverage|site-packages|bin|obj|_build"
    r"|public/build)/|[*<>{}$\[\]|]|\.\.\."
)
_SCRIPT = regex(r"\.(?:py|sh|bash|js|cjs|mjs|ts|rb|ps1|bat|cmd|php|sql|ya?ml|toml|ini|exs|go|rs|txt|tf|csproj|sln)$")


_EXPLAINED = regex(r"^(\S+ \S+)[ \t]{2,}[A-Z]\w*(?: \S+)*$")  # a list of commands, each with what it does in a second column


class Targets:
    """The scripts, targets, services and files that the commands of a document may name."""

    def __init__(self, files: Files, structured: Structured) -> None:
        self._files, self._structured = files, structured

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Targets:
        return cls(files, structured)

    def missing(self, command: str) -> Iterator[str]:
        """What a command names that does not exist anywhere in the repository: "script `x`", "file `y`". Silent where it cannot know."""
        for part in re.split(r"\s*(?:&&|\|\||;|\|)\s*", command):
            part = _EXPLAINED.sub(r"\1", part)
            words = _words(part)
            if words:
                yield from self._in_words(words, part)

    def _in_words(self, words: list[str], part: str) -> Iterator[str]:
        tool, rest = words[0].rpartition("/")[2] if not words[0].startswith("./") else words[0], words[1:]
        if tool in ("npm", "yarn", "pnpm", "bun") and not _elsewhere(rest):
            yield from self._script(tool, rest)
        elif tool == "make" and self._make and not _elsewhere(rest, "-C", "-f", "--file", "--directory"):
            yield from (f"make target `{t}`" for t in rest if re.fullmatch(r"[A-Za-z][\w./-]*", t) and not self._makes(t))
        elif tool == "composer" and len(rest) > 1 and rest[0] in ("run", "run-script") and self._composer and rest[1] not in self._composer:
            yield f"composer script `{rest[1]}`"
        elif tool == "rake":
            yield from (f"rake task `{t}`" for t in rest[:1] if self._rakes_not(t))
        elif tool in ("docker-compose", "docker") and (tool == "docker-compose" or rest[:1] == ["compose"]):
            yield from self._compose(rest if tool == "docker-compose" else rest[1:])
        elif tool in ("docker", "podman") and "build" in rest[:2]:
            yield from self._image(rest)
        elif tool in (
            "python",
            "python3",
            "py",
            "node",
            "bash",
            "sh",
            "ruby",
            "php",
            "ts-node",
            "tsx",
            "deno",
            "source",
            ".",
            "pwsh",
            "powershell",
        ):
            yield from (f"file `{w}`" for w in rest[:1] if self._gone(w))
        elif tool in ("pip", "pip3", "uv") or tool.startswith("python"):
            yield from (f"file `{b}`" for a, b in pairwise(rest) if a in ("-r", "--requirement") and self._gone(b))
        elif tool == "cp" and len([w for w in rest if not w.startswith("-")]) == 2:
            yield from (f"file `{w}`" for w in rest[:1] if re.search(r"example|sample|dist|template", w) and self._gone(w, any_name=True))
        elif tool == "cd" and rest and self._no_folder(rest[0]):
            yield f"folder `{rest[0]}`"
        elif words[0].startswith("./") and _SCRIPT.search(words[0]) and self._gone(words[0]):
            yield f"file `{words[0]}`"

    def _image(self, rest: list[str]) -> Iterator[str]:
        named = (b for a, b in pairwise(rest) if a in ("-f", "--file") and not re.search(r"[$<{*]", b))
        yield from (f"file `{n}`" for n in named if self._gone(n, any_name=True))

    def _script(self, tool: str, rest: list[str]) -> Iterator[str]:
        words = [w for w in rest if not w.startswith("-")]
        if not words or not self._scripts:
            return
        named = (
            words[1]
            if words[0] in ("run", "run-script") and len(words) > 1
            else words[0]
            if words[0] in ("test", "t") and tool in ("npm", "yarn", "pnpm")
            else ""
        )
        named = "test" if named == "t" else named
        if named and re.fullmatch(r"[\w:.@/-]+", named) and named not in self._scripts and (tool == "npm" or words[0].startswith("run")):
            yield f"{tool} script `{named}`"

    @cached_property
    def _scripts(self) -> frozenset[str]:
        """The scripts of every package.json."""
        found: set[str] = set()
        for file in self._files.match("package.json", kinds=_OWN):
            found |= set(self._structured.document(file)["scripts"].keys()) | {""}
        return frozenset(found)

    @cached_property
    def _composer(self) -> frozenset[str]:
        return frozenset(
            k for f in self._files.match("composer.json", kinds=_OWN) for k in (*self._structured.document(f)["scripts"].keys(),)
        )

    @cached_property
    def _make(self) -> str:
        """The text of every Makefile."""
        return "\n".join(f.text for f in self._files.match("{Makefile,makefile,GNUmakefile}", "*.mk", "Makefile.*", kinds=_OWN))

    @cached_property
    def _takes_in_more(self) -> bool:
        """Whether a Makefile includes rules that are not here, as those of a submodule."""
        named = re.findall(r"(?m)^-?s?include[ \t]+([^\n#]+)", self._make)
        return any(_RULES.search(path) and self._gone(path, any_name=True) for line in named for path in line.split())

    def _makes(self, target: str) -> bool:
        if self._takes_in_more:
            return True
        if re.search(rf"(?m)^(?:[^\n:#=]*[ \t])?{re.escape(target)}(?:[ \t][^\n:=]*)?:(?!=)", self._make):
            return True
        return bool(
            re.search(
                r"(?m)^[^\n:#]*%[^\n:]*:(?!=)|^-?s?include\s+(?!\S*\.env)[^\n]*(?:\$|https?:)|^[^\n:#=]*\$\([^\n:]*:(?!=)|\$\(eval",
                self._make,
            )
        )

    @cached_property
    def _rake(self) -> str:
        return "\n".join(f.text for f in self._files.match("Rakefile", "*.rake", kinds=_OWN))

    def _rakes_not(self, task: str) -> bool:
        """Whether a task is none of the project's, where a gem is not likely to bring it."""
        parts = task.partition("[")[0].split(":")
        if not self._rake or not all(re.fullmatch(r"[a-z]\w*", p) for p in parts):
            return False
        defined = re.search(
            rf"\b(?:task|file|multitask|RSpec::Core::RakeTask\.new|\w+Task\.new)[ (]*(?:[\"']|:)?{re.escape(parts[-1])}\b"
            rf"|\b{re.escape(parts[-1])}:\s",
            self._rake,
        )
        if defined:
            return False
        own_space = (
            len(parts) > 1 and parts[0] not in _BUILT_IN_SPACES and re.search(rf"\bnamespace[ (]*[:\"']{re.escape(parts[0])}\b", self._rake)
        )
        return bool(own_space) or (len(parts) == 1 and "_" in parts[0])

    def _compose(self, rest: list[str]) -> Iterator[str]:
        before = next((i for i, w in enumerate(rest) if w in _SUBCOMMANDS), len(rest))
        named = [b for a, b in pairwise(rest[:before]) if a in ("-f", "--file")]
        yield from (f"compose file `{n}`" for n in named if self._gone(n, any_name=True))
        words = [w for i, w in enumerate(rest) if not w.startswith("-") and (i == 0 or rest[i - 1] not in _TAKES)]
        if words and words[0] in ("up", "start", "stop", "restart", "run", "exec", "logs", "build") and self._services:
            subjects = words[1:] if words[0] not in ("run", "exec") else words[1:2]
            yield from (
                f"compose service `{s}`" for s in subjects if (re.fullmatch(r"[a-z][\w.-]*", s) or s == "???") and s not in self._services
            )
            scaled = [b for a, b in pairwise(rest) if a == "--scale"]
            yield from (f"compose service `{s.partition('=')[0]}`" for s in scaled if s.partition("=")[0] not in self._services)

    @cached_property
    def _services(self) -> frozenset[str]:
        """The services of every compose file; none when one of them cannot be read whole."""
        found: set[str] = set()
        for file in self._files.match("*compose*.{yml,yaml}", kinds=_OWN):
            document = self._structured.document(file)
            found |= set(document["services"].keys())
            if document["include"]:
                return frozenset()
        return frozenset(found)

    def _gone(self, path: str, any_name: bool = False) -> bool:
        """Whether no file or folder of the repository ends in this path."""
        path = path.strip("\"'").removeprefix("./").rstrip("/.,")
        if (
            not path
            or path.startswith(("/", "~", "-", "..", "%"))
            or "://" in path
            or "@" in path
            or _BUILT.search(f"{path}")
            or "\\" in path
        ):
            return False
        if not (any_name or _SCRIPT.search(path)) or re.search(
            r"(?i)\b(?:your|my|path|foo|example|some)[-_/]|\b(?:service|app|project|image|module|package|component)[-_]name\b|xxx|your",
            path.partition(".example")[0],
        ):
            return False
        inner = path.partition("/")[2]  # below the clone's own folder
        if self._files.exists(path) or (inner and self._files.exists(inner)) or self._ignored(path):
            return False
        return not any(f"/{p}".endswith(f"/{path}") for p in self._paths)

    @cached_property
    def _submodules(self) -> tuple[str, ...]:
        """The folders of other repositories, which stand in a clone and not in the tree."""
        told = self._files.get(".gitmodules")
        return tuple(re.findall(r"^[ \t]*path[ \t]*=[ \t]*(\S+)", told.text, re.MULTILINE)) if told else ()

    def _ignored(self, path: str) -> bool:
        """Whether git is told to ignore it, for something makes it, or it is another repository's."""
        if any(f"{path}/".startswith(f"{folder.rstrip('/')}/") for folder in self._submodules):
            return True
        return any(part in self._ignores for part in (*path.split("/"), "*." + path.rpartition(".")[2]))

    @cached_property
    def _ignores(self) -> frozenset[str]:
        lines = (line.strip().strip("/") for f in self._files.all if f.name == ".gitignore" for line in f.text.splitlines())
        return frozenset(line.rpartition("/")[2] for line in lines if line and not line.startswith(("#", "!")))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(f.path for f in self._files.all)

    def _no_folder(self, path: str) -> bool:
        """Whether a folder within one that exists does not."""
        path = path.strip("\"'").removeprefix("./").rstrip("/")
        top, slash, _ = path.partition("/")
        if (
            not slash
            or self._ignored(path)
            or not re.fullmatch(r"[\w./-]+", path)
            or path.startswith(("/", ".."))
            or _BUILT.search(path + "/")
        ):
            return False
        return self._files.exists(top) and not self._files.exists(path) and not any(f"/{path}/" in f"/{p}" for p in self._paths)


_SUBCOMMANDS = frozenset(("up down build run exec logs start stop restart ps pull push config create rm kill watch").split())
_BUILT_IN_SPACES = frozenset(
    (
        "db assets spec test log tmp rails app cache webpacker jobs i18n yarn active_storage action_text zeitwerk stimulus turbo "
        "css javascript solid_queue resque sidekiq parallel cucumber rswag"
    ).split()
)
_TAKES = frozenset(
    (
        "-f --file -p --project-name --env-file --profile --scale -t --timeout -e --env -u --user -w --workdir -v --entrypoint "
        "--tail -n --wait-timeout --pull --build-arg --name"
    ).split()
)
_PREFIXES = regex(
    r"^(?:sudo|time|exec|bundle exec|poetry run|uv run|pipenv run|npx|winpty|docker(?:-| )compose (?:run|exec)\b.*|docker exec\b.*"
    r"|(?:[A-Z_][A-Z0-9_]*=\S*))\s+"
)


def _words(part: str) -> list[str]:
    part = part.strip().strip("`")
    while (shorter := _PREFIXES.sub("", part, count=1)) != part and not part.startswith(("docker compose", "docker-compose")):
        part = shorter
    return [w for w in re.sub(r"\s[#>].*$", "", part).split() if w]


def _elsewhere(rest: list[str], *options: str) -> bool:
    """Whether a command works on another folder's manifest, or globally."""
    marks = (*options, "-g", "--global", "--prefix", "--cwd", "-C", "--dir", "--workspace", "-w", "--filter", "-F", "workspace", "dlx")
    return any(w.partition("=")[0] in marks for w in rest)
