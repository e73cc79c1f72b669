"""The command line: arguments to a command, and its exit code; everything heavy is imported where it is needed.

Exit: 0 the gate passed, 1 it failed, 2 usage or configuration, 3 inconclusive, 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from readylint.arguments import parser
from readylint.exits import INCONCLUSIVE, INTERRUPTED, USAGE
from readylint.stopping import Stopped, heeded, no_core
from readylint.terminal import flush, log, reopen, tell
from readylint.usage import UsageError
from readylint.watched import TooLong, TooMany, begin_again, elsewhere

_whole = False  # whether this process is a command and nothing else, and so may go on in a fork of itself
GARBAGE = (50_000, 20, 100)  # nearly all that a scan makes lives until its end: looking for garbage as often as usual costs a twentieth


def program() -> int:
    """Runs the command as the whole of a process."""
    return process(main)


def process(work: Callable[[], int]) -> int:
    """The exit code of what is the whole of a process."""
    global _whole
    codes: list[int] = []
    _whole = True
    atexit.register(_end, codes)  # called last, since it is the first
    codes.append(work())
    return codes[0]


def _end(codes: list[int]) -> None:
    """Leaves it to the system to free the memory: Python takes apart all that a scan made, which costs a tenth of a small one."""
    with suppress(OSError, ValueError):  # what cannot be written any more is Python's to tell of
        flush()
        for code in codes:
            os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    gc.set_threshold(*GARBAGE)
    reopen()
    no_core()
    try:
        with heeded():
            return _done(arguments)
    except KeyboardInterrupt as stopped:
        log("interrupted")
        return stopped.code if isinstance(stopped, Stopped) else INTERRUPTED
    except Exception:  # in the midst of telling of another: there is no memory left
        with suppress(Exception):
            tell("readylint: out of memory, so nothing is decided")
        return INCONCLUSIVE


def _done(arguments: Sequence[str] | None) -> int:
    """The command done, or why it could not be."""
    try:
        asked = sys.argv[1:] if arguments is None else arguments
        chosen = parser(asked).parse_args(asked)
        if _whole and getattr(chosen, "judges", False) and (ended := elsewhere(log)) is not None:
            return ended
        module, _, function = chosen.command.partition(" ")
        code: int = getattr(import_module(f"readylint.commands.{module}"), function or "run")(chosen)
        return code
    except TooLong as late:
        begin_again(late)
        raise
    except TooMany as error:
        log(f"{error}: nothing is decided")
        return INCONCLUSIVE
    except UsageError as error:
        return _fail(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "of that name").partition(".")[0]
        tell(f"readylint: it is not installed whole, the package {package} is missing; installing readylint again brings it")
        return USAGE
    except Exception as error:  # exit 1 would say that the gate failed
        import traceback

        from readylint import crash

        if crash.came_of(error, MemoryError):
            tell("readylint: out of memory, so nothing is decided")
            return INCONCLUSIVE
        traceback.print_tb(error.__traceback__)
        return _fail(f"this is a bug in readylint: {crash.told(error)}")
    finally:
        if loaded := sys.modules.get("readylint.patterns"):
            with suppress(Exception):  # a help to the next scan, no more
                loaded.keep()
        if loaded := sys.modules.get("readylint.children"):
            loaded.end_all()


def _fail(message: str) -> int:
    log(message)
    return USAGE
