"""A mistake in the configuration names its file, line and key, and the nearest good name."""

from __future__ import annotations

import pytest

from readylint.config import Config, ConfigError, read_config
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
