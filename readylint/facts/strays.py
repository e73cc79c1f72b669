"""Strays: code of the repository that no server runs (strays.toml): scripts that a person runs by hand beside the app, to ask it, look
into it, or mend something once; the program for phones beside it; and files that its build leaves out."""

from __future__ import annotations

import re

from readylint.facts.by_hand import done_once
from readylint.facts.files import File, Files
from readylint.knowledge import known, regex
from readylint.patterns import compiled

_BY_HAND = regex(r"""^if __name__ == ["']__main__["']""", re.MULTILINE)


def strays(files: Files) -> frozenset[str]:
    """The paths of such scripts: those of Python in a repository that declares another language's dependencies and none of Python's,
    and those that are named for what is done once, where nothing imports or runs them."""
    carried = _for_phones(files) | _not_built(files) | done_once(files)
    python = [f for f in files.code if f.language == "python"]
    table = known("facts/strays")
    foreign = bool(python and files.match(*table["others"])) and not files.match(*table["python"])
    return carried | (_of_no_program(files, python) if foreign else frozenset(f.path for f in python if _is_done_once(files, f)))


def _of_no_program(files: Files, python: list[File]) -> frozenset[str]:
    """Python in a repository of another language, but what serves or what the app's own code names: scripts that are started by hand,
    and what lies in folders of which nothing that runs programs names a file."""
    table = known("facts/strays")
    serving = {f.path for f in python if compiled(table["serves"]).search(f.text)}
    starts = files.match(*table["runners"], kinds=("app", "config", "other"))
    others = [f for f in files.code if f.language != "python"]
    kept = serving | {f.path for f in python if any(True for _ in files.with_texts((f.name,), others))}
    run = {f.folder for f in python if f.path in kept or any(True for _ in files.with_texts((f.name,), starts))}
    by_hand = {f.path for f in python if _BY_HAND.search(f.text)}
    return frozenset(f.path for f in python if f.path not in kept and (f.path in by_hand or f.folder not in run))


def _for_phones(files: Files) -> frozenset[str]:
    """The code of a program for phones, where the repository declares another program beside it."""
    table = known("facts/strays")["phone"]
    said = compiled(table["said"], re.MULTILINE)
    folders = tuple({f"{f.folder}/" for f in files.match(*table["manifests"]) if f.folder and said.search(f.text)})
    beside = (f for f in files.match(*table["beside"]) if not f.path.startswith(folders))
    if not folders or not any(True for _ in beside):
        return frozenset()
    return frozenset(f.path for f in files.code if f.path.startswith(folders))


def _not_built(files: Files) -> frozenset[str]:
    """The code of Java and Kotlin that lies beside a manifest: Maven and Gradle compile what is below `src`, where that is there; and
    the scripts of Groovy that build it."""
    roots = {f.folder for f in files.match("pom.xml", "build.gradle", "build.gradle.kts")}
    beside = [f for f in files.code if f.language in ("java", "kotlin") and f.folder in roots]
    usual = {root for root in {f.folder for f in beside} if any(f.path.startswith(f"{root}/src/main/".lstrip("/")) for f in files.code)}
    builds = (f for f in files.code if f.language == "groovy" and not f.name.endswith(".groovy"))
    return frozenset((*(f.path for f in beside if f.folder in usual), *(f.path for f in builds)))


def _is_done_once(files: Files, script: File) -> bool:
    table = known("facts/strays")
    if not compiled(table["once"]).fullmatch(script.name) or not _BY_HAND.search(script.text):
        return False
    name = script.name.removesuffix(".py")
    starts = files.match(*table["runners"], kinds=("app", "config", "other"))
    return set(files.with_words(name)) <= {script} and not any(True for _ in files.with_texts((name,), starts))
