"""Environments: which of development, staging and production the project tells apart, and where: by files, sections, jobs or a switch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.facts.pipelines import Job, Pipeline, Pipelines
from readylint.facts.structured import Structured
from readylint.knowledge import known, regex
from readylint.model import Location
from readylint.patterns import compiled

_ALIAS = {"typescript": "javascript", "tsx": "javascript", "kotlin": "java", "properties": "yaml", "scala": "java"}
_RUNS = ("*Dockerfile*", "Procfile", "app.yaml", "wsgi.py", "asgi.py", "*.service")  # files that say with which settings Django runs
_MODULE = regex(r"\bDJANGO_SETTINGS_MODULE\b[\"'\s,=:]{1,6}([A-Za-z_][\w.]{1,120})")
_DEPLOYED = regex(r"(?i)deploy|releas|publish|promote|rollout|terraform|apply|plan|helm|smoke")
_DEPLOYS_TO = regex(r"(?i)\b(?:deploy|promot|roll(?:s|ing)?[ -]?out)")


class Mark(Struct, frozen=True):
    """A place that is of one environment: "development", "staging" or "production"; "" where it tells several apart by itself."""

    environment: str
    how: str
    at: Location


def _table() -> dict[str, Any]:
    return known("facts/environments")


class Environments:
    """The environments that are configured apart."""

    def __init__(self, files: Files, code: Code, pipelines: Pipelines, structured: Structured) -> None:
        self._files, self._code, self._pipelines, self._structured = files, code, pipelines, structured

    @classmethod
    def of(cls, files: Files, code: Code, pipelines: Pipelines, structured: Structured) -> Environments:
        return cls(files, code, pipelines, structured)

    @cached_property
    def apart(self) -> tuple[Mark, ...]:
        """Two environments or more, the place of each; or one switch; none where one configuration serves all."""
        for found in (self._files_of, self._modules, self._jobs, self._choices, self._sections):
            first: dict[str, Mark] = {}
            for mark in found():
                first.setdefault(mark.environment, mark)
            if len(first) > 1:
                return tuple(first.values())
        return tuple(self._switches())[:1]

    def _files_of(self) -> Iterator[Mark]:
        """Files that differ in the environment's name alone: the family that tells most of them apart."""
        families: dict[str, dict[str, tuple[str, File]]] = {}
        for file in self._files.own:
            for family, word in file.asked(_placed):
                families.setdefault(family, {}).setdefault(_environment(word), (word, file))
        told = [self._family(f, found) for f, found in families.items() if _is_told(f, found)]
        yield from max((marks for marks in told if len(marks) > 1), key=lambda marks: (len(marks), -len(marks[0].at.path)), default=())

    def _family(self, family: str, found: dict[str, tuple[str, File]]) -> list[Mark]:
        """The files of a family, and the twin that is called like them without a name: the default."""
        marks = [Mark(name, f"{file.path} is for {_SAID.get(word, word)}", file.at) for name, (word, file) in found.items()]
        twin = self._files.get(re.sub(r"[._-]\*|\*[._-]", "", family.rpartition("/")[0] + "/" + family.rpartition("/")[2]).lstrip("/"))
        return [*marks, Mark("", f"{twin.path} is for the others", twin.at)] if twin and len(marks) == 1 else marks

    def _modules(self) -> Iterator[Mark]:
        """The settings of Django that an image or a server's file runs with, and those for development beside them."""
        for file in self._files.with_words("DJANGO_SETTINGS_MODULE", among=self._files.match(*_RUNS, kinds=("app", "config", "other"))):
            for module in _MODULE.findall(file.text):
                path = module.replace(".", "/") + ".py"
                run = next((f for f in self._files.own if f.path == path or f.path.endswith(f"/{path}")), None)
                beside = (f for f in self._files.own if run and f.folder == run.folder and f.name.endswith(".py"))
                develops = next((f for f in beside if _environment(f.name[:-3].lower()) == "development" and f is not run), None)
                if run and develops:
                    yield Mark("", f"{file.path} runs with {run.path}", run.at)
                    yield Mark("development", f"{develops.path} is for development", develops.at)

    def _jobs(self) -> Iterator[Mark]:
        """Jobs of CI that deploy to one of them; beside a plain name, the environment of a job may be another's, such as `test`."""
        plain, other, rest = list[Mark](), list[Mark](), list[Mark]()
        for pipeline, job in ((p, j) for p in self._pipelines for j in p.jobs):
            named = [*_of_steps(pipeline, job), *_of_names(pipeline, job), *_of_branches(pipeline, job)]
            plain += named
            if (word := job.environment.lower()) in _also():
                other.append(Mark(_environment(word), f"{pipeline.provider} deploys to {word}", job.at))
            if not named and _is_of_a_branch(pipeline) and _has_deploy(job):
                rest.append(Mark("", f"{pipeline.provider} deploys another branch", job.at))
        elsewhere = (m for m in rest if m.at.path not in {p.at.path for p in plain})
        yield from (*plain, *other, *elsewhere) if plain else ()

    def _choices(self) -> Iterator[Mark]:
        """What whoever starts a deployment by hand may choose from."""
        for pipeline in self._pipelines:
            file = self._files.get(pipeline.path)
            if not file or "options" not in file.text or not any(map(_deploys, pipeline.jobs)):
                continue
            for _, _, given in self._structured.document(file).get("on", "workflow_dispatch", "inputs").items or ():
                for option in given["options"]:
                    if str(option).lower() in _names() or str(option).lower() in _also():
                        yield Mark(_environment(str(option).lower()), f"{pipeline.provider} deploys to {option}", option.at)

    def _sections(self) -> Iterator[Mark]:
        """Files with a section for each."""
        table = _table()["sections"]
        line, profile = compiled(table["line"], re.MULTILINE), compiled(table["profile"], re.MULTILINE)
        for file in self._files.match(*table["files"], kinds=("app", "config", "other")):
            if "prod" not in file.text and "release" not in file.text:
                continue
            text = self._code.source(file).code
            marks = [(m["word"], file.place(m.start("word"))) for p in (line, profile) for m in p.finditer(text)]
            marks = [(word, at) for word, at in marks if _environment(word)]
            found = {_environment(w): Mark(_environment(w), f"{file.path} has a section for {w}", at) for w, at in reversed(marks)}
            if len(found) == 1 and (rest := compiled(table["rest"], re.MULTILINE).search(text)) and "[context." in text:
                found[""] = Mark("", f"{file.path} has a section for the others", file.place(rest.start()))
            if len(found) > 1 and any(word in _names() for word, _ in marks):
                yield from found.values()

    def _switches(self) -> Iterator[Mark]:
        """Code that does one thing in production and another elsewhere."""
        table = _table()["switch"]
        among = (*self._code.server, *self._files.match("*.yml", "*.properties", "*.conf", kinds=("config",)))
        settings = self._files.match("*.edn", kinds=("config", "other"))
        for source in chain(self._code.sources(*table["words"], among=among), self._code.sources(among=settings)):
            for pattern in table.get(_ALIAS.get(source.language, source.language), ()):
                for match, at in source.search(pattern):
                    word = (match.groupdict().get("word") or "production").lower().removeprefix("is")
                    if _environment(word) in ("production", "staging") and word != "test":
                        stage = "staging" if _environment(word) == "staging" else ""
                        yield Mark(stage, f"the configuration follows the environment's name: `{' '.join(match[0].split())}`", at)


_SAID = {"override": "development"}  # what Compose merges into the other by itself


def _has_deploy(job: Job) -> bool:
    return any(step.does("deploy") for step in job.steps)


def _deploys(job: Job) -> bool:
    return bool(job.environment or _DEPLOYED.search(f"{job.name} {job.environment} {job.remote}") or _has_deploy(job))


def _of_steps(pipeline: Pipeline, job: Job) -> Iterator[Mark]:
    """What the steps that deploy are called."""
    for step in (s for s in job.steps if _DEPLOYS_TO.search(s.name)):
        for word in (w for w in re.findall(r"[a-z]+", step.name.lower()) if w in _names() and "local" not in w):
            yield Mark(_environment(word), f"{pipeline.provider} deploys to {word}", step.at)


def _of_names(pipeline: Pipeline, job: Job) -> Iterator[Mark]:
    """What a job that deploys is called, or the pipeline that it is of: one for each environment is told by that alone."""
    names = f"{pipeline.name} {PurePosixPath(pipeline.path).stem}"
    above = names if _DEPLOYS_TO.search(names) and _has_deploy(job) else ""
    called = f"{job.environment or job.name} {job.name} {above}".lower() if _deploys(job) else ""
    for word in (w for w in re.findall(r"[a-z]+(?:-prod\w*)?", called) if w in _names()):
        yield Mark(_environment(word), f"{pipeline.provider} deploys to {word}", job.at)


def _of_branches(pipeline: Pipeline, job: Job) -> Iterator[Mark]:
    """The branches that start a job whose environment is called after the one that did: `environment: ${{ github.ref_name }}`."""
    started = [branch for t in pipeline.triggers if t.on == "change" for branch in t.branches]
    for branch in started if _BRANCH.search(job.environment) and len(started) > 1 and _deploys(job) else ():
        yield Mark(_names().get(branch.lower(), ""), f"{pipeline.provider} deploys {branch} to an environment of its own", job.at)


_BRANCH = regex(r"\bgithub\.(?:ref|ref_name|base_ref|head_ref)\b|\bCI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)\b")


def _is_of_a_branch(pipeline: Pipeline) -> bool:
    return any(t.on == "change" and t.branches for t in pipeline.triggers)


def _is_told(family: str, found: dict[str, tuple[str, File]]) -> bool:
    """Whether one of the words names nothing but an environment; Compose merges `override` and the like by their names."""
    return any(word in _names() for word, _ in found.values()) or "compose" in family


@cache
def _names() -> dict[str, str]:
    return {word: name for name, words in _table()["name"].items() for word in words}


@cache
def _also() -> dict[str, str]:
    return {word: name for name, words in _table()["also"].items() for word in words}


def _environment(word: str) -> str:
    """The environment that a word stands for, "" for none."""
    return _names().get(word) or _also().get(word, "")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = _table()["files"]
    words = "|".join(sorted((re.escape(w) for w in (*_names(), *_also())), key=len, reverse=True))
    likely = compiled(f"{table['endings']}|{table['folders']}")
    return likely, compiled(table["never"]), compiled(table["unit"]), compiled(rf"(?i)(?<![A-Za-z0-9])({words})(?![A-Za-z0-9])")


def _placed(file: File) -> tuple[tuple[str, str], ...]:
    return tuple(_families(file))


def _families(file: File) -> Iterator[tuple[str, str]]:
    """The families that a file belongs to: its path with the environment's word, in its name or in a folder, replaced by a star."""
    likely, never, unit, words = _patterns()
    if file.kind not in ("app", "config", "other") or not words.search(file.path):
        return
    if not likely.search(file.path) or never.search(file.path):
        return
    nearest = len(file.path) - len("/".join(file.path.split("/")[-3:]))  # the name and two folders
    for match in words.finditer(file.path, nearest):
        if not (match[1].lower() == "test" and unit.search(file.path)):
            yield f"{file.path[: match.start()]}*{file.path[match.end() :]}", match[1].lower()
            everywhere = re.split(rf"(?<![A-Za-z]){match[1]}(?![A-Za-z])", file.path[nearest:])
            if len(everywhere) > 2:  # the folder of its account too, say
                yield file.path[:nearest] + "*".join(everywhere), match[1].lower()
