"""The posting pages of a walk: asked for, answered and read. Each ends in exactly one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawlers.contract.declarations import Gone
from crawlers.contract.ledger import Fetched
from crawlers.net.reasons import BadAnswer, why
from crawlers.spider.cut_pages import CutPages
from crawlers.spider.list_redirects import asked_for, is_above
from crawlers.spider.list_walk import LISTS_FIRST
from crawlers.spider.listing import Listing
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_problems import notice_on, unreadable
from crawlers.spider.site import Site
from crawlers.text.paging import leads_to_login
from crawlers.text.urls import tidy

if TYPE_CHECKING:
    from twisted.python.failure import Failure

    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting

_ANSWERED = (304, 404, 410)
"""Statuses that say what became of a posting, so that its page need not be read."""


class PostingPages:
    """Reads the pages of listed postings. What cannot be read is given up with a reason, never
    passed over."""

    def __init__(self, site: Site, outcomes: Outcomes, listing: Listing) -> None:
        self._site = site
        self._outcomes = outcomes
        self._listing = listing
        self._cut = CutPages()

    def request(self, key: str, url: str, again: bool) -> Request:
        """Return the request for a posting's page. again: its end was missing."""
        if not again:
            self._cut.note_asked()
        known = self._site.known.get(key)
        return Request(
            self._site.reach(url),
            self._site.parse_posting,
            errback=self.failed,
            headers=known.headers() if known else None,
            meta={"handle_httpstatus_list": _ANSWERED},
            cb_kwargs={"key": key, "again": again},
            dont_filter=True,
            priority=-LISTS_FIRST if again else 0,
        )

    def answered(self, response: Response, key: str, again: bool) -> Iterator[RawPosting | Request]:
        """Read the answer to a request of `request`, and yield what it says."""
        if not again:
            self._cut.note_answered()
        yield from self._read_answer(response, key, again)
        yield from self._decide_on_cut()

    def failed(self, failure: Failure) -> Iterator[RawPosting]:
        """Give up a posting whose page could not be fetched, after all retries."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        asked: dict[str, Any] = request.cb_kwargs
        if not asked.get("again"):
            self._cut.note_answered()
        self._outcomes.give_up(asked["key"], why(failure.value))
        yield from self._decide_on_cut()

    def read(
        self,
        key: str,
        where: str,
        parse: Callable[[], Page],
        etag: str | None,
        last_modified: str | None,
    ) -> Iterator[RawPosting]:
        """Read the page of a listed posting and yield what it says. etag, last_modified: as it was
        answered."""
        now = self._site.clock()
        raw = self.read_or_give_up(key, where, parse)
        if raw is None:
            return
        raw.key = key  # the list counts by it, whatever the page calls itself
        raw.fetched_on = now.date().isoformat()
        at, lastmod = now.strftime("%Y-%m-%dT%H:%M:%SZ"), self._site.ledger.lastmod.get(key)
        self._outcomes.fetched(key, Fetched(at, etag, last_modified, lastmod))
        yield raw

    def read_or_give_up(self, key: str, where: str, parse: Callable[[], Page]) -> RawPosting | None:
        """Return what a page says; None where its posting was given up or is gone. where: the
        address or the file of the page, for the log."""
        try:
            page = parse()
            wrong = unreadable(page)
            raw = None if wrong else self._site.read(page, key)
        except CloseSpider:
            raise
        except Gone as closed:
            self._outcomes.gone(key, str(closed) or "closed_notice")
        except BadAnswer as error:
            self._outcomes.give_up(key, str(error))
        except Exception as error:
            self._outcomes.give_up(key, f"error_{type(error).__name__}")
            self._outcomes.report(error, where)
        else:
            if raw is None:
                self._outcomes.give_up(key, wrong or notice_on(page) or "not_a_posting")
            return raw
        return None

    def _read_answer(
        self, response: Response, key: str, again: bool
    ) -> Iterator[RawPosting | Request]:
        if response.status == 304:
            self._outcomes.not_modified(key)
        elif response.status in _ANSWERED:
            self._outcomes.gone(key, f"http_{response.status}")
        elif not self._cut.is_cut(response):
            yield from self._read_page(response, key)
        elif again:
            self._cut.hold(key, response)
        else:  # after all others, when it is clear whether the site's pages have an end
            yield self._site.ask_posting(key, self._site.ledger.listed[key], again=True)

    def _decide_on_cut(self) -> Iterator[RawPosting]:
        """Give up the pages whose end was missing twice once another page has one; read them where
        all came and none had."""
        for key, response in self._cut.release(self._listing.some_wait):
            if self._cut.end_was_seen:
                self._outcomes.give_up(key, "truncated")
            else:
                yield from self._read_page(response, key)

    def _read_page(self, response: Response, key: str) -> Iterator[RawPosting]:
        key = self._moved(key, response) if response.meta.get("redirect_times") else key
        if key:
            yield from self._site.read_in(
                key,
                response.url,
                lambda: self._site.page_of(response),
                _header(response, "ETag"),
                _header(response, "Last-Modified"),
            )

    def _moved(self, key: str, response: Response) -> str:
        """Return the key of a posting whose address was redirected; "" where there is nothing more
        to read."""
        url = tidy(self._site.live(response.url))
        found = self._site.match(url)
        if found is None:
            self._leave(key, tidy(self._site.live(asked_for(response))), url)
            return ""
        now = self._site.key(url)
        # from its number to its title: the number stays its key
        if now == key or not found.groupdict().get("id", now):
            return key
        self._outcomes.gone(key, f"moved to {now}")
        if now in self._site.ledger.listed:
            return ""
        self._outcomes.listed(now, url)
        return now

    def _leave(self, key: str, asked: str, reached: str) -> None:
        """Note where a redirect led that reached no posting: to the list or the home page, which
        says that the posting is gone, or to a login, which says nothing."""
        is_login = leads_to_login(urlsplit(reached).path)
        # guard: redirects of postings
        if not is_login and self._site.owns(reached) and self._is_list(reached, asked):
            self._outcomes.gone(key, "moved to the list")
        else:
            self._outcomes.give_up(key, "redirected_away")

    def _is_list(self, reached: str, asked: str) -> bool:
        lists = {urlsplit(url).path.rstrip("/") for url in self._site.list_urls}
        return is_above(reached, asked) or urlsplit(reached).path.rstrip("/") in lists


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
