"""Targets: what a command names that is not there."""

from __future__ import annotations

import pytest

from readylint.fact import Facts
from readylint.facts.files import PathRules
from readylint.facts.targets import Targets
from readylint.snapshot import Snapshot

REPO = """-- package.json --
{"scripts": {"start": "node a.js", "test": "jest"}}
-- Makefile --
build lint: deps
\tgo build
deps:
-- composer.json --
{"scripts": {"check": "x"}}
-- Rakefile --
namespace :mail do
  task :send
end
-- docker-compose.yml --
services:
  web: {image: a}
-- scripts/run.py --
print(1)
-- requirements.txt --
flask
-- deploy/prod/x.tf --
a = 1
-- .gitignore --
local.py
"""


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("npm run start", []),
        ("npm test", []),
        ("npm run e2e", ["npm script `e2e`"]),
        ("npm install && npm run lint:fix", ["npm script `lint:fix`"]),
        ("npm run x --prefix web", []),
        ("npm ci", []),
        ("make lint", []),
        ("make ship", ["make target `ship`"]),
        ("make -C other ship", []),
        ("composer run check", []),
        ("composer run fix", ["composer script `fix`"]),
        ("bundle exec rake mail:send", []),
        ("bundle exec rake mail:receive", ["rake task `mail:receive`"]),
        ("rake db:migrate", []),
        ("docker compose up web -d", []),
        ("docker compose up api", ["compose service `api`"]),
        ("docker compose -f prod.yml up", ["compose file `prod.yml`"]),
        ("docker compose logs -f web", []),
        ("python scripts/run.py", []),
        ("python run.py", []),
        ("python gone.py", ["file `gone.py`"]),
        ("python local.py", []),
        ("pip install -r requirements.txt", []),
        ("pip install -r requirements-dev.txt", ["file `requirements-dev.txt`"]),
        ("cp .env.example .env", ["file `.env.example`"]),
        ("cd deploy/prod", []),
        ("cd deploy/stage", ["folder `deploy/stage`"]),
        ("cd my-clone", []),
        ("node dist/server.js", []),
        ("./gone.sh", ["file `./gone.sh`"]),
        ("python your_script.py", []),
        ("sudo FOO=1 python /opt/x.py", []),
    ],
)
def test_missing(command: str, missing: list[str]) -> None:
    assert list(Facts(Snapshot.of(REPO), PathRules()).get(Targets).missing(command)) == missing
