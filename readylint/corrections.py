"""What the configuration changes, for every report and manifest to say: nothing is green by configuration without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from readylint.config import Config
from readylint.decision import Policy, counted
from readylint.fact import Facts
from readylint.facts.files import Files
from readylint.facts.paths import PathIndex, PathRules
from readylint.facts.project import Project
from readylint.model import Item
from readylint.snapshot import Snapshot


def corrections(facts: Facts, config: Config, items: Iterable[Item]) -> Iterator[str]:
    """One sentence for each correction, with what it changed."""
    paths = (*_paths(facts, config), *_excluded(facts, config))
    said = [*config.old_names, *_extends(config), *paths, *_services(facts, config), *_policy(config, items)]
    yield from (f"{config.path}: {sentence}" for sentence in said)


def _paths(facts: Facts, config: Config) -> Iterator[str]:
    if not config.paths:
        return
    usual = {f.path: f.kind for f in Files(facts.get(Snapshot), PathRules(exclude=config.exclude)).all}
    files = facts.get(Files).all
    index = PathIndex(f.path for f in files)
    for kind, glob in config.paths:
        told = [files[n] for n in index.matching([glob])]
        were = Counter(usual.get(f.path, "") for f in told if f.kind == kind != usual.get(f.path, ""))
        changed = ", ".join(f"{counted(number, 'file')} of {was}" for was, number in were.most_common())
        yield f"{glob} counts as {kind}: {changed or 'which changes nothing'}"


def _excluded(facts: Facts, config: Config) -> Iterator[str]:
    index = PathIndex(entry.path for entry in facts.get(Snapshot).entries) if config.exclude else PathIndex(())
    for glob in config.exclude:
        yield f"{glob} is left out: {counted(len(index.matching([glob])), 'file')}"


def _services(facts: Facts, config: Config) -> Iterator[str]:
    if config.services:
        inferred = Facts(facts.get(Snapshot), config.rules, Config()).get(Project).services
        stated = ", ".join(s.name for s in config.services)
        instead = ", ".join(s.name for s in inferred) or "none"
        yield f"the services are stated, {stated}; inferred would be: {instead}"


def _extends(config: Config) -> Iterator[str]:
    yield from (f"extends {one.where} (sha256 {one.sha256})" for one in config.extends)
    yield from config.against


def _policy(config: Config, items: Iterable[Item]) -> Iterator[str]:
    if config.preview:
        yield "rules in preview count"
    usual = {item.id: item.severity for item in items}
    yield from (f"{name} is switched off" for name in config.ignore)
    for id, severity in config.policy.severities.items():
        yield f"{id} is {severity}, not {usual[id]}"
    for category, weight in config.policy.weights.items():
        yield f"{category} weighs {weight:g} times as much"
    if config.policy.hard:
        yield f"these block when they fail, beside the blockers: {', '.join(config.policy.hard)}"
    for key in ("go_at", "no_go_below", "min_items"):
        now, default = getattr(config.policy, key), msgspec.structs.asdict(Policy())[key]
        if now != default:
            yield f"{key} is {now:g}, not {default:g}"
