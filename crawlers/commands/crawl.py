"""`scrapy crawl SITE`: crawls one site and publishes its feed, if the run is fit to be published. docs/operations.md has the
exit codes."""

from __future__ import annotations

import argparse
import inspect
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from crawlers.boards import site_of
from crawlers.commands.contact import contact
from crawlers.declared import Healthy
from crawlers.extensions.monitors import JUDGED
from crawlers.feed.attach import attach
from crawlers.feed.begin import open_target
from crawlers.feed.clock import Clock
from crawlers.feed.code import fingerprint
from crawlers.feed.folder import Folder
from crawlers.feed.gate import NOT_STARTED
from crawlers.feed.lock import Busy
from crawlers.feed.manifest import Source
from crawlers.feed.report import BUSY, CODES, FAILED, USAGE, WITHHELD, save_report, told
from crawlers.feed.run import Outcome, Run, Trouble
from crawlers.feed.settle import Ending
from crawlers.feed.shard import Shard, ShardFolder, forget, instant, join, leave
from crawlers.ledger import Ledger

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler


class _Refused(Exception):
    """No run is begun; `code` is the exit code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


class Command(CrawlCommand):
    """Scrapy's command with a verdict: FEEDS and `-o` still work, but the feed is what `crawlers.feed` publishes."""

    def short_desc(self) -> str:
        return "Crawl one site and publish its feed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="Feed")
        group.add_argument("--accept-shrink", action="store_true", help="publish a feed far smaller than the last")
        group.add_argument("--full", action="store_true", help="read every page anew, though it has not changed")
        group.add_argument("--join", type=int, default=0, metavar="N", help="publish what N shards have read (docs/scale.md)")
        group.add_argument("--as-of", metavar="INSTANT", default="", help="what the run calls now (RFC 3339; default: the clock)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            print(f"scrapy crawl: {error}", file=sys.stderr)
            sys.exit(USAGE)
        assert self.settings is not None
        self.settings.set("JOBWIRE_FULL", opts.full, priority="cmdline")
        if sys.stderr.isatty() and not (opts.logfile or opts.loglevel or opts.nolog or "LOG_" in " ".join(opts.set)):
            self._log_aside(args, opts)

    def _log_aside(self, args: list[str], opts: argparse.Namespace) -> None:
        """On a terminal one line says how far the crawl is, and the log goes to a file; whoever asks for a log has it there."""
        assert self.settings is not None
        aside: dict[str, object] = {"LOG_LEVEL": "WARNING"}  # of a crawl that never begins
        known = {module.rpartition(".")[2] for module in self.settings.getlist("SPIDER_MODULES")}
        if args and args[0].partition(".")[0] in known:
            with suppress(OSError, ValueError):  # said when the crawl begins
                folder = Folder(Path(self.settings["JOBWIRE_FEEDS"]), site_of(args[0], opts.spargs))
                folder.make()
                aside = {"LOG_FILE": str(folder.work / "crawl.log"), "LOG_FILE_APPEND": False}
        self.settings.setdict(aside, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None and self.settings is not None
        try:
            folder, clock = self._asked(args, opts)
            spidercls = self._plugin(folder)
            code = fingerprint(_modules(spidercls), _declared(spidercls))
            run = Run.begin(folder, clock, code, self.settings["JOBWIRE_STORE"], open_target(self.settings["JOBWIRE_TARGET"]))
        except _Refused as refused:
            self.exitcode = refused.code
            print(refused, file=sys.stderr)
        except Busy as holder:
            self.exitcode = BUSY
            print(f"{folder.name}: {holder} is at work on {folder.path}.", file=sys.stderr)
        except (Trouble, OSError) as trouble:
            self.exitcode = WITHHELD
            print(f"{folder.name}: nothing was done. {trouble}", file=sys.stderr)
        else:
            if opts.join:
                expect = getattr(spidercls, "expect", None) or Healthy()
                ending, ledger = join(run, opts.join)
                outcome = run.finish(ending, ledger, expect, opts.accept_shrink)
                if outcome.manifest:
                    forget(folder)
                self._end(folder, outcome)
                return
            if not (opts.spargs.get("origin") or opts.spargs.get("pages")):
                print(contact(self.settings), end="", file=sys.stderr)
            crawler = self._create_crawler(spidercls)
            attach(crawler, run)
            if isinstance(folder, ShardFolder):
                share_manners(crawler.settings, folder.shard)
            self.crawler_process.crawl(crawler, **opts.spargs)
            self.crawler_process.start()
            if isinstance(folder, ShardFolder):
                outcome = leave(folder, run, *seen_by(crawler))
            else:
                outcome = verdict(crawler, run, opts.accept_shrink)
            self._end(folder, outcome)
            crawler.signals.send_catch_log(JUDGED, outcome=outcome)

    def _asked(self, args: list[str], opts: argparse.Namespace) -> tuple[Folder, Clock]:
        assert self.settings is not None
        if len(args) != 1:
            raise _Refused(USAGE, "scrapy crawl: wanted is the name of one site; `scrapy list` names them")
        if args[0] == self.settings["JOBWIRE_COMBINED"]:
            raise _Refused(USAGE, f"scrapy crawl: {args[0]!r} is the feed of all sites; `scrapy refresh` makes it")
        from crawlers.walk import wrong_argument

        if words := wrong_argument(**opts.spargs):
            raise _Refused(USAGE, f"scrapy crawl: {words}")
        try:
            root, name = Path(self.settings["JOBWIRE_FEEDS"]), site_of(args[0], opts.spargs)
            shard = opts.spargs.get("shard")
            folder = ShardFolder(root, name, Shard.read(shard)) if shard else Folder(root, name)
            joined = instant(folder, opts.join) if opts.join else ""
            return folder, Clock.at(joined or opts.as_of or self.settings.get("JOBWIRE_NOW"))
        except ValueError as error:
            raise _Refused(USAGE, f"scrapy crawl: {error}") from None

    def _plugin(self, folder: Folder) -> type[Spider]:
        assert self.crawler_process is not None
        try:
            return self.crawler_process.spider_loader.load(folder.name)
        except KeyError:
            raise _Refused(USAGE, f"scrapy crawl: there is no site {folder.name!r}; `scrapy list` names them") from None
        except (Exception, SystemExit) as error:
            source = Source(folder.name, "failed", published=False, reasons=["plugin"])
            self._end(folder, Outcome("failed", source, why=f"The plugin cannot be loaded: {error!r}."))
            raise _Refused(FAILED, f"{folder.name}: nothing was crawled.") from None

    def _end(self, folder: Folder, outcome: Outcome) -> None:
        print(
            f"{folder.name}: {outcome.why}" if isinstance(folder, ShardFolder) and outcome.why else told(outcome, folder),
            flush=True,
        )
        if outcome.verdict != "published" and self.settings and (log := self.settings.get("LOG_FILE")):
            print(f"The log: {log}", flush=True)
        self.exitcode = CODES[outcome.verdict]
        try:
            folder.make()
            save_report(folder, outcome)
        except (OSError, MemoryError) as error:
            print(f"{folder.name}: the report could not be written: {error}", file=sys.stderr)
            self.exitcode = self.exitcode or WITHHELD


def verdict(crawler: Crawler, run: Run, accept: bool = False) -> Outcome:
    """What came of a crawl that is over, however it ended."""
    ending, ledger = seen_by(crawler)
    return run.finish(ending, ledger, getattr(crawler.spider, "expect", None) or Healthy(), accept)


def seen_by(crawler: Crawler) -> tuple[Ending, Ledger]:
    """How a crawl ended, and what it saw."""
    from crawlers.extensions.feed import Feed

    try:
        feed = crawler.get_extension(Feed)
    except RuntimeError:  # the crawl ended before there were extensions
        feed = None
    return feed.ending if feed else Ending(NOT_STARTED), getattr(crawler.spider, "ledger", None) or Ledger()


def share_manners(settings: Any, shard: Shard) -> None:
    """All shards of a site together ask it for no more than one process would."""
    settings.set("DOWNLOAD_DELAY", settings.getfloat("DOWNLOAD_DELAY") * shard.of, priority="cmdline")
    at_once = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") // shard.of
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", max(1, at_once), priority="cmdline")


def _modules(spidercls: type) -> list[Path]:
    """The files of a plugin and of the classes that it builds on, but for the framework's, which count anyway."""
    names = {kind.__module__ for kind in spidercls.__mro__} - {"builtins"}
    files = (inspect.getsourcefile(sys.modules[name]) for name in sorted(names) if not name.startswith(("scrapy.", "crawlers.")))
    return [Path(file) for file in files if file]


def _declared(spidercls: type) -> str:
    """What is true of every posting of the site; of a platform's board it stands in no module."""
    return repr([getattr(spidercls, name, None) for name in ("constants", "date_order", "employers")])
