"""What may be written on the command line. Imports nothing heavy: `readylint --version` pays for every line of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from readylint import __version__
from readylint.arguments_fleet import fleet_options
from readylint.arguments_signed import attest_options, waive_options
from readylint.usage import Parser, day

# Tests hold these against the modules that own them.
FORMATS = ("text", "json", "sarif", "html", "markdown", "csv", "junit", "github", "gitlab", "rdjsonl")
SEVERITIES = ("blocker", "high", "medium", "low")
PROFILES = ("launch", "strict", "advisory")
TRENDS = ("text", "json", "csv", "html")
SHELLS = ("bash", "zsh", "fish")
FAIL_ON = ("no_go", "conditional_go", "never")
WORSE = """Exit: 1 readiness got worse: the decision did (go, conditional go, no-go), or an item fails that passed before; 0 it did not;
3 one side is inconclusive or a partial run; 2 usage or configuration."""
EXITS = "Exit: 0 the gate passed, 1 it failed, 2 usage or configuration, 3 inconclusive, 130 interrupted."
CLEAN = "Exit: 0 nothing was found, 1 something was, 2 usage or configuration, 3 a file could not be read."
MENDED = "Exit: 0 done, or nothing to do; 1 a file was left as it is or, with --diff, one would change; 2 usage or configuration."
DONE = "Exit: 0 done, 2 usage or configuration."
FALSE = "Exit: 0 no claim is false, 1 one is, 2 usage or configuration, 3 none can be judged."
TOLD = "Exit: 0 done, 2 usage, 3 no revision could be judged, 130 interrupted."
SOURCED = """where each shell looks for it:
  readylint completions bash > ~/.local/share/bash-completion/completions/readylint
  readylint completions zsh > "${fpath[1]}/_readylint"
  readylint completions fish > ~/.config/fish/completions/readylint.fish"""


def parser(asked: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """All commands and options; of commands that do not stand in what is `asked`, a command line, no options: they take as long to list as
    all else that a recalled scan imports."""
    top = Parser(
        prog="readylint",
        description="Is this repository ready for real users? Reads files and history, runs none of its code, needs no network.",
        epilog="Begin with `readylint scan` in a repository. `readylint COMMAND --help` tells more of each.",
    )
    top.add_argument("--version", action="version", version=f"readylint {__version__}", help="the version of readylint")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=top.prog)  # else it formats a usage to find out
    for name, told, ends, options in COMMANDS:
        command = commands.add_parser(name, help=told, description=told, epilog=ends)
        if asked is None or name in asked:
            options(command)
    return top


def _rules_options(rules: argparse.ArgumentParser) -> None:
    rules.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    _color_option(rules)
    rules.set_defaults(command="rules")
    proof = "judge the examples of a rule file, or of a folder of rules: exit 1 when one gets another verdict than it expects"
    test = rules.add_subparsers(title="for authors of rules", metavar="test").add_parser("test", help=proof, description=proof)
    test.add_argument("path", metavar="PATH", help="a rule file, or a folder of them")
    test.set_defaults(command="rules test")


def _init_options(init: argparse.ArgumentParser) -> None:
    init.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository (default: here)")
    parts = "only these, separated by commas: config, editor, hook, workflow (default: all of them)"
    init.add_argument("--only", metavar="PARTS", default="", help=parts)
    pip = "how hook and workflow install readylint, as pip takes it (default: as this one was installed, else its version)"
    init.add_argument("--requirement", metavar="SPEC", default="", help=pip)
    init.add_argument("--dry-run", action="store_true", help="show what would be written, write nothing")
    init.set_defaults(command="init", judges=True)


def _config_options(config: argparse.ArgumentParser) -> None:
    config.set_defaults(command="config show")
    within = config.add_subparsers(title="commands", metavar="show | update | schema", required=True)
    told = "every setting, its value, and where the value comes from"
    show = within.add_parser("show", help=told, description=told)
    show.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository (default: here)")
    show.add_argument("--rev", metavar="REV", help="the configuration that this revision had")
    show.add_argument("--isolated", action="store_true", help="ignore the repository's own configuration")
    show.add_argument("--profile", choices=PROFILES, help="as for scan")
    show.add_argument("--fail-on", choices=FAIL_ON, help="as for scan")
    show.add_argument("--preview", action="store_true", help="as for scan")
    show.add_argument("--ignore", action="append", default=[], metavar="ITEMS", help="as for scan")
    show.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    _color_option(show)
    told = "fetch the policies that the configuration extends: the one command that connects to where they are"
    update = within.add_parser("update", help=told, description=told)
    update.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository (default: here)")
    update.set_defaults(command="config update")
    told = "the JSON Schema of readylint.toml, for editors and validators"
    within.add_parser("schema", help=told, description=told).set_defaults(command="config schema")


def _completions_options(completions: argparse.ArgumentParser) -> None:
    completions.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    completions.formatter_class = argparse.RawDescriptionHelpFormatter  # lines to copy
    completions.set_defaults(command="completions")


def _check_options(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", nargs="*", metavar="FILE", help="files of the repository in the current folder")
    check.add_argument("--staged", action="store_true", help="all files that the next commit would change, or the push whose hook it is")
    check.add_argument("--isolated", action="store_true", help="ignore the repository's own configuration and marks")
    check.set_defaults(command="check")


def _explain_options(explain: argparse.ArgumentParser) -> None:
    explain.add_argument("item", metavar="ID", help="its id or name: SEC002, no-secrets-in-history")
    explain.add_argument("--repo", metavar="PATH", help="also the verdict in this repository, with all that was found and set aside")
    explain.add_argument("--no-history", action="store_true", help="with --repo: do not read the git history")
    _color_option(explain)
    explain.set_defaults(command="explain", judges=True)


def _manifest_options(manifest: argparse.ArgumentParser) -> None:
    ends = "Exit: 0 it holds, 1 it does not, 2 usage, 3 the revision, its history or the readylint that made it is not here."
    told = "whether what `readylint scan --manifest` wrote was changed since, and whether the same is found again"
    within = manifest.add_subparsers(title="commands", metavar="verify", required=True)
    verify = within.add_parser("verify", help=told, description=told, epilog=ends)
    verify.add_argument("file", metavar="FILE", help="the manifest")
    verify.add_argument("--repo", metavar="PATH", help="scan its revision again, in this repository, and compare all that it says")
    verify.set_defaults(command="manifest verify", judges=True)


def _scan_options(scan: argparse.ArgumentParser) -> None:
    scan.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository or a folder in it (default: here)")
    _report_options(scan.add_argument_group("the report"))
    read = scan.add_argument_group("what is read")
    read.add_argument("--rev", metavar="REV", help="a revision instead of the work tree")
    read.add_argument("--staged", action="store_true", help="what the next commit would hold; in the hook of a push, what is pushed")
    read.add_argument("--no-history", action="store_true", help="leave the git history unread; its items stay open")
    read.add_argument("--no-cache", action="store_true", help="read the whole history again, and keep nothing in the user's cache")
    read.add_argument("--isolated", action="store_true", help="ignore the repository's own configuration and marks")
    what = scan.add_argument_group("what is judged")
    what.add_argument("--select", action="append", default=[], metavar="ITEMS", help="only these ids, names or categories: a partial run")
    what.add_argument("--ignore", action="append", default=[], metavar="ITEMS", help="all but these: a partial run")
    what.add_argument("--service", metavar="NAME", default="", help="one service alone: its verdicts and its decision")
    what.add_argument("--as-of", type=day, metavar="DATE", help="the day that counts as today, where the last commit is older")
    what.add_argument("--preview", action="store_true", help="count the rules that are in preview, new or changed in this release, too")
    gate = scan.add_argument_group("the gate: what makes it exit 1")
    gate.add_argument("--profile", choices=PROFILES, help="the policy (default: as configured, else launch)")
    worse = "the decision that fails the gate, and worse (default: as configured, else no_go)"
    gate.add_argument("--fail-on", choices=FAIL_ON, help=worse)
    since = "only what is new since that revision fails the gate, from --fail-severity on; the report is whole"
    gate.add_argument("--since", metavar="REV", default="", help=since)
    worst = "with --since and in a partial run: the failing item that fails the gate, and worse (default: high)"
    gate.add_argument("--fail-severity", choices=SEVERITIES, default="high", help=worst)
    _terminal_options(scan.add_argument_group("the terminal"))
    scan.set_defaults(command="scan", judges=True)


def _report_options(out: Any) -> None:
    out.add_argument("--format", choices=FORMATS, default="text", metavar="FORMAT", help=f"{', '.join(FORMATS)} (default: text)")
    out.add_argument("-o", "--output", metavar="FILE", help="write it there, not to standard output")
    out.add_argument("--report", action="append", default=[], metavar="FORMAT=FILE", help="one more report of the same scan, repeatable")
    out.add_argument("--statistics", action="store_true", help="as text: how many items and places, not which")
    out.add_argument("--diff", action="store_true", help="as a patch: what `readylint fix` would change, in the place of the report")
    out.add_argument("--category", metavar="NAME", default="", help="in SARIF: keeps these alerts apart from those of other uploads")
    out.add_argument("--show-suppressed", action="store_true", help="in SARIF: also what is suppressed or waived, marked so")
    out.add_argument("--manifest", metavar="FILE", help="also write the record of the decision, for `readylint manifest verify`")


def _terminal_options(terminal: Any) -> None:
    terminal.add_argument("-q", "--quiet", action="store_true", help="no text when the gate passes, only the decision when it fails")
    terminal.add_argument("--no-progress", action="store_true", help="no progress bar")
    _color_option(terminal)
    terminal.add_argument("--timings", action="store_true", help="what took how long, to standard error")


def _claims_options(claims: argparse.ArgumentParser) -> None:
    claims.add_argument("file", metavar="FILE", help="the Markdown document")
    claims.add_argument("--repo", default=".", metavar="PATH", help="the repository it speaks of (default: here)")
    claims.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    claims.add_argument("--rev", metavar="REV", help="a revision instead of the work tree")
    claims.add_argument("--no-history", action="store_true", help="leave the git history unread; its items stay open")
    claims.add_argument("--no-cache", action="store_true", help="read the whole history again, and keep nothing in the user's cache")
    claims.add_argument("--isolated", action="store_true", help="ignore the repository's own configuration and marks")
    claims.add_argument("--no-progress", action="store_true", help="no progress bar")
    _color_option(claims)
    claims.set_defaults(command="claims", judges=True)


def _baseline_options(baseline: argparse.ArgumentParser) -> None:
    baseline.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository (default: here)")
    baseline.add_argument("-o", "--output", metavar="FILE", help="write there (default: as configured, else readylint.baseline.json)")
    baseline.add_argument("--include-blockers", action="store_true", help="list failures of blockers too; the file says so")
    baseline.add_argument("--prune", action="store_true", help="only take out what is mended; nothing new comes in")
    baseline.add_argument("--no-history", action="store_true", help="leave the git history unread; what it holds is not listed")
    baseline.set_defaults(command="baseline", judges=True)


def _fix_options(fix: argparse.ArgumentParser) -> None:
    what = "the repository (default: here), then ids, names or categories of items (default: all that have a fix)"
    fix.add_argument("what", nargs="*", metavar="PATH or ID", help=what)
    fix.add_argument("--diff", action="store_true", help="show what would change, as a patch; change nothing")
    fix.add_argument("--unsafe-fixes", action="store_true", help="the suggestions too: look at what they did before it runs anywhere")
    fix.add_argument("--force", action="store_true", help="also change files that differ from the last commit, or are in no git repository")
    fix.add_argument("--no-progress", action="store_true", help="no progress bar")
    fix.set_defaults(command="fix", judges=True)


def _diff_options(diff: argparse.ArgumentParser) -> None:
    diff.add_argument("old", metavar="OLD", help="a revision, or a file: a JSON report")
    diff.add_argument("new", nargs="?", metavar="NEW", help="the same (default: the work tree)")
    diff.add_argument("--repo", default=".", metavar="PATH", help="the repository of the revisions (default: here)")
    diff.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    diff.add_argument("--no-history", action="store_true", help="leave the git history unread; its items stay open")
    _color_option(diff)
    diff.set_defaults(command="diff", judges=True)


def _trend_options(trend: argparse.ArgumentParser) -> None:
    trend.add_argument("path", nargs="?", default=".", metavar="PATH", help="the repository or a folder in it (default: here)")
    which = trend.add_argument_group("which revisions")
    by = which.add_mutually_exclusive_group()
    by.add_argument("--monthly", action="store_true", help="the last commit of each month on the line of first parents (the default)")
    by.add_argument("--tags", action="store_true", help="the tags of releases, in the order of their versions")
    which.add_argument("--match", metavar="GLOB", default="*", help="with --tags: only these, like 'v*' or 'api/*'")
    which.add_argument("-n", "--number", type=_steps, metavar="N", default=24, help="the newest N of them, up to 250 (default: 24)")
    which.add_argument("--since", type=day, metavar="DATE", help="only those from that day on")
    how = trend.add_argument_group("how each is judged, as for scan")
    how.add_argument("--profile", choices=PROFILES, help="the policy (default: as each revision configures, else launch)")
    how.add_argument("--preview", action="store_true", help="count the rules that are in preview, too")
    how.add_argument("--no-history", action="store_true", help="leave the git history unread; its items stay open")
    how.add_argument("--no-cache", action="store_true", help="judge every revision again, and keep nothing in the user's cache")
    how.add_argument("--isolated", action="store_true", help="ignore the repository's own configuration and marks")
    out = trend.add_argument_group("the report")
    out.add_argument("--format", choices=TRENDS, default="text", metavar="FORMAT", help=f"{', '.join(TRENDS)} (default: text)")
    out.add_argument("-o", "--output", metavar="FILE", help="write it there, not to standard output")
    out.add_argument("--no-progress", action="store_true", help="no progress bar")
    _color_option(out)
    trend.set_defaults(command="trend", quiet=False, judges=True)


def _color_option(to: Any) -> None:
    told = "auto, always, never (default: auto, which asks the terminal, NO_COLOR and FORCE_COLOR)"
    to.add_argument("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help=told)


def _steps(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 250:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 250")
    return int(text)


COMMANDS = (  # name, what it does, what its exit codes mean, its options
    ("scan", "judge a repository and decide: go, conditional go, no-go", EXITS, _scan_options),
    ("check", "what can be said of these files alone, as they are staged: the hook of a commit or a push", CLEAN, _check_options),
    ("explain", "what an item asks, why, and how to mend it; with --repo, why it has its verdict there", DONE, _explain_options),
    ("rules", "the table of items", None, _rules_options),
    ("init", "write configuration, hook and workflow that fit a repository; what is there already stays as it is", DONE, _init_options),
    ("config", "the settings in force and where each comes from, or the schema of readylint.toml", None, _config_options),
    ("baseline", "list today's failures as known, so that only new ones fail the gate from now on", DONE, _baseline_options),
    ("diff", "what a change did to readiness", WORSE, _diff_options),
    ("trend", "the decision and the items over the releases or the months", TOLD, _trend_options),
    ("fix", "mend what can be mended by rule, and show suggestions for what wants a look", MENDED, _fix_options),
    ("attest", "write to the configuration what only people know of an item, with a name and an end date", DONE, attest_options),
    ("waive", "write to the configuration that a failure is accepted for a time, with a name and a reason", DONE, waive_options),
    ("claims", "hold a hand-written checklist or status table against the evidence", FALSE, _claims_options),
    ("fleet", "many repositories: scan them, ask and compare what was found", None, fleet_options),
    ("manifest", "the record of a decision, held against itself and the repository", None, _manifest_options),
    ("completions", "the script that lets a shell complete commands, options and ids", SOURCED, _completions_options),
)
