"""Another release does not surprise: the version that a repository asks for, names that changed, rules that are in preview first."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from readylint import ConfigError, __version__, names, registry
from readylint.baseline import Baseline, BaselineEntry, of_bytes, written
from readylint.cli import main
from readylint.config import read_config
from readylint.judging import scan_snapshot
from readylint.model import Assessment, Report
from readylint.options import Options
from readylint.registry import UnknownRule, built_in, by_name, chosen, load
from readylint.report.as_json import document
from readylint.report.page import Screen
from readylint.report.sarif import document as sarif
from readylint.report.text import text
from readylint.rule import Rule, RuleError, rule
from readylint.snapshot import Snapshot
from tests.repositories import repository
from tests.scripts import benchmark

ROOT = Path(__file__).parent.parent
APP = """-- package.json --
{"dependencies": {"express": "4.19.2"}}
-- server.js --
const app = require("express")()
app.get("/healthz", (q, s) => s.json({}))
console.log("up")
app.listen(80)
"""
RULES = tuple(r for r in load() if r.item.id in ("TST001", "TST002", "TST008", "REL001", "SEC001", "DOC001", "OBS007"))
OLD: Mapping[str, str] = {"TST099": "TST002", "tests-by-hand": "TST002"}


def judged(config: str = "", rules: tuple[Rule, ...] = RULES, **options: object) -> Report:
    tree = f"-- readylint.toml --\n{config}\n{APP}" if config else APP
    return scan_snapshot(Snapshot.of(tree), rules, Options(today=date(2026, 6, 1), **options)).report  # type: ignore[arg-type]


def of(report: Report, id: str) -> Assessment:
    return next(a for a in report.assessments if a.item.id == id)


# ---- required-version


@pytest.mark.parametrize("wanted", [f"=={__version__}", f">={__version__}", f"~={__version__}", ">=0.1.dev0,<99", ""])
def test_a_version_that_fits_is_fine(wanted: str) -> None:
    read_config(Snapshot.of(f'-- readylint.toml --\nrequired-version = "{wanted or ">=0"}"\n'), by_name(load()))


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ('required-version = ">=99"', f"readylint.toml:1: required-version: readylint >=99 is wanted, and this is {__version__}: pip install"),
        ('of_the_future = 1\nrequired-version = ">=99"', "readylint.toml:2: required-version: readylint >=99 is wanted"),
        ('required-version = "99"', "'99' is no list of versions like '>=0.2,<1'"),
        ("required-version = 2", "required-version: a text is wanted"),
    ],
)
def test_another_version_is_asked_for_by_name(config: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(Snapshot.of(f"-- readylint.toml --\n{config}\n"), by_name(load()))
    assert said in str(caught.value)


def test_another_version_ends_with_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "r", {"readylint.toml": 'required-version = ">=99"\n', "a.py": "x = 1\n"})
    assert main(["scan", str(root), "--no-cache"]) == 2
    assert "pip install 'readylint>=99'" in capsys.readouterr().err


# ---- names


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "table", lambda: OLD)


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("name", ["TST099", "tst099", "tests-by-hand"])
def test_an_old_name_selects_and_deselects(name: str) -> None:
    assert chosen(RULES, [name], ()) == {"TST002"}
    assert chosen(RULES, (), [name]) == {r.item.id for r in RULES} - {"TST002"}
    with pytest.raises(UnknownRule):
        chosen(RULES, ["TST098"], ())


@pytest.mark.usefixtures("old")
def test_an_old_name_of_the_command_line_is_told() -> None:
    assert "TST099 is called TST002 now" in judged(select=("TST099",)).notes


@pytest.mark.usefixtures("old")
def test_old_names_in_the_configuration_are_understood_and_told() -> None:
    entry = '[[waive]]\nitem = "TST099"\nby = "Ana"\nreason = "the build machine comes in July"\nexpires = 2026-12-31\n'
    report = judged(f'hard_blockers = ["tests-by-hand"]\n[severity]\nTST099 = "blocker"\n{entry}')
    assert of(report, "TST002").accepted.startswith("waived by Ana") and not of(judged(), "TST002").accepted
    assert {"readylint.toml: TST099 is called TST002 now", "readylint.toml: tests-by-hand is called TST002 now"} <= set(report.notes)
    assert any("these block when they fail, beside the blockers: TST002" in note for note in report.notes)


def test_an_old_name_in_a_comment_suppresses_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "table", lambda: {"OBS099": "OBS001"})
    marked = APP.replace('console.log("up")', 'console.log("up") // readylint: ignore[OBS099] the start, by Ana until 2026-12-31')
    rules = tuple(r for r in load() if r.item.id == "OBS001")
    (found,) = scan_snapshot(Snapshot.of(marked), rules, Options(today=date(2026, 6, 1))).report.assessments[0].findings
    assert found.suppressed == "the start, by Ana until 2026-12-31; OBS099 is called OBS001 now"


@pytest.mark.usefixtures("old")
def test_an_old_name_in_a_baseline_is_understood_and_stays_a_blocker() -> None:
    entries = (BaselineEntry("TST099", message="none found"),)
    known = of_bytes(written(Baseline(entries, "a" * 40)).encode())
    assert (known.why, [e.item for e in known.entries]) == ("", ["TST002"])


@pytest.mark.usefixtures("old")
def test_an_old_name_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "TST099"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("TST002") and "TST099 is called TST002 now" in err


def test_an_old_name_is_never_in_use_and_means_an_item() -> None:
    items = [r.item for r in built_in()]
    assert not set(names.table()) & {name for i in items for name in (i.id, i.slug)}
    assert set(names.table().values()) <= {i.id for i in items}


def test_no_id_that_the_documentation_had_disappears() -> None:
    command = ["git", "log", "-p", "-U0", "--format=", "--", "docs/rules/README.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("there is no history here")
    had = {line[3:].partition("]")[0].lstrip("[") for line in done.stdout.splitlines() if line.startswith("-| [")}
    assert had - {r.item.id for r in built_in()} - set(names.table()) == set()


# ---- preview


def in_preview(*ids: str, release: str = "99.0") -> tuple[Rule, ...]:
    return tuple(replace(r, item=replace(r.item, preview=release)) if r.item.id in ids else r for r in RULES)


def test_a_preview_is_reported_and_does_not_count() -> None:
    usual, preview = judged(), judged(rules=in_preview("TST002"))
    assert usual.decision.outcome == "no_go" and "TST002" in usual.decision.blockers
    assert of(preview, "TST002").verdict == "fail" and "TST002" not in preview.decision.missing
    assert preview.decision.applicable == usual.decision.applicable - 1
    told = text(preview, Screen())
    assert "In preview, and not counted" in told and "1 item in preview, which counts nowhere yet." in told and "FAIL  TST002" in told
    assert [i["preview"] for i in document(preview)["items"] if i["id"] == "TST002"] == ["99.0"]
    run = sarif(preview, lambda path: "x\n" * 20)["runs"][0]
    assert run["properties"]["preview"] == ["TST002"] and "TST002" not in {r["ruleId"] for r in run["results"]}


@pytest.mark.parametrize(("config", "options"), [("preview = true\n", {}), ("", {"preview": True})])
def test_who_opts_in_counts_it(config: str, options: dict[str, bool]) -> None:
    report = judged(config, in_preview("TST002"), **options)
    assert "TST002" in report.decision.blockers and "In preview" not in text(report, Screen())


def test_a_preview_can_be_waived_before_it_counts() -> None:
    config = '[[waive]]\nitem = "TST002"\nby = "Ana"\nreason = "the build machine comes in July"\nexpires = 2026-12-31\n'
    (entry,) = judged(config, in_preview("TST002")).entries
    assert entry.counts


@pytest.mark.parametrize(
    ("release", "version", "still"),
    [("0.2", "0.2.0", True), ("0.2", "0.2.7", True), ("0.2", "0.3.0", False), ("0.10", "0.9.1", True), ("0.9", "0.10.0", False), ("0.2", "0.1.0", True)],
)
def test_a_preview_lasts_one_release(release: str, version: str, still: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VERSION", version)
    (made,) = (r for r in in_preview("TST002", release=release) if r.item.id == "TST002")
    assert bool(registry._of_release(made).item.preview) is still


def test_a_release_is_named_as_one() -> None:
    made = rule(id="TST099", severity="low", preview="soon")(lambda: ())
    with pytest.raises(RuleError, match="preview 'soon' is no release like"):
        registry.described(made, "A title.\n\nWhy.\n\nPass: x\n\nFix: y", (), "rules/tests/x.py", "tests", "x")


# ---- what a release changes


def test_the_changelog_names_what_changed() -> None:
    tool = benchmark("upgrade")
    before = {"a/a": {"SEC001": "pass", "TST001": "pass"}, "b/b": {"SEC001": "pass", "TST001": "fail"}, "gone/gone": {"SEC001": "pass"}}
    after = {"a/a": {"SEC001": "fail", "TST001": "pass", "NEW001": "unknown"}, "b/b": {"SEC001": "fail", "TST001": "fail", "NEW001": "pass"}}
    found = tool.changes(before, after, frozenset({"NEW001"}))
    assert [str(change) for change in found] == [
        "- NEW001: no such item → pass (in preview), in b/b",
        "- NEW001: no such item → unknown (in preview), in a/a",
        "- SEC001: pass → fail, in a/a, b/b",
    ]
    assert tool.unnamed(found, "# Changelog\n\n## 0.2\n\n- NEW001 is new\n\n## 0.1\n\n- SEC001\n") == ["SEC001"]
    assert tool.unpacked(tool.packed(after["a/a"])) == after["a/a"]


def test_a_blocker_of_an_earlier_release_is_not_put_into_preview() -> None:
    recorded = json.loads((ROOT / "benchmarks" / "verdicts.json").read_text("utf-8"))["repositories"]
    known = {item for told in recorded.values() for items in told["verdicts"].values() for item in items.split()}
    assert known
    assert [r.item.id for r in built_in() if r.item.preview and r.item.severity == "blocker" and r.item.id in known] == []
    assert known - {r.item.id for r in built_in()} - set(names.table()) == set()
