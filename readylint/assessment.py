"""The findings of one item folded into a verdict, for each service and for the repository.

A defect outranks evidence, evidence outranks "cannot tell", that outranks "nothing to judge", and only then is the item
absent. The repository's verdict is the worst of its services': error > fail > unknown > pass > na.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from readylint.model import Assessment, Confidence, Finding, Item, Service, ServiceVerdict, Trait, Verdict
from readylint.rule import Rule

WORST: tuple[Verdict, ...] = ("error", "fail", "unknown", "pass", "na")
_LACKS = {
    "app": "nothing here is deployed",
    "http": "nothing here answers HTTP requests",
    "api": "no endpoint answers data",
    "ui": "there are no pages for people",
    "auth": "nobody logs in",
    "db": "no database holds the app's data",
    "sql": "the app owns no relational schema",
    "container": "no image is built for deployment",
    "k8s": "there are no Kubernetes workloads",
    "outbound": "the app calls no other service",
    "uploads": "the app takes no files from users",
    "deps": "no third-party dependency is declared",
}


class Subject(Struct, frozen=True):
    """What is judged: the repository's services and traits, and the parts that a rule does not speak of. `apart`: folders of
    programs that are no service of it, such as a load generator."""

    services: tuple[Service, ...]
    traits: tuple[Trait, ...]
    apart: tuple[str, ...] = ()

    def has(self, trait: str) -> bool:
        return trait == "any" or any(t.name == trait and t.present for t in self.traits)


def not_yet(rule: Rule) -> Assessment:
    return Assessment(rule.item, "unknown", "no rule yet")


def deselected(rule: Rule) -> Assessment:
    return Assessment(rule.item, "unknown", "not asked for", selected=False)


def crashed(rule: Rule, error: str) -> Assessment:
    return Assessment(rule.item, "error", f"the rule crashed: {error}")


def inapplicable(rule: Rule, subject: Subject) -> Assessment | None:
    """The `na` of an item whose trait the repository lacks, or that speaks of no kind of service it has; else None."""
    if not subject.has(rule.item.applies):
        return Assessment(rule.item, "na", _LACKS.get(rule.item.applies, f"no {rule.item.applies}"))
    if rule.unless and subject.services and not judged_services(rule, subject):
        kinds = sorted({s.kind for s in subject.services if s.kind in rule.unless})
        if kinds:
            return Assessment(rule.item, "na", f"{_article(kinds[0])} {kinds[0]} has none of its own to judge")
    return None


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def judged_services(rule: Rule, subject: Subject) -> tuple[Service, ...]:
    """The services that a rule speaks of."""
    return tuple(s for s in subject.services if s.has(rule.item.applies) and s.kind not in rule.unless)


def assess(rule: Rule, findings: Sequence[Finding], subject: Subject) -> Assessment:
    """The findings of one rule, folded."""
    if rule.scope == "service":
        services = judged_services(rule, subject)
        if len(services) > 1 or (services and len(subject.services) > 1):
            return _for_services(rule, findings, services, subject)
    made = _assessment(rule, findings, fold(rule, findings))
    return replace(made, absent=("",)) if _is_absent(made.verdict, made.findings) else made


def _assessment(
    rule: Rule, findings: Sequence[Finding], folded: tuple[Verdict, str], services: tuple[ServiceVerdict, ...] = ()
) -> Assessment:
    verdict, reason = folded
    evidence = tuple(f for f in findings if f.kind == "supports")
    defects = tuple(f for f in findings if f.kind == "contradicts")
    aside = tuple(f for f in findings if f.kind == "aside")
    return Assessment(rule.item, verdict, reason, _confidence(verdict, evidence, defects), evidence, defects, services, aside=aside)


def _confidence(verdict: Verdict, evidence: Sequence[Finding], defects: Sequence[Finding]) -> Confidence:
    deciding = {"pass": evidence, "fail": defects}.get(verdict, ())
    levels = {f.confidence for f in deciding}
    return "high" if "high" in levels or not levels else "medium" if "medium" in levels else "low"


def _for_services(rule: Rule, findings: Sequence[Finding], services: tuple[Service, ...], subject: Subject) -> Assessment:
    """What belongs to a service that the rule does not speak of says nothing about the others, nor does a program apart (ruling 15),
    unless nothing else is told."""
    told = [f for f in findings if not (f.location and _is_under(f.location.path, subject.apart))]
    if not any(f.kind in ("supports", "contradicts") for f in told):
        told = list(findings)  # those programs are all that the item can be judged by
    parts = {s.name: [f for f in told if belongs(f, s, subject.services)] for s in services}
    folded = {name: fold(rule, own) for name, own in parts.items()}
    worst = min(folded, key=lambda name: WORST.index(folded[name][0]))
    verdict, reason = folded[worst]
    differ = len({v for v, _ in folded.values()}) > 1
    said = tuple(ServiceVerdict(name, v, why) for name, (v, why) in folded.items())
    made = _assessment(rule, findings, (verdict, f"{worst}: {reason}" if differ else reason), said if differ else ())
    made = replace(made, absent=tuple(name for name, own in parts.items() if _is_absent(folded[name][0], own)))
    return replace(made, about=tuple(folded)) if len(folded) < len(subject.services) else made


def _is_absent(verdict: Verdict, findings: Iterable[Finding]) -> bool:
    """Whether a failure is for want of something, with no defect behind it."""
    return verdict == "fail" and not any(f.kind == "contradicts" and f.suppressed is None for f in findings)


def _is_under(path: str, folders: tuple[str, ...]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def belongs(finding: Finding, service: Service, services: tuple[Service, ...]) -> bool:
    """Whether a finding speaks of a service: by name, by the deepest root above it, by a folder or file named after it; what
    stands outside every service (CI, deployment, shared code) speaks of all."""
    if finding.service is not None:
        return finding.service == service.name
    if finding.location is None:
        return True
    path = finding.location.path
    homes = [s for s in services if s.root and (path == s.root or path.startswith(s.root + "/"))]
    if homes:
        return service.root == max(homes, key=lambda s: len(s.root)).root
    named = [s for s in services if _names(path, s)]
    return service in named if named else True


def _names(path: str, service: Service) -> bool:
    words = {part.partition(".")[0].lower() for part in path.split("/")}
    return service.name.lower() in words


def fold(rule: Rule, findings: Sequence[Finding]) -> tuple[Verdict, str]:
    """The verdict of one subject, and the reason in one sentence."""
    defects = [f for f in findings if f.kind == "contradicts" and f.suppressed is None]
    evidence = [f for f in findings if f.kind == "supports"]
    if rule.ratio is not None and (defects or evidence):
        return _by_share(rule, evidence, defects)
    first, second = (evidence, defects) if rule.wins == "supports" else (defects, evidence)
    for found in (first, second):
        if found:
            return ("fail" if found is defects else "pass"), _told(found)
    unclear = [f for f in findings if f.kind == "unclear"]
    if unclear:
        return "unknown", unclear[0].message
    empty = [f for f in findings if f.kind == "nothing"]
    if empty:
        return "na", empty[0].message
    suppressed = sum(f.suppressed is not None for f in findings)
    if suppressed and rule.item.absence == "pass":
        return "pass", f"nothing found against it but what is suppressed in place ({suppressed})"
    return rule.item.absence, _absent(rule.item)


def _by_share(rule: Rule, evidence: list[Finding], defects: list[Finding]) -> tuple[Verdict, str]:
    whole = len(evidence) + len(defects)
    enough = len(evidence) / whole >= (rule.ratio or 0)
    told = f"{len(evidence)} of {whole} {rule.counted}".rstrip() + (f"; {defects[0].message}" if defects else "")
    return ("pass" if enough else "fail"), told


def _told(found: Sequence[Finding]) -> str:
    more = len(found) - 1
    return found[0].message + (f" (and {more} more)" if more else "")


def _absent(item: Item) -> str:
    where = f"; searched: {item.searched}" if item.searched else ""
    if item.absence == "pass":
        return f"nothing found against it{where}"
    if item.absence == "unknown":
        return f"the repository does not say{where}"
    return f"none found{where}"
