"""`scrapy crawl SITE`: crawls one site and publishes its feed, if the run is fit to be published. docs/operations.md has the
exit codes."""

from __future__ import annotations

import argparse
import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from crawlers.boards import site_of
from crawlers.feed.attach import attach
from crawlers.feed.clock import Clock
from crawlers.feed.code import fingerprint
from crawlers.feed.folder import Folder
from crawlers.feed.gate import NOT_STARTED
from crawlers.feed.lock import Busy
from crawlers.feed.manifest import Source
from crawlers.feed.report import BUSY, CODES, USAGE, WITHHELD, save_report, told
from crawlers.feed.run import Outcome, Run, Trouble
from crawlers.feed.settle import Ending
from crawlers.ledger import Ledger

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Command(CrawlCommand):
    """Scrapy's command with a verdict: FEEDS and `-o` still work, but the feed is what `crawlers.feed` publishes."""

    def short_desc(self) -> str:
        return "Crawl one site and publish its feed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Feed")
        group.add_argument("--accept-shrink", action="store_true", help="publish a feed far smaller than the last")
        group.add_argument("--full", action="store_true", help="read every page anew, though it has not changed")
        group.add_argument("--as-of", metavar="INSTANT", default="", help="what the run calls now (RFC 3339; default: the clock)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            print(f"scrapy crawl: {error}", file=sys.stderr)
            sys.exit(USAGE)
        assert self.settings is not None
        self.settings.set("JOBWIRE_FULL", opts.full, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        assert self.crawler_process is not None
        try:
            (site,) = args
            site = site_of(site, opts.spargs)
            clock = Clock.at(opts.as_of or self.settings.get("JOBWIRE_NOW"))
            folder = Folder(Path(self.settings["JOBWIRE_FEEDS"]), site)
        except ValueError as error:
            self._refuse(str(error) if len(args) == 1 else "wanted is the name of one site; `scrapy list` names them")
            return
        try:
            spidercls = self.crawler_process.spider_loader.load(site)
        except KeyError:
            self._refuse(f"there is no site {site!r}; `scrapy list` names them")
            return
        except (Exception, SystemExit) as error:
            self._end(
                folder, Outcome("failed", Source(site, "failed", published=False), why=f"The plugin cannot be loaded: {error!r}.")
            )
            return
        try:
            run = Run.begin(folder, clock, fingerprint(_modules(spidercls)))
        except Busy as holder:
            print(f"{site}: {holder} is at work on {folder.path}.", file=sys.stderr)
            self.exitcode = BUSY
            return
        except Trouble as trouble:
            print(f"{site}: nothing was done. {trouble}", file=sys.stderr)
            self.exitcode = WITHHELD
            return
        crawler = self._create_crawler(spidercls)
        attach(crawler, run)
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self._end(folder, verdict(crawler, run, opts.accept_shrink))

    def _end(self, folder: Folder, outcome: Outcome) -> None:
        print(told(outcome, folder), flush=True)
        self.exitcode = CODES[outcome.verdict]
        try:
            folder.make()
            save_report(folder, outcome)
        except OSError as error:
            print(f"{folder.name}: the report could not be written: {error}", file=sys.stderr)
            self.exitcode = self.exitcode or WITHHELD

    def _refuse(self, words: str) -> None:
        print(f"scrapy crawl: {words}", file=sys.stderr)
        self.exitcode = USAGE


def verdict(crawler: Crawler, run: Run, accept: bool = False) -> Outcome:
    """What came of a crawl that is over, however it ended."""
    from crawlers.extensions.feed import Feed
    from crawlers.spider import Healthy

    try:
        feed = crawler.get_extension(Feed)
    except RuntimeError:  # the crawl ended before there were extensions
        feed = None
    spider: Any = crawler.spider
    ending = feed.ending if feed else Ending(NOT_STARTED)
    return run.finish(ending, getattr(spider, "ledger", None) or Ledger(), getattr(spider, "expect", None) or Healthy(), accept)


def _modules(spidercls: type) -> list[Path]:
    """The files of a plugin and of the classes that it builds on, but for the framework's, which count anyway."""
    names = {kind.__module__ for kind in spidercls.__mro__} - {"builtins"}
    files = (inspect.getsourcefile(sys.modules[name]) for name in sorted(names) if not name.startswith(("scrapy.", "crawlers.")))
    return [Path(file) for file in files if file]
