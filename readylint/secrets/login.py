"""Passwords inside addresses and connection strings."""

from __future__ import annotations

import re
from urllib.parse import unquote

from readylint.knowledge import regex
from readylint.secrets.hits import Hit
from readylint.secrets.place import Place, placeholder, words
from readylint.secrets.strength import random_looking

_URL = regex(r"(?P<scheme>[\w+.-]*)://(?P<user>[^:/?#\s@]*):(?P<password>[^@\s]*)@(?P<host>[^\s/?#\"'`,;)]+)")
_USERS = ("user", "username", "<user>", "login")


def password_in(address: str) -> str:
    """The password of an address, "" where it has none."""
    found = _URL.search(address)
    return found["password"] if found else ""


def in_address(hit: Hit, place: Place) -> str:
    """A password in an address: kept unless the host is the developer's own, or the password stands for another."""
    host = hit.host
    if not host:
        found = next((m for m in _URL.finditer(place.line) if m["password"] == hit.value), None)
        if not found or re.search(r"[(){}\[\];,\"'`|\\]", hit.value + found["user"]):
            return "no user and password"
        host = found["host"]
        if (found["user"] == hit.value or found["user"].lower() in _USERS) and not words()["cloud_host"].search(host):
            return "a placeholder"
    if _local(host, hit.value):
        return "a local service"
    if place.docstring:
        return "an example in a docstring"
    return _weak(hit.value, host) or ("code for development, tests or CI" if place.aside else "")


def _local(host: str, password: str) -> bool:
    in_cluster = re.fullmatch(r"[a-z][\w-]*(?::\d+)?", host) and "localhost" not in host and random_looking(password)
    return (bool(words()["local_host"].search(host)) and not in_cluster) or any(mark in host for mark in "${%")


def _weak(password: str, host: str) -> str:
    """A weak password still opens an account that a provider's host name names."""
    if words()["cloud_host"].search(host):
        return "a placeholder" if words()["not_chosen"].search(password) else ""
    last = unquote(password).rpartition(" ")[2]  # `a%20secret` is one as `secret` is
    return "a placeholder" if placeholder(password) or words()["weak"].search(last) else ""
