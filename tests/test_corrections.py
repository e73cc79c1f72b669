"""What the configuration changes is said in every report, with what it changed."""

from __future__ import annotations

import pytest

from readylint.judging import scan_snapshot
from readylint.options import Options
from readylint.registry import load
from readylint.snapshot import Snapshot

RULES = tuple(r for r in load() if r.item.id in ("TST001", "DOC001", "REL001", "OPS002"))
APP = '-- package.json --\n{"dependencies": {"express": "4.19.2"}}\n-- server.js --\nrequire("express")().listen(80)\n-- old/a.js --\nx()\n'


def notes(config: str) -> tuple[str, ...]:
    return scan_snapshot(Snapshot.of(f"{APP}-- readylint.toml --\n{config}\n"), RULES, Options()).report.notes


@pytest.mark.parametrize(
    ("config", "note"),
    [
        ('[paths]\nvendored = ["old/**"]', "old/** counts as vendored: 1 file of app"),
        ('[paths]\nvendored = ["gone/**"]', "gone/** counts as vendored: which changes nothing"),
        ('[paths]\nexclude = ["old/**"]', "old/** is left out: 1 file"),
        ('[[service]]\nroot = "old"\nname = "legacy"', "the services are stated, legacy; inferred would be: "),
        ('ignore = ["OPS002"]', "OPS002 is switched off"),
        ('[severity]\nOPS002 = "low"', "OPS002 is low, not medium"),
        ('hard_blockers = ["docs"]', "these block when they fail, beside the blockers: DOC001"),
        ("go_at = 0.7", "go_at is 0.7, not 0.85"),
        ("[weights]\nsecurity = 3", "security weighs 3 times as much"),
    ],
)
def test_a_correction_is_told_with_what_it_changed(config: str, note: str) -> None:
    (said,) = notes(config)
    assert said.startswith(f"readylint.toml: {note}")


def test_a_plain_policy_corrects_nothing() -> None:
    assert notes('profile = "strict"') == ()
