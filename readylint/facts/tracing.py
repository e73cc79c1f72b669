"""Tracing: whether a value put into a text is fixed by the program, from what the same file assigns to its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint.facts.brackets import closed
from readylint.facts.code import Source
from readylint.facts.expressions import assigned, expression
from readylint.facts.giving import assignments, looped
from readylint.facts.templates import Template, Value, split, template, without_strings
from readylint.facts.vetted import is_vetted
from readylint.knowledge import regex

REACH = 80  # lines above a call in which its variables are assigned
LONGEST = 8000  # characters of them that are looked at
_LITERAL = regex(
    r"""^(?:[rRbBuU]?\"(?:\\.|[^\"\\])*\"|[rRbBuU]?'(?:\\.|[^'\\])*'|`[^`$]*`|[-+]?\d[\d._]*\w?|true|false|null|nil|None|True|False|undefined|[sS]tring\.Empty|:\w+|\[\]|\(\)|\{\})$"""
)
_HOLE = {"ruby": "#{", "elixir": "#{", "php": "$"}  # what a text in double quotes may have inside
_NUMBER = regex(
    r"^\(?\s*(?:\(?(?:int|float|double|long|bool)\)|(?:int|float|len|abs|round|sum|Number|parseInt|parseFloat|Math\.\w+|Integer|Float"
    r"|intval|floatval|count|sizeof|strconv\.(?:Itoa|FormatInt|FormatBool)|Integer\.parseInt|Long\.parseLong|Integer\.valueOf"
    r"|Convert\.ToInt\d+|(?:[zZ]lib\.)?(?:crc32|adler32)|int\.Parse|Guid\.Parse|UUID|uuid\.UUID|UUID\.fromString|String\.to_integer|bool|max|min|range)\()|\.(?:to_i"
    r"|to_f|length|size|count|Count|Length|intValue|ordinal|toInt|toLong|toFixed|hashCode|GetHashCode)\b(?:\([^)]*\))?$|\.(?:id|pk|Id|ID)(?:\(\))?$|->id$"
    r"|\.parse::<[iuf]\w+>|\.(?:map\(&:id\)|pluck\(:id\)|ids)(?:\.\w+)?\.join\([^()]*\)$"
    r"|\.length\s*[-+*]\s*\d+$|\.push\((?:[^()]|\([^()]*\))*\)(?:\s*[-+]\s*\d+)?$"  # JavaScript: how many values there are by now
)
_QUOTED = regex(
    r"(?i)(?:^|[.\w>:])(?:quote\w*|escape\w*|sanitize\w*|Identifier|quote_ident\w*|format_ident|pg_escape\w*|esc_sql"
    r"|real_escape_string|mysqli_real_escape_string|Literal|quoteIdentifier|QuoteIdentifier|toSql|to_sql|toQuery|compile|prepare|Arel"
    r"|connection\.quote\w*|wrap|grammar\w*)!?\s*\("
)
_COMPUTED = regex(
    r"(?i)(?:^|[.\w>:])(?:now|utcnow|time|today|date|timestamp|strftime|strtotime|uuid\w*|random\w*|token_hex|hexdigest|gen_random\w*"
    r"|isoformat|toISOString|Format|to_s\(:db\)|array_intersect_key|env|getenv|config|__tablename__|tableize|table_name|get_?table\w*|tableName)\s*\("
    r"|\.(?:ago|from_now)$|\b(?:Date|Time|DateTime)\.(?:zone\.)?(?:today|now|current|yesterday|tomorrow)\b"
)
_GIVES_SQL = regex(  # makes a piece of a statement, as its name says
    r"(?i)(?:^|[.>:])(?:get|build|make|create|generate|compose|compile)_?\w{0,30}?(?:group_?by|order_?by|sub_?query|select|where|clause"
    r"|expression|fragment|sql)\w{0,30}\((?:[^()]|\([^()]*\))*\)$"
)
_PLACEHOLDERS = regex(
    r"""(?i)placeholder|=\s*\?\s*['"`]|bind(?:ing|var)?s?\b|\.(?:join|implode)\b[\s\S]*['"`][?%$:@]|['"`][?%]s?['"`]|\[\s*['"]\?['"]\s*\]|array_fill|str_repeat|Array\(.*fill|repeat\(|map\(\s*(?:\(?\w*(?:,\s*\w+)?\)?)\s*=>\s*[`'"][$?:@]"""
)
_SURE = (_NUMBER, _QUOTED, _COMPUTED, _GIVES_SQL, _PLACEHOLDERS)
_NAMES_OF_THINGS = regex(
    r"(?i)(?:table|tbl|column|col|schema|field|index|view|sequence|constraint|definition|ddl|database|db|alias|order|direction"
    r"|sort|dir|operator|op|type|prefix|suffix|model|relation|constraint|entity|partition|interval|unit|where|clause|condition|filter"
    r"|join|sql|query|limit"
    r"|offset|page|dur|duration|intv|select|returning|set|cte|stmt|statement|part|expr|predicate|scope|tableName|key|name_?space|key_?space|count"
    r"|num|size|days|hours|minutes|seconds|year|month|idx|len|class_?name|role_name|user_name_col)s?(?:_?(?:name|list|str|string|sql"
    r"|clause|part|expr|id)s?)?$|(?:^|_)[in]$"
)
# JavaScript: a list of which each item gives the same text, its number in the list at most, joined
_MAPPED = regex(
    r"[\w.$\s]{1,120}\.map\(\s*\(?\s*(?:\w+\s*(?:,\s*(?P<i>\w+)\s*)?)?\)?\s*=>\s*(?P<text>\"[^\"]*\"|'[^']*'|`[^`]*`)\s*\)\s*"
    r"\.join\(\s*[\"'`][^\"'`]*[\"'`]\s*\)"
)
# or the text that a function gives for each
_RETURNED = regex(
    r"[\s\S]{1,200}?\.map\(\s*(?:\(\s*[^()]{0,80}\)|\w+)\s*=>\s*(?:\{[^`]{0,600}?\breturn\s+)?(?P<text>`[^`]*`)[\s;},]{0,40}\)"
    r"(?:\s{0,40}\.join\(\s*[\"'`][^\"'`]*[\"'`]\s*\))?"
)
# of numbers alone: no text is multiplied
_ARITHMETIC = regex(r"(?=[^*/%-]{1,80}(?<=[\w)\]])\s*[*/%-]\s*[\w$(])[\w$.,()\s>*/%+\[\]-]{3,160}")
_MATCHED = regex(r"(?:match|when|switch)\b[^{}]{0,200}\{([^{}]*)\}")
_BRANCH = regex(r"[=-]>\s*([^,;\n]+)")
_CHOICE = regex(
    r"(?:[^?]|\?[.?])+\?(?![.?])(\s*(?:'[^'\n]*'|\"[^\"\n]*\")\s*|[^:]+):([\s\S]+)"
    r"|([\s\S]+?)\s+if\s[\s\S]+?\selse\s+([\s\S]+)|if\s[^{}]+\{([^{}]*)\}\s*else\s*\{([^{}]*)\}"
)
_REQUEST = regex(
    r"(?i)(?:^|[^\w])(?:params|request|req|\$_(?:GET|POST|REQUEST|COOKIE)|ctx\.(?:query|params|request)|event|body|query_params"
    r"|cookies|argv|r\.(?:URL|Form\w*|PostForm\w*)|c\.(?:Query|Param|FormValue|PostForm)|\$request|input|getParameter)\b\s*[\[.(\-]"
)
# TypeScript: an argument of a function, not what a router gives it
_OWN_PARAMS = regex(r"\bfunction\s+\w+(?:<[^<>()]{0,80}>)?\(\s*(?:\w+\??\s*:[^,(){}]{1,80},\s*){0,6}params\s*:")
_IDENTIFIER_PLACE = regex(
    r"(?i)(?:\b(?:FROM|JOIN|INTO|UPDATE|TABLE|BY|VACUUM|ANALYZE|INDEX|COLUMN|SELECT|DISTINCT|DESCRIBE|DATABASE|SCHEMA|VIEW|EXISTS|ONLY"
    r"|SEQUENCE|TRUNCATE|COUNT\(|CONCURRENTLY|INTERVAL|FULL|REFRESH|AS|ISOLATION LEVEL)\s*[\"`\[(]*|[\"`\[.]|^\s*)$"
)
_HANDLE = regex(r"&?(?:mut )?(?:self|cls|conn|db|tx|ctx|pool|cursor|session)\w*")
_CONSTANT = regex(
    r"(?:[\w$]+(?:\.|::|->))*[A-Z][A-Z0-9_]+(?:\[[^\]]*\]|(?:\.|->)(?:name|value|code|toString|getValue|getCode|as_str|label)(?:\(\))?)?"
)
_LIST = regex(
    r"(?:\[\]\w+|new\s*(?:\w*\[\]|List<\w+>(?:\(\))?)|vec!|array|list|List\.of|listOf|Arrays\.asList|mutableListOf)?\s*[\[({]([\s\S]*)[\])}]"
)
_TEXT = regex(r"\s*[\"'`]")
_ITEM = regex(r"(\w+)(?:\.\w+){1,3}")
_IDS = regex(r"(?:^|_|\.)ids$|[a-z]I[Dd]s$")  # row ids, which are numbers (ruling 25)
_SETTING = regex(r"^(?:\w+(?:\.|::))*(?:\w*Config(?:uration)?|[sS]ettings|config|ENV|process\.env|os\.environ)(?:\.|\[|::)[\w.:\[\]'\"]+$")
_PARAMETER_PLACE = regex(r"(?:[$:@?]|\$\d*|:p|@p|%\(|:arg|:param_?)$")
_INTEGERS = (
    r"(?:int\w*|uint\w*|long|short|Int|Long|Integer|number|bigint|i32|i64|u32|u64|usize|i16|u16|float\w*|double|Double|decimal|Decimal"
    r"|bool|boolean|Boolean|Guid|UUID|Uuid|uuid\.UUID|datetime|date|DateTime|LocalDate\w*|Instant|time\.\w+|timedelta|Duration"
    r"|TimeSpan)"
)


class Tracer:
    """Follows the names of one file, upwards from one line."""

    def __init__(self, source: Source, language: str, line: int) -> None:
        self._source, self._language, self._line = source, language, line
        above = "\n".join(source.code.split("\n", line)[:line])
        near = "\n".join(above.rsplit("\n", REACH)[-REACH:])[-LONGEST:]
        inside = above[: len(above) - len(near)].count("`") % 2  # of a text over lines, whose end stands in what is near
        self._above = near.partition("`")[2] if inside and language in ("javascript", "go") else near
        self._seen: set[str] = set()

    def texts(self, name: str) -> Iterator[Template]:
        """What was assigned to a name above the call, as templates; the pieces appended to it are texts of the same statement."""
        assigned = list(self._assigned(name, self._above))
        whole = [template(code, self._language) for code in assigned]
        yield Template(" ".join(t.text for t in whole), tuple(v for t in whole for v in t.values))

    def asked(self, text: Template) -> bool:
        """Whether a value comes straight from the request."""
        return any(_REQUEST.search(v.code) for v in text.values)

    def fixed(self, value: Value, depth: int = 0) -> bool:
        """Whether the program fixes the value: a constant, a number, a quoted text, a name of a thing, a placeholder."""
        if is_vetted(_bare(value.code), self._above):
            return True
        if self._is_asked(value.code) and not _NUMBER.search(value.code) and not _QUOTED.search(value.code):
            return False
        if _PARAMETER_PLACE.search(value.before):
            return True
        if self._is_fixed(value.code, depth):
            return True
        return bool(_IDENTIFIER_PLACE.search(value.before)) and not re.search(r"'\s*$", value.before)

    def _is_asked(self, code: str) -> bool:
        """Whether a value comes from the request: not where that only chooses between texts, nor from an argument that is called so."""
        if choice := _CHOICE.fullmatch(_bare(code)):
            return any(self._is_asked(branch) for branch in choice.groups() if branch and not _TEXT.match(branch))
        own = self._language == "javascript" and code.lstrip().startswith("params.") and _OWN_PARAMS.search(self._above)
        return bool(_REQUEST.search(code)) and not own

    def _is_fixed(self, code: str, depth: int) -> bool:
        code = _bare(code)
        plain = _LITERAL.match(code) and not (code[0] == '"' and _HOLE.get(self._language, "\0") in code)
        if not code or depth > 5 or plain or _SETTING.match(code) or any(sure.search(code) for sure in _SURE):
            return True
        if _CONSTANT.fullmatch(code) or re.fullmatch(r"cls\.\w+", code):  # of the class, so the same whoever asks
            return True
        if code[0] in "('\"" and len(each := split(re.sub(r"\"{3,}", '""', code))) > 1:  # what a loop goes over, written out
            return all(self._is_fixed(part, depth + 1) for part in each)
        if (item := re.fullmatch(r"(\w+)\.\d", code)) and self._language == "rust":
            return self._name_fixed(item[1], depth)
        if re.match(r"\[|%[wWiI]|vec!", code):
            return self._items_fixed(code, depth)
        if self._language == "ruby" and (sure := re.fullmatch(r"([\s\S]+?)\s+(?:if|unless)\s[^\n]+", code)):
            return self._is_fixed(sure[1], depth + 1)
        if ".map(" in code and (mapped := self._each_fixed(code, depth)) is not None:
            return mapped
        if _ARITHMETIC.fullmatch(code):
            return True
        if matched := _MATCHED.fullmatch(code):
            return all(self._is_fixed(branch, depth + 1) for branch in _BRANCH.findall(matched[1]))
        if choice := _CHOICE.fullmatch(code):
            return all(self._is_fixed(branch, depth + 1) for branch in choice.groups() if branch)
        if joined := re.fullmatch(
            r"[\"'][^\"']*[\"']\.join\(([\s\S]+)\)|([\w$.>-]+?)(?:\.|->)(?:join|Join)\([\"'`][^\"'`]*[\"'`]\)|(?:strings\.Join|implode"
            r"|String\.join|string\.Join|Enum\.join)\(([\s\S]+)\)",
            code,
        ):
            return self._parts_fixed(next(g for g in joined.groups() if g), depth)
        if (
            re.match(r"[fF$@]?[rR]?[\"'`]|(?:fmt\.Sprintf|[sS]tring\.[fF]ormat|sprintf|&?format!)\(", code)
            and (parts := template(code, self._language)).text
        ):
            return all(self.fixed(v, depth + 1) for v in parts.values)
        if re.fullmatch(r"\$?[A-Za-z_]\w*", code):
            return self._name_fixed(code, depth)
        if call := re.fullmatch(r"\\?[\w$.>:-]+?\(([\s\S]*)\)", code):
            return not call[1].strip() or (len(call[1]) < 300 and all(self._is_fixed(a, depth + 1) for a in split(call[1])))
        attribute = re.fullmatch(r"[\s\S]*(?:(?:\.|->|::)\$?|\[[\"':])(\w+)(?:[\"']?\])?", code)
        return bool(attribute and _NAMES_OF_THINGS.search(attribute[1])) or self._is_of_constants(code)

    def _each_fixed(self, code: str, depth: int) -> bool | None:
        """Whether a function gives a fixed text for each item of a list; None where it gives something else."""
        mapped = _MAPPED.fullmatch(code)
        if mapped and all(hole == mapped["i"] for hole in re.findall(r"\$\{([^}]*)\}", mapped["text"])):
            return True
        returned = _RETURNED.fullmatch(code)
        return all(self.fixed(v, depth + 1) for v in template(returned["text"], self._language).values) if returned else None

    def _parts_fixed(self, code: str, depth: int) -> bool:
        """Whether every part of a list that is joined is fixed: its literal, and what is appended to it."""
        name = re.split(r",\s*[\"']|[\"'][^\"']*[\"']\s*,\s*", code)
        bare = _bare(next((n for n in name if n.strip()), code))
        if not re.fullmatch(r"\$?[\w.]+", bare):
            inner = re.fullmatch(r"(array_\w+\([^()]*\))", bare) or re.match(r"([\s\S]+?)\s+for\s", bare)
            return all(self._is_fixed(p, depth + 1) for p in ((inner[1],) if inner else re.split(r",\s*", bare.strip("[]()"))))
        if bare in self._seen or _IDS.search(bare) or _CONSTANT.fullmatch(bare):
            return True
        self._seen.add(bare)
        pushed, assigned = list(self._pushed(bare)), [a for a in self._assigned(bare, self._above) if not a.startswith("append(")]
        if not pushed and not assigned:
            return bool(_NAMES_OF_THINGS.search(bare.rpartition(".")[2].lstrip("$")))
        return all(self._is_fixed(p, depth + 1) for p in pushed) and all(self._items_fixed(a, depth) for a in assigned)

    def _items_fixed(self, code: str, depth: int) -> bool:
        """Whether what a list is made of is fixed: its literal's items, or the expression that makes it."""
        code = re.sub(r"\.(?:freeze|toList\(\)|to_vec\(\))$", "", code.strip())
        if re.match(r"%[wWiI]", code):
            return "#{" not in code
        literal = _LIST.fullmatch(code)
        return all(self._is_fixed(p, depth + 1) for p in split(literal[1])) if literal else self._is_fixed(code.strip("[]"), depth + 1)

    def _is_of_constants(self, code: str) -> bool:
        """Whether a value is of an item of what a constant holds."""
        owner = _ITEM.fullmatch(code)
        given = list(looped(owner[1], without_strings(self._above))) if owner and owner[1] in self._above else []
        return bool(given) and all(_CONSTANT.fullmatch(of.strip().rstrip(")")) for of in given)

    def _pushed(self, name: str) -> Iterator[str]:
        """What is appended to a list."""
        bare = re.escape(name)
        pattern = rf"{bare}\s*(?:\.(?:append|push|add|Add|extend|unshift)!?\s*\(|<<\s*|\[\]\s*=\s*"
        pattern += rf"|(?:,\s*\w+\s*)?=\s*append\(\s*{bare}\s*,\s*)"
        for match in re.finditer(pattern, without_strings(self._above)):
            yield expression(self._above, match.end(), self._language)

    def _name_fixed(self, name: str, depth: int) -> bool:
        if name in self._seen:
            return True
        self._seen.add(name)
        if self._is_typed_number(name) or is_vetted(name, self._above):
            return True
        assigned = list(self._assigned(name, self._above)) or list(self._assigned(name, self._source.code, top=True))
        if any(
            _REQUEST.match(_bare(code)) and self._is_asked(code) and not _NUMBER.search(code) and not _QUOTED.search(code)
            for code in assigned
        ):
            return False
        if assigned:
            return all(self._is_fixed(code, depth + 1) for code in assigned)
        if _NAMES_OF_THINGS.search(name.lstrip("$")):
            return True
        return not self._is_parameter(name) or self._handed_constants(name)  # brought in from elsewhere: a constant

    def _is_typed_number(self, name: str) -> bool:
        bare = re.escape(name)
        return name in self._above and bool(  # no pattern is made for what cannot be there
            re.search(
                rf"{bare}\??\s*:\s*(?:Optional\[)?{_INTEGERS}\b|\b{_INTEGERS}\??\s+{bare}\b|\b{bare}(?:\s*,\s*\w+)*\s+{_INTEGERS}\b",
                self._above,
            )
        )

    def _handed_constants(self, name: str) -> bool:
        """Whether the function that a parameter belongs to is called in this file, with literals and constants only."""
        headers = list(re.finditer(r"\b(?:def|func|fn|fun|function)\s+(?:\([^)]*\)\s*)?(\w+)\s*[(<][^{]{0,400}", self._above))
        if not headers or not re.search(rf"\b{re.escape(name)}\b", headers[-1][0]):
            return False
        called = rf"(?<!def )(?<!func )(?<!fn )(?<!fun )(?<!function )(?<![.\w]){headers[-1][1]}\(([^()]{{0,300}})\)"
        handed = [[_bare(p) for p in split(c[1]) if not _HANDLE.fullmatch(p.strip())] for c in re.finditer(called, self._source.code)]
        return bool(handed) and all(parts and all(_LITERAL.match(p) or _CONSTANT.fullmatch(p) for p in parts) for parts in handed)

    def _is_parameter(self, name: str) -> bool:
        bare = re.escape(name)
        pattern = (
            rf"(?:\bdef\b|\bfunc(?:tion)?\b|\bfn\b|\bfun\b|\bpublic\b|\bprivate\b|\bprotected\b|\bstatic\b|\basync\b|=>|->"
            rf"|\|)[^\n]*{bare}(?!\w)|\([^()]*{bare}\b[^()]*\)\s*(?:=>"
            rf"|\{{|:)|^\s*{bare}\s*(?::[^\n]*)?,?\s*$|\|[^|\n]*\b{bare}\b[^|\n]*\||\b(?:for|foreach)\b[^\n]*{bare}(?!\w)"
        )
        return bool(re.search(pattern, self._above, re.MULTILINE))

    def _assigned(self, name: str, text: str, top: bool = False) -> Iterator[str]:
        """The expressions that are assigned to a name, looped into it, or appended to it."""
        name = name.strip("&*")
        if name not in text or name not in (masked := without_strings(text)):
            return
        for start, end in assignments(name, masked):
            if not top or _TOP.fullmatch(masked, masked.rfind("\n", 0, start) + 1, start):
                yield from assigned(text, end, self._language)
        yield from looped(name, masked)


_TOP = regex(r"(?:export\s+)?(?:(?:const|let|var|val|final|static|private|public|protected|readonly|String|string|mut)\s+)*")


def _bare(code: str) -> str:
    code = re.sub(r"^(?:await|new|&|\*|return)\s*", "", code.strip()).rstrip(";")
    while code.startswith("(") and code.endswith(")") and closed(code, 0) == len(code):
        code = code[1:-1].strip()
    return re.sub(
        r"\.(?:trim|strip|lower|upper|toLowerCase|toUpperCase|to_s|toString|as_str|to_string|String|clone|lstrip|rstrip|downcase"
        r"|upcase|strip!)\(?\)?$",
        "",
        code,
    )
