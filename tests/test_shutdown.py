"""Shutdown: who stops gracefully, and what keeps the signal from a process."""

from __future__ import annotations

import pytest

from readylint.config import Config
from readylint.fact import Facts
from readylint.facts.shutdown import Shutdown
from readylint.snapshot import Snapshot


def shutdown(repo: str) -> Shutdown:
    config = Config()
    return Facts(Snapshot.of(repo), config.rules, config).get(Shutdown)


@pytest.mark.parametrize(
    ("command", "swallowed"),
    [
        ('CMD ["java", "-jar", "/app.jar"]', False),
        ("CMD exec java $OPTS -jar /app.jar", False),
        ('ENTRYPOINT ["sh", "-c", "exec java $OPTS -jar /app.jar"]', False),
        ("ENTRYPOINT java $OPTS -jar /app.jar", True),
        ('ENTRYPOINT ["sh", "-c", "java $OPTS -jar /app.jar"]', True),
        ('CMD ["/bin/bash", "-c", "./migrate && ./serve"]', True),
        ('ENTRYPOINT ["/bin/bash"]\nCMD ["-c", "./migrate; ./serve"]', True),
        ('ENTRYPOINT ["/bin/bash"]\nCMD ["-c", "./migrate; exec ./serve"]', False),
    ],
)
def test_a_shell_in_front(command: str, swallowed: bool) -> None:
    assert bool(shutdown(f"-- Dockerfile --\nFROM debian\nCOPY . .\n{command}\n").swallowed) is swallowed


@pytest.mark.parametrize(("version", "graceful"), [("3.3.9", False), ("3.4.0", True), ("4.0.1", True)])
def test_spring_boot_by_version(version: str, graceful: bool) -> None:
    pom = "<parent><artifactId>spring-boot-starter-parent</artifactId>\n  <version>{}</version></parent>"
    assert bool(shutdown(f"-- pom.xml --\n{pom.format(version)}\n").by_itself) is graceful


def test_a_start_command_in_a_comment_starts_nothing() -> None:
    assert not shutdown("-- start.sh --\n# exec gunicorn app:app\npython app.py\n").by_itself
