"""Values beside a name: kept when they look generated or chosen, or are a key that the app itself accepts."""

from __future__ import annotations

import base64
import re

from msgspec.structs import replace

from readylint.knowledge import regex
from readylint.secrets.elsewhere import DEVELOPMENT, REFUSED
from readylint.secrets.hits import CONFIG, Hit
from readylint.secrets.login import in_address, password_in
from readylint.secrets.place import Place, is_aside, is_translation, placeholder, words
from readylint.secrets.strength import app_password, chosen_password, is_hash, random_looking

_MARKUP = frozenset({"html", "css", "template", "erb", "heex", "razor", "blade", "svelte", "markdown"})
_SETTINGS = frozenset({"json", "properties", "yaml", "toml", "ini", "env"})
_MAPPINGS = frozenset({"json", "yaml"})  # which as often name the secret to take a value from
_PLACE = "code for development, tests or CI"

# a call, a property, a path, a sentence or a constant's name rather than a value
_CODE = regex(r"[()\[\]]|^[\w$]+(?:(?:\.|->|::)[\w$]+)+$|\s|^/|://|^\w+:\w+$|^[a-z][\w-]*(?:/[\w.-]+)+$|^[A-Z][A-Z0-9_]+$|^\w+,|=>|\+\+|&&\w|;$")
_UNQUOTED_CODE = regex(r"\w\(|\)\.|^[A-Za-z_]\w*(?:\.[A-Za-z_][\w-]*)+,?$")


# the detectors whose hits are all judged by `keyword`
NAMED = frozenset(
    "assignment KeywordDetector Base64HighEntropyString HexHighEntropyString IbmCloudIamDetector IbmCosHmacDetector SoftlayerDetector"
    " CloudantDetector NpmDetector".split()
)


def names_count_for_nothing(path: str, language: str) -> bool:
    """Whether no value beside a name can count in a file, wherever it stands."""
    return is_translation(path) or language in _MARKUP or is_aside(path)


def keyword(hit: Hit, place: Place) -> str:
    """Why a value beside a secret's name does not count; "" when it does."""
    name = _name(hit, place)
    value = _decoded(hit.value) if place.language in _SETTINGS else hit.value
    if re.search(rf"""[=!]=\s*["'`]{re.escape(hit.value)}["'`]""", place.line):
        return "compared with, not presented"
    if words()["meeting"].search(place.line.partition(hit.value)[0]):
        return "the link of a meeting"
    if _only_searches(hit.name, place):
        return "a key that browsers are given"
    if _is_prose(value):
        return "words in a language of people"
    if _is_half(name, value, place):
        return "the half of a login that is no secret"
    return _of_place(place) or _of_name(name, value) or ("" if _own_key(name, value, place) else _of_value(name, value, hit, place))


def _only_searches(name: str, place: Place) -> bool:
    """Whether a key of Algolia's is the one that a page is given, beside the name of the index."""
    known = words()
    return bool(known["search_name"].search(name)) and all(known[sign].search(place.around) for sign in ("search_line", "search_index"))


def _is_prose(value: str) -> bool:
    """Whether it is made of words alone, with letters that keys do not have: what a form calls its field."""
    return not value.isascii() and all(c.isalpha() or c in " .,:'’!?-" for c in value)


def _name(hit: Hit, place: Place) -> str:
    known = words()
    bare = not known["secret_name"].search(hit.name) or hit.name.lower() in ("secret", "key", "secretkey", "signingkey", "token")
    above = place.name_above if bare else ""
    return f"{above}.{hit.name}" if known["secret_section"].search(above) else hit.name


def _of_place(place: Place) -> str:
    if is_translation(place.path):
        return "a translation"
    if place.language in _MARKUP:
        return "markup"
    if place.for_development:
        return "a value for development or tests"
    if place.aside:
        return _PLACE
    if place.language == "json" and re.match(r'\s*"salt"', place.line) and words()["flag"].search(place.around):
        return "what a feature flag spreads its users by"
    return "commented out" if place.comment else ""


def _of_name(name: str, value: str) -> str:
    if not words()["secret_name"].search(name):
        return "no secret's name beside it"
    known = words()
    public = known["public_value"].search(value) or known["innocent_name"].search(name)
    public = public or (known["signing_key_name"].search(name) and known["signing_key_value"].search(value))
    tells_apart = _LABEL.match(name.rpartition(".")[2]) and not random_looking(value)
    return "a name of no secret" if public or tells_apart or _innocent(name) else ""


# a constant that says which credential it is, or where it comes in
_LABEL = regex(r"(?:TYPE|KIND|HEADER|PARAM|FIELD|COLUMN|ERR|ERROR|EVENT|LABEL|ATTR)_")


def _innocent(name: str) -> bool:
    parts = [p.lower() for p in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+", name)]
    while len(parts) > 1 and parts[-1] in _ENVIRONMENTS:
        parts.pop()
    return bool(parts) and (parts[-1] in words()["innocent_last"] or any(p in words()["innocent_words"] for p in parts))


_ENVIRONMENTS = frozenset("dev development test staging stage pre preprod preproduction prod production uat live".split())


def _is_half(name: str, value: str, place: Place) -> bool:
    """Whether a key is the half of a login that says who asks, beside the secret half."""
    return bool(_ACCESS.search(name) and _UUID.fullmatch(value) and _SECRET_HALF.search(place.around))


_ACCESS = regex(r"(?i)access[._-]?key$")
_OF_APM = regex(r"(?i)elastic_?apm|\bServer_?Urls?\b")
_UUID = regex(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECRET_HALF = regex(r"(?i)\b(?:secret|private)[\w-]{0,20}key[\"']?\s*[:=]")


def _own_key(name: str, value: str, place: Place) -> bool:
    """A key that the app signs or decrypts with, written out: it works, however weak it is (rulings 12 and 24)."""
    known = words()
    bare = re.fullmatch(r"secret", name, re.IGNORECASE) and known["signs"].search(place.around) and not known["mounts"].search(place.around)
    if not (bare or known["signing_name"].search(name)) or known["others_key"].search(name) or not known["literal"].search(value):
        return False
    half = re.fullmatch(r"(\w*?)secret_?key", name.rpartition(".")[2], re.IGNORECASE)
    if half and re.search(rf"\b{half[1]}(?:access|site)_?key(?:_?id)?\b", place.around, re.IGNORECASE):
        return False  # the other half of a login to a cloud, or of a puzzle that its provider checks
    owner, _, own = name.rpartition(".")
    if re.fullmatch(r"secret_?token", own, re.IGNORECASE) and _OF_APM.search(place.around):
        return False  # shown to Elastic's server
    if len(value) < (3 if "secret" in name.lower() else 12) or (_plain(value) == _plain(own) and not _SETTINGS_OF_APP.search(owner)):
        return False
    if known["idle"].search(value):
        return False
    if place.language in _SETTINGS:
        loaded = known["app_settings"].search(place.path)
        chosen = place.language not in _MAPPINGS and not placeholder(value) and not known["local_word"].search(value)
        return bool(loaded or chosen) and not place.refused(value)
    in_code = place.quotes(value) and place.kind == "app" and place.language not in CONFIG and not _documents(value, place)
    return in_code and not place.guarded(value) and not place.refused(value)


_SETTINGS_OF_APP = regex(r"(?:^|\.)(?:config|app)$")  # what they are given is a value, though it may read like the name


_TICKED = frozenset(("python", "ruby", "java", "kotlin", "csharp", "rust", "elixir"))  # where a backtick is no sign of code's own


def _documents(value: str, place: Place) -> bool:
    """Of an example in a docstring: a reStructuredText block, or a prompt, begins above it; or it stands between backticks."""
    ticked = place.language in _TICKED and re.search(rf"`[^`]*{re.escape(value)}[\"']`", place.line)
    return bool(ticked) or any(line.rstrip().endswith("::") or ">>>" in line or "```" in line for line in (*place.before, place.line))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _of_value(name: str, value: str, hit: Hit, place: Place) -> str:
    if place.language in ("bash", "") and re.search(r"\bif\b.*[!=]=? *[\"']?" + re.escape(value), place.line):
        return "compared with, not presented"
    if _created(name, value, place):
        return ""
    if is_hash(value):
        return "a hash of a password"
    if placeholder(value):
        return "a placeholder"
    if _plain(value) and _plain(name).endswith(_plain(value)):
        return "a name, not a value"
    if "://" in value:
        password = password_in(value)
        return in_address(replace(hit, value=password), place) if password else "an address"
    if not place.quotes(value) and _UNQUOTED_CODE.search(value):
        return "a reference, not a value"
    if random_looking(value) or (app_password(value) and words()["mail"].search(place.around)):
        return ""
    if _CODE.search(value):
        return "a reference, not a value"
    of_password = re.search(r"pass|pwd", name, re.IGNORECASE)
    chosen = chosen_password(value) or (len(value) >= 5 and words()["remote_database"].search(place.around))
    return "" if of_password and chosen else "a plain word"


def _created(name: str, value: str, place: Place) -> bool:
    """The password that Terraform gives to what it creates: it works, however weak it is."""
    gives = place.language == "hcl" and re.fullmatch(r"\w*password", name) and place.quotes(value) and place.section.startswith("resource")
    return bool(gives and words()["literal"].search(value) and not words()["not_chosen"].search(value))


def _decoded(value: str) -> str:
    """What base64 holds where that is text, as in a Kubernetes secret; else the value itself."""
    try:
        text = base64.b64decode(value, validate=True).decode("ascii").strip()
    except ValueError:
        return value
    return text if len(text) > 3 and text.isprintable() else value


# what opens the app itself: its administrators' accounts, the pages of its jobs
_ADMIN = regex(r"(?i)admin\w*[._-]?pass|superuser\w*pass|root\w*user\w*pass|(?:sidekiq|flower|dashboard|basic_?auth|web)[\w.-]{0,12}pass")


# a variable that only tests are told
_OF_TESTS = regex(r"\b(?i:process\.env|environ(?:\.get)?|getenv|env)[.\[(]{1,2}[\"']?(?:TEST(?:ING)?|E2E|SMOKE|CYPRESS|PLAYWRIGHT|DREDD)_")


def fallback(hit: Hit, place: Place) -> str:
    """A default that production accepts when the variable is missing (ruling 24)."""
    known = words()
    if _OF_TESTS.search(place.line):
        return "a value for development or tests"
    other = known["others_key"].search(hit.name) or known["innocent_name"].search(hit.name)
    own = known["own_key"].search(hit.name) and not other
    admin = _ADMIN.search(hit.name)
    return _accepted(hit, place) if own or admin else keyword(hit, place)


def signing(hit: Hit, place: Place) -> str:
    """A key written into a call that signs or verifies, or returned to one that asks for it."""
    if hit.name and not re.search(r"jwt\.", place.around):
        return "no key"
    return "no key" if words()["algorithm"].search(hit.value) else _accepted(hit, place)


def let_in(hit: Hit, place: Place) -> str:
    """A password that the program itself compares with: whoever reads the code logs in."""
    return "words in a language of people" if _is_prose(hit.value) or " " in hit.value else _accepted(hit, place)


def _accepted(hit: Hit, place: Place) -> str:
    if place.aside or re.search(r"[{}<$]", hit.value):
        return _PLACE
    if hit.value.strip("\"'").lower() in ("", "true", "false"):
        return "no value"
    if place.comment:
        return "commented out"
    if place.for_development or place.guarded(hit.value):
        return DEVELOPMENT
    return REFUSED if place.refused(hit.value) else ""


_SEEDS = regex(r"seed|migrat|bootstrap|initial|set-?up|install|start-?up|data_?load|load_?data", re.IGNORECASE)


# accounts that a program keeps for itself: Spring Security's, in memory
_IN_MEMORY = regex(r"inMemoryAuthentication|InMemoryUserDetails|\.withUsername\(|withDefaultPasswordEncoder|\bUser\.builder\(")


def hashed(hit: Hit, place: Place) -> str:
    """A known password of a seeded account, or of one that the program keeps for itself."""
    if _IN_MEMORY.search(place.around) and re.search(r"\.password\(", place.line):
        return _accepted(hit, place)
    if re.search(r"\.password\(\s*[\"']", place.line):
        return "no seeded account"
    if not _SEEDS.search(place.path) or place.aside or place.for_development:
        return "no seeded account"
    if not re.search("admin", place.around, re.IGNORECASE) or not re.search("pass|bcrypt|argon2", place.line, re.IGNORECASE):
        return "no seeded administrator"
    return DEVELOPMENT if re.search(r"Rails\.env|development|NODE_ENV|DEBUG", place.around) else ""
