"""The matchers of declarative rules. Each stands for a fact: it checks its value when the rule is read, and finds places in a scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Literal

from msgspec import Struct

from readylint.model import Finding, Location, contradicts, supports
from readylint.patterns import compiled
from readylint.rule import Check

Section = Literal["require", "forbid"]
Place = tuple[Location, str]  # where, and what stands there
Find = Callable[[Mapping[str, Any], Mapping[str, Any]], Iterator[Place]]  # the clause, the facts by parameter name


class Matcher(Struct, frozen=True):
    """How one matcher is checked, which facts it needs (module:Class), and how it finds."""

    check: Callable[[Any], None]
    facts: Mapping[str, str]
    find: Find
    options: Mapping[str, Callable[[Any], None]]


class Clause(Struct, frozen=True):
    """One `[[require]]` or `[[forbid]]`: a matcher with its value and options."""

    section: str
    matcher: str
    raw: Mapping[str, Any]

    def findings(self, facts: Mapping[str, Any]) -> Iterator[Finding]:
        """What the clause finds: evidence, or defects."""
        made = supports if self.section == "require" else contradicts
        for at, what in MATCHERS[self.matcher].find(self.raw, facts):
            yield made(at, str(self.raw.get("says") or what))


def clause(raw: Mapping[str, Any], section: str) -> Clause:
    """A clause as written. Raises ValueError with what is wrong."""
    named = [key for key in raw if key in MATCHERS and not (key == "file" and "text" in raw)]
    if len(named) != 1:
        raise ValueError(
            f"a [[{section}]] holds one matcher, one of {', '.join(MATCHERS)}"
            + (f"; here are {' and '.join(named)}" if named else _near(raw))
        )
    matcher = MATCHERS[named[0]]
    for key, value in raw.items():
        if key == named[0]:
            _checked(key, value, matcher.check)
        elif key in matcher.options:
            _checked(key, value, matcher.options[key])
        elif key != "says":
            near = get_close_matches(key, [*matcher.options, "says"], 1)
            raise ValueError(f"unknown key {key!r} beside {named[0]!r}" + (f", did you mean {near[0]!r}?" if near else ""))
    if named[0] == "text" and "file" not in raw:
        raise ValueError("'text' needs 'file', the files to look into")
    return Clause(section, named[0], raw)


def _near(raw: Mapping[str, Any]) -> str:
    near = [n for key in raw for n in get_close_matches(key, MATCHERS, 1)]
    return f"; did you mean {near[0]!r}?" if near else ""


def _checked(key: str, value: Any, check: Callable[[Any], None]) -> None:
    try:
        check(value)
    except ValueError as error:
        raise ValueError(f"{key!r}: {error}") from error


def read_clauses(clauses: Iterable[Clause]) -> Check:
    """The check of these clauses: a function that asks for the facts they need, and no others."""
    wanted = tuple(clauses)

    def check(**facts: Any) -> Iterator[Finding]:
        for one in wanted:
            yield from one.findings(facts)

    needed = {name: home for one in wanted for name, home in MATCHERS[one.matcher].facts.items()}
    check.__annotations__ = {name: _load(home) for name, home in sorted(needed.items())}
    return check


def _load(home: str) -> Any:
    module, _, name = home.partition(":")
    return getattr(import_module(f"readylint.facts.{module}"), name)


# ---------------------------------------------------------------- what may be written


def _regex(value: Any) -> None:
    if not isinstance(value, str) or not value:
        raise ValueError("a regular expression, as text, is wanted")
    try:
        compiled(value, re.MULTILINE)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


def _texts(value: Any) -> None:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise ValueError("a list of texts is wanted")


def _packages(value: Any) -> None:
    from readylint.facts.usage import ECOSYSTEMS

    if not isinstance(value, dict) or not value:
        raise ValueError('packages by ecosystem are wanted: { pypi = ["name"] }')
    for ecosystem, names in value.items():
        if ecosystem not in ECOSYSTEMS:
            near = get_close_matches(ecosystem, ECOSYSTEMS, 1, 0.5)
            raise ValueError(
                f"no ecosystem is called {ecosystem!r}, "
                + (f"did you mean {near[0]!r}?" if near else f"one of {', '.join(ECOSYSTEMS)} is wanted")
            )
        _texts(names)


def _subject(value: Any) -> None:
    from readylint.facts.provisions import subjects

    if value not in subjects():
        near = get_close_matches(str(value), subjects(), 1)
        raise ValueError("no subject of provisions" + (f", did you mean {near[0]!r}?" if near else ""))


# ---------------------------------------------------------------- what is found


def _used(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    for use in facts["usage"].find(raw["used"]):
        yield use.at, f"{use.package} is used"


def _code(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    yield from _each(raw, facts["code"].search(raw["code"], *raw.get("words", ()), language=raw.get("language", ())))


def _each(raw: Mapping[str, Any], found: Iterable[tuple[re.Match[str], Location]]) -> Iterator[Place]:
    for match, at in found:
        yield at, shown(match[0])


def _file(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    for file in facts["files"].match(*raw["file"]):
        yield file.at, f"{file.path} exists"


def _text(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    code = facts["code"]
    pattern = compiled(raw["text"], re.MULTILINE)
    for file in facts["files"].match(*raw["file"]):
        if pattern.search(file.text):
            yield from _each(raw, code.source(file).search(pattern))


def _step(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    pattern = compiled(raw["step"])
    for pipeline in facts["pipelines"]:
        for command in (c for job in pipeline.jobs for step in job.steps for c in step.commands):
            if pattern.search(command.bare or command.text):
                yield command.start, f"CI runs `{shown(command.text)}`"


def _resource(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    argument = compiled(raw.get("argument", ""), re.MULTILINE)
    objects = facts["workloads"].of_kind(*raw["resource"])
    for resource in (*objects, *facts["infrastructure"].of_type(*raw["resource"])):
        kind = getattr(resource, "kind", None) or resource.type
        text = _text_of(resource, facts["code"], facts["files"])
        if match := argument.search(text):
            line = resource.at.line + text.count("\n", 0, match.start())
            yield Location(resource.at.path, line), f"{kind} {resource.name}".strip()


def _text_of(resource: Any, code: Any, files: Any) -> str:
    """The lines of a declared resource, comments blanked."""
    file = files.get(resource.at.path)
    end = max(resource.at.end_line or 0, resource.body.at.end_line or 0, resource.at.line)
    return "\n".join(code.source(file).code.split("\n")[resource.at.line - 1 : end]) if file else ""


def _document(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    for document, section in facts["documents"].sections(compiled(raw["document"], re.IGNORECASE)):
        if not all(part.stub for part in (section, *document.below(section))):
            yield section.at, f"“{shown(section.heading)}” is documented"


def _provided(raw: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Place]:
    for found in facts["provisions"].on(raw["provided"]):
        yield found.at, found.says


def shown(text: str) -> str:
    """A piece of a file on one line, short enough for a message."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= 80 else line[:79] + "…"


_SOURCES = {"code": "code:Code", "files": "files:Files"}
MATCHERS: Mapping[str, Matcher] = {
    "used": Matcher(_packages, {"usage": "usage:Usage"}, _used, {}),
    "code": Matcher(_regex, {"code": "code:Code"}, _code, {"language": _texts, "words": _texts}),
    "text": Matcher(_regex, _SOURCES, _text, {"file": _texts}),
    "file": Matcher(_texts, {"files": "files:Files"}, _file, {}),
    "step": Matcher(_regex, {"pipelines": "pipelines:Pipelines"}, _step, {}),
    "resource": Matcher(
        _texts,
        {**_SOURCES, "workloads": "workloads:Workloads", "infrastructure": "infrastructure:Infrastructure"},
        _resource,
        {"argument": _regex},
    ),
    "provided": Matcher(_subject, {"provisions": "provisions:Provisions"}, _provided, {}),
    "document": Matcher(_regex, {"documents": "documents:Documents"}, _document, {}),
}
