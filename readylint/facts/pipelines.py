"""Pipelines: the continuous integration of every common provider in one model, and the hooks of a checkout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from msgspec import Struct

from readylint.facts.ci import azure, circleci, concourse, containers, github, gitlab, jenkins, scripted
from readylint.facts.ci.model import Command, Job, Pipeline, Run, Step, Trigger
from readylint.facts.ci.purposes import purpose
from readylint.facts.ci.resolve import Resolver
from readylint.facts.ci.shell import Script
from readylint.facts.ci.targets import Targets
from readylint.facts.documents import Documents
from readylint.facts.files import File, Files
from readylint.facts.structured import Structured
from readylint.knowledge import regex
from readylint.model import Finding, Location, unclear

__all__ = ["Command", "Job", "Pipeline", "Pipelines", "Run", "Step", "Trigger"]

_ANY = ("app", "config", "other", "docs", "test", "sample", "fixture")
_HOOKS = (".husky/*", "lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".githooks/*", ".git-hooks/*", ".overcommit.yml")
# Where a project keeps what its people type to test it.
_ENTRIES = (
    "npm test",
    "make test",
    "make tests",
    "make check",
    "composer test",
    "just test",
    "task test",
    "mise run test",
    "rake",
    "rake spec",
    "rake test",
    "tox",
    "nox",
    "mix test",
)
_MANIFESTS = (
    "package.json",
    "Makefile",
    "GNUmakefile",
    "composer.json",
    "justfile",
    "Taskfile.yml",
    "mise.toml",
    ".mise.toml",
    "Rakefile",
    "tox.ini",
    "noxfile.py",
    "pyproject.toml",
    "setup.cfg",
    "mix.exs",
)
# Services whose pipelines may be defined away from the repository they build; a badge of one that reads a file here proves nothing.
_HOSTS = regex(
    r"https?://(?:(?:[\w-]+\.)*(?:concourse|jenkins|teamcity|bamboo|drone|buildkite|codefresh|harness)[\w.-]*|dev\.azure\.com|[\w-]+\.visualstudio\.com"
    r"|gitlab[\w.-]*/[^\s)>\"']*/pipelines|[\w.-]*console\.aws[\w.-]*/code(?:suite|pipeline))[^\s)>\"']*",
    re.I,
)

# Files of services whose notation is not read: there is a pipeline, and what it does is not known.
_UNREAD = (
    ".teamcity/**", "bamboo-specs/**", ".gocd.y*ml", "*.gocd.yaml", "codefresh.y*ml", ".codefresh/*.y*ml", "screwdriver.yaml", ".zuul.yaml",
    "zuul.yaml", ".zuul.d/*", "zuul.d/*", "bitrise.yml", ".build.yml", ".builds/*.yml", "wercker.yml", ".harness/**", "codemagic.yaml",
    ".prow.yaml", ".pipeline/config.y*ml",
)  # fmt: skip

# What its service reads at the top of a repository alone: one below stands in what was copied here whole.
_AT_ROOT = frozenset((".travis.yml", "appveyor.yml", ".appveyor.yml", "bitbucket-pipelines.yml", ".cirrus.yml", ".cirrus.yaml"))

# what starts a workflow of another repository, and what says that it has to do with a release
_DISPATCHES = regex(r"(?:^|/)(?:repository-dispatch|workflow-dispatch|trigger-workflow(?:-and-wait)?|return-dispatch)(?:@|$)")
_TOLD = regex(
    r"api\.github\.com/repos/([^\s/\"']{1,60}/[^\s/\"']{1,80})/(?:actions/workflows/[^\s/]{1,80}/)?dispatches\b"
    r"|\bgh\s+api\b[^\n]{0,200}?/?repos/([^\s/\"']{1,60}/[^\s/\"']{1,80})/(?:actions/workflows/[^\s/]{1,80}/)?dispatches\b"
    r"|\bgh\s+workflow\s+run\b[^\n]{0,200}?\s(?:-R|--repo)[ =]([^\s]{1,140})"
)
_OWN = regex(r"github\.repository\s*\}|GITHUB_REPOSITORY\b")
_RELEASES = regex(r"(?i)deploy|manifest|\bimage|docker|releas|gitops|infra|helm|promot|rollout")
_SCRIPT = regex(r"\./(?:[\w.-]+/){0,4}[\w.-]+\.sh")  # a document's word in a line of text that can only be typed
_SERVERS = r"(?:Concourse|Jenkins|TeamCity|GoCD|Bamboo|CodePipeline|Azure DevOps|Azure Pipelines|Buildkite)\b"
_SAYS = regex(
    r"\b(?:[Tt]ests?|[Bb]uil[dt]|[Pp]ipelines?|[Dd]eploy(?:ed|s|ments?)?|CI)\b[^.\n]{0,50}?\n?[^.\n]{0,30}?"
    rf"\b(?:in|on|by|with|via|using|through)\s+(?:our\s+|the\s+|a\s+|AWS\s+)?(?P<by>{_SERVERS})"
    rf"|(?P<does>{_SERVERS})\s+(?:pipelines?|runs|tests|builds|deploys|will)\b"
)


class Pipelines(Struct, frozen=True, dict=True):
    """All pipelines. `runs()` walks their commands; `hooks` are what a commit or push runs on a developer's machine."""

    all: tuple[Pipeline, ...]
    hooks: tuple[Command, ...]
    _resolver: Resolver
    _documents: Documents

    @classmethod
    def of(cls, files: Files, structured: Structured, documents: Documents) -> Pipelines:
        resolver = Resolver(Targets(files, structured))
        found: list[Pipeline] = []
        for globs, reads in _readers(resolver):
            for file in files.match(*globs, kinds=_ANY):
                if (file.kind != "fixture" or file.path.startswith(".")) and (file.name not in _AT_ROOT or not file.folder):
                    found.extend(_read(files, file, reads))
        return cls(tuple(found), tuple(_hooks(resolver)), resolver, documents)

    def __iter__(self) -> Iterator[Pipeline]:
        return iter(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    @cached_property
    def own(self) -> tuple[Pipeline, ...]:
        """Without the workflows that are offered to other repositories: only a call starts them, and nothing here calls them."""
        by_name = tuple(name.partition("@")[0] for p in self.all for name, _ in p.remote)
        by_path = {step.at.path for p in self.all for job in p.jobs for step in job.steps if step.at.path != p.path}
        return tuple(p for p in self.all if not p.is_offered or p.path in by_path or any(n.endswith(f"/{p.path}") for n in by_name))

    def runs(self, what: str, *, on_change: bool = False, offered: bool = False) -> Iterator[Run]:
        """Every command or action of this purpose; `on_change`, those that a push or a proposed change starts; `offered`, those too that
        run in other repositories only."""
        for pipeline in self.all if offered else self.own:
            for job in pipeline.jobs:
                if what == "deploy" and job.has_cluster:
                    continue  # what it is tried out on is gone with the job
                for step in job.steps if not on_change or (pipeline.on_change and job.on_change) else ():
                    for command in step.doing(what):
                        yield Run(pipeline, job, step, command)

    def remote(self, what: str, *, on_change: bool = False) -> Iterator[tuple[str, Location]]:
        """The parts outside the repository whose name says this purpose, with the line that calls them."""
        for pipeline in self.all:
            if on_change and not pipeline.on_change:
                continue
            for job in pipeline.jobs:
                if job.remotely(what) and (job.on_change or not on_change):
                    yield job.remote, job.at
                shared = (s for s in job.steps if "/.github/actions/" in s.uses and (job.on_change or not on_change))
                yield from ((s.uses, s.at) for s in shared if purpose(what).called(s.uses))
            for name, at in pipeline.remote:
                if purpose(what).called(name) and not any(job.remote == name for job in pipeline.jobs):
                    yield name, at

    def handed_on(self) -> Iterator[tuple[str, Location]]:
        """Other repositories that a job tells to go on with what was built: how they deploy it is theirs to say."""
        steps = ((step, f"{step.name} {job.name} {pipeline.name}") for pipeline in self.all for job in pipeline.jobs for step in job.steps)
        for step, named in steps:
            for to, at, text in _dispatched(step):
                if not _OWN.search(to) and _RELEASES.search(f"{to} {text} {named}"):
                    yield to.strip("\"'"), at

    @cached_property
    def entries(self) -> tuple[Command, ...]:
        """The project's own test commands (`npm test`, `make test`, `tox`...), with what they call."""
        text = "\n".join(_ENTRIES)
        files = self._resolver.targets.files
        folders = sorted({f.folder for f in files.match(*_MANIFESTS, kinds=("app", "config", "other"))}, key=lambda f: (f.count("/"), f))
        scripts = (Script(text, Location("."), folder, one_line=True) for folder in folders[:60])
        found = (c for script in scripts for c in self._resolver.text(script) if c.via)
        return tuple({(c.at, c.bare): c for c in found}.values())

    def entries_of(self, what: str) -> tuple[Command, ...]:
        """What the project's targets and scripts of this name call (`make deploy`, `npm run deploy`, `bin/rollback`)."""
        calls = (f"npm run {what}", f"make {what}", f"just {what}", f"task {what}", f"mise run {what}", f"rake {what}", f"composer {what}")
        files = self._resolver.targets.files
        folders = sorted({f.folder for f in files.match(*_MANIFESTS, kinds=("app", "config", "other"))}, key=lambda f: (f.count("/"), f))
        scripts = (Script("\n".join(calls), Location("."), folder, one_line=True) for folder in folders[:60])
        return tuple(
            c for script in scripts for c in self._resolver.text(script) if c.via and not re.match(r"(?:echo|exit|true|printf|:)\b", c.bare)
        )

    def follow(self, text: str, at: Location, folder: str = "") -> tuple[Command, ...]:
        """The commands of a text that something else runs (an image, a host), each followed by those it calls."""
        return tuple(self._resolver.text(Script(text, at, folder, one_line=True)))

    @cached_property
    def documented(self) -> tuple[Command, ...]:
        """The commands that the project's documents tell to type, with what they call."""
        found = (c for d in self._documents.own for c in d.commands if not c.inline or " " in c.text or _SCRIPT.fullmatch(c.text))
        scripts = (Script(c.text, c.at, one_line=True) for _, c in zip(range(2000), found))
        return tuple(c for script in scripts for c in self._resolver.text(script))

    @cached_property
    def elsewhere(self) -> tuple[Location, ...]:
        """The places in documents that name a pipeline which lives outside the repository."""
        return tuple(
            link.at
            for document in self._documents.own
            for section in document.sections
            for link in section.links
            if _HOSTS.match(link.target)
            and re.search(r"pipeline|\bCI\b|\bjobs?\b|build", f"{link.text} {link.target}")
            and "badge" not in link.target
            and not re.search(r"\.(?:svg|png)(?:\?|$)", link.target)
        )

    @cached_property
    def unread(self) -> tuple[File, ...]:
        """The files of pipelines whose notation is not read, one for each folder."""
        found = self._resolver.targets.files.match(*_UNREAD, kinds=_ANY)
        return tuple({file.folder: file for file in reversed(found)}.values())

    @cached_property
    def told_elsewhere(self) -> tuple[Location, ...]:
        """The places where a document says that a server whose pipelines live elsewhere tests, builds or deploys the project."""
        here = " ".join(p.provider for p in self.all).replace("Azure Pipelines", "Azure Pipelines of Azure DevOps")
        return tuple(
            at
            for document in self._documents.own
            if document.file.kind != "app" and re.search(_SERVERS, document.text)
            for section in document.sections
            for match, at in section.search(_SAYS, 0)
            if (match["by"] or match["does"]).split()[-1] not in here
        )


def unread_pipelines(pipelines: Pipelines) -> Iterator[Finding]:
    """What an item about pipelines says of those whose notation is not read (ruling 21)."""
    yield from (unclear(f"{file.path} describes a pipeline in a notation that is not read", file) for file in pipelines.unread)


def unseen_pipelines(pipelines: Pipelines) -> Iterator[Finding]:
    """As that, and of those which a document says live elsewhere."""
    for place in (*pipelines.elsewhere, *pipelines.told_elsewhere):
        yield unclear("a document names a pipeline that lives outside the repository", place)
    yield from unread_pipelines(pipelines)


Reader = Callable[[File], Iterator[Pipeline]]


def _dispatched(step: Step) -> Iterator[tuple[str, Location, str]]:
    """The repositories whose workflows a step starts: by an action, else by its commands; where, and with what."""
    given = dict(step.with_)
    if _DISPATCHES.search(step.uses) and (to := given.get("repository", given.get("repo", ""))):
        yield to, step.at, " ".join(value for _, value in step.with_)
        return
    for command in step.commands:
        if told := _TOLD.search(command.text):
            yield next(filter(None, told.groups())), command.start, command.text


def _readers(resolver: Resolver) -> Iterator[tuple[tuple[str, ...], Reader]]:
    yield github.GLOBS, github.GitHub(resolver).read
    yield gitlab.GLOBS, gitlab.GitLab(resolver).read
    yield circleci.GLOBS, circleci.CircleCI(resolver).read
    yield azure.GLOBS, azure.Azure(resolver).read
    yield jenkins.GLOBS, jenkins.Jenkins(resolver).read
    simple: tuple[tuple[tuple[str, ...], Callable[[Resolver, File], Iterator[Pipeline]]], ...] = (
        ((".travis.yml",), scripted.travis),
        (("bitbucket-pipelines.yml",), scripted.bitbucket),
        (("appveyor.yml", ".appveyor.yml"), scripted.appveyor),
        ((".cirrus.yml", ".cirrus.yaml"), scripted.cirrus),
        ((".semaphore/*.yml", ".semaphore/*.yaml"), scripted.semaphore),
        (("buildspec*.yml", "buildspec*.yaml"), scripted.codebuild),
        (("netlify.toml",), scripted.netlify),
        (("amplify.yml", "amplify.yaml"), scripted.amplify),
        ((".drone.yml", ".drone.yaml", ".drone[-_]*.yml"), containers.drone),
        ((".woodpecker.yml", ".woodpecker.yaml", ".woodpecker/*.yml", ".woodpecker/*.yaml"), containers.woodpecker),
        ((".buildkite/*.yml", ".buildkite/*.yaml", "buildkite.yml"), containers.buildkite),
        (("cloudbuild*.yml", "cloudbuild*.yaml", "cloudbuild*.json"), containers.cloudbuild),
        (concourse.GLOBS, concourse.read),
        ((".tekton/*.yml", ".tekton/*.yaml", "tekton/**/*.yaml"), containers.tekton),
    )
    for globs, reads in simple:
        yield globs, lambda file, reads=reads: reads(resolver, file)  # type: ignore[misc]


def _read(files: Files, file: File, reads: Reader) -> tuple[Pipeline, ...]:
    """The pipelines of a file; one that defeats its reader costs that file alone."""
    try:
        return tuple(reads(file))
    except (ValueError, RecursionError, TypeError, IndexError, KeyError, AttributeError) as error:
        files.refuse(file.path, error)
        return ()


def _hooks(resolver: Resolver) -> Iterator[Command]:
    targets = resolver.targets
    if file := targets.near("", ".pre-commit-config.yaml", ".pre-commit-config.yml"):
        yield from (c for c in resolver.text(Script("pre-commit run", file.at, one_line=True)) if c.via)
    for file in targets.files.match(*_HOOKS, kinds=_ANY):
        if file.language == "yaml":
            for key, value in targets.structured.document(file).walk():
                if key == "run":
                    yield from resolver.run(file, value)
        else:
            yield from resolver.text(Script(file.text, file.at))
    for name, _, script in targets.node_scripts("").items or ():
        if name in ("precommit", "pre-commit", "prepush", "pre-push", "postinstall"):
            yield from resolver.text(Script(str(script), script.at, one_line=True))
