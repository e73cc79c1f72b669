"""Hosted: services whose instances are the platform's affair (ruling 19): functions, and pages that no process of the repo serves."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.images import Image, Images
from readylint.facts.platforms import Platforms
from readylint.facts.routes import Routes
from readylint.facts.services import Part, Parts
from readylint.model import Location


class Host(Struct, frozen=True):
    """Where that shows, and why."""

    why: str
    at: Location


class Hosted(Struct, frozen=True):
    """The places that say so; a rule about a running process yields `nothing` at each. `functions`: those of platforms that ask the app
    as functions; `beside`: those that ask one part so, where another runs in an image."""

    all: tuple[Host, ...]
    functions: tuple[Host, ...] = ()
    beside: tuple[Host, ...] = ()

    @classmethod
    def of(cls, parts: Parts, images: Images, platforms: Platforms, routes: Routes) -> Hosted:
        functions = tuple(_functions(images, platforms))
        beside = () if functions else tuple(_beside(parts, images, platforms))
        return cls((*functions, *beside, *_pages(parts, images, platforms, routes)), functions, beside)

    def __iter__(self) -> Iterator[Host]:
        return iter(self.all)

    def asking(self, root: str) -> tuple[Host, ...]:
        """The platforms that ask the part with this root as functions."""
        return self.functions or tuple(h for h in self.beside if root and h.at.path.startswith(f"{root}/"))


def _functions(images: Images, platforms: Platforms) -> Iterator[Host]:
    if not images.deployed:
        yield from (Host(f"{p.name} starts and stops instances by itself", p.at) for p in platforms.serving if p.functions)


def _beside(parts: Parts, images: Images, platforms: Platforms) -> Iterator[Host]:
    """The platforms of functions beside parts that run in images: each of the part in which its file stands, and no image."""
    for platform in (p for p in platforms.serving if p.functions):
        own = (p for p in parts if p.root and _within(platform.path, p))
        if any(not any(_within(i.path, part) or _takes(i, part) for i in images.deployed) for part in own):
            yield Host(f"{platform.name} starts and stops instances by itself", platform.at)


def _pages(parts: Parts, images: Images, platforms: Platforms, routes: Routes) -> Iterator[Host]:
    """Server-rendered pages without endpoints of their own, for which there is neither an image nor a platform's file."""
    for part in parts:
        if part.kind not in ("web application", "page renderer") or not part.starts:
            continue
        deployed = [*(i.path for i in images.deployed), *(p.path for p in platforms if not p.static and not p.functions)]
        endpoints = (r for r in routes if routes.answers(r) == "data" and _within(r.at.path, part))
        built = any(_within(path, part) for path in deployed) or any(_takes(image, part) for image in images.deployed)
        if not built and not any(endpoints):
            yield Host(f"{part.starts[0].framework} renders pages, and the repository deploys no process for them", part.starts[0].at)


def _takes(image: Image, part: Part) -> bool:
    """Whether an image from above a part, such as client.Dockerfile, copies that part in by its name."""
    copies = (c for s in image.stages for c in s.all("COPY", "ADD") if not c.flag("from"))
    copied = (word.removeprefix("./").rstrip("/") for c in copies for word in c.words)
    below = part.root.removeprefix(f"{image.folder}/") if image.folder else part.root
    return bool(part.root) and below in copied


def _within(path: str, part: Part) -> bool:
    return not part.root or path.startswith(f"{part.root}/")
