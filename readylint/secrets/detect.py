"""The one door to detect-secrets: its plugins and filters on single lines. Never its verification, never a network library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import Any

_MODULES = (
    "artifactory", "aws", "azure_storage_key", "basic_auth", "cloudant", "discord", "github_token", "gitlab_token", "high_entropy_strings",
    "ibm_cloud_iam", "ibm_cos_hmac", "jwt", "keyword", "mailchimp", "npm", "openai", "private_key", "pypi_token", "sendgrid", "slack",
    "softlayer", "square_oauth", "stripe", "telegram_token", "twilio",
)  # all but ip_public: the default filter drops whatever it finds

Filter = tuple[str, Callable[..., bool]]


@lru_cache(maxsize=1)
def plugins() -> dict[str, Any]:
    """Plugin by class name."""
    import importlib

    with _without_requests():
        base = importlib.import_module("detect_secrets.plugins.base").BasePlugin
        found: dict[str, Any] = {}
        for module in _MODULES:
            loaded = importlib.import_module(f"detect_secrets.plugins.{module}")
            for name, kind in vars(loaded).items():
                ours = isinstance(kind, type) and issubclass(kind, base) and kind.__module__ == loaded.__name__
                if ours and not kind.__abstractmethods__:
                    found[name] = kind()
    return found


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
        plugin = plugins().get(name)
        if name in _DISTINCT and plugin is not None:
            yield from ((name, value) for value in _random(plugin, line, _DISTINCT[name]))
        elif plugin is not None:
            for secret in sorted(plugin.analyze_line(filename=path, line=line, line_number=1), key=lambda s: s.secret_value or ""):
                if secret.secret_value:
                    yield name, secret.secret_value


_DISTINCT = {"Base64HighEntropyString": 23, "HexHighEntropyString": 9}  # fewer different characters cannot reach the plugin's limit


def _random(plugin: Any, line: str, distinct: int) -> list[str]:
    """What `analyze_line` reports, without its cost for every string that cannot count."""
    strings = {match[1] for match in plugin.regex.findall(line) if len(set(match[1])) >= distinct}
    return sorted(s for s in strings if plugin.calculate_shannon_entropy(s) > plugin.entropy_limit)


def filtered(value: str, line: str, plugin: str) -> str:
    """Why detect-secrets' own filters would drop a value; "" when they keep it."""
    for reason, drops in _filters():
        if drops(value):
            return reason
    with _without_requests():
        from detect_secrets.filters.heuristic import is_likely_id_string
    return "an id" if is_likely_id_string(value, line, plugins().get(plugin)) else ""


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
