"""The sections beside the items: the gate, the services, what people answer for, what was not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from readylint.decision import WORST, percent
from readylint.model import SEVERITIES, Assessment, Decision, GateAnswer, Report, Service, Skipped
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


class Services(Struct, frozen=True):
    """What fails in every service, and each with its own decision and what fails there besides, the worst first."""

    common: tuple[Assessment, ...]
    rows: tuple[tuple[Service, Decision, tuple[Assessment, ...]], ...]


def services(report: Report) -> Services | None:
    """None where there is one service."""
    decided = {d.service: d for d in report.service_decisions}
    known = [s for s in report.services if s.name in decided]
    if len(known) < 2:
        return None
    counted = sorted((a for a in report.assessments if a.counts), key=lambda a: (SEVERITIES.index(a.item.severity), a.item.id))
    failing = {s.name: [a for a in counted if a.of(s.name).verdict == "fail"] for s in known}
    common = tuple(a for a in counted if all(a in of for of in failing.values()))
    worst = sorted(known, key=lambda s: (_rank(decided[s.name]), s.name))
    return Services(common, tuple((s, decided[s.name], tuple(a for a in failing[s.name] if a not in common)) for s in worst))


def _rank(decision: Decision) -> tuple[int, float]:
    outcomes = (*WORST, "partial")
    return outcomes.index(decision.outcome), decision.pass_rate if decision.pass_rate is not None else 1.0


def people(report: Report) -> tuple[tuple[str, str], ...]:
    """What people put their names to: whether it counts, and the whole in a sentence."""
    return tuple((standing.state, told(standing)) for standing in report.entries)


def skipped(report: Report) -> tuple[tuple[str, tuple[Skipped, ...]], ...]:
    """What was not read, by reason, the most frequent first."""
    reasons: dict[str, list[Skipped]] = defaultdict(list)
    for one in report.coverage.skipped:
        reasons[one.why].append(one)
    return tuple((why, tuple(paths)) for why, paths in sorted(reasons.items(), key=lambda r: (-len(r[1]), r[0])))
