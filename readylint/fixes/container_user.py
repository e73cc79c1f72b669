"""A `USER` who is not root at the end of a Dockerfile (SEC021).

Safe where the files were given to that user already and only the switch was forgotten; else a suggestion, since a program may write to a
folder that belongs to root.
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.deployments import Deployments
from readylint.facts.files import Files
from readylint.facts.images import Image
from readylint.fixes.dockerfiles import failing, put_in
from readylint.fixes.edit import Edit
from readylint.knowledge import known, regex
from readylint.model import Assessment

LEAST = 1024  # ports below it were root's alone
WRITES = "files that it writes must be in folders of that user: COPY them with --chown, or make the folder and chown it"


def edits(assessment: Assessment, deployments: Deployments, files: Files) -> Iterator[Edit]:
    """One an image whose base has such a user, or is of a distribution that can make one."""
    for image, text in failing(assessment, deployments, files):
        user, made = _user(image)
        if user:
            yield Edit(image.path, (put_in(image, text, *made, f"USER {user}"),), f"it runs as {user}, not as root", _doubt(image, user))


def _user(image: Image) -> tuple[str, tuple[str, ...]]:
    """A user for an image, "" where none is known, and the lines that make one."""
    table = known("fixes/images")["user"]
    brought = next((user for base, user in table["brought"].items() if regex(base).search(image.base)), "")
    if brought:
        return brought, ()
    if regex(table["none"]).search(image.base):
        return "65532:65532", ()
    made = next((row["run"] for row in table["made"].values() if regex(row["base"]).search(image.base)), "")
    return ("10001", (f"RUN {made}",)) if made else ("", ())


def _doubt(image: Image, user: str) -> str:
    if image.user:
        return "USER root is written there, perhaps for a reason"
    if low := next((e.value for e in image.exposes if not _open_to_all(e.value)), ""):
        return f"a port like {low} may be closed to it where it runs; {WRITES}"
    own = [c for c in image.final.all("COPY", "ADD") if not c.flag("from")]
    given = bool(own) and all(c.flag("chown").partition(":")[0] == user for c in own)
    return "" if given and not image.final.all("VOLUME") else WRITES


def _open_to_all(port: str) -> bool:
    number = port.removesuffix("/tcp")
    return number.isdecimal() and int(number) >= LEAST


BEFORE = """
-- Dockerfile --
FROM node:24-slim
WORKDIR /app
COPY --chown=node:node package.json ./
RUN npm install --omit=dev
COPY --chown=node:node src src
CMD ["node", "src/server.js"]
-- package.json --
{"dependencies": {"express": "4"}}
-- src/server.js --
require("express")().listen(3000)
"""

AFTER = """
-- Dockerfile --
FROM node:24-slim
WORKDIR /app
COPY --chown=node:node package.json ./
RUN npm install --omit=dev
COPY --chown=node:node src src
USER node
CMD ["node", "src/server.js"]
"""
