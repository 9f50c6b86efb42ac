"""What became of each page of a walk: in the ledger, in the public stats and in the log."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from scrapy import Spider, signals
from scrapy.exceptions import DropItem

from crawlers.contract.ledger import Fetched, Ledger
from crawlers.posting.ids import wrong_id


class Outcomes:
    """Notes the outcome of list pages and postings. The stats are named `jobwire/<what>`.

    ledger: where they are kept. spider: whose stats, log and signals are used. live: gives the
    address on the live site.
    """

    def __init__(self, ledger: Ledger, spider: Spider, live: Callable[[str], str]) -> None:
        self.ledger = ledger
        self._spider = spider
        self._live = live

    def listed(self, key: str, url: str) -> None:
        """Note a posting that the list names."""
        self.ledger.listed[key] = url
        self.count("listed")

    def refuse(self, key: str) -> bool:
        """Return whether a key is one that no id may have; such a posting is listed and given up
        under a name that is safe to keep, and costs itself alone."""
        wrong = wrong_id(f"{self._spider.name}:{key}")
        if wrong:  # guard: one bad id costs one posting
            name = f"bad-id-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
            if name not in self.ledger.listed:
                self.listed(name, "")
                self.give_up(name, f"bad_id: {wrong}")
        return bool(wrong)

    def fetched(self, key: str, fetched: Fetched) -> None:
        """Note a posting whose page was read."""
        self.ledger.fetched[key] = fetched
        self.count("fetched")

    def not_modified(self, key: str, answered: bool = False) -> None:
        """Note a posting that has not changed since it was last read. answered: its page was asked
        for and says so; else its list does."""
        self.ledger.not_modified.add(key)
        if answered:
            self.ledger.revalidated.add(key)
        self.count("not_modified")

    def gone(self, key: str, reason: str) -> None:
        """Note a posting that is no longer there, with the reason in a word or two."""
        self.ledger.gone[key] = reason
        self.count("gone")

    def give_up(self, key: str, reason: str) -> None:
        """Note a posting whose page could not be fetched or read."""
        self.ledger.given_up[key] = reason
        self.ledger.robots_unsettled |= reason == "robots_unsettled"
        self.count("given_up", f"given_up/{reason.split()[0].rstrip(':')}")
        self._spider.logger.info("Posting given up: %s (%s)", key, reason)

    def fail_list(self, url: str, reason: str) -> None:
        """Note a list page that could not be read to its end, or with "" what is wrong with the
        list as a whole: it is not complete."""
        self.ledger.list_failures.append((self._live(url), reason))
        self.ledger.robots_unsettled |= reason == "robots_unsettled"
        self.count("list_failures")
        where = url or "the list as a whole"
        self._spider.logger.warning("List page given up: %s (%s)", where, reason)

    def count(self, *names: str) -> None:
        """Add one to each of the stats."""
        for name in names:
            self._spider.crawler.stats.inc_value(f"jobwire/{name}")

    def drop(self, item: Any, reason: str) -> None:
        """Tell Scrapy of a posting that a stage refused, as its own pipeline does."""
        self._spider.logger.info("Dropped: %s (%s)", reason, item)
        self._send(signals.item_dropped, item=item, response=None, exception=DropItem(reason))

    def lose(self, item: Any, error: Exception) -> None:
        """Tell Scrapy of a posting on which a stage broke, as its own pipeline does."""
        from twisted.python.failure import Failure

        self._spider.logger.error("Error processing %s", item, exc_info=error)
        failure = Failure(error)  # type: ignore[no-untyped-call]
        self._send(signals.item_error, item=item, response=None, failure=failure)

    def _send(self, signal: Any, **values: Any) -> None:
        self._spider.crawler.signals.send_catch_log(signal, spider=self._spider, **values)

    def report(self, error: Exception, where: str) -> None:
        """Count an exception that was caught like one that was not, with Scrapy's own signal and
        stats."""
        from twisted.python.failure import Failure

        self._spider.logger.error("Error while reading %s", where, exc_info=error)
        failure = Failure(error)  # type: ignore[no-untyped-call]
        crawler = self._spider.crawler
        self._send(signals.spider_error, failure=failure, response=None)
        assert crawler.stats is not None
        crawler.stats.inc_value("spider_exceptions/count")
        crawler.stats.inc_value(f"spider_exceptions/{type(error).__name__}")
