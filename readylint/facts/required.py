"""Required: where the app refuses to start without a setting: a schema, a typed read without a default, an own check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.callers import Callers
from readylint.facts.ci.model import shown
from readylint.facts.code import Code, Source
from readylint.facts.compose import Compose
from readylint.facts.dependencies import Dependencies
from readylint.facts.environment import Environment
from readylint.facts.files import Files
from readylint.facts.paths import unpackaged
from readylint.facts.platforms import Platforms
from readylint.facts.releases import Releases
from readylint.facts.structured import Structured
from readylint.facts.usage import settings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ALIAS = {"typescript": "javascript", "tsx": "javascript"}
_ASKED = regex(r"\b(?:os\.)?(?:environ|getenv)\b")
_APART = regex(
    r"(?i)(?:^|/)(?:scripts?|tools?|hack|cmd/migrat\w*|migrations?|seeds?|bench\w*|examples?|spec|e2e|cli|tasks|load[-_]?tests?|tests?[-_][\w-]+|terraform|\.github|releas(?:e|ing))/"
    r"|(?:^|/)(?:conftest|setup|fabfile|gulpfile|Rakefile|deploy)\b"
)
_MISSING = regex(r"(?i)\bmissing\b[^\n]{0,40}\benv(?:ironment)?[ _]var")  # says itself what it is about
# a helper that reads the variable whose name it is given, and says that name
_BY_NAME = regex(r"\b(?:environ(?:\.get)?|[gG]etenv|LookupEnv|process\.env|ENV(?:\.fetch)?|env\.get|env::var)\s*[\[(]\s*[a-z]\w*\s*[\])]")
_ITS_NAME = regex(r"\{[^{}\n]{0,30}(?i:name|key|var|param|setting)\w*\}|%[sqv]\b")
_COMMAND = regex(r"(?:^|/)management/commands/")  # of Django, whose options are no settings of the server
_OPTION = regex(r"(?<!\w)--[a-zA-Z]|\barg(?:ument)?s?\b")
_BY_HAND = regex(r"\bprocess\.argv\[2\]|\bsys\.argv\[1\]")  # a script that whoever runs it tells what to do
_KEPT = regex(
    r"\bsecret_(?:key_base|token)\s*=\s*(?!\s*(?:ENV|Rails\.application\.(?:credentials|secrets)|credentials))\S"
    r"|\bsecret_key_base[^\n]*\|\|\s*[\"']"
)
_PLACEHOLDER = regex(r"\$\{(?P<key>(?!random\.|project\.)[a-z][a-z0-9]*(?:[.-][a-z]\w*)+)\}")  # those two Spring and Maven fill in
_VALUE = regex(r"@Value\(\s*(?:value\s*=\s*)?\"\\?\$\{(?P<key>[\w.-]+)\}\"\s*\)")
_SPRING = regex(r"(?:^|/)(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$")
_REST = regex(r"[^\n]{0,160}(?:\n[ \t]{0,60}f?[\"'`][^\n]{0,160}){0,4}")  # of a message, on lines of their own
_SCHEMA = regex(r"\b(\w+)\s*\.\s*$")  # in front of `parse(process.env)`
_FIELD = regex(r"""(?m)^[ \t]*["']?[A-Z][A-Z0-9_]*["']?\s*:""")
_MAY_LACK = regex(r"\.(?:default|optional|nullish|catch|prefault)\s*\(")
_IN_TEST_OR_DEV = regex(r"(?i)(?:^|[-_./])(?:test|dev|development|local)(?:[-_./]|$)")


class Refusal(Struct, frozen=True):
    """A place that stops the start when a setting is missing, and how."""

    at: Location
    how: str


class Required:
    """Where the app refuses to start without a setting."""

    def __init__(
        self, files: Files, code: Code, environment: Environment, compose: Compose, releases: Releases, platforms: Platforms,
        structured: Structured, dependencies: Dependencies, callers: Callers,
    ) -> None:  # fmt: skip
        self._files, self._code, self._environment, self._structured, self._callers = files, code, environment, structured, callers
        self._compose, self._releases, self._platforms, self._dependencies = compose, releases, platforms, dependencies

    @classmethod
    def of(
        cls, files: Files, code: Code, environment: Environment, compose: Compose, releases: Releases, platforms: Platforms,
        structured: Structured, dependencies: Dependencies, callers: Callers,
    ) -> Required:  # fmt: skip
        return cls(files, code, environment, compose, releases, platforms, structured, dependencies, callers)

    def __iter__(self) -> Iterator[Refusal]:
        return iter(self.all)

    @cached_property
    def all(self) -> tuple[Refusal, ...]:
        """One for each place, the app's own code first."""
        found: dict[Location, Refusal] = {}
        ways = (self._declared, self._injected, self._read_strictly, self._checked, self._elsewhere, self._by_framework)
        for refusal in (r for way in ways for r in way()):
            found.setdefault(refusal.at, refusal)
        return tuple(found.values())

    def _declared(self) -> Iterator[Refusal]:
        """Fields of a settings class and placeholders of Spring that have no default; fields of Go whose tag requires a value."""
        for read in self._environment.reads:
            source = self._files.get(read.at.path)
            if read.has_default or source is None or _IN_TEST_OR_DEV.search(read.at.path):
                continue
            if source.language == "python" and read.refuses and not _ASKED.search(_line(source.text, read.at.line)):
                yield Refusal(read.at, f"{read.name} has no default in the settings class, which fails without it")
            elif source.language == "go" and read.refuses and not _APART.search(source.path):
                yield Refusal(read.at, f"{read.name} is required by its field's tag, so that reading the settings fails without it")
            elif _SPRING.search(source.path):
                yield Refusal(read.at, f"`${{{read.name}}}` has no default, so that Spring stops without it")

    def _read_strictly(self) -> Iterator[Refusal]:
        table = _table()["schema"]
        for source in self._code.sources(*table["words"], among=self._own):
            found = source.each(_read_strictly)
            yield from (refusal for start, refusal in found if self._callers.reach(source, start))

    def _injected(self) -> Iterator[Refusal]:
        """Placeholders that Spring puts in, of properties that its configuration for all profiles does not set."""
        main = self._files.match("application.yml", "application.yaml", "application.properties", kinds=("config",))
        written = [(source, _VALUE) for source in self._code.sources("Value", language=("java", "kotlin"))]
        for source, pattern in (*written, *((self._code.source(f), _PLACEHOLDER) for f in main)):
            for match, at in source.search(pattern):
                places = settings(self._files, self._structured, match["key"])
                if not any("-" not in place.path.rpartition("/")[2] for place in places):
                    yield Refusal(at, f"`{match['key']}` has no default, so that Spring stops without it")
                    break

    def _by_framework(self) -> Iterator[Refusal]:
        """Rails starts in production with no secret key by no means (ruling 5), unless one stands in the code."""
        rails = self._dependencies.find({"gem": ("rails",)})
        among = self._files.match("**/config/initializers/*.rb", "**/config/application.rb", "**/config/environments/production.rb")
        if rails and among and not any(_KEPT.search(self._code.source(f).code) for f in among):
            yield Refusal(rails[0].at, "Rails refuses to start in production without its secret key")

    def _checked(self) -> Iterator[Refusal]:
        """Own checks: they stop, say what is missing, and speak of a variable of the environment."""
        for source in self._code.sources(*_table()["check"]["words"], among=self._own):
            yield from source.each(_checked)

    def _elsewhere(self) -> Iterator[Refusal]:
        lines = _table()["lines"]
        for compose in self._compose.run:
            file = self._files.get(compose.path)
            if file and (found := re.search(lines["compose"], file.text)):
                yield Refusal(file.place(found.start()), f"Compose refuses to start without `{found[0].strip('${:?')}`")
        for act in self._releases.entries:
            if act.is_file and (found := re.search(lines["shell"], act.text, re.MULTILINE)):
                at = Location(act.at.path, act.text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1)
                yield Refusal(at, f"{act.by} stops without a variable")
        for platform in self._platforms.named("AWS SAM"):
            for name, at, body in platform.body["Parameters"].items or ():
                if not body["Default"] and body["Type"]:
                    yield Refusal(at, f"the template refuses to deploy without {name}")

    @cached_property
    def _own(self) -> tuple[Any, ...]:
        found = (*self._code.server, *self._files.match("**/config/*.{yml,yaml,yml.erb}", kinds=("config",)))
        return tuple(f for f in found if not _APART.search(unpackaged(f.path)))


def _table() -> dict[str, Any]:
    return known("facts/required")


@cache
def _strict(language: str) -> tuple[re.Pattern[str], ...]:
    patterns = _table()["schema"].get("ruby" if language == "yaml" else language, ())
    return tuple(compiled(p, re.MULTILINE) for p in patterns)


@cache
def _own_check() -> tuple[re.Pattern[str], ...]:
    row = _table()["check"]
    return compiled(row["stops"] + row["says"]), *(compiled(row[key]) for key in ("name", "near", "words_of", "paths"))


def _read_strictly(source: Source) -> Iterator[tuple[int, Refusal]]:
    for pattern in _strict(_ALIAS.get(source.language, source.language)):
        for match, at in source.search(pattern) if pattern.search(source.text) else ():  # comments cost a parse
            if _asks_for_nothing(match):
                continue
            yield match.start(), Refusal(at, f"`{shown(match[0])}` fails when the setting is missing")
            break


def _asks_for_nothing(parsed: re.Match[str]) -> bool:
    """Whether each field of the schema that the environment is read by, where it stands in the same file, may be missing."""
    code = parsed.string
    name = _SCHEMA.search(code, max(0, parsed.start() - 80), parsed.start())
    made = re.search(rf"\b{re.escape(name[1])}\s*=\s*(?:z\s*\.\s*object|[Jj]oi\.object|yup\.object)\s*\(\s*\{{", code) if name else None
    if not made:
        return False
    end = closed(code, made.end() - 1)
    fields = _FIELD.split(code[made.end() : end])[1:]
    return bool(fields) and code[end - 1] == "}" and all(_MAY_LACK.search(field) for field in fields)


def _checked(source: Source) -> Iterator[Refusal]:
    stops, name, near, words, paths = _own_check()
    if not (near.search(source.text) or _MISSING.search(source.text)) or _BY_HAND.search(source.text):
        return
    for match in stops.finditer(source.code):
        before = source.code[max(0, match.start() - 250) : match.start()]
        said = match["said"] + _REST.match(source.code, match.end())[0]  # type: ignore[index]
        if _COMMAND.search(source.path) and _OPTION.search(said):
            continue
        told = _MISSING.search(said)
        named = name.search(said) or (paths.search(source.path) and words.search(said))
        named = named or (_ITS_NAME.search(said) and _BY_NAME.search(before))
        if (told or (named and near.search(before + match[0]))) and not _in_handler(before):
            yield Refusal(source.place(match.start()), f"the start is stopped with “{shown(match['said'])}”")
            return


def _in_handler(before: str) -> bool:
    """Whether the lines before are of a getter or of an answer to a request, which come long after the start."""
    getter = r"\bget \w+\(\)[^\n]*\{[^}]*$"
    handler = r"\((?:req|request|ctx|c|_req)\b[^)\n]*(?:res|reply|next|w http)\b[^)]*\)[^}]*$"
    method = r"\b(?:private|protected|public)\s+\w+\([^)\n]*\)[^{\n]*\{\s*$"  # that only throws, for whoever asks it
    return bool(re.search(f"{getter}|{handler}|{method}", before))


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
