"""Switched: classes of Spring for tests and debugging, behind an option that no committed configuration turns on (ruling 6)."""

from __future__ import annotations

import re

from readylint.facts.code import Source
from readylint.facts.files import Files
from readylint.knowledge import regex

_ASKED = regex(
    r"@ConditionalOnProperty\(\s*(?:(?:name|value|prefix)\s*=\s*)?\[?\{?\s*\"(?P<name>[\w.-]*(?:test|debug|mock|stub)[\w.-]*)\""
    r"(?P<rest>[^()]{0,200})\)(?=[^;{}]{0,300}\bclass\b)"
)
_NAME = regex(r"\bname\s*=\s*\[?\{?\s*\"(?P<name>[\w.-]+)\"")


def is_off(source: Source, files: Files) -> bool:
    """Whether what a file holds exists only where an option is set that the app's own configuration leaves out or off."""
    asked = _ASKED.search(source.code) if source.language in ("java", "kotlin") and "ConditionalOnProperty" in source.text else None
    if asked is None or re.search(r"matchIfMissing\s*=\s*true", asked["rest"]):
        return False
    more = _NAME.search(asked["rest"])
    key = f"{asked['name']}.{more['name']}" if more else asked["name"]
    own = files.match("application.{yml,yaml,properties}", "application-prod*.{yml,yaml,properties}", kinds=("config",))
    return not any(_turns_on(f.text, key) for f in own)


def _turns_on(text: str, key: str) -> bool:
    """Whether a file of settings gives a key, in one line or by its last two parts in two, a value that says yes."""
    above, _, last = key.rpartition(".")
    yes = r"[ \t]*[:=][ \t]*(?:\$\{[^}\n]*:)?[\"']?true\b"
    if re.search(rf"^{re.escape(key)}{yes}", text, re.MULTILINE):
        return True
    head = rf"^(?P<in>[ \t]*){re.escape(above.rpartition('.')[2])}:[ \t]*\n"
    section = re.search(head + r"(?P<body>(?:(?P=in)[ \t]+[^\n]*\n)*)", text, re.MULTILINE)
    return bool(above and section and re.search(rf"^[ \t]+{re.escape(last)}{yes}", section["body"], re.MULTILINE))
