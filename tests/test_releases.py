"""What a release runs, and where it applies the migrations."""

from __future__ import annotations

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.migrating import Migrating
from readylint.facts.releases import Releases
from readylint.facts.rollouts import Rollouts
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot


def facts(repo: str) -> Facts:
    return Facts(Snapshot.of(repo.lstrip("\n")), Config().rules, Config(), HistoryOption(False))


def test_an_image_runs_the_script_that_its_command_names_and_what_that_hands_on() -> None:
    acts = facts("""
-- Dockerfile --
FROM node:22
COPY . .
CMD ["npm", "run", "start-docker"]
-- package.json --
{"scripts": {"start-docker": "node scripts/check-db.js && node server.js"}}
-- scripts/check-db.js --
execSync('prisma migrate deploy')
-- server.js --
""").get(Releases).entries
    assert {a.at.path for a in acts} >= {"Dockerfile", "package.json", "scripts/check-db.js"}


def test_a_job_that_tests_releases_nothing() -> None:
    jobs = facts("""
-- .github/workflows/release.yml --
on: push
jobs:
  test:
    steps: [{run: pytest}]
  deploy:
    steps: [{run: flyctl deploy}]
""").get(Releases).jobs
    assert [a.text for a in jobs] == ["flyctl deploy"]


def test_what_only_looks_at_migrations_applies_none() -> None:
    found = facts("""
-- Procfile --
release: python manage.py migrate --check
web: echo migrate
-- deploy.sh --
docker compose up -d
# python manage.py migrate
rails db:migrate:status
""").get(Migrating).all
    assert found == ()


def test_each_place_is_named_with_what_runs_it() -> None:
    found = facts("""
-- deploy.sh --
docker compose pull
docker compose run --rm web bin/rails db:migrate
""").get(Migrating).all
    assert [(str(f.at), f.by) for f in found] == [("deploy.sh:2", "deploy.sh")]


def test_a_preview_of_the_documents_is_no_release_of_the_app() -> None:
    found = facts("""
-- server.js --
require("express")().listen(3000)
-- .github/workflows/docs-preview.yml --
on: push
jobs:
  deploy:
    steps: [{run: netlify deploy --prod}]
""").get(Rollouts)
    assert (found.declarative, found.rolling) == ((), ())


def test_an_update_script_that_recreates_the_container_stops_it() -> None:
    found = facts("""
-- deploy.sh --
git pull
docker compose up -d
""").get(Rollouts).stopping
    assert [str(w.at) for w in found] == ["deploy.sh:2"]
