"""Tasks of mise: those that its configuration declares, and the files of its folders of tasks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readylint.facts.ci.shell import Script
from readylint.knowledge import regex

if TYPE_CHECKING:
    from readylint.facts.ci.targets import Targets
    from readylint.facts.files import File

_CALLED = regex(r"^mise\s+(?:(?:tasks?\s+)?(?:run|r)\s+)?(?:-\S+\s+)*(?P<name>[\w:./-]+)")
CONFIGURATION = ("mise.toml", ".mise.toml", "mise/config.toml", ".mise/config.toml", ".config/mise.toml", ".config/mise/config.toml")
_FOLDERS = ("mise-tasks", ".mise-tasks", "mise/tasks", ".mise/tasks", ".config/mise/tasks")


def bodies(targets: Targets, bare: str, folder: str) -> Iterator[Script]:
    """What `mise run name` runs, the tasks it depends on first."""
    called = _CALLED.match(bare)
    if not called:
        return
    name = called["name"]
    if file := targets.near(folder, *CONFIGURATION):
        yield from _declared(targets, file, name)
    if file := targets.near(folder, *(posixpath.join(place, name.replace(":", "/")) for place in _FOLDERS)):
        yield Script(file.text, file.at, "", name)


def _declared(targets: Targets, file: File, name: str) -> Iterator[Script]:
    task, root = targets.structured.document(file).get("tasks", name), _root(file.folder)
    folder = posixpath.normpath(posixpath.join(root, str(task["dir"]))) if task["dir"] else root
    yield from (Script(f"mise run {other}", other.at, root, name, one_line=True) for other in task["depends"])
    for command in filter(str, (*task, *task["run"], *task["file"])):
        yield Script(str(command), command.at, folder, name, one_line="\n" not in str(command))


def _root(folder: str) -> str:
    """The folder whose tasks a configuration in this one declares."""
    parts = folder.split("/")
    while parts and parts[-1] in ("mise", ".mise", ".config"):
        parts.pop()
    return "/".join(parts)
