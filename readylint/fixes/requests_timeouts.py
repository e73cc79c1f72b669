"""Calls of `requests` get a `timeout=` (REL005).

A minute, to connect and again for every next byte: longer than any user waits, so that no call that works today is cut off, and no worker
waits for ever. Whoever knows the service makes it less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from readylint.facts.files import File, Files
from readylint.fixes.edit import Edit, defects
from readylint.fixes.python import Python
from readylint.fixes.spans import Span, respelled
from readylint.knowledge import regex
from readylint.model import Assessment

SECONDS = 60
METHODS = "get|post|put|patch|delete|head|options|request"
_DIRECT = regex(rf"requests(?:\.api)?\.(?:{METHODS})")
_SESSION = regex(r"requests(?:\.sessions)?\.[Ss]ession")
_BEHIND = regex(r"(?P<comma>,?)[ \t]*(?:#.*)?")
_EXPECTED = regex(r"\bassert_(?:any_call|called_(?:once_)?with|has_calls)\b|\bmonkeypatch\b|\bcall_args\b")


def edits(assessment: Assessment, files: Files) -> Iterator[Edit]:
    """One edit a file, for the calls that the rule named there."""
    lines: dict[str, set[int]] = {}
    for at in defects(assessment):
        lines.setdefault(at.path, set()).add(at.line)
    expected = next((f.path for f in files.with_words("requests", among=files.tests) if _EXPECTED.search(f.text)), "")
    doubt = f"{expected} replaces or compares such calls, and may expect them as they were" if expected else ""
    for path, named in lines.items():
        file = files.get(path)
        if file and file.language == "python" and "requests" in file.text:
            spans = list(_spans(file, named))
            if spans:
                calls = "a call gives" if len(spans) == 1 else f"{len(spans)} calls give"
                yield respelled(file, spans, f"{calls} up after {SECONDS} seconds", doubt)


def _spans(file: File, named: set[int]) -> Iterator[Span]:
    python = Python.read(file)
    if python is None:
        return
    sessions = _sessions(python)
    for call in python.calls():
        if python.place(call).start.line in named and call.args and _bare(call) and _asks(call, python, sessions):
            yield from _put_in(call, python)


def _bare(call: cst.Call) -> bool:
    """Whether no argument sets a time-out, or may."""
    return all(not arg.star and not (arg.keyword and arg.keyword.value == "timeout") for arg in call.args)


def _asks(call: cst.Call, python: Python, sessions: frozenset[str]) -> bool:
    if _DIRECT.fullmatch(python.means(call.func)):
        return True
    function = call.func
    if not isinstance(function, cst.Attribute) or not re.fullmatch(METHODS, function.attr.value):
        return False
    return python.module.code_for_node(function.value) in sessions


def _sessions(python: Python) -> frozenset[str]:
    """The names that are bound to a session of requests, and never to anything else: `session`, `self.session`."""
    bound: dict[str, set[bool]] = {}
    for node in python.every(cst.Assign, cst.AnnAssign, cst.WithItem, cst.Param, cst.For, cst.NamedExpr):
        for target, value in _bindings(node):
            is_session = isinstance(value, cst.Call) and _SESSION.fullmatch(python.means(value.func)) is not None
            bound.setdefault(python.module.code_for_node(target), set()).add(is_session)
    return frozenset(name for name, kinds in bound.items() if kinds == {True})


def _bindings(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode | None]]:
    """What a node gives a name to, and the value; None where it is not to be seen."""
    if isinstance(node, cst.Assign):
        yield from ((target.target, node.value) for target in node.targets)
    elif isinstance(node, cst.WithItem) and node.asname:
        yield node.asname.name, node.item
    elif isinstance(node, (cst.AnnAssign, cst.NamedExpr)):
        yield node.target, node.value
    elif isinstance(node, cst.For):
        yield node.target, None
    elif isinstance(node, cst.Param):
        yield node.name, None


def _put_in(call: cst.Call, python: Python) -> Iterator[Span]:
    """The argument behind the last one: on a line of its own where that one has its own, below what is said of it."""
    last = python.place(call.args[-1])
    line, at = python.lines[last.end.line - 1], (last.end.line, last.end.column)
    indent = python.lines[last.start.line - 1][: last.start.column]
    behind = _BEHIND.fullmatch(line[last.end.column :])
    if indent.strip() or not behind or not behind[0]:
        yield Span(at, at, f", timeout={SECONDS}" if indent.strip() or not behind else f",\n{indent}timeout={SECONDS}")
        return
    if not behind["comma"]:
        yield Span(at, at, ",")
    end = (last.end.line, len(line))
    yield Span(end, end, f"\n{indent}timeout={SECONDS}{behind['comma']}")


BEFORE = """
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
session = requests.Session()

@app.route("/")
def index():
    requests.post("https://b.example.com", json={"timeout": 3})
    told = requests.get(
        "https://a.example.com",
        headers={"Accept": "text/plain"},  # no more
    )
    return session.get(f"https://c.example.com/{len(told.text)}").text
"""

AFTER = """
-- app.py --
import requests
from flask import Flask
app = Flask(__name__)
session = requests.Session()

@app.route("/")
def index():
    requests.post("https://b.example.com", json={"timeout": 3}, timeout=60)
    told = requests.get(
        "https://a.example.com",
        headers={"Accept": "text/plain"},  # no more
        timeout=60,
    )
    return session.get(f"https://c.example.com/{len(told.text)}", timeout=60).text
"""
