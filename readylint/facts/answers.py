"""Answers: what server code sends to clients, and what it says of errors there (answers.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial

from msgspec import Struct

from readylint.facts.answer_shapes import Shape, shape_of
from readylint.facts.brackets import closed
from readylint.facts.carried import carried, kept_aside, unraised
from readylint.facts.caught import Caught, caught, conditions, may_tell, statement_end
from readylint.facts.code import Code, Source
from readylint.facts.deflected import deflecting, is_deflected
from readylint.facts.error_enums import telling
from readylint.facts.files import Files
from readylint.facts.retold import raised_with, retold
from readylint.facts.switched import is_off
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

MOST = 200  # answers of one file; more are generated
# a status of failure behind the answer: hapi's `.code(500)`
_CHAINED = regex(r"\s*\)*\s*\.\s*(?:code|status)\(\s*(?!2\d\d|(?:\w+\.)?(?:HTTP_)?(?:OK|CREATED|ACCEPTED)\b)")
_KEPT = regex(r"\b(\w{1,40})(?:: ?[\w.]{1,60})?\s*=\s*\Z")  # the name under which an answer is kept, to get its status
_ALONE = regex(r"[^(){}]{0,80}\(\s*\w{1,40}(?:\.message)?\s*\)$")  # one name, or its message
_OF_ERROR = regex(r"\(\s*(?:e|ex|exc|\w{0,30}(?:[eE]rr|[eE]rror|[eE]xception))(?:\.message)?\s*\)")  # cheap, so that few files are parsed
_FIRST = regex(r"""[({]\s*(?:\n\s*)?["']?(?:[eE]rror|[eE]rr|errors|[eE]rrorMessage|error_message)\b""")


class Said(Struct, frozen=True):
    """A place where an answer says what it should not, and the expression that does."""

    at: Location
    what: str


class Answer(Struct, frozen=True):
    """One answer: its text from the call to the bracket that closes it, and what follows on its line."""

    source: Source
    start: int
    end: int
    raised: bool

    @property
    def text(self) -> str:
        return self.source.code[self.start : self.end]

    @property
    def line(self) -> str:
        """From the start of its line to the end of the line where it ends."""
        code = self.source.code
        end = code.find("\n", self.end)
        return code[code.rfind("\n", 0, self.start) + 1 : end if end >= 0 else len(code)]


class Answers:
    """What handlers say of errors."""

    def __init__(self, files: Files, code: Code) -> None:
        self._files, self._code = files, code

    @classmethod
    def of(cls, files: Files, code: Code) -> Answers:
        return cls(files, code)

    @cached_property
    def leaks(self) -> tuple[Said, ...]:
        """Answers that carry the text or the trace of an exception of any kind."""
        own = {"python": retold(self._code), "go": deflecting(self._code)}
        told = (pair for pair in self._sources() if not is_off(pair[0], self._files))
        found = (said for source, shape in told for said in source.each(_leaks, shape, own.get(source.language, ())))
        enums = (Said(source.place(at), f"{variant} and what it wraps") for source, at, variant in telling(self._code))
        return tuple(dict.fromkeys((*found, *enums)))

    @cached_property
    def disguised(self) -> tuple[Said, ...]:
        """Answers that say that something failed, under a status that says success."""
        apart = compiled(known("facts/answers")["failure"]["apart"])
        return tuple(
            said for source, shape in self._sources() if not apart.search(source.path) for said in source.each(_disguised, shape)
        )

    @cached_property
    def paired(self) -> tuple[Said, ...]:
        """Statuses of failure that stand beside a body, and are sent as a part of it."""
        return tuple(said for source, shape in self._sources() for said in source.each(_paired, shape))

    def _sources(self) -> Iterator[tuple[Source, Shape]]:
        rows = known("facts/answers")
        for language in (*rows["answer"], *rows["alias"]):
            shape = shape_of(language)
            if shape:
                yield from ((s, shape) for s in self._code.sources(*shape.answer["words"], language=language))


def _answers(source: Source, shape: Shape, start: int, end: int) -> Iterator[Answer]:
    """The answers between two offsets."""
    code = source.code
    for name in ("open", "raised", "returned"):
        pattern = shape.pattern(name)
        if pattern is None or (name == "returned" and not _routed(source.text, shape)):
            continue
        for match in pattern.finditer(code, start, end):
            if name == "returned" and not _of_handler(code, match.start(), shape):
                continue
            opened = match.end() - 1 if code[match.end() - 1] == "(" else match.end()
            if code.startswith("{{", opened):
                continue  # the script of a page, inside a string that is filled in
            if code[opened : opened + 1] in ("(", "{", "["):
                yield Answer(source, match.start(), closed(code, opened), name == "raised")
            else:
                yield Answer(source, match.start(), statement_end(code, match.end()), name == "raised")


def _of_handler(code: str, at: int, shape: Shape) -> bool:
    """Whether a route stands right above the function around a place, where the language has it there, or another function of the
    file answers with what it gives."""
    defines, routed = shape.pattern("defines"), shape.pattern("routed")
    if not defines or not routed:
        return True
    begun = list(defines.finditer(code, 0, at))
    if not begun:
        return False
    start, name = begun[-1].start(), begun[-1]["name"]
    return bool(routed.search(code, code.rfind("\n\n", 0, start) + 1, start)) or _is_handed_on(code, name)


def _is_handed_on(code: str, name: str) -> bool:
    """Whether what a function gives is returned as it is."""
    call = rf"(?:await\s+)?(?:self\.)?{name}\("
    kept = "|".join(re.findall(rf"^[ \t]*(\w+)\s*=\s*{call}", code, re.MULTILINE))
    return bool(re.search(rf"\breturn\s+{call}", code)) or bool(kept and re.search(rf"^[ \t]*return (?:{kept})$", code, re.MULTILINE))


@lru_cache(maxsize=2)  # asked for every block of a file in turn
def _routed(text: str, shape: Shape) -> bool:
    pattern = shape.pattern("routed")
    return bool(pattern and pattern.search(text))


def _leaks(source: Source, shape: Shape, own: tuple[str, ...]) -> Iterator[Said]:
    if source.language == "go":
        yield from _of_go(source, shape, own)
    if not shape.caught or not may_tell(source, shape.caught):
        return
    for scope in caught(source, shape.caught):
        if scope.wide:
            yield from _told(source, shape, scope)
            yield from _carried(source, shape, scope.start, scope.end, scope.told)
            if own and source.language == "python":
                yield from (Said(source.place(at), _shown(told)) for at, told in raised_with(source, scope, own))


def _told(source: Source, shape: Shape, scope: Caught) -> Iterator[Said]:
    """What the answers of a scope, or the whole of it where it is a handler of all errors, tell of the error at hand."""
    code, rules = source.code, known("facts/answers")["told"]
    for answer in _answers(source, shape, scope.start, scope.end):
        told = None if answer.raised and shape.keeps(source.text, answer.text) else scope.told(answer.text)
        logged = unraised(code, answer.start, scope.end) if answer.raised else re.search(rules["logs"], answer.text[:40])
        if told and not logged and not scope.guards.search(_around(answer, scope.start)):
            yield Said(source.place(answer.start + told.start()), _shown(told[0]))
    if scope.handler:
        shown = re.search(rules["shown"], code[scope.start : scope.end])
        for told in scope.spoken(code):
            line = code[code.rfind("\n", 0, told.start()) + 1 : told.end()]
            heads = conditions(code, told.start(), scope.start, source.language)
            ended = _ENDED_LINE if source.language == "python" else _ENDED
            begun = max((m.end() for m in ended.finditer(code, scope.start, told.start())), default=scope.start)
            heads.append(code[begun : told.start()])  # of a call over several lines
            is_logged = any(re.search(rules["logs"], text) for text in (line, *(h for h in heads if h.count("(") > h.count(")"))))
            aside = is_logged or kept_aside(scope, told, ended) or (re.search(rules["for_page"], line) and not shown)
            asked = line.count("(") > line.count(")") and _CONDITION.match(line)  # whether it has a text
            if not (aside or asked) and not scope.guards.search(line + "".join(heads)):
                yield Said(source.place(told.start()), _shown(told[0]))


def _carried(
    source: Source, shape: Shape, start: int, end: int, told: Callable[[str], re.Match[str] | None]
) -> Iterator[Said]:
    """What the answers behind a scope tell of the error that was at hand in it: the body of a health check, most of the time."""
    guards = known("facts/answers")["told"]["guards"]
    for kept in carried(source, start, end, told):
        for answer in _answers(source, shape, end, kept.end):
            if kept.sent(answer.text) and not re.search(guards, _around(answer, start)):
                yield Said(source.place(kept.at), _bare(kept.what))
                break


def _around(answer: Answer, floor: int) -> str:
    """The answer's lines and the conditions above it."""
    return answer.line + "\n" + "\n".join(conditions(answer.source.code, answer.start, floor, answer.source.language))


_ENDED = regex(r"[;{}][ \t]*\n")
_CONDITION = regex(r"\s*(?:\}\s*else\s+)?if\s*\(")
_ENDED_LINE = regex(r"[):][ \t]*\n")
_GO_TEXT = regex(r"\b(?!Err[A-Z])\w*[eE]rr\w*\.Error\(\)|[:,]\s*err\s*[,})]|\bInternalErrorWith\(\s*err\b")
_GO_OWN = regex(r"\berrors\.(?:As|Is)\b|\berr\s*==\s*(?!nil\b)|\bvalidat|\bUserErr|\bapiErr|\bpublic")
_GO_NAME = regex(r"(?:\w+\.)*(\w+)")
_GO_KEPT = regex(r"(?:c|ctx|context|gc)\.Error\(")  # gin keeps the error with the request, and answers nothing
_GO_SERVER = regex(r"net/http|gin-gonic|labstack/echo|gofiber|go-chi|fasthttp|gorilla|twitchtv/twirp")


def _of_go(source: Source, shape: Shape, own: tuple[str, ...]) -> Iterator[Said]:
    if "err" not in source.text or not _GO_SERVER.search(source.text):
        return
    logs, gin = known("facts/answers")["told"]["logs"], "gin-gonic/gin" in source.text
    for answer in _answers(source, shape, 0, len(source.code)):
        told = None if gin and _GO_KEPT.match(answer.text) else _GO_TEXT.search(answer.text)
        if not told or re.match(logs, answer.text) or _GO_OWN.search(_around(answer, 0)):
            continue
        if _called(answer.text) not in own and not is_deflected(source.code, answer.start, _bare(told[0])):
            yield Said(source.place(answer.start), _bare(told[0]))
    for told in _GO_TEXT.finditer(source.code):
        start, end = source.code.rfind("\n", 0, told.start()) + 1, source.code.find("\n", told.end())
        if not _GO_OWN.search("".join(conditions(source.code, start, 0, "go"))):
            yield from _carried(source, shape, start, end, _GO_TEXT.search)


def _called(text: str) -> str:
    found = _GO_NAME.match(text)
    return found[1] if found else ""


def _bare(told: str) -> str:
    """An expression without the marks around it."""
    return _shown(re.sub(r"^[:,]\s*|\s*[,})]$", "", told))


def _disguised(source: Source, shape: Shape) -> Iterator[Said]:
    """Answers with a flag or text of failure and no status of their own."""
    rules = known("facts/answers")["failure"]
    said, flag, only, coded = compiled(rules["said"]), compiled(rules["flag"]), shape.pattern("only"), shape.pattern("coded")
    yield from map(partial(_coded, source), coded.finditer(source.code)) if coded else ()
    yield from _handed(source, shape)
    if not said.search(source.text):
        return
    scopes: tuple[Caught, ...] | None = None
    for number, answer in enumerate(_answers(source, shape, 0, len(source.code))):
        by_protocol = "jsonrpc" in answer.text  # whose errors stand in the body
        found = None if answer.raised or by_protocol or number > MOST else said.search(answer.text)
        if not found or compiled(rules["page"]).match(answer.text) or (only and not only.search(answer.text)) or _has_status(answer, shape):
            continue
        if not flag.search(answer.text) and not _FIRST.search(answer.text):
            scopes = tuple(caught(source, shape.caught)) if scopes is None and shape.caught else scopes or ()
            if not any(s.start <= answer.start < s.end for s in scopes):
                continue
        yield Said(source.place(answer.start), _shown(answer.text[found.start() : found.end() + 20].split("\n")[0]))


def _handed(source: Source, shape: Shape) -> Iterator[Said]:
    """Answers that are the error at hand and nothing else, with no status of their own."""
    if not shape.caught or not _OF_ERROR.search(source.text) or not may_tell(source, shape.caught):
        return
    page = compiled(known("facts/answers")["failure"]["page"])
    for scope in caught(source, shape.caught):
        for answer in _answers(source, shape, scope.start, scope.end) if scope.wide and not scope.handler else ():
            alone = not answer.raised and not page.match(answer.text) and _ALONE.match(answer.text)
            if alone and scope.told(answer.text) and not _has_status(answer, shape):
                yield Said(source.place(answer.start), _shown(answer.text))


def _paired(source: Source, shape: Shape) -> Iterator[Said]:
    """A body with a status of failure beside it, where the framework takes both for what is to be sent."""
    pairs, paired = shape.pattern("pairs"), shape.pattern("paired")
    for found in paired.finditer(source.code) if pairs and paired and pairs.search(source.code) else ():
        if _of_handler(source.code, found.start(), shape):
            yield Said(source.place(found.start()), found["status"])


def _coded(source: Source, found: re.Match[str]) -> Said:
    at = found.start("at" if "at" in found.groupdict() else 0)
    return Said(source.place(at), _shown(found.string[at : found.end()]))


def _has_status(answer: Answer, shape: Shape) -> bool:
    status, fine, before = shape.pattern("status"), shape.pattern("fine"), shape.pattern("before")
    code = answer.source.code
    behind = code[answer.end : answer.end + 60]
    if fine and fine.search(answer.text):
        return False
    if status and _CHAINED.match(behind.split("\n")[0]):
        return True
    kept = _KEPT.search(code, code.rfind("\n", 0, answer.start) + 1, answer.start)
    by_kept = kept and re.search(rf"\b{kept[1]}\.status(?:_code|Code)?\s*=[^=]", code[answer.end : answer.end + 200])
    if by_kept or (status and (status.search(answer.text) or re.match(r"\s*\)*\s*,\s*(?:\d{3}|HTTPStatus|status|code)", behind))):
        return True
    block = 0 if "apart" in shape.answer else code.rfind("\n\n", 0, answer.start)
    return bool(before and before.search(code, max(0, block, answer.start - 400), answer.start))


def _shown(text: str) -> str:
    line = re.sub(r"\s+", " ", text).strip(" ,:(")
    line = line.rstrip(")") if line.count(")") > line.count("(") else line
    return line if len(line) <= 60 else line[:59] + "…"
