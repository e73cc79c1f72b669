"""One direction: each stage imports earlier ones only, one module prints, few touch the disk, and functions stay short."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import readylint

ROOT = Path(__file__).parent.parent

# The longest prefix of a module's name decides. A module imports what stands before it, or beside it without a circle.
STAGES = (
    ("entries",),
    ("children", "replacing", "stopping", "watched"),
    ("model", "version", "knowledge", "crash", "cache", "breaks", "hunks", "needles", "heads", "branches", "searching", "patterns"),
    ("fact", "git", "notation", "evaluation", "decision", "parallel", "names", "remote"),
    ("storage",),
    ("snapshot", "staged"),
    ("facts.shelf", "facts.syntax"),
    ("facts.files", "facts.file", "facts.asked", "facts.paths", "facts.measure", "facts.specifiers", "facts.decoding", "facts.words", "history"),
    ("surroundings",),
    ("trace",),
    ("matching",),
    ("renames",),
    ("settings",),
    ("baseline",),
    ("pinned", "policies"),
    ("ledger",),
    ("config",),
    ("effective",),
    ("facts", "secrets"),
    ("rule",),
    ("matchers", "assessment", "ignores"),
    ("declarative",),
    ("rules",),
    ("packs",),
    ("registry",),
    ("recall", "options", "patience", "judged"),
    ("trail", "acceptance", "corrections"),
    ("standing", "gating"),
    ("conclusion",),
    ("ahead", "asleep"),
    ("judging", "check"),
    ("engine",),
    ("since", "comparison"),
    ("trend",),
    ("testing", "library", "manifest", "reconstruction", "verification", "signing"),
    ("claims", "schema", "settings_page"),
    ("fixes",),
    ("writing",),
    ("report",),
    ("usage",),
    ("beginning",),
    ("arguments_fleet", "arguments_signed"),
    ("arguments", "exits", "terminal"),
    ("patching",),
    ("fleet",),
    ("fetching",),
    ("commands",),
    ("cli", "docs", "__main__"),
    ("fleet.child", "fleet.nursery"),
)
MAY_PRINT = {"terminal", "docs", "__main__", "fleet.nursery"}
MAY_END = {"parallel", "stopping", "watched", "cli"}  # the second process, one that tries a parser, whoever is told twice, and a program that is done, by os._exit
MAY_TOUCH_THE_DISK = {"knowledge", "storage", "snapshot", "staged", "git", "config", "registry", "docs", "history", "cache", "patterns", "recall", "packs", "secrets.remembered", "trend.kept", "pinned", "fetching", "terminal", "manifest", "reconstruction", "writing", "replacing", "commands.scan", "commands.baseline", "commands.diff", "commands.fix", "commands.claims", "commands.manifest", "commands.sign", "commands.init", "commands.config", "fleet.runs", "fleet.folder", "fleet.limits", "fleet.mirrors", "fleet.nurseries", "fleet.repository", "fleet.sources", "fleet.tables", "fleet.database", "fleet.report", "__main__"}
PATH_METHODS = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "mkdir", "unlink"}
OF_THE_DISK = re.compile(
    r"open|io\.open|os\.(open|walk|listdir|scandir|l?stat)|os\.path\.(exists|isfile|isdir|islink|realpath|getsize)"
    r"|(shutil|subprocess|tempfile)\..*"
)
OUTPUT = {"print", "exit", "sys.exit", "os._exit", "SystemExit"}
LONGEST_FUNCTION = 40
LONGEST_FILE = 300


def modules() -> dict[str, ast.Module]:
    """Name below readylint to syntax tree; the rules under `rules.`."""
    found = {}
    for folder, prefix in ((ROOT / "readylint", ""), (ROOT / "rules", "rules.")):
        for path in sorted(folder.rglob("*.py")):
            name = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix("__init__").rstrip(".")
            found[(prefix + name).rstrip(".") or "__init__"] = ast.parse(path.read_text("utf-8"), str(path))
    return found


MODULES = modules()


def stage(module: str) -> int:
    """The place of a module in the one direction."""
    named = {name: place for place, names in enumerate(STAGES) for name in names}
    above = [name for name in named if module == name or module.startswith(name + ".")]
    assert above, f"{module} has no stage: add it to STAGES"
    return named[max(above, key=len)]


@cache
def imports(tree: ast.Module) -> tuple[str, ...]:
    """The modules of readylint that a module imports, anywhere in it but for type checkers."""
    return tuple(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[str]:
    typing = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    hidden = {id(part) for node in typing for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (a.name.removeprefix("readylint.") for a in node.names if a.name.split(".")[0] == "readylint")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "readylint":
            home = (node.module or "").removeprefix("readylint").lstrip(".")
            yield from (_target(home, alias.name) for alias in node.names)


def _target(home: str, name: str) -> str:
    """The module that `from home import name` means."""
    inner = f"{home}.{name}".lstrip(".")
    return inner if inner in MODULES else home or "readylint"


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("rules") and m != "__init__"])
def test_a_module_imports_only_earlier_stages(module: str) -> None:
    later = [other for other in imports(MODULES[module]) if other != "readylint" and stage(other) > stage(module)]
    assert later == []


def test_no_imports_go_in_circles() -> None:
    # A package may name its own modules, late, to choose one of them.
    edges = {m: {i for i in imports(tree) if i in MODULES and i != m and not i.startswith(f"{m}.")} for m, tree in MODULES.items()}
    while leaves := {module for module, others in edges.items() if not others & edges.keys()}:
        edges = {module: others for module, others in edges.items() if module not in leaves}
    assert sorted(edges) == []


def test_only_later_stages_import_the_public_api() -> None:
    users = {m for m, tree in MODULES.items() if "readylint" in imports(tree) and not m.startswith("rules")}
    assert {m for m in users if stage(m) < stage("rules")} == set()


def test_the_model_imports_nothing_but_the_entries() -> None:
    assert list(imports(MODULES["model"])) == ["entries"]


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("rules.")])
def test_a_rule_imports_only_the_public_api(module: str) -> None:
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("readylint"):
            assert node.module == "readylint"
            assert [a.name for a in node.names if not hasattr(readylint, a.name)] == []
        assert not (isinstance(node, ast.Import) and any(a.name.startswith("readylint") for a in node.names))


@cache
def calls(tree: ast.Module) -> tuple[tuple[str, int], ...]:
    """Every call: what is called, as written, and its line."""
    return tuple((ast.unparse(node.func), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.Call))


@pytest.mark.parametrize("module", sorted(MODULES.keys() - MAY_PRINT))
def test_only_the_command_line_prints_or_exits(module: str) -> None:
    tree = MODULES[module]
    said = [f"{name} at line {line}" for name, line in calls(tree) if name in OUTPUT and not (name == "os._exit" and module in MAY_END)]
    streams = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in ("stdout", "stderr") and ast.unparse(n.value) == "sys"]
    assert (said, streams) == ([], [])


@pytest.mark.parametrize("module", sorted(MODULES.keys() - MAY_TOUCH_THE_DISK))
def test_few_modules_touch_the_disk(module: str) -> None:
    touched = []
    for name, line in calls(MODULES[module]):
        owner, _, last = name.rpartition(".")
        packaged = owner.startswith(("resources(", "here.joinpath("))  # a table that ships with readylint
        if OF_THE_DISK.fullmatch(name) or (owner and last in PATH_METHODS and not packaged):
            touched.append(f"{name} at line {line}")
    assert touched == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_functions_and_files_stay_short(module: str) -> None:
    tree = MODULES[module]
    functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = [f"{f.name}: {length}" for f in functions if (length := (f.end_lineno or 0) - f.lineno + 1) > LONGEST_FUNCTION]
    assert long == []
    last = max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0)
    examples = [n for n in tree.body if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "EXAMPLES"]
    assert last - sum((n.end_lineno or 0) - n.lineno + 1 for n in examples) <= LONGEST_FILE
