"""The walk over a site's sitemaps and list pages, from the first to the last, and how it proves
that it saw the whole list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawlers.net.reasons import BadAnswer
from crawlers.net.robots import decode_robots
from crawlers.spider import sitemaps
from crawlers.spider.cards import fingerprints
from crawlers.spider.chains import Chains
from crawlers.spider.listing import Listing
from crawlers.spider.open_lists import OpenLists
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget
from crawlers.spider.page_problems import notice_on, unreadable
from crawlers.spider.site import Site
from crawlers.spider.turns import PAUSE, STEP
from crawlers.text.urls import tidy
from crawlers.text.words import fold

if TYPE_CHECKING:  # the parser costs start-up time that `scrapy list` should not pay
    from crawlers.page.page import Page

LINKS_HELD = 1_000
"""Links whose posting is remembered: menus lead to the same from each list page, and cards name a
posting several times."""
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
        self, site: Site, outcomes: Outcomes, budget: PageBudget, listing: Listing
    ) -> None:
        self.lists = OpenLists(outcomes, budget, self.end)
        self._site = site
        self._outcomes = outcomes
        self._listing = listing
        self._chains = Chains()
        self._key_at = lru_cache(LINKS_HELD)(self._key_of)
        self._walking: Literal["sitemaps", "lists"] = "sitemaps" if site.sitemap_urls else "lists"

    def begin(self) -> Iterable[Request]:
        """Return the first requests, all at once, so that the first answer does not find the walk
        finished."""
        if self._walking == "sitemaps":
            return [*self._ask(self._site.sitemap_urls, self._site.parse_sitemap)]
        requests = [
            request
            for url in self._site.list_urls
            for request in self._ask((url,), self._site.parse_list, chain=url)
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
                self._outcomes.fail_list("", "no_postings")
        elif self._walking == "sitemaps":
            ledger.proof = "sitemap_exhausted"
        else:
            ledger.proof = self._site.list_proof()

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
        for url in map(self._site.live, urls):
            if self.lists.admit(tidy(url), url):
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
        asked_for = response.meta.get("redirect_urls", [response.url])[0]
        if urlsplit(asked_for).path == "/robots.txt":
            text = decode_robots(response.body).encode()
            yield from further(sitemap_urls_from_robots(text, response.url))
            return
        is_index, entries = sitemaps.read(response.body)
        if is_index and depth > NESTED_SITEMAPS:
            raise sitemaps.BadSitemap("nested_sitemaps")
        for number, entry in enumerate(entries):
            if not number % STEP:
                yield PAUSE
            if is_index:
                yield from further((entry.url,))
            else:
                yield from self._listing.list_address(entry.url, entry.lastmod)

    def _list(self, response: Response, chain: str, stale: int) -> Iterator[Request]:
        from crawlers.page.page import Page

        page = Page.from_response(response)
        if wrong := unreadable(page):
            self._outcomes.fail_list(response.url, wrong)
            return
        yield PAUSE
        before = self._chains.named(chain)
        further: list[str] = []
        yield from self._links(page, response.url, chain, further)
        named = self._chains.named(chain)
        if not named:
            self._look_for_notice(page)
        stale = stale + 1 if named == before else 0
        if further and stale >= STALE_LISTS:  # guard: lists in circles
            self._outcomes.fail_list(response.url, "endless_paging")
            return
        yield from self._ask(further, self._site.parse_list, chain=chain, stale=stale)

    def _links(self, page: Page, base: str, chain: str, further: list[str]) -> Iterator[Request]:
        """List the postings that a list page links to, and add the addresses of further list pages
        to `further`."""
        by_link = partial(self._key_of_link, base)
        links = page.links
        yield PAUSE
        cards = {} if page.root is None else (yield from fingerprints(page.root, by_link))
        for number, (link, words) in enumerate(links):
            if not number % STEP:
                yield PAUSE
            url = self._site.live(link)
            if key := self._key_at(url):
                self._chains.note(chain, key)
                yield from self._listing.list_address(url, cards.get(key, ""))
            elif (
                self._site.owns(url)
                and self._site.leads_on(url, words)
                and not self.lists.was_asked(tidy(url))
            ):
                further.append(url)

    def _key_of(self, url: str) -> str:
        """Return the key of the posting of a live address; "" where it is none of the site's."""
        return self._site.key(tidy(url)) if self._site.owns(url) else ""

    def _key_of_link(self, base: str, href: str) -> str:
        try:
            return self._key_at(self._site.live(urljoin(base, href)))
        except ValueError:  # no address at all
            return ""

    def _look_for_notice(self, page: Page) -> None:
        """Note what a list page without postings says instead. Raise BadAnswer where it is a
        wall."""
        sentence = fold(self._site.declared.expect.may_be_empty)
        if sentence and any(sentence in fold(block.text) for block in page.blocks):
            self._site.ledger.verified_empty = True
        elif wall := notice_on(page):  # guard: walls instead of lists
            raise BadAnswer(wall)
