"""Images: what each Dockerfile of the project builds, and which of them are deployed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from readylint.crash import Refused
from readylint.facts.compose import Compose
from readylint.facts.dockerfile import Instruction, Stage, holds_only, read_dockerfile
from readylint.facts.files import File, Files
from readylint.facts.image_orders import builds_images, unserved
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.platforms import Platforms
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_TAG = regex(r"(?:@[^/]*|:[^/]*)$")
_TEMPLATE = regex(r"\.(?:j2|jinja2?|tmpl|tpl|template|erb|in)$")
DOCKERFILES = (
    "Dockerfile", "dockerfile", "Dockerfile.*", "Dockerfile-*", "Dockerfile_*", "*.Dockerfile", "*.dockerfile", "DockerFile",
    "*.DockerFile", "Containerfile", "Containerfile.*", "*.Containerfile", "*.containerfile",
)


class User(Struct, frozen=True):
    """Whom a process runs as, where that is said. A variable without a value is some user, not root."""

    name: str
    at: Location

    @property
    def is_root(self) -> bool:
        return self.name.partition(":")[0] in ("root", "0", "ContainerAdministrator")


class Image(Struct, frozen=True, dict=True):
    """What one Dockerfile builds: its stages, of which the last is deployed."""

    path: str
    stages: tuple[Stage, ...]
    unready: str = ""  # why it is not deployed, "" when it may be

    @property
    def final(self) -> Stage:
        return self.stages[-1]

    @property
    def at(self) -> Location:
        return self.final.at

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The name a reader knows it by: its folder, or the file's own suffix."""
        folder = self.folder.rpartition("/")[2]
        return folder if folder not in ("", "docker", "src", "build") else self.path

    @property
    def base(self) -> str:
        """The image it stands on, with the defaults of its arguments put in."""
        return self.final.root.base

    @cached_property
    def user(self) -> User | None:
        """Whom the last USER names."""
        found = self.final.last("USER")
        return User(found.value.strip("\"'"), found.at) if found else None

    @property
    def is_bare(self) -> bool:
        """Whether it is another's image and nothing more, written down so that a bot raises its version."""
        return self.final.parent is None and all(i.name in ("ARG", "LABEL") for i in self.final.instructions)

    @property
    def nonroot_base(self) -> bool:
        return any(compiled(p).search(self.base) for p in known("facts/images")["base"]["nonroot"])

    @property
    def root_base(self) -> bool:
        """Whether its base is a public one that is known to run as root."""
        return not self.nonroot_base and any(compiled(p).search(self.base) for p in known("facts/images")["base"]["root"])

    @cached_property
    def foreign_owner(self) -> Instruction | None:
        """A copy that is given to a user this Dockerfile never creates: the base image brings that user."""
        made = " ".join(i.value for i in self.final.all("RUN"))
        for copy in self.final.all("COPY", "ADD"):
            owner = copy.flag("chown").partition(":")[0]
            if owner and not owner.isdigit() and owner != "root" and not re.search(rf"(?:useradd|adduser)\b.*\b{re.escape(owner)}\b", made):
                return copy
        return None

    @cached_property
    def command(self) -> Instruction | None:
        """What it runs: the ENTRYPOINT, else the CMD."""
        return self.final.last("ENTRYPOINT") or self.final.last("CMD")

    @property
    def command_line(self) -> str:
        """ENTRYPOINT and CMD as one line of words."""
        return " ".join(" ".join(i.words) for i in (self.final.last("ENTRYPOINT"), self.final.last("CMD")) if i)

    def brought(self, name: str) -> str:
        """What the file is called in the repository that is copied in under this name."""
        for copy in self.final.all("COPY", "ADD"):
            words = [w for w in copy.words if not w.startswith("--")]
            if len(words) == 2 and not copy.flag("from") and words[1].rpartition("/")[2] == name:
                return words[0].rpartition("/")[2]
        return name

    @cached_property
    def healthcheck(self) -> Instruction | None:
        """The HEALTHCHECK that holds; its value is NONE where it is switched off."""
        return self.final.last("HEALTHCHECK")

    @property
    def checks_health(self) -> bool:
        return self.healthcheck is not None and self.healthcheck.value.strip().upper() != "NONE"

    @property
    def exposes(self) -> tuple[Instruction, ...]:
        return self.final.all("EXPOSE")

    @cached_property
    def listens(self) -> Location | None:
        """Where it shows that a server runs in it: EXPOSE, a known server's command, or a server's base image."""
        if self.exposes:
            return self.exposes[0].at
        table = known("facts/images")["server"]
        if self.command and compiled(table["commands"]).search(self.command_line):
            return self.command.at
        return self.final.root.at if compiled(table["bases"]).search(self.base) else None

    @cached_property
    def is_of_functions(self) -> bool:
        """Whether it is made for functions: it stands on Lambda's base, or takes in what asks Lambda for the next event."""
        brought = " ".join(i.value for s in self.stages for i in s.all("RUN", "COPY", "ENTRYPOINT", "CMD"))
        return bool(compiled(known("facts/images")["functions"]["marks"]).search(f"{self.base} {brought}"))

    @property
    def is_worker(self) -> bool:
        """Whether its command names a worker, a scheduler or a migration."""
        return bool(compiled(known("facts/images")["server"]["workers"]).search(self.command_line)) and not self.exposes

    @property
    def has_code(self) -> bool:
        """Whether something of the app gets into it, and not its manifests alone: otherwise the source is mounted, for development."""
        table = known("facts/images")
        scripts = compiled(table["unready"]["compilers"]).search(self.base) and not self.exposes  # beside which nothing is compiled
        stages = {s.name for s in self.stages if s.name}
        for copy in (c for s in self.stages for c in s.all("COPY", "ADD")):
            sources = [w for w in copy.words if not w.startswith("--")][:-1]
            if copy.flag("from") and copy.flag("from").lower() not in stages and not copy.flag("from").isdigit():
                return True
            own = (s for s in sources if not compiled(table["content"]["manifests"]).search(s))
            if not copy.flag("from") and not all(scripts and s.endswith(".sh") for s in own):
                return True
        if compiled(table["content"]["onbuild"]).search(self.base) and all(i.name in ("ARG", "LABEL") for i in self.final.instructions):
            return True  # the base takes the code in by itself
        fetches = compiled(table["content"]["fetches"])
        return bool(self.command) and any(fetches.search(i.value) for i in self.final.all("RUN"))


class Images:
    """The images of the project's Dockerfiles, in path order. `named`: the names under which Compose builds them here."""

    def __init__(self, all: tuple[Image, ...], named: frozenset[str] = frozenset()) -> None:
        self.all, self.named = all, named

    @classmethod
    def of(cls, files: Files, platforms: Platforms, infrastructure: Infrastructure, compose: Compose) -> Images:
        """A platform that builds from source, or that is handed archives, and needs no image leaves a Dockerfile for development."""
        source = next((p.name for p in platforms.named("cloud.gov", "Cloud Foundry")), "")
        read = tuple(_read(files))
        why = unserved(tuple(i.path for i in read if not i.unready), files, platforms)
        built = {_untagged(s.image): s.dockerfile for f in compose for s in f.services if s.image and s.dockerfile}
        found = _chosen(_under(tuple(replace(i, unready=i.unready or why.get(i.path, "")) for i in read), built))
        if infrastructure.only_functions and found and not builds_images(files, "uses"):  # CI may run a tool of others from its image
            found = tuple(replace(i, unready=i.unready or "functions are handed archives of the code") for i in found)
        elif source:
            found = tuple(i if i.command or i.unready else replace(i, unready=f"{source} builds from source") for i in found)
        return cls(found, frozenset(built))

    def __iter__(self) -> Iterator[Image]:
        return iter(self.all)

    @cached_property
    def deployed(self) -> tuple[Image, ...]:
        """Those that may be deployed: not for development, tests or a build step (ruling 3)."""
        return tuple(i for i in self.all if not i.unready)

    def is_own(self, base: str) -> bool:
        """Whether what an image stands on is built here."""
        return _untagged(base) in self.named

    def at(self, path: str) -> Image | None:
        """The image of the Dockerfile at a path."""
        return next((i for i in self.all if i.path == path), None)


def _untagged(image: str) -> str:
    return _TAG.sub("", image)


def _under(found: tuple[Image, ...], built: dict[str, str]) -> tuple[Image, ...]:
    """An image that others here stand on, or take from, by the name under which Compose builds it, is a step of theirs."""
    used = {built.get(_untagged(stage.base)) for i in found for stage in i.stages if stage.parent is None}
    others = any(i.path not in used and not i.unready for i in found)
    return tuple(
        replace(i, unready="the other images stand on it") if others and i.path in used and not i.unready and not i.exposes else i
        for i in found
    )


def _chosen(found: tuple[Image, ...]) -> tuple[Image, ...]:
    """A product of others beside the app's image is not the app, nor is a base of its own; an image in a folder for CI is it where there
    is no other."""
    own_base = compiled(known("facts/images")["unready"]["own_base"])
    if any(own_base.search(i.base) for i in found):
        bare = "the other images stand on it"
        found = tuple(i if i.unready or i.command or i.exposes or own_base.search(i.base) else replace(i, unready=bare) for i in found)
    ready = [i for i in found if not i.unready]
    if len(ready) > 1:
        products = [i for i in ready if i.is_bare or compiled(known("facts/images")["unready"]["products"]).search(i.base)]
        if len(products) < len(ready):
            return tuple(replace(i, unready=f"{i.base} is a product of others") if i in products else i for i in found)
    if ready:
        return found
    return tuple(replace(i, unready="") if i.unready == "it stands in ci" and i.command and i.has_code else i for i in found)


def _read(files: Files) -> Iterator[Image]:
    for file in (found := files.match(*DOCKERFILES, kinds=("app", "config", "other"))):
        if file.name.lower().endswith((".dockerignore", ".md", ".sh", ".yml", ".yaml", ".eex", ".bak", ".old", ".orig")):
            continue
        try:
            stages = read_dockerfile(file.text, file.path)
        except Refused as error:
            files.refuse(file.path, error)
            continue
        if stages := _deployed(stages):
            yield Image(file.path, stages, _unready(file, Image(file.path, stages)) or _overtaken(file, found))
        else:
            files.skip(file.path, "no FROM in it")


def _deployed(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages up to the one that is deployed: those for developers, tests and archives can stand below it."""
    table = known("facts/images")["unready"]
    named = [frozenset(re.split(r"[^a-z0-9]+", s.name.lower())) for s in stages]
    aside = {*table["words"], *table["stages"]}
    for number, words in reversed(tuple(enumerate(named))) if named and named[-1] & aside else ():
        if words & {*table["deployed_stages"]} or (words and not words & aside and any(words < below for below in named[number:])):
            return stages[: number + 1]  # `app` above `app-test`
    return stages


def _overtaken(file: File, found: tuple[File, ...]) -> str:
    """A plain Dockerfile beside one that is named for production is not the deployed one; a template beside what is made of it is none."""
    made = next((f for f in found if f.folder == file.folder and not _TEMPLATE.search(f.name)), None)
    if made and _TEMPLATE.search(file.name):
        return f"{made.path} is made of it"
    beside = (f for f in found if f.folder == file.folder and re.search(r"(?i)\bprod(?:uction)?\b", f.name))
    better = next((f for f in beside if file.name in ("Dockerfile", "Containerfile")), None)
    return f"{better.path} is the one for production" if better else ""


def _unready(file: File, image: Image) -> str:
    table = known("facts/images")["unready"]
    folders = file.folder.lower().split("/")
    told = {f for f in folders if f in table["folders"] or set(re.split(r"[-_]", f)) & set(table["folder_words"])}
    hidden = {f for f in folders if f.startswith(".") and not compiled(table["hidden_but_deployed"]).match(f)}
    if found := next((f for f in folders if f in told | hidden), ""):
        return f"it stands in {found}"
    words = set(re.split(r"[^a-z0-9]+", re.sub(r"(?:docker|container)file", "", file.name.lower()))) - {""}
    if "php" in image.base + file.name:
        words -= {"cli"}  # the variant of PHP that workers run on
    if named := words & set(table["words"]):
        return f"it is named {min(named)}"
    if compiled(table["commands"]).search(image.command_line):
        return "its command is for development"
    if image.final.name.lower() in table["developers"] and not image.command and not image.exposes:
        return f"its last stage is {image.final.name}"
    if any(compiled(table["packages"]).search(i.value) for i in image.final.all("RUN")):
        return "it builds packages"
    if image.base == "scratch" and not image.command:
        return "it only exports files"
    if holds_only(image.stages, compiled(table["doubles"])):
        return "it stands in for a service of others"
    return "" if image.has_code else "no code of the app gets into it"
