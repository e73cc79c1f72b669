"""Project: what the repository is: its services and traits with their evidence, corrected by the configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from readylint.config import Config, StatedService
from readylint.facts.code import Code
from readylint.facts.compose import Compose
from readylint.facts.declared import Declared
from readylint.facts.dependencies import Dependencies
from readylint.facts.files import Files
from readylint.facts.images import Images
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.migrations import Migrations
from readylint.facts.published import Published
from readylint.facts.services import Part, Parts, manifests
from readylint.facts.sightings import Sighting, Sightings
from readylint.facts.starts import is_own
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import TRAITS, Location, Service, Trait
from readylint.patterns import compiled
from readylint.snapshot import Snapshot

Evidence = tuple[tuple[Location, str], ...]
SHOWN = 3  # places of evidence kept for a trait and service
_OF_APP = tuple(t for t in TRAITS if t not in ("app", "deps"))
# where manifests stand that a deploy applies, though the folder above is of helpers
_MANIFESTS = regex(
    r"^\.github/workflows/|(?:^|/)(?:tools|ci|scripts)/(?:[\w.-]{1,60}/){0,4}(?:openshift|okd|k8s|kubernetes|kube|helm|kustomize)/"
)
_ANSWERS = ("service", "web application", "page renderer")  # kinds that serve HTTP by what they are


class Project(Struct, frozen=True):
    """What is judged. `judgeable`: there is code, infrastructure or a page at all. `anchors`: files an absence may point at."""

    services: tuple[Service, ...]
    traits: tuple[Trait, ...]
    kind: str
    judgeable: bool
    anchors: tuple[str, ...]
    apart: tuple[str, ...] = ()  # folders of programs with an image of their own that are no service, such as a load generator

    def has(self, trait: str) -> bool:
        return any(t.name == trait and t.present for t in self.traits)

    @property
    def doors(self) -> tuple[Location, ...]:
        """Where what answers HTTP requests starts: what is said of all requests, and is missing, is missing there."""
        return next((tuple(at for at, _ in t.evidence) for t in self.traits if t.name == "http"), ())

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        config: Config,
        files: Files,
        code: Code,
        sightings: Sightings,
        parts: Parts,
        dependencies: Dependencies,
        images: Images,
        workloads: Workloads,
        infrastructure: Infrastructure,
        declared: Declared,
        published: Published,
        migrations: Migrations,
        compose: Compose,
    ) -> Project:
        seen = _Evidence(code, sightings, parts, images, workloads, infrastructure, declared, published, compose)
        if seen.shows("sql") and (migrations.reads_only or (_fills_warehouse(parts) and not migrations.all)):
            seen.forget("sql")  # the schema is another's, or that of a warehouse (ruling 3)
        services = _distinct(tuple(_service(part, snapshot.name, parts, seen) for part in parts))
        services = _corrected(services, config.services)
        if snapshot.focus:
            services = tuple(s for s in services if not s.root or f"{s.root}/".startswith(f"{snapshot.focus}/")) or services
        traits = tuple(_folded(name, services) for name in TRAITS if name not in ("deps", "app"))
        app = Trait("app", bool(services), tuple((s.at, f"{s.framework} starts here") for p in parts for s in p.starts)[:SHOWN])
        deps = tuple((m.at, f"{len(m.dependencies)} dependencies") for m in dependencies.manifests if m.dependencies)
        judgeable = bool(services or files.code or infrastructure.resources or workloads.all)
        found = (app, *traits, Trait("deps", bool(deps), deps[:SHOWN]))
        return cls(services, found, parts.kind, judgeable, tuple(_anchors(files)), tuple(_apart(parts, images, code)))


def _fills_warehouse(parts: Parts) -> bool:
    return any({"Airflow", "Dagster", "Prefect"} & {*part.frameworks} for part in parts)


_DATABASE = regex(
    r"(?i)(?:^|[/_-])(?:rds|aurora|cloud-?sql|postgres\w*|mysql|documentdb|dynamodb|cosmosdb)(?!\w*(?:proxy|monitor|alarm|role))"
)


def _databases(infrastructure: Infrastructure, workloads: Workloads, compose: Compose) -> Iterator[tuple[Location, str]]:
    """The databases that infrastructure declares."""
    table = known("facts/project")["infrastructure"]
    wanted, image = frozenset(table["database"]), compiled(table["image"])
    yield from ((r.at, f"{r.type} {r.name}") for r in infrastructure.resources if r.type in wanted)
    yield from ((m.at, f"module {m.name}") for m in infrastructure.modules if _DATABASE.search(m.type))
    yield from ((o.at, f"{o.kind} {o.name}") for o in workloads.of_kind(*table["kinds"]))
    yield from ((o.at, f"PostgreSQL {o.name}") for o in workloads.of_kind("Cluster") if "cnpg.io" in str(o.get("apiVersion")))
    yield from ((w.at, f"{w.kind} {w.name}") for w in workloads if any(image.search(c.image) for c in w.containers))
    yield from ((s.at, s.image) for file in compose.run for s in file.services if image.search(s.image))


_KEPT = ("auth", "db")  # a login or a database is there to be judged, be its module brought in or not


class _Evidence:
    """All evidence of every trait of the app, found once; asked for by service."""

    def __init__(
        self,
        code: Code,
        sightings: Sightings,
        parts: Parts,
        images: Images,
        workloads: Workloads,
        infrastructure: Infrastructure,
        declared: Declared,
        published: Published,
        compose: Compose,
    ) -> None:
        self._parts = parts
        self._published = published
        self._found: dict[str, list[tuple[Location, str]]] = {name: [] for name in _OF_APP}
        self._seen: Counter[tuple[str, str | None]] = Counter()
        if parts.kind == "service":
            self._of_code(code, sightings)
            answering = (s for p in parts for s in p.starts if {p.kind, s.kind} & {*_ANSWERS})
            of_functions = (e for e in self._found["http"] if self._kind(e[0].path) == "function")
            self._found["http"] = [*((s.at, f"{s.framework} starts here") for s in answering), *of_functions]
            self._of_templates(infrastructure)
        if parts.kind in ("service", "static site"):
            self._of_backend(sightings)
        if parts.kind in ("service", "infrastructure"):
            own = (w for w in workloads.all if is_own(w.at.path) or _MANIFESTS.search(w.at.path))
            self._found["k8s"] = [(w.at, f"{w.kind} {w.name}") for w in own]
            self._found["k8s"] += [(r.at, f"a release of the chart {r.name}") for r in workloads.releases if is_own(r.at.path)]
        if parts.kind == "infrastructure":
            self._found["db"] = [*_databases(infrastructure, workloads, compose), *declared.databases]
        elif parts.kind != "library":
            self._found["container"] = [(i.at, i.path) for i in images.deployed]
        if parts.kind == "static site":
            self._found["ui"] = [(s.at, s.framework) for p in parts for s in p.starts]

    def shows(self, trait: str) -> bool:
        return bool(self._found[trait])

    def forget(self, trait: str) -> None:
        self._found[trait] = []

    def _of_code(self, code: Code, sightings: Sightings) -> None:
        for entry in known("facts/project")["trait"]:
            shown = (entry["trait"], "sql") if entry.get("sql") else (entry["trait"],)
            row = {**entry, "idle": True} if entry["trait"] in _KEPT else entry
            for seen in sightings.firsts((row,), where=partial(self._lacks, shown[-1])):
                if not self._published.is_client(seen.at.path) and (self._parts.guessed or is_own(seen.at.path)):
                    self._seen.update((trait, self._home(seen.at.path)) for trait in shown)
                    for trait in shown:
                        self._found[trait].append((seen.at, _what(seen)))
        apart = compiled(known("facts/project")["pages"]["apart"])
        pages = [f for f in code.browser if f.language in ("html", "tsx", "vue", "svelte") and not apart.search(f.path)]
        pages = [f for f in pages if is_own(f.path) and not self._published.is_client(f.path)]
        self._found["ui"] += [(f.at, "a page for the browser") for f in pages[:SHOWN]]

    def _of_backend(self, sightings: Sightings) -> None:
        """What the pages keep in a backend of others, and who logs in there."""
        rows = known("facts/project")["backend"]
        asked = list(sightings.firsts([row for row in rows if row["trait"] == "db" and "sql" not in row], where=is_own, most=SHOWN))
        for row in rows if asked else ():
            for seen in sightings.firsts((row,), where=is_own, most=SHOWN):
                for trait in (row["trait"], "sql") if row.get("sql") else (row["trait"],):
                    self._found[trait].append((seen.at, _what(seen)))

    def _of_templates(self, infrastructure: Infrastructure) -> None:
        """What the templates of functions declare for them: their tables, and who logs users in."""
        table = known("facts/project")["infrastructure"]
        for trait in ("database", "login"):
            found = [(r.at, f"{r.type} {r.name}") for r in infrastructure.of_type(*table[trait]) if r.dialect == "cloudformation"]
            self._found["db" if trait == "database" else "auth"] += found

    def _lacks(self, trait: str, path: str) -> bool:
        """Whether a file is to be read for a trait: it is of the app itself, whose service has not yet shown the trait often enough."""
        return is_own(path) and self._seen[trait, self._home(path)] < SHOWN

    def of(self, part: Part, trait: str) -> Evidence:
        homes = [(e, self._home(e[0].path)) for e in self._found.get(trait, [])]
        own = [e for e, home in homes if home == part.root or (home is None and (is_own(e[0].path) or trait == "k8s"))]
        if trait == "container" and any(home is not None for _, home in homes):  # an image that stands outside all services has its own
            own = [e for e, home in homes if home == part.root or (home is None and part.root.rpartition("/")[2] in e[0].path)]
        return tuple(dict.fromkeys(own))[:SHOWN]

    def _kind(self, path: str) -> str:
        home = self._home(path)
        return next((p.kind for p in self._parts if p.root == home), self._parts.all[0].kind)

    def _home(self, path: str) -> str | None:
        """The root of the service that a path belongs to; None where it stands outside all."""
        above = [p.root for p in self._parts if not p.root or path == p.root or path.startswith(f"{p.root}/")]
        return max(above, key=len) if above else None


def _what(seen: Sighting) -> str:
    return " ".join(seen.text.split())[:60] if seen.source else seen.at.path.rpartition("/")[2]


def _service(part: Part, repository: str, parts: Parts, seen: _Evidence) -> Service:
    alone = len(parts.all) == 1
    traits = []
    for name in _OF_APP:
        found = seen.of(replace(part, root=part.root), name)
        present = bool(found) and not (name == "http" and part.kind not in (*_ANSWERS, "function"))
        present = present and not (name in ("api", "ui", "uploads", "auth") and part.kind == "worker")
        traits.append(Trait(name, present, found if present else ()))
    app = Trait("app", True, tuple((s.at, f"{s.framework} starts here") for s in part.starts[:SHOWN]))
    named = [word for word in part.root.split("/") if word not in ("src", "code", "app")] or [repository]
    name = repository if alone else named[-1] or repository
    return Service(name, "" if alone else part.root, part.kind, part.frameworks, (app, *traits))


def _apart(parts: Parts, images: Images, code: Code) -> Iterator[str]:
    roots = tuple(f"{p.root}/" if p.root else "" for p in parts)
    for folder in dict.fromkeys(i.folder for i in images.all if i.folder):
        beside = not any(root.startswith(f"{folder}/") or (root and f"{folder}/".startswith(root)) for root in roots)
        if beside and len(roots) > 1 and any(f.path.startswith(f"{folder}/") and f.language != "bash" for f in code.server):
            yield folder


def _distinct(services: tuple[Service, ...]) -> tuple[Service, ...]:
    """Services of the same name are called by their whole root."""
    names = [s.name for s in services]
    return tuple(replace(s, name=s.root or s.name) if names.count(s.name) > 1 else s for s in services)


def _folded(name: str, services: tuple[Service, ...]) -> Trait:
    found = [t for s in services for t in s.traits if t.name == name and t.present]
    return Trait(name, bool(found), tuple(dict.fromkeys(e for t in found for e in t.evidence))[:SHOWN])


def _corrected(services: tuple[Service, ...], stated: tuple[StatedService, ...]) -> tuple[Service, ...]:
    """The services as the configuration states them; those it does not speak of stay inferred."""
    if not stated:
        return services
    roots = {s.root for s in stated}
    made = [
        _stated(s, next((i for i in services if i.root == s.root), None) or (services[0] if len(services) == 1 else None)) for s in stated
    ]
    return (*made, *(s for s in services if s.root not in roots and len(services) > 1))


def _stated(stated: StatedService, inferred: Service | None) -> Service:
    base = inferred or Service(stated.name, stated.root)
    traits = base.traits
    if stated.traits is not None:
        place = ((Location("readylint.toml"), "stated in the configuration"),)
        traits = tuple(Trait(n, n in (*stated.traits, "app"), place if n in stated.traits else ()) for n in TRAITS if n != "deps")
    return Service(stated.name, stated.root, stated.kind or base.kind, base.frameworks, traits, inferred=False)


def _anchors(files: Files) -> Iterator[str]:
    """Files that a finding about an absence may point at, the likeliest first."""
    for globs in (manifests(), ("Dockerfile",), ("README*",)):
        yield from (f.path for f in sorted(files.match(*globs), key=lambda f: (f.path.count("/"), f.path))[:3])
    if files.all:
        yield files.all[0].path
