"""`scrapy learn SITE`: propose declarations from what recurs in a site's postings.

Reads the postings of the last published run, or saved pages, and prints the lines and sentences
that stand in most of them, as declarations to paste. Nothing is written, and nothing that is
learned changes how a page is read: only a declaration does.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.feed.format.folder import Folder
from crawlers.output.terminal import say
from crawlers.plugins.discovery import PluginError

if TYPE_CHECKING:
    from crawlers.spider.posting_spider import PostingSpider


class Command(BaseCommand, ScrapyCommand):
    requires_project = True
    fetches = False
    quiet = True

    def syntax(self) -> str:
        return "[options] SITE"

    def short_desc(self) -> str:
        return "Propose declarations from what recurs in the postings of a site"

    def long_desc(self) -> str:
        return (
            "Prints the lines and sentences that stand in most postings of a site, with their "
            "share and an example, as declarations to paste into its plugin or boards.yaml."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--pages",
            metavar="FOLDER",
            help="learn from saved pages (a folder or a list) instead of the last published run",
        )

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.plugins.learning import LEAST_POSTINGS, describe, propose
        from crawlers.runs.samples import published_samples, saved_samples

        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("Give exactly one site name; `scrapy list` names them")
        board = None
        try:
            if opts.pages:
                plugin = self._plugin(args[0])
                samples = list(saved_samples(self.settings, plugin, Path(opts.pages)))
            else:
                folder = Folder(Path(self.settings["JOBWIRE_FEEDS"]), args[0])
                if not folder.path.is_dir():
                    self._plugin(args[0])  # a misspelled name gets a message of its own
                samples, board = published_samples(folder)
        except ValueError as error:
            raise UsageError(str(error)) from None
        if len(samples) < LEAST_POSTINGS:
            raise UsageError(
                f"{args[0]}: found {len(samples)} postings; it takes at least "
                f"{LEAST_POSTINGS} to see what recurs"
            )
        say(describe(args[0], samples, propose(samples), board))

    def _plugin(self, site: str) -> type[PostingSpider]:
        """Return the plugin of a site. Raise UsageError where there is none."""
        assert self.crawler_process is not None
        try:
            found = self.crawler_process.spider_loader.load(site)
        except (KeyError, PluginError) as error:
            raise UsageError(str(error.args[0])) from None
        return found  # type: ignore[return-value]  # every plugin is a PostingSpider
