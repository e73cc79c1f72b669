"""What a line holds: detect-secrets' plugins, vendors' token shapes and our own detectors, before any judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from readylint.knowledge import regex
from readylint.secrets import detect
from readylint.secrets.prefilter import ODD, tables

CONFIG = frozenset({"yaml", "ini", "properties", "env", "conf", "toml", "hcl", "dockerfile", "bash", "", "lock", "make", "template"})
# detect-secrets' plugins by what they find; those not named are vendor tokens
FAMILIES = {
    "KeywordDetector": "keyword", "Base64HighEntropyString": "entropy", "HexHighEntropyString": "entropy",
    "PrivateKeyDetector": "private key",
    "BasicAuthDetector": "url", "JwtTokenDetector": "jwt", "AWSKeyDetector": "aws", "TwilioKeyDetector": "id",
    "IbmCloudIamDetector": "keyword", "IbmCosHmacDetector": "keyword", "SoftlayerDetector": "keyword", "CloudantDetector": "keyword",
    "ArtifactoryDetector": "artifactory", "TelegramBotTokenDetector": "telegram", "NpmDetector": "keyword",
}
NOUNS = {
    "AzureStorageKeyDetector": "an Azure storage key",
    "DiscordBotTokenDetector": "a Discord bot token",
    "GitHubTokenDetector": "a GitHub token",
    "GitLabTokenDetector": "a GitLab token",
    "MailchimpDetector": "a Mailchimp key",
    "OpenAIDetector": "an OpenAI key",
    "PypiTokenDetector": "a PyPI token",
    "SendGridDetector": "a SendGrid key",
    "SlackDetector": "a Slack token",
    "SquareOAuthDetector": "a Square secret",
    "StripeDetector": "a Stripe secret key",
    "PrivateKeyDetector": "a private key",
    "BasicAuthDetector": "a password in a connection string",
    "JwtTokenDetector": "a signed token",
    "AWSKeyDetector": "an AWS access key",
    "TelegramBotTokenDetector": "a Telegram bot token",
    "ArtifactoryDetector": "an Artifactory credential",
    "KeywordDetector": "a hard-coded secret",
}


class Hit(Struct, frozen=True):
    """A value in a line. `name` is what it is assigned to; `column` counts from 1; `host` of a connection string."""

    family: str
    noun: str
    value: str
    column: int
    name: str = ""
    aside: str = ""
    host: str = ""
    public: bool = False
    near: str = ""
    sign: str = ""  # what stands between name and value

    def hides(self, other: Hit) -> bool:
        """Whether this one says more about the same letters of the line."""
        if self.family not in _TELLING or self.near:
            return False
        within = other.value in self.value or self.value in other.value
        return within or (other.column < self.column + len(self.value) and self.column < other.column + len(other.value))


_TELLING = ("vendor", "url", "fallback", "signing")


def hits(path: str, language: str, line: str, groups: frozenset[str]) -> tuple[Hit, ...]:
    """What the detectors that fired find in a line, each value once, the most telling family first."""
    every = ODD in groups
    wanted = {*detect.plugins(), *groups} if every else set(groups)
    made = [*_vendor(line, groups), *_own(line, language, groups), *_plugins(path, language, line, wanted)]
    seen: dict[tuple[str, str], Hit] = {}
    for hit in made:
        if not any(other.hides(hit) for other in seen.values()):
            seen.setdefault((hit.value, hit.near), hit)  # what needs a word near by may turn out to be none: it hides nothing
    return tuple(seen.values())


def _plugins(path: str, language: str, line: str, wanted: set[str]) -> Iterator[Hit]:
    for text in dict.fromkeys((line, _quoted(line))) if language in CONFIG else (line,):
        for plugin, value in detect.found(path, text, wanted):
            family = FAMILIES.get(plugin, "vendor")
            aside = "" if family in ("vendor", "private key") else detect.filtered(value, text, plugin)
            column = max(_place_of(value, line), 0) + 1
            yield Hit(family, NOUNS.get(plugin, "a hard-coded secret"), value, column, name_before(line, value), aside)


_UNQUOTED = regex(r"""^(\s*(?:(?:- |//|#)\s*)?(?:export |set )?["']?[\w.-]+["']?\s*[:=]\s*)([^\s"'#{\[|>&*!][^\s#]*)\s*(?:#.*)?$""")


def _quoted(line: str) -> str:
    """`key: value` as `key: "value"`: a stand-in for detect-secrets' YAML and INI transformers."""
    return _UNQUOTED.sub(r'\1"\2"', line.rstrip())


@cache
def _shape(number: int) -> tuple[re.Pattern[str], dict[str, Any]]:
    """A vendor's shape, compiled when a line first asks for it: most repositories need none of the hundreds."""
    token = tables()[1]["token"][number]
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{token['regex']})(?![A-Za-z0-9_])"), token


def _vendor(line: str, groups: frozenset[str]) -> list[Hit]:
    """The vendors' tokens of a line, the longest first: a shape may stand within another's."""
    found: list[Hit] = []
    for number in sorted(int(group[7:]) for group in groups if group.startswith("vendor ")):
        shape, token = _shape(number)
        for match in shape.finditer(line):
            name = name_before(line, match[0])
            public, near = token.get("public", False), token.get("near", "")
            found.append(Hit("vendor", token["noun"], match[0], match.start() + 1, name, public=public, near=near))
    return sorted(found, key=lambda hit: (bool(hit.near), -len(hit.value)))


_ASSIGNMENT = regex(
    r"""^\s*(?:(?:export |set |- |//|#|ENV |ARG )\s*)*["']?(?P<name>[\w.-]*(?:pass|pwd|secret|token|key|credential)[\w.-]*)["']?"""
    r"""\s*[:=]\s*(?P<q>["']?)(?P<value>[a-z]{4}(?:\ [a-z]{4}){3}|[^\s"']+)(?P=q)\s*(?:[,;]\s*)?(?:\s#.*)?$""",
    re.IGNORECASE,
)
# auth: { user: "…", pass: "what a mail provider gives to programs" }
_MAIL = regex(r"""\bpass["']?\s{0,4}[:=]\s{0,4}(?P<q>["'`])(?P<value>[a-z]{4}(?: ?[a-z]{4}){3})(?P=q)""")
_NAME = r"""[\w.\-:]*(?:secret|key|password|salt|pass)\w*"""
_FALLBACKS = tuple(
    regex(text, re.IGNORECASE)
    for text in (
        # process.env.JWT_SECRET || "x", config.get('JWT_SECRET') || 'x', os.environ.get("SECRET_KEY") or "x"
        rf"""(?P<name>{_NAME})['"\])]{{0,3}}\s*(?:\|\||\?\?|\bor\b)\s*(?P<q>['"`])(?P<value>[^'"`]+)(?P=q)""",
        # getenv("SECRET_KEY", "x"), env('APP_KEY', 'x'), envsecret("SECRET_KEY", default="x"); not get_env("SECRET_KEY", test: "x")
        rf"""\w\(\s*['"](?P<name>{_NAME})['"]\s*,\s*(?:(?!(?:test|dev\w{{0,10}}|local)\s*[:=])[a-z_]+\s*[:=]\s*)?(?P<q>['"])(?P<value>[^'"]+)(?P=q)""",
        # ${{JWT_SECRET:x}}, ${{JWT_SECRET:-x}}, and not ${{JWT_SECRET:?x}}, which refuses
        r"""\$\{(?P<name>[\w.\-]*(?:secret|key|password|salt)):(?:-|(?![-?+]))(?P<value>[^}\s$]+)\}""",
        # env::var("JWT_SECRET").unwrap_or_else(|_| "x".to_string())
        rf"""\bvar\(\s*"(?P<name>{_NAME})"\s*\)\s*\.unwrap_or(?:_else)?\(\s*(?:\|\w*\|\s*)?(?:String::from\(\s*)?(?P<q>")(?P<value>[^"]+)(?P=q)""",
        # a schema of the environment: JWT_SECRET: Joi.string().default('x'), z.string().min(1).default("x"), str({ default: 'x' })
        r"""(?P<name>(?-i:[A-Z][A-Z0-9_]{0,40}(?:SECRET|KEY|PASSWORD|TOKEN|SALT)[A-Z0-9_]{0,30}))['"]?\s{0,4}:\s{0,4}\w{0,10}\.?"""
        r"""str(?:ing)?\((?:\)(?:\.\w{1,20}\([^()\n]{0,60}\)){0,6}\.default\(|\s{0,4}\{[^{}\n]{0,120}?\bdefault:)\s{0,4}"""
        r"""(?P<q>['"`])(?P<value>[^'"`\n]{1,200})(?P=q)""",
    )
)
_READS = regex(
    r"env|config|settings|set_?default|\bvar\(|getvar|lookup|\$\{|secret\(|properties|\bstr(?:ing)?\((?:\)|\s{0,4}\{)", re.IGNORECASE
)
_VARIABLE = regex(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\s*(?:\|\||\?\?)")  # taken out of the environment above
_CONNECTION = regex(r"""(?:password|pwd)\s*=\s*(?P<value>[^;"'\s]+)""", re.IGNORECASE)
_HOST = regex(r"""(?:server|host|data source|addr(?:ess)?)\s*=\s*(?:tcp:)?(?P<host>[^;,"'\s]+)\s*[;,]""", re.IGNORECASE)
_HASHED = regex(
    r"""(?:(?:bcrypt|hash|encode|make|encrypt|digest|create|set_?password(?!_?confirm))\w*|\.password)\(\s*b?(?P<q>["'])(?:\{noop\})?"""
    r"""(?P<value>[^"']{3,40})(?P=q)""",
    re.IGNORECASE,
)


# SECRET_KEY = '^…': detect-secrets asks for a letter first, and one key in four that Django makes begins with a sign
_BEGUN = regex(r"""(?P<q>["'])(?P<value>[!@#^&*()+=-](?=[^"'\n]{0,200}[0-9])[^"'\s\\]{19,200})(?P=q)""")
_KEY = regex(r"""(?P<name>[\w.-]{0,60}(?:secret|api_?key|private_?key)\w{0,30})["'\]]{0,2}\s{0,20}[:=]\s{0,20}[bru]?$""", re.IGNORECASE)
_SIGNING = tuple(
    regex(text, re.IGNORECASE)
    for text in (
        # jwt.sign(payload, "x"), jwt.encode({"a": 1}, "x", …), JWT::decode($token, 'x', …); }, "x", { expiresIn: "1h" })
        r"""jwt(?:\.|::)(?:sign|verify|encode|decode)\((?:[^\n"'`{]|\{[^{}\n]{0,160}\}){1,120},\s*"""
        r"""(?P<q>["'`])(?P<value>[^"'`\n]{3,120})(?P=q)\s*[,)]""",
        r"""(?P<q>["'`])(?P<value>[^"'`\n,]{3,120})(?P=q)\s{0,4},\s{0,4}\{[^\n{}]{0,80}\bexpiresIn\b""",
        # signWith(HS512, "x"), Algorithm.HMAC256("x"), new SymmetricSecurityKey(Encoding.UTF8.GetBytes("x")), SignedString([]byte("x"))
        r"""(?:signwith|setsigningkey|hmac(?:256|384|512)|hmacshakeyfor|symmetricsecuritykey|newcookiestore|(?:cookie|memstore)\.newstore|securecookie\.new|cookieparser|signedstring"""
        r"""|(?:en|de)codingkey::from_secret)\((?:\[\]byte\()?(?:(?!config|env|get(?!bytes)|settings|options|section|vault)[^\n"'`\[]){0,120}(?P<q>["'`])(?P<value>[^"'`\n]{3,120})(?P=q)""",
        # var jwtKey = []byte("x"), SigningKey: []byte("x"), SigningKey{Key: []byte("x")}; var key = Encoding.ASCII.GetBytes("x")
        r"""(?:(?:jwt|secret|sign|session)\w{0,20}\s*(?::=|[:=])|signingkey\{\s*key\s*:)\s*\[\]byte\((?P<q>")(?P<value>[^"\n]{3,120})(?P=q)""",
        # Koa's app.keys = ["x"], cookieSession({ keys: ["x"] }), Drupal's $settings['hash_salt'] = 'x'
        r"""(?:\bapp\.keys\s{0,4}=|\bcookie-?session\(\s{0,4}\{[^{}\n]{0,80}\bkeys\s{0,4}:)\s{0,4}\[\s{0,4}(?P<q>["'`])(?P<value>[^"'`\n]{3,120})(?P=q)""",
        r"""\$settings\[["']hash_salt["']\]\s{0,4}=\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,120})(?P=q)""",
        # jwt.Parse(…, func(t *jwt.Token) (any, error) { return []byte("x"), nil })
        r"""(?P<returned>\breturn)\s{1,4}\[\]byte\((?P<q>")(?P<value>[^"\n]{3,120})(?P=q)\)\s{0,4},\s{0,4}nil\b""",
        r"""\bkey\w{0,20}\s*=\s*[\w.]{0,40}encoding\.\w{1,20}\.getbytes\(\s*(?P<q>")(?P<value>[^"\n]{3,120})(?P=q)""",
    )
)

# SECRET_KEY: str = "x", const secret: string = "x", const KEY: &[u8] = b"x"; define("JWT_SECRET", "x"); pass: "x"; "Jwt": {"Key": "x"}
_GIVEN = tuple(
    regex(text, re.IGNORECASE)
    for text in (
        r"""(?P<name>[\w.]{0,60}(?:secret|key|password|token|salt)\w{0,30})\s{0,3}:\s{0,3}(?:optional\[str\]|str(?:ing)?\??|final(?:\[str\])?"""
        r"""|&(?:'static\s)?(?:str|\[u8\]))\s{0,3}=\s{0,3}b?(?P<q>["'])(?P<value>[^"'\n]{3,200})(?P=q)""",
        r"""\bdefine\(\s{0,4}["'](?P<name>\w{0,60}(?:secret|key|pass|pwd|token|salt)\w{0,30})["']\s{0,4},\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,200})(?P=q)""",
        # secret_key = b"x"; $config['encryption_key'] = 'x'; set :session_secret, "x"
        r"""(?P<name>[\w.]{0,40}secret_?key)["'\]]{0,2}\s{0,4}=\s{0,4}[bru]{1,2}(?P<q>["'])(?P<value>(?:(?!(?P=q))[^\n]){3,200})(?P=q)""",
        r"""\$config\[["'](?P<name>encryption_key)["']\]\s{0,4}=\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,200})(?P=q)""",
        r"""\bset\(?\s{0,2}:(?P<name>session_secret),\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,200})(?P=q)""",
        # 'cookieValidationKey' => 'x', setCipherKey(Base64.decode("x"))
        r"""(?P<name>\bcookie_?validation_?key)["']?\]?\s{0,4}(?:=>?|:)\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,200})(?P=q)""",
        r"""\bset(?P<name>cipherkey)\((?:[\w.]{1,40}\()?(?P<q>")(?P<value>[^"\n]{3,200})(?P=q)""",
        r'''"(?P<name>(?:signing)?key)"\s{0,4}:\s{0,4}(?P<q>")(?P<value>[^"\n]{12,200})(?P=q)''',
        r"""(?P<name>\bpass)["']?\s{0,4}:\s{0,4}(?P<q>["'`])(?P<value>[^"'`\s]{6,40})(?P=q)""",
    )
)
# mysqli_connect("host", "user", "x"): by place, not by name
_OPENED = regex(
    r"""\b(?:mysqli?_connect|new\s{1,4}mysqli)\(\s{0,4}["'](?P<host>[^"'\n]{1,200})["']\s{0,4},\s{0,4}["'][^"'\n]{0,80}["']\s{0,4},\s{0,4}"""
    r"""(?P<q>["'])(?P<value>[^"'\n]{3,80})(?P=q)""",
    re.IGNORECASE,
)
# username == "admin" && password == "x": what a program lets in
_LET_IN = regex(
    r"""(?:user_?name|user|email|login|uname)\b["'\])]{0,3}\s{0,4}(?:===?|\.equals(?:ignorecase)?\()\s{0,4}["'][^"'\n]{2,60}["']\)?\s{0,4}(?:&&|and\b)"""
    r"""[^\n]{0,60}?pass(?:word|wd)?\b["'\])]{0,3}\s{0,4}(?:===?|\.equals\()\s{0,4}(?P<q>["'])(?P<value>[^"'\n]{3,60})(?P=q)(?!\)?\s{0,4}:\s{0,4}pass\b)""",
    re.IGNORECASE,
)
# new Secret("x".Sha256()): what an identity server asks of its clients
_CLIENT = regex(r"""\bnew\s{1,4}Secret\(\s{0,4}(?P<q>")(?P<value>[^"\n]{3,80})"\s{0,4}\.(?:To)?Sha(?:256|512)\(""")
_PARTS = regex(r"\{[A-Za-z_]\w*\}")  # of a text that is put together: "{BEGIN}-of-it"


def _own(line: str, language: str, groups: frozenset[str]) -> Iterator[Hit]:
    if "fallback" in groups and (_READS.search(line) or _VARIABLE.search(line)):
        for regex in _FALLBACKS:
            for match in regex.finditer(line):
                yield _hit("fallback", "a secret that is accepted when the variable is missing", match, match["name"])
    if "signing" in groups:
        for match in _whole(_SIGNING, line):
            yield _hit("signing", "a signing key", match, match.groupdict().get("returned") or "")
    if "given" in groups:
        for match in _whole(_GIVEN, line):
            yield _hit("keyword", "a hard-coded secret", match, "password" if match["name"] == "pass" else match["name"])
    if "let in" in groups:
        yield from (_hit("let in", "a password that the program lets in", match, "password") for match in _LET_IN.finditer(line))
        yield from (_hit("let in", "the secret of a client that the program lets in", match, "secret") for match in _CLIENT.finditer(line))
    if "opened" in groups and (opened := _OPENED.search(line)):
        yield Hit("url", "a database's password", opened["value"], opened.start("value") + 1, "password", host=opened["host"])
    if "connection" in groups and (host := _HOST.search(line)):
        for match in _CONNECTION.finditer(line):
            yield Hit("url", "a password in a connection string", match["value"], match.start("value") + 1, "password", host=host["host"])
    if "hashed" in groups:
        for match in _HASHED.finditer(line):
            yield _hit("hashed", "a known password", match, name_before(line, match[0]))
    if "mail" in groups:
        yield from (_hit("keyword", "a hard-coded secret", match, "password") for match in _MAIL.finditer(line))
    for match in _BEGUN.finditer(line) if "KeywordDetector" in groups else ():  # few lines hold such a value, many such a name
        if key := _KEY.search(line[max(0, match.start() - 160) : match.start()]):
            dropped = detect.filtered(match["value"], line, "KeywordDetector")
            yield replace(_hit("keyword", "a hard-coded secret", match, key["name"]), aside=dropped)
    if "assignment" in groups and language in CONFIG and (found := _ASSIGNMENT.match(line)):
        yield _hit("keyword", "a hard-coded secret", found, found["name"])


def _whole(patterns: tuple[re.Pattern[str], ...], line: str) -> Iterator[re.Match[str]]:
    """Where one of them stands with a value that is not put together from parts."""
    return (match for pattern in patterns for match in pattern.finditer(line) if not _PARTS.search(match["value"]))


def _hit(family: str, noun: str, match: re.Match[str], name: str) -> Hit:
    return Hit(family, noun, match["value"], match.start("value") + 1, name)


# config["SECRET_KEY"] = is named by its settings and its own word; keys[2] = and char key[] = by what stands before the brackets
_BEFORE = regex(
    r"""((?:\bconfig\[["'])?[\w.\-$]+)["'\])]*\s*(?:\[[^\]"'`]*\]\s*)?(?::\s*[\w<>\[\]|.][\w<>\[\]|. ]*?\s*)?"""
    r"""(?:[:=!,(>]|<-|\|\|)+\s*(?:[\w.]+\()?["'`@brRfu(]*$"""
)


def name_before(line: str, value: str) -> str:
    """The name a value is assigned to, as far as the line tells."""
    at = _place_of(value, line)
    found = _BEFORE.search(line[max(0, at - 200) : at]) if at > 0 else None
    return _SUBSCRIPT.sub(".", found[1]) if found else ""


_SUBSCRIPT = regex(r"""\[["']""")


def _place_of(value: str, line: str) -> int:
    """Where a value begins: a weak one can be a part of its own name, which stands in no quotation marks."""
    quoted = (at for mark in "\"'`" if (at := line.find(f"{mark}{value}{mark}")) >= 0)
    return next((at + 1 for at in quoted), line.find(value))
