"""The postings that a list names: each is listed once, and asked for if there is a need to."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import islice

from scrapy import Request
from scrapy.exceptions import DontCloseSpider

from crawlers.contract.ledger import OVER_BUDGET
from crawlers.contract.on_disk import OnDisk
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget
from crawlers.spider.site import WalkedSite
from crawlers.text.urls import tidy

AT_HAND = 1_000
"""Requests for postings that are in memory. A list is read before its postings, and may name a
hundred times as many: the others wait on disk until these are done."""


class Listing:
    """Takes postings into the ledger, and hands out the requests for their pages."""

    def __init__(self, site: WalkedSite, outcomes: Outcomes, budget: PageBudget) -> None:
        self._site = site
        self._outcomes = outcomes
        self._budget = budget
        self._at_hand = 0
        self._urgent: OnDisk[None] = OnDisk()  # keys of those that wait
        self._others: OnDisk[None] = OnDisk()

    @property
    def some_wait(self) -> bool:
        """Whether there are postings that wait to be asked for."""
        return bool(self._urgent or self._others)

    def list_address(self, url: str, lastmod: str = "") -> Generator[Request, None, str]:
        """List the posting of an address; yield the request for its page, if it is needed. Return
        its key, "" where the address is none of a posting.
        lastmod: what the list says of its last change, a date or the fingerprint of its card."""
        url = self._site.live(url)
        if not self._site.owns(url):
            self._outcomes.count("offsite_links")
            return ""
        url = tidy(url)
        if key := self._site.key(url):
            yield from self.list_posting(key, url, lastmod)
        return key

    def list_posting(self, key: str, url: str, lastmod: str = "") -> Iterator[Request]:
        """List a posting whose key is known, as `list_address` does."""
        ledger = self._site.ledger
        if self._outcomes.refuse(key):
            return
        if key in ledger.listed or not self._budget.allows_listing(url, len(ledger.listed)):
            return
        self._outcomes.listed(key, url)
        if self.is_elsewhere(key):
            return
        known = self._site.known.get(key)
        if known is not None and known.unchanged(lastmod or None):
            if not known.done:
                self._outcomes.not_modified(key)
            return
        if lastmod:
            ledger.lastmod[key] = lastmod
        is_urgent = known is None or known.recheck or bool(lastmod)
        if (
            is_urgent
            and self._at_hand < AT_HAND
            and self._budget.allows_posting(while_listing=True)
        ):
            self._at_hand += 1
            yield self._site.ask_posting(key, url)
        else:
            (self._urgent if is_urgent else self._others)[key] = None

    def ask_waiting(self) -> None:
        """Ask for the next postings that wait, once nothing else is under way: those that are new,
        changed or due before the others. What is beyond the budget waits for the next run. Raise
        DontCloseSpider where some were asked for."""
        self._at_hand = 0
        engine = self._site.crawler.engine
        for queue in (self._urgent, self._others):
            for key in list(islice(queue, AT_HAND - self._at_hand)):
                if not self._budget.allows_posting():
                    self._postpone()
                    break
                del queue[key]
                assert engine is not None
                engine.crawl(self._site.ask_posting(key, self._site.ledger.listed[key]))
                self._at_hand += 1
        if self._at_hand:
            raise DontCloseSpider

    def _postpone(self) -> None:
        """Leave all that still waits to the next run."""
        for queue in (self._urgent, self._others):
            for key in [*queue]:
                del queue[key]
                self._outcomes.give_up(key, OVER_BUDGET)

    def is_elsewhere(self, key: str) -> bool:
        """Return whether another shard of the site reads this posting (argument `shard`)."""
        return self._site.shard is not None and not self._site.shard.has(key)

    def give_up_rest(self, reason: str) -> None:
        """Give up by name each posting that the run did not come to. reason: why the run ended."""
        ledger = self._site.ledger
        ended = (ledger.kept, ledger.fetched, ledger.gone, ledger.given_up, ledger.not_modified)
        for key in ledger.listed:
            if any(key in part for part in ended) or self.is_elsewhere(key):
                continue
            known = self._site.known.get(key)
            if not (known and known.done):
                self._outcomes.give_up(key, f"not_reached_{reason}")
