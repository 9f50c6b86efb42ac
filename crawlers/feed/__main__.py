"""`python -m crawlers.feed`: verify, pull, diff and export a feed from the command line, without
Scrapy."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from crawlers.exit_codes import CODES
from crawlers.feed.consume import consume, exports
from crawlers.feed.run.messages import WIDTH, describe_counts
from crawlers.text.foreign import printable, printable_json, say

KINDS = {
    "add": "added",
    "update": "updated",
    "reread": "read differently",
    "correct": "corrected",
    "close": "closed",
    "reopen": "reopened",
}
"""By the kind of a change, its word in counts."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, and return its exit code: "sound", "unsound" (also missing) or "usage" in
    crawlers.exit_codes."""
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as wrong:
        return CODES["usage"] if wrong.code else CODES["sound"]
    try:
        return int(options.run(options))
    except (
        consume.Missing,
        consume.Unsound,
        consume.OutOfTime,
        exports.CannotExport,
    ) as error:
        _say(str(error), error=True)
    except OSError as error:
        file = (
            error.filename
            or getattr(options, "file", None)
            or getattr(options, "target", options.feed)
        )
        _say(f"{file}: {error.strerror or error}.", error=True)
    return CODES["unsound"]


def verify(options: argparse.Namespace) -> int:
    """Check a feed and print what held."""
    findings = consume.verify(options.feed, options.every_run, options.seconds)
    if findings.manifest:
        manifest = findings.manifest
        _say(f"{manifest.feed}, run {manifest.run_id}: {describe_counts(manifest.counts)}.")
    for held in findings.held:
        _say(f"  ok   {held}")
    for problem in findings.problems:
        _say(f"  BAD  {problem}")
    _say(
        "The feed is sound."
        if findings.sound
        else f"The feed is NOT sound: {len(findings.problems)} problem(s)."
    )
    return CODES["sound" if findings.sound else "unsound"]


def pull(options: argparse.Namespace) -> int:
    """Bring a copy up to date."""
    pulled = consume.pull(options.feed, options.target, options.seconds)
    runs = f" of {pulled.runs} run(s)" if pulled.runs else ""
    _say(f"{options.target / 'postings.jsonl'}: run {pulled.run_id} ({pulled.how}{runs})")
    return CODES["sound"]


def diff(options: argparse.Namespace) -> int:
    """Print one line for each change, and on stderr how many there are of each kind."""
    kinds: Counter[str] = Counter()
    for change in consume.diff(options.feed, options.older, options.newer, options.seconds):
        kinds[change.kind] += 1
        words = f"{change.kind:<7} {change.id}  {' '.join(change.changed)}"
        say(printable(words, len(words)).rstrip())
    counts = (f"{kinds[kind]} {words}" for kind, words in KINDS.items() if kinds[kind])
    _say(f"{', '.join(counts) or 'no changes'}", error=True)
    return CODES["sound"]


def export(options: argparse.Namespace) -> int:
    """Write the current postings in another format."""
    written = exports.export(options.feed, options.file, options.seconds)
    _say(f"{options.file}: {written} posting(s)")
    return CODES["sound"]


def history(options: argparse.Namespace) -> int:
    """Print what became of one posting, or every line of the history."""
    if not options.posting:
        for entry in consume.history(options.feed, options.seconds):
            say(printable_json(entry.line().decode().rstrip("\n")))
        return CODES["sound"]
    life = consume.life(options.feed, options.posting, options.seconds)
    if life is None:
        _say(f"The feed never had {options.posting}.", error=True)
        return CODES["unsound"]
    for words in _words_of(life):
        _say(words)
    return CODES["sound"]


def _words_of(life: consume.Life) -> Iterator[str]:
    """Yield in words what became of a posting."""
    yield f"{life.id}: first seen {life.first_seen}, {life.status}."
    if life.source_date:
        last = f", then {life.last_date}" if life.last_date != life.source_date else ""
        yield f"Its source says that it published it on {life.source_date}{last}."
    if life.closed_at:
        yield f"Closed {life.closed_at} ({life.closed_reason})."
    yield f"Changed {life.changes} time(s), came back {life.returns} time(s)."
    if life.copies:
        yield f"The same content stood before under {', '.join(life.copies)}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m crawlers.feed", description="Check, copy, compare and export a feed."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, words: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.add_argument(
            "feed", metavar="FEED", help="its folder, like feeds/all, or the address of that folder"
        )
        added.add_argument(
            "--seconds",
            metavar="N",
            type=float,
            default=consume.TIME_LIMIT,
            help=f"give up after so many seconds (default: {consume.TIME_LIMIT:g})",
        )
        added.set_defaults(run=run)
        return added

    command("verify", verify, "check everything that the feed promises").add_argument(
        "--every-run", action="store_true"
    )
    command("pull", pull, "bring a copy up to date").add_argument(
        "target", type=Path, metavar="FOLDER"
    )
    two = command("diff", diff, "what changed from one run to another")
    two.add_argument("older", metavar="RUN")
    two.add_argument("newer", metavar="RUN")
    command("history", history, "what became of a posting, however long ago").add_argument(
        "posting", nargs="?", metavar="ID", help="its id; without one, every line of the history"
    )
    command("export", export, f"write the postings as {', '.join(exports.FORMATS)}").add_argument(
        "file", type=Path, metavar="FILE"
    )
    return parser


def _say(words: str, error: bool = False) -> None:
    indent = len(words) - len(words.lstrip()) + 5 if words.startswith("  ") else 2
    say(
        textwrap.fill(
            printable(words, len(words)),
            WIDTH,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        ),
        error=error,
    )


if __name__ == "__main__":
    sys.exit(main())
