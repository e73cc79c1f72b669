"""Wrong usage, said in one line: what is wrong, what was probably meant, where to read on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from datetime import date


class UsageError(Exception):
    """What was asked for cannot be done: one line for standard error."""


def meant(name: str, names: Iterable[str]) -> str:
    """A question whether the nearest name was meant; "" where none is near."""
    from difflib import get_close_matches  # late: only a mistake needs it

    near = get_close_matches(name, list(names), 1, 0.7)
    return f", did you mean {near[0]!r}?" if near else ""


class Parser(argparse.ArgumentParser):
    """A parser that answers a mistake itself, where it is made, alike on every Python."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)  # an abbreviation breaks when an option is added
        super().__init__(*args, **options)

    def error(self, message: str) -> NoReturn:
        said = message.replace("the following arguments are required:", "missing:")
        said = said.replace("ignored explicit argument", "takes no value, so not")
        raise UsageError(f"{said} (see {self.prog} --help)")

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:  # type: ignore[override]
        """The arguments; an unknown one is refused by the command that does not know it."""
        words = sys.argv[1:] if args is None else list(args)
        if self._subparsers and words and words[0].startswith("-") and words[0].partition("=")[0] not in self._option_string_actions:
            told = self._unknown(words[0])
            self.error(told if told.endswith("?") else f"{told}; options stand behind the command")
        found, unknown = super().parse_known_args(words, namespace)
        if unknown:
            self.error(self._unknown(unknown[0]))
        return found, unknown

    def _unknown(self, word: str) -> str:
        if not word.startswith("-"):
            return f"{word!r} is one argument too many"
        option = word.partition("=")[0]
        bare = {name.lstrip("-"): name for name in self._option_string_actions}
        near = meant(option.lstrip("-"), bare)  # dashes make everything alike
        return f"there is no option {option}" + (near.replace("'", "--", 1).replace("'", "") if near else "")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        names = list(map(str, action.choices))
        near = meant(str(value), names)
        if not isinstance(action, argparse._SubParsersAction):
            raise argparse.ArgumentError(action, f"{value!r} is none of {', '.join(names)}{near}")
        if "scan" in names and ("/" in value or value.startswith(".")):  # a path
            near = f", did you mean {f'scan {value}'!r}?"
        self.error(f"there is no command {value!r}{near or '; there are ' + ', '.join(names)}")


def day(text: str) -> date:
    """A day of the calendar, as an option takes it."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-11-20") from None
