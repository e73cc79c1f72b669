"""The pages of a code host, from the address that a repository was cloned from. Nobody is asked: an address is only read."""

from __future__ import annotations

import re

# Compiled when they are asked for: what is kept compiled takes longer to read, and a recalled scan has no other use for it
_URL = r"(?i)(?:(https?)|ssh|git)://(?:[^@/]*@)?([\w.-]+)(:\d+)?/(.+)"
_SCP = r"(?:[^@/\s]*@)?([\w.-]+):(?!//)(.+)"  # git@host:owner/name
_NAME = r"[\w.~-]+"
_LONGEST = 400
_KINDS = ("github", "gitlab", "bitbucket")

_TREE = {"github": "blob", "gitlab": "-/blob", "bitbucket": "src"}
_COMMIT = {"github": "commit", "gitlab": "-/commit", "bitbucket": "commits"}
_LINE = {"github": "#L{}", "gitlab": "#L{}", "bitbucket": "#lines-{}"}
_SHOWN_AS_PAGE = (".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".org")  # with no lines to point at, unless asked for as text


def web_address(url: str) -> str:
    """The page of a repository on GitHub, GitLab or Bitbucket, without whatever credentials its address holds; "" for other hosts."""
    host, path = _parts(url.strip())
    names = path.strip("/").removesuffix(".git").split("/")
    kind = _kind(host)
    deep = len(names) == 2 or (kind == "gitlab" and len(names) > 2)
    sound = all(re.fullmatch(_NAME, name) and name.strip(".") for name in names)
    return f"https://{host}/{'/'.join(names)}" if kind and deep and sound else ""


def at_line(web: str, revision: str | None, path: str, line: int = 0) -> str:
    """The page of a line at a revision; "" without a host or a revision."""
    from urllib.parse import quote  # late: a hook has no use for it

    kind = _kind(web.partition("://")[2].partition("/")[0])
    if not kind or not revision:
        return ""
    asked = "?plain=1" if line and kind != "bitbucket" and path.lower().endswith(_SHOWN_AS_PAGE) else ""
    page = f"{web}/{_TREE[kind]}/{revision}/{quote(path.encode('utf-8', 'surrogateescape'))}"
    return f"{page}{asked}{_LINE[kind].format(line) if line else ''}"


def at_commit(web: str, commit: str | None) -> str:
    """The page of a commit; "" without a host or a commit."""
    kind = _kind(web.partition("://")[2].partition("/")[0])
    return f"{web}/{_COMMIT[kind]}/{commit}" if kind and commit else ""


def _parts(url: str) -> tuple[str, str]:
    """The host and the path of an address."""
    if len(url) > _LONGEST:
        return "", ""
    if found := re.fullmatch(_URL, url):
        port = found[3] if found[1] and found[3] else ""  # that of SSH is not that of the pages
        return f"{found[2].lower()}{port}", found[4]
    scp = re.fullmatch(_SCP, url)
    return (scp[1].lower(), scp[2]) if scp else ("", "")


def _kind(host: str) -> str:
    """Whose software a host runs, by its name. A Bitbucket of one's own has other addresses than bitbucket.org."""
    labels = host.partition(":")[0].split(".")
    kind = next((k for k in _KINDS if k in labels), "")
    return "" if kind == "bitbucket" and labels != ["bitbucket", "org"] else kind
