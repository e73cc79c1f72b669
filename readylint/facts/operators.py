"""Operators: resources by which a platform runs an application, as the Kubernetes objects that its operator makes of them (ruling 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from readylint.facts.node import Node
from readylint.knowledge import known
from readylint.model import Location

Row = Mapping[str, Any]


def operator_of(node: Node) -> Row | None:
    """The operator whose resource this is."""
    kind, version = str(node["kind"]), str(node["apiVersion"])
    return next((row for row in known("facts/operators")["operator"] if row["kind"] == kind and version.startswith(row["group"])), None)


def made_by(row: Row, node: Node) -> Iterator[Node]:
    """What the operator makes of a resource: what runs pods, what scales it, what lets users in, and where its data lies."""
    spec, at = node["spec"], node.key("kind") or node.at
    for part in _told(spec, row["each"]) if "each" in row else (spec,):
        yield _workload(row, node, part)
    off, fewest = _told(spec, row.get("fixed", "")), spec["replicas"]["min"]
    if "replicas" in row and not off.is_true and not (fewest and str(fewest) == str(spec["replicas"]["max"])):
        yield _object("HorizontalPodAutoscaler", node, at, _mapping(at))
    if hosts := _told(spec, row.get("ingresses", "")):
        yield _object("Ingress", node, at, _mapping(at, tls=Node(hosts.at, parts=tuple(hosts))))
    for database in _told(spec, row.get("databases", "")):
        backup = _mapping(database.at, enabled=_scalar(database.at, "true"))
        yield _object("SQLInstance", node, database.at, _mapping(at, settings=_mapping(at, backupConfiguration=backup)))


def _workload(row: Row, node: Node, spec: Node) -> Node:
    at = spec.at if "each" in row else node.key("kind") or node.at
    template = _mapping(at, spec=_pod(row, node, spec, at))
    schedule = _told(spec, row.get("schedule", ""))
    if schedule:
        job = _mapping(at, spec=_mapping(at, template=template))
        return _object("CronJob", node, at, _mapping(at, schedule=schedule, jobTemplate=job))
    replicas = (_told(spec, row["replicas"]) or _scalar(at, row["fewest"])) if "replicas" in row else Node(at)
    return _object(row["makes"], node, at, _mapping(at, replicas=replicas, strategy=spec["strategy"], template=template))


def _pod(row: Row, node: Node, spec: Node, at: Location) -> Node:
    told = {key: _told(spec, path) for key, path in row["container"].items()}
    told["image"] = told["image"] or _scalar(at, str(node.get("metadata", "name")))  # one that the deploy job puts in
    told |= {key: _asked(_told(spec, path)) for key, path in row.get("probes", {}).items()}
    if "memory" in row and not told["resources"].get("limits", "memory"):
        told["resources"] = _mapping(at, limits=_mapping(at, memory=_scalar(at, row["memory"])))
    serves = any(_told(spec, path).is_true for path in row["serves"]) if "serves" in row else "opens" in row
    if serves and "serves" in row:
        told |= {key: told.get(key) or _mapping(at, httpGet=_scalar(at, "")) for key in ("livenessProbe", "readinessProbe")}
    if serves:
        port = _mapping(at, containerPort=_told(spec, row.get("port", "")) or _scalar(at, row["opens"]))
        told["ports"] = Node(at, parts=(port,))
    container = _mapping(at, name=node.get("metadata", "name"), **told)
    safe = _mapping(at, runAsNonRoot=_scalar(at, "true")) if row.get("nonroot") else Node(at)
    return _mapping(at, securityContext=safe, containers=Node(at, parts=(container,)))


def _asked(probe: Node) -> Node:
    """A probe of a path and a port, as a plain manifest has it."""
    return _mapping(probe.at, httpGet=_mapping(probe.at, path=probe["path"], port=probe["port"])) if probe["path"] else Node(probe.at)


def _told(spec: Node, path: str) -> Node:
    return spec.get(*path.split(".")) if path else Node(spec.at)


def _object(kind: str, node: Node, at: Location, spec: Node) -> Node:
    return _mapping(at, apiVersion=node["apiVersion"], kind=_scalar(at, kind), metadata=node["metadata"], spec=spec)


def _mapping(at: Location, **values: Node) -> Node:
    return Node(at, items=tuple((key, value.at, value) for key, value in values.items() if value))


def _scalar(at: Location, text: str) -> Node:
    return Node(at, text=text)


__all__ = ["made_by", "operator_of"]
