"""`extends`: policy from one place. A file of the repository or of a pinned commit, held against its id, read without a network."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from readylint import cache, pinned
from readylint.cli import main
from readylint.config import Config, ConfigError, read_config
from readylint.engine import scan
from readylint.fetching import NotFetched, fetched
from readylint.options import Options
from readylint.pinned import Home
from readylint.registry import built_in, by_name
from readylint.snapshot import Snapshot

from .repositories import commit, git, repository

ITEMS = by_name(built_in())
APP = {"app.py": 'from flask import Flask\napp = Flask(__name__)\n@app.get("/")\ndef home():\n    return "hello"\n', "requirements.txt": "flask==3\n"}
POLICY = 'profile = "strict"\ngo_at = 0.95\nignore = ["DOC007"]\n[severity]\non-call = "high"\n'


def config(**files: str) -> Config:
    return read_config(Snapshot.of("".join(f"-- {path} --\n{text}\n" for path, text in files.items())), ITEMS)


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A repository of policies, pinned by its commit; the cache is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "acme"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    base = {"teams/pay.toml": 'extends = "../base.toml"\nmin_items = 7\n', "base.toml": POLICY}
    return f"{folder.as_uri()}@{commit(folder, base, day='2026-01-01')}"


def shop(tmp_path: Path, text: str) -> Path:
    return repository(tmp_path / "shop", {**APP, "readylint.toml": text})


def test_a_file_of_the_repository_is_built_on() -> None:
    made = config(**{"readylint.toml": 'extends = "policy/team.toml"\ngo_at = 0.9\nignore = ["DOC006"]\n', "policy/team.toml": POLICY})
    assert (made.policy.profile, made.policy.go_at) == ("strict", 0.9)
    assert made.ignore == ("DOC007", "DOC006")
    assert made.policy.severities == {ITEMS["on-call"].id: "high"}
    assert made.against == ("go_at is 0.9 here, where the policy says 0.95",)
    assert [one.where for one in made.extends] == ["policy/team.toml"]


def test_paths_count_from_the_folder_of_the_file_that_names_them() -> None:
    files = {"readylint.toml": 'extends = "policy/a.toml"\n', "policy/a.toml": 'extends = "b.toml"\nmin_items = 4\n', "policy/b.toml": POLICY}
    assert [one.where for one in config(**files).extends] == ["policy/a.toml", "policy/b.toml"]
    assert config(**files).policy.min_items == 4


@pytest.mark.parametrize("path", ["/etc/passwd", "../other/policy.toml", "policy/../../x.toml", "~/policy.toml", "C:\\policy.toml", "\\\\host\\x"])
def test_nothing_outside_the_repository_is_read(path: str) -> None:
    with pytest.raises(ConfigError, match=r"readylint\.toml:1: extends: .* stands outside the repository"):
        config(**{"readylint.toml": f"extends = '{path}'\n"})


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('profile = "advisory"\n')
    folder = shop(tmp_path, 'extends = "policy.toml"\n')
    (folder / "policy.toml").symlink_to(tmp_path / "secret.toml")
    git(folder, "add", "policy.toml")
    with pytest.raises(ConfigError, match=r"there is no policy\.toml in the repository"):
        scan(folder, Options())


@pytest.mark.parametrize("address", ["https://example.org/p.git", "https://example.org/p.git@main", "git@example.org:p.git@v1", "ext::sh -c x@"])
def test_an_address_is_pinned_by_a_whole_commit(address: str) -> None:
    with pytest.raises(ConfigError, match=r"is not pinned|there is no"):
        config(**{"readylint.toml": f"extends = '{address}'\n"})


@pytest.mark.parametrize("text", ['[[waive]]\nitem = "OBS007"\nby = "A"\nreason = "x"\nexpires = 2027-01-01', "[paths]\nexclude = ['**']", "approvers = ['A']",
                                  'baseline = "x.json"', '[[service]]\nroot = "."', '[[override]]\ndecision = "go"\nby = "A"\nreason = "x"\nexpires = 2027-01-01'])  # fmt: skip
def test_a_policy_excuses_nothing(text: str) -> None:
    with pytest.raises(ConfigError, match=r"policy\.toml:1: .*it stays in the configuration of the repository"):
        config(**{"readylint.toml": 'extends = "policy.toml"\n', "policy.toml": text})


@pytest.mark.parametrize(("text", "said"), [
    ("go_att = 1", r"policy\.toml:1: go_att: unknown key"),
    ('profile = "launch"\nignore = ["SEC001"]', r"policy\.toml:2: ignore: SEC001 is a blocker"),
    ('ignore = ["NO999"]', r"policy\.toml:1: ignore: no item is called 'NO999'"),
    ("no_go_below = 0.9", r"policy\.toml:1: no_go_below"),
    ('required-version = ">=99"', r"policy\.toml:1: required-version: readylint >=99 is wanted"),
    ("go_at = ", r"policy\.toml: it is no TOML"),
    ('extends = "readylint.toml"', "in a circle"),
])  # fmt: skip
def test_a_mistake_is_told_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        config(**{"readylint.toml": 'extends = "policy.toml"\n', "policy.toml": text})


def test_a_chain_ends() -> None:
    files = {f"{n}.toml": f'extends = "{n + 1}.toml"\n' for n in range(9)}
    with pytest.raises(ConfigError, match="more than 5 policies"):
        config(**{"readylint.toml": 'extends = "0.toml"\n', **files})


def test_a_scan_fetches_nothing_and_says_what_does(tmp_path: Path, acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shop(tmp_path, f'extends = "{acme}#teams/pay.toml"\n')
    assert main(["scan", str(folder)]) == 2
    assert "is not in the cache: `readylint config update` fetches it" in capsys.readouterr().err
    assert main(["config", "update", str(folder)]) == 0
    said = capsys.readouterr().err
    assert said.count("fetching") == 2  # the policy, and the one beside it that it extends
    report = scan(folder, Options()).report
    assert report.decision.profile == "strict"
    assert any(f"extends {acme}#base.toml (sha256 " in note for note in report.notes)
    assert main(["config", "update", str(folder)]) == 0
    assert "fetching" not in capsys.readouterr().err


def test_what_the_cache_holds_is_held_against_the_commit(tmp_path: Path, acme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shop(tmp_path, f'extends = "{acme}#base.toml"\n')
    assert main(["config", "update", str(folder)]) == 0
    (file,) = (tmp_path / "cache" / "readylint").glob("policy-*")
    proof = msgspec.msgpack.decode(cache.read(file) or b"", type=pinned.Proof)
    for changed in (
        {"blob": proof.blob.replace(b"0.95", b"0.05")},
        {"trees": (proof.trees[0].replace(b"base.toml", b"bose.toml"),)},
        {"commit": proof.commit + b"x"},
        {"trees": ()},
    ):
        cache.store(file, msgspec.msgpack.encode(msgspec.structs.replace(proof, **changed)))
        with pytest.raises(ConfigError, match="is not what that commit holds"):
            scan(folder, Options())
    assert main(["config", "update", str(folder)]) == 0
    assert scan(folder, Options()).report.decision.profile == "strict"
    with pytest.raises(ConfigError, match="is not in the cache"):  # one of another commit is another one
        config(**{"readylint.toml": f'extends = "{acme[:-1]}{"0" if acme[-1] != "0" else "1"}#base.toml"\n'})


def test_what_cannot_be_fetched_is_a_wrong_use(tmp_path: Path, acme: str, capsys: pytest.CaptureFixture[str]) -> None:
    address, _, oid = acme.rpartition("@")
    with pytest.raises(NotFetched, match="holds no such file"):
        fetched(Home("nowhere.toml", address, oid))
    for wrong in (Home("x.toml", address, "1" * 40), Home("x.toml", "ext::sh -c touch% x", oid), Home("x.toml", "http://127.0.0.1:9/x", oid)):
        with pytest.raises(NotFetched):
            fetched(wrong)
    assert main(["config", "update", str(shop(tmp_path, f'extends = "{address}@{"1" * 40}"\n'))]) == 2
    assert "git may use https, ssh, file" in capsys.readouterr().err


def test_every_setting_says_where_it_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = repository(tmp_path / "shop", {**APP, "readylint.toml": 'extends = "p.toml"\ngo_at = 0.9\nignore = ["DOC006"]\n', "p.toml": POLICY})
    assert main(["config", "show", str(folder), "--format", "json"]) == 0
    told = {row["key"]: (row["value"], row["source"]) for row in json.loads(capsys.readouterr().out)}
    assert told["profile"] == ("strict", "p.toml:1")
    assert told["go_at"] == (0.9, "readylint.toml:2")
    assert told["ignore"] == (["DOC007", "DOC006"], "readylint.toml:3, p.toml:3")
    assert told["severity.on-call"] == ("high", "p.toml:5")
    assert told["extends"] == ("p.toml", "readylint.toml:1")


def test_the_manifest_names_the_policies_and_their_digests(tmp_path: Path) -> None:
    folder = repository(tmp_path / "shop", {**APP, "readylint.toml": 'extends = "p.toml"\n', "p.toml": POLICY})
    assert main(["scan", str(folder), "--quiet", "--manifest", str(tmp_path / "m.json"), "--fail-on", "never"]) in (0, 3)
    (extended,) = json.loads((tmp_path / "m.json").read_text())["extends"]
    assert extended["where"] == "p.toml"
    assert len(extended["sha256"]) == 64
