"""Workloads: Kubernetes objects of plain manifests, Kustomize, Helm templates and OpenShift templates, and what they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.files import File, Files
from readylint.facts.helm import Chart, ChartDependency, charts, evaluated, rendered, resolved
from readylint.facts.operators import made_by, operator_of
from readylint.facts.structured import Node, Structured, mask_templates, read_yaml
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_SERVING = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "DeploymentConfig", "Rollout", "Pod", "ReplicationController")
# a folder below that of workflows is no CI's; a cluster of kind's or minikube's is on a developer's machine
_NO_MANIFEST = regex(r"(?:^|/)(?:\.github/(?:workflows/[^/]+$|(?:actions|ISSUE_TEMPLATE)/)|(?:openapi|swagger|crds?|kind|minikube|k3d)/)")
_WATCHED = regex(r"(?i)(?:http-?)?(?:metrics?|prom(?:etheus)?|monitoring|debug|pprof)")  # a port's name
KINDS = (*_SERVING, "Job", "CronJob")
PATHS = (
    "*.yaml", "*.yml", "*.json", "*.tpl", "*.yaml.j2", "*.yml.j2", "*.yaml.erb", "*.yml.tmpl", "*.yaml.tmpl",
    "**/{kubernetes,k8s,kube,manifests}/**/*.{tmpl,template}",
)
# values that are handed to a chart that runs a service
_RELEASED = ("image", "replicaCount", "ingress", "ingressHost", "applicationPort", "containers", "deployment")


class KubernetesObject(Struct, frozen=True):
    """One object of a manifest, template or list."""

    kind: str
    name: str
    body: Node
    at: Location
    file: File
    chart: Chart | None = None

    def get(self, *path: str) -> Node:
        """The value at a path, a Helm default put in where the template refers to one."""
        return _value(self.body, path, self.file, self.chart)


class Container(Struct, frozen=True):
    """One container of a workload; `get` reads what it declares, Helm defaults put in."""

    name: str
    image: str
    body: Node
    file: File
    chart: Chart | None = None

    @property
    def at(self) -> Location:
        return self.body.at

    def get(self, *path: str) -> Node:
        return _value(self.body, path, self.file, self.chart)

    def probe(self, name: str) -> Location | None:
        """The place of its livenessProbe, readinessProbe or startupProbe; None without one."""
        found = self.get(name)
        return (self.body.key(name) or found.at) if found and not found["enabled"].is_false else None

    @property
    def own(self) -> bool:
        """Whether it runs no product of others: a sidecar does."""
        return not is_product(self.image)

    @property
    def ports(self) -> Node:
        return self.get("ports")

    @property
    def memory_limit(self) -> Node:
        return self.get("resources", "limits", "memory")

    @property
    def command_line(self) -> str:
        return " ".join(str(p) for key in ("command", "args") for p in self.body[key])


class Workload(Struct, frozen=True):
    """What runs pods. `own` is false for a product of others (ruling 15)."""

    object: KubernetesObject
    containers: tuple[Container, ...]
    pod: Node
    serving: bool = False
    own: bool = True

    @property
    def kind(self) -> str:
        return self.object.kind

    @property
    def name(self) -> str:
        return self.object.name

    @property
    def at(self) -> Location:
        return self.object.at

    @property
    def schedule(self) -> Node:
        """When a CronJob runs; empty for any other kind, and where it is suspended."""
        return Node(self.at) if self.object.get("spec", "suspend").is_true else self.object.get("spec", "schedule")

    @property
    def nonroot(self) -> Location | None:
        """Where it says that it runs as a user who is not root, for the pod or for every container."""
        contexts = [_value(self.pod, ("securityContext",), self.object.file, self.object.chart)]
        contexts += [c.get("securityContext") for c in self.containers[:1]]
        for context in contexts:
            for key in ("runAsNonRoot", "runAsUser"):
                value = context[key]
                if value.is_true or (str(value).isdigit() and str(value) != "0"):
                    return value.at
        return None


class Workloads:
    """The Kubernetes objects of the project."""

    def __init__(self, objects: tuple[KubernetesObject, ...], charts: tuple[Chart, ...]) -> None:
        self.objects = objects
        self.charts = charts

    @classmethod
    def of(cls, files: Files, structured: Structured) -> Workloads:
        known = tuple(charts(files, structured))
        return cls(tuple(_objects(files, structured, known)), known)

    def __iter__(self) -> Iterator[Workload]:
        return iter(self.all)

    def of_kind(self, *kinds: str) -> tuple[KubernetesObject, ...]:
        """The objects of these kinds."""
        return tuple(o for o in self.objects if o.kind in kinds)

    @cached_property
    def all(self) -> tuple[Workload, ...]:
        """Everything that runs pods, a Kustomize patch merged into what it patches."""
        made = [_workload(o) for o in self.objects if o.kind in KINDS]
        whole = [w for w in made if any(c.image for c in w.containers)]
        patches = [w for w in made if w not in whole]
        selected = [s.get("spec", "selector") for s in self.of_kind("Service")]
        return tuple(_judged(_patched(w, patches), selected) for w in whole)

    @cached_property
    def own(self) -> tuple[Workload, ...]:
        """The project's own: no product of others."""
        return tuple(w for w in self.all if w.own)

    @cached_property
    def scheduled(self) -> tuple[Workload, ...]:
        """CronJobs that are not suspended."""
        return tuple(w for w in self.all if w.kind == "CronJob" and w.schedule)

    @cached_property
    def releases(self) -> tuple[ChartDependency, ...]:
        """Charts of others that are handed an image to run: the workload is theirs, the service the project's."""
        return tuple(
            d for c in self.charts for d in c.dependencies
            if d.remote and not is_product(d.name) and any(d.values[key] for key in _RELEASED)
        )

    def declares(self, release: ChartDependency, what: str) -> Location | None:
        """Where a release declares something: in its values, or at the dependency where that chart does so by default (ruling 5)."""
        stated = release.values.get(*what.split(".")) or release.production.get(*what.split("."))
        if stated:
            return stated.at
        charts = (c for c in known("facts/workloads")["chart"] if c["name"] == release.name and c["repository"] in release.repository)
        return release.at if any(what in c["declares"] for c in charts) and not stated.is_false else None


def _objects(files: Files, structured: Structured, known: tuple[Chart, ...]) -> Iterator[KubernetesObject]:
    for file in files.with_words("apiVersion", among=files.match(*PATHS)):
        chart = next((c for c in known if c.holds(file.path)), None)
        if _NO_MANIFEST.search(file.path) or "helm.sh/hook: test" in file.text:
            continue
        documents = structured.documents(file) if file.name.endswith(".json") else _documents(file, chart)
        for document in documents:
            yield from _flattened(document, file, chart)


def _documents(file: File, chart: Chart | None) -> Iterable[Node]:
    return _each(file, chart) if chart else file.made(_plain)


def _plain(file: File) -> tuple[Node, ...]:
    return tuple(_each(file, None))


def _each(file: File, chart: Chart | None) -> Iterator[Node]:
    """Each document by itself, so that one that cannot be read costs no other."""
    text = mask_templates(evaluated(file.text, chart))
    at = 0
    for part in re.split(r"(?m)^---.*\n?", text):
        start = text.index(part, at) if part else at
        at = start + len(part)
        if "apiVersion" not in part:
            continue
        try:
            yield from read_yaml(file, "\n" * text.count("\n", 0, start) + part)
        except (ValueError, RecursionError) as error:
            file.refuse(error)


def _flattened(node: Node, file: File, chart: Chart | None) -> Iterator[KubernetesObject]:
    """An object, or those of a List or an OpenShift Template."""
    if node["kind"] and node["apiVersion"]:
        named = node.get("metadata", "name")
        name = str(named)
        if "XXX" in name:  # a template names it after its chart
            name = chart.name if chart else _written(file, named)
        operator = operator_of(node)
        kind = f"{node['kind']}.{operator['group'].rstrip('/')}" if operator else str(node["kind"])  # no other's kind of that name
        yield KubernetesObject(kind, name, node, node.key("kind") or node.at, file, chart)
        for part in (*node["items"], *node["objects"], *(made_by(operator, node) if operator else ())):
            yield from _flattened(part, file, chart)


def _written(file: File, node: Node) -> str:
    """A value of one line as it is written, template actions and all."""
    return file.text.split("\n")[node.at.line - 1].partition(":")[2].strip().strip("\"'")


def _value(node: Node, path: tuple[str, ...], file: File, chart: Chart | None) -> Node:
    for key in path:
        node = resolved(node[key], node.key(key), file, chart)
    return node


def _workload(found: KubernetesObject) -> Workload:
    spec = found.body["spec"]
    above = {"Pod": (), "CronJob": ("jobTemplate", "spec", "template", "spec")}.get(found.kind, ("template", "spec"))
    pod = spec.get(*above)
    containers = tuple(Container(str(c["name"]), _image(c, found), c, found.file, found.chart) for c in pod["containers"])
    return Workload(found, containers, pod)


def _image(container: Node, found: KubernetesObject) -> str:
    """The image, from the text as written: the parsed one has its template actions masked."""
    node = container["image"]
    if not node or found.chart is None:
        return str(node)
    line = found.file.text.split("\n")[node.at.line - 1]
    return rendered(line.partition("image:")[2].strip().strip("\"'"), found.chart)


def _patched(whole: Workload, patches: list[Workload]) -> Workload:
    """A workload with what Kustomize patches of the same kind and name add to its containers."""
    for patch in (p for p in patches if (p.kind, p.name) == (whole.kind, whole.name)):
        added = {c.name: c.body for c in patch.containers}
        merged = tuple(replace(c, body=_merged(c.body, added[c.name])) if c.name in added else c for c in whole.containers)
        whole = replace(whole, containers=merged, pod=_merged(whole.pod, patch.pod))
    return whole


def _merged(node: Node, patch: Node) -> Node:
    keys = set(node.keys())
    return Node(node.at, items=(*(node.items or ()), *((k, at, v) for k, at, v in patch.items or () if k not in keys)))


def _judged(workload: Workload, selectors: list[Node]) -> Workload:
    serves = workload.kind in _SERVING and (any(map(_opens, workload.containers)) or _selected(workload, selectors))
    names = (workload.name, *(c.image for c in workload.containers[:1]))
    return replace(workload, serving=serves, own=not any(map(is_product, names)))


def _opens(container: Container) -> bool:
    """Whether a container has a port for more than whoever watches it: a worker has none, or one that nobody took out of it."""
    names = [str(port["name"]) for port in container.ports]
    if compiled(known("facts/images")["server"]["queues"]).search(container.command_line):
        return False
    return bool(container.ports) and not (names and all(map(_WATCHED.fullmatch, names)))


def _selected(workload: Workload, selectors: list[Node]) -> bool:
    """Whether a Service sends it requests."""
    labels = {(name, str(value)) for name, _, value in workload.object.body.get("spec", "template", "metadata", "labels").items or ()}
    return any(wanted and wanted <= labels for wanted in ({(n, str(v)) for n, _, v in s.items or ()} for s in selectors))


def is_product(name: str) -> bool:
    """Whether a name is that of a product of others: its last part, without tag, begins or ends with one's name."""
    last = re.sub(r"[@:].*$", "", name.rpartition("/")[2]).lower()
    products = known("facts/workloads")["third_party"]
    return any(last == p or last.startswith((p + "-", p + "_")) or last.endswith(("-" + p, "_" + p)) for p in products)
