"""How the code of each language uses what it imports: the place of the first use beyond the import, by the names it binds."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from readylint.knowledge import regex


class Names(Struct, frozen=True):
    """What to look for: modules (or constants), or the very word when `symbol`. `effect`: imports that work by themselves."""

    modules: tuple[str, ...]
    symbol: bool = False
    effect: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()  # further words that lead to a use, such as an application's name in its configuration

    @property
    def words(self) -> tuple[str, ...]:
        """Words that a file which uses them must hold."""
        return tuple(re.sub(r"[^\w]+", " ", module) for module in (*self.modules, *self.also))

    @property
    def pattern(self) -> str:
        return "(?:" + "|".join(re.escape(m) for m in self.modules) + ")"


Binding = Callable[[str, Names], "int | None"]


def _python(code: str, names: Names) -> int | None:
    module = names.pattern
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    wired: list[int] = []
    for m in re.finditer(rf"^[ \t]*from[ \t]+{module}(?:\.[\w.]+)?[ \t]+import[ \t]*(\([^)]{{0,5000}}\)|[^\n]*)", code, re.MULTILINE):
        spans.append(m.span())
        bound += [part.split(" as ")[-1].strip() for part in m[1].strip("() \t").split(",")]
    for m in re.finditer(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\w+)(?:[ \t]+as[ \t]+(\w+))?[ \t]*$", code, re.MULTILINE):
        if f"{m[1]}.{m[2]}" in names.modules:
            spans.append(m.span())
            bound.append(m[3] or m[2])
    for m in re.finditer(rf"^[ \t]*import[ \t]+({module}(?:\.[\w.]+)?)(?:[ \t]+as[ \t]+(\w+))?(?=[\s,;])", code, re.MULTILINE):
        spans.append(m.span())
        bound.append(m[2] or m[1])
    # named in INSTALLED_APPS, MIDDLEWARE, a logging configuration: a dotted path as a string
    wired = [m.start() for m in re.finditer(rf"""["']{module}(?:\.\w+)*["']""", code)]
    return _first(code, spans, bound, wired)


_JS_IMPORT = r"""\bimport\s+(?!type\b)([\w$*\s{{}},]{{1,2000}}?)\s*from\s*["']({0}(?:/[^"'\n]*)?)["']"""
_JS_REQUIRE = (
    r"""(?:\b(?:const|let|var|import)\s+([\w$]+|\{{[^}}]{{0,2000}}\}})(?:\s*:\s*[\w$.]+)?\s*=\s*)?"""
    r"""(?:await\s+)?\b(?:require|import)\s*\(\s*["']({0}(?:/[^"'\n]*)?)["']\s*\)(\s*(?:\)\s*)?[.(\[])?"""
)
_JS_BARE = r"""^[ \t]*(?:import\s*["']({0}(?:/[^"'\n]*)?)["']|require\s*\(\s*["']({0}(?:/[^"'\n]*)?)["']\s*\))"""


def _javascript(code: str, names: Names) -> int | None:
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    wired: list[int] = []
    for m in re.finditer(_JS_IMPORT.format(names.pattern), code):
        spans.append(m.span())
        bound += _js_names(m[1])
    for m in re.finditer(_JS_REQUIRE.format(names.pattern), code):
        spans.append(m.span())
        bound += _js_names(m[1] or "")
        wired += [m.start(2)] if m[3] or _effective(m[2], names) else []
    for m in re.finditer(_JS_BARE.format(names.pattern), code, re.MULTILINE):
        spans.append(m.span())
        wired += [m.start()] if _effective(m[1] or m[2], names) else []
    return _first(code, spans, bound, wired, word=r"[\w$]")


def _js_names(clause: str) -> Iterator[str]:
    for part in re.split(r"[{},]", clause):
        if part.strip() and not part.strip().startswith("type "):
            yield re.split(r"\s+as\s+|\s*:\s*", part.strip())[-1]


def _effective(module: str, names: Names) -> bool:
    return module in names.effect or bool(re.search(r"/(?:register|init|start|auto|config)$", module))


def _go(code: str, names: Names) -> int | None:
    """An unused import does not compile, so the import is enough; the place is the first use where there is one."""
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    for m in re.finditer(rf"""^[ \t]*(?:import[ \t]+)?([\w.]+[ \t]+)?"({names.pattern}(?:/[\w./~-]+)?)"[ \t]*$""", code, re.MULTILINE):
        spans.append(m.span())
        last = re.sub(r"/v\d+$", "", m[2]).rpartition("/")[2].removeprefix("go-").removesuffix("-go")
        bound.append((m[1] or last).strip().replace("-", "_").partition(".")[0] or "_")
    used = _first(code, spans, [b for b in bound if b != "_"], [])
    return (
        used
        if used is not None
        else (re.search(r"\S", code[spans[0][0] :]) and spans[0][0] + _indent(code, spans[0][0]) if spans else None)
    )


def _indent(code: str, at: int) -> int:
    found = re.compile(r"\s*").match(code, at)
    return found.end() - at if found else 0


def _jvm(code: str, names: Names) -> int | None:
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    wired: list[int] = []
    for m in re.finditer(
        rf"^[ \t]*import[ \t]+(?:static[ \t]+)?{names.pattern}((?:\.\w+)*)(\.[*_])?(?:[ \t]+as[ \t]+(\w+))?;?", code, re.MULTILINE
    ):
        spans.append(m.span())
        bound.append(m[3] or m[1].rpartition(".")[2])
        wired += [m.start()] if m[2] else []
    qualified = re.compile(rf"(?<![\w.]){names.pattern}\.[\w.]+")
    wired += [m.start() for m in qualified.finditer(code) if not _inside(m.start(), spans)]
    return _first(code, spans, bound, [w for w in wired if not code[code.rfind("\n", 0, w) + 1 :].startswith("package ")])


def _csharp(code: str, names: Names) -> int | None:
    """A namespace binds no names that a reader of one file can know: the `using` counts."""
    found = re.search(
        rf"^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:\w+[ \t]*=[ \t]*)?{names.pattern}[.;\w]|"
        rf"^@using[ \t]+{names.pattern}\b|(?<![\w.]){names.pattern}\.[A-Z]",
        code,
        re.MULTILINE,
    )
    return found.start() if found else None


def _php(code: str, names: Names) -> int | None:
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    for m in re.finditer(
        rf"^[ \t]*use[ \t]+(?:function[ \t]+)?\\?{names.pattern}((?:\\\w+)*)(?:\\\{{[^}}]{{0,5000}}\}})?(?:[ \t]+as[ \t]+(\w+))?;",
        code,
        re.MULTILINE,
    ):
        spans.append(m.span())
        bound.append(m[2] or m[1].rpartition("\\")[2])
    wired = [
        m.start()
        for m in re.finditer(rf"\\{names.pattern}\\\w+|(?<![\\\w]){names.pattern}\\[\w\\]+::", code)
        if not _inside(m.start(), spans)
    ]
    return _first(code, spans, bound, wired)


def _constant(code: str, names: Names) -> int | None:
    """Ruby and Elixir load by themselves: the constant in code is the use, also in `use` and `import`; a bare `alias` is none."""
    pattern = re.compile(rf"(?<![\w:.]){names.pattern}(?!\w)")
    for m in pattern.finditer(code):
        line = code[code.rfind("\n", 0, m.start()) + 1 : m.start()]
        if not re.match(r"\s*(?:alias|require)\b", line):
            return m.start()
    return None


def _elixir(code: str, names: Names) -> int | None:
    """The module in code, or the application's own configuration."""
    used = _constant(code, names)
    application = "|".join(map(re.escape, names.also))
    configured = re.search(rf"^[ \t]*config[ (]+:(?:{application})\b", code, re.MULTILINE)
    return used if used is not None or not configured else configured.start() + _indent(code, configured.start())


def _rust(code: str, names: Names) -> int | None:
    spans: list[tuple[int, int]] = []
    bound: list[str] = []
    for m in re.finditer(rf"^[ \t]*(?:pub[ \t]+)?use[ \t]+(?:::)?{names.pattern}(?=::|;|[ \t]+as\b)([^;]{{0,5000}});", code, re.MULTILINE):
        spans.append(m.span())
        bound += re.findall(r"\b(\w+)[ \t]*(?=[,}]|$)", m[1]) or [names.modules[0]]
    wired = [m.start() for m in re.finditer(rf"(?<![\w:]){names.pattern}::\w", code) if not _inside(m.start(), spans)]
    return _first(code, spans, bound, wired)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether an offset is inside one of the imports, given in order."""
    place = bisect_right(spans, (at, sys.maxsize)) - 1
    return place >= 0 and at < spans[place][1]


def _first(code: str, spans: Iterable[tuple[int, int]], bound: Iterable[str], wired: Iterable[int], word: str = r"\w") -> int | None:
    """The first use of a bound name outside the imports, or of what is at work without a name."""
    outside = sorted(spans)
    found = [w for w in wired if w is not None]
    names = sorted({b for b in bound if re.fullmatch(r"[\w$.]+", b or "")})
    if names:
        pattern = re.compile(rf"(?<!{word})(?<!\.)(?:" + "|".join(map(re.escape, names)) + rf")(?!{word})")
        used = (m.start() for m in pattern.finditer(code) if not _inside(m.start(), outside))
        found += [at for at in (next(used, None),) if at is not None]
    return min(found) if found else None


_IMPORT_LINE = regex(r"\s*(?:import|from|using|use|alias|require(?:_relative)?)\b")


def _word(code: str, names: Names) -> int | None:
    """The very word that a rule names, outside lines that import."""
    for m in re.finditer(rf"(?<![\w$]){names.pattern}(?![\w$])", code):
        if not _IMPORT_LINE.match(code, code.rfind("\n", 0, m.start()) + 1):
            return m.start()
    return None


def _or_word(binding: Binding) -> Binding:
    return lambda code, names: _word(code, names) if names.symbol else binding(code, names)


BINDINGS: Mapping[str, Binding] = {
    ecosystem: _or_word(binding)
    for ecosystem, binding in {
        "pypi": _python,
        "npm": _javascript,
        "go": _go,
        "maven": _jvm,
        "nuget": _csharp,
        "composer": _php,
        "gem": _constant,
        "hex": _elixir,
        "cargo": _rust,
    }.items()
}
