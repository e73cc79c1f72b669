"""The schema of readylint.toml says of a configuration what readylint says of it, and what is published is what the settings say."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft7Validator

from readylint.config import ConfigError, config_of
from readylint.registry import built_in, by_name
from readylint.schema import NAME, schema
from readylint.settings import SETTINGS, Setting, Table
from tests.npm import node, package

SCHEMA: dict[str, Any] = json.loads(schema(rule.item for rule in built_in()))
NAMES = by_name(built_in())
ENTRY = 'item = "OBS007"\nby = "Ana"\nexpires = 2027-05-01\n'


def mistakes(text: str) -> list[str]:
    """What the schema says of a text; editors hand a date of TOML to it as a text."""
    data = json.loads(json.dumps(tomli.loads(text), default=date.isoformat))
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER).iter_errors(data)]


def test_it_is_a_schema_and_the_published_one() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads((Path(__file__).parent.parent / "docs" / "schema" / NAME).read_text("utf-8")) == SCHEMA


@pytest.mark.parametrize(
    "text",
    [
        "",
        'required-version = ">=0.1"\npreview = true\nprofile = "strict"\ngo_at = 1\nno_go_below = 0.4\nmin_items = 5\nfail_on = "never"\nlongest = 30',
        'ignore = ["feature-flags", "DOC007"]\nhard_blockers = ["security", "OBS001"]\napprovers = ["Ana <ana@example.org>"]\nbaseline = "known.json"',
        '[weights]\nsecurity = 2\n[severity]\non-call = "high"\n[paths]\nexclude = ["legacy/**"]\ntest = ["spec/**"]',
        '[[service]]\nroot = "apps/api"\nname = "api"\nkind = "service"\ntraits = ["app", "http"]\n[[service]]\nroot = "."',
        f'[[attest]]\n{ENTRY}on = 2026-11-02\nnote = "PagerDuty"\nevidence = ["docs/rota.md"]\npaths = ["deploy/**"]\nservice = "api"',
        f'[[attest]]\n{ENTRY}on = "2026-11-02"\nnote = "a date as a text"',
        f'[[waive]]\n{ENTRY}reason = "ten users"\nfingerprint = "ab"\n[[override]]\ndecision = "go"\nby = "Ana"\nreason = "a pilot"\nexpires = 2026-12-31',
    ],
)
def test_right(text: str) -> None:
    assert mistakes(text) == []
    config_of(text, "readylint.toml", NAMES)


@pytest.mark.parametrize(
    "text",
    [
        'profil = "launch"', 'profile = "lunch"', "profile = 3", "preview = 1", "go_at = 0", "go_at = 1.1", 'go_at = "0.9"', "min_items = 0",
        "min_items = 2.5", "longest = true", 'fail_on = "go"', 'ignore = "DOC007"', "ignore = [7]", 'approvers = [" "]', 'baseline = ""',
        "[weights]\nsecurity = 0", "[weights]\nsecurty = 1", "[[weights]]\nsecurity = 1", 'weights = "all"', '[severity]\nDOC007 = "blocking"', "severity = 3",
        '[paths]\nexclude = "x"', '[paths]\ntests = ["x"]', '[[service]]\nname = "x"', '[service]\nroot = "x"', '[[service]]\nroot = "x"\ntraits = ["htp"]',
        '[[service]]\nroot = "x"\nkind = "server"', f"[[attest]]\n{ENTRY}", f'[[waive]]\n{ENTRY}', f'[[waive]]\n{ENTRY}reason = "x"\nfor = "y"',
        '[[waive]]\nitem = "OBS007"\nby = "Ana"\nreason = "x"\nexpires = "soon"', '[[override]]\ndecision = "no_go"\nby = "A"\nreason = "x"\nexpires = 2026-12-31',
    ],
)  # fmt: skip
def test_wrong(text: str) -> None:
    assert mistakes(text)
    with pytest.raises(ConfigError):
        config_of(text, "readylint.toml", NAMES)


def test_an_editor_of_toml_takes_it(tmp_path: Path) -> None:
    """Taplo, the reader behind most editors of TOML, finds it by the first line that `init` writes."""
    (tmp_path / ".readylint.schema.json").write_text(schema(rule.item for rule in built_in()))
    taplo = [*node(), str(package("@taplo/cli@0.7.0") / "@taplo" / "cli" / "dist" / "cli.js"), "lint", "readylint.toml"]

    def lint(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "readylint.toml").write_text(f"#:schema ./.readylint.schema.json\n{text}")
        return subprocess.run(taplo, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    right = lint(f'profile = "launch"\n[[waive]]\n{ENTRY}reason = "x"\n')
    assert right.returncode == 0, right.stderr
    wrong = lint('profile = "lunch"\n[[waive]]\nexpires = "soon"\n')
    assert wrong.returncode == 1
    assert all(said in wrong.stderr for said in ('"lunch" is not one of', '"soon" is not a "date"', '"item" is a required property'))


def test_every_setting_says_what_it_is_for() -> None:
    def silent(table: Table, prefix: str) -> list[str]:
        lacking = [] if table.about else [prefix]
        for key, value in table.keys.items():
            name = f"{prefix}.{key}"
            lacking += silent(value, name) if isinstance(value, Table) else [name] if isinstance(value, Setting) and not value.about else []
        return lacking

    assert [name for name in silent(SETTINGS, "") if not name.startswith(".weights.")] == []
