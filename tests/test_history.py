"""Commits and tags of real and in-memory histories, and what is said of those that cannot be read whole."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from readylint.fact import Facts
from readylint.facts.commits import Commits, Tags
from readylint.facts.files import PathRules
from readylint.history import NO_COMMITS, NO_GIT, SHALLOW, SWITCHED_OFF, HistoryOption
from readylint.snapshot import Snapshot
from tests.repositories import git, repository


def facts(snapshot: Snapshot, *, read: bool = True) -> Facts:
    return Facts(snapshot, PathRules(), HistoryOption(read))


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 12, tzinfo=timezone.utc)


def test_newest_first_with_files(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a b.txt": "1", "é.txt": "1"}, {"a b.txt": None, "c/d.txt": "2"})
    commits = facts(Snapshot.open(root)).get(Commits)
    assert [(c.subject, c.author_date, c.files) for c in commits] == [
        ("Commit 2", day(2), ("a b.txt", "c/d.txt")), ("Commit 1", day(1), ("a b.txt", "é.txt")),
    ]
    assert (commits.complete, commits.why, commits.head_date) == (True, "", day(2))
    assert commits.all[0].author == "Ada"


def test_revision_decides_where_history_begins(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"}, {"a": "2"}, {"a": "3"})
    commits = facts(Snapshot.open(root, revision="HEAD~1")).get(Commits)
    assert [c.subject for c in commits] == ["Commit 2", "Commit 1"]
    assert commits.head_date == day(2)


def test_merge_changes_no_file(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    git(root, "checkout", "-q", "-b", "side")
    repository(root, {"b": "1"})
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge side", "side", date="2026-01-09T12:00:00+00:00")
    newest = facts(Snapshot.open(root)).get(Commits).all[0]
    assert (newest.subject, newest.files) == ("Merge side", ())


def test_tags_take_their_own_date_or_their_commits(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"}, {"a": "2"})
    git(root, "tag", "light", "HEAD~1")
    git(root, "tag", "-a", "-m", "one", "v1", "HEAD~1", date="2026-01-05T12:00:00+00:00")
    first = git(root, "rev-parse", "HEAD~1")
    tags = facts(Snapshot.open(root)).get(Tags)
    assert [(t.name, t.date, t.commit) for t in tags] == [("v1", day(5), first), ("light", day(1), first)]


def test_shallow_clone_is_incomplete_but_read(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"a": "1"}, {"a": "2"})
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "s")
    commits = facts(Snapshot.open(tmp_path / "s")).get(Commits)
    assert (len(commits.all), commits.complete, commits.why) == (1, False, SHALLOW)


def test_switched_off_still_knows_now(tmp_path: Path) -> None:
    snapshot = Snapshot.open(repository(tmp_path, {"a": "1"}, {"a": "2"}))
    commits = facts(snapshot, read=False).get(Commits)
    assert (commits.all, commits.complete, commits.why, commits.head_date) == ((), False, SWITCHED_OFF, day(2))
    assert facts(snapshot, read=False).get(Tags).why == SWITCHED_OFF


def test_without_git_and_without_commits(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    git(tmp_path, "init", "-q", "empty")
    for name, why in (("plain", NO_GIT), ("empty", NO_COMMITS)):
        commits = facts(Snapshot.open(tmp_path / name)).get(Commits)
        assert (commits.all, commits.why, commits.head_date) == ((), why, None)


def test_of_a_script() -> None:
    snapshot = Snapshot.of("-- a --\n1\n== 2024-03-01 Change a ==\n-- a --\n2\n-- b --\n1\n== 2024-04-01 Drop b ==\n-- b -- deleted\n")
    commits = facts(snapshot).get(Commits)
    assert [(c.subject, c.files) for c in commits] == [("Drop b", ("b",)), ("Change a", ("a", "b")), ("Start", ("a",))]
    assert commits.complete
    assert commits.head_date == datetime(2024, 4, 1, tzinfo=timezone.utc)


def test_hostile_subjects_and_dates(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    (root / "a").write_text("2")
    git(root, "commit", "-qam", "x\x1fcommit deadbeef", date="2026-01-03T12:00:00+00:00")
    assert len(facts(Snapshot.open(root)).get(Commits).all) == 2
    git(root, "commit", "-q", "--allow-empty", "-m", "\x01commit " + "1" * 40)  # once the mark of a record
    assert len(facts(Snapshot.open(root)).get(Commits).all) == 3
