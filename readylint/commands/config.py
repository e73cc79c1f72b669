"""readylint config: the settings in force with where each comes from, the policies that are extended, and the schema."""

from __future__ import annotations

import argparse

from readylint.exits import PASSED
from readylint.terminal import log, say, screen
from readylint.usage import UsageError


def show(chosen: argparse.Namespace) -> int:
    """Prints every setting."""
    from pathlib import Path

    from readylint.commands.rules import loaded
    from readylint.commands.scan import split
    from readylint.config import FILES, config_of, reader, table_of, text_of_config
    from readylint.crash import Mistake
    from readylint.effective import effective
    from readylint.policies import layers
    from readylint.registry import by_name, chosen as chosen_rules
    from readylint.report import settings
    from readylint.settings import Place
    from readylint.snapshot import Snapshot

    asked = {"profile": chosen.profile, "fail_on": chosen.fail_on, "preview": chosen.preview, "ignore": list(split(chosen.ignore))}
    try:
        chosen_rules(loaded(), (), asked["ignore"])
        snapshot = Snapshot.open(Path(chosen.path), revision=chosen.rev)
        path, text = ("", "") if chosen.isolated else text_of_config(snapshot)
        if path:
            config_of(text, path, by_name(loaded()), reader(snapshot))
        below = layers(table_of(text, path), Place(path, text), reader(snapshot)) if path else ()
        rows = effective(text, path, asked, below)
    except Mistake as error:
        raise UsageError(str(error)) from error
    if not (path or chosen.isolated or chosen.rev) and (Path(snapshot.where) / FILES[0][0]).exists():
        log(f"{FILES[0][0]} does not count, since git does not track it: git add {FILES[0][0]}")
    say(settings.as_json(rows) if chosen.format == "json" else settings.text(rows, path, screen(chosen)))
    return PASSED


def update(chosen: argparse.Namespace) -> int:
    """Fetches the policies that the configuration extends and the cache does not have."""
    from pathlib import Path

    from readylint.config import reader, table_of, text_of_config
    from readylint.crash import Mistake
    from readylint.fetching import fetched
    from readylint.pinned import Home, Proof
    from readylint.policies import layers
    from readylint.settings import Place
    from readylint.snapshot import Snapshot

    def fetch(home: Home) -> Proof:
        log(f"fetching {home}")
        return fetched(home)

    try:
        snapshot = Snapshot.open(Path(chosen.path))
        path, text = text_of_config(snapshot)
        below = layers(table_of(text, path), Place(path, text), reader(snapshot), fetch) if path else ()
    except Mistake as error:
        raise UsageError(str(error)) from error
    for layer in below:
        log(f"{layer.where} is here: sha256 {layer.digest}")
    if not below:
        log("nothing is extended: there is nothing to fetch")
    return PASSED


def schema(chosen: argparse.Namespace) -> int:
    """Prints the JSON Schema of readylint.toml."""
    from readylint.commands.rules import loaded
    from readylint.schema import schema as of

    say(of(rule.item for rule in loaded()))
    return PASSED
