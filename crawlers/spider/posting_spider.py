"""PostingSpider: from a site's list to its posting pages. The plugin contract.

A plugin declares where its list is, what a posting's address looks like, the site's own phrases and
what a healthy run is. It collects and nothing else: requests and postings go out, files and state
are not its business. See docs/plugins.md.

The work is done by objects of one duty each: SiteAddresses (which addresses are the site's),
ListWalk (sitemaps and list pages, in crawlers.spider.lists), Listing (what the list names),
PostingPages (what became of each page), PageBudget and Outcomes (ledger, stats and log).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from scrapy import Request, Spider, signals
from scrapy.http import Response

from crawlers.contract.declarations import (
    RECHECK_DAYS,
    Chrome,
    DateOrder,
    Declared,
    Gone,
    Healthy,
    SourceKind,
)
from crawlers.contract.ledger import Ledger, Proof
from crawlers.contract.list_shape import ListBefore
from crawlers.contract.shard import Shard
from crawlers.contract.slots import Slot
from crawlers.extract.answer import Answer
from crawlers.net.offline import no_host_reached, robots_reason
from crawlers.spider import wrong_declarations
from crawlers.spider.answer_dates import AnswerDates
from crawlers.spider.arguments import wrong_argument
from crawlers.spider.lists.absent_postings import AbsentPostings
from crawlers.spider.lists.list_walk import ListWalk
from crawlers.spider.lists.listing import Listing
from crawlers.spider.lists.next_links import says_next
from crawlers.spider.lists.open_lists import OpenLists
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_budget import PageBudget
from crawlers.spider.page_statements import say_hidden_text, say_parts_of_address
from crawlers.spider.posting_pages import PostingPages
from crawlers.spider.saved_postings import saved_postings
from crawlers.spider.site_addresses import SiteAddresses
from crawlers.spider.turns import in_turns
from crawlers.text.urls import tidy

if TYPE_CHECKING:  # the models and the parser cost start-up time that `scrapy list` should not pay
    from scrapy.crawler import Crawler

    from crawlers.contract.known import Known
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting

__all__ = ["Chrome", "Gone", "Healthy", "PostingSpider"]

PAGE_BUDGET = 20_000
"""The most pages of a run for which neither the plugin nor the settings say another number."""


class _Walk(Protocol):
    """The walk over a site's list: ListWalk, or that of a platform."""

    lists: OpenLists
    absent: AbsentPostings

    def begin(self) -> Iterable[Request]: ...


class PostingSpider(Spider):
    """Walks a site's list and reads its posting pages. A site is a subclass with declarations; what
    they do not say, it adds in `posting(page)`.

    name: one word, the same as the module, the test folder and the feed.
    allowed_domains: the site's domains; their subdomains belong to it. home: scheme and host of the
    live site.
    source_kind: `origin` where the employer itself publishes there, else `aggregator`.
    sitemap_urls: addresses of sitemaps, or of a robots.txt that names them. list_urls: pages that
        link to postings; where both are declared, the list pages are read only if the sitemaps list
        no posting.
    next_page: pattern of the addresses of further list pages. posting_url: pattern of a posting's
        address, to its end but for a closing slash and a query. The group `id` is the posting's
        key; other groups named like a slot (or `title_slug`, `company`, `city`, `country`,
        `posted`) are read as what the address says.
    chrome: the site's furniture. constants: by slot, what is true of the whole site. date_order:
        `DMY`, `MDY` or `YMD`, where the site prints bare figures. employers: names the site's
        postings are by, where it has a few. zone: the time zone of clocks that the site prints
        without one.
    labels: by a label of the site that no word list knows, the slot that it is for. selectors: by
        slot, the CSS or XPath of the elements that say it, where words cannot tell. What is found
        by either is trusted before all else on the page.
    standard: sentences that the employer or the site puts into every posting; their blocks are
        marked as standard text and stay.
    expect: what a healthy run is; leaving it out is an error.
    recheck: the days after which the page of each posting is asked for again although the list
        shows no change, each at a time of its own; an edit that the list hides is seen that late.
    page_budget: the most pages one run asks for (setting JOBWIRE_PAGE_BUDGET).

    Arguments (`-a`): `pages` reads saved pages instead of the site (crawlers/spider/saved_pages.py
    says in which forms); nothing is fetched. `origin` is another scheme and host that serves the
    same site, a mirror or the demo: requests go there, and addresses are recorded as those of the
    live site.

    A run fills `self.ledger`, and these public stats: `jobwire/listed`, `jobwire/fetched`,
    `jobwire/not_modified`, `jobwire/gone`, `jobwire/given_up` and `jobwire/given_up/<reason>`,
    `jobwire/list_pages`, `jobwire/list_failures`, `jobwire/offsite_links`. Who runs it may set,
    before it starts: `known` (what the store has, by key), `list_before`, `page_budget`, `clock`
    (the time of fetching) and `read_elsewhere` (whether pages are read in other processes; what
    `parse_posting` yields is then a `ReadLater` until the middleware next to the spider has it).
    """

    # --- Declarations -----------------------------------------------------------------------------

    home: ClassVar[str] = ""
    allowed_domains: tuple[str, ...] = ()
    source_kind: ClassVar[SourceKind] = "aggregator"
    sitemap_urls: ClassVar[tuple[str, ...]] = ()
    list_urls: ClassVar[tuple[str, ...]] = ()
    next_page: ClassVar[str] = ""
    posting_url: ClassVar[str] = ""
    chrome: ClassVar[Chrome | None] = None
    constants: ClassVar[Mapping[str, str]] = {}
    date_order: ClassVar[DateOrder] = ""
    zone: ClassVar[str] = ""
    employers: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[Mapping[str, Slot]] = {}
    selectors: ClassVar[Mapping[Slot, str]] = {}
    standard: ClassVar[tuple[str, ...]] = ()
    expect: ClassVar[Healthy]
    recheck: ClassVar[int] = RECHECK_DAYS
    page_budget: int | None = None
    read_elsewhere: bool = False  # whether other processes read the pages; set by who runs it

    # Made of them, once for each class.
    declared: ClassVar[Declared] = Declared()
    addresses: ClassVar[SiteAddresses] = SiteAddresses()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.home = cls.home.rstrip("/")
        if getattr(cls, "name", None):  # a base class has none
            wrong_declarations.check(cls)
        cls.addresses = SiteAddresses.declared(
            cls.home, tuple(cls.allowed_domains), cls.posting_url, cls.next_page
        )
        cls.declared = _declared(cls)

    def __init__(
        self, *, origin: str = "", pages: str = "", shard: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if words := wrong_argument(origin=origin or None, pages=pages or None, shard=shard):
            raise ValueError(words)
        self.pages = pages
        self.origin = origin.rstrip("/")
        self.addresses = replace(self.addresses, origin=self.origin)  # type: ignore[misc]
        self.shard = Shard.read(shard) if shard else None
        self._share_lists()
        self.ledger = Ledger()
        self.known: Mapping[str, Known] = {}
        self.list_before = ListBefore()
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.outcomes = Outcomes(self.ledger, self, self.live)
        self.budget = PageBudget(
            self._most_pages, lambda url: self.outcomes.fail_list(url, "page_budget")
        )
        self.listing = Listing(self, self.outcomes, self.budget)
        self.posting_pages = PostingPages(self, self.outcomes, self.listing)
        self.answer_dates = AnswerDates(self.ledger, lambda: self.clock())
        self.walk = self.make_walk()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.listing.ask_waiting, signal=signals.spider_idle)
        crawler.signals.connect(spider.answer_dates.received, signal=signals.response_received)
        return spider

    # --- What one page says -----------------------------------------------------------------------

    def posting(self, page: Page) -> RawPosting | None:
        """Return what one page says; None where the page is not a posting. Raise Gone where it
        says that its posting is closed.

        This reads what needs no knowledge of the site: the body, the page's one JSON-LD JobPosting,
        the parts of the address. A plugin that knows more calls it and adds to what it returns.
        """
        from crawlers.extract.jsonld.own_statement import own_statement
        from crawlers.extract.jsonld.statements import say_jobposting
        from crawlers.posting.raw import RawPosting

        url = self.address(page)
        raw = RawPosting(
            source=self.name,
            source_kind=self.source_kind,
            url=url,
            key=self.key(url) if url else "",
            kind=page.kind,
            head_title=page.head_title,
            language=page.lang,
            blocks=list(page.blocks),
            declared=self.declared,
        )
        stated = own_statement(
            page.postings,
            key=raw.key,
            key_of=self.key,
            blocks=page.blocks,
            head_title=page.head_title,
        )
        if stated:
            say_jobposting(raw, stated)
            raw.described = page.description_of(stated)
        self.say_address(raw)
        say_hidden_text(raw, page)
        return raw

    def say_address(self, raw: RawPosting) -> None:
        """Add what the parts of the posting's address say."""
        found = self.match(raw.url) if raw.url else None
        if found:
            say_parts_of_address(raw, found)

    def unpack(self, page: Page) -> Page:
        """Return the page that is to be read: itself; a platform whose pages hold a record returns
        that."""
        return page

    # --- Addresses --------------------------------------------------------------------------------

    def key(self, url: str) -> str:
        """Return the posting's own stable id, from its live address: the group `id`, or else
        `title_slug`; "" where it is not that of a posting. A plugin whose addresses have no `id`
        group defines this."""
        found = self.match(url)
        parts = found.groupdict() if found else {}
        return parts.get("id") or parts.get("title_slug") or ""

    @classmethod
    def match(cls, url: str) -> re.Match[str] | None:
        """Return the match of `posting_url`; None where the address is not that of a posting."""
        return cls.addresses.match(url)

    @classmethod
    def owns(cls, url: str) -> bool:
        """Return whether an address is on the site: http or https, one of its domains or below."""
        return cls.addresses.owns(url)

    def live(self, url: str) -> str:
        """Return the address on the live site of an address on `origin`."""
        return self.addresses.live(url)

    def reach(self, url: str) -> str:
        """Return where an address of the site is asked for: on `origin`, where there is one."""
        return self.addresses.on_origin(url) if self.origin and self.owns(url) else url

    def address(self, page: Page) -> str | None:
        """Return the live address of a page: the canonical one that it names, if that is the same
        posting, or else its own, tidied."""
        own = tidy(self.live(page.url)) if page.url else None
        canonical = tidy(self.live(page.canonical)) if page.canonical else None
        if own is None or canonical is None:
            return own or canonical
        return canonical if self.owns(canonical) and self.key(canonical) == self.key(own) else own

    @property
    def trusted(self) -> tuple[str, ...]:
        """The origins that may stand on a private address: the one the user gave."""
        return (self.origin,) if self.origin else ()

    # --- The walk ---------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Yield saved postings, or the requests for the first pages of the list."""
        if self.pages:
            for raw in saved_postings(self.pages, self, self.outcomes, self.posting_pages):
                yield raw
        else:
            for request in self.walk.begin():
                yield request

    def make_walk(self) -> _Walk:
        """Return the walk over the site's list."""
        return ListWalk(self, self.outcomes, self.budget, self.listing)

    def leads_on(self, url: str, words: str) -> bool:
        """Return whether a link of a list page leads to a further one: by the pattern `next_page`
        where there is one, or else by the words of the link."""
        if self.next_page:
            return self.addresses.leads_on(url)
        return says_next(url, words, self.list_urls)

    def list_proof(self) -> Proof:
        """Return how list pages that were all read prove that they are the whole list."""
        return "last_page" if self.next_page else "links_exhausted"

    async def parse_sitemap(self, response: Response, depth: int = 0) -> AsyncIterator[Request]:
        """Read one sitemap, one index of sitemaps, or the Sitemap lines of a robots.txt."""
        assert isinstance(self.walk, ListWalk)
        async for request in in_turns(self.walk.read_sitemap(response, depth)):
            yield request

    async def parse_list(
        self, response: Response, chain: str = "", stale: int = 0
    ) -> AsyncIterator[Request]:
        """Read one list page: the links to postings, and on to the next pages."""
        assert isinstance(self.walk, ListWalk)
        async for request in in_turns(self.walk.read_list(response, chain, stale)):
            yield request

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """Return the request for a posting's page. again: its end was missing."""
        return self.posting_pages.request(key, url, again)

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[Any]:
        """Read one posting page and yield what it says. again: the page was asked for a second time
        because its end was missing."""
        yield from self.posting_pages.answered(response, key, again)

    def read_in(
        self,
        answer: Answer,
        where: str,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Iterator[Any]:
        """Read the answer for a listed posting and yield what it says. where: its address, for the
        log. etag, last_modified: as it was answered."""
        yield from self.posting_pages.read(answer, where, etag, last_modified)

    def closed(self, reason: str) -> None:
        """Note that a run that was stopped did not see everything, and give up by name what it did
        not come to."""
        if reason != "finished" or self.walk.lists.open:
            self.outcomes.fail_list("", f"stopped_{reason}")
        self.walk.absent.conclude()
        stats = self.crawler.stats.get_stats()
        self.ledger.no_host = no_host_reached(stats)
        self.ledger.robots_reason = robots_reason(stats)
        self.listing.give_up_rest(reason)

    def _most_pages(self) -> int:
        return self.page_budget or self.settings.getint("JOBWIRE_PAGE_BUDGET", PAGE_BUDGET)

    def _share_lists(self) -> None:
        """Of a site with several lists, a shard reads its own ones, and every posting of them."""
        if self.shard and not self.sitemap_urls and (own := self.shard.of_lists(self.list_urls)):
            self.list_urls, self.shard = own, None  # type: ignore[misc]


def _declared(cls: type[PostingSpider]) -> Declared:
    """Return what a plugin class declares as one object."""
    return Declared(
        name=getattr(cls, "name", None) or "",
        source_kind=cls.source_kind,
        home=cls.home,
        domains=tuple(cls.allowed_domains),
        chrome=cls.chrome,
        constants=cls.constants,
        date_order=cls.date_order,
        zone=cls.zone,
        employers=tuple(cls.employers),
        labels=cls.labels,
        selectors=cls.selectors,
        standard=tuple(cls.standard),
        expect=getattr(cls, "expect", Healthy()),
        board=getattr(cls, "board", ""),
    )
