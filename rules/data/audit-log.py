"""Sensitive operations leave an audit log.

When an account was taken over or an employee looked up a neighbour, the first question is who did what and when. Without an audit log there
is no answer for the user, nor for the regulator.

Pass: an audit-log library, model or table, or audit events written by the code

Fail: nothing of the kind is found

Fix: Record who, what, which object and when for logins, role changes, exports and deletions, in a table that the app can only append to:
django-auditlog, PaperTrail or audited, Envers, laravel-auditing or spatie/laravel-activitylog, Audit.NET, or one `audit_event()` function
of your own called by those operations.

Searched: audit libraries, models and tables called audit, activity or access log, and calls that record audit events
"""

from __future__ import annotations

from collections.abc import Iterator

from readylint import Finding, Schema, example, rule, supports

SHOWN = 5


@rule(id="DAT016", severity="low", applies="auth", sources=("S4",))
def audit_log(schema: Schema) -> Iterator[Finding]:
    for entry in schema.declared("audit")[:SHOWN]:
        yield supports(entry, f"who did what is recorded: `{entry.shown}`")


EXAMPLES = [
    example("a record of what moderators did", "pass", line="app/models/moderation.rb:1", repo="""
-- Gemfile --
gem "rails"
gem "devise"
-- config/application.rb --
module Shop
  class Application < Rails::Application
  end
end
-- app/controllers/application_controller.rb --
class ApplicationController < ActionController::Base
  before_action :authenticate_user!
end
-- app/models/moderation.rb --
class Moderation < ApplicationRecord
  belongs_to :moderator, class_name: "User"
end
"""),
    example("Firebase: a function that asks who calls it", "fail", repo="""
-- functions/package.json --
{"dependencies": {"firebase-admin": "12", "firebase-functions": "5"}}
-- functions/index.js --
const functions = require("firebase-functions")
exports.order = functions.https.onCall(async (data, context) => {
  if (!context.auth) throw new functions.https.HttpsError("unauthenticated", "log in")
  return place(data, context.auth.uid)
})
"""),
    example("a table of who asked for what", "pass", line="app.py:6", repo="""
-- requirements.txt --
fastapi
sqlalchemy
-- app.py --
from fastapi import FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
security = HTTPBearer()

class AccessLog(Base):
    __tablename__ = "access_logs"
    agent_id = Column(ForeignKey("agents.id"))
"""),
    example("a web server's log", "fail", repo="""
-- app.py --
from fastapi import FastAPI
from fastapi.security import HTTPBearer
app = FastAPI()
security = HTTPBearer()
class AccessLogMiddleware(BaseHTTPMiddleware):
    pass
app.add_middleware(AccessLogMiddleware)
"""),
    example("Dropwizard asks who it is, and nobody keeps what was done", "fail", repo="""
-- pom.xml --
<project><dependencies>
<dependency><groupId>io.dropwizard</groupId><artifactId>dropwizard-core</artifactId><version>5.0.0</version></dependency>
<dependency><groupId>org.dhatim</groupId><artifactId>dropwizard-sentry</artifactId><version>4.0.0</version></dependency>
</dependencies></project>
-- src/main/java/shop/Shop.java --
package shop;
import io.dropwizard.core.Application;
import org.dhatim.dropwizard.sentry.logging.SentryAppenderFactory;
public class Shop extends Application<ShopConfig> {
    public void initialize(Bootstrap<ShopConfig> bootstrap) {
        bootstrap.getObjectMapper().getSubtypeResolver().registerSubtypes(SentryAppenderFactory.class);
    }
    public void run(ShopConfig configuration, Environment environment) {
        environment.healthChecks().register("ping", new Check());
        environment.jersey().register(new LimitFilter());
    }
}
-- src/main/java/shop/Login.java --
package shop;
public class Login {
    static void to(Environment environment) {
        environment.jersey().register(new AuthDynamicFeature(new OAuthCredentialAuthFilter.Builder<Account>().buildAuthFilter()));
    }
}
"""),
    example("history of a model", "pass", line="models.py:5", repo="""
-- requirements.txt --
django
django-simple-history
-- models.py --
from simple_history.models import HistoricalRecords


class Account(models.Model):
    history = HistoricalRecords()
"""),
    example("npm audit is none", "fail", repo="""
-- package.json --
{"scripts": {"audit": "npm audit"}, "dependencies": {"express": "4", "passport": "1"}}
-- server.js --
const passport = require("passport")
// auditLog.write("login")
const auditorAware = () => null
app.use(passport.initialize())
"""),
    example("a table of its own", "pass", line="prisma/schema.prisma:1", repo="""
-- prisma/schema.prisma --
model AuditLog {
  id String @id
}
"""),
    example("PaperTrail", "pass", line="app/models/user.rb:2", repo="""
-- Gemfile --
gem "rails"
gem "paper_trail"
-- app/models/user.rb --
class User < ApplicationRecord
  has_paper_trail
end
"""),
    example("nobody logs in", "na", repo="""
-- app.py --
from flask import Flask
app = Flask(__name__)
app.run()
"""),
]
