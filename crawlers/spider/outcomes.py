"""What became of each page of a walk: in the ledger, in the public stats and in the log."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Spider, signals

from crawlers.contract.ledger import Fetched, Ledger


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
        self.count("given_up", f"given_up/{reason.split()[0]}")
        self._spider.logger.info("Posting given up: %s (%s)", key, reason)

    def fail_list(self, url: str, reason: str) -> None:
        """Note a list page that could not be read to its end: the list is not complete."""
        self.ledger.list_failures.append((self._live(url), reason))
        self.ledger.robots_unsettled |= reason == "robots_unsettled"
        self.count("list_failures")
        self._spider.logger.warning("List page given up: %s (%s)", url, reason)

    def count(self, *names: str) -> None:
        """Add one to each of the stats."""
        for name in names:
            self._spider.crawler.stats.inc_value(f"jobwire/{name}")

    def report(self, error: Exception, where: str) -> None:
        """Count an exception that was caught like one that was not, with Scrapy's own signal and
        stats."""
        from twisted.python.failure import Failure

        self._spider.logger.error("Error while reading %s", where, exc_info=error)
        failure = Failure(error)  # type: ignore[no-untyped-call]
        crawler = self._spider.crawler
        crawler.signals.send_catch_log(
            signals.spider_error, failure=failure, response=None, spider=self._spider
        )
        assert crawler.stats is not None
        crawler.stats.inc_value("spider_exceptions/count")
        crawler.stats.inc_value(f"spider_exceptions/{type(error).__name__}")
