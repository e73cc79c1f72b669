"""`.dockerignore` keeps out of an image what it can do without (DEP011): history, secrets of whoever builds it, what is made anew inside.

Nothing that git tracks is kept out (but for editors' settings), nothing that a Dockerfile names, and no history from a build that asks it.
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.files import Files
from readylint.facts.images import Image, Images
from readylint.facts.paths import PathIndex
from readylint.fixes.edit import Edit, created
from readylint.knowledge import known, regex
from readylint.model import Assessment

_OF_NOBODY = (".github", ".idea", ".vscode")  # tracked, and of no use in an image
_ASKS_GIT = regex(
    r"\bgit (?:-\S+ (?:\S+ )?)?(?:describe|rev-parse|rev-list|log|show|status|submodule)\b|-buildvcs=true"
    r"|\b(?:setuptools[-_]scm|hatch-vcs|versioneer|pbr|dunamai"
    r"|poetry-dynamic-versioning|vergen|jgitver|git-commit-id|gitVersion|nbgv)\b"
)
_BUILDS = ("pyproject.toml", "setup.{py,cfg}", "package.json", "build.rs", "Cargo.toml", "pom.xml", "*.gradle*", "Makefile", "*.csproj")
_READS_ENV = regex(r"\b(?:load_)?dotenv\b|[\"']\.env\b|\bnext build\b|\bvite build\b|\breact-scripts build\b")


def edits(assessment: Assessment, images: Images, files: Files) -> Iterator[Edit]:
    """One file for each Dockerfile that copies its whole folder: beside the one at the root, else by the Dockerfile's own name."""
    for path in dict.fromkeys(f.location.path for f in assessment.findings if f.location and "there is no .dockerignore" in f.message):
        image = next((i for i in images.deployed if i.path == path), None)
        lines = list(_lines(image, files)) if image else []
        if lines:
            target = f"{path}.dockerignore" if "/" in path else ".dockerignore"
            note = "history, local secrets and what is made anew stay out of the image"
            yield created(target, "\n".join(lines[1:]), note, _doubt(files))


def _lines(image: Image, files: Files) -> Iterator[str]:
    spoken = "\n".join(f.text for f in files.all if "ockerfile" in f.name or "ontainerfile" in f.name)
    tracked = PathIndex(f.path for f in files)
    runs = "\n".join(i.value for s in image.stages for i in s.instructions if i.name == "RUN")
    for group in known("fixes/dockerignore")["group"]:
        if ("has" in group and not files.match(*group["has"])) or ("run" in group and not regex(group["run"]).search(runs)):
            continue
        entries = [e for e in group["entries"] if _useless(e, spoken, files, tracked)]
        if entries:
            yield from ("", f"# {group['title']}", *entries)


def _useless(entry: str, spoken: str, files: Files, tracked: PathIndex) -> bool:
    """Whether an image can do without what an entry names."""
    bare = entry.removeprefix("**/")
    if entry == ".git":
        return not _asks_git(spoken, files)
    if entry in _OF_NOBODY:
        return files.exists(entry) and bare not in spoken
    return bare.strip("*") not in spoken and not tracked.matching((entry, f"{entry}/**"))


def _asks_git(spoken: str, files: Files) -> bool:
    return bool(_ASKS_GIT.search(spoken)) or any(_ASKS_GIT.search(f.text) for f in files.match(*_BUILDS))


def _doubt(files: Files) -> str:
    """Where a file of variables may be wanted in the image."""
    reader = next((f for f in (*files.code, *files.match("package.json")) if _READS_ENV.search(f.text)), None)
    return f"{reader.path} reads .env, which would no longer be in an image that is built where there is one" if reader else ""


BEFORE = """
-- Dockerfile --
FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev
CMD ["node", "server.js"]
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(3000)
-- .github/workflows/ci.yml --
on: push
jobs: {test: {runs-on: ubuntu-latest, steps: [{run: npm test}]}}
"""

AFTER = """
-- .dockerignore --
# History and editors
.git
.github
**/.DS_Store

# Secrets of whoever builds it
**/.env
**/.env.local
**/.env.*.local

# Node
**/node_modules
**/npm-debug.log
"""
