"""From assessments to the report: the team's severities, what people put their names to, the decision, the services' own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timezone

from msgspec.structs import replace

import readylint
from readylint.acceptance import accept
from readylint.assessment import belongs
from readylint.baseline import read_baseline
from readylint.config import Config
from readylint.corrections import corrections
from readylint.crash import Mistake
from readylint.decision import Policy, answers, decide, worst
from readylint.entries import Standing
from readylint.fact import Facts
from readylint.facts.code import Code
from readylint.facts.commits import CommitCount
from readylint.facts.files import Files
from readylint.facts.owners import CodeOwners
from readylint.facts.project import Project
from readylint.facts.today import Today
from readylint.gating import gated
from readylint.history import SHALLOW, SWITCHED_OFF, HistoryOption
from readylint.ignores import unused
from readylint.model import Assessment, Baselined, Coverage, Decision, Finding, Report, Repository, Service, Skipped
from readylint.names import names_of, old_names
from readylint.options import Options
from readylint.registry import gate
from readylint.renames import since
from readylint.secrets.marks import MarksOption
from readylint.snapshot import Snapshot
from readylint.standing import standing
from readylint.trail import Trail

NAMED = 4  # files that nothing brings in


def conclude(facts: Facts, config: Config, options: Options, assessments: tuple[Assessment, ...]) -> Report:
    """The report of what the rules found."""
    project, files, snapshot, commits = facts.get(Project), facts.get(Files), facts.get(Snapshot), facts.get(CommitCount)
    policy = replace(config.policy, profile=options.profile) if options.profile else config.policy
    today = facts.get(Today)
    judged = tuple(_weighed(a, policy, config.preview or options.preview) for a in assessments)
    ids = {name: a.item.id for a in judged for name in names_of(a.item)}
    accepted, entries = accept(judged, _standings(facts, config, ids, today.day), project.services)
    settled, baseline = _baselined(facts, config, options, accepted)
    partial = bool(options.select or options.ignore)
    of_services = _service_decisions(project, settled, policy, partial, entries)
    whole = decide(settled, policy, judgeable=project.judgeable, partial=partial, override=_override(entries, ""))
    report = Report(
        version=readylint.__version__,
        repository=_repository(snapshot, files, commits),
        coverage=_coverage(files, snapshot, facts.get(Code)),
        traits=project.traits,
        services=project.services,
        assessments=settled,
        gate=answers(gate(), settled),
        decision=worst(whole, of_services),
        as_of=_as_of(commits.head_date, options.as_of),
        notes=(*corrections(facts, config, (a.item for a in assessments)), *_noted(facts, settled, today, options)),
        service_decisions=of_services,
        entries=entries,
        day=today.day,
        fail_on=policy.fail_on,
        baseline=baseline,
        anchors=project.anchors,
        owners=_owners(facts.get(CodeOwners), settled, project.services),
    )
    return of_service(report, options.service) if options.service else report


def _repository(snapshot: Snapshot, files: Files, commits: CommitCount) -> Repository:
    return Repository(
        snapshot.name,
        snapshot.revision,
        snapshot.dirty,
        len(files.all),
        commits.number,
        commits.why == SHALLOW,
        commits.why,
        snapshot.web,
    )


class UnknownService(Mistake):
    """No service has the name that was asked for."""


def of_service(report: Report, name: str) -> Report:
    """The report of one service: its verdicts, its own findings, its decision. Raises UnknownService."""
    service = next((s for s in report.services if s.name == name), None)
    if service is None:
        near = ", ".join(sorted(s.name for s in report.services)) or "none"
        raise UnknownService(f"no service is called {name!r}; there are: {near}")
    own = next((d for d in report.service_decisions if d.service == name), report.decision)
    judged = tuple(_of_service(a, service, report.services) for a in report.assessments)
    traits = service.traits or report.traits
    told = replace(report, service=name, services=(service,), traits=traits, assessments=judged)
    return replace(told, gate=answers(gate(), judged), decision=own, service_decisions=())


def _of_service(assessment: Assessment, service: Service, services: tuple[Service, ...]) -> Assessment:
    told = assessment.of(service.name)
    shared = not assessment.services  # what is judged once for all, a secret say, stands anywhere

    def own_of(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        own = tuple(f for f in found if belongs(f, service, services))
        return own or (found if shared else ())

    own = replace(assessment, evidence=own_of(assessment.evidence), findings=own_of(assessment.findings), services=(), about=())
    absent = tuple(name for name in assessment.absent if name in ("", service.name))
    return replace(own, verdict=told.verdict, reason=told.reason, accepted=told.accepted, absent=absent)


def _weighed(assessment: Assessment, policy: Policy, preview: bool) -> Assessment:
    """An assessment with the severity that the team gives its item, and in preview no longer where the team counts previews."""
    item = assessment.item
    severity = policy.severities.get(item.id, item.severity)
    return replace(assessment, item=replace(item, severity=severity, preview="" if preview else item.preview))


def _noted(facts: Facts, assessments: tuple[Assessment, ...], today: Today, options: Options) -> Iterator[str]:
    """What a reader is to know about how the repository answers for itself."""
    if today.odd:
        yield today.odd
    yield from old_names((*options.select, *options.ignore))
    if facts.get(MarksOption).obeyed:
        yield from (f"{path}:{line}: ignore[{name}] suppresses nothing" for path, line, name in unused(assessments, facts.get(Files)))


def _standings(facts: Facts, config: Config, names: dict[str, str], day: date | None) -> tuple[Standing, ...]:
    if not config.entries:
        return ()
    snapshot = facts.get(Snapshot)
    trail = Trail(snapshot, config.path, names, "" if facts.get(HistoryOption).read else f"the history is {SWITCHED_OFF}")
    tree = frozenset(entry.path for entry in snapshot.entries)
    return tuple(standing(entry, trail, tree, day or date.max, config.longest) for entry in config.entries)


def _baselined(
    facts: Facts, config: Config, options: Options, assessments: tuple[Assessment, ...]
) -> tuple[tuple[Assessment, ...], Baselined | None]:
    """The assessments with the failures accepted that the baseline of the tree lists, and what it did."""
    snapshot = facts.get(Snapshot)
    baseline = read_baseline(snapshot, config.baseline) if options.baseline and not options.isolated else None
    if baseline is None:
        return assessments, None
    blocking = frozenset(i.id for a in assessments if config.policy.blocks((i := a.item).id, i.category, i.severity))
    whole = not facts.get(CommitCount).why
    newer = since(baseline.revision, (e.path for e in baseline.entries), snapshot, facts.get(Files), whole_history=whole)
    made, told = gated(assessments, baseline, newer, facts.get(Project).services, blocking)
    return made, replace(told, stale=()) if snapshot.focus else told  # of what lies outside the folder nothing was asked


def _owners(
    owners: CodeOwners, assessments: tuple[Assessment, ...], services: tuple[Service, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not owners.sections:
        return ()
    files = owners.of_files({f.location.path for a in assessments for f in a.findings if f.location})
    folders = {root: owners.of_folder(root) for root in ("", *(s.root for s in services))}
    return tuple((path, names) for path, names in sorted({**files, **folders}.items()) if names)


def _override(entries: Iterable[Standing], service: str) -> Standing | None:
    """The override that speaks of a service, or of the whole repository."""
    told = [e for e in entries if e.entry.kind == "override" and e.counts and e.entry.service in ("", service)]
    return next((e for e in told if e.entry.service == service), told[0] if told else None)


def _as_of(head: datetime | None, asked: date | None) -> datetime | None:
    if asked is None:
        return head
    day = datetime(asked.year, asked.month, asked.day, tzinfo=timezone.utc)
    return max(head, day) if head else day


def _service_decisions(
    project: Project, assessments: tuple[Assessment, ...], policy: Policy, partial: bool, entries: tuple[Standing, ...]
) -> tuple[Decision, ...]:
    if len(project.services) < 2:
        return ()

    def of(service: Service) -> Decision:
        override = _override(entries, service.name)
        return decide(assessments, policy, judgeable=True, partial=partial, service=service, override=override)

    return tuple(map(of, project.services))


def _coverage(files: Files, snapshot: Snapshot, code: Code) -> Coverage:
    notes = list(snapshot.notes)
    if idle := sorted(code.orphans.difference(f.path for f in code.browser)):
        more = f" and {len(idle) - NAMED} more" if len(idle) > NAMED else ""
        notes.append(f"code that no other file brings in counts for nothing: {', '.join(idle[:NAMED])}{more}")
    if snapshot.untracked:
        notes.append(f"{snapshot.untracked} untracked file{'s' if snapshot.untracked > 1 else ''} not judged")
    skipped = tuple(Skipped(path, why) for path, why in sorted(files.skipped.items()))
    return Coverage(len(files.all) - sum(1 for s in skipped if files.get(s.path)), skipped, tuple(notes))
