"""The matchers of declarative rules: what each finds, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from readylint.fact import Facts, wants
from readylint.facts.files import PathRules
from readylint.facts.usage import Usage
from readylint.matchers import clause, read_clauses
from readylint.snapshot import Snapshot


def found(raw: dict[str, Any], repo: str, section: str = "require") -> list[str]:
    check = read_clauses((clause(raw, section),))
    facts = Facts(Snapshot.of(repo), PathRules())
    return [str(f.location) for f in check(**facts.for_(check))]


# packages, a repository with a hole, what fills it and is a use, what is none
USED = [
    (
        {"pypi": ["slowapi"]},
        """
-- requirements.txt --
slowapi==0.1
-- app.py --
%s""",
        [
            """
from slowapi import Limiter
limiter = Limiter()
""",
        ],
        [
            "from slowapi import Limiter\n",
            "# slowapi.Limiter()\n",
            "import slowapi\n",
        ],
    ),
    (
        {"pypi": ["django-axes"]},
        """
-- requirements.txt --
django-axes==6.0
-- settings.py --
%s""",
        [
            """
INSTALLED_APPS = [
 'axes',
]
""",
            "MIDDLEWARE = ['axes.middleware.AxesMiddleware']\n",
        ],
        [
            "# 'axes'\n",
        ],
    ),
    (
        {"npm": ["express-rate-limit"]},
        """
-- package.json --
{"dependencies": {"express": "4", "express-rate-limit": "7"}}
-- server.js --
%s""",
        [
            """
const { rateLimit } = require('express-rate-limit')
app.use(rateLimit())
""",
            """
import limit from 'express-rate-limit'
app.use(limit())
""",
            "app.use(require('express-rate-limit')({max: 5}))\n",
            """
import { rateLimit as rl } from 'express-rate-limit'
rl()
""",
        ],
        [
            "const limit = require('express-rate-limit')\n",
            "import 'express-rate-limit'\n",
            "// require('express-rate-limit')()\n",
        ],
    ),
    (
        {"go": ["github.com/prometheus/client_golang/prometheus"]},
        """
-- go.mod --
module a
require github.com/prometheus/client_golang v1.19.0
-- main.go --
package main
%s""",
        [
            """
import "github.com/prometheus/client_golang/prometheus"
var c = prometheus.NewRegistry()
""",
            'import _ "github.com/prometheus/client_golang/prometheus"\n',
        ],
        [
            'import "github.com/prometheus/client_golang/api"\n',
        ],
    ),
    (
        {"gem": ["rack-attack as Rack::Attack"]},
        """
-- Gemfile --
gem 'rack-attack'
-- config/initializers/attack.rb --
%s""",
        [
            """
class Rack::Attack
end
""",
            "Rails.application.config.middleware.use Rack::Attack\n",
        ],
        [
            "require 'rack/attack'\n",
            "# Rack::Attack\n",
        ],
    ),
    (
        {"composer": ["spatie/laravel-csp"]},
        """
-- composer.json --
{"require": {"spatie/laravel-csp": "2.0"}}
-- app/Kernel.php --
<?php
%s""",
        [
            """
use Spatie\\LaravelCsp\\AddCspHeaders;
$m = [AddCspHeaders::class];
""",
        ],
        [
            "use Spatie\\LaravelCsp\\AddCspHeaders;\n",
        ],
    ),
    (
        {"maven": ["com.bucket4j:bucket4j-core as Bucket"]},
        """
-- build.gradle --
dependencies {
  implementation 'com.bucket4j:bucket4j-core:8.0.0'
}
-- src/main/java/A.java --
%s""",
        [
            """
import io.github.bucket4j.Bucket;
class A { Bucket b = Bucket.builder().build(); }
""",
        ],
        [
            """
import io.github.bucket4j.Bucket;
class A { }
""",
        ],
    ),
    (
        {"maven": ["io.github.resilience4j:*"]},
        """
-- build.gradle --
dependencies {
  implementation 'io.github.resilience4j:resilience4j-spring-boot3:2.0.0'
}
-- src/main/resources/application.yml --
%s""",
        [
            """
resilience4j:
  retry:
    instances: {}
""",
        ],
        [
            """
spring:
  name: resilience4j
""",
        ],
    ),
    (
        {"nuget": ["AspNetCoreRateLimit as AddInMemoryRateLimiting"]},
        """
-- a.csproj --
<Project><PackageReference Include="AspNetCoreRateLimit" Version="5.0.0" /></Project>
-- Program.cs --
%s""",
        [
            "services.AddInMemoryRateLimiting();\n",
        ],
        [
            "using AspNetCoreRateLimit;\n",
        ],
    ),
    (
        {"hex": ["hammer"]},
        """
-- mix.exs --
defp deps do
[{:hammer, "~> 6.1"}]
end
-- lib/a.ex --
%s""",
        [
            'Hammer.check_rate("a", 1, 1)\n',
            "config :hammer, backend: 1\n",
        ],
        [
            "alias Hammer\n",
        ],
    ),
    (
        {"cargo": ["tower-governor"]},
        """
-- Cargo.toml --
[dependencies]
tower-governor = '0.4'
-- src/main.rs --
%s""",
        [
            """
use tower_governor::GovernorLayer;
fn main() { GovernorLayer {}; }
""",
        ],
        [
            "use tower_governor::GovernorLayer;\n",
        ],
    ),
]


@pytest.mark.parametrize(("packages", "repo", "used", "unused"), USED, ids=[str(case[0]) for case in USED])
def test_used_wants_more_than_an_import(packages: dict[str, list[str]], repo: str, used: list[str], unused: list[str]) -> None:
    assert [code for code in used if not found({"used": packages}, repo.lstrip("\n") % code.lstrip("\n"))] == []
    assert [code for code in unused if found({"used": packages}, repo.lstrip("\n") % code.lstrip("\n"))] == []


def test_used_names_the_line_of_the_use() -> None:
    repo = "-- requirements.txt --\nslowapi==0.1\n-- app.py --\nfrom slowapi import Limiter\n\nlimiter = Limiter()\n"
    assert found({"used": {"pypi": ["slowapi"]}}, repo) == ["app.py:3"]


def test_python_whose_list_of_packages_is_not_kept_uses_what_it_imports() -> None:
    assert found({"used": {"pypi": ["slowapi"]}}, "-- app.py --\nfrom slowapi import Limiter\nlimiter = Limiter()\n") == ["app.py:2"]


def test_what_is_not_declared_for_the_app_is_not_used() -> None:
    code = "from slowapi import Limiter\nlimiter = Limiter()\n"
    assert found({"used": {"pypi": ["slowapi"]}}, f"-- requirements.txt --\nflask\n-- app.py --\n{code}") == []
    assert found({"used": {"pypi": ["slowapi"]}}, f"-- requirements-dev.txt --\nslowapi\n-- app.py --\n{code}") == []
    assert found({"used": {"pypi": ["slowapi"]}}, f"-- requirements.txt --\nslowapi\n-- tests/test_a.py --\n{code}") == []


def test_code_is_searched_without_comments() -> None:
    repo = "-- a.py --\n# verify=False\nget(url, verify=False)\n-- a.js --\nverify=False\n"
    assert found({"code": "verify=False", "language": ["python"]}, repo, "forbid") == ["a.py:2"]


def test_files_and_their_text() -> None:
    repo = "-- nginx.conf --\n# limit_req zone=a;\nlimit_req zone=a;\n-- docs/nginx.conf --\nx\n"
    assert found({"file": ["nginx.conf"]}, "-- nginx.conf --\nx\n") == ["nginx.conf:1"]
    assert "nginx.conf:2" in found({"text": "limit_req zone", "file": ["*.conf"]}, repo)


def test_a_resource_by_kind_and_argument() -> None:
    repo = """\
-- main.tf --
resource "aws_db_instance" "a" {
  # backup_retention_period = 7
}
resource "aws_db_instance" "b" {
  backup_retention_period = 7
}
"""
    assert found({"resource": ["aws_db_instance"]}, repo) == ["main.tf:1", "main.tf:4"]
    assert found({"resource": ["aws_db_instance"], "argument": r"backup_retention_period\s*=\s*[1-9]"}, repo) == ["main.tf:5"]


def test_a_document_by_its_heading() -> None:
    assert found({"document": "roll ?back"}, "-- docs/ops.md --\n# Ops\n\n## Rollback\n\nRun the previous image again, by its tag.\n") == [
        "docs/ops.md:3"
    ]
    assert found({"document": "roll ?back"}, "-- docs/ops.md --\n# Ops\n\n## Rollback\n\nTODO\n") == []


def test_a_check_asks_only_for_the_facts_it_needs() -> None:
    assert wants(read_clauses((clause({"used": {"pypi": ["a"]}}, "require"),))) == {"usage": Usage}


WRONG = [
    ({"uesd": {"pypi": ["a"]}}, "did you mean 'used'"),
    ({"used": {"pipy": ["a"]}}, "did you mean 'pypi'"),
    ({"used": {"pypi": "a"}}, "a list of texts"),
    ({"used": ["a"]}, "packages by ecosystem"),
    ({"code": "("}, "not a regular expression"),
    ({"code": "a", "langauge": ["python"]}, "did you mean 'language'"),
    ({"code": "a", "document": "b"}, "one matcher"),
    ({"text": "a"}, "needs 'file'"),
    ({"says": "hello"}, "one matcher"),
]


@pytest.mark.parametrize(("raw", "what"), WRONG)
def test_a_wrong_clause_is_refused(raw: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what.replace("(", r"\(")):
        clause(raw, "require")
