"""Services: the deployable parts of a repository, from what starts a server, a worker or a function."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.code import Code
from readylint.facts.compose import Compose
from readylint.facts.declared import Declared
from readylint.facts.files import File, Files
from readylint.facts.images import Images
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.operated import PROGRAMS, Operated
from readylint.facts.platforms import Platforms
from readylint.facts.published import Published
from readylint.facts.sightings import Sightings
from readylint.facts.starts import Start, is_aside, is_own, manifests, starts
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex

__all__ = ["Part", "Parts", "Start", "manifests"]

_WRAPS = regex(r"@(?:vercel|now)/(?:node|python|go|ruby)(?:@.*)?|vercel-php@.*")
_OF_JEKYLL = regex(r"_(?:layouts|posts|includes)/|index\.(?:html|md|markdown)$")
_OF_PAGES = regex(
    r"(?:^|/)(?:(?:conf|pelicanconf|publishconf|tasks|fabfile|hooks|macros|main)\.py$"
    r"|(?:\.vitepress|\.vuepress|docs|_ext|plugins|themes?|builder|generators?)/)"
)
_OF_COMPONENTS = regex(r"(?:^|/)src/(?:components|pages|theme|layouts|hooks|templates)/|\.[jt]sx$")
_STARTED = regex(r'"(?:start|serve)(?::[\w-]+)?"\s*:')
_PROXY = regex(r'"(?:http-proxy-middleware|express-http-proxy|http-proxy)"\s*:')
_PAGES = regex(r"\bdeploy-pages@|\bgh-pages\b|\bactions-gh-pages@|\bgithub-pages-deploy-action@")
_HOSTED = "Firebase Hosting"  # is told which build it hands out
_BY_ARGO = ("Application", "ApplicationSet", "HelmRelease", "HelmChartProxy")
_ASKED = ("chat bot", "an exported app")  # by the platform that a function runs on
_COMPONENTS = frozenset("javascript typescript tsx vue svelte".split())
_OF_SETTINGS = regex(r"(?:^|/)[\w.-]+\.config\.\w+$|\.d\.ts$")
_OF_FRAMEWORK = regex(r'"(?:react-dom|vue|@angular/core|svelte|preact|solid-js|ember-source|lit)"\s*:')
_GLUE = frozenset(("Lambda", "SAM", "Fastly Compute", "Cloud Functions"))  # what helps infrastructure, where it is the lesser part
_OF_INFRASTRUCTURE = regex(r"(?:^|/)(?:infra|infrastructure|terraform|tf)/(?:[^/]+/)*(?:modules|lambdas?)/")
SCRIPTS = 5  # files of code that pages of text may have for their looks
_OF_TEXT = frozenset({"markdown", "html", "erb", "restructuredtext", "asciidoc"})
_RUNS = ("service", "web application", "worker", "function")


class Part(Struct, frozen=True):
    """A deployable part: its root, kind, frameworks and the places that say so."""

    root: str
    kind: str
    frameworks: tuple[str, ...]
    starts: tuple[Start, ...]


class Parts:
    """The deployable parts of the repository. Empty for a library or a command-line tool."""

    def __init__(self, all: tuple[Part, ...], kind: str, guessed: bool = False, scripted: bool = False) -> None:
        self.all = all
        self.scripted = scripted  # the static site is a program for the browser
        self.guessed = guessed  # nothing but a deployment says that they run
        self.kind = kind  # of the repository: "service", "static site", "infrastructure", "library", "nothing"

    def __iter__(self) -> Iterator[Part]:
        return iter(self.all)

    @property
    def checked(self) -> str:
        """The kind whose checks count as tests (ruling 18): a chart without any program is checked as infrastructure is, and what is a
        program for the browser is code like any other."""
        return "infrastructure" if self.kind == "nothing" else "" if self.scripted else self.kind

    @classmethod
    def of(
        cls, files: Files, code: Code, sightings: Sightings, published: Published, images: Images, workloads: Workloads,
        infrastructure: Infrastructure, declared: Declared, compose: Compose,
    ) -> Parts:
        found = tuple(s for s in starts(files, sightings) if not _is_of_package(s, published))
        running = _deployed(_parts((s for s in found if s.kind in _RUNS), infrastructure.only_functions, images), files, published)
        alone = not _has_program(code, declared.is_plugin)  # with a few functions or scripts at most
        declares = alone and (bool(infrastructure.resources) or declared.is_wanted)
        helpers = _GLUE if _is_outweighed(infrastructure, code) else {"Lambda"} if declares else frozenset[str]()
        few = all({*p.frameworks} <= helpers for p in running) and not _is_tested(files, running)
        declares = declares or (bool(running) and few)
        if running and not few:
            by_loop = Operated(files, code, images, workloads, published).beside(tuple(p.root for p in running))
            running = (*running, *_parts(by_loop))
            handed = () if images.deployed else _handed(published.platforms)
            return cls(tuple(_rendering(_asked(p, handed), sightings) for p in running), "service")
        pages = None if published.is_package("") or published.is_declared("") else _site(files, code, found, declares)
        if pages and _outweighs_pages(infrastructure, files):
            pages, declares = None, True  # they document what is declared
        if pages:
            return cls((pages,), "static site", scripted=_is_scripted(pages, files, code))
        if declares or (declared.programs and not _has_program(code, declared.is_program)):
            return cls((Part("", "infrastructure", (), ()),), "infrastructure")
        if _is_by_argo(workloads, code) and not published.is_declared(""):
            return cls((Part("", "infrastructure", (), ()),), "infrastructure")
        by_hand = Operated(files, code, images, workloads, published)
        operated = _parts(by_hand.starts()) or _parts(by_hand.scheduled())
        if operated:
            return cls(operated, "service", guessed=True)
        written = any(True for _ in _programs(code))
        declares = _has_manifest(workloads) if alone else _is_all_manifests(workloads, code)
        if not published.is_declared("") and (declares or (not written and _is_composed(compose))):
            return cls((Part("", "infrastructure", (), ()),), "infrastructure")
        return cls((), "library" if written else "nothing")


def _is_of_package(start: Start, published: Published) -> bool:
    """Whether a start is a package's own; a handler in a package's repository is an example or a canary."""
    if start.framework == "Lambda" and start.root and published.is_declared(""):
        return True
    if start.framework == "Rack's file" and published.is_declared(start.root):
        return True  # by which its developers try a gem
    return published.is_package(start.root)


def _parts(found: Iterable[Start], declared: bool = False, images: Images | None = None) -> tuple[Part, ...]:
    """`declared`: infrastructure declares functions, and nothing else that runs programs."""
    by_root: dict[str, list[Start]] = {}
    for start in found:
        by_root.setdefault(start.root, []).append(start)
    named = ((root, own, tuple(dict.fromkeys(s.framework for s in own))) for root, own in sorted(by_root.items()))
    return tuple(
        Part(root, _kind(own, declared or _is_of_functions(root, images)), frameworks, tuple(own)) for root, own, frameworks in named
    )


def _is_of_functions(root: str, images: Images | None) -> bool:
    """Whether every image of a part is made for functions."""
    own = [i for i in images.deployed if not root or f"{i.folder}/".startswith(f"{root}/")] if images else []
    return bool(own) and all(i.is_of_functions for i in own)


def _kind(own: list[Start], declared: bool = False) -> str:
    """A web framework behind an adapter for functions, with what deploys them, is a function (ruling 19)."""
    names = {s.framework for s in own}
    if "adapter for functions" in names and (declared or names & {"serverless", "SAM", "Azure Functions"}):
        return "function"
    if names & {"serverless", "Cloudflare Workers"} and all(s.kind == "function" or s.framework in _ASKED for s in own):
        return "function"
    return min((s.kind for s in own), key=_RUNS.index)


def _is_outweighed(infrastructure: Infrastructure, code: Code) -> bool:
    """Whether there are more templates than programs: they are helpers of what the templates declare."""
    templates = {r.at.path for r in infrastructure.resources if is_own(r.at.path)}
    return len(templates) > max(3, sum(not is_aside(f.path) for f in _programs(code)))


def _outweighs_pages(infrastructure: Infrastructure, files: Files) -> bool:
    """Whether far more is declared than written, where a site that only has to be hosted needs few templates."""
    templates = sum(f.language == "hcl" and is_own(f.path) for f in files.all)
    return bool(infrastructure.resources) and templates > max(50, sum(f.language in _OF_TEXT for f in files.all))


def _is_tested(files: Files, running: tuple[Part, ...]) -> bool:
    """Whether functions beside infrastructure are the product, with tests in their own language, one for two of them at least, and no
    helpers of it."""
    begun = {s.at.path for p in running for s in p.starts}
    written = {path.rpartition(".")[2] for path in begun}
    tests = [f for f in files.all if f.kind == "test" and f.path.rpartition(".")[2] in written and f.name != "__init__.py"]
    return bool(tests) and 2 * len(tests) >= len(begun)


def _deployed(running: tuple[Part, ...], files: Files, published: Published) -> tuple[Part, ...]:
    """Without a server that only developers start in front of functions, without functions of a platform that a site never goes to, and
    without those that help the infrastructure of what the repository is about."""
    hosted = tuple(p for p in running if not _is_unhosted(p, files, published))
    own = tuple(p for p in hosted if not _is_glue(p)) or hosted
    if not any("serverless" in p.frameworks for p in own):
        return own
    return tuple(p for p in own if not _is_front(p, files))


def _is_glue(part: Part) -> bool:
    """Whether a part is nothing but functions in the folders of the infrastructure."""
    return _GLUE.issuperset(part.frameworks) and all(_OF_INFRASTRUCTURE.search(s.at.path) for s in part.starts)


def _is_front(part: Part, files: Files) -> bool:
    """Whether a part is a proxy in front of others that nothing starts but a script for developers."""
    under = f"{part.root}/" if part.root else ""
    manifest = files.get(f"{under}package.json")
    text = manifest.text if manifest and not files.match(f"{under}Dockerfile*", f"{under}Procfile") else ""
    return part.kind == "service" and bool(_PROXY.search(text)) and not _STARTED.search(text)


def _is_unhosted(part: Part, files: Files, published: Published) -> bool:
    """Whether handlers in Vercel's folder stand beside a site that is built into an image or for GitHub Pages, and no file is Vercel's."""
    if part.frameworks != ("Vercel functions",) or files.match("vercel.json") or not _has_generator(files):
        return False
    return bool(published.images.deployed) or any(_PAGES.search(f.text) for f in files.match(".github/workflows/*.y*ml"))


def _has_generator(files: Files) -> bool:
    return bool(files.match("{docusaurus,gatsby,astro,eleventy,vite,vitepress}*.{js,ts,mjs,cjs}", "hugo.*", "mkdocs.yml"))


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


def _rendering(part: Part, sightings: Sightings) -> Part:
    """Pages that a process renders, with no server code of its own, are a kind of their own (ruling 19)."""
    if part.kind != "web application":
        return part
    under = f"{part.root}/" if part.root else ""
    found = sightings.firsts(known("facts/project")["server_code"])
    return part if any(seen.at.path.startswith(under) for seen in found) else replace(part, kind="page renderer")


def _site(files: Files, code: Code, found: Iterable[Start], declares: bool) -> Part | None:
    """A static site: its generator, a browser project, or pages at the root; not the documentation of a library."""
    generated = [s for s in found if s.kind == "static site"]
    at_root = [s for s in generated if "/" not in s.at.path.removeprefix("config/").removeprefix("_default/")]
    if at_root or declares or any(not is_aside(f.path) and not _OF_PAGES.search(f.path) for f in _programs(code)):
        generated = [s for s in generated if s in at_root or s.framework == _HOSTED]  # what stands deeper documents the programs beside it
    if (declares or any(True for _ in _programs(code))) and not _has_jekyll(files):
        generated = [s for s in generated if s.framework != "Jekyll"]  # its settings alone are a theme for the README
    if declares or any(not is_aside(f.path) and not _OF_PAGES.search(f.path) for f in _programs(code)):
        generated = [s for s in generated if s.framework != "documentation generator"]
    hosted = files.match("netlify.toml", "federalist.json", "CNAME", "_redirects") or any(s.framework == _HOSTED for s in generated)
    if generated and (hosted or sum(not _OF_COMPONENTS.search(f.path) for f in _programs(code)) <= 25):
        return Part("", "static site", tuple(dict.fromkeys(s.framework for s in generated)), tuple(generated))
    pages = [
        f
        for f in files.match("{index.html,public/index.html,src/index.html}", "index.html", kinds=("app", "config", "other"))
        if f.path.count("/") <= 2 and not (declares and "docsify" in f.text)
    ]
    if pages and (code.browser or not _has_program(code)):
        return Part("", "static site", (), (Start("pages", "static site", pages[0].at, ""),))
    return None


def _is_scripted(site: Part, files: Files, code: Code) -> bool:
    """Whether a site is no text with a look, but a program: components of a framework, which no generator makes pages of."""
    components = [f for f in code.browser if f.language in _COMPONENTS and not _OF_SETTINGS.search(f.path)]
    told = any(_OF_FRAMEWORK.search(f.text) for f in files.match("package.json"))
    return not site.frameworks and told and len(components) > SCRIPTS


def _has_jekyll(files: Files) -> bool:
    return not files.match(".nojekyll") and any(_OF_JEKYLL.match(f.path) for f in files.own)


def _has_manifest(workloads: Workloads) -> bool:
    """Whether Kubernetes objects stand outside charts, or charts hold what Argo CD deploys: a chart alone is for others to install."""
    return any((found.chart is None and is_own(found.at.path)) or found.kind in _BY_ARGO for found in workloads.objects)


def _is_by_argo(workloads: Workloads, code: Code) -> bool:
    """Whether Argo CD or Flux deploys what stands here, and programs are the lesser part of it."""
    told = any(found.kind in _BY_ARGO for found in workloads.objects)
    return told and len({found.at.path for found in workloads.objects}) > len(list(_programs(code)))


def _is_all_manifests(workloads: Workloads, code: Code) -> bool:
    """Whether manifests outweigh the programs beside them, which generate or check them."""
    written = {found.at.path for found in workloads.objects if found.chart is None and is_own(found.at.path)}
    return len(written) > 3 * len(list(_programs(code)))


def _is_composed(compose: Compose) -> bool:
    """Whether products of others are run together."""
    return any(len(file.services) > 1 and not file.builds for file in compose.run)


def _programs(code: Code) -> Iterator[File]:
    return (f for f in code.server if f.language in PROGRAMS)


def _has_program(code: Code, is_apart: Callable[[str], bool] = lambda _: False) -> bool:
    """Whether the app's code is more than a few scripts beside infrastructure; what is apart is a part of that."""
    programs = [f for f in _programs(code) if not is_aside(f.path) and not is_apart(f.path)]
    declared = [f for f in code.server if f.language == "hcl"]
    return len(programs) > max(3, len(declared))
