"""The sections beside the items: the gate, the services, what people answer for, what was not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from readylint.decision import percent
from readylint.model import Assessment, Decision, GateAnswer, Report, Service, Skipped
from readylint.report.signed import told


def tiles(report: Report) -> tuple[tuple[str, str, str], ...]:
    """The figures of the decision: number, what it counts, verdict."""
    decision = report.decision
    of = [a.verdict for a in report.assessments if a.counts]
    return (
        (percent(decision.pass_rate) if decision.pass_rate is not None else "–", "pass rate by weight", ""),
        (str(of.count("fail")), "fail", "fail"),
        (str(of.count("unknown") + of.count("error")), "open", "unknown"),
        (str(of.count("pass")), "pass", "pass"),
        (str(of.count("na")), "do not apply", "na"),
    )


def behind(asked: GateAnswer, by_id: Mapping[str, Assessment]) -> list[Assessment]:
    """The items behind a question, those that decide its answer first."""
    order = ("fail", "error", "unknown", "pass", "na")
    return sorted((by_id[i] for i in asked.items if i in by_id and by_id[i].judged), key=lambda a: order.index(a.verdict))


def services(report: Report) -> tuple[tuple[Service, Decision, tuple[Assessment, ...]], ...]:
    """Every service with its own decision, where there are several, and what fails in it."""
    decided = {d.service: d for d in report.service_decisions}
    rows = []
    for service in report.services:
        if service.name in decided:
            failing = tuple(a for a in report.assessments if a.counts and a.of(service.name).verdict == "fail")
            rows.append((service, decided[service.name], failing))
    return tuple(rows)


def people(report: Report) -> tuple[tuple[str, str], ...]:
    """What people put their names to: whether it counts, and the whole in a sentence."""
    return tuple((standing.state, told(standing)) for standing in report.entries)


def skipped(report: Report) -> tuple[tuple[str, tuple[Skipped, ...]], ...]:
    """What was not read, by reason, the most frequent first."""
    reasons: dict[str, list[Skipped]] = defaultdict(list)
    for one in report.coverage.skipped:
        reasons[one.why].append(one)
    return tuple((why, tuple(paths)) for why, paths in sorted(reasons.items(), key=lambda r: (-len(r[1]), r[0])))
