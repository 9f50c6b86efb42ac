"""Walk: a site's list from its first page to its last, and what it names. The half of a spider that
knows no posting pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawlers.contract.declarations import Healthy
from crawlers.contract.ledger import Ledger
from crawlers.contract.on_disk import OnDisk
from crawlers.contract.shard import Shard
from crawlers.net.reasons import BadAnswer, why
from crawlers.net.robots import decode_robots
from crawlers.spider import sitemaps
from crawlers.spider.cards import fingerprints
from crawlers.text.urls import tidy
from crawlers.text.words import fold

if TYPE_CHECKING:  # the parser costs start-up time that `scrapy list` should not pay
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

    from crawlers.contract.known import Known
    from crawlers.page.page import Page
from crawlers.spider.page_problems import notice_on, unreadable

PAGE_BUDGET = 20_000
LISTED_FOR_EACH = 5
"""Postings that are taken into the ledger for each page that the budget allows; a list that names
more has no end."""
LINKS_HELD = 1_000
"""Links whose posting is remembered: menus lead to the same from each list page, and cards name a
posting several times."""
STALE_LISTS = 3
NESTED_SITEMAPS = 3
LISTS_FIRST = 100
AT_HAND = 1_000
"""Requests for postings that are in memory. A list is read before its postings, and may name a
hundred times as many: the others wait on disk until these are done."""


class Walk(Spider):
    """Reads sitemaps and list pages, and takes what they name into the ledger. What it declares is
    told at PostingSpider."""

    allowed_domains: tuple[str, ...] = ()
    home: ClassVar[str] = ""
    sitemap_urls: ClassVar[tuple[str, ...]] = ()
    list_urls: ClassVar[tuple[str, ...]] = ()
    next_page: ClassVar[str] = ""
    posting_url: ClassVar[str] = ""
    expect: ClassVar[Healthy]
    page_budget: int | None = None

    _address: ClassVar[re.Pattern[str] | None] = None
    _next: ClassVar[re.Pattern[str] | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.home = cls.home.rstrip("/")
        cls._address = (
            re.compile(rf"(?:{cls.posting_url})/?(?:[?&#].*)?\Z", re.IGNORECASE)
            if cls.posting_url
            else None
        )
        cls._next = re.compile(cls.next_page) if cls.next_page else None

    def __init__(self, *, origin: str = "", shard: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shard = Shard.read(shard) if shard else None
        if self.shard and (
            lists := self.shard.of_lists(self.list_urls if not self.sitemap_urls else ())
        ):
            self.list_urls, self.shard = lists, None  # type: ignore[misc]  # its own lists, and every posting of them
        if words := wrong_argument(origin=origin):
            raise ValueError(words)
        self.origin = origin.rstrip("/")
        self.trusted = (self.origin,) if origin else ()
        self.ledger = Ledger()
        self.known: Mapping[str, Known] = {}
        self._asked = 0
        self._open_lists = 0
        self._walking: Literal["sitemaps", "lists"] = "sitemaps" if self.sitemap_urls else "lists"
        self._lists_seen: set[str] = set()
        # chain and key of each posting that a chain of list pages named
        self._of_chain: OnDisk[None] = OnDisk()
        self._named: Counter[str] = Counter()  # by chain, how many those are
        self._key_at = lru_cache(LINKS_HELD)(self._key_of)
        self._at_hand = 0
        self._waiting: OnDisk[None] = OnDisk()  # keys

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.ask_waiting, signal=signals.spider_idle)
        return spider

    # --- Addresses --------------------------------------------------------------------------------

    @classmethod
    def match(cls, url: str) -> re.Match[str] | None:
        """The match of `posting_url` in an address, or None where it is not that of a posting."""
        if cls._address is None:
            return None
        return cls._address.search(url) or cls._address.search(unquote(url))

    @classmethod
    def owns(cls, url: str) -> bool:
        """Whether an address is on the site (http or https, one of its domains or below)."""
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:  # a link that is no address
            return False
        return parts.scheme in (
            "http",
            "https",
        ) and f".{(parts.hostname or '').casefold()}".endswith(
            _domains(tuple(cls.allowed_domains), cls.home)
        )

    def key(self, url: str) -> str:
        """The posting's own stable id, from its live address: the group `id`, else `title_slug`; ""
        where it is not that of a posting. A plugin whose addresses have no `id` group defines
        this."""
        found = self.match(url)
        parts = found.groupdict() if found else {}
        return parts.get("id") or parts.get("title_slug") or ""

    def live(self, url: str) -> str:
        """The address on the live site of an address on `origin`."""
        return (
            self.home + url[len(self.origin) :]
            if self.origin and _starts_host(url, self.origin)
            else url
        )

    def reach(self, url: str) -> str:
        """Where an address of the site is asked for: on `origin`, where there is one."""
        return (
            self.origin + urlunsplit(("", "", *urlsplit(url)[2:]))
            if self.origin and self.owns(url)
            else url
        )

    def leads_on(self, url: str, words: str) -> bool:
        """Whether a link of a list page, by its address and its text, leads to a further one."""
        return bool(self._next and self._next.search(url))

    # --- The list ---------------------------------------------------------------------------------

    def _first_lists(self) -> list[Request]:
        """All at once, so that the first answer does not find the walk finished."""
        if self._walking == "sitemaps":
            return [*self._ask_lists(self.sitemap_urls, self.parse_sitemap)]
        requests = [
            request
            for url in self.list_urls
            for request in self._ask_lists((url,), self.parse_list, chain=url)
        ]
        if not requests:
            self._list_failure("", "no_list")
        return requests

    def _ask_lists(
        self, urls: Iterable[str], callback: Callable[..., Any], **kwargs: Any
    ) -> Iterator[Request]:
        for url in urls:
            url = self.live(url)
            if tidy(url) in self._lists_seen or not self._within_budget(url):
                continue
            self._lists_seen.add(tidy(url))
            self._open_lists += 1
            yield Request(
                self.reach(url), callback, errback=self.list_failed, priority=LISTS_FIRST, dont_filter=True, cb_kwargs=kwargs,
                meta={"download_maxsize": sitemaps.MAX_BYTES} if callback == self.parse_sitemap else None,
            )  # fmt: skip

    def parse_sitemap(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Reads one sitemap, one index of sitemaps, or the Sitemap lines of a robots.txt."""
        yield from self._settle(response.url, self._read_sitemap(response, depth))

    def _read_sitemap(self, response: Response, depth: int) -> Iterator[Request]:
        asked_for = response.meta.get("redirect_urls", [response.url])[0]
        if urlsplit(asked_for).path == "/robots.txt":
            text = decode_robots(response.body).encode()
            yield from self._ask_lists(
                sitemap_urls_from_robots(text, response.url), self.parse_sitemap, depth=depth + 1
            )
            return
        is_index, entries = sitemaps.read(response.body)
        if is_index and depth > NESTED_SITEMAPS:
            raise sitemaps.BadSitemap("nested_sitemaps")
        for entry in entries:
            if is_index:
                yield from self._ask_lists((entry.url,), self.parse_sitemap, depth=depth + 1)
            else:
                yield from self.listed(entry.url, entry.lastmod)

    def parse_list(self, response: Response, chain: str = "", stale: int = 0) -> Iterator[Request]:
        """Reads one list page: the links to postings, and on to the next pages."""
        yield from self._settle(response.url, self._read_list(response, chain, stale))

    def _read_list(self, response: Response, chain: str, stale: int) -> Iterator[Request]:
        from crawlers.page.page import Page

        page = Page.from_response(response)
        if wrong := unreadable(page):
            self._list_failure(response.url, wrong)
            return
        before = self._named[chain]
        cards = (
            {}
            if page.root is None
            else fingerprints(page.root, partial(self._key_of_link, response.url))
        )
        further = []
        for link, words in page.links:
            url = self.live(link)
            if key := self._key_at(url):
                self._note(chain, key)
                yield from self.listed(url, cards.get(key, ""))
            elif self.owns(url) and self.leads_on(url, words) and tidy(url) not in self._lists_seen:
                further.append(url)
        if not self._named[chain]:
            self._look_for_a_notice(page)
        stale = stale + 1 if self._named[chain] == before else 0
        if further and stale >= STALE_LISTS:  # guard: lists in circles
            self._list_failure(response.url, "endless_paging")
            return
        yield from self._ask_lists(further, self.parse_list, chain=chain, stale=stale)

    def _note(self, chain: str, key: str) -> None:
        """Counts a posting that a list page names, once for its chain."""
        if (seen := f"{chain} {key}") not in self._of_chain:
            self._of_chain[seen] = None
            self._named[chain] += 1

    def _key_of(self, url: str) -> str:
        """The key of the posting that a live address of any site is that of, "" where it is none of
        ours."""
        return self.key(tidy(url)) if self.owns(url) else ""

    def _key_of_link(self, base: str, href: str) -> str:
        try:
            return self._key_at(self.live(urljoin(base, href)))
        except ValueError:  # no address at all
            return ""

    def _look_for_a_notice(self, page: Page) -> None:
        """What a list page without postings says instead. Raises BadAnswer where it is a wall."""
        sentence = fold(self.expect.may_be_empty)
        if sentence and any(sentence in fold(block.text) for block in page.blocks):
            self.ledger.verified_empty = True
        elif wall := notice_on(page):  # guard: walls instead of lists
            raise BadAnswer(wall)

    def listed(self, url: str, lastmod: str = "") -> Iterator[Request]:
        """Takes a posting's address into the ledger; yields the request for its page, if there is a
        need to ask for it."""
        url = self.live(url)
        if not self.owns(url):
            self._count("offsite_links")
            return
        url = tidy(url)
        if key := self.key(url):
            yield from self.take(key, url, lastmod)

    def take(self, key: str, url: str, lastmod: str = "") -> Iterator[Request]:
        """`listed` for a posting whose key is known."""
        if key in self.ledger.listed:
            return
        if len(self.ledger.listed) >= LISTED_FOR_EACH * self._budget:
            if self._asked <= self._budget:  # else the walk has failed already
                self._asked = self._budget + 1
                self._list_failure(url, "page_budget")
            return
        self.ledger.listed[key] = url
        self._count("listed")
        if self.is_elsewhere(key):
            return
        known = self.known.get(key)
        if known is not None and known.unchanged(lastmod or None):
            if not known.done:
                self._not_modified(key)
            return
        if lastmod:
            self.ledger.lastmod[key] = lastmod
        if not self._within_budget(url):
            self._give_up(key, "page_budget")
        elif self._at_hand < AT_HAND:
            self._at_hand += 1
            yield self.ask_posting(key, url)
        else:
            self._waiting[key] = None

    def ask_waiting(self) -> None:
        """Asks for the next postings that wait, once nothing else is under way. Raises
        DontCloseSpider where there are some."""
        keys = list(islice(self._waiting, AT_HAND))
        self._at_hand = len(keys)
        for key in keys:
            del self._waiting[key]
            assert self.crawler.engine
            self.crawler.engine.crawl(self.ask_posting(key, self.ledger.listed[key]))
        if keys:
            raise DontCloseSpider

    def is_elsewhere(self, key: str) -> bool:
        """Whether another shard of the site reads this posting (argument `shard`)."""
        return self.shard is not None and not self.shard.has(key)

    def _within_budget(self, url: str) -> bool:
        """Counts a page that is about to be asked for; beyond the budget the walk is not complete,
        and says so once."""
        budget = self._budget
        self._asked += 1
        if self._asked == budget + 1:
            self._list_failure(url, "page_budget")
        return self._asked <= budget  # guard: page budget

    @property
    def _budget(self) -> int:
        return self.page_budget or self.settings.getint("JOBWIRE_PAGE_BUDGET", PAGE_BUDGET)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list page that could not be had."""
        url = failure.request.url  # type: ignore[attr-defined]  # Scrapy sets it
        self._list_failure(url, why(failure.value))
        yield from self._settle(url, ())

    def _settle(self, url: str, requests: Iterable[Request]) -> Iterator[Request]:
        """Reads a list page; whatever goes wrong with it is a list failure with a name. The last
        one to settle ends the walk."""
        try:
            yield from requests
        except CloseSpider:
            raise
        except BadAnswer as error:
            self._list_failure(url, str(error))
        except Exception as error:
            self._list_failure(url, f"error_{type(error).__name__}")
            self._report(error, url)
        self._count("list_pages")
        self._open_lists -= 1
        if self._open_lists == 0:
            yield from self._end_of_lists()

    def _end_of_lists(self) -> Iterator[Request]:
        ledger = self.ledger
        if not ledger.listed and self._walking == "sitemaps" and self.list_urls:
            # A site without a sitemap is no failure as long as its list pages can be read.
            ledger.list_failures = [
                failure
                for failure in ledger.list_failures
                if failure[1] not in ("http_404", "http_410")
            ]
            self._walking = "lists"
            yield from self._first_lists()
        elif not ledger.listed and not ledger.verified_empty:
            if not ledger.list_failures:
                self._list_failure("", "no_postings")
        elif self._walking == "sitemaps":
            ledger.proof = "sitemap_exhausted"
        else:
            ledger.proof = "last_page" if self._next else "links_exhausted"

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """The request for a posting's page. again: its end was missing."""
        raise NotImplementedError

    # --- Bookkeeping ------------------------------------------------------------------------------

    def closed(self, reason: str) -> None:
        """A run that was stopped did not see everything; what it never came to is given up by
        name."""
        ledger = self.ledger
        if reason != "finished" or self._open_lists:
            self._list_failure("", f"stopped_{reason}")
        ended = (ledger.kept, ledger.fetched, ledger.gone, ledger.given_up, ledger.not_modified)
        for key in ledger.listed:
            if any(key in part for part in ended) or self.is_elsewhere(key):
                continue
            known = self.known.get(key)
            if not (known and known.done):
                self._give_up(key, f"not_reached_{reason}")

    def _list_failure(self, url: str, reason: str) -> None:
        self.ledger.list_failures.append((self.live(url), reason))
        self.ledger.robots_unsettled |= reason == "robots_unsettled"
        self._count("list_failures")
        self.logger.warning("List page given up: %s (%s)", url, reason)

    def _give_up(self, key: str, reason: str) -> None:
        self.ledger.given_up[key] = reason
        self.ledger.robots_unsettled |= reason == "robots_unsettled"
        self._count("given_up", f"given_up/{reason.split()[0]}")
        self.logger.info("Posting given up: %s (%s)", key, reason)

    def _gone(self, key: str, reason: str) -> None:
        self.ledger.gone[key] = reason
        self._count("gone")

    def _not_modified(self, key: str) -> None:
        self.ledger.not_modified.add(key)
        self._count("not_modified")

    def _count(self, *names: str) -> None:
        for name in names:
            self.crawler.stats.inc_value(f"jobwire/{name}")

    def _report(self, error: Exception, where: str) -> None:
        """An exception that was caught counts like one that was not, with Scrapy's own signal and
        stats."""
        from twisted.python.failure import Failure

        self.logger.error("Error while reading %s", where, exc_info=error)
        failure = Failure(error)  # type: ignore[no-untyped-call]
        self.crawler.signals.send_catch_log(
            signals.spider_error, failure=failure, response=None, spider=self
        )
        self.crawler.stats.inc_value("spider_exceptions/count")
        self.crawler.stats.inc_value(f"spider_exceptions/{type(error).__name__}")


@cache
def _domains(allowed: tuple[str, ...], home: str) -> tuple[str, ...]:
    """A dot and each domain of a site."""
    return tuple(f".{domain}" for domain in (*allowed, urlsplit(home).hostname) if domain)


def wrong_argument(*, origin: str = "", pages: str = "", shard: str = "", **_: str) -> str:
    """What is wrong with the arguments of a spider that every site has, in words; "" where nothing
    is."""
    if origin and not is_origin(origin):
        return f"origin={origin}: wanted is http://HOST or http://HOST:PORT"
    if pages and not Path(pages).exists():
        return f"pages={pages}: no such page, folder or list"
    with suppress(ValueError):
        if not shard or Shard.read(shard):
            return ""
    return f"shard={shard}: wanted is NUMBER/ALL, like 2/4"


def is_origin(url: str) -> bool:
    """Whether it is scheme and host alone."""
    scheme, host, *rest = urlsplit(url)
    return scheme in ("http", "https") and bool(host) and not any(part.strip("/") for part in rest)


def _starts_host(url: str, origin: str) -> bool:
    return url.startswith(origin) and url[len(origin) : len(origin) + 1] in ("", "/", "?", "#")
