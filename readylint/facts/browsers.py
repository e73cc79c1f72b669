"""Browsers: what a script and a package.json say of code that runs in one (code.toml)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from readylint.facts.brackets import spaces
from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_PAGE_SCRIPT = regex(r"(<script\b[^>\n]{0,300}>\s{0,40}\{`)((?:(?!<script\b)(?:\\[\s\S]|[^`\\])){0,100000})(?=`)")
# versions that are forced on what others ask for, which asks for nothing itself
_PINNED = regex(r'"(?:resolutions|overrides)"\s{0,20}:\s{0,20}\{(?:[^{}]|\{[^{}]{0,2000}\}){0,20000}\}')

_SERVER_HALF = regex(r"(?:(?<=/)|^)server/")


def is_page_script(text: str) -> bool:
    """Whether a plain script is for a page: it speaks to the document, and to no module and no process."""
    table = known("facts/code")["browser"]["page"]
    return bool(compiled(table["speaks"]).search(text)) and not compiled(table["unlike"], re.MULTILINE).search(text)


def is_component(text: str) -> bool:
    """Whether a file is a component or hook that runs in the browser, wherever it is rendered first."""
    table = known("facts/code")["browser"]["component"]
    return bool(compiled(table["is"]).search(text)) and not compiled(table["server"]).search(text)


def is_of_browser(manifest: File, has_page: Callable[[], bool]) -> bool | None:
    """Whether a package.json is of a browser project; None when it says neither. What is bundled without a page is another thing."""
    table = known("facts/code")["browser"]
    names = frozenset(re.findall(r'"((?:@[\w.-]+/)?[\w.-]+)"\s*:\s*"', _PINNED.sub("", manifest.text)))
    servers = names & frozenset(table["servers"])
    if servers and not (names & frozenset(table["builders"]) and servers <= frozenset(table["mistaken"])):
        return False
    bundled = names & frozenset(table["bundlers"]) and not names & frozenset(table["elsewhere"])
    return True if names & frozenset(table["frameworks"]) or (bundled and has_page()) else None


def is_built(files: Files, folder: str) -> bool:
    """Whether a framework that could serve is told to build the pages of a folder as files only."""
    for row in known("facts/code")["browser"]["built"]:
        said = compiled(row["says"], re.MULTILINE)
        told = any(said.search(f.text) for name in row["files"] if (f := files.get(f"{folder}/{name}")))
        if told and not files.match(*(f"{folder}/{path}" for path in row["unless"])):
            return True
    return False


def entered(files: Files) -> Iterator[str]:
    """The paths below the folders of the modules that pages load, as a bundler is given them: of the browser, where one package.json serves
    a server too. A folder in which a server is made says nothing, nor does one below it that is called like one."""
    table = known("facts/code")["browser"]["entry"]
    loads, server, apart = (compiled(table[key]) for key in ("loads", "server", "apart"))
    for page in files.match("index.html"):
        for match in loads.finditer(page.text):
            folder = posixpath.normpath(posixpath.join(page.folder, posixpath.dirname(match["path"].lstrip("/"))))
            below = [f for f in files.code if f.path.startswith(f"{folder}/") and not apart.search(f.path[len(folder) :])]
            if folder != "." and not any(server.search(f.text) for f in files.with_words(*table["words"], among=below)):
                yield from (f.path for f in below)


def halved(files: Files) -> Iterator[str]:
    """The paths of a folder `client` beside a folder `server`, where one package.json serves both and its scripts speak to a page."""
    speaks = compiled(known("facts/code")["browser"]["half"])
    scripts = [f for f in files.code if f.language in ("javascript", "typescript", "tsx")]
    servers = {f.path[: at.start()] for f in scripts if (at := _SERVER_HALF.search(f.path))}
    for above in servers:
        folder = f"{above}client/"
        below = [f for f in scripts if f.path.startswith(folder)] if not files.get(f"{folder}package.json") else []
        if any(speaks.search(f.text) for f in below):
            yield from (f.path for f in below)


def beside_pages(files: Files) -> Iterator[str]:
    """The paths of the scripts in the folder of an ASP.NET app, which its pages load: all but those of another program there, as their
    package.json or what they say of Node tells."""
    table = known("facts/code")["browser"]["beside"]
    node, either = (compiled(table[key], re.MULTILINE) for key in ("node", "either"))
    projects = {f.folder for f in files.match(*table["projects"])}
    folders = tuple({f"{f.folder}/" for f in files.match(*table["settings"]) if f.folder in projects})
    for file in files.code if folders else ():
        inside = file.language == "javascript" and file.path.startswith(folders)
        if inside and not files.nearest("package.json", file.folder) and (either.search(file.text) or not node.search(file.text)):
            yield file.path


def handed(files: Files) -> Iterator[str]:
    """The paths that a platform runs as functions by the folder they lie in, though a page's project may lie around it."""
    table = known("facts/code")["browser"]
    yield from (f.path for f in files.match(*table["functions"]))
    handlers = files.match(table["handlers"])
    if any(compiled(table["answers"], re.MULTILINE).search(f.text) for f in handlers):
        yield from (f.path for f in handlers)


def without_page_scripts(text: str) -> str:
    """A page that a server writes in .tsx, without what it tells the browser."""
    return _PAGE_SCRIPT.sub(lambda m: m[1] + spaces(m[2]), text)
