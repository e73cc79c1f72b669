"""Files that are secrets as a whole: environment files, private keys, keystores, state and dumps."""

from __future__ import annotations

import re
from collections.abc import Callable

from readylint.facts.files import File
from readylint.facts.paths import glob_to_regex as glob
from readylint.knowledge import regex
from readylint.patterns import compiled
from readylint.secrets.place import is_local, words
from readylint.secrets.scan import Scanner

Found = tuple[int, str]  # line, what is wrong
_ENCRYPTED = (b"\0GITCRYPT", b"$ANSIBLE_VAULT", b"-----BEGIN PGP MESSAGE", b"age-encryption.org")


def problem(file: File) -> Found | None:
    """What makes a tracked file a secret; None for what is none, is a template, or is encrypted."""
    if file.kind not in ("app", "config", "other"):
        return None
    for pattern, check in _CHECKS:
        if pattern.match(file.path) and not file.data.startswith(_ENCRYPTED):
            return check(file)
    return None


def may_be_one(path: str) -> bool:
    """Whether a file of this path, which could not be read, might be a secret."""
    return any(pattern.match(path) for pattern, _ in _CHECKS) and not _TEMPLATE.search(path.rpartition("/")[2])


_TEMPLATE = regex(
    r"(?:^|[._-])(?:example|sample|template|tmpl|tpl|dist|defaults?|schema|tests?|testing|ci|e2e)(?:[._-]|$)", re.IGNORECASE
)
_EXAMPLES = regex(r"(?:^|[/._-])(?:examples?|samples?|templates?)$", re.IGNORECASE)
_ENTRY = regex(
    r"""^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.]*)[ \t]*=[ \t]*(?P<q>["']?)(?P<value>[^\n"']*?)(?P=q)[ \t]*(?:#.*)?\r?$""",
    re.MULTILINE,
)
_SECRET = regex(
    r"pass(?:word|wd|phrase)?(?:_|$)|pwd|secret|(?:^|_|[a-z])(?:key|token|credentials?)$|_SALT$|webhook_url$", re.IGNORECASE
)
# what is said of a secret, or of a program that is called after them
_OF_IT = regex(r"_(?:version|image|tag|length|size|ttl|expir\w*|timeout|enabled|arn|type|policy)$", re.IGNORECASE)
_NO_SECRET = regex(
    r"^(?:|true|false|\d{1,6}|null|none|\$\{?\w+.*|<.*>|(?:op|vault|ref\+\w+|doppler|infisical|keyvault|awssm|gcpsm)://.*)$|^/|_id$|^AQ[EI]CAH[a-z0-9+/]{60}",
    re.IGNORECASE,
)
_LOGIN = regex(r"://[^/\s:@]*:[^/\s@${}]+@")


def _environment(file: File) -> Found | None:
    if _TEMPLATE.search(file.name) or _EXAMPLES.search(file.folder) or _of_tests(file):
        return None
    for entry in _ENTRY.finditer(file.text):
        value = entry["value"].strip()
        named = _SECRET.search(entry["name"]) and not _OF_IT.search(entry["name"])
        if (named and not _NO_SECRET.search(value)) or _LOGIN.search(value):
            return file.place(entry.start()).line, f"an environment file with a value for {entry['name']} is tracked"
    return None


def _of_tests(file: File) -> bool:
    """Whether it is called for feature tests, and every address in it is this machine's."""
    hosts = frozenset(_HOST.findall(file.text))
    return bool(hosts) and hosts <= _HERE and bool(_FEATURE.search(file.name))


_FEATURE = regex(r"(?:^|[._-])(?:features?|cypress|playwright|integration|acceptance|wiremock)(?:[._-]|$)", re.IGNORECASE)
_HOST = regex(r"\bhttps?://([^/\s:\"']+)")
_HERE = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal", "wiremock"})
_KEY = regex(r"BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: .*\n\s*)*[A-Za-z0-9+/=]{32,}|PuTTY-User-Key-File")


def _private_key(file: File) -> Found | None:
    begin = _KEY.search(file.text)
    return (file.place(begin.start()).line, "a private key is tracked") if begin and not is_local(file.path) else None


def _private_jwk(file: File) -> Found | None:
    """A JSON Web Key, or a set of them, with the private part `d`."""
    private = re.search(r"""["'][dD]["']\s*:\s*["'][A-Za-z0-9_-]{32,}["']""", file.text)
    kind = re.search(r"""["'](?i:kty)["']\s*:""", file.text)
    return (file.place(private.start()).line, "a private key (JWK) is tracked") if private and kind and not is_local(file.path) else None


def _keystore(file: File) -> Found | None:
    """A store of keys; one of certificates alone, which its name says, holds none."""
    aside = is_local(file.path) or not file.data or _NO_KEYS.search(file.name)
    return None if aside else (1, "a keystore is tracked")


_NO_KEYS = regex(r"(?i)debug|trust[_-]?store|cacerts")


def _service_account(file: File) -> Found | None:
    if not re.match(r'\s*\{[^{}]*"type"\s*:\s*"service_account"', file.text) or is_local(file.path):
        return None
    found = Scanner().scan(file.path, file.kind, file.language, file.data)
    keys = [secret.line for secret in found if not secret.aside and secret.family == "private key"]
    return (keys[0], "a service account's key file is tracked") if keys else None


# LS0t: --- in Base64, as a key in PEM begins
_LOGIN_OF_CLUSTER = regex(
    r"^\s*(?:client-key-data:\s*[\"']?(?=LS0t)|(?:token|password):\s*[\"']?)[A-Za-z0-9+/=._-]{8,}", re.MULTILINE
)


def _kubeconfig(file: File) -> Found | None:
    login = _LOGIN_OF_CLUSTER.search(file.text)
    if not login or "clusters" not in file.text or is_local(file.path):
        return None
    return file.place(login.start()).line, "a kubeconfig with credentials is tracked"


def _state(file: File) -> Found | None:
    full = re.search(r'"instances"\s*:|"attributes"\s*:', file.text)
    return (1, "a Terraform state is tracked: it holds every secret in clear text") if full else None


def _logins(file: File) -> Found | None:
    login = re.search(r"^(?:[^#\n:]+:){4}\S+$|^[^#\s:]+:(?:\$|\{SHA\}|[./0-9A-Za-z]{13}$)\S*|\bpassword\s+\S+", file.text, re.MULTILINE)
    if not login or is_local(file.path) or words()["placeholder"].search(login[0].split()[-1].split(":")[-1]):
        return None
    return file.place(login.start()).line, "a file with logins is tracked"


_DUMP = regex(
    r"-- (?:MySQL|MariaDB) dump|PostgreSQL database dump|phpMyAdmin SQL Dump|-- Dumped from|-- HeidiSQL|Navicat .*Data Transfer",
    re.IGNORECASE,
)
# rows that a tool for migrations keeps of its own are part of a schema
_VERSIONS = r"(?:\w{0,40}migrations?(?:_lock|_versions)?|ar_internal_metadata|alembic_version|flyway_schema_history|schema_version)\b"
_INSERTED = rf"INSERT INTO(?!\s{{1,4}}(?:[\"`]?\w{{1,40}}[\"`]?\.)?[\"`]?{_VERSIONS})\b[^\n]*"
_ROWS = regex(rf"^(?:{_INSERTED}|COPY \S+[^\n]* FROM stdin;)", re.IGNORECASE | re.MULTILINE)


def _dump(file: File) -> Found | None:
    rows = _ROWS.search(file.text) if _DUMP.search(file.text[:4000]) else None
    return (file.place(rows.start()).line, "a database dump with data is tracked") if rows and not is_local(file.path) else None


# a row of SQLite's schema: the kind, the name twice, the number of the page where the table begins, its statement
_PEOPLE = regex(
    rb"table(?P<name>(?:\w*_)?(?:users?|accounts?|customers?|people|members?))(?P=name)(?P<page>[\s\S]{1,4}?)CREATE TABLE ", re.IGNORECASE
)


def _database(file: File) -> Found | None:
    return None if is_local(file.path) else database(file)


def database(file: File) -> Found | None:
    """A database of SQLite that holds people, whatever it is called: an app may open one that is named after tests."""
    sqlite = file.data.startswith(b"SQLite format 3\0")
    filled = sqlite and any(_has_rows(file.data, int.from_bytes(m["page"], "big")) for m in _PEOPLE.finditer(file.data))
    return (1, "a database with a table of people is tracked") if filled else None


def _has_rows(data: bytes, page: int) -> bool:
    """Whether the table of SQLite that begins with a page has any: an empty one is a leaf (13) of no cells."""
    size = int.from_bytes(data[16:18], "big")
    start = (page - 1) * (size if size > 1 else 1 << 16)
    return data[start : start + 1] != b"\r" or data[start + 3 : start + 5] != b"\0\0"


def _of_server(file: File) -> Found | None:
    """A file in which a database server keeps a table: MongoDB's, MySQL's, SQL Server's, Redis's."""
    return (1, "a database's own files are tracked, with its rows") if len(file.data) > _EMPTY and not is_local(file.path) else None


_EMPTY = 8192  # bytes of such a file that holds no row yet
_DATA = ("**/collection-*.wt", "*.ibd", "**/ibdata1", "*.MYD", "*.mdf", "**/dump.rdb")


def _any(*globs: str) -> re.Pattern[str]:
    return compiled("(?:" + "|".join(map(glob, globs)) + ")$")


_CHECKS: tuple[tuple[re.Pattern[str], Callable[[File], Found | None]], ...] = (
    (_any(".env", "*.env", ".env.*", ".envrc"), _environment),
    (_any("*.pem", "*.key", "*.ppk", "*.p8", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*_rsa", "*_ed25519"), _private_key),
    (_any("*.jwk", "*.jwks", "*.jwk.json", "*.jwks.json", "jwks.json"), _private_jwk),
    (_any("*.jks", "*.jceks", "*.keystore", "*.p12", "*.pfx", "*.bks", "*.kdbx"), _keystore),
    (_any("*.tfstate", "*.tfstate.backup"), _state),
    (_any("kubeconfig*", "*.kubeconfig", "**/.kube/config"), _kubeconfig),
    (_any("*.json"), _service_account),
    (_any(".netrc", "_netrc", ".pgpass", ".htpasswd", "*.htpasswd"), _logins),
    (_any("*.sql", "*.dump", "*.sql.bak"), _dump),
    (_any("*.sqlite", "*.sqlite3", "*.db"), _database),
    (_any(*_DATA), _of_server),
)
