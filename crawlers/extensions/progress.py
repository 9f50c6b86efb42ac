"""Show the progress of a crawl in one line on the terminal; off where the log goes to the terminal,
or where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from rich.status import Status
    from scrapy.crawler import Crawler


class Progress:
    """Shows the site's name, and how many postings were listed, read, left out, unchanged."""

    def __init__(self, crawler: Crawler, status: Status) -> None:
        self._crawler, self._status = crawler, status

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        log_on_terminal = crawler.settings.getbool("LOG_ENABLED") and not crawler.settings.get(
            "LOG_FILE"
        )
        if log_on_terminal or not sys.stderr.isatty():
            raise NotConfigured
        from rich.console import Console

        progress = cls(crawler, Console(stderr=True).status("starting"))
        crawler.signals.connect(progress.begin, signal=signals.spider_opened)
        for signal in (signals.item_scraped, signals.item_dropped, signals.response_received):
            crawler.signals.connect(progress.show, signal=signal)
        crawler.signals.connect(progress.end, signal=signals.spider_closed)
        return progress

    def begin(self) -> None:
        self._status.start()

    def show(self) -> None:
        count = self._crawler.stats.get_value
        left_out = count("item_dropped_count", 0) + count("jobwire/given_up", 0)
        self._status.update(
            f"{self._crawler.spidercls.name}: {count('jobwire/listed', 0)} listed, "
            f"{count('item_scraped_count', 0)} read, "
            f"{left_out} left out, {count('jobwire/not_modified', 0)} unchanged"
        )

    def end(self) -> None:
        self._status.stop()
