"""CORS: where the app lets pages of every origin read its answers, outside development (cors.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.facts.brackets import closed
from readylint.facts.code import Code
from readylint.facts.conditions import conditions, is_outside, is_production, outside_production
from readylint.facts.edge import live
from readylint.facts.sightings import Sighting, Sightings
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_CREDENTIALS = regex(r"(?i)(?:allow[-_]?|supports[-_]?|\b)credentials[\"'\]]*\s*(?:[:=,(]|=>)\s*[\"']?true|AllowCredentials\(\s*\)")
# a condition that asks whether whoever runs the app wants that: where his setting falls back to it is a row of its own (ruling 6)
_CHOSEN = regex(
    r"""(?i)^\W*(?:el)?(?:s?if|when)\b[^!\n]*?"""
    r"""(?:\b\w*(?:wild_?card|(?:all|any)_?origins?|allow_?(?:all|any))\w*|=={1,2}\s*["'`]\*["'`]|\(\s*["']\*["'])"""
)
_AFTER = regex(r"[\"'\])]{0,4}[ \t]+(?P<word>if|unless)\s+(?P<on>[^\n]+?)(?:\s+else\b|,?[ \t]*$)", re.MULTILINE)
_WELCOME = regex(r"\s*(?:null|undefined)\s*,\s*(?:true|\w*[oO]rigin(?:\s*\|\|\s*true)?)\s*")
_IF = regex(r"\bif\b")
_ELSE = regex(r"\belse\b(?!\s+if)")
_BEFORE = regex(r"=(?P<value>[^=\n]{0,120}?)\sif\s(?P<on>[^\n]{1,80}?)\selse\b")
_NAMED = r"\ballow_origins\s*=\s*(?:[\w.]+\(\s*)?(?P<name>(?:\w+\.)*[A-Za-z_]\w*)\s*[,)]"


_POLICY = regex(r"\.AddPolicy\(\s*(?:name\s*:\s*)?(?P<name>\"[^\"\n]{1,80}\"|[\w.]{1,80})\s*,")  # of ASP.NET
_APPLIED = (
    r"\b(?:UseCors|RequireCors|EnableCors(?:Attribute)?|DefaultPolicyName)\s*[(=]\s*(?:policyName\s*:\s*)?"
    r"(?P<name>\"[^\"\n]{1,80}\"|[\w.]{1,80})"
)
_FIELD = regex(r"[ \t]+(?P<name>\w{1,60})\s*:\s*[\w\[\], .|]{1,60}=")  # CORS_ORIGINS: list[str] = …


class OpenOrigin(Struct, frozen=True):
    """A place that allows every origin; `credentials` says that answers with the visitor's cookies may be read too."""

    at: Location
    says: str
    credentials: bool = False


class Cors(Struct, frozen=True):
    """Every place that allows every origin."""

    open: tuple[OpenOrigin, ...]

    def __iter__(self) -> Iterator[OpenOrigin]:
        return iter(self.open)

    @classmethod
    def of(cls, sightings: Sightings, code: Code) -> Cors:
        table = known("facts/cors")
        apart = compiled(table["apart"]["paths"])
        seen = [s for s in sightings.find(table["open"], where=live) if not apart.search(s.at.path) and _counts(s)]
        applied = {m["name"] for m, _ in code.search(_APPLIED, "UseCors", "RequireCors", "EnableCors", language="csharp")}
        seen = [s for s in seen if (not applied or _may_apply(s.match, applied)) and not _is_idle(s, code)]
        found = [OpenOrigin(s.at, s.says, bool(_CREDENTIALS.search(_around(s)))) for s in seen]
        found += _by_name(code)
        return cls(tuple({(f.at.path, f.at.line): f for f in reversed(found)}.values())[::-1])


def _counts(seen: Sighting) -> bool:
    text, start = seen.match.string, seen.match.start()
    if "unlike_before" in seen.row and compiled(seen.row["unlike_before"]).search(text[max(0, start - 300) : start]):
        return False
    if not _falls_back(seen.match) or not _allows_all(seen.match):
        return False
    return not outside_production(text, start) and not any(_CHOSEN.search(on) for on in conditions(text, start))


def _is_idle(seen: Sighting, code: Code) -> bool:
    """Whether it is a field of the settings that nothing reads."""
    text, start = seen.match.string, seen.match.start()
    field = _FIELD.match(text, text.rfind("\n", 0, start) + 1)
    return field is not None and all(at == seen.at for _, at in code.search(rf"\b{field['name']}\b", field["name"], language="python"))


def _may_apply(match: re.Match[str], applied: set[str]) -> bool:
    """Whether the policy it stands in, if it has a name, may be one of those that the app applies."""
    named = [m["name"] for m in _POLICY.finditer(match.string, max(0, match.start() - 400), match.start())]
    if not named:
        return True
    alike = {name for name in applied if name.startswith('"') == named[-1].startswith('"')}
    return alike != applied or named[-1].rpartition(".")[2] in {name.rpartition(".")[2] for name in alike}


def _holds(match: re.Match[str]) -> bool:
    """Whether an expression comes to every origin in production: by the condition before the value (`when`), before the other one
    (`instead`), or behind it."""
    told = match.groupdict()
    if told.get("when"):
        return is_production(told["when"])
    if told.get("instead"):
        return is_outside(told["instead"])
    after = _AFTER.match(match.string, match.end())
    return not after or (is_production(after["on"]) if after["word"] == "if" else is_outside(after["on"]))


def _allows_all(match: re.Match[str]) -> bool:
    """Whether a function that decides on an origin (`answer` is what it calls) lets in whom it does not know, too."""
    answer = match.groupdict().get("answer")
    if not answer:
        return True
    text, opened = match.string, match.end() - 1
    body = text[opened : closed(text, opened)]
    calls = list(re.finditer(rf"\b{re.escape(answer)}\s*\((?P<given>[^()\n]*)", body))
    if not calls or any(not _WELCOME.fullmatch(call["given"]) for call in calls):
        return False
    last = calls[-1].start()
    alone = not _IF.search(body[body.rfind("\n", 0, last) + 1 : last])
    return alone and next((bool(_ELSE.search(on)) for on in conditions(body, last)), True)


def _around(seen: Sighting) -> str:
    return seen.match.string[max(0, seen.match.start() - 400) : seen.match.end() + 400]


def _by_name(code: Code) -> Iterator[OpenOrigin]:
    """A list of origins that a setting holds: open where its value in code is."""
    for match, at in code.search(_NAMED, "allow_origins", language="python"):
        name = match["name"].rpartition(".")[2]
        value = rf"^[ \t]*{re.escape(name)}\b[^=\n]*=[^\n]{{0,80}}?[\[(\"'\s]\*?[\"']\*[\"']"
        held = code.search(re.compile(value, re.MULTILINE), name, language="python")
        places = [p for m, p in held if live(p.path) and _falls_back(m) and not outside_production(m.string, m.end() - len(m[0].lstrip()))]
        if places and live(at.path):
            credentials = bool(_CREDENTIALS.search(match.string[max(0, match.start() - 400) : match.end() + 400]))
            yield from (OpenOrigin(p, f"CORS allows every origin: {name} holds *", credentials) for p in (at, *places))


def _falls_back(match: re.Match[str]) -> bool:
    """Whether a value in code that comes last in an expression is what production has: where nothing says another, or in no development."""
    chosen = _BEFORE.search(match[0])
    return _holds(match) and (not chosen or chosen["on"] in chosen["value"] or is_outside(chosen["on"]))
