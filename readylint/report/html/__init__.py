"""The report as one HTML file: no network, nothing of the repository alive, a page to read, to filter and to print."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from readylint.decision import counted, percent
from readylint.model import SEVERITIES, Report
from readylint.remote import at_commit, at_line
from readylint.report.headline import WORDS, meaning, open_before, rate, subject
from readylint.report.html.rows import LABELS, Pointer, categories, first_steps, pointer
from readylint.report.html.sections import behind, people, services, skipped, tiles
from readylint.report.html.timeline import timeline
from readylint.report.html.words import Words
from readylint.report.page import clean, sentence

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_SECTIONS = (  # id, title, and what a section is there for
    ("decision", "Decision", ""),
    ("gate", "Final gate", "gate"),
    ("first", "What to do first", "steps"),
    ("categories", "Categories", "categories"),
    ("services", "Services", "services"),
    ("since", "What is new", "since"),
    ("items", "Every item", ""),
    ("history", "History", "timeline"),
    ("answered", "Answered for", "answered"),
    ("read", "What was read", ""),
)


def html(report: Report) -> str:
    """The report as HTML. The same report gives the same bytes."""
    linked = (a.item.id for a in report.assessments if a.judged)
    return rendered("page.html", _shown(report), linked, scripts=("filter.js", "page.js"))


def rendered(
    name: str, shown: dict[str, Any], linked: Iterable[str] = (), *, styles: Sequence[str] = ("page.css",), scripts: Sequence[str] = ()
) -> str:
    """A page from its template, in which these items are links; its policy lets these styles and scripts of ours run, and nothing else."""
    from markupsafe import Markup

    made = environment(linked)
    style, script = (Markup("").join(_source(made, file) for file in files) for files in (styles, scripts))
    scripted = f"script-src {_digest(script)}; " if script else ""
    policy = f"default-src 'none'; style-src {_digest(style)}; {scripted}base-uri 'none'; form-action 'none'"
    return made.get_template(name).render(shown, style=style, script=script, policy=policy) + "\n"


def environment(linked: Iterable[str]) -> Environment:
    """The templates, in which nothing of a repository is alive; these items are links."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("readylint.report.html", "")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_harmless)
    words = Words(linked)
    made.filters |= {"prose": words.prose, "sentence": lambda text: words.prose(sentence(text)), "counted": counted, "percent": percent}
    return made


def _harmless(value: Any) -> Any:
    """Whatever is put into the page, without characters that could change how the rest of it reads."""
    return clean(value) if type(value) is str else value


def _source(environment: Environment, name: str) -> Markup:
    """A file of ours that goes into a page as it is."""
    from markupsafe import Markup

    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])


def _digest(text: str) -> str:
    """What the policy lets run or style the page: this text, and no other."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(report: Report) -> dict[str, Any]:
    steps, left = first_steps(report)
    by_id = {a.item.id: a for a in report.assessments}
    shown: dict[str, Any] = {
        "report": report,
        "decision": report.decision,
        "repository": report.repository,
        "subject": subject(report),
        "word": WORDS[report.decision.outcome],
        "words": WORDS,
        "meaning": meaning(report),
        "rate": rate(report),
        "tiles": tiles(report),
        "open_before": open_before(report.decision),
        "blockers": [(by_id[id], pointer(by_id[id], report)) for id in report.decision.blockers if id in by_id],
        "steps": steps,
        "steps_left": left,
        "gate": [(asked, behind(asked, by_id)) for asked in report.gate],
        "categories": categories(report),
        "services": services(report),
        "timeline": timeline(report),
        "people": people(report),
        "answered": bool(report.entries or report.notes or report.baseline),
        "skipped": skipped(report),
        "labels": LABELS,
        "judged": {a.verdict for a in report.assessments if a.judged},
        "severities": SEVERITIES,
        "web_commit": at_commit(report.repository.web, report.repository.revision),
        "trait_place": lambda at: Pointer(str(at), at_line(report.repository.web, report.repository.revision, at.path, at.line)),
    }
    shown["sections"] = [(id, title) for id, title, there in _SECTIONS if not there or shown.get(there, getattr(report, there, None))]
    return shown
