"""Limits: what keeps one client from asking too often, in code that is at work, in servers' files and in infrastructure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code, Source
from readylint.facts.compose import Compose
from readylint.facts.edge import live
from readylint.facts.files import Files
from readylint.facts.handlers import below, block
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

REACH = 4000  # characters in front of a call in which its function begins
_BRACE = regex(r"(?:\blocation[ \t]+(?:(?:=|~\*?|\^~)[ \t]*)?(?P<path>[^\s{;]+)[ \t\r\n]*)?\{|\}")
_OF_API = regex(r"\bthrottle:api\b|ThrottleRequests::class\s*\.\s*[\"']:api\b")
_REGISTERS = regex(r"\.register\(")  # Fastify: how a plugin is taken in, and nobody signs up by it
_STEP = regex(r"[A-Za-z][\w-]*")


class Limit(Struct, frozen=True):
    """A limiter at work. `login`: it guards logging in, signing up or resetting a password only; `everywhere`: every request
    passes it, not those of single routes only."""

    name: str
    at: Location
    login: bool = False
    everywhere: bool = True


def _table() -> dict[str, Any]:
    return known("facts/limits")


class Limits:
    """The limiters at work in front of and inside the app; `idle` are those that are set up and limit nothing."""

    def __init__(self, all: tuple[Limit, ...], idle: tuple[Limit, ...] = ()) -> None:
        self.all, self.idle = all, idle

    def __iter__(self) -> Iterator[Limit]:
        return iter(self.all)

    @classmethod
    def of(
        cls, sightings: Sightings, code: Code, compose: Compose, workloads: Workloads, infrastructure: Infrastructure, files: Files
    ) -> Limits:
        off = dict(_switched_off(code, files))
        found = [*_in_code(sightings, code, tuple(off)), *_own(code), *_in_lines(sightings)]
        found += [*_in_kubernetes(workloads), *_in_compose(compose), *_declared(infrastructure)]
        found = list({(f.at.path, f.at.line): f for f in reversed(found)}.values())[::-1]
        idle = () if found or off else sightings.firsts(_table()["idle"])
        return cls(tuple(found), (*off.values(), *(Limit(seen.name, seen.at) for seen in idle)))


def _switched_off(code: Code, files: Files) -> Iterator[tuple[str, Limit]]:
    """What makes limiters that let everybody through, by its name: unless a switch is on, which nothing that is committed sets."""
    table = _table()["off"]
    for match, at in code.search(table["maker"], "next", language=("javascript", "typescript")):
        switch = re.escape(match["switch"])
        default = code.search(table["default"].replace("{switch}", switch), match["switch"])
        is_off = "process.env." in match["held"] or next(default, None) is not None
        setting = compiled(table["on"].replace("{switch}", switch))
        given = (f for f in files.match(*table["files"], kinds=("app", "config", "other")) if not re.search(table["samples"], f.path))
        if is_off and not any(setting.search(f.text) for f in given):
            yield match["name"] or match["name2"], Limit(f"a limiter that is off unless {match['switch']} is set", at)


def _in_code(sightings: Sightings, code: Code, off: tuple[str, ...]) -> Iterator[Limit]:
    for seen in sightings.find(_table()["limiter"]):
        place = seen.row.get("place", "")
        called = seen.match.string[seen.start : seen.match.end() + 1]
        if not (source := seen.source) or _is_of_nothing(seen, code):
            continue
        if not any(re.search(rf"\b{name}\(", called) for name in off):
            yield Limit(seen.name, seen.at, _guards_login(source, seen.match, place), _is_everywhere(source, seen.match, place))


def _is_of_nothing(seen: Sighting, code: Code) -> bool:
    """Laravel: the limit of a kernel's group for routes that nothing loads."""
    root = seen.at.path.removesuffix("app/Http/Kernel.php")
    return root != seen.at.path and f"{root}routes/api.php" in code.orphans and bool(_OF_API.search(seen.statement))


def _guards_login(source: Source, match: re.Match[str], place: str) -> bool:
    """Whether what is limited is a login: as the lines, the function below, or the block say."""
    login, code = _table()["login"], source.code
    start = code.rfind("\n", 0, match.start()) + 1
    end = code.find("\n", match.end())
    text = code[start : end if end >= 0 else len(code)]
    if place == "below":
        name, body = below(source, match.end())
        text += code[max(code.rfind("\n\n", 0, match.start()), 0) : body.start] + name if body else ""
    elif place == "block":
        text = block(source, match.start()).text
    elif place == "statement":
        start = max(code.rfind(mark, 0, match.start()) for mark in (";", "{", "}", "=> [")) + 1
        text += re.split(r"[;{]", code[start : match.end() + 300])[0]
    elif place == "above":
        text += "".join(re.findall(r"\b(?:class|def)\s+\w+", code[: match.start()])[-1:])
    text = _REGISTERS.sub("(", text)
    return bool(re.search(login["words"], text) or (place == "file" and re.search(login["paths"], source.path)))


def _is_everywhere(source: Source, match: re.Match[str], place: str) -> bool:
    scope, code = _table()["scope"], source.code
    if place == "block" and compiled(scope["path"]).search(block(source, match.start()).text):
        return False
    text = code[code.rfind("\n", 0, match.start()) + 1 : match.end()]
    return bool(re.search(scope["everywhere"], text)) or not (place in ("below", "above", "file") or re.search(scope["single"], text))


def _own(code: Code) -> Iterator[Limit]:
    """A limiter that the app wrote itself, where it is called in several places and refusals are told to the client."""
    own = _table()["own"]
    found = [Limit("a limiter of its own", at, _is_of_login(m, at.path), False) for m, at in code.search(own["call"], *own["words"])]
    if len(found) >= own["places"] and any(True for _ in code.search(own["answer"])):
        yield from found


def _is_of_login(match: re.Match[str], path: str) -> bool:
    """Whether the call, the function around it or the file is about a login."""
    own, login = _table()["own"], _table()["login"]
    names = compiled(own["beneath"]).findall(match.string, max(0, match.start() - REACH), match.start())
    return bool(compiled(login["words"]).search(f"{match[0]} {''.join(names[-1:])}") or compiled(login["paths"]).search(path))


def _in_lines(sightings: Sightings) -> Iterator[Limit]:
    for seen in sightings.find(_table()["line"], where=live):
        single = _location(seen) if seen.row.get("place") == "location" else ""
        yield Limit(seen.says, seen.at, bool(re.search(_table()["login"]["words"], single)), not single)


def _location(seen: Sighting) -> str:
    """The path of nginx's location around a line, where it is a single route's: the folders in front of it name none."""
    depth, before = 0, seen.match.string[: seen.start]
    for brace in reversed(list(_BRACE.finditer(before))):
        depth += -1 if brace[0] == "}" else 1
        if depth > 0 and brace["path"]:
            steps = [step for step in _STEP.findall(brace["path"]) if not re.fullmatch(_table()["scope"]["folder"], step)]
            return brace["path"] if len(steps) > 1 or (steps and re.search(_table()["login"]["words"], brace["path"])) else ""
        depth = min(depth, 0)
    return ""


def _in_kubernetes(workloads: Workloads) -> Iterator[Limit]:
    table = _table()["kubernetes"]
    for found in workloads.of_kind("Ingress", "Service", "Gateway", "HTTPRoute"):
        for name, at, value in found.get("metadata", "annotations").items or ():
            if compiled(table["annotation"]).fullmatch(name) and ("konghq" not in name or "rate" in str(value)):
                yield Limit(f"{found.kind} {found.name}: {name.rpartition('/')[2]}", at)
    for found in workloads.of_kind(*table["kinds"]):
        wanted = table["kinds"][found.kind]
        if any(re.search(wanted, text) for key, value in found.body.walk() for text in (key, str(value))):
            yield Limit(f"{found.kind} {found.name} limits requests", found.at)


def _in_compose(compose: Compose) -> Iterator[Limit]:
    for service in (s for f in compose.run for s in f.services):
        named = (at for name, _, at in service.labels if compiled(_table()["kubernetes"]["label"]).search(name))
        yield from (Limit("Traefik limits requests", at) for at in named)


def _declared(infrastructure: Infrastructure) -> Iterator[Limit]:
    for row in _table()["resource"]:
        for resource in infrastructure.of_type(*row["types"]):
            if "key" not in row:
                yield Limit(f"{resource.type} {resource.name}", resource.at)
                continue
            key = next((v.at for k, v in resource.body.walk() if compiled(row["key"]).fullmatch(k)), None)
            if key:
                yield Limit(f"{resource.type} {resource.name} limits requests", key)
