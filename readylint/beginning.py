"""What a repository begins with: configuration, schema for editors, hook and workflow, fitted to what is found in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from string import Template

from msgspec import Struct

from readylint.decision import counted
from readylint.engine import Scan
from readylint.facts.files import File, Files
from readylint.facts.services import Parts
from readylint.knowledge import known
from readylint.model import Service
from readylint.report.page import clean
from readylint.settings import PATH_CLASSES

PARTS = ("config", "editor", "hook", "workflow")
NAMED = 3  # folders named for a class of files
SERVICES = 30  # services listed
_EXAMPLE = '# [[service]]\n# root = "apps/api"            # "." for the whole repository\n# name = "api"\n# kind = "service"\n'


class Piece(Struct, frozen=True):
    """A file to write: which of PARTS it is, where, its text, and what of it is to be added where such a file is there already."""

    part: str
    path: str
    text: str
    entry: str


def pieces(scan: Scan, schema: str, requirement: str) -> Iterator[Piece]:
    """All pieces for a scanned repository."""
    files = scan.facts.get(Files).all
    yield _piece("config", "config", found=_found(files), aside=_aside(files), services=_services(scan))
    yield Piece("editor", known("beginning")["editor"]["path"], schema, schema)
    yield _piece("hook", "hook", requirement=requirement)
    if host := _host(scan):
        yield _piece("workflow", host, requirement=requirement)


def _piece(part: str, name: str, **values: str) -> Piece:
    table = known("beginning")[name]
    entry = Template(table.get("entry", "").lstrip("\n")).substitute(values)
    text = Template(table["text"].lstrip("\n")).substitute(values, entry=entry)
    return Piece(part, table["path"], text, entry or text)


def _host(scan: Scan) -> str:
    """Whose workflow: of the host that the repository is on, or has a workflow of; GitHub's where nothing says."""
    web, files = scan.report.repository.web, scan.facts.get(Files)
    if web:
        return next((name for name in ("github", "gitlab") if name in web.split("/")[2]), "")
    return "gitlab" if files.get(".gitlab-ci.yml") and not files.match(".github/workflows/*") else "github"


def _found(files: Iterable[File]) -> str:
    """How many files are of which class, and in which folders most of them."""
    of: dict[str, Counter[str]] = {kind: Counter() for kind in ("app", "config", *PATH_CLASSES)}
    for file in files:
        if file.kind in of:
            of[file.kind][file.path.partition("/")[0] + "/" if "/" in file.path else file.path] += 1
    lines = []
    for kind, folders in of.items():
        named = ", ".join(clean(name) for name, _ in folders.most_common(NAMED))
        more = ", ..." if len(folders) > NAMED else ""
        lines.append(f"#   {kind:<10} {counted(folders.total(), 'file')} in {named}{more}" if folders else "")
    return "\n".join(filter(None, lines)) or "#   nothing"


def _aside(files: Iterable[File]) -> str:
    """The folders that look left behind, to be left out by taking one character away."""
    names = known("beginning")["config"]["aside"]
    tops = {f.path.partition("/")[0] for f in files if f.kind == "app" and "/" in f.path}
    left = [name for name in sorted(tops) if name.lower() in names]
    return f"# exclude = {_toml([f'{name}/**' for name in left or ['legacy']])}  # {'is it still in use?' if left else 'not read at all'}"


def _services(scan: Scan) -> str:
    """The deployable parts: stated where it is not sure what they are, in a comment where it is."""
    services, parts = scan.report.services, scan.facts.get(Parts)
    if not services:
        taken = "a library or a tool" if parts.kind == "library" else "a repository without a program"
        return f"# No deployable part was found: this was taken for {taken}. What is deployed all the same:\n{_EXAMPLE}"
    if parts.guessed:
        said = "# Nothing but a deployment says that these run. Mend what is wrong:\n"
        return said + "\n".join(map(_stated, services[:SERVICES]))
    more = [f"#   and {len(services) - SERVICES} more"] if len(services) > SERVICES else []
    head = "# Deployable parts, as found. Where that is wrong, state them all:"
    return "\n".join([head, *(_commented(_stated(s)) for s in services[:SERVICES]), *more]) + "\n"


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


def _stated(service: Service) -> str:
    by = f"  # {', '.join(service.frameworks)}" if service.frameworks else ""
    return f"[[service]]\nroot = {_toml(service.root or '.')}\nname = {_toml(service.name)}\nkind = {_toml(service.kind)}{by}\n"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
