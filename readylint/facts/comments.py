"""Comments, by the shape that a language gives them, where no grammar tells them apart: a first group is a text, which stays."""

from __future__ import annotations

import re

from readylint.knowledge import regex

IN_MARKUP = regex(r"<!--.*?(?:-->|\Z)|<%#.*?(?:%>|\Z)|\{\{--.*?(?:--\}\}|\Z)|@\*.*?(?:\*@|\Z)|\{#[^\n]*?#\}", re.DOTALL)
_C_COMMENT = regex(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(/\*.*?(?:\*/|\Z)|//[^\n]*)""", re.DOTALL)
_HASH_COMMENT = regex(r"""("(?:\\.|[^"\\\n])*"|'[^'\n]*')|((?:(?<=\s)|^)#[^\n]*)""", re.MULTILINE)
_DASH_COMMENT = regex(r"""('(?:''|[^'])*')|(--[^\n]*|/\*.*?(?:\*/|\Z))""", re.DOTALL)
_LISP_COMMENT = regex(r"""(\\.|"(?:\\.|[^"\\])*")|;[^\n]*""", re.DOTALL)
LEXED = {
    **dict.fromkeys(("vue", "svelte", "groovy", "prisma", "dart", "fsharp", "css"), _C_COMMENT),
    **dict.fromkeys(("perl", "powershell", "properties", "yaml", "conf", "ini", "toml", "caddy", "make", "procfile"), _HASH_COMMENT),
    **dict.fromkeys(("clojure", "edn"), _LISP_COMMENT),
    "sql": _DASH_COMMENT,
}
MARKUP = {"html", "vue", "svelte", "erb", "heex", "razor", "template", "xml"}
