"""A trend as one HTML file: a plot that is drawn here, and beside it a table of the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from readylint.comparison import Change, by_severity
from readylint.model import Outcome, Verdict
from readylint.report.compared import became
from readylint.report.headline import WORDS
from readylint.report.html import rendered
from readylint.report.page import clean
from readylint.trend.steps import Step, Trend
from readylint.version import VERSION

_LEFT, _RIGHT, _TOP, _HEIGHT = 60.0, 985.0, 16.0, 260.0  # the plot; the whole is 1000 wide
_BARS, _BAR = 318.0, 90.0  # below it the items by verdict
NAMES = 16  # under the plot
_SHAPES: dict[Outcome, str] = {"go": "circle", "conditional_go": "diamond", "no_go": "square"}
_SAID: dict[Verdict, str] = {"pass": "pass", "unknown": "open", "error": "not judged", "fail": "fail", "na": "do not apply"}  # from below


class Part(Struct, frozen=True):
    """The items of one verdict in the bar of a step."""

    verdict: Verdict
    number: int
    y: float
    height: float


class Point(Struct, frozen=True):
    """A step in the plot. `y`: of its mark, None where it has no rate. `named`: whether there is room for its name."""

    step: Step
    changes: tuple[Change, ...]
    x: float
    y: float | None
    shape: str
    parts: tuple[Part, ...]
    named: bool

    @property
    def better(self) -> list[Change]:
        return by_severity(self.changes, "better")

    @property
    def worse(self) -> list[Change]:
        return by_severity(self.changes, "worse")

    @property
    def label(self) -> str:
        """What a reader is told of the mark."""
        step = self.step
        return f"{clean(step.revision.name)}: {WORDS[step.outcome]}{f' at {step.share}' if step.share else ''}"


def trended(trend: Trend) -> str:
    """The trend as HTML. The same trend gives the same bytes."""
    points = tuple(_points(trend))
    shown = {
        "trend": trend,
        "points": points,
        "lines": _lines(points),
        "grid": [(share, _y(share / 100)) for share in (0, 25, 50, 75, 100)],
        "last": trend.steps[-1],
        "words": WORDS,
        "became": became,
        "version": VERSION,
        "width": _width(trend),
        "legend": ", ".join(said for verdict, said in _SAID.items() if any(part.verdict == verdict for p in points for part in p.parts)),
        "said": _SAID,
    }
    return rendered("trend.html", shown, (item.id for step in trend.steps for item in step.items))


def _width(trend: Trend) -> float:
    """Of a bar."""
    return round(min((_RIGHT - _LEFT) / len(trend.steps) * 0.6, 40), 1)


def _points(trend: Trend) -> Iterator[Point]:
    apart = (_RIGHT - _LEFT) / len(trend.steps)
    every = 1 + (len(trend.steps) - 1) // NAMES
    for n, (step, changes) in enumerate(zip(trend.steps, trend.changes)):
        y = None if step.rate is None else _y(step.rate)
        named = (len(trend.steps) - 1 - n) % every == 0  # the newest is
        shape = _SHAPES.get(step.outcome, "cross")
        yield Point(step, changes, round(_LEFT + apart * (n + 0.5), 1), y, shape, tuple(_parts(step)), named)


def _y(rate: float) -> float:
    return round(_TOP + _HEIGHT * (1 - rate), 1)


def _parts(step: Step) -> Iterator[Part]:
    counts, at = Counter(item.verdict for item in step.items), _BARS + _BAR
    for verdict in _SAID:
        if counts[verdict]:
            height = round(_BAR * counts[verdict] / len(step.items), 2)
            at = round(at - height, 2)
            yield Part(verdict, counts[verdict], at, height)


def _lines(points: tuple[Point, ...]) -> list[str]:
    """The points of the lines: broken where a step has no rate."""
    made: list[list[str]] = [[]]
    for point in points:
        if point.y is None:
            made.append([])
        else:
            made[-1].append(f"{point.x},{point.y}")
    return [" ".join(line) for line in made if len(line) > 1]
