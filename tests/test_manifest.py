"""The manifest of a decision: the same bytes wherever and whenever it is made of a revision, and caught when it is not what is there."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import readylint
from readylint.cli import main
from readylint.manifest import digest, text
from tests.repositories import commit, git, repository

PASSWORD = "zIFvf" + "pArTRZHLT8K"
CONFIG = """approvers = ["Ana <ana@example.org>"]
go_at = 0.9

[[waive]]
item = "tests-in-ci"
by = "Ana"
reason = "the build machine comes in July"
expires = 2026-12-31

[[service]]
root = "shop"
name = "shop"

[[service]]
root = "billing"
name = "billing"
"""
SERVER = 'const app = require("express")()\napp.get("{path}", (q, s) => s.json({{}}))\napp.listen(80)\n'
TREE: dict[str, str | None] = {
    "shop/package.json": '{"dependencies": {"express": "4.19.2"}}',
    "shop/server.js": SERVER.format(path="/healthz"),
    "billing/package.json": '{"dependencies": {"express": "4.19.2"}}',
    "billing/server.js": SERVER.format(path="/bills"),
    "db.py": f'URL = "postgres://shop:{PASSWORD}@db.shop.io/shop"\n',
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def acme(folder: Path) -> Path:
    """A repository with two services, a tag, a branch of its own, and a password that was taken out."""
    made = repository(folder / "acme", TREE, {"db.py": "URL = ''\n", "readylint.toml": CONFIG})
    git(made, "tag", "-m", "first", "v1", date="2026-01-03T15:00:00+00:00")
    git(made, "checkout", "-q", "-b", "side")
    commit(made, {"other.py": f'URL = "postgres://side:{PASSWORD}@db.shop.io/shop"\n'}, day="2026-01-04")
    git(made, "checkout", "-q", "main")
    return made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return acme(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository that no test changes, and its manifest."""
    made = acme(tmp_path_factory.mktemp("kept"))
    return made, written(made, "--no-cache")


def written(root: Path, *more: str) -> str:
    """The manifest of a repository, as it is written."""
    file = root.parent / "manifest.json"
    assert main(["scan", str(root), "-q", "--as-of", "2026-06-01", "--manifest", str(file), *more]) in (0, 1, 3)
    return file.read_bytes().decode()


def verified(said: str | dict[str, Any], folder: Path, *more: str) -> int:
    file = folder / "verify.json"
    file.write_bytes((said if isinstance(said, str) else text(said)).encode())
    return main(["manifest", "verify", str(file), *more])


def changed(said: str, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A manifest that somebody changed, with a digest that fits again."""
    document = json.loads(said)
    change(document)
    return {**document, "digest": digest(document)}


def verdict_of(document: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in document["items"] if i["id"] == id)
    return found


# ---- the same bytes


def test_wherever_it_is_made_of_a_revision(root: Path, tmp_path: Path, cache: Path) -> None:
    first = written(root)
    assert written(root) == first  # recalled
    assert written(root, "--no-cache") == first
    shutil.rmtree(cache)
    assert written(root, "--rev", "v1", "--no-cache") == first
    (root / "untracked").write_text("x")
    assert written(root) == first
    git(tmp_path, "clone", "-q", str(root), "elsewhere/under another name")
    assert written(tmp_path / "elsewhere" / "under another name") == first
    git(tmp_path, "clone", "-q", "--mirror", str(root), "bare.git")
    assert written(tmp_path / "bare.git") == first
    assert str(tmp_path) not in first and "/tmp" not in first


def test_whatever_the_history_was_read_for_before(root: Path) -> None:
    written(root, "--rev", "HEAD~1")
    commit(root, {"copy.py": f'URL = "postgres://shop:{PASSWORD}@db.shop.io/shop"\n'}, day="2026-01-05")
    assert written(root) == written(root, "--no-cache")


def test_its_form_is_one_that_anybody_can_make(kept: tuple[Path, str]) -> None:
    said = kept[1]
    document = json.loads(said)
    bare = {key: value for key, value in document.items() if key != "digest"}
    form = json.dumps(bare, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert document["digest"] == f"sha256:{hashlib.sha256(form.encode()).hexdigest()}"
    assert said.endswith("}\n") and not re.search(r": -?\d+\.\d", said)
    if shutil.which("jq"):
        done = subprocess.run(["jq", "-S", "del(.digest)"], input=said.encode(), capture_output=True, check=True)
        assert document["digest"] == f"sha256:{hashlib.sha256(done.stdout).hexdigest()}"


def test_odd_letters_keep_the_form_of_jq() -> None:
    assert text({"ü": "ä\x7f\n\udcff".encode("utf-8", "surrogateescape").decode("utf-8", "replace")}) == '{\n  "ü": "ä\\u007f\\n�"\n}\n'


# ---- what it says


def test_it_says_what_was_decided_and_why(kept: tuple[Path, str]) -> None:
    root, document = kept[0], json.loads(kept[1])
    assert document["tool"]["version"] == readylint.__version__ and document["day"] == "2026-06-01"
    assert document["repository"]["revision"] == git(root, "rev-parse", "HEAD") and not document["repository"]["dirty"]
    assert document["policy"]["profile"] == "launch" and document["policy"]["go_at"] == "0.9" and document["policy"]["weight"]["blocker"] == 8
    assert document["approvers"] == ["Ana <ana@example.org>"] and any("go_at is 0.9" in note for note in document["corrections"])
    leaked = verdict_of(document, "SEC002")
    assert leaked["verdict"] == "fail" and {f["path"] for f in leaked["findings"]} == {"db.py"}
    assert all(f["fingerprint"] and f["commit"] for f in leaked["findings"])
    (entry,) = document["entries"]
    assert (entry["entry"]["item"], entry["state"], entry["origin"]["commit"]) == ("TST002", "counts", git(root, "rev-parse", "HEAD"))
    assert "waived by Ana" in verdict_of(document, "TST002")["accepted"]
    assert document["decision"]["outcome"] == "no_go" and document["decision"]["pass_rate"].endswith("%")


def test_every_service_has_its_own_record(root: Path) -> None:
    document = json.loads(written(root))
    shop, billing = sorted(document["services"], key=lambda s: -len(s["name"]))[::-1]
    assert (shop["name"], shop["verdicts"]["REL001"]) == ("shop", "pass")
    assert (billing["name"], billing["verdicts"]["REL001"], billing["decision"]["service"]) == ("billing", "fail", "billing")
    alone = json.loads(written(root, "--service", "shop"))
    assert [s["name"] for s in alone["services"]] == ["shop"] and alone["asked"]["service"] == "shop"
    assert verdict_of(alone, "REL001")["verdict"] == "pass" and alone["decision"]["service"] == "shop"


# ---- verify


def test_it_holds_whatever_happened_since(root: Path, tmp_path: Path) -> None:
    said = [written(root), written(root, "--service", "shop"), written(root / "shop", "--no-history")]
    commit(root, {"readylint.toml": "", "late.py": f'URL = "postgres://late:x{PASSWORD}@db.shop.io/shop"\n'}, day="2026-02-01")
    git(root, "tag", "v2", date="2026-01-02T15:00:00+00:00")
    for manifest in said:
        assert verified(manifest, tmp_path) == 0
        assert verified(manifest, tmp_path, "--repo", str(root)) == 0


def test_a_branch_that_is_gone_is_said(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = written(root)
    git(root, "branch", "-q", "-D", "side")
    git(tmp_path, "clone", "-q", f"file://{root}", "later/acme")
    capsys.readouterr()
    assert verified(said, tmp_path, "--repo", str(tmp_path / "later" / "acme")) == 0
    assert "1 of the branches that it was made of are gone" in capsys.readouterr().err


def test_what_was_changed_does_not_hold(kept: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(kept[1].replace('"fail"', '"pass"', 1), tmp_path) == 1
    assert "its digest is not that of what it says" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: verdict_of(d, "SEC002").update(verdict="pass"), "SEC002: pass in the manifest, fail here"),
        (lambda d: verdict_of(d, "SEC002").update(findings=[]), "SEC002: fail, for other reasons than in the manifest"),
        (lambda d: d["items"].remove(verdict_of(d, "SEC002")), "SEC002: not judged in the manifest, fail here"),
        (lambda d: d["decision"].update(outcome="go"), "the decision: go in the manifest, no_go here"),
        (lambda d: d["decision"].update(pass_rate="99%"), "decision: not as in the manifest"),
        (lambda d: d["entries"].clear(), "entries: not as in the manifest"),
        (lambda d: d["policy"].update(go_at="0.5"), "policy: not as in the manifest"),
        (lambda d: d["repository"].update(commits=True), "repository: not as in the manifest"),
        (lambda d: d.update(signature="trust me"), "signature: not as in the manifest"),
        (lambda d: d["services"].clear(), "services: not as in the manifest"),
    ],
)
def test_a_fitting_digest_does_not_save_what_is_not_so(
    change: Callable[[dict[str, Any]], object],
    told: str,
    kept: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root, said = kept
    forged = changed(said, change)
    monkeypatch.setattr("readylint.verification._again", lambda document, folder: json.loads(said))  # what a scan says, without the scan
    assert verified(forged, tmp_path) == 0
    capsys.readouterr()
    assert verified(forged, tmp_path, "--repo", str(root)) == 1
    assert told in capsys.readouterr().out


def test_another_day_has_other_entries(kept: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged = changed(kept[1], lambda d: d.update(day="2027-01-01"))
    assert verified(forged, tmp_path, "--repo", str(kept[0])) == 1
    assert "TST002: fail, for other reasons than in the manifest" in capsys.readouterr().out


def test_a_dirty_tree_is_said_and_cannot_be_verified(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "shop" / "server.js").write_text("changed")
    assert json.loads(written(root, "--staged"))["repository"]["dirty"] is True
    said = written(root)
    assert json.loads(said)["repository"]["dirty"] is True
    assert verified(said, tmp_path) == 0 and "not as its revision has them" in capsys.readouterr().err
    assert verified(said, tmp_path, "--repo", str(root)) == 3 and "not as its revision has them" in capsys.readouterr().err


def test_what_is_not_checked_out_is_said(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--no-cone", "/shop/")
    assert json.loads(written(root))["repository"]["dirty"] is True


def test_what_is_not_here_is_inconclusive(kept: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, said = kept
    other = repository(tmp_path / "other", {"a": "1"})
    (tmp_path / "plain").mkdir()
    forgeries = {
        "is not here: `git fetch`": (said, other),
        "no git repository": (said, tmp_path / "plain"),
        "no revision holds": (changed(said, lambda d: d["repository"].update(revision=None)), root),
        "by readylint 9.9": (changed(said, lambda d: d["tool"].update(version="9.9")), root),
        "its rules, or the packs": (changed(said, lambda d: d["tool"].update(definitions="sha256:0")), root),
        "takes a later readylint": (changed(said, lambda d: d.update(schema="readylint-manifest/2")), root),
        "no option that it knows": (changed(said, lambda d: d["asked"].update(cache=True)), root),
        "select: 5 is no option": (changed(said, lambda d: d["asked"].update(select=5)), root),
        "no rule is called": (changed(said, lambda d: d["asked"].update(select=["nonsense"])), root),
    }
    for told, (manifest, repo) in forgeries.items():
        assert verified(manifest, tmp_path, "--repo", str(repo)) == 3, told
        assert told in capsys.readouterr().err


def test_a_shallow_clones_manifest_is_verified_in_a_whole_one_and_not_the_other_way(root: Path, tmp_path: Path) -> None:
    whole = written(root)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "ci/acme")
    shallow = written(tmp_path / "ci" / "acme")
    assert json.loads(shallow)["repository"]["history"]["why"] == "a shallow clone"
    assert verified(shallow, tmp_path, "--repo", str(root)) == 0
    assert verified(whole, tmp_path, "--repo", str(tmp_path / "ci" / "acme")) == 3


@pytest.mark.parametrize("said", ["", "{", "[]", "{}", '{"schema": 1}', '{"schema": "readylint/1"}', "\x00", "[" * 100_000])
def test_what_is_no_manifest_is_a_mistake(said: str, tmp_path: Path) -> None:
    assert verified(said, tmp_path) == 2


@pytest.mark.parametrize("said", ['"day": "2020-01-01",\n  "day"', '"x": NaN,\n  "day"', '"x": "\\ud800",\n  "day"'])
def test_what_readers_could_read_in_two_ways_is_refused(said: str, kept: tuple[Path, str], tmp_path: Path) -> None:
    assert verified(kept[1].replace('"day"', said, 1), tmp_path) == 2


@pytest.mark.parametrize(
    ("name", "code"), [("../../escaped", 1), ("/escaped", 1), ("..", 1), ("a\\b", 1), ("x" * 5000, 1), (7, 1), ("-x", 0), ("renamed", 0)]
)
def test_a_name_is_no_path_and_another_one_is_said(
    name: object, code: int, kept: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, said = kept
    forged = changed(said, lambda d: d["repository"].update(name=name))
    assert verified(forged, tmp_path, "--repo", str(root)) == code
    assert f"it calls the repository {name}, which is acme here" in capsys.readouterr().err
    assert not list(tmp_path.rglob("escaped*"))


def test_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest"]) == 2
    assert main(["manifest", "verify", str(tmp_path / "none")]) == 2
    assert main(["manifest", "verify", str(tmp_path / "none"), "--repo", str(tmp_path / "gone")]) == 2
    assert main(["scan", str(tmp_path), "--manifest", str(tmp_path / "no" / "folder")]) == 2
    assert "its folder does not exist" in capsys.readouterr().err
