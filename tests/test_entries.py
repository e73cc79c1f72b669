"""What people put their names to: it counts when it is whole, dated, committed and theirs, and says so when it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readylint.entries import Standing
from readylint.judging import scan_snapshot
from readylint.model import Assessment, Report
from readylint.options import Options
from readylint.registry import load
from readylint.report.as_json import document
from readylint.report.page import Screen
from readylint.report.sarif import document as sarif
from readylint.report.text import text as rendered
from readylint.snapshot import Snapshot
from tests.repositories import commit, git, repository

APP = {
    "package.json": '{"dependencies": {"express": "4.19.2"}}',
    "server.js": 'const app = require("express")()\napp.get("/healthz", (q, s) => s.json({}))\napp.listen(80)\n',
    "docs/rota.md": "Ben, then Ana\n",
}
RULES = tuple(r for r in load() if r.item.id in ("TST002", "TST003", "REL001", "SEC001", "OBS007", "OPS002", "API002"))
TODAY = date(2026, 6, 1)
ATTEST = """[[attest]]
item = "OBS007"
by = "Ana Ruiz <ana@example.org>"
on = 2026-01-05
expires = 2026-12-31
note = "PagerDuty calls whoever is on the rota"
evidence = ["docs/rota.md"]
"""
WAIVE = """[[waive]]
item = "tests-in-ci"
by = "Ana"
reason = "the build machine comes in July"
expires = 2026-12-31
"""
APPROVERS = 'approvers = ["Ana Ruiz <ana@example.org>"]\n'
OVERRIDE = """[[override]]
decision = "go"
by = "ana@example.org"
reason = "a pilot with ten users"
expires = 2026-12-31
"""


def app(folder: Path, *configs: tuple[str, str]) -> Path:
    """A service, then one commit a month of a configuration, each by somebody."""
    root = repository(folder / "r", APP)
    for month, (text, who) in enumerate(configs, 2):
        commit(root, {"readylint.toml": text}, day=f"2026-{month:02}-01", who=who)
    return root


def judged(root: Path, **options: object) -> Report:
    return scan_snapshot(Snapshot.open(root), RULES, Options(**{"today": TODAY} | options)).report  # type: ignore[arg-type]


def only(report: Report) -> Standing:
    (standing,) = report.entries
    return standing


def item(report: Report, id: str) -> Assessment:
    return next(a for a in report.assessments if a.item.id == id)


def test_an_attestation_answers_what_the_repository_cannot_tell(tmp_path: Path) -> None:
    report = judged(app(tmp_path, (ATTEST, "Ana")))
    assert item(report, "OBS007").verdict == "pass"
    assert item(report, "OBS007").reason.startswith("Ana Ruiz <ana@example.org> attests until 2026-12-31: PagerDuty")
    standing = only(report)
    assert standing.counts and standing.origin and (standing.origin.author, standing.origin.date.month) == ("Ana", 2)


def test_a_waiver_makes_a_failing_blocker_a_condition_and_never_a_pass(tmp_path: Path) -> None:
    report = judged(app(tmp_path, (WAIVE, "Ben")))
    waived = item(report, "TST002")
    assert (waived.verdict, waived.accepted) == ("fail", "waived by Ana until 2026-12-31: the build machine comes in July")
    assert report.decision.blockers == () and report.decision.outcome == "conditional_go"
    assert any("accepted for a time: TST002" in c for c in report.decision.conditions)
    assert report.decision.passed == judged(app(tmp_path / "bare")).decision.passed


@pytest.mark.parametrize(
    ("text", "state", "why"),
    [
        (WAIVE.replace("2026-12-31", "2026-05-31"), "expired", "it ended on 2026-05-31"),
        (WAIVE.replace("2026-12-31", "9999-12-31"), "refused", "it lasts longer than 366 days, which would be until 2027-02-02"),
        (WAIVE.replace("tests-in-ci", "REL001"), "unused", "REL001 does not fail"),
        (WAIVE + 'paths = ["web/**"]\n', "unused", "no finding is there that it names"),
        (ATTEST.replace("docs/rota.md", "docs/gone.md"), "refused", "its evidence is not in the repository: docs/gone.md"),
        (ATTEST.replace("on = 2026-01-05", "on = 2026-08-05"), "refused", "it speaks of 2026-08-05, a day that is yet to come"),
        (ATTEST.replace("OBS007", "TST002"), "unused", "TST002 fails, and only what is unknown can be attested"),
        (ATTEST.replace("OBS007", "REL001"), "unused", "the repository itself answers REL001"),
        (ATTEST + 'service = "web"\n', "unused", "no service is called web"),
        (OVERRIDE, "refused", "ana@example.org was not among the approvers before"),
    ],
)
def test_what_does_not_count_changes_nothing_and_is_named(tmp_path: Path, text: str, state: str, why: str) -> None:
    report = judged(app(tmp_path, (text, "Ana")))
    assert only(report).state == state and why in only(report).why
    bare = judged(app(tmp_path / "bare"))
    assert [(a.verdict, a.reason, a.accepted) for a in report.assessments] == [(a.verdict, a.reason, a.accepted) for a in bare.assessments]
    assert report.decision == bare.decision


def test_an_attestation_goes_stale_when_what_it_speaks_of_changes(tmp_path: Path) -> None:
    root = app(tmp_path, (ATTEST + 'paths = ["docs/**"]\n', "Ana"))
    assert only(judged(root)).counts
    commit(root, {"server.js": APP["server.js"] + "\n"}, day="2026-03-02")
    assert only(judged(root)).counts
    commit(root, {"docs/rota.md": "Ben alone\n"}, day="2026-03-03")
    assert (only(judged(root)).state, only(judged(root)).why) == ("stale", "docs/** changed in 1 commit since")


def test_moving_an_entry_keeps_its_author_and_changing_it_does_not(tmp_path: Path) -> None:
    root = app(tmp_path, (WAIVE, "Ana"), ("# why\ngo_at = 0.8\n\n" + WAIVE, "Ben"))
    standing = only(judged(root))
    assert standing.origin and standing.origin.author == "Ana"
    commit(root, {"readylint.toml": WAIVE.replace("2026-12-31", "2027-01-31")}, day="2026-05-01", who="Ben")
    standing = only(judged(root))
    assert standing.counts and standing.origin and standing.origin.author == "Ben"


def test_an_entry_is_followed_through_a_merge_to_its_author(tmp_path: Path) -> None:
    root = app(tmp_path, ("go_at = 0.8\n", "Ada"))
    git(root, "checkout", "-q", "-b", "waive")
    commit(root, {"readylint.toml": "go_at = 0.8\n" + WAIVE}, day="2026-03-01", who="Ana")
    git(root, "checkout", "-q", "main")
    commit(root, {"readylint.toml": "go_at = 0.9\n"}, day="2026-03-02", who="Ben")
    git(root, "merge", "-q", "-s", "ours", "--no-commit", "waive")
    commit(root, {"readylint.toml": "go_at = 0.9\n" + WAIVE}, day="2026-03-03", who="Ben")
    standing = only(judged(root))
    assert standing.origin and standing.origin.author == "Ana"


def test_an_approver_may_say_go_anyway_and_it_leaves_a_trail(tmp_path: Path) -> None:
    root = app(tmp_path, (APPROVERS, "Ben"), (APPROVERS + OVERRIDE, "Ana"))
    decision = judged(root).decision
    assert (decision.outcome, decision.instead_of) == ("go", "no_go")
    assert decision.reasons == (
        "ana@example.org decided so on 2026-03-01, until 2026-12-31: a pilot with ten users; "
        "it sets aside 1 blocker: TST002",
    )


CHEATS = {
    "not an approver": (((APPROVERS, "Ben"), (APPROVERS + OVERRIDE.replace("ana@", "eve@"), "Eve")), "was not among the approvers"),
    "another hand": (((APPROVERS, "Ben"), (APPROVERS + OVERRIDE, "Eve")), "Eve <eve@example.org> committed it, not ana@example.org"),
    "listed in the same commit": (((APPROVERS + OVERRIDE, "Ana"),), "was not among the approvers before"),
    "listed by herself": (
        (('approvers = ["ben@example.org"]\n', "Ben"), (APPROVERS, "Ana"), (APPROVERS + OVERRIDE, "Ana")),
        "put themself on the list of approvers",
    ),
    "for ever": (((APPROVERS, "Ben"), (APPROVERS + OVERRIDE.replace("2026", "9999"), "Ana")), "it lasts longer than 366 days"),
}


@pytest.mark.parametrize("name", CHEATS)
def test_an_override_that_is_nobodys_changes_nothing_and_is_named(tmp_path: Path, name: str) -> None:
    configs, why = CHEATS[name]
    report = judged(app(tmp_path, *configs))
    assert report.decision.outcome == "no_go" and report.decision.override is None
    assert only(report).state == "refused" and why in only(report).why


def test_an_override_counts_only_once_it_is_committed(tmp_path: Path) -> None:
    root = app(tmp_path, (APPROVERS, "Ben"))
    (root / "readylint.toml").write_text(APPROVERS + OVERRIDE, "utf-8")
    assert "only once it is committed" in only(judged(root)).why and judged(root).decision.outcome == "no_go"
    git(root, "add", "-A")
    assert judged(root).decision.outcome == "no_go"


def test_an_override_in_a_shallow_clone_is_not_believed(tmp_path: Path) -> None:
    root = app(tmp_path, (APPROVERS, "Ben"), (APPROVERS + OVERRIDE, "Ana"))
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    assert only(judged(tmp_path / "shallow")).state == "refused"


def test_a_waiver_that_is_not_committed_counts_and_says_so(tmp_path: Path) -> None:
    root = app(tmp_path)
    (root / "readylint.toml").write_text(WAIVE, "utf-8")
    git(root, "add", "-A")
    standing = only(judged(root))
    assert (standing.state, standing.why, standing.origin) == ("counts", "it is not committed yet", None)


def test_a_clock_that_is_set_back_brings_no_entry_to_life(tmp_path: Path) -> None:
    root = app(tmp_path, (WAIVE.replace("2026-12-31", "2026-02-15"), "Ana"))
    commit(root, {"a.md": "A\n"}, day="2026-04-01")
    report = judged(root, today=date(2026, 2, 10))
    assert only(report).state == "expired"
    assert "the clock says 2026-02-10, before the last commit: 2026-04-01 counts as today" in report.notes


def test_the_day_can_be_stated(tmp_path: Path) -> None:
    root = app(tmp_path, (WAIVE, "Ana"))
    assert only(judged(root)).counts and only(judged(root, as_of=date(2027, 1, 1))).state == "expired"


def test_isolated_believes_nobody(tmp_path: Path) -> None:
    assert judged(app(tmp_path, (WAIVE, "Ana")), isolated=True).entries == ()


def test_the_text_says_who_answers_for_what(tmp_path: Path) -> None:
    report = judged(app(tmp_path, (APPROVERS, "Ben"), (APPROVERS + WAIVE.replace("2026-12-31", "2026-04-30") + OVERRIDE, "Ana")))
    said = " ".join(rendered(report, Screen(200)).split())
    assert "GO r goes ahead because ana@example.org said so: without that it is no-go." in said
    assert "expired Ana waives TST002 until 2026-04-30: the build machine comes in July; it ended on 2026-04-30 (commit " in said
    assert "counts ana@example.org decides go until 2026-12-31: a pilot with ten users (commit " in said


def test_the_json_holds_every_entry_with_its_origin(tmp_path: Path) -> None:
    told = document(judged(app(tmp_path, (WAIVE, "Ana"))))
    (entry,) = told["entries"]
    assert (entry["item"], entry["state"], entry["origin"]["author"]) == ("TST002", "counts", "Ana")
    waived = next(i for i in told["items"] if i["id"] == "TST002")
    assert waived["waiver"] == entry and waived["verdict"] == "fail" and waived["accepted"].startswith("waived by Ana")


def test_code_scanning_is_not_told_of_what_is_waived(tmp_path: Path) -> None:
    def alerts(root: Path) -> set[str]:
        return {r["ruleId"] for r in sarif(judged(root), lambda path: APP.get(path))["runs"][0]["results"]}

    assert alerts(app(tmp_path / "bare")) - alerts(app(tmp_path, (WAIVE, "Ana"))) == {"TST002"}
