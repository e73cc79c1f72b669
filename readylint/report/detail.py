"""The rest of the text report: every category's items, the final gate, what the repository is, what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from readylint.decision import counted
from readylint.model import CATEGORIES, SEVERITIES, Assessment, Report, Trait
from readylint.report.headline import WORDS
from readylint.report.page import WIDEST, Page, clean, clip, sentence
from readylint.report.paint import PLACE
from readylint.report.places import first, place, placed, proof, why

SHOWN = 5  # places under a failure
SKIPPED = 3  # paths named for each reason not to read

NAMES = {"api": "API", "docs": "Documentation"}
_ANSWERS = {"yes": ("bold green", "YES"), "no": ("bold red", "NO"), "unknown": ("bold yellow", "DON'T KNOW"), "na": ("dim", "N/A")}


def categories(page: Page, report: Report) -> None:
    """Every category that has something to say: fails, what cannot be told, passes, what does not apply."""
    for category in CATEGORIES:
        of = [a for a in report.assessments if a.item.category == category and a.counts]
        if of:
            _category(page, category_name(category), sorted(of, key=lambda a: SEVERITIES.index(a.item.severity)))
    if previews := [a for a in report.assessments if a.judged and not a.counts]:
        _category(page, "In preview, and not counted: the next release counts them, `--preview` does now", previews)


def category_name(slug: str) -> str:
    """A category as a heading names it."""
    return NAMES.get(slug, slug.capitalize())


def _category(page: Page, name: str, of: Sequence[Assessment]) -> None:
    by = {v: [a for a in of if a.verdict == v] for v in ("error", "fail", "unknown", "pass", "na")}
    shown = (("error", "error"), ("fail", "fail"), ("unknown", "open"), ("pass", "pass"), ("na", "n/a"))
    page.heading(name, ", ".join(f"{len(by[v])} {word}" for v, word in shown if by[v]))
    for assessment in by["error"]:
        head = ("bold magenta", "ERROR "), ("bold", f"{assessment.item.id}  ")
        page.para(f"{assessment.item.title}: {assessment.reason}.", *head)
    for assessment in by["fail"]:
        item = assessment.item
        mark = ("yellow", "fail  ") if assessment.accepted else ("bold red", "FAIL  ")
        page.para(f"{item.title} ({item.severity})", mark, ("bold", f"{item.id}  "), style="bold")
        if assessment.accepted:
            page.para(sentence(assessment.accepted), indent=16, style="yellow")
        proof(page, assessment, SHOWN, 16)
    for assessment in by["unknown"]:
        _open(page, assessment)
    for assessment in by["pass"]:
        _passed(page, assessment)
    if by["na"]:
        _not_applicable(page, by["na"])


def _open(page: Page, assessment: Assessment) -> None:
    """What cannot be told from the repository, and why."""
    item, head = assessment.item, (("yellow", "open  "), ("bold", f"{assessment.item.id}  "))
    if assessment.services:
        page.para(item.title, *head)
        why(page, assessment, 16)
    else:
        page.para(sentence(f"{item.title}: {assessment.reason}"), *head)


def _passed(page: Page, assessment: Assessment) -> None:
    """A pass on one line: the item by name, and its proof, whole."""
    item, evidence = assessment.item, first(assessment.evidence)
    where = f"{place(evidence)}  " if evidence else ""
    column = min(28, page.width - len(f"  pass  {item.id}    {where}"))  # a long place takes from the column, not from the line
    head = f"{item.id}  {item.slug:<{max(column, 0)}}  "
    said = clean(evidence.message if evidence else assessment.reason)
    room = min(page.width, WIDEST) - len("  pass  ") - len(head) - len(where)
    span = (placed(evidence)[0] if evidence else "", where)
    if len("  pass  " + head + where.rstrip()) > page.width:
        page.line(("green", "  pass  "), ("", head.rstrip()))
        page.line(("", " " * 16), span)
    else:
        page.line(("green", "  pass  "), ("", head), span, ("dim", clip(said, room) if room > 20 else ""))


def _not_applicable(page: Page, of: Iterable[Assessment]) -> None:
    """What does not apply, by reason."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for assessment in of:
        reasons[clean(assessment.reason)].append(assessment.item.id)
    said = "; ".join(f"{', '.join(ids)} ({reason})" for reason, ids in reasons.items())
    page.para(said, ("dim", "n/a   "), style="dim")


def gate(page: Page, report: Report) -> None:
    """The four questions, each with the items that decide its answer."""
    if not report.gate:
        return
    page.heading("The final gate", "yes: every item behind the question passes")
    by_id = {a.item.id: a for a in report.assessments}
    for asked in report.gate:
        style, word = _ANSWERS[asked.answer]
        page.para(asked.question, (style, f"{word:<10}  "), style="bold")
        page.para(_behind([by_id[i] for i in asked.items if i in by_id]), indent=14)


def _behind(of: Sequence[Assessment]) -> str:
    groups: dict[str, list[str]] = {w: [] for w in ("fail", "error", "open", "not judged yet", "preview", "pass", "n/a")}
    word = {"unknown": "open", "na": "n/a"}
    for assessment in of:
        uncounted = "preview" if assessment.judged else "not judged yet"
        groups[word.get(assessment.verdict, assessment.verdict) if assessment.counts else uncounted].append(assessment.item.id)
    return "; ".join(f"{name}: {' '.join(ids)}" for name, ids in groups.items() if ids)


def services(page: Page, report: Report) -> None:
    """What the repository was taken for, with the place that shows it."""
    page.heading("What this repository is")
    decisions = {d.service: WORDS[d.outcome].lower() for d in report.service_decisions}
    for service in report.services:
        said = [f"{service.kind} in {service.root or 'the root'}", *service.frameworks]
        said += [] if service.inferred else ["stated in the configuration"]
        said += [f"by itself: {decisions[service.name]}"] if service.name in decisions else []
        page.para(", ".join(said), ("bold", f"{clean(service.name)}: "))
    present = [t for t in report.traits if t.present]
    for trait in present:
        _trait(page, trait)
    absent = [t.name for t in report.traits if not t.present]
    if absent:
        page.para(", ".join(absent), ("dim", "without    "), style="dim")
    for note in report.notes:
        page.para(note, ("yellow", "configured "))


def _trait(page: Page, trait: Trait) -> None:
    where, said = trait.evidence[0] if trait.evidence else (None, "")
    told = f"{clean(str(where))}  " if where else ""
    page.line(("", f"  {trait.name:<9}  "), (PLACE, told), ("dim", clip(clean(said), max(page.width - 13 - len(told), 20))))


def coverage(page: Page, report: Report) -> None:
    """What was read, and what was not and why."""
    read = report.coverage
    page.heading("What was read")
    page.para(f"{counted(read.read, 'file')} and {counted(report.repository.commits, 'commit')}.")
    if report.repository.history:
        page.para(sentence(report.repository.history), ("yellow", "history: "))
    for note in read.notes:
        page.para(sentence(note))
    reasons: dict[str, list[str]] = defaultdict(list)
    for skipped in read.skipped:
        reasons[skipped.why].append(clean(skipped.path))
    if reasons:
        page.line(("bold", f"  Not read, or not understood: {counted(len(read.skipped), 'file')}"))
    for reason, paths in reasons.items():
        more = f" and {len(paths) - SKIPPED:,} more" if len(paths) > SKIPPED else ""
        page.para(f"{', '.join(paths[:SKIPPED])}{more}", ("", f"{clip(clean(reason), 60)}: "), indent=4)
