"""Row-level security or an equivalent database rule is enabled.

With one forgotten WHERE clause, one customer sees the data of all the others. A rule in the database holds even when the code forgets
it, and limits what a stolen connection string is worth.

Pass: ENABLE ROW LEVEL SECURITY with policies, Firestore/Supabase rules, tenant scoping at the data layer

Fail: a Supabase/PostgREST schema with a table that has no RLS, or a policy that is `true` for writes; open Firestore/storage rules

Fix: On PostgreSQL: `ALTER TABLE … ENABLE ROW LEVEL SECURITY` and a policy that compares `tenant_id` with a setting of the session, with an
app role that does not own the tables; on Supabase for every table in `public`; rules that check `request.auth.uid` on Firestore.
Otherwise scope by tenant in the data layer: acts_as_tenant, django-tenants, Hibernate's `@TenantId`, EF Core query filters, Laravel
global scopes.

Searched: policies in migrations and schemas, rules of Firestore and storage, tenant scoping in the data layer
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readylint import Code, File, Files, Finding, Location, Provisions, contradicts, example, regex, rule, supports

SHOWN = 5
SCHEMA = ("**/supabase/migrations/*.sql", "**/supabase/schemas/**/*.sql", "supabase/*.sql")
_NAME = r"(?:if (?:not )?exists\s+)?(?:only\s+)?(?P<table>[\w.\"]+)"
STATEMENT = regex(
    rf"(?i)\bcreate\s+table\s+{_NAME}|\bdrop\s+table\s+{_NAME.replace('table', 'gone', 1)}"
    rf"|\balter\s+table\s+{_NAME.replace('table', 'ruled', 1)}\s+(?P<how>enable|force|disable)\s+row\s+level\s+security"
)
DYNAMIC = regex(r"(?i)\bexecute\b[^;]{0,120}\benable\s+row\s+level\s+security")
POLICY = regex(
    r"(?i)\b(?P<verb>create|drop)\s+policy\s+(?:if exists\s+)?(?P<name>\"[^\"]*\"|\w+)\s+on\s+(?P<table>[\w.\"]+)(?P<body>[^;]*)"
)
WRITES = regex(r"(?i)\bfor\s+(?:all|insert|update|delete)\b")
COMMAND = regex(r"(?i)\bfor\s+(?:all|select|insert|update|delete)\b")
ANYBODY = regex(r"(?i)\b(?:using|with\s+check)\s*\(\s*true\s*\)")
INTERNAL = regex(r"(?i)\bto\s+(?:\"?(?:service_role|postgres|supabase_\w+|dashboard_user)\"?[\s,]*)+(?=\busing|\bwith|$)")
OPEN = regex(r"\ballow\b[^:;\n]*\b(?:write|create|update|delete)\b[^:;\n]*(?::\s*if\s+true\s*;|;)|\"\.write\"\s*:\s*\"?true\b")


@rule(id="SEC007", severity="medium", applies="sql", absence="unknown", sources=("S1.3",))
def row_level_security(files: Files, code: Code, provisions: Provisions) -> Iterator[Finding]:
    for found in provisions.on("row_scoping")[:SHOWN]:
        yield supports(found.at, found.says, confidence=found.confidence)
    schema = sorted(files.match(*SCHEMA, kinds=("app", "config", "other")), key=lambda f: f.path)
    yield from (contradicts(at, f"the table {name} has no row-level security, and Supabase serves it to everybody")
                for name, at in _unruled(schema, code))
    yield from (contradicts(at, f"the policy {name} lets everybody write") for name, at in _open(schema, code))
    for file in files.match("**/firestore.rules", "**/storage.rules", "**/database.rules.json", kinds=("app", "config", "other")):
        for match, at in file.search(OPEN):
            if not file.text[file.text.rfind("\n", 0, match.start()) + 1 :].lstrip().startswith("//"):
                yield contradicts(at, "the rules let everybody write")


def _unruled(schema: Iterable[File], code: Code) -> Iterator[tuple[str, Location]]:
    """The tables of the public schema that are left without row-level security when all of it has run."""
    made: dict[str, Location] = {}
    ruled: set[str] = set()
    for source in map(code.source, schema):
        if DYNAMIC.search(source.code):
            return  # a loop over tables: which ones, only the database knows
        for match, at in source.search(STATEMENT):
            if name := _public(match["table"]):
                made.setdefault(name, at)
            elif name := _public(match["gone"]):
                made.pop(name, None)
                ruled.discard(name)
            elif name := _public(match["ruled"]):
                ruled.discard(name) if match["how"].lower() == "disable" else ruled.add(name)
    yield from ((name, at) for name, at in made.items() if name not in ruled)


def _public(written: str | None) -> str:
    """The name of a table in the schema that is served, else nothing."""
    parts = (written or "").replace('"', "").lower().split(".")
    return parts[-1] if len(parts) == 1 or parts[0] == "public" else ""


def _open(schema: Iterable[File], code: Code) -> Iterator[tuple[str, Location]]:
    """The policies for writing that everybody passes, the dropped ones left out."""
    found: dict[tuple[str, str], Location] = {}
    for source in map(code.source, schema):
        for match, at in source.search(POLICY):
            key = (_public(match["table"]), match["name"].strip('"'))
            found.pop(key, None)
            body = match["body"]
            writes = WRITES.search(body) or not COMMAND.search(body)
            if match["verb"].lower() == "create" and key[0] and writes and ANYBODY.search(body) and not INTERNAL.search(body):
                found[key] = at
    yield from ((name, at) for (_, name), at in found.items())


SUPABASE = """
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4", "@supabase/supabase-js": "2"}}
-- server.js --
const app = require("express")()
const { createClient } = require("@supabase/supabase-js")
app.get("/orders", async (req, res) => res.json(await createClient(url, key).from("orders").select()))
app.listen(3000)
-- supabase/config.toml --
project_id = "shop"
"""

EXAMPLES = [
    example("pages that ask Supabase themselves", "fail", line="supabase/migrations/1_orders.sql:1", repo="""
-- package.json --
{"scripts": {"build": "vite build"}, "dependencies": {"react": "18", "@supabase/supabase-js": "2"}, "devDependencies": {"vite": "5"}}
-- index.html --
<div id="root"></div><script type="module" src="/src/main.tsx"></script>
-- src/orders.ts --
import { supabase } from "./supabase"
export const login = (email, password) => supabase.auth.signInWithPassword({ email, password })
export const add = (order) => supabase
  .from("orders")
  .insert(order)
-- supabase/migrations/1_orders.sql --
create table orders (id bigint primary key, owner uuid, created_at timestamptz);
"""),
    example("enabled for one table, and a comment for the other", "fail", line="supabase/migrations/2_notes.sql:2", repo=SUPABASE + """\
-- supabase/migrations/1_orders.sql --
create table public.orders (id bigint primary key, owner uuid);
alter table public.orders enable row level security;
create policy "own" on public.orders for all using (auth.uid() = owner);
-- supabase/migrations/2_notes.sql --
/* alter table notes enable row level security; */
create table if not exists notes (id bigint primary key);
create table private.jobs (id bigint primary key);
"""),
    example("everybody may write", "fail", line="supabase/migrations/1_orders.sql:3", repo=SUPABASE + """\
-- supabase/migrations/1_orders.sql --
create table public.orders (id bigint primary key);
alter table public.orders enable row level security;
create policy "all" on public.orders for insert with check (true);
create policy "read" on public.orders for select using (true);
create policy "service" on public.orders to service_role using (true);
"""),
    example("policies on every table", "pass", line="supabase/migrations/1_orders.sql:2", repo=SUPABASE + """\
-- supabase/migrations/1_orders.sql --
create table public.orders (id bigint primary key, owner uuid);
alter table public.orders enable row level security;
create policy "own" on public.orders for all using (auth.uid() = owner);
"""),
    example("a tenant for each model", "pass", line="app/models/order.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "pg"
gem "acts_as_tenant"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/order.rb --
class Order < ApplicationRecord
  acts_as_tenant :shop
end
-- db/migrate/20240101000000_orders.rb --
class Orders < ActiveRecord::Migration[7.0]
  def change = create_table(:orders)
end
"""),
    example("handlers scope by hand", "unknown", repo="""
-- Gemfile --
gem "rails"
gem "pg"
-- config/application.rb --
class Application < Rails::Application
end
-- app/models/order.rb --
class Order < ApplicationRecord
  scope :mine, ->(user) { where(user: user) }
end
-- db/migrate/20240101000000_orders.rb --
class Orders < ActiveRecord::Migration[7.0]
  def change = create_table(:orders)
end
"""),
    example("no relational database", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
]
