"""Credential files: what their format gives away counts, what stands for a value does not, and a key is one finding."""

from __future__ import annotations

import base64
import json
import time

import pytest

from readylint.secrets.formats import in_format
from readylint.secrets.scan import Scanner, Secret

WEAK = "hunt" + "er22"
RANDOM = "zIFvf" + "pArTRZHLT8K" + "4wqZ"
HEX = "9f86d081884c7d65" + "9a2feaa0c55ad015"
UUID = f"{HEX[:8]}-{HEX[8:12]}-4{HEX[13:16]}-9{HEX[17:20]}-{HEX[20:32]}"
LOGIN = base64.b64encode(f"shop:{WEAK}".encode()).decode()
SHA512 = "$6$" + RANDOM[:16] + "$" + (RANDOM * 5)[:86]
APR1 = "$apr1$" + RANDOM[:8] + "$" + RANDOM + "ab"
BCRYPT = "$2y$12$" + (RANDOM * 3)[:53]
SALT = "MW1px(>M%0Vl 2(#o0|2$cB+K|.G$hB~4`Juw@]:(5;oVUl<<W3^e_R-fg"
DOCKER, DOCKER_TEMPLATE = (
    base64.b64encode(json.dumps({"auths": {"registry.shop.io": {"auth": login, "email": "me@example.com"}}}).encode()).decode()
    for login in (LOGIN, base64.b64encode(b"your-username:your-" + b"password").decode())
)
PEM = "PRIVATE" + " KEY"
ACCOUNT = json.dumps(
    {
        "type": "service_account",
        "private_key_id": HEX,
        "private_key": f"-----BEGIN {PEM}-----\n{'MIIEowIBAAKCAQEA' * 4}\n-----END {PEM}-----",
    },
    indent=1,
)
JWK = json.dumps(
    {"kty": "RSA", "n": RANDOM * 17, "e": "AQAB", "d": RANDOM[::-1] * 17, "p": RANDOM * 8, "q": RANDOM * 8, "dp": RANDOM * 8}, indent=1
)

COUNTS = [  # path, text, findings
    (".netrc", f"machine shop.io login a password {WEAK}\nmachine b.io login c password {RANDOM}", 2),
    ("home/_netrc", f"machine shop.io\n\tlogin a\n\tpassword {WEAK}", 1),
    (".pgpass", f"#host:port:database:user:password\ndb.shop.io:5432:*:shop:{WEAK}", 1),
    ("config/proxies.txt", f"# ip:port,user,pass\n167.88.6.11:21319,shop,{WEAK}\nhttp://167.88.6.12:21319:shop:{RANDOM}", 2),
    ("web/.htpasswd", f"admin:{APR1}", 1),
    ("etc/shadow", f"root::17431:0:99999:7:::\nbin:*:17431:0:99999:7:::\nshop:{SHA512}:0:99999:7:::", 1),
    ("proftpdpasswd", f"root:{SHA512}:3044:3045::/home/root:/bin/ftpsh", 1),
    (".npmrc", f"_auth = {LOGIN}\n//registry.npmjs.org/:_authToken={UUID}\n//r.shop.io/:_password={LOGIN}", 3),
    (".pypirc", f"[pypi]\nusername = shop\npassword = {WEAK}", 1),
    ("wp-config.php", f"<?php\ndefine( 'DB_PASSWORD', '{WEAK}' );\ndefine('AUTH_KEY',   '{SALT}');", 2),
    ("sitemanager.xml", f'<FileZilla3>\n<Server>\n<Pass encoding="base64">{LOGIN}</Pass>\n</Server></FileZilla3>', 1),
    (".docker/config.json", f'{{"auths": {{"https://r.shop.io": {{\n "auth": "{LOGIN}" }}}}}}', 1),
    (".dockercfg", f'{{"https://r.shop.io": {{\n "auth": "{LOGIN}" }}}}', 1),
    ("k8s/pull.yaml", f"kind: Secret\ndata:\n  .dockerconfigjson: {DOCKER}", 1),
    ("kubeconfig", f"clusters:\n- name: a\nusers:\n- user:\n    client-key-data: LS0t{LOGIN * 4}", 1),
    (".kube/config", f"clusters:\n- name: a\nusers:\n- user:\n    token: {RANDOM}", 1),
    (".idea/WebServers.xml", f'<project>\n<fileTransfer host="shop.io" password="{HEX}" username="root">', 1),
    ("dbeaver-data-sources.xml", f'<data-sources>\n<connection host="db.shop.io" user="a" password="{WEAK}"/>', 1),
    (".ftpconfig", f'{{\n "host": "shop.io",\n "pass": "{WEAK}",\n "promptForPass": false,\n "passphrase": "{WEAK}x"\n}}', 2),
    (".vscode/sftp.json", f'{{"host": "shop.io", "password": "{WEAK}"}}', 1),
    ("terraform.tfstate", f'{{"resources": [{{"attributes": {{\n"master_password": "{WEAK}",\n"arn": "arn:aws:rds"}}}}]}}', 1),
    ("app/account.json", ACCOUNT, 1),
    ("app/key.jwk", JWK, 1),
    ("app/key.json", JWK.replace("\n", ""), 1),
    ("src/tempkey.jwk", f'{{"Alg":"RS256","D":"{RANDOM[::-1] * 17}","KeyOps":[],"Kty":"RSA","N":"{RANDOM * 17}"}}', 1),
    (".git-credentials", f"https://shop:{WEAK}#x@github.com", 1),
    (".aws/credentials", f"[default]\naws_access_key_id = A\naws_secret_access_key = {RANDOM * 2}", 1),
    (".s3cfg", f"secret_key = {RANDOM}", 1),
    ("config/master.key", HEX, 1),
    ("config/credentials/production.key", HEX, 1),
    (".msmtprc", f"host smtp.shop.io\nuser a\npassword {WEAK}\npasswordeval cat x", 1),
    ("robomongo.json", f'{{\n"userPassword" : "{WEAK}",\n"sshPassphrase" : "",\n"sshUserPassword" : "{WEAK}2"\n}}', 2),
    ("ventrilo_srv.ini", f"[Server]\nAdminPassword={WEAK}\nPassword={WEAK}1", 2),
    (".bash_profile", f"export MLAB_PASS='{WEAK}1' # shop\nexport API_TOKEN=$OTHER_TOKEN", 1),
    ("dump.sql", f"-- MySQL dump 10.13\nINSERT INTO users VALUES\n(1, 'a', '{BCRYPT}', 1),\n(2, 'b', '{BCRYPT[:-1]}x', 0);", 2),
]

COUNTS_FOR_NOTHING = [
    (".netrc", "machine shop.io login a password $TOKEN"),
    (".netrc", f"# machine shop.io login a password {WEAK}"),
    (".pgpass", "localhost:5432:shop:shop:" + "password"),
    ("proxies.txt", "167.88.6.11:21319:user:pass\n167.88.6.12:21319"),
    ("etc/passwd", "root:x:0:0:root:/root:/bin/bash"),
    (".npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nregistry=https://registry.npmjs.org/"),
    (".npmrc", "//registry.npmjs.org/:_authToken=YOUR_TOKEN_HERE"),
    (".pypirc", "[pypi]\nusername = __token__\npassword = <your-token>"),
    ("wp-config.php", "define('AUTH_KEY', 'put your unique phrase here');\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));"),
    ("wp-config-sample.php", f"define('DB_PASSWORD', '{WEAK}');"),
    ("filezilla.xml", "<FileZilla3>\n<Pass></Pass>"),
    ("config.json", f'{{"auth": {{"password": "{WEAK}"}}}}'),
    ("kubeconfig", f"clusters:\n- name: a\nusers:\n- user:\n    client-key-data: {LOGIN * 4}"),
    ("kubeconfig.yaml", "clusters:\n- name: a\nusers:\n- user:\n    token: {{ token }}\n    client-key-data: REDACTED"),
    ("pkg/kubeconfig.go", "Clusters: clusters,\n    Token: bearerToken,"),
    ("k8s/pull.yaml", f"kind: Secret\ndata:\n  .dockerconfigjson: {DOCKER_TEMPLATE}"),
    ("data-sources.xml", '<data-source save-password="true"/>'),
    (".ftpconfig", '{\n "pass": "",\n "promptForPass": false\n}'),
    ("terraform.tfstate", '{"attributes": {"master_password": null, "secret": ""}}'),
    ("app/key.jwk", json.dumps({"kty": "RSA", "n": RANDOM * 17, "e": "AQAB"})),
    ("tests/.netrc", f"machine shop.io login a password {WEAK}"),
    (".github/workflows/master.key", HEX),
    ("dev/.netrc", f"machine shop.io login a password {WEAK}"),
    ("db/migrate/seed.sql", f"INSERT INTO users VALUES (1, 'a', '{BCRYPT}', 1);"),
]


def kept(path: str, text: str) -> list[Secret]:
    from readylint.facts.files import PathRules

    rules = PathRules()
    language = rules.language(path)
    kind = rules.classes((path,)).get(0) or rules.usual_class(language)
    return [secret for secret in Scanner().scan(path, kind, language, text.encode()) if not secret.aside]


@pytest.mark.parametrize(("path", "text", "count"), COUNTS, ids=[f"{p} {n}" for n, (p, *_) in enumerate(COUNTS)])
def test_counts_once_a_value(path: str, text: str, count: int) -> None:
    found = kept(path, text)
    assert len(found) == count
    assert all(text.split("\n")[s.line - 1].encode().find(s.value.split("\n")[0].encode()) == s.column - 1 for s in found)


@pytest.mark.parametrize(("path", "text"), COUNTS_FOR_NOTHING, ids=[f"{p} {n}" for n, (p, _) in enumerate(COUNTS_FOR_NOTHING)])
def test_counts_for_nothing(path: str, text: str) -> None:
    assert not kept(path, text)


@pytest.mark.parametrize("path", [p for p, *_ in COUNTS])
def test_hostile_content_costs_little(path: str) -> None:
    for piece in ('"kty":"oct",{', '"bcrypt_hash": "', "password ", "a:", ',    "', "{ auth_", "clusters: token:\n", "$2y$12$'"):
        data = (piece * 40_000)[:200_000].encode()
        began = time.process_time()
        list(in_format(path, data))
        assert time.process_time() - began < 1
