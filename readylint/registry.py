"""Discovery: every rule file of the installation and of installed packs, checked as it loads. A clash of ids is an error."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace

from readylint.crash import Mistake
from readylint.declarative import read_rule
from readylint.model import CATEGORIES, Item
from readylint.names import names_of
from readylint.packs import packs
from readylint.rule import Rule, RuleError, described
from readylint.version import VERSION


class UnknownRule(Mistake):
    """A selector names no rule: what was written, and the nearest that exists."""


@cache
def folder() -> Path:
    """Where the rule files are: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


@cache
def load() -> tuple[Rule, ...]:
    """All rules, those of installed packs too, by id. Raises RuleError with file and line."""
    return _by_id(path for root in roots() for path in files(root))


def roots() -> tuple[Path, ...]:
    """The folder of readylint's own rules, and those of installed packs. Raises RuleError."""
    return folder(), *packs()


def built_in() -> tuple[Rule, ...]:
    """The rules that readylint itself brings."""
    return _by_id(files(folder()))


def _by_id(paths: Iterable[Path]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for path in paths:
        made = read_file(path)
        if made.item.id in rules:
            raise RuleError(made.path, 1, f"id {made.item.id} is also that of {rules[made.item.id].path}")
        rules[made.item.id] = _of_release(made)
    return tuple(rules[key] for key in sorted(rules, key=_order))


def _of_release(made: Rule) -> Rule:
    """The rule as this release has it: a preview of an earlier release counts by now."""
    item = made.item
    if item.preview and _release(item.preview) < _release(VERSION):
        return replace(made, item=replace(item, preview=""))
    return made


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _order(id: str) -> tuple[int, str]:
    prefixes = ("TST", "DAT", "SEC", "API", "PRF", "DEP", "REL", "OBS", "OPS", "DOC")
    return (prefixes.index(id[:3]) if id[:3] in prefixes else len(prefixes), id)


def files(root: Path) -> Iterator[Path]:
    """The rule files of a folder of categories, or of one category."""
    for folder in (root,) if root.name in CATEGORIES else (root / category for category in CATEGORIES):
        for path in sorted(folder.glob("*")):
            if path.suffix in (".toml", ".py") and not path.name.startswith("_"):
                yield path


def read_file(path: Path) -> Rule:
    """The rule of one file. Its folder is the category, its name the slug."""
    shown = "/".join(path.parts[-3:])
    if path.suffix == ".toml":
        return read_rule(path.read_text("utf-8"), shown, path.parent.name, path.stem)
    module = _import(path)
    made = [value for value in vars(module).values() if isinstance(value, Rule)]
    if len(made) != 1:
        raise RuleError(shown, 1, f"one function with @rule is wanted, {len(made)} found")
    return described(made[0], module.__doc__ or "", getattr(module, "EXAMPLES", ()), shown, path.parent.name, path.stem)


def _import(path: Path) -> ModuleType:
    name = f"readylint.{path.parent.parent.name}.{path.parent.name}.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuleError(str(path), 1, "cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def by_name(rules: Iterable[Rule]) -> dict[str, Item]:
    """The items of rules, by id, by slug, and by what they were called before."""
    return {name: rule.item for rule in rules for name in sorted(names_of(rule.item))}


def chosen(rules: Iterable[Rule], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The ids that the selectors (ids, slugs or categories) leave. Raises UnknownRule."""
    known = tuple(rules)
    picked = frozenset(id for s in select for id in _named(s, known)) or frozenset(r.item.id for r in known)
    return picked - frozenset(id for s in ignore for id in _named(s, known))


def _named(selector: str, rules: tuple[Rule, ...]) -> frozenset[str]:
    wanted = selector.strip().lower()
    found = frozenset(r.item.id for r in rules if wanted == r.item.category or wanted in map(str.lower, names_of(r.item)))
    if found:
        return found
    from difflib import get_close_matches  # late: only a mistake needs it

    names = [n for r in rules for n in (r.item.id, r.item.slug, r.item.category)]
    near = get_close_matches(selector, names, 1) or get_close_matches(selector.upper(), names, 1)
    raise UnknownRule(f"no rule is called {selector!r}" + (f", did you mean {near[0]!r}?" if near else "; `readylint rules` lists them"))


@cache
def gate() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The questions of the final gate and the items that answer them. Raises RuleError for an unknown item."""
    import tomli

    ids = {r.item.id for r in load()}
    asked = tomli.loads((folder() / "gate.toml").read_text("utf-8"))["gate"]
    for question in asked:
        for id in question["items"]:
            if id not in ids:
                raise RuleError("rules/gate.toml", 1, f"unknown item {id}")
    return tuple((q["question"], tuple(q["items"])) for q in asked)
