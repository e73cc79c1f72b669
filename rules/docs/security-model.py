"""The security model or policy is described.

Someone who finds a hole needs to know whom to tell, or it is published. And a developer who does not know who may see what will open it
by accident.

Pass: SECURITY.md, a threat model, or a document on who can access what

Fail: nothing of the kind is found

Fix: Commit a `SECURITY.md` that says where to report, how soon you answer and which versions get fixes; enable private vulnerability
reporting on GitHub. Add a short table to it or to `docs/security.md`: roles, what each may read and change, and what keeps it so.

Searched: security policies, threat models, and documents on roles and access
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readylint import Document, Documents, Files, Finding, Section, example, regex, rule, supports, unclear

_POLICY = regex(
    r"(?i)(?<!models/components)(?<!models/shared)(?<!models/operations)(?:^|/)(?:security(?:[-_]?(?:policy|model|architecture|overview|implementation|design|concept))?|threat[-_]?model(?:l?ing)?)\.\w+$"
)
_UNFILLED = regex(r"Use this section to tell people")
_OF_THE_FRAMEWORK = regex(r"(?i)vulnerabilit(?:y|ies) within (?:Laravel|Lumen)\b|taylor@laravel\.com")  # whose README a new app starts with
_SAYS = regex(
    r"(?i)\bthreat model|(?<!content )(?<!pod )\bsecurity (?:model|architecture|polic(?:y|ies))\b|\bvulnerability (?:disclosure|reporting)"
    r"|\b(?:report(?:ing)?|disclos\w+) (?:of )?(?:an? |any )?(?:potential )?(?:vulnerabilit|security (?:issue|bug|flaw|vulnerab))"
    r"|^(?:\W|\d)*auth(?:entication)?(?: (?:and|&) auth\w+)? model\b"
    r"|\bresponsible disclosure|\bsecurity (?:vulnerabilit(?:y|ies)|disclosures?|contact|issue notifications?)$|\bauthori[sz]ation model"
    r"|\bpermissions? (?:model|matrix)\b|\bthreat matrix\b|\brole scopes\b"
    r"|\barchitecture de sécurité|\bmod(?:èle|elo) de (?:sécurité|menaces|seguridad|segurança|amenazas|ameaças)|\bmatrice des? menaces"
    r"|\barquitectura de seguridad|\bsicherheitskonzept|\bberechtigungskonzept"
)
_ACCESS = regex(
    r"(?i)^(?:\W|\d)*(?:role[- ]based )?access[- ]control\b(?! list)|\brole[- ]based access|\broles? (?:and|&) (?:permissions?|access)"
    r"|\bpermissions? (?:and|&) roles?|^user (?:roles|permissions)\b|^roles$"
    r"|^(?:\W|\d)*IAM (?:permissions?|policies)\b|\bleast[- ]privilege\b"
)
_ELSEWHERE = regex(
    r"(?i)^(?!https?://(?:[\w-]+\.)*(?:terraform\.io|kubernetes\.io|(?:learn|docs)\.microsoft\.com|mozilla\.org|(?:docs|aws)\.amazon\.com)/)"
    r"https?://\S*(?:(?<!content-)(?<!pod-)security[-_]?policy|security\.md|security\.txt|vulnerability[-_]disclosure|/security/policy)")
_MAY_SAY = regex(
    r"(?i)threat|s[eé]curit|segur|sicherheit|berechtig|menaces|amea|vulnerab|disclos|authori|permission|access|roles"
)
_OF_AUTH = regex(r"(?i)^(?:\W|\d)*auth(?:entication|ori[sz]ation) ?(?:and|&|/) ?auth(?:entication|ori[sz]ation)\W*$")
_WHO_MAY = regex(r"(?is)(?=.*\b(?:roles?|scopes?|permissions?|entitled)\b)(?=.*\b(?:requires?|only|may|can|must|public)\b)")
_TITLE = regex(r"(?i)^(?:user |roles? and )?permissions$|^access control$")
_HOLES = regex(r"(?i)\bsecurity vulnerabilit(?:y|ies)$")
_TELL_WHOM = regex(r"(?i)\breport|\bdisclos|\bcontact\b|e-?mail|\bdiscover|\bnotify|\blet us know|@|\bsignaler|\bmelden|\binform")
_ENOUGH = 40  # words on authentication that say who may do what
_BROAD = 2  # the deepest heading under which roles and access are a subject of their own


@rule(id="DOC006", severity="low", applies="any", sources=("S1.8",))
def security_model(documents: Documents, files: Files) -> Iterator[Finding]:
    for file in files.match("security-insights.y*ml", "SECURITY-INSIGHTS.y*ml"):
        if "vulnerability-reporting:" in file.text:  # OpenSSF's form of it
            yield supports(file, f"{file.path} describes it")
    for document in documents.own:
        if _UNFILLED.search(document.text):
            continue
        if _POLICY.search(document.path) and not document.stub:
            yield supports(document, f"{document.path} describes it")
        else:
            yield from document.each(_sections)
            yield from document.each(_links)


def _sections(document: Document) -> Iterator[Finding]:
    if not _MAY_SAY.search(document.text):
        return
    for section in document.sections:
        broad = section.level <= _BROAD and (_ACCESS.search(section.heading) or _divides(document, section))
        named = _SAYS.search(section.heading) or broad or (section is document.sections[0] and _TITLE.search(section.heading))
        own = named and _tells(section) and not _OF_THE_FRAMEWORK.search(section.text)
        if own and not all(part.stub for part in document.below(section)):
            yield supports(section, f"“{section.heading}” describes it")
            return


def _divides(document: Document, section: Section) -> bool:
    """Whether a section on authentication and authorisation says who may do what."""
    if not _OF_AUTH.search(section.heading):
        return False
    text = " ".join(part.text for part in document.below(section))
    return len(text.split()) >= _ENOUGH and bool(_WHO_MAY.search(text))


def _tells(section: Section) -> bool:
    """Whether a section that is called Roles, and no more, says what each may do; and one called Vulnerabilities whom to tell of them."""
    if _HOLES.search(section.heading) and not _TELL_WHOM.search(section.text):
        return False
    return section.heading.lower() != "roles" or bool(re.search(r"(?i)\b(?:can|may|able to|allowed to|access)\b", section.text))


def _links(document: Document) -> Iterator[Finding]:
    for link in document.links if "ecurity" in document.text else ():
        if _ELSEWHERE.search(link.target):
            yield unclear(f"the security policy is said to be at {link.target}; only someone who reads it there can tell", link)


EXAMPLES = [
    example("a model of a generated client that is called so", "fail", repo="""
-- go.mod --
module shop
-- docs/models/components/security.md --
# Security

## Fields

| Field | Type | Required |
| --- | --- | --- |
| `ClientID` | *string* | no |
| `ClientSecret` | *string* | no |
"""),
    example("holes that a tester found are no policy", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- QA_REPORT.md --
# Test report

## Failing features / security vulnerabilities

### 1. Orders are shown to everybody

The endpoint answers without a token; expected 401.
"""),
    example("a section on vulnerabilities that says whom to tell", "pass", line="README.md:3", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# Shop

## Security Vulnerabilities

If you discover one, please send an e-mail to the maintainers.
"""),
    example("a document whose title is Permissions", "pass", line="src/permissions/README.md:1", repo="""
-- server.js --
require("express")().listen(3000)
-- src/permissions/README.md --
# Permissions

Each permission is a relation between a subject, which is a user or a team, and a resource; members of a team have what it was granted.

## Break glass

A member of the platform's team may grant itself any permission for two hours, and this is told to everybody.
"""),
    example("what is public and what needs a role, under Authentication & Authorization", "pass", line="README.md:5", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# Shop

Sells.

## 🔐 Authentication & Authorization

Customers sign in with their address and a password or with Google, and are given the role USER by the first login.

### Authorization

- Public: `GET /orders/prices`, `GET /shops`
- `POST /orders` requires the role USER
- Everything below `/admin` requires the role ADMIN, which only another administrator can grant
"""),
    example("how one logs in, under Authentication & Authorization", "fail", repo="""
-- server.js --
require("express")().listen(3000)
-- README.md --
# Shop

## Authentication & Authorization

Send the token of `POST /login` in the header `Authorization: Bearer`, and a new one is given to whoever asks for it before the old one
expires, which it does after fifteen minutes; a refresh token lives for a week and is kept in a cookie that scripts cannot read.
"""),
    example("whom to tell, in the guide for contributors", "pass", line="CONTRIBUTING.md:3", repo="""
-- CONTRIBUTING.md --
# Contributing
Send a pull request.
## Security issue notifications
If you find a hole, write to security@example.com and open no issue.
"""),
    example("a matrix of threats in French", "pass", line="README.md:3", repo="""
-- index.php --
<?php echo "Bonjour";
-- README.md --
# Boutique

## 🔐 Architecture de sécurité

Chaque vecteur d'attaque a été identifié et reçoit au moins une mitigation.

| Menace | Protection |
| --- | --- |
| CSRF | un jeton unique par session |
"""),
    example("what each function is permitted", "pass", line="README-IAM.md:1", repo="""
-- template.yml --
Resources: {}
-- README-IAM.md --
# IAM permissions guide

## By function

The initializer may read the configuration of the functions whose names begin with the prefix; the executor may invoke them, and nothing
else. Set `lambdaResource` to narrow both to the functions of one team.
"""),
    example("OpenSSF's Security Insights", "pass", line=".github/security-insights.yml:1", repo="""
-- server.js --
require("express")().listen(3000)
-- .github/security-insights.yml --
header:
  schema-version: 2.0.0
project:
  vulnerability-reporting:
    reports-accepted: true
    policy: https://shop.example.org/security
"""),
    example("who may do what, in the document on the design", "pass", line="docs/architecture.md:5", repo="""
-- docs/architecture.md --
# Architecture

One service, one database.

## Auth model (OIDC)

Clerks read orders, merchants change their own, and administrators grant roles.
"""),
    example("SECURITY.md", "pass", line="SECURITY.md:1", repo="""
-- SECURITY.md --
# Security policy
Write to security@example.com; we answer within two days and fix the newest release.
"""),
    example("GitHub's template, not filled in", "fail", repo="""
-- SECURITY.md --
# Security Policy
## Supported Versions
Use this section to tell people about which versions of your project are currently being supported with security updates.
"""),
    example("a section in the README", "pass", line="README.md:3", repo="""
-- README.md --
# Shop
The shop.
## Reporting a vulnerability
Write to security@example.com, and do not open an issue.
"""),
    example("a threat model", "pass", line="docs/design.md:4", repo="""
-- docs/design.md --
# Design
Two services.

## Threat model
Someone who holds a stolen token can read one account for an hour, and change nothing.
"""),
    example("the design of what protects it", "pass", line="docs/design.md:4", repo="""
-- docs/design.md --
# Design
Two services.

## Security architecture
Users hold roles; a token names them, and each method asks for the role that it needs.
"""),
    example("Laravel's own section, in the README that a new app starts with", "fail", repo="""
-- artisan --
#!/usr/bin/env php
-- README.md --
# About Laravel

Laravel is a web application framework with expressive, elegant syntax.

## Security Vulnerabilities

If you discover a security vulnerability within Laravel, please send an e-mail to Taylor Otwell via
[taylor@laravel.com](mailto:taylor@laravel.com). All security vulnerabilities will be promptly addressed.
"""),
    example("who may do what", "pass", line="docs/access.md:1", repo="""
-- docs/access.md --
# Roles and permissions
Editors change their own pages; administrators change all of them.
"""),
    example("an empty heading", "fail", repo="""
-- README.md --
# Shop
## Security policy
TODO
"""),
    example("vulnerabilities that a course teaches", "fail", repo="""
-- README.md --
# Training
## Vulnerabilities included
SQL injection, and more.
"""),
    example("a dependency's own policy", "fail", repo="""
-- vendor/dep/SECURITY.md --
# Security policy
Write to security@example.com.
-- main.go --
package main
"""),
    example("a policy elsewhere", "unknown", says="example.com", repo="""
-- README.md --
# Shop
Our [policy](https://example.com/security-policy) says how to tell us of a hole.
"""),
    example("the roles, and what each may do", "pass", line="README.md:3", repo="""
-- app.py --
print("hello")
-- README.md --
# Shop

## Roles

**ADMIN** can add, edit and delete products.

**USER** can add products to the basket and buy them.
"""),
    example("Roles of Ansible", "fail", repo="""
-- app.py --
print("hello")
-- README.md --
# Shop

## Roles

The play book is made of `common`, `web` and `database`.
"""),
    example("what a cluster admits is no policy of the app", "fail", repo="""
-- server.js --
require("express")().listen(80)
-- helm/README.md --
# Chart

## Pod Security Policy

Set `psp.enabled=true` for clusters with a [controller](https://kubernetes.io/docs/concepts/policy/pod-security-policy/) that asks for it.
-- terraform/README.md --
| [waf](https://registry.terraform.io/providers/azurerm/docs/resources/cdn_frontdoor_security_policy) | resource |
"""),
    example("how callers prove who they are, and what each is entitled to", "pass", line="docs/development.md:2", repo="""
-- Gemfile --
gem "rails"
gem "doorkeeper"
-- config/routes.rb --
Rails.application.routes.draw do
  use_doorkeeper
end
-- docs/development.md --
# Development
## Authentication and authorisation

Calls to the API must generate a bearer token from their `uid` and `secret`; all later calls must be made with this token in the
`Authorization` header. The system identifies the application behind the token and ensures that it is entitled to ask for that case. It
also checks that whoever asks for a result is the one that made the request.
"""),
    example("how to sign in, and nothing on who may do what", "fail", repo="""
-- Gemfile --
gem "rails"
gem "devise"
-- config/routes.rb --
Rails.application.routes.draw do
  devise_for :users
end
-- docs/development.md --
# Development
## Authentication and authorisation

We use Devise. After `rails db:seed` you can sign in on the first page with the address and the password that the seeds print to the
terminal, and you can change both in the file `.env.local`, which is read when the server is started by `bin/dev` on your own machine.
"""),
]
