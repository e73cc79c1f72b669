"""Exceptions are not silently swallowed.

A handler that swallows every error turns a failure into silence: the mail was not sent, the page says thanks. Nobody knows until the user
asks, and by then there is nothing left to look at.

Pass: nothing of what makes it fail is found

Fail: an empty handler for a broad exception (except: pass, except Exception: pass, catch {} , rescue nil, _ = err on a call that matters);
each is a finding

Fix: Catch only what you can handle, and log or re-raise the rest: `logger.exception(…)`, `console.error(err); throw err`,
`Rails.error.report(e)`, `report($e)`, `_logger.LogError(ex, …)`, `return fmt.Errorf("…: %w", err)`, `?` in Rust. Linters find them: ruff's
S110, BLE001 and E722, ESLint's `no-empty`, errcheck, RuboCop's `Lint/SuppressedException`, Sonar's S108.

Searched: empty handlers of every error in server code, `suppress(Exception)`, `.catch(() => {})`, discarded errors of writes and sends in
Go and Rust; left aside is what guards only tidying up, expects its error, or leaves a value that is checked behind it
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Swallowing, aside, contradicts, example, rule

DISCARDS = ("let _", "_ =", "_, _")


@rule(
    id="OBS006",
    severity="medium",
    applies="any",
    absence="pass",
    sources=("S1.6",),
    scope="service",
    unless=("static site", "infrastructure"),
)
def no_swallowed_errors(swallowing: Swallowing) -> Iterator[Finding]:
    for found in swallowing:
        what = "throws an error away" if found.text.startswith(DISCARDS) else "swallows every error without a trace"
        if found.excuse:
            yield aside(found, f"`{found.text}`: {found.excuse}")
        else:
            yield contradicts(found, f"`{found.text}` {what}")


EXAMPLES = [
    example("what a bundler wrote, by the hash in its name", "pass", repo="""
-- package.json --
{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
-- server.js --
require("express")().listen(80)
-- extension/chunks/engine-D0u7zDKx.js --
function s(){try { start() } catch (e) {}}
-- lib/assets/user-settings.js --
module.exports = {}
"""),
    example("Next.js: Supabase's client tries to set cookies where a page is rendered", "pass", repo="""
-- package.json --
{"dependencies": {"next": "15", "@supabase/ssr": "0.5"}}
-- src/lib/supabase/server.ts --
import { createServerClient } from "@supabase/ssr"
import { cookies } from "next/headers"
export async function createClient() {
  const cookieStore = await cookies()
  return createServerClient(URL, KEY, {
    cookies: {
      getAll() { return cookieStore.getAll() },
      setAll(cookiesToSet) {
        try {
          cookiesToSet.forEach(({ name, value, options }) => {
            cookieStore.set(name, value, options)
          })
        } catch {
          // called from a Server Component
        }
      },
    },
  })
}
"""),
    example("what is swallowed is raised behind it", "pass", repo="""
-- app.py --
import contextlib

async def fill(load):
    try:
        await load
    except BaseException:
        with contextlib.suppress(Exception):
            await store(load)
            await note(load)
        raise

def refuses():
    try:
        store(101)
    except Exception:
        pass
    else:
        raise AssertionError("too many")
"""),
    example("bare except, and one with an excuse for a comment", "fail", line=("app.py:4", "app.py:8"), repo="""
-- app.py --
def work():
    try:
        send_mail()
    except:
        pass
    try:
        store()
    except Exception:
        # not critical

        pass
"""),
    example("narrow, logged, or answered", "pass", repo="""
-- app.py --
import logging

def work(data):
    try:
        return data["a"]
    except KeyError:
        pass
    try:
        store()
    except Exception:
        logging.exception("store")
    try:
        store()
    except Exception:
        pass
        raise
    # try:
    #     store()
    # except Exception:
    #     pass

PROGRAM = '''
try:
    store()
except Exception:
    pass
'''
"""),
    example("what is left is checked and raised", "pass", repo="""
-- signer.py --
def loads(value):
    stamp = None
    try:
        stamp = parse(value)
    except Exception:
        pass
    if stamp is None:
        raise BadTimeSignature("malformed")
    return stamp
"""),
    example("tidying up", "pass", repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.listen(80)
async function stop(file) {
  try { await fs.unlink(file) } catch {}
  await db.close().catch(() => {})
  let body
  try { body = JSON.parse(text) } catch (e) { /* not JSON */ }
}
"""),
    example("empty catch, empty promise handler", "fail", line=("server.js:5", "server.js:8"), repo="""
-- package.json --
{"dependencies": {"express": "4"}}
-- server.js --
const app = require("express")()
app.post("/orders", async (req, res) => {
  try {
    await orders.save(req.body)
  } catch (e) {
    // ignore
  }
  mailer.send(req.body).catch(() => {})
  res.send("thanks")
})
app.listen(80)
"""),
    example("in the browser, and in a test", "pass", repo="""
-- package.json --
{"dependencies": {"react": "18", "vite": "5"}}
-- src/App.jsx --
export const load = async () => { try { await fetch("/a") } catch {} }
-- test/app.test.js --
it("works", () => { try { run() } catch (e) {} })
"""),
    example("typed catches", "fail", line=("src/main/java/Mailer.java:4", "web/Mailer.php:5", "app/mailer.rb:4"), repo="""
-- src/main/java/Mailer.java --
class Mailer {
  void send() {
    try { smtp.send(); } catch (java.io.IOException e) { }
    try { smtp.send(); } catch (Exception ignored) { }
  }
}
-- web/Mailer.php --
<?php
function send() {
    try {
        smtp();
    } catch (\\Throwable $e) {
    }
}
-- app/mailer.rb --
class Mailer
  def call
    deliver
  rescue => e
    # never mind
  end
  def optional
    require "fast"
  rescue LoadError
  end
end
"""),
    example("a method of Ruby whose callers ask whether it gave anything", "pass", repo="""
-- Gemfile --
gem "rails"
-- app/models/ticket.rb --
class Ticket < ApplicationRecord
  def open
    Desk.create!(known: sender.present?)
  end

  def sender
    @sender ||= begin
      Desk.find(email)
    rescue StandardError
      nil
    end
  end
end
"""),
    example("discarded errors that matter", "fail", line=("main.go:8", "main.go:12", "src/main.rs:2"), repo="""
-- main.go --
package main

import "database/sql"

func save(db *sql.DB, rows *sql.Rows) {
	defer rows.Close()
	_ = rows.Close()
	_, _ = db.Exec("insert into orders values (1)")
}

func place(ctx context.Context, s *Shop) {
	_ = s.emptyCart(ctx, s.user)
	_ = s.updateHints(s.user)
}
-- src/main.rs --
async fn save(db: &Db, tx: Sender<u8>) {
    let _ = record.insert(db).await;
    let _ = tx.send(1);
}
"""),
    example("a static site", "na", repo="""
-- hugo.toml --
title = "x"
-- content/_index.md --
hello
-- layouts/index.html --
<html></html>
-- tools/build.py --
try:
    build()
except Exception:
    pass
"""),
    example("a component of an app that renders on the server too, and a route of it", "fail", line="app/routes/orders.tsx:2", repo="""
-- package.json --
{"dependencies": {"hono": "4", "react": "19", "@react-router/node": "7"}}
-- server/main.ts --
import { Hono } from 'hono'
import { serve } from '@hono/node-server'
serve(new Hono())
-- app/components/dialog.tsx --
import { useState } from 'react'
export const Dialog = () => {
  const [open, setOpen] = useState(false)
  const save = async () => { await send().catch(() => {}) }
  return <button onClick={save}>save</button>
}
-- app/routes/orders.tsx --
export async function loader() {
  await count().catch(() => {})
}
"""),
    example("Go: sessions that stay although their user was told that they ended", "fail", line="user.go:8", repo="""
-- go.mod --
module shop
-- user.go --
package main

import "context"

func (u *Users) LogoutAll(ctx context.Context, id string) error {
	sessions, err := u.repo.SessionsOf(ctx, id)
	for _, session := range sessions {
		_ = u.repo.DeleteSession(ctx, session.ID)
	}
	return err
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
"""),
    example("Go: what a query that may fail would have filled is asked for", "pass", repo="""
-- go.mod --
module shop
-- port.go --
package main

func valid(db *sql.DB, port int) bool {
	var extra int
	if err := db.QueryRow("select @@global.extra_port").Scan(&extra); err != nil {
		// not all servers have one
	}
	if port == 3306 || (extra > 0 && port == extra) {
		return true
	}
	return false
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
"""),
    example("Go: what a query that fails does not fill is told as if it were known", "fail", line="count.go:5", repo="""
-- go.mod --
module shop
-- count.go --
package main

func count(db *sql.DB) int {
	var found int
	if err := db.QueryRow("select count(*) from orders").Scan(&found); err != nil {
	}
	return found
}
-- main.go --
package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }
"""),
    example("Go: what has expired is swept away", "pass", repo="""
-- go.mod --
module shop
-- main.go --
package main

import "net/http"

func sweep(ctx context.Context) {
	_ = repo.DeleteExpiredSessions(ctx, time.Now())
}

func main() { http.ListenAndServe(":80", nil) }
"""),
    example("where it is a developer's machine", "pass", repo="""
-- Gemfile --
gem "rails"
-- config/application.rb --
class Application < Rails::Application; end
-- config/lando.rb --
if Rails.env.local?
  begin
    ENV["DATABASE_PORT"] = JSON.parse(`lando info --format json`).first["port"]
  rescue StandardError
    nil
  end
end
"""),
    example("a module that speaks to the browser's clipboard", "pass", repo="""
-- package.json --
{"dependencies": {"next": "15"}, "scripts": {"start": "next start"}}
-- next.config.js --
module.exports = {};
-- pages/api/items.ts --
export default function handler(req, res) { res.json([]); }
-- lib/copy.ts --
export async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
  }
  return false;
}
"""),
]
