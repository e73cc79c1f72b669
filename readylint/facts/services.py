"""Services: the deployable parts of a repository, from what starts a server, a worker or a function."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.code import Code
from readylint.facts.compose import Compose
from readylint.facts.declared import Declared
from readylint.facts.files import File, Files
from readylint.facts.images import Images
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.platforms import Platforms
from readylint.facts.published import Published
from readylint.facts.sightings import Sightings
from readylint.facts.starts import CLOCK, Start, is_aside, is_own, manifests, starts
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex

__all__ = ["Part", "Parts", "Start", "manifests"]

_NO_DOOR = regex(r"(?m)^[ \t]*(?:-[ \t]+)?(?:health-check-type:[ \t]*(?:process|none)|no-route:[ \t]*true|type:[ \t]*(?:p?worker|cron))\b")
_WRAPS = regex(r"@(?:vercel|now)/(?:node|python|go|ruby)(?:@.*)?|vercel-php@.*")
_OF_JEKYLL = regex(r"_(?:layouts|posts|includes)/|index\.(?:html|md|markdown)$")
_OF_PAGES = regex(
    r"(?:^|/)(?:(?:conf|pelicanconf|publishconf|tasks|fabfile|hooks|macros|main)\.py$"
    r"|(?:\.vitepress|\.vuepress|docs|_ext|plugins|themes?)/)"
)
_OTHER_DOOR = regex(r"(?:22|25|53|110|143|465|587|993|995|4190)(?:/tcp)?|\S+/udp")  # of what is no HTTP
# A workflow that runs by the clock with a secret of its own, and the program that it runs.
_CLOCK = regex(r"(?m)^[ \t]*-[ \t]*cron[ \t]*:")
_OWN_SECRET = regex(r"\bsecrets\.(?!(?:GITHUB_TOKEN|GH_TOKEN|PAT|GH_PAT)\b)\w")
_RUN = regex(
    r"(?m)(?:^|[ \t;&|])(?:(?:python3?|node|ruby|php|bun|tsx|ts-node|deno|go|perl|Rscript)[ \t][\w \t-]{0,40}?|\./)"
    r"([\w./-]{1,80}\.\w{1,4})(?=[\s;&|]|$)"
)
_RUNS = ("service", "web application", "worker", "function")
_PROGRAMS = frozenset(
    "python javascript typescript tsx go java kotlin ruby php csharp rust elixir scala swift c cpp dart lua haskell clojure perl".split()
)


class Part(Struct, frozen=True):
    """A deployable part: its root, kind, frameworks and the places that say so."""

    root: str
    kind: str
    frameworks: tuple[str, ...]
    starts: tuple[Start, ...]


class Parts:
    """The deployable parts of the repository. Empty for a library or a command-line tool."""

    def __init__(self, all: tuple[Part, ...], kind: str, guessed: bool = False) -> None:
        self.all = all
        self.guessed = guessed  # nothing but a deployment says that they run
        self.kind = kind  # of the repository: "service", "static site", "infrastructure", "library", "nothing"

    def __iter__(self) -> Iterator[Part]:
        return iter(self.all)

    @property
    def checked(self) -> str:
        """The kind whose checks count as tests (ruling 18): a chart without any program is checked as infrastructure is."""
        return "infrastructure" if self.kind == "nothing" else self.kind

    @classmethod
    def of(
        cls, files: Files, code: Code, sightings: Sightings, published: Published, images: Images, workloads: Workloads,
        infrastructure: Infrastructure, declared: Declared, compose: Compose,
    ) -> Parts:
        found = tuple(s for s in starts(files, sightings) if not _is_of_package(s, published))
        running = _parts((s for s in found if s.kind in _RUNS), infrastructure.only_functions)
        alone = not _has_program(code, declared.is_plugin)  # with a few functions or scripts at most
        declares = alone and (bool(infrastructure.resources) or declared.is_wanted)
        if running and not (declares and all(p.frameworks == ("Lambda",) for p in running)):
            handed = () if images.deployed else _handed(published.platforms)
            return cls(tuple(_rendering(_asked(p, handed), sightings) for p in running), "service")
        pages = None if published.is_package("") or published.is_declared("") else _site(files, code, found, declares)
        if pages:
            return cls((pages,), "static site")
        if declares or (declared.programs and not _has_program(code, declared.is_program)):
            return cls((Part("", "infrastructure", (), ()),), "infrastructure")
        operated = _parts((*_hosted(files, code, published.platforms), *_operated(files, code, images, workloads, published)))
        operated = operated or (() if published.is_declared("") else _parts(_scheduled(files)))
        if operated:
            return cls(operated, "service", guessed=True)
        written = any(True for _ in _programs(code))
        if alone and not published.is_declared("") and (_has_manifest(workloads) or (not written and _is_composed(compose))):
            return cls((Part("", "infrastructure", (), ()),), "infrastructure")
        return cls((), "library" if written else "nothing")


def _is_of_package(start: Start, published: Published) -> bool:
    """Whether a start is a package's own; a handler in a package's repository is an example or a canary."""
    if start.framework == "Lambda" and start.root and published.is_declared(""):
        return True
    return published.is_package(start.root)


def _parts(found: Iterable[Start], declared: bool = False) -> tuple[Part, ...]:
    """`declared`: infrastructure declares functions, and nothing else that runs programs."""
    by_root: dict[str, list[Start]] = {}
    for start in found:
        by_root.setdefault(start.root, []).append(start)
    named = ((root, own, tuple(dict.fromkeys(s.framework for s in own))) for root, own in sorted(by_root.items()))
    return tuple(Part(root, _kind(own, declared), frameworks, tuple(own)) for root, own, frameworks in named)


def _kind(own: list[Start], declared: bool = False) -> str:
    """A web framework behind an adapter for functions, with what deploys them, is a function (ruling 19)."""
    names = {s.framework for s in own}
    if "adapter for functions" in names and (declared or names & {"serverless", "SAM"}):
        return "function"
    return min((s.kind for s in own), key=_RUNS.index)


def _handed(platforms: Platforms) -> tuple[str, ...]:
    """The files that a platform wraps as functions of its own: Vercel's `builds`."""
    built = ((p, build) for p in platforms if p.functions for build in p.body["builds"])
    return tuple(_beside(p.path, str(build["src"])) for p, build in built if _WRAPS.fullmatch(str(build["use"])))


def _beside(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name.lstrip("/")))


def _asked(part: Part, handed: tuple[str, ...]) -> Part:
    """A server whose file the platform starts for each request is a function, though it could listen by itself (ruling 19)."""
    inside = any(not part.root or path.startswith(f"{part.root}/") for path in handed)
    return replace(part, kind="function") if inside and part.kind == "service" else part


def _hosted(files: Files, code: Code, platforms: Platforms) -> Iterator[Start]:
    """A program that no framework starts, and that a platform is told to run without a door: a worker, whoever may install it too."""
    for platform in platforms if any(True for _ in _programs(code)) else ():
        file = files.get(platform.path)
        if file and _NO_DOOR.search(file.text):
            yield Start(platform.name, "worker", platform.at, "")


def _scheduled(files: Files) -> Iterator[Start]:
    """A program that a workflow runs by the clock, with a secret of its own: a bot, a scraper, a report."""
    for workflow in files.match(".github/workflows/*.{yml,yaml}", kinds=("app", "config", "other")):
        if _CLOCK.search(workflow.text) and _OWN_SECRET.search(workflow.text):
            for match, at in workflow.search(_RUN):
                file = files.get(match[1])
                if file and file.kind == "app" and file.language in _PROGRAMS and not is_aside(file.path.replace("bin/", "", 1)):
                    yield Start(CLOCK, "worker", at, "")


def _operated(files: Files, code: Code, images: Images, workloads: Workloads, published: Published) -> Iterator[Start]:
    """A program that no framework starts, yet somebody runs: a workload with the repository's image, a process of a Procfile or of PM2,
    an image with a door."""
    doors = [e for i in images.deployed for e in i.exposes]
    kind = "service" if any(not _OTHER_DOOR.fullmatch(word) for door in doors for word in door.words) else "worker"
    if published.is_declared("") or not code.server:
        return
    if any(True for _ in _programs(code)):
        yield from (Start(w.kind, kind, w.at, "") for w in workloads.own if images.deployed)
        for file in files.match("Procfile"):
            for match, at in file.search(r"^(web|[\w-]+):[ \t]*\S", re.MULTILINE):
                yield Start("Procfile", "service" if match[1] == "web" else "worker", at, "")
        yield from (Start("PM2", "service", f.at, "") for f in files.match("ecosystem.config.{js,cjs,json}", "ecosystem.json"))
    if len(images.deployed) == 1 and doors:  # several are for others to build upon
        yield Start("Dockerfile", kind, doors[0].at, "")


def _rendering(part: Part, sightings: Sightings) -> Part:
    """Pages that a process renders, with no server code of its own, are a kind of their own (ruling 19)."""
    if part.kind != "web application":
        return part
    under = f"{part.root}/" if part.root else ""
    found = sightings.firsts(known("facts/project")["server_code"])
    return part if any(seen.at.path.startswith(under) for seen in found) else replace(part, kind="page renderer")


def _site(files: Files, code: Code, found: Iterable[Start], declares: bool) -> Part | None:
    """A static site: its generator, a browser project, or pages at the root; not the documentation of a library."""
    generated = [s for s in found if s.kind == "static site" and "/" not in s.at.path.removeprefix("config/_default/")]  # Hugo's folder
    if (declares or any(True for _ in _programs(code))) and not _has_jekyll(files):
        generated = [s for s in generated if s.framework != "Jekyll"]  # its settings alone are a theme for the README
    if declares or any(not is_aside(f.path) and not _OF_PAGES.search(f.path) for f in _programs(code)):
        generated = [s for s in generated if s.framework != "documentation generator"]
    hosted = files.match("netlify.toml", "federalist.json", "CNAME", "_redirects")
    if generated and (hosted or len(list(_programs(code))) <= 25):
        return Part("", "static site", tuple(dict.fromkeys(s.framework for s in generated)), tuple(generated))
    pages = [
        f
        for f in files.match("{index.html,public/index.html,src/index.html}", "index.html", kinds=("app", "config", "other"))
        if f.path.count("/") <= 2 and not (declares and "docsify" in f.text)
    ]
    if pages and (code.browser or not _has_program(code)):
        return Part("", "static site", (), (Start("pages", "static site", pages[0].at, ""),))
    return None


def _has_jekyll(files: Files) -> bool:
    return not files.match(".nojekyll") and any(_OF_JEKYLL.match(f.path) for f in files.own)


def _has_manifest(workloads: Workloads) -> bool:
    """Whether Kubernetes objects stand outside charts: a chart alone is for others to install."""
    return any(found.chart is None and is_own(found.at.path) for found in workloads.objects)


def _is_composed(compose: Compose) -> bool:
    """Whether products of others are run together."""
    return any(len(file.services) > 1 and not file.builds for file in compose.run)


def _programs(code: Code) -> Iterator[File]:
    return (f for f in code.server if f.language in _PROGRAMS)


def _has_program(code: Code, is_apart: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether the app's code is more than a few scripts beside infrastructure; what is apart is a part of that."""
    programs = [f for f in _programs(code) if not is_aside(f.path) and not is_apart(f.path)]
    declared = [f for f in code.server if f.language == "hcl"]
    return len(programs) > max(3, len(declared))
