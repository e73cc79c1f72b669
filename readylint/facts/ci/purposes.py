"""What a command is for: the table commands.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct

from readylint.knowledge import known, regex
from readylint.patterns import compiled

NEVER = regex(r"(?!)")
LONGEST = 2000  # characters of a command that are looked at
ASKED = 10_000  # answers that are kept: many rules ask for the same purposes
SHORT = {"<flags>": r"(?:(?:-\S+|\w+=\S*)\s+(?:[^-\s=]+\s+)??)*", "<words>": r"(?:\S+\s+)*?"}


class Action(Struct, frozen=True):
    """An action, task or orb of a purpose, where it needs an input to be of it."""

    uses: re.Pattern[str]
    inputs: tuple[tuple[str, re.Pattern[str]], ...]

    def matches(self, uses: str, given: Mapping[str, str]) -> bool:
        return bool(self.uses.search(uses)) and all(p.search(given.get(key, "")) for key, p in self.inputs)


class Purpose:
    """How a purpose shows: in a command, in the name of a target, in an action, in the name of a remote workflow. A pattern is
    compiled when it is first asked for: most of a purpose is about tools that a repository does not use."""

    def __init__(self, parts: Mapping[str, list[Any]]) -> None:
        self._parts = parts

    @cached_property
    def commands(self) -> re.Pattern[str]:
        return any_of(self._parts["commands"])

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return any_of(self._parts["named"])

    @cached_property
    def _never(self) -> re.Pattern[str]:
        return any_of(self._parts["never"])

    @cached_property
    def _remote(self) -> re.Pattern[str]:
        return any_of(self._parts["remote"], re.I)

    @cached_property
    def _not_remote(self) -> re.Pattern[str]:
        return any_of(self._parts["not_remote"], re.I)

    @cached_property
    def _actions(self) -> tuple[Action, ...]:
        return tuple(_action(a) for a in self._parts["uses"])

    @lru_cache(maxsize=ASKED)  # noqa: B019 -- a purpose lives as long as the process
    def done_by(self, bare: str, by_name: bool = True) -> bool:
        bare = bare[:LONGEST]
        found = self.commands.search(bare) or (by_name and self._named.search(bare))
        return bool(found) and not self._never.search(bare)

    @lru_cache(maxsize=ASKED)  # noqa: B019 -- a purpose lives as long as the process
    def used_by(self, uses: str, given: tuple[tuple[str, str], ...]) -> bool:
        inputs = dict(given)
        return any(a.matches(uses, inputs) for a in self._actions)

    def called(self, name: str) -> bool:
        return bool(self._remote.search(name)) and not self._not_remote.search(name)


def table() -> Mapping[str, Any]:
    return known("facts/commands")


@lru_cache(maxsize=64)
def purpose(name: str) -> Purpose:
    """The purpose of this name. Raises KeyError for one that commands.toml does not hold."""
    made = table()["purpose"][name]
    names = [*made.get("include", ()), name]
    keys = ("commands", "named", "never", "remote", "not_remote", "uses")
    return Purpose({key: [p for n in names for p in table()["purpose"][n].get(key, ())] for key in keys})


def any_of(patterns: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """One pattern for any of these; none matches nothing."""
    joined = "|".join(f"(?:{p})" for p in patterns)
    for short, meant in SHORT.items():
        joined = joined.replace(short, meant)
    return compiled(joined, flags) if joined else NEVER


def _action(entry: str | Mapping[str, str]) -> Action:
    if isinstance(entry, str):
        return Action(compiled(entry, re.I), ())
    inputs = tuple((key, compiled(p, re.I)) for key, p in entry.items() if key != "uses")
    return Action(compiled(entry["uses"], re.I), inputs)


class Wrapper(Struct, frozen=True):
    """What may stand in front of a command without changing what it does."""

    words: tuple[str, ...]
    takes: frozenset[str]
    then: frozenset[str]
    skips: int
    until: re.Pattern[str] | None

    def after(self, tokens: list[str]) -> int:
        """Where the command begins that it wraps, 0 when this is no such wrapper."""
        at = len(self.words)
        if tuple(tokens[:at]) != self.words:
            return 0
        if self.until:
            return next((n + 1 for n in range(at, len(tokens)) if self.until.fullmatch(tokens[n])), 0)
        at = self._past_flags(tokens, at)
        if self.then:
            if at >= len(tokens) or tokens[at] not in self.then:
                return 0
            at = self._past_flags(tokens, at + 1)
        for _ in range(self.skips):
            at = self._past_flags(tokens, at + 1)
        return at

    def _past_flags(self, tokens: list[str], at: int) -> int:
        while at < len(tokens) and tokens[at].startswith("-"):
            at += 2 if tokens[at] in self.takes else 1
        return at


@lru_cache(maxsize=1)
def wrappers() -> Mapping[str, tuple[Wrapper, ...]]:
    """The wrappers by the word they begin with, the longest first."""
    made: dict[str, list[Wrapper]] = {}
    for entry in table()["wrapper"]:
        until = compiled(entry["until"]) if "until" in entry else None
        for start in entry["starts"]:
            words = tuple(start.split())
            wrapper = Wrapper(words, frozenset(entry.get("takes", ())), frozenset(entry.get("then", ())), entry.get("skips", 0), until)
            made.setdefault(words[0], []).append(wrapper)
    return {word: tuple(sorted(found, key=lambda w: -len(w.words))) for word, found in made.items()}


_WORD = regex(r"""(?:"[^"]*"|'[^']*'|\$\{\{[^}]*\}\}|\$(?!\{\{[^}]*\}\})|[^\s"'$])+|["']""")
_ASSIGNMENT = regex(
    r"""(?:"[A-Za-z_]\w*=[^"\n]*"|'[A-Za-z_]\w*=[^'\n]*')\s+(?=\S)"""
    r"""|[A-Za-z_]\w*=(?:\$\([^)]*\)|"[^"]*"|'[^']*'|\$\{\{[^}]*\}\}|\$(?!\(|\{\{[^}]*\}\})|[^\s"'$])*\s+(?=\S)"""
)


def unwrapped(text: str) -> str:
    """A command without the outermost thing in front of it; the same text when nothing is."""
    if assigned := _ASSIGNMENT.match(text):
        return text[assigned.end() :]
    shorter = prefixes().sub("", text, count=1)
    if shorter != text:
        return shorter
    first = _WORD.search(text)
    if not first or first[0] not in wrappers():
        return text
    spans = [m.span() for _, m in zip(range(80), _WORD.finditer(text))]
    tokens = [text[a:b] for a, b in spans]
    for wrapper in wrappers()[first[0]]:
        at = wrapper.after(tokens)
        if 0 < at < len(tokens):
            return text[spans[at][0] :]
    return text


@lru_cache(maxsize=1)
def prefixes() -> re.Pattern[str]:
    return any_of(table()["prefix"]["patterns"])


@lru_cache(maxsize=1)
def soft() -> re.Pattern[str]:
    """Arguments that keep a command's failure from counting."""
    return any_of(table()["soft"]["arguments"])


def understood(bare: str) -> bool:
    """Whether some purpose, or none at all (`echo`, `cd`), is what a command is for."""
    return bool(any_of_noise().search(bare)) or any(purpose(p).commands.search(bare) for p in table()["purpose"])


@lru_cache(maxsize=1)
def any_of_noise() -> re.Pattern[str]:
    return any_of(table()["noise"]["patterns"])


@lru_cache(maxsize=1)
def action_commands() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Actions that are a command in disguise, and its template."""
    return tuple((compiled(a["uses"], re.I), a["runs"]) for a in table()["action"])


def command_of(uses: str, given: Mapping[str, str]) -> str:
    """The command an action stands for, "" when none is known."""
    for pattern, template in action_commands():
        if pattern.search(uses):
            return re.sub(r"\{([\w-]+)(?:=([^}]*))?\}", lambda m: given.get(m[1]) or m[2] or "", template).strip()
    return ""
