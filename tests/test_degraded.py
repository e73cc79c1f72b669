"""What a machine lacks is said: the same verdicts without Hyperscan and the C loader of YAML, `unknown` without ast-grep or a plugin."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import git, repository

PASSWORD = "zIFvf" + "pArTRZHLT8K"
KEY = "AKIA" + "IOSFODNN7QXAMPLB"
TREE = {
    "package.json": '{"dependencies": {"express": "4.19.2"}}\n',
    "server.js": 'const app = require("express")()\napp.use(require("helmet")())\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n',
    "db.py": f'import psycopg2\nURL = "postgres://shop:{PASSWORD}@db.shop.io/shop"\n',
    "keys.py": f'KEY = "{KEY}"\n',
    "docker-compose.yml": "x: &x {restart: always}\nservices:\n  a:\n    <<: *x\n    image: shop:1\n",
    ".github/workflows/ci.yml": "on: pull_request\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm ci && npm test\n",
    "main.tf": 'resource "aws_db_instance" "shop" {\n  backup_retention_period = 7\n}\n',
}
HIDING = """
import sys
hidden = sys.argv[1]
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if hidden and (name == hidden or name.startswith(hidden + ".")):
            raise ImportError(name)
sys.meta_path.insert(0, Hidden())
from readylint.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("shop"), TREE)


def run(hidden: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", HIDING, hidden, *arguments], capture_output=True, text=True, check=False, cwd=cwd)


def verdicts(hidden: str, root: Path) -> dict[str, tuple[str, str]]:
    done = run(hidden, "scan", str(root), "--format", "json", "--no-cache", "--fail-on", "never", "--as-of", "2026-06-01")
    assert done.returncode in (0, 3) and "Traceback" not in done.stderr, done.stderr
    return {item["id"]: (item["verdict"], item["reason"]) for item in json.loads(done.stdout)["items"]}


@pytest.fixture(scope="module")
def whole(shop: Path) -> dict[str, tuple[str, str]]:
    return verdicts("", shop)


@pytest.mark.parametrize("hidden", ["hyperscan", "yaml._yaml"])
def test_what_only_makes_it_faster_changes_nothing(hidden: str, shop: Path, whole: dict[str, tuple[str, str]]) -> None:
    assert verdicts(hidden, shop) == whole
    assert whole["SEC001"][0] == whole["SEC002"][0] == "fail"


def test_without_ast_grep_code_is_unknown(shop: Path, whole: dict[str, tuple[str, str]]) -> None:
    told = verdicts("ast_grep_py", shop)
    assert "error" not in {verdict for verdict, _ in told.values()}
    blind = [id for id, (_, reason) in told.items() if "ast-grep is not installed" in reason]
    assert len(blind) > 60 and {told[id][0] for id in blind} == {"unknown"}
    assert {id: told[id] for id in ("SEC001", "SEC002")} == {id: whole[id] for id in ("SEC001", "SEC002")}
    assert [id for id, (verdict, _) in told.items() if verdict == "pass" and whole[id][0] != "pass"] == []


@pytest.mark.parametrize("hidden", ["detect_secrets.plugins", "detect_secrets"])
def test_without_plugins_secrets_are_unknown(hidden: str, tmp_path: Path) -> None:
    told = verdicts(hidden, repository(tmp_path, {"keys.py": TREE["keys.py"]}))
    for id in ("SEC001", "SEC002"):
        verdict, reason = told[id]
        assert verdict == "fail" or (verdict == "unknown" and "cannot be loaded" in reason), told[id]


def test_without_one_plugin_what_it_would_find_is_unknown(tmp_path: Path) -> None:
    root = repository(tmp_path, {"config.py": f'password = "{PASSWORD}"\n'})
    told = verdicts("detect_secrets.plugins.keyword", root)
    assert [told[id][0] for id in ("SEC001", "SEC002")] == ["unknown", "unknown"]
    assert "KeywordDetector cannot be loaded" in told["SEC001"][1] and "KeywordDetector cannot be loaded" in told["SEC002"][1]


def test_the_hook_says_what_it_cannot_judge(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "x = 1\n"})
    (root / "config.py").write_text(f'password = "{PASSWORD}"\n')
    git(root, "add", "-A")
    assert run("", "check", "--staged", cwd=root).returncode == 1
    done = run("detect_secrets.plugins.keyword", "check", "--staged", cwd=root)
    assert done.returncode == 3 and "KeywordDetector cannot be loaded" in done.stderr
