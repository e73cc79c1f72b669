"""The clusters that docs/fleet.md describes, as Dask itself understands them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("distributed")
PAGE = (Path(__file__).parent.parent / "docs/fleet.md").read_text("utf-8")


def blocks(language: str, word: str) -> list[str]:
    """The code of the page in a language, of which a word is part."""
    return [code for code in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if word in code]


def understood(words: list[str]) -> dict[str, Any]:
    """What `dask scheduler` or `dask worker` takes the words behind it for. An option that there is not is an error."""
    from distributed.cli import dask_scheduler, dask_worker

    kind, *options = words[words.index("dask") + 1 :]
    command = {"scheduler": dask_scheduler, "worker": dask_worker}[kind].main
    taken: dict[str, Any] = command.make_context(kind, options, resilient_parsing=False).params
    return taken


def test_the_commands_of_the_page() -> None:
    lines = [line for block in blocks("sh", "dask ") for line in block.splitlines() if line.startswith("dask ")]
    taken = [understood(shlex.split(line.replace(".pem", "").replace("ca", "/").split("--tls")[0])) for line in lines]
    assert len(taken) == 4
    assert [one["memory_limit"] for one in taken if "memory_limit" in one] == ["0", "0"]
    by_hand = taken[2:]
    assert [one["host"] for one in by_hand] == ["127.0.0.1", "127.0.0.1"]
    assert all(one["dashboard_address"].startswith("127.0.0.1:") for one in by_hand)


def test_kubernetes() -> None:
    (code,) = blocks("yaml", "DaskCluster")
    spec = yaml.safe_load(code)["spec"]
    worker, scheduler = (spec[part]["spec"]["containers"][0] for part in ("worker", "scheduler"))
    assert understood(worker["args"])["nthreads"] == 1
    assert understood(scheduler["args"])["host"] == "0.0.0.0"
    assert worker["image"] == scheduler["image"]
    service = spec["scheduler"]["service"]
    assert {port["targetPort"] for port in service["ports"]} == {port["name"] for port in scheduler["ports"]}
    kubernetes = pytest.importorskip("dask_kubernetes.operator")
    rendered = kubernetes.make_cluster_spec(name="readylint", image=worker["image"], n_workers=20)
    assert rendered["spec"]["scheduler"]["service"] == service
    assert rendered["spec"].keys() >= spec.keys()


def test_slurm() -> None:
    pytest.importorskip("dask_jobqueue")
    (code,) = blocks("python", "SLURMCluster")
    here = code.replace("8786", "0").replace("cluster.adapt(maximum_jobs=20)\n", "")  # which would call Slurm
    made: dict[str, Any] = {}
    exec(here, made)
    with made["cluster"] as cluster:
        script = cluster.job_script()
    assert "#SBATCH --cpus-per-task=4" in script
    assert "#SBATCH --mem=10G" in script
    (command,) = (line for line in script.splitlines() if "dask_worker" in line)
    taken = understood(["dask", "worker", *shlex.split(command.partition("dask_worker")[2])])
    assert (taken["nthreads"], taken["memory_limit"]) == (4, "0")


def test_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed.deploy.ssh as deployed

    asked: dict[str, Any] = {}
    monkeypatch.setattr(deployed, "SpecCluster", lambda workers, scheduler, **options: asked.update(workers=workers, scheduler=scheduler))
    (code,) = blocks("python", "SSHCluster")
    exec(code, {})
    assert [one["options"]["address"] for one in asked["workers"].values()] == ["one.example.org", "two.example.org"]
    assert {one["options"]["kwargs"]["nthreads"] for one in asked["workers"].values()} == {4}
    assert asked["scheduler"]["options"]["address"] == "scheduler.example.org"
    assert asked["scheduler"]["options"]["kwargs"]["port"] == 8786
