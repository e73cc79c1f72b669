"""Operated: programs that no framework starts, and that somebody runs all the same: a platform, a workflow, an image, a workload."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from readylint.facts.code import Code
from readylint.facts.files import File, Files
from readylint.facts.images import Image, Images
from readylint.facts.platforms import Platforms
from readylint.facts.published import Published
from readylint.facts.starts import CLOCK, Start, is_aside
from readylint.facts.workloads import Workloads
from readylint.knowledge import regex
from readylint.model import Location

_NO_DOOR = regex(r"(?m)^[ \t]*(?:-[ \t]+)?(?:health-check-type:[ \t]*(?:process|none)|no-route:[ \t]*true|type:[ \t]*(?:p?worker|cron))\b")
_OTHER_DOOR = regex(r"(?:22|25|53|110|143|465|587|993|995|4190)(?:/tcp)?|\S+/udp")  # of what is no HTTP
# A workflow that runs by the clock with a secret of its own, and the program that it runs.
_CLOCK = regex(r"(?m)^[ \t]*-[ \t]*cron[ \t]*:")
_OWN_SECRET = regex(r"\bsecrets\.(?!(?:GITHUB_TOKEN|GH_TOKEN|PAT|GH_PAT)\b)\w")
_RUN = regex(
    r"(?m)(?:^|[ \t;&|])(?:(?:python3?|node|ruby|php|bun|tsx|ts-node|deno|go|perl|Rscript)[ \t][\w \t-]{0,40}?|\./)"
    r"([\w./-]{1,80}\.\w{1,4})(?=[\s;&|]|$)"
)
_MODULE = regex(r"(?m)(?:^|[ \t;&|])python3?[ \t]+-m[ \t]+([\w.]{1,80})(?=[\s;&|]|$)")
_START = regex(r"\b(?:npm|yarn|pnpm|bun)[ \t]+(?:run[ \t]+)?(start[\w:-]*)")
# What runs a pipeline that its own files describe
_PIPELINE = regex(
    r"\b(?:scrapy[ \t]+crawl|luigi[ \t]+--module|dbt[ \t]+(?:run|build|snapshot)|kedro[ \t]+run|meltano[ \t]+(?:run|elt)|snakemake)\b"
)
_RUNS_BY_JOB = frozenset(("CronJob", "Job"))
_UNIT = regex(r"(?m)^ExecStart=(?!/bin/true)\S")
_ARGUMENTS = regex(
    r"\b(?:argparse|click|typer|docopt|optparse|OptionParser|fire|sys\.argv|ARGV|process\.argv|commander|yargs|minimist|meow|parseArgs)\b"
)
_ENDLESS = regex(r"(?m)^[ \t]*(?:while[ \t]*\(?(?:True|true|1)\)?[ \t]*[:{]|loop[ \t]+do\b|.{0,40}\b(?:run_forever|setInterval)\()")
_LOOP = regex(r"(?m)^[ \t]*(?:while[ \t]*\(?(?:True|true|1)\)?[ \t]*(?:[:{]|$)|for[ \t]*(?:\(;;\)[ \t]*)?\{|loop[ \t]*(?:\{|do\b))")
_MAKES_LOAD = regex(r"(?i)load|generat|seed|bench|simul|traffic|mock|fake|stub|test|probe|client|agent|demo|sample|example|tool|script")
_INTERPRETED = frozenset("python javascript typescript ruby php perl r".split())
PROGRAMS = frozenset(
    "python javascript typescript tsx go java kotlin ruby php csharp rust elixir scala swift c cpp dart lua haskell clojure perl".split()
)


class Operated(Struct, frozen=True):
    """What of the repository is run by somebody who operates it, though nothing in its code listens, consumes or waits for the clock."""

    files: Files
    code: Code
    images: Images
    workloads: Workloads
    published: Published

    @property
    def _is_declared(self) -> bool:
        return self.published.is_declared("") and not (self.published.is_named_only and any(map(self._goes_on, self.images.deployed)))

    @property
    def _is_written(self) -> bool:
        return any(f.language in PROGRAMS for f in self.code.server)

    def starts(self) -> Iterator[Start]:
        yield from self._hosted(self.published.platforms)
        if not self._is_declared and self.code.server:
            yield from self._run()

    def beside(self, roots: tuple[str, ...]) -> Iterator[Start]:
        """A program with an image of its own beside services, which goes on for ever: a worker that polls."""
        for image in self.images.deployed:
            folder = image.folder
            near = any(not r or f"{folder}/".startswith(f"{r}/") or r.startswith(f"{folder}/") for r in roots)
            if folder and not near and image.command and not image.exposes and not _MAKES_LOAD.search(folder):
                loops = (at for f in self.code.server if f.path.startswith(f"{folder}/") for at in self._loops(f))
                yield from (Start("its own loop", "worker", at, folder) for at in islice(loops, 1))

    def _loops(self, file: File) -> Iterator[Location]:
        if file.language in PROGRAMS and not is_aside(file.path):
            yield from (at for _, at in file.search(_LOOP))

    def _hosted(self, platforms: Platforms) -> Iterator[Start]:
        """A program that a platform is told to run without a door: a worker, whoever may install it too."""
        for platform in platforms if self._is_written else ():
            file = self.files.get(platform.path)
            if file and _NO_DOOR.search(file.text):
                yield Start(platform.name, "worker", platform.at, "")

    def _run(self) -> Iterator[Start]:
        """A workload with the repository's image, a process of a Procfile, of PM2 or of systemd, an image with a door or a command."""
        doors = [e for i in self.images.deployed for e in i.exposes]
        kind = "service" if any(not _OTHER_DOOR.fullmatch(word) for door in doors for word in door.words) else "worker"
        own = [w for w in self.workloads.own if self.images.deployed]
        if own and all(w.kind in _RUNS_BY_JOB for w in own):
            kind = "worker"  # whatever its image says of doors
        if self._is_written:
            yield from (Start(w.kind, kind, w.at, "") for w in own)
            for file in self.files.match("Procfile"):
                for match, at in file.search(r"^(web|[\w-]+):[ \t]*\S", re.MULTILINE):
                    yield Start("Procfile", "service" if match[1] == "web" else "worker", at, "")
            yield from (Start("PM2", "service", f.at, "") for f in self.files.match("ecosystem.config.{js,cjs,json}", "ecosystem.json"))
            yield from (Start("systemd", "worker", f.at, "") for f in self.files.match("*.service") if _UNIT.search(f.text))
        if len(self.images.deployed) == 1 and doors:  # several are for others to build upon
            yield Start("Dockerfile", kind, doors[0].at, "")
        elif not doors:
            yield from (Start("Dockerfile", "worker", i.command.at, "") for i in self.images.deployed if i.command and self._goes_on(i))

    def _goes_on(self, image: Image) -> bool:
        """Whether an image runs a program of the repository that is asked nothing: no tool that somebody calls with arguments."""
        for file in self._named(image.command_line, image.folder):
            if file.language in _INTERPRETED and not is_aside(file.path):
                return not _ARGUMENTS.search(file.text) or bool(_ENDLESS.search(file.text))
        return False

    def _named(self, text: str, folder: str = "") -> Iterator[File]:
        """The program files that commands name, by path or as a module."""
        for match in _START.finditer(text):
            manifest = self.files.get(posixpath.join(folder, "package.json").lstrip("/"))
            script = re.search(rf'"{re.escape(match[1])}"\s*:\s*"([^"\n]*)"', manifest.text) if manifest else None
            text = f"{text} && {script[1]}" if script else text
        paths = [match[1] for match in _RUN.finditer(text)]
        for match in _MODULE.finditer(text):
            module = match[1].replace(".", "/")
            paths += [f"{module}.py", f"{module}/__main__.py", f"src/{module}/__main__.py"]
        found = (self.files.get(posixpath.normpath(posixpath.join(folder, path))) for path in paths)
        yield from (f for f in found if f is not None and f.kind == "app")

    def scheduled(self) -> Iterator[Start]:
        """A program that a workflow runs by the clock, with a secret of its own: a bot, a scraper, a report."""
        for workflow in () if self._is_declared else self.files.match(".github/workflows/*.{yml,yaml}", kinds=("app", "config", "other")):
            if _CLOCK.search(workflow.text) and _OWN_SECRET.search(workflow.text):
                yield from (Start(CLOCK, "worker", at, "") for at in self._by_clock(workflow))

    def _by_clock(self, workflow: File) -> Iterator[Location]:
        for pattern in (_RUN, _MODULE):
            for match, at in workflow.search(pattern):
                for file in self._named(match[0]):
                    scripted = file.language == "bash" and _PIPELINE.search(file.text)
                    if scripted or (file.language in PROGRAMS and not is_aside(file.path.replace("bin/", "", 1))):
                        yield at
        yield from (at for _, at in workflow.search(_PIPELINE))
