"""`.env.example` names every variable that the code reads (DOC003). Names only: a value is never written, not even a default.

A variable that has a default is commented out, and so is all that is added to a file that is there: people copy it to `.env`, where an
empty value would take the default's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readylint.facts.dependencies import Dependencies
from readylint.facts.environment import Environment, Variable
from readylint.facts.files import Files
from readylint.fixes.edit import Edit, Hunk, created, lines_of

PATHS = (".env.example", ".env.sample", ".env.template", ".env.dist", "example.env", "env.example", ".env.defaults.example")
HEAD = ("# The variables that the code reads. Values belong into the environment, never into this file.",)
# These refuse to start where a variable of the example is not set.
STRICT = {"npm": ["dotenv-safe", "dotenv-extended"]}


def edits(environment: Environment, files: Files, dependencies: Dependencies) -> Iterator[Edit]:
    """A new file, or what the one there lacks."""
    wanted = [v for v in environment if not v.documented and re.fullmatch(r"[A-Za-z_]\w*", v.name, re.ASCII)]
    if not wanted:
        return
    there = next((f for p in PATHS if (f := files.get(p))), None)
    strict = next(iter(dependencies.find(STRICT)), None)
    note = f"{len(wanted)} {'variables' if len(wanted) > 1 else 'variable'} named in it"
    doubt = f"{strict.name} stops the app where a variable of this file is not set" if strict else ""
    if there is None:
        yield created(PATHS[0], "\n".join([*HEAD, *_listed(wanted)]), note, doubt)
    elif there.text.strip():
        end = len(lines_of(there.text))
        yield Edit(there.path, (Hunk(end, end, tuple(_listed(wanted, commented=True))),), note, doubt)


def _listed(variables: Iterable[Variable], *, commented: bool = False) -> Iterator[str]:
    """The lines for some variables, under the file that reads each first."""
    by_path: dict[str, list[Variable]] = {}
    for variable in variables:
        by_path.setdefault(variable.at.path, []).append(variable)
    for path, those in sorted(by_path.items()):
        yield ""
        if re.fullmatch(r"[\w ./@()+-]+", path):
            yield f"# {path}"
        yield from (f"{'# ' if commented or v.has_default else ''}{v.name}=" for v in those)


BEFORE = """
-- app.py --
import os
from flask import Flask
app = Flask(__name__)
url = os.environ["DATABASE_URL"]
port = os.environ.get("PORT_TO_USE", "8000")
"""

AFTER = """
-- .env.example --
# The variables that the code reads. Values belong into the environment, never into this file.

# app.py
DATABASE_URL=
# PORT_TO_USE=
"""
