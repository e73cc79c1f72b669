"""No environment or key files are committed.

A committed `.env`, key or state file is copied with every clone, built into images, and uploaded with every artefact. One of those
copies ends where strangers can read it, and with it the door to production.

Pass: no finding

Fail: a tracked .env (not an example with placeholders only), private key, keystore, service-account file, kubeconfig, tfstate, .netrc,
.pgpass, .htpasswd, database dump with data

Fix: `git rm --cached FILE`, add it to `.gitignore` and to `.dockerignore`, rotate what was in it, and commit an `.env.example` with names
and empty values instead. Terraform state belongs in a remote backend (`backend "s3"`, `azurerm`, `gcs`), certificates and keystores in
the platform's secret store.

Searched: tracked files by name, and what is in them; tests, fixtures, samples, documents and encrypted files left out
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, SecretFiles, contradicts, example, nothing, rule, unclear


@rule(id="SEC003", severity="high", applies="any", absence="pass", sources=("S1.3", "S4"))
def no_secret_files(files: SecretFiles) -> Iterator[Finding]:
    if not files.tracked:
        yield nothing("no file is tracked")
    for file in files:
        yield contradicts(file, file.problem)
    if files.unread:
        more = f" and {len(files.unread) - 1} more" if len(files.unread) > 1 else ""
        yield unclear(f"not read, though by name it may be a secret: {files.unread[0]}{more}")


EXAMPLES = [
    example("references to a vault of passwords", "pass", repo="""
-- main.py --
print(1)
-- .env.1p.shop --
CARD_API_KEY=op://Shop Local/card/key
MAIL_PASSWORD="op://Shop Local/mail/password"
"""),
    example("an environment file, its values placeholders", "fail", line=".env:2", repo="""
-- .env --
DOMAIN=localhost
POSTGRES_PASSWORD=changethis
"""),
    example("values that AWS KMS has encrypted", "pass", repo=f"""
-- config/production.env --
ENCRYPTED_SEARCH_API_KEY={"AQECAHh7" + "ea2tyZ6phZgT4B9BDKwguhlF" * 6}==
"""),
    example("the version of a program that is called after secrets", "pass", repo="""
-- .env --
CHARTS_SECRETS_DRIVER_VERSION="1.5.6"
"""),
    example("a store of certificates to trust", "pass", repo="""
-- config/orders_truststore.jks --
certificates
"""),
    example("a private key", "fail", line="deploy/server.key:1", repo=f"""
-- deploy/server.key --
-----BEGIN {"RSA"} PRIVATE KEY-----
{"MIIEowIBAAKCAQEAvXw" * 3}
-----END {"RSA"} PRIVATE KEY-----
"""),
    example("a private JSON Web Key", "fail", line="auth/tempkey.jwk:1", repo=f"""
-- auth/tempkey.jwk --
{{"kty": "RSA", "e": "AQAB", "n": "{"rHq3" * 10}", "d": "{"Pf7x" * 10}"}}
-- public/jwks.json --
{{"keys": [{{"kty": "RSA", "e": "AQAB", "n": "{"rHq3" * 10}"}}]}}
"""),
    example("a Terraform state", "fail", line="infra/terraform.tfstate:1", repo="""
-- infra/terraform.tfstate --
{"version": 4, "resources": [{"type": "aws_db_instance", "instances": [{"attributes": {"password": "x"}}]}]}
"""),
    example("examples, public settings, a certificate, a test's environment", "pass", repo="""
-- .env.example --
POSTGRES_PASSWORD=changethis
-- frontend/.env --
VITE_API_URL=http://localhost:8000
-- .env.test --
SECRET_KEY=test
-- ca.pem --
-----BEGIN CERTIFICATE-----
MIIEowIBAAKCAQEAvXwMIIEowIBAAKCAQEAvXwMIIEowIBAAKCAQEAvXw
-----END CERTIFICATE-----
"""),
    example("the environment of feature tests, all on this machine", "pass", repo="""
-- feature.env --
API_URL=http://localhost:9091/api
API_CLIENT_SECRET=clientsecret
"""),
    example("one that is only called so", "fail", line="feature.env:2", repo="""
-- feature.env --
API_URL=https://api.shop.io
API_CLIENT_SECRET=clientsecret
"""),
    example("the schema as Ecto dumps it, with the versions of its migrations", "pass", repo="""
-- priv/repo/structure.sql --
-- PostgreSQL database dump
CREATE TABLE public.users (id bigint);
INSERT INTO public."schema_migrations" (version) VALUES (20191223181419);
"""),
    example("a dump with the users in it", "fail", line="db/dump.sql:3", repo="""
-- db/dump.sql --
-- PostgreSQL database dump
INSERT INTO public."schema_migrations" (version) VALUES (20191223181419);
INSERT INTO public.users VALUES (1, 'ada@shop.io');
"""),
    example("no such file", "pass", repo="""
-- main.py --
print("hello")
"""),
    example("an empty tree", "na", repo=""),
    example("a folder of examples", "pass", repo="""
-- deploy/env.example/shop.env --
JWT_SECRET=REPLACE_WITH_openssl_rand
"""),
]
