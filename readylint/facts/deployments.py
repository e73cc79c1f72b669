"""Deployments: which compose services and workloads run each deployed image, and what they say about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from readylint.facts.compose import Compose, ComposeService
from readylint.facts.files import Files
from readylint.facts.helm import ChartDependency
from readylint.facts.images import Image, Images
from readylint.facts.pushed import Pushed, called
from readylint.facts.services import Parts
from readylint.facts.workloads import Workload, Workloads, is_product
from readylint.knowledge import known, regex
from readylint.model import Location

_STEP = regex(r"\.|(?<=[a-z0-9])(?=[A-Z])")  # where a name in capitals goes on
_NAME = regex(r"""^[\s{]*["']?name["']?\s*[:=]\s*["'](?:@?[\w.-]+/)?(?P<name>[\w.-]+)["']""", re.MULTILINE)
_OF_REGISTRY = regex(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?/\S")  # a host in front of the name
_VARIANT = regex(r"\.(?:jvm|legacy-jar|native(?:-micro)?)$")  # how Quarkus has packaged what is in the image
_SUPERVISOR = regex(r"\b(?:supervisord|s6-svscan|runsvdir|circusd)\b")


class Deployments:
    """The deployed images with what runs them."""

    def __init__(self, files: Files, images: Images, compose: Compose, workloads: Workloads, parts: Parts, pushed: Pushed) -> None:
        self._parts, self._pushed = parts, pushed
        self.images = images.deployed
        self._files = files
        self._compose = compose
        self._workloads = workloads

    @classmethod
    def of(
        cls, files: Files, images: Images, compose: Compose, workloads: Workloads, parts: Parts, pushed: Pushed
    ) -> Deployments:
        return cls(files, images, compose, workloads, parts, pushed)

    def services(self, image: Image) -> tuple[ComposeService, ...]:
        """The compose services that build it, or name an image called like it; those for tests and development left out, and what
        other compose files of the folder say of them put in."""
        files = self._compose.run
        built = {s.name for f in files for s in f.services if s.dockerfile == image.path}
        found = tuple(
            s for f in files for s in f.services
            if s.name in built or (not s.dockerfile and s.image and called(s.image) in self._names(image))
        )
        return found or (self._left if len(self.images) == 1 else ())

    @cached_property
    def _left(self) -> tuple[ComposeService, ...]:
        """The one service of production's own files that runs an image of a registry under a name of its own."""
        files = (f for f in self._compose.run if f.purpose == "production")
        own = [s for f in files for s in f.services if not s.dockerfile and _OF_REGISTRY.match(s.image) and not is_product(s.image)]
        return tuple(own) if len(own) == 1 else ()

    def workloads(self, image: Image) -> tuple[Workload, ...]:
        """The workloads that run it: by the name of their image, or what is left over where this is the one image no name finds."""
        named = self._named(image) or self._beside(image)
        others = [i for i in self.images if i is not image]
        if named or not all(self._named(i) for i in others):
            return named
        taken = [w for i in others for w in self._named(i)]
        return tuple(w for w in self._workloads.own if w not in taken and w.kind not in ("Job", "CronJob"))

    def _beside(self, image: Image) -> tuple[Workload, ...]:
        """Those that are declared in a folder that holds this image alone."""
        below = f"{image.folder}/"
        alone = image.folder and not any(f"{i.folder}/".startswith(below) for i in self.images if i is not image)
        return tuple(w for w in self._workloads.own if w.at.path.startswith(below)) if alone else ()

    def _named(self, image: Image) -> tuple[Workload, ...]:
        names = self._names(image)
        ends = tuple("-" + name for name in names)
        return tuple(
            w for w in self._workloads.all
            if w.name in names or any({called(c.image), c.name} & names or called(c.image).endswith(ends) for c in w.containers)
        )

    def releases(self, image: Image) -> tuple[ChartDependency, ...]:
        """The charts of others that run it."""
        found = self._workloads.releases
        names = {name.lower().replace("-", "") for name in self._names(image)}
        named = tuple(r for r in found if called(_image(r)).lower().replace("-", "") in names)
        return named or (found if len(self.images) == 1 else ())

    def _names(self, image: Image) -> frozenset[str]:
        """What an image may be called, by its path or where it is built; that of the whole repository like this."""
        names = _of_its_path(image) | self._pushed.names(image.path) or self._of_repository
        return names | {spelt for name in names for spelt in _spelt(name)}

    @cached_property
    def _of_repository(self) -> frozenset[str]:
        manifests = self._files.match("package.json", "pyproject.toml", "Cargo.toml", "composer.json")
        named = (_NAME.search(file.text) for file in manifests if not file.folder)
        return frozenset({self._files.snapshot.name, *(match["name"] for match in named if match)})

    def nonroot(self, image: Image) -> Location | None:
        """Where whatever runs it says that it runs as a user who is not root."""
        for service in self.services(image):
            if service.user and str(service.user).partition(":")[0] not in ("root", "0"):
                return service.user.at
        places = [w.nonroot for w in self.workloads(image) if w.serving or w.kind != "Job"]
        if places and all(places):
            return places[0]
        return next((at for r in self.releases(image) if (at := self._workloads.declares(r, "runAsNonRoot"))), None)

    def health(self, image: Image) -> Location | None:
        """Where whatever runs it declares a check of its health."""
        return next(self.checks(image), None)

    def checks(self, image: Image) -> Iterator[Location]:
        """Where each of those that run it declares one: several services may share an image."""
        yield from (at for s in self.services(image) if (at := s.healthcheck))
        for workload in self.workloads(image):
            probes = (at for c in workload.containers for name in ("readinessProbe", "livenessProbe") if (at := c.probe(name)))
            yield from islice(probes, 1)
        for release in self.releases(image):
            yield from (at for name in ("readinessProbe", "livenessProbe") if (at := self._workloads.declares(release, name)))

    def listens(self, image: Image) -> Location | None:
        """Where it shows that a server runs in it; None when nothing does, or it runs a worker."""
        runs = self.workloads(image)
        jobs = runs or tuple(self._workloads.own if len(self.images) == 1 else ())
        if jobs and all(w.kind in ("Job", "CronJob") for w in jobs) and not (self._serves and self._server_code(image)):
            return None
        if image.listens:
            return image.listens
        published = (p.at for s in self.services(image) for p in s.ports)
        ports = (c.ports.at for w in runs if w.serving for c in w.containers if c.ports)
        found = next(published, None) or next(ports, None) or next((r.at for r in self.releases(image)), None)
        if found or image.is_worker or self._is_of_worker(image):
            return found
        return self._server_code(image) or self._supervised(image) or self._renders(image)

    def _renders(self, image: Image) -> Location | None:
        """Where a process that renders pages starts in the folder of an image."""
        own = (p for p in self._parts if p.root and p.root == image.folder and p.kind == "page renderer")
        return next((p.starts[0].at for p in own if p.starts), None)

    def _supervised(self, image: Image) -> Location | None:
        """Where the only image starts a supervisor of processes, whose configuration says which: of a service one of them serves."""
        alone = len(self.images) == 1 and self._serves and image.command
        return image.command.at if alone and image.command and _SUPERVISOR.search(image.command_line) else None

    @property
    def _serves(self) -> bool:
        """Whether a part of the repository serves: what runs that may be declared elsewhere, beside the jobs that are declared here."""
        return any(p.kind == "service" for p in self._parts)

    def _is_of_worker(self, image: Image) -> bool:
        """Whether the service it is the image of only works off jobs or messages."""
        if self._parts and all(p.kind == "worker" for p in self._parts):
            return True
        above = [p for p in self._parts if not p.root or f"{image.folder}/".startswith(f"{p.root}/")]
        return bool(above) and max(above, key=lambda p: len(p.root)).kind == "worker"

    def _server_code(self, image: Image) -> Location | None:
        code = tuple(f for f in self._files.code if f.language != "bash")  # a script's `echo` is no framework
        inside = tuple(f for f in code if f.path.startswith(f"{image.folder}/")) if image.folder else code
        if not inside and len(self.images) == 1:
            inside = code
        found = self._files.with_words(*known("facts/images")["server"]["words"], among=inside)
        return found[0].at if found else None


def _image(release: ChartDependency) -> str:
    """The image that a chart is told to run, whole or in parts."""
    whole = release.values.get("image")
    return str(whole.get("repository") if whole.keys() else whole)


def _spelt(name: str) -> tuple[str, ...]:
    """A name as an image must be spelled, in small letters: `Auth.Service` is `authservice` or `auth-service` too."""
    return name.lower(), name.replace(".", "").lower(), _STEP.sub("-", name).lower()


def _of_its_path(image: Image) -> frozenset[str]:
    """What an image may be called by its path: its folders' names, and the rest of its file's name."""
    rest = _VARIANT.sub("", re.sub(r"(?i)^(?:docker|container)file[.-]?|[.-]?(?:docker|container)file$", "", image.path.rpartition("/")[2]))
    folder = re.sub(r"/src/main/docker$", "", image.folder)  # where Quarkus keeps them
    *above, nearest = ["", *folder.split("/")]
    told = {*above[-1:], rest} - {"build", "src", "backend", "server", "app", "web", "apps", "services"}
    return frozenset({*told, nearest} - {"", "docker", ".docker"})
