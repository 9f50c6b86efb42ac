"""PostingSpider: from a site's list to its posting pages. The plugin contract.

A plugin declares where its list is, what a posting's address looks like, the site's own phrases and
what a healthy run is. It collects and nothing else: requests and postings go out, files and state
are not its business. See docs/plugins.md.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawlers.contract.declarations import Chrome, DateOrder, Declared, Gone, Healthy, SourceKind
from crawlers.contract.ledger import Fetched
from crawlers.net.reasons import BadAnswer, why
from crawlers.spider.list_walk import LISTS_FIRST, Walk, is_origin, wrong_argument
from crawlers.spider.page_problems import notice_on, unreadable
from crawlers.spider.saved_pages import saved_pages
from crawlers.text.urls import tidy, unslug
from crawlers.text.words import load

if TYPE_CHECKING:  # the models and the parser cost start-up time that `scrapy list` should not pay
    from twisted.python.failure import Failure

    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting, Slot

__all__ = ["Chrome", "Gone", "Healthy", "PostingSpider"]

_ANSWERED = (304, 404, 410)


class PostingSpider(Walk):
    """Walks a site's list and reads its posting pages. A site is a subclass with declarations.

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
    standard: sentences that the employer or the site puts into every posting; their blocks are
        marked as standard text and stay.
    expect: what a healthy run is; leaving it out is an error.
    page_budget: the most pages one run asks for (setting JOBWIRE_PAGE_BUDGET).

    Arguments (`-a`): `pages` reads saved pages instead of the site (crawlers/spider/saved_pages.py
    says in which forms); nothing is fetched. `origin` is another scheme and host that serves the
    same site, a mirror or the demo: requests go there, and addresses are recorded as those of the
    live site.

    A run fills `self.ledger`, and these public stats: `jobwire/listed`, `jobwire/fetched`,
    `jobwire/not_modified`, `jobwire/gone`, `jobwire/given_up` and `jobwire/given_up/<reason>`,
    `jobwire/list_pages`, `jobwire/list_failures`, `jobwire/offsite_links`. Who runs it may set,
    before it starts: `known` (what the store has, by key), `page_budget` and `clock` (the time of
    fetching).
    """

    source_kind: ClassVar[SourceKind] = "aggregator"
    chrome: ClassVar[Chrome | None] = None
    constants: ClassVar[Mapping[str, str]] = {}
    date_order: ClassVar[DateOrder] = ""
    employers: ClassVar[tuple[str, ...]] = ()
    standard: ClassVar[tuple[str, ...]] = ()
    zone: ClassVar[str] = ""
    declared: ClassVar[Declared] = Declared()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if getattr(cls, "name", None):  # a base class has none
            _check(cls)
        cls.declared = _declared(cls)

    def __init__(self, *, pages: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if words := wrong_argument(pages=pages):
            raise ValueError(words)
        self.pages = pages
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._unanswered = 0  # postings whose page neither came nor failed
        self._undecided: list[tuple[str, Response]] = []
        self._whole_pages = 0
        self._endless_pages = 0

    async def start(self) -> AsyncIterator[Any]:
        """Saved postings, or the requests for the first pages of the list."""
        if self.pages:
            for raw in self._saved():
                yield raw
        else:
            for request in self._first_lists():
                yield request

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """The request for a posting's page. again: its end was missing."""
        self._unanswered += not again
        known = self.known.get(key)
        return Request(
            self.reach(url), self.parse_posting, errback=self.posting_failed, headers=known.headers() if known else None,
            meta={"handle_httpstatus_list": _ANSWERED}, cb_kwargs={"key": key, "again": again}, dont_filter=True,
            priority=-LISTS_FIRST if again else 0,
        )  # fmt: skip

    def parse_posting(
        self, response: Response, key: str, again: bool = False
    ) -> Iterator[RawPosting | Request]:
        """Reads one posting page and yields what it says. What cannot be read is given up with a
        reason, never passed over. again: the page was asked for a second time because its end was
        missing."""
        self._unanswered -= not again
        yield from self._take_answer(response, key, again)
        yield from self._decide_on_cut()

    def _take_answer(
        self, response: Response, key: str, again: bool
    ) -> Iterator[RawPosting | Request]:
        if response.status == 304:
            self._not_modified(key)
            return
        if response.status in _ANSWERED:
            self._gone(key, f"http_{response.status}")
            return
        if self._cut_short(response):
            if again:
                self._undecided.append((key, response))
            else:  # after all others, when it is clear whether the site's pages have an end
                yield self.ask_posting(key, self.ledger.listed[key], again=True)
            return
        yield from self._read_page(response, key)

    def _decide_on_cut(self) -> Iterator[RawPosting]:
        """Gives up the pages whose end was missing twice once another page has one; reads them
        where all came and none had."""
        if self._whole_pages or (self._unanswered <= 0 and not self._waiting):
            waiting, self._undecided = self._undecided, []
            for key, response in waiting:
                if self._whole_pages:
                    self._give_up(key, "truncated")
                else:
                    yield from self._read_page(response, key)

    def _read_page(self, response: Response, key: str) -> Iterator[RawPosting]:
        key = self._moved(key, response) if response.meta.get("redirect_times") else key
        if not key:
            return
        etag, last_modified = _header(response, "ETag"), _header(response, "Last-Modified")
        yield from self.read_in(
            key, response.url, lambda: self.page_of(response), etag, last_modified
        )

    def page_of(self, response: Response) -> Page:
        """The page of an answer."""
        from crawlers.page.page import Page

        return Page.from_response(response)

    def read_in(
        self,
        key: str,
        where: str,
        parse: Callable[[], Page],
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Iterator[RawPosting]:
        """Reads the page of a listed posting and yields what it says. etag, last_modified: as it
        was answered."""
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
        """Whether a page that begins as HTML ends before its end, as far as the site's other pages
        show that it has one. (A wrong Content-Length, or a connection closed early without one, is
        no error to HTTP.)"""
        if b"<html" not in response.body[:4096].lower():
            return False
        if b"</html" in response.body[-4096:].lower():
            self._whole_pages += 1
            return False
        self._endless_pages += 1
        return self._whole_pages > 0 or self._endless_pages <= 3

    def posting(self, page: Page) -> RawPosting | None:
        """What one page says, returned and never yielded; None where the page is not a posting.
        Raises Gone where it says that its posting is closed.

        This reads what needs no knowledge of the site: the body, the page's one JSON-LD JobPosting,
        the parts of the address. A plugin that knows more calls it and adds to what it returns.
        """
        from crawlers.extract import jsonld_statements
        from crawlers.page import jsonld_scripts
        from crawlers.posting.raw import RawPosting, Removed
        from crawlers.text.hidden_text import tells

        url = self.address(page)
        raw = RawPosting(
            source=self.name, source_kind=self.source_kind, url=url, key=self.key(url) if url else "", kind=page.kind,
            head_title=page.head_title, language=page.lang, blocks=list(page.blocks), declared=self.declared,
        )  # fmt: skip
        if stated := self._stated(jsonld_scripts.postings(page.jsonld), raw.key):
            jsonld_statements.say(raw, stated)
            raw.described = jsonld_statements.description_blocks(stated)
        self.say_address(raw)
        furtive = [one for one in page.hidden if one.how in ("furtive", "characters")]
        raw.removed += [
            Removed(one.text, f"hidden from the reader: {one.how}", one.line) for one in furtive
        ]
        if any(one.how == "characters" or tells(one.text) for one in furtive):
            raw.flags.append("hidden_text")
        return raw

    def _stated(self, stated: list[dict[str, Any]], key: str) -> dict[str, Any] | None:
        """The JobPosting that is this page's. Of several, the rest are teasers: only the one with
        the page's own address is."""
        if len(stated) > 1:
            stated = [
                one
                for one in stated
                if key and isinstance(one.get("url"), str) and self.key(tidy(one["url"])) == key
            ]
        return stated[0] if len(stated) == 1 else None

    def address(self, page: Page) -> str | None:
        """The live address of a page: the canonical one that it names, if that is the same posting;
        else its own, tidied."""
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
        from crawlers.extract.job.titles import title_from_slug

        for group, text in found.groupdict().items():
            slot = _slot_of(group)
            if text and slot:
                raw.say(
                    slot,
                    title_from_slug(text) if slot == "title" else unslug(text),
                    "address",
                    f"address: {group}",
                )
        place = [
            unslug(text) for group in ("city", "country") if (text := found.groupdict().get(group))
        ]
        raw.say("location", ", ".join(place), "address", "address: city, country")

    def read(self, page: Page, key: str = "") -> RawPosting | None:
        """`posting(page)`, with a key: the one of its address, else the one given (its place in the
        list, the name of its file)."""
        notice = notice_on(page)
        if notice == "closed_notice":
            raise Gone(notice)
        raw = None if notice else self.posting(page)
        if raw is not None and not raw.key:
            raw.key = key
        return raw

    def _read_or_give_up(
        self, key: str, where: str, parse: Callable[[], Page]
    ) -> RawPosting | None:
        try:
            page = parse()
            wrong = unreadable(page)
            raw = None if wrong else self.read(page, key)
        except CloseSpider:
            raise
        except Gone as closed:
            self._gone(key, str(closed) or "closed_notice")
        except BadAnswer as error:
            self._give_up(key, str(error))
        except Exception as error:
            self._give_up(key, f"error_{type(error).__name__}")
            self._report(error, where)
        else:
            if raw is None:
                self._give_up(key, wrong or notice_on(page) or "not_a_posting")
            return raw
        return None

    def _moved(self, key: str, response: Response) -> str:
        """The key of a posting whose address was redirected; "" where there is nothing more to
        read."""
        url = tidy(self.live(response.url))
        found = self.match(url)
        if found is None:
            # to a list, a login, a notice: no page of this posting
            self._give_up(key, "redirected_away")
            return ""
        now = self.key(url)
        # from its number to its title: the number stays its key
        if now == key or not found.groupdict().get("id", now):
            return key
        self._gone(key, f"moved to {now}")
        if now in self.ledger.listed:
            return ""
        self.ledger.listed[now] = url
        self._count("listed")
        return now

    def posting_failed(self, failure: Failure) -> Iterator[RawPosting]:
        """A posting page that could not be had, after all retries."""
        asked: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        self._unanswered -= not asked.get("again")
        self._give_up(asked["key"], why(failure.value))
        yield from self._decide_on_cut()

    # --- Saved pages ------------------------------------------------------------------------------

    def _saved(self) -> Iterator[RawPosting]:
        from crawlers.page.page import Page

        try:
            for saved in saved_pages(self.pages):
                key = (self.key(tidy(saved.url)) if saved.url else "") or saved.path.stem
                raw = self._read_or_give_up(
                    key, str(saved.path), lambda: Page.from_file(saved.path, url=saved.url)
                )
                key = raw.key if raw else key
                twice = self.ledger.was_read(key)
                self.ledger.listed[str(saved.path) if twice else key] = saved.url or str(saved.path)
                self._count("listed")
                if twice:
                    self._give_up(str(saved.path), f"same_key {key}")
                elif raw is not None:
                    raw.fetched_on = saved.fetched_on
                    self.ledger.fetched[key] = Fetched()
                    self._count("fetched")
                    yield raw
        except (OSError, ValueError) as error:
            self._list_failure(self.pages, str(error))
        self.ledger.proof = "saved_pages"


def _declared(cls: type[PostingSpider]) -> Declared:
    """What a plugin class declares, as one object."""
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
        standard=tuple(cls.standard),
        expect=getattr(cls, "expect", Healthy()),
        board=getattr(cls, "board", ""),
    )


def _check(cls: type[PostingSpider]) -> None:
    """Raises TypeError, in words for the plugin's author, where a site's declarations cannot
    work."""
    where = f"{cls.__module__}.{cls.__qualname__}"
    if not isinstance(getattr(cls, "expect", None), Healthy):
        raise TypeError(
            f"{where}: declare what a healthy run is: expect = Healthy(min_postings=...)"
        )
    for name in ("allowed_domains", "sitemap_urls", "list_urls", "employers", "standard"):
        if isinstance(getattr(cls, name), str):
            raise TypeError(
                f"{where}: {name} is a string, wanted is a tuple: ({getattr(cls, name)!r},)"
            )
    if cls.home and not is_origin(cls.home):
        raise TypeError(
            f"{where}: home is scheme and host alone, like https://www.example.org, not {cls.home!r}"
        )
    if (
        cls.posting_url
        and "id" not in re.compile(cls.posting_url).groupindex
        and cls.key is PostingSpider.key
    ):
        raise TypeError(f"{where}: posting_url needs a group (?P<id>...), or define key(url)")


@cache
def _slot_of(group: str) -> Slot | None:
    """The slot that a group of `posting_url` is for."""
    from crawlers.posting.raw import Slot

    named = load("addresses")["groups"].get(group, group)
    return next((slot for slot in get_args(Slot) if slot == named), None)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
