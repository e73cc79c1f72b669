"""A trend: which revisions, each judged as if the repository ended there, shared work, the cache, and the reports."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from readylint.cli import main
from readylint.engine import scan
from readylint.facts.callers import Callers
from readylint.facts.code import Code
from readylint.facts.files import Earlier, Files, PathRules
from readylint.facts.sightings import Sightings
from readylint.facts.uses import Uses
from readylint.options import Options
from readylint.snapshot import Snapshot
from readylint.trend import walk
from readylint.trend.revisions import of_version

from .repositories import commit, git

APP = 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "hello"\n'
HEALTH = '@app.get("/healthz")\ndef healthz():\n    return "ok"\n'
TOKEN = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Four months: an app, a secret, the secret taken out again and a health endpoint, and a branch with a secret of its own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for n, (day, changes) in enumerate(
        (
            ("2026-01-05", {"app.py": APP, "requirements.txt": "flask==3.0\n"}),
            ("2026-02-20", {"settings.py": f'GITHUB_TOKEN = "{TOKEN}"\n', "README.md": "# Shop\n"}),
            ("2026-03-01", {"settings.py": 'import os\nGITHUB_TOKEN = os.environ["GITHUB_TOKEN"]\n'}),
            ("2026-03-20", {"app.py": APP + HEALTH}),
            ("2026-04-02", {"README.md": "# Shop\n\nSells things.\n"}),
        ),
        8,
    ):
        commit(folder, changes, day=day)
        git(folder, "tag", f"v1.{n}")
    git(folder, "checkout", "-q", "-b", "aside")
    commit(folder, {"aside.py": f'GITHUB_TOKEN = "{TOKEN[::-1]}"\n'}, day="2026-04-03")
    git(folder, "checkout", "-q", "main")
    return folder


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["trend", *arguments, "--format", "json"]) == 0
    steps: list[dict[str, object]] = json.loads(capsys.readouterr().out)["steps"]
    return steps


def cut(repository: Path, revision: str, folder: Path) -> Path:
    """The repository as if it had ended at a revision: its tags, and nothing that came later."""
    git(folder.parent, "clone", "-q", "--bare", "--no-tags", "--single-branch", str(repository), str(folder))
    git(folder, "update-ref", "refs/heads/main", revision)
    for tag in git(repository, "tag", "--merged", revision).split():
        git(folder, "fetch", "-q", "--no-tags", str(repository), f"refs/tags/{tag}:refs/tags/{tag}")
    return folder


def test_each_step_is_what_a_scan_would_say_if_the_repository_ended_there(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for by in ("--monthly", "--tags"):
        for step in told(capsys, str(shop), by, "--no-cache"):
            report = scan(cut(shop, str(step["revision"]), tmp_path / f"{by}{step['name']}"), Options()).report
            assert step["items"] == {a.item.id: a.verdict for a in report.assessments if a.counts}
            assert step["decision"] == report.decision.outcome


def test_months_end_with_their_last_commit_and_tell_what_changed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = told(capsys, str(shop), "--no-cache")
    assert [(s["name"], s["date"]) for s in steps] == [
        ("2026-01", "2026-01-05"), ("2026-02", "2026-02-20"), ("2026-03", "2026-03-20"), ("2026-04", "2026-04-02"),
    ]  # fmt: skip
    changed = [{c["id"]: (c["before"], c["after"]) for c in s["changes"]} for s in steps]  # type: ignore[attr-defined]
    assert changed[0] == {}
    assert changed[1]["SEC001"] == changed[1]["SEC002"] == ("pass", "fail")
    assert changed[2]["SEC001"] == ("fail", "pass")
    assert "SEC002" not in changed[2]  # the history still holds it
    assert changed[2]["REL001"] == ("fail", "pass")
    assert "SEC002" not in changed[3]  # the branch beside is no history of main's


def test_releases_stand_in_the_order_of_their_versions(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(shop, "tag", "nightly")
    git(shop, "tag", "web/v2", "v1.8")
    names = [s["name"] for s in told(capsys, str(shop), "--tags", "--match", "v*", "--no-cache", "-n", "3")]
    assert names == ["v1.10", "v1.11", "v1.12"]
    names = [s["name"] for s in told(capsys, str(shop), "--tags", "--no-cache", "--since", "2026-03-05")]
    assert names == ["v1.11", "v1.12"]


def test_versions_are_ordered_by_their_numbers() -> None:
    ordered = ["1.0-beta", "1.0rc1", "v1.0-rc.2", "1.0", "1.0.post1", "v1.9", "v1.10", "2024.1", "api/v1", "api/v2"]
    mixed = [*ordered[5:], *ordered[4::-1]]
    assert sorted(mixed, key=of_version) == ordered


def test_a_second_trend_judges_only_what_is_new(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(walk.parallel, "can_fork", lambda files: False)
    judged: list[str] = []
    real: Callable[..., object] = walk.scan_snapshot
    monkeypatch.setattr(walk, "scan_snapshot", lambda snapshot, *rest: judged.append(snapshot.revision) or real(snapshot, *rest))
    first = told(capsys, str(shop))
    assert len(judged) == 4
    assert told(capsys, str(shop)) == first
    assert len(judged) == 4
    told(capsys, str(shop), "--profile", "strict")
    assert len(judged) == 8
    new = commit(shop, {"README.md": "# Shop\n\nSells more.\n"}, day="2026-05-02")
    assert told(capsys, str(shop))[:4] == first
    assert judged[8:] == [new]


def test_both_processes_give_what_one_gives(shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(walk.parallel, "can_fork", lambda files: True)
    two = told(capsys, str(shop), "--tags", "--no-cache")
    monkeypatch.setattr(walk.parallel, "can_fork", lambda files: False)
    assert told(capsys, str(shop), "--tags", "--no-cache") == two


def test_a_revision_whose_configuration_is_wrong_costs_one_step(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(shop, {"readylint.toml": "go_att = 1\n"}, day="2026-05-01")
    commit(shop, {"readylint.toml": "go_at = 0.9\n"}, day="2026-06-01")
    steps = told(capsys, str(shop), "--no-cache", "-n", "3")
    assert [bool(s["why"]) for s in steps] == [False, True, False]
    assert "go_att: unknown key, did you mean 'go_at'?" in str(steps[1]["why"])
    assert steps[1]["items"] == {} and steps[2]["changes"] == []


def test_a_shallow_clone_says_so_item_by_item(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", shop.as_uri(), "shallow")
    steps = told(capsys, str(tmp_path / "shallow"), "--no-cache")
    assert [s["name"] for s in steps] == ["2026-03", "2026-04"]
    assert steps[0]["items"]["SEC002"] == "unknown"  # type: ignore[index]


def test_text_has_a_block_for_each_step_and_what_changed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trend", str(shop), "--no-cache", "--color", "never"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Readiness  shop, 2026-01 to 2026-04, 4 months"
    assert sum(c in "▁▂▃▄▅▆▇█" for c in lines[1]) == 4
    assert any(line.startswith("    - SEC002  ") and line.endswith("pass -> fail") for line in lines)
    assert any(line.startswith("    + REL001  ") and line.endswith("fail -> pass") for line in lines)


def test_names_of_tags_are_text_everywhere(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(shop, "tag", "=1+<script>alert(1)</script>")
    git(shop, "tag", "-d", "v1.12")
    assert main(["trend", str(shop), "--tags", "--no-cache", "--format", "csv"]) == 0
    assert any(line.startswith("'=1+<script>") for line in capsys.readouterr().out.splitlines())
    page = tmp_path / "trend.html"
    assert main(["trend", str(shop), "--tags", "--no-cache", "--format", "html", "-o", str(page)]) == 0
    seen: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append(tag)  # type: ignore[method-assign]
    parser.feed(page.read_text("utf-8"))
    assert "script" not in seen and seen.count("svg") == 1 and seen.count("table") == 1
    assert seen.count("tr") == 1 + 5  # a row for each release
    assert "the items, from the bottom: pass, open, fail, do not apply." in page.read_text("utf-8")
    assert "http" not in page.read_text("utf-8").replace("http-equiv", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--tags", "--match", "x*"], "there is no tag of a version that matches 'x*'"),
        (["--since", "2027-01-01"], "there is no month with a commit since 2027-01-01"),
        (["-n", "251"], "'251' is no number from 1 to 250"),
    ],
)
def test_what_has_no_revisions_is_a_wrong_use(shop: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(["trend", str(shop), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_without_commits_has_no_trend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain").mkdir()
    subprocess.run(["git", "init", "-q", str(tmp_path / "empty")], check=True)
    assert main(["trend", str(tmp_path / "plain")]) == 2
    assert main(["trend", str(tmp_path / "empty")]) == 2
    assert "has no commits to follow" in capsys.readouterr().err


def with_ids(snapshot: Snapshot) -> Snapshot:
    """A tree in memory, its files known by their contents as git knows them."""
    return replace(snapshot, entries=tuple(replace(e, oid=hashlib.sha1(snapshot.read(e)).hexdigest()) for e in snapshot.entries))


def test_what_an_earlier_tree_was_asked_gives_the_same_answers_in_the_next() -> None:
    before = Snapshot.of("-- a.py --\nalpha beta\n-- b.py --\nbeta\n-- docs/c.md --\n# C\n-- tests/test_d.py --\nalpha\n")
    after = Snapshot.of("-- a.py --\nalpha\n-- b.py --\nbeta\n-- docs/e.md --\n# E\n-- f.py --\nalpha-beta\n-- tests/test_d.py --\nalpha\n")
    older, newer = with_ids(before), with_ids(after)
    first = Files(older, PathRules())
    words, globs = ("alpha", "beta", "alpha-beta", "-"), ("*.py", "docs/*", "**/test_*")
    for word, glob in zip(words, globs):
        first.with_words(word), first.match(glob)
    assert [f.path for f in first.with_words("beta")] == [f.path for f in first.with_words("be*")] == ["a.py", "b.py"]
    then, alone = Files(newer, PathRules(), Earlier(first)), Files(newer, PathRules())
    assert then.get("b.py") is first.get("b.py") and then.get("a.py") is not first.get("a.py")
    for word in (*words, "gamma", "be*", "al*"):
        assert [f.path for f in then.with_words(word)] == [f.path for f in alone.with_words(word)]
        among = [f.path for f in then.with_words(word, among=then.tests)]
        assert among == [f.path for f in alone.with_words(word, among=alone.tests)]
    for glob in (*globs, "*.md"):
        assert [f.path for f in then.match(glob)] == [f.path for f in alone.match(glob)]
    assert list(then.with_texts(("alpha-",), then.code)) == [then.get("f.py")]


def test_another_sorting_of_paths_sorts_them_anew() -> None:
    snapshot = Snapshot.of("-- a.py --\nalpha\n-- lib/b.py --\nbeta\n")
    first = Files(snapshot, PathRules())
    then = Files(snapshot, PathRules(extra=[("vendored", "lib/**")]), Earlier(first))
    assert [f.kind for f in first] == ["app", "app"] and [f.kind for f in then] == ["app", "vendored"]


def test_what_rows_name_in_one_tree_is_told_of_the_next() -> None:
    rows = (
        {"name": "a", "languages": ["python"], "code": r"alpha\("},
        {"name": "w", "languages": ["python", "yaml"], "words": ["alpha"], "code": r"alpha"},
        {"name": "p", "paths": ["*.md"], "kinds": ("docs",), "text": "alpha"},
        {"name": "e", "languages": ["javascript"], "everywhere": True, "code": "alpha"},
    )
    page = "-- web/page.js --\ndocument.querySelector(\"a\").onclick = alpha\n"
    inside = {"name": "t", "languages": ["python"], "words": ["alpha"], "code": r"\("}
    tests = "-- tests/test_a.py --\nalpha(1)\n-- tests/test_b.py --\nbeta(1)\n"
    documents = "".join(f"-- docs/{n}.md --\nalpha\n" for n in range(9))
    before = Snapshot.of(f"-- a.py --\nalpha(1)\n-- config.yml --\nalpha: 1\n-- docs/c.md --\nalpha\n{page}{tests}")
    after = Snapshot.of(
        f"-- a.py --\nalpha(1)\n-- b.py --\nalpha(2)\n-- c.py --\nbeta()\n-- config.yml --\nalpha: 2\n{documents}{page}{tests}"
        "-- tests/test_c.py --\nalpha(3)\n"
    )

    def seen(files: Files) -> list[tuple[str, str]]:
        sightings = Sightings(files, Code(files), Uses(files, Code(files)), Callers(files, Code(files)))
        found = [*sightings.find(dict(row) for row in rows), *sightings.find([dict(inside)], among=(*files.tests, *files.code))]
        return [(s.name, str(s.at)) for s in found]

    first = Files(with_ids(before), PathRules(), Earlier(goes_on=True))
    assert len(seen(first)) == 7
    same = Files(with_ids(before), PathRules(), Earlier(first, goes_on=True))  # nothing new: no index is asked
    assert seen(same) == seen(Files(with_ids(before), PathRules()))
    then = Files(with_ids(after), PathRules(), Earlier(same, goes_on=True))
    assert seen(then) == seen(Files(with_ids(after), PathRules()))
