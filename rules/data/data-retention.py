"""A data-retention policy is defined.

Data that nobody deletes piles up until the disk is full or the backup no longer finishes in a night. And what is no longer stored cannot be
stolen from the users it belongs to.

Pass: a document that states how long data is kept, or code or configuration that expires it (purge job, TTL index, lifecycle rule)

Fix: Write down for each kind of data how long it is kept, then let a scheduled job enforce it: a purge command in cron or Celery beat,
`Prunable` (Laravel), a TTL index (MongoDB) or time to live (DynamoDB), a lifecycle rule on the bucket, dropping old partitions.

Searched: documents that say how long data is kept; functions and statements that delete what is old; settings of retention, time to live
and lifecycle rules
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readylint import Code, Documents, Files, Finding, example, regex, rule, supports

SHOWN = 5
TIME = r"(?:calendar |working |most recent )?(?:days?|weeks?|months?|years?|hours|pings)\b"
NUMBER = r"(?:a\s+|the\s+|at least\s+|about\s+|\*\*)?(?:\d+|one|two|three|six|seven|twelve|thirty|ninety)\s*\W{0,2}"
KEEPS = regex(
    r"\b(?:data|records?|accounts?|users?|submissions?|entries|rows|messages|applications?|history|notifications?|events?|pings)\b"
    rf"[^.\n]{{0,120}}\b(?:retained|kept|stored|retention|delete[sd]?|purged?|removed|anonymi[sz]ed|keeps?)\b[^.\n]{{0,60}}?"
    rf"(?:\b(?:after|for|up to|older than|within|period of|of)\s+)?{NUMBER}{TIME}"
    r"|\bdeletes? (?:old|stale|expired|inactive) (?:entries|records|rows|data|users|accounts)\b"
    rf"|\bdata retention (?:policy|period|schedule)\b[^\n]{{0,200}}\d+\s*{TIME}",
    re.IGNORECASE,
)
NOT_DATA = regex(
    r"(?i)\b(?:logs?|backups?|snapshots?|artifacts?|dumps?|tokens?|sessions?|cache[sd]?|cookies?|metrics|prometheus|sprint|dashboards?)\b"
)
PURGES = regex(
    r"(?i)\b(?:def|function|func(?:\s*\([^)\n]*\))?|fun|fn|Task(?:<\w+>)?|void|int|async|class|const|task)\s+:?"
    r"(?P<name>\w*(?:purge|prune|delete_?(?:old|expired|stale|inactive)|(?:remove|clear|cleanup)_?(?:old|expired)|clean_?up|retention"
    r"|housekeep|erase_?old|expire_?old|processDeletions)\w*)"
)
OTHER = regex(
    r"(?i)token|session|cache|tmp|temp|lock|otp|upload|nonce|backup|image|logs?(?:_|$|file)|verification|password|connection|flash|queue"
    r"|metric"
)
DELETES = regex(
    r"(?i)(?:\.|->|::|\b)(?:force|hard)?_?(?:delete|destroy|purge|remove)\w*!?\s*\(|\bDELETE\s+FROM\b|\.destroy_all\b|\.delete_all\b"
    r"|\.(?:delete|destroy)!?\s*$"
)
AGED = regex(
    r"(?i)\b(?:days?|months?|years?|hours|weeks?)\b|ago\b|timedelta|cutoff|older|threshold|expire|retention|lifetime|stale|before"
    r"|inactive"
)
ROWS = regex(
    r"(?i)\bDELETE\s+FROM\s+(?!\w*(?:session|token|cache|log|lock|job|queue))\w+\s+WHERE\s+[^;\"'\n]{0,80}"
    r"(?:_at|date|time|created|updated)\w*\s*<"
)
SETTING = regex(
    r"\b(?:Mass)?Prunable\b|\bexpireAfterSeconds\b|\b(?:DATA|RECORD|EVENT|USER|SUBMISSION|DLQ|HISTORY|ACTIVITY|NOTIFICATION)_RETENTION\w*"
    r"|\b(?:data|record|event|submission|history|activity|notification|personal_data)_retention\w*|\b(?:data|record|event|submission)Retention\w*"
    r"|\bretention_?[pP]olic(?:y|ies)\b|\brecycle_bin_lifetime\b"
)
SETTING_WORDS = (
    "Prunable", "MassPrunable", "expireAfterSeconds", "retention_policy", "retentionPolicy", "retention_policies", "data_retention",
    "recycle_bin_lifetime", "DATA_RETENTION", "DATA_RETENTION_DAYS", "data_retention_days", "dataRetention", "dataRetentionDays",
    "DLQ_RETENTION", "REDIS_DLQ_RETENTION",
)
DELETE_WORDS = (
    "delete", "deleteMany", "DELETE", "destroy", "destroy_all", "delete_all", "forceDelete", "remove", "purge", "Delete", "DeleteAsync",
    "RemoveRange", "Remove", "deleteAll", "deleteOldData", "deleteByDateTimeBefore", "in_batches", "Exec", "ExecuteDeleteAsync", "del",
    "destroyEntity",
)
CONFIGURED = (
    ("*.tf", r"^\s*ttl\s*\{[^}]*enabled\s*=\s*true|^\s*expiration\s*\{|\bdefault_table_expiration_ms\b|\bexpiration_ms\s*="),
    ("*.{yml,yaml}", r"\bTimeToLiveSpecification:|\bExpirationInDays:|^\s*name:\s*\S*(?:purge|data-retention|prune|housekeep)\S*\s*$"),
    ("*.{json,tpl}", r'"min_index_age"\s*:'),
)


@rule(id="DAT015", severity="low", applies="db", absence="unknown", sources=("S4",))
def data_retention(documents: Documents, code: Code, files: Files) -> Iterator[Finding]:
    for match, at in _some(documents.search(KEEPS)):
        begun = max(match.string.rfind(mark, 0, match.start()) for mark in ".\n") + 1
        if not NOT_DATA.search(match.string[begun : match.end()]):
            yield supports(at, f"a document says how long data is kept: “{' '.join(match[0].split())[:80]}”")
    yield from _some(_purged(code))
    for _, at in _some(code.search(SETTING.pattern, *SETTING_WORDS)):
        yield supports(at, "how long data is kept is set")
    for glob, pattern in CONFIGURED:
        found = (at for f in files.match(glob) for _, at in f.search(pattern, re.MULTILINE))
        yield from (supports(at, "stored data expires by configuration") for at in _some(found))


def _purged(code: Code) -> Iterator[Finding]:
    """Functions that delete what is old, and statements that do."""
    for source in code.sources(*DELETE_WORDS):
        if PURGES.search(source.text):
            for match, at in source.search(PURGES):
                body = source.code[match.start() : match.end() + 1800]
                body = body[len(match[0]) :]
                if not OTHER.search(f"{source.path} {match['name']}") and DELETES.search(body) and AGED.search(body):
                    yield supports(at, f"{match['name']} deletes old data")
        if "DELETE" in source.text or "delete from" in source.text:
            yield from (supports(at, "rows of a certain age are deleted") for _, at in source.search(ROWS))


def _some(found: Iterator[Any]) -> Iterator[Any]:
    """The first few."""
    return (one for _, one in zip(range(SHOWN), found))


EXAMPLES = [
    example("a purge command", "pass", line="purge.py:3", repo="""
-- requirements.txt --
django
-- purge.py --
from shop.models import Order

def purge_old_orders():
    Order.objects.filter(created__lt=now() - timedelta(days=365)).delete()
"""),
    example("expired tokens and cancelled orders are no retention", "unknown", repo="""
-- requirements.txt --
django
-- tokens.py --
def purge_expired_tokens():
    Token.objects.filter(expires__lt=now()).delete()

def clean_up_orders():
    Order.objects.filter(created__lt=now() - timedelta(days=1)).update(state="cancelled")
"""),
    example("a document", "pass", line="docs/data.md:3", repo="""
-- requirements.txt --
django
-- docs/data.md --
# Data

Submissions are deleted 90 days after the case is closed.
"""),
    example("how long backups are kept says nothing of data", "unknown", repo="""
-- requirements.txt --
django
-- README.md --
# Shop

Backups of user data are kept for 14 days.
"""),
]
