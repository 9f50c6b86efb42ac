"""PostingSpider: from a site's list to its posting pages. The plugin contract.

A plugin declares where its list is, what a posting's address looks like, the site's own phrases and what a healthy run is. It
collects and nothing else: requests and postings go out, files and state are not its business. See docs/plugins.md.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from urllib.parse import unquote, urlsplit, urlunsplit

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawlers import sitemaps
from crawlers.feed.known import Known
from crawlers.ledger import Fetched, Ledger
from crawlers.net.reasons import BadAnswer, why
from crawlers.net.robots import decode_robots
from crawlers.saved import saved_pages
from crawlers.text.addresses import tidy, unslug
from crawlers.text.notices import notice_on
from crawlers.text.words import fold, load

if TYPE_CHECKING:  # the models and the parser cost start-up time that `scrapy list` should not pay
    from twisted.python.failure import Failure

    from crawlers.page import Page
    from crawlers.posting import RawPosting

PAGE_BUDGET = 20_000
STALE_LISTS = 3
NESTED_SITEMAPS = 3
_LISTS_FIRST, _LAST = 100, -100
_ANSWERED = (304, 404, 410)
_HARMLESS = ("jsonld_broken",)


@dataclass(frozen=True, slots=True)
class Chrome:
    """A site's own furniture, by the words a reader sees. Each phrase is matched at the start of a line, case and marks folded.

    before: lines or boxes above the posting; everything up to the last of them and its list goes.
    after: lines that end the posting; the rest of the page is furniture, but for `boxes`.
    boxes: headings of boxes that hold data, and the slot it is for: {"Key Skills": "skill"}; "labels" reads label and value
    lines.
    lines: lines that go wherever they stand.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    boxes: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Healthy:
    """What a good run of the site looks like; a run below it is withheld.

    min_postings: the fewest open postings. filled: by field, the least share of postings that have it, 0.0 to 1.0.
    may_be_empty: a sentence with which the site itself says that it has no postings.
    """

    min_postings: int = 1
    filled: Mapping[str, float] = field(default_factory=dict)
    may_be_empty: str = ""


class Gone(Exception):
    """Raised by `posting()` when the page says that its posting is closed; the message says how."""


class PostingSpider(Spider):
    """Walks a site's list and reads its posting pages. A site is a subclass with declarations.

    name: one word, the same as the module, the test folder and the feed.
    allowed_domains: the site's domains; their subdomains belong to it. home: scheme and host of the live site.
    source_kind: `origin` where the employer itself publishes there, else `aggregator`.
    sitemap_urls: addresses of sitemaps, or of a robots.txt that names them. list_urls: pages that link to postings; where
    both are
        declared, the list pages are read only if the sitemaps list no posting.
    next_page: pattern of the addresses of further list pages. posting_url: pattern of a posting's address, to its end but for a
        closing slash and a query. The group `id` is the posting's key; other groups named like a slot (or `title_slug`,
        `company`, `city`, `country`, `posted`) are read as what the address says.
    chrome: the site's furniture. constants: by slot, what is true of the whole site. date_order: `DMY`, `MDY` or `YMD`, where the
        site prints bare figures. employers: names the site's postings are by, where it has a few.
    expect: what a healthy run is; leaving it out is an error.
    page_budget: the most pages one run asks for (setting JOBWIRE_PAGE_BUDGET).

    Arguments (`-a`): `pages` reads saved pages instead of the site (crawlers/saved.py says in which forms); nothing is fetched.
    `origin` is another scheme and host that serves the same site, a mirror or the demo: requests go there, and addresses are
    recorded as those of the live site.

    A run fills `self.ledger`, and these public stats: `jobwire/listed`, `jobwire/fetched`, `jobwire/not_modified`,
    `jobwire/gone`, `jobwire/given_up` and `jobwire/given_up/<reason>`, `jobwire/list_pages`, `jobwire/list_failures`,
    `jobwire/offsite_links`. Who runs it may set, before it starts: `known` (what the store has, by key), `page_budget` and
    `clock` (the time of fetching).
    """

    source_kind: ClassVar[Literal["origin", "aggregator"]] = "aggregator"
    allowed_domains: tuple[str, ...] = ()
    home: ClassVar[str] = ""
    sitemap_urls: ClassVar[tuple[str, ...]] = ()
    list_urls: ClassVar[tuple[str, ...]] = ()
    next_page: ClassVar[str] = ""
    posting_url: ClassVar[str] = ""
    chrome: ClassVar[Chrome | None] = None
    constants: ClassVar[Mapping[str, str]] = {}
    date_order: ClassVar[str] = ""
    employers: ClassVar[tuple[str, ...]] = ()
    expect: ClassVar[Healthy]
    page_budget: int | None = None

    _address: ClassVar[re.Pattern[str] | None] = None
    _next: ClassVar[re.Pattern[str] | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.home = cls.home.rstrip("/")
        cls._address = re.compile(rf"(?:{cls.posting_url})/?(?:[?&#].*)?\Z", re.IGNORECASE) if cls.posting_url else None
        cls._next = re.compile(cls.next_page) if cls.next_page else None
        if getattr(cls, "name", None):  # a platform's base class has none
            _check(cls)

    def __init__(self, *, pages: str = "", origin: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if pages and not Path(pages).exists():
            raise ValueError(f"pages={pages}: no such page, folder or list")
        if origin and not _is_origin(origin):
            raise ValueError(f"origin={origin}: wanted is http://HOST or http://HOST:PORT")
        self.pages = pages
        self.origin = origin.rstrip("/")
        self.trusted = (self.origin,) if origin else ()
        self.ledger = Ledger()
        self.known: Mapping[str, Known] = {}
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._asked = 0
        self._open_lists = 0
        self._whole_pages = 0
        self._endless_pages = 0
        self._walking: Literal["sitemaps", "lists"] = "sitemaps" if self.sitemap_urls else "lists"
        self._lists_seen: set[str] = set()
        self._keys_of_chain: dict[str, set[str]] = {}

    # --- Addresses --------------------------------------------------------------------------------------------------------

    @classmethod
    def match(cls, url: str) -> re.Match[str] | None:
        """The match of `posting_url` in an address, or None where it is not that of a posting."""
        if cls._address is None:
            return None
        return cls._address.search(url) or cls._address.search(unquote(url))

    @classmethod
    def owns(cls, url: str) -> bool:
        """Whether an address is on the site (http or https, one of its domains or below)."""
        parts = urlsplit(url)
        host = (parts.hostname or "").casefold()
        domains = (*cls.allowed_domains, urlsplit(cls.home).hostname or "")
        return parts.scheme in ("http", "https") and any(d and (host == d or host.endswith(f".{d}")) for d in domains)

    def key(self, url: str) -> str:
        """The posting's own stable id, from its live address: the group `id`, else `title_slug`; "" where it is not that of a
        posting. A plugin whose addresses have no `id` group defines this."""
        found = self.match(url)
        parts = found.groupdict() if found else {}
        return parts.get("id") or parts.get("title_slug") or ""

    def live(self, url: str) -> str:
        """The address on the live site of an address on `origin`."""
        return self.home + url[len(self.origin) :] if self.origin and _starts_host(url, self.origin) else url

    def reach(self, url: str) -> str:
        """Where an address of the site is asked for: on `origin`, where there is one."""
        return self.origin + urlunsplit(("", "", *urlsplit(url)[2:])) if self.origin and self.owns(url) else url

    # --- The list ---------------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Saved postings, or the requests for the first pages of the list."""
        if self.pages:
            for raw in self._saved():
                yield raw
        else:
            for request in self._first_lists():
                yield request

    def _first_lists(self) -> list[Request]:
        """All at once, so that the first answer does not find the walk finished."""
        if self._walking == "sitemaps":
            return [*self._ask_lists(self.sitemap_urls, self.parse_sitemap)]
        requests = [request for url in self.list_urls for request in self._ask_lists((url,), self.parse_list, chain=url)]
        if not requests:
            self._list_failure("", "no_list")
        return requests

    def _ask_lists(self, urls: Iterable[str], callback: Callable[..., Any], **kwargs: Any) -> Iterator[Request]:
        for url in urls:
            url = self.live(url)
            if tidy(url) in self._lists_seen or not self._within_budget(url):
                continue
            self._lists_seen.add(tidy(url))
            self._open_lists += 1
            yield Request(
                self.reach(url), callback, errback=self.list_failed, priority=_LISTS_FIRST, dont_filter=True, cb_kwargs=kwargs,
                meta={"download_maxsize": sitemaps.MAX_BYTES} if callback == self.parse_sitemap else None,
            )  # fmt: skip

    def parse_sitemap(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """Reads one sitemap, one index of sitemaps, or the Sitemap lines of a robots.txt."""
        yield from self._settle(response.url, self._read_sitemap(response, depth))

    def _read_sitemap(self, response: Response, depth: int) -> Iterator[Request]:
        if urlsplit(response.url).path == "/robots.txt":
            text = decode_robots(response.body).encode()
            yield from self._ask_lists(sitemap_urls_from_robots(text, response.url), self.parse_sitemap, depth=depth + 1)
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
        from crawlers.page import Page

        page = Page.from_response(response)
        if wrong := _unreadable(page):
            self._list_failure(response.url, wrong)
            return
        seen = self._keys_of_chain.setdefault(chain, set())
        before = len(seen)
        further = []
        for link, _ in page.links:
            url = self.live(link)
            if self.owns(url) and (key := self.key(tidy(url))):
                seen.add(key)
                yield from self.listed(url)
            elif self._next and self.owns(url) and self._next.search(url) and tidy(url) not in self._lists_seen:
                further.append(url)
        if len(seen) == before == 0:
            self._look_for_empty(page)
        stale = stale + 1 if len(seen) == before else 0
        if further and stale >= STALE_LISTS:
            self._list_failure(response.url, "endless_paging")
            return
        yield from self._ask_lists(further, self.parse_list, chain=chain, stale=stale)

    def _look_for_empty(self, page: Page) -> None:
        sentence = fold(self.expect.may_be_empty)
        if sentence and any(sentence in fold(block.text) for block in page.blocks):
            self.ledger.verified_empty = True

    def listed(self, url: str, lastmod: str = "") -> Iterator[Request]:
        """Takes a posting's address into the ledger; yields the request for its page, if there is a need to ask for it."""
        url = tidy(self.live(url))
        if not self.owns(url):
            self._count("offsite_links")
            return
        if key := self.key(url):
            yield from self.take(key, url, lastmod)

    def take(self, key: str, url: str, lastmod: str = "") -> Iterator[Request]:
        """`listed` for a posting whose key is known."""
        if key in self.ledger.listed:
            return
        self.ledger.listed[key] = url
        self._count("listed")
        if lastmod:
            self.ledger.lastmod[key] = lastmod
        known = self.known.get(key)
        if known is not None and known.unchanged(lastmod or None):
            if not known.done:
                self._not_modified(key)
        elif self._within_budget(url):
            yield self.ask_posting(key, url)
        else:
            self._give_up(key, "page_budget")

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """The request for a posting's page. again: its end was missing."""
        known = self.known.get(key)
        return Request(
            self.reach(url), self.parse_posting, errback=self.posting_failed, headers=known.headers() if known else None,
            meta={"handle_httpstatus_list": _ANSWERED}, cb_kwargs={"key": key, "again": again}, dont_filter=True,
            priority=_LAST if again else 0,
        )  # fmt: skip

    def _within_budget(self, url: str) -> bool:
        """Counts a page that is about to be asked for; beyond the budget the walk is not complete, and says so once."""
        budget = self.page_budget or self.settings.getint("JOBWIRE_PAGE_BUDGET", PAGE_BUDGET)
        self._asked += 1
        if self._asked == budget + 1:
            self._list_failure(url, "page_budget")
        return self._asked <= budget

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list page that could not be had."""
        url = failure.request.url  # type: ignore[attr-defined]  # Scrapy sets it
        self._list_failure(url, why(failure.value))
        yield from self._settle(url, ())

    def _settle(self, url: str, requests: Iterable[Request]) -> Iterator[Request]:
        """Reads a list page; whatever goes wrong with it is a list failure with a name. The last one to settle ends the walk."""
        try:
            yield from requests
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
            ledger.list_failures = [failure for failure in ledger.list_failures if failure[1] not in ("http_404", "http_410")]
            self._walking = "lists"
            yield from self._first_lists()
        elif not ledger.listed and not ledger.verified_empty:
            if not ledger.list_failures:
                self._list_failure("", "no_postings")
        elif self._walking == "sitemaps":
            ledger.proof = "sitemap_exhausted"
        else:
            ledger.proof = "last_page" if self._next else "links_exhausted"

    # --- A posting --------------------------------------------------------------------------------------------------------

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[RawPosting | Request]:
        """Reads one posting page and yields what it says. What cannot be read is given up with a reason, never passed over.
        again: the page was asked for a second time because its end was missing."""
        if response.status == 304:
            self._not_modified(key)
            return
        if response.status in _ANSWERED:
            self._gone(key, f"http_{response.status}")
            return
        if self._cut_short(response) and (not again or self._whole_pages):
            if again:
                self._give_up(key, "truncated")
            else:  # after all others, when it is clear whether the site's pages have an end
                yield self.ask_posting(key, self.ledger.listed[key], again=True)
            return
        key = self._moved(key, response) if response.meta.get("redirect_times") else key
        if not key:
            return
        from crawlers.page import Page

        yield from self.read_in(
            key, response.url, lambda: Page.from_response(response), _header(response, "ETag"), _header(response, "Last-Modified")
        )

    def read_in(
        self, key: str, where: str, parse: Callable[[], Page], etag: str | None = None, last_modified: str | None = None
    ) -> Iterator[RawPosting]:
        """Reads the page of a listed posting and yields what it says. etag, last_modified: as it was answered."""
        now = self.clock()
        raw = self._read_or_give_up(key, where, parse)
        if raw is not None:
            raw.key = key  # the list counts by it, whatever the page calls itself
            raw.fetched_on = now.date().isoformat()
            self.ledger.fetched[key] = Fetched(
                now.strftime("%Y-%m-%dT%H:%M:%SZ"), etag, last_modified, self.ledger.lastmod.get(key)
            )  # fmt: skip
            self._count("fetched")
            yield raw

    def _cut_short(self, response: Response) -> bool:
        """Whether a page that begins as HTML ends before its end, as far as the site's other pages show that it has one. (A wrong
        Content-Length, or a connection closed early without one, is no error to HTTP.)"""
        if b"<html" not in response.body[:4096].lower():
            return False
        if b"</html" in response.body[-4096:].lower():
            self._whole_pages += 1
            return False
        self._endless_pages += 1
        return self._whole_pages > 0 or self._endless_pages <= 3

    def posting(self, page: Page) -> RawPosting | None:
        """What one page says, returned and never yielded; None where the page is not a posting. Raises Gone where it says
        that its posting is closed.

        This reads what needs no knowledge of the site: the body, the page's one JSON-LD JobPosting, the parts of the address. A
        plugin that knows more calls it and adds to what it returns.
        """
        from crawlers import jsonld
        from crawlers.posting import RawPosting

        url = self.address(page)
        raw = RawPosting(
            source=self.name, source_kind=self.source_kind, url=url, key=self.key(url) if url else "", blocks=list(page.blocks),
            chrome=self.chrome,
            settings={"date_order": self.date_order, "constants": self.constants, "employers": self.employers},
        )  # fmt: skip
        stated = jsonld.postings(page.jsonld)
        if len(stated) == 1:  # several are a list, or teasers of other postings: which one is this page's is a guess
            jsonld.say(raw, stated[0])
        self.say_address(raw)
        return raw

    def address(self, page: Page) -> str | None:
        """The live address of a page: the canonical one that it names, if that is the same posting; else its own, tidied."""
        own = tidy(self.live(page.url)) if page.url else None
        canonical = tidy(self.live(page.canonical)) if page.canonical else None
        if own is None or canonical is None:
            return own or canonical
        return canonical if self.owns(canonical) and self.key(canonical) == self.key(own) else own

    def say_address(self, raw: RawPosting) -> None:
        """Adds what the parts of the posting's address say."""
        found = self.match(raw.url) if raw.url else None
        if found is None:
            return
        from typing import get_args

        from crawlers.posting import Slot
        from crawlers.text.titles import title_from_slug

        slots = load("addresses")["groups"]
        for group, text in found.groupdict().items():
            slot = slots.get(group, group)
            if text and slot in get_args(Slot):
                raw.say(slot, title_from_slug(text) if slot == "title" else unslug(text), "address", f"address: {group}")
        place = [unslug(text) for group in ("city", "country") if (text := found.groupdict().get(group))]
        raw.say("location", ", ".join(place), "address", "address: city, country")

    def read(self, page: Page, key: str = "") -> RawPosting | None:
        """`posting(page)`, with a key: the one of its address, else the one given (its place in the list, the name of its
        file)."""
        notice = _notice(page)
        if notice == "closed_notice":
            raise Gone(notice)
        raw = None if notice else self.posting(page)
        if raw is not None and not raw.key:
            raw.key = key
        return raw

    def _read_or_give_up(self, key: str, where: str, parse: Callable[[], Page]) -> RawPosting | None:
        try:
            page = parse()
            wrong = _unreadable(page)
            raw = None if wrong else self.read(page, key)
        except Gone as closed:
            self._gone(key, str(closed) or "closed_notice")
        except BadAnswer as error:
            self._give_up(key, str(error))
        except Exception as error:
            self._give_up(key, f"error_{type(error).__name__}")
            self._report(error, where)
        else:
            if raw is None:
                self._give_up(key, wrong or _notice(page) or "not_a_posting")
            return raw
        return None

    def _moved(self, key: str, response: Response) -> str:
        """The key of a posting whose address was redirected; "" where there is nothing more to read."""
        url = tidy(self.live(response.url))
        found = self.match(url)
        if found is None:
            self._give_up(key, "redirected_away")  # to a list, a login, a notice: no page of this posting
            return ""
        now = self.key(url)
        if now == key or not found.groupdict().get("id", now):  # from its number to its title: the number stays its key
            return key
        self._gone(key, f"moved to {now}")
        if now in self.ledger.listed:
            return ""
        self.ledger.listed[now] = url
        self._count("listed")
        return now

    def posting_failed(self, failure: Failure) -> None:
        """A posting page that could not be had, after all retries."""
        self._give_up(failure.request.cb_kwargs["key"], why(failure.value))  # type: ignore[attr-defined]  # Scrapy sets it

    # --- Saved pages ------------------------------------------------------------------------------------------------------

    def _saved(self) -> Iterator[RawPosting]:
        from crawlers.page import Page

        try:
            for saved in saved_pages(self.pages):
                key = (self.key(tidy(saved.url)) if saved.url else "") or saved.path.stem
                raw = self._read_or_give_up(key, str(saved.path), lambda: Page.from_file(saved.path, url=saved.url))  # noqa: B023
                key = raw.key if raw else key
                if key in self.ledger.fetched:
                    self._give_up(str(saved.path), f"same_key {key}")
                    continue
                self.ledger.listed[key] = saved.url or str(saved.path)
                self._count("listed")
                if raw is not None:
                    raw.fetched_on = saved.fetched_on
                    self.ledger.fetched[key] = Fetched()
                    self._count("fetched")
                    yield raw
        except (OSError, ValueError) as error:
            self._list_failure(self.pages, str(error))
        self.ledger.proof = "saved_pages"

    # --- Bookkeeping ------------------------------------------------------------------------------------------------------

    def closed(self, reason: str) -> None:
        """A run that was stopped did not see everything; what it never came to is given up by name."""
        ledger = self.ledger
        if reason != "finished" or self._open_lists:
            self._list_failure("", f"stopped_{reason}")
        ended = (ledger.fetched, ledger.gone, ledger.given_up, ledger.not_modified)
        for key in ledger.listed:
            known = self.known.get(key)
            if not any(key in part for part in ended) and not (known and known.done):
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
        """An exception that was caught counts like one that was not, with Scrapy's own signal and stats."""
        from twisted.python.failure import Failure

        self.logger.error("Error while reading %s", where, exc_info=error)
        failure = Failure(error)  # type: ignore[no-untyped-call]
        self.crawler.signals.send_catch_log(signals.spider_error, failure=failure, response=None, spider=self)
        self.crawler.stats.inc_value("spider_exceptions/count")
        self.crawler.stats.inc_value(f"spider_exceptions/{type(error).__name__}")


def _check(cls: type[PostingSpider]) -> None:
    """Raises TypeError, in words for the plugin's author, where a site's declarations cannot work."""
    where = f"{cls.__module__}.{cls.__qualname__}"
    if not isinstance(getattr(cls, "expect", None), Healthy):
        raise TypeError(f"{where}: declare what a healthy run is: expect = Healthy(min_postings=...)")
    for name in ("allowed_domains", "sitemap_urls", "list_urls", "employers"):
        if isinstance(getattr(cls, name), str):
            raise TypeError(f"{where}: {name} is a string, wanted is a tuple: ({getattr(cls, name)!r},)")
    if cls.home and not _is_origin(cls.home):
        raise TypeError(f"{where}: home is scheme and host alone, like https://www.example.org, not {cls.home!r}")
    if cls.posting_url and "id" not in re.compile(cls.posting_url).groupindex and cls.key is PostingSpider.key:
        raise TypeError(f"{where}: posting_url needs a group (?P<id>...), or define key(url)")


def _unreadable(page: Page) -> str:
    """The code of the problem for which a page cannot be trusted to be all there, "" where it can."""
    return next((code for problem in page.problems if (code := problem.partition(":")[0]) not in _HARMLESS), "")


def _notice(page: Page) -> str | None:
    return notice_on([page.head_title, *(f"{block.label} {block.text}" for block in page.blocks)])


def _is_origin(url: str) -> bool:
    scheme, host, *rest = urlsplit(url)
    return scheme in ("http", "https") and bool(host) and not any(part.strip("/") for part in rest)


def _starts_host(url: str, origin: str) -> bool:
    return url.startswith(origin) and url[len(origin) : len(origin) + 1] in ("", "/", "?", "#")


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
