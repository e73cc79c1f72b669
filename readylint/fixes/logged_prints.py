"""`print` in server code becomes a call of the module's logger (OBS001).

The texts stay as they are, f-strings too. Safe where Python's logging is configured to show information; else a suggestion, since somebody
has to say `logging.basicConfig(level=logging.INFO)` where the app starts. What talks to whoever types a command goes on printing, and so
does what prints a secret: a log keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from libcst.metadata import CodeRange

from readylint.facts.files import File, Files
from readylint.facts.logs import Logs
from readylint.fixes.edit import Edit, defects
from readylint.fixes.python import Python
from readylint.fixes.spans import Place, Span, respelled
from readylint.knowledge import regex
from readylint.model import Assessment, Location

UNSET = "nothing configures logging to show them: say logging.basicConfig(level=logging.INFO), or the like, where the app starts"
_LEVEL = regex(r"\b(?:INFO|DEBUG)\b")
# Files that somebody runs by hand.
_TYPED = regex(r"\b(?:argparse|click|typer|docopt|BaseCommand|sys\.argv|input\()")
_MAIN = regex(r"__name__\s*==\s*[\"']__main__[\"']")
_SERVER = regex(r"\b(?:Flask|FastAPI|Starlette|Sanic|Quart|Litestar|aiohttp|tornado|uvicorn)\b")
_COMMANDS = regex(r"(?i)(?:^|/)(?:commands?|cli|scripts?|tools?|bin|tests?[\w-]*|migrations?|examples?)(?:/|\.py$)")
_KEPT = regex(r"(?i)secret|password|passwd|token|credential|api_?key|^print\([\"'\W]*\)$")  # a secret, or nothing but a line


def edits(assessment: Assessment, files: Files, logs: Logs) -> Iterator[Edit]:
    """One edit a file, for the calls that the rule named there."""
    doubt = "" if any(f.how == "configured" and _shows(f.at, files) for f in logs.facilities) else UNSET
    lines: dict[str, set[int]] = {}
    for at in defects(assessment):
        lines.setdefault(at.path, set()).add(at.line)
    for path, named in lines.items():
        file = files.get(path)
        python = Python.read(file) if file and file.language == "python" and not _by_hand(file) else None
        spans = list(_spans(python, named)) if python else []
        if file and spans:
            yield respelled(file, spans, "what was printed is logged", doubt)


def _by_hand(file: File) -> bool:
    """Whether a file is a command or a script, whose output somebody reads."""
    alone = _MAIN.search(file.text) and not _SERVER.search(file.text)
    return bool(alone or _TYPED.search(file.text) or _COMMANDS.search(file.path))


def _shows(at: Location, files: Files) -> bool:
    """Whether a place configures Python's own logging, and its file speaks of a level that shows information."""
    file = files.get(at.path)
    line = file.text.split("\n")[at.line - 1] if file and file.language == "python" else ""
    return bool(file and ("logging." in line or "LOGGING" in line) and _LEVEL.search(file.text))


def _spans(python: Python, named: set[int]) -> Iterator[Span]:
    """The calls, and in front of them the logger where the module has none."""
    imports = _imports(python)
    logger, line = _logger(python)
    if not logger and (not imports or _taken("logger", python) or (_taken("logging", python) and not _imported(imports, python))):
        return
    line = line if logger else python.place(imports[-1]).end.line
    handled = {id(call) for handler in python.every(cst.ExceptHandler) for call in python.every(cst.Call, below=handler)}
    spans = [
        span
        for call in _prints(python)
        if line < python.place(call).start.line in named
        for span in _logged(call, f"{logger or 'logger'}.{'error' if id(call) in handled else 'info'}", python)
    ]
    yield from spans
    if spans and not logger:
        yield from _made(imports, python)


def _imports(python: Python) -> list[cst.SimpleStatementLine]:
    """The imports at the head of the module, those from `__future__` left out."""
    found: list[cst.SimpleStatementLine] = []
    for number, statement in enumerate(python.module.body):
        if not isinstance(statement, cst.SimpleStatementLine):
            break
        if all(isinstance(part, (cst.Import, cst.ImportFrom)) for part in statement.body):
            found.append(statement)
        elif number or not isinstance(statement.body[0], cst.Expr):  # not the docstring
            break
    return [s for s in found if "__future__" not in python.module.code_for_node(s)]


def _logger(python: Python) -> tuple[str, int]:
    """The logger that the module has, and its line."""
    for statement in python.module.body:
        for part in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(part, cst.Assign) and isinstance(part.value, cst.Call) and python.means(part.value.func) == "logging.getLogger":
                target = part.targets[0].target
                if isinstance(target, cst.Name):
                    return target.value, python.place(part).end.line
    return "", 0


def _taken(name: str, python: Python) -> bool:
    return any(isinstance(n, cst.Name) and n.value == name for n in python.every(cst.Name))


def _imported(imports: list[cst.SimpleStatementLine], python: Python) -> bool:
    """Whether `logging` is the library."""
    names = (alias for s in imports for part in s.body if isinstance(part, cst.Import) for alias in part.names)
    return any(alias.asname is None and alias.evaluated_name == "logging" for alias in names)


def _made(imports: list[cst.SimpleStatementLine], python: Python) -> Iterator[Span]:
    """The import, and the logger behind the last import."""
    if not _imported(imports, python):
        first = (python.place(imports[0]).start.line, 0)
        yield Span(first, first, "import logging\n")
    last = python.place(imports[-1]).end.line
    end = (last, len(python.lines[last - 1]))
    yield Span(end, end, "\n\nlogger = logging.getLogger(__name__)")


def _prints(python: Python) -> Iterator[cst.Call]:
    """The calls of the built-in `print` that a logger can take: some texts, and nothing said of where they go or how they end."""
    for statement in python.every(cst.Expr):
        call = statement.value if isinstance(statement, cst.Expr) else None
        if not isinstance(call, cst.Call) or python.means(call.func) != "builtins.print" or not call.args:
            continue
        plain = all(not a.star and (a.keyword is None or a.keyword.value == "flush") for a in call.args) and not call.args[0].keyword
        if plain and not _KEPT.search(python.module.code_for_node(call)):
            yield call


def _logged(call: cst.Call, function: str, python: Python) -> Iterator[Span]:
    name = python.place(call.func)
    yield Span(_start(name), _stop(name), function)
    texts = [a for a in call.args if not a.keyword]
    if len(texts) < len(call.args):
        yield Span(_stop(python.place(texts[-1])), _stop(python.place(call.args[-1])), "")
    if len(texts) > 1:
        first, place = texts[0].value, python.place(texts[0])
        if isinstance(first, cst.SimpleString) and not first.prefix and "%" not in first.value:
            at = (place.end.line, place.end.column - len(first.quote))
            yield Span(at, at, " %s" * (len(texts) - 1))
        else:
            yield Span(_start(place), _start(place), f'"{" ".join(["%s"] * len(texts))}", ')


def _start(place: CodeRange) -> Place:
    return place.start.line, place.start.column


def _stop(place: CodeRange) -> Place:
    return place.end.line, place.end.column


BEFORE = '''
-- app.py --
"""The shop."""
from __future__ import annotations

from flask import Flask  # the framework
from orders import (
    take,
)
app = Flask(__name__)

@app.route("/<name>")
def index(name):
    print(f"asked by {name}", flush=True)
    try:
        print("taken:", take(name), name)
    except ValueError as error:
        print(error)
    print(name, "done", end="")
    return "hello"
'''

AFTER = '''
-- app.py --
"""The shop."""
from __future__ import annotations

import logging
from flask import Flask  # the framework
from orders import (
    take,
)

logger = logging.getLogger(__name__)
app = Flask(__name__)

@app.route("/<name>")
def index(name):
    logger.info(f"asked by {name}")
    try:
        logger.info("taken: %s %s", take(name), name)
    except ValueError as error:
        logger.error(error)
    print(name, "done", end="")
    return "hello"
'''
