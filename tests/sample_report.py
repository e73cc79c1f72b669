"""A report made by hand, with everything that a format must show, and the files it speaks of."""

from __future__ import annotations

from datetime import datetime, timezone

from msgspec.structs import replace

from readylint.model import (
    Assessment,
    Coverage,
    Decision,
    Finding,
    GateAnswer,
    Item,
    Location,
    Report,
    Repository,
    Service,
    ServiceVerdict,
    Severity,
    Skipped,
    Trait,
)

SHOP = "shop/views.py"
FILES = {
    "README.md": "# Shop\n\nRun it with `make run`.\n",
    "Dockerfile": 'FROM python:3.13-slim\nCOPY . .\nCMD ["gunicorn", "shop.wsgi"]\n',
    ".github/workflows/ci.yml": "on: [push]\njobs:\n  test:\n    steps:\n      - run: pytest || true\n",
    "requirements.txt": "django==5.2\ngunicorn==23.0\n",
    SHOP: 'from django.db import connection\n\n\ndef find(request):\n    connection.cursor().execute(f"select {request}")\n' + "\n" * 40,
    "shop/mit leerzeichen/übersicht.py": "x = 1\n\nif x: print(x)\n",
    "worker/package.json": "{}\n",
}
ANCHORS = ("requirements.txt", "worker/package.json", "Dockerfile", ".github/workflows/ci.yml", "README.md")


def text_of(path: str) -> str | None:
    return FILES.get(path)


def item(
    id: str, slug: str, category: str, severity: Severity, title: str, *, applies: str = "app", fix: str = "", detected: bool = True
) -> Item:
    return Item(
        id,
        slug,
        category,
        severity,
        title,
        applies,
        passes="it is there",
        fails="it is not",
        why="It matters at two in the morning.",
        fix=fix or "Write it down. Then test it.",
        searched="all of the code",
        sources=("S1",),
        detected=detected,
    )


def found(kind: str, message: str, path: str, line: int, **more: object) -> Finding:
    made = Finding(kind, message, Location(path, line))  # type: ignore[arg-type]
    made = replace(made, **more)  # type: ignore[arg-type]
    return replace(made, fingerprint=made.fingerprint or f"{path}-{line}-{len(message)}")


HISTORY = item(
    "SEC002",
    "no-secrets-in-history",
    "security",
    "blocker",
    "No secrets anywhere in the git history",
    applies="any",
    fix="Rotate the credential at its provider first; then take it out of the history, and have everyone clone again.",
)
HEALTH = item(
    "REL001",
    "health-endpoint",
    "reliability",
    "blocker",
    "A health endpoint answers whether the app is alive",
    applies="http",
    fix="Add a route that answers 200 without a login: `GET /healthz` as a small handler. Then point the platform's check at it.",
)
INJECTION = item(
    "SEC009",
    "no-sql-injection",
    "security",
    "high",
    "SQL is never put together from what users send",
    fix="Pass values as parameters of the query; let the driver quote them.",
)
CI = item(
    "TST003",
    "ci-blocks-on-failure",
    "tests",
    "high",
    "A failing test blocks the merge",
    applies="any",
    fix="Take `|| true` off the test step.",
)
USER = item("SEC021", "container-user", "security", "medium", "Containers do not run as root", applies="container")
RUNBOOK = item(
    "OPS001",
    "runbook",
    "operations",
    "high",
    "A runbook exists: start/stop/restart, run a migration, roll back, whom to contact",
    fix="Write docs/runbook.md with four short sections.",
)
BACKUPS = item("DAT006", "backups-configured", "data", "blocker", "Backups are configured", applies="db")
TESTS = item("TST001", "tests-exist", "tests", "high", "An automated test suite exists", applies="any")
METRICS = item("OBS008", "metrics", "observability", "medium", "Metrics are exposed")
PAGES = item("API003", "pagination", "api", "medium", "List endpoints are paginated", applies="api")
CRASHED = item("DOC003", "environment-documented", "docs", "low", "Every environment variable is documented", applies="any")
LATER = item("PRF001", "caching", "performance", "low", "Expensive reads are cached", detected=False)

ASSESSMENTS = (
    Assessment(
        TESTS, "pass", "pytest collects 214 tests", evidence=(found("supports", "pytest collects shop/tests", "requirements.txt", 1),)
    ),
    Assessment(
        CI,
        "fail",
        "the test step cannot fail",
        findings=(found("contradicts", "`pytest || true` cannot fail", ".github/workflows/ci.yml", 5),),
    ),
    Assessment(
        BACKUPS,
        "unknown",
        "the database is created outside this repository; a managed database's backup setting, or an attestation, would settle it",
    ),
    Assessment(
        HISTORY,
        "fail",
        "an AWS secret key was committed in 2023 (and 1 more)",
        findings=(
            found(
                "contradicts",
                "an AWS secret key (AKIA...7Q)",
                "config/production.env",
                12,
                commit="4f5a1c09be" + "0" * 30,
                in_tree=False,
                author_date=datetime(2023, 4, 1, 9, 30, tzinfo=timezone.utc),
                fingerprint="gone-1",
            ),
            found("contradicts", "a database password", SHOP, 2, commit="99aa" * 10, author_date=datetime(2024, 1, 2, tzinfo=timezone.utc)),
        ),
    ),
    Assessment(
        INJECTION,
        "fail",
        "a query is put together from the request (and 7 more)",
        findings=(
            found("contradicts", "a query is put together from the request", SHOP, 5),
            found("contradicts", "a second part of the same query comes from the request", SHOP, 5),
            *(found("contradicts", f"query {n} is put together from the request", SHOP, 6 + n) for n in range(6)),
            found("contradicts", "x\n::error::from the repository \x1b[31m", "shop/mit leerzeichen/übersicht.py", 3),
            found("contradicts", "accepted", SHOP, 30, suppressed="accepted until March"),
        ),
    ),
    Assessment(USER, "fail", "none found", absent=("",)),
    Assessment(PAGES, "na", "no endpoint answers data"),
    Assessment(LATER, "unknown", "no rule yet"),
    Assessment(
        HEALTH,
        "fail",
        "worker: none found; searched: routes, health libraries and gRPC services",
        evidence=(found("supports", "a route answers /healthz", SHOP, 4, service="shop"),),
        services=(
            ServiceVerdict("shop", "pass", "a route answers /healthz"),
            ServiceVerdict("worker", "fail", "none found; searched: routes, health libraries and gRPC services"),
        ),
        absent=("worker",),
    ),
    Assessment(METRICS, "pass", "the platform measures it"),
    Assessment(RUNBOOK, "fail", "none found; searched: documents whose headings speak of operations", absent=("",)),
    Assessment(CRASHED, "error", "the rule crashed: ValueError: no"),
)

REPORT = Report(
    version="0.1.0",
    repository=Repository("shop", "1f" * 20, True, len(FILES), 1289, True, "the clone is shallow: 50 of its commits are here"),
    coverage=Coverage(
        5,
        (Skipped("logo.png", "binary"), Skipped("a b.bin", "binary"), Skipped("notes.txt", "not UTF-8, read as Latin-1")),
        ("2 untracked files not judged",),
    ),
    traits=(
        Trait("app", True, ((Location("Dockerfile", 3), "gunicorn serves shop.wsgi"),)),
        Trait("http", True, ((Location(SHOP, 4), "a Django view"),)),
        Trait("ui", False),
        Trait("k8s", False),
    ),
    services=(
        Service("shop", "", "service", ("Django 5.2",), (Trait("http", True, ((Location(SHOP, 4), "a Django view"),)),)),
        Service("worker", "worker", "worker", inferred=False),
    ),
    assessments=ASSESSMENTS,
    gate=(
        GateAnswer("If this breaks at 2 a.m., can the on-call person diagnose and fix it without you?", "no", ("OBS008", "OPS001")),
        GateAnswer("If the primary database goes down, how long until users can work again?", "unknown", ("DAT006", "PRF001")),
        GateAnswer("If a new engineer joins tomorrow, can they ship a change safely within a week?", "yes", ("TST001",)),
        GateAnswer("Is every list short?", "na", ("API003",)),
    ),
    decision=Decision(
        "no_go",
        ("2 blockers failed: SEC002, REL001",),
        0.8497,
        2,
        8,
        10,
        ("SEC002", "REL001"),
        ("settle what the repository cannot show: DAT006", "mend the failing high items: TST003, SEC009, OPS001"),
    ),
    as_of=datetime(2026, 11, 20, 12, tzinfo=timezone.utc),
    notes=("readylint.toml: service worker is stated, not inferred",),
    service_decisions=(
        Decision("conditional_go", (), 0.9, 3, 4, 5, (), ("raise the pass rate",), "shop"),
        Decision("no_go", (), 0.4, 1, 4, 5, ("REL001",), (), "worker"),
    ),
    anchors=ANCHORS,
)

CLEAN = replace(
    REPORT,
    assessments=(ASSESSMENTS[0],),
    decision=Decision("go", ("no blocker or high item fails, and the pass rate is 100%",), 1.0, 4, 4, 4),
    notes=(),
)
EMPTY = Report(
    "0.1.0",
    Repository("empty"),
    Coverage(),
    (),
    (),
    (),
    (),
    Decision("inconclusive", ("there is no code, infrastructure or page to judge",)),
)
