"""`scrapy crawl SITE`: crawl one site and publish its feed if the run passes its checks.
docs/operations.md has the exit codes."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.settings import SETTINGS_PRIORITIES

from crawlers.commands.base_command import BaseCommand, one_sentence
from crawlers.commands.mistakes import not_of_one_site
from crawlers.commands.shared_options import add_full_and_time
from crawlers.contract.boards import site_of


class Command(BaseCommand, CrawlCommand):
    """Scrapy's command with a verdict: FEEDS and `-o` still work, but the feed is what
    `crawlers.feed` publishes."""

    def short_desc(self) -> str:
        return "Crawl one site and publish its feed"

    def syntax(self) -> str:
        return "[options] SITE"

    def long_desc(self) -> str:
        return (
            "Crawls a site, or a board (PLATFORM.NAME of boards.yaml, or PLATFORM -a board=NAME), "
            "and publishes its feed if the run passes its checks. Arguments (-a) of every site: "
            "pages=FOLDER reads saved pages instead of the site; origin=http://HOST:PORT asks a "
            "mirror of it; shard=2/4 reads a part of its postings (docs/scale.md)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Feed")
        group.add_argument(
            "--accept-shrink",
            action="store_true",
            help="publish a feed even if it is far smaller than the last one",
        )
        group.add_argument(
            "--accept-empty",
            action="store_true",
            help="publish an empty feed if the site's list is empty",
        )
        group.add_argument(
            "--accept-list",
            action="store_true",
            help="take the list as it is now, however long and whatever its pages look like",
        )
        group.add_argument(
            "--join",
            type=int,
            default=None,
            metavar="N",
            help="publish what N shards have read (docs/scale.md)",
        )
        add_full_and_time(group)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        for address in self.settings.getdict("FEEDS"):  # of -o and -O
            if Path(address.removeprefix("file://")).is_dir():
                self.misuse(f"{address} is a folder; give a file (-o FILE)")
        self._take_settings(args)
        for name in ("full", "accept_empty", "accept_list"):
            self.settings.set(f"JOBWIRE_{name.upper()}", getattr(opts, name), priority="cmdline")
        if sys.stderr.isatty() and not (
            opts.logfile or opts.loglevel or opts.nolog or "LOG_" in " ".join(opts.set)
        ):
            self._log_aside(args, opts)

    def _take_settings(self, args: list[str]) -> None:
        """Let the settings that sites.yaml gives this site count before the project's, and behind
        the command line's."""
        assert self.settings is not None
        if args and (own := self.listed(args[0]).settings):
            between = (SETTINGS_PRIORITIES["spider"] + SETTINGS_PRIORITIES["cmdline"]) // 2
            self.settings.setdict(dict(own), priority=between)
            self.check_settings(own)
            if words := not_of_one_site(own):
                self.misuse(f"{self.settings['JOBWIRE_SITES']}: {args[0]}: settings: {words}")

    def _log_aside(self, args: list[str], opts: argparse.Namespace) -> None:
        """Send the log to a file: on a terminal one line shows the progress instead. Not called
        when the user asks for a log."""
        assert self.settings is not None
        aside: dict[str, object] = {"LOG_LEVEL": "WARNING"}  # of a crawl that never begins
        known = {module.rpartition(".")[2] for module in self.settings.getlist("SPIDER_MODULES")}
        if args and args[0].partition(".")[0] in known:
            from crawlers.feed.format.folder import Folder, feeds_root

            with suppress(OSError, ValueError):  # reported when the crawl begins
                folder = Folder(
                    feeds_root(self.settings["JOBWIRE_FEEDS"]), self._feed(args[0], opts)
                )
                folder.make()
                aside = {"LOG_FILE": str(folder.work / "crawl.log"), "LOG_FILE_APPEND": False}
        self.settings.setdict(aside, priority="cmdline")

    def _feed(self, name: str, opts: argparse.Namespace) -> str:
        assert self.settings is not None
        return site_of(name, opts.spargs, self.settings["JOBWIRE_BOARDS"]).name

    @one_sentence
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawlers.runs.crawl_site import SiteCrawl

        assert self.crawler_process is not None and self.settings is not None
        self.exitcode = SiteCrawl(self.settings, self.crawler_process, self._create_crawler).run(
            args, opts
        )
