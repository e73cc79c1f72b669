"""Shell text to simple commands, each with its line, its folder and whether its failure counts. Read, never run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from readylint.facts.ci.model import Command
from readylint.facts.ci.purposes import ASKED, soft, unwrapped
from readylint.knowledge import regex
from readylint.model import Location


class Script(Struct, frozen=True):
    """Shell text and where its first line stands. `lines` counts lines as the file does; a folded text stands on one."""

    text: str
    at: Location
    folder: str = ""
    name: str = ""  # the script or target it is the body of
    one_line: bool = False
    soft_fail: Location | None = None

    def place(self, offset: int) -> Location:
        line = self.at.line if self.one_line else self.at.line + self.text.count("\n", 0, offset)
        return Location(self.at.path, line)


# What is copied as it stands: strings, escapes, substitutions, redirections. Then comments, here-documents, operators.
_TOKEN = regex(
    r"""(?P<kept>'[^']*'|"(?:[^"\\]|\\.)*"|\\\r?\n|\\.|\$\{\{[^\n]*?\}\}|\$\((?:[^()\n]|\([^()\n]*\))*\)|`[^`\n]*`|\$\{[^}\n]*\}|\d?>&\d?-?|&>>?|<<<)"""
    r"""|(?P<comment>(?:(?<=[\s;])|\A)\#[^\n]*)|<<-?\s*['"]?(?P<here>\w+)['"]?|(?P<op>&&|\|\||;;|[;|&\n])""",
    re.S,
)
_OPENING = regex(r"^(?:(?:then|do|else|if|elif|while|until|!|\{|\(|-|@|time)(?=\s|$)|[({@]+|-(?=\w))\s*")
_SWALLOWS = regex(r"^[{(\s]*(?:true|:|/bin/true|exit 0|echo\b|printf\b|log\b|warn\b|Write-Host\b)", re.I)
_FAILS = regex(r"^[{(\s]*(?:exit\b(?!\s*0\b)|false\b|return\b(?!\s*0\b)|kill\b)")
_NESTED = regex(
    r"""^(?:(?:ba|da|z|k)?sh\s+(?:-[a-zA-Z]+\s+|-o\s+\w+\s+)*-\w*c|cf\d?\s+(?:run-task|rt)\s(?:[^'"\n]{0,200}?\s)?(?:--command|-c)"""
    r"""|fly(?:ctl)?\s+ssh\s+console\s(?:[^'"\n]{0,200}?\s)?-C)\s+(?P<q>['"])(?P<body>.*)(?P=q)""",
    re.S,
)


class _Segment(Struct, frozen=True):
    text: str
    start: int
    after: str  # the operator that ends it


@lru_cache(maxsize=ASKED)
def commands(script: Script) -> tuple[Command, ...]:
    """The simple commands of a script, in order."""
    return tuple(_commands(script))


def _commands(script: Script) -> Iterator[Command]:
    segments = list(_segments(script.text))
    swallowed = _swallowed(segments)
    folder, outer = script.folder, []  # type: str, list[str]
    for index, segment in enumerate(segments):
        opened = segment.text.startswith("(")
        if opened:
            outer.append(folder)
        text = _opened(segment.text)
        bare = stripped(text)
        where = script.place(segment.start)
        if moved := re.match(r"(?:cd|pushd)\s+(?:-- )?['\"]?([^\s'\"]+)['\"]?", bare):
            folder = _joined(folder, moved[1])
        elif bare:
            marked = swallowed.get(index) is not None or bool(soft().search(bare))
            command = Command(text, where, bare, folder, soft_fail=script.soft_fail or (where if marked else None))
            yield from _with_nested(command, script, segment)
        if outer and segment.text.rstrip().endswith(")"):
            folder = outer.pop()


def stripped(text: str) -> str:
    """A command without what may stand in front of it."""
    for _ in range(12):
        shorter = _opened(unwrapped(text))
        if shorter == text:
            break
        text = shorter
    return _closed(text)


def _closed(text: str) -> str:
    """Without the brackets that close a group it stands in."""
    while (text := text.rstrip(" ;")) and text[-1] in ")}" and text.count("({"[text[-1] == "}"]) < text.count(text[-1]):
        text = text[:-1]
    return text


def _with_nested(command: Command, script: Script, segment: _Segment) -> Iterator[Command]:
    nested = _NESTED.match(command.bare)
    if not nested:
        yield command
        return
    start = script.place(segment.start)
    inner = Script(nested["body"].replace('\\"', '"'), start, command.folder, one_line=script.one_line, soft_fail=command.soft_fail)
    for found in commands(inner):
        yield replace(found, soft_fail=found.soft_fail or command.soft_fail)


def _segments(text: str) -> Iterator[_Segment]:
    """The text between operators, comments and here-documents blanked."""
    start, kept, position = 0, "", 0
    while match := _TOKEN.search(text, position):
        kept += text[position : match.start()]
        position = match.end()
        if match["kept"]:
            kept += " " if match["kept"].startswith("\\\n") or match["kept"].startswith("\\\r") else match["kept"]
        elif match["here"]:
            position = _after_here(text, position, match["here"])
            kept += " "
        elif match["op"]:
            yield from _segment(text, kept, start, match["op"])
            start, kept = position, ""
        else:
            kept += " "
    yield from _segment(text, kept + text[position:], start, "\n")


def _after_here(text: str, position: int, word: str) -> int:
    """The here-document's body is cut out; what follows the mark on its own line is lost with it, which no rule needs."""
    end = re.compile(rf"^\s*{re.escape(word)}\s*$", re.M).search(text, position)
    return max(position, end.end()) if end else position


def _segment(text: str, kept: str, start: int, operator: str) -> Iterator[_Segment]:
    if kept.strip():
        yield _Segment(kept.strip(), start + len(text[start:]) - len(text[start:].lstrip()), operator)


def _opened(text: str) -> str:
    while shorter := _OPENING.match(text):
        text = text[shorter.end() :]
    return text.strip()


def _joined(folder: str, step: str) -> str:
    if "$" in step or step in ("-", "~") or step.startswith(("/", "~")):
        return folder
    joined = posixpath.normpath(posixpath.join(folder, step))
    return "" if joined in (".", "..") or joined.startswith("../") else joined


def _swallowed(segments: list[_Segment]) -> dict[int, int]:
    """Which segments cannot fail the script, with the segment that sees to it."""
    found: dict[int, int] = {}
    chain: list[int] = []
    for index, segment in enumerate(segments[:-1]):
        chain.append(index)
        following = segments[index + 1]
        rest = [s.text for s in segments[index + 1 : index + 6]]
        ends = segment.after == ";" and re.match(r"exit 0$|true$", following.text) is not None
        if ends or (segment.after == "||" and _SWALLOWS.match(following.text) and not _rescued(following, rest)):
            found.update(dict.fromkeys(chain, index + 1))
        if segment.after in ("\n", ";", ";;", "&"):
            chain = []
    return found | _without_errexit(segments)


def _rescued(following: _Segment, rest: list[str]) -> bool:
    """`|| { echo failed; exit 1; }` still fails; so does `|| echo failed && exit 1`."""
    if following.text.startswith(("{", "(")):
        return any(_FAILS.match(text) for text in rest[1:])
    return following.after == "&&" and any(_FAILS.match(text) for text in rest[1:2])


def _without_errexit(segments: list[_Segment]) -> dict[int, int]:
    """After `set +e`, until `set -e`, unless something later looks at the status; the last command's status always counts."""
    found: dict[int, int] = {}
    for begin, segment in enumerate(segments):
        if not re.match(r"set \+(?:\w*e\w*|o errexit)\b", segment.text):
            continue
        later = [s.text for s in segments[begin + 1 :]]
        if any(re.search(r"\$\?|PIPESTATUS|^exit\b(?!\s+0\b)|^\[+ ", text) for text in later):
            continue
        until = next((n for n, text in enumerate(later) if re.match(r"set -(?:\w*e\w*|o errexit)\b", text)), len(later) - 1)
        found.update({begin + 1 + n: begin for n in range(until)})
    return found
