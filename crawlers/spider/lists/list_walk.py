"""The walk over a site's sitemaps and list pages, from the first to the last, and how it proves
that it saw the whole list."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawlers.net.robots import decode_robots
from crawlers.spider.lists import sitemaps
from crawlers.spider.lists.absent_postings import AbsentPostings
from crawlers.spider.lists.empty_lists import describe_unfit
from crawlers.spider.lists.feed_windows import FeedWindows
from crawlers.spider.lists.list_page_reader import ListPageReader
from crawlers.spider.lists.list_redirects import asked_for, is_same_page
from crawlers.spider.lists.listing import Listing
from crawlers.spider.lists.open_lists import OpenLists
from crawlers.spider.lists.sitemaps_read import SitemapsRead
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget
from crawlers.spider.site import WalkedSite
from crawlers.spider.turns import PAUSE, STEP
from crawlers.text.urls import tidy

ROUNDS = 3
"""How often list pages are read on which postings move, or that print a larger total. Set by
hand."""
STALE_LISTS = 3
"""List pages in a row without a new posting, after which a chain has no end. Set by hand."""
NESTED_SITEMAPS = 3
"""How deep indexes of sitemaps may stand in each other. Set by hand."""
LISTS_FIRST = 100
"""Priority of list pages: a list is read before its postings."""
_NO_SITEMAP = ("http_404", "http_410")


class ListWalk:
    """Walks the sitemaps; the list pages, where there are no sitemaps or they list no posting."""

    def __init__(
        self, site: WalkedSite, outcomes: Outcomes, budget: PageBudget, listing: Listing
    ) -> None:
        self.lists = OpenLists(outcomes, budget, self.end)
        self.absent = AbsentPostings(site, outcomes, listing, lambda key, known: known)
        self._feeds = FeedWindows(site, listing)
        self._site = site
        self._outcomes = outcomes
        self._listing = listing
        self._reader = ListPageReader(site, outcomes, listing)
        self._round = 1
        self._listed_before = 0
        self._sitemaps = SitemapsRead()
        self._walking: Literal["sitemaps", "lists"] = "sitemaps" if site.sitemap_urls else "lists"

    def begin(self) -> Iterable[Request]:
        """Return the first requests, all at once, so that the first answer does not find the walk
        finished."""
        if self._walking == "sitemaps":
            return [*self._ask(self._site.sitemap_urls, self._site.parse_sitemap)]
        self._reader.begin_round()
        requests = [
            request
            for url in self._site.list_urls
            for request in self._ask((url,), self._site.parse_list, chain=tidy(url))
        ]
        if not requests:
            self._outcomes.fail_list("", "no_list")
        return requests

    def end(self) -> Iterator[Request]:
        """Say whether the whole list was seen, and how that is known; begin with the list pages
        where the sitemaps listed no posting."""
        ledger = self._site.ledger
        if not ledger.listed and self._walking == "sitemaps" and self._site.list_urls:
            # A site without a sitemap is no failure as long as its list pages can be read.
            ledger.list_failures = [
                failure for failure in ledger.list_failures if failure[1] not in _NO_SITEMAP
            ]
            self._walking = "lists"
            yield from self.begin()
        elif not ledger.listed and not ledger.verified_empty:
            if not ledger.list_failures:
                yield from self._end_empty()
        elif self._walking == "sitemaps":
            yield from self._end_sitemaps()
        else:
            yield from self._end_lists()

    def _end_empty(self) -> Iterator[Request]:
        """Say whether a list without postings is right. One that prints that it has some is not
        believed; where no posting is known, what its pages show tells more."""
        before = self._site.list_before
        is_accepted = before.accepts_list or before.accepts_empty
        is_known = before.was_empty or bool(self._site.known)
        if self._reader.prints_postings and is_known and not is_accepted:
            # guard: a number above nothing
            self._outcomes.fail_list("", "fewer_than_stated")
        else:
            yield from self.absent.decide_empty()

    def _end_sitemaps(self) -> Iterator[Request]:
        """Say that the sitemaps are the whole list. Where one of them is missing or names nothing,
        as it did not in the last good run, each known posting that is missing is asked for."""
        before, ledger = self._site.list_before.shape, self._site.ledger
        ledger.shape = self._sitemaps.shape()
        ledger.proof = "sitemap_exhausted"
        if ledger.list_failures:
            return
        if before is not None and self._sitemaps.lost_some_since(before):
            yield from self.absent.ask_beside_list("sitemap_names_nothing")
        else:
            yield from self._feeds.ask_for_left()

    def _end_lists(self) -> Iterator[Request]:
        """Say whether the list pages are the whole list. Postings that stand on two of them, or
        fewer than they print, are a reason to read them again; then each known posting that is
        still missing is asked for."""
        pages, ledger = self._reader.pages, self._site.ledger
        is_accepted = self._site.list_before.accepts_list
        for url, reason in () if is_accepted else pages.failures():
            self._outcomes.fail_list(url, reason)
        ledger.shape = self._reader.shape()
        if ledger.list_failures:
            return
        moves, doubt = pages.is_doubtful(), "" if is_accepted else self._doubt()
        grown, self._listed_before = len(ledger.listed) > self._listed_before, len(ledger.listed)
        if (moves or doubt) and grown and self._round < ROUNDS:
            self._round += 1
            yield from self.begin()
        elif moves and grown:
            self._outcomes.fail_list("", "list_keeps_moving")
        else:
            ledger.proof = self._site.list_proof()
            if doubt := doubt or ("list_ends_early" if pages.has_lost_its_end() else ""):
                yield from self.absent.ask_beside_list(doubt)
            else:
                yield from self._feeds.ask_for_left()

    def _doubt(self) -> str:
        """Return why list pages that were all read may still not name every posting; "" where
        nothing speaks for it."""
        pages = self._reader.pages
        if pages.missing():
            return "fewer_than_stated"
        if pages.has_gaps() or pages.has_repeats():
            return "list_page_not_full"
        return "no_list_page" if self._reader.has_doubtful_page else ""

    def read_sitemap(self, response: Response, depth: int) -> Iterator[Request]:
        """Read one sitemap, one index of sitemaps, or the Sitemap lines of a robots.txt."""
        yield from self.lists.settle(response.url, self._sitemap(response, depth))

    def read_list(self, response: Response, chain: str, stale: int) -> Iterator[Request]:
        """Read one list page: the links to postings, and on to the next pages. chain: the address
        that it was reached from. stale: pages in a row before it without a new posting."""
        yield from self.lists.settle(response.url, self._list(response, chain, stale))

    def _ask(
        self, urls: Iterable[str], callback: Callable[..., Any], **kwargs: Any
    ) -> Iterator[Request]:
        is_sitemap = callback == self._site.parse_sitemap
        for number, url in enumerate(map(self._site.live, urls), 1):
            if not number % STEP:
                yield PAUSE  # guard: turns among further pages
            if self.lists.admit(self._mark(url), url):
                yield Request(
                    self._site.reach(url),
                    callback,
                    errback=self.lists.failed,
                    priority=LISTS_FIRST,
                    dont_filter=True,
                    cb_kwargs=kwargs,
                    meta={"download_maxsize": sitemaps.MAX_BYTES} if is_sitemap else None,
                )

    def _sitemap(self, response: Response, depth: int) -> Iterator[Request]:
        further = partial(self._ask, callback=self._site.parse_sitemap, depth=depth + 1)
        asked = asked_for(response)
        if urlsplit(asked).path == "/robots.txt":
            yield from further(self._named_by_robots(response))
            return
        is_index, entries = self._entries(response.body, tidy(self._site.live(asked)))
        if is_index and depth > NESTED_SITEMAPS:
            raise sitemaps.BadSitemap("nested_sitemaps")
        is_elsewhere = asked != response.url and not is_same_page(asked, response.url)
        if is_elsewhere or not entries or not all(entry.url for entry in entries):
            self._sitemaps.empty.add(tidy(self._site.live(asked)))
        postings: set[str] = set()
        for number, entry in enumerate(entries):
            if not number % STEP:
                yield PAUSE
            if not entry.url:
                continue
            if is_index:
                yield from further((entry.url,))
            elif key := (yield from self._listing.list_address(entry.url, entry.lastmod)):
                postings.add(key)
        self._sitemaps.add(postings)
        if sitemaps.is_feed(response.body):
            self._feeds.add(entries)
        elif postings:
            self._feeds.beside_list = True
        if not is_index and not self._site.ledger.listed and (urls := _addresses(entries)):
            self._site.ledger.list_says = describe_unfit(urls, "addresses")

    def _named_by_robots(self, response: Response) -> list[str]:
        """Return the sitemaps that a robots.txt names."""
        text = decode_robots(response.body).encode()
        named = list(sitemap_urls_from_robots(text, response.url))
        if not named:
            self._site.ledger.list_says = "Its robots.txt names no sitemap."
        return named

    def _entries(self, body: bytes, address: str) -> tuple[bool, list[sitemaps.Entry]]:
        """Return the entries of a sitemap, of a text whose last line does not end only where that
        is known to be right."""
        before = self._site.list_before
        try:
            return sitemaps.read(body)
        except sitemaps.OpenEnd as text:
            is_known = before.shape is not None and address in before.shape.unended_sitemaps
            if not (before.accepts_list or is_known):
                raise
            self._sitemaps.unended.add(address)
            return False, text.entries

    def _list(self, response: Response, chain: str, stale: int) -> Iterator[Request]:
        if sitemaps.is_feed(response.body):
            yield from self._sitemap(response, 0)
            return
        found = yield from self._reader.read(response, chain)
        self._feeds.beside_list = True
        stale = 0 if found.brought_new else stale + 1
        further = yield from self._not_asked(found.further)
        if further and stale >= STALE_LISTS:  # guard: lists in circles
            self._outcomes.fail_list(response.url, "endless_paging")
            return
        yield from self._ask(further, self._site.parse_list, chain=chain, stale=stale)

    def _not_asked(self, urls: list[str]) -> Generator[Request, None, list[str]]:
        """Return the addresses of pages that were not asked for."""
        found = []
        for number, url in enumerate(urls, 1):
            if not number % STEP:
                yield PAUSE
            if not self.lists.was_asked(self._mark(url)):
                found.append(url)
        return found

    def _mark(self, url: str) -> str:
        """Return what tells a page of this round from others."""
        return f"{self._round} {tidy(url)}"


def _addresses(entries: Iterable[sitemaps.Entry]) -> list[str]:
    return [entry.url for entry in entries if entry.url]
