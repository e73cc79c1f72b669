"""The page of docs/ that says what may stand in readylint.toml, from the table of settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readylint.effective import defaults
from readylint.settings import SETTINGS, Setting, Table

NAME = "configuration.md"
MANY = {"a text": "texts", "the id or name of an item": "ids or names of items"}
BEGIN = """# Configuration

None is needed. `readylint.toml` at the root of the repository, or `[tool.readylint]` in pyproject.toml, corrects what was inferred and
sets the bar; every report repeats its corrections. `readylint init` writes a first one, `readylint config show` says what is in force and
which line says so, and a mistake ends the run with exit 2, its key, file and line. Editors complete and check the file by its
[JSON Schema](schema/readylint-toml.schema.json), which they find by a first line `#:schema` with its path.

```toml
#:schema ./readylint-toml.schema.json
profile = "launch"
go_at = 0.9
ignore = ["feature-flags"]

[weights]
security = 2

[paths]
vendored = ["third_party/**"]

[[service]]
root = "apps/api"
name = "api"
kind = "service"
traits = ["app", "http", "api", "db", "sql", "auth"]

[[waive]]
item = "OBS007"
by = "Ana Ruiz <ana@example.org>"
reason = "Alerts come with the new platform, OPS-1412."
expires = 2027-03-31
```

What `attest`, `waive` and `override` mean, and who may write them: [the decision](decision.md). `readylint attest` and `readylint waive`
write them for you. What many repositories share stands in one place and is extended: [policy from one place](policy.md).
With `--rev` a revision is judged by the configuration that it had; `--isolated` judges by none.
"""


def page() -> str:
    """All settings: those at the top, then each table."""
    top = {key: value for key, value in SETTINGS.keys.items() if isinstance(value, Setting)}
    tables = ((key, value) for key, value in SETTINGS.keys.items() if isinstance(value, Table))
    lines = (BEGIN, "## At the top", "", *_rows(top, defaults()), *(line for key, value in tables for line in _table(key, value)))
    return "\n".join(lines) + "\n"


def _table(name: str, table: Table) -> Iterator[str]:
    head = f"[[{name}]]" if table.many else f"[{name}]"
    yield from ("", f"## `{head}`", "", f"{_sentence(table.about)}{' One table for each.' if table.many else ''}", "")
    if table.others:
        yield f"A key is the id or the name of an item, its value one of {_wanted(table.others.schema)}."
    elif not any(setting.about for setting in table.keys.values()):
        yield f"Keys: {', '.join(f'`{key}`' for key in table.keys)}. Each is {_wanted(next(_settings(table)).schema)}."
    else:
        yield from _rows(dict(zip(table.keys, _settings(table))), dict.fromkeys(table.required, "required"))


def _settings(table: Table) -> Iterator[Setting]:
    return (value for value in table.keys.values() if isinstance(value, Setting))


def _rows(settings: Mapping[str, Setting], usual: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| key | value | default | what it is for |", "|---|---|---|---|")
    for key, setting in settings.items():
        yield f"| `{key}` | {_wanted(setting.schema)} | {_default(usual.get(key))} | {_plain(setting.about)} |"


def _wanted(schema: Mapping[str, Any]) -> str:
    """What a value has to be, in words."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        one = _wanted(schema["items"])
        return f"a list of {MANY.get(one, one)}"
    if schema.get("format") == "date":
        return "a date like 2027-01-31"
    if "$ref" in schema:
        return "the id or name of an item"
    if "maximum" in schema:
        return "a number above 0 and up to 1"
    return {"boolean": "`true`, `false`", "integer": "a whole number above 0", "number": "a number above 0"}.get(schema["type"], "a text")


def _default(value: Any) -> str:
    if value in (None, [], "", "required"):
        return value or ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _plain(text: str) -> str:
    """A text in which Markdown finds nothing to obey."""
    return re.sub(r"([*|])", r"\\\1", text).replace("<", "&lt;")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
