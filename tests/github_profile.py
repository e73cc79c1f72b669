"""What GitHub code scanning asks of a SARIF file beyond the schema and Microsoft's validator, which both let all of this pass."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

Log = dict[str, Any]
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
LINK = re.compile(r"(?<!\\)\]\((\d+)\)")
ABSOLUTE = re.compile(r"^/|^[A-Za-z][A-Za-z0-9+.-]*:|^\\|(^|/)\.\.(/|$)")
MOST = {"results": 25_000, "rules": 25_000, "tags": 10, "name": 255, "description": 1024, "megabytes": 10}


def github_profile(log: Log, files: Mapping[str, str], *, suppressed: bool = False) -> list[str]:
    """Everything that GitHub would refuse, ignore or show wrongly. `files`: the tree, path to text; `suppressed`: what is suppressed was
    asked for, which GitHub shows as open."""
    if len(log["runs"]) != 1:
        return [f"{len(log['runs'])} runs, one is wanted"]
    run = log["runs"][0]
    found = [problem for check in (_sizes, _run, _rules, _order) for problem in check(log, run)]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for number, result in enumerate(run["results"]):
        for check in (_identity, _places, _links, _fingerprints):
            found += [f"result {number}: {problem}" for problem in check(result, rules, run, files)]
        if result.get("suppressions") and not suppressed:
            found.append(f"result {number}: only open failures belong here")
    return found


def _sizes(log: Log, run: Log) -> Iterator[str]:
    if len(run["results"]) > MOST["results"]:
        yield "too many results"
    if len(run["tool"]["driver"]["rules"]) > MOST["rules"]:
        yield "too many rules"
    if len(json.dumps(log)) > MOST["megabytes"] << 20:
        yield "too large"


def _run(log: Log, run: Log) -> Iterator[str]:
    if [i.get("executionSuccessful") for i in run["invocations"]] != [True]:
        yield "executionSuccessful is not true"
    if TIMESTAMP.search(json.dumps(log)):
        yield "a time of day: the same tree must give the same file"
    if run.get("columnKind") != "unicodeCodePoints":
        yield "columnKind is not unicodeCodePoints"
    if not run["tool"]["driver"].get("semanticVersion"):
        yield "no semanticVersion"


def _rules(log: Log, run: Log) -> Iterator[str]:
    rules = run["tool"]["driver"]["rules"]
    for id, times in Counter(rule["id"] for rule in rules).items():
        if times > 1:
            yield f"rule {id} comes {times} times"
    for rule in rules:
        yield from (f"rule {rule['id']}: {problem}" for problem in (*_texts(rule), *_rule_properties(rule)))


def _texts(rule: Log) -> Iterator[str]:
    if not 0 < len(rule.get("name", "")) <= MOST["name"]:
        yield "no name, or a long one"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule.get(key, {}).get("text", "")) <= MOST["description"]:
            yield f"{key} is empty or too long"
    for key in ("text", "markdown"):
        if not rule.get("help", {}).get(key):
            yield f"help.{key} is empty"


def _rule_properties(rule: Log) -> Iterator[str]:
    properties = rule["properties"]
    if rule["defaultConfiguration"].get("level") not in ("error", "warning", "note"):
        yield "no level"
    if len(properties["tags"]) > MOST["tags"]:
        yield "too many tags"
    if properties.get("precision") not in ("very-high", "high", "medium", "low"):
        yield "no precision"
    if properties.get("problem.severity") not in ("error", "warning", "recommendation"):
        yield "no problem.severity"
    severity = properties.get("security-severity")
    if (severity is not None) != ("security" in properties["tags"]):
        yield "security-severity goes with the tag `security`, and only with it"
    if severity is not None and not (isinstance(severity, str) and re.fullmatch(r"\d+\.\d", severity) and 0 < float(severity) <= 10):
        yield "security-severity is not a number in a string"


def _order(log: Log, run: Log) -> Iterator[str]:
    def key(result: Log) -> tuple[str, str, int]:
        where = result["locations"][0]["physicalLocation"] if result.get("locations") else {}
        return result["ruleId"], unquote(where.get("artifactLocation", {}).get("uri", "")), where.get("region", {}).get("startLine", 0)

    keys = [key(result) for result in run["results"]]
    if keys != sorted(keys):
        yield "results are not sorted"
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    if ids != sorted(ids):
        yield "rules are not sorted"


def _identity(result: Log, rules: Mapping[str, Log], run: Log, files: Mapping[str, str]) -> Iterator[str]:
    if result.get("ruleId") not in rules:
        yield f"unknown rule {result.get('ruleId')}"
    elif run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "ruleIndex is that of another rule"
    if result.get("level") not in ("error", "warning", "note"):
        yield "no level"
    if not result.get("message", {}).get("text", "").strip():
        yield "no message"
    if result.get("kind", "fail") != "fail":
        yield "only failures belong here"


def _places(result: Log, rules: Mapping[str, Log], run: Log, files: Mapping[str, str]) -> Iterator[str]:
    if len(result.get("locations", [])) != 1:
        yield "exactly one location is wanted"
        return
    for location in (*result["locations"], *result.get("relatedLocations", [])):
        yield from _place(location["physicalLocation"], files)


def _place(where: Log, files: Mapping[str, str]) -> Iterator[str]:
    uri = where["artifactLocation"].get("uri", "")
    if not uri or ABSOLUTE.search(uri) or re.search(r"[^A-Za-z0-9/._~!$&'()*+,;=@%-]", uri):
        yield f"{uri!r} is no relative, percent-encoded reference"
    elif unquote(uri, errors="surrogateescape") not in files:
        yield f"{uri} is not in the tree"
    else:
        yield from _region(where.get("region", {}), files[unquote(uri, errors="surrogateescape")])


def _region(region: Log, text: str) -> Iterator[str]:
    if {"startLine", "startColumn", "endLine", "endColumn"} - region.keys():
        yield "the region lacks one of its four numbers"
        return
    lines = re.split(r"\r\n|\r|\n", text)
    if not 1 <= region["startLine"] <= region["endLine"] <= len(lines):
        yield "lines outside the file"
    elif region["endColumn"] > len(lines[region["endLine"] - 1]) + 1 or region["startColumn"] < 1:
        yield "columns outside the line"
    elif (region["startLine"], region["startColumn"]) > (region["endLine"], region["endColumn"]):
        yield "the region ends before it starts"


def _links(result: Log, rules: Mapping[str, Log], run: Log, files: Mapping[str, str]) -> Iterator[str]:
    linked = [int(number) for number in LINK.findall(result.get("message", {}).get("text", ""))]
    related = [place.get("id") for place in result.get("relatedLocations", [])]
    if linked != related or len(set(related)) != len(related):
        yield f"links to {linked}, related locations {related}"
    if not all(place.get("message", {}).get("text") for place in result.get("relatedLocations", [])):
        yield "a related location without a message"


def _fingerprints(result: Log, rules: Mapping[str, Log], run: Log, files: Mapping[str, str]) -> Iterator[str]:
    prints = result.get("partialFingerprints", {})
    if not re.fullmatch(r"[0-9a-f]{1,16}:\d+", prints.get("primaryLocationLineHash", "")):
        yield "no primaryLocationLineHash"
    if not prints.get("readylint/v1"):
        yield "no fingerprint of our own"
    if sum(1 for other in run["results"] if _identified(other) == _identified(result)) > 1:
        yield "another result has the same rule, place and hash: GitHub keeps one of them"


def _identified(result: Log) -> tuple[Any, ...]:
    return result["ruleId"], result.get("partialFingerprints", {}).get("primaryLocationLineHash"), result.get("locations")
