"""What is set up, declared or documented for operation: each way of finding it, and what does not count."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from readylint.fact import Facts
from readylint.facts.commits import Tags
from readylint.facts.files import PathRules
from readylint.facts.levels import Levels
from readylint.facts.provisions import Provisions, subjects
from readylint.facts.retention import FOREVER, Retention
from readylint.history import HistoryOption
from readylint.snapshot import Snapshot


def facts(repo: str) -> Facts:
    return Facts(Snapshot.of(repo), PathRules(), HistoryOption(True))


@pytest.mark.parametrize(
    ("subject", "repo", "places"),
    [
        ("structured_logs", "-- log.py --\nimport structlog\nstructlog.configure()\n", ["log.py:2"]),
        ("structured_logs", "-- log.py --\nimport structlog\n# structlog.configure()\n", []),
        ("tracing", "-- Dockerfile --\nFROM jre\n# -javaagent:/opentelemetry-javaagent.jar\n", []),
        ("dns", '-- infra/dns.tf --\nresource "aws_route53_record" "a" {}\n', ["infra/dns.tf:1"]),
        ("dns", '-- infra/staging/dns.tf --\nresource "aws_route53_record" "a" {}\n', []),
        ("on_call", "-- infra/staging/x --\n-- CODEOWNERS --\n* @org/team\n", ["CODEOWNERS:1"]),
        ("incidents", "-- docs/ops.md --\n# Incidents\n\nYou should declare an incident.\n", []),
        ("incidents", "-- docs/ops.md --\n# Incidents\n\nThe incident lead posts to the status page.\n", ["docs/ops.md:3"]),
        ("incidents", "-- docs/adr/0001-ops.md --\n# Incidents\n\nThe incident lead posts to the status page.\n", []),
        ("sign_off", "-- .gitlab-ci.yml --\nreview:\n  script: [a]\n  when: manual\n", []),
        ("sign_off", "-- .gitlab-ci.yml --\nproduction:\n  script: [a]\n  when: manual\n", [".gitlab-ci.yml:3"]),
    ],
)
def test_finds(subject: str, repo: str, places: list[str]) -> None:
    assert [str(p.at) for p in facts(repo).get(Provisions).on(subject)] == places


def test_every_pattern_of_the_tables_compiles() -> None:
    for rows in subjects().values():
        for row in rows:
            for key in ("code", "text", "file", "unlike", "line", "unless", "nowhere", "apart", "document", "told", "link", "target", "is"):
                re.compile(str(row.get(key, "")))


@pytest.mark.parametrize(
    ("repo", "days"),
    [
        ('-- a.tf --\nresource "aws_cloudwatch_log_group" "shop" {\n  retention_in_days = 14\n}\n', [14]),
        ('-- a.tf --\nresource "aws_cloudwatch_log_group" "shop" {}\n', [FOREVER]),
        ('-- a.tf --\nresource "aws_cloudwatch_log_group" "waf" {}\n', []),
        ("-- loki.yaml --\nlimits_config:\n  retention_period: 744h\n", [31]),
        ("-- docs/logging.md --\n# Logs\n\nLogs are kept for 6 months.\n", [180]),
        ("-- docs/backup.md --\n# Backups\n\nBackups are kept for 6 months.\n", []),
    ],
)
def test_retention(repo: str, days: list[int]) -> None:
    assert [kept.days for kept in facts(repo).get(Retention).all] == days


def test_levels_have_one_name_each() -> None:
    levels = facts("-- a.py --\nlog.warning('a')\nlog.warn('b')\nlog.exception('c')\n-- b.go --\nlog.Printf(x)\n").get(Levels)
    assert [(level.name, str(level.at)) for level in levels.used] == [("warn", "a.py:1"), ("error", "a.py:3"), ("info", "b.go:1")]


def test_a_caught_error_that_is_also_logged_as_one() -> None:
    low = "try { a() } catch (e) { console.log(e) }\n"
    levels = facts(f"-- a.js --\n{low}try {{ a() }} catch (e) {{ console.log('oh'); logger.error(e) }}\n").get(Levels)
    assert [str(at) for at in levels.lowered] == ["a.js:1"]


def test_a_tag_keeps_its_time_zone() -> None:
    tags = facts("-- a --\n1\n== 2024-03-08T15:10+01:00 Release (tag: v1.0.0) ==\n-- a --\n2\n").get(Tags)
    assert [(t.name, t.date.hour, t.date.utcoffset()) for t in tags] == [("v1.0.0", 15, timedelta(hours=1))]
