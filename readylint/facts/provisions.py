"""Provisions: what the repository sets up, declares or documents for the operation of its service, by subject.

Each row of logging.toml, provisions.toml and stewardship.toml is one way of doing it: `code`, `file`, `package`, `resource`, `module`,
`kind`, `image`, `document` or `link` says how it is found, `says` what to report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain

from msgspec import Struct

from readylint.facts.compose import Compose
from readylint.facts.dependencies import Dependencies
from readylint.facts.documents import Document, Documents, headed
from readylint.facts.edge import released
from readylint.facts.infrastructure import Infrastructure, Resource
from readylint.facts.sections import Section
from readylint.facts.sightings import Row, Sightings
from readylint.facts.workloads import Workloads
from readylint.knowledge import known, regex
from readylint.model import Confidence, Location
from readylint.patterns import compiled

Place = tuple[Location, str]
_README = regex(r"(?i)readme\.(?:md|rst|adoc|markdown)")
INTRODUCTION = 3_000  # characters of it that are read
_FORM = regex(r"_[\\_*]{3,}")  # a line to sign


class Provision(Struct, frozen=True):
    """One thing that is set up, declared or documented, and what to say of it."""

    at: Location
    says: str
    confidence: Confidence = "high"


@cache
def subjects() -> Mapping[str, tuple[Row, ...]]:
    """The rows of every subject."""
    tables = (known("facts/logging"), known("facts/provisions"), known("facts/stewardship"))
    return {subject: tuple(rows) for table in tables for subject, rows in table.items() if isinstance(rows, list)}


class Provisions:
    """Looks for a subject when it is first asked for."""

    def __init__(
        self, sightings: Sightings, dependencies: Dependencies, infrastructure: Infrastructure, workloads: Workloads,
        compose: Compose, documents: Documents,
    ) -> None:
        self._sightings, self._dependencies, self._infrastructure = sightings, dependencies, infrastructure
        self._workloads, self._compose, self._documents = workloads, compose, documents
        self._found: dict[str, tuple[Provision, ...]] = {}

    @classmethod
    def of(
        cls, sightings: Sightings, dependencies: Dependencies, infrastructure: Infrastructure, workloads: Workloads,
        compose: Compose, documents: Documents,
    ) -> Provisions:
        return cls(sightings, dependencies, infrastructure, workloads, compose, documents)

    def on(self, subject: str) -> tuple[Provision, ...]:
        """What there is on a subject, once for each place."""
        if subject not in self._found:
            found = {p.at: p for row in reversed(subjects()[subject]) for p in self._of_row(row)}
            self._found[subject] = tuple(found[at] for at in sorted(found))
        return self._found[subject]

    def _of_row(self, row: Row) -> Iterator[Provision]:
        if "product" in row and compiled(row["product"], re.IGNORECASE).search(self._introduction):
            return  # what it does for others tells nothing of itself
        readers: dict[str, Callable[[Row], Iterator[Place]]] = {
            "code": self._in_sources, "paths": self._in_sources, "package": self._in_manifests, "resource": self._in_resources,
            "module": self._in_modules, "kind": self._in_objects, "image": self._in_images, "document": self._in_documents,
            "link": self._in_links,
        }
        confidence: Confidence = "medium" if "document" in row or "link" in row else "high"
        seen: set[str] = set()
        for at, what in next(readers[key] for key in readers if key in row)(row):
            if (row.get("anywhere") or released(at.path)) and at.path not in seen:
                seen.add(at.path)
                yield Provision(at, str(row.get("says") or what), confidence)

    def _in_sources(self, row: Row) -> Iterator[Place]:
        where = bool if row.get("anywhere") else released
        yield from ((seen.at, f"{seen.at.path} exists") for seen in self._sightings.firsts((row,), where=where))

    def _in_manifests(self, row: Row) -> Iterator[Place]:
        """Packages that are at work once they are declared."""
        for dependency in self._dependencies.find(row["package"]):
            if dependency.group != "indirect" and compiled(row.get("version", "")).search(dependency.constraint):
                yield dependency.at, f"{dependency.name} is installed"

    def _in_resources(self, row: Row) -> Iterator[Place]:
        for resource in self._infrastructure.of_type(*row["resource"]):
            named = f"{resource.type} {resource.name}"
            if "never" in row and any(self._arguments(resource, row["never"])):
                continue
            if "argument" not in row:
                yield resource.at, f"{named} is declared"
            else:
                yield from ((at, f"{named}: {key} = {value[:60]}") for key, at, value in self._arguments(resource, row))

    def _arguments(self, resource: Resource, row: Row) -> Iterator[tuple[str, Location, str]]:
        """The arguments of a resource, at any depth, that a row names and whose values it asks for."""
        for key, node in resource.body.walk():
            value = str(self._infrastructure.value(node))
            if compiled(row["argument"]).fullmatch(key) and compiled(row["is"]).search(value):
                yield key, node.at, value

    def _in_modules(self, row: Row) -> Iterator[Place]:
        for module in self._infrastructure.modules:
            if not compiled(row["module"]).search(f"{module.type}/{module.name}"):
                continue
            if "argument" not in row:
                yield module.at, f"the module {module.name} is used"
            else:
                yield from ((at, f"the module {module.name}: {key} = {value[:60]}") for key, at, value in self._arguments(module, row))

    def _in_objects(self, row: Row) -> Iterator[Place]:
        for found in self._workloads.of_kind(*row["kind"]):
            if not compiled(row.get("group", "")).match(str(found.body["apiVersion"])):
                continue
            if "annotation" not in row:
                yield found.at, f"{found.kind} {found.name} is declared".replace("  ", " ")
            for name, at, value in found.body.get("metadata", "annotations").items or () if "annotation" in row else ():
                if compiled(row["annotation"]).search(name) and not value.is_false:
                    yield at, f"{found.kind} {found.name}: {name}"

    def _in_images(self, row: Row) -> Iterator[Place]:
        services = [s for f in self._compose.run for s in f.services]
        found = chain(((s.image, s.at, s.name) for s in services), ((c.image, c.at, c.name) for w in self._workloads for c in w.containers))
        yield from ((at, f"{name} runs {image}") for image, at, name in found if compiled(row["image"]).search(image))

    def _in_documents(self, row: Row) -> Iterator[Place]:
        """Sections under such a heading that tell it, the heading alone being nothing."""
        for document in self._speaking:
            for at, heading in document.each(_told, row["document"], row["told"]):
                yield at, f"“{heading}” {row['tells']}"

    def _in_links(self, row: Row) -> Iterator[Place]:
        text, target = compiled(row["link"], re.IGNORECASE), compiled(row["target"], re.IGNORECASE)
        for document in self._speaking:
            for link in document.links if target.search(document.text) else ():
                if target.search(link.target) and text.search(f"{link.text} {link.target}") and "badge" not in link.target:
                    yield link.at, f"“{link.text or link.target}” is linked"

    @cached_property
    def _introduction(self) -> str:
        """What the README says the product is: as far as its second heading."""
        readme = next((d for d in self._documents.own if _README.fullmatch(d.path)), None)
        return readme.text.split("\n## ")[0][:INTRODUCTION] if readme else ""

    @cached_property
    def _speaking(self) -> tuple[Document, ...]:
        """The documents that may speak of how the service is operated: no decision, plan, change log or lesson."""
        aside = known("facts/provisions")["documents"]["aside"]
        return tuple(d for d in self._documents.own if d.file.kind != "app" and not compiled(aside).search(d.path))


def _line(text: str, match: re.Match[str]) -> str:
    """The whole lines of a match."""
    end = text.find("\n", match.end())
    return text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]


def _told(document: Document, heading: str, told: str) -> Iterator[tuple[Location, str]]:
    """The places where sections under such a heading tell it, one for each section, with the heading."""
    wanted, said = compiled(heading, re.IGNORECASE), compiled(told, re.IGNORECASE)
    for section in document.each(headed, wanted):
        if found := next((at for part in document.below(section) for at in _tellings(part, said)), None):
            yield found, section.heading


def _tellings(section: Section, told: re.Pattern[str]) -> Iterator[Location]:
    """Where a section tells it as a fact: advice and wishes tell nothing."""
    advice = compiled(known("facts/provisions")["documents"]["advice"])
    if advice.search(section.heading):
        return
    for match, at in section.search(told):
        if _FORM.search(match[0]) or not advice.search(_line(section.text, match)):
            yield at
    for code in section.code:
        for match in told.finditer(code.text):
            yield Location(section.at.path, code.line + code.text.count("\n", 0, match.start()))



