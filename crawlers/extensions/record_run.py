"""Hand what a crawl reads to the run of its feed; does nothing without a run (`runspider`, a
script)."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawlers.contract.declarations import RECHECK_DAYS
from crawlers.extensions.second_sigterm import send_sigterm_after
from crawlers.feed.format.clock import FORMAT
from crawlers.feed.judge.measures import NOT_STARTED
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import DISK_FULL
from crawlers.feed.run.messages import NO_SPACE
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run_of_crawler import run_of
from crawlers.output.secrets import without_secrets
from crawlers.posting.raw import RawPosting, Reading

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from crawlers.feed.run.run import Run

_HEARD = (
    "spider_opened",
    "item_scraped",
    "item_dropped",
    "item_error",
    "spider_error",
    "spider_closed",
    "engine_stopped",
)
_SCRAPY = logging.getLogger("scrapy.core.engine")


class RecordRun(logging.Handler):
    """Listens to one crawl. `ending` says how it ended, once it has.

    Scrapy reports a stage that fails while it is closed to the log alone, so this listens there,
    too.
    """

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(logging.ERROR)
        self._crawler, self._run, self._recorder = crawler, run, PostingRecorder(run)
        self._opened = False
        self._reason = ""
        self._exceptions = 0
        self._breakage: list[str] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = run_of(crawler)
        if run is None:
            raise NotConfigured
        feed = cls(crawler, run)
        for name in _HEARD:
            crawler.signals.connect(getattr(feed, name), signal=getattr(signals, name))
        _SCRAPY.addHandler(feed)
        feed.prepare(crawler.spider)
        return feed

    @property
    def ending(self) -> Ending:
        """How the crawl ended: NOT_STARTED where it never began, `shutdown` where it was stopped
        before it could say so."""
        reason = (self._reason or "shutdown") if self._opened else NOT_STARTED
        return Ending(reason, self._exceptions, tuple(self._breakage))

    def prepare(self, spider: Any) -> None:
        """Give the spider what the feed knows."""
        settings = self._crawler.settings
        recheck = getattr(spider, "recheck", RECHECK_DAYS)
        known = self._run.known(settings.getbool("JOBWIRE_FULL"), recheck)
        if ledger := getattr(spider, "ledger", None):
            known.clock_is_off = lambda: ledger.clock_is_off
        spider.known = known
        is_accepted = settings.getbool("JOBWIRE_ACCEPT_LIST")
        before = self._run.list_before()
        spider.list_before = replace(
            before,
            shape=None if is_accepted else before.shape,
            accepts_empty=settings.getbool("JOBWIRE_ACCEPT_EMPTY"),
            accepts_list=is_accepted,
        )
        if getattr(spider, "page_budget", None) is None and not is_accepted:
            spider.page_budget = self._run.page_budget()
        if self._run.clock.fixed:
            spider.clock = lambda: datetime.strptime(self._run.now, FORMAT).replace(tzinfo=UTC)

    def spider_opened(self) -> None:
        self._opened = True

    def item_scraped(self, item: Any, spider: Any) -> None:
        """Keep a posting that has been through all stages; anything else is an error of a stage."""
        if not isinstance(item, Reading):
            self._broke(f"a stage let through {type(item).__name__}, which is no posting")
            return
        key = item.posting.id.partition(":")[2]
        try:
            self._recorder.keep(item, spider.ledger.fetched.get(key))
            spider.ledger.keep(key)
        except OSError as error:
            self._stop(error)
        except ValueError as error:
            self._reject(item, "dropped", f"invalid: {error}")

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        self._reject(item, "dropped", str(exception))

    def item_error(self, item: Any, failure: Failure) -> None:
        error = failure.value
        if isinstance(error, OSError) and error.errno in NO_SPACE:
            self._stop(error)  # no fault of the posting: the next run reads it
            return
        self._reject(item, "lost", f"error: {type(error).__name__}: {failure.getErrorMessage()}")

    def spider_error(self) -> None:
        self._exceptions += 1

    def spider_closed(self, reason: str) -> None:
        self._reason = reason

    def engine_stopped(self) -> None:
        _SCRAPY.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """A line of Scrapy's own log."""
        if record.msg.endswith("close failure") or "signal" in record.msg:
            self._broke(
                f"{record.msg.lower()}: {record.exc_info[1]}" if record.exc_info else record.msg
            )

    def _reject(self, item: Any, kind: Literal["dropped", "lost"], reason: str) -> None:
        key, url = "", None
        if isinstance(item, Reading):
            key, url = item.posting.id.partition(":")[2], item.posting.url
        elif isinstance(item, RawPosting):
            key, url = item.key, item.url
        try:
            self._recorder.reject(key, url, kind, reason[:2000])
        except OSError as error:
            self._stop(error)

    def _broke(self, words: str) -> None:
        words = without_secrets(words)
        if words not in self._breakage:
            self._breakage.append(words)

    def _stop(self, error: OSError) -> None:
        """End the crawl: nothing can be written, so reading more pages is useless."""
        if not self._reason:
            self._reason = DISK_FULL
            logging.getLogger(__name__).error("Could not write: %s", error.strerror or error)
            assert self._crawler.engine
            # in a test it would end the tests
            if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
                send_sigterm_after()
            self._stopping = asyncio.ensure_future(
                self._crawler.engine.close_spider_async(reason=DISK_FULL)
            )
