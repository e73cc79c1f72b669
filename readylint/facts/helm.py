"""Helm: charts with their default values, and templates evaluated as far as `if`, `with` and `.Values.x` are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from readylint.crash import Refused
from readylint.facts.brackets import spaces
from readylint.facts.files import File, Files
from readylint.facts.filling import filled
from readylint.facts.structured import TEMPLATE, Node, Structured
from readylint.knowledge import regex
from readylint.model import Location

_PLAIN = regex(r"^(not\s+)?\$?\.Values\.([\w.-]+)$")
_REFERENCE = regex(r"\.Values\.([\w-]+(?:\.[\w-]+)*)")


_INCLUDED = regex(r"\{\{-?\s*(?:include|template)\s+\"(?P<template>[\w.-]+)\"")
_WORKLOADS = frozenset(
    {"deployment", "statefulset", "stateful-set", "daemonset", "daemon-set", "rollout", "workload", "job", "cronjob", "cron-job", "all"}
)


class ChartDependency(Struct, frozen=True):
    """A chart that a chart brings in: its name, where it comes from, the values that are handed to it, and those for production."""

    name: str
    repository: str
    values: Node
    production: Node
    at: Location

    @property
    def remote(self) -> bool:
        return bool(self.repository) and not self.repository.startswith("file:")


class Chart(Struct, frozen=True):
    """A Helm chart of the project."""

    name: str
    folder: str
    values: Node
    dependencies: tuple[ChartDependency, ...]
    at: Location

    def holds(self, path: str) -> bool:
        return path.startswith(f"{self.folder}/templates/" if self.folder else "templates/")

    def value(self, dotted: str) -> Node:
        """A default value, by its dotted path."""
        return self.values.get(*dotted.split("."))

    def truth(self, condition: str) -> bool | None:
        """Whether a plain condition on a value holds by default; None where it is not plain or says nothing."""
        found = _PLAIN.match(condition)
        if not found:
            return None
        value = self.value(found[2])
        return _is_on(value) is not bool(found[1])


def _is_on(value: Node) -> bool:
    if value.items is not None or value.parts is not None:
        return bool(value.items or value.parts)
    return bool(str(value)) and not value.is_false and str(value) != "0"


def charts(files: Files, structured: Structured) -> Iterator[Chart]:
    """The charts of the project."""
    for file in files.match("Chart.yaml", "Chart.yml"):
        body, production = structured.document(file), _production(files, structured, file.folder)
        own = files.get(f"{file.folder}/values.yaml".lstrip("/"))
        values = structured.document(own) if own else production
        listed = (*body["dependencies"], *structured.at(f"{file.folder}/requirements.yaml".lstrip("/"))["dependencies"])
        libraries = _libraries(files, file.folder)
        made = tuple(_dependency(d, values, production, libraries) for d in listed)
        yield Chart(str(body["name"]) or file.folder, file.folder, values, made, file.at)


def _libraries(files: Files, folder: str) -> frozenset[str]:
    """The charts whose templates make the workloads of a chart: those read the values of the chart that includes them."""
    held = files.match(f"{folder}/templates/*".lstrip("/"))
    named = (match["template"].split(".") for file in held for match in _INCLUDED.finditer(file.text))
    return frozenset(part for parts in named if parts[-1] in _WORKLOADS for part in parts[:-1])


def _dependency(listed: Node, values: Node, production: Node, libraries: frozenset[str]) -> ChartDependency:
    name = str(listed["name"])
    if name not in libraries:
        values, production = (v[str(listed["alias"]) or name] for v in (values, production))
    return ChartDependency(name, str(listed["repository"]), values, production, listed.at)


def _production(files: Files, structured: Structured, folder: str) -> Node:
    """The values that production is released with, which stand beside a chart's own or beside the chart."""
    folders = dict.fromkeys((folder, folder.rpartition("/")[0]))
    paths = (f"{f}/values{mark}prod*.{ending}".lstrip("/") for f in folders for mark in "-_." for ending in ("yaml", "yml"))
    found = next((file for file in files.match(*paths) if file.folder in folders), None)  # one without a slash is anywhere's
    return structured.document(found) if found else structured.at(f"{folder}/values.prod.yaml".lstrip("/"))


def evaluated(text: str, chart: Chart | None) -> str:
    """A template with the blocks that its default values switch off blanked, line for line."""
    if chart is None or "{{" not in text:
        return text
    blanks: list[tuple[int, int]] = []
    opened: list[tuple[int, bool | None]] = []  # where a block begins, and whether it holds
    for match in TEMPLATE.finditer(text):
        word, _, rest = match[0][2:-2].strip("- \n").partition(" ")
        if word in ("if", "with", "range"):
            opened.append((match.end(), chart.truth(rest.strip()) if word != "range" else None))
        elif word == "else" and opened:
            start, holds = opened.pop()
            blanks += [(start, match.start())] if holds is False else []
            opened.append((match.end(), None if holds is None else not holds))
        elif word == "end" and opened:
            start, holds = opened.pop()
            blanks += [(start, match.start())] if holds is False else []
        elif word in ("define", "block"):
            opened.append((match.end(), None))
    for start, end in blanks:
        text = text[:start] + spaces(text[start:end]) + text[end:]
    return text


def resolved(node: Node, key: Location | None, file: File, chart: Chart | None) -> Node:
    """What a key holds: its own value, or the default value that its template action refers to. A reference to a value that the
    chart does not set is nothing."""
    if chart is None or key is None or key.path != file.path:  # a default value is no template
        return node
    own = node.text is None and (node.items or node.parts)
    lines = file.text.split("\n")[key.line - 1 : key.line + 4]
    if own or not lines:
        return node
    found = _action_of(lines)
    if not found:
        return node
    reference = _REFERENCE.search(found)
    return chart.value(reference[1]) if reference else Node(key, text=found)


def _action_of(lines: list[str]) -> str:
    """The template action that gives a key its value: on its line, or alone on the lines below that are indented deeper."""
    head = lines[0].partition(":")[2]
    if "{{" in head:
        return head
    if head.split("#")[0].strip():
        return ""
    for line in lines[1:]:
        if line.strip().startswith("{{") and not re.match(r"\s*\{\{-?\s*(?:if|end|else|with|range)\b", line):
            return line
        if line.strip() and not line.strip().startswith("{{"):
            return ""
    return ""


def rendered(reference: str, chart: Chart | None) -> str:
    """A text with the default values of plain references put in."""
    if chart is None:
        return reference

    def value_of(match: re.Match[str]) -> str:
        found = _REFERENCE.search(match[0])
        return str(chart.value(found[1])) if found else match[0]

    try:
        return filled(TEMPLATE, reference, value_of)
    except Refused:  # it stays as it is written
        return reference
