"""Providers whose jobs are lists of shell lines: Travis, Bitbucket, AppVeyor, Cirrus, Semaphore, CodeBuild."""

from __future__ import annotations

from collections.abc import Iterator

from readylint.facts.ci.model import Command, Job, On, Pipeline, Step, Trigger
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.files import File
from readylint.facts.structured import Node
from readylint.model import Location

# What Travis runs for a language without a `script:`.
TRAVIS_DEFAULTS = {
    "node_js": "npm test",
    "ruby": "rake",
    "go": "go test ./...",
    "php": "phpunit",
    "java": "mvn test",
    "rust": "cargo test",
    "elixir": "mix test",
    "scala": "sbt test",
    "dart": "dart test",
    "clojure": "lein test",
    "perl": "prove",
    "erlang": "rebar3 eunit",
    "haskell": "cabal test",
}


def _lines(resolver: Resolver, file: File, node: Node, *keys: str) -> tuple[Command, ...]:
    return tuple(c for key in keys for c in resolver.run(file, node[key]))


def _pushed(at: Location, event: str = "push") -> tuple[Trigger, ...]:
    return (Trigger("change", at, event),)


def travis(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Travis CI."""
    document = resolver.targets.structured.document(file)
    jobs = [_travis_job(resolver, file, document, "test", file.at)]
    for part in (*document["jobs"]["include"], *document["matrix"]["include"]):
        if part["script"] or part["deploy"] or part["before_script"]:
            jobs.append(_travis_job(resolver, file, part, str(part["name"] or part["stage"]) or "job", part.at))
    only_cron = all(str(p) == "cron" for p in document["if"]) if document["if"] else False
    yield Pipeline("Travis CI", file.name, file.at, (Trigger("schedule" if only_cron else "change", file.at, "push"),), tuple(jobs))


def _travis_job(resolver: Resolver, file: File, node: Node, name: str, at: Location) -> Job:
    commands = _lines(resolver, file, node, "install", "before_script", "script", "after_success", "after_script")
    if not node["script"] and node["language"] and str(node["script"]) != "skip":
        default = TRAVIS_DEFAULTS.get(str(next(iter(node["language"]), "")), "")
        commands += tuple(resolver.text(Script(default, node.key("language") or at, one_line=True)))
    deploys = tuple(
        Step("deploy", d.at, resolver.run(file, d["script"]), f"travis/deploy/{d['provider']}") for d in node["deploy"] if d["provider"]
    )
    return Job(name, node.key("script") or at, (Step(name, node.key("script") or at, commands), *deploys))


def bitbucket(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Bitbucket Pipelines: one pipeline for each start condition."""
    document = resolver.targets.structured.document(file)
    sorts: dict[str, On] = {"default": "change", "branches": "change", "pull-requests": "change", "tags": "release", "custom": "manual"}
    for key, at, node in document["pipelines"].items or ():
        steps = [value for name, value in node.walk() if name == "step"]
        jobs = tuple(_bitbucket_job(resolver, file, step) for step in steps)
        if jobs:
            yield Pipeline("Bitbucket Pipelines", key, at, (Trigger(sorts.get(key, "outside"), at, key),), jobs)


def _bitbucket_job(resolver: Resolver, file: File, node: Node) -> Job:
    scripts = [p for p in (*node["script"], *node["after-script"]) if p.text is not None]
    pipes = tuple(Step(str(p["pipe"]), p.at, (), str(p["pipe"]).partition(":")[0]) for p in node["script"] if p["pipe"])
    step = Step(str(node["name"]), node.at, tuple(c for p in scripts for c in resolver.run(file, p)))
    soft = node.key("on-fail") if str(node["on-fail"]["strategy"]) == "ignore" else None
    return Job(str(node["name"]), node.at, (step, *pipes), str(node["trigger"]) != "manual", soft, environment=str(node["deployment"]))


def appveyor(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """AppVeyor: without `test_script` and `test: off` it finds and runs the tests of .NET by itself."""
    document = resolver.targets.structured.document(file)
    commands: list[Command] = []
    for key in ("install", "before_build", "build_script", "after_build", "before_test", "test_script", "after_test", "on_success"):
        for part in document[key]:
            for _, _, value in part.items or (("", part.at, part),):
                commands.extend(resolver.run(file, value))
    deploys = tuple(Step("deploy", d.at, (), f"appveyor/deploy/{d['provider']}") for d in document["deploy"] if d["provider"])
    scripts = tuple(Step(k, document.key(k) or file.at, _lines(resolver, file, document, k)) for k in ("deploy_script",) if document[k])
    yield Pipeline(
        "AppVeyor",
        file.name,
        file.at,
        _pushed(file.at),
        (Job("build", file.at, (Step("build", file.at, tuple(commands)), *deploys, *scripts)),),
    )


def cirrus(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Cirrus CI: a task's commands are its keys that end in `script`."""
    document = resolver.targets.structured.document(file)
    jobs = []
    for name, at, node in document.items or ():
        if name == "task" or name.endswith("_task"):
            commands = tuple(c for key, _, value in node.items or () if key.endswith("script") for c in resolver.run(file, value))
            soft = node.key("allow_failures") if node["allow_failures"].is_true else None
            jobs.append(Job(str(node["name"]) or name, at, (Step(name, at, commands),), str(node["trigger_type"]) != "manual", soft))
    if jobs:
        yield Pipeline("Cirrus CI", file.name, file.at, _pushed(file.at), tuple(jobs))


def semaphore(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Semaphore: the blocks of semaphore.yml run on a push, other pipelines by promotion."""
    document = resolver.targets.structured.document(file)
    jobs = []
    for block in document["blocks"]:
        task = block["task"]
        before = _lines(resolver, file, task["prologue"], "commands")
        for node in task["jobs"]:
            commands = before + _lines(resolver, file, node, "commands") + _lines(resolver, file, task["epilogue"]["always"], "commands")
            jobs.append(Job(str(node["name"] or block["name"]), node.at, (Step(str(node["name"]), node.at, commands),)))
    main = file.name in ("semaphore.yml", "semaphore.yaml")
    if jobs:
        yield Pipeline(
            "Semaphore",
            str(document["name"]),
            file.at,
            (Trigger("change" if main else "after", file.at, "push" if main else "promotion"),),
            tuple(jobs),
        )


def codebuild(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """AWS CodeBuild: what starts it is set in the project, outside the file."""
    document = resolver.targets.structured.document(file)
    steps = []
    for name, at, phase in document["phases"].items or ():
        soft = phase.key("on-failure") if str(phase["on-failure"]).upper() == "CONTINUE" else None
        steps.append(Step(name, at, _lines(resolver, file, phase, "commands", "finally"), soft_fail=soft))
    if steps:
        yield Pipeline(
            "AWS CodeBuild", file.name, file.at, (Trigger("outside", file.at, "project"),), (Job("build", file.at, tuple(steps)),)
        )


def amplify(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """AWS Amplify: it builds every push of the branches that are connected (ruling 7)."""
    document = resolver.targets.structured.document(file)
    steps = [
        Step(name, at, _lines(resolver, file, phase, "commands"))
        for part in (document, *document["applications"])
        for side in ("backend", "frontend", "test")
        for name, at, phase in part[side]["phases"].items or ()
    ]
    if steps:
        yield Pipeline("AWS Amplify", file.name, file.at, tuple(_pushed(file.at)), (Job("build", file.at, tuple(steps)),))


def netlify(resolver: Resolver, file: File) -> Iterator[Pipeline]:
    """Netlify: it builds every push of the branches it publishes, and every proposed change as a preview (ruling 7)."""
    document = resolver.targets.structured.document(file)
    settings = (document["build"], *(context for _, _, context in document["context"].items or ()))
    base = str(document["build"]["base"]).strip("./")
    commands = tuple(c for part in settings for c in resolver.run(file, part["command"], base))
    if commands:
        job = Job("build", document.key("build") or file.at, (Step("build", document.key("build") or file.at, commands),))
        yield Pipeline("Netlify", file.name, file.at, (*_pushed(file.at), *_pushed(file.at, "pull_request")), (job,))
