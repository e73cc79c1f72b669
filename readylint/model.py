"""The values that travel from rules to reports: frozen, and importing nothing of readylint but the entries that people sign."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Protocol, get_args

from msgspec import Struct

from readylint.entries import Standing

Verdict = Literal["pass", "fail", "unknown", "na", "error"]
Severity = Literal["blocker", "high", "medium", "low"]
Confidence = Literal["high", "medium", "low"]
Kind = Literal["supports", "contradicts", "unclear", "nothing", "aside"]
Outcome = Literal["go", "conditional_go", "no_go", "inconclusive", "partial"]
Answer = Literal["yes", "no", "unknown", "na"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
TRAITS = ("app", "http", "api", "ui", "auth", "db", "sql", "container", "k8s", "outbound", "uploads", "deps")
CATEGORIES = ("tests", "data", "security", "api", "performance", "deploy", "reliability", "observability", "operations", "docs")


class Location(Struct, frozen=True, order=True):
    """A place in the tree: a path relative to its root with forward slashes, and 1-based lines and columns (code points)."""

    path: str
    line: int = 1
    end_line: int | None = None
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def at(self) -> Location:
        return self


class Placed(Protocol):
    """Anything that knows where it stands: a location, or a value of a fact."""

    @property
    def at(self) -> Location: ...


class Finding(Struct, frozen=True):
    """Something a rule saw. `supports` is evidence that the item holds, `contradicts` a defect; `unclear` says why
    the repository cannot tell, `nothing` why there is nothing to judge, `aside` why something does not count."""

    kind: Kind
    message: str
    location: Location | None = None
    confidence: Confidence = "high"
    service: str | None = None
    commit: str | None = None
    author_date: datetime | None = None
    in_tree: bool = True
    suppressed: str | None = None
    fingerprint: str = ""
    accepted: str = ""  # why a defect does not gate: who waived it and until when, or a baseline
    level: str = ""  # of what is set aside: "warning" or "note" where it is worth a look all the same


def supports(where: Placed, message: str, *, service: str | None = None, confidence: Confidence = "high") -> Finding:
    """Evidence, at a place, that the item holds."""
    return Finding("supports", message, where.at, confidence, service)


def contradicts(
    where: Placed,
    message: str,
    *,
    service: str | None = None,
    confidence: Confidence = "high",
    commit: str | None = None,
    author_date: datetime | None = None,
    in_tree: bool = True,
    suppressed: str | None = None,
    fingerprint: str = "",
) -> Finding:
    """A defect at a place; one found in the history also names its commit and whether it still stands in the tree. One that is
    `suppressed` stays visible and does not fail the item. `fingerprint`: what the rule knows it by, where lines do not tell."""
    return Finding("contradicts", message, where.at, confidence, service, commit, author_date, in_tree, suppressed, fingerprint)


def unclear(reason: str, where: Placed | None = None, *, service: str | None = None) -> Finding:
    """The repository cannot tell: the reason says what would. Evidence and defects both outrank it; it outranks absence."""
    return Finding("unclear", reason, where.at if where else None, service=service)


def nothing(reason: str, where: Placed | None = None, *, service: str | None = None) -> Finding:
    """There is nothing to judge, so the item does not apply: the reason cites the fact (ruling 2)."""
    return Finding("nothing", reason, where.at if where else None, service=service)


def aside(where: Placed, reason: str, level: str = "") -> Finding:
    """What looks like a defect and does not count, with the reason: it decides nothing, and `explain --repo` shows it, as a "warning" or
    "note" where it is worth a look all the same."""
    return Finding("aside", reason, where.at, level=level)


class Item(Struct, frozen=True):
    """One line of the checklist, from its rule file."""

    id: str
    slug: str
    category: str
    severity: Severity
    title: str
    applies: str = "app"
    absence: Verdict = "fail"
    passes: str = ""
    fails: str = ""
    why: str = ""
    fix: str = ""
    searched: str = ""
    sources: tuple[str, ...] = ()
    detected: bool = True  # False: no rule yet
    preview: str = ""  # the release in which it is reported and does not count yet


class Trait(Struct, frozen=True):
    """What decides whether an item applies, with its evidence."""

    name: str
    present: bool
    evidence: tuple[tuple[Location, str], ...] = ()


class Service(Struct, frozen=True):
    """A deployable part of the repository. `root` is "" for the whole repository."""

    name: str
    root: str = ""
    kind: str = "service"
    frameworks: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    inferred: bool = True

    def has(self, trait: str) -> bool:
        return trait == "any" or any(t.name == trait and t.present for t in self.traits)


class ServiceVerdict(Struct, frozen=True):
    """One item judged for one service."""

    service: str
    verdict: Verdict
    reason: str
    accepted: str = ""


class Assessment(Struct, frozen=True):
    """One item judged: the verdict of the repository, and of its services where the item is judged for each."""

    item: Item
    verdict: Verdict
    reason: str
    confidence: Confidence = "high"
    evidence: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    services: tuple[ServiceVerdict, ...] = ()  # where they differ
    about: tuple[str, ...] = ()  # the services that the item speaks of; () for all
    selected: bool = True
    aside: tuple[Finding, ...] = ()
    absent: tuple[str, ...] = ()  # the services that fail for want of something and no defect, "" where it is judged once for all
    accepted: str = ""  # why a failure is a condition and no more
    attestation: Standing | None = None
    waiver: Standing | None = None

    @property
    def counts(self) -> bool:
        """Whether the item takes part in the decision: it has a rule, was selected, and is no preview."""
        return self.judged and not self.item.preview

    @property
    def judged(self) -> bool:
        """Whether anything was looked for: the item has a rule and was selected."""
        return self.selected and self.item.detected

    def of(self, service: str) -> ServiceVerdict:
        """What is said of one service."""
        if self.about and service not in self.about:
            return ServiceVerdict(service, "na", "the item does not speak of this service")
        told = (s for s in self.services if s.service == service)
        return next(told, ServiceVerdict(service, self.verdict, self.reason, self.accepted))


class Skipped(Struct, frozen=True):
    """A path that was not read, and why."""

    path: str
    why: str


class Coverage(Struct, frozen=True):
    """What was read and what was not."""

    read: int = 0
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


class Repository(Struct, frozen=True):
    """What was scanned."""

    name: str
    revision: str | None = None
    dirty: bool = False
    files: int = 0
    commits: int = 0
    shallow: bool = False
    history: str = ""  # why the history was not read whole; "" when it was
    web: str = ""  # its page on GitHub, GitLab or Bitbucket, where it was cloned from there


class GateAnswer(Struct, frozen=True):
    """One of the four questions of the final gate."""

    question: str
    answer: Answer
    items: tuple[str, ...]


class Decision(Struct, frozen=True):
    """The verdicts held against the policy."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    pass_rate: float | None = None
    passed: int = 0
    judged: int = 0
    applicable: int = 0
    blockers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    service: str | None = None
    profile: str = "launch"
    override: Standing | None = None
    instead_of: Outcome | None = None  # the outcome that the override sets aside
    missing: tuple[str, ...] = ()  # what did not pass, the worst severities first

    @property
    def deployable(self) -> bool:
        """Whether it can be deployed: a go, or a go under its conditions."""
        return self.outcome in ("go", "conditional_go")


class Baselined(Struct, frozen=True):
    """What a baseline, the list of known failures, did to a report."""

    path: str
    why: str = ""  # it counts for nothing, for this reason
    entries: int = 0
    matched: int = 0  # failures that were in it
    new: int = 0  # failures that were not, but for those that it may not list
    stale: tuple[str, ...] = ()  # entries, each said in words, that match nothing any more
    blockers: bool = False  # whether it was allowed to list blockers


class Fresh(Struct, frozen=True):
    """A failure that is new since a revision. It has no location where something is absent."""

    item: Item
    message: str
    service: str = ""
    location: Location | None = None


class Since(Struct, frozen=True):
    """What is new since a revision, as it was asked for, and the commit that it is: this alone gates then."""

    revision: str
    commit: str
    new: tuple[Fresh, ...] = ()


class Report(Struct, frozen=True):
    """All that a format needs to print."""

    version: str
    repository: Repository
    coverage: Coverage
    traits: tuple[Trait, ...]
    services: tuple[Service, ...]
    assessments: tuple[Assessment, ...]
    gate: tuple[GateAnswer, ...]
    decision: Decision
    as_of: datetime | None = None
    notes: tuple[str, ...] = ()  # configuration that corrected what was inferred
    service_decisions: tuple[Decision, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()  # name, seconds
    entries: tuple[Standing, ...] = ()  # all that people put their names to, and whether it counts
    day: date | None = None  # that the entries were held against
    fail_on: str = "no_go"
    service: str = ""  # the only one that was asked about
    baseline: Baselined | None = None
    since: Since | None = None
    anchors: tuple[str, ...] = ()  # paths of the tree that may anchor an absence, best first (manifests, README, first file)
    owners: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of each file with a finding and each service's root, by CODEOWNERS
