"""The environments that a project tells apart."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.environments import Environments
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot


def apart(repo: str) -> list[tuple[str, str]]:
    found = Facts(Snapshot.of(repo.lstrip("\n")), Config().rules, Config(), HistoryOption(False)).get(Environments)
    return [(m.environment, str(m.at)) for m in found.apart]


def test_the_family_that_tells_most_environments_apart_is_shown() -> None:
    assert apart("""
-- .env.production --
-- .env.local --
-- k8s/overlays/dev/kustomization.yaml --
-- k8s/overlays/staging/kustomization.yaml --
-- k8s/overlays/prod/kustomization.yaml --
""") == [
        ("development", "k8s/overlays/dev/kustomization.yaml:1"),
        ("production", "k8s/overlays/prod/kustomization.yaml:1"),
        ("staging", "k8s/overlays/staging/kustomization.yaml:1"),
    ]


def test_files_of_different_families_tell_nothing_apart() -> None:
    assert apart("-- dev/tool.yml --\n-- infra/production-notes/config.yml --\n") == []


def test_a_section_for_each() -> None:
    assert [name for name, _ in apart("""
-- wrangler.toml --
name = "shop"
[env.staging]
route = "staging.example.com"
[env.production]
route = "example.com"
""")] == ["production", "staging"]
