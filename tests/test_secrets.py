"""Secrets: the prefilter loses nothing, the judgement keeps credentials only, the history is read once and whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import re
import sqlite3
import string
import sys
import tracemalloc
from pathlib import Path

import pytest

from readylint import cache
from readylint.engine import scan
from readylint.fact import Facts
from readylint.facts.files import Files, PathRules
from readylint.facts.secret_files import SecretFiles
from readylint.facts.secrets import HistorySecrets, Secrets
from readylint.history import SHALLOW, SWITCHED_OFF, HistoryOption
from readylint.options import Options
from readylint.secrets import blobs, detect
from readylint.secrets.arrivals import Arrivals
from readylint.secrets.credential import CacheOption
from readylint.secrets.marks import MarksOption
from readylint.secrets.prefilter import ODD, Prefilter, patterns
from readylint.secrets.scan import MANY, Scanner
from readylint.secrets.strength import chosen_password, random_looking
from readylint.snapshot import Snapshot
from tests.repositories import git, repository

RANDOM = "zIFvf" + "pArTRZHLT8K"
URL = f"postgres://shop:{RANDOM}@db.shop.io/shop"
HEX = "9f86d081884c7d65" + "9a2feaa0c55ad015"
PEM = "RSA PRIVATE" + " KEY"


def facts(snapshot: Snapshot, *, read: bool = True) -> Facts:
    return Facts(snapshot, PathRules(), HistoryOption(read))


def tree(path: str, text: str) -> Secrets:
    return facts(Snapshot.of(f"-- {path} --\n{text}\n")).get(Secrets)


def judged(path: str, text: str) -> set[str]:
    """Why what is found does not count, "" where it does."""
    file = facts(Snapshot.of(f"-- {path} --\n{text}\n")).get(Files).all[0]
    return {secret.aside for secret in Scanner().scan(file.path, file.kind, file.language, file.data)}


FAR = "\n" + "# settings\n" * 20
REFUSES_LISTED = f"""import os

def is_weak(secret):
    return secret.lower() in {{"", "dev", "super-secret"}} or len(secret) < 32
{FAR}
def validate():
    if is_weak(os.getenv("SECRET_KEY", "super-secret")):
        raise RuntimeError("weak")
{FAR}
SECRET_KEY = os.getenv("SECRET_KEY", "super-secret")
"""
LESSER = f"""FALLBACK_JWT_SECRET = "rosie05112000"
{FAR}
def key(settings):
    if settings.signing_key:
        return settings.signing_key
    if settings.environment in {{"local", "test"}}:
        return FALLBACK_JWT_SECRET
    raise RuntimeError("no key")
"""
REFUSES_SHORT = f"""export const jwtSecret = process.env.JWT_SECRET || 'shop words'
{FAR.replace("#", "//")}
if (process.env.NODE_ENV === 'production' && jwtSecret.length < 32) {{
  console.error('JWT_SECRET is too short')
  process.exit(1)
}}
"""
REFUSES_COMPARED = f"""class Settings(BaseSettings):
    JWT_SECRET: str = "shop words here"
{FAR}
    @model_validator(mode="after")
    def strong(self):
        errors = []
        if self.production and self.JWT_SECRET == "shop words here":
            errors.append("JWT_SECRET")
        if errors:
            raise ValueError(errors)
        return self
"""

KEPT = [
    ("lib/search.js", f"const client = algoliasearch({{ appId: id, apiKey: '{HEX}' }})"),
    ("config/prod.env", f"DB_PASSWORD=key-{HEX}"),  # of a shape that Mailgun's keys have, far from that word
    ("app/db.py", f'URL = "{URL}"'),
    ("config/initializers/jobs.rb", 'expected = sha(ENV.fetch("SIDEKIQ_WEB_PASSWORD", "shop"))'),
    ("app/pay.py", f'key = "sk_{"live"}_{HEX[:24]}"'),
    ("app/pay.py", f'key = "sk_{"test"}_{HEX[:30]}"'),
    ("app/bot.py", f'TOKEN = "glpat-{RANDOM}abcd1"'),
    ("app/ai.js", f'const apiKey = "sk-ant-api03-{RANDOM * 6}"'),
    ("appsettings.json", '{"Db": "Host=54.219.56.236;Port=5432;User ID=postgres;Password=Al4de1&&x"}'),
    ("appsettings.json", f'{{\n  "Mail": {{\n    "Password": "{RANDOM}"\n  }}\n}}'),
    ("config/default.json", f'{{\n  "encryption": {{\n    "proxy": "{HEX * 2}"\n  }}\n}}'),
    (".env", f"MAIL_PASS={RANDOM}"),
    ("app/settings.py", 'SECRET_KEY = os.getenv("SECRET_KEY", "---")'),
    ("app/settings.py", REFUSES_COMPARED.replace("raise ValueError(errors)", "log.warning(errors)").replace("errors.", "warnings.")),
    ("src/config.ts", REFUSES_SHORT.replace("32", "8")),
    ("app/settings.py", f'JWT_SECRET = os.getenv("JWT_SECRET", "shop words")\n{FAR}\nif JWT_SECRET == "":\n    raise RuntimeError("empty")'),
    ("app/settings.py", f'JWT_SECRET = "rosie05112000"\n{FAR}\nif JWT_SECRET == None:\n    raise RuntimeError("empty")'),
    ("app/crypto.py", LESSER.replace('environment in {"local", "test"}', "key")),
    ("app/crypto.py", f"{LESSER}\nspare = FALLBACK_JWT_SECRET"),
    ("app/config.py", REFUSES_LISTED.replace("return secret.lower() in", "return secret in").replace('"super-secret"}', '"other"}').replace(" < 32", " < 3")),
    ("config/app.php", "'locale' => 'en',\n'key' => env('APP_KEY', 'somekeysomekeysomekeysomekeysome'),"),
    ("src/main/resources/application.properties", "jwt.secret=${JWT_SECRET:YourSuperSecretKey}"),
    ("server/.env", "JWT_SECRET=rosie05112000"),
    ("src/main/resources/application.properties", "app.jwt.secret=put_a_long_key_here_12345"),
    ("app/settings.py", "SECRET_KEY = 'django-insecure-(x)=words'"),
    ("config/env/all.js", 'module.exports = {\n  cookieSecret: "cookie_secret_here",\n}'),
    ("auth.js", "const t = jwt.sign({ id: user.get(1) }, 'net ninja', { expiresIn: 1 })"),
    ("Auth.cs", 'var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("my very own key"));'),
    ("check.js", "const decoded = jwt.verify(token,'CLIENT_SECRET_KEY');"),
    ("auth.go", 'var jwtKey = []byte("my_key_words")'),
    ("app.js", "app.use(session({ secret: 'keyboard cat' }))"),
    ("app.js", f'mongoose.connect("mongodb+srv://shaun:{"test" + "1234"}@cluster0.del96.mongodb.net/shop")'),
    ("main.tf", 'resource "aws_db_instance" "shop" {\n  password = "foobarbaz"\n}'),
    (
        "src/main/resources/application.properties",
        "spring.datasource.url=jdbc:mysql://sql12.freesqldatabase.com:3306/shop\nspring.datasource.password=rosie618",
    ),
    ("mail.py", f'smtp.login(user)\npassword = "{"xkqv" + "zmwj" + "hgtd" + "plkb"}"'),
    ("src/seed.service.ts", "const pass = process.env.DEFAULT_ADMIN_PASSWORD || 'Shop2026'"),
    ("config/initializers/secret_token.rb", f'App.config.secret_key_base = "{HEX * 4}"'),
    ("config/web.php", f"'request' => [\n    'cookieValidationKey' => '{RANDOM}x-#@',\n],"),
    ("frontend/config/main.php", "'cookieValidationKey' => 'some words of the shop',"),
    ("src/main/java/shop/Remembered.java", f'manager.setCipherKey(Base64.decode("{"2bVwkdh" + "sUs0FSA3Sda=="}"));'),
    ("conf/mail.json", f'{{"password": "{"kite" + "9"}", "hostname": "mail.shop.io"}}'),
    ("application/config/config.php", "$config['encryption_key'] = 'some words of the shop';"),
    ("app/app.py", "app.secret_key = b'some \"words\\n\\xec'"),
    ("app/app.rb", "set :session_secret, 'some words'"),
    ("app/main.go", 'store := cookie.NewStore([]byte("some words"))'),
    ("app/server.js", "app.keys = ['some words'];"),
    ("app/server.js", "app.use(cookieSession({ name: 'shop', keys: ['some words'] }))"),
    ("web/sites/default/settings.php", f"$settings['hash_salt'] = '{RANDOM}{RANDOM}';"),
    ("Web.config", f'<machineKey validationKey="{HEX.upper() * 2}" validation="SHA1" />'),
    ("server.key", f"-----BEGIN {PEM}-----\n{'MIIEowIBAAKCAQEA' * 4}\n-----END {PEM}-----"),
    ("deploy/aws.tf.json", f'{{"id": "AKIA{"IOSFODNN7QWERTYU"}",\n "secret": "{"wJalrXUtnFEMI7K7MDENGbPxRfiCYzzzQWEaZ12/"}"}}'),
]

ASIDE = [
    ("data/team.yml", f"  link: https://us06web.zoom.us/j/85096877776?pwd={RANDOM}", "the link of a meeting"),
    ("tests/test_db.py", f'URL = "{URL}"', "test code"),
    ("docs/db.md", f'password: "{RANDOM}"', "documentation"),
    ("examples/db.py", f'URL = "{URL}"', "sample code"),
    ("app/db.py", f'URL = "postgres://shop:{RANDOM}@localhost/shop"', "a local service"),
    ("app/db.py", 'URL = "postgres://shop:postgres1@db:5432/shop"', "a local service"),
    ("app/db.py", 'URL = "postgres://shop:changeme@db.shop.io/shop"', "a placeholder"),
    ("app/db.py", 'URL = f"postgres://shop:{password}@db.shop.io/shop"', ""),
    ("config.yml", "api_key: your-api-key-here", "a placeholder"),
    ("config.yml", "api_key: <your-key>", ""),
    ("k8s/secret.yaml", "data:\n  api-token: eW91cl9hcGlfdG9rZW5faGVyZQ==", "a placeholder"),
    ("app/login.py", "password = request.form['password']", ""),
    ("app/login.js", "const password = user.passwordHash", ""),
    ("app/sums.py", f'sha256_secret_hash = "{HEX}"', "a name of no secret"),
    ("app/sums.py", f'commit = "{HEX}"', "no secret's name beside it"),
    ("config/deploy.yml", f"development:\n  secret_key_base: {HEX}", "a value for development or tests"),
    (".github/workflows/ci.yml", f"env:\n  SECRET_KEY: {HEX}", "code for development, tests or CI"),
    ("locales/en.json", '{"password": "Passw0rd!x"}', "a translation"),
    ("app/key.py", f'A = "-----BEGIN {PEM}-----"', "no key body"),
    ("debug.log", f"say '-----BEGIN {PEM}-----\\n[contents]\\n-----END {PEM}-----'\n_shasum: '{'600c5c0d' * 5}'", "no key body"),
    ("app/aws.py", f'ID = "AKIA{"IOSFODNN7QWERTYU"}"', "an access key id without its secret"),
    ("app/a.js", "s = process.env.NODE_ENV === 'production' ? x : process.env.SESSION_SECRET || 'cats'", "a default for development only"),
    ("app/client.rb", 'token = ENV.fetch("EMAIL_API_BEARER_TOKEN", "email-api-bearer-token")', ""),
    ("app/settings.py", "class Development(Base):\n    SECRET_KEY = 'words'", "a value for development or tests"),
    ("app/settings.py", "class TestConfig(Base):\n" + "    A = 1\n" * 20 + "    SECRET_KEY = 'words'", "a value for development or tests"),
    ("config/app.yml", "development:\n" + "  a: 1\n" * 30 + f"  secret_key_base: {HEX}", "a value for development or tests"),
    ("app/keys.ts", "export const JWT_SECRET = 'JWT_SECRET'", ""),
    ("app/config.py", 'def load(app):\n    """As in::\n\n        SECRET_KEY = \'words\'\n    """', ""),
    ("app/config.py", 'SECRET_KEY = config["SECRET_KEY"]', ""),
    ("helm/values.yaml", 'SESSION_SECRET: "shop-session-secret.txt"\nsecretKey: "license"', ""),
    ("Auth.cs", 'var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(config["TokenKey"]));', ""),
    ("auth.py", 'token = jwt.encode(payload, key, "HS256")', ""),
    ("main.tf", 'resource "a" "b" {\n  custom_kms_key = aws_kms_key.r53_public_dns_logs_2a.arn\n}', ""),
    ("lambda.tf", f'resource "aws_lambda_function" "a" {{\n  s3_key = "function-{HEX}.zip"\n}}', "a name of no secret"),
    ("store.go", "storage.GetS3().AccessKeySecret = previous.GetS3().AccessKeySecret", ""),
    ("Constants.cs", 'public const string SslClientCertPassword = "sslclientcertpassword";', "a name, not a value"),
    ("maps.rb", f'"https://maps.googleapis.com/maps/api/js?key=AIza{RANDOM}{RANDOM[:19]}"', ""),
    ("endpoint.ex", 'signing_salt: System.get_env("SIGNING_SALT") || "8bAOekZm",', ""),
    ("ids.js", "const tokens = await generateAuthTokens('5db5d97e287ebe4e58de5f28')", "a name of no secret"),
    ("start.sh", 'if [ -z "${APP_KEY:-}" ]; then', ""),
    ("config.yaml", "privateKey: ${APPLE_PRIVATE_KEY:-privateKeyWhichShouldBeBase64Encoded}", ""),
    ("config.properties", "Credentials=" + "".join(f"\\u{c}" for c in ("8a8d", "8a3c", "60c5")), ""),
    ("src/config.rs", f'mod tests {{\n    #[test]\n    fn reads() {{\n        env("JWT_SECRET", "{RANDOM}");\n    }}\n}}', "test code"),
    ("public/2.59d719ca.chunk.js", f'var a = "https://shop:{RANDOM}@shop.io/x"', "a generated file"),
    ("config.ini", f";secret_key = {RANDOM}", "commented out"),
    ("docusaurus.config.js", f"algolia: {{\n  apiKey: '{HEX}',\n  indexName: 'main',\n}}", "a key that browsers are given"),
    ("app/api.py", f'@doc(example={{\n    "email": "a@shop.io",\n    "password": "{RANDOM}#1",\n}})', "a documented example"),
    ("LoginDocs.java", f'        examples = @ExampleObject("""\n            {{\n                "password": "{RANDOM}#1"\n            }}', "a documented example"),
    ("app/api.py", f'@doc(\n    example={{"email": "a@shop.io", "password": "{RANDOM}#1"}},\n)', "a documented example"),
    ("src/docs.ts", f"export const login = {{\n  examples: {{\n    one: {{\n      password: '{RANDOM}#1',\n    }},\n  }},\n}}", "a documented example"),
    ("app/probe.py", 'def code_only(text):\n    """A comment that says `SECRET_KEY = \'words of it\'` is none."""', ""),
    ("app/crypto.py", LESSER, "a default for development only"),
    ("app/config.py", REFUSES_LISTED, "the app refuses to start with it"),
    ("src/config.ts", REFUSES_SHORT, "the app refuses to start with it"),
    ("app/settings.py", REFUSES_COMPARED, "the app refuses to start with it"),
    ("config/web.php", "'cookieValidationKey' => getenv('COOKIE_VALIDATION_KEY'),\n'cookieValidationKey' => '',", ""),
    ("src/main/java/shop/Remembered.java", 'manager.setCipherKey(generator.getInstance("AES").generateKey());', ""),
    ("conf/mail.json", f'{{"password": "{"kite" + "9"}", "hostname": "mail.example.com"}}', "a plain word"),
    ("conf/dns.toml", f'{{"password": "{"notareal" + "password"}"}}', "a placeholder"),
    ("conf/accounts.json", f'{{"password": "sha1$1b11b${HEX}00c0ffee"}}', "a hash of a password"),
    ("conf/accounts.json", f'{{"password": "pbkdf2_sha256$600000${RANDOM}${HEX}{RANDOM}="}}', "a hash of a password"),
    ("conf/accounts.json", f'{{"password": "scrypt:32768:8:1${RANDOM}${HEX * 4}"}}', "a hash of a password"),
    ("application/config/config.php", "$config['encryption_key'] = getenv('KEY');\n$config['encryption_key'] = '';", ""),
    ("app/constants.php", "return ['encryption_key' => 'required|string|min:32'];", ""),
    ("app/main.go", 'store := cookie.NewStore([]byte(os.Getenv("SESSION_KEY")))', ""),
    ("app/server.js", "app.keys = [process.env.KEY];\ncookieSession({ keys: [config.get('key')] })", ""),
    ("web/sites/default/settings.php", "$settings['hash_salt'] = file_get_contents('/run/salt');", ""),
    ("app/mail.py", f'domain_validation_token = "{HEX}"', "a name of no secret"),
    ("conf/search.conf", f"root_password_sha2 = {HEX * 2}", "a name of no secret"),
    ("static/.well-known/brave-rewards-verification.txt", f"Token: {HEX}", "what the site shows to everybody"),
]


@pytest.mark.parametrize(("path", "text"), KEPT, ids=[f"{p} {n}" for n, (p, _) in enumerate(KEPT)])
def test_kept(path: str, text: str) -> None:
    assert tree(path, text).kept


@pytest.mark.parametrize(("path", "text", "why"), ASIDE, ids=[f"{p} {n}" for n, (p, *_) in enumerate(ASIDE)])
def test_set_aside_with_a_reason(path: str, text: str, why: str) -> None:
    assert not tree(path, text).kept
    assert not why or why in judged(path, text)


def test_place_and_no_value_in_any_text() -> None:
    found = tree("app/db.py", f'import os\n\nURL = "{URL}"')
    (credential,) = found.kept
    assert str(credential.at) == "app/db.py:3"
    assert RANDOM not in repr(found) and RANDOM not in repr(credential)


def test_one_value_in_many_places_is_one_finding() -> None:
    places = "".join(f'-- app/{name}.py --\nURL = "{URL}"\n' for name in "abc")
    (found,) = facts(Snapshot.of(f'{places}-- app/d.py --\nURL = "{URL}"  # gitleaks:allow\n')).get(Secrets).kept[:1]
    assert (str(found.at), [str(at) for at in found.also], found.marked) == ("app/a.py:1", ["app/b.py:1", "app/c.py:1"], "")


def test_utf16_is_read() -> None:
    snapshot = Snapshot.of("-- app/db.cs --\nx\n")
    object.__setattr__(snapshot.source, "_tree", {"app/db.cs": f'var url = "{URL}";'.encode("utf-16")})
    assert facts(snapshot).get(Secrets).kept


@pytest.mark.parametrize(("rows", "found"), [(0, 0), (1, 1), (400, 1)])
def test_a_database_is_a_finding_for_the_rows_it_holds(tmp_path: Path, rows: int, found: int) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "shop.db")) as made:
        made.execute("CREATE TABLE settings (name TEXT)")
        made.execute('CREATE TABLE IF NOT EXISTS "app_users" (id INTEGER PRIMARY KEY, name TEXT)')
        made.executemany("INSERT INTO app_users (name) VALUES (?)", [(f"person {n}",) for n in range(rows)])
        made.commit()
    snapshot = Snapshot.of("-- db/shop.db --\nx\n")
    object.__setattr__(snapshot.source, "_tree", {"db/shop.db": (tmp_path / "shop.db").read_bytes()})
    assert len(list(facts(snapshot).get(SecretFiles))) == found


@pytest.mark.parametrize(("opened", "found"), [("sqlite:///test.db", 1), ("sqlite:///shop.db", 0)])
def test_a_database_named_after_tests_counts_where_the_app_opens_it(tmp_path: Path, opened: str, found: int) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "test.db")) as made:
        made.execute("CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT)")
        made.execute("INSERT INTO user (name) VALUES ('a person')")
        made.commit()
    code = f'from flask import Flask\napp = Flask(__name__)\napp.config["SQLALCHEMY_DATABASE_URI"] = "{opened}"\n'
    snapshot = Snapshot.of(f"-- app/test.db --\nx\n-- app/app.py --\n{code}")
    tree = {"app/test.db": (tmp_path / "test.db").read_bytes(), "app/app.py": code.encode()}
    object.__setattr__(snapshot.source, "_tree", tree)
    assert len(list(facts(snapshot).get(SecretFiles))) == found


def test_long_lines_and_hostile_lines_end(tmp_path: Path) -> None:
    text = "secret" * 40_000 + "\n" + f'a="{URL}";' + "x=1;" * 500_000 + "\n" + "password='" * 20_000
    assert tree("app/big.js", text).kept


# ---- the prefilter


@pytest.mark.parametrize("config", [False, True])
def test_engines_fire_on_the_same_lines(config: bool) -> None:
    pytest.importorskip("hyperscan")
    texts = [*(text for _, text in KEPT), *(text for _, text, _ in ASIDE), *_generated(300)]
    data = "\n".join(texts).encode()
    fast, slow = (list(Prefilter(config, engine).lines(data)) for engine in ("hyperscan", "re"))
    assert fast == slow == list(Prefilter(config, together=True).lines(data)) and len(fast) > 30


@pytest.mark.parametrize("name", ["f.py", "f.yml", "f.go", "f.cpp", "f.cs", "f.json", "f.properties"])
def test_nothing_that_detect_secrets_reports_is_lost(name: str) -> None:
    lines = [*(line for _, text in KEPT for line in text.split("\n")), *_generated(500), *_odd()]  # benchmarks/equivalence.py takes more
    prefilter = Prefilter(name in ("f.yml", "f.go", "f.properties"))
    for line in lines:
        for data in dict.fromkeys((line.encode(), line.encode("latin-1", "ignore"))):
            text = data.decode("utf-8" if data == line.encode() else "latin-1")
            reported = set(detect.found(name, text.rstrip(), set(detect.plugins())))
            fired = (set(detect.plugins()) if ODD in found.groups else found.groups for found in prefilter.lines(data))
            assert {plugin for plugin, _ in reported} <= {group for groups in fired for group in groups}, line


def test_values_in_long_lines_are_whole() -> None:
    prefilter = Prefilter(False)
    key, accented = (RANDOM + "Qq9/mWx2+LsE") * 100, "é" * 300 + RANDOM
    for before in (0, 700, 1590, 1599, 2390, 5000):
        line = f"é{'x=1;' * before}é a('{HEX}');{'y' * before};b('{key}');{'é' * before};c.secret = '{accented}';" + "z=é;" * 900
        texts = [found.text.decode() for found in prefilter.lines(line.encode())]
        reported = {value for text in texts for _, value in detect.found("f.js", text, set(detect.plugins()))}
        assert {HEX, key, accented} <= reported


def test_a_window_begins_within_its_line() -> None:
    token = "xoxo-" + "6-018274334-" * 300 + "a1b2c3"
    data = "first\n\xa0".encode("latin-1") + token.encode()  # the no-break space could be the end of a letter in UTF-8
    window = next(Prefilter(False).lines(data))
    assert (window.start, data[6:].startswith(window.text)) == (6, True)


@pytest.mark.parametrize("more", ["", "ab", "abcd"])
def test_a_value_in_a_long_line_is_found_whatever_marks_stand_before_it(more: str) -> None:
    value = f"={RANDOM}Qq9/mWx2+LsE{more}"
    line = '="' * 4_000 + f'{value}";'  # of the marks before it every other one opens
    windows = (w for w in Prefilter(False).lines(line.encode()) if "Base64HighEntropyString" in w.groups)
    assert value in {v for w in windows for _, v in detect.found("f.js", w.text.decode(), set(w.groups))}


def test_a_quoted_string_is_whole_to_where_it_begins() -> None:
    value = "0123456789abcdef" * 1_200
    found = [v for w in Prefilter(False).lines(f"x='{value}';".encode()) for _, v in detect.found("f.js", w.text.decode(), set(w.groups))]
    assert value in found


def test_every_plugin_of_detect_secrets_is_known() -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    theirs = {kind.__name__ for kind in get_mapping_from_secret_type_to_class().values()}
    assert theirs - {"IPPublicDetector"} == set(detect.plugins())


def test_every_plugin_has_a_pattern() -> None:
    assert set(detect.plugins()) <= {name for name, _ in patterns(False)}


def test_no_network_library_is_loaded() -> None:
    import subprocess

    code = "from readylint.secrets import detect; import sys; detect.plugins(); sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _odd() -> list[str]:
    """White space and letters beyond ASCII, wherever a plugin's expression takes them."""
    spaces = [c for c in map(chr, range(sys.maxunicode + 1)) if re.match(r"\s", c) and c != "\n"]
    assert {*spaces, "\n"} == {c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()}
    around = [f"api_key{s}{sign}{s}'{RANDOM}';" for s in spaces for sign in (":", "==", "!=", "=", "!!", "=>")]
    before = [f"'{RANDOM}'{s}=={s}my_password" for s in spaces] + [f"x{s}AP{'A' + 'b' * 9}" for s in spaces]
    folded = [
        f'{name} = "{RANDOM}"' for name in ("paſſword", "api_\u212aey", "pr\u0130v_key", "pr\u0131vate_key", "CONTRASEÑA", "contraseña")
    ]
    distant = [f"password{',é' * 24} '{RANDOM}';", f"password,{'é' * 49}'{RANDOM}';"]
    urls = [f"https://shop:{'a1b2c3d4' * 8}@é-x.cloudant.com", f"https://api\u2003softlayer\U0001f511com/soap/v3/{'a1b2c3d4' * 8}"]
    names = [f'"sl_api_key": "{HEX * 4}"', f"softlayer--key={'a1b2c3d4' * 8}", f"xoxb-12٣4-{'a' * 12}", f"=AP٣{'b' * 9}"]
    return [*around, *before, *folded, *distant, *urls, *names]


def _generated(count: int) -> list[str]:
    """Lines of assignments in many notations, the same at every run."""
    chance = random.Random(7)
    names = "password DB_PASS apiKey client_secret aws_key x.token pwd authkey my_Secret2 contraseña id softlayer_key".split()
    signs = [" = ", ": ", "=", ":", " => ", " := ", " == ", "!=", "(", " ", "[]=", "[8] = ", ".assign("]
    quotes = ['"', "'", "`", "", '@"']
    alphabets = [string.hexdigits, string.ascii_letters + string.digits + "+/=_-", string.printable[:94], "aé ", string.digits]
    made = []
    for _ in range(count):
        value = "".join(chance.choices(chance.choice(alphabets), k=chance.choice([3, 8, 20, 32, 40, 44, 64])))
        quote = chance.choice(quotes)
        quoted = f"{quote}{value}{quote.strip('@')}"
        made.append(f"{chance.choice(names)}{chance.choice(signs)}{quoted}{chance.choice(['', ';', ',', ' # x', ')'])}")
        made.append(f"{quoted}{chance.choice([' == ', ' != ', '==='])}{chance.choice(names)}")
    return made


# ---- strength


def test_generated_values_and_words() -> None:
    generated = [RANDOM, HEX, "n4Ss" + "T9KxiGW5", "xsgef" + "ccbbmbtopva", "8Dz4jRrsBjYg" + "dCD/VGP2bleph7oBThJr5IcF43l0U24="]
    written = ["email-alert-api-bearer-token", "getUserPasswordFromRequest", "client_secret_post", "0123456789012345"]
    assert [random_looking(v) for v in (*generated, *written)] == [True] * 5 + [False] * 4
    assert chosen_password("ShopDam" + "2026!") and not chosen_password("password")


def test_a_large_history_shows_what_a_small_one_does() -> None:
    lines = [*_generated(400), f'URL = "{URL}"', f'key = "{"AK" + "IA" + "QYLPMN5HFIQR7XYA"}"', f"password: {RANDOM}"]
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    for path, language in (("app/a.py", "python"), ("spec/a.yml", "yaml"), ("locales/fr.yml", "yaml"), ("web/a.html", "html")):
        small, large = Scanner(kept_only=True), Scanner(kept_only=True)
        large.expect(MANY)
        found = list(small.scan(path, "app", language, data))
        assert found == list(large.scan(path, "app", language, data)) and found


# ---- the history


def test_removed_secret_is_found_at_its_oldest_commit(tmp_path: Path) -> None:
    first, second = f'import os\nURL = "{URL}"\n', f'URL = "{URL}"\nx = 1\n'
    root = repository(tmp_path, {"db.py": first}, {"db.py": second}, {"db.py": "import os\n"})
    (found,) = facts(Snapshot.open(root)).get(HistorySecrets).kept
    assert (str(found.at), found.commit, found.in_tree) == ("db.py:2", git(root, "rev-parse", "HEAD~2"), False)
    assert found.author_date is not None and found.author_date.day == 1


def test_secret_that_still_stands(tmp_path: Path) -> None:
    root = repository(tmp_path, {"db.py": f'URL = "{URL}"\n'}, {"a": "1"})
    built = facts(Snapshot.open(root))
    assert [c.in_tree for c in built.get(HistorySecrets).kept] == [True]
    assert len(built.get(Secrets).kept) == 1


def test_branches_and_tags_but_no_stash_or_pull_requests(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    refs = {"side": "refs/heads/side", "far": "refs/remotes/origin/far", "old": "refs/tags/old", "pr": "refs/pull/1/head"}
    for name, ref in refs.items():
        git(root, "checkout", "-q", "--detach", "main")
        repository(root, {f"{name}.py": f'URL = "{URL.replace("shop:", "shop:" + name)}"\n'})
        git(root, "checkout", "-q", "--detach")
        git(root, "update-ref", ref, "HEAD")
    git(root, "checkout", "-q", "main")
    (root / "a").write_text(f'URL = "{URL}"\n')
    git(root, "stash")
    found = facts(Snapshot.open(root)).get(HistorySecrets)
    assert [c.at.path for c in found.kept] == ["far.py", "old.py", "side.py"]


def test_tag_of_a_blob(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    (root / "loose").write_text(f'URL = "{URL}"\n')
    git(root, "tag", "loose.txt", git(root, "hash-object", "-w", "loose"))
    (found,) = facts(Snapshot.open(root)).get(HistorySecrets).kept
    assert (found.at.path, found.commit) == ("loose.txt", None)


@pytest.mark.parametrize("name", [":100644", "\x01deadbeef 1", "\n\n", ":", "é ü.py", "a\nb"])
def test_names_that_look_like_records_hide_nothing(name: str, tmp_path: Path) -> None:
    changes: dict[str, str | None] = {f"{name}/b.py": f'URL = "{URL}"\n', "z.py": f'URL = "{URL.replace(RANDOM, RANDOM[::-1])}"\n'}
    found = facts(Snapshot.open(repository(tmp_path, changes, {f"{name}/b.py": None, "z.py": None}))).get(HistorySecrets)
    assert [c.at.path for c in found.kept] == sorted(changes) and found.complete


def test_replace_refs_hide_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path, {"db.py": f'URL = "{URL}"\n'}, {"db.py": "clean\n"})
    git(root, "replace", git(root, "rev-parse", "HEAD~1:db.py"), git(root, "rev-parse", "HEAD:db.py"))
    assert facts(Snapshot.open(root)).get(HistorySecrets).kept


def test_variables_of_the_caller_hide_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "r", {"db.py": f'URL = "{URL}"\n'}, {"db.py": "clean\n"})
    for name in ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    found = facts(Snapshot.open(root)).get(HistorySecrets)
    assert found.kept and found.complete


def test_grafts_hide_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path, {"db.py": f'URL = "{URL}"\n'}, {"db.py": "clean\n"})
    (root / ".git" / "info" / "grafts").write_text(git(root, "rev-parse", "HEAD") + "\n")
    assert facts(Snapshot.open(root)).get(HistorySecrets).kept


def test_missing_blob_makes_it_incomplete(tmp_path: Path) -> None:
    root = repository(tmp_path, {"db.py": "x = 1\n"}, {"db.py": "x = 2\n"})
    oid = git(root, "rev-parse", "HEAD~1:db.py")
    (root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    found = facts(Snapshot.open(root)).get(HistorySecrets)
    assert (found.kept, found.complete, found.why) == ((), False, "1 object missing, and not read")


def test_corrupt_blob_makes_it_incomplete(tmp_path: Path) -> None:
    root = repository(tmp_path, {"db.py": "x = 1\n"}, {"db.py": "x = 2\n", "z.py": "y\n"})
    oid = git(root, "rev-parse", "HEAD~1:db.py")
    file = root / ".git" / "objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    file.write_bytes(b"no object")
    assert not facts(Snapshot.open(root)).get(HistorySecrets).complete


def test_missing_tree_makes_it_incomplete(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a/db.py": "x = 1\n"}, {"a/db.py": "x = 2\n"})
    oid = git(root, "rev-parse", "HEAD~1^{tree}")
    (root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert not facts(Snapshot.open(root)).get(HistorySecrets).complete


def test_partial_clone_reads_what_is_there(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"db.py": f'URL = "{URL}"\n', "b.py": "x\n"}, {"db.py": "clean\n"})
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", root.as_uri(), "p")
    found = facts(Snapshot.open(tmp_path / "p")).get(HistorySecrets)
    assert (found.kept, found.why) == ((), "1 object missing, and not read")


def test_shallow_switched_off_and_no_git(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"db.py": f'URL = "{URL}"\n'}, {"db.py": "clean\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "s")
    (tmp_path / "plain").mkdir()
    assert facts(Snapshot.open(tmp_path / "s")).get(HistorySecrets).why == SHALLOW
    assert facts(Snapshot.open(root), read=False).get(HistorySecrets).why == SWITCHED_OFF
    assert facts(Snapshot.open(tmp_path / "plain")).get(HistorySecrets).why == "not a git repository"


def test_large_blob_comes_in_parts(tmp_path: Path) -> None:
    text = "x = 1\n" * 1_500_000 + f'URL = "{URL}"\n'
    root = repository(tmp_path, {"big.py": text}, {"big.py": None, "a": "1"})
    (found,) = facts(Snapshot.open(root)).get(HistorySecrets).kept
    assert found.at.line == 1_500_001


def test_evil_merge_is_seen(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    git(root, "checkout", "-q", "-b", "side")
    repository(root, {"b": "1"})
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-commit", "side")
    (root / "db.py").write_text(f'URL = "{URL}"\n')
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Merge")
    repository(root, {"db.py": None})
    assert [c.at.path for c in facts(Snapshot.open(root)).get(HistorySecrets).kept] == ["db.py"]


BASELINE = json.dumps({"results": {"app/db.py": [{"hashed_secret": hashlib.sha1(RANDOM.encode()).hexdigest()}]}})


@pytest.mark.parametrize(
    ("more", "mark", "says"),
    [
        ("", "  # pragma: allowlist secret", "marked `pragma: allowlist secret`"),
        ("", "  # gitleaks:allow", "marked `gitleaks:allow`"),
        (f"-- .secrets.baseline --\n{BASELINE}\n", "", "listed in .secrets.baseline"),
        ("-- .gitleaksignore --\napp/db.py:generic-api-key:1\n", "", "listed in .gitleaksignore"),
    ],
)
def test_marks_of_other_tools_stay_visible(more: str, mark: str, says: str) -> None:
    text = f'-- app/db.py --\nURL = "{URL}"{mark}\n{more}'
    built = facts(Snapshot.of(text))
    assert [c.marked for c in built.get(Secrets).kept] == [says]
    assert [c.marked for c in built.get(HistorySecrets).kept] == ([says] if built.get(Snapshot).script else [])
    isolated = Facts(Snapshot.of(text), PathRules(), HistoryOption(), MarksOption(False))
    assert [c.marked for c in isolated.get(Secrets).kept] == [""]


def test_what_is_suppressed_in_place_stays_and_does_not_fail(tmp_path: Path) -> None:
    def judged(isolated: bool) -> tuple[str, list[str | None]]:
        report = scan(root, Options(isolated=isolated)).report
        found = next(a for a in report.assessments if a.item.id == "SEC001")
        return found.verdict, [f.suppressed for f in found.findings]

    root = repository(
        tmp_path / "r", {"app/db.py": f'# readylint: ignore[SEC001] rotated in May, by Ana until 2026-12-31\nURL = "{URL}"\n'}
    )
    assert judged(isolated=False) == ("pass", ["rotated in May, by Ana until 2026-12-31"])
    assert judged(isolated=True) == ("fail", [None])


def cached(root: Path) -> HistorySecrets:
    return Facts(Snapshot.open(root), PathRules(), HistoryOption(), CacheOption(True)).get(HistorySecrets)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "directory", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_a_second_scan_reads_only_what_is_new(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "r", {"db.py": f'URL = "{URL}"\n'}, {"db.py": "URL = ''\n", "a.py": "x = 1\n"})
    first = cached(root)
    read: list[int] = []
    monkeypatch.setattr(blobs, "read", lambda git, arrivals, wanted, said: read.extend(wanted) or iter(()))
    assert cached(root) == first and not read
    (root / "b.py").write_text("y = 2\n")
    git(root, "add", "b.py")
    git(root, "commit", "-qm", "one more")
    assert cached(root).kept == first.kept and len(read) == 1
    assert all(RANDOM.encode() not in path.read_bytes() for path in home.iterdir())


def test_a_rewritten_history_is_read_anew(tmp_path: Path, home: Path) -> None:
    root = repository(tmp_path / "r", {"a.py": "x = 1\n"}, {"db.py": f'URL = "{URL}"\n'})
    assert cached(root).kept
    git(root, "reset", "-q", "--hard", "HEAD~1")
    assert not cached(root).kept


@pytest.mark.parametrize("damage", [b"", b"{", b'{"settings": 1}', b"\xff"])
def test_a_damaged_cache_is_rebuilt(damage: bytes, tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = repository(tmp_path / "r", {"db.py": f'URL = "{URL}"\n'})
    first = cached(root)
    (memory,) = home.glob("history-*.json")
    memory.write_bytes(damage)
    assert cached(root) == first and "damaged" in caplog.text
    caplog.clear()
    assert cached(root) == first and not caplog.text


def test_other_settings_do_not_share_a_cache(tmp_path: Path, home: Path) -> None:
    root = repository(tmp_path / "r", {"lib/db.py": f'URL = "{URL}"\n'})
    assert cached(root).kept
    rules = PathRules([("sample", "lib/**")])
    assert not Facts(Snapshot.open(root), rules, HistoryOption(), CacheOption(True)).get(HistorySecrets).kept


def test_what_is_remembered_changes_nothing_that_is_found(tmp_path: Path, home: Path) -> None:
    """The same values moved, copied and changed on one line; an older author's date comes in late: read day by day or all at once."""
    other, third = (URL.replace("shop:", f"shop:{more}") for more in ("x9", "q7"))
    root = repository(tmp_path / "r", {"z/db.py": f'URL = "{URL}"\n'})
    days = [
        {"a/db.py": f'URL = "{URL}"\n'},
        {"z/db.py": f'URL = "{other}"\n'},
        {"z/db.py": f'URL = "{third}"\n', "b.py": f'URL = "{other}"\n'},
    ]
    for day, changes in enumerate(days, 2):
        cached(root)
        for path, text in changes.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(text)
        git(root, "add", "-A")
        git(root, "commit", "-qm", "more", f"--date={2028 - day}-01-09T12:00:00+00:00", date=f"2026-02-0{day}T12:00:00+00:00")
    assert cached(root).kept == facts(Snapshot.open(root)).get(HistorySecrets).kept
    git(tmp_path, "clone", "-q", str(root), "elsewhere")
    assert facts(Snapshot.open(tmp_path / "elsewhere")).get(HistorySecrets).kept == cached(root).kept


def test_where_blobs_stood_takes_few_bytes_and_no_object_for_each() -> None:
    """What counts is what a fork copies as it is looked at: of a long history there are millions."""
    arrivals, number = Arrivals(), 20_000
    paths = [f"app/p{n}.py".encode() for n in range(100)]
    tracemalloc.start()
    try:
        for n in range(number):
            oid = hashlib.sha1(b"%d" % n).hexdigest().encode()
            arrivals.came(oid, paths[n % 100], arrivals.commit(oid, b"1700000000"))
        blobs_there = arrivals.standing({"app/p7.py"})
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(blobs_there) == number / 100
    assert held / number < 100  # an object for each took more than 200


def test_a_blob_has_of_each_path_the_oldest_commit_whatever_the_order() -> None:
    arrivals, (first, second) = Arrivals(), (b"a" * 40, b"b" * 40)
    for commit, date, oid, path in (
        (b"3" * 40, b"300", first, b"new.py"), (b"2" * 40, b"200", second, b"x.py"), (b"1" * 40, b"100", first, b"old.py"),
        (b"4" * 40, b"50", first, b"new.py"),
    ):  # fmt: skip
        arrivals.came(oid, path, arrivals.commit(commit, date))
    arrivals.came(first, b"a tag", 0)
    (blob,) = arrivals.standing({"old.py"})
    assert arrivals.oid(blob) == first.decode()
    assert [(o.path, o.commit[0], o.seconds) for o in arrivals.origins(blob)] == [("new.py", "4", 50), ("old.py", "1", 100)]
    assert [(o.path, o.commit[0]) for o in arrivals.everywhere(blob)] == [("new.py", "4"), ("old.py", "1"), ("new.py", "3")]
