"""Edge: what stands in front of the app and says that users reach it by HTTPS: proxies, ingresses, load balancers, platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from readylint.facts.compose import Compose
from readylint.facts.files import Files
from readylint.facts.infrastructure import Infrastructure
from readylint.facts.paths import unpackaged
from readylint.facts.platforms import Platforms
from readylint.facts.sightings import Sightings
from readylint.facts.structured import Node, Structured
from readylint.facts.workloads import KubernetesObject, Workloads
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_TRAEFIK = regex(
    r"(?i)redirections?\.entrypoint\.(?:scheme|to)=(?:https|websecure)|redirectscheme\.scheme=https|routers\.[^=]*\.tls=true|\.tls\.certresolver="
)
# what some words mean in code: the kind of a thing, the previews and reviews that it is about
_CODE = r"(?:[/._-][^\n]{0,300})?\.(?:clj|cs|exs?|fs|go|groovy|java|kts?|[cm]?[jt]sx?|php|py|rb|rs|scala)$"
_NOT_LIVE = regex(
    r"(?i)(?:^|[/._-])(?:dev|develop|development|local|localhost|test|tests|testing|ci|e2e|minikube)(?:[/._-]|$)"
    rf"|(?:^|[/._-])(?:kind|sandbox|preview)(?!{_CODE})(?:[/._-]|$)"
)
_LESSER = regex(
    r"(?i)(?:^|[/._-])(?:staging|uat|qa|pre-?prod|demo)(?:[/._-]|$)"
    rf"|(?:^|[/._-])(?:stage|review|integration|circle(?:ci)?|travis)(?!{_CODE})(?:[/._-]|$)"
    r"|(?:^|/)(?:settings|config|environments?)/(?:stage|review|integration|circle(?:ci)?|travis)\.\w+$"
)
_NGINX = regex(r"nginx\.ingress\.kubernetes\.io/|(?:ingress\.class|ingressClassName|className):\s*[\"']?[\w-]*nginx")
_HSTS_OFF = regex(r"nginx\.ingress\.kubernetes\.io/hsts:\s*[\"']?false")
_TLS_SECRET = regex(r"^\s*tlsSecretName:\s*[\"']?\w|^\s*tls:\s*\n\s*-\s*(?:secretName|hosts)", re.MULTILINE)
_VALUES = ("values*.yaml", "values*.yml", "*.values.yaml", "**/values/*.yaml")
_PROXIED = ("LETSENCRYPT_HOST", "ACME_DOMAINS")


class Edge(Struct, frozen=True):
    """Places that secure the way in, and places that switch that off, each with what it says."""

    secured: tuple[tuple[Location, str], ...]
    opened: tuple[tuple[Location, str], ...]

    @classmethod
    def of(
        cls, files: Files, sightings: Sightings, structured: Structured, compose: Compose, workloads: Workloads,
        infrastructure: Infrastructure, platforms: Platforms,
    ) -> Edge:
        secured = [*_of_lines(sightings), *_of_compose(compose), *_of_ingresses(workloads), *_of_values(files, structured, workloads)]
        secured += [*_declared(infrastructure, "secure"), *_of_platforms(platforms)]
        opened = [*_declared(infrastructure, "insecure"), *_switched_off(workloads, platforms)]
        return cls(tuple(p for p in secured if live(p[0].path)), tuple(p for p in opened if released(p[0].path)))


@lru_cache(maxsize=8192)
def live(path: str) -> bool:
    """Whether a path does not name development, tests or a single machine."""
    return not _NOT_LIVE.search(unpackaged(path))


@lru_cache(maxsize=8192)
def released(path: str) -> bool:
    """Whether a path may speak of production: it names no environment before it either."""
    return live(path) and not _LESSER.search(unpackaged(path))


def _table() -> dict[str, Any]:
    return known("facts/edge")


def _of_lines(sightings: Sightings) -> Iterator[tuple[Location, str]]:
    return ((seen.at, seen.says) for seen in sightings.firsts(_table()["line"]))


def _of_compose(compose: Compose) -> Iterator[tuple[Location, str]]:
    for service in (s for f in compose.run for s in f.services):
        said = [(f"{name}={value}", at) for name, value, at in service.labels]
        said += [(str(part), part.at) for part in service.body["command"]]
        yield from ((at, "Traefik redirects to HTTPS or serves it") for text, at in said if _TRAEFIK.search(text))
        yield from ((at, "the proxy obtains a certificate for it") for name, _, at in service.environment if name in _PROXIED)
        if re.search(r"(?:^|/)cloudflared(?::|$)", service.image):
            yield service.at, "users reach it through a Cloudflare tunnel"


def _of_ingresses(workloads: Workloads) -> Iterator[tuple[Location, str]]:
    for found in workloads.of_kind("Ingress", "IngressRoute", "Route", "Gateway", "HTTPProxy", "VirtualServer"):
        if place := _secured(found):
            yield place, f"{found.kind} {found.name} ends TLS"
    for workload in workloads:
        if any("cloudflare/cloudflared" in c.image for c in workload.containers):
            yield workload.at, "users reach it through a Cloudflare tunnel"


def ends_tls(files: Files, workloads: Workloads) -> Iterator[Location]:
    """Where ingress-nginx ends TLS: it sends HSTS by default (ruling 25)."""
    for found in workloads.of_kind("Ingress"):
        tls = found.get("spec", "tls")
        if tls and live(found.at.path) and _is_nginx(files, found.at.path) and not _HSTS_OFF.search(_text(files, found.at.path)):
            yield tls.at
    if workloads.charts:
        for file in files.match(*_VALUES):
            if live(file.path) and _is_nginx(files, file.path) and not _HSTS_OFF.search(file.text):
                yield from (file.place(m.start()) for m in list(_TLS_SECRET.finditer(file.text))[:1])


def _is_nginx(files: Files, path: str) -> bool:
    return bool(_NGINX.search(_text(files, path)))


def _text(files: Files, path: str) -> str:
    file = files.get(path)
    return file.text if file else ""


def _secured(found: KubernetesObject) -> Location | None:
    annotations = found.get("metadata", "annotations")
    for name, at, value in annotations.items or ():
        redirects = name.endswith("ssl-redirect") and (value.is_true or str(value).isdigit())
        if redirects or name.endswith(("certificate-arn", "managed-certificates")):
            return at
    spec = found.get("spec")
    tls = found.get("spec", "tls") or next((s["tls"] for s in spec["servers"] if s["tls"]), None) or spec.get("virtualhost", "tls")
    if tls and (tls.items or tls.parts or tls.text):
        return tls.at
    return next((part.at for part in spec["listeners"] if str(part["protocol"]) in ("HTTPS", "TLS")), None)


def _of_values(files: Files, structured: Structured, workloads: Workloads) -> Iterator[tuple[Location, str]]:
    """Values files of charts: an ingress with a TLS secret."""
    for file in files.match(*_VALUES) if workloads.charts else ():
        root = structured.document(file)
        for holder in (root, *(value for _, _, value in root.items or ())):
            ingress = holder["ingress"]
            named = ingress["tlsSecretName"] or ingress["tls"]
            if named and not ingress["enabled"].is_false and (named.text or named.parts or _on(named)) and not named.is_false:
                yield named.at, "the ingress ends TLS"


def _on(tls: Node) -> bool:
    return bool(tls.items) and not tls["enabled"].is_false and bool(tls["enabled"].is_true or tls["secretName"])


def _declared(infrastructure: Infrastructure, section: str) -> Iterator[tuple[Location, str]]:
    for row in _table()[section]:
        for resource in infrastructure.of_type(*row["types"]):
            if "argument" not in row:
                yield resource.at, f"{resource.type} answers by HTTPS only"
                continue
            for key, value in resource.body.walk():
                if compiled(row["argument"]).fullmatch(key) and compiled(row["is"]).search(str(infrastructure.value(value))):
                    yield value.at, f"{resource.type} {resource.name}: {key} = {infrastructure.value(value)}"


def _of_platforms(platforms: Platforms) -> Iterator[tuple[Location, str]]:
    for platform in platforms.serving:
        if platform.static:
            continue
        if platform.https:
            does = "redirects plain HTTP by itself" if platform.https == "always" else "answers by HTTPS only"
            yield platform.at, f"{platform.name} {does}"
        elif place := platform.redirects:
            yield place, f"{platform.name} is told to redirect plain HTTP"


def _switched_off(workloads: Workloads, platforms: Platforms) -> Iterator[tuple[Location, str]]:
    for found in workloads.of_kind("Ingress"):
        for name, at, value in found.get("metadata", "annotations").items or ():
            if name in ("nginx.ingress.kubernetes.io/ssl-redirect", "nginx.ingress.kubernetes.io/force-ssl-redirect") and value.is_false:
                yield at, f"Ingress {found.name}: {name.rpartition('/')[2]} is switched off"
    for found in workloads.of_kind("Route"):
        policy = found.get("spec", "tls", "insecureEdgeTerminationPolicy")
        if str(policy) == "Allow":
            yield policy.at, f"Route {found.name} answers plain HTTP"
    for platform in platforms.named("fly.io"):
        yield from ((v.at, "force_https is switched off") for k, v in platform.body.walk() if k == "force_https" and v.is_false)
