"""The terminal: standard output and error, the width and colours of the screen, a progress bar. The only module that prints."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from readylint.usage import UsageError

if TYPE_CHECKING:
    from readylint.report.page import Screen

    Progress = Callable[[int, int, str], None]

_LINKED = {"iTerm.app", "WezTerm", "ghostty", "Hyper", "Tabby", "rio", "xterm-kitty", "xterm-ghostty", "foot", "alacritty"}
_LINKED_BY = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION")
_DRAWN_EVERY = 0.1  # seconds
PIPED = 100  # columns where nobody says how wide the reader's are


def say(text: str) -> None:
    """Writes to standard output; a character that it does not know costs itself, not the report."""
    encoding = sys.stdout.encoding or "utf-8"
    known = text.encode(encoding, "replace")
    try:
        if isinstance(raw := getattr(sys.stdout, "buffer", None), io.RawIOBase):
            _wholly(raw, known)
        else:
            sys.stdout.write(known.decode(encoding))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed when Python ends
        if not isinstance(error, BrokenPipeError):  # the reader, `head` say, has had enough
            raise UsageError(f"cannot write to standard output: {error.strerror}") from error


def _wholly(raw: io.RawIOBase, text: bytes) -> None:
    """Writes all of a text to a stream without a buffer (PYTHONUNBUFFERED). There Python drops what a signal keeps from a full pipe."""
    rest = memoryview(text.replace(b"\n", os.linesep.encode()))
    while rest:
        rest = rest[raw.write(rest) or 0 :]


def log(message: str) -> None:
    """One line on standard error, whatever a repository wrote into it."""
    from readylint.report.page import clean

    tell(f"readylint: {clean(message)}")


def tell(line: str) -> None:
    """A line of our own on standard error, if it takes one."""
    with suppress(OSError):
        print(line, file=sys.stderr)


def flush() -> None:
    """Writes what is still held back."""
    sys.stdout.flush()
    sys.stderr.flush()


def reopen() -> None:
    """Gives a stream that was closed by whoever started this one that leads nowhere; else a file or a pipe would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 -- for as long as the process lasts


def write_text(path: str, text: str) -> None:
    """Writes a file; where that cannot be done, it is a usage error."""
    from readylint.replacing import write

    try:
        write(path, text)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def asks() -> bool:
    """Whether somebody sits there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str = "") -> str:
    """One line from the terminal; an empty one is the default. Raises UsageError when there is none."""
    print(f"{question} [{default}]: " if default else f"{question}: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError(f"no answer to: {question}")
    return line.strip() or default


def screen(chosen: argparse.Namespace, path: str = "", *, brief: bool = False) -> Screen:
    """What a report is laid out for: the terminal, or the file at a path."""
    from readylint.report.page import Screen

    colored = not path and color(chosen.color)
    return Screen(PIPED if path else width(), colored, brief, colored and _follows_links())


def width() -> int:
    """The columns of the terminal; in a pipe, those of the terminal that the reader of it, a pager, most likely has."""
    import shutil

    if not os.environ.get("COLUMNS") and _is_pipe() and sys.stderr.isatty():
        return os.get_terminal_size(sys.stderr.fileno()).columns or PIPED
    return shutil.get_terminal_size((PIPED, 24)).columns


def _is_pipe() -> bool:
    """Whether standard output goes to another program."""
    import stat

    try:
        return stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _follows_links() -> bool:
    """Whether the terminal is one that follows links. VS Code's finds `path:line` by itself, and opens it in the editor."""
    asked = os.environ.get("FORCE_HYPERLINK")
    if asked:
        return asked != "0"
    named = {os.environ.get("TERM_PROGRAM"), os.environ.get("TERM")} & _LINKED
    vte = os.environ.get("VTE_VERSION", "")
    known = named or any(map(os.environ.get, _LINKED_BY)) or (vte.isdigit() and int(vte) >= 5000)
    return sys.stdout.isatty() and bool(known)


def color(asked: str) -> bool:
    """Whether to colour, by the option, the environment and what standard output is."""
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0") or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def wants_bar(chosen: argparse.Namespace) -> bool:
    """Whether somebody sits there to see a progress bar."""
    switched_off = chosen.no_progress or chosen.quiet or os.environ.get("CI") or os.environ.get("PRE_COMMIT")
    return not switched_off and sys.stderr.isatty() and not _is_pipe()  # a pager draws on the same screen


@contextmanager
def bar(shown: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error, or nothing. It is drawn when told something: beside a thread nothing can be forked."""
    if not shown:
        yield None
        return
    import time

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    with Progress(BarColumn(), MofNCompleteColumn(), name, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, drawn = bar.add_task("", total=None), 0.0

        def show(done: int, total: int, title: str) -> None:
            nonlocal drawn
            due = time.monotonic() - drawn > _DRAWN_EVERY
            bar.update(task, completed=done, total=total, description=title, refresh=due)
            drawn = time.monotonic() if due else drawn

        yield show
