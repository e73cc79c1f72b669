"""A Dockerfile that is changed: where an instruction may be put in."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.deployments import Deployments
from readylint.facts.files import Files
from readylint.facts.images import Image
from readylint.fixes.edit import Hunk, defects, lines_of
from readylint.model import Assessment

BUILDS = ("RUN", "COPY", "ADD", "WORKDIR", "ENV", "ARG", "USER", "SHELL")


def failing(assessment: Assessment, deployments: Deployments, files: Files) -> Iterator[tuple[Image, str]]:
    """The images that an item fails for, and the text of their Dockerfiles; one with an escape character of its own is left out."""
    paths = {at.path for at in defects(assessment)}
    for image in deployments.images:
        file = files.get(image.path)
        if file and image.path in paths and "escape" not in file.text.split("\n")[0]:
            yield image, file.text


def put_in(image: Image, text: str, *lines: str) -> Hunk:
    """The lines, in front of the command that the image runs; at the end where something is still built behind that."""
    own = image.final.instructions
    commands = [i.at.line for i in own if i.name in ("CMD", "ENTRYPOINT")]
    built = max((i.at.end_line or i.at.line for i in own if i.name in BUILDS), default=0)
    written = lines_of(text)
    at = min(commands) - 1 if commands and min(commands) > built else len(written)
    while at > built and at < len(written) and written[at - 1].lstrip().startswith("#"):
        at -= 1  # what is said of the command stays with it
    return Hunk(at, at, lines)
