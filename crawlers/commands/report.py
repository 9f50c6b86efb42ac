"""`scrapy report`: write one HTML file with the state of all feeds and every posting.

docs/report.md describes it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.exit_codes import CODES
from crawlers.output.terminal import say

if TYPE_CHECKING:
    from crawlers.report.write import Written


class Command(BaseCommand, ScrapyCommand):
    """Reads published files only, so it may run beside a crawl."""

    fetches = False

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        return "Write an HTML report of all feeds, with their postings to search"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Report")
        group.add_argument(
            "--feeds",
            metavar="DIR",
            type=Path,
            help="the folder of the feeds (setting JOBWIRE_FEEDS)",
        )
        group.add_argument(
            "--out",
            metavar="FILE",
            type=Path,
            help="the file to write; by default report.html beside the feeds",
        )
        group.add_argument(
            "--as-of",
            metavar="INSTANT",
            default="",
            help='the time the report uses as "now" (RFC 3339); by default the clock',
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.feed.format.clock import Clock
        from crawlers.feed.format.folder import feeds_root

        # the models and all words: not for `scrapy list`
        from crawlers.report.write import NAME, NoFeeds, write_report

        assert self.settings is not None
        if args:
            raise UsageError(f"Unexpected argument {args[0]!r}; name a folder with --feeds DIR")
        try:
            folder = opts.feeds or feeds_root(self.settings["JOBWIRE_FEEDS"])
        except ValueError as error:
            raise UsageError(str(error)) from None
        file = opts.out or folder / NAME
        try:
            now = Clock.at(opts.as_of or self.settings.get("JOBWIRE_NOW")).now()
        except ValueError:
            raise UsageError(
                f"--as-of {opts.as_of!r}: give an instant like 2026-03-02T06:00:00Z"
            ) from None
        try:
            written = write_report(folder, file, now)
        except NoFeeds as error:
            raise UsageError(str(error)) from None
        except OSError as error:
            say(
                f"scrapy report: {file}: {error.strerror or error}. Name another file with --out.",
                error=True,
            )
            self.exitcode = CODES["unsound"]
        else:
            self._say(written)

    def _say(self, written: Written) -> None:
        """Print a table on a terminal and one line for logs."""
        from crawlers.report.write import line, summary

        if sys.stdout.isatty():
            say(summary(written))
        say(line(written))
