"""A planted secret comes out nowhere: in no format, at no verbosity, in no cache, log or file left behind."""

from __future__ import annotations

import os
import secrets
import string
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import git, repository

LETTERS = string.ascii_letters + string.digits
PEM = "RSA PRIVATE" + " KEY"
FORMS = (
    ("a.py", 'password_{n} = "{v}"'), ("b.py", 'URL_{n} = "postgres://shop:{v}@db.shop.io/shop"'), ("c.py", 'github_{n} = "gh' + 'p_{v}"'),
    ("d.py", 'stripe_{n} = "sk_' + 'live_{v}"'), ("e.py", 'slack_{n} = "xox' + 'b-123456789012-123456789012-{v}"'),
    ("f.js", 'const apiKey{n} = "{v}"'), ("g.ts", "const authToken{n}: string = '{v}'"), ("h.yml", "password_{n}: {v}"),
    ("i.env", "SECRET_{n}={v}"), ("j.tf", 'variable "token_{n}" {{\n  default = "{v}"\n}}'), ("k.properties", "datasource.password{n}={v}"),
    ("l.xml", "<password{n}>{v}</password{n}>"), ("m.json", '"token_{n}": "{v}",'), ("n.go", 'const apiToken{n} = "{v}"'),
    ("o.java", 'String password{n} = "{v}";'), ("p.rb", "secret_key_{n} = '{v}'"), ("q.php", "<?php $password{n} = '{v}';"),
    ("r.ini", "password{n} = {v}"), ("s.cs", 'string connection{n} = "Server=db;Password={v};";'), ("t.sh", "export API_TOKEN_{n}={v}"),
    ("u.md", "The password of {n} is `{v}`, password: {v}"), ("v.kt", 'val clientSecret{n} = "{v}"'), ("w.rs", 'const SECRET_{n}: &str = "{v}";'),
    ("x.toml", 'api_key_{n} = "{v}"'), ("y.sql", "ALTER USER shop{n} WITH PASSWORD '{v}';"),
)  # fmt: skip
EACH = 20  # values in each form


class Planted:
    """Values made up for this run, each in some form of file that a scan reads; `texts` by path."""

    def __init__(self) -> None:
        self.values: list[bytes] = []
        self.texts = {
            "app/settings.py": f'SECRET_KEY = "{self.new(40)}"\nURL = "postgres://shop:{self.new(20)}@db.shop.io/shop"\n',
            "app/pay.py": f'stripe.api_key = "{"sk_" + "live_" + self.new(24)}"\nrequests.get(f"https://x.io/?token={self.new(30)}")\n',
            "app/broken.py": f'PASSWORD = "{self.new(24)}\ndef (:\n',
            "config/broken.yml": f"password: {self.new(24)}\n  a: [\n{self.new(24)}: : -\n",
            "config/broken.json": f'{{"password": "{self.new(24)}", {self.new(24)}}}',
            "pyproject.toml": f'[project]\nname = "shop"\npassword = "{self.new(24)}" {self.new(20)}\n',
            "config/broken.xml": f"<password>{self.new(24)}</{self.new(10)}>",
            "main.tf": f'resource "aws_db_instance" "shop" {{\n  password = "{self.new(24)}"\n  x = {{{{ {self.new(20)}\n',
            ".env": f"DATABASE_PASSWORD={self.new(24)}\nJWT_SECRET={self.new(32)}\n",
            ".npmrc": f"//registry.example.org/:_authToken={self.new(36)}\n",
            "server.key": f"-----BEGIN {PEM}-----\n{self.new(64)}\n{self.new(64)}\n-----END {PEM}-----\n",
            "Dockerfile": f"FROM python:3.12\nENV API_TOKEN={self.new(32)}\nHEALTHCHECK CMD curl -u shop:{self.new(24)} localhost\nCMD app\n",
            "docker-compose.yml": f"services:\n  app:\n    build: .\n    environment:\n      - ADMIN_PASSWORD={self.new(20)}\n",
            ".github/workflows/deploy.yml": f"on: push\njobs:\n  a:\n    steps:\n      - run: deploy --token {self.new(32)}\n",
            "package.json": f'{{"dependencies": {{"x": "git+https://shop:{self.new(24)}@github.com/a/b.git"}}}}',
            "server.js": f'const s = process.env.JWT_SECRET || "{self.new(28)}"\nconst app = require("express")()\napp.listen(3000)\n',
            **{f"config/{name}": "".join(f"{form.format(n=n, v=self.new(36))}\n" for n in range(EACH)) for name, form in FORMS},
        }

    def new(self, length: int) -> str:
        value = "".join(secrets.choice(LETTERS) for _ in range(length))
        self.values.append(value.encode())
        return value


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


@pytest.fixture(scope="module")
def shop(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that had the secrets once and still has them, staged changes too."""
    root = repository(tmp_path_factory.mktemp("shop"), dict(planted.texts), dict.fromkeys(planted.texts), dict(planted.texts))
    # several: of a thousand values that chance makes, one looks like a placeholder
    (root / "app" / "more.py").write_text("".join(f'PASSWORD_{n} = "{planted.new(32)}"\n' for n in range(3)))
    git(root, "add", "-A")
    return root


OTHERS = ("markdown", "csv", "junit", "github", "gitlab", "rdjsonl")
COMMANDS = {
    "text": ["scan", "{repo}", "--timings", "--report", "json={out}/a.json", "--report", "sarif={out}/a.sarif"],
    "again": ["scan", "{repo}", "--select", "SEC001,SEC002", "--color", "always"],
    "explain": ["explain", "SEC001", "--repo", "{repo}"],
    "past": ["explain", "SEC002", "--repo", "{repo}"],
    "staged": ["check", "--staged"],
    "files": ["check", "app/settings.py", ".env", "config/broken.yml", "server.key"],
    "others": ["scan", "{repo}", "--format", "html", *(part for kind in OTHERS for part in ("--report", f"{kind}={{out}}/a.{kind}"))],
    "revision": ["scan", "{repo}", "--rev", "HEAD~1", "--format", "json"],
    "crash": ["scan", "{repo}", "--format", "json"],
}

CRASHING = """
import sys
import readylint.secrets.judge as judge
def broken(hit, place):
    raise ValueError(hit.value)
judge.set_aside = broken
import readylint.secrets.scan as scan
scan.set_aside = broken
from readylint.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_five_hundred_values_are_planted(planted: Planted) -> None:
    assert len(planted.values) > 500 and len(FORMS) * EACH == 500


@pytest.mark.parametrize("name", COMMANDS)
def test_no_value_comes_out(name: str, planted: Planted, shop: Path, tmp_path: Path) -> None:
    out, places = tmp_path / "out", {n: tmp_path / n for n in ("home", "tmp", "cache")}
    for folder in (out, *places.values()):
        folder.mkdir()
    environment = os.environ | {
        "HOME": str(places["home"]), "TMPDIR": str(places["tmp"]), "XDG_CACHE_HOME": str(places["cache"]),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }  # fmt: skip
    start = ["-c", CRASHING] if name == "crash" else ["-m", "readylint"]
    asked = [part.format(repo=shop, out=out) for part in COMMANDS[name]]
    done = subprocess.run([sys.executable, *start, *asked], cwd=shop, env=environment, capture_output=True)
    assert done.stdout, (done.returncode, done.stderr)
    written = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for where, said in {"standard output": done.stdout, "standard error": done.stderr, **written}.items():
        leaked = [value for value in planted.values if value in said]
        assert not leaked, f"{len(leaked)} values stand in {where}, the first before: {said[said.index(leaked[0]) - 200 :][:200]!r}"
