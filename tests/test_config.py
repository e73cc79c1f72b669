"""A mistake in the configuration names its file, line and key, and the nearest good name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readylint.cli import main
from readylint.config import Config, ConfigError, read_config
from readylint.effective import effective
from readylint.model import Item
from readylint.snapshot import Snapshot

SECRETS, README = Item("SEC001", "no-secrets-in-tree", "security", "blocker", ""), Item("DOC001", "readme-setup", "docs", "medium", "")
ITEMS = {name: item for item in (SECRETS, README) for name in (item.id, item.slug)}


def read(text: str, path: str = "readylint.toml") -> Config:
    return read_config(Snapshot.of(f"-- {path} --\n{text}\n"), ITEMS)


def test_none_is_the_default() -> None:
    assert read_config(Snapshot.of("-- a.txt --\nx\n"), ITEMS) == Config()


def test_all_of_it() -> None:
    config = read(
        'profile = "strict"\ngo_at = 0.9\nignore = ["DOC001"]\n[weights]\nsecurity = 2\n[paths]\nexclude = ["old/**"]\nvendored = ["copied/**"]\n'
        '[[service]]\nroot = "billing"\nkind = "worker"\ntraits = ["db"]\n[[service]]\nroot = "."\nname = "site"\n'
    )
    assert config.policy.profile == "strict" and config.policy.go_at == 0.9 and config.policy.weights == {"security": 2}
    assert config.paths == (("vendored", "copied/**"),) and config.exclude == ("old/**",)
    assert [(s.root, s.name, s.kind, s.traits) for s in config.services] == [
        ("billing", "billing", "worker", ("db",)),
        ("", "site", "", None),
    ]


def test_in_pyproject() -> None:
    assert read('[project]\nname = "x"\n[tool.readylint]\nprofile = "advisory"\n', "pyproject.toml").policy.profile == "advisory"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nprofil = "launch"', "readylint.toml:2: profil: unknown key, did you mean 'profile'?"),
        ('profile = "lunch"', "readylint.toml:1: profile: 'lunch' is none of launch, strict, advisory, did you mean 'launch'?"),
        ("go_at = 0", "readylint.toml:1: go_at: a number above 0"),
        ("no_go_below = 0.0", "no_go_below: a number above 0"),
        ("min_items = 0", "min_items: a whole number above 0"),
        ("[weights]\nsecurity = 0", "readylint.toml:2: weights.security: a number above 0"),
        ("[weights]\nsecurty = 1", "did you mean 'security'"),
        ('ignore = ["DOC002"]', "no item is called 'DOC002', did you mean 'DOC001'?"),
        ('ignore = ["SEC001"]', "SEC001 is a blocker, which cannot be switched off"),
        ('[paths]\nvendored = "x"', "readylint.toml:2: paths.vendored: a list of texts"),
        ('[[service]]\nname = "x"', "a service needs its root"),
        ('[[service]]\nroot = "x"\ntraits = ["htp"]', "'htp' is none of"),
        ("go_at = 0.4", "no_go_below: 0.5 is above go_at, 0.4"),
        ("profile = ", "readylint.toml: "),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert message in str(caught.value)


STATED = (
    '# ours\n[project]\nname = "x"\n\n[tool.readylint]\nprofile = "strict"\nignore = ["DOC001"]\n[tool.readylint.paths]\ndocs = ["d/**"]\n'
    '[[tool.readylint.service]]\nroot = "."\n[[tool.readylint.service]]\nroot = "b"\n[tool.readylint.severity]\nDOC001 = "high"\n'
)


def test_where_every_setting_comes_from() -> None:
    rows = effective(STATED, "pyproject.toml", {"fail_on": "never", "profile": None, "ignore": ["TST001"]})
    told = {(row.key, str(row.value)): row.source for row in rows}
    assert told["profile", "strict"] == "pyproject.toml:6"
    assert told["fail_on", "never"] == "command line"
    assert told["ignore", "['DOC001', 'TST001']"] == "pyproject.toml:7, command line"
    assert told["go_at", "0.85"] == "default"
    assert told["paths.docs", "['d/**']"] == "pyproject.toml:9"
    assert told["severity.DOC001", "high"] == "pyproject.toml:15"
    assert [row.source for row in rows if row.key == "service"] == ["pyproject.toml:10", "pyproject.toml:12"]
    assert {row.source for row in effective("", "", {})} == {"default"}
    assert [row.source for row in effective('paths = { test = ["x"] }', "readylint.toml", {}) if row.key == "paths.test"] == ["readylint.toml:1"]


def test_config_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "readylint.toml").write_text('go_at = 0.9\n[[service]]\nroot = "."\nname = "sh\\u001bop"\n')
    assert main(["config", "show", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "readylint.toml:1" in said and "[[service]] sh?op" in said and "\x1b" not in said
    assert main(["config", "show", str(tmp_path), "--isolated", "--format", "json"]) == 0
    assert {row["source"] for row in json.loads(capsys.readouterr().out)} == {"default"}
