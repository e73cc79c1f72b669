"""A Dockerfile's stages and instructions, each at its line: escape directive, continuations, comments, here-documents, ARG defaults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from readylint.crash import Refused
from readylint.facts.filling import filled
from readylint.knowledge import regex
from readylint.model import Location

_DIRECTIVE = regex(r"#\s*escape\s*=\s*(\S)\s*$", re.IGNORECASE)
_HEREDOC = regex(r"<<-?\s*([\"']?)([A-Za-z_]\w*)\1")
_VARIABLE = regex(r"\$(?:\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}|([A-Za-z_]\w*))")
_QUOTED = regex(r"""(["'])([^"']*)\1""")  # the shell form of a command, all of it in quotes
_FLAG = regex(r"--([a-z][a-z-]*)(?:=(\S+))?\s+")
_OF_THE_SHELL = ("RUN", "CMD", "ENTRYPOINT")  # which fills in variables itself, when it runs
_MANIFEST = regex(
    r"^(?:\./)?(?:go\.(?:mod|sum|work)|package(?:-lock)?\.json|[\w.-]*lock[\w.-]*|requirements[\w.-]*\.txt|pom\.xml|Cargo\.toml)$"
)
_PAIR = regex(r"""([\w.-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)""")


MOST = 200  # stages of one Dockerfile
_INSTRUCTIONS = 10_000


class Instruction(Struct, frozen=True):
    """One instruction: its name in capitals, its flags, and its value with the variables that have a default put in."""

    name: str
    value: str
    flags: tuple[tuple[str, str], ...]
    at: Location

    def flag(self, name: str) -> str:
        """The value of a flag, "" without it."""
        return next((value for key, value in self.flags if key == name), "")

    @property
    def words(self) -> tuple[str, ...]:
        """The value as words: those of the exec form where it is one."""
        quoted = _QUOTED.fullmatch(self.value)
        return _exec_form(self.value) or tuple((quoted[2] if quoted else self.value).split())

    @property
    def is_exec(self) -> bool:
        """Whether it is written as a JSON array, so that no shell stands between."""
        return _exec_form(self.value) is not None


class Stage(Struct, frozen=True):
    """What one FROM begins. `parent` is the earlier stage it builds on; `base` the image's name otherwise."""

    name: str
    base: str
    instructions: tuple[Instruction, ...]
    at: Location
    parent: Stage | None = None

    def all(self, *names: str) -> tuple[Instruction, ...]:
        """The instructions of these names, those of the parent stages first."""
        own = tuple(i for i in self.instructions if i.name in names)
        return (*self.parent.all(*names), *own) if self.parent else own

    def last(self, *names: str) -> Instruction | None:
        """The instruction that holds: the last of its name, here or in a parent stage."""
        return next(reversed(self.all(*names)), None)

    @property
    def root(self) -> Stage:
        """The stage that names the base image."""
        return self.parent.root if self.parent else self


def read_dockerfile(text: str, path: str) -> tuple[Stage, ...]:
    """The stages of a Dockerfile; none when it has no FROM. Raises Refused for more than anybody writes."""
    stages: list[Stage] = []
    arguments: dict[str, str] = {}
    known: dict[str, str] = {}
    body: list[Instruction] = []
    for made in _instructions(text, path):
        if made.name == "FROM":
            stages, body = _closed(stages, body), []
            name, base = _from(_filled(made.value, arguments))
            parent = next((s for s in stages if s.name == base.lower() or str(stages.index(s)) == base), None)
            stages.append(Stage(name, base, (), made.at, parent))
            if len(stages) > MOST:
                raise Refused(f"more than {MOST} stages")
            known = {}
        elif not stages:
            arguments |= _defaults(made, arguments, {})
        else:
            made = made if made.name in _OF_THE_SHELL else replace(made, value=_filled(made.value, known))
            known |= _defaults(made, known, arguments)
            body.append(made)
            if len(body) > _INSTRUCTIONS:
                raise Refused(f"more than {_INSTRUCTIONS:,} instructions")
    return tuple(_closed(stages, body))


def _closed(stages: list[Stage], body: list[Instruction]) -> list[Stage]:
    """The stages with the body of the last one in its place."""
    if not stages or not body:
        return stages
    last = stages[-1]
    return [*stages[:-1], Stage(last.name, last.base, tuple(body), last.at, last.parent)]


def _from(value: str) -> tuple[str, str]:
    words = value.split()
    base = words[0] if words else ""
    return (words[2].lower() if len(words) > 2 and words[1].lower() == "as" else ""), base


def _defaults(made: Instruction, known: Mapping[str, str], outer: Mapping[str, str]) -> dict[str, str]:
    """What an ARG or ENV defines; an ARG without a default has the one from before the first FROM."""
    if made.name == "ENV" and "=" not in made.value.split(" ")[0]:
        name, _, value = made.value.partition(" ")
        return {name: value.strip()}
    if made.name not in ("ARG", "ENV"):
        return {}
    found = {name: value.strip("\"'") for name, value in _PAIR.findall(made.value)}
    bare = (word for word in made.value.split() if "=" not in word)
    found |= {word: outer[word] for word in bare if made.name == "ARG" and word in outer}
    return {name: _filled(value, {**known, **found}) for name, value in found.items()}


def _filled(value: str, known: Mapping[str, str]) -> str:
    def value_of(match: re.Match[str]) -> str:
        name, operator, other = match[1] or match[4], match[2] or "", match[3] or ""
        if operator.endswith("+"):
            return other if name in known else ""
        if operator.endswith("-"):
            return known.get(name) or other
        return known.get(name, match[0])

    return filled(_VARIABLE, value, value_of)


def _instructions(text: str, path: str) -> Iterator[Instruction]:
    lines = text.splitlines()
    escape = _escape(lines)
    at = 0
    while at < len(lines):
        start, joined = at, ""
        while at < len(lines):
            line, at = lines[at], at + 1
            if line.lstrip().startswith("#") or (joined and not line.strip()):
                continue
            stripped = line.rstrip()
            joined += stripped[:-1] + " " if stripped.endswith(escape) else stripped
            if joined and not stripped.endswith(escape):
                break
            if not joined:
                start = at
        first = next((n for n in range(start, at) if lines[n].strip() and not lines[n].lstrip().startswith("#")), start)
        at = _skip_heredocs(joined, lines, at) if "<<" in joined else at
        made = _instruction(joined, lines, first, at, path)
        if made:
            yield made


def _escape(lines: list[str]) -> str:
    for line in lines:
        if not line.startswith("#"):
            return "\\"
        if found := _DIRECTIVE.match(line):
            return found[1]
    return "\\"


def _skip_heredocs(joined: str, lines: list[str], at: int) -> int:
    if joined.split(None, 1)[0].upper() not in ("RUN", "COPY", "ADD"):
        return at
    for _, word in _HEREDOC.findall(joined):
        end = next((n for n in range(at, len(lines)) if lines[n].strip() == word), None)
        at = at if end is None else end + 1
    return at


def _instruction(joined: str, lines: list[str], first: int, end: int, path: str) -> Instruction | None:
    name, _, value = joined.strip().partition(" ")
    if not name or not name.isalpha():
        return None
    if "<<" in joined and name.upper() == "RUN":
        value = value + "\n" + "\n".join(lines[first + 1 : end])
    flags: list[tuple[str, str]] = []
    value = value.strip()
    while found := _FLAG.match(value):
        flags.append((found[1], found[2] or ""))
        value = value[found.end() :].lstrip()
    return Instruction(name.upper(), value, tuple(flags), Location(path, first + 1, max(end, first + 1)))


def _exec_form(value: str) -> tuple[str, ...] | None:
    if not value.startswith("["):
        return None
    try:
        words = json.loads(value)
    except ValueError:
        return None
    return tuple(map(str, words)) if isinstance(words, list) else None


def holds_only(stages: tuple[Stage, ...], named: re.Pattern[str]) -> bool:
    """Whether all folders that get into an image from the repository are called so; manifests apart."""
    orders = (i for s in stages for i in s.instructions if i.name in ("COPY", "ADD") and "from" not in dict(i.flags))
    folders = [word for i in orders for word in i.value.split()[:-1] if not _MANIFEST.search(word)]
    return bool(folders) and all(named.search(word) for word in folders)
