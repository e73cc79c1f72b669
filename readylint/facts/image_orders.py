"""What becomes of the project's images: the orders of CI, scripts, infrastructure and platforms (images.toml)."""

from __future__ import annotations

import posixpath
import re

from readylint.facts.files import File, Files
from readylint.facts.platforms import Platforms
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_SERVICES = regex(r"^services:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*\n)*[ \t]+[\w.-]+:[ \t]*\n", re.MULTILINE)
_PLAIN = ("Dockerfile", "Containerfile")


def unserved(paths: tuple[str, ...], files: Files, platforms: Platforms) -> dict[str, str]:
    """Why the image of a Dockerfile serves nobody, of those at these paths: a platform runs the source, or only developers build it."""
    table = known("facts/images")["platform"]
    if not paths:
        return {}
    if any(compiled(table["hands"]).search(f.text) for f in _orders(files)) and not builds_images(files, "uses", "runs"):
        return dict.fromkeys(paths, "the platform is handed the code itself")
    packed = _by_buildpacks(files, platforms)
    if packed and not builds_images(files, "uses", composed=False):
        return dict.fromkeys(paths, f"{packed} runs the app by a buildpack")
    named = {posixpath.dirname(p.path): p.name for p in platforms.named(*table["imageless"])}
    local = [p for p in paths if posixpath.dirname(p) in named and posixpath.basename(p) in _PLAIN]
    if local and not builds_images(files, "uses", "runs"):
        return {p: f"{named[posixpath.dirname(p)]} runs the folder from source" for p in local}
    return dict.fromkeys(_for_developers(paths, files), "CI builds others, and this one is built by Compose alone")


def builds_images(files: Files, *keys: str, composed: bool = True) -> bool:
    """Whether anything of the project builds, publishes or runs images for others than developers."""
    table = known("facts/images")["platform"]
    composes, uses = compiled(table["composes"]), [compiled(table[key], re.MULTILINE) for key in keys]
    return any(
        (composed and composes.search(f.path)) or (not _is_compose(f) and any(u.search(f.text) for u in uses)) for f in _orders(files)
    )


def _by_buildpacks(files: Files, platforms: Platforms) -> str:
    """The Cloud Foundry whose manifests name buildpacks, and no image."""
    table = known("facts/images")["platform"]
    found = platforms.named("cloud.gov", "Cloud Foundry")
    texts = [file.text for p in found if (file := files.get(p.path))]
    if any(compiled(table["packed"], re.MULTILINE).search(t) for t in texts):
        return "" if any(compiled(table["imaged"], re.MULTILINE).search(t) for t in texts) else found[0].name
    return ""


def _for_developers(paths: tuple[str, ...], files: Files) -> tuple[str, ...]:
    """Dockerfiles with a name of their own that a Compose file names and no order does, where CI is told to build others by theirs."""
    own = tuple(p for p in paths if posixpath.basename(p) not in _PLAIN)
    if len(own) < 2:
        return ()
    orders = _orders(files)
    built = [f for f in orders if not _is_compose(f) and any(posixpath.basename(p) in f.text for p in own)]
    table = known("facts/images")["platform"]
    if not any(compiled(table["publishes"]).search(f.text) for f in built):
        return ()
    if any(compiled(table["templated"]).search(f.text) for f in orders if not _is_compose(f)):
        return ()
    composed = "\n".join(f.text for f in orders if _is_compose(f) and not compiled(table["composes"]).search(f.path))
    told = "\n".join(f.text for f in built)
    return tuple(p for p in own if posixpath.basename(p) in composed and posixpath.basename(p) not in told)


def _orders(files: Files) -> tuple[File, ...]:
    """The files that may say what becomes of the project: CI's, scripts, infrastructure and platforms' own."""
    return files.match(*known("facts/images")["platform"]["paths"], kinds=("app", "config", "other"))


def _is_compose(file: File) -> bool:
    """Whether it is a Compose file, or a part of one under another name."""
    return "compose" in file.name or (not file.name.startswith(".") and bool(_SERVICES.search(file.text)))
