"""A manifest held against itself, by its digest, and against the repository, by scanning its revision again as it was scanned then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import asdict, replace

import readylint
from readylint.crash import Mistake
from readylint.judging import scan_snapshot
from readylint.manifest import OF_A_RUN, SCHEMA, definitions, digest, manifest, text
from readylint.options import Options
from readylint.reconstruction import NotHere, as_it_was, at
from readylint.registry import load
from readylint.snapshot import Snapshot


class NoManifest(Exception):
    """The text is no manifest."""


class Told(Struct, frozen=True):
    """What came of it: whether the manifest holds, what differs, and what else is to be known."""

    holds: bool
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read(data: bytes) -> dict[str, Any]:
    """The document of a manifest. Raises NoManifest, and NotHere for one of a later form."""
    try:
        document = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_refused)
        text(document).encode()  # what cannot be written was not written by us
    except (ValueError, RecursionError) as error:
        raise NoManifest(f"it is no manifest, which `readylint scan --manifest FILE` writes: {error}") from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(schema, str) or not schema.startswith(SCHEMA.partition("/")[0] + "/"):
        raise NoManifest("it is no manifest: `readylint scan --manifest FILE` writes one")
    if schema != SCHEMA:
        raise NotHere(f"it is of the form {schema}, which takes a later readylint")
    made: dict[str, Any] = document
    return made


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys come once: with two of a name, each reader could see another value."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def verify(document: Mapping[str, Any], repository: Path | None) -> Told:
    """Whether a manifest holds: its digest and, with the repository, everything that it says. Raises NotHere."""
    if document.get("digest") != digest(document):
        return Told(False, ("its digest is not that of what it says: it was changed after it was written",))
    dirty = at(document, "repository", "dirty") is True
    said = "the files that it records are not as its revision has them: changed, staged or not checked out"
    if repository is None:
        return Told(True, (), (said,) if dirty else ())
    if dirty:
        raise NotHere(said)
    _same_tool(document)
    with as_it_was(document, repository) as (folder, name, gone):
        again = _again(document, folder)
    then = {**document, "repository": again["repository"]} if gone else document
    found = tuple(_differences(then, again))
    if not found and digest(then) != digest(again):
        found = ("it is not written as readylint writes it",)
    recorded = at(document, "repository", "name")
    renamed = () if recorded == name else (f"it calls the repository {recorded}, which is {name} here",)
    return Told(not found, found, (*renamed, *gone))


def _same_tool(document: Mapping[str, Any]) -> None:
    version, judged = at(document, "tool", "version"), at(document, "tool", "definitions")
    if version != readylint.__version__:
        raise NotHere(f"it was made by readylint {version}, and this is {readylint.__version__}: `pip install readylint=={version}`")
    if judged != definitions():
        raise NotHere(f"it was made by another readylint {version}: its rules, or the packs beside them, are not the ones here")


def _again(document: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The manifest of the same revision, as it is made now. Raises NotHere."""
    revision, focus, day = at(document, "repository", "revision"), at(document, "repository", "folder"), document.get("day")
    try:
        options = replace(_options(document.get("asked")), as_of=date.fromisoformat(day) if isinstance(day, str) else None)
        snapshot = replace(Snapshot.open(folder, revision=revision), focus=focus if isinstance(focus, str) else "")
        return manifest(scan_snapshot(snapshot, load(), options), options)
    except (Mistake, ValueError) as error:
        raise NotHere(f"its revision cannot be judged here as it was: {error}") from error


def _options(asked: Any) -> Options:
    """The options that a manifest was asked for with. Raises ValueError for what is none."""
    usual, given = asdict(Options()), asked if isinstance(asked, Mapping) else {}
    made = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    for key, value in made.items():
        of_its_kind = isinstance(value, type(usual.get(key))) or (usual.get(key) is None and isinstance(value, str))
        if key not in usual or key in OF_A_RUN or not of_its_kind:
            raise ValueError(f"{key}: {value!r} is no option that it knows")
    return Options(**cast(Any, made))


def _differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What a manifest says and what is found now, where they differ: the verdicts, then what they rest on, then the rest by its name."""
    before, after = _items(then), _items(now)
    for id in (ids := [id for id in {**before, **after} if before.get(id) != after.get(id)]):
        said, found = (of.get(id, {}).get("verdict", "not judged") for of in (before, after))
        yield f"{id}: {said} in the manifest, {found} here" if said != found else f"{id}: {said}, for other reasons than in the manifest"
    said, found = (at(document, "decision", "outcome") for document in (then, now))
    if said != found:
        yield f"the decision: {said} in the manifest, {found} here"
    follow = {"items", *(("decision", "gate", "services") if ids else ())}
    for key in sorted({*then, *now} - follow - {"digest"}):
        if then.get(key) != now.get(key) and not (key == "decision" and said != found):
            yield f"{key}: not as in the manifest"


def _items(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    items = document.get("items")
    return {str(i.get("id")): i for i in items if isinstance(i, dict)} if isinstance(items, list) else {}
