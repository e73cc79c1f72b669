"""Compose: the services of docker-compose files, and which files are how the app is run for users (ruling 8)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from readylint.crash import Refused
from readylint.facts.files import File, Files
from readylint.facts.filling import assigned, interpolated
from readylint.facts.structured import Node, Structured
from readylint.knowledge import regex
from readylint.model import Location

Purpose = Literal["production", "development", "test", ""]

PATHS = (
    "*docker-compose*.yml", "*docker-compose*.yaml", "compose.yml", "compose.yaml", "compose.*.yml", "compose.*.yaml",
    "compose-*.yml", "compose-*.yaml", "*.compose.yml", "{prod,production,local,dev,development}.{yml,yaml}",
)
_WORDS: tuple[tuple[Purpose, frozenset[str]], ...] = (
    ("test", frozenset(
        "test tests testing ci e2e integration playwright cypress bench benchmark benchmarks comparison loadtest profiling".split()
    )),
    ("production", frozenset("prod production deploy deployment release live server swarm stack selfhost selfhosted".split())),
    ("development", frozenset(
        "dev develop development devel local localhost localdev override debug devcontainer demo sample example deps infra".split()
    )),
)
_EXAMPLE = frozenset({"example", "sample"})
_SET_ASIDE = frozenset("old copy bak orig deprecated".split())
_HOSTING = ("**/*host*/**/*.md", "*host*.md", "*install*.md", "*INSTALL*.md", "*deploy*.md", "*DEPLOY*.md", "*production*.md")
_SAYS_DEVELOPMENT = regex(
    r"(?im)^\s*#.*\b(?:development|dev) (?:purposes|environment|use|only|setup)|^\s*#.*(?:for (?:local )?development|local(?:ly)? only)"
    r"|^\s*#.*\bintended for (?:local |manual )?testing\b"
    r"|^\s*#.*\bnot (?:for|(?:intended|meant|suitable|made|ready) (?:to be |for |in )?) ?production\b"
)

_ENVIRONMENT = regex(r"(?:(?:NODE|FLASK|APP|RAILS|RACK|GO|ASPNETCORE|DOTNET)_)?ENV(?:IRONMENT)?|SPRING_PROFILES_ACTIVE")
# the checkout, a folder of code by its name, or one at the very place that the image has it
_SOURCE = regex(
    r"\./?:|\.\.?/?:/|\./(?:src|app|backend|server|api|lib)/?:"
    r"|\./(?!(?:data|db|media|uploads?|storage|static|logs?|certs?|keys?|config|conf|secrets?|backups?|public|tmp)\b)(\w+)/?:"
    r"/(?:app|code|srv|src|usr/src/app|opt/app|workspace)/\1/?(?::|$)"
)
_ENV_FILES = (".env.dist", ".env.sample", ".env.template", ".env.example", ".env")  # Compose reads the last, copied from one of the others
_FOR_DEVELOPERS = regex(r"(?i)(?:^|[-_.])dev(?:elop(?:ment|er)?)?(?:[-_.]|$)")  # a stage of the image
_HELPS = regex(
    r"^(?:cypress/|golangci/golangci-lint|securego/gosec|mcr\.microsoft\.com/playwright|selen(?:ium|iarm)/|grafana/k6|zaproxy/|owasp/zap)"
    r"|(?:^|/)(?:localstack(?:-pro)?|azurite|[\w-]+-emulator|mailhog|mailpit|mailcatcher|maildev|smtp4dev)(?:[:@]|$)"
)
_HELPING = regex(r"(?:^|/)(?:cypress|playwright|test-runner|e2e(?:-tests?)?)/[\w.-]*Dockerfile[\w.-]*$")
_AT_HOME = regex(r"(?i)(?:[\w-]{1,20}[,-])?(?:dev(?:elop(?:ment)?)?|local)(?:[,-][\w,-]{1,40})?")  # alone, or among several profiles


class ComposeService(Struct, frozen=True):
    """One service of a compose file. `dockerfile` is the path of the Dockerfile that it builds, "" when it builds none; `image` has the
    values that the .env file beside it, or an example of one, gives its variables."""

    name: str
    at: Location
    body: Node
    dockerfile: str = ""
    image: str = ""

    @property
    def healthcheck(self) -> Location | None:
        """Where its health check stands; None without one, or where it is switched off."""
        check = self.body["healthcheck"]
        off = check["disable"].is_true or str(next(iter(check["test"]), check)).upper() == "NONE"
        return self.body.key("healthcheck") if check and not off else None

    @property
    def switched_off(self) -> Location | None:
        """Where its health check is switched off."""
        return self.body.key("healthcheck") if self.body["healthcheck"] and not self.healthcheck else None

    @property
    def user(self) -> Node:
        return self.body["user"]

    @property
    def ports(self) -> tuple[Node, ...]:
        """Published and exposed ports."""
        return (*self.body["ports"], *self.body["expose"])

    @property
    def command(self) -> str:
        return " ".join(map(str, self.body["command"])) if self.body["command"].parts is not None else str(self.body["command"])

    @property
    def limits(self) -> Node:
        """The memory limit, by either syntax; empty without one."""
        return self.body["mem_limit"] or self.body.get("deploy", "resources", "limits", "memory")

    @property
    def labels(self) -> tuple[tuple[str, str, Location], ...]:
        return pairs(self.body["labels"]) + pairs(self.body.get("deploy", "labels"))

    @property
    def environment(self) -> tuple[tuple[str, str, Location], ...]:
        return pairs(self.body["environment"])

    def says_development(self, values: dict[str, str]) -> bool:
        """Whether it is built here and told that it runs in development, built as its image for that, or built anew at each edit."""
        given = (*self.environment, *pairs(self.body.get("build", "args")))
        told = (value for name, value, _ in given if _ENVIRONMENT.fullmatch(name))
        sail = any(name == "LARAVEL_SAIL" for name, _, _ in self.environment)  # Laravel's environment for its developers
        apart = bool(_FOR_DEVELOPERS.search(str(self.body.get("build", "target")))) or bool(self.body.get("develop", "watch"))
        return bool(self.dockerfile) and (sail or apart or any(_AT_HOME.fullmatch(interpolated(value, values)) for value in told))

    @property
    def helps_developers(self) -> bool:
        """Whether it lints or tests the others, catches mail, or stands in for a cloud: what stands in the file is for who works on it."""
        return not self.body["profiles"] and bool(_HELPS.search(self.image) or _HELPING.search(self.dockerfile))

    @property
    def mounts(self) -> tuple[Node, ...]:
        return tuple(self.body["volumes"])

    @property
    def mounts_source(self) -> bool:
        """Whether the checkout is mounted over the image: so that an edit is seen at once, which is development."""
        return any(_SOURCE.match(f"{m['source']}:{m['target']}" if m["source"] else str(m)) for m in self.mounts)


def pairs(node: Node) -> tuple[tuple[str, str, Location], ...]:
    """The pairs of a mapping, or of a list of `name=value`."""
    if node.items is not None:
        return tuple((name, str(value), at) for name, at, value in node.items)
    split = ((str(part).partition("="), part.at) for part in node.parts or ())
    return tuple((name, value, at) for (name, _, value), at in split)


class ComposeFile(Struct, frozen=True):
    """One compose file. `purpose` is what its name, else its opening comment, says."""

    path: str
    services: tuple[ComposeService, ...]
    purpose: Purpose
    at: Location

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def service(self, name: str) -> ComposeService | None:
        return next((s for s in self.services if s.name == name), None)

    @property
    def builds(self) -> tuple[ComposeService, ...]:
        """The services that are built from the repository."""
        return tuple(s for s in self.services if s.dockerfile)

    @property
    def mounts_source(self) -> bool:
        """Whether it runs what somebody is editing."""
        return any(s.mounts_source for s in self.builds)


class Compose:
    """The compose files of the project, in path order."""

    def __init__(
        self, all: tuple[ComposeFile, ...], documented: frozenset[str] = frozenset(), local: frozenset[str] = frozenset()
    ) -> None:
        self.all = all
        self.documented = documented  # paths that a document names as the way to run it for users
        self.local = local - documented  # ... as the way to run it on one's own machine

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Compose:
        found = files.match(*PATHS, kinds=("app", "config", "other"))
        read = tuple(made for file in found if (made := _read(files, file, structured.document(file))))
        read = tuple(replace(made, purpose="production") if _is_handed_out(made, files) else made for made in read)
        texts = [f.text for f in files.match("README*", "**/docs/**/*.md", "docs/*.md", "*deploy*.md", "INSTALL*", kinds=("docs",))][:200]
        texts = [text for text in texts if "compose" in text.lower()]
        return cls(read, frozenset(_documented(texts, read, _USERS)), frozenset(_documented(texts, read, _LOCALLY)))

    def __iter__(self) -> Iterator[ComposeFile]:
        return iter(self.all)

    @cached_property
    def production(self) -> tuple[ComposeFile, ...]:
        """The files that are how the app is run for users: named so, documented so, or the only way that is offered (ruling 8).
        Whether the repository offers another way (manifests, a platform) is for whoever asks: see Deployments."""
        named = tuple(f for f in self.all if f.purpose == "production")
        if named:
            folders = {f.folder for f in named}
            return (*(f for f in self.all if not f.purpose and f.folder in folders and not f.mounts_source), *named)
        return tuple(f for f in self.all if f.path in self.documented) or self.only

    @cached_property
    def only(self) -> tuple[ComposeFile, ...]:
        """Files that could be the only way to run it: unnamed, with a service that is built here and does not mount its source, and
        not documented as for one's own machine."""
        unnamed = (f for f in self.all if not f.purpose and f.path not in self.local)
        return tuple(f for f in unnamed if any(not (s.mounts_source or (s.body["profiles"] and s.body["extends"])) for s in f.builds))

    @cached_property
    def run(self) -> tuple[ComposeFile, ...]:
        """All but those for tests and those named for development."""
        return tuple(f for f in self.all if not f.purpose or f.purpose == "production")


def _read(files: Files, file: File, body: Node) -> ComposeFile | None:
    found = body["services"].items or ()
    runs = "compose" in file.name or (found and all(service["image"] or service["build"] for _, _, service in found))
    if body["services"].items is None or not runs or _is_set_aside(files, file):
        return None
    beside = (env for name in _ENV_FILES if (env := files.get(f"{file.folder}/{name}".strip("/"))))
    values = {name: value for env in beside for name, value in assigned(env.text).items()}
    try:
        services = tuple(_service(file, values, *one) for one in found)
    except Refused as error:
        files.refuse(file.path, error)
        return None
    purpose = _purpose(file) or ("development" if any(s.says_development(values) or s.helps_developers for s in services) else "")
    return ComposeFile(file.path, services, purpose, file.at)


def _is_set_aside(files: Files, file: File) -> bool:
    """Whether it is what a file beside it was before."""
    names = ("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml")
    return bool(_words(file) & _SET_ASIDE) and any(files.exists(f"{file.folder}/{name}".strip("/")) for name in names)


def _words(file: File) -> set[str]:
    return set(re.split(r"[^a-z0-9]+", re.sub(r"docker-compose|full-?stack", "", file.name.lower())))


def _purpose(file: File) -> Purpose:
    words = _words(file)
    folders = set(file.folder.lower().split("/"))
    for purpose, known in _WORDS:
        if words & known:
            return purpose
    if any(f.startswith(".") and len(f) > 1 for f in folders):
        return "development"
    for purpose, known in _WORDS:
        if folders & known - {"server", "deploy", "deployment", "infra"}:
            return purpose
    return "development" if _SAYS_DEVELOPMENT.search(file.text[:600]) else ""


def _is_handed_out(compose: ComposeFile, files: Files) -> bool:
    """Whether it is the example that a document on hosting tells whoever hosts the app to take."""
    name = compose.path.rpartition("/")[2]
    if _EXAMPLE.isdisjoint(re.split(r"[^a-z]+", name.lower())):
        return False
    return any(name in f.text and "compose" in f.text for f in files.match(*_HOSTING, kinds=("docs",)))


def _service(file: File, values: dict[str, str], name: str, at: Location, body: Node) -> ComposeService:
    return ComposeService(name, at, body, _dockerfile(file.folder, body, values), interpolated(str(body["image"]), values))


def _dockerfile(folder: str, service: Node, values: dict[str, str]) -> str:
    build = service["build"]
    if not build:
        return ""
    context = str(build) if build.text is not None else str(build["context"] or ".")
    name = str(build["dockerfile"]) or "Dockerfile"
    return posixpath.normpath(posixpath.join(folder, interpolated(context, values), interpolated(name, values)))


# What a document says near the name of a file: that it runs it for users, or for whoever develops it.
_USERS = (
    r"\b(?:production|deploy(?:ment|ing)?|self-host(?:ed|ing)?)\b[^\n]{0,160}\n?[^\n]{0,160}NAME|NAME[^\n]{0,120}\b(?:production|self-host)"
    r"|\b(?:curl|wget)\b[^\n]{0,200}\bhttps?://[^\s]{0,200}/NAME"  # who has a clone to work on fetches no file of it
)
_LOCALLY = (
    r"\bNAME\W{1,3}(?:is )?(?:only )?for (?:local )?development\b|\brun\b[^\n]{0,40}\blocally\b[^\n]{0,60}\b(?:NAME|docker[- ]compose)\b"
    r"|\b(?:NAME|docker[- ]compose)\b[^\n]{0,40}\bfor local development\b"
)


def _documented(texts: list[str], found: tuple[ComposeFile, ...], told: str) -> Iterator[str]:
    """Paths of unnamed files of which a document tells this."""
    for compose in found:
        file = compose.path.rpartition("/")[2]
        near = re.compile("(?i)" + told.replace("NAME", re.escape(file)))
        if not compose.purpose and any(near.search(text) for text in texts):
            yield compose.path
