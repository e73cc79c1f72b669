"""A HEALTHCHECK for an image that runs a server with a known health route (DEP012).

Safe where the route, the port and the tool that asks are all known; a suggestion where the port is only likely, or where the app may answer
somebody who asks for 127.0.0.1 with an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.deployments import Deployments
from readylint.facts.files import Files
from readylint.facts.images import Image
from readylint.facts.routes import Route, Routes
from readylint.fixes.dockerfiles import failing, put_in
from readylint.fixes.edit import Edit
from readylint.knowledge import known, regex
from readylint.model import Assessment

HEAD = "HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \\"
_PLAIN = regex(r"/[A-Za-z0-9_./-]*")


def edits(assessment: Assessment, deployments: Deployments, routes: Routes, files: Files) -> Iterator[Edit]:
    """One instruction an image; none where the health check is switched off on purpose."""
    for image, text in failing(assessment, deployments, files):
        route = _route(image, deployments, routes)
        port, sure = _port(image)
        if image.healthcheck or route is None or not port:
            continue
        check = _check(image, f"http://127.0.0.1:{port}{route.path}")
        if check:
            doubt = _doubt(image, port, sure, files)
            yield Edit(image.path, (put_in(image, text, HEAD, f"    CMD {check}"),), f"its health is asked at {route.path}", doubt)


def _route(image: Image, deployments: Deployments, routes: Routes) -> Route | None:
    """The health route of what is in the image: open to all, of one program; of several the shortest, which asks the least."""
    folder = f"{image.folder}/" if len(deployments.images) > 1 else ""
    if folder == "/":
        return None
    found = [r for r in routes.health if r.method in ("GET", "ANY", "") and r.at.path.startswith(folder) and not r.guards]
    plain = [r for r in found if _PLAIN.fullmatch(r.path) and "ready" not in r.path]
    return min(plain, key=lambda r: (len(r.path), r.at)) if len({r.at.path for r in plain}) == 1 else None


def _port(image: Image) -> tuple[str, bool]:
    """The port that the server listens on, "" where it is not known, and whether its own command says so."""
    table, command = known("fixes/images")["port"], image.command_line
    if regex(table["elsewhere"]).search(command):
        return "", False
    exposed = {e.value.removesuffix("/tcp") for e in image.exposes}
    if told := regex(table["option"]).search(command):
        return (told["port"], True) if told["port"] in exposed or not exposed else ("", False)
    usual = next((str(p) for c, p in table["defaults"].items() if regex(c).search(command)), "")
    only = exposed.pop() if len(exposed) == 1 else ""
    return (only, only == usual and "$" not in command) if only.isdecimal() else ("", False)


def _check(image: Image, url: str) -> str:
    """The command that asks, with a tool that the image has; "" where none is known."""
    tools = known("fixes/images")["tool"]
    runs = "\n".join(i.value for i in image.final.all("RUN"))
    for name in tools["order"]:
        tool = tools[name]
        if ("base" in tool and regex(tool["base"]).search(image.base)) or ("run" in tool and regex(tool["run"]).search(runs)):
            return str(tool["check"]).replace("{url}", url)
    return ""


def _doubt(image: Image, port: str, sure: bool, files: Files) -> str:
    hosts = files.with_words(*known("fixes/images")["hosts"]["words"])
    if hosts:
        return f"{hosts[0].path} may refuse or redirect whoever asks for 127.0.0.1"
    return "" if sure else f"that it listens on {port} is said by EXPOSE alone"


BEFORE = """
-- Dockerfile --
FROM python:3.13-slim
COPY app.py .
EXPOSE 8000
# The server
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
-- app.py --
from flask import Flask
app = Flask(__name__)

@app.get("/healthz")
def healthz():
    return "ok"
"""

AFTER = """
-- Dockerfile --
FROM python:3.13-slim
COPY app.py .
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \\
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# The server
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
"""
