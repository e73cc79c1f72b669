"""Published: what of a repository others install, or runs on people's own machines, and so is no app that somebody operates (ruling 17)."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from readylint.facts.files import Files
from readylint.facts.images import Images
from readylint.facts.platforms import Platforms
from readylint.facts.sightings import Sightings
from readylint.facts.structured import Structured
from readylint.knowledge import known, regex

# what a server, a supervisor or a cluster is handed
_RUN_BY = (
    "manage.py", "wsgi.py", "artisan", "config.ru", "**/k8s/**", "Chart.yaml", "*gunicorn*.{py,conf,sh,service}", "*supervisor*.{conf,ini}",
)
_RUNS = regex(
    r'\bresource\s+"(?:aws_(?:lambda_function|glue_job|ecs_task_definition|ecs_service|batch_job_definition|apprunner_service)'
    r'|google_cloud(?:_run\w*|functions\w*)|azurerm_(?:container_app|linux_web_app|linux_function_app))"'
)
_PASTE = regex(r"\bpaste\.app_factory\b")  # by which a package says that a server loads an app from it
_PUBLISHES = regex(r"(?i)\b(?:pypi|twine|(?:uv|poetry|hatch|flit|pdm) publish|npm publish|semantic-release)\b")
# ... a library of Java and its kin, as its README says, which a pipeline hands to Maven Central
_TO_CENTRAL = regex(r"(?i)\bsonatype\b|\bossrh\b|\bmaven[_-]central\b|\bci-release\b")
_HANDS_OUT = regex(r"\bmvnw?\b[^\n]{0,99}\bdeploy\b|\bgradlew?\b[^\n]{0,200}\bpublish\w*|\bsbt\b[^\n]{0,200}\b(?:ci-release|publishS\w+)\b")
_IS_LIBRARY = regex(r"(?i)\b(?:is|are)\s+(?:an?|the|set of|collection of)\s+(?:[\w-]+[ ,]+){0,5}?(?:librar(?:y|ies)|toolkit|SDK)\b")
_JVM = ("pom.xml", "build.gradle", "build.gradle.kts", "build.sbt")
_INTRODUCTION = 3_000  # characters


class Published(Struct, frozen=True, dict=True):
    """Folders of packages, plugins and client programs."""

    files: Files
    sightings: Sightings
    structured: Structured
    images: Images
    platforms: Platforms

    @classmethod
    def of(cls, files: Files, sightings: Sightings, structured: Structured, images: Images, platforms: Platforms) -> Published:
        return cls(files, sightings, structured, images, platforms)

    @cached_property
    def clients(self) -> frozenset[str]:
        """Folders of programs for people's own machines: desktop, mobile, extensions of browsers and editors."""
        return self._folders("client")

    @cached_property
    def plugins(self) -> frozenset[str]:
        """Folders of plugins: another program runs them, wherever that is deployed."""
        return self._folders("plugin")

    @cached_property
    def _packages(self) -> frozenset[str]:
        return self._folders("package")

    def _folders(self, kind: str) -> frozenset[str]:
        return frozenset(seen.at.path.rpartition("/")[0] for seen in self.sightings.firsts(known("facts/project")[kind]))

    def is_client(self, path: str) -> bool:
        """Whether a path is of a client program that has a folder of its own."""
        return any(path.startswith(f"{folder}/") for folder in self.clients if folder)

    def is_package(self, root: str) -> bool:
        """Whether the program at a root is for others to install: a library, a command-line tool, a plugin, a client."""
        if root in self.plugins or any(root.startswith(f"{p}/") for p in self.plugins if p):
            return True
        if root in self.clients:
            alone = root and not self._renders(root)
            return not (self._runs_at(root) if alone else self._is_deployed)
        if (root in self._tools and not self._is_served) or self._is_shared(root):
            return True
        return not self._is_deployed and self.is_declared(root)

    def _is_shared(self, root: str) -> bool:
        """Whether a folder of a workspace is a package that its manifest hands out, and nothing runs there by itself."""
        return bool(root) and self._is_npm_package(f"{root}/") and not self._runs_at(root)

    def _renders(self, root: str) -> bool:
        """Whether what a client is made of renders pages for browsers too."""
        manifest = self.files.get(f"{root}/package.json")
        return bool(manifest and '"next"' in manifest.text)

    def _runs_at(self, root: str) -> bool:
        """Whether an image or a platform's file in a folder says that something of it runs by itself."""
        return any(found.path.startswith(f"{root}/") for found in (*self.images.deployed, *self.platforms))

    @cached_property
    def _tools(self) -> frozenset[str]:
        """Folders of programs that people call in a terminal, though they may come in an image too."""
        return self._folders("tool")

    @cached_property
    def _is_deployed(self) -> bool:
        """Whether anything of the repository says how it is run somewhere."""
        return bool(self.images.deployed) or self._is_served

    @cached_property
    def _is_served(self) -> bool:
        """Whether it is more than an image without a door, which can as well hold a tool."""
        if any(i.exposes for i in self.images.deployed) or any(True for _ in self.platforms):
            return True
        if any(_RUNS.search(f.text) for f in self.files.match("*.tf")):
            return True
        if self.files.match(*_RUN_BY) or any(_PASTE.search(f.text) for f in self.files.match("setup.py", "pyproject.toml")):
            return True
        return any("build:" in f.text for f in self.files.match("docker-compose*.y*ml", "compose.y*ml"))

    @cached_property
    def is_named_only(self) -> bool:
        """Whether the manifest at the root names a package of Python that has no command, and nothing hands it out."""
        pyproject = self.structured.at("pyproject.toml")
        tool = pyproject["project"]["scripts"] or pyproject.get("tool", "poetry", "scripts") or pyproject["project"]["classifiers"]
        workflows = self.files.match(".github/workflows/*.y*ml", ".gitlab-ci.yml", kinds=("app", "config", "other"))
        return bool(pyproject) and not tool and not self.files.match("setup.py") and not any(_PUBLISHES.search(f.text) for f in workflows)

    def is_declared(self, root: str) -> bool:
        """Whether the manifest at a root says that others install it."""
        while root and self.files.get(f"{root}/__init__.py"):  # a folder of the package itself, whatever else stands in it
            root = root.rpartition("/")[0]
        prefix = f"{root}/" if root else ""
        return (
            self._is_wheel(prefix)
            or self._is_npm_package(prefix)
            or any(f.folder == root for f in self.files.match("*.gemspec"))
            or root in self._packages
            or (self._is_of_central and any(self.files.get(f"{prefix}{name}") for name in _JVM))
        )

    @cached_property
    def _is_of_central(self) -> bool:
        """Whether all that is built with Java's tools here is a library that others have from Maven Central."""
        readmes = (f.text[:_INTRODUCTION] for f in self.files.match("README*", kinds=("docs",)) if not f.folder)
        if not any(_IS_LIBRARY.search(text) for text in readmes):
            return False
        workflows = self.files.match(".github/workflows/*.y*ml", ".gitlab-ci.yml", ".travis.yml", kinds=("app", "config", "other"))
        return any(_TO_CENTRAL.search(f.text) and _HANDS_OUT.search(f.text) for f in workflows)

    def _is_wheel(self, prefix: str) -> bool:
        pyproject, setup = self.structured.at(f"{prefix}pyproject.toml"), self.files.get(f"{prefix}setup.py")
        if setup and "setup(" in setup.text:
            return True
        if not pyproject["build-system"] or pyproject.get("tool", "poetry", "package-mode").is_false:
            return False
        modules = pyproject.get("tool", "setuptools", "py-modules")
        if modules and not [*modules, *pyproject.get("tool", "setuptools", "packages")]:  # an environment with a name, and nothing to ship
            return False
        return bool(pyproject["project"]["name"] or pyproject.get("tool", "poetry", "name"))

    def _is_npm_package(self, prefix: str) -> bool:
        package = self.structured.at(f"{prefix}package.json")
        if not package or package["private"].is_true:
            return False
        started = package["bin"] and not self.files.get(f"{prefix}cdk.json")  # `cdk init` names its program there
        shipped = package["exports"] or package["files"] or package["types"] or package["publishConfig"]
        return bool(started or (shipped and not package.get("scripts", "start")))
