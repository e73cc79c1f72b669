"""No secrets anywhere in the git history.

Deleting a password in a new commit leaves it in every clone and fork, one `git log -p` away. Attackers search histories first, because
nobody else looks there and the key usually still works.

Pass: no finding over every object reachable from HEAD, branches and tags

Fail: as SEC001, in a past version of a file: commit, author date, path, line, and whether it is still in the tree

Fix: Rotate the credential: that alone makes it harmless. Then, if the repository is or may become public, rewrite the history with `git
filter-repo --replace-text`, have everyone clone anew, and put a secret scan into the pre-commit hook so that it does not happen again.

Searched: every version of every file that HEAD, branches, remote branches and tags reach, as SEC001 does
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import ComposedKeys, Finding, HistorySecrets, Seeded, WrittenKeys, contradicts, example, rule, unclear


@rule(id="SEC002", severity="blocker", applies="any", absence="pass", sources=("S0.2", "S1.3", "card"))
def no_secrets_in_history(secrets: HistorySecrets, seeded: Seeded, keys: ComposedKeys, written: WrittenKeys) -> Iterator[Finding]:
    for found in secrets.kept:
        said = f"{found.noun} {'was committed' if found.commit else 'is in the object of a tag'}"
        yield contradicts(
            found,
            said,
            commit=found.commit,
            author_date=found.author_date,
            in_tree=found.in_tree,
            suppressed=found.marked or None,
            fingerprint=found.identity,
        )
    for more in () if secrets.why else (seeded, keys, written):
        yield from (contradicts(at, more.told, in_tree=True) for at in more.beside(found.at for found in secrets.kept))
    if secrets.why:
        yield unclear(f"the history could not be read whole: {secrets.why}")


PASSWORD = "zIFvf" + "pArTRZHLT8K"  # assembled here, so that no scanner mistakes it for one

EXAMPLES = [
    example("removed, but still in the history", "fail", line="db.py:1", repo=f"""
-- db.py --
URL = "postgres://shop:{PASSWORD}@db.shop.io/shop"
== 2024-03-01 Read the address from the environment ==
-- db.py --
import os

URL = os.environ["DATABASE_URL"]
"""),
    example("a test's and a placeholder, all along", "pass", repo=f"""
-- tests/test_db.py --
URL = "postgres://shop:{PASSWORD}@db.shop.io/shop"
-- config.yml --
api_key: your-api-key-here
== 2024-03-01 Take the test out ==
-- tests/test_db.py --
URL = ""
"""),
    example("never any", "pass", repo="""
-- db.py --
URL = "postgres://postgres:postgres@localhost/shop"
== 2024-03-01 Read the address from the environment ==
-- db.py --
import os

URL = os.environ["DATABASE_URL"]
"""),
    example("no history", "unknown", says="not a git repository", repo="""
-- db.py --
import os
"""),
    example("a fallback that production does without", "pass", repo=f"""
-- src/main/resources/application.yml --
shop.jwt-secret: ${{JWT_SECRET:{PASSWORD}}}
== 2024-03-01 Begin ==
-- src/main/resources/application-prod.yml --
shop.jwt-secret: ${{JWT_SECRET}}
== 2024-03-02 Production asks for a key of its own ==
"""),
]
