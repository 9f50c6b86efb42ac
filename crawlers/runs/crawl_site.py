"""One crawl of one site, from the command line to the exit code: begin the run, crawl, print the
verdict."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import UsageError

from crawlers.contract.boards import ARGUMENTS, SiteToCrawl, site_of
from crawlers.contract.declarations import Healthy
from crawlers.contract.ledger import Ledger
from crawlers.contract.shard import MAX_SHARDS, Shard, is_count
from crawlers.exit_codes import CODES
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import NAME, Folder, feeds_root
from crawlers.feed.format.lock import Busy
from crawlers.feed.format.manifest import BoardName, Source
from crawlers.feed.judge.measures import NOT_STARTED
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.begin import OtherBoard, open_target
from crawlers.feed.run.corrections import FILE as CORRECTIONS
from crawlers.feed.run.corrections import WrongCorrections, read_corrections
from crawlers.feed.run.fingerprint import fingerprint
from crawlers.feed.run.finish import finish
from crawlers.feed.run.last_outcome import save_outcome, save_unjudged
from crawlers.feed.run.messages import busy, describe_outcome, describe_trouble
from crawlers.feed.run.outcome import JUDGED, Outcome
from crawlers.feed.run.run import CannotBegin, Run, RunOptions
from crawlers.feed.run.run_of_crawler import attach
from crawlers.feed.run.shards import (
    ShardFolder,
    finish_shard,
    join_shards,
    remove_shards,
    shared_instant,
)
from crawlers.output.printable import printable
from crawlers.output.terminal import say
from crawlers.plugins.discovery import PluginError, PluginMistake
from crawlers.runs.contact import remind_of_contact
from crawlers.spider.arguments import unknown_argument, wrong_argument

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler, CrawlerProcessBase
    from scrapy.settings import Settings

logger = logging.getLogger(__name__)


class _NotBegun(Exception):
    """Raised where the plugin cannot be loaded, after that was said. code: to exit with."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SiteCrawl:
    """What `scrapy crawl` does. create: makes the crawler of a plugin."""

    def __init__(
        self,
        settings: Settings,
        process: CrawlerProcessBase,
        create: Callable[[type[Spider]], Crawler],
    ) -> None:
        self._settings, self._process, self._create = settings, process, create

    def run(self, args: list[str], opts: argparse.Namespace) -> int:
        """Crawl the site that the arguments name; return the exit code. Raise UsageError where they
        name none, or what they ask for is refused."""
        try:
            site = self._site(args, opts)
            folder, clock = self._folder_and_clock(site, opts)
            spidercls = self._plugin(site, folder)
            self._check_arguments(spidercls, opts)
            run = Run.begin(folder, clock, self._options(site, spidercls))
        except (OtherBoard, WrongCorrections) as wrong:
            raise UsageError(str(wrong)) from None
        except _NotBegun as broken:
            say(f"{folder.name}: nothing was crawled.", error=True)
            return broken.code
        except Busy as holder:
            say(f"{folder.name}: {busy(holder, folder.path)}", error=True)
            return CODES["busy"]
        except (CannotBegin, OSError) as trouble:
            is_told = isinstance(trouble, CannotBegin)
            why = trouble if is_told else describe_trouble(trouble, folder)
            why = f"Nothing was crawled. {why}"
            say(f"{folder.name}: {why}", error=True)
            save_unjudged(folder, CODES["not_begun"], why)
            return CODES["not_begun"]
        return (
            self._join(folder, run, spidercls, opts)
            if opts.join
            else self._crawl(folder, run, spidercls, opts)
        )

    def _join(
        self, folder: Folder, run: Run, spidercls: type[Spider], opts: argparse.Namespace
    ) -> int:
        ending, ledger = join_shards(run, opts.join)
        outcome = finish(run, ending, ledger, _expected(spidercls), opts.accept_shrink)
        if outcome.manifest:
            remove_shards(folder)
        return self._end(folder, outcome)

    def _crawl(
        self, folder: Folder, run: Run, spidercls: type[Spider], opts: argparse.Namespace
    ) -> int:
        if not (opts.spargs.get("origin") or opts.spargs.get("pages")):
            remind_of_contact(self._settings)
        crawler = self._create(spidercls)
        attach(crawler, run)
        if isinstance(folder, ShardFolder):
            share_pace(crawler.settings, folder.shard)
        # the class is of one board already
        board = getattr(spidercls, "board", "")
        arguments = {
            name: value for name, value in opts.spargs.items() if not (board and name in ARGUMENTS)
        }
        troubles = _troubles_of(self._process.crawl(crawler, **arguments))
        self._process.start()
        for trouble in troubles:
            words = printable(str(trouble) or type(trouble).__name__)
            say(f"{folder.name}: The crawl broke off. {words}", error=True)
            logger.debug("The crawl broke off", exc_info=trouble)
        if isinstance(folder, ShardFolder):
            outcome = finish_shard(folder, run, *ending_of(crawler))
        else:
            outcome = verdict(crawler, run, opts.accept_shrink)
        code = self._end(folder, outcome)
        crawler.signals.send_catch_log(JUDGED, outcome=outcome)
        return code

    def _site(self, args: list[str], opts: argparse.Namespace) -> SiteToCrawl:
        if len(args) != 1:
            raise UsageError("Give exactly one site name; `scrapy list` names them")
        if args[0] == self._settings["JOBWIRE_COMBINED"]:
            raise UsageError(f"{args[0]!r} is the feed of all sites; `scrapy refresh` makes it")
        if words := wrong_argument(**opts.spargs) or _wrong_join(opts.join):
            raise UsageError(words)
        try:
            site = site_of(args[0], opts.spargs, self._settings["JOBWIRE_BOARDS"])
        except ValueError as error:
            raise UsageError(str(error)) from None
        if not NAME.match(site.name):  # no feed can be called so, and no plugin is
            self._load(site)
        return site

    def _folder_and_clock(
        self, site: SiteToCrawl, opts: argparse.Namespace
    ) -> tuple[Folder, Clock]:
        try:
            root, name = feeds_root(self._settings["JOBWIRE_FEEDS"]), site.name
            shard = opts.spargs.get("shard")
            folder = ShardFolder(root, name, Shard.read(shard)) if shard else Folder(root, name)
            joined = shared_instant(folder, opts.join) if opts.join else ""
            return folder, Clock.at(joined or opts.as_of or self._settings.get("JOBWIRE_NOW"))
        except ValueError as error:
            raise UsageError(str(error)) from None

    def _options(self, site: SiteToCrawl, plugin: type[Spider]) -> RunOptions:
        """Return what the settings, the plugin and the board say of the run. Raise OSError or
        WrongCorrections where they cannot be used."""
        settings, board = self._settings, site.board
        return RunOptions(
            fingerprint(plugin, settings.getdict("ITEM_PIPELINES")),
            settings["JOBWIRE_STORE"],
            open_target(settings["JOBWIRE_TARGET"]),
            BoardName(board.platform, board.board) if board else None,
            read_corrections(settings.get("JOBWIRE_CORRECTIONS", CORRECTIONS)),
        )

    def _check_arguments(self, plugin: type[Spider], opts: argparse.Namespace) -> None:
        is_made = "made_of" in vars(plugin)  # of a platform and the name of a board
        words = unknown_argument(plugin, opts.spargs, ARGUMENTS if is_made else ())
        board, given = getattr(plugin, "board", ""), opts.spargs.get("board")
        if board and not is_made and given not in (None, board):
            words = f"{plugin.name} is the plugin of one board, {board}"
        if words:
            raise UsageError(words)

    def _load(self, site: SiteToCrawl) -> type[Spider]:
        loader: Any = self._process.spider_loader
        try:
            found: type[Spider] = (
                loader.of_board(site.board) if site.board else loader.load(site.name)
            )
        except ValueError as error:
            raise UsageError(str(error)) from None
        except KeyError as error:
            raise UsageError(error.args[0]) from None
        return found

    def _plugin(self, site: SiteToCrawl, folder: Folder) -> type[Spider]:
        try:
            return self._load(site)
        except UsageError:
            raise
        except (Exception, SystemExit) as error:
            is_mistake = isinstance(error, PluginMistake)
            words = str(error) if isinstance(error, PluginError) else repr(error)
            source = Source(folder.name, "failed", published=False, reasons=["plugin"])
            why = f"The plugin cannot be loaded: {words}{'' if words.endswith(('.', '?')) else '.'}"
            self._end(folder, Outcome("failed", source, why=why))
            raise _NotBegun(CODES["usage" if is_mistake else "failed"]) from None

    def _end(self, folder: Folder, outcome: Outcome) -> int:
        """Print and save the outcome; return its exit code."""
        say(
            f"{folder.name}: {printable(outcome.why)}"
            if isinstance(folder, ShardFolder) and outcome.why
            else describe_outcome(outcome, folder)
        )
        if outcome.verdict != "published" and (log := self._settings.get("LOG_FILE")):
            say(f"The log: {log}")
        code = CODES[outcome.verdict]
        try:
            folder.make()
            save_outcome(folder, outcome)
        except (OSError, MemoryError) as error:
            say(f"{folder.name}: the report could not be written: {error}", error=True)
            return code or CODES["interrupted"]
        return code


def verdict(crawler: Crawler, run: Run, accept: bool = False) -> Outcome:
    """Judge a crawl that is over, however it ended."""
    ending, ledger = ending_of(crawler)
    return finish(run, ending, ledger, _expected(crawler.spider), accept)


def ending_of(crawler: Crawler) -> tuple[Ending, Ledger]:
    """Return how a crawl ended, and what it saw."""
    from crawlers.extensions.record_run import RecordRun

    try:
        feed = crawler.get_extension(RecordRun)
    except RuntimeError:  # the crawl ended before there were extensions
        feed = None
    return feed.ending if feed else Ending(NOT_STARTED), getattr(
        crawler.spider, "ledger", None
    ) or Ledger()


def _expected(spider: object) -> Healthy:
    """Return what a plugin, or its class, declares as a healthy run."""
    return getattr(spider, "expect", None) or Healthy()


def _troubles_of(crawl: Any) -> list[BaseException]:
    """Return a list that gets what Scrapy raises where it cannot begin or go on with a crawl: a
    setting of another type, a class that is not there. Else it would be printed as a traceback.
    crawl: what `CrawlerProcess.crawl` returned."""
    found: list[BaseException] = []

    def take(done: asyncio.Future[None]) -> None:
        if not done.cancelled() and (error := done.exception()):
            found.append(error)

    if isinstance(crawl, asyncio.Future):
        crawl.add_done_callback(take)  # guard: a crawl that breaks off
    else:
        crawl.addErrback(lambda failure: found.append(failure.value))
    return found


def _wrong_join(shards: int | None) -> str:
    """Return what is wrong with `--join`, in words; "" where nothing is."""
    if shards is None or is_count(shards, 1):
        return ""
    return f"--join {shards}: give a number from 1 to {MAX_SHARDS}"


def share_pace(settings: Any, shard: Shard) -> None:
    """Slow a shard down, so that all shards of a site together send no more requests than one
    process would."""
    settings.set("JOBWIRE_SHARD", str(shard), priority="cmdline")
    settings.set(
        "DOWNLOAD_DELAY", settings.getfloat("DOWNLOAD_DELAY") * shard.of, priority="cmdline"
    )
    for name in ("CONCURRENT_REQUESTS_PER_DOMAIN", "CONCURRENT_REQUESTS"):
        settings.set(name, max(1, settings.getint(name) // shard.of), priority="cmdline")
