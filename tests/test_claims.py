"""Claims: checklists of every shape are read, matched to items in their own words, and held against verdicts and the tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from readylint.claims.claim import Claim
from readylint.claims.comparison import Comparison, compare
from readylint.claims.document import claims
from readylint.claims.evidence import Tree
from readylint.claims.matching import matches
from readylint.claims.phrases import phrases
from readylint.claims.status import status_of
from readylint.claims.stems import stems
from readylint.cli import main
from readylint.commands.claims import exit_code
from readylint.knowledge import known
from readylint.model import Assessment, Item, ServiceVerdict, Verdict
from readylint.registry import load
from readylint.report.claimed import as_json, text
from readylint.report.page import Screen
from tests.repositories import repository
from tests.sample_report import REPORT

ITEMS: tuple[Item, ...] = tuple(rule.item for rule in load())
PATHS = ("apps/api/core/rate_limit.py", "docs/backup.md", "docs/checklist.md", ".github/workflows/ci.yml", "apps/api/tests/test_a.py")
TEXTS = {"docs/backup.md": "# Backup & Restore\n\n## Every night\n", "apps/api/core/rate_limit.py": "a\nb\n"}


def read(document: str) -> list[tuple[str, str, int]]:
    return [(c.head, c.status, c.line) for c in claims(document)]


def items(line: str, *headings: str) -> list[str]:
    """The items that a ticked line speaks of for sure."""
    (claim,) = claims("".join(f"{'#' * n} {h}\n\n" for n, h in enumerate(headings, 1)) + f"- [x] {line}\n")
    return sorted(m.item for m in matches(claim, ITEMS) if m.sure)


def held(document: str, **verdicts: Verdict) -> Comparison:
    """A document held against verdicts by id; all other items do not apply."""
    judged = tuple(Assessment(i, verdicts.get(i.id, "na"), "as found") for i in ITEMS)
    return compare("list.md", claims(document), replace(REPORT, assessments=judged), Tree(PATHS, TEXTS.get))


def outcomes(comparison: Comparison) -> list[str]:
    return [h.outcome if h.sure else f"perhaps {h.outcome}" for h in comparison.held]


def test_check_boxes_nested_in_sections() -> None:
    document = """# Ready?
## Data
- [x] Backups run nightly
- [ ] Restore
  - [X] tested in March
  - plain remark
* [~] Index review
1. [x] ~~Audit log~~
"""
    assert read(document) == [
        ("Backups run nightly", "done", 3), ("Restore", "open", 4), ("tested in March", "done", 5), ("Index review", "partial", 7), ("Audit log", "na", 8),
    ]
    assert claims(document)[2].headings == ("Ready?", "Data", "Restore")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("- ✅ Rate limiting", "done"), ("- **Rate limiting** ✅", "done"), ("✅ Rate limiting", "done"), ("- Rate limiting: done", "done"),
        ("- ❌ Rate limiting", "open"), ("- ☐ Rate limiting", "open"), ("- 🚧 Rate limiting", "partial"), ("- ⚠️ Rate limiting", "open"),
        ("- Rate limiting - planned", "open"), ("- Rate limiting: N/A", "na"), ("- :white_check_mark: Rate limiting", "done"),
        ("### ✅ Rate limiting", "done"), ("- [x] ✅ Rate limiting", "done"),
    ],
)  # fmt: skip
def test_lines_with_a_mark(line: str, status: str) -> None:
    assert [(c.head, c.status) for c in claims(line)] == [("Rate limiting", status)]


def test_what_is_no_claim() -> None:
    assert read("# ✅ Status\n\ntext\n\n- plain\n\n```\n- [x] in a block\n```\n\n| Threat | Vector |\n|---|---|\n| a | b |\n") == []


def test_a_marked_heading_is_the_title_of_the_claims_below_it() -> None:
    assert read("## ✅ Security\n### Edge\n- [x] HTTPS\n## Logging ✅\nJSON everywhere.\n") == [("HTTPS", "done", 3), ("Logging", "done", 4)]
    assert outcomes(held("## Completed this session ✅\nMuch.\n## Logging ✅\n", OBS001="pass")) == ["true"]


@pytest.mark.parametrize(
    "table",
    [
        "| Item | Status | Evidence |\n|---|---|---|\n| Rate limiting | ✅ Done | `core/rate_limit.py` |\n| Backups | ☐ | |\n",
        "| Evidence | State | # | Control |\n|---|---|---|---|\n| `core/rate_limit.py` | yes | 1 | Rate limiting |\n| | no | 2 | Backups |\n",
        "| | |\n|---|---|\n| Rate limiting | done |\n| Backups | todo |\n",
        "| Requirement | Done | Not done | N/A |\n|---|---|---|---|\n| Rate limiting | x | | |\n| Backups | | x | |\n",
        "| Category | Check | Implemented? |\n|---|---|---|\n| Security | Rate limiting | Yes (nginx) |\n| Security | Backups | Not yet |\n",
    ],
)
def test_tables_in_any_order_and_wording(table: str) -> None:
    assert [(head, status) for head, status, _ in read(table)] == [("Rate limiting", "done"), ("Backups", "open")]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("✅ Done", "done"), ("⚠️ Unknown", "open"), ("❌", "open"), ("N/A", "na"), ("n/a (library)", "na"), ("523+ tests", "done"), ("pytest", "done"),
        ("0 tests", "open"), ("In progress", "partial"), ("40%", "partial"), ("100%", "done"), ("Not applicable", "na"), ("not implemented", "open"),
        ("**PASS**", "done"), ("", "open"), ("blue", "unread"), ("Nominal", "unread"), ("No – see below", "open"), ("🟡 Partial", "partial"),
    ],
)  # fmt: skip
def test_the_status_of_a_cell(cell: str, status: str) -> None:
    assert status_of(cell) == status


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Rate limiting enabled", ["API005"]), ("Rate limits on login endpoints", ["SEC017"]), ("Error tracking (Sentry)", ["OBS005"]),
        ("Secrets stored in a vault", ["SEC004"]), ("No hardcoded secrets in the code", ["SEC001"]), ("Restore from backup tested", ["DAT007"]),
        ("Automated daily database backups", ["DAT006"]), ("Security headers set", ["SEC011"]), ("HTTPS enforced, secure headers set", ["SEC011", "SEC012"]),
        ("Graceful degradation", ["REL007"]), ("Graceful rate limit degradation", []), ("Graceful shutdown on SIGTERM", ["REL004"]), ("Blue/green deployments", ["DEP008"]),
        ("Container runs as non-root user", ["SEC021"]), ("`/healthz` health check endpoint", ["REL001"]), ("REL002 is done", ["REL002"]),
        ("see no-secrets-in-history", ["SEC002"]), ("Branch protection rules", ["TST003"]), ("Unit tests", ["TST001"]), ("E2E tests passing", ["TST006"]),
        ("Incident response playbook", ["OPS009"]), ("Multi-stage builds", ["DEP011"]), ("CI pipeline runs on every PR", ["TST002"]), ("SLOs defined", ["PRF004"]),
        ("Manifesto and product vision", []), ("JWT authentication", []), ("Webhook signature validation", []), ("No rate limiting", []),
    ],
)  # fmt: skip
def test_a_line_finds_its_item(line: str, wanted: list[str]) -> None:
    assert items(line) == wanted


def test_a_doubtful_match_says_why() -> None:
    (claim,) = claims("- [x] Mobile push rate limiting\n")
    assert [(m.item, m.why) for m in matches(claim, ITEMS)] == [("API005", "of one part only")]


def test_every_item_finds_itself() -> None:
    lost = [i.id for i in ITEMS if [m.item for m in matches(Claim(1, "done", "", f"{i.slug} is in place"), ITEMS)] != [i.id] and "-" in i.slug]
    assert lost == []
    assert {i.id for i in ITEMS} == set(known("claims/synonyms"))


def test_the_phrases_are_words_that_can_be_found() -> None:
    assert [p for p in phrases() if not p.wanted or not all(p.wanted)] == []
    terms = {w for row in known("claims/synonyms").values() for of in row.values() for t in of for term in t.split() for w in term.lstrip("-").split("|")}
    assert [word for word in sorted(terms) if len(stems(word)) != 1] == []


def test_outcomes() -> None:
    document = """- [x] Rate limiting
- [x] HTTPS enforced
- [x] Structured logging
- [ ] Metrics exposed
- [ ] Distributed tracing
- [x] Alerts configured
- [x] Team lunch
- [x] JWT authentication
"""
    verdicts: dict[str, Verdict] = {
        "API005": "pass", "SEC012": "unknown", "OBS002": "fail", "OBS008": "pass", "OBS009": "fail", "OBS007": "na", "SEC005": "fail", "SEC001": "fail",
    }  # fmt: skip
    found = held(document, **verdicts)
    assert outcomes(found) == ["true", "unjudged", "false", "unclaimed", "open", "unjudged", "unmatched", "perhaps false"]
    assert exit_code(found) == 1
    assert [a.item.id for a in found.unmentioned] == ["SEC001"]


def test_a_doubtful_match_does_not_gate_and_nothing_judged_is_inconclusive() -> None:
    assert exit_code(held("- [x] JWT authentication\n", SEC005="fail")) == 3
    assert exit_code(held("- [x] Rate limiting\n", API005="unknown")) == 3
    assert exit_code(held("Some text.\n")) == 3
    assert exit_code(held("- [x] Rate limiting\n", API005="pass")) == 0


def test_of_several_items_one_that_fails_makes_it_false() -> None:
    both = "- [x] HTTPS enforced, secure headers set\n"
    assert outcomes(held(both, SEC012="pass", SEC011="fail")) == ["false"]
    assert outcomes(held(both, SEC012="pass", SEC011="unknown")) == ["partly"]


def test_what_holds_for_one_service_is_not_false() -> None:
    health = next(i for i in ITEMS if i.id == "REL001")
    services = (ServiceVerdict("api", "pass", "there"), ServiceVerdict("web", "fail", "none found"))
    report = replace(REPORT, assessments=(Assessment(health, "fail", "none found", services=services),))
    found = compare("list.md", claims("- [x] Health check\n"), report, Tree((), {}.get))
    assert [(h.outcome, h.why) for h in found.held] == [("partly", "it is true of api only")]
    assert exit_code(found) == 0


def test_said_not_to_apply() -> None:
    line = "| Item | Status |\n|---|---|\n| Rate limiting | N/A |\n"
    assert [outcomes(held(line, API005=v)) for v in ("na", "fail", "pass")] == [["true"], ["false"], ["unclaimed"]]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("`core/rate_limit.py`", ""), ("`apps/api/core/rate_limit.py:2`", ""), ("`apps/api/tests/`", ""), ("`.github/workflows/*.yml`", ""),
        ("[guide](backup.md#every-night)", ""), ("see core/rate_limit.py", ""), ("`core/rate_limit.py:40`", "has 3 lines"),
        ("[guide](backup.md#weekly)", "has no heading #weekly"), ("`core/limits.py`", "is not in the repository"),
        ("`lib/rate_limit.py`", "is not there; apps/api/core/rate_limit.py is"), ("[x](/docs/gone.md)", "is not in the repository"),
    ],
)  # fmt: skip
def test_evidence_is_looked_up(written: str, wrong: str) -> None:
    (claim,) = claims(f"- [x] Rate limiting - {written}\n")
    assert [e.wrong for e in Tree(PATHS, TEXTS.get, "docs").evidence(claim)] == [wrong]


@pytest.mark.parametrize(
    "written",
    ["`/health`", "`GET /api/users`", "`npm run lint`", "`DEBUG=false`", "https://example.org/a.html", "`.env`", "`dist/app.js`", "`~/x.py`",
     "`/etc/nginx/nginx.conf`", "`os.environ`", "[site](https://github.com/other/project/blob/main/a.py)", "`<name>.py`"],
)  # fmt: skip
def test_what_is_no_file_of_the_repository_is_left_alone(written: str) -> None:
    (claim,) = claims(f"- [x] Rate limiting - {written}\n")
    assert Tree(PATHS, TEXTS.get, "docs").evidence(claim) == ()


def test_evidence_that_is_all_missing_makes_a_claim_false_where_nothing_else_tells() -> None:
    line = "- [x] Team lunch - `menus/today.md`\n- [x] HTTPS enforced - `nginx/tls.conf`\n- [x] Rate limiting - `limits.py`\n- [ ] Lunch (`menus/next.md`)\n"
    assert outcomes(held(line, SEC012="unknown", API005="pass")) == ["false", "false", "true", "unmatched"]


def test_the_report_is_legible_and_safe() -> None:
    found = held("- [x] Structured logging \x1b[31m::error::x\n- [ ] Metrics exposed\n", OBS002="fail", OBS008="pass")
    shown = text(found, Screen(80))
    assert "claimed and false" in shown
    assert "\x1b" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    document = json.loads(as_json(found))
    assert document["summary"]["false"] == 1
    assert [c["items"][0]["id"] for c in document["claims"]] == ["OBS002", "OBS008"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = 'const app = require("express")()\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n'
    checklist = "- [x] Health check endpoint (`server.js`)\n- [x] Unit tests\n"
    root = repository(tmp_path / "r", {"package.json": '{"dependencies": {"express": "4.19.2"}}', "server.js": server, "docs/list.md": checklist})
    assert main(["claims", str(root / "docs/list.md"), "--repo", str(root), "--no-cache"]) == 1
    out = capsys.readouterr().out
    assert "TST001 An automated test suite exists: fail" in out
    assert "REL001 A health endpoint answers whether the app is alive: pass" in out
    assert main(["claims", str(tmp_path / "none.md")]) == 2
    assert "cannot read" in capsys.readouterr().err


def test_a_document_that_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\0\1")
    assert main(["claims", str(tmp_path / "a.md")]) == 2
    assert claims("> " * 5000 + "[x]\n" + "- " * 5000 + "| a |" * 2000) is not None


@pytest.mark.parametrize("row", ["- [x] " + "(" * 200_000, "- [x] a" + " " * 200_000 + "b", "- [x] " + "a/" * 100_000, "- [x] " + "`A_" * 10_000])
def test_no_line_takes_for_ever(row: str) -> None:
    assert [h.outcome for h in held(row).held][:1] == ["unmatched"]
