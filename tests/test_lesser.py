"""Warnings and notes: what fails nothing and is a credential all the same; they are looked for only where somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from readylint.cli import main
from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.secrets import Secrets
from readylint.history import HistoryOption
from readylint.secrets.lesser import LesserOption
from readylint.snapshot import Snapshot

RANDOM = "zIFvf" + "pArTRZHLT8K"
HEX = "9f86d081884c7d65" + "9a2feaa0c55ad015"
UUID = "3f2b8c1e-9d47-4a6b" + "-8e05-7c1d2f9ab346"
PASS, SECRET = "pass" + "word", "banana" + "split"
BASIC = "YWxpY2U6" + "d29uZGVybGFuZA=="  # alice and a word
PEM = "RSA PRIVATE" + " KEY"


def found(path: str, text: str, *, lesser: bool = True) -> Secrets:
    snapshot = Snapshot.of(f"-- {path} --\n{text}\n")
    return Facts(snapshot, PathRules(), HistoryOption(False), LesserOption(lesser)).get(Secrets)


def level(path: str, text: str) -> str:
    """The weightiest level of what is set aside; what fails is none of these."""
    secrets = found(path, text)
    assert not secrets.kept
    levels = {credential.level for credential in secrets.aside}
    return next((name for name in ("warning", "note") if name in levels), "")


LEVELS = [
    ("warning", "docs/api.md", f"api_key: {HEX}"),
    ("warning", "docs/keys.md", f"-----BEGIN {PEM}-----\n{'MIIEowIBAAKCAQEA' * 4}\n-----END {PEM}-----"),
    ("note", "tests/test_login.py", f'client.login("alice", {PASS}="{SECRET}")'),
    ("note", "tests/test_db.py", f'URL = "postgres://shop:{RANDOM}@db.shop.io/shop"'),
    ("note", "docker-compose.yml", f"services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: {SECRET}"),
    ("note", ".env.example", f"DB_{PASS.upper()}={PASS}"),  # a default that works in a configuration
    ("note", "src/app.js", f"const token = '{UUID}'"),
    ("note", "src/call.sh", f"curl -u alice:{SECRET} https://shop.io/"),
    ("note", "src/call.py", f'headers = {{"Authorization": "Basic {BASIC}"}}'),
    ("note", "db/user.sql", f"CREATE USER shop IDENTIFIED BY '{SECRET}1'"),
    ("note", "src/keys.ts", f"export const key = {{ kty: 'OKP',\n  d: '{HEX}{RANDOM}' }}"),
    ("", "src/app.js", f"const userId = '{UUID}'"),
    ("", "src/app.js", f"const {PASS} = getPassword()"),
    ("", "src/app.js", f"const generatePassword = require('generate-{PASS}')"),
    ("", "src/app.go", f'var tmplResetPassword = "reset_{PASS}.html"'),
    ("", "src/app.py", f'{PASS} = {PASS}.decode("UTF-8")'),
    ("", "docs/forms.rst", f'FORMS = {{"reset_{PASS}": "shop.account.forms.ResetForm"}}'),
    ("", "src/signup.html", f'<strength {PASS}="form.newPassword"></strength>'),
    ("", "src/app.py", f'token = "{"-".join(("0" * 8, "0" * 4, "0" * 4, "0" * 4, "0" * 12))}"'),
    ("", "src/accounts.json", f'{{"{PASS}": "sha1$1b11b${HEX}00c0ffee"}}'),
    ("", "docs/tool.md", f"the --{PASS} flag encrypts it"),
    ("", "docs/tool.md", "dump -no-pass second.shop.io"),
    ("", "src/app.js", f"const label = {{ {PASS}: 'Enter your {PASS}' }}"),
    ("", "tests/test_login.py", f'{PASS} = "{PASS}"'),  # in code a word for the thing
    ("", "docs/setup.md", f"{PASS}: <your {PASS}>"),
    ("", "config.yml", f"{PASS}: ${{DB_PASSWORD}}"),
    ("", "src/app.py", f'public_key = "{HEX}"'),
    ("", "src/call.sh", f"curl -u $USER:${PASS.upper()} https://shop.io/"),
    ("", "locales/de.json", f'{{"{PASS}": "{SECRET}"}}'),
    ("", "src/app.py", f'if {PASS} == "{SECRET}":'),
]


@pytest.mark.parametrize(("wanted", "path", "text"), LEVELS, ids=[f"{p} {n}" for n, (_, p, _) in enumerate(LEVELS)])
def test_level(wanted: str, path: str, text: str) -> None:
    assert level(path, text) == wanted


@pytest.mark.parametrize(("wanted", "path", "text"), LEVELS, ids=[f"{p} {n}" for n, (_, p, _) in enumerate(LEVELS)])
def test_nobody_pays_who_does_not_ask(wanted: str, path: str, text: str) -> None:
    plain = found(path, text, lesser=False)
    assert not plain.kept and not any(credential.level for credential in plain.aside)


def test_what_fails_stays_an_error() -> None:
    secrets = found("app/db.py", f'URL = "postgres://shop:{RANDOM}@db.shop.io/shop"\n')
    assert [credential.level for credential in secrets.kept] == ["error"]


def test_explain_shows_warnings_and_notes_without_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_login.py").write_text(f'{PASS} = "{SECRET}"\n')
    (tmp_path / "README.md").write_text(f"api_key: {HEX}\n")
    assert main(["explain", "SEC001", "--repo", str(tmp_path), "--color", "never"]) == 0
    said = capsys.readouterr().out
    assert "Warning: documentation" in said and "Note: test code" in said and "tests/test_login.py:1" in said
    assert SECRET not in said and HEX not in said
