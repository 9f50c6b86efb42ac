"""The posting pages of a walk: asked for, answered and read. Each ends in exactly one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawlers.contract.ledger import SOFT_404, Fetched
from crawlers.extract.answer import Answer, NotRead, ReadingFailed, Site
from crawlers.net.headers import header_of
from crawlers.net.reasons import why
from crawlers.spider import posting_redirects
from crawlers.spider.cut_pages import CutPages
from crawlers.spider.lists.list_redirects import asked_for
from crawlers.spider.lists.list_walk import LISTS_FIRST
from crawlers.spider.lists.listing import Listing
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.page_problems import unreadable
from crawlers.spider.reading import reader_of
from crawlers.spider.site import WalkedSite
from crawlers.text.urls import tidy

if TYPE_CHECKING:
    from twisted.python.failure import Failure

    from crawlers.spider.readers.sent_outcomes import Outcome

_ANSWERED = (304, 404, 410)
"""Statuses that say what became of a posting, so that its page need not be read."""


class PostingPages:
    """Reads the pages of listed postings. What cannot be read is given up with a reason, never
    passed over."""

    def __init__(self, site: WalkedSite, outcomes: Outcomes, listing: Listing) -> None:
        self._site = site
        self._outcomes = outcomes
        self._listing = listing
        self._cut = CutPages()

    def expect_ends(self) -> None:
        """Give up each page without an end, however many there are: the site's pages have one."""
        self._cut.expect_ends()

    def request(self, key: str, url: str, again: bool) -> Request:
        """Return the request for a posting's page. again: its end was missing."""
        if not again:
            self._cut.note_asked()
            self._site.ledger.asked += 1
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

    def answered(self, response: Response, key: str, again: bool) -> Iterator[Any]:
        """Read the answer to a request of `request`, and yield what it says."""
        if not again:
            self._cut.note_answered()
        yield from self._read_answer(response, key, again)
        yield from self._decide_on_cut()

    def failed(self, failure: Failure) -> Iterator[Any]:
        """Give up a posting whose page could not be fetched, after all retries."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        asked: dict[str, Any] = request.cb_kwargs
        if not asked.get("again"):
            self._cut.note_answered()
        self._outcomes.give_up(asked["key"], why(failure.value))
        yield from self._decide_on_cut()

    def read(
        self, answer: Answer, where: str, etag: str | None, last_modified: str | None
    ) -> Iterator[Any]:
        """Read the answer for a listed posting and yield its reading; an answer that the same code
        has read before needs none. etag, last_modified: as it was answered."""
        at, key = self._site.clock().strftime("%Y-%m-%dT%H:%M:%SZ"), answer.key
        known, fingerprint = self._site.known.get(key), answer.fingerprint()
        if known and fingerprint and known.answer == fingerprint:
            self._outcomes.not_modified(key, answered=True)
            return
        lastmod = self._site.ledger.lastmod.get(key)
        fetched = Fetched(at, etag, last_modified, lastmod, fingerprint)
        yield from self.read_as(answer, where, fetched, lambda _: key)

    def read_as(
        self, answer: Answer, where: str, fetched: Fetched, claim: Callable[[str], str]
    ) -> Iterator[Any]:
        """Read an answer, note what became of its posting, and yield its reading.

        where: the address or the file of the page, for the log. claim: takes the key that was read
        and returns the one that it is noted under, "" where nothing more is to be noted.
        """
        from crawlers.spider.readers.read_later import ReadLater
        from crawlers.spider.readers.sent_outcomes import outcome_of

        note = partial(self._note, answer, where, fetched, claim)
        # a record is a part of an answer that has been parsed already
        if self._site.read_elsewhere and answer.record is None:
            yield ReadLater(answer, note)
        else:
            yield from note(outcome_of(answer, self._reader))

    def _note(
        self,
        answer: Answer,
        where: str,
        fetched: Fetched,
        claim: Callable[[str], str],
        outcome: Outcome,
    ) -> Iterator[Any]:
        """Note what became of a posting whose page was answered, and yield its reading."""
        from crawlers.spider.readers.pool import ReaderLost

        is_read = not isinstance(outcome, NotRead | ReadingFailed | ReaderLost)
        item = outcome if is_read else getattr(outcome, "item", None)
        key = claim(_key_of(item, answer))
        if not key:
            return
        if isinstance(outcome, ReaderLost):
            self._outcomes.give_up(key, outcome.reason)
        elif isinstance(outcome, NotRead | ReadingFailed):
            self._note_unread(key, outcome, where, fetched)
        elif wrong := unreadable(outcome):
            self._outcomes.give_up(key, wrong)
        else:
            self._outcomes.fetched(key, fetched)
            yield outcome

    @cached_property
    def _reader(self) -> Site:
        """What reads the site's answers, without any of the walk's state."""
        stages = self._site.crawler.settings.getdict("ITEM_PIPELINES")
        return reader_of(type(self._site), stages)

    def _note_unread(
        self, key: str, error: NotRead | ReadingFailed, where: str, fetched: Fetched
    ) -> None:
        if wrong := unreadable(error):
            self._outcomes.give_up(key, wrong)
        elif isinstance(error.__cause__, CloseSpider):
            raise error.__cause__
        elif not isinstance(error, NotRead):
            self._note_failure(key, error, where, fetched)
        elif error.how == "dropped":
            self._outcomes.fetched(key, fetched)
            self._outcomes.drop(error.item, error.reason)
        elif error.how == "gone":
            self._outcomes.gone(key, error.words)
        elif error.code == SOFT_404:
            self._outcomes.gone(key, error.code)
        else:
            self._outcomes.give_up(key, error.code)

    def _note_failure(self, key: str, failed: ReadingFailed, where: str, fetched: Fetched) -> None:
        """Note an error in the plugin as its own, and one in a stage as the stage's."""
        error = failed.__cause__
        assert isinstance(error, Exception)
        if failed.item is None:
            self._outcomes.give_up(key, f"error_{type(error).__name__}")
            self._outcomes.report(error, where)
        else:
            self._outcomes.fetched(key, fetched)
            self._outcomes.lose(failed.item, error)

    def _read_answer(self, response: Response, key: str, again: bool) -> Iterator[Any]:
        if response.status == 304:
            self._outcomes.not_modified(key, answered=True)
        elif posting_redirects.wants_something_first(response):  # guard: logins that lead back
            self._outcomes.give_up(key, "redirected_away")
        elif response.status in _ANSWERED:
            self._outcomes.gone(key, f"http_{response.status}")
        elif not self._cut.is_cut(response):
            yield from self._read_page(response, key)
        elif again:
            self._cut.hold(key, response)
        else:  # after all others, when it is clear whether the site's pages have an end
            yield self._site.ask_posting(key, self._site.ledger.listed[key], again=True)

    def _decide_on_cut(self) -> Iterator[Any]:
        """Give up the pages whose end was missing twice once another page has one; read them where
        all came and none had."""
        for key, response in self._cut.release(self._listing.some_wait):
            if self._cut.end_was_seen:
                self._outcomes.give_up(key, "truncated")
            else:
                yield from self._read_page(response, key)

    def _read_page(self, response: Response, key: str) -> Iterator[Any]:
        key = self._moved(key, response) if response.meta.get("redirect_times") else key
        if key:
            answer = Answer(
                response.body,
                content_type=header_of(response, "Content-Type"),
                address=self._site.live(response.url),
                key=key,
                day=self._site.clock().date(),
            )
            validators = header_of(response, "ETag"), header_of(response, "Last-Modified")
            yield from self._site.read_in(answer, response.url, *validators)

    def _left(self, key: str, response: Response) -> None:
        """Note a posting whose address led to another page of the site: it is gone where that is
        the list or the home page. A login or a notice is a failure."""
        if not posting_redirects.is_list_or_home(
            self._site, tidy(self._site.live(asked_for(response))), response.url
        ):
            self._outcomes.give_up(key, "redirected_away")
        elif wall := posting_redirects.wall_at(response):
            self._outcomes.give_up(key, wall)
        else:
            self._outcomes.gone(key, posting_redirects.GONE)

    def _moved(self, key: str, response: Response) -> str:
        """Return the key of a posting whose address was redirected; "" where there is nothing more
        to read."""
        url = tidy(self._site.live(response.url))
        found = self._site.match(url)
        if found is None:
            self._left(key, response)
            return ""
        now = self._site.key(url)
        # redirected from its number to its title: the number stays its key
        if now == key or not found.groupdict().get("id", now):
            return key
        self._outcomes.gone(key, f"moved to {now}")
        if now in self._site.ledger.listed or self._outcomes.refuse(now):
            return ""
        self._outcomes.listed(now, url)
        return now


def _key_of(item: Any, answer: Answer) -> str:
    """Return the key of what was read, as far as that is known."""
    posting = getattr(item, "posting", None)
    key = posting.id.partition(":")[2] if posting else getattr(item, "key", "")
    return str(key) or answer.key or answer.name
