"""The one door to detect-secrets: its plugins and filters on single lines. Never its verification, never a network library."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, cast

from readylint.secrets.prefilter import DISTINCT, PART

# its plugins and the modules that hold them; all but ip_public, since the default filter drops whatever that finds
_MODULES = {
    "ArtifactoryDetector": "artifactory", "AWSKeyDetector": "aws", "AzureStorageKeyDetector": "azure_storage_key",
    "BasicAuthDetector": "basic_auth", "CloudantDetector": "cloudant", "DiscordBotTokenDetector": "discord",
    "GitHubTokenDetector": "github_token", "GitLabTokenDetector": "gitlab_token", "Base64HighEntropyString": "high_entropy_strings",
    "HexHighEntropyString": "high_entropy_strings", "IbmCloudIamDetector": "ibm_cloud_iam", "IbmCosHmacDetector": "ibm_cos_hmac",
    "JwtTokenDetector": "jwt", "KeywordDetector": "keyword", "MailchimpDetector": "mailchimp", "NpmDetector": "npm",
    "OpenAIDetector": "openai", "PrivateKeyDetector": "private_key", "PypiTokenDetector": "pypi_token", "SendGridDetector": "sendgrid",
    "SlackDetector": "slack", "SoftlayerDetector": "softlayer", "SquareOAuthDetector": "square_oauth", "StripeDetector": "stripe",
    "TelegramBotTokenDetector": "telegram_token", "TwilioKeyDetector": "twilio",
}  # fmt: skip

Filter = tuple[str, Callable[..., bool]]


def plugins() -> dict[str, Any]:
    """Every plugin by its class name."""
    return {name: plugin(name) for name in _MODULES}


@cache
def plugin(name: str) -> Any:
    """The plugin of this class name, loaded when it is first asked for; None for none of detect-secrets', and for one that is not there."""
    import importlib

    if name not in _MODULES:
        return None
    try:
        with _without_requests():
            return getattr(importlib.import_module(f"detect_secrets.plugins.{_MODULES[name]}"), name)()
    except (ImportError, AttributeError):
        _absent.append(name)
        return None


_absent: list[str] = []


def absent() -> str:
    """What the plugins that were asked for and are not there leave unjudged, "" when all are."""
    return f"detect-secrets' {', '.join(sorted(_absent))} cannot be loaded, and what only that finds is not judged" if _absent else ""


@lru_cache(maxsize=1)
def _filters() -> tuple[Filter, ...]:
    """Its filters of a value, with our reason. Not `is_indirect_reference`, which also drops true `connect(password="...")` lines."""
    with _without_requests():
        from detect_secrets.filters import heuristic
    return (
        ("a sequence", heuristic.is_sequential_string),
        ("a UUID", heuristic.is_potential_uuid),
        ("a template", heuristic.is_templated_secret),
        ("a variable", heuristic.is_prefixed_with_dollar_sign),
        ("no letters", heuristic.is_not_alphanumeric_string),
    )


def found(path: str, line: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """(plugin, value) for what these plugins report of a line."""
    for name in sorted(names):
        asked = plugin(name)
        if asked is None:
            continue
        if name in DISTINCT:
            yield from ((name, value) for value in _random(asked, line, DISTINCT[name], part=PART in names))
        else:
            for secret in sorted(asked.analyze_line(filename=path, line=line, line_number=1), key=lambda s: s.secret_value or ""):
                if secret.secret_value:
                    yield name, secret.secret_value


def _random(plugin: Any, line: str, distinct: int, *, part: bool) -> list[str]:
    """What `analyze_line` reports, without its cost for every string that cannot count; of a part of a line all that stands in marks."""
    quoted = _any_marks(plugin.regex) if part else plugin.regex
    strings = {match[1] for match in quoted.findall(line) if len(set(match[1])) >= distinct}
    return sorted(s for s in strings if plugin.calculate_shannon_entropy(s) > plugin.entropy_limit)


@cache
def _any_marks(quoted: re.Pattern[str]) -> re.Pattern[str]:
    """The expression with a mark that closes one string let open the next one."""
    return re.compile(f"(?={quoted.pattern})", quoted.flags)


def prepare() -> None:
    """Loads what nearly every history needs of it, where it is there."""
    if plugin("KeywordDetector"):
        _filters()


def filtered(value: str, line: str, by: str) -> str:
    """Why detect-secrets' own filters would drop a value; "" when they keep it."""
    for reason, drops in _filters():
        if drops(value):
            return reason
    return "an id" if _likely_id()(value, line, plugin(by)) else ""


@cache
def _likely_id() -> Callable[..., bool]:
    with _without_requests():
        from detect_secrets.filters.heuristic import is_likely_id_string
    return cast("Callable[..., bool]", is_likely_id_string)


@contextmanager
def _without_requests() -> Iterator[None]:
    """detect-secrets imports `requests` for verification, which never runs here: an empty stand-in is 50 ms cheaper."""
    if "requests" in sys.modules:
        yield
        return
    stub: Any = ModuleType("requests")
    stub.Response = type("Response", (), {})
    stub.exceptions = ModuleType("requests.exceptions")
    stub.exceptions.RequestException = type("RequestException", (Exception,), {})
    sys.modules["requests"], sys.modules["requests.exceptions"] = stub, stub.exceptions
    try:
        yield
    finally:
        del sys.modules["requests"], sys.modules["requests.exceptions"]
