"""`python -m crawlers.feed`: verify, pull, compare and export a feed from the command line, without
Scrapy."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from crawlers.exit_codes import CODES
from crawlers.feed.consume import consume, exports
from crawlers.feed.consume.changes_out import (
    KINDS,
    ChangeCounts,
    CommandFailed,
    describe,
    run_command,
    write_changes_file,
)
from crawlers.feed.consume.since import NoPoint, OtherFeed
from crawlers.feed.run.messages import WIDTH, describe_counts
from crawlers.output.printable import printable
from crawlers.output.terminal import close_quietly, give, give_json, say


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
    except BrokenPipeError:
        close_quietly(sys.stdout)
        return CODES["reader_gone"]
    except (NoPoint, OtherFeed, exports.WrongUsage) as error:
        _say(str(error), error=True)
        return CODES["usage"]
    except (
        consume.Missing,
        consume.Unsound,
        consume.OutOfTime,
        exports.CannotExport,
        CommandFailed,
    ) as error:
        _say(str(error), error=True)
    except OSError as error:
        _say(_words_of_failure(error, options), error=True)
    return CODES["unsound"]


def _words_of_failure(error: OSError, options: argparse.Namespace) -> str:
    """Return what could not be read or written, and why; in place of a temporary file the one that
    was asked for."""
    asked = (getattr(options, name, None) for name in ("file", "target", "cursor"))
    files = list(map(Path, filter(None, asked)))
    if isinstance(error, FileNotFoundError):
        for folder in (each.parent for each in files):
            if not folder.is_dir():
                return f"{folder}: there is no such folder. Make it first."
    wanted = (*files, Path(options.feed))[0]
    file = Path(str(error.filename or wanted))
    is_temporary = file.name.startswith(".") and file.parent == wanted.parent
    return f"{wanted if is_temporary else file}: {error.strerror or error}."


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
    if not findings.held and findings.problems[0].startswith("missing: "):
        _say("There is no feed to check.")
    else:
        problems = f"NOT sound: {len(findings.problems)} problem(s)"
        _say(f"The feed is {'sound' if findings.sound else problems}.")
    return CODES["sound" if findings.sound else "unsound"]


def pull(options: argparse.Namespace) -> int:
    """Bring a copy up to date."""
    pulled = consume.pull(options.feed, options.target, options.seconds)
    runs = f" of {pulled.runs} run(s)" if pulled.runs else ""
    _say(f"{options.target / 'postings.jsonl'}: run {pulled.run_id} ({pulled.how}{runs})")
    if pulled.applied:
        counts = (
            f"{pulled.applied[kind]} {word}"
            for kind, word in KINDS.items()
            if kind in pulled.applied
        )
        _say(f"{', '.join(counts)}: see {options.target / 'changes.jsonl'}")
    return CODES["sound"]


def changes(options: argparse.Namespace) -> int:
    """Print or write what changed since a day, a run or a cursor; move the cursor at the end."""
    if options.cursor:
        with consume.from_cursor(options.feed, options.cursor, options.seconds) as changed:
            return _give(changed, options)
    return _give(consume.since(options.feed, options.since, options.to, options.seconds), options)


def _give(changed: consume.Since, options: argparse.Namespace) -> int:
    """Give the changes to a file, to the terminal and to a command. Raise CommandFailed where that
    fails."""
    counts = ChangeCounts()
    lines = counts.noted(changed.lines)
    if options.file:
        write_changes_file(options.file, lines, changed.whole)
    else:
        for line in lines:
            if options.json:
                give_json(line.decode().rstrip("\n"))
            else:
                give(describe(line))
    start = f"the whole feed: {changed.why}" if changed.whole else f"since {changed.base}"
    _say(f"{changed.run_id}, {start}: {counts.words()}", error=True)
    if options.then:
        run_command(options.then, changed.whole)
    return CODES["sound"]


def diff(options: argparse.Namespace) -> int:
    """Print one line for each change, and on stderr how many there are of each kind."""
    said = ChangeCounts()
    for line in said.noted(
        consume.differences(options.feed, options.older, options.newer, options.seconds)
    ):
        give(describe(line))
    _say(said.words(), error=True)
    return CODES["sound"]


def export(options: argparse.Namespace) -> int:
    """Write the current postings in another format."""
    written = exports.export(
        options.feed,
        options.file,
        options.seconds,
        condition=options.where,
        base=options.base,
        each_vacancy=options.each_vacancy,
    )
    _say(f"{options.file}: {written} posting(s)")
    return CODES["sound"]


def history(options: argparse.Namespace) -> int:
    """Print what became of one posting, or every line of the history."""
    if not options.posting:
        for entry in consume.history(options.feed, options.seconds):
            give_json(entry.line().decode().rstrip("\n"))
        return CODES["sound"]
    life = consume.life(options.feed, options.posting, options.seconds)
    if life is None:
        hint = "" if ":" in options.posting else " An id begins with its source, like hubmub:17."
        _say(f"The feed never had {options.posting}.{hint}", error=True)
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
        closed = "Closed" if life.status == "closed" else "It was closed on"
        yield f"{closed} {life.closed_at} ({life.closed_reason})."
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
            help=f"give up after this many seconds (default: {consume.TIME_LIMIT:g})",
        )
        added.set_defaults(run=run)
        return added

    command("verify", verify, "check everything that the feed promises").add_argument(
        "--every-run", action="store_true", help="check all runs that are kept, not only the last"
    )
    command("pull", pull, "bring a copy up to date").add_argument(
        "target", type=Path, metavar="FOLDER", help="the folder of the copy"
    )
    two = command("diff", diff, "what changed from one run to another")
    two.add_argument("older", metavar="OLDER", help="the name of a kept run, as in runs/")
    two.add_argument("newer", metavar="NEWER", help="the name of a later one")
    _add_changes(command("changes", changes, "what changed since a day, a run or a cursor"))
    command("history", history, "what became of a posting, however long ago").add_argument(
        "posting", nargs="?", metavar="ID", help="its id; without one, every line of the history"
    )
    _add_export(command("export", export, f"write the postings as {', '.join(exports.FORMATS)}"))
    return parser


def _add_changes(some: argparse.ArgumentParser) -> None:
    point = some.add_mutually_exclusive_group(required=True)
    point.add_argument("--since", metavar="DATE|RUN", help="the last run before a day, or a run")
    point.add_argument(
        "--cursor", type=Path, metavar="FILE", help="the run in a file, which moves at the end"
    )
    some.add_argument("--to", metavar="RUN", default="", help="up to a run (with --since)")
    form = some.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print lines of changes.jsonl")
    form.add_argument("--file", type=Path, metavar="FILE", help="write a .parquet or .jsonl file")
    some.add_argument(
        "--then",
        metavar="COMMAND",
        default="",
        help="run a command at the end; the cursor moves only where it ends with 0",
    )


def _add_export(out: argparse.ArgumentParser) -> None:
    out.add_argument("file", type=Path, metavar="FILE", help="its ending names the format")
    out.add_argument("--where", metavar="CONDITION", help="only those that match, in DuckDB's SQL")
    out.add_argument(
        "--base", metavar="ADDRESS", default="", help="of .pages: where they will be served"
    )
    out.add_argument(
        "--each-vacancy",
        action="store_true",
        help="of the postings of one vacancy, write only one (feeds/all)",
    )


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
